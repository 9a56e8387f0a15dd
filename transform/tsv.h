/*
 * Dictionaries as tables: UTF-8 text, one row a line, columns parted by tabs, `#` begins a comment
 * line, the first other line names the columns. Values of a cell are parted by `|`.
 */
#ifndef DATELINE_TRANSFORM_TSV_H
#define DATELINE_TRANSFORM_TSV_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"

enum { TSV_COLUMNS_MAX = 16 };

struct tsv_row {
    const char *file;                   /* for messages */
    size_t line;                        /* 1-based */
    const char *cells[TSV_COLUMNS_MAX]; /* in the order of the columns asked for; "" when empty */
};

struct tsv {
    struct tsv_row *rows;
    size_t count, capacity;
};

/*
 * Reads `path`, whose header must be exactly `columns` (ends with NULL). STATUS_USAGE: file:line:
 * what is wrong. Everything lives in the arena.
 */
enum status tsv_read(const char *path, const char *const *columns, struct arena *arena,
                     struct tsv *tsv, struct error *error) WARN_UNUSED;

/* The next value of a cell: moves `cell` behind it; NULL at the end. */
const char *tsv_next_value(struct arena *arena, const char **cell);

/* STATUS_USAGE with the row's place: "file:line: column: ...". */
enum status tsv_fail(const struct tsv_row *row, const char *column, const char *value,
                     const char *allowed, struct error *error);

#endif
