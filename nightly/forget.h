/* Removing articles with all that came from them: on request, and by age. */
#ifndef DATELINE_NIGHTLY_FORGET_H
#define DATELINE_NIGHTLY_FORGET_H

#include "common/db.h"
#include "common/log.h"

/*
 * Removes the articles with a URL or id, or all of a source, and what was kept of their rejects;
 * they do not come back, whoever names them. A URL that is not there is remembered too.
 */
enum status forget(struct db *db, const char *what, struct log *log,
                   struct error *error) WARN_UNUSED;

/*
 * Removes articles published (else fetched) longer ago than `age`: "400d", or before a day,
 * "2023-01-31". With `dry_run` it only counts them. They come back if a source gives them again.
 */
enum status prune(struct db *db, const char *age, bool dry_run, struct log *log,
                  struct error *error) WARN_UNUSED;

#endif
