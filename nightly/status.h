/* What the morning reader asks first: what needs a person, the last runs, the sources, what was
 * rejected. */
#ifndef DATELINE_NIGHTLY_STATUS_H
#define DATELINE_NIGHTLY_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include "common/db.h"

/*
 * Prints to stdout, as text or as one line of JSON; `metrics` is a file for monitoring to write as
 * well, or NULL. `attention` is how many things need a person.
 */
enum status status_print(struct db *db, bool json, const char *metrics, size_t *attention,
                         struct error *error) WARN_UNUSED;

#endif
