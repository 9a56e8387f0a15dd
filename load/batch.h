/*
 * Records that land together: one transaction, by COPY into a staging table and set-based merges.
 */
#ifndef DATELINE_LOAD_BATCH_H
#define DATELINE_LOAD_BATCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "common/db.h"
#include "common/log.h"
#include "load/batch_item.h"
#include "load/merge.h"

struct batch;

/* The run that records belong to; texts are owned by the caller. */
struct batch_run {
    const char *run_id;
    const char *started_at;
    const char *program_version;
    long contract_version;
    const char *config_digest;   /* or NULL */
    const struct schema *schema; /* of records; borrowed */
};

/* `reprocess` as in merge_new(); `log` hears of records that the database refuses; borrowed. */
struct batch *batch_new(bool reprocess, struct log *log);
void batch_free(struct batch *batch);

/* Takes what the item owns. */
void batch_add(struct batch *batch, struct batch_item *item);
/* Whether an article of that id is in it: a second version of one belongs into the next batch. */
bool batch_has_article(const struct batch *batch, const char *id);
size_t batch_records(const struct batch *batch);
size_t batch_articles(const struct batch *batch);
size_t batch_bytes(const struct batch *batch);
void batch_clear(struct batch *batch);

/*
 * Writes the batch in one transaction, and adds to `counts`. A record that the database refuses is
 * found by halving, and lands as a `reject` record with the database's reason instead; the rest
 * lands. With `dry_run` everything is rolled back. STATUS_RETRY: the database went away, nothing
 * (or, if the answer to the commit was lost, all: a repeated call knows) of what remains in the
 * batch has landed; call again with a new connection.
 */
enum status batch_commit(struct batch *batch, struct db *db, const struct batch_run *run,
                         bool dry_run, struct batch_counts *counts,
                         struct error *error) WARN_UNUSED;

/* The batch's state records, in order: what has taken effect after batch_commit(). */
enum status batch_write_states(const struct batch *batch, struct ndjson_writer *writer,
                               struct error *error) WARN_UNUSED;

#endif
