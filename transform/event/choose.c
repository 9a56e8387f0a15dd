#include "transform/event/choose.h"

#include <string.h>
#include "transform/event/parties.h"

bool choose_is_violence(const struct event_rule *rule)
{
    return rule->code != NULL && rule->code->quad == 4 && rule->change == CHANGE_NONE &&
           (rule->when & WHEN_GOVERNED) == 0 && strncmp(rule->code->cameo, "18", 2) >= 0;
}

/* Whether a party of the sentence has a code: no event is without one (event_is_sure()). */
static bool choose_has_code(const struct document *document, uint32_t sentence)
{
    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        if (party_code(document, (int32_t)i) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether the words of a trigger that begins at a token stand behind it, in their order. */
static bool choose_has_trigger(const struct phrase *phrase, const uint32_t *words, size_t at,
                               size_t count)
{
    size_t found = 1;

    for (at++; at < count && found < phrase->count; at++) {
        found += words[at] == phrase->words[found];
    }
    return found == phrase->count;
}

/* Whether a phrase of the list stands somewhere; an empty list asks for none. */
static bool choose_has_phrase(const struct phrase_list *list, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count && list->count > 0; i++) {
        if (phrase_list_match(list, words + i, count - i) > 0) {
            return true;
        }
    }
    return list->count == 0;
}

/* Whether the words that a rule asks for stand in the sentence, wherever that is. */
static bool choose_may_hold(const struct event_rule *rule, const uint32_t *words, size_t count)
{
    bool may = choose_has_phrase(&rule->objects, words, count) &&
               choose_has_phrase(&rule->about, words, count) &&
               choose_has_phrase(&rule->clause, words, count) &&
               choose_has_phrase(&rule->subject, words, count);

    for (size_t i = 0; may && i < rule->phrase_count; i++) {
        may = choose_has_phrase(&rule->phrases[i].words, words, count);
    }
    return may;
}

/* Whether a rule with a code is triggered; with `violence`, one of violence. */
static bool choose_is_told(const struct event_rules *rules, const struct document *document,
                           uint32_t sentence, bool violence)
{
    const struct sentence *s = &document->sentences[sentence];
    uint32_t words[SENTENCE_TOKENS_MAX];
    size_t count = s->token_count < SENTENCE_TOKENS_MAX ? s->token_count : SENTENCE_TOKENS_MAX;

    for (size_t i = 0; i < count; i++) {
        words[i] = vocabulary_find(&rules->vocabulary, document->tokens[s->first_token + i].lower);
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t word = words[i];

        for (uint32_t t = rules->first_trigger[word]; t < rules->first_trigger[word + 1]; t++) {
            const struct event_trigger *trigger = &rules->triggers[t];

            if (trigger->rule->code != NULL && (!violence || choose_is_violence(trigger->rule)) &&
                choose_has_trigger(&trigger->phrase, words, i, count) &&
                choose_may_hold(trigger->rule, words, count)) {
                return true;
            }
        }
    }
    return false;
}

void event_choose(const struct event_rules *rules, const struct document *document, bool *may)
{
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        may[i] =
            document->english && choose_is_told(rules, document, i, !choose_has_code(document, i));
    }
}
