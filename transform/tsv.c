#include "transform/tsv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/buf.h"
#include "common/utf8.h"

enum { TSV_FILE_MAX = 64 * 1024 * 1024 };

static enum status tsv_slurp(const char *path, struct buf *text, struct error *error)
{
    FILE *file = fopen(path, "re");
    char chunk[16384];
    size_t size;
    bool failed;

    if (file == NULL) {
        return error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", path,
                         strerror(errno));
    }
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0) {
        if (!buf_append(text, chunk, size)) {
            fclose(file);
            return error_set(error, STATUS_USAGE, "bad_data", "%s: is larger than %d MB", path,
                             TSV_FILE_MAX / 1048576);
        }
    }
    failed = ferror(file) != 0;
    fclose(file);
    return failed ? error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", path,
                              strerror(errno))
                  : STATUS_OK;
}

/* Cuts a line into cells; returns how many there are. */
static size_t tsv_cut(char *line, const char *cells[TSV_COLUMNS_MAX])
{
    size_t count = 0;

    for (char *p = line; p != NULL && count < TSV_COLUMNS_MAX; count++) {
        char *tab = strchr(p, '\t');

        cells[count] = p;
        if (tab != NULL) {
            *tab++ = '\0';
        }
        p = tab;
    }
    return count;
}

static enum status tsv_check_header(const char *path, size_t line, const char *const *columns,
                                    const char *const *cells, size_t count, struct error *error)
{
    size_t expected = 0;

    while (columns[expected] != NULL) {
        if (expected >= count || strcmp(columns[expected], cells[expected]) != 0) {
            return error_set(error, STATUS_USAGE, "bad_data",
                             "%s:%zu: column %zu of the heading must be \"%s\"", path, line,
                             expected + 1, columns[expected]);
        }
        expected++;
    }
    return count == expected ? STATUS_OK
                             : error_set(error, STATUS_USAGE, "bad_data",
                                         "%s:%zu: the heading has %zu columns, %zu are known", path,
                                         line, count, expected);
}

enum status tsv_read(const char *path, const char *const *columns, struct arena *arena,
                     struct tsv *tsv, struct error *error)
{
    struct buf text = BUF_INIT(TSV_FILE_MAX);
    enum status status = tsv_slurp(path, &text, error);
    const char *file = arena_strdup(arena, path);
    size_t number = 0, expected = 0;
    bool heading = true;

    *tsv = (struct tsv){0};
    while (columns[expected] != NULL) {
        expected++;
    }
    for (const char *p = buf_text(&text); status == STATUS_OK && *p != '\0';) {
        size_t length = strcspn(p, "\n");
        char *line =
            arena_strndup(arena, p, length > 0 && p[length - 1] == '\r' ? length - 1 : length);
        const char *cells[TSV_COLUMNS_MAX] = {NULL};
        size_t count;

        p += length + (p[length] == '\n');
        number++;
        if (*line == '\0' || *line == '#') {
            continue;
        }
        if (!utf8_valid(line)) {
            status =
                error_set(error, STATUS_USAGE, "bad_data", "%s:%zu: is not UTF-8", path, number);
            break;
        }
        count = tsv_cut(line, cells);
        if (heading) {
            status = tsv_check_header(path, number, columns, cells, count, error);
            heading = false;
        } else if (count != expected) {
            status = error_set(error, STATUS_USAGE, "bad_data",
                               "%s:%zu: has %zu columns, the heading %zu; part them by tabs", path,
                               number, count, expected);
        } else {
            struct tsv_row *row;

            tsv->rows = arena_grow(arena, tsv->rows, &tsv->capacity, tsv->count, sizeof *tsv->rows);
            row = &tsv->rows[tsv->count++];
            row->file = file;
            row->line = number;
            memcpy(row->cells, cells, sizeof cells);
        }
    }
    buf_free(&text);
    if (status == STATUS_OK && heading) {
        status = error_set(error, STATUS_USAGE, "bad_data", "%s: has no heading", path);
    }
    return status;
}

const char *tsv_next_value(struct arena *arena, const char **cell)
{
    while (**cell != '\0') {
        size_t length = strcspn(*cell, "|"), start = strspn(*cell, " ");
        const char *text = *cell;

        *cell += length + (text[length] == '|');
        while (length > start && text[length - 1] == ' ') {
            length--;
        }
        if (length > start) {
            return arena_strndup(arena, text + start, length - start);
        }
    }
    return NULL;
}

enum status tsv_fail(const struct tsv_row *row, const char *column, const char *value,
                     const char *allowed, struct error *error)
{
    return error_set(error, STATUS_USAGE, "bad_data", "%s:%zu: %s: \"%s\" is not allowed: %s",
                     row->file, row->line, column, value, allowed);
}
