/* Who wrote the article, from all that name somebody. */
#ifndef DATELINE_EXTRACT_PAGE_AUTHORS_H
#define DATELINE_EXTRACT_PAGE_AUTHORS_H

#include "extract/page/meta.h"
#include "extract/page/visible.h"

/*
 * People before others, and of them those whom JSON-LD names, then those near the headline
 * (`heading`: its node, or TREE_NONE), then those of the head. The outlet is nobody. Empty when
 * nobody is named.
 */
void authors_choose(const struct meta *meta, const struct visible *visible, uint32_t heading,
                    struct string_list *authors);

#endif
