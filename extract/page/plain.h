/*
 * Articles saved as plain text: headline; then, one a line, image, outlet, section, date, byline;
 * then paragraphs; at the end, perhaps, the outlet's disclaimer and "Related" headlines.
 */
#ifndef DATELINE_EXTRACT_PAGE_PLAIN_H
#define DATELINE_EXTRACT_PAGE_PLAIN_H

#include <stddef.h>
#include "common/arena.h"
#include "common/record.h"

/* Facts of a text file; `published` is as written. The article's own fields are filled by
 * page_read(). */
struct plain {
    const char *title, *image_url, *url, *site_name, *section, *published, *byline;
    const char *body, *disclaimer;
    struct string_list related;
    size_t words;
};

/* `text` is UTF-8. */
void plain_read(const char *text, struct arena *arena, struct plain *plain);

#endif
