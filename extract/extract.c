#include "extract/extract.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/hash.h"
#include "common/memory.h"
#include "common/timestamp.h"
#include "extract/net/fetch.h"
#include "extract/output.h"
#include "extract/owners.h"
#include "extract/seen.h"
#include "extract/source/source.h"
#include "extract/warc/archive.h"
#include "extract/workers.h"

enum {
    EXTRACT_OPEN_MAX = 500,       /* sources read at once */
    EXTRACT_JOBS_MAX = 4096,      /* jobs under way, of all sources */
    EXTRACT_WINDOW_FETCHED = 2,   /* times max_parallel: jobs of one source ... */
    EXTRACT_WINDOW_LOCAL = 8,     /* ... and times the threads, where all is local */
    EXTRACT_BYTES_MAX = 96 << 20, /* that arrived and have not come out, before no more is begun */
    EXTRACT_WAIT = 500            /* milliseconds */
};

struct extract {
    const struct extract_options *options;
    struct record_counts *counts;
    struct source_context context;
    struct fetcher *fetcher;
    struct archive *archive; /* NULL: nothing is kept */
    struct replay *replay;   /* NULL: the network is asked */
    struct owners *owners;   /* of a replay's URLs */
    char started_at[TIMESTAMP_SIZE], made_run_id[RECORD_RUN_ID_SIZE];
    const char *run_id;
    struct workers *workers;
    struct output output;
    struct source **open;
    size_t open_count, opened; /* of options->sources: how many have been opened */
    size_t turn;               /* the open source that is asked first */
    size_t jobs, bytes;        /* under way: of all sources; that arrived for them */
    size_t threads;
    struct job *put_off; /* linked by `queued`: to be asked for again when there is room for them */
    bool stopped;        /* by a signal */
    int64_t ends_at;     /* milliseconds of the monotonic clock; 0: no deadline */
    struct source_counts totals;
};

static int64_t extract_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void extract_show(const struct extract *extract, bool final)
{
    struct log_field fields[3 + SOURCE_FIELDS] = {
        LOG_NUMBER("articles", extract->counts->of[RECORD_ARTICLE]),
        LOG_NUMBER("rejected", extract->counts->of[RECORD_REJECT]),
        LOG_NUMBER("waiting", extract->jobs)};
    size_t count = 3 + (final ? source_fields(&extract->totals, fields + 3) : 0);

    log_progress(extract->options->log, fields, count, final);
}

static enum status extract_write(struct extract *extract, enum record_kind kind, json_t *record,
                                 struct error *error)
{
    enum status status = record_write(extract->options->writer, record, error);

    json_decref(record);
    extract->counts->of[kind]++;
    return status;
}

static void extract_done(struct job *job)
{
    job->progress = JOB_DONE;
    source_done(job->source, job);
}

static void extract_read(struct extract *extract, struct job *job)
{
    extract->bytes += job->response.body.length;
    job->progress = JOB_READING;
    workers_put(extract->workers, job);
}

static void extract_arrived(void *context, void *owner, struct fetch_response *response)
{
    struct extract *extract = context;
    struct job *job = owner;

    job->response = *response;
    if (response->status == STATUS_OK && !response->not_modified) {
        if (source_accepts(job->source, job)) {
            extract_read(extract, job);
        } else {
            fetch_response_free(&job->response);
            job->queued = extract->put_off;
            extract->put_off = job;
        }
        return;
    }
    if (response->status == STATUS_OK) {
        job->outcome = OUTCOME_UNCHANGED;
    } else {
        job->why = response->error;
        job->bytes = response->body.length;
        job->outcome = response->status == STATUS_REJECT                 ? OUTCOME_REJECT
                       : strcmp(response->error.reason, "deadline") == 0 ? OUTCOME_LATER
                                                                         : OUTCOME_AGAIN;
    }
    buf_free(&job->response.body);
    extract_done(job);
}

/* Whether another job of this run asks, or has asked, for the job's URL. */
static bool extract_is_taken(const struct extract *extract, struct job *job)
{
    uint64_t hash;

    if (job->url == NULL || (job->loaded && job->path != NULL)) {
        return false; /* an archive may have a better answer later on */
    }
    if (extract->owners != NULL && job->path == NULL &&
        owners_keep(extract->owners, job->url, job->config->name)) {
        return true;
    }
    hash = hash_number(job->url);
    job->asked = seen_add(extract->context.seen, hash) ||
                 (extract->owners != NULL && owners_take(extract->owners, hash));
    return !job->asked;
}

static enum status extract_fetch(struct extract *extract, struct job *job, struct error *error)
{
    const struct fetch_request request = {.url = job->url,
                                          .source = job->config,
                                          .etag = job->etag,
                                          .last_modified = job->last_modified,
                                          .owner = job};

    job->progress = JOB_FETCHING;
    return fetcher_start(extract->fetcher, &request, error);
}

/* Asks again for what there is room for now. */
static enum status extract_take_up(struct extract *extract, struct error *error)
{
    struct job *job = extract->put_off;
    enum status status = STATUS_OK;

    extract->put_off = NULL;
    while (job != NULL) {
        struct job *next = job->queued;

        if (status == STATUS_OK && source_accepts(job->source, job)) {
            status = extract_fetch(extract, job, error);
        } else {
            job->queued = extract->put_off;
            extract->put_off = job;
        }
        job = next;
    }
    return status;
}

static enum status extract_start(struct extract *extract, struct job *job, struct error *error)
{
    extract->jobs++;
    if (job->progress == JOB_DONE) {
        extract_done(job);
    } else if (extract_is_taken(extract, job)) {
        job->outcome = OUTCOME_DUPLICATE;
        extract_done(job);
    } else if (job->loaded || job->path != NULL) {
        extract_read(extract, job);
    } else {
        return extract_fetch(extract, job, error);
    }
    return STATUS_OK;
}

/* How many jobs of a source are under way at most: what arrives is soon written. */
static size_t extract_window(const struct extract *extract, const struct source *source)
{
    bool local = source->config->kind == SOURCE_FOLDER || source->config->kind == SOURCE_WARC;

    return local ? EXTRACT_WINDOW_LOCAL * extract->threads
                 : EXTRACT_WINDOW_FETCHED * (size_t)extract->options->config->max_parallel;
}

/* A source with nothing under way may always begin something, so that none waits for another. */
static bool extract_may_begin(const struct extract *extract, const struct source *source)
{
    size_t limit = (size_t)extract->options->limit;

    if (source->ended || source->job_count >= extract_window(extract, source)) {
        return false;
    }
    if (limit > 0 && source->counts.articles + source->under_way >= limit &&
        source->counts.articles < limit) {
        return false; /* what is under way may be enough */
    }
    return source->job_count == 0 ||
           (extract->jobs < EXTRACT_JOBS_MAX && extract->bytes < EXTRACT_BYTES_MAX);
}

/* One more job of a source. `*begun` is set when there was one, `*moved` also when there may be. */
static enum status extract_begin(struct extract *extract, struct source *source, bool *begun,
                                 bool *moved, struct error *error)
{
    size_t limit = (size_t)extract->options->limit;
    enum source_step step;

    if (!extract_may_begin(extract, source)) {
        return STATUS_OK;
    }
    if (limit > 0 && source->counts.articles >= limit) {
        source_stop(source);
    }
    step = source_next(source);
    *moved = *moved || step == SOURCE_JOB || step == SOURCE_MORE;
    *begun = *begun || step == SOURCE_JOB;
    return step == SOURCE_JOB ? extract_start(extract, source->last, error) : STATUS_OK;
}

/* Begins what may be under way, a job of each source in turn; in order, the first sources first. */
static enum status extract_fill(struct extract *extract, bool *moved, struct error *error)
{
    enum status status = STATUS_OK;
    bool begun = true;

    while (begun && status == STATUS_OK) {
        begun = false;
        for (size_t i = 0; i < extract->open_count && status == STATUS_OK; i++) {
            size_t turn = extract->options->in_order ? 0 : extract->turn;

            status = extract_begin(extract, extract->open[(turn + i) % extract->open_count], &begun,
                                   moved, error);
            if (begun && extract->options->in_order) {
                break;
            }
        }
        extract->turn = (extract->turn + 1) % extract->open_count;
    }
    return status;
}

static void extract_close(struct extract *extract, size_t place)
{
    struct source *source = extract->open[place];

    source_add_counts(&extract->totals, &source->counts);
    if (extract->options->write_state) {
        source_log(source);
    }
    source_close(source);
    memmove(&extract->open[place], &extract->open[place + 1],
            (--extract->open_count - place) * sizeof *extract->open);
}

/* What is done comes out, as far as it is its turn; sources that have ended make room for others.
 */
static enum status extract_drain(struct extract *extract, bool *moved, struct error *error)
{
    enum status status = STATUS_OK;
    size_t i = 0;

    while (i < extract->open_count && status == STATUS_OK) {
        struct source *source = extract->open[i];

        if (extract->options->in_order && i > 0) {
            break;
        }
        while (status == STATUS_OK && source_ready(source)) {
            extract->jobs--;
            extract->bytes -= source->first->output_length;
            status = output_settle(&extract->output, source, error);
            *moved = true;
            extract_show(extract, false);
        }
        if (status == STATUS_OK && source->ended && source->first == NULL) {
            extract_close(extract, i);
            *moved = true;
        } else {
            i++;
        }
    }
    while (extract->open_count < EXTRACT_OPEN_MAX &&
           extract->opened < extract->options->source_count) {
        extract->open[extract->open_count++] =
            source_open(extract->options->sources[extract->opened++], &extract->context);
        *moved = true;
    }
    return status;
}

static void extract_take_read(struct extract *extract)
{
    struct job *job = workers_take(extract->workers);

    while (job != NULL) {
        struct job *next = job->queued;

        extract->bytes += job->output_length;
        extract->bytes -= job->path != NULL && !job->loaded ? 0 : job->bytes;
        extract_done(job);
        job = next;
    }
}

/* SIGTERM and SIGINT wait until somebody asks for them; workers inherit that. */
static void extract_hold_signals(sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGINT);
    pthread_sigmask(SIG_BLOCK, &held, before);
}

/* Somebody wants an end: as when time is up, but the stream gets no end record. A second signal
 * ends the program at once. */
static void extract_look_at_signals(struct extract *extract)
{
    const struct timespec at_once = {0};
    sigset_t held;
    int signal;

    if (extract->stopped) {
        return;
    }
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGINT);
    signal = sigtimedwait(&held, NULL, &at_once);
    if (signal > 0) {
        log_event(extract->options->log, LOG_WARNING, "stopped", NULL, 0,
                  "stopped by %s: what was not read is left for the next run",
                  signal == SIGTERM ? "SIGTERM" : "SIGINT");
        extract->stopped = true;
        extract->ends_at = INT64_MIN;
        fetcher_stop(extract->fetcher);
        pthread_sigmask(SIG_UNBLOCK, &held, NULL);
    }
}

/* Time is up: what was not read is asked for again by the next run. */
static void extract_look_at_clock(struct extract *extract)
{
    extract_look_at_signals(extract);
    if (extract->ends_at == 0 || extract_clock() < extract->ends_at) {
        return;
    }
    if (extract->ends_at > 0) {
        log_event(
            extract->options->log, LOG_WARNING, "deadline", NULL, 0,
            "the deadline of %ld seconds has come: what was not read is left for the next run",
            extract->options->config->deadline);
        extract->ends_at = INT64_MIN;
        fetcher_stop(extract->fetcher);
    }
    for (size_t i = 0; i < extract->open_count; i++) {
        source_stop(extract->open[i]);
    }
}

/* More has arrived than is to be held, and is being read: the network has to wait. */
static bool extract_is_full(const struct extract *extract)
{
    return extract->bytes >= EXTRACT_BYTES_MAX && workers_busy(extract->workers) > 0;
}

static enum status extract_wait(struct extract *extract, struct error *error)
{
    enum status status = ndjson_flush(extract->options->writer, error); /* nobody waits in vain */
    int wait = EXTRACT_WAIT;

    if (extract->ends_at > 0) {
        int64_t left = extract->ends_at - extract_clock();

        wait = left < 0 ? 0 : left < wait ? (int)left : wait;
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (fetcher_active(extract->fetcher) > 0 && !extract_is_full(extract)) {
        return fetcher_work(extract->fetcher, wait, error);
    }
    if (workers_busy(extract->workers) == 0 && extract->owners != NULL &&
        owners_give_up(extract->owners)) {
        return STATUS_OK;
    }
    workers_wait(extract->workers, wait);
    return STATUS_OK;
}

static enum status extract_loop(struct extract *extract, struct error *error)
{
    enum status status = STATUS_OK;

    for (;;) {
        bool moved = false;

        extract_take_read(extract);
        status = extract_drain(extract, &moved, error);
        if (status != STATUS_OK || extract->open_count == 0) {
            return status;
        }
        extract_look_at_clock(extract);
        status = extract_take_up(extract, error);
        if (status == STATUS_OK) {
            status = extract_fill(extract, &moved, error);
        }
        if (status == STATUS_OK && !moved) {
            extract_show(extract, false);
            status = extract_wait(extract, error);
        } else if (status == STATUS_OK && fetcher_active(extract->fetcher) > 0 &&
                   !extract_is_full(extract)) {
            status = fetcher_work(extract->fetcher, 0, error);
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
}

static enum status extract_frame(struct extract *extract, struct error *error)
{
    const struct extract_options *options = extract->options;
    enum status status = extract_write(extract, RECORD_RUN,
                                       record_run(extract->run_id, extract->started_at,
                                                  "dateline-extract", options->config->digest),
                                       error);

    if (status == STATUS_OK) {
        status = extract_loop(extract, error);
    }
    if (status == STATUS_OK && extract->archive != NULL) {
        status = archive_close(extract->archive, error);
    }
    if (status == STATUS_OK && extract->stopped) {
        status = ndjson_flush(options->writer, error);
        return status == STATUS_OK ? error_set(error, STATUS_FATAL, "stopped",
                                               "stopped by a signal: run again for the rest")
                                   : status;
    }
    if (status == STATUS_OK) {
        json_t *end = record_end(extract->counts);

        status = extract_write(extract, RECORD_END, end, error);
    }
    return status == STATUS_OK ? ndjson_flush(options->writer, error) : status;
}

static void extract_wake(void *context)
{
    fetcher_wake(context);
}

static size_t extract_threads(const struct extract_options *options)
{
    long threads = options->threads > 0 ? options->threads : options->config->threads;

    if (threads == 0) {
        threads = sysconf(_SC_NPROCESSORS_ONLN);
    }
    return threads < 1 ? 1 : (size_t)threads;
}

/* Opens the archive that is to be filled, and the one that is to be read. */
static enum status extract_open_archives(struct extract *extract, struct error *error)
{
    const struct extract_options *options = extract->options;
    const struct archive_options archive = {.folder = options->archive,
                                            .run_id = extract->run_id,
                                            .started_at = extract->started_at,
                                            .user_agent = options->config->user_agent};
    struct timestamp then;
    enum status status = STATUS_OK;

    if (options->replay != NULL) {
        status = replay_new(options->replay, options->log, &extract->replay, error);
        if (status == STATUS_OK) {
            extract->owners = owners_new(extract->replay, extract->context.seen);
        }
        if (status == STATUS_OK && timestamp_parse(replay_started_at(extract->replay), &then)) {
            extract->context.now = timestamp_seconds(&then); /* what was too old then, is now */
        }
    }
    return status == STATUS_OK && options->archive != NULL
               ? archive_new(&archive, &extract->archive, error)
               : status;
}

static enum status extract_open(struct extract *extract, struct error *error)
{
    struct fetch_options fetching = {.config = extract->options->config,
                                     .log = extract->options->log};
    enum status status = extract_open_archives(extract, error);

    fetching.archive = extract->archive;
    fetching.replay = extract->replay;
    if (status == STATUS_OK) {
        status = fetcher_new(&fetching, extract_arrived, extract, &extract->fetcher, error);
    }
    return status == STATUS_OK ? workers_new(extract->threads, extract_wake, extract->fetcher,
                                             &extract->workers, error)
                               : status;
}

enum status extract_run(const struct extract_options *options, struct record_counts *counts,
                        struct error *error)
{
    const struct timestamp now = timestamp_now();
    struct extract extract = {.options = options, .counts = counts};
    sigset_t before;
    enum status status;

    extract_hold_signals(&before);

    extract.context = (struct source_context){.state = options->state,
                                              .write_state = options->write_state,
                                              .since = options->since,
                                              .now = timestamp_seconds(&now),
                                              .writer = options->writer,
                                              .counts = counts,
                                              .log = options->log,
                                              .seen = seen_new()};
    extract.output = (struct output){.context = &extract.context, .names = seen_new()};
    extract.open = mem_calloc(EXTRACT_OPEN_MAX, sizeof *extract.open);
    extract.threads = extract_threads(options);
    extract.ends_at = options->config->deadline > 0 && options->replay == NULL
                          ? extract_clock() + (int64_t)options->config->deadline * 1000
                          : 0;
    timestamp_format(&now, extract.started_at);
    record_new_run_id(extract.made_run_id);
    extract.run_id = options->run_id != NULL ? options->run_id : extract.made_run_id;
    status = extract_open(&extract, error);
    if (status == STATUS_OK) {
        status = extract_frame(&extract, error);
    }
    workers_free(extract.workers);
    if (status == STATUS_OK) {
        extract_show(&extract, true);
    }
    for (size_t i = 0; i < extract.open_count; i++) {
        source_close(extract.open[i]);
    }
    fetcher_free(extract.fetcher);
    archive_free(extract.archive);
    owners_free(extract.owners);
    replay_free(extract.replay);
    free(extract.open);
    seen_free(extract.output.names);
    seen_free(extract.context.seen);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
