/* Whether a word of a sentence is negated. */
#include <string.h>
#include "transform/event/syntax.h"
#include "transform/event/words.h"

static bool syntax_is_not(const char *word)
{
    size_t length = strlen(word);

    return MATCH_ONE_OF(word, "not", "never", "cannot", "neither", "nor", "without") ||
           (length > 3 && strcmp(word + length - 3, "n't") == 0);
}

/* "failed to" do it, was "unable to". */
static bool syntax_fails(const struct syntax *syntax, int32_t token)
{
    return MATCH_ONE_OF(syntax_word(syntax, token), "fail", "fails", "failed", "failing",
                        "unable") &&
           strcmp(syntax_word(syntax, token + 1), "to") == 0;
}

/* "no" before a noun: "No missile hit ..." */
static bool syntax_has_no(const struct syntax *syntax, int32_t noun)
{
    int32_t start = noun == NO_INDEX ? NO_INDEX : syntax_phrase_start(syntax, noun);

    return start != NO_INDEX && strcmp(syntax_word(syntax, start), "no") == 0;
}

bool syntax_negated(const struct syntax *syntax, int32_t token)
{
    bool guessed = false;

    if (syntax_is_noun(syntax, token) && syntax_has_no(syntax, token)) {
        return true;
    }
    if (syntax_is_verb(syntax, token) &&
        syntax_has_no(syntax, syntax_subject(syntax, token, &guessed)) && !guessed) {
        return true;
    }
    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX && t < token;
         t = syntax_sibling(syntax, t)) {
        if (syntax_is_not(syntax_word(syntax, t)) ||
            (strcmp(syntax_word(syntax, t), "no") == 0 && t >= token - 3)) {
            return true;
        }
        if (strcmp(syntax_word(syntax, t), "longer") == 0 &&
            strcmp(syntax_word(syntax, t - 1), "no") == 0) {
            return true;
        }
    }
    for (int32_t t = token - 1; t >= syntax->first && token - t < 5; t--) {
        if (syntax_is_not(syntax_word(syntax, t)) || syntax_fails(syntax, t)) {
            return true;
        }
        if (syntax_pos(syntax, t) != POS_ADV && syntax_pos(syntax, t) != POS_AUX &&
            syntax_pos(syntax, t) != POS_PART && syntax_pos(syntax, t) != POS_VERB) {
            break;
        }
    }
    return false;
}
