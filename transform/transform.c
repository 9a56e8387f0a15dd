#include "transform/transform.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { TRANSFORM_SLOTS_PER_THREAD = 16 };

enum slot_state { SLOT_EMPTY, SLOT_READY, SLOT_BUSY, SLOT_DONE };

/* One line on its way; slots form a ring, in input order. */
struct slot {
    enum slot_state state;
    char *line;
    size_t length, size, number;
    bool too_long, unended;
    bool cut; /* it is half a line */
    enum record_kind kind;
    bool rejected;
    enum record_kind was; /* of a rejected line: what it counted as before */
    json_t *end;          /* the `end` record, whose counts the writer corrects */
    char *output;         /* what to write instead of the line, or NULL */
};

struct transform {
    const struct transform_options *options;
    const char *name;
    struct ndjson_writer *writer;
    struct transform_counts *counts;
    struct record_counts rejected; /* of this stream, by what they were before */
    uint64_t told;                 /* rejects that tell of damaged files */
    struct slot *slots;
    size_t slot_count;
    size_t read_at, work_at, write_at; /* lines so far: read, taken by a worker, written */
    bool ended;                        /* no more lines will come */
    bool failed;                       /* output cannot be written */
    size_t cut_in;                     /* number of the line in which the input ends; or 0 */
    pthread_mutex_t lock;
    pthread_cond_t work, room, done;
    struct error error;
};

static void slot_reject(const struct transform *transform, struct slot *slot,
                        const struct error *error)
{
    struct error placed;
    struct reject reject = {.stage = "transform",
                            .reason = error->reason,
                            .bytes = slot->size,
                            .input = slot->line,
                            .input_length = slot->length};
    json_t *record;

    if (slot->unended && record_may_be_half(error)) {
        slot->cut = true;
        return;
    }
    error_set(&placed, STATUS_REJECT, error->reason, "%s:%zu: %s", transform->name, slot->number,
              error->message);
    reject.message = placed.message;
    record = record_from_reject(&reject);
    slot->output = json_dumps(record, JSON_COMPACT);
    json_decref(record);
    slot->rejected = true;
    log_event(transform->options->log, LOG_WARNING, "line_rejected", NULL, 0, "%s", placed.message);
}

/* Says what stands behind the limits of transform. */
static void slot_warn_cut(const struct transform *transform, const struct slot *slot,
                          const struct document *document)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct span *cut = &document->cut[field];

        if (cut->end > cut->start) {
            log_event(transform->options->log, LOG_WARNING, "text_cut", NULL, 0,
                      "%s:%zu: article %s: only the first %u bytes of its %s are analysed, of %u; "
                      "more than %d bytes or %d words are no article",
                      transform->name, slot->number, document->article.id, cut->byte_start,
                      field == FIELD_TITLE ? "title" : "body", cut->byte_end,
                      field == FIELD_TITLE ? DOCUMENT_TITLE_MAX : DOCUMENT_TEXT_MAX,
                      DOCUMENT_TOKENS_MAX);
        }
    }
    if (document->event_count >= DOCUMENT_EVENTS_MAX) {
        log_event(transform->options->log, LOG_WARNING, "events_cut", NULL, 0,
                  "%s:%zu: article %s: has %d events or more; others are left out", transform->name,
                  slot->number, document->article.id, DOCUMENT_EVENTS_MAX);
    }
}

/* What no stage behind could read passes on as it came. */
static void slot_analyse(const struct transform *transform, struct slot *slot,
                         struct segmenter *segmenter, struct arena *arena, json_t *record)
{
    const struct document *document =
        analyse_article(transform->options->knowledge, segmenter, arena, record);
    size_t length;

    slot_warn_cut(transform, slot, document);
    slot->output = json_dumps(record, JSON_COMPACT);
    length = strlen(slot->output);
    if (length > transform->options->max_line) {
        log_event(transform->options->log, LOG_WARNING, "too_much_found", NULL, 0,
                  "%s:%zu: article %s: with what was found in it, it has %zu bytes, more than the "
                  "%zu allowed (max_line_bytes); it passes on as it came",
                  transform->name, slot->number, document->article.id, length,
                  transform->options->max_line);
        free(slot->output);
        slot->output = NULL;
    }
    arena_reset(arena);
}

static void slot_work(const struct transform *transform, struct slot *slot,
                      struct segmenter *segmenter, struct arena *arena)
{
    json_t *record = NULL;
    struct error error;
    enum status status;

    if (slot->too_long) {
        error_set(&error, STATUS_REJECT, "too_large",
                  "the line has %zu bytes, more than the %zu allowed (max_line_bytes)", slot->size,
                  transform->options->max_line);
        slot->was = RECORD_ARTICLE; /* nothing else grows so long */
        slot_reject(transform, slot, &error);
        return;
    }
    status = record_parse(transform->options->schema, slot->line, slot->length, &record,
                          &slot->kind, &error);
    if (status != STATUS_OK) {
        /* of a line that is no JSON it is not known; most are articles */
        slot->was = slot->kind == RECORD_OTHER ? RECORD_ARTICLE : slot->kind;
        slot_reject(transform, slot, &error);
        return;
    }
    if (slot->kind == RECORD_ARTICLE) {
        slot_analyse(transform, slot, segmenter, arena, record);
    } else if (slot->kind == RECORD_END) {
        slot->end = json_incref(record);
    }
    json_decref(record);
}

static void *transform_worker(void *argument)
{
    struct transform *transform = argument;
    struct arena *arena = arena_new();
    struct segmenter *segmenter = NULL;
    struct error error;

    if (segmenter_new(&segmenter, &error) != STATUS_OK) {
        log_error(transform->options->log, &error);
        exit(EXIT_FAILED);
    }
    pthread_mutex_lock(&transform->lock);
    for (;;) {
        struct slot *slot;

        while (transform->work_at == transform->read_at && !transform->ended) {
            pthread_cond_wait(&transform->work, &transform->lock);
        }
        if (transform->work_at == transform->read_at) {
            break;
        }
        slot = &transform->slots[transform->work_at++ % transform->slot_count];
        slot->state = SLOT_BUSY;
        pthread_mutex_unlock(&transform->lock);
        slot_work(transform, slot, segmenter, arena);
        pthread_mutex_lock(&transform->lock);
        slot->state = SLOT_DONE;
        pthread_cond_signal(&transform->done);
    }
    pthread_mutex_unlock(&transform->lock);
    segmenter_free(segmenter);
    arena_free(arena);
    return NULL;
}

static void count_add(json_t *counts, const char *kind, json_int_t change)
{
    json_int_t value = json_integer_value(json_object_get(counts, kind)) + change;

    json_object_set_new(counts, kind, json_integer(value < 0 ? 0 : value));
}

/* Keeps `end` true: a line rejected here is no article any more, but a reject. */
static char *transform_end(const struct transform *transform, json_t *end)
{
    json_t *counts = json_object_get(end, "counts");
    uint64_t rejected = 0;

    for (int kind = 0; kind < RECORD_KIND_COUNT; kind++) {
        json_int_t count = (json_int_t)transform->rejected.of[kind];

        if (count > 0) {
            count_add(counts, record_kind_name((enum record_kind)kind), -count);
            rejected += (uint64_t)count;
        }
    }
    rejected += transform->told;
    if (rejected == 0) {
        return NULL;
    }
    count_add(counts, "reject", (json_int_t)rejected);
    return json_dumps(end, JSON_COMPACT);
}

static void transform_count(struct transform *transform, const struct slot *slot)
{
    struct transform_counts *counts = transform->counts;

    if (slot->cut) {
        transform->cut_in = slot->number;
    } else if (slot->rejected) {
        counts->rejected++;
        transform->rejected.of[slot->was]++;
    } else if (slot->kind == RECORD_ARTICLE) {
        counts->articles++;
    } else if (slot->kind == RECORD_RUN) {
        counts->has_run = true;
    } else if (slot->kind == RECORD_END) {
        counts->has_end = true;
    }
}

/* Before the first article of a stream that was analysed without a damaged file, a reject says so:
 * the database, `dateline status` and the exit code tell of it. */
static enum status transform_tell_gaps(struct transform *transform)
{
    const struct knowledge *knowledge = transform->options->knowledge;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < knowledge->without_count && status == STATUS_OK; i++) {
        const struct error *error = &knowledge->without[i].error;
        struct reject reject = {
            .stage = "transform", .reason = error->reason, .message = error->message};
        json_t *record = record_from_reject(&reject);
        char *line = json_dumps(record, JSON_COMPACT);

        status = ndjson_write(transform->writer, line, strlen(line), &transform->error);
        transform->told++;
        transform->counts->rejected++;
        free(line);
        json_decref(record);
    }
    return status;
}

static enum status transform_write(struct transform *transform, struct slot *slot)
{
    const char *output;
    enum status status = STATUS_OK;

    if (slot->end != NULL) {
        slot->output = transform_end(transform, slot->end);
    }
    if (slot->kind == RECORD_ARTICLE && !slot->rejected && transform->told == 0) {
        status = transform_tell_gaps(transform);
    }
    output = slot->output == NULL ? slot->line : slot->output;
    if (status == STATUS_OK && !slot->cut) {
        status = ndjson_write(transform->writer, output,
                              slot->output == NULL ? slot->length : strlen(slot->output),
                              &transform->error);
    }
    transform_count(transform, slot);
    json_decref(slot->end);
    free(slot->output);
    free(slot->line);
    *slot = (struct slot){.state = SLOT_EMPTY};
    return status;
}

static void *transform_writer(void *argument)
{
    struct transform *transform = argument;

    pthread_mutex_lock(&transform->lock);
    for (;;) {
        struct slot *slot = &transform->slots[transform->write_at % transform->slot_count];
        enum status status = STATUS_OK;

        if (transform->write_at == transform->read_at && transform->ended) {
            break;
        }
        if (slot->state != SLOT_DONE) {
            /* Nobody waits behind a full buffer while the next line is slow to come. */
            pthread_mutex_unlock(&transform->lock);
            status = ndjson_flush(transform->writer, &transform->error);
            pthread_mutex_lock(&transform->lock);
            while (status == STATUS_OK && slot->state != SLOT_DONE &&
                   !(transform->write_at == transform->read_at && transform->ended)) {
                pthread_cond_wait(&transform->done, &transform->lock);
            }
        } else {
            struct log_field fields[] = {LOG_NUMBER("articles", transform->counts->articles),
                                         LOG_NUMBER("rejected", transform->counts->rejected)};

            pthread_mutex_unlock(&transform->lock);
            status = transform_write(transform, slot);
            log_progress(transform->options->log, fields, 2, false);
            pthread_mutex_lock(&transform->lock);
            transform->write_at++;
            pthread_cond_signal(&transform->room);
        }
        if (status != STATUS_OK) {
            transform->failed = true;
            pthread_cond_signal(&transform->room);
            break;
        }
    }
    pthread_mutex_unlock(&transform->lock);
    return NULL;
}

/* Puts a line into the ring; waits for room. */
static bool transform_put(struct transform *transform, const struct ndjson_line *line,
                          bool too_long)
{
    struct slot *slot;
    bool failed;

    pthread_mutex_lock(&transform->lock);
    while (transform->read_at - transform->write_at == transform->slot_count &&
           !transform->failed) {
        pthread_cond_wait(&transform->room, &transform->lock);
    }
    failed = transform->failed;
    if (!failed) {
        slot = &transform->slots[transform->read_at % transform->slot_count];
        *slot = (struct slot){.state = SLOT_READY,
                              .line = mem_alloc(line->length + 1),
                              .length = line->length,
                              .size = line->size,
                              .number = line->number,
                              .too_long = too_long,
                              .unended = line->unended,
                              .kind = RECORD_OTHER};
        memcpy(slot->line, line->data, line->length + 1);
        transform->read_at++;
        pthread_cond_signal(&transform->work);
    }
    pthread_mutex_unlock(&transform->lock);
    return !failed;
}

static enum status transform_read(struct transform *transform, int fd, struct error *error)
{
    struct ndjson_reader *reader =
        ndjson_reader_new(fd, transform->name, transform->options->max_line);
    enum status status = STATUS_OK;
    struct ndjson_line line;
    bool more = true;

    while (more) {
        switch (ndjson_read(reader, &line, error)) {
        case NDJSON_LINE:
            more = transform_put(transform, &line, false);
            break;
        case NDJSON_TOO_LONG:
            more = transform_put(transform, &line, true);
            break;
        case NDJSON_END:
            more = false;
            break;
        case NDJSON_FAILED:
            status = STATUS_FATAL;
            more = false;
            break;
        }
    }
    ndjson_reader_free(reader);
    return status;
}

static void transform_start(pthread_t *thread, void *(*run)(void *), struct transform *transform)
{
    if (pthread_create(thread, NULL, run, transform) != 0) {
        struct error error;

        error_set(&error, STATUS_FATAL, "no_thread",
                  "a thread cannot be started; use a smaller -j");
        log_error(transform->options->log, &error);
        exit(EXIT_FAILED);
    }
}

enum status transform_run(const struct transform_options *options, int fd, const char *name,
                          struct ndjson_writer *writer, struct transform_counts *counts,
                          struct error *error)
{
    struct transform transform = {
        .options = options, .name = name, .writer = writer, .counts = counts};
    size_t threads = (size_t)options->threads;
    pthread_t *workers = mem_calloc(threads, sizeof *workers), output;
    enum status status;

    transform.slot_count = threads * TRANSFORM_SLOTS_PER_THREAD;
    transform.slots = mem_calloc(transform.slot_count, sizeof *transform.slots);
    pthread_mutex_init(&transform.lock, NULL);
    pthread_cond_init(&transform.work, NULL);
    pthread_cond_init(&transform.room, NULL);
    pthread_cond_init(&transform.done, NULL);
    for (size_t i = 0; i < threads; i++) {
        transform_start(&workers[i], transform_worker, &transform);
    }
    transform_start(&output, transform_writer, &transform);
    status = transform_read(&transform, fd, error);
    pthread_mutex_lock(&transform.lock);
    transform.ended = true;
    pthread_cond_broadcast(&transform.work);
    pthread_cond_broadcast(&transform.done);
    pthread_mutex_unlock(&transform.lock);
    for (size_t i = 0; i < threads; i++) {
        pthread_join(workers[i], NULL);
    }
    pthread_mutex_lock(&transform.lock);
    pthread_cond_broadcast(&transform.done);
    pthread_mutex_unlock(&transform.lock);
    pthread_join(output, NULL);
    for (size_t i = 0; i < transform.slot_count; i++) { /* left over when the output failed */
        json_decref(transform.slots[i].end);
        free(transform.slots[i].output);
        free(transform.slots[i].line);
    }
    if (status == STATUS_OK && transform.failed) {
        status = STATUS_FATAL;
        *error = transform.error;
    }
    if (status == STATUS_OK && transform.cut_in > 0) {
        status = ndjson_flush(writer, error);
    }
    if (status == STATUS_OK && transform.cut_in > 0) {
        status = error_set(error, STATUS_FATAL, "stream_cut",
                           "%s:%zu: the input ends inside this line: it was cut short; what is "
                           "before it is done, run again what wrote it",
                           name, transform.cut_in);
    }
    pthread_cond_destroy(&transform.done);
    pthread_cond_destroy(&transform.room);
    pthread_cond_destroy(&transform.work);
    pthread_mutex_destroy(&transform.lock);
    free(transform.slots);
    free(workers);
    return status;
}
