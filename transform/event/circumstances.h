/* When, where, how many and by whose word an event is told. */
#ifndef DATELINE_TRANSFORM_EVENT_CIRCUMSTANCES_H
#define DATELINE_TRANSFORM_EVENT_CIRCUMSTANCES_H

#include "transform/event/syntax.h"

/*
 * Sets date, location and attribution of an event whose code and trigger are set; `trigger` is its
 * first token. The date is that of the sentence nearest to the trigger, else the day of
 * publication.
 */
void circumstances_set(struct document *document, struct event *event, uint32_t trigger, bool noun);

/*
 * Sets instruments and quantities of the events from index `first` on, once all that their sentence
 * tells is known: a number belongs to the nearest event that can have such a number.
 */
void circumstances_share(const struct syntax *syntax, struct document *document, size_t first);

#endif
