/* What the parts of the gazetteer share. */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_LAYERS_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_LAYERS_H

#include "transform/name/gazetteer.h"
#include "transform/name/gazetteer_file.h"
#include "transform/name/gazetteer_index.h"

enum { GAZETTEER_FILES = 2, GAZETTEER_LAYERS = 3 };

/* An entry of config/gazetteer/ by its key without spelling. */
struct gazetteer_variant {
    const char *key;
    uint32_t entry; /* index */
};

struct gazetteer {
    struct arena *arena;
    struct gazetteer_entry *entries; /* of the dictionaries: sorted by key, then rank */
    size_t count, capacity;
    struct gazetteer_slot *slots;
    size_t slot_count;
    struct gazetteer_variant *variants; /* sorted by key */
    size_t variant_count, variant_capacity;
    struct gazetteer_file files[GAZETTEER_FILES]; /* imported, compiled */
};

/* An entry of a file that an article looked at. */
struct view_slot {
    uint32_t name; /* number of the name and one; 0: free */
    unsigned file;
    const struct gazetteer_entry *entry;
};

/* Where the names of a key stand in each layer. */
struct gazetteer_walk {
    uint32_t next[GAZETTEER_LAYERS]; /* UINT32_MAX: none is left */
    bool some;                       /* some layer had one */
};

struct gazetteer_view {
    const struct gazetteer *gazetteer;
    struct arena *arena;
    struct view_slot *slots;
    size_t size, count; /* a power of two */
    char last_key[GAZETTEER_KEY_MAX];
    struct gazetteer_walk last; /* of that key */
};

/* Makes the keys without spelling anew, of the sorted and indexed dictionaries; `type`: of entries
 * of this type alone, or NULL. */
void gazetteer_make_variants(struct gazetteer *gazetteer, const char *type);

/* The first variant whose key is not less. */
size_t gazetteer_variant(const struct gazetteer *gazetteer, const char *key);

/* A tab and the surname of a person or holder of an office, whatever its spelling. False: none. */
bool gazetteer_surname_key(const struct gazetteer_view *view, const struct gazetteer_entry *entry,
                           char key[GAZETTEER_KEY_MAX]);

/*
 * Who held an office is a person that is known, with country and code, though people.tsv has no
 * line of it; "the Clinton administration" is the government of the one state that had a president
 * of the name. Needs the variants of people. True if any was added: order and variants are to be
 * made anew.
 */
bool gazetteer_add_holders(struct gazetteer *gazetteer);

#endif
