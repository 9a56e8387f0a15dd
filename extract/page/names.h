/*
 * What the names of a page's parts (class and id) say about them. Names are cut into words at signs
 * and capitals: "articleBody", "article-body" and "article__body" are the same. Each distinct value
 * of a page is looked up once.
 */
#ifndef DATELINE_EXTRACT_PAGE_NAMES_H
#define DATELINE_EXTRACT_PAGE_NAMES_H

#include <stdint.h>
#include "extract/page/tree.h"

enum {
    NAMES_NOISE = 1,  /* navigation, sharing, teasers, advertisement, captions, ... */
    NAMES_STRONG = 2, /* comments, consent: noise however long it is */
    NAMES_LINKED = 4, /* noise if links stand in it: teasers, but also what leads into an article */
    NAMES_SMALL = 8,  /* noise if it is short: byline, date */
    NAMES_LEAD = 16,  /* the paragraph that leads into the article */
    NAMES_BESIDE = 128,  /* stands beside the article, however long it is: a side bar */
    NAMES_DECK = 64,     /* the line below the heading that belongs to it, not to the text */
    NAMES_HEADING = 256, /* a heading within the text, whatever element it is */
    NAMES_EMBED = 32,    /* noise, unless somebody is quoted in it: posts of social media */
};

struct names {
    uint16_t *flags; /* of each of the tree's values */
    uint8_t *ranks;  /* 0: none; larger: a more telling name of an article's text */
};

void names_read(const struct tree *tree, struct arena *arena, struct names *names);

/* Both of one element: its class and id together. */
unsigned names_flags(const struct tree *tree, const struct names *names, uint32_t i);
unsigned names_rank(const struct tree *tree, const struct names *names, uint32_t i);

#endif
