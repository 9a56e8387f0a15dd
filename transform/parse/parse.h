/*
 * Syntax: a universal part of speech for each word, then a tree over each sentence, in the terms of
 * Universal Dependencies (de Marneffe et al. 2021). The tree grows greedily, by an averaged
 * perceptron over the moves of parse/state.h that was trained with a dynamic oracle (Goldberg and
 * Nivre 2013); its relations are chosen when it is whole.
 */
#ifndef DATELINE_TRANSFORM_PARSE_PARSE_H
#define DATELINE_TRANSFORM_PARSE_PARSE_H

#include "transform/document.h"
#include "transform/model/model.h"
#include "transform/parse/state.h"

enum { PARSE_POS_FEATURES_MAX = 24 };

struct parse_layers {
    const struct model_layer *pos, *arc;
    struct parse_actions actions; /* the classes of arc */
};

/* The layers "upos" and "arc"; false: the model lacks one, or has other classes. */
bool parse_find_layers(struct model *model, struct parse_layers *layers);

/* Sets the arcs of the sentences that are `wanted`, a flag each; NULL: of all. Needs tags
 * (text/tag.h); takes time and memory in proportion to the number of words. */
void parse_find(const struct parse_layers *layers, struct document *document, const bool *wanted);

/* The keys of the features of a word's part of speech; `before` is that of the word before it, ""
 * at the start. Returns how many. */
size_t parse_pos_features(const struct document *document, uint32_t token, const char *before,
                          uint32_t keys[PARSE_POS_FEATURES_MAX]);

#endif
