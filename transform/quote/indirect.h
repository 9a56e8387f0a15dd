/* Indirect speech of a sentence: "X said that ...", "..., X said", "according to X, ...". */
#ifndef DATELINE_TRANSFORM_QUOTE_INDIRECT_H
#define DATELINE_TRANSFORM_QUOTE_INDIRECT_H

#include "transform/quote/speaker.h"

enum { INDIRECT_MAX = 16 }; /* clauses of a sentence */

struct indirect {
    struct speaker speaker;
    uint32_t verb;       /* token; that of "according" for a source */
    uint32_t first, end; /* the clause; first == end: the sentence has none for the verb */
};

/* Fills `found` with the sentence's verbs of speech that have a subject, in order; returns how
 * many. */
size_t indirect_find(const struct speech *speech, uint32_t sentence,
                     struct indirect found[INDIRECT_MAX]);

#endif
