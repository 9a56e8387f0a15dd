/* Whether words are the same: most that are compared differ in their first letter. */
#ifndef DATELINE_TRANSFORM_TEXT_WORD_H
#define DATELINE_TRANSFORM_TEXT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool word_is(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

static inline bool word_in(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (word_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

#endif
