/* Which words of a sentence tell an event, and who stands where around them. */
#ifndef DATELINE_TRANSFORM_EVENT_MATCH_H
#define DATELINE_TRANSFORM_EVENT_MATCH_H

#include "transform/document.h"
#include "transform/event/rules.h"

/* A trigger of a rule in the text. */
struct event_match {
    const struct event_rule *rule;
    enum trigger_form form;
    uint32_t first, count; /* tokens */
    uint32_t object;       /* the token of the object that the rule asks for; UINT32_MAX: none */
    bool passive;
};

/* The best match that begins at a token; false if there is none. */
bool event_match_at(const struct event_rules *rules, const struct document *document,
                    uint32_t token, struct event_match *match);

/* Mention indices of the parties; NO_INDEX: unknown. `reciprocal`: each does it to the other. */
struct event_parties {
    int32_t source, target;
    bool reciprocal;
};

/* `previous`: the source of the match before in the sentence, or NO_INDEX: verbs share subjects. */
void event_match_parties(const struct document *document, const struct event_match *match,
                         int32_t previous, struct event_parties *parties);

/* What the words around the trigger say of the event: modality, negation, and who tells it. */
const char *event_match_modality(const struct document *document, const struct event_match *match);
bool event_match_negated(const struct document *document, const struct event_match *match);

#endif
