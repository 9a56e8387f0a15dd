/* What is to be read, in the order in which it comes out: a list that feeds and folders grow. */
#ifndef DATELINE_EXTRACT_JOB_H
#define DATELINE_EXTRACT_JOB_H

#include <jansson.h>
#include <stdbool.h>
#include "common/config.h"
#include "extract/net/fetch.h"

enum job_kind {
    JOB_FILE,    /* a local file */
    JOB_FOLDER,  /* becomes the files below it */
    JOB_PAGE,    /* a URL */
    JOB_FEED,    /* a URL that becomes its items' pages, and JOB_FEED_END */
    JOB_FEED_END /* writes the feed's state, when its items are out */
};

enum job_progress { JOB_WAITING, JOB_FETCHING, JOB_ARRIVED };

/* What a feed remembers while its items are read; shared by its jobs. */
struct job_feed {
    json_t *seen;     /* marks of items that need not be read again */
    bool all_settled; /* no item failed in a way that may pass */
    char *etag, *last_modified;
};

struct job {
    struct job *next;
    enum job_kind kind;
    enum job_progress progress;
    const struct source_config *source;
    char *url;        /* NULL: a file without one */
    char *path;       /* local input; or where a mirror has the URL */
    char *feed_title; /* what the feed said of its item; NULL: nothing */
    char *feed_author;
    char *feed_published_at;
    char *mark;            /* of an item, in the feed's seen list */
    struct job_feed *feed; /* of a feed's jobs */
    bool duplicate;        /* this run reads the URL by another job */
    struct fetch_response response;
};

struct job *job_new(enum job_kind kind, const struct source_config *source, const char *url,
                    const char *path);
/* Frees it and what arrived for it, not its feed. */
void job_free(struct job *job);

#endif
