#include "extract/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"
#include "common/record.h"

enum { STATE_KEY_MAX = 16384 };

struct state {
    json_t *entries; /* "source\nkey": data */
};

static bool state_make_key(struct buf *key, const char *source, const char *name)
{
    return buf_append_text(key, source) && buf_append_char(key, '\n') && buf_append_text(key, name);
}

static enum status state_take(struct state *state, const json_t *record, struct error *error)
{
    struct buf key = BUF_INIT(STATE_KEY_MAX);
    const char *source = json_string_value(json_object_get(record, "source"));
    const char *name = json_string_value(json_object_get(record, "key"));
    enum status status = STATUS_OK;

    if (!state_make_key(&key, source, name) ||
        json_object_set(state->entries, buf_text(&key), json_object_get(record, "data")) != 0) {
        status = error_set(error, STATUS_USAGE, "bad_state", "a state's key is too long");
    }
    buf_free(&key);
    return status;
}

static enum status state_read_lines(struct state *state, struct ndjson_reader *reader,
                                    const struct schema *schema, const char *path,
                                    struct error *error)
{
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
            status = state_take(state, record, &why);
        }
        json_decref(record);
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
    enum status status;
    int fd;

    *state = NULL;
    made->entries = json_object();
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
    reader = ndjson_reader_new(fd, path, NDJSON_LINE_MAX);
    status = state_read_lines(made, reader, schema, path, error);
    ndjson_reader_free(reader);
    if (fd != STDIN_FILENO) {
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
        json_decref(state->entries);
        free(state);
    }
}

const json_t *state_find(const struct state *state, const char *source, const char *key)
{
    struct buf name = BUF_INIT(STATE_KEY_MAX);
    const json_t *data = state_make_key(&name, source, key)
                             ? json_object_get(state->entries, buf_text(&name))
                             : NULL;

    buf_free(&name);
    return data;
}

const char *state_text(const json_t *data, const char *name)
{
    return json_string_value(json_object_get(data, name));
}

json_t *state_seen(const json_t *data)
{
    const json_t *seen = json_object_get(data, "seen");
    json_t *marks = json_object(), *item;
    size_t i;

    json_array_foreach(seen, i, item)
    {
        if (json_is_string(item)) {
            json_object_set_new(marks, json_string_value(item), json_true());
        }
    }
    return marks;
}

static int state_compare_marks(const void *a, const void *b)
{
    const json_t *const *left = a, *const *right = b;

    return strcmp(json_string_value(*left), json_string_value(*right));
}

json_t *state_sorted_marks(const json_t *marks)
{
    size_t count = json_array_size(marks);
    const json_t **items = mem_calloc(count + 1, sizeof *items);
    json_t *sorted = json_array();

    for (size_t i = 0; i < count; i++) {
        items[i] = json_array_get(marks, i);
    }
    qsort(items, count, sizeof *items, state_compare_marks);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || state_compare_marks(&items[i - 1], &items[i]) != 0) {
            json_array_append_new(sorted, json_string(json_string_value(items[i])));
        }
    }
    free(items);
    return sorted;
}
