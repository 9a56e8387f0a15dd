/*
 * Averaged perceptron over sparse features (Collins 2002), with the keys that model_sum() looks
 * up. Weights of features that no mistake ever touched do not exist.
 */
#ifndef DATELINE_TRANSFORM_TRAIN_LEARNER_H
#define DATELINE_TRANSFORM_TRAIN_LEARNER_H

#include <stddef.h>
#include <stdint.h>
#include "transform/model/model.h"

struct learner;

struct learner *learner_new(size_t classes);
void learner_free(struct learner *learner);

/* Adds the feature's weights to `scores`. */
void learner_score(const struct learner *learner, uint32_t key, float *scores);

/* Changes one weight. */
void learner_update(struct learner *learner, uint32_t key, size_t class_index, float by);

/* One more example was seen: what averages count. */
void learner_tick(struct learner *learner);

/* Learning is over: puts the averages of the weights in their place. */
void learner_average(struct learner *learner);

/* The largest weight of a layer, by how many bits it gets. */
enum { LEARNER_NARROW = 127, LEARNER_WIDE = 32000 };

/* A learner's classes may be several lots of the model's: weights for all corpora, then weights for
 * each kind of corpus. The model gets their sum, each by its share. */
enum { LEARNER_LOTS = 3 };
extern const float learner_all[LEARNER_LOTS]; /* the first alone */

/*
 * Makes a table of the weights, without those under `least`, scaled so that the largest is `most`;
 * freed by learner_free_table().
 */
struct model_table learner_table(struct learner *learner, const char *name,
                                 const char *const *classes, size_t class_count,
                                 const float shares[LEARNER_LOTS], float least, int most);
void learner_free_table(struct model_table *table);

#endif
