/* Direct and indirect speech, with its speaker and verb. */
#ifndef DATELINE_TRANSFORM_QUOTE_QUOTE_H
#define DATELINE_TRANSFORM_QUOTE_QUOTE_H

#include "transform/quote/speech.h"

/*
 * Needs tokens, sentences, tags and mentions; fills quotes, in the order of the text. Of a text
 * that is not English only what stands between quotation marks, without speaker and verb.
 */
void quote_find(const struct speech_words *words, struct document *document);

#endif
