/* What was read comes out, each article once, and its source is told. */
#ifndef DATELINE_EXTRACT_OUTPUT_H
#define DATELINE_EXTRACT_OUTPUT_H

#include "extract/seen.h"
#include "extract/source/source.h"

struct output {
    struct source_context *context;
    struct seen
        *names; /* of articles that came out: URLs, where they led, what they call themselves */
};

/* Writes the record of the source's first job, which is done; then the state that is due. Frees the
 * job. */
enum status output_settle(struct output *output, struct source *source,
                          struct error *error) WARN_UNUSED;

#endif
