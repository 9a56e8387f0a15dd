/* What is counted in a page, to tell what it is. Of kind.c alone. */
#ifndef DATELINE_EXTRACT_PAGE_KIND_SIGNS_H
#define DATELINE_EXTRACT_PAGE_KIND_SIGNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "extract/page/meta.h"
#include "extract/page/tree.h"

/* What the names of content systems say of the page: classes of <body>, "archive", "single". */
enum signs_template {
    TEMPLATE_NONE,
    TEMPLATE_ARTICLE,
    TEMPLATE_HOME,
    TEMPLATE_LISTING,
    TEMPLATE_SEARCH,
    TEMPLATE_ERROR,
    TEMPLATE_LOGIN,
    TEMPLATE_GALLERY,
    TEMPLATE_PRODUCT
};

enum { SIGNS_PLAIN_MAX = 64 };

struct kind_signs {
    size_t plain;     /* letters of running text that are no teaser's ... */
    size_t teaser;    /* ... that stand beside a linked headline */
    size_t headlines; /* links as long as a headline, outside running text */
    size_t images;
    size_t players;    /* <video>, <audio>, named players */
    size_t passwords;  /* fields for one */
    size_t challenges; /* parts that test for a human */
    bool pages;        /* it goes on with page 2, 3, ... */
    bool app;          /* an element that scripts fill */
    enum signs_template template;
    uint32_t plain_nodes[SIGNS_PLAIN_MAX]; /* text nodes of `plain`, the first ones */
    size_t plain_count;
};

void kind_signs_read(struct kind_signs *signs, const struct tree *tree, struct arena *arena);

/* The text from node `from` on but of navigation and footers, folded, at most `max` bytes of it. */
const char *kind_signs_text(const struct tree *tree, struct arena *arena, uint32_t from,
                            size_t max);

#endif
