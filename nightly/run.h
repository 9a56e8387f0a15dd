/* The nightly run: extract | transform | load over one database. */
#ifndef DATELINE_NIGHTLY_RUN_H
#define DATELINE_NIGHTLY_RUN_H

#include "common/config.h"
#include "common/log.h"
#include "common/selection.h"

struct run_options {
    const char *config;                /* path, given on to the stages */
    const struct selection *selection; /* given on to extract; its threads to transform, too */
    const char *database_url;
    long database_wait; /* seconds, for a database that is away and for another run to end */
    struct log *log;
};

/*
 * Takes the lock of the run, brings the schema up to date, hands extract the committed state, runs
 * the stages and prints a summary to stdout. `*exit_code` is the worst of the stages' (contract).
 * STATUS_FATAL when another run is at work, the stages could not be started, or the summary not be
 * written. A signal that ends the driver ends the stages.
 */
enum status run_nightly(const struct run_options *options, int *exit_code,
                        struct error *error) WARN_UNUSED;

#endif
