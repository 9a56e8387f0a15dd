/*
 * How far sources have been read, as committed runs before this one say; only extract knows what
 * the data means.
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

/* What is known of one thing that a source reads; NULL: nothing. Borrowed. */
const json_t *state_find(const struct state *state, const char *source, const char *key);

/* A text of it, or NULL. */
const char *state_text(const json_t *data, const char *name);

/* The marks in data.seen, of feed items that need not be read again, as the keys of a new object.
 */
json_t *state_seen(const json_t *data);

/* The marks in a fixed order, each once, so that a feed that did not change has a state that did
 * not. */
json_t *state_sorted_marks(const json_t *marks);

#endif
