/*
 * What event codes mean: config/events/cameo.tsv (CAMEO codebook 1.1b3: names, quad class,
 * Goldstein value; what each code is in PLOVER) and plover.tsv (PLOVER's types, modes and
 * contexts).
 */
#ifndef DATELINE_TRANSFORM_EVENT_CODES_H
#define DATELINE_TRANSFORM_EVENT_CODES_H

#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"

/* A CAMEO code. */
struct event_code {
    const char *cameo, *name;
    const char *plover, *mode, *context; /* mode, context: NULL if none */
    const char *family;                  /* the code for those that may tell one happening */
    int quad;                            /* 1..4 */
    double goldstein;                    /* -10..10 */
};

struct event; /* transform/document.h */

struct event_codes {
    struct event_code *items; /* in the order of the file */
    size_t count, capacity;
};

/*
 * Reads both files; everything lives in the arena. Each code's parent must stand above it, and its
 * PLOVER type, mode and context in plover.tsv. STATUS_USAGE: file:line: column: what is allowed.
 */
enum status event_codes_read(struct arena *arena, struct event_codes *codes,
                             struct error *error) WARN_UNUSED;

/* Gives an event a code and all that the code says. */
void event_use_code(struct event *event, const struct event_code *code);

/* NULL: there is no such code. */
const struct event_code *event_codes_find(const struct event_codes *codes, const char *cameo);

#endif
