/*
 * A source while it is read: yields jobs, lazily and in order, and is told in the same order what
 * became of them; then it writes how far it has been read.
 */
#ifndef DATELINE_EXTRACT_SOURCE_SOURCE_H
#define DATELINE_EXTRACT_SOURCE_SOURCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/config.h"
#include "common/error.h"
#include "common/log.h"
#include "common/record.h"
#include "extract/job.h"
#include "extract/seen.h"
#include "extract/state.h"

enum {
    SOURCE_LISTED_MAX = 600000,  /* items of sitemaps held at once, of all sources ... */
    SOURCE_LISTED_GUESS = 40000, /* ... of which one that is under way counts as so many ... */
    SOURCE_PATIENCE = 3000,      /* ... for so many milliseconds: then it may never come */
    SOURCE_LOOK_MAX = 1000,      /* files or records passed over before others have their turn */
    SOURCE_STATE_EVERY = 10      /* settled articles of a source after which it writes a state */
};

/* What all sources of a run share. */
struct source_context {
    const struct state *state;
    bool write_state; /* false: nothing is known of earlier runs, and nothing told to later ones */
    int64_t since;    /* seconds since 1970; FILTER_ANY_AGE: any */
    int64_t now;
    struct ndjson_writer *writer;
    struct record_counts *counts;
    struct log *log;
    struct seen *seen; /* URLs that were asked for */
    size_t listed;     /* items of sitemaps (not of indexes) that are held, or guessed to come */
};

struct source_counts {
    size_t articles, rejected, left_out, unchanged, duplicates, later;
};

enum source_step {
    SOURCE_JOB,  /* there is one */
    SOURCE_WAIT, /* not before something that is under way is done */
    SOURCE_MORE, /* none so far, but there is more to look at: others may have their turn */
    SOURCE_END
};

struct source;

/* What the kinds of sources do in their own ways. */
struct source_kind_methods {
    void (*open)(struct source *source);
    enum source_step (*next)(struct source *source, struct job **job);
    bool (*accept)(struct source *source, const struct job *job);      /* or NULL */
    void (*done)(struct source *source, struct job *job);              /* or NULL */
    bool (*ready)(const struct source *source, const struct job *job); /* or NULL */
    enum status (*settle)(struct source *source, struct job *job, struct error *error);
    void (*close)(struct source *source);
};

struct source {
    const struct source_config *config;
    struct source_context *context;
    const struct source_kind_methods *methods;
    void *reading;      /* the kind's own */
    int64_t not_before; /* filter_not_before() */
    bool stopped;       /* no more articles: time is up, or there are enough */
    struct source_counts counts;

    /* extract.c's: its jobs in order, from the first that has not come out yet. */
    struct job *first, *last;
    size_t job_count;
    size_t under_way; /* of them that may become articles */
    bool ended;       /* yields nothing more */
};

struct source *source_open(const struct source_config *config, struct source_context *context);
/* Frees the jobs that it still has, too. No worker may have one. */
void source_close(struct source *source);

/* The next job, which becomes the last of its list. */
enum source_step source_next(struct source *source);

/* Whether there is memory for what a job's answer may name; if not, it is to be asked for again as
 * soon as this says that there is, which is then kept for it. */
bool source_accepts(struct source *source, const struct job *job);

/* A job of its is done, though others before it may not be: job->found becomes the source's. */
void source_done(struct source *source, struct job *job);

/* Whether the first job, done, may come out; if not, something else must be settled before. */
bool source_ready(const struct source *source);

/* The first job came out with its outcome: writes state that is due. The caller frees the job. */
enum status source_settle(struct source *source, struct job *job, struct error *error);

/* Nothing more is to be read; what was read is settled. */
void source_stop(struct source *source);

void source_add_counts(struct source_counts *totals, const struct source_counts *counts);

enum { SOURCE_FIELDS = 4 };

/* The counts beside articles and rejects as fields of a log line, without those that are 0; returns
 * how many. `fields` has room for SOURCE_FIELDS. */
size_t source_fields(const struct source_counts *counts, struct log_field *fields);

/* Tells what became of all that the source has read. */
void source_log(const struct source *source);

/* For the kinds. */

/* A job for an article at a URL, from the mirror where there is one; NULL: filters leave it out,
 * which is counted. `date` may be NULL. */
struct job *source_take_url(struct source *source, const char *url, const char *date);

/* The file that stands for a URL in the source's mirror; NULL: there is no mirror. Freed by the
 * caller. */
char *source_mirror(const struct source *source, const char *url);

/* What an earlier run said under the key, as a new reference; NULL: nothing. */
json_t *source_find_state(const struct source *source, const char *key);

/* Writes a state record. `data` is consumed. */
enum status source_write_state(struct source *source, const char *key, json_t *data,
                               struct error *error);

/* Whether nothing more is to be done for what became of a job: only what failed for a while, or was
 * not tried, is asked for again. */
bool source_is_settled(const struct job *job);

/* Marks a job as rejected for job->why, before it is read. */
void source_reject(struct job *job);

extern const struct source_kind_methods source_page; /* page, file, feed, sitemap, listing */
extern const struct source_kind_methods source_folder;
extern const struct source_kind_methods source_urls;
extern const struct source_kind_methods source_warc;

#endif
