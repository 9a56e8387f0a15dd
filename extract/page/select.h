/* Which blocks of an article's element are its text. */
#ifndef DATELINE_EXTRACT_PAGE_SELECT_H
#define DATELINE_EXTRACT_PAGE_SELECT_H

#include "extract/page/blocks.h"
#include "extract/page/tree.h"

/* Sets `keep` of each. `tree` may be NULL, for text that has no elements, and `title`, too. */
void select_blocks(const struct tree *tree, const char *title, struct block_list *list);

/* Whether a block is a sentence, or long enough to be running text. */
bool select_is_text(const struct block *block);

#endif
