/* How many, and with what. */
#ifndef DATELINE_TRANSFORM_EVENT_NUMBERS_H
#define DATELINE_TRANSFORM_EVENT_NUMBERS_H

#include "transform/event/syntax.h"

/*
 * Sets instruments and quantities of the events from index `first` on, once all that their sentence
 * tells is known: a number belongs to the nearest event that can have such a number.
 */
void numbers_share(const struct syntax *syntax, struct document *document, size_t first);

/* Of a sentence that tells no event and only counts ("Twelve were killed."): gives its numbers to
 * the events of the sentence before it, which tells the attack. */
void numbers_count(struct document *document, uint32_t sentence, uint32_t attack);

#endif
