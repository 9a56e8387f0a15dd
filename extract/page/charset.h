/*
 * Bytes of any encoding to UTF-8, by ICU's converters. The encoding is, in this order, what a byte
 * order mark, the HTTP header or the page itself says (WHATWG Encoding: "latin1" means
 * windows-1252), unless the bytes are valid UTF-8 and prove it wrong.
 */
#ifndef DATELINE_EXTRACT_PAGE_CHARSET_H
#define DATELINE_EXTRACT_PAGE_CHARSET_H

#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"

/* `*text` is NUL-terminated; NUL bytes become spaces. STATUS_REJECT: "bad_charset". */
enum status charset_decode(const char *data, size_t length, const char *content_type,
                           struct arena *arena, const char **text, size_t *text_length,
                           struct error *error) WARN_UNUSED;

#endif
