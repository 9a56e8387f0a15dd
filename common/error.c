#include "common/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts a message that vsnprintf() filled to the brim at the start of its last code point. */
static void error_cut(char *message)
{
    size_t end = strlen(message);

    while (end > 0 && ((unsigned char)message[end - 1] & 0xC0) == 0x80) {
        end--;
    }
    if (end > 0) {
        message[end - 1] = '\0';
    }
}

enum status error_set(struct error *error, enum status status, const char *reason,
                      const char *format, ...)
{
    va_list arguments;
    int length;

    if (error == NULL) {
        return status;
    }
    error->status = status;
    snprintf(error->reason, sizeof error->reason, "%s", reason);
    va_start(arguments, format);
    length = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length < 0) {
        snprintf(error->message, sizeof error->message, "%s", reason);
    } else if ((size_t)length >= sizeof error->message) {
        error_cut(error->message);
    }
    return status;
}

enum exit_code error_exit_code(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_REJECT:
        return EXIT_REJECTED;
    case STATUS_USAGE:
        return EXIT_USAGE;
    case STATUS_RETRY:
    case STATUS_FATAL:
        break;
    }
    return EXIT_FAILED;
}

bool error_is_damage(const struct error *error)
{
    return strcmp(error->reason, ERROR_DAMAGED) == 0;
}
