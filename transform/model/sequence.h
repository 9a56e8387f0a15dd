/* The best row of labels over a sentence, by scores of each label at each place and of each step.
 */
#ifndef DATELINE_TRANSFORM_MODEL_SEQUENCE_H
#define DATELINE_TRANSFORM_MODEL_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"

/* A step with this score is never taken. */
#define SEQUENCE_NEVER (-1e9f)

/*
 * Viterbi's algorithm (1967). `scores` is count times classes; `steps` is (classes + 1) times
 * classes, its row `classes` for the first place. Fills `labels`. Ties go to the smaller label.
 */
void sequence_best(const float *scores, const float *steps, size_t count, size_t classes,
                   struct arena *arena, uint8_t *labels);

#endif
