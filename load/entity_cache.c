#include "load/entity_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "common/fnv.h"
#include "common/memory.h"

enum { CACHE_SLOTS = 1 << 16, CACHE_FACTS = 6 };

struct cache_slot {
    char *id; /* NULL: free */
    int64_t key;
    uint64_t facts[CACHE_FACTS]; /* digests; 0: none */
    unsigned next;               /* the one to be replaced */
};

struct entity_cache {
    uint64_t secret; /* so that nobody can choose names that meet */
    struct cache_slot slots[CACHE_SLOTS];
};

struct entity_cache *entity_cache_new(void)
{
    struct entity_cache *cache = mem_calloc(1, sizeof *cache);

    if (getrandom(&cache->secret, sizeof cache->secret, 0) != (ssize_t)sizeof cache->secret) {
        cache->secret = 0;
    }
    return cache;
}

void entity_cache_clear(struct entity_cache *cache)
{
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        free(cache->slots[i].id);
        cache->slots[i] = (struct cache_slot){0};
    }
}

void entity_cache_free(struct entity_cache *cache)
{
    if (cache != NULL) {
        entity_cache_clear(cache);
        free(cache);
    }
}

static size_t cache_place(const struct entity_cache *cache, const char *id)
{
    return fnv_short(fnv_text(FNV_START ^ cache->secret, id)) % CACHE_SLOTS;
}

static uint64_t cache_digest(const struct entity_cache *cache, const char *facts, size_t length)
{
    uint64_t digest = fnv_bytes(FNV_START ^ cache->secret, facts, length);

    return digest == 0 ? 1 : digest;
}

bool entity_cache_find(const struct entity_cache *cache, const char *id, const char *facts,
                       size_t length, int64_t *key)
{
    const struct cache_slot *slot = &cache->slots[cache_place(cache, id)];
    uint64_t digest;

    if (slot->id == NULL || strcmp(slot->id, id) != 0) {
        return false;
    }
    *key = slot->key;
    if (length == 0) {
        return true;
    }
    digest = cache_digest(cache, facts, length);
    for (size_t i = 0; i < CACHE_FACTS; i++) {
        if (slot->facts[i] == digest) {
            return true;
        }
    }
    return false;
}

void entity_cache_add(struct entity_cache *cache, const char *id, const char *facts, size_t length,
                      int64_t key)
{
    struct cache_slot *slot = &cache->slots[cache_place(cache, id)];

    if (slot->id == NULL || strcmp(slot->id, id) != 0) {
        free(slot->id);
        *slot = (struct cache_slot){.id = mem_strdup(id), .key = key};
    }
    if (length > 0) {
        slot->facts[slot->next] = cache_digest(cache, facts, length);
        slot->next = (slot->next + 1) % CACHE_FACTS;
    }
}
