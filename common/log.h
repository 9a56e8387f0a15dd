/*
 * Words for people and machines, on stderr only; records go to stdout.
 *
 * On a terminal a line is `extract: warning: message`; elsewhere, or with --log-json, it is one
 * JSON object: {"time","level","stage","event","message", then the fields}. Text from outside is
 * escaped, so that it can neither forge a line nor move the cursor. Logging never changes the
 * program's flow. A log may be used from several threads.
 */
#ifndef DATELINE_COMMON_LOG_H
#define DATELINE_COMMON_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

struct log_field {
    const char *name;
    const char *text; /* NULL: the field is `number` */
    int64_t number;
};

#define LOG_TEXT(field_name, value)                                                                \
    {                                                                                              \
        (field_name), (value), 0                                                                   \
    }
#define LOG_NUMBER(field_name, value)                                                              \
    {                                                                                              \
        (field_name), NULL, (int64_t)(value)                                                       \
    }

struct log;

/*
 * `stage` is the short name in front of each line ("extract"). `json` forces JSON lines; otherwise
 * they are written when stderr is not a terminal. Ends with log_free().
 */
struct log *log_new(const char *stage, enum log_level level, bool json);
void log_free(struct log *log);

/* `event` is a fixed name ("page_rejected"); fields may be NULL when `field_count` is 0. */
void log_event(struct log *log, enum log_level level, const char *event,
               const struct log_field *fields, size_t field_count, const char *format, ...)
    PRINTF_LIKE(6, 7);

/* log_event() at LOG_ERROR with the reason and message of `error`. */
void log_error(struct log *log, const struct error *error);

/*
 * How far the work is, as numbers; the first one is also told as a rate ("per_second"). On a
 * terminal this redraws one line at most five times a second; in JSON mode it writes an event
 * "progress" at most once in `DATELINE_PROGRESS_SECONDS` (environment, default 60) seconds. `final`
 * writes it in any case.
 */
void log_progress(struct log *log, const struct log_field *fields, size_t field_count, bool final);

#endif
