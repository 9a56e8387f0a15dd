/*
 * Where an outlet's articles are listed, as its own pages say: feeds that a page declares or links
 * to, sitemaps that robots.txt names, and, where there is neither, what marks the page's links to
 * articles. For `dateline source try`.
 */
#ifndef DATELINE_EXTRACT_FEED_DISCOVER_H
#define DATELINE_EXTRACT_FEED_DISCOVER_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/record.h"

enum { DISCOVER_FEEDS_MAX = 20, DISCOVER_SITEMAPS_MAX = 20 };

/* The page's address and bytes; `content_type` (HTTP's header) may be NULL. */
struct discover_page {
    const char *url;
    const char *data;
    size_t length;
    const char *content_type;
};

/*
 * Addresses of feeds, the likeliest first: what <link rel="alternate"> declares, then what links
 * are called so; those of comments come last. Empty: none is named.
 */
void discover_feeds(const struct discover_page *page, struct arena *arena,
                    struct string_list *urls);

/* Where feeds are often found, for a page that names none. */
void discover_common_feeds(const char *url, struct arena *arena, struct string_list *urls);

/* The Sitemap lines of a robots.txt, those of news first. */
void discover_sitemaps(const char *robots, size_t length, const char *url, struct arena *arena,
                       struct string_list *urls);

/* A rule for listing_read(); one of both is set. */
struct discover_listing {
    const char *class_name, *xpath;
    size_t articles; /* links that it selects and that look like an article's */
    size_t others;
    size_t weight; /* how good the rule is beside these */
};

/* What most links to articles have in common, and few others. False: nothing. */
bool discover_listing(const struct discover_page *page, struct arena *arena,
                      struct discover_listing *found);

#endif
