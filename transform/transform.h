/*
 * The stage: article lines in, the same lines with what was found in them out, in input order
 * whatever the number of threads.
 */
#ifndef DATELINE_TRANSFORM_TRANSFORM_H
#define DATELINE_TRANSFORM_TRANSFORM_H

#include <stdbool.h>
#include <stdint.h>
#include "common/error.h"
#include "common/log.h"
#include "common/record.h"
#include "transform/analyse.h"

struct transform_options {
    long threads;    /* at least 1 */
    size_t max_line; /* bytes of one line */
    const struct knowledge *knowledge;
    const struct schema *schema;
    struct log *log;
};

struct transform_counts {
    uint64_t articles;
    uint64_t rejected;
    bool has_run, has_end; /* whether the stream had these records */
};

/*
 * Reads the stream on `fd` to its end and appends to `counts`. A line that is not a record becomes
 * a `reject` record. An `end` record's counts are corrected by the records rejected here, so that
 * they stay true of what comes before it. STATUS_FATAL: the input cannot be read or the output not
 * written; or, when all else is done, the input ends in half a line, which is left out: whoever
 * wrote it has died, and nothing was wrong with the record.
 */
enum status transform_run(const struct transform_options *options, int fd, const char *name,
                          struct ndjson_writer *writer, struct transform_counts *counts,
                          struct error *error) WARN_UNUSED;

#endif
