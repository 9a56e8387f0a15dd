/* When to ask again: Retry-After (RFC 9110, 10.2.3), and a pause that grows from try to try. */
#ifndef DATELINE_EXTRACT_NET_RETRY_H
#define DATELINE_EXTRACT_NET_RETRY_H

#include <stdbool.h>
#include <stdint.h>

enum {
    RETRY_TRIES = 3,           /* requests for one URL, in one run */
    RETRY_BASE = 500,          /* milliseconds: the longest pause before the second try */
    RETRY_CAP = 30 * 1000,     /* milliseconds: the longest pause before any try */
    RETRY_AFTER_MAX = 120,     /* seconds: a server that asks for more is left for this run */
    RETRY_AFTER_LATEST = 86400 /* seconds: what any longer wish counts as */
};

/*
 * An HTTP date (RFC 9110, 5.6.7), in the form of today ("Sun, 06 Nov 1994 08:49:37 GMT") or one of
 * the two old ones, as seconds since 1970. Returns false when it is none.
 */
bool retry_read_date(const char *text, int64_t *seconds);

/*
 * A Retry-After value, seconds or a date, as seconds from `now` (seconds since 1970), 0 to
 * RETRY_AFTER_LATEST; -1 when it is neither.
 */
long retry_read_after(const char *text, int64_t now);

/*
 * Milliseconds to wait after `tries` failures (1 or more): any time from 0 to a bound that doubles
 * from try to try, so that many clients do not come back at once. `random` is any number.
 */
long retry_pause(int tries, uint32_t random);

#endif
