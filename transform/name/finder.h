/* How names are found in one article: what the parts of name_find() share. */
#ifndef DATELINE_TRANSFORM_NAME_FINDER_H
#define DATELINE_TRANSFORM_NAME_FINDER_H

#include "transform/document.h"
#include "transform/name/gazetteer.h"

enum { FINDER_NAME_TOKENS_MAX = 8 };

/* A single capitalised word that may be somebody's surname or an acronym explained elsewhere. */
struct finder_single {
    uint32_t token;
};

struct finder {
    const struct gazetteer_view *gazetteer;
    struct document *document;
    const char **keys; /* of each token; "" for signs */
    struct finder_single *singles;
    size_t single_count, single_capacity;
    uint32_t office_end; /* token behind the office that was read last: a person follows */
    uint32_t *slots;     /* hash table of entities by id: index + 1; 0: free */
    size_t slot_count;   /* a power of two */
};

/* The key of `count` tokens; false when it is too long. */
bool finder_key(const struct finder *finder, uint32_t first, uint32_t count,
                char key[GAZETTEER_KEY_MAX]);

/* The longest entry that begins at a token (within its sentence); `*count` tokens. NULL: none. */
const struct gazetteer_entry *finder_longest(const struct finder *finder, uint32_t first,
                                             const char *type, uint32_t *count);

/* The entity of an id; true if it was made, and its other fields are the caller's to fill. */
bool finder_entity(struct finder *finder, const char *id, uint32_t *index);

/* The entity of an id, or NO_INDEX. */
int32_t finder_find_entity(const struct finder *finder, const char *id);

/* Index of the entity of a gazetteer entry, made if it is new. */
uint32_t finder_entity_of_entry(struct finder *finder, const struct gazetteer_entry *entry);

/* Index of an entity without an entry, by type and name. */
uint32_t finder_entity_of_name(struct finder *finder, const char *type, const char *name);

void finder_add_mention(struct finder *finder, uint32_t entity, enum mention_kind kind,
                        uint32_t first, uint32_t count);

/* Forgets entities that no mention names any more. */
void finder_drop_entities(struct finder *finder);

bool finder_is_capital(const struct finder *finder, uint32_t token);
/* The common word that a token is, also inflected; its name tells what sort of thing it is, if it
 * is a noun (gazetteer.h). NULL: none. */
const struct gazetteer_entry *finder_word(const struct finder *finder, uint32_t token);
bool finder_is_common_word(const struct finder *finder, uint32_t token);

/* Whether the word is a title of people ("Mr.", "Senator") or a one-word office. */
bool finder_is_title(const struct finder *finder, uint32_t token);

/* Whether names of organisations end so: "Union", "Ltd". */
bool finder_is_org_word(const struct finder *finder, uint32_t token);

/* Tokens' keys, then 1 and 2; the mentions are sorted. */
void name_find_by_rules(struct finder *finder);

/* 1: names that stand in the text. */
void finder_scan(struct finder *finder);
/* 2: surnames, acronyms and other short forms of them. */
void finder_resolve(struct finder *finder);

#endif
