#include "transform/name/gazetteer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/ascii.h"
#include "common/arena.h"
#include "common/hash.h"
#include "common/memory.h"
#include "common/paths.h"
#include "transform/name/gazetteer_tsv.h"

struct gazetteer {
    struct arena *arena;
    struct gazetteer_entry *entries; /* sorted by key, then rank */
    size_t count, capacity;
    char *data; /* the compiled file, mapped privately: its tabs become ends of strings */
    size_t size;
};

enum { GAZETTEER_FIELDS = 12 };

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

static const char *gazetteer_field(char *field)
{
    return *field == '\0' ? NULL : field;
}

/* A line of the compiled file: key, alias, id, type, name, country, iso3166, wikidata, actor_code,
 * lat, lon, rank. It is sorted already. */
static bool gazetteer_take_line(struct gazetteer *gazetteer, char *line)
{
    char *fields[GAZETTEER_FIELDS];
    size_t count = 0;
    struct gazetteer_entry *entry;

    for (char *p = line; count < GAZETTEER_FIELDS; count++) {
        char *tab = strchr(p, '\t');

        fields[count] = p;
        if (tab == NULL) {
            count++;
            break;
        }
        *tab = '\0';
        p = tab + 1;
    }
    if (count != GAZETTEER_FIELDS) {
        return false;
    }
    gazetteer->entries = mem_grow(gazetteer->entries, &gazetteer->capacity, gazetteer->count,
                                  sizeof *gazetteer->entries);
    entry = &gazetteer->entries[gazetteer->count++];
    *entry = (struct gazetteer_entry){
        .key = fields[0],
        .alias = fields[1],
        .id = gazetteer_field(fields[2]),
        .type = fields[3],
        .name = fields[4],
        .country = gazetteer_field(fields[5]),
        .iso3166 = gazetteer_field(fields[6]),
        .wikidata = gazetteer_field(fields[7]),
        .actor_code = gazetteer_field(fields[8]),
        .has_position = *fields[9] != '\0',
        .latitude = strtod(fields[9], NULL),   /* lint: allowed, no program sets a locale */
        .longitude = strtod(fields[10], NULL), /* lint: allowed, as above */
        .rank = (int)strtol(fields[11], NULL, 10)};
    return true;
}

static enum status gazetteer_read_compiled(struct gazetteer *gazetteer, struct error *error)
{
    char *path = NULL;
    struct stat information;
    enum status status = paths_find_data("gazetteer.dat", &path, error);
    size_t number = 0;
    bool whole = false;
    int fd;

    if (status != STATUS_OK) {
        return status;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &information) != 0 || information.st_size <= 0) {
        status = error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s; run make", path,
                           strerror(errno));
    } else {
        gazetteer->size = (size_t)information.st_size;
        gazetteer->data = mmap(NULL, gazetteer->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
        if (gazetteer->data == MAP_FAILED) {
            gazetteer->data = NULL;
            status = error_set(error, STATUS_FATAL, "no_data", "%s: cannot be mapped: %s", path,
                               strerror(errno));
        } else if (gazetteer->data[gazetteer->size - 1] != '\n') {
            status = error_set(error, STATUS_USAGE, "bad_data", "%s: is not whole; run make", path);
        }
    }
    for (char *line = gazetteer->data;
         status == STATUS_OK && line < gazetteer->data + gazetteer->size;) {
        char *end = memchr(line, '\n', (size_t)(gazetteer->data + gazetteer->size - line));

        *end = '\0';
        if (line[0] == '#' && line[1] == '\t') { /* how many lines there were */
            whole = strtoull(line + 2, NULL, 10) == number;
            break;
        }
        number++;
        if (!gazetteer_take_line(gazetteer, line)) {
            status = error_set(error, STATUS_USAGE, "bad_data", "%s:%zu: not %d columns; run make",
                               path, number, GAZETTEER_FIELDS);
        }
        line = end + 1;
    }
    if (status == STATUS_OK && !whole) {
        status = error_set(error, STATUS_USAGE, "bad_data", "%s: is not whole; run make", path);
    }
    if (fd >= 0) {
        close(fd);
    }
    free(path);
    return status;
}

enum status gazetteer_open(struct gazetteer **gazetteer, struct error *error)
{
    struct gazetteer *made = mem_calloc(1, sizeof *made);
    enum status status;

    *gazetteer = NULL;
    made->arena = arena_new();
    status = gazetteer_read_compiled(made, error);
    if (status == STATUS_OK) {
        status = gazetteer_read_tsv(made, error);
    }
    if (status != STATUS_OK) {
        gazetteer_close(made);
        return status;
    }
    qsort(made->entries, made->count, sizeof *made->entries, gazetteer_compare);
    *gazetteer = made;
    return STATUS_OK;
}

void gazetteer_close(struct gazetteer *gazetteer)
{
    if (gazetteer->data != NULL) {
        munmap(gazetteer->data, gazetteer->size);
    }
    arena_free(gazetteer->arena);
    free(gazetteer->entries);
    free(gazetteer);
}

/* The first entry whose key is not less than `key`. */
static size_t gazetteer_lower_bound(const struct gazetteer *gazetteer, const char *key)
{
    size_t low = 0, high = gazetteer->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(gazetteer->entries[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
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

/* "WHO" is not "who", "Who" or, in a headline of capitals, anything but itself. */
static bool gazetteer_written_so(const struct gazetteer_entry *entry, const char *written)
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

static bool gazetteer_is_entity(const char *type)
{
    static const char *const others[] = {"OFFICE", "GIVEN",   "FAMILY", "WORD",   "COUNTRY",
                                         "NATION", "SURNAME", "SEAT",   "ORGWORD"};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(type, others[i]) == 0) {
            return false;
        }
    }
    return true;
}

const struct gazetteer_entry *gazetteer_find(const struct gazetteer *gazetteer, const char *key,
                                             const char *written, const char *type)
{
    for (size_t i = gazetteer_lower_bound(gazetteer, key);
         i < gazetteer->count && strcmp(gazetteer->entries[i].key, key) == 0; i++) {
        const struct gazetteer_entry *entry = &gazetteer->entries[i];
        bool wanted =
            type == NULL ? gazetteer_is_entity(entry->type) : strcmp(entry->type, type) == 0;

        if (wanted && gazetteer_written_so(entry, written)) {
            return entry;
        }
    }
    return NULL;
}

bool gazetteer_has_prefix(const struct gazetteer *gazetteer, const char *key)
{
    size_t i = gazetteer_lower_bound(gazetteer, key), length = strlen(key);

    return i < gazetteer->count && strncmp(gazetteer->entries[i].key, key, length) == 0;
}
