#include "transform/name/gazetteer_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/fnv.h"
#include "common/memory.h"
#include "transform/name/gazetteer_file.h"

/* A hash set of numbers of items that stand elsewhere; 0: free. */
struct writer_set {
    uint32_t *slots;
    size_t size, count;
};

struct gazetteer_writer {
    struct gazetteer_thing *things;
    size_t thing_count, thing_capacity;
    struct gazetteer_name *names;
    size_t name_count, name_capacity;
    char *texts;
    size_t text_size, text_capacity;
    struct writer_set known_texts, known_things;
};

struct gazetteer_writer *gazetteer_writer_new(void)
{
    struct gazetteer_writer *writer = mem_calloc(1, sizeof *writer);

    writer->text_capacity = 1 << 16;
    writer->texts = mem_calloc(1, writer->text_capacity);
    writer->text_size = 1; /* offset 0 is no text */
    return writer;
}

void gazetteer_writer_free(struct gazetteer_writer *writer)
{
    if (writer != NULL) {
        free(writer->things);
        free(writer->names);
        free(writer->texts);
        free(writer->known_texts.slots);
        free(writer->known_things.slots);
        free(writer);
    }
}

/* Room for one more; what it holds is put anew by their hashes. */
static void writer_set_grow(struct writer_set *set, const struct gazetteer_writer *writer,
                            uint32_t (*hash)(const struct gazetteer_writer *writer, uint32_t item))
{
    uint32_t *old = set->slots;
    size_t old_size = set->size;

    if (set->count * 3 < set->size * 2) {
        return;
    }
    set->size = old_size == 0 ? 1024 : old_size * 2;
    set->slots = mem_calloc(set->size, sizeof *set->slots);
    for (size_t i = 0; i < old_size; i++) {
        if (old[i] != 0) {
            size_t slot = hash(writer, old[i] - 1) & (set->size - 1);

            while (set->slots[slot] != 0) {
                slot = (slot + 1) & (set->size - 1);
            }
            set->slots[slot] = old[i];
        }
    }
    free(old);
}

static uint32_t writer_hash_text(const struct gazetteer_writer *writer, uint32_t offset)
{
    return fnv_short(fnv_text(FNV_START, writer->texts + offset));
}

static uint32_t writer_hash_thing(const struct gazetteer_writer *writer, uint32_t thing)
{
    return fnv_short(
        fnv_bytes(FNV_START, (const char *)&writer->things[thing], sizeof *writer->things));
}

static uint32_t writer_text(struct gazetteer_writer *writer, const char *text)
{
    struct writer_set *set = &writer->known_texts;
    size_t slot, length;

    if (text == NULL || *text == '\0') {
        return 0;
    }
    writer_set_grow(set, writer, writer_hash_text);
    slot = fnv_short(fnv_text(FNV_START, text)) & (set->size - 1);
    while (set->slots[slot] != 0) {
        if (strcmp(writer->texts + set->slots[slot] - 1, text) == 0) {
            return set->slots[slot] - 1;
        }
        slot = (slot + 1) & (set->size - 1);
    }
    length = strlen(text) + 1;
    if (writer->text_size + length > GAZETTEER_WRITER_TEXT_MAX) {
        return 0;
    }
    while (writer->text_size + length > writer->text_capacity) {
        writer->text_capacity *= 2;
        writer->texts = mem_realloc(writer->texts, writer->text_capacity);
    }
    memcpy(writer->texts + writer->text_size, text, length);
    set->slots[slot] = (uint32_t)writer->text_size + 1;
    set->count++;
    writer->text_size += length;
    return set->slots[slot] - 1;
}

static int32_t writer_degrees(double degrees)
{
    return (int32_t)(degrees * 1e5 + (degrees < 0 ? -0.5 : 0.5));
}

uint32_t gazetteer_writer_thing(struct gazetteer_writer *writer,
                                const struct gazetteer_entry *entry)
{
    struct writer_set *set = &writer->known_things;
    struct gazetteer_thing thing = {
        .id = writer_text(writer, entry->id),
        .type = writer_text(writer, entry->type),
        .name = writer_text(writer, entry->name),
        .country = writer_text(writer, entry->country),
        .iso3166 = writer_text(writer, entry->iso3166),
        .geonames = writer_text(writer, entry->geonames),
        .wikidata = writer_text(writer, entry->wikidata),
        .actor_code = writer_text(writer, entry->actor_code),
        .admin = writer_text(writer, entry->admin),
        .admin_code = writer_text(writer, entry->admin_code),
        .kind = writer_text(writer, entry->kind),
        .source = writer_text(writer, entry->source),
        .line = (uint32_t)entry->source_line,
        .population = entry->population,
        .latitude = entry->has_position ? writer_degrees(entry->latitude) : GAZETTEER_NO_POSITION,
        .longitude = entry->has_position ? writer_degrees(entry->longitude) : 0};
    size_t slot;

    writer_set_grow(set, writer, writer_hash_thing);
    slot = fnv_short(fnv_bytes(FNV_START, (const char *)&thing, sizeof thing)) & (set->size - 1);
    while (set->slots[slot] != 0) {
        if (memcmp(&writer->things[set->slots[slot] - 1], &thing, sizeof thing) == 0) {
            return set->slots[slot] - 1;
        }
        slot = (slot + 1) & (set->size - 1);
    }
    writer->things =
        mem_grow(writer->things, &writer->thing_capacity, writer->thing_count, sizeof thing);
    writer->things[writer->thing_count++] = thing;
    set->slots[slot] = (uint32_t)writer->thing_count;
    set->count++;
    return (uint32_t)writer->thing_count - 1;
}

bool gazetteer_writer_name(struct gazetteer_writer *writer, uint32_t thing, const char *alias,
                           int rank)
{
    char key[GAZETTEER_KEY_MAX];
    struct gazetteer_name name = {.thing = thing, .rank = rank};

    if (writer->name_count >= GAZETTEER_WRITER_NAMES_MAX ||
        gazetteer_key(alias, strlen(alias), key) == 0) {
        return false;
    }
    name.key = writer_text(writer, key);
    name.alias = writer_text(writer, alias);
    if (name.key == 0 || name.alias == 0) {
        return false; /* the texts are full */
    }
    writer->names =
        mem_grow(writer->names, &writer->name_capacity, writer->name_count, sizeof name);
    writer->names[writer->name_count++] = name;
    return true;
}

size_t gazetteer_writer_count(const struct gazetteer_writer *writer)
{
    return writer->name_count;
}

/* The order never depends on that in which names came: key, rank, larger ones, id, spelling. */
static int writer_compare(const void *a, const void *b, void *data)
{
    const struct gazetteer_writer *writer = data;
    const struct gazetteer_name *left = a, *right = b;
    const struct gazetteer_thing *thing = &writer->things[left->thing],
                                 *other = &writer->things[right->thing];
    int order =
        left->key == right->key ? 0 : strcmp(writer->texts + left->key, writer->texts + right->key);

    if (order == 0) {
        order = left->rank < right->rank ? -1 : left->rank > right->rank;
    }
    if (order == 0) {
        order = thing->population > other->population   ? -1
                : thing->population < other->population ? 1
                                                        : 0;
    }
    if (order == 0) {
        order = strcmp(writer->texts + thing->id, writer->texts + other->id);
    }
    if (order == 0) {
        order = strcmp(writer->texts + left->alias, writer->texts + right->alias);
    }
    return order != 0 ? order : strcmp(writer->texts + thing->type, writer->texts + other->type);
}

static const char *writer_key_at(const void *list, uint32_t name)
{
    const struct gazetteer_writer *writer = list;

    return name < writer->name_count ? writer->texts + writer->names[name].key : "";
}

static void writer_sort(struct gazetteer_writer *writer)
{
    size_t kept = 0;

    if (writer->name_count == 0) {
        return;
    }
    qsort_r(writer->names, writer->name_count, sizeof *writer->names, writer_compare, writer);
    for (size_t i = 1; i < writer->name_count; i++) { /* one name of one thing once */
        const struct gazetteer_name *last = &writer->names[kept], *name = &writer->names[i];

        if (last->key != name->key || last->thing != name->thing || last->alias != name->alias) {
            writer->names[++kept] = *name;
        }
    }
    writer->name_count = kept + 1;
}

static void writer_put(char *data, size_t *used, const void *items, size_t size)
{
    if (size > 0) {
        memcpy(data + *used, items, size);
        *used += size;
    }
}

static bool writer_write(int fd, const void *data, size_t size)
{
    const char *bytes = data;

    while (size > 0) {
        ssize_t written = write(fd, bytes, size);

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

enum status gazetteer_writer_finish(struct gazetteer_writer *writer, const char *path,
                                    struct error *error)
{
    struct gazetteer_header header = {.version = GAZETTEER_FILE_VERSION,
                                      .byte_order = GAZETTEER_BYTE_ORDER};
    size_t draft_size = strlen(path) + 32, slot_count, used = sizeof header;
    char *draft = mem_calloc(1, draft_size), *data = NULL;
    enum status status = STATUS_OK;
    struct gazetteer_slot *slots;
    int fd;

    writer_sort(writer);
    slot_count = gazetteer_index_size(writer, (uint32_t)writer->name_count, writer_key_at);
    slots = mem_calloc(slot_count, sizeof *slots);
    gazetteer_index_fill(slots, slot_count, writer, (uint32_t)writer->name_count, writer_key_at);

    memcpy(header.magic, gazetteer_file_magic, sizeof header.magic);
    header.thing_count = (uint32_t)writer->thing_count;
    header.name_count = (uint32_t)writer->name_count;
    header.slot_count = (uint32_t)slot_count;
    header.text_size = (uint32_t)writer->text_size;
    header.size = sizeof header + writer->thing_count * sizeof *writer->things +
                  writer->name_count * sizeof *writer->names + slot_count * sizeof *slots +
                  writer->text_size;
    data = mem_calloc(1, header.size);
    writer_put(data, &used, writer->things, writer->thing_count * sizeof *writer->things);
    writer_put(data, &used, writer->names, writer->name_count * sizeof *writer->names);
    writer_put(data, &used, slots, slot_count * sizeof *slots);
    writer_put(data, &used, writer->texts, writer->text_size);
    header.checksum = gazetteer_file_checksum(data + sizeof header, header.size - sizeof header);
    memcpy(data, &header, sizeof header);

    snprintf(draft, draft_size, "%s.draft.%ld", path, (long)getpid());
    fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || !writer_write(fd, data, header.size) || fsync(fd) != 0 || close(fd) != 0 ||
        rename(draft, path) != 0) {
        status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be written: %s", path,
                           strerror(errno));
        unlink(draft);
    }
    free(data);
    free(slots);
    free(draft);
    return status;
}
