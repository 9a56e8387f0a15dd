#include "load/copy_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/timestamp.h"

enum { POSTGRES_EPOCH_DAYS = 10957 }; /* 2000-01-01 */
enum { RANGE_EMPTY = 1, RANGE_LOWER_IN = 2 };
enum { TEXT_OID = 25 };

const char copy_head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
const char copy_tail[] = "\377\377";

void copy_rows_init(struct copy_rows *rows)
{
    *rows = (struct copy_rows){.data = BUF_INIT(COPY_ROWS_MAX)};
}

void copy_rows_free(struct copy_rows *rows)
{
    buf_free(&rows->data);
    free(rows->keys);
    rows->keys = NULL;
    rows->key_count = rows->key_capacity = 0;
}

static void copy_bytes(struct copy_rows *rows, const void *data, size_t length)
{
    if (!buf_append(&rows->data, data, length)) {
        rows->failed = true;
    }
}

/* Big-endian, as all of the format is. */
static void copy_number(struct copy_rows *rows, uint64_t value, size_t bytes)
{
    unsigned char data[8];

    for (size_t i = 0; i < bytes; i++) {
        data[i] = (unsigned char)(value >> 8 * (bytes - 1 - i));
    }
    copy_bytes(rows, data, bytes);
}

static void copy_length(struct copy_rows *rows, size_t length)
{
    rows->failed = rows->failed || length > INT32_MAX;
    copy_number(rows, length, 4);
}

void copy_row(struct copy_rows *rows, int fields)
{
    copy_number(rows, (uint64_t)fields, 2);
}

void copy_null(struct copy_rows *rows)
{
    copy_number(rows, UINT32_MAX, 4);
}

void copy_bool(struct copy_rows *rows, bool value)
{
    copy_length(rows, 1);
    copy_number(rows, value, 1);
}

void copy_int2(struct copy_rows *rows, int16_t value)
{
    copy_length(rows, 2);
    copy_number(rows, (uint64_t)value, 2);
}

void copy_int4(struct copy_rows *rows, int32_t value)
{
    copy_length(rows, 4);
    copy_number(rows, (uint64_t)value, 4);
}

void copy_int8(struct copy_rows *rows, int64_t value)
{
    copy_length(rows, 8);
    copy_number(rows, (uint64_t)value, 8);
}

void copy_float8(struct copy_rows *rows, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    copy_length(rows, 8);
    copy_number(rows, bits, 8);
}

/* Digits of base 10,000: the part before the point is one of them, the tenth the other. */
void copy_tenths(struct copy_rows *rows, double value)
{
    enum { NUMERIC_NEGATIVE = 0x4000 };
    long tenths = lround(value * 10);
    uint64_t whole = (uint64_t)labs(tenths) / 10, part = (uint64_t)labs(tenths) % 10 * 1000;
    size_t digits = (size_t)(whole != 0) + (part != 0);

    copy_length(rows, 8 + 2 * digits);
    copy_number(rows, digits, 2);
    copy_number(rows, whole == 0 && part != 0 ? UINT16_MAX : 0, 2); /* weight: -1 or 0 */
    copy_number(rows, tenths < 0 ? NUMERIC_NEGATIVE : 0, 2);
    copy_number(rows, 1, 2);
    if (whole != 0) {
        copy_number(rows, whole, 2);
    }
    if (part != 0) {
        copy_number(rows, part, 2);
    }
}

void copy_text_part(struct copy_rows *rows, const char *text, size_t length)
{
    copy_length(rows, length);
    copy_bytes(rows, text, length);
}

void copy_text(struct copy_rows *rows, const char *text)
{
    if (text == NULL) {
        copy_null(rows);
    } else {
        copy_text_part(rows, text, strlen(text));
    }
}

void copy_texts(struct copy_rows *rows, const json_t *array)
{
    size_t count = 0, bytes = 0, i;
    const json_t *item;

    json_array_foreach(array, i, item)
    {
        if (json_is_string(item)) {
            count++;
            bytes += 4 + json_string_length(item);
        }
    }
    copy_length(rows, count == 0 ? 12 : 20 + bytes);
    copy_number(rows, count > 0, 4); /* dimensions */
    copy_number(rows, 0, 4);         /* no NULL among them */
    copy_number(rows, TEXT_OID, 4);
    if (count == 0) {
        return;
    }
    copy_length(rows, count);
    copy_number(rows, 1, 4); /* index of the first */
    json_array_foreach(array, i, item)
    {
        if (json_is_string(item)) {
            copy_text_part(rows, json_string_value(item), json_string_length(item));
        }
    }
}

void copy_jsonb(struct copy_rows *rows, const char *text)
{
    copy_length(rows, strlen(text) + 1);
    copy_number(rows, 1, 1); /* version */
    copy_bytes(rows, text, strlen(text));
}

/* Microseconds that the text writes behind its seconds. */
static int64_t copy_fraction(const char *text)
{
    const char *point = strpbrk(text, ".,");
    int64_t microseconds = 0;

    for (int i = 1, scale = 100000; point != NULL && scale > 0; i++, scale /= 10) {
        if (point[i] < '0' || point[i] > '9') {
            break;
        }
        microseconds += (point[i] - '0') * scale;
    }
    return microseconds;
}

void copy_time(struct copy_rows *rows, const char *text)
{
    struct timestamp time;

    if (text == NULL || !timestamp_parse(text, &time)) {
        copy_null(rows);
    } else {
        int64_t seconds = timestamp_seconds(&time) - POSTGRES_EPOCH_DAYS * INT64_C(86400);

        copy_int8(rows, seconds * 1000000 + copy_fraction(text));
    }
}

void copy_date(struct copy_rows *rows, int64_t days)
{
    copy_int4(rows, (int32_t)(days - POSTGRES_EPOCH_DAYS));
}

static void copy_range(struct copy_rows *rows, int64_t start, int64_t end)
{
    if (start >= end) {
        copy_length(rows, 1);
        copy_number(rows, RANGE_EMPTY, 1);
        return;
    }
    copy_length(rows, 17);
    copy_number(rows, RANGE_LOWER_IN, 1);
    copy_int4(rows, (int32_t)start);
    copy_int4(rows, (int32_t)end);
}

void copy_int4range(struct copy_rows *rows, int32_t start, int32_t end)
{
    copy_range(rows, start, end);
}

void copy_daterange(struct copy_rows *rows, int64_t first, int64_t last)
{
    copy_range(rows, first - POSTGRES_EPOCH_DAYS, last - POSTGRES_EPOCH_DAYS + 1);
}

void copy_key(struct copy_rows *rows, enum key_kind kind, uint32_t number)
{
    rows->keys = mem_grow(rows->keys, &rows->key_capacity, rows->key_count, sizeof *rows->keys);
    copy_length(rows, 8);
    rows->keys[rows->key_count++] =
        (struct copy_key){.offset = (uint32_t)rows->data.length, .number = number, .kind = kind};
    copy_number(rows, 0, 8);
}

void copy_fill(struct copy_rows *rows, const struct copy_key *key, int64_t value)
{
    for (size_t i = 0; i < 8; i++) {
        rows->data.data[key->offset + i] = (char)((uint64_t)value >> (56 - 8 * i));
    }
}
