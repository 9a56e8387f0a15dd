#include "common/patience.h"

#include <time.h>

enum { PATIENCE_PAUSE_FIRST = 200, PATIENCE_PAUSE_MAX = 5000 }; /* milliseconds */

static double patience_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct patience patience_begin(long seconds)
{
    return (struct patience){.end = patience_clock() + (double)seconds,
                             .seconds = seconds,
                             .pause = PATIENCE_PAUSE_FIRST};
}

bool patience_pause(struct patience *patience, struct log *log, const struct error *why)
{
    struct timespec pause = {.tv_sec = patience->pause / 1000,
                             .tv_nsec = patience->pause % 1000 * 1000000};

    if (patience_clock() + (double)patience->pause / 1000 > patience->end) {
        return false;
    }
    if (!patience->told) {
        log_event(log, LOG_WARNING, "waiting", NULL, 0, "%s; trying for %ld s", why->message,
                  patience->seconds);
        patience->told = true;
    }
    while (nanosleep(&pause, &pause) != 0) {
        /* interrupted by a signal that is handled elsewhere */
    }
    patience->pause =
        patience->pause * 2 < PATIENCE_PAUSE_MAX ? patience->pause * 2 : PATIENCE_PAUSE_MAX;
    return true;
}
