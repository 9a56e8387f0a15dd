/* Learns the layer of names (name/learned.h) from documents with annotated names. */
#ifndef DATELINE_TRANSFORM_TRAIN_NAMES_H
#define DATELINE_TRANSFORM_TRAIN_NAMES_H

#include "transform/date/words.h"
#include "transform/name/name.h"
#include "transform/text/segment.h"
#include "transform/text/tag.h"
#include "transform/train/corpus.h"

/* What it takes to analyse a document; all borrowed. */
struct names_tools {
    const struct gazetteer *gazetteer;
    const struct date_words *dates;
    const struct tag_layers *tags;
    struct segmenter *segmenter;
};

/* What one document gives: its sentences with the features and right label of each token. */
struct names_example {
    const struct corpus_document *document;       /* NULL: left out */
    uint32_t *keys;                               /* of all tokens */
    uint32_t *key_start;                          /* of each token and one more */
    uint8_t *labels;                              /* the right ones */
    uint32_t *spans, *span_keys, *span_key_start; /* as in train/chain.h */
    uint32_t *sentences;                          /* first token of each and one more */
    size_t token_count, sentence_count;
};

struct names_score {
    size_t right, found, wanted; /* spans, with their type */
};

/*
 * Reads and analyses a document as production does. The example lives in `arena`.
 */
void names_prepare(const struct names_tools *tools, const struct corpus_document *document,
                   struct arena *arena, struct names_example *example);

/* Learns the layer "name" from examples; freed by learner_free_table(). */
struct model_table names_learn(const struct names_example *examples, size_t count, int rounds);

/* Counts what the layer (NULL: the rules) find in a document. */
void names_evaluate(const struct names_tools *tools, const struct model_layer *layer,
                    const struct corpus_document *document, struct names_score *score);

#endif
