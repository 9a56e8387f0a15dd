/* Trying again, ever more slowly and for so long: pauses between tries of what may pass. */
#ifndef DATELINE_COMMON_PATIENCE_H
#define DATELINE_COMMON_PATIENCE_H

#include <stdbool.h>
#include "common/error.h"
#include "common/log.h"

struct patience {
    double end; /* of the monotonic clock, in seconds */
    long seconds, pause;
    bool told;
};

/* Patience for so many seconds from now. */
struct patience patience_begin(long seconds);

/* Sleeps 0.2 s, then twice as long each time, 5 s at most; says once in the log for what (`why`)
 * and how long. False, at once: the time is up. */
bool patience_pause(struct patience *patience, struct log *log, const struct error *why);

#endif
