#include "transform/quote/speaker.h"

#include <string.h>

enum {
    SPEAKER_FILL_MAX = 6,   /* adverbs and auxiliaries before a verb */
    SPEAKER_ASIDE_MAX = 30, /* tokens of "X, the mayor of Oslo, said" */
    SPEAKER_NOUN_MAX = 10,  /* tokens of "a senior official of the ministry" */
    SPEAKER_BEHIND_MAX = 16
};

#define SPEAKER_VERBS (1U << SPEECH_SAY | 1U << SPEECH_THAT | 1U << SPEECH_TELL | 1U << SPEECH_MARK)

#define SPEAKER_ONE_OF(word, ...)                                                                  \
    speaker_in((word), (const char *const[]){__VA_ARGS__},                                         \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool speaker_in(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *speaker_tag(const struct speech *speech, uint32_t i)
{
    return speech->document->tokens[i].tag;
}

static const char *speaker_lower(const struct speech *speech, uint32_t i)
{
    return speech->document->tokens[i].lower;
}

/* The kinds of a token that are those of verbs of speech. */
static unsigned speaker_kinds(const struct speech_words *words, const struct token *token)
{
    return (token->flags & TOKEN_WORD) == 0 || (token->flags & TOKEN_CAPITAL) != 0
               ? 0
               : speech_words_kinds(words, token->lower) & SPEAKER_VERBS;
}

/* "claims" and "report" are nouns too, but not behind a closing mark; "said" is none, whatever the
 * tagger says. */
static bool speaker_is_verb(const struct token *token, bool behind_mark)
{
    return token->tag[0] == 'V' || behind_mark || strcmp(token->lower, "said") == 0 ||
           strcmp(token->lower, "says") == 0;
}

unsigned speaker_verb(const struct speech *speech, uint32_t i)
{
    const struct token *token = &speech->document->tokens[i];
    unsigned kinds = speaker_kinds(speech->words, token);

    return kinds != 0 && speaker_is_verb(token, i > 0 && speech->inside[i - 1] == 2) ? kinds : 0;
}

bool speaker_may_verb(const struct speech_words *words, const struct document *document, uint32_t i)
{
    const struct token *token = &document->tokens[i];

    return speaker_kinds(words, token) != 0 &&
           speaker_is_verb(token, i > 0 && (token[-1].flags & TOKEN_PUNCTUATION) != 0);
}

static bool speaker_can_speak(const struct speech *speech, int32_t mention)
{
    const struct mention *item = &speech->document->mentions[mention];
    const char *type = speech->document->entities[item->entity].type;

    return strcmp(type, "PERSON") == 0 || strcmp(type, "ORG") == 0 || strcmp(type, "LOC") == 0 ||
           item->kind == MENTION_NOMINAL || item->kind == MENTION_PRONOUN;
}

static bool speaker_is_person(const struct speech *speech, int32_t mention)
{
    return strcmp(speech->document->entities[speech->document->mentions[mention].entity].type,
                  "PERSON") == 0;
}

static void speaker_set(const struct speech *speech, int32_t mention, uint32_t first, uint32_t end,
                        struct speaker *speaker)
{
    speaker->entity =
        mention == NO_INDEX ? NO_INDEX : (int32_t)speech->document->mentions[mention].entity;
    speaker->first = first;
    speaker->end = end;
}

/* "of", "for": what stands behind belongs to the noun before. */
static bool speaker_joins(const char *word)
{
    return SPEAKER_ONE_OF(word, "of", "for", "from", "at", "with", "in", "to", "on");
}

/* A part of a noun phrase, from its end on. */
static bool speaker_is_part(const struct speech *speech, uint32_t i)
{
    const char *tag = speaker_tag(speech, i);

    if (speech->inside[i] != 0) {
        return false;
    }
    return strcmp(tag, "DT") == 0 || tag[0] == 'J' || tag[0] == 'N' || strcmp(tag, "POS") == 0 ||
           strcmp(tag, "PRP$") == 0 || strcmp(tag, "CD") == 0 || strcmp(tag, "VBN") == 0 ||
           strcmp(tag, "VBG") == 0 ||
           (speech->document->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_WORD)) ==
               (TOKEN_CAPITAL | TOKEN_WORD);
}

/* The first token of the noun phrase that ends before `end`. */
static uint32_t speaker_phrase_start(const struct speech *speech, uint32_t from, uint32_t end)
{
    uint32_t i = end;

    while (i > from && end - i < SPEAKER_NOUN_MAX && speaker_is_part(speech, i - 1) &&
           ((speech->document->tokens[i - 1].flags & TOKEN_DATE) == 0 ||
            (i >= from + 2 && i < end && strcmp(speaker_tag(speech, i - 2), "DT") == 0))) {
        i--;
        if (strcmp(speaker_tag(speech, i), "DT") == 0) {
            break;
        }
    }
    return i;
}

/* An organisation that a nominal speaker speaks for: "a Pentagon spokesman", "the ministry's
 * spokesman". */
static int32_t speaker_employer(const struct speech *speech, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i > first; i--) {
        int32_t mention = speech->ends[i - 1];

        if (mention != NO_INDEX &&
            strcmp(speech->document->entities[speech->document->mentions[mention].entity].type,
                   "ORG") == 0) {
            return mention;
        }
    }
    return NO_INDEX;
}

/* The noun phrase that ends before `end`: a name, a pronoun, or a noun of a speaker. */
static bool speaker_phrase(const struct speech *speech, uint32_t from, uint32_t end,
                           struct speaker *speaker)
{
    int32_t mention = end > from ? speech->ends[end - 1] : NO_INDEX;
    uint32_t start, first = end;

    if (end <= from) {
        return false;
    }
    if (mention != NO_INDEX) {
        first = speech->document->mentions[mention].first_token;
        first = first < from ? from : first;
    } else if (SPEAKER_ONE_OF(speaker_lower(speech, end - 1), "he", "she", "they", "it", "we", "i",
                              "who", "which", "you")) {
        speaker_set(speech, NO_INDEX, end - 1, end, speaker);
        return true;
    } else if (speaker_tag(speech, end - 1)[0] != 'N' &&
               strstr(speaker_lower(speech, end - 1), "-year-old") == NULL &&
               (speech_words_kinds(speech->words, speaker_lower(speech, end - 1)) &
                1U << SPEECH_SPEAKER) == 0) {
        return false;
    }
    start = speaker_phrase_start(speech, from, mention == NO_INDEX ? end : first);
    /* "Dresk of the Harbour Union", "a spokesman for Unicef": who stands before counts */
    if (start > from + 1 && (mention == NO_INDEX || !speaker_is_person(speech, mention)) &&
        speaker_joins(speaker_lower(speech, start - 1)) && speech->inside[start - 1] == 0) {
        struct speaker before;

        if (speaker_phrase(speech, from, start - 1, &before) &&
            (before.entity != NO_INDEX || before.end > before.first)) {
            bool noun = before.entity == NO_INDEX;
            bool works = noun && (strcmp(speaker_lower(speech, start - 1), "for") == 0 ||
                                  strcmp(speaker_lower(speech, start - 1), "of") == 0 ||
                                  strcmp(speaker_lower(speech, start - 1), "at") == 0 ||
                                  strcmp(speaker_lower(speech, start - 1), "from") == 0 ||
                                  strcmp(speaker_lower(speech, start - 1), "with") == 0);
            int32_t employer = works ? speaker_employer(speech, start, end) : NO_INDEX;

            speaker->entity = noun && employer != NO_INDEX
                                  ? (int32_t)speech->document->mentions[employer].entity
                                  : before.entity;
            speaker->first = before.first;
            speaker->end = end;
            return true;
        }
    }
    if (mention != NO_INDEX) {
        if (!speaker_can_speak(speech, mention)) {
            return false;
        }
        speaker_set(speech, mention, start, end, speaker);
        return true;
    }
    speaker_set(speech, speaker_employer(speech, start, end), start, end, speaker);
    return true;
}

/* Whether the words may stand between a subject and its verb. */
static bool speaker_is_fill(const struct speech *speech, uint32_t i)
{
    const char *tag = speaker_tag(speech, i);

    return strncmp(tag, "RB", 2) == 0 || strcmp(tag, "MD") == 0 ||
           (speech->document->tokens[i].flags & TOKEN_DATE) != 0 ||
           SPEAKER_ONE_OF(speaker_lower(speech, i), "has", "had", "have", "also", "was", "were",
                          "is", "been", "being", "quoted", "as", "himself", "herself",
                          "reportedly");
}

/* "A senior official, X, said": the aside from the comma on names who it is. */
static void speaker_name_in_aside(const struct speech *speech, uint32_t comma, uint32_t end,
                                  struct speaker *speaker)
{
    int32_t mention = comma + 1 < end ? speech->ends[end - 1] : NO_INDEX;

    if (mention != NO_INDEX && speaker_is_person(speech, mention) &&
        speaker_phrase_start(speech, comma + 1, speech->document->mentions[mention].first_token) ==
            comma + 1 &&
        (speaker->entity == NO_INDEX ||
         strcmp(speech->document->entities[speaker->entity].type, "PERSON") != 0)) {
        speaker->entity = (int32_t)speech->document->mentions[mention].entity;
        speaker->end = end;
    }
}

bool speaker_before(const struct speech *speech, uint32_t from, uint32_t verb,
                    struct speaker *speaker)
{
    uint32_t i = verb, fill = 0;
    const struct token *tokens = speech->document->tokens;

    while (i > from && fill < SPEAKER_FILL_MAX && speaker_is_fill(speech, i - 1) &&
           speech->inside[i - 1] == 0) {
        i--;
        fill++;
    }
    if (i <= from || speech->inside[i - 1] != 0) {
        return false;
    }
    if (strcmp(tokens[i - 1].lower, ",") == 0) { /* "X, the mayor of Oslo, said" */
        uint32_t best = 0;

        for (uint32_t c = i - 1; c > from && i - c <= SPEAKER_ASIDE_MAX; c--) {
            if (speech->inside[c - 1] != 0) {
                break;
            }
            if (strcmp(tokens[c - 1].lower, ",") == 0 && c - 1 > from) {
                int32_t mention = speech->ends[c - 2];

                if (best == 0 || (mention != NO_INDEX && speaker_is_person(speech, mention))) {
                    best = c - 1;
                }
            }
        }
        if (best == 0 || !speaker_phrase(speech, from, best, speaker)) {
            return false;
        }
        speaker_name_in_aside(speech, best, i - 1, speaker);
        return true;
    }
    return speaker_phrase(speech, from, i, speaker);
}

/* The last token of the name that a token is in, else the token. */
static uint32_t speaker_name_end(const struct speech *speech, uint32_t i, uint32_t end)
{
    for (uint32_t t = i; t < end && t < i + SPEAKER_NOUN_MAX; t++) {
        if (speech->ends[t] != NO_INDEX &&
            speech->document->mentions[speech->ends[t]].first_token <= i) {
            return t;
        }
    }
    return i;
}

bool speaker_of_tree(const struct speech *speech, uint32_t from, uint32_t verb,
                     struct speaker *speaker)
{
    const struct arc *arcs = speech->document->arcs;
    int32_t governor = (int32_t)verb;

    if (arcs == NULL || arcs[verb].relation == NULL) {
        return false;
    }
    if (strcmp(speaker_tag(speech, verb), "VBG") == 0) { /* "X left, saying": who left says it */
        governor = arcs[verb].head;
        if (strcmp(arcs[verb].relation, "advcl") != 0 || governor == NO_INDEX ||
            governor > (int32_t)verb) {
            return false;
        }
    } else if (verb >= from + 3 && strcmp(speaker_lower(speech, verb - 1), "to") == 0 &&
               strcmp(speaker_lower(speech, verb - 2), "on") == 0) { /* "went on to say" */
        governor = arcs[verb].head;
    }
    for (uint32_t i = from; i < verb; i++) {
        if (arcs[i].head == governor && strcmp(arcs[i].relation, "nsubj") == 0 &&
            speech->inside[i] == 0) {
            uint32_t end = speaker_name_end(speech, i, verb) + 1;

            return speaker_phrase(speech, from, end, speaker) &&
                   (speaker->entity != NO_INDEX || strncmp(speaker_tag(speech, i), "PRP", 3) == 0 ||
                    (speech_words_kinds(speech->words, speaker_lower(speech, i)) &
                     1U << SPEECH_SPEAKER) != 0);
        }
    }
    return false;
}

bool speaker_behind(const struct speech *speech, uint32_t i, uint32_t end, struct speaker *speaker)
{
    uint32_t limit = i + SPEAKER_BEHIND_MAX < end ? i + SPEAKER_BEHIND_MAX : end, first, last;
    const struct token *tokens = speech->document->tokens;
    int32_t found = NO_INDEX;
    bool comma = false, noun = false;

    while (i < limit && strncmp(speaker_tag(speech, i), "RB", 2) == 0 &&
           speech->starts[i] == NO_INDEX) {
        i++;
    }
    first = last = i;
    while (i < limit && speech->inside[i] == 0) {
        int32_t mention = speech->starts[i];
        const char *word = tokens[i].lower;

        if (mention != NO_INDEX && speaker_can_speak(speech, mention)) {
            bool person = speaker_is_person(speech, mention);
            uint32_t behind = tokens[i].sentence == tokens[first].sentence
                                  ? i + speech->document->mentions[mention].token_count
                                  : i + 1;
            bool possessive = behind < end && strcmp(speaker_tag(speech, behind), "POS") == 0;

            if (person && !possessive) {
                if (found == NO_INDEX || !speaker_is_person(speech, found)) {
                    found = mention;
                    last = behind;
                }
                break;
            }
            if (!comma && found == NO_INDEX && (!possessive || !person)) {
                found = mention;
            }
            if (!comma) {
                last = behind;
            }
            i = behind > i ? behind : i + 1;
            continue;
        }
        if (strcmp(word, ",") == 0) {
            /* "said the ministry's spokesman, X": only after a noun */
            if (comma || !noun) {
                break;
            }
            comma = true;
        } else if (speaker_joins(word) && strcmp(word, "on") != 0 && strcmp(word, "in") != 0 &&
                   noun) {
            /* "a spokesman for X" */
        } else if (SPEAKER_ONE_OF(word, "he", "she", "they", "it", "we", "i") && i == first) {
            last = i + 1;
            break;
        } else if ((tokens[i].flags & TOKEN_DATE) != 0 && !noun && !comma && i > first) {
            /* "a Jan. 6 cable" */
        } else if (!speaker_is_part(speech, i) || (tokens[i].flags & TOKEN_DATE) != 0) {
            break;
        } else {
            noun = noun || speaker_tag(speech, i)[0] == 'N' ||
                   strcmp(speaker_tag(speech, i), "CD") == 0;
            last = comma ? last : i + 1;
        }
        i++;
    }
    if (last <= first) {
        return false;
    }
    /* "said Turkish officials": a place or people only where it stands for itself */
    if (found != NO_INDEX && !speaker_is_person(speech, found)) {
        const struct mention *mention = &speech->document->mentions[found];
        const char *type = speech->document->entities[mention->entity].type;

        if (strcmp(type, "ORG") != 0 && mention->kind != MENTION_NOMINAL &&
            (mention->first_token != first ||
             mention->first_token + mention->token_count != last)) {
            found = NO_INDEX;
        }
    }
    speaker_set(speech, found, first, last, speaker);
    return found != NO_INDEX || noun || last == first + 1;
}
