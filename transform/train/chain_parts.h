/* What the parts of train/chain.h share: the weights while they are learned. */
#ifndef DATELINE_TRANSFORM_TRAIN_CHAIN_PARTS_H
#define DATELINE_TRANSFORM_TRAIN_CHAIN_PARTS_H

#include "transform/train/chain.h"

/*
 * At each turn of learning some features are out of sight, so that the rest learn to do without
 * them: words that are known from these corpora alone say too much there.
 */
enum { CHAIN_HIDDEN_PERCENT = 40 };

struct chain {
    const struct chain_task *task;
    size_t classes, width;  /* width: of a row, the classes of all blocks */
    uint32_t *keys, *rows;  /* hash table; row 0: too rare to learn from */
    uint32_t *last, *times; /* of each slot: the last example with the key, how many have it */
    size_t slots, row_count;
    float *weights, *squares, *sums;  /* width for each row: of gradients; of weights over rounds */
    uint32_t **row_of, **span_row_of; /* of each key of each example, and of its spans */
    uint32_t step_rows[CHAIN_CLASSES_MAX + 1];
    uint64_t seed;
    float *scores, *gradient; /* of one stretch: of each label at each token */
    double *before, *behind, *enter, *leave, *odds;
    uint8_t *seen, *span_seen; /* of one sentence's keys: not hidden */
};

/* The same numbers in each run of the program. */
uint32_t chain_random(struct chain *chain);

/* Learns from a sentence of an example, once. */
void chain_learn_sentence(struct chain *chain, size_t index, size_t number);

#endif
