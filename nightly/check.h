/* Tests of the data: queries whose rows are what is wrong. */
#ifndef DATELINE_NIGHTLY_CHECK_H
#define DATELINE_NIGHTLY_CHECK_H

#include "common/db.h"
#include "common/log.h"

/*
 * Runs each *.sql file of a folder, in the order of their names, as a query that can change
 * nothing, and prints how many rows it has and the first of them. A file's first line, a comment,
 * says what its rows are. `*found` becomes how many files had rows. Each query that fails is
 * told to `log`; the others are asked, and then it is an error.
 */
enum status check_run(struct db *db, const char *folder, struct log *log, size_t *found,
                      struct error *error) WARN_UNUSED;

#endif
