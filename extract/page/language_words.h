/*
 * Which language a text is in by its small words: cheap, and sure for the languages it knows. The
 * languages that it does not know are textcat's (language.h).
 */
#ifndef DATELINE_EXTRACT_PAGE_LANGUAGE_WORDS_H
#define DATELINE_EXTRACT_PAGE_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct language_words;

/* What was counted in one text. */
struct language_count {
    const char *best;  /* BCP 47, its primary part; NULL: none of them */
    size_t words;      /* of the text */
    size_t best_hits;  /* small words of `best` ... */
    size_t next_hits;  /* ... of the next after it */
    size_t asked_hits; /* ... of the language asked for */
    bool asked_known;  /* whether its words are known */
};

struct language_words *language_words_new(void);
void language_words_free(struct language_words *words);

/* `text` as fold_text() leaves it. `asked` is a primary language, or NULL. */
void language_words_count(const struct language_words *words, const char *text, const char *asked,
                          struct language_count *count);

#endif
