/*
 * The schema's history: numbered files in sql/migrations/, embedded at build, each applied once, in
 * a transaction, and recorded with its checksum in dateline.migration. A changed old file is an
 * error.
 */
#ifndef DATELINE_COMMON_MIGRATE_H
#define DATELINE_COMMON_MIGRATE_H

#include "common/db.h"
#include "common/log.h"

/* Applies what is missing, under an advisory lock; `*applied` is how many were. */
enum status migrate_apply(struct db *db, struct log *log, int *applied,
                          struct error *error) WARN_UNUSED;

/* STATUS_FATAL unless the database has exactly this program's schema: says which is older, what to
 * run. */
enum status migrate_check(struct db *db, struct error *error) WARN_UNUSED;

/* The number of the newest migration in this program, and in the database (0: none). */
int migrate_newest(void);
enum status migrate_current(struct db *db, int *number, struct error *error) WARN_UNUSED;

#endif
