/* Words and places that all parts of event matching look at. */
#ifndef DATELINE_TRANSFORM_EVENT_WORDS_H
#define DATELINE_TRANSFORM_EVENT_WORDS_H

#include "transform/document.h"

bool match_in(const char *word, const char *const *words, size_t count);
#define MATCH_ONE_OF(word, ...)                                                                    \
    match_in((word), (const char *const[]){__VA_ARGS__},                                           \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

bool match_is_preposition(const char *word);

/* First token of a token's sentence, and the one behind its last. */
uint32_t match_sentence_start(const struct document *document, uint32_t token);
uint32_t match_sentence_end(const struct document *document, uint32_t token);

/* The mention that ends right before a token; NULL: none. */
const struct mention *match_ending(const struct document *document, uint32_t token);

#endif
