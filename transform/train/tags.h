/* Learns the layer "tag" (text/tag.h) from documents with annotated words. */
#ifndef DATELINE_TRANSFORM_TRAIN_TAGS_H
#define DATELINE_TRANSFORM_TRAIN_TAGS_H

#include "transform/text/segment.h"
#include "transform/text/tag.h"
#include "transform/train/corpus.h"
#include "transform/train/learner.h"

/* The Penn tags that occur in the documents, at most MODEL_CLASSES_MAX; in `arena`. */
size_t tags_collect(const struct corpus *corpus, struct arena *arena, const char **tags);

/* Learns from the documents whose fold is not `left_out` (-1: from all). */
struct learner *tags_learn(const struct corpus *corpus, const int *folds, int left_out, int rounds,
                           const char *const *tags, size_t tag_count,
                           const struct model_layer *lexicon, struct segmenter *segmenter);

/* Of learner_table(). */
extern const float tags_shares[LEARNER_LOTS];

struct tags_score {
    size_t right, all; /* words that are one token */
};

/* Counts the words of a document that get their right tag. */
void tags_evaluate(const struct tag_layers *layers, const struct corpus_document *source,
                   struct segmenter *segmenter, struct tags_score *score);

#endif
