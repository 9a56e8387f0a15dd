/*
 * Which structural elements (div, section, li, td, ...) are open while a page is read, and which of
 * them a tag ends by HTML's rules (WHATWG, "Tree construction"). libxml2 ignores "</li>" while a
 * <div> is open in the item, so that the rest of the page lands in a menu; and it gives up at a
 * depth of 256.
 */
#ifndef DATELINE_EXTRACT_PAGE_NEST_H
#define DATELINE_EXTRACT_PAGE_NEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "extract/page/tag.h"

enum { NEST_DEPTH_MAX = 512, NEST_WRITTEN_MAX = 200, NEST_INLINE_MAX = 50 };

struct nest {
    struct nest_level {
        uint8_t tag;
        uint8_t inlines; /* elements within a line that were open when it began */
        bool written;    /* false: too deep, left out */
    } levels[NEST_DEPTH_MAX];
    size_t count;
    size_t written; /* open elements of both kinds that were not left out */
    uint8_t inlines;
};

bool nest_is_structure(enum tag tag);

/* How many of the open elements end before `tag` begins: a <li> ends at the next one. */
size_t nest_before(const struct nest *nest, enum tag tag);

/* How many end with "</tag>", the last one being its own; 0: none of that name is open. */
size_t nest_ended(const struct nest *nest, enum tag tag);

/* Opens it; false if it is to be left out. */
bool nest_push(struct nest *nest, enum tag tag);

/* Ends the innermost one; TAG_OTHER if it was left out. */
enum tag nest_pop(struct nest *nest);

/* For elements within a line: whether a start or end tag is to be written. */
bool nest_inline(struct nest *nest, bool closing);

#endif
