/* Who stands behind an attack or a weapon that is a subject. */
#include <string.h>
#include "transform/event/parties.h"
#include "transform/event/words.h"

enum { PARTIES_HIT_FAR = 12 }; /* words between a participle and the verb of its noun */

bool party_is_happening(const char *word)
{
    static const char *const happenings[] = {
        "attack",     "blast",     "explosion", "bombing",  "raid",        "strike",   "airstrike",
        "shelling",   "fighting",  "clash",     "violence", "shooting",    "ambush",   "assault",
        "battle",     "operation", "offensive", "crash",    "accident",    "fire",     "storm",
        "earthquake", "quake",     "flood",     "disaster", "outbreak",    "disease",  "drought",
        "bomb",       "incident",  "massacre",  "killing",  "gunbattle",   "gunfire",  "firefight",
        "war",        "conflict",  "unrest",    "riot",     "bombardment", "incursion"};

    for (size_t i = 0; i < sizeof happenings / sizeof happenings[0]; i++) {
        size_t length = strlen(happenings[i]);

        if (strncmp(word, happenings[i], length) == 0 &&
            MATCH_ONE_OF(word + length, "", "s", "es")) {
            return true;
        }
    }
    return false;
}

void party_of_launcher(const struct syntax *syntax, int32_t noun, struct party_set *set)
{
    for (int32_t t = syntax_child(syntax, noun); t != NO_INDEX && set->count == 0;
         t = syntax_sibling(syntax, t)) {
        bool guessed = false;

        if (t > noun && strcmp(syntax->document->tokens[t].tag, "VBN") == 0) {
            party_of_noun(syntax, syntax_oblique(syntax, t, t, syntax->rules->by, &guessed), set);
            set->guessed = set->guessed || guessed;
        }
    }
}

void party_of_happening(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    bool guessed = false;

    party_before_head(syntax, head, set);
    if (set->count == 0) {
        party_of_noun(syntax, syntax_oblique(syntax, head, head, syntax->rules->by, &guessed), set);
    }
    if (set->count == 0) {
        party_of_launcher(syntax, head, set);
    }
    set->guessed = set->guessed || guessed;
}

int32_t party_hit_by(const struct syntax *syntax, const struct event_match *match)
{
    const struct token *tokens = syntax->document->tokens;

    if (match->first == syntax->first || strncmp(tokens[match->first - 1].tag, "NN", 2) != 0 ||
        strcmp(tokens[match->first].tag, "VBN") != 0 ||
        syntax_number(syntax, match->last + 1) != syntax->rules->by) {
        return NO_INDEX;
    }
    for (int32_t t = match->last + 1; t < syntax->end && t - match->last < PARTIES_HIT_FAR; t++) {
        if (strcmp(tokens[t].tag, "VBD") == 0) {
            return MATCH_ONE_OF(syntax_word(syntax, t), "killed", "wounded", "injured", "hit",
                                "struck", "destroyed", "damaged")
                       ? t
                       : NO_INDEX;
        }
    }
    return NO_INDEX;
}
