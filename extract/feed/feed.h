/*
 * Feeds: RSS 0.90 to 0.92, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1
 * (jsonfeed.org), with the modules content, media (Media RSS), dc, dcterms, itunes, feedburner and
 * atom in RSS. Damaged XML is read as far as it goes (extract/feed/xml.h); no DTD, no entity of
 * one, and no file or address that a feed names is ever opened.
 */
#ifndef DATELINE_EXTRACT_FEED_FEED_H
#define DATELINE_EXTRACT_FEED_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"
#include "common/record.h"

enum {
    FEED_ITEMS_MAX = 10000,
    FEED_TEXT_MAX = 4096,               /* bytes of a title, a summary, a name */
    FEED_CONTENT_MAX = 4 * 1024 * 1024, /* bytes of one item's full text; a longer one is none */
    FEED_NAMES_MAX = 50                 /* authors, and tags, of one item */
};

/* What a feed says of one article; NULL, or an empty list: nothing. Text is plain, NFC UTF-8. */
struct feed_item {
    const char *url; /* absolute, http or https, without tracking parameters or fragment */
    const char *title;
    const char *author; /* all of `authors` as one byline, parted by "; " */
    struct string_list authors;
    const char *published_at; /* RFC 3339 */
    const char *modified_at;  /* RFC 3339 */
    const char *summary;
    const char *content; /* HTML: the full text, where the feed carries it */
    struct string_list tags;
    const char *language; /* as written: xml:lang, dc:language, else the feed's */
    const char *image_url;
};

struct feed {
    struct feed_item *items; /* in the feed's order, each URL once */
    size_t count, capacity;
    const char *title;
    const char *language;
    size_t unlinked; /* items without an address to fetch, left out; of them */
    size_t episodes; /* those that are a sound or video file alone (podcasts) */
    bool truncated;  /* the feed has more items than were asked for */
    bool damaged;    /* not well-formed; what could be read is there */
};

/* Whether bytes look like a feed: a root element rss, feed or RDF, or a JSON Feed's version. */
bool feed_recognise(const char *data, size_t length);

/*
 * Reads a feed, at most `max_items` (and FEED_ITEMS_MAX) of it. `url` is the base of its links,
 * `content_type` (HTTP's header) may name its encoding; both may be NULL. Results live in the
 * arena. STATUS_REJECT: "bad_feed" (no XML or JSON, or no feed), "empty_feed" (no item has a link),
 * "bad_charset".
 */
enum status feed_read(const char *data, size_t length, const char *content_type, const char *url,
                      size_t max_items, struct arena *arena, struct feed *feed,
                      struct error *error) WARN_UNUSED;

/*
 * For sources with `feed_content = true`: the item's full text as a page for page_read() (UTF-8,
 * title, authors, dates, language, tags and image in its head, the text in an <article>), so that
 * the item's own page need not be fetched. NULL: the feed carries no full text, fetch the page.
 */
const char *feed_item_page(struct arena *arena, const struct feed_item *item);

/* A date of RFC 822 (in all forms that feeds have) or RFC 3339 as RFC 3339; NULL when it is
 * neither. */
const char *feed_date(struct arena *arena, const char *text);

#endif
