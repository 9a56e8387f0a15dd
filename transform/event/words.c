#include "transform/event/words.h"

#include <string.h>

bool match_in(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
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

uint32_t match_sentence_start(const struct document *document, uint32_t token)
{
    return document->sentences[document->tokens[token].sentence].first_token;
}

uint32_t match_sentence_end(const struct document *document, uint32_t token)
{
    const struct sentence *sentence = &document->sentences[document->tokens[token].sentence];

    return sentence->first_token + sentence->token_count;
}

const struct mention *match_ending(const struct document *document, uint32_t token)
{
    uint32_t sentence = token == 0 ? 0 : document->tokens[token - 1].sentence;

    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        if (document->mentions[i].first_token + document->mentions[i].token_count == token) {
            return &document->mentions[i];
        }
    }
    return NULL;
}
