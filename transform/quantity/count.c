#include "transform/quantity/count.h"

#include <string.h>

enum {
    COUNT_NOUN_FAR = 7,   /* tokens of a noun with its adjectives */
    COUNT_FATE_FAR = 28,  /* tokens from the noun to what became of them */
    COUNT_TALLY_FAR = 16, /* tokens from "death toll" to the number */
    COUNT_PHRASE_MAX = 4, /* words of a verb */
    COUNT_ASIDE_FAR = 20  /* tokens of ", including three children," */
};

#define COUNT_ONE_OF(word, ...)                                                                    \
    count_in((word), (const char *const[]){__VA_ARGS__},                                           \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool count_in(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *count_word(const struct document *document, uint32_t i, uint32_t end)
{
    return i < end ? document->tokens[i].lower : "";
}

static bool count_tag(const struct document *document, uint32_t i, const char *tag)
{
    return strncmp(document->tokens[i].tag, tag, strlen(tag)) == 0;
}

static bool count_is_plural(const struct quantity_words *words, const struct token *token)
{
    size_t length = strlen(token->lower);
    bool person = quantity_words_get(words, WORD_PERSON, token->lower) != NULL;

    if (quantity_words_get(words, WORD_PLURAL, token->lower) != NULL) {
        return true;
    }
    if (length < 3 || token->lower[length - 1] != 's' ||
        strcmp(token->lower + length - 2, "ss") == 0) {
        return false;
    }
    return person || token->tag[0] == 'N' || strcmp(token->tag, "VBZ") == 0;
}

/* A word that may stand between a number and the noun. */
static bool count_is_part(const struct token *token)
{
    return (token->flags & TOKEN_WORD) != 0 && (token->flags & TOKEN_DATE) == 0 &&
           (token->tag[0] == 'N' || token->tag[0] == 'J' || strcmp(token->tag, "VBN") == 0 ||
            strcmp(token->tag, "VBG") == 0 || strcmp(token->tag, "VBD") == 0 ||
            strcmp(token->tag, "POS") == 0 || strcmp(token->tag, "FW") == 0);
}

/* The noun from token `i` on: the first plural that no other noun follows, or, of one, the last
 * noun of the run. */
static void count_read_noun(const struct quantity_words *words, const struct document *document,
                            uint32_t i, uint32_t end, struct count *count)
{
    uint32_t limit = i + COUNT_NOUN_FAR < end ? i + COUNT_NOUN_FAR : end, head = UINT32_MAX;

    while (i < limit && COUNT_ONE_OF(document->tokens[i].lower, "of", "the", "its", "their", "his",
                                     "her", "these", "those", "such", "more", "another", "other",
                                     "additional", "further", "our", "my")) {
        if (strcmp(count_word(document, i + 1, end), "than") == 0) {
            return;
        }
        i++;
        if (i < limit && strcmp(document->tokens[count->end].lower, "of") == 0 &&
            count_tag(document, i, "CD")) { /* "two of the five", "40 of 300" */
            i++;
        }
    }
    for (; i < limit; i++) {
        const struct token *token = &document->tokens[i];
        bool plural = count_is_plural(words, token);

        if (!plural && !count_is_part(token)) {
            break;
        }
        /* "12 killed", "3 dead": no noun begins so */
        if (head == UINT32_MAX && (token->tag[0] == 'V' || token->tag[0] == 'J') && !plural &&
            (i + 1 >= limit || !(count_is_part(&document->tokens[i + 1]) ||
                                 count_is_plural(words, &document->tokens[i + 1])))) {
            break;
        }
        if (plural && (i + 1 >= end || strcmp(document->tokens[i + 1].tag, "POS") != 0)) {
            head = i;
            if (i + 1 >= limit || document->tokens[i + 1].tag[0] != 'N' ||
                (document->tokens[i + 1].flags & (TOKEN_CAPITAL | TOKEN_DATE)) != 0 ||
                !count_is_plural(words, &document->tokens[i + 1])) {
                break;
            }
        } else if (count->one && token->tag[0] == 'N' &&
                   (i + 1 >= end || (document->tokens[i + 1].tag[0] != 'N' &&
                                     strcmp(document->tokens[i + 1].tag, "POS") != 0))) {
            head = i;
            break;
        }
    }
    if (head != UINT32_MAX) {
        count->noun = document->tokens[head].lower;
        count->noun_end = head + 1;
        count->uncounted = quantity_words_get(words, WORD_UNCOUNTED, count->noun) != NULL;
    }
}

/* A phrase of a kind that ends before token `end`. */
static const struct word *count_ending(const struct quantity_words *words,
                                       const struct document *document, enum word_kind kind,
                                       uint32_t end, uint32_t *length)
{
    uint32_t start =
        end == 0 ? 0 : document->sentences[document->tokens[end - 1].sentence].first_token;

    for (uint32_t d = COUNT_PHRASE_MAX; d > 0; d--) {
        uint32_t size;
        const struct word *word =
            end >= start + d ? quantity_words_find(words, document, kind, end - d, end, &size)
                             : NULL;

        if (word != NULL && size == d) {
            *length = d;
            return word;
        }
    }
    return NULL;
}

/* "death toll rose to", "the killing of", "deaths of at least". */
static const char *count_tally_before(const struct quantity_words *words,
                                      const struct document *document, uint32_t first)
{
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token;
    uint32_t from = first > start + COUNT_TALLY_FAR ? first - COUNT_TALLY_FAR : start;

    for (uint32_t i = first; i > from; i--) {
        const struct token *token = &document->tokens[i - 1];
        uint32_t length;
        const struct word *tally = count_ending(words, document, WORD_TALLY, i, &length);

        if (tally != NULL && (i < first || length > 1)) {
            bool toll =
                strstr(tally->text, "toll") != NULL || strstr(tally->text, "number") != NULL;

            /* "deaths of 12": only a toll rises to, stands at */
            return toll || (i + 1 == first && strcmp(token[1].lower, "of") == 0) ||
                           (i + 2 == first && strcmp(token[1].lower, "of") == 0)
                       ? tally->value
                       : NULL;
        }
        if ((token->flags & TOKEN_PUNCTUATION) != 0 ||
            COUNT_ONE_OF(token->lower, "by", "after", "with", "when", "while", "and")) {
            return NULL;
        }
    }
    return NULL;
}

const char *count_before(const struct quantity_words *words, const struct document *document,
                         uint32_t first, bool *object)
{
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token, i = first,
             length;
    const struct word *fate;

    *object = false;
    while (i > start && first - i < 3 &&
           (count_tag(document, i - 1, "RB") ||
            COUNT_ONE_OF(document->tokens[i - 1].lower, "another", "a", "further", "the", "some",
                         "all", "additional", "its", "their", "his", "other"))) {
        i--;
    }
    if (i >= start + 3 && strcmp(document->tokens[i - 1].lower, "and") == 0 &&
        COUNT_ONE_OF(document->tokens[i - 2].lower, "himself", "herself", "themselves")) {
        i -= 2; /* "killed himself and seven others" */
    }
    fate = i > start ? count_ending(words, document, WORD_FATE, i, &length) : NULL;
    if (fate != NULL && (length > 1 || (document->tokens[i - 1].tag[0] != 'N' &&
                                        document->tokens[i - 1].tag[0] != 'J'))) {
        const char *before = i - length > start ? document->tokens[i - length - 1].lower : "";

        /* "were killed 12 ..." is no object; "not killed" none of them */
        if (!COUNT_ONE_OF(before, "was", "were", "been", "being", "be", "is", "are", "not", "never",
                          "didn't", "to", "would", "could", "might", "may", "will")) {
            *object = true;
            return fate->value;
        }
        return NULL;
    }
    if (first >= start + 3 && strcmp(document->tokens[first - 1].lower, "of") == 0 &&
        strcmp(document->tokens[first - 2].lower, "lives") == 0) {
        i = first - 2;
        i -= strcmp(document->tokens[i - 1].lower, "the") == 0 ? 1 : 0;
        fate = count_ending(words, document, WORD_LIVES, i, &length);
        return fate == NULL ? NULL : fate->value;
    }
    return count_tally_before(words, document, first);
}

/* "Among those killed were three Iraqis." */
static const char *count_inverted(const struct quantity_words *words,
                                  const struct document *document, uint32_t first)
{
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token, length;
    const struct word *word = NULL;

    if (first >= start + 2 && COUNT_ONE_OF(document->tokens[first - 1].lower, "were", "are")) {
        word = count_ending(words, document, WORD_FATE, first - 1, &length);
        if (word == NULL) {
            word = count_ending(words, document, WORD_STATE, first - 1, &length);
        }
    }
    return word == NULL ? NULL : word->value;
}

/* Whether an object follows a verb: then its subject did it, and did not suffer it. */
static bool count_has_object(const struct quantity_words *words, const struct document *document,
                             uint32_t i, uint32_t end)
{
    while (i < end &&
           (count_tag(document, i, "RB") ||
            quantity_words_find(words, document, WORD_BEFORE, i, end, NULL) != NULL) &&
           (document->tokens[i].flags & TOKEN_DATE) == 0 && !count_tag(document, i, "IN")) {
        i++;
    }
    if (i >= end || (document->tokens[i].flags & (TOKEN_PUNCTUATION | TOKEN_DATE)) != 0) {
        return false;
    }
    return count_tag(document, i, "DT") || count_tag(document, i, "CD") ||
           count_tag(document, i, "PRP") || count_tag(document, i, "NN") ||
           count_tag(document, i, "JJ");
}

/* Over ", including three children,": the token behind, or `i`. */
static uint32_t count_skip_aside(const struct document *document, uint32_t i, uint32_t end)
{
    uint32_t limit = i + COUNT_ASIDE_FAR < end ? i + COUNT_ASIDE_FAR : end;

    if (!COUNT_ONE_OF(count_word(document, i + 1, end), "including", "among", "most", "mostly",
                      "many", "some", "all", "both", "mainly", "half", "aged", "as", "one", "two",
                      "at", "according", "he", "she", "they")) {
        return i;
    }
    for (uint32_t j = i + 2; j < limit; j++) {
        if (strcmp(document->tokens[j].lower, ",") == 0) {
            return j + 1;
        }
    }
    return i;
}

static bool count_is_be(const char *word)
{
    return COUNT_ONE_OF(word, "was", "were", "are", "is", "be", "been", "being", "got", "get",
                        "getting", "gets");
}

/* "feared dead", "reported killed". */
static bool count_is_link(const char *word)
{
    return COUNT_ONE_OF(word, "believed", "feared", "confirmed", "reported", "presumed", "thought",
                        "declared", "pronounced", "found", "listed", "left", "still", "remain",
                        "remained", "remains", "went", "gone", "go", "to", "also", "either",
                        "subsequently", "critically", "seriously", "fatally", "badly", "said",
                        "known", "estimated", "later", "have", "has", "had");
}

static bool count_is_noun_phrase(const struct document *document, uint32_t i)
{
    const struct token *token = &document->tokens[i];

    return count_tag(document, i, "DT") || count_tag(document, i, "JJ") || token->tag[0] == 'N' ||
           count_tag(document, i, "CD") || count_tag(document, i, "POS") ||
           count_tag(document, i, "PRP$") || (token->flags & TOKEN_DATE) != 0;
}

const char *count_behind(const struct quantity_words *words, const struct document *document,
                         uint32_t i, uint32_t end)
{
    uint32_t limit = i + COUNT_FATE_FAR < end ? i + COUNT_FATE_FAR : end, begin = i;
    bool be = false, have = false, joined = false, moved = false;

    while (i < limit) {
        const char *word = document->tokens[i].lower;
        uint32_t size, state_size;
        const struct word *fate = quantity_words_find(words, document, WORD_FATE, i, limit, &size);
        const struct word *state =
            quantity_words_find(words, document, WORD_STATE, i, limit, &state_size);
        bool verb = document->tokens[i].tag[0] == 'V';

        if (strcmp(count_word(document, i, limit), "not") == 0 || strcmp(word, "never") == 0) {
            return NULL;
        }
        if (fate != NULL && (size > 1 || be || (!have && !joined && !moved && verb)) &&
            (be || !count_has_object(words, document, i + size, end)) && !(have && !be) &&
            strcmp(document->tokens[i].tag, "VBG") != 0) {
            return fate->value;
        }
        if (state != NULL && (be || i == begin || verb || state_size > 1) &&
            (!joined || be || verb) &&
            (strcmp(state->value, "displaced") == 0 || /* "fled the town" */
             !count_has_object(words, document, i + state_size, end)) &&
            (be || !have || !count_is_be(word))) {
            return have && !be && fate != NULL ? NULL : state->value;
        }
        if (fate != NULL && (verb || be)) {
            return NULL; /* they did it themselves */
        }
        if (count_is_be(word) || COUNT_ONE_OF(word, "remain", "remained", "remains")) {
            be = true;
            have = false;
        } else if (COUNT_ONE_OF(word, "have", "has", "had")) {
            have = !be;
        } else if (COUNT_ONE_OF(word, "who", "which", "that")) {
            if (i > begin + 1) {
                return NULL;
            }
        } else if (count_tag(document, i, "MD") || count_is_link(word) ||
                   (count_tag(document, i, "RB") && !count_tag(document, i, "RP"))) {
            /* goes on */
        } else if (strcmp(word, ",") == 0) {
            uint32_t behind = count_skip_aside(document, i, end);

            if (behind == i && !count_is_be(count_word(document, i + 1, end))) {
                return NULL;
            }
            i = behind == i ? i : behind - 1;
        } else if (be) {
            return NULL;
        } else if (count_tag(document, i, "IN") || strcmp(word, "&") == 0 ||
                   strcmp(word, "and") == 0) {
            joined = joined || strcmp(word, "and") == 0;
            moved = true;
            if (COUNT_ONE_OF(word, "after", "when", "while", "before", "as", "because", "if",
                             "until", "since", "although", "though", "where")) {
                return NULL;
            }
            while (i + 1 < limit && (count_is_noun_phrase(document, i + 1) ||
                                     quantity_words_find(words, document, WORD_BEFORE, i + 1, limit,
                                                         NULL) != NULL)) {
                /* "12 people and 30 wounded": those are others */
                if (quantity_words_find(words, document, WORD_STATE, i + 1, limit, NULL) != NULL) {
                    break;
                }
                i++;
            }
        } else {
            return NULL;
        }
        i++;
    }
    return NULL;
}

/* "two of the five hostages": what became of them is said of the two. */
static bool count_is_whole(const struct document *document, uint32_t first)
{
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token;

    if (first >= start + 2 && strcmp(document->tokens[first - 1].lower, "of") == 0 &&
        count_tag(document, first - 2, "CD")) { /* "40 of 300 residents" */
        return true;
    }
    return first >= start + 3 && strcmp(document->tokens[first - 2].lower, "of") == 0 &&
           COUNT_ONE_OF(document->tokens[first - 1].lower, "the", "those", "these", "its", "their",
                        "his", "her") &&
           (count_tag(document, first - 3, "CD") ||
            COUNT_ONE_OF(document->tokens[first - 3].lower, "some", "most", "all", "none", "half",
                         "many", "several", "dozens", "any", "each"));
}

/* ", including three children,": they are among those who were counted. */
static bool count_is_aside(const struct document *document, uint32_t first)
{
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token;

    return first > start && COUNT_ONE_OF(document->tokens[first - 1].lower, "including", "among");
}

/* Whether a noun that no list has can be meant: animals have no casualties, and only people are
 * hurt, trapped, freed ... */
static bool count_fits(const struct quantity_words *words, const struct document *document,
                       const struct count *count, const char *what)
{
    static const char *const endings[] = {"ers", "ors", "ists", "ians", "ants", "ees", "men"};
    size_t length;

    if (count->noun == NULL || quantity_words_get(words, WORD_PERSON, count->noun) != NULL ||
        (document->tokens[count->noun_end - 1].flags & TOKEN_CAPITAL) != 0) {
        return true;
    }
    if (quantity_words_get(words, WORD_ANIMAL, count->noun) != NULL) {
        return false;
    }
    if (COUNT_ONE_OF(what, "killed", "arrested", "kidnapped", "casualties")) {
        return true;
    }
    length = strlen(count->noun);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t size = strlen(endings[i]);

        if (length > size + 2 && strcmp(count->noun + length - size, endings[i]) == 0) {
            return COUNT_ONE_OF(what, "wounded", "displaced", "missing");
        }
    }
    return false;
}

const char *count_whole(const struct document *document, uint32_t i, uint32_t end)
{
    uint32_t limit = i + COUNT_NOUN_FAR < end ? i + COUNT_NOUN_FAR : end, head = UINT32_MAX;

    if (strcmp(count_word(document, i, end), "of") != 0) {
        return NULL;
    }
    for (i++; i < limit && (document->tokens[i].flags & TOKEN_DATE) == 0; i++) {
        const char *tag = document->tokens[i].tag;

        if (strcmp(tag, "NN") == 0) {
            head = i;
        } else if (head != UINT32_MAX ||
                   !(strcmp(tag, "DT") == 0 || strcmp(tag, "PRP$") == 0 || tag[0] == 'J' ||
                     strcmp(tag, "POS") == 0 || strncmp(tag, "NNP", 3) == 0)) {
            break;
        }
    }
    if (head == UINT32_MAX || (i < end && strcmp(document->tokens[i].tag, "POS") == 0)) {
        return NULL;
    }
    /* "of the population needs food", but "of the city buses": a plural behind it is what is meant,
     * unless it is a verb, with its object behind it */
    if (i < end && strcmp(document->tokens[i].tag, "NNS") == 0 &&
        !(i + 1 < end && strchr("NDJC", document->tokens[i + 1].tag[0]) != NULL &&
          document->tokens[i + 1].tag[0] != '\0')) {
        return NULL;
    }
    return document->tokens[head].lower;
}

void count_read(const struct quantity_words *words, const struct document *document, uint32_t end,
                struct count *count)
{
    const struct word *tally;
    uint32_t behind = count->end;

    count->noun_end = count->end;
    count_read_noun(words, document, count->end, end, count);
    if (count->uncounted) {
        return;
    }
    tally = count->noun == NULL ? NULL : quantity_words_get(words, WORD_TALLY, count->noun);
    if (tally != NULL) {
        /* "two of the wounded died" */
        count->what = quantity_words_get(words, WORD_STATE, count->noun) == NULL
                          ? NULL
                          : count_behind(words, document, count->noun_end, end);
        count->what = count->what == NULL ? tally->value : count->what;
        return;
    }
    if (count->noun != NULL && strcmp(count->noun, "lives") == 0) {
        uint32_t length;
        const struct word *lives = count_ending(words, document, WORD_LIVES, count->first, &length);

        count->what = lives == NULL ? NULL : lives->value;
        count->object = lives != NULL;
        return;
    }
    if (count_is_whole(document, count->first) || count_is_aside(document, count->first)) {
        return;
    }
    count->what = count_before(words, document, count->first, &count->object);
    if (count->what == NULL) {
        if (count->noun == NULL) { /* "12 of them", "12 more" */
            while (behind < end && COUNT_ONE_OF(document->tokens[behind].lower, "of", "them",
                                                "those", "the", "more", "us", "others", "whom")) {
                behind++;
            }
            if (behind > count->end + 1 && behind + 1 < end &&
                strcmp(document->tokens[behind - 1].lower, "the") == 0 &&
                quantity_words_get(words, WORD_STATE, document->tokens[behind].lower) != NULL) {
                count->noun = document->tokens[behind++].lower; /* "of the wounded" */
            }
        } else {
            behind = count->noun_end;
        }
        count->what = count_behind(words, document, behind, end);
    }
    if (count->what == NULL && count->noun != NULL) {
        count->what = count_inverted(words, document, count->first);
    }
    if (count->what == NULL && count->inherits) {
        count->what = count->inherited;
        count->object = count->what != NULL;
    }
    if (count->what != NULL && !count_fits(words, document, count, count->what)) {
        count->what = NULL;
        count->object = false;
    }
}

bool count_is_factor(const struct document *document, const struct count *count, uint32_t end)
{
    const char *next = count_word(document, count->noun_end, end);

    return count->noun != NULL && strcmp(count->noun, "times") == 0 && count->noun_end < end &&
           (COUNT_ONE_OF(next, "as", "the", "more", "less", "its") ||
            strcmp(document->tokens[count->noun_end].tag, "JJR") == 0 ||
            strcmp(document->tokens[count->noun_end].tag, "RBR") == 0);
}
