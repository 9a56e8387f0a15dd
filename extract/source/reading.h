/*
 * A feed, listing or sitemap while the articles that it names are read: which of them are new, what
 * became of them, and the state that the next run begins with.
 */
#ifndef DATELINE_EXTRACT_SOURCE_READING_H
#define DATELINE_EXTRACT_SOURCE_READING_H

#include <stdbool.h>
#include "extract/document.h"
#include "extract/marks.h"
#include "extract/source/source.h"

struct reading_duplicate {
    uint64_t url, mark;
    size_t place;
};

struct reading {
    struct reading *parent; /* the index that named it; or NULL */
    int depth;
    char *key;                    /* of its state */
    struct document *document;    /* NULL: it has been gone through, or cut */
    size_t next;                  /* item */
    struct marks before, settled; /* items that an earlier run read; that need not be read again */
    struct reading_duplicate *duplicates; /* items that other jobs read */
    size_t duplicate_count, duplicate_capacity;
    bool whole;     /* all items were looked at, so that what it no longer has can be forgotten */
    bool complete;  /* nothing is to be asked for again */
    bool undated;   /* an index does not say of some sitemap when it changed */
    size_t unsaved; /* settled items that no state speaks for yet */
    char *etag, *last_modified, *listed_at;
};

/* For a job whose bytes were read as a document, which becomes the reading's. */
struct reading *reading_new(const struct source *source, struct job *job, struct reading *parent);
void reading_free(struct reading *reading);

/* The next item that is to be read, with its mark and place; NULL: none is left. */
const struct document_item *reading_next(struct reading *reading, const struct source *source,
                                         uint64_t *mark, size_t *place);

/* No more items are taken from it in this run: they are freed. */
void reading_close(struct reading *reading);

/* What became of an item; writes a state when one is due. */
enum status reading_settle(struct reading *reading, struct source *source, const struct job *job,
                           struct error *error);

/* Whether what other jobs read in place of it has come out. */
bool reading_is_decided(const struct reading *reading, const struct source *source);

/* All items are settled: writes the last state. */
enum status reading_end(struct reading *reading, struct source *source, struct error *error);

/* Whether the filters are those of an earlier state, or stricter: then what did not change since
 * has nothing new for them. */
bool reading_filters_hold(const struct source *source, const json_t *before);

#endif
