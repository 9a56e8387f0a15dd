#include "transform/event/dated.h"

#include <string.h>
#include "transform/event/words.h"

enum {
    DATED_FAR = 14,
    DATED_UP_MAX = 16 /* steps up the tree */
};

/* "in January after accusing X": the trigger stands in a clause that a word between it and the date
 * opens, and no comma ends. */
bool dated_before_clause(const struct document *document, uint32_t date_end, uint32_t trigger)
{
    for (uint32_t i = trigger; i > date_end; i--) {
        const char *word = document->tokens[i - 1].lower;

        if (strcmp(word, ",") == 0) {
            return false;
        }
        if (MATCH_ONE_OF(word, "after", "before", "since", "who", "which", "whose", "because")) {
            return true;
        }
    }
    return false;
}

static bool dated_has_comma(const struct document *document, int32_t from, int32_t to)
{
    for (int32_t t = from + 1; t < to && t - from < DATED_FAR; t++) {
        if (strcmp(document->tokens[t].lower, ",") == 0) {
            return true;
        }
    }
    return false;
}

/* "X, ruler from 1990 to 2000, denied", "a man who fled in May was arrested": the date hangs on
 * what describes somebody. */
bool dated_description(const struct document *document, const struct date_mention *date,
                       uint32_t trigger)
{
    int32_t t = (int32_t)(date->first_token + date->token_count - 1), apart = NO_INDEX;

    for (int steps = 0; document->arcs != NULL && steps < DATED_UP_MAX; steps++) {
        const struct arc *arc = &document->arcs[t];

        if (arc->relation == NULL || arc->head == NO_INDEX) {
            break;
        }
        if (strcmp(arc->relation, "appos") == 0 && apart == NO_INDEX && arc->head < t &&
            t < (int32_t)date->first_token && dated_has_comma(document, arc->head, t)) {
            apart = t;
        }
        t = arc->head;
        if (t == (int32_t)trigger) {
            break;
        }
    }
    if (apart == NO_INDEX) {
        return false;
    }
    t = (int32_t)trigger;
    for (int steps = 0; t != NO_INDEX && steps < DATED_UP_MAX; steps++) {
        if (t == apart) {
            return false; /* both stand in the description */
        }
        t = document->arcs[t].head;
    }
    return true;
}

/* "over Thursday's attacks", "in the wake of Monday's bombing": a date that belongs to another noun
 * than the trigger, which only says why. */
bool dated_other_noun(const struct document *document, const struct date_mention *date,
                      uint32_t trigger)
{
    uint32_t first = document->sentences[date->sentence].first_token, at = date->first_token,
             behind = at + date->token_count, noun;
    const char *before;

    if (at > first && MATCH_ONE_OF(document->tokens[at - 1].lower, "the", "a", "an")) {
        at--;
    }
    before = at > first ? document->tokens[at - 1].lower : "";
    if (behind >= document->token_count ||
        (!MATCH_ONE_OF(before, "over", "about", "of", "following", "despite", "for", "to",
                       "against", "from", "since", "after", "with", "until", "before", "into",
                       "including", "than", "like") &&
         !(strcmp(before, "in") == 0 && at >= first + 2 &&
           MATCH_ONE_OF(document->tokens[at - 2].lower, "role", "involvement", "part", "complicity",
                        "participation", "suspect", "suspects", "responsibility")))) {
        return false;
    }
    if (strcmp(document->tokens[behind].lower, "'s") != 0 &&
        strncmp(document->tokens[behind].tag, "NN", 2) != 0) {
        return false;
    }
    noun = behind + (strcmp(document->tokens[behind].lower, "'s") == 0);
    while (noun + 1 < document->token_count &&
           (strncmp(document->tokens[noun].tag, "JJ", 2) == 0 ||
            (strncmp(document->tokens[noun].tag, "NN", 2) == 0 &&
             strncmp(document->tokens[noun + 1].tag, "NN", 2) == 0))) {
        noun++;
    }
    for (uint32_t i = noun + 1; i < trigger && i <= noun + 2; i++) { /* "the 2005 attack that" */
        if (MATCH_ONE_OF(document->tokens[i].lower, "that", "which", "when", "where")) {
            return false;
        }
    }
    return (strncmp(document->tokens[noun].tag, "NN", 2) == 0 ||
            strcmp(document->tokens[noun].tag, "VBG") == 0) && /* "September's bombing" */
           (trigger < at || trigger > noun);
}

/* "said Wednesday that X attacked": the day on which it was said. */
bool dated_speech(const struct document *document, const struct date_mention *date,
                  uint32_t trigger)
{
    uint32_t at = date->first_token, first = document->sentences[date->sentence].first_token;

    if (at > first && strcmp(document->tokens[at - 1].lower, "on") == 0) {
        at--;
    }
    return at > first && date->first_token < trigger &&
           MATCH_ONE_OF(document->tokens[at - 1].lower, "said", "says", "say", "announced",
                        "reported", "told", "reporters", "confirmed", "statement");
}
