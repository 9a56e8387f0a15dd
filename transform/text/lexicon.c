#include "transform/text/lexicon.h"

#include <stdio.h>
#include <string.h>
#include "transform/model/feature.h"

static const char *const lexicon_names[LEXICON_SENSE] = {
    "noun",        "nouns",       "verb",        "verbs",  "verbing",     "verbed",
    "adjective",   "comparative", "superlative", "adverb", "nothing",     "object",
    "two-objects", "that",        "to",          "ing",    "preposition", "complement"};

void lexicon_class_name(enum lexicon_class lexicon_class, char name[MODEL_NAME_MAX])
{
    if (lexicon_class < LEXICON_SENSE) {
        snprintf(name, MODEL_NAME_MAX, "%s", lexicon_names[lexicon_class]);
    } else {
        snprintf(name, MODEL_NAME_MAX, "sense %d",
                 (int)(lexicon_class - LEXICON_SENSE) + LEXICON_SENSE_FIRST);
    }
}

bool lexicon_check(const struct model_layer *layer)
{
    if (layer == NULL || layer->class_count != LEXICON_CLASSES) {
        return false;
    }
    for (unsigned i = 0; i < LEXICON_CLASSES; i++) {
        char name[MODEL_NAME_MAX];

        lexicon_class_name((enum lexicon_class)i, name);
        if (strcmp(layer->classes[i], name) != 0) {
            return false;
        }
    }
    return true;
}

uint32_t lexicon_key(const char *lower)
{
    return feature_key(feature_text(feature_begin(700), lower));
}

uint64_t lexicon_find(const struct model_layer *layer, const char *lower)
{
    return model_classes(layer, lexicon_key(lower));
}

uint64_t lexicon_meaning(uint64_t bits, const char *tag)
{
    const uint64_t senses = UINT64_MAX << LEXICON_SENSE;
    const uint64_t verbs = UINT64_MAX << (LEXICON_SENSE + LEXICON_SENSE_VERB - LEXICON_SENSE_FIRST);

    if (strncmp(tag, "NN", 2) == 0 && tag[2] != 'P') {
        return bits & senses & ~verbs;
    }
    return tag[0] == 'V' ? bits & (verbs | LEXICON_FRAMES) : 0;
}
