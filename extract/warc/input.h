/*
 * The bytes of a WARC file, decoded, with the borders of gzip members where records begin. Plain
 * and gzip files look alike. For reader.c alone.
 */
#ifndef DATELINE_EXTRACT_WARC_INPUT_H
#define DATELINE_EXTRACT_WARC_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum input_state {
    INPUT_DATA,
    INPUT_BORDER,    /* a new member with a new record follows: warc_input_cross() */
    INPUT_END,       /* of the file */
    INPUT_DAMAGED,   /* the compressed bytes are wrong: warc_input_resume() */
    INPUT_TRUNCATED, /* the file ends within a member */
    INPUT_FAILED     /* it cannot be read: warc_input_error() */
};

struct warc_input;

/* `fd` stays the caller's. Begins at byte `first` of the file; `skip` more bytes, decoded. */
struct warc_input *warc_input_new(int fd, int64_t first, int64_t skip);
void warc_input_free(struct warc_input *input);

/*
 * Bytes that come next, up to a border: `want` of them (at most 4096) or more, fewer only before
 * what the next call tells. INPUT_DATA with at least one byte; else there are none, and it says
 * why.
 */
enum input_state warc_input_peek(struct warc_input *input, size_t want, const char **data,
                                 size_t *length);
void warc_input_take(struct warc_input *input, size_t length);

void warc_input_cross(struct warc_input *input);

/* Looks for the next member behind damage. False: there is none. */
bool warc_input_resume(struct warc_input *input);

/* Where the next byte is: in the file, or member and decoded bytes from its beginning. */
void warc_input_place(const struct warc_input *input, int64_t *offset, int64_t *skip);

/* errno of INPUT_FAILED. */
int warc_input_error(const struct warc_input *input);

#endif
