#include "transform/quantity/quantity.h"

#include <string.h>
#include "transform/quantity/count.h"
#include "transform/quantity/number.h"
#include "transform/quantity/unit.h"

enum { QUANTITY_BEFORE_MAX = 5, QUANTITY_NOUN_FAR = 5, QUANTITY_ELLIPSIS_FAR = 16 };

#define QUANTITY_IS(word, text) (strcmp((word), (text)) == 0)

/* The search through one article. */
struct search {
    const struct quantity_words *words;
    struct document *document;
    struct money money;
    size_t mention; /* the first that does not end before the token at work */
    /* the last number whose verb stood before it, for "two men and three boys" */
    const char *object_what;
    uint32_t object_end;
};

/* A number with all that belongs to it. */
struct found {
    uint32_t first, end; /* tokens of its span */
    uint32_t begin;      /* first token of the words of comparison before it */
    double value, most;  /* most is negative: no range */
    struct number number;
    struct unit unit;
    const char *comparison;
    struct count count;
};

static uint32_t quantity_end(const struct document *document, uint32_t token)
{
    const struct sentence *sentence = &document->sentences[document->tokens[token].sentence];

    return sentence->first_token + sentence->token_count;
}

static uint32_t quantity_start(const struct document *document, uint32_t token)
{
    return document->sentences[document->tokens[token].sentence].first_token;
}

static const char *quantity_word(const struct document *document, uint32_t i, uint32_t end)
{
    return i < end ? document->tokens[i].lower : "";
}

/* "about", "at least another": the phrase that ends before `first`; moves `first` before it. */
static const char *quantity_compare_before(const struct search *search, uint32_t *first)
{
    const struct document *document = search->document;
    uint32_t start = quantity_start(document, *first), i = *first;
    static const char *const between[] = {"another", "a", "an", "further", "additional", "the"};

    for (int turn = 0; turn < 2; turn++) {
        for (uint32_t d = QUANTITY_BEFORE_MAX; d > 0; d--) {
            uint32_t size;
            const struct word *word =
                i >= start + d
                    ? quantity_words_find(search->words, document, WORD_BEFORE, i - d, i, &size)
                    : NULL;

            if (word != NULL && size == d) {
                *first = i - d;
                return word->value;
            }
        }
        for (size_t k = 0; k < sizeof between / sizeof between[0]; k++) {
            if (turn == 0 && i > start && QUANTITY_IS(document->tokens[i - 1].lower, between[k])) {
                i--;
                break;
            }
        }
    }
    return NULL;
}

/* "... or more": sets it, and moves the end behind it. */
static void quantity_compare_behind(const struct search *search, uint32_t end, uint32_t *behind,
                                    const char **comparison)
{
    uint32_t size;
    const struct word *word =
        quantity_words_find(search->words, search->document, WORD_AFTER, *behind, end, &size);

    if (word != NULL && *comparison == NULL &&
        !QUANTITY_IS(quantity_word(search->document, *behind + size, end), "than")) {
        *comparison = word->value;
        *behind += size;
    }
}

/* Whether "from 10 to 15" is a change, two numbers, and no range. */
static bool quantity_is_change(const struct document *document, uint32_t first)
{
    uint32_t start = quantity_start(document, first);
    const char *before = first > start ? document->tokens[first - 1].lower : "",
               *verb = first > start + 1 ? document->tokens[first - 2].lower : "";

    return QUANTITY_IS(before, "from") && strncmp(verb, "rang", 4) != 0 &&
           !QUANTITY_IS(verb, "anywhere") && !QUANTITY_IS(verb, "anything");
}

/* What joins the ends of a range at token `i`: its tokens, 0: nothing does. */
static uint32_t quantity_joint(const struct document *document, uint32_t first, uint32_t i,
                               uint32_t end, const struct number *number, bool * or)
{
    uint32_t start = quantity_start(document, first);
    const char *word = quantity_word(document, i, end);
    bool between = first > start && QUANTITY_IS(document->tokens[first - 1].lower, "between");

    * or = QUANTITY_IS(word, "or");
    if (QUANTITY_IS(word, "and")) {
        return between ? 1 : 0;
    }
    if (QUANTITY_IS(word, "-") || QUANTITY_IS(word, "–") || QUANTITY_IS(word, "—")) {
        return (document->tokens[i].flags & TOKEN_SPACE_BEFORE) == 0 ? 1 : 0;
    }
    if (* or) {
        return number->value <= 1000 || number->scaled ? 1 : 0;
    }
    return QUANTITY_IS(word, "to") && !quantity_is_change(document, first) ? 1 : 0;
}

/* "10 to 15", "between $5 and $6 million", "10% to 15%": takes the second number in. */
static void quantity_read_range(const struct search *search, uint32_t end, struct found *found)
{
    const struct document *document = search->document;
    struct number second;
    struct unit unit;
    bool or ;
    uint32_t i = found->unit.end,
             joint = quantity_joint(document, found->unit.first, i, end, &found->number, & or);
    uint32_t next = i + joint, size = 0;
    double value = found->value;

    if (joint == 0 || found->number.vague || found->number.fraction ||
        found->number.attached[0] != '\0') {
        return;
    }
    if (next < end &&
        quantity_words_find(search->words, document, WORD_SIGN, next, end, &size) != NULL) {
        next += size;
    }
    if (next >= end || (document->tokens[next].flags & TOKEN_DATE) != 0 ||
        !number_read(search->words, document, next, end, &second) || second.most >= 0 ||
        second.fraction || second.vague) {
        return;
    }
    unit_read(&search->money, next, end, &second, &unit);
    if (found->unit.name != NULL && unit.name != NULL &&
        !QUANTITY_IS(found->unit.name, unit.name)) {
        return;
    }
    if (found->unit.name != NULL && unit.name == NULL && found->unit.end > found->number.end) {
        return; /* "5 percent to 10 people" */
    }
    if (found->unit.name != NULL && QUANTITY_IS(document->tokens[i].lower, "to") &&
        found->unit.first > quantity_start(document, found->unit.first) &&
        quantity_words_get(search->words, WORD_CHANGE,
                           document->tokens[found->unit.first - 1].lower) != NULL) {
        return; /* "rose $2 million to $30 million": by how much, and to what */
    }
    if (second.scaled && !found->number.scaled && value < 1000) { /* "2 to 3 million" */
        for (double scale = 1e12; scale >= 100; scale /= 10) {
            if ((scale == 1e12 || scale == 1e9 || scale == 1e6 || scale == 1e3 || scale == 1e2) &&
                second.value >= scale && value * scale <= second.value) {
                value *= scale;
                break;
            }
        }
    }
    if (second.value <= value || (or &&second.value > value * 3)) {
        return;
    }
    found->value = value;
    found->most = second.value;
    found->number.end = second.end;
    found->unit.end = unit.end;
    if (unit.name != NULL) {
        found->unit.name = unit.name;
    }
    memcpy(found->number.attached, second.attached, sizeof second.attached);
    found->number.hyphen = second.hyphen;
}

/* "Boeing 737", "Article 5", "World War Two", "Ilmar, 12, ...": a number that counts nothing. */
static bool quantity_is_label(struct search *search, uint32_t i, const struct number *number)
{
    const struct document *document = search->document;
    uint32_t start = quantity_start(document, i), end = quantity_end(document, i);
    const struct token *before = i > start ? &document->tokens[i - 1] : NULL;
    const struct mention *mention;

    while (search->mention < document->mention_count &&
           document->mentions[search->mention].first_token +
                   document->mentions[search->mention].token_count <=
               i) {
        search->mention++;
    }
    mention =
        search->mention < document->mention_count ? &document->mentions[search->mention] : NULL;
    if (mention != NULL && mention->kind != MENTION_NOMINAL && mention->first_token <= i &&
        (mention->first_token < i || (i > start && mention->token_count > number->end - i &&
                                      (document->tokens[i].flags & TOKEN_CAPITAL) != 0))) {
        return true; /* a part of a name */
    }
    if (before == NULL || (before->flags & TOKEN_DATE) != 0) {
        return false;
    }
    if (quantity_words_get(search->words, WORD_LABEL, before->lower) != NULL ||
        (i >= start + 2 &&
         quantity_words_find(search->words, document, WORD_LABEL, i - 2, i, NULL) != NULL &&
         quantity_words_find(search->words, document, WORD_LABEL, i - 2, i, NULL)->next != NULL)) {
        return true;
    }
    if (QUANTITY_IS(before->lower, ",") && i >= start + 2 &&
        (document->tokens[i - 2].flags & TOKEN_CAPITAL) != 0 && number->end < end &&
        (QUANTITY_IS(document->tokens[number->end].lower, ",") ||
         QUANTITY_IS(document->tokens[number->end].lower, ".")) &&
        number->value < 120) {
        return true; /* an age */
    }
    if (QUANTITY_IS(before->lower, "aged") || QUANTITY_IS(before->lower, "age") ||
        QUANTITY_IS(before->lower, "ages")) {
        return true;
    }
    if (!number->digits && !number->word_one) {
        return false;
    }
    if (strncmp(before->tag, "NNP", 3) == 0 && (before->flags & TOKEN_CAPITAL) != 0 &&
        number->digits) {
        /* a model or unit, unless the name is a place or person that a clause begins with */
        const struct mention *last =
            search->mention > 0 ? &document->mentions[search->mention - 1] : NULL;
        const char *type = last != NULL && last->first_token + last->token_count == i
                               ? document->entities[last->entity].type
                               : "";

        return !QUANTITY_IS(type, "LOC") && !QUANTITY_IS(type, "PERSON") &&
               !QUANTITY_IS(type, "NORP");
    }
    return false;
}

/* "no one", "one of the best", "the one": the word is a number only of something countable. */
static bool quantity_is_pronoun(const struct document *document, uint32_t i)
{
    const char *before = i > quantity_start(document, i) ? document->tokens[i - 1].lower : "";

    return QUANTITY_IS(before, "no") || QUANTITY_IS(before, "the") || QUANTITY_IS(before, "this") ||
           QUANTITY_IS(before, "that") || QUANTITY_IS(before, "each") ||
           QUANTITY_IS(before, "every") || QUANTITY_IS(before, "any") ||
           QUANTITY_IS(before, "which") || document->tokens[i].tag[0] == 'P';
}

static void quantity_add(struct search *search, const struct found *found)
{
    struct document *document = search->document;
    struct quantity *quantity = document_add_quantity(document);

    quantity->first_token = found->first;
    quantity->token_count = found->end - found->first;
    quantity->span = document_token_span(document, quantity->first_token, quantity->token_count);
    quantity->text = document_span_text(document, &quantity->span);
    quantity->value = found->value;
    quantity->has_max = found->most >= 0;
    quantity->value_max = found->most >= 0 ? found->most : 0;
    quantity->unit = found->number.fraction ? "fraction" : found->unit.name;
    quantity->noun = found->count.noun;
    quantity->what = found->count.what != NULL ? found->count.what : found->count.noun;
    quantity->comparison = found->comparison != NULL ? found->comparison
                           : found->number.vague     ? "about"
                                                     : NULL;
    quantity->approximate = quantity->comparison != NULL || found->most >= 0;
    quantity->sentence = document->tokens[found->first].sentence;
}

/* What is joined to the number: "500-strong", "12-member". */
static bool quantity_read_attached(struct found *found, struct arena *arena)
{
    const char *attached = found->number.attached;
    size_t length = strlen(attached);

    if (!found->number.hyphen) {
        return false; /* "737s", "747B" */
    }
    if (QUANTITY_IS(attached, "strong")) {
        found->count.noun = "people";
    } else if (QUANTITY_IS(attached, "plus")) {
        found->comparison = "at_least";
        return true;
    } else if (QUANTITY_IS(attached, "member") || QUANTITY_IS(attached, "person") ||
               QUANTITY_IS(attached, "man") || QUANTITY_IS(attached, "seat") ||
               QUANTITY_IS(attached, "bed") || QUANTITY_IS(attached, "room") ||
               QUANTITY_IS(attached, "vehicle") || QUANTITY_IS(attached, "ship") ||
               QUANTITY_IS(attached, "vessel") || QUANTITY_IS(attached, "truck")) {
        found->count.noun = QUANTITY_IS(attached, "person") ? "people"
                            : QUANTITY_IS(attached, "man")
                                ? "men"
                                : arena_printf(arena, "%.*ss", (int)length, attached);
    } else {
        return false;
    }
    return true;
}

static bool quantity_measures(const struct found *found)
{
    return found->unit.name != NULL || found->number.fraction;
}

/* "killing two men AND three boys": an object goes on before token `first`. */
static bool quantity_goes_on(const struct search *search, uint32_t first)
{
    const char *before = first > 0 ? search->document->tokens[first - 1].lower : "";

    return search->object_what != NULL && first > 0 && first - 1 == search->object_end &&
           (QUANTITY_IS(before, "and") || QUANTITY_IS(before, ","));
}

/* What stands behind a measure: "two thirds of the voters", "40 percent of homes". */
static void quantity_read_share(const struct search *search, uint32_t end, struct found *found)
{
    struct count count = {.first = found->begin, .end = found->end};
    const char *whole;

    if (!found->number.fraction && !QUANTITY_IS(found->unit.name, "percent")) {
        return;
    }
    whole = count_whole(search->document, found->end, end);
    if (whole != NULL) {
        found->count.noun =
            quantity_words_get(search->words, WORD_UNCOUNTED, whole) == NULL ? whole : NULL;
    } else if (found->number.fraction ||
               QUANTITY_IS(quantity_word(search->document, found->end, end), "of")) {
        count_read(search->words, search->document, end, &count);
        found->count.noun = count.uncounted ? NULL : count.noun;
    }
}

/* "2,500 troops in Iraq and an additional 900 in Syria", "by 220 votes to 211": what the number
 * before it counts. */
static void quantity_read_ellipsis(const struct search *search, uint32_t end, struct found *found)
{
    const struct document *document = search->document;
    const struct quantity *last =
        document->quantity_count == 0 ? NULL : &document->quantities[document->quantity_count - 1];
    uint32_t start = quantity_start(document, found->first), i = found->begin;
    const char *next = quantity_word(document, found->end, end);

    if (last == NULL || last->noun == NULL || last->unit != NULL ||
        last->sentence != document->tokens[found->first].sentence || found->number.word_one ||
        found->first - last->first_token > QUANTITY_ELLIPSIS_FAR ||
        !(found->end >= end || QUANTITY_IS(document->tokens[found->end].tag, "IN") ||
          QUANTITY_IS(next, ".") || QUANTITY_IS(next, ",") || QUANTITY_IS(next, ";") ||
          QUANTITY_IS(next, "more"))) {
        return;
    }
    while (i > start && (QUANTITY_IS(document->tokens[i - 1].lower, "an") ||
                         QUANTITY_IS(document->tokens[i - 1].lower, "a") ||
                         QUANTITY_IS(document->tokens[i - 1].lower, "another") ||
                         QUANTITY_IS(document->tokens[i - 1].lower, "additional") ||
                         QUANTITY_IS(document->tokens[i - 1].lower, "further"))) {
        i--;
    }
    if (i > start && (QUANTITY_IS(document->tokens[i - 1].lower, "and") ||
                      QUANTITY_IS(document->tokens[i - 1].lower, "to") ||
                      QUANTITY_IS(document->tokens[i - 1].lower, "with") ||
                      QUANTITY_IS(document->tokens[i - 1].lower, "from") ||
                      QUANTITY_IS(next, "more") || i < found->begin)) {
        found->count.noun = last->noun;
        found->count.what = last->what;
    }
}

/* "Tens of thousands marched": a bare number of many that does something is of people. */
static bool quantity_is_crowd(const struct document *document, const struct found *found,
                              uint32_t end)
{
    const struct token *next = found->end < end ? &document->tokens[found->end] : NULL;

    return found->number.vague && found->value >= 20 && next != NULL &&
           (next->flags & TOKEN_DATE) == 0 &&
           (QUANTITY_IS(next->tag, "VBD") || QUANTITY_IS(next->tag, "VBP")) &&
           !QUANTITY_IS(next->lower, "were") && !QUANTITY_IS(next->lower, "are") &&
           !QUANTITY_IS(next->lower, "have") && !QUANTITY_IS(next->lower, "had");
}

/* Reads the quantity at token `i`; returns the token from which to go on. */
static uint32_t quantity_read(struct search *search, uint32_t i)
{
    struct document *document = search->document;
    uint32_t end = quantity_end(document, i);
    struct found found = {.most = -1};
    const struct token *last;

    if (!number_read(search->words, document, i, end, &found.number)) {
        return i + 1;
    }
    for (uint32_t t = i; t < found.number.end; t++) {
        if ((document->tokens[t].flags & TOKEN_DATE) != 0) {
            return found.number.end;
        }
    }
    unit_read(&search->money, i, end, &found.number, &found.unit);
    if (found.unit.first == i && quantity_is_label(search, i, &found.number)) {
        return found.number.end;
    }
    found.value = found.number.value;
    found.most = found.number.most;
    if (found.number.word_one && found.unit.name == NULL && quantity_is_pronoun(document, i)) {
        return i + 1;
    }
    quantity_read_range(search, end, &found);
    found.first = found.unit.first;
    found.end = found.unit.end;
    found.begin = found.first;
    if (found.begin > quantity_start(document, i) &&
        QUANTITY_IS(document->tokens[found.begin - 1].lower, "between")) {
        found.begin--;
    }
    last = found.first > quantity_start(document, i) ? &document->tokens[found.first - 1] : NULL;
    if (last != NULL && found.unit.name != NULL && !found.unit.money &&
        (QUANTITY_IS(last->lower, "minus") ||
         ((QUANTITY_IS(last->lower, "-") || QUANTITY_IS(last->lower, "−")) &&
          (document->tokens[found.first].flags & TOKEN_SPACE_BEFORE) == 0 &&
          (last->flags & TOKEN_SPACE_BEFORE) != 0))) {
        found.value = -found.value;
        found.begin = --found.first;
    }
    found.comparison = quantity_compare_before(search, &found.begin);
    if (found.number.attached[0] != '\0' && found.unit.name == NULL) {
        if (!quantity_read_attached(&found, document->arena)) {
            return found.number.end;
        }
    }
    found.count.first = found.begin;
    found.count.end = found.end;
    quantity_compare_behind(search, end, &found.count.end, &found.comparison);
    if (quantity_measures(&found)) {
        quantity_read_share(search, end, &found);
    } else if (found.count.noun == NULL) {
        found.count.one = found.value <= 1 && found.most < 0;
        found.count.inherited = search->object_what;
        found.count.inherits = quantity_goes_on(search, found.begin);
        count_read(search->words, document, end, &found.count);
        if (found.count.noun == NULL && found.count.what == NULL) {
            quantity_read_ellipsis(search, end, &found);
        }
        if (found.count.noun == NULL && found.count.what == NULL &&
            quantity_is_crowd(document, &found, end)) {
            found.count.noun = "people";
        }
        if (found.count.uncounted || count_is_factor(document, &found.count, end) ||
            (found.count.noun == NULL && found.count.what == NULL) ||
            (found.count.one && found.count.what == NULL && !found.number.digits) ||
            (found.number.vague && found.value < 10 && found.count.what == NULL)) {
            return found.number.end;
        }
        search->object_what = found.count.object ? found.count.what : NULL;
        search->object_end = found.count.noun_end;
        if (found.comparison == NULL && found.count.noun != NULL) {
            uint32_t behind = found.count.noun_end;

            quantity_compare_behind(search, end, &behind, &found.comparison);
        }
    }
    quantity_add(search, &found);
    return found.end > found.number.end ? found.end : found.number.end;
}

/* "A soldier was killed", "killed a soldier": one; "no soldiers were hurt", "nobody was": none. */
static bool quantity_read_person(struct search *search, uint32_t i)
{
    struct document *document = search->document;
    const char *word = document->tokens[i].lower;
    bool no = QUANTITY_IS(word, "no"),
         one = QUANTITY_IS(word, "a") || QUANTITY_IS(word, "an") || QUANTITY_IS(word, "another");
    bool nobody = QUANTITY_IS(word, "nobody") || QUANTITY_IS(word, "none");
    uint32_t end = quantity_end(document, i), limit, noun = UINT32_MAX;
    struct found found = {.first = i, .end = i + 1, .begin = i, .value = one ? 1 : 0, .most = -1};
    const char *what = NULL;

    if ((!no && !one && !nobody) || (i > quantity_start(document, i) &&
                                     (QUANTITY_IS(document->tokens[i - 1].lower, "including") ||
                                      QUANTITY_IS(document->tokens[i - 1].lower, "among")))) {
        return false; /* ", including a soldier,": one of those who were counted */
    }
    limit = i + QUANTITY_NOUN_FAR < end ? i + QUANTITY_NOUN_FAR : end;
    for (uint32_t t = i + 1; t < limit && !nobody; t++) {
        const struct token *token = &document->tokens[t];

        if (no && t == i + 1 && QUANTITY_IS(token->lower, "one")) {
            nobody = true;
            found.end = t + 1;
            break;
        }
        if ((token->flags & TOKEN_WORD) == 0 || (token->flags & TOKEN_DATE) != 0 ||
            (token->tag[0] != 'N' && token->tag[0] != 'J' && token->tag[0] != 'V')) {
            break;
        }
        if ((quantity_words_get(search->words, WORD_PERSON, token->lower) != NULL ||
             (no && quantity_words_get(search->words, WORD_TALLY, token->lower) != NULL)) &&
            (t + 1 >= end ||
             (document->tokens[t + 1].tag[0] != 'N' &&
              !QUANTITY_IS(document->tokens[t + 1].tag, "POS")) ||
             quantity_words_get(search->words, WORD_STATE, document->tokens[t + 1].lower) !=
                 NULL)) {
            noun = t;
            break;
        }
    }
    if (nobody) {
        what = count_behind(search->words, document, found.end, end);
    } else if (noun != UINT32_MAX) {
        const struct word *tally =
            no ? quantity_words_get(search->words, WORD_TALLY, document->tokens[noun].lower) : NULL;
        bool object = false;

        found.count.noun = document->tokens[noun].lower;
        what = tally != NULL ? tally->value : count_before(search->words, document, i, &object);
        if (what == NULL || (!object && tally == NULL)) {
            what = count_behind(search->words, document, noun + 1, end);
        }
        if (what == NULL && one && quantity_goes_on(search, i)) {
            what = search->object_what;
        }
    }
    if (what == NULL) {
        return false;
    }
    found.count.what = what;
    quantity_add(search, &found);
    return true;
}

/* Of other languages: figures with a sign of money or % that is the same everywhere. */
static uint32_t quantity_read_sign(struct search *search, uint32_t i)
{
    struct document *document = search->document;
    uint32_t end = quantity_end(document, i);
    static const char *const signs[][2] = {{"%", "percent"}, {"€", "EUR"}, {"£", "GBP"}};
    struct found found = {.first = i, .end = i + 1, .begin = i, .most = -1};
    const char *before = i > quantity_start(document, i) ? document->tokens[i - 1].text : "",
               *behind = quantity_word(document, i + 1, end), *text = document->tokens[i].text;
    bool word = i + 2 < end && (document->tokens[i + 2].flags & TOKEN_WORD) != 0;

    /* "2.500" and "2,500" are one thing here and another there; so is a word such as "mil" behind
     */
    if ((document->tokens[i].flags & (TOKEN_NUMBER | TOKEN_DATE)) != TOKEN_NUMBER ||
        strspn(text, "0123456789") != strlen(text) ||
        !number_read(search->words, document, i, i + 1, &found.number)) {
        return i + 1;
    }
    found.value = found.number.value;
    for (size_t s = 0; s < sizeof signs / sizeof signs[0]; s++) {
        if (QUANTITY_IS(behind, signs[s][0])) {
            found.unit.name = signs[s][1];
            found.end = i + 2;
        } else if (QUANTITY_IS(before, signs[s][0]) &&
                   (s > 0 ? !word : (document->tokens[i].flags & TOKEN_SPACE_BEFORE) == 0)) {
            found.unit.name = signs[s][1];
            found.first = i - 1;
        }
    }
    if (found.unit.name != NULL) {
        quantity_add(search, &found);
    }
    return found.end;
}

void quantity_find(const struct quantity_words *words, struct document *document)
{
    struct search search = {.words = words, .document = document};

    money_begin(&search.money, words, document);
    for (uint32_t i = 0; i < document->token_count;) {
        if (!document->english) {
            i = quantity_read_sign(&search, i);
        } else if ((document->tokens[i].flags & TOKEN_DATE) != 0) {
            i++;
        } else {
            uint32_t next = quantity_read(&search, i);

            if (next == i + 1 &&
                (document->quantity_count == 0 ||
                 document->quantities[document->quantity_count - 1].first_token != i)) {
                quantity_read_person(&search, i);
            }
            i = next;
        }
    }
}
