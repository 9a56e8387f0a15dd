/*
 * The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) over one sentence:
 * what the parser and its training share. Every word enters the stack once and leaves it once, so
 * that a sentence of n words takes 2n moves.
 */
#ifndef DATELINE_TRANSFORM_PARSE_STATE_H
#define DATELINE_TRANSFORM_PARSE_STATE_H

#include <stdbool.h>
#include "transform/document.h"

enum { PARSE_WORDS_MAX = SENTENCE_TOKENS_MAX, PARSE_FEATURES_MAX = 96, PARSE_NONE = -1 };

enum parse_move {
    MOVE_SHIFT, /* the next word onto the stack */
    MOVE_LEFT,  /* the word on top depends on the next word, and leaves the stack */
    MOVE_RIGHT, /* the word on top depends on the one below it, and leaves the stack */
    MOVE_COUNT
};

extern const char *const parse_moves[MOVE_COUNT];

/* Words count from 0 within the sentence; the root stands behind the last, as number `count`. */
struct parse_state {
    int count;
    uint64_t words[PARSE_WORDS_MAX + 1], tags[PARSE_WORDS_MAX + 1]; /* hashed */
    int stack[PARSE_WORDS_MAX + 1], depth;
    int next; /* word that comes next; `count`: the root */
    int heads[PARSE_WORDS_MAX];
    /* of each word, the two outermost dependents on either side that it has so far */
    int left[PARSE_WORDS_MAX + 1][2], right[PARSE_WORDS_MAX + 1][2];
    int left_count[PARSE_WORDS_MAX + 1], right_count[PARSE_WORDS_MAX + 1];
};

/* Puts a sentence, with tags, before the first move; false: it is too long, or empty. */
bool parse_begin(struct parse_state *state, const struct document *document,
                 const struct sentence *sentence);

/* Whether no move is left: each word has its head. */
bool parse_done(const struct parse_state *state);

/* Only one word may depend on the root. */
bool parse_can(const struct parse_state *state, enum parse_move move);
void parse_do(struct parse_state *state, enum parse_move move);

/* The keys of the state's features; returns how many. */
size_t parse_features(const struct parse_state *state, uint32_t keys[PARSE_FEATURES_MAX]);

/*
 * The keys of what tells the relation of a word to its head, once `heads` is whole (and `left` and
 * `right` are); `count` stands for the root.
 */
size_t parse_relation_features(const struct parse_state *state, int word,
                               uint32_t keys[PARSE_FEATURES_MAX]);

/* Sets heads from outside, and left and right after them: for training. PARSE_NONE: no head. */
void parse_set_heads(struct parse_state *state, const int *heads);

#endif
