/*
 * Newline-delimited JSON on file descriptors: a bounded line reader and a whole-line writer.
 * Lines end with LF; a CR before it is dropped; the last line may lack its LF.
 */
#ifndef DATELINE_COMMON_NDJSON_H
#define DATELINE_COMMON_NDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

enum { NDJSON_LINE_MAX = 20 * 1024 * 1024 }; /* default limit of one line, in bytes */

enum ndjson_result {
    NDJSON_LINE,     /* a line, without its LF */
    NDJSON_TOO_LONG, /* a line over the limit: its first bytes; the rest was skipped */
    NDJSON_END,
    NDJSON_FAILED /* read error: `error` says what */
};

struct ndjson_line {
    const char *data; /* NUL-terminated after `length`; valid until the next read */
    size_t length;    /* bytes in data */
    size_t size;      /* bytes of the line in the input; more than length when too long */
    size_t number;    /* 1-based */
    bool unended;     /* the input ends in it: it has no LF, and may be half a line */
};

struct ndjson_reader;

/* `name` is what messages call the input; the descriptor is not closed by ndjson_reader_free(). */
struct ndjson_reader *ndjson_reader_new(int fd, const char *name, size_t max_line);
void ndjson_reader_free(struct ndjson_reader *reader);
enum ndjson_result ndjson_read(struct ndjson_reader *reader, struct ndjson_line *line,
                               struct error *error) WARN_UNUSED;

struct ndjson_writer;

struct ndjson_writer *ndjson_writer_new(int fd, const char *name);
/* Frees without flushing: call ndjson_flush() first, and look at what it says. */
void ndjson_writer_free(struct ndjson_writer *writer);

/* Appends `data` and an LF. Lines reach the descriptor whole, buffered to 64 KiB. */
enum status ndjson_write(struct ndjson_writer *writer, const char *data, size_t length,
                         struct error *error) WARN_UNUSED;
enum status ndjson_flush(struct ndjson_writer *writer, struct error *error) WARN_UNUSED;

#endif
