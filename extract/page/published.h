/* When an article was published: which of a page's dates, read how. */
#ifndef DATELINE_EXTRACT_PAGE_PUBLISHED_H
#define DATELINE_EXTRACT_PAGE_PUBLISHED_H

#include "common/arena.h"
#include "common/record.h"
#include "extract/page/page.h"

/*
 * `others` (may be NULL): what else the page gives as that date. A time in UTC gives way to the
 * same moment in the outlet's own zone, so that the day is the outlet's.
 *
 * Sets published_at, published_precision, published_zone and modified_at from dates as written
 * (NULL: none). `language` and the source decide 03/04/2024, unless the URL shows the day. Days
 * after fetched_at or before 1990 are not believed.
 */
void published_set(const struct page *page, const char *published, const struct string_list *others,
                   const char *modified, const char *language, struct arena *arena,
                   struct article *article);

#endif
