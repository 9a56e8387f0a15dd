/* One thing that a source reads: an article, or a document that names articles. */
#ifndef DATELINE_EXTRACT_JOB_H
#define DATELINE_EXTRACT_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/config.h"
#include "extract/net/fetch.h"

struct source;
struct document;
struct reading;
struct listing_rule;

/* What its bytes are to be. */
enum job_task {
    JOB_ARTICLE,
    JOB_ARTICLE_OR_FEED, /* what is named as a page: or a sitemap */
    JOB_FEED,
    JOB_SITEMAP,
    JOB_LISTING,
    JOB_STATE /* nothing: what stands before it in its source is settled, and its state is due */
};

enum job_progress { JOB_FETCHING, JOB_READING, JOB_DONE };

enum job_outcome {
    OUTCOME_NONE,
    OUTCOME_ARTICLE,   /* `output` is its record */
    OUTCOME_DOCUMENT,  /* `found` has what it names */
    OUTCOME_UNCHANGED, /* as it was when it was last read */
    OUTCOME_LEFT_OUT,  /* by a filter of the source, once it was read */
    OUTCOME_DUPLICATE, /* this run reads, or has read, the same by another job */
    OUTCOME_REJECT,    /* cannot be used, nor later */
    OUTCOME_AGAIN,     /* cannot be had now, perhaps later */
    OUTCOME_LATER      /* not tried: time was up */
};

/* The URL, where a redirect led, and what the page calls itself, as hash_number(). */
enum { JOB_NAMES = 3 };

struct job {
    struct job *next;   /* in its source, in order */
    struct job *queued; /* in a queue of the workers */
    struct source *source;
    const struct source_config *config; /* of its source */
    enum job_task task;
    enum job_progress progress;
    char *url;        /* NULL: a file without one */
    char *path;       /* local input; where a mirror has the URL; the WARC file */
    bool asked;       /* the first of the run that asks for its URL */
    bool loaded;      /* response.body has the bytes already */
    char *feed_title; /* what the feed said of its item; NULL: nothing */
    char *feed_author;
    char *feed_tags; /* one a line */
    char *feed_language;
    char *feed_image_url;
    char *feed_published_at;
    int64_t not_before;              /* filter_not_before() */
    char *etag, *last_modified;      /* of an earlier read, for the request; or NULL */
    char *listed_at;                 /* of a sitemap: when it changed, as its index says; or NULL */
    const struct listing_rule *rule; /* of JOB_LISTING */
    /* What its source notes: which document's item, which one, its mark; how far it is read. */
    struct reading *reading;
    size_t place;
    uint64_t mark;
    int64_t offset, skip;

    struct fetch_response response; /* also the bytes of files; the body goes once it is read */
    char file_mark[64];             /* of a file as it was read */
    enum job_outcome outcome;
    struct error why; /* of OUTCOME_REJECT, OUTCOME_AGAIN */
    size_t bytes;     /* of the body, once it is read */
    char *output;     /* the record's line; or NULL */
    size_t output_length;
    struct document *found; /* of OUTCOME_DOCUMENT */
    uint64_t names[JOB_NAMES];
};

struct job *job_new(enum job_task task, const char *url, const char *path);
/* Frees it and what arrived for it, but no document. */
void job_free(struct job *job);

/* What messages call it. */
const char *job_name(const struct job *job);

#endif
