/*
 * With what an event is done: "drone", "car_bomb". config/events/instruments.tsv says which words
 * name which instrument, and where they have to stand.
 */
#ifndef DATELINE_TRANSFORM_EVENT_INSTRUMENT_H
#define DATELINE_TRANSFORM_EVENT_INSTRUMENT_H

#include "transform/event/syntax.h"

/* Reads the table; its words become the rules' vocabulary. STATUS_USAGE: file:line: what is wrong.
 */
enum status instrument_read(struct event_rules *rules, struct error *error) WARN_UNUSED;

/*
 * The instrument of what the trigger from `first` to `last` tells; of several the one nearest to
 * the trigger. NULL: the sentence names none.
 */
const struct instrument *instrument_find(const struct syntax *syntax, int32_t first, int32_t last);

#endif
