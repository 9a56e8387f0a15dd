/*
 * Parts of speech: Penn Treebank tags (Santorini 1990), given to each word from left to right by a
 * perceptron (Collins 2002) that sees the word, its neighbours and the two tags before it.
 */
#ifndef DATELINE_TRANSFORM_TEXT_TAG_H
#define DATELINE_TRANSFORM_TEXT_TAG_H

#include "transform/document.h"
#include "transform/model/model.h"

enum { TAG_FEATURES_MAX = 48 };

struct tag_layers {
    const struct model_layer *tags, *lexicon;
};

/* The layers "tag" and "lexicon"; false: the model lacks one, or has other classes. */
bool tag_find_layers(struct model *model, struct tag_layers *layers);

/* Looks up each token in the dictionary; what the features need. */
void tag_look_up(const struct model_layer *lexicon, struct document *document);

/* The keys of a token's features, when the two tokens before it have the tags `before` (the nearest
 * first; "" at the start); returns how many. */
size_t tag_features(const struct document *document, uint32_t token, const char *const before[2],
                    uint32_t keys[TAG_FEATURES_MAX]);

/* Sets the tag of each token. */
void tag_find(const struct tag_layers *layers, struct document *document);

#endif
