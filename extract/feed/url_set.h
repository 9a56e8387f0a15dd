/* Which URLs were seen already, each with its number. Borrows the texts; lives in an arena. */
#ifndef DATELINE_EXTRACT_FEED_URL_SET_H
#define DATELINE_EXTRACT_FEED_URL_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"

/* Start with = {0}. */
struct url_set {
    struct url_set_slot {
        const char *url;
        size_t number;
    } * slots;
    size_t room; /* a power of two, or 0 */
    size_t count;
    uint64_t seed;
};

/* False: it was there. `*number` (may be NULL) is how many others were before it. */
bool url_set_add(struct url_set *set, struct arena *arena, const char *url, size_t *number);

#endif
