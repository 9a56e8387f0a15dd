#include "transform/event/match.h"

#include <string.h>
#include "transform/event/words.h"

enum { MATCH_OBJECT_FAR = 7 };

static bool match_is_be(const char *word)
{
    return MATCH_ONE_OF(word, "was", "were", "been", "being", "is", "are", "be", "gets", "got",
                        "get");
}

/* "X was attacked by Y", "attacked by Y" */
static bool match_passive(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first),
             end = match_sentence_end(document, match->first);
    uint32_t behind = match->first + match->count;

    if (match->rule->noun ||
        (match->form != FORM_PARTICIPLE && match->form != FORM_PAST_OR_PARTICIPLE)) {
        return false;
    }
    for (uint32_t i = match->first; i > start && match->first - i < 4; i--) {
        const char *word = document->tokens[i - 1].lower;

        if (match_is_be(word)) {
            return true;
        }
        if (MATCH_ONE_OF(word, "has", "have", "had", "and", ",", "who", "that", "which")) {
            break;
        }
    }
    return behind < end && strcmp(document->tokens[behind].lower, "by") == 0;
}

/* Whether the tokens at `i` are the words of `phrase`. */
static bool match_phrase_at(const struct document *document, uint32_t i, uint32_t end,
                            const char *phrase)
{
    while (*phrase != '\0') {
        size_t length = strcspn(phrase, " ");

        if (i >= end || strlen(document->tokens[i].lower) != length ||
            strncmp(document->tokens[i].lower, phrase, length) != 0) {
            return false;
        }
        phrase += length;
        phrase += strspn(phrase, " ");
        i++;
    }
    return true;
}

/* The object that the rule needs: behind the verb, or before a passive one. */
static uint32_t match_object(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first),
             end = match_sentence_end(document, match->first);
    uint32_t from = match->first + match->count, to = from + MATCH_OBJECT_FAR;

    if (match->passive) {
        to = match->first;
        from = to > start + MATCH_OBJECT_FAR ? to - MATCH_OBJECT_FAR : start;
    }
    to = to < end ? to : end;
    for (uint32_t i = from; i < to; i++) {
        for (size_t o = 0; o < match->rule->objects.count; o++) {
            if (match_phrase_at(document, i, end, match->rule->objects.items[o])) {
                return i;
            }
        }
    }
    return UINT32_MAX;
}

/* A base form behind a name needs several who act, or the style of headlines. */
static bool match_plural_subject(const struct document *document, uint32_t token)
{
    const struct mention *mention = match_ending(document, token);
    size_t length;

    if (mention == NULL) {
        return false;
    }
    length = strlen(mention->text);
    if (length > 2 && mention->text[length - 1] == 's' && mention->kind == MENTION_NOMINAL) {
        return true;
    }
    for (uint32_t i = mention->first_token;
         i > match_sentence_start(document, token) && mention->first_token - i < 3; i--) {
        if (strcmp(document->tokens[i - 1].lower, "and") == 0) {
            return true;
        }
    }
    return false;
}

/* Nouns that look like verbs: behind "the", "a", "his" there is no verb. */
static bool match_is_nominal(const struct document *document, const struct event_match *match)
{
    const char *before = match->first > match_sentence_start(document, match->first)
                             ? document->tokens[match->first - 1].lower
                             : "";
    size_t length = strlen(before);

    if (match->form == FORM_BASE && *before != '\0' &&
        (document->tokens[match->first - 1].flags & TOKEN_WORD) != 0 &&
        !MATCH_ONE_OF(before, "to", "will", "would", "may", "might", "could", "should", "can",
                      "must", "shall", "did", "does", "do", "not", "cannot", "and", "or", "who",
                      "that", "which", "they", "we", "you", "i", "help", "helped", "let", "people",
                      "also", "police") &&
        !(length > 3 &&
          (strcmp(before + length - 2, "ly") == 0 || strcmp(before + length - 3, "n't") == 0)) &&
        !match_plural_subject(document, match->first)) {
        return true; /* "his potential move", "a U.S. strike" */
    }
    return MATCH_ONE_OF(before, "the", "a", "an", "his", "her", "its", "their", "this", "that",
                        "these", "such", "no", "any", "some", "of", "'s");
}

bool event_match_at(const struct event_rules *rules, const struct document *document,
                    uint32_t token, struct event_match *match)
{
    const struct event_trigger *triggers;
    size_t count = event_rules_find(rules, document->tokens[token].lower, &triggers);
    uint32_t end = match_sentence_end(document, token);
    int best = 0;

    for (size_t i = 0; i < count; i++) {
        const struct event_trigger *trigger = &triggers[i];
        struct event_match tried = {.rule = trigger->rule,
                                    .form = trigger->form,
                                    .first = token,
                                    .count = 1,
                                    .object = UINT32_MAX};
        bool all = true;
        int score;

        for (size_t w = 0; w < trigger->behind.count && all; w++) {
            all = token + tried.count < end && strcmp(document->tokens[token + tried.count].lower,
                                                      trigger->behind.items[w]) == 0;
            tried.count++;
        }
        if (!all || (!trigger->rule->noun &&
                     (trigger->form == FORM_BASE || trigger->form == FORM_THIRD ||
                      trigger->form == FORM_GERUND) &&
                     match_is_nominal(document, &tried))) {
            continue;
        }
        tried.passive = match_passive(document, &tried);
        if (trigger->rule->objects.count > 0) {
            tried.object = match_object(document, &tried);
            if (tried.object == UINT32_MAX) {
                continue;
            }
        }
        /* conditions make a rule more certain; a verb says more than a noun */
        score = 1 + (int)tried.count * 4 + (tried.object != UINT32_MAX ? 3 : 0) +
                (trigger->rule->noun ? 0 : 1);
        if (score > best) {
            best = score;
            *match = tried;
        }
    }
    return best > 0;
}

static bool match_demands(const char *word)
{
    return MATCH_ONE_OF(word, "demanded", "demands", "demand", "demanding", "urged", "urges",
                        "urging", "asked", "asks", "ask", "asking", "requested", "requests",
                        "ordered", "orders", "must", "needs", "call", "calls");
}

const char *event_match_modality(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first);
    uint32_t from = match->first > start + 8 ? match->first - 8 : start;

    for (uint32_t i = match->first; i > from; i--) {
        const char *word = document->tokens[i - 1].lower;

        if (match->rule->noun && i + 2 < match->first) {
            break;
        }
        if (MATCH_ONE_OF(word, "will", "shall", "'ll", "plans", "plan", "planned", "planning",
                         "intends", "intend", "intended", "prepares", "preparing", "vowed", "vows",
                         "pledged", "promised", "scheduled", "expected", "set")) {
            return "planned";
        }
        if (MATCH_ONE_OF(word, "may", "might", "could", "would", "if", "can", "unless", "whether",
                         "should", "potentially", "potential", "possible", "possibility",
                         "prospect", "willing", "willingness", "desire", "desires", "wants", "want",
                         "wanted", "seeks", "sought", "hopes", "hoped", "hope", "ready",
                         "readiness", "considering", "considers", "consider", "threatened",
                         "threatens", "threat", "attempt", "attempts", "tried", "trying", "option",
                         "proposal", "idea")) {
            return "hypothetical";
        }
        if (match_demands(word)) {
            return match->rule->noun ? "actual" : "demanded";
        }
        if (strcmp(word, "that") == 0 && i >= from + 2 &&
            match_demands(document->tokens[i - 2].lower)) {
            return "demanded";
        }
        if (MATCH_ONE_OF(word, ",", ";", ":", "that", "who", "which", "and", "after", "before",
                         "when", "while", "because", "since", "as")) {
            break;
        }
    }
    return "actual";
}

bool event_match_negated(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first);
    uint32_t from = match->first > start + 4 ? match->first - 4 : start;

    for (uint32_t i = match->first; i > from; i--) {
        const char *word = document->tokens[i - 1].lower;
        size_t length = strlen(word);

        if (MATCH_ONE_OF(word, "not", "never", "no", "without", "neither", "nor", "denied",
                         "denies", "deny", "cannot", "failed", "fails") ||
            (length > 3 && strcmp(word + length - 3, "n't") == 0)) {
            return true;
        }
        if (strcmp(word, "that") == 0 && i >= start + 2 &&
            MATCH_ONE_OF(document->tokens[i - 2].lower, "denied", "denies", "deny", "denying")) {
            return true;
        }
        if (MATCH_ONE_OF(word, ",", ";", ":", "that", "who", "which", "and", "but")) {
            break;
        }
    }
    return false;
}
