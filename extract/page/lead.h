/* The paragraph between the heading and the text, where it stands outside of the text's element. */
#ifndef DATELINE_EXTRACT_PAGE_LEAD_H
#define DATELINE_EXTRACT_PAGE_LEAD_H

#include "extract/page/blocks.h"
#include "extract/page/names.h"
#include "extract/page/noise.h"
#include "extract/page/tree.h"

/* Adds it to `list`, before what stands in the element `container`. */
void lead_collect(const struct tree *tree, const struct names *names, const struct noise *noise,
                  uint32_t container, struct arena *arena, struct block_list *list);

#endif
