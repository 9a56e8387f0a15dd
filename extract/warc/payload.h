/*
 * The block of a response record as it passes by: HTTP head, then a body that may be chunked and
 * compressed. What a crawler says it is, but is not (many decode bodies and keep the headers), is
 * taken as it stands. For reader.c alone.
 */
#ifndef DATELINE_EXTRACT_WARC_PAYLOAD_H
#define DATELINE_EXTRACT_WARC_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "extract/warc/fields.h"

struct payload;

/* `http`: the block begins with an HTTP head; else it is the body. Fields live in the arena. */
struct payload *payload_new(struct arena *arena, bool http, size_t max_bytes);
void payload_free(struct payload *payload);

/* Takes the next bytes of the block. False: more of them change nothing (see payload_end()). */
bool payload_add(struct payload *payload, const char *data, size_t length);

/* Once the head is complete: its status and fields (NULL before). */
const struct fields *payload_fields(const struct payload *payload, long *http_status);

/*
 * The block has ended: moves the body out. `cut` allows for a compressed or chunked body that is
 * not complete. STATUS_REJECT: "bad_http", "too_large", "bad_encoding".
 */
enum status payload_end(struct payload *payload, bool cut, struct buf *body,
                        struct error *error) WARN_UNUSED;

#endif
