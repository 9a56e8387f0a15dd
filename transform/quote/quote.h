/* Direct and indirect speech, with its speaker and verb. */
#ifndef DATELINE_TRANSFORM_QUOTE_QUOTE_H
#define DATELINE_TRANSFORM_QUOTE_QUOTE_H

#include "transform/quote/speech.h"

/* Sets the flags of the sentences whose indirect speech may need a tree: those with a verb of
 * speech. Needs tags. */
void quote_choose(const struct speech_words *words, const struct document *document, bool *wanted);

/*
 * Needs tokens, sentences, tags, mentions and the trees of quote_choose(); fills quotes, in the
 * order of the text. Of a text that is not English only what stands between quotation marks,
 * without speaker and verb.
 */
void quote_find(const struct speech_words *words, struct document *document);

#endif
