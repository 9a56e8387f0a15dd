/*
 * Names as a model learned them: a structured perceptron (Collins 2002) over words, shapes,
 * gazetteers, the rules' own guess and the rest of the article. It has the last word over what the
 * rules found: where names begin and end, and whether they are of people, organisations or places.
 */
#ifndef DATELINE_TRANSFORM_NAME_LEARNED_H
#define DATELINE_TRANSFORM_NAME_LEARNED_H

#include "transform/model/model.h"
#include "transform/name/finder.h"

enum { LEARNED_FEATURES_MAX = 128, LEARNED_CLASSES = 11 };

/* "O", then "B-" and "I-" of each type. */
extern const char *const learned_classes[LEARNED_CLASSES];

struct learned; /* what features are made from: of one document */

/* After finder_resolve(). Lives in the document's arena. */
struct learned *learned_prepare(const struct finder *finder);

/* The keys of a token's features; returns how many. */
size_t learned_features(const struct learned *learned, uint32_t token,
                        uint32_t keys[LEARNED_FEATURES_MAX]);

/* The key under which the scores of the steps from a class are kept; LEARNED_CLASSES: at the start.
 */
uint32_t learned_step_key(size_t from);

/* Steps that no labelling has: "I-" behind anything but its own type. */
bool learned_step_possible(size_t from, size_t to);

/*
 * Lets the places where the article writes a word with a capital share what they know: the scores
 * of a token, LEARNED_CLASSES each, move towards the mean of all of them.
 */
void learned_share(const struct learned *learned, float *scores);

/*
 * Names of several words that the gazetteers list, where the rules found them, are what the
 * gazetteers say unless the model is all but sure: people may rely on the lines they add.
 */
void learned_trust(const struct learned *learned, float *scores);

/* The label that the rules gave to a token. */
unsigned learned_rule_label(const struct learned *learned, uint32_t token);

/* Finds names by the model and makes the document's mentions agree with them. */
void finder_decide(struct finder *finder, const struct model_layer *layer);

#endif
