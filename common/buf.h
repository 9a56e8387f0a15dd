/*
 * Growing bytes with a maximum.
 *
 * Invariants: `data[length]` is always NUL (so text can be read as a C string), `length <= max`.
 * No buffer exists without a maximum. Start with `struct buf b = BUF_INIT(max);`, end with
 * buf_free().
 */
#ifndef DATELINE_COMMON_BUF_H
#define DATELINE_COMMON_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

struct buf {
    char *data; /* NULL until something is appended; use buf_text() for a string */
    size_t length;
    size_t capacity;
    size_t max;
};

#define BUF_INIT(maximum)                                                                          \
    {                                                                                              \
        NULL, 0, 0, (maximum)                                                                      \
    }

/* The append functions return false, and leave the buffer as it was, when it would pass `max`. */
bool buf_append(struct buf *buf, const void *data, size_t length) WARN_UNUSED;
bool buf_append_text(struct buf *buf, const char *text) WARN_UNUSED;
bool buf_append_char(struct buf *buf, char c) WARN_UNUSED;
bool buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3) WARN_UNUSED;

/* Makes room for `more` bytes at once, for who knows how many will come; false: it would pass
 * `max`.
 */
bool buf_reserve(struct buf *buf, size_t more) WARN_UNUSED;

/* The content as a string, "" when empty; owned by the buffer until it changes. */
const char *buf_text(const struct buf *buf);

void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

#endif
