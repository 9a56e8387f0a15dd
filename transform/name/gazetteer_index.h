/*
 * Where names stand in a sorted list, and which words longer names begin with: one probe answers
 * both.
 *
 * The table is an array of a power of two of slots, kept in memory or in a mapped file. A slot
 * tells the first name of a key, or, for words that only begin names, one of those.
 */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_INDEX_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GAZETTEER_NAMES_MAX = 1 << 28 }; /* what a slot can count */

/* The key of a name, by its place in the list; "" beyond its end. */
typedef const char *(*gazetteer_key_at)(const void *list, uint32_t name);

struct gazetteer_slot { /* zero: free */
    uint32_t name;      /* number of a name and one, and two marks */
    uint32_t check;     /* length of the key, and bits of its hash */
};

struct gazetteer_found {
    uint32_t first;  /* name whose key it is, or begins with it */
    bool is_name;    /* names of this key begin at `first` */
    bool has_longer; /* longer names begin with these words */
};

/* How many slots a list needs. It is sorted by key. */
size_t gazetteer_index_size(const void *list, uint32_t count, gazetteer_key_at key_at);

/* Fills `slots`, which are zeroed; `size` as above. */
void gazetteer_index_fill(struct gazetteer_slot *slots, size_t size, const void *list,
                          uint32_t count, gazetteer_key_at key_at);

/* False: no name has the key or begins with it. `slots` may be damaged: nothing is read beyond. */
bool gazetteer_index_find(const struct gazetteer_slot *slots, size_t size, const void *list,
                          gazetteer_key_at key_at, const char *key, struct gazetteer_found *found);

#endif
