/*
 * The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011) over one sentence:
 * what the parser and its training share. Every word enters the stack once and leaves it once, so
 * that a sentence of n words takes 2n moves. A move that makes an arc also says its relation.
 */
#ifndef DATELINE_TRANSFORM_PARSE_STATE_H
#define DATELINE_TRANSFORM_PARSE_STATE_H

#include <stdbool.h>
#include "transform/document.h"
#include "transform/model/model.h"

enum {
    PARSE_WORDS_MAX = SENTENCE_TOKENS_MAX,
    PARSE_LABELS_MAX = 63, /* relations; a set of them is a 64 bit number */
    PARSE_SITUATIONS = 6,  /* that differ in the moves that may come */
    PARSE_NONE = -1
};

enum parse_move {
    MOVE_SHIFT, /* the next word onto the stack */
    MOVE_LEFT,  /* the word on top depends on the next word, and leaves the stack */
    MOVE_RIGHT, /* the word on top depends on the one below it, and leaves the stack */
    MOVE_COUNT
};

struct parse_action {
    enum parse_move move;
    int label; /* of parse_actions.labels; of the move shift: 0 */
};

/* The classes of the layer "arc": "shift", "<nsubj", ">obj". */
struct parse_actions {
    struct parse_action actions[MODEL_CLASSES_MAX];
    size_t count;
    const char *labels[PARSE_LABELS_MAX]; /* relations: borrowed from the classes' names */
    size_t label_count;
    int root; /* the label "root"; PARSE_NONE: there is none */
    /* the classes that may come next: where words are left, then where none is, with no, one or
     * more words on the stack */
    uint8_t allowed[PARSE_SITUATIONS][MODEL_CLASSES_MAX];
    size_t allowed_count[PARSE_SITUATIONS];
};

/* Reads one more class's name, which is borrowed, into what began as zeros; false: there is no such
 * move, or no room. */
bool parse_actions_add(struct parse_actions *actions, const char *name);

/* Words count from 0 within the sentence; the root stands behind the last, as number `count`. */
struct parse_state {
    int count;
    uint64_t words[PARSE_WORDS_MAX + 1], tags[PARSE_WORDS_MAX + 1];    /* hashed */
    uint64_t senses[PARSE_WORDS_MAX + 1], frames[PARSE_WORDS_MAX + 1]; /* text/lexicon.h */
    int stack[PARSE_WORDS_MAX + 1], depth;
    int next; /* word that comes next; `count`: the root */
    int heads[PARSE_WORDS_MAX];
    int labels[PARSE_WORDS_MAX + 1]; /* of the word to its head */
    /* of each word, the two outermost dependents on either side that it has so far */
    int left[PARSE_WORDS_MAX + 1][2], right[PARSE_WORDS_MAX + 1][2];
    int left_count[PARSE_WORDS_MAX + 1], right_count[PARSE_WORDS_MAX + 1];
    uint64_t left_labels[PARSE_WORDS_MAX + 1], right_labels[PARSE_WORDS_MAX + 1]; /* sets */
};

/* Puts a sentence, with tags, before the first move; false: it is too long, or empty. */
bool parse_begin(struct parse_state *state, const struct document *document,
                 const struct sentence *sentence);

/* Whether no move is left: each word has its head. */
bool parse_done(const struct parse_state *state);

/* Only one word may depend on the root. */
bool parse_can(const struct parse_state *state, enum parse_move move);
void parse_do(struct parse_state *state, const struct parse_action *action);

/* The classes that may come next, and how many. Where one word and all moves and "<root" are among
 * the actions, there is one until parse_done(). */
const uint8_t *parse_list(const struct parse_state *state, const struct parse_actions *actions,
                          size_t *count);

#endif
