/* Keys of what articles share: the entities and events of a batch. */
#ifndef DATELINE_LOAD_SHARED_KEYS_H
#define DATELINE_LOAD_SHARED_KEYS_H

#include <stddef.h>
#include <stdint.h>
#include "common/db.h"
#include "load/array_text.h"
#include "load/article_rows.h"
#include "load/entity_cache.h"

/* An article that lands, and the keys of its parts. */
struct landing {
    struct article_rows *rows;
    size_t order; /* in the stream */
    int64_t article_key, source_key;
    int64_t first_sentence_key, first_event_mention_key;
    int64_t *entity_keys, *event_keys; /* by number */
};

/*
 * Asks for the keys of all entities, adding what is new or newly known. With `renew`, what the
 * articles say counts, whatever was known before.
 */
enum status shared_keys_entities(struct db *db, struct entity_cache *cache,
                                 struct landing *landings, size_t count, bool renew,
                                 struct error *error) WARN_UNUSED;

/*
 * The same for events. The keys in their rows must have been filled in. `several` gets the keys of
 * those that were there before or that several of the articles tell.
 */
enum status shared_keys_events(struct db *db, struct landing *landings, size_t count, bool renew,
                               struct array_text *several, struct error *error) WARN_UNUSED;

#endif
