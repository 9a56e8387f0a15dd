/* Direct and indirect speech, with its speaker and verb. */
#ifndef DATELINE_TRANSFORM_QUOTE_H
#define DATELINE_TRANSFORM_QUOTE_H

#include "transform/document.h"

/* Needs tokens, sentences and entities; fills quotes. */
void quote_find(struct document *document);

#endif
