/* Which of a page's titles and headings is the article's headline. */
#ifndef DATELINE_EXTRACT_PAGE_TITLE_H
#define DATELINE_EXTRACT_PAGE_TITLE_H

#include <stdint.h>
#include "common/arena.h"
#include "common/record.h"
#include "extract/page/visible.h"

/*
 * The headline as readers see it: a heading that the declared titles agree with, else the best
 * declared title without the outlet's name. `titles` as declared, the most trusted first; `sites`
 * are folded names of the outlet. `*heading` is the node of the heading, or TREE_NONE. NULL when
 * there is none. Lives in the arena.
 */
const char *title_choose(struct arena *arena, const struct string_list *titles,
                         const struct string_list *sites, const struct visible *visible,
                         uint32_t *heading);

/* Whether a folded text is a name of the outlet. */
bool title_is_site(struct arena *arena, const struct string_list *sites, const char *folded);

#endif
