/*
 * The stage: a stream of records into rows, batch by batch, each with the state records in it.
 */
#ifndef DATELINE_LOAD_LOAD_H
#define DATELINE_LOAD_LOAD_H

#include "common/config.h"
#include "common/error.h"
#include "common/log.h"
#include "common/ndjson.h"
#include "common/schema.h"
#include "load/batch.h"

struct load;

struct load_options {
    const char *database_url;
    long database_wait; /* seconds to wait for a database that is away or held by another load */
    size_t batch_articles;
    size_t max_line;
    bool dry_run;
    bool together;  /* beside other loads that are, too */
    bool reprocess; /* only makes the rows of articles that are there again */
    const struct schema *schema;
    struct log *log;
    struct ndjson_writer *states; /* where committed state records go */
};

struct load_summary {
    struct batch_counts counts;
    uint64_t records;
    bool incomplete; /* a stream was cut short */
};

/* Connects, takes the job's lock and checks the schema. `options` is borrowed until load_free(). */
enum status load_new(const struct load_options *options, struct load **load,
                     struct error *error) WARN_UNUSED;
void load_free(struct load *load);

/* Loads the stream on `fd` to its end. STATUS_FATAL: what was committed before stays. */
enum status load_stream(struct load *load, int fd, const char *name,
                        struct error *error) WARN_UNUSED;

/* Closes the run of bare streams; call once after the last stream. */
enum status load_finish(struct load *load, struct error *error) WARN_UNUSED;

/* After STATUS_FATAL: marks the open run as failed, if the database can still be asked. */
void load_fail(struct load *load, const struct error *why);

const struct load_summary *load_summary(const struct load *load);

#endif
