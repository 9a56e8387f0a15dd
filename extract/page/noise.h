/* Which parts of a page are not the article, by element, class and id. */
#ifndef DATELINE_EXTRACT_PAGE_NOISE_H
#define DATELINE_EXTRACT_PAGE_NOISE_H

#include <libxml/tree.h>
#include <stdbool.h>

/* Never text: scripts, forms, pictures. */
bool noise_is_void(const xmlNode *node);

/* Named or marked as navigation, comments, teasers, sharing, advertisement, ... or hidden. */
bool noise_is_named(const xmlNode *node);

/* Named or marked as the article's text. 0: no; larger: a more telling name. */
int noise_content_rank(const xmlNode *node);

/* A block of one line that is boilerplate by its words: "Read more: ...", "Advertisement". */
bool noise_is_phrase(const char *text);

/* A line behind which nothing of the article comes: "Related stories". */
bool noise_is_tail(const char *text);

#endif
