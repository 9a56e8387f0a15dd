/*
 * WARC/1.1 files (ISO 28500): a gzip member a record, so that any WARC tool can read them and a run
 * that was killed loses at most the record it was writing. Files are named
 * DATELINE-<time>-<serial>.warc.gz; until one is complete, ".open" is added to its name.
 */
#ifndef DATELINE_EXTRACT_WARC_WRITER_H
#define DATELINE_EXTRACT_WARC_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "extract/warc/fields.h"

/* The next file begins when one has as many bytes. */
#define WARC_FILE_BYTES (1024LL * 1024 * 1024)

struct warc_writer_options {
    const char *folder;     /* made if it is missing, not its parents */
    const char *run_id;     /* told in each file's first record */
    const char *time;       /* RFC 3339, of the run: the names of its files begin with it */
    const char *user_agent; /* told in each file's first record */
    int64_t file_bytes;     /* WARC_FILE_BYTES */
};

/* A record. Texts are one line each: line ends in them become spaces. */
struct warc_entry {
    const char *type;         /* "response", "metadata" */
    const char *url;          /* WARC-Target-URI */
    const char *date;         /* WARC-Date, RFC 3339 in UTC */
    const char *content_type; /* of the block */
    struct fields fields;     /* more of its head; a NULL value leaves one out */
    const char *head;         /* the block: these bytes, */
    size_t head_length;
    const char *body; /* and these, its payload */
    size_t body_length;
};

struct warc_writer;

/* Opens the first file. STATUS_FATAL if it cannot be: "archive". */
enum status warc_writer_new(const struct warc_writer_options *options, struct warc_writer **writer,
                            struct error *error) WARN_UNUSED;

/* When it returns STATUS_OK, the system has the whole record. STATUS_FATAL: a full disk, mostly. */
enum status warc_writer_add(struct warc_writer *writer, const struct warc_entry *entry,
                            struct error *error) WARN_UNUSED;

/* Brings the last file to the disk and gives it its name. */
enum status warc_writer_close(struct warc_writer *writer, struct error *error) WARN_UNUSED;

/* A file that was not closed keeps its ".open". */
void warc_writer_free(struct warc_writer *writer);

#endif
