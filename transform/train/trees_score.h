/* How many heads, relations and parts of speech of documents with trees the parser gets right. */
#ifndef DATELINE_TRANSFORM_TRAIN_TREES_SCORE_H
#define DATELINE_TRANSFORM_TRAIN_TREES_SCORE_H

#include "transform/train/trees.h"

/* Arcs of one relation: in the annotation, in our trees, in both. */
struct trees_relation_score {
    char name[MODEL_NAME_MAX];
    size_t wanted, found, right;
};

struct trees_score {
    size_t words, heads, relations; /* with a head; the right one; and the right relation */
    size_t plain, plain_heads, plain_relations; /* the same, without punctuation */
    size_t pos_words, pos; /* words that are one token; with the right part of speech */
    struct trees_relation_score by_relation[MODEL_CLASSES_MAX];
    size_t relation_count;
};

/* Parses the example's document, and counts. */
void trees_evaluate(const struct parse_layers *layers, const struct trees_example *example,
                    struct trees_score *score);

void trees_print(const struct trees_score *score);

#endif
