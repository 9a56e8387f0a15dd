#include "load/decoder.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "common/memory.h"
#include "common/ndjson.h"
#include "load/known.h"
#include "load/peek.h"

enum { DECODER_THREADS = 2, DECODER_SLOTS = 512, DECODER_BYTES = 16 * 1024 * 1024 };
/* Lines of a file whose articles are asked for at once: so many, or of so many bytes. */
enum { GROUP_LINES = 128, GROUP_BYTES = 4 * 1024 * 1024 };
enum { LARGE_LINE = 256 * 1024 }; /* longer ones are made into rows one at a time, for memory */

/* A line on its way; slots form a ring, in the stream's order. */
struct decoder_slot {
    char *line;
    size_t length, size, number, bytes;
    bool too_long, unended, done;
    bool known; /* the database seems to have this article */
    struct peek peek;
    struct decoded decoded;
};

struct decoder_group {
    struct decoder_slot lines[GROUP_LINES];
    size_t count, bytes;
};

struct decoder {
    const struct decoder_options *options;
    struct ndjson_reader *reader;
    struct known *known; /* NULL: lines are read as they come */
    struct decoder_group group;
    struct decoder_slot slots[DECODER_SLOTS];
    size_t read_at, work_at, take_at; /* lines so far: read, taken by a worker, handed out */
    size_t bytes;                     /* of lines and rows in the ring */
    bool ended;                       /* no more lines will come */
    bool failed;                      /* the stream cannot be read: error */
    bool stopping;
    struct error error;
    pthread_mutex_t lock;
    pthread_mutex_t large;
    pthread_cond_t work, room, done;
    pthread_t read_thread, workers[DECODER_THREADS];
    bool reading; /* read_thread was started */
    size_t working;
};

static char *decoder_copy_text(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));

    return text == NULL ? NULL : mem_strdup(text);
}

/* A line that is no record of ours becomes a reject record. `record` may be NULL. */
static void decoder_reject(const struct decoder *decoder, struct decoder_slot *slot,
                           const json_t *record, const struct error *why)
{
    char message[ERROR_MESSAGE_MAX + 64];
    struct reject reject = {.stage = "load",
                            .reason = why->reason,
                            .message = message,
                            .source = json_string_value(json_object_get(record, "source")),
                            .url = json_string_value(json_object_get(record, "url")),
                            .path = json_string_value(json_object_get(record, "path")),
                            .bytes = slot->size,
                            .input = slot->line,
                            .input_length = slot->length};
    struct batch_item *item = &slot->decoded.item;
    json_t *made;

    if (slot->unended &&
        record_may_be_half(why)) { /* whoever wrote it has died: nothing is wrong with the record */
        slot->decoded.cut = true;
        log_event(decoder->options->log, LOG_ERROR, "stream_cut", NULL, 0,
                  "%s:%zu: the stream ends inside this line: it was cut short",
                  decoder->options->name, slot->number);
        return;
    }
    snprintf(message, sizeof message, "%s:%zu: %s", decoder->options->name, slot->number,
             why->message);
    log_event(decoder->options->log, LOG_WARNING, "rejected", NULL, 0, "%s", message);
    made = record_from_reject(&reject);
    *item = (struct batch_item){.kind = RECORD_REJECT,
                                .line = json_dumps(made, JSON_COMPACT),
                                .source = decoder_copy_text(made, "source"),
                                .url = decoder_copy_text(made, "url"),
                                .path = decoder_copy_text(made, "path")};
    json_decref(made);
    if (item->line == NULL) { /* it was made of valid UTF-8 */
        item->line = mem_strdup("{\"type\":\"reject\",\"stage\":\"load\",\"reason\":\"bad_record\","
                                "\"message\":\"a line that cannot be kept\"}");
    }
    item->length = strlen(item->line);
    slot->decoded.kind = RECORD_REJECT;
}

static char *decoder_copy_part(const struct peek_text *text)
{
    return text->data == NULL ? NULL : mem_strndup(text->data, text->length);
}

/* An article that is there already, most likely: its line is kept in case it is not. */
static void decoder_skim(struct decoder_slot *slot)
{
    const struct peek *peek = &slot->peek;

    slot->decoded.kind = RECORD_ARTICLE;
    slot->decoded.item =
        (struct batch_item){.kind = RECORD_ARTICLE,
                            .line = slot->line,
                            .length = slot->length,
                            .source = decoder_copy_part(&peek->source),
                            .url = decoder_copy_part(&peek->url),
                            .path = decoder_copy_part(&peek->path),
                            .id = decoder_copy_part(&peek->id),
                            .content_hash = decoder_copy_part(&peek->content_hash)};
    slot->line = NULL;
}

static void decoder_work(const struct decoder *decoder, struct decoder_slot *slot)
{
    struct decoded *decoded = &slot->decoded;
    struct error why = {0};
    json_t *record = NULL;
    enum status status;

    if (slot->known) {
        decoder_skim(slot);
        return;
    }

    if (slot->too_long) {
        (void)error_set(&why, STATUS_REJECT, "too_large",
                        "the line has %zu bytes, more than max_line_bytes %zu; its beginning is "
                        "kept",
                        slot->size, decoder->options->max_line);
        decoder_reject(decoder, slot, NULL, &why);
        return;
    }
    status = record_parse(decoder->options->schema, slot->line, slot->length, &record,
                          &decoded->kind, &why);
    if (status != STATUS_OK) {
        decoder_reject(decoder, slot, NULL, &why);
    } else if (decoded->kind == RECORD_RUN || decoded->kind == RECORD_END) {
        decoded->record = json_incref(record);
    } else if (decoded->kind == RECORD_OTHER) {
        (void)error_set(&why, STATUS_REJECT, "unknown_type",
                        "type \"%s\" is not one that load knows; the line is kept here",
                        json_string_value(json_object_get(record, "type")));
        decoder_reject(decoder, slot, record, &why);
    } else {
        struct article_rows *rows = NULL;

        if (decoded->kind == RECORD_ARTICLE) {
            status = article_rows_new(record, NULL, 0, &rows, &why);
        }
        if (status != STATUS_OK) {
            decoder_reject(decoder, slot, record, &why);
        } else {
            decoded->item =
                (struct batch_item){.kind = decoded->kind,
                                    .line = slot->line,
                                    .length = slot->length,
                                    .source = decoder_copy_text(record, "source"),
                                    .url = decoder_copy_text(record, "url"),
                                    .path = decoder_copy_text(record, "path"),
                                    .id = decoder_copy_text(record, "id"),
                                    .content_hash = decoder_copy_text(record, "content_hash"),
                                    .rows = rows};
            slot->line = NULL;
        }
    }
    json_decref(record);
}

static void decoder_work_in_turn(struct decoder *decoder, struct decoder_slot *slot)
{
    bool large = slot->length > LARGE_LINE;

    if (large) {
        pthread_mutex_lock(&decoder->large);
    }
    decoder_work(decoder, slot);
    if (large) {
        malloc_trim(0); /* else each thread keeps what its largest line took */
        pthread_mutex_unlock(&decoder->large);
    }
}

static void *decoder_worker(void *argument)
{
    struct decoder *decoder = argument;

    pthread_mutex_lock(&decoder->lock);
    for (;;) {
        struct decoder_slot *slot;
        size_t bytes;

        while (decoder->work_at == decoder->read_at && !decoder->ended && !decoder->stopping) {
            pthread_cond_wait(&decoder->work, &decoder->lock);
        }
        if (decoder->work_at == decoder->read_at || decoder->stopping) {
            break;
        }
        slot = &decoder->slots[decoder->work_at++ % DECODER_SLOTS];
        pthread_mutex_unlock(&decoder->lock);
        decoder_work_in_turn(decoder, slot);
        free(slot->line);
        slot->line = NULL;
        bytes = batch_item_bytes(&slot->decoded.item);
        pthread_mutex_lock(&decoder->lock);
        decoder->bytes = decoder->bytes - slot->bytes + bytes;
        slot->bytes = bytes;
        slot->done = true;
        pthread_cond_signal(&decoder->done);
    }
    pthread_mutex_unlock(&decoder->lock);
    return NULL;
}

/* Puts a line into the ring, which then owns it; waits for room. */
static bool decoder_put(struct decoder *decoder, struct decoder_slot *line)
{
    bool stopping;

    pthread_mutex_lock(&decoder->lock);
    while (!decoder->stopping && decoder->read_at != decoder->take_at &&
           (decoder->read_at - decoder->take_at == DECODER_SLOTS ||
            decoder->bytes + line->bytes > DECODER_BYTES)) {
        pthread_cond_wait(&decoder->room, &decoder->lock);
    }
    stopping = decoder->stopping;
    if (!stopping) {
        decoder->slots[decoder->read_at % DECODER_SLOTS] = *line;
        decoder->bytes += line->bytes;
        decoder->read_at++;
        pthread_cond_signal(&decoder->work);
        line->line = NULL;
    }
    pthread_mutex_unlock(&decoder->lock);
    return !stopping;
}

/* Asks for the group's articles, and puts its lines into the ring. */
static bool decoder_put_group(struct decoder *decoder)
{
    struct decoder_group *group = &decoder->group;
    struct peek peeks[GROUP_LINES];
    bool same[GROUP_LINES] = {false}, more = true;

    for (size_t i = 0; i < group->count; i++) {
        if (group->lines[i].too_long ||
            !peek_article(group->lines[i].line, group->lines[i].length, &group->lines[i].peek)) {
            group->lines[i].peek = (struct peek){0};
        }
        peeks[i] = group->lines[i].peek;
    }
    known_ask(decoder->known, peeks, group->count, same);
    for (size_t i = 0; i < group->count; i++) {
        group->lines[i].known = same[i];
        more = more && decoder_put(decoder, &group->lines[i]);
        free(group->lines[i].line); /* if it was not taken */
    }
    group->count = group->bytes = 0;
    return more;
}

static bool decoder_take_line(struct decoder *decoder, const struct ndjson_line *line,
                              bool too_long)
{
    struct decoder_group *group = &decoder->group;
    char *copy = mem_alloc(line->length + 1);

    memcpy(copy, line->data, line->length + 1); /* there may be a NUL in it */
    group->lines[group->count++] = (struct decoder_slot){.line = copy,
                                                         .length = line->length,
                                                         .size = line->size,
                                                         .number = line->number,
                                                         .bytes = line->length,
                                                         .too_long = too_long,
                                                         .unended = line->unended};
    group->bytes += line->length;
    if (decoder->known == NULL) {
        bool more = decoder_put(decoder, &group->lines[0]);

        free(group->lines[0].line);
        group->count = group->bytes = 0;
        return more;
    }
    return (group->count < GROUP_LINES && group->bytes < GROUP_BYTES) || decoder_put_group(decoder);
}

/* Only while it waits for bytes may the thread be cancelled. */
static enum ndjson_result decoder_read_line(struct decoder *decoder, struct ndjson_line *line)
{
    enum ndjson_result result;
    int ignored;

    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &ignored);
    result = ndjson_read(decoder->reader, line, &decoder->error);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &ignored);
    return result;
}

static void *decoder_reader(void *argument)
{
    struct decoder *decoder = argument;
    enum ndjson_result result;
    struct ndjson_line line;
    bool more = true;
    int ignored;

    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &ignored);
    while (more) {
        result = decoder_read_line(decoder, &line);
        more = (result == NDJSON_LINE || result == NDJSON_TOO_LONG) &&
               decoder_take_line(decoder, &line, result == NDJSON_TOO_LONG);
    }
    if (decoder->group.count > 0) {
        (void)decoder_put_group(decoder);
    }
    pthread_mutex_lock(&decoder->lock);
    decoder->ended = true;
    decoder->failed = result == NDJSON_FAILED;
    pthread_cond_broadcast(&decoder->work);
    pthread_cond_broadcast(&decoder->done);
    pthread_mutex_unlock(&decoder->lock);
    return NULL;
}

enum status decoder_new(const struct decoder_options *options, struct decoder **decoder,
                        struct error *error)
{
    struct decoder *made = mem_calloc(1, sizeof *made);
    struct stat file;

    *decoder = NULL;
    made->options = options;
    if (options->database_url != NULL && fstat(options->fd, &file) == 0 && S_ISREG(file.st_mode)) {
        made->known = known_open(options->database_url); /* a pipe would have to wait for a group */
    }
    made->reader = ndjson_reader_new(options->fd, options->name, options->max_line);
    pthread_mutex_init(&made->lock, NULL);
    pthread_mutex_init(&made->large, NULL);
    pthread_cond_init(&made->work, NULL);
    pthread_cond_init(&made->room, NULL);
    pthread_cond_init(&made->done, NULL);
    made->reading = pthread_create(&made->read_thread, NULL, decoder_reader, made) == 0;
    while (made->reading && made->working < DECODER_THREADS &&
           pthread_create(&made->workers[made->working], NULL, decoder_worker, made) == 0) {
        made->working++;
    }
    if (made->working == 0) {
        decoder_free(made);
        return error_set(error, STATUS_FATAL, "no_thread",
                         "a thread cannot be started; allow this account more processes");
    }
    *decoder = made;
    return STATUS_OK;
}

void decoder_free(struct decoder *decoder)
{
    if (decoder == NULL) {
        return;
    }
    pthread_mutex_lock(&decoder->lock);
    decoder->stopping = true;
    pthread_cond_broadcast(&decoder->work);
    pthread_cond_broadcast(&decoder->room);
    pthread_mutex_unlock(&decoder->lock);
    if (decoder->reading) {
        pthread_cancel(decoder->read_thread);
        pthread_join(decoder->read_thread, NULL);
    }
    for (size_t i = 0; i < decoder->working; i++) {
        pthread_join(decoder->workers[i], NULL);
    }
    for (size_t i = 0; i < DECODER_SLOTS; i++) {
        free(decoder->slots[i].line);
        decoded_free(&decoder->slots[i].decoded);
    }
    for (size_t i = 0; i < decoder->group.count; i++) {
        free(decoder->group.lines[i].line);
    }
    known_close(decoder->known);
    ndjson_reader_free(decoder->reader);
    pthread_cond_destroy(&decoder->done);
    pthread_cond_destroy(&decoder->room);
    pthread_cond_destroy(&decoder->work);
    pthread_mutex_destroy(&decoder->large);
    pthread_mutex_destroy(&decoder->lock);
    free(decoder);
}

enum status decoder_next(struct decoder *decoder, struct decoded *decoded, bool *more,
                         struct error *error)
{
    struct decoder_slot *slot = &decoder->slots[decoder->take_at % DECODER_SLOTS];
    enum status status = STATUS_OK;

    *decoded = (struct decoded){0};
    pthread_mutex_lock(&decoder->lock);
    while (!(decoder->take_at < decoder->read_at && slot->done) &&
           !(decoder->take_at == decoder->read_at && decoder->ended)) {
        pthread_cond_wait(&decoder->done, &decoder->lock);
    }
    *more = decoder->take_at < decoder->read_at;
    if (*more) {
        *decoded = slot->decoded;
        decoder->bytes -= slot->bytes;
        *slot = (struct decoder_slot){0};
        decoder->take_at++;
        pthread_cond_signal(&decoder->room);
    } else if (decoder->failed) {
        *error = decoder->error;
        status = STATUS_FATAL;
    }
    pthread_mutex_unlock(&decoder->lock);
    return status;
}

void decoded_free(struct decoded *decoded)
{
    batch_item_free(&decoded->item);
    json_decref(decoded->record);
    *decoded = (struct decoded){0};
}
