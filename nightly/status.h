/* What the morning reader asks first: the last runs, the sources, what was rejected and why. */
#ifndef DATELINE_NIGHTLY_STATUS_H
#define DATELINE_NIGHTLY_STATUS_H

#include <stdbool.h>
#include "common/db.h"

/* Prints to stdout, as text or as one line of JSON. */
enum status status_print(struct db *db, bool json, struct error *error) WARN_UNUSED;

#endif
