/* What a run is to read, and how: options of `dateline run`, which hands them on, and of extract.
 */
#ifndef DATELINE_COMMON_SELECTION_H
#define DATELINE_COMMON_SELECTION_H

#include <stdint.h>
#include "common/error.h"
#include "common/option.h"

enum { SELECTION_OPTIONS = 6 };

struct selection { /* texts are borrowed from argv */
    struct option_list sources;
    const char *since, *archive, *replay;
    long limit, threads; /* 0: any number; as configured */
};

/* The options that fill `selection`; `threads` says in --help what works with so many threads. */
void selection_options(struct selection *selection, const char *threads,
                       struct option_spec specs[SELECTION_OPTIONS]);

/*
 * What the options' table cannot know. `*since` becomes seconds since 1970, INT64_MIN without
 * --since. STATUS_USAGE on a mistake.
 */
enum status selection_check(const struct selection *selection, int64_t *since,
                            struct error *error) WARN_UNUSED;

void selection_free(struct selection *selection);

#endif
