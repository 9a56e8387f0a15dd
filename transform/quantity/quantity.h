/* Numbers in digits and words with their unit, money, and what they count. */
#ifndef DATELINE_TRANSFORM_QUANTITY_QUANTITY_H
#define DATELINE_TRANSFORM_QUANTITY_QUANTITY_H

#include "transform/quantity/words.h"

/*
 * Needs tokens, sentences, tags, dates (a number inside a date is none) and mentions; fills
 * quantities, in the order of the text. Of a text that is not English only figures with %, €, $, £
 * or ¥.
 */
void quantity_find(const struct quantity_words *words, struct document *document);

#endif
