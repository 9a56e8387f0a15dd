/* Which words of a sentence tell an event: the rule that fits best at each trigger. */
#ifndef DATELINE_TRANSFORM_EVENT_MATCH_H
#define DATELINE_TRANSFORM_EVENT_MATCH_H

#include "transform/event/syntax.h"

enum { MATCHES_MAX = 96 };

/* A trigger of a rule in the text. Tokens of the document; NO_INDEX: none. */
struct event_match {
    const struct event_rule *rule;
    enum rule_kind kind;
    int32_t first, last; /* the trigger */
    int32_t object;      /* of the conditions on it: the word that is in the list */
    int32_t clause;      /* verb of the complement clause that the rule asks for */
    int32_t subject;     /* head of the subject that the rule asks for */
    int32_t light;       /* of a noun: the verb that carries it, "launched an attack" */
    bool passive, negated, guessed;
    bool absorbed; /* another match tells it */
    int score;
    int32_t governor; /* index of the match that changes this one */
};

/* Hears of rules whose trigger stands there, but not what else they ask for. */
struct match_watch {
    void (*missed)(void *context, const struct event_miss *miss);
    void *context;
};

void match_tell(const struct match_watch *watch, const struct event_rule *rule, int32_t token,
                const char *why);

/* The matches of a sentence in the order of the text; `watch` may be NULL. Returns how many. */
size_t match_find(const struct syntax *syntax, const struct match_watch *watch,
                  struct event_match matches[MATCHES_MAX]);

/* The token of a trigger whose head in the tree is outside of it. */
int32_t match_top(const struct syntax *syntax, const struct event_match *match);

/* The verb of the clause that is the complement of a word; NO_INDEX: none. */
int32_t match_complement(const struct syntax *syntax, int32_t token, int32_t last);

#endif
