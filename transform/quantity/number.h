/* Numbers as news writes them: "2,500", "two thousand five hundred", "1.2bn", "half a million",
 * "hundreds of thousands", "20-30", "two-thirds", "one in five". */
#ifndef DATELINE_TRANSFORM_QUANTITY_NUMBER_H
#define DATELINE_TRANSFORM_QUANTITY_NUMBER_H

#include "transform/quantity/words.h"

enum { NUMBER_TOKENS_MAX = 16, NUMBER_PART_MAX = 32 };

struct number {
    uint32_t end; /* token behind it */
    double value;
    double most;                    /* of a range in one token ("20-30"); negative: it is none */
    bool digits;                    /* it begins with figures */
    bool scaled;                    /* "5 million" */
    bool vague;                     /* "dozens" */
    bool fraction;                  /* a part of a whole */
    bool word_one;                  /* the word "one" alone */
    bool hyphen;                    /* `attached` stood behind a hyphen: "30-mile" */
    char attached[NUMBER_PART_MAX]; /* what its last token goes on with: "km" of "5km"; "" */
};

/* Reads the number that begins at token `i`; false: there is none. `end` is the sentence's. */
bool number_read(const struct quantity_words *words, const struct document *document, uint32_t i,
                 uint32_t end, struct number *number);

#endif
