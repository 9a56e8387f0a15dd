/* Words that all parts of event matching look at. */
#ifndef DATELINE_TRANSFORM_EVENT_WORDS_H
#define DATELINE_TRANSFORM_EVENT_WORDS_H

#include "transform/document.h"

bool match_in(const char *word, const char *const *words, size_t count);
#define MATCH_ONE_OF(word, ...)                                                                    \
    match_in((word), (const char *const[]){__VA_ARGS__},                                           \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

bool match_is_preposition(const char *word);

#endif
