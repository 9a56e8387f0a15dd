/*
 * The stage: sources in, records out. Several sources are read at once; the records of one source
 * come out in its order whatever arrives first, those of different sources may alternate. A state
 * record stands behind all the records that it speaks for.
 */
#ifndef DATELINE_EXTRACT_EXTRACT_H
#define DATELINE_EXTRACT_EXTRACT_H

#include "common/config.h"
#include "common/log.h"
#include "common/ndjson.h"
#include "common/record.h"
#include "extract/filter.h"
#include "extract/state.h"

struct extract_options {
    const struct config *config;
    const struct source_config *const *sources; /* to be read */
    size_t source_count;
    bool in_order; /* one source's records after the other's, in the order of `sources` */
    const struct state *state;
    const char *run_id;  /* NULL: a new one */
    bool write_state;    /* false for what the command line names */
    long threads;        /* that read pages; 0: one for each core */
    long limit;          /* articles of each source; 0: any number */
    const char *archive; /* folder for what comes from the network; NULL: it is not kept */
    const char *replay;  /* archive that answers instead of the network; NULL: the network does */
    int64_t since;       /* seconds since 1970: no older articles; FILTER_ANY_AGE: any */
    struct ndjson_writer *writer;
    struct log *log;
};

/* Writes a whole stream, `run` to `end`, and counts it. STATUS_FATAL: it cannot go on. */
enum status extract_run(const struct extract_options *options, struct record_counts *counts,
                        struct error *error) WARN_UNUSED;

#endif
