/*
 * The names of elements, attributes and entities that a page makes up, up to a bound: libxml2 keeps
 * each name in a table that stops growing at 16384 lists, so that a million of them take minutes.
 */
#ifndef DATELINE_EXTRACT_PAGE_DISTINCT_H
#define DATELINE_EXTRACT_PAGE_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISTINCT_MAX = 2000, DISTINCT_SLOTS = 4096 };

struct distinct { /* all zero: none yet */
    uint32_t hashes[DISTINCT_SLOTS];
    size_t count;
};

/* Takes a name, whatever its case. False: it is not among the first DISTINCT_MAX of the page. */
bool distinct_take(struct distinct *distinct, const char *name, size_t length);

/* Takes the names of all entities in a text; "&" of those that are not among them becomes a blank.
 */
void distinct_entities(struct distinct *distinct, char *text, size_t length);

#endif
