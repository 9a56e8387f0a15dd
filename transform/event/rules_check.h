/* What is wrong with rules that can be read: words that two rules claim, rules that never fire. */
#ifndef DATELINE_TRANSFORM_EVENT_RULES_CHECK_H
#define DATELINE_TRANSFORM_EVENT_RULES_CHECK_H

#include <stdio.h>
#include "transform/event/event.h"

/* Prints one line a finding, "file:line: what". Returns how many there are. */
size_t rules_check(const struct event_rules *rules, FILE *out);

#endif
