/* When an article was published: which of a page's dates, read how. */
#ifndef DATELINE_EXTRACT_PAGE_PUBLISHED_H
#define DATELINE_EXTRACT_PAGE_PUBLISHED_H

#include "common/arena.h"
#include "common/record.h"
#include "extract/page/dates.h"
#include "extract/page/page.h"

/*
 * Sets published_at, published_precision, published_zone and modified_at from what the page, its
 * URL and its feed say. Each day gets the weight of its witnesses, one of each kind; the heaviest
 * day wins. A time in UTC also speaks for the day before or after, if the page shows that one: the
 * day is the outlet's. `language`, the source, and the other dates of the page decide 03/04/2024.
 * Days after fetched_at or before 1995 are not believed.
 */
void published_set(const struct page *page, const struct dates *dates, const char *language,
                   struct arena *arena, struct article *article);

#endif
