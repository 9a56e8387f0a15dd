/*
 * Feeds: RSS 0.9x and 2.0 (rssboard.org), RSS 1.0 (RDF Site Summary), Atom (RFC 4287); read with
 * libxml2, without network or entity expansion.
 */
#ifndef DATELINE_EXTRACT_FEED_FEED_H
#define DATELINE_EXTRACT_FEED_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"

/* What a feed says of one article; NULL: nothing. */
struct feed_item {
    const char *url; /* absolute, without tracking parameters */
    const char *title;
    const char *author;
    const char *published_at; /* RFC 3339 */
    const char *modified_at;  /* as the feed writes it: only compared */
};

struct feed {
    struct feed_item *items;
    size_t count, capacity;
    bool damaged; /* not well-formed; what could be read is there */
};

/* Whether bytes look like a feed: a root element rss, feed or RDF. */
bool feed_recognise(const char *data, size_t length);

/*
 * Reads a feed; `url` is the base of its links (may be NULL), `content_type` may name its encoding.
 * At most `max_items` (and 10000) items, each URL once. STATUS_REJECT: "bad_feed" (no XML, or no
 * feed), "empty_feed".
 */
enum status feed_read(const char *data, size_t length, const char *url, size_t max_items,
                      struct arena *arena, struct feed *feed, struct error *error) WARN_UNUSED;

/* A date of RFC 822 or RFC 3339 as RFC 3339, in the arena; NULL when it is neither. */
const char *feed_date(struct arena *arena, const char *text);

#endif
