/*
 * What the names that a page gives its parts (class, id) say of the dates in them. Each distinct
 * name of the page is looked at once.
 */
#ifndef DATELINE_EXTRACT_PAGE_PLACE_NAMES_H
#define DATELINE_EXTRACT_PAGE_PLACE_NAMES_H

#include <stdint.h>
#include "common/arena.h"
#include "extract/page/tree.h"

enum place_name {
    NAME_ELSEWHERE = 1, /* other articles, advertisements */
    NAME_COMMENT = 2,   /* readers */
    NAME_DATE = 4,
    NAME_PUBLISHED = 8,
    NAME_MODIFIED = 16,
    NAME_HEADER = 32, /* of the page, or of the article */
    NAME_SEEN = 128
};

struct place_names {
    const struct tree *tree;
    uint8_t *seen; /* by index into tree->values; 0: not looked at yet */
};

void place_names_init(struct place_names *names, const struct tree *tree, struct arena *arena);

/* The bits of enum place_name that the node's class and id have, NAME_SEEN among them. */
unsigned place_names_of(struct place_names *names, uint32_t node);

#endif
