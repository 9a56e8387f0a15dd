/*
 * The report that a newsroom opens in the morning: one page of HTML that needs nothing else, no
 * script, no picture, no font, and allows a browser nothing else (Content-Security-Policy).
 */
#ifndef DATELINE_NIGHTLY_REPORT_H
#define DATELINE_NIGHTLY_REPORT_H

#include "common/db.h"

/*
 * Tells of the articles that were published from `since` on (a day or time; NULL: in the seven days
 * up to the newest one). `path` is the file, which is there as a whole or, if something fails, as
 * it was; NULL is standard output, to which nothing goes before the page is complete. STATUS_USAGE:
 * no date, or `path` is no file.
 */
enum status report_write(struct db *db, const char *since, const char *path,
                         struct error *error) WARN_UNUSED;

#endif
