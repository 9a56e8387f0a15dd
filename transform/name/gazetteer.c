#include "transform/name/gazetteer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/ascii.h"
#include "common/arena.h"
#include "common/memory.h"
#include "common/paths.h"
#include "transform/name/gazetteer_layers.h"
#include "transform/name/gazetteer_tsv.h"
#include "transform/text/word.h"

static const char *gazetteer_key_of(const void *list, uint32_t name)
{
    const struct gazetteer *gazetteer = list;

    return name < gazetteer->count ? gazetteer->entries[name].key : "";
}

static int gazetteer_compare(const void *a, const void *b)
{
    const struct gazetteer_entry *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    if (order == 0) {
        order = left->rank - right->rank;
    }
    /* so that the order never depends on the sort */
    return order != 0
               ? order
               : strcmp(left->id == NULL ? "" : left->id, right->id == NULL ? "" : right->id);
}

void gazetteer_add(struct gazetteer *gazetteer, const struct gazetteer_entry *entry)
{
    char key[GAZETTEER_KEY_MAX];

    if (gazetteer_key(entry->alias, strlen(entry->alias), key) == 0) {
        return;
    }
    gazetteer->entries = mem_grow(gazetteer->entries, &gazetteer->capacity, gazetteer->count,
                                  sizeof *gazetteer->entries);
    gazetteer->entries[gazetteer->count] = *entry;
    gazetteer->entries[gazetteer->count++].key = arena_strdup(gazetteer->arena, key);
}

struct arena *gazetteer_arena(struct gazetteer *gazetteer)
{
    return gazetteer->arena;
}

bool gazetteer_has_compiled(const struct gazetteer *gazetteer)
{
    return gazetteer->files[GAZETTEER_FILES - 1].header != NULL;
}

bool gazetteer_compiled(const struct gazetteer *gazetteer, const char *name, const char *type,
                        const char *country, const char *kind, struct gazetteer_entry *entry)
{
    const struct gazetteer_file *file = &gazetteer->files[GAZETTEER_FILES - 1];
    char key[GAZETTEER_KEY_MAX];
    struct gazetteer_found found;

    if (!gazetteer_has_compiled(gazetteer) || gazetteer_key(name, strlen(name), key) == 0 ||
        !gazetteer_index_find(file->slots, file->header->slot_count, file, gazetteer_file_key, key,
                              &found) ||
        !found.is_name) {
        return false;
    }
    for (uint32_t i = found.first; strcmp(gazetteer_file_key(file, i), key) == 0; i++) {
        *entry = gazetteer_file_entry(file, i);
        if (strcmp(entry->type, type) == 0 &&
            (country == NULL || (entry->country != NULL && strcmp(entry->country, country) == 0)) &&
            (kind == NULL || (entry->kind != NULL && strcmp(entry->kind, kind) == 0))) {
            return true;
        }
    }
    return false;
}

static enum status gazetteer_open_files(struct gazetteer *gazetteer, bool imported,
                                        struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data("gazetteer.dat", &path, error);

    if (status == STATUS_OK) {
        status = gazetteer_file_open(path, "run make", &gazetteer->files[1], error);
    }
    free(path);
    path = NULL;
    /* whoever has no folder for data has imported none */
    if (status == STATUS_OK && imported && gazetteer_imported_path(&path, NULL) == STATUS_OK &&
        access(path, F_OK) == 0) {
        status = gazetteer_file_open(path,
                                     "import it again with dateline gazetteer import, or remove it",
                                     &gazetteer->files[0], error);
    }
    free(path);
    return status;
}

enum status gazetteer_imported_path(char **path, struct error *error)
{
    static const char name[] = "/places.dat";
    char *folder = NULL;
    enum status status = paths_var(&folder, error);

    *path = NULL;
    if (status == STATUS_OK) {
        size_t length = strlen(folder);

        *path = mem_alloc(length + sizeof name);
        memcpy(*path, folder, length);
        memcpy(*path + length, name, sizeof name);
    }
    free(folder);
    return status;
}

/* Merges the entries that were added behind the first `sorted` among these. */
static void gazetteer_merge(struct gazetteer *gazetteer, size_t sorted)
{
    struct gazetteer_entry *all = mem_alloc(gazetteer->count * sizeof *all);
    const struct gazetteer_entry *old = gazetteer->entries, *added = old + sorted;
    const struct gazetteer_entry *old_end = added, *added_end = old + gazetteer->count;

    for (size_t i = 0; i < gazetteer->count; i++) {
        bool first = added == added_end || (old < old_end && gazetteer_compare(old, added) <= 0);

        all[i] = first ? *old++ : *added++;
    }
    free(gazetteer->entries);
    gazetteer->entries = all;
    gazetteer->capacity = gazetteer->count;
}

/* Sorts the dictionaries' entries, of which the first `sorted` are in order, and makes their index.
 */
static void gazetteer_order(struct gazetteer *gazetteer, size_t sorted)
{
    qsort(gazetteer->entries + sorted, gazetteer->count - sorted, sizeof *gazetteer->entries,
          gazetteer_compare);
    if (sorted > 0) {
        gazetteer_merge(gazetteer, sorted);
    }
    gazetteer->slot_count =
        gazetteer_index_size(gazetteer, (uint32_t)gazetteer->count, gazetteer_key_of);
    free(gazetteer->slots);
    gazetteer->slots = mem_calloc(gazetteer->slot_count, sizeof *gazetteer->slots);
    gazetteer_index_fill(gazetteer->slots, gazetteer->slot_count, gazetteer,
                         (uint32_t)gazetteer->count, gazetteer_key_of);
}

static enum status gazetteer_open_layers(struct gazetteer **gazetteer, bool imported,
                                         struct error *error)
{
    struct gazetteer *made = mem_calloc(1, sizeof *made);
    struct error damage = {0};
    enum status status;
    size_t sorted;

    *gazetteer = NULL;
    made->arena = arena_new();
    status = gazetteer_open_files(made, imported, error);
    if (status != STATUS_OK && error != NULL && error_is_damage(error)) {
        damage = *error; /* a mistake in a table is told all the same, and first */
        status = STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = gazetteer_read_tsv(made, error);
    }
    if (status == STATUS_OK && damage.status != STATUS_OK) {
        *error = damage;
        status = damage.status;
    }
    if (status != STATUS_OK) {
        gazetteer_close(made);
        return status;
    }
    gazetteer_order(made, 0);
    gazetteer_make_variants(made, "PERSON");
    sorted = made->count;
    if (gazetteer_add_holders(made)) {
        gazetteer_order(made, sorted);
    }
    gazetteer_make_variants(made, NULL);
    *gazetteer = made;
    return STATUS_OK;
}

enum status gazetteer_open(struct gazetteer **gazetteer, struct error *error)
{
    return gazetteer_open_layers(gazetteer, true, error);
}

enum status gazetteer_open_own(struct gazetteer **gazetteer, struct error *error)
{
    return gazetteer_open_layers(gazetteer, false, error);
}

uint64_t gazetteer_checksum(const struct gazetteer *gazetteer)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < GAZETTEER_FILES; i++) {
        const struct gazetteer_header *header = gazetteer->files[i].header;

        sum = sum * UINT64_C(0x9E3779B97F4A7C15) + (header == NULL ? 0 : header->checksum);
    }
    return sum;
}

void gazetteer_close(struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < GAZETTEER_FILES; i++) {
        gazetteer_file_close(&gazetteer->files[i]);
    }
    arena_free(gazetteer->arena);
    free(gazetteer->entries);
    free(gazetteer->slots);
    free(gazetteer->variants);
    free(gazetteer);
}

struct gazetteer_view *gazetteer_view_new(const struct gazetteer *gazetteer, struct arena *arena)
{
    struct gazetteer_view *view = arena_alloc(arena, sizeof *view);

    *view = (struct gazetteer_view){.gazetteer = gazetteer, .arena = arena};
    return view;
}

static struct view_slot *view_slot(const struct gazetteer_view *view, unsigned file, uint32_t name)
{
    size_t slot = (name * UINT32_C(0x9E3779B1) + file) & (view->size - 1);

    while (view->slots[slot].name != 0 &&
           (view->slots[slot].name != name + 1 || view->slots[slot].file != file)) {
        slot = (slot + 1) & (view->size - 1);
    }
    return &view->slots[slot];
}

static void view_grow(struct gazetteer_view *view)
{
    struct view_slot *old = view->slots;
    size_t size = view->size;

    if (view->count * 2 < view->size) {
        return;
    }
    view->size = size == 0 ? 64 : size * 2;
    view->slots = arena_alloc(view->arena, view->size * sizeof *view->slots);
    for (size_t i = 0; i < size; i++) {
        if (old[i].name != 0) {
            *view_slot(view, old[i].file, old[i].name - 1) = old[i];
        }
    }
}

/* The view is const to who looks: that it remembers is nobody's concern. */
static const struct gazetteer_entry *view_entry(const struct gazetteer_view *viewed, unsigned file,
                                                uint32_t name)
{
    struct gazetteer_view *view = (struct gazetteer_view *)(uintptr_t)viewed;
    struct gazetteer_entry *entry;
    struct view_slot *slot;

    view_grow(view);
    slot = view_slot(view, file, name);
    if (slot->name == 0) {
        entry = arena_alloc(view->arena, sizeof *entry);
        *entry = gazetteer_file_entry(&view->gazetteer->files[file], name);
        *slot = (struct view_slot){name + 1, file, entry};
        view->count++;
    }
    return slot->entry;
}

static bool gazetteer_all_capitals(const char *text)
{
    size_t capitals = 0;

    for (; *text != '\0'; text++) {
        if (ascii_is_lower(*text)) {
            return false;
        }
        capitals += ascii_is_upper(*text) != 0;
    }
    return capitals >= 2;
}

bool gazetteer_written_so(const struct gazetteer_entry *entry, const char *written)
{
    if (written == NULL) {
        return true;
    }
    if (gazetteer_all_capitals(entry->alias)) {
        return gazetteer_all_capitals(written);
    }
    if (ascii_is_upper(entry->alias[0])) {
        return !ascii_is_lower(written[0]) || (strncmp(written, "al-", 3) == 0);
    }
    return true;
}

bool gazetteer_is_entity(const char *type)
{
    static const char *const entities[] = {"LOC",   "PERSON",   "ORG",     "DEMONYM",
                                           "EVENT", "FACILITY", "PRODUCT", "NORP"};

    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (strcmp(type, entities[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *walk_key(const struct gazetteer *gazetteer, unsigned layer, uint32_t name)
{
    return layer == 0 ? gazetteer_key_of(gazetteer, name)
                      : gazetteer_file_key(&gazetteer->files[layer - 1], name);
}

/* A key is asked for many times in a row, for one type after the other: its walk is remembered. */
static bool walk_begin(const struct gazetteer_view *viewed, const char *key,
                       struct gazetteer_walk *walk)
{
    struct gazetteer_view *view = (struct gazetteer_view *)(uintptr_t)viewed;
    const struct gazetteer *gazetteer = view->gazetteer;
    size_t length = strlen(key);

    if (*key != '\0' && strcmp(view->last_key, key) == 0) {
        *walk = view->last;
        return walk->some;
    }
    walk->some = false;
    for (unsigned layer = 0; layer < GAZETTEER_LAYERS; layer++) {
        const struct gazetteer_file *file = layer == 0 ? NULL : &gazetteer->files[layer - 1];
        struct gazetteer_found found;
        bool hit = layer == 0 ? gazetteer_index_find(gazetteer->slots, gazetteer->slot_count,
                                                     gazetteer, gazetteer_key_of, key, &found)
                              : file->header != NULL &&
                                    gazetteer_index_find(file->slots, file->header->slot_count,
                                                         file, gazetteer_file_key, key, &found);

        walk->next[layer] = hit && found.is_name ? found.first : UINT32_MAX;
        walk->some = walk->some || walk->next[layer] != UINT32_MAX;
    }
    if (length < sizeof view->last_key) {
        memcpy(view->last_key, key, length + 1);
        view->last = *walk;
    }
    return walk->some;
}

/* The best of what is left, of the upper layer where ranks are the same; NULL: none. Of a type that
 * is not wanted no entry is made. */
static const struct gazetteer_entry *walk_next(const struct gazetteer_view *view, const char *key,
                                               const char *type, struct gazetteer_walk *walk)
{
    const struct gazetteer *gazetteer = view->gazetteer;

    for (;;) {
        unsigned best = GAZETTEER_LAYERS;
        int best_rank = 0;
        uint32_t name;
        const char *kind;

        for (unsigned layer = 0; layer < GAZETTEER_LAYERS; layer++) {
            int rank;

            if (walk->next[layer] == UINT32_MAX) {
                continue;
            }
            rank = layer == 0 ? gazetteer->entries[walk->next[layer]].rank
                              : gazetteer->files[layer - 1].names[walk->next[layer]].rank;
            if (best == GAZETTEER_LAYERS || rank < best_rank) {
                best = layer;
                best_rank = rank;
            }
        }
        if (best == GAZETTEER_LAYERS) {
            return NULL;
        }
        name = walk->next[best]++;
        if (strcmp(walk_key(gazetteer, best, name + 1), key) != 0) {
            walk->next[best] = UINT32_MAX;
        }
        kind = best == 0 ? gazetteer->entries[name].type
                         : gazetteer_file_type(&gazetteer->files[best - 1], name);
        if (type == NULL ? gazetteer_is_entity(kind) : word_is(kind, type)) {
            return best == 0 ? &gazetteer->entries[name] : view_entry(view, best - 1, name);
        }
    }
}

const struct gazetteer_entry *gazetteer_find(const struct gazetteer_view *view, const char *key,
                                             const char *written, const char *type)
{
    const struct gazetteer_entry *entry = NULL;
    struct gazetteer_walk walk;

    if (!walk_begin(view, key, &walk)) {
        return NULL;
    }
    do {
        entry = walk_next(view, key, type, &walk);
    } while (entry != NULL && !gazetteer_written_so(entry, written));
    return entry;
}

size_t gazetteer_list(const struct gazetteer_view *view, const char *key, const char *type,
                      const struct gazetteer_entry **entries, size_t room)
{
    struct gazetteer_walk walk;
    size_t count = 0;

    if (!walk_begin(view, key, &walk)) {
        return 0;
    }
    while (count < room && (entries[count] = walk_next(view, key, type, &walk)) != NULL) {
        count++;
    }
    return count;
}

bool gazetteer_has_prefix(const struct gazetteer_view *view, const char *key)
{
    const struct gazetteer *gazetteer = view->gazetteer;
    struct gazetteer_found found;

    if (gazetteer_index_find(gazetteer->slots, gazetteer->slot_count, gazetteer, gazetteer_key_of,
                             key, &found)) {
        return true;
    }
    for (size_t i = 0; i < GAZETTEER_FILES; i++) {
        const struct gazetteer_file *file = &gazetteer->files[i];

        if (file->header != NULL && gazetteer_index_find(file->slots, file->header->slot_count,
                                                         file, gazetteer_file_key, key, &found)) {
            return true;
        }
    }
    return false;
}

void gazetteer_each(const struct gazetteer *gazetteer,
                    bool (*take)(void *data, const struct gazetteer_entry *entry), void *data)
{
    for (size_t i = 0; i < gazetteer->count; i++) {
        if (!take(data, &gazetteer->entries[i])) {
            return;
        }
    }
    for (size_t f = 0; f < GAZETTEER_FILES; f++) {
        const struct gazetteer_file *file = &gazetteer->files[f];

        for (uint32_t i = 0; file->header != NULL && i < file->header->name_count; i++) {
            struct gazetteer_entry entry = gazetteer_file_entry(file, i);

            if (!take(data, &entry)) {
                return;
            }
        }
    }
}
