/* What can be read at an outlet: each feed, sitemap, listing or page that was found. */
#ifndef DATELINE_EXTRACT_TRY_LOOK_H
#define DATELINE_EXTRACT_TRY_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/error.h"
#include "extract/try/try.h"

/* One source block to be. NULL: not known, or of no use. */
struct try_candidate {
    enum source_kind kind; /* page, feed, sitemap, listing */
    const char *url;
    const char *trial_url; /* what is read for a trial: of an index, one of its sitemaps */
    const char *title;     /* of a feed */
    const char *language;
    const char *link_class, *link_xpath;
    size_t items;    /* articles that it names; of an index: sitemaps */
    size_t episodes; /* sound and video, left out */
    size_t full;     /* items of a feed that carry their whole text */
    bool is_news, is_index, is_dated;
    bool is_damaged;
    const char *newest; /* date of its newest item */
    int64_t since;      /* seconds: a trial reads nothing older; FILTER_ANY_AGE */
};

struct try_findings {
    struct arena *arena;
    const char *url;                                     /* of the page, behind redirects */
    struct try_candidate candidates[TRY_CANDIDATES_MAX]; /* the best first */
    size_t count;
};

/* Asks the network. STATUS_FATAL: `options->url` could not be read. */
enum status look_around(const struct try_options *options, struct arena *arena,
                        struct try_findings *findings, struct error *error) WARN_UNUSED;

#endif
