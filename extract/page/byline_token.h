/* A byline's words, and what parts them. */
#ifndef DATELINE_EXTRACT_PAGE_BYLINE_TOKEN_H
#define DATELINE_EXTRACT_PAGE_BYLINE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    BYLINE_TOKENS_MAX = 80, /* what stands behind them names nobody */
    BYLINE_TOKEN_MAX = 60   /* bytes that are looked at; more are no word */
};

/* What parts a word from the one before it. */
enum byline_gap {
    GAP_SPACE,
    GAP_ELEMENT, /* an element of the page ended */
    GAP_COMMA,
    GAP_AND,
    GAP_DASH,
    GAP_HARD /* | ; and the like */
};

struct byline_token {
    const char *text;
    size_t length;
    enum byline_gap gap;
    unsigned meaning; /* enum byline_word */
    bool label;       /* a colon stands behind it */
    bool capital, digit, letter, ideograph;
    bool shouted; /* has no small letters */
};

struct byline_tokens {
    struct byline_token items[BYLINE_TOKENS_MAX];
    size_t count;
};

/* Words borrow their text. Brackets are left out with what they hold, "and" is a gap. */
void byline_tokenise(const char *text, struct byline_tokens *tokens);

#endif
