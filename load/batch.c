#include "load/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"
#include "load/copy_text.h"

struct batch_item {
    enum record_kind kind;
    char *line;
    size_t length;
    char *source, *url, *path; /* for the reject record of a refused one; or NULL */
};

struct batch {
    struct log *log;
    struct batch_item *items;
    size_t count, capacity;
    size_t articles, bytes;
    json_t *ids;    /* of its articles */
    size_t landed;  /* items before this one are committed: where a repeated call goes on */
    size_t refused; /* items replaced by reject records */
    char token[64]; /* marks the transaction under way */
};

struct batch *batch_new(struct log *log)
{
    struct batch *batch = mem_calloc(1, sizeof *batch);

    batch->log = log;
    batch->ids = json_object();
    return batch;
}

static void batch_item_free(struct batch_item *item)
{
    free(item->line);
    free(item->source);
    free(item->url);
    free(item->path);
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
        free(batch->items);
        free(batch);
    }
}

static char *batch_copy_text(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));

    return text == NULL ? NULL : mem_strdup(text);
}

void batch_add(struct batch *batch, enum record_kind kind, const json_t *record, const char *line,
               size_t length)
{
    struct batch_item *item;

    batch->items = mem_grow(batch->items, &batch->capacity, batch->count, sizeof *batch->items);
    item = &batch->items[batch->count++];
    *item = (struct batch_item){.kind = kind,
                                .line = mem_strndup(line, length),
                                .length = length,
                                .source = batch_copy_text(record, "source"),
                                .url = batch_copy_text(record, "url"),
                                .path = batch_copy_text(record, "path")};
    batch->bytes += length;
    if (kind == RECORD_ARTICLE) {
        batch->articles++;
        json_object_set_new(batch->ids, json_string_value(json_object_get(record, "id")),
                            json_true());
    }
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

static enum status batch_stage(struct db *db, const struct batch_item *items, size_t count,
                               struct error *error)
{
    enum status status = db_copy_begin(db, "stage_copy", error);

    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct buf row = BUF_INIT(items[i].length * 2 + 64);

        if (!buf_printf(&row, "%zu\t", i) ||
            !copy_text_append(&row, items[i].line, items[i].length) ||
            !buf_append_char(&row, '\n')) {
            status = error_set(error, STATUS_FATAL, "too_large", "a record outgrew its bound");
        } else {
            status = db_copy_put(db, row.data, row.length, error);
        }
        buf_free(&row);
    }
    if (status == STATUS_OK) {
        status = db_copy_end(db, NULL, error);
    }
    return status;
}

/* The merges in the order in which the tables depend on each other. */
static enum status batch_merge(struct db *db, const char *run_id, struct error *error)
{
    static const struct {
        const char *statement;
        bool needs_run;
    } steps[] = {
        {"merge_source", false},
        {"stage_article", false},
        {"stage_correction", false},
        {"stage_event", false},
        {"merge_article_revision", false},
        {"delete_derived", false},
        {"merge_article_changed", true},
        {"merge_article_new", true},
        {"stage_article_key", false},
        {"merge_sentence", false},
        {"merge_entity", false},
        {"merge_entity_alias", false},
        {"merge_mention", false},
        {"merge_date_mention", false},
        {"merge_quantity", false},
        {"merge_quote", false},
        {"merge_event", false},
        {"merge_event_mention", false},
        {"merge_event_quantity", false},
        {"delete_event", false},
        {"merge_source_state", true},
        {"merge_reject", true},
        {"merge_run_source", true},
    };
    const char *const parameters[] = {run_id};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == STATUS_OK; i++) {
        status =
            db_run(db, steps[i].statement, parameters, steps[i].needs_run ? 1 : 0, NULL, error);
    }
    return status;
}

static enum status batch_count(struct db *db, const struct batch_item *items, size_t count,
                               struct batch_counts *counts, struct error *error)
{
    struct db_result *result = NULL;
    enum status status = db_run(db, "batch_counts", NULL, 0, &result, error);

    if (status == STATUS_OK) {
        counts->articles_new = (uint64_t)db_value_int(result, 0, 0);
        counts->articles_changed = (uint64_t)db_value_int(result, 0, 1);
        counts->articles_unchanged = (uint64_t)db_value_int(result, 0, 2);
        counts->event_mentions = (uint64_t)db_value_int(result, 0, 3);
        counts->rejected = 0;
        for (size_t i = 0; i < count; i++) {
            counts->rejected += items[i].kind == RECORD_REJECT;
        }
    }
    db_result_free(result);
    return status;
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

static enum status batch_transaction(struct db *db, const struct batch_run *run, const char *token,
                                     const struct batch_item *items, size_t count, bool dry_run,
                                     struct batch_counts *counts, struct error *error)
{
    const char *const mark[] = {run->run_id, token};
    enum status status = db_begin(db, error);

    if (status == STATUS_OK) {
        status = batch_begin_run(db, run, error);
    }
    if (status == STATUS_OK) {
        status = db_run(db, "run_batch", mark, 2, NULL, error);
    }
    if (status == STATUS_OK) {
        status = batch_stage(db, items, count, error);
    }
    if (status == STATUS_OK) {
        status = batch_merge(db, run->run_id, error);
    }
    if (status == STATUS_OK) {
        status = batch_count(db, items, count, counts, error);
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
}

enum status batch_commit(struct batch *batch, struct db *db, const struct batch_run *run,
                         bool dry_run, struct batch_counts *counts, struct error *error)
{
    size_t size = batch->count - batch->landed;

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
        status = batch_transaction(db, run, batch->token, items, size, dry_run, &landed, error);
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
            size = batch->count - batch->landed;
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
