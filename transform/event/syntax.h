/*
 * One sentence as the event rules see it: its tree, and what to do where the tree is wrong or
 * missing. Tokens are counted from the start of the document; NO_INDEX is no token.
 *
 * Each answer says through `guessed` whether it was found in the tree or by distance alone.
 */
#ifndef DATELINE_TRANSFORM_EVENT_SYNTAX_H
#define DATELINE_TRANSFORM_EVENT_SYNTAX_H

#include <stdbool.h>
#include <stdint.h>
#include "transform/document.h"
#include "transform/event/rules.h"

enum relation {
    REL_OTHER,
    REL_ROOT,
    REL_NSUBJ,
    REL_OBJ,
    REL_IOBJ,
    REL_OBL,
    REL_NMOD,
    REL_AMOD,
    REL_COMPOUND,
    REL_FLAT,
    REL_CASE,
    REL_MARK,
    REL_AUX,
    REL_COP,
    REL_XCOMP,
    REL_CCOMP,
    REL_ADVCL,
    REL_ADVMOD,
    REL_ACL,
    REL_CONJ,
    REL_CC,
    REL_APPOS,
    REL_PARATAXIS,
    REL_DET,
    REL_NUMMOD,
    REL_PUNCT
};

enum pos {
    POS_OTHER,
    POS_VERB,
    POS_AUX,
    POS_NOUN,
    POS_PROPN,
    POS_PRON,
    POS_ADJ,
    POS_ADV,
    POS_ADP,
    POS_DET,
    POS_NUM,
    POS_PART,
    POS_CCONJ,
    POS_SCONJ,
    POS_PUNCT
};

struct syntax {
    const struct document *document;
    const struct event_rules *rules;
    uint32_t sentence;
    int32_t first, end;       /* tokens of the sentence, end exclusive */
    bool parsed, conditional; /* it has a tree; it has "if" or "unless" */
    /* by token - first: */
    int32_t *heads; /* NO_INDEX: root */
    uint8_t *relations, *pos;
    int32_t *first_child, *next; /* children from left to right */
    uint32_t *words;             /* numbers in the rules' vocabulary */
};

/* Sees a sentence; lives in the arena. */
void syntax_open(struct syntax *syntax, const struct document *document,
                 const struct event_rules *rules, uint32_t sentence, struct arena *arena);

/* Mends a tree before its children are known: a sentence has a verb, and where the tree has a noun
 * as its root that noun is the verb's subject ("Aircraft, including helicopters, killed X"); "X and
 * Y met"; "the paper says X met Y". */
void syntax_mend(struct syntax *syntax);

enum relation syntax_relation(const struct syntax *syntax, int32_t token);
enum pos syntax_pos(const struct syntax *syntax, int32_t token);
int32_t syntax_head(const struct syntax *syntax, int32_t token);
const char *syntax_word(const struct syntax *syntax, int32_t token); /* lower case; "" outside */
uint32_t syntax_number(const struct syntax *syntax, int32_t token);  /* in the vocabulary */

/* Children, in a loop: for (t = syntax_child(s, h); t != NO_INDEX; t = syntax_sibling(s, t)). */
int32_t syntax_child(const struct syntax *syntax, int32_t token);
int32_t syntax_sibling(const struct syntax *syntax, int32_t token);
int32_t syntax_child_by(const struct syntax *syntax, int32_t token, enum relation relation);

/* Whether `token` stands below `above`, or is it. */
bool syntax_below(const struct syntax *syntax, int32_t token, int32_t above);

bool syntax_is_noun(const struct syntax *syntax, int32_t token); /* noun, name or pronoun */
bool syntax_is_verb(const struct syntax *syntax, int32_t token);

/* "condemned Y and praised Z": a second verb, which nothing before the "and" governs. */
bool syntax_is_second(const struct syntax *syntax, int32_t token);

/* Whether another clause begins between two tokens: "after", "which", ";" ... */
bool syntax_clause_between(const struct syntax *syntax, int32_t from, int32_t to);

/* Whether a verb is that of the whole sentence; also where the tree hangs it on its subject, as if
 * it were "troops [that were] attacked". */
bool syntax_is_main(const struct syntax *syntax, int32_t verb);

/* "was attacked", "attacked by". */
bool syntax_passive(const struct syntax *syntax, int32_t verb);

bool syntax_negated(const struct syntax *syntax, int32_t token);

/* The head of the surface subject. */
int32_t syntax_subject(const struct syntax *syntax, int32_t verb, bool *guessed);

/* The head of the direct object; `last` is the last token of the trigger. */
int32_t syntax_object(const struct syntax *syntax, int32_t verb, int32_t last, bool *guessed);

/* The head of the complement with a preposition of a verb or noun (or of its object). */
int32_t syntax_oblique(const struct syntax *syntax, int32_t token, int32_t last,
                       uint32_t preposition, bool *guessed);

/* The head of the noun phrase that begins at a token; NO_INDEX: none begins there. */
int32_t syntax_phrase_head(const struct syntax *syntax, int32_t token);

/* The first token of the noun phrase that a head ends. */
int32_t syntax_phrase_start(const struct syntax *syntax, int32_t head);

/* The preposition that a noun stands behind; NO_INDEX: none. */
int32_t syntax_preposition(const struct syntax *syntax, int32_t noun);

#endif
