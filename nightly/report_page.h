/* What stands on the page of a report. */
#ifndef DATELINE_NIGHTLY_REPORT_PAGE_H
#define DATELINE_NIGHTLY_REPORT_PAGE_H

#include "common/db.h"
#include "nightly/html.h"

/* Writes the page to `html`, from html_begin() to before html_end(). `since` is "" for seven days.
 */
enum status report_page(struct db *db, struct html *html, const char *since,
                        struct error *error) WARN_UNUSED;

#endif
