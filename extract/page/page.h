/*
 * One page or text file, as bytes, to an article: charset, parse, metadata, body. The only entry to
 * this folder; no network, no files, no clock beyond `fetched_at`.
 */
#ifndef DATELINE_EXTRACT_PAGE_PAGE_H
#define DATELINE_EXTRACT_PAGE_PAGE_H

#include <stddef.h>
#include "common/arena.h"
#include "common/config.h"
#include "common/error.h"
#include "common/record.h"
#include "extract/page/language.h"

struct page {
    const char *data;
    size_t length;
    const char *content_type; /* HTTP's header, or from the file's name; may be NULL: sniffed */
    const char *url;          /* final URL, base of relative links; NULL for a file without one */
    const char *path;         /* local input, for messages; or NULL */
    const char *fetched_at;   /* RFC 3339: no date after it is believed */
    const struct source_config *source; /* assumed zone, day_first, outlet, language */
    const char *feed_title;             /* what the feed said of it; NULL each if nothing */
    const char *feed_author;
    const char *feed_published_at;       /* RFC 3339 */
    const char *feed_tags;               /* one a line */
    const char *feed_language;           /* as written */
    const char *feed_image_url;          /* absolute */
    struct language_detector *languages; /* checks what pages declare; NULL: nothing is */
};

/*
 * Fills what the page says: url (from `url`), canonical_url, site_name, title, authors, section,
 * tags, language, published_*, modified_at, image_url, body, extraction. Text is NFC UTF-8 in the
 * arena. The caller adds source, path, fetched_at, http and the identity. STATUS_REJECT: "not_html"
 * (binary), the reasons of kind.h (home page, gallery, consent wall, ...), "empty_page",
 * "bad_charset".
 */
enum status page_read(const struct page *page, struct arena *arena, struct article *article,
                      struct error *error) WARN_UNUSED;

/* What libxml2 keeps for itself: once in main(), before threads read, and after all else. */
void page_library_open(void);
void page_library_close(void);

#endif
