/* Learns the layer "name" (name/learned.h) from documents with annotated names. */
#ifndef DATELINE_TRANSFORM_TRAIN_NAMES_H
#define DATELINE_TRANSFORM_TRAIN_NAMES_H

#include "transform/date/words.h"
#include "transform/name/name.h"
#include "transform/text/segment.h"
#include "transform/text/tag.h"
#include "transform/train/corpus.h"
#include "transform/train/learner.h"

/* What one document gives: its sentences with the features and right label of each token. */
struct names_example {
    const struct corpus_document *document;
    uint32_t *keys;      /* of all tokens */
    uint32_t *key_start; /* of each token and one more */
    uint8_t *labels;     /* the right ones */
    uint8_t *rules;      /* those of the rules alone */
    uint32_t *sentences; /* first token of each and one more */
    size_t token_count, sentence_count;
};

struct names_score {
    size_t right, found, wanted; /* spans, with their type */
};

/* Reads and analyses a document as production does. The example lives in `arena`. */
void names_prepare(const struct gazetteer *gazetteer, const struct date_words *dates,
                   const struct tag_layers *tags, struct segmenter *segmenter,
                   const struct corpus_document *document, struct arena *arena,
                   struct names_example *example);

/* Of learner_table(): the sum for corpora that people annotated. */
extern const float names_shares[LEARNER_LOTS];

/* Learns from examples whose fold is not `left_out` (-1: from all), `rounds` times. */
struct learner *names_learn(const struct names_example *examples, const int *folds, size_t count,
                            int left_out, int rounds);

/* Counts what the learner (NULL: the rules) finds in an example. */
void names_evaluate(const struct learner *learner, const struct names_example *example,
                    struct names_score *score);

#endif
