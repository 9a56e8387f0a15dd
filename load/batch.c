#include "load/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/memory.h"

/* Of one batch, where a load beside this one was faster with the same event or article. */
enum { BATCH_TRIES_MAX = 20 };

struct batch {
    struct log *log;
    struct batch_item *items;
    size_t count, capacity;
    size_t articles, bytes;
    struct merge *merge;
    json_t *ids;    /* of its articles */
    size_t landed;  /* items before this one are committed: where a repeated call goes on */
    size_t refused; /* items replaced by reject records */
    char token[64]; /* marks the transaction under way */
};

struct batch *batch_new(bool reprocess, struct log *log)
{
    struct batch *batch = mem_calloc(1, sizeof *batch);

    batch->log = log;
    batch->ids = json_object();
    batch->merge = merge_new(reprocess);
    return batch;
}

void batch_item_free(struct batch_item *item)
{
    free(item->line);
    free(item->source);
    free(item->url);
    free(item->path);
    free(item->id);
    free(item->content_hash);
    article_rows_free(item->rows);
    *item = (struct batch_item){0};
}

void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        batch_item_free(&batch->items[i]);
    }
    batch->count = batch->articles = batch->bytes = batch->landed = 0;
    batch->token[0] = '\0';
    json_object_clear(batch->ids);
}

void batch_free(struct batch *batch)
{
    if (batch != NULL) {
        batch_clear(batch);
        json_decref(batch->ids);
        merge_free(batch->merge);
        free(batch->items);
        free(batch);
    }
}

void batch_add(struct batch *batch, struct batch_item *item)
{
    batch->items = mem_grow(batch->items, &batch->capacity, batch->count, sizeof *batch->items);
    batch->items[batch->count++] = *item;
    batch->bytes += batch_item_bytes(item);
    if (item->kind == RECORD_ARTICLE) {
        batch->articles++;
        json_object_set_new(batch->ids, item->id, json_true());
    }
    *item = (struct batch_item){0};
}

size_t batch_item_bytes(const struct batch_item *item)
{
    return item->length + (item->rows == NULL ? 0 : article_rows_bytes(item->rows));
}

bool batch_has_article(const struct batch *batch, const char *id)
{
    return id != NULL && json_object_get(batch->ids, id) != NULL;
}

size_t batch_records(const struct batch *batch)
{
    return batch->count;
}

size_t batch_articles(const struct batch *batch)
{
    return batch->articles;
}

size_t batch_bytes(const struct batch *batch)
{
    return batch->bytes;
}

static enum status batch_begin_run(struct db *db, const struct batch_run *run, struct error *error)
{
    char contract[24];
    const char *const parameters[] = {run->run_id, run->started_at, run->program_version, contract,
                                      run->config_digest};

    snprintf(contract, sizeof contract, "%ld", run->contract_version);
    return db_run(db, "run_begin", parameters, 5, NULL, error);
}

/* Whether the transaction that `token` marks was committed although its answer was lost. */
static enum status batch_was_committed(struct db *db, const char *run_id, const char *token,
                                       bool *committed, struct error *error)
{
    const char *const parameters[] = {run_id};
    struct db_result *result = NULL;
    enum status status = db_run(db, "run_last_batch", parameters, 1, &result, error);

    *committed = false;
    if (status == STATUS_OK && db_rows(result) > 0) {
        const char *last = db_value(result, 0, 0);

        *committed = last != NULL && strcmp(last, token) == 0;
    }
    db_result_free(result);
    return status;
}

static enum status batch_transaction(struct batch *batch, struct db *db,
                                     const struct batch_run *run, struct batch_item *items,
                                     size_t count, bool dry_run, struct batch_counts *counts,
                                     struct error *error)
{
    const char *const mark[] = {run->run_id, batch->token};
    enum status status = db_begin(db, error);

    if (status == STATUS_OK) {
        status = batch_begin_run(db, run, error);
    }
    if (status == STATUS_OK) {
        status = db_run(db, "run_batch", mark, 2, NULL, error);
    }
    if (status == STATUS_OK) {
        status = merge_run(batch->merge, db, run->schema, run->run_id, items, count, counts, error);
    }
    if (status == STATUS_OK && !dry_run) {
        status = db_commit(db, error);
    }
    if (status != STATUS_OK || dry_run) {
        db_rollback(db);
    }
    return status;
}

/* Puts a reject record in the place of an item that the database refused. */
static bool batch_replace(struct batch *batch, struct batch_item *item, const struct error *why)
{
    struct reject reject = {.stage = "load",
                            .reason = why->reason,
                            .message = why->message,
                            .source = item->source,
                            .url = item->url,
                            .path = item->path,
                            .bytes = item->length,
                            .input = item->line,
                            .input_length = item->length};
    json_t *record = record_from_reject(&reject);
    char *line = json_dumps(record, JSON_COMPACT);

    json_decref(record);
    log_event(batch->log, LOG_WARNING, "rejected", NULL, 0, "%s: %s",
              item->url != NULL    ? item->url
              : item->path != NULL ? item->path
                                   : "a record",
              why->message);
    if (line != NULL) {
        batch->articles -= item->kind == RECORD_ARTICLE;
        batch->refused++;
        free(item->line);
        article_rows_free(item->rows);
        item->rows = NULL;
        item->line = line;
        item->length = strlen(line);
        item->kind = RECORD_REJECT;
    }
    return line != NULL;
}

static void batch_new_token(struct batch *batch, size_t first, size_t count)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(batch->token, sizeof batch->token, "%ld-%lld.%09ld-%zu+%zu", (long)getpid(),
             (long long)now.tv_sec, now.tv_nsec, first, count);
}

static void batch_add_counts(struct batch_counts *total, const struct batch_counts *more)
{
    total->articles_new += more->articles_new;
    total->articles_changed += more->articles_changed;
    total->articles_unchanged += more->articles_unchanged;
    total->event_mentions += more->event_mentions;
    total->rejected += more->rejected;
    reprocess_add(&total->reprocessed, &more->reprocessed);
}

enum status batch_commit(struct batch *batch, struct db *db, const struct batch_run *run,
                         bool dry_run, struct batch_counts *counts, struct error *error)
{
    size_t size = batch->count - batch->landed, most = batch->count;
    int tries = 0;

    if (batch->token[0] != '\0') { /* a call before this one lost its connection */
        bool committed;
        size_t count = strtoul(strrchr(batch->token, '+') + 1, NULL, 10);
        enum status status = batch_was_committed(db, run->run_id, batch->token, &committed, error);

        if (status != STATUS_OK) {
            return status;
        }
        if (committed) {
            batch->landed += count;
        }
        size = committed ? batch->count - batch->landed : count;
        batch->token[0] = '\0';
    }
    /* All at once; where the database refuses something, the first half, until what it refuses is
     * alone. Then again as many as are left. */
    while (batch->landed < batch->count) {
        struct batch_item *items = batch->items + batch->landed;
        struct batch_counts landed = {0};
        enum status status;

        batch_new_token(batch, batch->landed, size);
        status = batch_transaction(batch, db, run, items, size, dry_run, &landed, error);
        if ((status != STATUS_OK || dry_run) && merge_forget(batch->merge) &&
            status == STATUS_REJECT && tries < BATCH_TRIES_MAX &&
            (tries == 0 || strcmp(error->reason, "db_conflict") == 0)) {
            tries++; /* perhaps because of what was remembered, or of a load beside this one */
            continue;
        }
        tries = 0;
        if (status == STATUS_RETRY && strcmp(error->reason, "db_timeout") == 0 && size > 1) {
            size = most = size / 2; /* fewer at once take less time */
            batch->token[0] = '\0';
            continue;
        }
        if (status == STATUS_RETRY) {
            return status;
        }
        batch->token[0] = '\0';
        if (status == STATUS_REJECT && size > 1) {
            size = size / 2;
        } else if (status == STATUS_REJECT && items->kind != RECORD_REJECT &&
                   batch_replace(batch, items, error)) {
            continue;
        } else if (status != STATUS_OK) {
            return STATUS_FATAL;
        } else {
            batch_add_counts(counts, &landed);
            batch->landed += size;
            size = batch->count - batch->landed < most ? batch->count - batch->landed : most;
        }
    }
    return STATUS_OK;
}

enum status batch_write_states(const struct batch *batch, struct ndjson_writer *writer,
                               struct error *error)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        if (batch->items[i].kind == RECORD_STATE) {
            status = ndjson_write(writer, batch->items[i].line, batch->items[i].length, error);
        }
    }
    return status == STATUS_OK ? ndjson_flush(writer, error) : status;
}
