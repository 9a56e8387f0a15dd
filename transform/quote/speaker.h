/* Who speaks: the subject of a verb of speech, before or behind it. */
#ifndef DATELINE_TRANSFORM_QUOTE_SPEAKER_H
#define DATELINE_TRANSFORM_QUOTE_SPEAKER_H

#include "transform/quote/speech.h"

/* What the search for speech knows of an article. */
struct speech {
    const struct speech_words *words;
    struct document *document;
    int32_t *ends;         /* of each token: the mention that ends with it, or NO_INDEX */
    int32_t *starts;       /* of each token: the mention that begins with it, or NO_INDEX */
    unsigned char *inside; /* of each token: 1 between quotation marks, 2 a mark itself */
};

/* entity is NO_INDEX when the words name none; first == end: there are no words. */
struct speaker {
    int32_t entity;
    uint32_t first, end; /* tokens of the words for the speaker */
};

/* The kinds of a token that is a verb of speech; 0: it is none. */
unsigned speaker_verb(const struct speech *speech, uint32_t i);

/* Whether a token may be one, before it is known what stands between quotation marks. */
bool speaker_may_verb(const struct speech_words *words, const struct document *document,
                      uint32_t i);

/* The subject that ends before the verb at token `verb`, not before token `from`; false: none. */
bool speaker_before(const struct speech *speech, uint32_t from, uint32_t verb,
                    struct speaker *speaker);

/*
 * The subject that the tree gives a verb, or of "X left, saying ..." that of the verb it hangs on,
 * where it can speak: for phrases that speaker_before() cannot read.
 */
bool speaker_of_tree(const struct speech *speech, uint32_t from, uint32_t verb,
                     struct speaker *speaker);

/* Who is named from token `i` on, before `end`: "said X", "according to X". */
bool speaker_behind(const struct speech *speech, uint32_t i, uint32_t end, struct speaker *speaker);

#endif
