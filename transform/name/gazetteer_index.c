#include "transform/name/gazetteer_index.h"

#include <string.h>
#include "common/fnv.h"

#define INDEX_NAME UINT32_C(0x80000000)
#define INDEX_LONGER UINT32_C(0x40000000)
#define INDEX_NUMBER UINT32_C(0x3FFFFFFF)

/* The slot of `length` bytes of a key, or the free one where it belongs, which then gets its
 * check. Not all slots are taken; where a damaged table has no free one, the search ends all the
 * same, at a slot of something else. */
static const struct gazetteer_slot *index_slot(const struct gazetteer_slot *slots, size_t size,
                                               const void *list, gazetteer_key_at key_at,
                                               const char *key, size_t length, uint32_t *check)
{
    uint32_t hash = fnv_short(fnv_bytes(FNV_START, key, length));
    size_t slot = hash & (size - 1);

    *check = (uint32_t)length | (hash & UINT32_C(0xFFFF0000));
    for (size_t i = 0; i < size && slots[slot].name != 0; i++) {
        if (slots[slot].check == *check &&
            strncmp(key_at(list, (slots[slot].name & INDEX_NUMBER) - 1), key, length) == 0) {
            return &slots[slot];
        }
        slot = (slot + 1) & (size - 1);
    }
    return &slots[slot];
}

/* Whether the words before a space were the beginning of the name before, too. */
static bool index_shared(const char *before, const char *key, size_t length)
{
    return strncmp(before, key, length) == 0 && (before[length] == ' ' || before[length] == '\0');
}

size_t gazetteer_index_size(const void *list, uint32_t count, gazetteer_key_at key_at)
{
    size_t wanted = 0, size = 16;
    const char *before = "";

    for (uint32_t i = 0; i < count; i++) {
        const char *key = key_at(list, i);

        wanted += strcmp(before, key) != 0;
        for (const char *space = strchr(key, ' '); space != NULL; space = strchr(space + 1, ' ')) {
            wanted += !index_shared(before, key, (size_t)(space - key));
        }
        before = key;
    }
    while (size < wanted + wanted / 2) {
        size *= 2;
    }
    return size;
}

static void index_put(struct gazetteer_slot *slots, size_t size, const void *list,
                      gazetteer_key_at key_at, uint32_t name, size_t length, bool is_name)
{
    uint32_t check;
    const struct gazetteer_slot *found =
        index_slot(slots, size, list, key_at, key_at(list, name), length, &check);
    struct gazetteer_slot *slot = slots + (found - slots);

    slot->check = check;
    if (is_name) {
        slot->name = (name + 1) | INDEX_NAME | (slot->name & INDEX_LONGER);
    } else {
        slot->name = (slot->name == 0 ? name + 1 : slot->name) | INDEX_LONGER;
    }
}

void gazetteer_index_fill(struct gazetteer_slot *slots, size_t size, const void *list,
                          uint32_t count, gazetteer_key_at key_at)
{
    const char *before = "";

    for (uint32_t i = 0; i < count; i++) {
        const char *key = key_at(list, i);

        for (const char *space = strchr(key, ' '); space != NULL; space = strchr(space + 1, ' ')) {
            size_t length = (size_t)(space - key);

            if (!index_shared(before, key, length) || before[length] == '\0') {
                index_put(slots, size, list, key_at, i, length, false);
            }
        }
        if (strcmp(before, key) != 0) {
            index_put(slots, size, list, key_at, i, strlen(key), true);
        }
        before = key;
    }
}

bool gazetteer_index_find(const struct gazetteer_slot *slots, size_t size, const void *list,
                          gazetteer_key_at key_at, const char *key, struct gazetteer_found *found)
{
    const struct gazetteer_slot *slot;
    uint32_t check;

    if (size == 0 || *key == '\0') {
        return false;
    }
    slot = index_slot(slots, size, list, key_at, key, strlen(key), &check);
    if (slot->name == 0 || slot->check != check) {
        return false;
    }
    *found = (struct gazetteer_found){.first = (slot->name & INDEX_NUMBER) - 1,
                                      .is_name = (slot->name & INDEX_NAME) != 0,
                                      .has_longer = (slot->name & INDEX_LONGER) != 0};
    return true;
}
