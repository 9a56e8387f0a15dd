/*
 * Which sentences are worth a tree: by far the most time goes into those. It is decided by words
 * and mentions alone, so that a sentence that is left out would tell no event with a tree either.
 */
#ifndef DATELINE_TRANSFORM_EVENT_CHOOSE_H
#define DATELINE_TRANSFORM_EVENT_CHOOSE_H

#include "transform/event/rules.h"

/* Whether a rule tells violence that somebody may claim in the sentences behind it. */
bool choose_is_violence(const struct event_rule *rule);

#endif
