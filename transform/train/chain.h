/*
 * Learns to label rows of tokens: a semi-Markov conditional random field (Sarawagi, Cohen 2004)
 * over hashed features of tokens and of whole names, by stochastic gradients with a step size for
 * each weight (AdaGrad: Duchi, Hazan, Singer 2011). Its weights are logarithms of odds. Labels are
 * "O", then one for the beginning and one for the inside of each type of name.
 */
#ifndef DATELINE_TRANSFORM_TRAIN_CHAIN_H
#define DATELINE_TRANSFORM_TRAIN_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "transform/model/model.h"

enum { CHAIN_PARTS = 2, CHAIN_CLASSES_MAX = 16 };

/* Sentences with the features and right label of each token; tokens without features are of class
 * 0 for sure. */
struct chain_example {
    const uint32_t *keys;      /* of all tokens */
    const uint32_t *key_start; /* of each token and one more */
    const uint8_t *labels;
    const uint32_t *sentences; /* first token of each and one more */
    const uint32_t *spans;     /* of each token and one more: the first of the spans that begin at
                                  it, which have one word, two, and so on */
    const uint32_t *span_keys; /* of all spans */
    const uint32_t *span_key_start; /* of each span and one more; a span without is no name */
    size_t token_count, sentence_count;
    unsigned part;  /* the kind of corpus, under CHAIN_PARTS: its conventions are learned apart */
    unsigned times; /* how often it is seen in each round; 0: left out */
};

struct chain_task {
    const struct chain_example *examples;
    size_t count;
    const char *name; /* of the layer */
    const char *const *classes;
    size_t class_count;
    uint32_t (*step_key)(size_t from); /* from `class_count`: at the start of a sentence */
    bool (*step_possible)(size_t from, size_t to);
    float unit; /* what one nat becomes in the table */
    int rounds;
    size_t span_most; /* words of a span */
};

/*
 * The weights for corpora of part 0; freed by learner_free_table(). The same task gives the same
 * weights.
 */
struct model_table chain_learn(const struct chain_task *task);

#endif
