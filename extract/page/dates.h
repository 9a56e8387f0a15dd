/*
 * What a page has of dates that may be the day of its publication: witnesses, each with where it
 * stands and how much it weighs. published.c weighs them against each other.
 */
#ifndef DATELINE_EXTRACT_PAGE_DATES_H
#define DATELINE_EXTRACT_PAGE_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include "common/timestamp.h"
#include "extract/page/date_text.h"

/* Where a date stands, in the order in which their times of day are trusted. Witnesses of one kind
 * count once. */
enum date_source {
    DATE_JSONLD,    /* datePublished of an article */
    DATE_OPENGRAPH, /* article:published_time */
    DATE_HEAD,      /* other <meta> whose name says "published" */
    DATE_MICRODATA, /* itemprop on the page */
    DATE_FEED,
    DATE_TIME,    /* <time datetime>, data-* */
    DATE_VISIBLE, /* text that readers see */
    DATE_WEAK,    /* "date", "created", JSON-LD of the web page */
    DATE_URL,
    DATE_SCRIPT, /* "datePublished" in scripts and broken JSON-LD */
    DATE_MEDIA,  /* the path of the article's picture */
    DATE_FOLDER, /* the folder of a saved page */
    DATE_SOURCE_COUNT
};

struct date_witness {
    struct timestamp time;
    struct timestamp other; /* a second reading, as in struct date_text */
    int order;              /* as there */
    enum date_source source;
    int weight;    /* a hundred is a witness that usually suffices */
    bool modified; /* says when the article was changed */
};

enum { DATES_MAX = 256 };

struct dates {
    struct date_witness items[DATES_MAX];
    size_t count;
};

/* The weight that a witness of that kind has by itself. */
int dates_weight(enum date_source source);

/* What does not fit is dropped. */
void dates_add(struct dates *dates, const struct date_witness *witness);

/* Reads a text that holds one date, as attributes do, or seconds or milliseconds since 1970. Sets
 * `time` and `other` of the witness; false if there is none. */
bool dates_parse(const char *text, struct date_witness *witness);

/* Adds the first date of a text, if there is one; `text` may be NULL. */
void dates_offer(struct dates *dates, enum date_source source, bool modified, const char *text);

/* Where the head has no date of publication: what scripts and broken JSON-LD call published. The
 * bytes end with a NUL behind them. Linear
 * in `length`. */
void dates_read_bytes(struct dates *dates, const char *html, size_t length);

#endif
