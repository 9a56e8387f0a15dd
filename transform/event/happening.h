/*
 * The same happening told by several sentences of an article, such as its headline and its first
 * sentence, is one event with several mentions: they get one id. docs/events.md says which tellings
 * can be one.
 */
#ifndef DATELINE_TRANSFORM_EVENT_HAPPENING_H
#define DATELINE_TRANSFORM_EVENT_HAPPENING_H

#include "transform/document.h"

/*
 * Sets the id of all events. A telling that says less than another of the same happening (no place,
 * a vaguer date, a party not named) gets that one's id, and date and place where its own are
 * vaguer; `fuller` is then the other's index.
 */
void happenings_set(struct document *document);

#endif
