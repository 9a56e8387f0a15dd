/*
 * Whether an article is to be read as English. The language that its page declares decides, unless
 * the text is written in other letters; without one, the small words of the text decide: those that
 * English alone has against those of its neighbours. A text without any of either is English when
 * it is short and nothing in its letters says otherwise.
 */
#ifndef DATELINE_TRANSFORM_TEXT_LANGUAGE_H
#define DATELINE_TRANSFORM_TEXT_LANGUAGE_H

#include <stdbool.h>
#include "transform/document.h"
#include "transform/model/model.h"

/* Looks at `article.language`, title and body. */
bool language_is_english(const struct document *document);

/*
 * Of a short text of no declared language without small words, once it is cut into words: whether
 * the dictionary knows half of those in small letters. True for all other texts, and without a
 * dictionary (NULL).
 */
bool language_has_known_words(const struct document *document, const struct model_layer *lexicon);

#endif
