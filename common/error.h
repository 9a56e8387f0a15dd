/*
 * What went wrong, for a caller that must choose between stopping, rejecting one record and going
 * on.
 *
 * Functions that can fail return an `enum status` and fill a caller-owned `struct error`. The place
 * that fails writes the whole message (what, where, what to do); callers only pass it on. `reason`
 * is the short machine-readable code that a `reject` record carries ("http_404", "home_page").
 */
#ifndef DATELINE_COMMON_ERROR_H
#define DATELINE_COMMON_ERROR_H

#include <stdbool.h>

#define WARN_UNUSED __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_argument)                                                  \
    __attribute__((format(printf, format_index, first_argument)))

enum status {
    STATUS_OK = 0,
    STATUS_REJECT, /* this record or page cannot be used; the stream goes on */
    STATUS_RETRY,  /* failed now, may work later (time-out, 503): nothing is lost, state stays */
    STATUS_USAGE,  /* options or configuration are wrong */
    STATUS_FATAL   /* the run cannot go on */
};

/* The reason of a compiled file of knowledge that is there, but cannot be used. */
#define ERROR_DAMAGED "damaged_file"

enum { ERROR_MESSAGE_MAX = 1024, ERROR_REASON_MAX = 40 };

struct error {
    enum status status;
    char reason[ERROR_REASON_MAX];
    char message[ERROR_MESSAGE_MAX];
};

/* The programs' exit codes (contract). */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,  /* nothing half-done */
    EXIT_USAGE = 2,   /* usage or configuration error */
    EXIT_REJECTED = 3 /* done, but some records were rejected */
};

/*
 * Fills `error` (may be NULL) and returns `status`, so that a failing function can say
 * `return error_set(error, STATUS_REJECT, "bad_json", "%s: ...", name);`. The message is UTF-8
 * without a final full stop; it is cut, on a code point, where it is too long.
 */
enum status error_set(struct error *error, enum status status, const char *reason,
                      const char *format, ...) PRINTF_LIKE(4, 5);

/* The exit code for a run that ended with `status`. */
enum exit_code error_exit_code(enum status status);

bool error_is_damage(const struct error *error);

#endif
