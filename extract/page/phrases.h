/* Lines that are boilerplate by their words, in several languages. */
#ifndef DATELINE_EXTRACT_PAGE_PHRASES_H
#define DATELINE_EXTRACT_PAGE_PHRASES_H

#include <stdbool.h>

/* A block of one line: "Read more: ...", "Advertisement". */
bool phrases_is_noise(const char *text);

/* A line behind which nothing of the article comes: "Related stories". */
bool phrases_is_tail(const char *text);

/* What a line above the text begins with when it tells of the article: "Published", "3 min read".
 */
bool phrases_is_lead_in(const char *text);

#endif
