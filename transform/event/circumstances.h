/* When, where and by whose word an event is told. */
#ifndef DATELINE_TRANSFORM_EVENT_CIRCUMSTANCES_H
#define DATELINE_TRANSFORM_EVENT_CIRCUMSTANCES_H

#include "transform/event/syntax.h"

/*
 * Sets date, location and attribution of an event whose code and trigger are set; `trigger` is its
 * first token. The date is that of the sentence nearest to the trigger, else the day of
 * publication.
 */
void circumstances_set(struct document *document, struct event *event, uint32_t trigger, bool noun);

#endif
