/* UTF-8, one code point at a time. */
#ifndef DATELINE_COMMON_UTF8_H
#define DATELINE_COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The code point at `*position` (less than `length`), which is moved behind it; negative where the
 * bytes are not UTF-8.
 */
int32_t utf8_next(const char *text, int32_t *position, int32_t length);

/* Writes a code point as 1 to 4 bytes; returns how many. `c` must be one. */
size_t utf8_append(char *out, int32_t c);

/* How many bytes at the beginning are ASCII. */
size_t utf8_ascii(const char *text, size_t length);

/* Whether all of the bytes, or of a string, are UTF-8. */
bool utf8_valid_bytes(const char *text, size_t length);
bool utf8_valid(const char *text);

/* Code points in `length` bytes of valid UTF-8. */
size_t utf8_count(const char *text, size_t length);

#endif
