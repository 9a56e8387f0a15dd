#include "transform/quote/indirect.h"

#include <string.h>
#include "transform/place/place.h"

enum {
    INDIRECT_WORDS_MIN = 3, /* of a clause, outside of quotation marks */
    INDIRECT_THAT_FAR =
        16, /* tokens from the verb to "that": "told reporters in Oslo on Friday that" */
    INDIRECT_TAIL_MAX = 24 /* tokens behind "..., X said" */
};

#define INDIRECT_IS(i, text) (strcmp(tokens[i].lower, (text)) == 0)

static bool indirect_finite(const struct token *token)
{
    return strcmp(token->tag, "VBD") == 0 || strcmp(token->tag, "VBZ") == 0 ||
           strcmp(token->tag, "VBP") == 0 || strcmp(token->tag, "MD") == 0;
}

/* Whether a verb with a mood stands in the tokens, outside of marks. */
static bool indirect_has_finite(const struct speech *speech, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        if (indirect_finite(&speech->document->tokens[i])) {
            return true;
        }
    }
    return false;
}

static uint32_t indirect_words(const struct speech *speech, uint32_t first, uint32_t end)
{
    uint32_t words = 0;

    for (uint32_t i = first; i < end; i++) {
        words += speech->inside[i] == 0 &&
                 (speech->document->tokens[i].flags & (TOKEN_WORD | TOKEN_NUMBER)) != 0;
    }
    return words;
}

/* "not said", "is said to be", "refused to say": nobody says anything. */
static bool indirect_is_denied(const struct speech *speech, uint32_t from, uint32_t verb)
{
    const struct token *tokens = speech->document->tokens;
    bool passive = false;

    for (uint32_t i = verb; i > from && verb - i < 4; i--) {
        const char *word = tokens[i - 1].lower;

        if (strcmp(word, "to") == 0 && i > from + 1 && strcmp(tokens[i - 2].lower, "on") == 0) {
            return false; /* "went on to say" */
        }
        if (strcmp(word, "not") == 0 || strcmp(word, "never") == 0 || strcmp(word, "to") == 0 ||
            strcmp(word, "nobody") == 0 || strcmp(word, "without") == 0 ||
            (strlen(word) > 3 && strcmp(word + strlen(word) - 3, "n't") == 0)) {
            return true;
        }
        if (strcmp(word, "quoted") == 0 || strcmp(word, "as") == 0) {
            return false;
        }
        if (i == verb || strncmp(tokens[i].tag, "RB", 2) == 0) {
            passive = passive || strcmp(word, "is") == 0 || strcmp(word, "are") == 0 ||
                      strcmp(word, "was") == 0 || strcmp(word, "were") == 0 ||
                      strcmp(word, "be") == 0 || strcmp(word, "been") == 0;
        } else {
            break;
        }
    }
    return passive && strcmp(tokens[verb].tag, "VBG") != 0;
}

/* Behind "on Monday", "in a statement", "reporters", "him": where a clause without "that" begins.
 */
static uint32_t indirect_skip(const struct speech *speech, uint32_t i, uint32_t end, bool hearer)
{
    const struct token *tokens = speech->document->tokens;

    if (hearer && i < end) {
        int32_t mention = speech->starts[i];

        if (mention != NO_INDEX) {
            i += speech->document->mentions[mention].token_count;
        } else {
            while (i < end && (strcmp(tokens[i].tag, "DT") == 0 || tokens[i].tag[0] == 'J' ||
                               strcmp(tokens[i].tag, "PRP$") == 0)) {
                i++;
            }
            i += i < end && (tokens[i].tag[0] == 'N' || strncmp(tokens[i].tag, "PRP", 3) == 0) ? 1
                                                                                               : 0;
        }
    }
    while (i < end) {
        uint32_t next = i;

        if ((tokens[i].flags & TOKEN_DATE) != 0 || strncmp(tokens[i].tag, "RB", 2) == 0) {
            i++;
            continue;
        }
        if (INDIRECT_IS(i, ",") && i + 1 < end && speech->inside[i + 1] == 0) {
            next = i + 1;
        }
        if (strcmp(tokens[next].tag, "IN") != 0 || INDIRECT_IS(next, "that") ||
            INDIRECT_IS(next, "if") || INDIRECT_IS(next, "while") || INDIRECT_IS(next, "because") ||
            INDIRECT_IS(next, "although")) {
            return next == i + 1 && next < end ? next : i;
        }
        next++;
        if (next < end && (tokens[next].flags & TOKEN_DATE) != 0) {
            i = next;
            continue;
        }
        /* one noun phrase: "in a statement", "at a news conference", "to reporters" */
        while (next < end && (strcmp(tokens[next].tag, "DT") == 0 || tokens[next].tag[0] == 'J' ||
                              strcmp(tokens[next].tag, "PRP$") == 0)) {
            next++;
        }
        if (next >= end || tokens[next].tag[0] != 'N') {
            return i;
        }
        while (next < end && tokens[next].tag[0] == 'N' && (tokens[next].flags & TOKEN_DATE) == 0) {
            next++;
        }
        i = next;
    }
    return i;
}

/* "that" behind the verb, with no other verb before it; or the end. */
static uint32_t indirect_that(const struct speech *speech, uint32_t verb, uint32_t end)
{
    const struct token *tokens = speech->document->tokens;
    uint32_t limit = verb + 1 + INDIRECT_THAT_FAR < end ? verb + 1 + INDIRECT_THAT_FAR : end;

    for (uint32_t i = verb + 1; i < limit; i++) {
        if (speech->inside[i] != 0 || indirect_finite(&tokens[i]) || speaker_verb(speech, i) != 0) {
            return end;
        }
        if (INDIRECT_IS(i, "that") && (strcmp(tokens[i].tag, "IN") == 0 || i == verb + 1 ||
                                       strcmp(tokens[i].tag, "WDT") == 0)) {
            /* "the blast that killed 12": the word is a subject */
            return i + 1 < end && i > verb + 1 && indirect_finite(&tokens[i + 1]) ? end : i;
        }
        if ((INDIRECT_IS(i, "whether") || INDIRECT_IS(i, "how") || INDIRECT_IS(i, "why") ||
             INDIRECT_IS(i, "what")) &&
            i <= verb + 4) {
            return i - 1; /* the word belongs to the clause */
        }
    }
    return end;
}

/* What stands behind "said" is nearly always a clause, whatever the tree says. */
static bool indirect_is_say(const char *word)
{
    return strcmp(word, "said") == 0 || strcmp(word, "says") == 0 || strcmp(word, "say") == 0;
}

/* Whether the tree hangs a clause on the verb; without a tree it may. */
static bool indirect_governs(const struct speech *speech, uint32_t verb, uint32_t first,
                             uint32_t end)
{
    const struct arc *arcs = speech->document->arcs;

    if (arcs == NULL || arcs[verb].relation == NULL) {
        return true;
    }
    for (uint32_t i = first; i < end; i++) {
        if (arcs[i].head == (int32_t)verb && strcmp(arcs[i].relation, "ccomp") == 0) {
            return true;
        }
    }
    return false;
}

/* Cuts signs and conjunctions off the ends of a clause. */
static void indirect_trim(const struct speech *speech, uint32_t *first, uint32_t *end)
{
    const struct token *tokens = speech->document->tokens;

    while (*end > *first &&
           (((tokens[*end - 1].flags & TOKEN_PUNCTUATION) != 0 && speech->inside[*end - 1] == 0 &&
             !INDIRECT_IS(*end - 1, "%") && !INDIRECT_IS(*end - 1, ")")) ||
            INDIRECT_IS(*end - 1, "and") || INDIRECT_IS(*end - 1, "but") ||
            INDIRECT_IS(*end - 1, "while"))) {
        (*end)--;
    }
    while (*first < *end &&
           (((tokens[*first].flags & TOKEN_PUNCTUATION) != 0 && speech->inside[*first] == 0 &&
             !INDIRECT_IS(*first, "$") && !INDIRECT_IS(*first, "(")) ||
            INDIRECT_IS(*first, "and") || INDIRECT_IS(*first, "but"))) {
        (*first)++;
    }
}

/* Whether the verb ends what was said: "..., X said on Friday." */
static bool indirect_is_tail(const struct speech *speech, uint32_t from, uint32_t end,
                             const struct indirect *found, bool inverted)
{
    const struct token *tokens = speech->document->tokens;
    uint32_t start = inverted ? found->verb : found->speaker.first,
             behind = inverted ? found->speaker.end : found->verb + 1;

    if (start <= from + INDIRECT_WORDS_MIN || !INDIRECT_IS(start - 1, ",") ||
        !indirect_has_finite(speech, from, start) || end - behind > INDIRECT_TAIL_MAX) {
        return false;
    }
    if (behind < end && (INDIRECT_IS(behind, ":") || speech->inside[behind] == 2)) {
        return false; /* "Asked if he would, X replied: ..." */
    }
    if (behind >= end || (tokens[behind].flags & (TOKEN_PUNCTUATION | TOKEN_DATE)) != 0) {
        return behind >= end || INDIRECT_IS(behind, ",") ||
               !indirect_has_finite(speech, behind, end);
    }
    return strcmp(tokens[behind].tag, "IN") == 0 && !INDIRECT_IS(behind, "that")
               ? indirect_that(speech, behind - 1, end) == end
               : strncmp(tokens[behind].tag, "RB", 2) == 0 ||
                     (speech_words_kinds(speech->words, tokens[found->verb].lower) &
                      1U << SPEECH_TELL) != 0 ||
                     !indirect_has_finite(speech, behind, end);
}

/* The clause of a verb whose subject is known; `from` and `end` bound it. */
static void indirect_clause(const struct speech *speech, uint32_t from, uint32_t end,
                            unsigned kinds, bool inverted, struct indirect *found)
{
    const struct token *tokens = speech->document->tokens;
    uint32_t that = indirect_that(speech, found->verb, end), first;
    bool tell = (kinds & 1U << SPEECH_TELL) != 0, whole = false;

    if ((inverted || that == end) && indirect_is_tail(speech, from, end, found, inverted)) {
        uint32_t behind = inverted ? found->speaker.end : found->verb + 1;

        found->first = from;
        found->end = inverted ? found->verb : found->speaker.first;
        /* "The port, X said, will open": what was said goes on behind */
        whole = behind < end && INDIRECT_IS(behind, ",") && behind + 1 < end &&
                indirect_finite(&tokens[behind + 1]);
        if (whole) {
            found->end = end;
        }
    } else if (!inverted && found->verb + 1 < end && INDIRECT_IS(found->verb + 1, ",") &&
               found->verb + 2 < end && speech->inside[found->verb + 2] == 0 &&
               found->speaker.first > from && INDIRECT_IS(found->speaker.first - 1, ",") &&
               indirect_has_finite(speech, found->verb + 2, end)) {
        found->first = from; /* "The port, X said, will open" */
        found->end = end;
    } else if (inverted) {
        return;
    } else if (that < end) {
        found->first = that + 1;
        found->end = end;
    } else {
        first = indirect_skip(speech, found->verb + 1, end, tell);
        if (first >= end || speech->inside[first] == 2 ||
            !indirect_has_finite(speech, first, end) || INDIRECT_IS(first, "to") ||
            INDIRECT_IS(first, "of") || INDIRECT_IS(first, "that") || INDIRECT_IS(first, "which") ||
            INDIRECT_IS(first, "about") || INDIRECT_IS(first, "against") ||
            INDIRECT_IS(first, "for") || tokens[first].tag[0] == 'V' ||
            ((kinds & 1U << SPEECH_SAY) == 0 &&
             !indirect_governs(speech, found->verb, first, end))) {
            return;
        }
        /* "announced a plan that fails": a noun with a relative clause is no clause */
        if (!indirect_is_say(tokens[found->verb].lower)) {
            for (uint32_t i = first; i < end && !indirect_finite(&tokens[i]); i++) {
                if (INDIRECT_IS(i, "who") || INDIRECT_IS(i, "which") || INDIRECT_IS(i, "that") ||
                    INDIRECT_IS(i, ",") || INDIRECT_IS(i, "and") || INDIRECT_IS(i, "after") ||
                    INDIRECT_IS(i, "when") || INDIRECT_IS(i, "as") || INDIRECT_IS(i, "before") ||
                    INDIRECT_IS(i, "while") || INDIRECT_IS(i, "if") || INDIRECT_IS(i, "but")) {
                    return;
                }
            }
        }
        found->first = first;
        found->end = end;
    }
    indirect_trim(speech, &found->first, &found->end);
    if (indirect_words(speech, found->first, found->end) < INDIRECT_WORDS_MIN) {
        found->first = found->end;
    }
}

/* "according to X, ...", "..., according to X." */
static bool indirect_source(const struct speech *speech, uint32_t from, uint32_t end, uint32_t i,
                            uint32_t size, struct indirect *found)
{
    const struct token *tokens = speech->document->tokens;
    uint32_t behind;

    if (!speaker_behind(speech, i + size, end, &found->speaker)) {
        return false;
    }
    behind = found->speaker.end;
    found->verb = i;
    if (i <= from + 1) { /* at the beginning */
        while (behind < end && !INDIRECT_IS(behind, ",")) {
            behind++;
        }
        found->first = behind;
        found->end = end;
    } else if (INDIRECT_IS(i - 1, ",") && behind + 1 < end && INDIRECT_IS(behind, ",") &&
               !indirect_has_finite(speech, from, i)) { /* "The plan, according to X, will fail" */
        found->first = from;
        found->end = end;
    } else {
        found->first = from;
        found->end = i;
    }
    indirect_trim(speech, &found->first, &found->end);
    if (indirect_words(speech, found->first, found->end) < INDIRECT_WORDS_MIN) {
        found->first = found->end;
    }
    return true;
}

/* Reads one verb; false: nobody says anything. */
static bool indirect_read(const struct speech *speech, uint32_t from, uint32_t end, uint32_t verb,
                          unsigned kinds, struct indirect *found)
{
    const struct token *tokens = speech->document->tokens;
    bool inverted = false;

    *found = (struct indirect){.verb = verb};
    if (indirect_is_denied(speech, from, verb)) {
        return false;
    }
    if (verb > from && (INDIRECT_IS(verb - 1, ",") || speech->inside[verb - 1] == 2) &&
        verb + 1 < end && (kinds & 1U << SPEECH_TELL) == 0 && !INDIRECT_IS(verb + 1, ",") &&
        strcmp(tokens[verb + 1].tag, "IN") != 0 &&
        speaker_behind(speech, verb + 1, end, &found->speaker)) {
        /* "..., said X": unless X, in an aside, stands before */
        struct speaker before;

        inverted = !speaker_before(speech, from, verb, &before) ||
                   (found->speaker.entity != NO_INDEX &&
                    !(found->speaker.end < end && indirect_finite(&tokens[found->speaker.end])));
        if (!inverted) {
            found->speaker = before;
        }
    } else if (!speaker_before(speech, from, verb, &found->speaker) &&
               !speaker_of_tree(speech, from, verb, &found->speaker)) {
        return false;
    }
    if (!inverted && found->speaker.entity == NO_INDEX &&
        (speech_words_kinds(speech->words, tokens[found->speaker.end - 1].lower) &
         1U << SPEECH_SPEAKER) == 0 &&
        strncmp(tokens[found->speaker.end - 1].tag, "PRP", 3) != 0 &&
        (kinds & 1U << SPEECH_SAY) == 0) {
        return false; /* "the figures indicate" */
    }
    indirect_clause(speech, from, end, kinds, inverted, found);
    return true;
}

size_t indirect_find(const struct speech *speech, uint32_t number,
                     struct indirect found[INDIRECT_MAX])
{
    const struct sentence *sentence = &speech->document->sentences[number];
    const struct token *tokens = speech->document->tokens;
    uint32_t start = sentence->first_token, end = start + sentence->token_count, from = start;
    size_t count = 0;

    if (start < end && tokens[start].span.field == FIELD_BODY && tokens[start].span.start == 0) {
        uint32_t dateline = place_dateline_end(speech->document);

        if (dateline > start && dateline < end) { /* nobody says "TRIPOLI (AP) - " */
            start = from = dateline;
        }
    }
    for (uint32_t i = start; i < end && count < INDIRECT_MAX; i++) {
        unsigned kinds;
        uint32_t size;

        if (speech->inside[i] != 0) {
            continue;
        }
        size = speech_words_find(speech->words, speech->document, SPEECH_SOURCE, i, end);
        if (size > 1 && indirect_source(speech, from, end, i, size, &found[count])) {
            count++;
            continue;
        }
        kinds = speaker_verb(speech, i);
        if (kinds == 0) {
            continue;
        }
        if (i > start && strcmp(tokens[i].tag, "VBG") == 0 &&
            strcmp(tokens[i - 1].lower, ",") == 0) { /* "..., adding that ..." */
            found[count] = (struct indirect){.verb = i};
            if (count > 0) {
                found[count].speaker = found[count - 1].speaker;
            } else if (!speaker_of_tree(speech, from, i, &found[0].speaker)) {
                continue;
            }
            if (count > 0 && found[count - 1].first < i && found[count - 1].end > i - 1) {
                found[count - 1].end = i - 1;
            }
            indirect_clause(speech, i, end, kinds, false, &found[count]);
            count++;
            continue;
        }
        if (!indirect_read(speech, from, end, i, kinds, &found[count])) {
            continue;
        }
        if ((kinds & ~(1U << SPEECH_MARK)) == 0) {
            found[count].first = found[count].end = 0;
        }
        /* the clause before ends where the next one's subject begins */
        if (count > 0 && found[count - 1].end > found[count].speaker.first &&
            found[count - 1].first < found[count].speaker.first &&
            found[count].speaker.first > found[count - 1].verb) {
            const struct token *before = &tokens[found[count].speaker.first - 1];

            if (strcmp(before->lower, ",") == 0 || strcmp(before->lower, "and") == 0 ||
                strcmp(before->lower, "but") == 0 || strcmp(before->lower, "while") == 0 ||
                strcmp(before->lower, ";") == 0) {
                found[count - 1].end = found[count].speaker.first;
                indirect_trim(speech, &found[count - 1].first, &found[count - 1].end);
                from = found[count].speaker.first;
            }
        }
        count++;
    }
    return count;
}
