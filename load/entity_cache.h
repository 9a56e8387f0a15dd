/*
 * Entities whose keys are known, and what the database was told of them: most entities of a batch
 * were in the batches before it, and need not be asked for again.
 *
 * It holds a bounded number of them; which ones are forgotten does not matter for the result.
 */
#ifndef DATELINE_LOAD_ENTITY_CACHE_H
#define DATELINE_LOAD_ENTITY_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entity_cache;

struct entity_cache *entity_cache_new(void);
void entity_cache_free(struct entity_cache *cache);

/* The key of an entity, if it is known and the database was told these facts (any bytes; none: the
 * key is all that is asked for). */
bool entity_cache_find(const struct entity_cache *cache, const char *id, const char *facts,
                       size_t length, int64_t *key);

void entity_cache_add(struct entity_cache *cache, const char *id, const char *facts, size_t length,
                      int64_t key);

/* After a rollback: nothing that was added since the beginning holds. */
void entity_cache_clear(struct entity_cache *cache);

#endif
