/* Makes the layer "lexicon" (text/lexicon.h) from the package wordnet-base. */
#ifndef DATELINE_TRANSFORM_TRAIN_DICTIONARY_H
#define DATELINE_TRANSFORM_TRAIN_DICTIONARY_H

#include "common/error.h"
#include "transform/model/model.h"

/* Freed by learner_free_table(). STATUS_USAGE: a file of WordNet cannot be read. */
enum status dictionary_table(struct model_table *table, struct error *error) WARN_UNUSED;

#endif
