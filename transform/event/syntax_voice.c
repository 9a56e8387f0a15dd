/* Of a verb: whether it is the main one, and passive. */
#include <string.h>
#include "transform/event/syntax.h"
#include "transform/event/words.h"

static bool syntax_is_be(const char *word)
{
    return MATCH_ONE_OF(word, "was", "were", "been", "being", "is", "are", "be", "gets", "got",
                        "get", "'s", "'re");
}

bool syntax_is_main(const struct syntax *syntax, int32_t verb)
{
    int32_t head = syntax_head(syntax, verb), noun = head;
    bool apart = syntax_relation(syntax, head) == REL_APPOS; /* "X, a militia, claimed" */

    noun = apart ? syntax_head(syntax, head) : noun;
    return head == NO_INDEX ||
           (syntax_relation(syntax, verb) == REL_ACL && verb - head <= 1 + apart && verb > head &&
            syntax_relation(syntax, noun) == REL_ROOT &&
            !syntax->document->sentences[syntax->sentence].heading);
}

/* "British troops killed in Iraq": nobody kills without somebody who is killed. */
static bool syntax_is_reduced(const struct syntax *syntax, int32_t verb)
{
    const char *behind = syntax_word(syntax, verb + 1);

    return MATCH_ONE_OF(syntax_word(syntax, verb), "killed", "wounded", "injured", "arrested",
                        "detained", "abducted", "kidnapped", "executed", "beheaded", "jailed",
                        "imprisoned", "convicted", "indicted", "assassinated", "murdered", "slain",
                        "displaced", "deported", "captured", "hanged", "tortured", "sentenced",
                        "accused", "expelled", "extradited", "evicted") &&
           syntax_is_noun(syntax, verb - 1) && syntax_child_by(syntax, verb, REL_OBJ) == NO_INDEX &&
           ((syntax->document->tokens[verb + 1].flags & TOKEN_DATE) != 0 ||
            MATCH_ONE_OF(behind, "in", "by", "during", "near", "at", "after", "while", "when", "on",
                         "outside", "for", "over", "of"));
}

bool syntax_passive(const struct syntax *syntax, int32_t verb)
{
    const char *tag = syntax->document->tokens[verb].tag;
    const char *word = syntax_word(syntax, verb);
    size_t length = strlen(word);
    bool adjective = syntax_relation(syntax, verb) == REL_ACL && strcmp(tag, "VBN") == 0;

    if ((strcmp(tag, "VBN") != 0 && strcmp(tag, "VBD") != 0) ||
        (length > 3 && strcmp(word + length - 3, "ing") == 0)) {
        return false;
    }
    for (int32_t t = verb - 1; t >= syntax->first && verb - t < 5; t--) {
        const char *before = syntax_word(syntax, t);

        if (syntax_is_be(before)) {
            return true;
        }
        if (MATCH_ONE_OF(before, "has", "have", "had", "'ve", "having")) {
            return false;
        }
        if (syntax_pos(syntax, t) != POS_ADV && syntax_pos(syntax, t) != POS_PART) {
            break;
        }
    }
    for (int32_t t = verb - 1; t >= syntax->first && syntax_relation(syntax, verb) == REL_CONJ;
         t--) {
        if (t == syntax_head(syntax, verb)) {
            return syntax_relation(syntax, t) != REL_CONJ && strcmp(tag, "VBN") == 0 &&
                   syntax_passive(syntax, t); /* "were arrested and charged" */
        }
    }
    if (syntax_is_reduced(syntax, verb)) {
        return true;
    }
    if (adjective && syntax_is_main(syntax, verb) &&
        strcmp(syntax_word(syntax, verb + 1), "by") != 0) {
        return false; /* "Chadian troops clashed": a sentence has a verb */
    }
    return (adjective && syntax_child_by(syntax, verb, REL_NSUBJ) == NO_INDEX &&
            syntax_child_by(syntax, verb, REL_AUX) == NO_INDEX &&
            syntax_child_by(syntax, verb, REL_OBJ) == NO_INDEX) ||
           (strcmp(syntax_word(syntax, verb + 1), "by") == 0 &&
            (strcmp(tag, "VBN") == 0 || (length > 2 && strcmp(word + length - 2, "ed") == 0)));
}
