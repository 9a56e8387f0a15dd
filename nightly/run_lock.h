/* The lock of the nightly run: one at a time over one database, whatever machine it is on. */
#ifndef DATELINE_NIGHTLY_RUN_LOCK_H
#define DATELINE_NIGHTLY_RUN_LOCK_H

#include "common/db.h"
#include "common/log.h"

/*
 * Connects and takes the lock, which goes with the connection, and so with its owner. Tries for
 * `wait` seconds while the database is away, or another run or a load is at work; then
 * STATUS_FATAL, naming it.
 */
enum status run_lock(const char *database_url, long wait, struct log *log, struct db **db,
                     struct error *error) WARN_UNUSED;

#endif
