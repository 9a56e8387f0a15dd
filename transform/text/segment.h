/*
 * Text into words and sentences: ICU's break iterators (UAX #29), then what news needs.
 */
#ifndef DATELINE_TRANSFORM_TEXT_SEGMENT_H
#define DATELINE_TRANSFORM_TEXT_SEGMENT_H

#include "common/error.h"
#include "transform/document.h"

struct segmenter; /* ICU's iterators; one a thread */

enum status segmenter_new(struct segmenter **segmenter, struct error *error) WARN_UNUSED;
void segmenter_free(struct segmenter *segmenter);

/* Fills tokens and sentences of title and body. */
void segment_find(struct segmenter *segmenter, struct document *document);

#endif
