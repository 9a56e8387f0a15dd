/* `dateline gazetteer lookup NAME`: all that is known under a name, and where from. */
#ifndef DATELINE_TRANSFORM_PLACE_LOOKUP_H
#define DATELINE_TRANSFORM_PLACE_LOOKUP_H

#include <stdbool.h>
#include <stdio.h>
#include "common/error.h"
#include "transform/name/gazetteer.h"

enum { LOOKUP_ENTRIES_MAX = 64, LOOKUP_ALIASES_MAX = 40, LOOKUP_NEAR_MAX = 8 };

/* Writes for people, or one JSON object. STATUS_FATAL "not_found": nothing has the name; names that
 * are spelled nearly so are in the message (and, with `json`, in the object). */
enum status lookup_run(const struct gazetteer *gazetteer, const char *name, bool json, FILE *out,
                       struct error *error) WARN_UNUSED;

#endif
