/*
 * Rows in the binary format of COPY (PostgreSQL manual, "COPY", "Binary Format"), field by field.
 *
 * Keys that only the database can give (or that are given when the batch lands) are left open by
 * copy_key(): the rows remember where they stand, and copy_fill() fills them in. What does not fit
 * sets `failed`; so only the end has to be checked.
 */
#ifndef DATELINE_LOAD_COPY_ROW_H
#define DATELINE_LOAD_COPY_ROW_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/buf.h"

/* Of what a key is; `number` counts within the article, but for the rest. */
enum key_kind { KEY_ARTICLE, KEY_SOURCE, KEY_SENTENCE, KEY_ENTITY, KEY_EVENT, KEY_EVENT_MENTION };

struct copy_key {
    uint32_t offset; /* of its 8 bytes in the rows */
    uint32_t number;
    enum key_kind kind;
};

struct copy_rows {
    struct buf data;
    struct copy_key *keys; /* by offset */
    size_t key_count, key_capacity;
    bool failed; /* more than COPY_ROWS_MAX bytes */
};

enum { COPY_ROWS_MAX = 512 * 1024 * 1024 };

void copy_rows_init(struct copy_rows *rows);
void copy_rows_free(struct copy_rows *rows);

/* What stands before the first and behind the last row of a table. */
extern const char copy_head[];
extern const char copy_tail[];
enum { COPY_HEAD_LENGTH = 19, COPY_TAIL_LENGTH = 2 };

/* Begins a row of so many fields; each of the functions below adds one. */
void copy_row(struct copy_rows *rows, int fields);
void copy_null(struct copy_rows *rows);
void copy_bool(struct copy_rows *rows, bool value);
void copy_int2(struct copy_rows *rows, int16_t value);
void copy_int4(struct copy_rows *rows, int32_t value);
void copy_int8(struct copy_rows *rows, int64_t value);
void copy_float8(struct copy_rows *rows, double value);
/* numeric with one digit behind the point, rounded; `value` is -1,000 to 1,000. */
void copy_tenths(struct copy_rows *rows, double value);
/* UTF-8; NULL is SQL NULL. */
void copy_text(struct copy_rows *rows, const char *text);
void copy_text_part(struct copy_rows *rows, const char *text, size_t length);
/* text[]; what is no string is left out, NULL is the empty array. */
void copy_texts(struct copy_rows *rows, const json_t *array);
/* jsonb, from its text. */
void copy_jsonb(struct copy_rows *rows, const char *text);
/* timestamptz of RFC 3339, to the microsecond; NULL, or no such time: SQL NULL. */
void copy_time(struct copy_rows *rows, const char *text);
/* date; days since 1970-01-01. */
void copy_date(struct copy_rows *rows, int64_t days);
/* int4range [start, end); equal: empty. */
void copy_int4range(struct copy_rows *rows, int32_t start, int32_t end);
/* daterange of the days from first to last, both in it. */
void copy_daterange(struct copy_rows *rows, int64_t first, int64_t last);
/* bigint, filled in later. */
void copy_key(struct copy_rows *rows, enum key_kind kind, uint32_t number);

/* Puts the value of a key in its place. */
void copy_fill(struct copy_rows *rows, const struct copy_key *key, int64_t value);

#endif
