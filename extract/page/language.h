/*
 * The language of an article, as BCP 47 (RFC 5646): what the page declares, checked against the
 * text, since templates often name another one. A long text that is clearly in another language
 * wins; a short one leaves what is declared.
 */
#ifndef DATELINE_EXTRACT_PAGE_LANGUAGE_H
#define DATELINE_EXTRACT_PAGE_LANGUAGE_H

#include "common/arena.h"

/* For one thread; textcat's models are read when a text first needs them. */
struct language_detector;

struct language_detector *language_detector_new(void);
void language_detector_free(struct language_detector *detector);

/*
 * `declared` as the page writes it, or NULL; `text` in UTF-8, or NULL, of which the beginning is
 * looked at. Without a detector nothing is checked. NULL when there is nothing to go by. The result
 * lives in the arena.
 */
const char *language_find(struct language_detector *detector, struct arena *arena,
                          const char *declared, const char *text);

/*
 * `declared` ("pt_BR", "EN-us", "zh_hans", "ger", "iw") as BCP 47: case as recommended, the
 * shortest code, no deprecated one, "nb" for "no", Unicode extensions dropped. NULL when it is no
 * language.
 */
const char *language_normalise(struct arena *arena, const char *declared);

#endif
