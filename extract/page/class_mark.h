/* What class and id of an element say about it: their words, each value of a page read once. */
#ifndef DATELINE_EXTRACT_PAGE_CLASS_MARK_H
#define DATELINE_EXTRACT_PAGE_CLASS_MARK_H

#include <stdint.h>
#include "extract/page/tree.h"

enum class_mark {
    MARK_SEEN = 1 << 0,     /* of class_mark.c */
    MARK_AUTHOR = 1 << 1,   /* who wrote it */
    MARK_NAME = 1 << 2,     /* a name: "fn" */
    MARK_VCARD = 1 << 3,    /* somebody's card */
    MARK_OTHERS = 1 << 4,   /* other articles, and what readers say: "related", "comments" */
    MARK_MARGIN = 1 << 5,   /* beside the article: "sidebar", "share", "footer" */
    MARK_POST = 1 << 6,     /* of the article: "entry", "post" */
    MARK_HEADLINE = 1 << 7, /* "headline", "title" */
    MARK_KICKER = 1 << 8,   /* above or below a headline */
    MARK_HIDDEN = 1 << 9,   /* for screen readers alone */
    MARK_SITE = 1 << 10,    /* the outlet: "logo", "site" */
    MARK_ABOUT = 1 << 11,   /* about somebody: "bio" */
    MARK_TAGS = 1 << 12,    /* keywords */
    MARK_BREADCRUMB = 1 << 13
};

struct class_marks {
    const struct tree *tree;
    uint16_t *values; /* of each value of the tree; 0: not yet looked at */
};

void class_mark_start(struct class_marks *marks, const struct tree *tree, struct arena *arena);

/* The marks of an element by its class and id: enum class_mark. */
unsigned class_mark_of(struct class_marks *marks, uint32_t i);

#endif
