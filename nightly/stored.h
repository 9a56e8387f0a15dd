/* Stored articles as the records that extract wrote, for transform. */
#ifndef DATELINE_NIGHTLY_STORED_H
#define DATELINE_NIGHTLY_STORED_H

#include <stdint.h>
#include "common/db.h"

struct stored_selection {
    const char *since;  /* published on or after; "": all */
    const char *before; /* rows made before that time; "": rows made by others than these: */
    const char *program, *model, *rules;
};

struct stored_counts {
    int64_t selected, all;
    char now[40]; /* the server's time */
};

enum status stored_count(struct db *db, const struct stored_selection *selection,
                         struct stored_counts *counts, struct error *error) WARN_UNUSED;

/*
 * Writes them to stdout, some at a time, so that what is replaced meanwhile is no burden for the
 * database. With `run_id` between a `run` and an `end` record.
 */
enum status stored_write(struct db *db, const struct stored_selection *selection,
                         const char *run_id, struct error *error) WARN_UNUSED;

#endif
