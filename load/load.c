#include "load/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/migrate.h"
#include "common/patience.h"
#include "common/timestamp.h"
#include "load/decoder.h"
#include "load/session.h"

/* A batch closes at the first of: so many articles (configured), records, bytes. */
enum { LOAD_BATCH_RECORDS = 20000, LOAD_BATCH_BYTES = 24 * 1024 * 1024 };
enum { LOAD_RECONNECTS_MAX = 20 }; /* of one batch */
enum { LOAD_MESSAGE_MAX = 640 };

/* The run that the stream's records belong to. */
struct load_run {
    bool open;   /* records may come */
    bool framed; /* the stream had a `run` record: an `end` must come */
    bool ended;  /* it came */
    char run_id[65];
    char started_at[TIMESTAMP_SIZE];
    char program_version[64];
    long contract_version;
    char config_digest[HASH_HEX_SIZE];
    uint64_t records;  /* articles, states and rejects that came, whatever became of them */
    uint64_t promised; /* by the `end` record */
};

struct load {
    const struct load_options *options;
    struct session session;
    struct batch *batch;
    struct load_run run;
    struct load_summary summary;
};

enum status load_new(const struct load_options *options, struct load **load, struct error *error)
{
    struct load *made = mem_calloc(1, sizeof *made);
    enum status status;

    *load = NULL;
    made->options = options;
    made->batch = batch_new(options->reprocess, options->log);
    made->session = (struct session){.database_url = options->database_url,
                                     .wait = options->database_wait,
                                     .together = options->together,
                                     .log = options->log};
    status = session_open(&made->session, error);
    if (status == STATUS_OK) {
        status = migrate_check(made->session.db, error);
    }
    if (status == STATUS_OK) {
        status = session_stage(&made->session, error);
    }
    if (status == STATUS_OK && !options->dry_run && !options->together) {
        status = db_run(made->session.db, "run_abandon", NULL, 0, NULL, error);
    }
    if (status != STATUS_OK) {
        load_free(made);
        return status;
    }
    *load = made;
    return STATUS_OK;
}

void load_free(struct load *load)
{
    if (load != NULL) {
        session_close(&load->session);
        batch_free(load->batch);
        free(load);
    }
}

const struct load_summary *load_summary(const struct load *load)
{
    return &load->summary;
}

static struct batch_run load_batch_run(const struct load *load)
{
    const struct load_run *run = &load->run;

    return (struct batch_run){.schema = load->options->schema,
                              .run_id = run->run_id,
                              .started_at = run->started_at,
                              .program_version = run->program_version,
                              .contract_version = run->contract_version,
                              .config_digest =
                                  run->config_digest[0] == '\0' ? NULL : run->config_digest};
}

static void load_show(struct load *load, bool final)
{
    const struct batch_counts *counts = &load->summary.counts;
    struct log_field fields[] = {LOG_NUMBER("records", load->summary.records),
                                 LOG_NUMBER("new", counts->articles_new),
                                 LOG_NUMBER("changed", counts->articles_changed),
                                 LOG_NUMBER("unchanged", counts->articles_unchanged),
                                 LOG_NUMBER("events", counts->event_mentions),
                                 LOG_NUMBER("rejected", counts->rejected),
                                 LOG_NUMBER("reprocessed", counts->reprocessed.articles)};

    log_progress(load->options->log, fields,
                 sizeof fields / sizeof fields[0] - !load->options->reprocess, final);
}

/* Commits what waits, through lost connections. */
static enum status load_commit(struct load *load, struct error *error)
{
    struct batch_run run = load_batch_run(load);
    struct patience patience = {0};
    enum status status = STATUS_OK;

    if (batch_records(load->batch) == 0) {
        return STATUS_OK;
    }
    for (int tries = 0; tries < LOAD_RECONNECTS_MAX; tries++) {
        status = batch_commit(load->batch, load->session.db, &run, load->options->dry_run,
                              &load->summary.counts, error);
        if (status != STATUS_RETRY) {
            break;
        }
        log_event(load->options->log, LOG_WARNING, "batch_repeated", NULL, 0,
                  "%s; the batch of %zu records is written again", error->message,
                  batch_records(load->batch));
        if (tries == 0) {
            patience = patience_begin(load->options->database_wait);
        } else if (!patience_pause(&patience, load->options->log, error)) {
            break;
        }
        status = session_open(&load->session, error);
        if (status != STATUS_OK) {
            break;
        }
        status = STATUS_RETRY;
    }
    if (status == STATUS_RETRY) {
        status = STATUS_FATAL;
    }
    if (status == STATUS_OK && !load->options->dry_run) {
        status = batch_write_states(load->batch, load->options->states, error);
    }
    if (status == STATUS_OK) {
        batch_clear(load->batch);
        load_show(load, false);
    }
    return status;
}

static enum status load_insert_run(struct load *load, struct error *error)
{
    const struct load_run *run = &load->run;
    char contract[24];
    const char *const begin[] = {run->run_id, run->started_at, run->program_version, contract,
                                 run->config_digest[0] == '\0' ? NULL : run->config_digest};

    snprintf(contract, sizeof contract, "%ld", run->contract_version);
    return db_run(load->session.db, "run_begin", begin, 5, NULL, error);
}

static enum status load_mark_run(struct load *load, const char *status_name, const char *message,
                                 struct error *error)
{
    const char *const end[] = {load->run.run_id, status_name, message};

    return load->options->dry_run ? STATUS_OK
                                  : db_run(load->session.db, "run_end", end, 3, NULL, error);
}

static enum status load_end_run(struct load *load, struct error *error)
{
    struct load_run *run = &load->run;
    char message[LOAD_MESSAGE_MAX] = "";
    bool complete;
    enum status status;

    if (!run->open) {
        return STATUS_OK;
    }
    status = load_commit(load, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (run->framed && !run->ended) {
        snprintf(message, sizeof message,
                 "the stream was cut short after %llu records: it has no end; run again",
                 (unsigned long long)run->records);
    } else if (run->framed && run->records < run->promised) {
        snprintf(message, sizeof message,
                 "the stream has %llu records, its end promised %llu: some were lost; run again",
                 (unsigned long long)run->records, (unsigned long long)run->promised);
    }
    if (message[0] != '\0') {
        load->summary.incomplete = true;
        log_event(load->options->log, LOG_ERROR, "run_incomplete", NULL, 0, "run %s: %s",
                  run->run_id, message);
    }
    complete = message[0] == '\0';
    if (load->options->reprocess && complete) {
        reprocess_tell(&load->summary.counts.reprocessed, load->options->dry_run,
                       load->options->log, message, sizeof message);
    }
    for (int tries = 0; tries < 2; tries++) {
        status = load_mark_run(load, complete ? "complete" : "incomplete",
                               message[0] == '\0' ? NULL : message, error);
        if (status != STATUS_RETRY || session_open(&load->session, error) != STATUS_OK) {
            break;
        }
    }
    run->open = false;
    return status == STATUS_OK ? STATUS_OK : STATUS_FATAL;
}

static void load_copy_text(char *target, size_t size, const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));

    size_t length = text == NULL ? 0 : strnlen(text, size - 1);

    while (length > 0 && text[length] != '\0' && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--; /* not through a code point */
    }
    snprintf(target, size, "%.*s", (int)length, text == NULL ? "" : text);
}

/* In UTC: PostgreSQL knows no offsets of 16 hours and more, which RFC 3339 allows. */
static void load_run_time(struct load_run *run)
{
    struct timestamp started, utc;

    if (timestamp_parse(run->started_at, &started)) {
        utc = timestamp_from_seconds(timestamp_seconds(&started));
        if (utc.year >= 1 && utc.year <= 9999) {
            timestamp_format(&utc, run->started_at);
        }
    }
}

static void load_begin_run(struct load *load, const json_t *record)
{
    struct load_run *run = &load->run;

    *run = (struct load_run){.open = true, .framed = record != NULL};
    if (record != NULL) {
        load_copy_text(run->run_id, sizeof run->run_id, record, "run_id");
        load_copy_text(run->started_at, sizeof run->started_at, record, "started_at");
        load_run_time(run);
        load_copy_text(run->program_version, sizeof run->program_version, record,
                       "program_version");
        load_copy_text(run->config_digest, sizeof run->config_digest, record, "config_digest");
        run->contract_version =
            (long)json_integer_value(json_object_get(record, "contract_version"));
    } else { /* a bare stream */
        struct timestamp now = timestamp_now();

        record_new_run_id(run->run_id);
        timestamp_format(&now, run->started_at);
        snprintf(run->program_version, sizeof run->program_version, "%s", DATELINE_VERSION);
        run->contract_version = RECORD_CONTRACT_VERSION;
    }
}

/* The row is there as soon as the run is: a load that dies before its first batch leaves a trace.
 */
static enum status load_open_run(struct load *load, const json_t *record, struct error *error)
{
    enum status status = STATUS_OK;

    load_begin_run(load, record);
    for (int tries = 0; tries < LOAD_RECONNECTS_MAX && !load->options->dry_run; tries++) {
        status = load_insert_run(load, error);
        if (status != STATUS_RETRY || session_open(&load->session, error) != STATUS_OK) {
            break;
        }
    }
    return status == STATUS_OK ? STATUS_OK : STATUS_FATAL; /* a run that is refused is no reject */
}

/* Takes what the item owns. */
static enum status load_add(struct load *load, struct batch_item *item, struct error *error)
{
    if (!load->run.open) {
        enum status status = load_open_run(load, NULL, error);

        if (status != STATUS_OK) {
            return status;
        }
    }
    if (item->kind == RECORD_ARTICLE && batch_has_article(load->batch, item->id)) {
        enum status status = load_commit(load, error);

        if (status != STATUS_OK) {
            return status;
        }
    }
    load->run.records++;
    load->summary.records++;
    batch_add(load->batch, item);
    if (batch_articles(load->batch) >= load->options->batch_articles ||
        batch_records(load->batch) >= LOAD_BATCH_RECORDS ||
        batch_bytes(load->batch) >= LOAD_BATCH_BYTES) {
        return load_commit(load, error);
    }
    return STATUS_OK;
}

static uint64_t load_promised(const json_t *record)
{
    static const enum record_kind kinds[] = {RECORD_ARTICLE, RECORD_STATE, RECORD_REJECT,
                                             RECORD_OTHER};
    const json_t *counts = json_object_get(record, "counts");
    uint64_t sum = 0;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        json_int_t count = json_integer_value(json_object_get(counts, record_kind_name(kinds[i])));

        sum += count > 0 ? (uint64_t)count : 0;
    }
    return sum;
}

static enum status load_take(struct load *load, struct decoded *decoded, struct error *error)
{
    enum status status = STATUS_OK;

    if (decoded->cut) {
        load->summary.incomplete = true;
        return STATUS_OK;
    }
    switch (decoded->kind) {
    case RECORD_RUN:
        status = load_end_run(load, error);
        if (status == STATUS_OK) {
            status = load_open_run(load, decoded->record, error);
        }
        break;
    case RECORD_END:
        load->run.ended = true;
        load->run.promised = load_promised(decoded->record);
        break;
    case RECORD_ARTICLE:
    case RECORD_STATE:
    case RECORD_REJECT:
    case RECORD_OTHER:
        status = load_add(load, &decoded->item, error);
        break;
    }
    decoded_free(decoded);
    return status;
}

enum status load_stream(struct load *load, int fd, const char *name, struct error *error)
{
    const struct decoder_options options = {
        .fd = fd,
        .name = name,
        .max_line = load->options->max_line,
        .schema = load->options->schema,
        .log = load->options->log,
        .database_url = load->options->reprocess ? NULL : load->options->database_url};
    struct decoder *decoder = NULL;
    enum status status = decoder_new(&options, &decoder, error);
    bool more = status == STATUS_OK;

    while (more && status == STATUS_OK) {
        struct decoded decoded;

        status = decoder_next(decoder, &decoded, &more, error);
        if (status == STATUS_OK && more) {
            status = load_take(load, &decoded, error);
        }
    }
    decoder_free(decoder);
    if (status == STATUS_OK && load->run.framed) {
        status = load_end_run(load, error);
    }
    return status;
}

enum status load_finish(struct load *load, struct error *error)
{
    enum status status = load_end_run(load, error);

    if (status == STATUS_OK) {
        load_show(load, true);
    }
    return status;
}

void load_fail(struct load *load, const struct error *why)
{
    struct error ignored;

    if (load->run.open && load->session.db != NULL) {
        (void)load_mark_run(load, "failed", why->message, &ignored);
    }
}
