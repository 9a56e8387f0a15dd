/*
 * WARC files (ISO 28500: WARC/1.0 and 1.1, also the drafts 0.17 and 0.18), plain or gzip (a member
 * a record, as crawls publish them, or any other division), read in one pass and in constant memory
 * from a file, pipe or standard input. Yields what a server answered, decoded; what is damaged is
 * reported, and reading goes on at the next record.
 */
#ifndef DATELINE_EXTRACT_WARC_READER_H
#define DATELINE_EXTRACT_WARC_READER_H

#include <stdbool.h>
#include <stdint.h>
#include "common/buf.h"
#include "common/error.h"
#include "extract/warc/fields.h"

enum { WARC_HEAD_MAX = 256 * 1024 }; /* bytes of a record's head, and of an HTTP head in it */

/* Kinds of records; a set of them is their sum. All others are passed over. */
enum warc_kind {
    WARC_RESPONSE = 1, /* an HTTP response */
    WARC_RESOURCE = 2, /* bytes without an HTTP head */
    WARC_METADATA = 4
};

struct warc_options {
    const char *name;    /* of the file, for messages; kept by the caller */
    unsigned kinds;      /* wanted ones */
    bool pages_only;     /* pass over answers but 200, and what says that it is no text */
    bool heads_only;     /* no bodies, and nothing of HTTP */
    size_t max_bytes;    /* of one decoded body; what is larger is rejected as "too_large" */
    int64_t first, skip; /* begin here: a record's `offset` and `skip`; 0, 0: at the beginning */
};

struct warc_record {
    enum warc_kind kind;
    int64_t offset; /* of the record in the file; with gzip, of the member that it begins in */
    int64_t skip; /* and decoded bytes from there to it: 0 for a member a record, and plain files */
    const char *url;  /* WARC-Target-URI; NULL if a damaged record has none */
    const char *date; /* WARC-Date as it stands: RFC 3339, perhaps with fractions; or NULL */
    const char *type; /* WARC-Identified-Payload-Type, or NULL */
    long http_status; /* 0 where there is no HTTP head */
    const char *content_type;  /* of HTTP, or of a resource; NULL: none */
    const char *etag;          /* NULL: none */
    const char *last_modified; /* NULL: none */
    struct fields fields;      /* of the record */
    struct fields http_fields; /* of HTTP */
    bool truncated;            /* the crawler kept the beginning alone (WARC-Truncated) */
    struct buf
        body; /* without transfer and content encoding; the receiver's, ends with buf_free() */
};

struct warc_counts {
    uint64_t records;    /* yielded */
    uint64_t passed;     /* of kinds that are not wanted, or no pages */
    uint64_t rejected;   /* that could not be used */
    uint64_t lost_bytes; /* passed over, decoded, to find the next record */
};

struct warc_reader;

/*
 * Reads from `fd`, which stays the caller's; it need not be seekable to begin at `first`.
 * STATUS_FATAL: it cannot be read.
 */
enum status warc_reader_new(int fd, const struct warc_options *options, struct warc_reader **reader,
                            struct error *error) WARN_UNUSED;
void warc_reader_free(struct warc_reader *reader);

/*
 * The next record; its texts live until the next call or the reader's end. `*end` is set, and
 * nothing else, behind the last one. STATUS_REJECT: this record, or what lies before the next one,
 * cannot be used: "not_warc", "damaged_record", "truncated_record", "too_large", "bad_encoding",
 * "bad_http"; `record` has place, URL and date as far as they are known, and no body; the next call
 * goes on behind it. STATUS_FATAL: the file cannot be read any further.
 */
enum status warc_reader_next(struct warc_reader *reader, struct warc_record *record, bool *end,
                             struct error *error) WARN_UNUSED;

/* So far. */
const struct warc_counts *warc_reader_counts(const struct warc_reader *reader);

/* Where the next record begins, for `first` and `skip` of another reader. */
void warc_reader_place(const struct warc_reader *reader, int64_t *first, int64_t *skip);

#endif
