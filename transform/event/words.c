#include "transform/event/words.h"

#include "transform/text/word.h"

bool match_in(const char *word, const char *const *words, size_t count)
{
    return word_in(word, words, count);
}

static const char *const match_prepositions[] = {
    "to",      "with",   "on",        "against", "in",      "at",     "of",     "from",
    "into",    "by",     "for",       "over",    "near",    "over",   "toward", "towards",
    "between", "upon",   "about",     "after",   "before",  "during", "since",  "until",
    "under",   "across", "inside",    "among",   "through", "behind", "amid",   "despite",
    "without", "as",     "than",      "outside", "around",  "off",    "out",    "onto",
    "within",  "along",  "alongside", "beyond",  "via"};

bool match_is_preposition(const char *word)
{
    return match_in(word, match_prepositions,
                    sizeof match_prepositions / sizeof match_prepositions[0]);
}
