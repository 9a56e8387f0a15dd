/* Which parts of a page are not the article, by element, role, class and id. */
#ifndef DATELINE_EXTRACT_PAGE_NOISE_H
#define DATELINE_EXTRACT_PAGE_NOISE_H

#include <stdbool.h>
#include <stdint.h>
#include "extract/page/names.h"
#include "extract/page/tree.h"

struct noise {
    const struct names *names;
    bool *cut;     /* the node goes, with all below it (of which nothing more is said) */
    uint32_t *run; /* prefix sums of running text outside links, without what is cut */
};

/* `lenient`: only what is never text goes, and comments; other names and hiding speak
 * against nothing. */
void noise_mark(const struct tree *tree, const struct names *names, bool lenient,
                struct arena *arena, struct noise *noise);

/* Running text in the subtree of `i`, without what is cut. */
uint32_t noise_run_bytes(const struct tree *tree, const struct noise *noise, uint32_t i);

#endif
