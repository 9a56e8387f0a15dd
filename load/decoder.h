/*
 * Lines of a stream to items of a batch, by threads of its own, so that the next batch is read and
 * made into rows while the database works on the one before. Items come in the stream's order.
 */
#ifndef DATELINE_LOAD_DECODER_H
#define DATELINE_LOAD_DECODER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/log.h"
#include "common/schema.h"
#include "load/batch_item.h"

struct decoder;

struct decoder_options {
    int fd;
    const char *name; /* of the stream, in messages */
    size_t max_line;
    const struct schema *schema;
    struct log *log;          /* hears of lines that are rejected */
    const char *database_url; /* to ask whether the articles of a file are there already; or NULL */
};

/* What a line is. A line that cannot be used is a `reject` record instead. */
struct decoded {
    struct batch_item item; /* of an article, state or reject record */
    json_t *record;         /* of a `run` or `end` record; else NULL */
    enum record_kind kind;
    bool cut; /* it is the half line in which the stream ends, and nothing else is set */
};

/* All of `options` is borrowed until decoder_free(). */
enum status decoder_new(const struct decoder_options *options, struct decoder **decoder,
                        struct error *error) WARN_UNUSED;
void decoder_free(struct decoder *decoder);

/*
 * The next item, which the caller frees by decoded_free(); waits for it. `*more` is false behind
 * the last. STATUS_FATAL: the stream cannot be read.
 */
enum status decoder_next(struct decoder *decoder, struct decoded *decoded, bool *more,
                         struct error *error) WARN_UNUSED;
void decoded_free(struct decoded *decoded);

#endif
