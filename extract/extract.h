/*
 * The stage: sources in, records out. What is fetched at once comes out in the order of the sources
 * and of their items, whatever answers first.
 */
#ifndef DATELINE_EXTRACT_EXTRACT_H
#define DATELINE_EXTRACT_EXTRACT_H

#include "common/config.h"
#include "common/log.h"
#include "common/ndjson.h"
#include "common/record.h"
#include "extract/state.h"

struct extract_options {
    const struct config *config;
    const struct source_config *const *sources; /* to be read, in this order */
    size_t source_count;
    const struct state *state;
    const char *run_id; /* NULL: a new one */
    bool write_state;   /* false for what the command line names */
    struct ndjson_writer *writer;
    struct log *log;
};

/* Writes a whole stream, `run` to `end`, and counts it. STATUS_FATAL: it cannot go on. */
enum status extract_run(const struct extract_options *options, struct record_counts *counts,
                        struct error *error) WARN_UNUSED;

#endif
