#include "extract/seen.h"

#include <stdlib.h>
#include "common/memory.h"

enum { SEEN_SLOTS = 1024 }; /* at the beginning; a power of two */

#define SEEN_STATE UINT64_C(3)

/* Open addressing; the low bits of a slot hold the state, which is 0 in an empty slot alone. */
struct seen {
    uint64_t *slots;
    size_t slot_count, count;
};

struct seen *seen_new(void)
{
    struct seen *seen = mem_calloc(1, sizeof *seen);

    seen->slot_count = SEEN_SLOTS;
    seen->slots = mem_calloc(seen->slot_count, sizeof *seen->slots);
    return seen;
}

void seen_free(struct seen *seen)
{
    if (seen != NULL) {
        free(seen->slots);
        free(seen);
    }
}

/* The slot that has the hash, or the empty one where it belongs. */
static uint64_t *seen_slot(const struct seen *seen, uint64_t hash)
{
    size_t i = (size_t)(hash >> 2) & (seen->slot_count - 1);

    while (seen->slots[i] != 0 && ((seen->slots[i] ^ hash) & ~SEEN_STATE) != 0) {
        i = (i + 1) & (seen->slot_count - 1);
    }
    return &seen->slots[i];
}

static void seen_grow(struct seen *seen)
{
    struct seen larger = {.slot_count = seen->slot_count * 2};

    larger.slots = mem_calloc(larger.slot_count, sizeof *larger.slots);
    for (size_t i = 0; i < seen->slot_count; i++) {
        if (seen->slots[i] != 0) {
            *seen_slot(&larger, seen->slots[i]) = seen->slots[i];
        }
    }
    free(seen->slots);
    seen->slots = larger.slots;
    seen->slot_count = larger.slot_count;
}

bool seen_add(struct seen *seen, uint64_t hash)
{
    if (*seen_slot(seen, hash) != 0) {
        return false;
    }
    seen_set(seen, hash, SEEN_UNDER_WAY);
    return true;
}

void seen_set(struct seen *seen, uint64_t hash, enum seen_state state)
{
    uint64_t *slot;

    if (state == SEEN_NEVER) {
        return;
    }
    if (seen->count * 2 >= seen->slot_count) {
        seen_grow(seen);
    }
    slot = seen_slot(seen, hash);
    seen->count += *slot == 0;
    *slot = (hash & ~SEEN_STATE) | (uint64_t)state;
}

enum seen_state seen_find(const struct seen *seen, uint64_t hash)
{
    return (enum seen_state)(*seen_slot(seen, hash) & SEEN_STATE);
}
