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
    struct log *log;
};

/*
 * Brings the schema up to date, hands extract the committed state, runs the stages and prints a
 * summary to stdout. `*exit_code` is the worst of the stages' (contract); STATUS_FATAL when they
 * could not be started. A signal that ends the driver ends the stages.
 */
enum status run_nightly(const struct run_options *options, int *exit_code,
                        struct error *error) WARN_UNUSED;

#endif
