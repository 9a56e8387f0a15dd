#include "extract/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/buf.h"
#include "common/hash.h"
#include "common/memory.h"
#include "common/record.h"

enum {
    STATE_KEY_MAX = 16384,
    STATE_SLOTS = 256,     /* at the beginning; a power of two */
    STATE_DATA_KEPT = 1024 /* bytes of a record's data; longer ones stay in the file */
};

struct state_entry {
    char *text; /* source, a line end, key, NUL, data as JSON; NULL: an empty slot */
    size_t key_length;
    off_t offset;  /* of the record's line in the file, where the data was left there */
    size_t length; /* of that line; 0: the data is here */
};

/* Open addressing by the hash of source and key. */
struct state {
    struct state_entry *slots;
    size_t slot_count, count;
    struct arena *arena;
    int fd; /* of the file, where it can be read again; else -1 */
};

static bool state_make_key(struct buf *key, const char *source, const char *name)
{
    return buf_append_text(key, source) && buf_append_char(key, '\n') && buf_append_text(key, name);
}

/* The slot that has the key, or the empty one where it belongs. */
static struct state_entry *state_slot(const struct state *state, const char *key, size_t length)
{
    size_t i = (size_t)hash_number(key) & (state->slot_count - 1);

    while (state->slots[i].text != NULL && (state->slots[i].key_length != length ||
                                            memcmp(state->slots[i].text, key, length) != 0)) {
        i = (i + 1) & (state->slot_count - 1);
    }
    return &state->slots[i];
}

static void state_grow(struct state *state)
{
    struct state larger = {.slot_count = state->slot_count * 2};

    larger.slots = mem_calloc(larger.slot_count, sizeof *larger.slots);
    for (size_t i = 0; i < state->slot_count; i++) {
        const struct state_entry *entry = &state->slots[i];

        if (entry->text != NULL) {
            *state_slot(&larger, entry->text, entry->key_length) = *entry;
        }
    }
    free(state->slots);
    state->slots = larger.slots;
    state->slot_count = larger.slot_count;
}

static enum status state_take(struct state *state, const json_t *record, off_t offset,
                              size_t length, struct error *error)
{
    struct buf key = BUF_INIT(STATE_KEY_MAX);
    const char *source = json_string_value(json_object_get(record, "source"));
    const char *name = json_string_value(json_object_get(record, "key"));
    char *data = json_dumps(json_object_get(record, "data"), JSON_COMPACT);
    enum status status = STATUS_OK;

    if (data == NULL || !state_make_key(&key, source, name)) {
        status = error_set(error, STATUS_USAGE, "bad_state", "a state's key is too long");
    } else {
        struct state_entry *entry;
        size_t size = strlen(data) + 1;
        bool left = state->fd >= 0 && size > STATE_DATA_KEPT;

        if (state->count * 2 >= state->slot_count) {
            state_grow(state);
        }
        entry = state_slot(state, buf_text(&key), key.length);
        state->count += entry->text == NULL;
        *entry = (struct state_entry){
            .key_length = key.length, .offset = offset, .length = left ? length : 0};
        entry->text = arena_alloc(state->arena, key.length + 1 + (left ? 0 : size));
        memcpy(entry->text, buf_text(&key), key.length + 1);
        if (!left) {
            memcpy(entry->text + key.length + 1, data, size);
        }
    }
    free(data);
    buf_free(&key);
    return status;
}

static enum status state_read_lines(struct state *state, struct ndjson_reader *reader,
                                    const struct schema *schema, const char *path,
                                    struct error *error)
{
    off_t offset = 0;

    for (;;) {
        enum record_kind kind = RECORD_OTHER;
        struct error why = {0};
        struct ndjson_line line;
        json_t *record = NULL;
        enum status status;

        switch (ndjson_read(reader, &line, error)) {
        case NDJSON_END:
            return STATUS_OK;
        case NDJSON_FAILED:
            return STATUS_FATAL;
        case NDJSON_TOO_LONG:
            return error_set(error, STATUS_USAGE, "bad_state", "%s:%zu: the line is too long", path,
                             line.number);
        case NDJSON_LINE:
            break;
        }
        status = record_parse(schema, line.data, line.length, &record, &kind, &why);
        if (status == STATUS_OK && kind == RECORD_STATE) {
            status = state_take(state, record, offset, line.length, &why);
        }
        json_decref(record);
        offset += (off_t)line.size + 1;
        if (status != STATUS_OK) {
            return error_set(error, STATUS_USAGE, "bad_state",
                             "%s:%zu: no state record: %s; give what dateline-load wrote", path,
                             line.number, why.message);
        }
    }
}

enum status state_read(const char *path, const struct schema *schema, struct state **state,
                       struct error *error)
{
    struct state *made = mem_calloc(1, sizeof *made);
    struct ndjson_reader *reader;
    struct stat information;
    enum status status;
    int fd;

    *state = NULL;
    made->fd = -1;
    made->arena = arena_new();
    made->slot_count = STATE_SLOTS;
    made->slots = mem_calloc(made->slot_count, sizeof *made->slots);
    if (path == NULL) {
        *state = made;
        return STATUS_OK;
    }
    fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        state_free(made);
        return error_set(
            error, STATUS_USAGE, "bad_state",
            "%s: %s; give the state records that dateline-load wrote, or leave --state out", path,
            strerror(errno));
    }
    if (fd != STDIN_FILENO && fstat(fd, &information) == 0 && S_ISREG(information.st_mode) &&
        lseek(fd, 0, SEEK_CUR) == 0) {
        made->fd = fd;
    }
    reader = ndjson_reader_new(fd, path, NDJSON_LINE_MAX);
    status = state_read_lines(made, reader, schema, path, error);
    ndjson_reader_free(reader);
    if (fd != STDIN_FILENO && made->fd != fd) {
        close(fd);
    }
    if (status != STATUS_OK) {
        state_free(made);
        return status;
    }
    *state = made;
    return STATUS_OK;
}

void state_free(struct state *state)
{
    if (state != NULL) {
        if (state->fd >= 0) {
            close(state->fd);
        }
        arena_free(state->arena);
        free(state->slots);
        free(state);
    }
}

/* The data of a record that was left in the file; NULL if it cannot be read any more: then it is
 * as if nothing were known, and things are read again. */
static json_t *state_read_again(const struct state *state, const struct state_entry *entry)
{
    char *line = mem_alloc(entry->length + 1);
    json_t *record = NULL, *data;
    size_t length = 0;
    ssize_t got = 1;

    while (got > 0 && length < entry->length) {
        got =
            pread(state->fd, line + length, entry->length - length, entry->offset + (off_t)length);
        length += got > 0 ? (size_t)got : 0;
    }
    if (length == entry->length) {
        record = json_loadb(line, length, 0, NULL);
    }
    data = json_incref(json_object_get(record, "data"));
    json_decref(record);
    free(line);
    return data;
}

json_t *state_find(const struct state *state, const char *source, const char *key)
{
    struct buf name = BUF_INIT(STATE_KEY_MAX);
    json_t *data = NULL;

    if (state_make_key(&name, source, key)) {
        const struct state_entry *entry = state_slot(state, buf_text(&name), name.length);

        if (entry->text != NULL && entry->length > 0) {
            data = state_read_again(state, entry);
        } else if (entry->text != NULL) {
            data = json_loads(entry->text + entry->key_length + 1, 0, NULL);
        }
    }
    buf_free(&name);
    return data;
}

const char *state_text(const json_t *data, const char *name)
{
    return json_string_value(json_object_get(data, name));
}

json_int_t state_number(const json_t *data, const char *name)
{
    return json_integer_value(json_object_get(data, name));
}
