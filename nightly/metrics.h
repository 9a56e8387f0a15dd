/* Samples of the database's state for monitoring. */
#ifndef DATELINE_NIGHTLY_METRICS_H
#define DATELINE_NIGHTLY_METRICS_H

#include "common/db.h"

/*
 * Replaces the file with the rows of status_metrics.sql in the text format of Prometheus 0.0.4, as
 * the textfile collector of node_exporter reads it. `now` is ISO 8601.
 */
enum status metrics_write(struct db *db, const char *now, const char *path,
                          struct error *error) WARN_UNUSED;

#endif
