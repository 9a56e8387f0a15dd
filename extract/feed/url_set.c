#include "extract/feed/url_set.h"

#include <stdint.h>
#include <string.h>
#include "common/fnv.h"

enum { URL_SET_FIRST_ROOM = 64 };

/* Begun at a number that who writes a list cannot know, so that nobody can make one whose URLs all
 * fall into one slot. */
static uint64_t url_set_hash(const struct url_set *set, const char *url)
{
    return fnv_short(fnv_text(FNV_START ^ set->seed, url));
}

static struct url_set_slot *url_set_find(const struct url_set *set, const char *url)
{
    size_t at = (size_t)url_set_hash(set, url) & (set->room - 1);

    while (set->slots[at].url != NULL && strcmp(set->slots[at].url, url) != 0) {
        at = (at + 1) & (set->room - 1);
    }
    return &set->slots[at];
}

bool url_set_add(struct url_set *set, struct arena *arena, const char *url, size_t *number)
{
    struct url_set_slot *slot;
    bool added;

    if (set->count * 2 >= set->room) {
        const struct url_set old = *set;

        set->seed = (uint64_t)(uintptr_t)set * 0x9e3779b97f4a7c15u;
        set->room = old.room == 0 ? URL_SET_FIRST_ROOM : old.room * 2;
        set->slots = arena_alloc(arena, set->room * sizeof *set->slots);
        for (size_t i = 0; i < old.room; i++) {
            if (old.slots[i].url != NULL) {
                *url_set_find(set, old.slots[i].url) = old.slots[i];
            }
        }
    }
    slot = url_set_find(set, url);
    added = slot->url == NULL;
    if (added) {
        *slot = (struct url_set_slot){url, set->count++};
    }
    if (number != NULL) {
        *number = slot->number;
    }
    return added;
}
