/*
 * Sitemaps (sitemaps.org 0.9): urlset, sitemapindex, news (Google's sitemap-news 0.9), and text,
 * one URL a line; each plain or gzip. Read as a stream: memory grows with what is taken, not with
 * the file. image:, video: and xhtml:link are passed over.
 *
 * A sitemap speaks for its own site: entries of other sites (another registrable domain) are left
 * out. Where no entry is of the sitemap's site (files kept on another server), the first entry's
 * site is taken for it.
 */
#ifndef DATELINE_EXTRACT_FEED_SITEMAP_H
#define DATELINE_EXTRACT_FEED_SITEMAP_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"
#include "common/record.h"

enum {
    SITEMAP_ENTRIES_MAX = 50000,          /* of one file (sitemaps.org) */
    SITEMAP_BYTES_MAX = 50 * 1024 * 1024, /* of one file, uncompressed (sitemaps.org) */
    SITEMAP_DEPTH_MAX = 3 /* indexes below the one that is configured; for callers */
};

/* One URL; NULL, or an empty list: the sitemap does not say. */
struct sitemap_entry {
    const char *url;          /* absolute, http or https, without fragment */
    bool is_sitemap;          /* of an index: to be read by sitemap_read() in its turn */
    const char *modified_at;  /* lastmod: RFC 3339 */
    const char *published_at; /* news:publication_date: RFC 3339 */
    const char *title;        /* news:title */
    const char *outlet;       /* news:name */
    const char *language;     /* news:language, as written */
    struct string_list tags;  /* news:keywords */
};

struct sitemap {
    struct sitemap_entry *entries; /* in the file's order, each URL once */
    size_t count, capacity;
    bool is_index;
    bool is_news;   /* some entry is of sitemap-news */
    size_t foreign; /* entries of other sites, left out */
    bool truncated; /* there is more: a limit was reached, or the file is cut short */
    bool damaged;   /* not well-formed; what could be read is there */
};

/* Whether bytes look like a sitemap: a root element urlset or sitemapindex, also in gzip. (A text
 * sitemap looks like any text: who reads one knows it by its source's kind.) */
bool sitemap_recognise(const char *data, size_t length);

/*
 * Reads a sitemap, at most `max_entries` (and SITEMAP_ENTRIES_MAX) of it. `url` is the sitemap's
 * own address (its site, and the base of relative URLs), `content_type` is HTTP's header; both may
 * be NULL. Results live in the arena. STATUS_REJECT: "bad_sitemap" (neither XML nor a list of
 * URLs), "empty_sitemap".
 */
enum status sitemap_read(const char *data, size_t length, const char *content_type, const char *url,
                         size_t max_entries, struct arena *arena, struct sitemap *sitemap,
                         struct error *error) WARN_UNUSED;

#endif
