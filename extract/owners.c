#include "extract/owners.h"

#include <stdlib.h>
#include "common/hash.h"
#include "common/memory.h"

struct owners {
    const struct replay *replay;
    struct seen *seen; /* the run's */
    struct seen *kept; /* under way: for a source that has not asked yet */
    uint64_t *waiting; /* the same as a list, with what was asked for since */
    size_t count, capacity;
};

struct owners *owners_new(const struct replay *replay, struct seen *seen)
{
    struct owners *owners = mem_calloc(1, sizeof *owners);

    owners->replay = replay;
    owners->seen = seen;
    owners->kept = seen_new();
    return owners;
}

void owners_free(struct owners *owners)
{
    if (owners != NULL) {
        seen_free(owners->kept);
        free(owners->waiting);
        free(owners);
    }
}

bool owners_keep(struct owners *owners, const char *url, const char *source)
{
    uint64_t hash = hash_number(url);

    if (!replay_is_of_another(owners->replay, url, source)) {
        return false;
    }
    if (seen_add(owners->seen, hash)) {
        seen_set(owners->kept, hash, SEEN_UNDER_WAY);
        owners->waiting =
            mem_grow(owners->waiting, &owners->capacity, owners->count, sizeof *owners->waiting);
        owners->waiting[owners->count++] = hash;
    }
    return true;
}

bool owners_take(struct owners *owners, uint64_t hash)
{
    if (seen_find(owners->kept, hash) != SEEN_UNDER_WAY) {
        return false;
    }
    seen_set(owners->kept, hash, SEEN_SETTLED);
    seen_set(owners->seen, hash, SEEN_UNDER_WAY);
    return true;
}

bool owners_give_up(struct owners *owners)
{
    bool any = false;

    for (size_t i = 0; i < owners->count; i++) {
        if (seen_find(owners->kept, owners->waiting[i]) == SEEN_UNDER_WAY) {
            seen_set(owners->seen, owners->waiting[i], SEEN_FAILED);
            any = true;
        }
    }
    owners->count = 0;
    return any;
}
