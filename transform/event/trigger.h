/* Whether the words of a rule's trigger stand at a token, and are what the rule takes them for. */
#ifndef DATELINE_TRANSFORM_EVENT_TRIGGER_H
#define DATELINE_TRANSFORM_EVENT_TRIGGER_H

#include "transform/event/syntax.h"

/* The last token of a trigger that begins at `token`; NO_INDEX: it does not stand there. */
int32_t trigger_end(const struct syntax *syntax, const struct phrase *phrase, int32_t token,
                    enum rule_kind kind);

/* Whether the word is a verb, a noun ... as the rule says. */
bool trigger_fits(const struct syntax *syntax, const struct event_trigger *trigger, int32_t token);

#endif
