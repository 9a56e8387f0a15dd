/* The language of an article: declared by the page, else found by libexttextcat. */
#ifndef DATELINE_EXTRACT_PAGE_LANGUAGE_H
#define DATELINE_EXTRACT_PAGE_LANGUAGE_H

#include "common/arena.h"

struct language_detector;

/* Opens its models when they are first needed; not for several threads at once. */
struct language_detector *language_detector_new(void);
void language_detector_free(struct language_detector *detector);

/* The language of a text in UTF-8; NULL when it is too short or unclear, or there is no detector.
 */
const char *language_detect(struct language_detector *detector, struct arena *arena,
                            const char *text);

/* `declared` ("pt_BR", "EN-us") as BCP 47; NULL when it is none. */
const char *language_normalise(struct arena *arena, const char *declared);

#endif
