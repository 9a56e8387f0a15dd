/* Learns the layers "upos" and "arc" (parse/parse.h) from documents with trees. */
#ifndef DATELINE_TRANSFORM_TRAIN_TREES_H
#define DATELINE_TRANSFORM_TRAIN_TREES_H

#include "transform/parse/parse.h"
#include "transform/text/segment.h"
#include "transform/text/tag.h"
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
    const char *pos[MODEL_CLASSES_MAX];
    size_t pos_count;
    char names[MODEL_CLASSES_MAX][MODEL_NAME_MAX]; /* of moves with relations */
    const char *moves[MODEL_CLASSES_MAX];          /* the same */
    struct parse_actions actions;                  /* what they mean */
};

struct trees_learner {
    struct learner *weights;
    uint8_t *mistakes; /* by key: how often a feature was there, as far as it matters */
    uint8_t least;     /* so many make it count */
};

struct trees_learners {
    struct trees_learner pos, arc;
};

/* Makes the example in `arena`, with tags by `tags`. */
void trees_prepare(const struct tag_layers *tags, struct segmenter *segmenter,
                   const struct corpus_document *source, struct arena *arena,
                   struct trees_example *example);

/* Parts of speech, and moves with their relations, that occur. */
void trees_collect(const struct trees_example *examples, size_t count,
                   struct trees_classes *classes);

/* Learns from the examples that have a document. */
void trees_learn(const struct trees_example *examples, size_t count,
                 const struct trees_classes *classes, struct trees_learners *learners);
void trees_free(struct trees_learners *learners);

#endif
