/*
 * What a page says about its article, gathered from all that say something: JSON-LD and microdata
 * (schema.org), OpenGraph (ogp.me), <meta>, <link>, <time> and the visible page. Each fact comes
 * with a rank; the best one stays.
 */
#ifndef DATELINE_EXTRACT_PAGE_META_H
#define DATELINE_EXTRACT_PAGE_META_H

#include <libxml/tree.h>
#include <stdbool.h>
#include "common/arena.h"
#include "common/record.h"
#include "extract/page/byline.h"
#include "extract/page/dates.h"
#include "extract/page/page.h"
#include "extract/page/tree.h"

/* Who says it, the most trusted first. */
enum meta_rank {
    META_JSONLD = 1, /* an Article of JSON-LD */
    META_OPENGRAPH,  /* og:, article: */
    META_HEAD,       /* other <meta> and <link> */
    META_MICRODATA,  /* itemprop */
    META_WEAK,       /* JSON-LD of the web page, generic names */
    META_TEXT,       /* headings, breadcrumbs, a place before the text */
    META_GUESS,
    META_NONE
};

enum meta_field {
    META_TITLE,
    META_SITE,
    META_SECTION,
    META_LANGUAGE,
    META_IMAGE,
    META_CANONICAL,
    META_PUBLISHED, /* as written; all of them are in `dates` too */
    META_MODIFIED,
    META_FIELD_COUNT
};

enum { META_TITLES_MAX = 8 };

struct meta_fact {
    const char *value; /* NULL: none yet */
    enum meta_rank rank;
};

struct meta {
    struct arena *arena;
    struct meta_fact facts[META_FIELD_COUNT];
    struct dates dates;        /* all that may be the day of publication, or of a change */
    struct string_list titles; /* as declared, the most trusted first */
    enum meta_rank title_ranks[META_TITLES_MAX];
    struct byline bylines[META_NONE]; /* by who says it */
    size_t byline_counts[META_NONE];
    struct string_list authors; /* of them the article's */
    struct string_list tags;
    struct string_list folded_tags;
    enum meta_rank tags_rank;
    struct string_list sites;      /* names of the outlet, folded ... */
    struct string_list site_names; /* ... and as written */
    const char *head_title;        /* of <title> */
    const char *article_body;      /* JSON-LD's, one line or several */
    const char *type;              /* schema.org type of the main thing, or NULL */
    const char *og_type;
    bool article_type; /* some Article type is named */
};

void meta_offer(struct meta *meta, enum meta_field field, enum meta_rank rank, const char *value);

/* Adds whom a byline names ("By A. Name and B. Name") to those of the same rank. */
void meta_offer_authors(struct meta *meta, enum meta_rank rank, const char *byline);
/* One more name of the outlet. */
void meta_offer_site(struct meta *meta, const char *name);
void meta_offer_tags(struct meta *meta, enum meta_rank rank, const char *tags);

/* Reads everything; the tree stays as it is. `feed_title`: what the feed calls it, a witness like
 * others; or NULL. */
void meta_read(struct meta *meta, struct arena *arena, const struct tree *tree,
               const char *feed_title);

/* The parts of meta_read(), each in a file of its own. */
void meta_read_head(struct meta *meta, const struct tree *tree);
void meta_read_jsonld(struct meta *meta, const struct tree *tree);
void meta_read_dates(struct meta *meta, const struct tree *tree);

#endif
