/* Numbers in digits and words, and what they count. */
#ifndef DATELINE_TRANSFORM_QUANTITY_H
#define DATELINE_TRANSFORM_QUANTITY_H

#include "transform/document.h"

/* Needs tokens, sentences and dates (a number inside a date is none); fills quantities. */
void quantity_find(struct document *document);

#endif
