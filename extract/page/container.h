/* Which elements of a page hold the article's text. */
#ifndef DATELINE_EXTRACT_PAGE_CONTAINER_H
#define DATELINE_EXTRACT_PAGE_CONTAINER_H

#include <stddef.h>
#include "extract/page/names.h"
#include "extract/page/noise.h"
#include "extract/page/tree.h"

enum { CONTAINER_PARTS_MAX = 200 };

/* In the order of the page; none stands in another. */
struct container {
    uint32_t parts[CONTAINER_PARTS_MAX];
    size_t count;
};

/* What the outlet's own markup names (schema.org, <article>, telling names); false: nothing. */
bool container_by_markup(const struct tree *tree, const struct names *names,
                         const struct noise *noise, struct container *container);

/* The smallest element below `from` that still has nearly all of its running text. */
uint32_t container_by_density(const struct tree *tree, const struct noise *noise, uint32_t from);

#endif
