/* Learns the layers "upos", "arc" and "relation" (parse/parse.h) from documents with trees. */
#ifndef DATELINE_TRANSFORM_TRAIN_TREES_H
#define DATELINE_TRANSFORM_TRAIN_TREES_H

#include "transform/parse/parse.h"
#include "transform/text/segment.h"
#include "transform/train/corpus.h"
#include "transform/train/learner.h"

/*
 * A document as transform sees it, with what is right. A token of several words has the head of the
 * one whose head is outside of it; a token that no word begins in has none.
 */
struct trees_example {
    struct document *document;
    int64_t *heads;         /* of each token: a token, CORPUS_ROOT or CORPUS_NO_HEAD */
    const char **relations; /* of each token; "" */
    const char **pos;       /* of each token; "" */
    bool *whole;            /* the token is one word */
};

struct trees_classes {
    const char *relations[MODEL_CLASSES_MAX], *pos[MODEL_CLASSES_MAX];
    size_t relation_count, pos_count;
};

struct trees_learner {
    struct learner *weights;
    uint8_t *mistakes; /* by key: how often a feature was there, as far as it matters */
    uint8_t least;     /* so many make it count */
};

struct trees_learners {
    struct trees_learner pos, arc, relation;
};

struct trees_score {
    size_t words, heads, relations; /* with a head; the right one; and the right relation */
    size_t pos_words, pos;          /* words that are one token; with the right part of speech */
};

/* Makes the example in `arena`, with tags by `tags`. */
void trees_prepare(const struct model_layer *tags, struct segmenter *segmenter,
                   const struct corpus_document *source, struct arena *arena,
                   struct trees_example *example);

/* Relations and parts of speech that occur. */
void trees_collect(const struct trees_example *examples, size_t count,
                   struct trees_classes *classes);

/* Learns from the examples that have a document. */
void trees_learn(const struct trees_example *examples, size_t count,
                 const struct trees_classes *classes, struct trees_learners *learners);
void trees_free(struct trees_learners *learners);

/* Parses the example's document, and counts. */
void trees_evaluate(const struct parse_layers *layers, const struct trees_example *example,
                    struct trees_score *score);

#endif
