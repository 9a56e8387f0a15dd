/*
 * What the parser sees of a state, as keys of the layer "arc": words, tags and relations around the
 * two places where an arc may come to be, alone and combined, after Zhang and Nivre (2011).
 */
#ifndef DATELINE_TRANSFORM_PARSE_FEATURES_H
#define DATELINE_TRANSFORM_PARSE_FEATURES_H

#include "transform/parse/state.h"

enum { PARSE_FEATURES_MAX = 128, PARSE_ROOT_ATOM = 13 };

/* The keys of the state's features; returns how many. */
size_t parse_features(const struct parse_state *state, uint32_t keys[PARSE_FEATURES_MAX]);

#endif
