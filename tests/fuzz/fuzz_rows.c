/* One line of a stream as load makes rows of it; they must have the form that COPY reads. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "load/article_rows.h"
#include "load/peek.h"
#include "common/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t number(const char *data, size_t bytes)
{
    uint32_t value = 0;

    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | (unsigned char)data[i];
    }
    return value;
}

/* Steps over so many fields; ends the process where they do not fit. */
static size_t fields(const struct article_rows *rows, size_t at, size_t end, uint32_t count)
{
    for (; count > 0; count--) {
        uint32_t length;

        if (end - at < 4) {
            abort();
        }
        length = number(rows->rows.data.data + at, 4);
        at += 4;
        if (length != UINT32_MAX) {
            if (length > end - at) {
                abort();
            }
            at += length;
        }
    }
    return at;
}

static void check(const struct article_rows *rows)
{
    for (int table = 0; table < ROWS_TABLE_COUNT; table++) {
        size_t at = rows->begin[table], end = rows->begin[table + 1];
        /* those of shared tables have no head */
        bool shared = table == ROWS_ENTITY || table == ROWS_EVENT;

        while (!shared && at < end) {
            uint32_t count = number(rows->rows.data.data + at, 2);

            at = fields(rows, at + 2, end, table == ROWS_ARTICLE ? count - 1 : count);
        }
    }
    for (uint32_t i = 0; i < rows->event_count; i++) {
        if (fields(rows, rows->events[i].begin, rows->events[i].end, 18) != rows->events[i].end) {
            abort();
        }
    }
    for (size_t i = 0; i < rows->rows.key_count; i++) {
        if (rows->rows.keys[i].offset + 8 > rows->rows.data.length) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct schema *schema; /* compiled once for all inputs */
    const char *line = (const char *)data;
    struct article_rows *rows = NULL;
    struct error error;
    enum record_kind kind;
    struct peek peek;
    json_t *record = NULL;
    bool peeked = peek_article(line, size, &peek);

    if (schema == NULL && record_schema_new(&schema, &error) != STATUS_OK) {
        return 1;
    }
    if (record_parse(schema, line, size, &record, &kind, &error) == STATUS_OK &&
        kind == RECORD_ARTICLE) {
        const char *id = json_string_value(json_object_get(record, "id"));

        if (peeked &&
            (strlen(id) != peek.id.length || memcmp(id, peek.id.data, peek.id.length) != 0)) {
            abort();
        }
        if (article_rows_new(record, NULL, 0, &rows, &error) == STATUS_OK) {
            check(rows);
        }
    }
    article_rows_free(rows);
    json_decref(record);
    return 0;
}
