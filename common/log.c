#include "common/log.h"

#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"
#include "common/timestamp.h"
#include "common/utf8.h"

enum {
    LOG_MESSAGE_MAX = 4096,
    LOG_PROGRESS_MILLISECONDS = 200,
    LOG_PROGRESS_SECONDS = 60 /* between two "progress" lines of JSON */
};

struct log {
    pthread_mutex_t lock;
    char *stage;
    enum log_level level;
    bool json;
    bool progress_shown; /* a progress line stands on the terminal's last line */
    int64_t progress_at; /* milliseconds of the monotonic clock; 0: not yet */
    int64_t progress_every;
    int64_t began_at; /* milliseconds of the monotonic clock */
};

static const char *log_level_name(enum log_level level)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};

    return names[level];
}

static int64_t log_clock(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return 0;
    }
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How often "progress" is written where nobody watches, in milliseconds. */
static int64_t log_progress_period(void)
{
    const char *text = getenv("DATELINE_PROGRESS_SECONDS");
    char *end = NULL;
    long seconds = text == NULL ? LOG_PROGRESS_SECONDS : strtol(text, &end, 10);

    if (text != NULL && (end == text || *end != '\0' || seconds < 0 || seconds > 86400)) {
        seconds = LOG_PROGRESS_SECONDS;
    }
    return (int64_t)seconds * 1000;
}

struct log *log_new(const char *stage, enum log_level level, bool json)
{
    struct log *log = mem_calloc(1, sizeof *log);

    log->stage = mem_strdup(stage);
    log->level = level;
    log->began_at = log_clock();
    log->json = json || isatty(STDERR_FILENO) == 0;
    log->progress_every = log->json ? log_progress_period() : LOG_PROGRESS_MILLISECONDS;
    if (log->json) {
        log->progress_at = log_clock(); /* short runs say how it went at their end only */
    }
    if (pthread_mutex_init(&log->lock, NULL) != 0) {
        abort();
    }
    return log;
}

void log_free(struct log *log)
{
    if (log == NULL) {
        return;
    }
    if (log->progress_shown) {
        fputc('\n', stderr);
    }
    pthread_mutex_destroy(&log->lock);
    free(log->stage);
    free(log);
}

/* Jansson takes UTF-8 only; a message may quote bytes that are not. */
static json_t *log_string(const char *text)
{
    json_t *string = json_string(text);

    if (string == NULL) {
        size_t length = strlen(text);
        char *clean = mem_strdup(text);

        for (size_t i = 0; i < length; i++) {
            if ((unsigned char)clean[i] >= 0x80) {
                clean[i] = '?';
            }
        }
        string = json_string(clean);
        free(clean);
    }
    return string;
}

static void log_write_json(const struct log *log, enum log_level level, const char *event,
                           const struct log_field *fields, size_t field_count, const char *message)
{
    json_t *line = json_object();
    char time[TIMESTAMP_SIZE];
    struct timestamp now = timestamp_now();
    char *text;

    timestamp_format(&now, time);
    json_object_set_new(line, "time", json_string(time));
    json_object_set_new(line, "level", json_string(log_level_name(level)));
    json_object_set_new(line, "stage", json_string(log->stage));
    json_object_set_new(line, "event", json_string(event));
    if (message != NULL) {
        json_object_set_new(line, "message", log_string(message));
    }
    for (size_t i = 0; i < field_count; i++) {
        json_object_set_new(line, fields[i].name,
                            fields[i].text == NULL ? json_integer(fields[i].number)
                                                   : log_string(fields[i].text));
    }
    text = json_dumps(line, JSON_COMPACT);
    if (text != NULL) {
        fprintf(stderr, "%s\n", text);
    }
    free(text);
    json_decref(line);
}

static void log_erase_progress(struct log *log)
{
    if (log->progress_shown) {
        fputs("\r\033[K", stderr);
        log->progress_shown = false;
    }
}

void log_event(struct log *log, enum log_level level, const char *event,
               const struct log_field *fields, size_t field_count, const char *format, ...)
{
    char message[LOG_MESSAGE_MAX];
    va_list arguments;

    if (level > log->level) {
        return;
    }
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0) {
        message[0] = '\0';
    }
    va_end(arguments);
    pthread_mutex_lock(&log->lock);
    flockfile(stderr);
    if (log->json) {
        log_write_json(log, level, event, fields, field_count, message);
    } else {
        log_erase_progress(log);
        fprintf(stderr, "%s: ", log->stage);
        if (level != LOG_INFO) {
            fprintf(stderr, "%s: ", log_level_name(level));
        }
        utf8_print(stderr, message);
        fputc('\n', stderr);
    }
    fflush(stderr);
    funlockfile(stderr);
    pthread_mutex_unlock(&log->lock);
}

void log_error(struct log *log, const struct error *error)
{
    struct log_field fields[] = {LOG_TEXT("reason", error->reason)};

    log_event(log, LOG_ERROR, "error", fields, 1, "%s", error->message);
}

void log_progress(struct log *log, const struct log_field *fields, size_t field_count, bool final)
{
    int64_t now = log_clock();
    int64_t elapsed = now > log->began_at ? now - log->began_at : 1;
    int64_t rate = field_count == 0 ? 0 : fields[0].number * 1000 / elapsed;

    if (log->level < LOG_INFO) {
        return;
    }
    pthread_mutex_lock(&log->lock);
    if (!final && now - log->progress_at < log->progress_every) {
        pthread_mutex_unlock(&log->lock);
        return;
    }
    log->progress_at = now;
    flockfile(stderr);
    if (log->json) {
        struct log_field *all = mem_calloc(field_count + 1, sizeof *all);

        memcpy(all, fields, field_count * sizeof *all);
        all[field_count] = (struct log_field)LOG_NUMBER("per_second", rate);
        log_write_json(log, LOG_INFO, final ? "done" : "progress", all, field_count + 1, NULL);
        free(all);
    } else {
        log_erase_progress(log);
        fprintf(stderr, "%s:", log->stage);
        for (size_t i = 0; i < field_count; i++) {
            fprintf(stderr, "%s ", i == 0 ? "" : ",");
            if (fields[i].text == NULL) {
                fprintf(stderr, "%" PRId64 " %s", fields[i].number, fields[i].name);
            } else {
                fprintf(stderr, "%s ", fields[i].name);
                utf8_print(stderr, fields[i].text);
            }
        }
        fprintf(stderr, " (%" PRId64 "/s)", rate);
        if (final) {
            fputc('\n', stderr);
        }
        log->progress_shown = !final;
    }
    fflush(stderr);
    funlockfile(stderr);
    pthread_mutex_unlock(&log->lock);
}
