/*
 * What transform found in a text, and why, for people: each sentence with its words, tags and tree,
 * then names, dates, quantities, quotes and events with the line or rule they came from.
 */
#ifndef DATELINE_TRANSFORM_EXPLAIN_H
#define DATELINE_TRANSFORM_EXPLAIN_H

#include <stdint.h>
#include <stdio.h>
#include "transform/analyse.h"
#include "transform/transform.h"

struct explain_options {
    const struct knowledge *knowledge;
    const struct schema *schema;
    struct log *log;
    const char *published; /* of plain text: RFC 3339 or a day; NULL: not known */
    bool colour;
    FILE *out;
};

/*
 * Explains `text`. STATUS_USAGE: it is not UTF-8 without NUL, or the day is none; STATUS_FATAL:
 * it cannot be written.
 */
enum status explain_text(const struct explain_options *options, const char *text, size_t length,
                         struct error *error) WARN_UNUSED;

/*
 * Explains what is on `fd`: article records, one a line, if it begins with `{`, else plain text.
 * Records of other types are passed over; a line that is no record is logged and counted.
 */
enum status explain_run(const struct explain_options *options, int fd, const char *name,
                        struct transform_counts *counts, struct error *error) WARN_UNUSED;

#endif
