/*
 * What a dictionary knows of a word, whether or not the annotated texts have it: which parts of
 * speech it may be, how verbs are used, and what sort of thing nouns and verbs mean. It is the
 * layer "lexicon" of the model, whose classes are these, one bit each; train/dictionary.h fills it.
 */
#ifndef DATELINE_TRANSFORM_TEXT_LEXICON_H
#define DATELINE_TRANSFORM_TEXT_LEXICON_H

#include <stdbool.h>
#include <stdint.h>
#include "transform/model/model.h"

enum lexicon_class {
    LEXICON_NOUN,
    LEXICON_NOUNS, /* plural */
    LEXICON_VERB,
    LEXICON_VERBS, /* third person */
    LEXICON_VERBING,
    LEXICON_VERBED, /* past or participle */
    LEXICON_ADJECTIVE,
    LEXICON_COMPARATIVE,
    LEXICON_SUPERLATIVE,
    LEXICON_ADVERB,
    /* what may follow a verb */
    LEXICON_NOTHING,
    LEXICON_OBJECT,
    LEXICON_TWO_OBJECTS,
    LEXICON_THAT,
    LEXICON_TO,
    LEXICON_ING,
    LEXICON_PREPOSITION,
    LEXICON_COMPLEMENT,
    /* WordNet's lexicographer files, lexnames(5WN): nouns 3 to 28, verbs 29 to 43 */
    LEXICON_SENSE,
    LEXICON_CLASSES = LEXICON_SENSE + 41
};

enum { LEXICON_SENSE_FIRST = 3, LEXICON_SENSE_VERB = 29, LEXICON_SENSE_LAST = 43 };

#define LEXICON_FORMS ((UINT64_C(1) << LEXICON_NOTHING) - 1)
#define LEXICON_FRAMES ((UINT64_C(1) << LEXICON_SENSE) - (UINT64_C(1) << LEXICON_NOTHING))

/* The class's name in the model file. */
void lexicon_class_name(enum lexicon_class lexicon_class, char name[MODEL_NAME_MAX]);

/* Whether the layer has these classes; NULL: no. */
bool lexicon_check(const struct model_layer *layer);

/* The key of a word in lower case. */
uint32_t lexicon_key(const char *lower);

/* Bits of classes; 0: the word is unknown. */
uint64_t lexicon_find(const struct model_layer *layer, const char *lower);

/* The parts of `bits` that go with a word of that Penn tag: its sense, and how the verb is used. */
uint64_t lexicon_meaning(uint64_t bits, const char *tag);

#endif
