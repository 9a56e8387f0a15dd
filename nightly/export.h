/* Rows as CSV or JSON on standard output. */
#ifndef DATELINE_NIGHTLY_EXPORT_H
#define DATELINE_NIGHTLY_EXPORT_H

#include "common/db.h"

/*
 * `what` is events, articles or entities; `format` csv (RFC 4180, with a head) or ndjson; `since` a
 * day or time of publication, or NULL: entities ignore it. Columns are those of the views
 * event_export, article_export and entity_export.
 */
enum status export_rows(struct db *db, const char *what, const char *format, const char *since,
                        struct error *error) WARN_UNUSED;

#endif
