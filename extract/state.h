/*
 * How far sources have been read, as committed runs before this one say; only extract knows what
 * the data means. It is kept as bytes, and parsed where it is asked for: there may be a record for
 * each file of a large folder.
 */
#ifndef DATELINE_EXTRACT_STATE_H
#define DATELINE_EXTRACT_STATE_H

#include <jansson.h>
#include "common/error.h"
#include "common/schema.h"

struct state;

/* Reads state lines from a file; NULL: nothing was read before. STATUS_USAGE: not to be read. */
enum status state_read(const char *path, const struct schema *schema, struct state **state,
                       struct error *error) WARN_UNUSED;
void state_free(struct state *state);

/* What is known of one thing that a source reads; NULL: nothing. A new reference. */
json_t *state_find(const struct state *state, const char *source, const char *key);

/* A text or number of it; NULL or 0 where it has none. */
const char *state_text(const json_t *data, const char *name);
json_int_t state_number(const json_t *data, const char *name);

#endif
