/*
 * Names as a model learned them: a chain of names and other words (train/chain.h) that weighs
 * words, shapes, gazetteers, the rules' own guess and the rest of the article. It has the last word
 * over what the rules found: where names begin and end, and whether they are of people,
 * organisations or places.
 */
#ifndef DATELINE_TRANSFORM_NAME_LEARNED_H
#define DATELINE_TRANSFORM_NAME_LEARNED_H

#include "transform/model/model.h"
#include "transform/name/finder.h"

enum {
    LEARNED_FEATURES_MAX = 192,
    LEARNED_CLASSES = 11,
    LEARNED_SPAN_MAX = 12, /* words of a name */
    LEARNED_UNIT = 4096    /* weights of the layers are logarithms of odds in these parts */
};

/* "O", then "B-" and "I-" of each type. */
extern const char *const learned_classes[LEARNED_CLASSES];

struct learned; /* what features are made from: of one document */

/* After finder_resolve(). Lives in the document's arena. */
struct learned *learned_prepare(const struct finder *finder);

/* The keys of a token's features; returns how many. None: the token is in no name. */
size_t learned_features(const struct learned *learned, uint32_t token,
                        uint32_t keys[LEARNED_FEATURES_MAX]);

/* How many spans that may be names begin at a token: of one word, of two, and so on. */
uint32_t learned_spans(const struct learned *learned, uint32_t first);

/* The same for a span of words as a whole; none: it is no name. */
size_t learned_span_features(const struct learned *learned, uint32_t first, uint32_t count,
                             uint32_t keys[LEARNED_FEATURES_MAX]);

/* The key under which the scores of the steps from a class are kept; LEARNED_CLASSES: at the start.
 */
uint32_t learned_step_key(size_t from);

/* Steps that no labelling has: "I-" behind anything but its own type. */
bool learned_step_possible(size_t from, size_t to);

/* The likeliest label of each token, of which `labels` has room for all. */
void learned_look(struct learned *learned, const struct model_layer *layer, uint8_t *labels);

/* The label that the rules gave to a token. */
unsigned learned_rule_label(const struct learned *learned, uint32_t token);

/* Finds names by the model and makes the document's mentions agree with them. */
void finder_decide(struct finder *finder, const struct model_layer *layer);

#endif
