/* What a feed, listing page or sitemap names, whichever it was: articles, or further sitemaps. */
#ifndef DATELINE_EXTRACT_DOCUMENT_H
#define DATELINE_EXTRACT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"
#include "extract/job.h"

/* What few documents say; NULL: nothing. */
struct document_facts {
    const char *tags;      /* one a line */
    const char *language;  /* as written */
    const char *image_url; /* absolute */
};

/* NULL: the document does not say. */
struct document_item {
    const char *url;
    const char *title;
    const char *author;
    const char *published_at;
    const char *modified_at;
    const struct document_facts *facts;
    bool is_sitemap;  /* to be read in its turn */
    const char *page; /* HTML: its full text, where the document has it and the source takes it */
};

struct document {
    struct arena *arena; /* its own */
    struct document_item *items;
    size_t count;
    char fetched_at[TIMESTAMP_SIZE]; /* RFC 3339; "": it is a file */
    bool is_index;                   /* a sitemap of sitemaps */
    const char *doubt;               /* what is wrong with it although it could be read; or NULL */
};

/*
 * Reads the job's bytes as what they are to be: JOB_FEED, JOB_SITEMAP or JOB_LISTING;
 * for JOB_ARTICLE_OR_FEED a sitemap, if it looks like one, else a feed. `arena` is for what is of
 * no use afterwards. The caller ends with document_free(). STATUS_REJECT: as feed_read(),
 * sitemap_read() and listing_read() say.
 */
enum status document_read(const struct job *job, struct arena *arena, struct document **document,
                          struct error *error) WARN_UNUSED;
void document_free(struct document *document);

#endif
