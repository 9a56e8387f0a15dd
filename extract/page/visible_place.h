/* Where on a page a date stands, seen from its headline, and how much that makes it weigh. */
#ifndef DATELINE_EXTRACT_PAGE_VISIBLE_PLACE_H
#define DATELINE_EXTRACT_PAGE_VISIBLE_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "extract/page/date_phrase.h"
#include "extract/page/date_text.h"
#include "extract/page/dates.h"
#include "extract/page/meta.h"
#include "extract/page/place_names.h"

struct place_date {
    struct date_text date;   /* start and end in its line */
    uint32_t node;           /* its line's first text node, or the element of an attribute */
    size_t bytes;            /* of its line, white space not counted */
    enum date_phrase phrase; /* what the words before it say */
    enum date_source source;
    bool machine;  /* stands in an attribute */
    bool sentence; /* words lead to it */
};

struct place_headline {
    uint32_t node;
    int fit; /* 0: none found */
};

/* Whether a line is the headline, better than the one that was found so far. */
void place_headline_try(struct place_headline *headline, struct place_names *names,
                        const struct meta *meta, const char *text, size_t length, size_t bytes,
                        uint32_t first, uint32_t block);

/* Weighs all and adds those that weigh something to meta->dates. */
void place_weigh(const struct place_date *dates, size_t count,
                 const struct place_headline *headline, struct place_names *names,
                 struct meta *meta);

#endif
