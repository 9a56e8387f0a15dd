/* What a number counts: the noun behind it, and what became of those who are counted. */
#ifndef DATELINE_TRANSFORM_QUANTITY_COUNT_H
#define DATELINE_TRANSFORM_QUANTITY_COUNT_H

#include "transform/quantity/words.h"

/* A number and what stands around it. */
struct count {
    uint32_t first; /* token: of the words of comparison before the number, or of the number */
    uint32_t end;   /* behind the number and its unit */
    bool one;       /* a noun in the singular may follow */
    bool inherits;  /* it goes on with an object: "killing two men AND three boys" */
    const char *inherited;
    /* what is found: */
    const char *noun; /* lower case, or NULL */
    const char *what; /* "killed", or NULL */
    bool uncounted;   /* the noun is none that is counted */
    bool object;      /* `what` is a verb's that stands before the number */
    uint32_t noun_end;
};

/* Finds noun and fate; `end` is the sentence's. */
void count_read(const struct quantity_words *words, const struct document *document, uint32_t end,
                struct count *count);

/* What a phrase that stands before token `first` says of its object: "killed", "death toll rose
 * to"; NULL: nothing. `object` is set when it is a verb. */
const char *count_before(const struct quantity_words *words, const struct document *document,
                         uint32_t first, bool *object);

/* What the words from token `i` on say of a subject that ends there: "were killed". */
const char *count_behind(const struct quantity_words *words, const struct document *document,
                         uint32_t i, uint32_t end);

/* Behind a share that ends at token `i`, the whole of which it is, where that is one thing: "a
 * fifth OF THE POPULATION", "5% OF ITS WORKFORCE". Lower case; NULL: none. */
const char *count_whole(const struct document *document, uint32_t i, uint32_t end);

/* "three times as many", "twice": how much more something is counts nothing. */
bool count_is_factor(const struct document *document, const struct count *count, uint32_t end);

#endif
