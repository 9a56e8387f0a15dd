/*
 * The article's text in a page: without navigation, comments, captions, teasers and footers. After
 * the ideas of Readability (density of text and of links) and of jusText (short blocks between long
 * ones), with the outlet's own markup (schema.org, <article>, telling class names) trusted first.
 */
#ifndef DATELINE_EXTRACT_PAGE_BODY_H
#define DATELINE_EXTRACT_PAGE_BODY_H

#include "common/arena.h"
#include "extract/page/tree.h"

struct body {
    const char *text;   /* paragraphs parted by an empty line; NULL: none was found */
    const char *method; /* what found it: "markup", "density", "jsonld" */
    double score;       /* 0..1: how much of the page's running text it is */
    size_t words;
    size_t paragraphs;   /* with a sentence in them */
    size_t running;      /* code points in long paragraphs */
    double link_density; /* of the page's text, before anything was left out */
};

/*
 * `title` (may be NULL) is not repeated. `article_body` (may be NULL) is JSON-LD's: it decides
 * between what is found in the page, and is taken itself where the page has much less.
 */
void body_read(const struct tree *tree, const char *title, const char *article_body,
               struct arena *arena, struct body *body);

#endif
