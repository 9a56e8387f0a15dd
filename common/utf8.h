/* UTF-8, one code point at a time. */
#ifndef DATELINE_COMMON_UTF8_H
#define DATELINE_COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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

/*
 * Whether a terminal, or an eye, would obey the code point instead of seeing it: controls (C0, DEL,
 * C1), separators of lines, marks and overrides of direction (UAX 9), the byte order mark.
 */
bool utf8_steers(int32_t c);

/* Writes a string to a terminal or a file that people read: what steers, and bytes that are not
 * UTF-8, as '?'. */
void utf8_print(FILE *stream, const char *text);

#endif
