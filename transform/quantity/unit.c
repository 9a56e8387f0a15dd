#include "transform/quantity/unit.h"

#include <string.h>
#include "common/ascii.h"

enum { UNIT_SIGN_TOKENS_MAX = 2, UNIT_CLUE_FAR = 6, UNIT_HOST_MAX = 256 };

/* The country of "https://www.example.com.au/..."; NULL: the address tells none. */
static const char *money_host_country(const struct quantity_words *words, const char *url)
{
    const char *host = url == NULL ? NULL : strstr(url, "://"), *label;
    size_t length;

    if (host == NULL) {
        return NULL;
    }
    host += 3;
    length = strcspn(host, "/:?#");
    if (length < 4 || length > UNIT_HOST_MAX) {
        return NULL;
    }
    label = host + length - 3;
    if (label[0] != '.' || !ascii_is_letter(label[1]) || !ascii_is_letter(label[2])) {
        return NULL;
    }
    return ascii_lower(label[1]) == 'u' && ascii_lower(label[2]) == 'k'
               ? "GBR"
               : quantity_words_country(words, label + 1);
}

/* The region of "en-AU". */
static const char *money_language_country(const struct quantity_words *words, const char *language)
{
    const char *hyphen = language == NULL ? NULL : strchr(language, '-');

    return hyphen != NULL && strlen(hyphen) == 3 ? quantity_words_country(words, hyphen + 1) : NULL;
}

static void money_count_country(struct money *money, const char *country)
{
    for (size_t i = 0; i < money->country_count; i++) {
        if (strcmp(money->countries[i].country, country) == 0) {
            money->countries[i].mentions++;
            return;
        }
    }
    if (money->country_count < UNIT_COUNTRIES_MAX) {
        money->countries[money->country_count].mentions = 1;
        money->countries[money->country_count++].country = country;
    }
}

void money_begin(struct money *money, const struct quantity_words *words, struct document *document)
{
    const struct article *article = &document->article;

    *money = (struct money){.words = words, .document = document};
    money->outlet = money_host_country(
        words, article->canonical_url != NULL ? article->canonical_url : article->url);
    if (money->outlet == NULL || quantity_words_money(words, money->outlet, NULL) == NULL) {
        money->outlet = money_language_country(words, article->language);
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        const char *country = document->entities[document->mentions[i].entity].country;

        if (country != NULL) {
            money_count_country(money, country);
        }
    }
}

/* The money of that name of the country that the article names most. */
static const char *money_of_article(const struct money *money, const char *word)
{
    const char *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < money->country_count; i++) {
        const char *code = quantity_words_money(money->words, money->countries[i].country, word);

        if (code != NULL && money->countries[i].mentions > most) {
            most = money->countries[i].mentions;
            best = code;
        }
    }
    return best;
}

/* The code of a word for money; the word itself where nothing tells. */
static const char *money_code(const struct money *money, const struct word *word)
{
    const char *text = word->value[0] == '=' ? word->value + 1 : word->text, *code = NULL;
    const struct word *meaning =
        word->value[0] == '=' ? quantity_words_get(money->words, WORD_CURRENCY, text) : word;
    bool dollar = strncmp(text, "dollar", 6) == 0;

    if (meaning == NULL || meaning->next != NULL || strncmp(text, "euro", 4) == 0 ||
        (word->kind == WORD_SIGN && word->value[0] != '=')) {
        return meaning == NULL ? text : meaning->value;
    }
    code = dollar ? NULL : money_of_article(money, text);
    if (code == NULL) {
        code = quantity_words_money(money->words, money->outlet, text);
    }
    if (code == NULL) {
        code = strcmp(meaning->value, "-") == 0 ? text : meaning->value;
    }
    return code;
}

/* A sign of money that ends before token `first`. */
static const struct word *unit_sign_before(const struct money *money, uint32_t first)
{
    const struct document *document = money->document;
    uint32_t start = document->sentences[document->tokens[first].sentence].first_token;

    for (uint32_t d = UNIT_SIGN_TOKENS_MAX; d > 0; d--) {
        uint32_t count;
        const struct word *sign;

        if (first < start + d) {
            continue;
        }
        sign = quantity_words_find(money->words, document, WORD_SIGN, first - d, first, &count);
        if (sign == NULL || count != d) {
            continue;
        }
        /* "a $5 fine": letters are of the sign when they are capitals and touch it */
        if (d == 2 && ((document->tokens[first - 1].flags & TOKEN_SPACE_BEFORE) != 0 ||
                       (document->tokens[first - 2].flags & TOKEN_CAPITAL) == 0)) {
            continue;
        }
        /* "ALL 5 members", "TOP 10": a code is written in capitals, and some are words too */
        if (d == 1 && strlen(sign->text) == 3 && ascii_is_lower(sign->text[0]) &&
            ((document->tokens[first - 1].flags & TOKEN_ALL_CAPITALS) == 0 ||
             strcmp(sign->text, "all") == 0 || strcmp(sign->text, "top") == 0 ||
             strcmp(sign->text, "try") == 0)) {
            continue;
        }
        if (d == 1 && strlen(sign->text) <= 3 && ascii_is_lower(sign->text[0]) &&
            (document->tokens[first - 1].flags & TOKEN_CAPITAL) == 0 &&
            (document->tokens[first].flags & TOKEN_SPACE_BEFORE) != 0) {
            continue;
        }
        return sign;
    }
    return NULL;
}

static bool unit_clue(const struct document *document, uint32_t from, uint32_t to,
                      const char *const *clues, size_t count)
{
    for (uint32_t i = from; i < to; i++) {
        for (size_t c = 0; c < count; c++) {
            if (strncmp(document->tokens[i].lower, clues[c], strlen(clues[c])) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Whether "pounds" are a weight: money in millions, what is paid; else the words around, else whose
 * outlet it is. */
static bool unit_pounds_weigh(const struct money *money, uint32_t first, uint32_t behind,
                              uint32_t end, const struct number *number)
{
    static const char *const weight[] = {"weigh",   "heavy",  "heavier",
                                         "lighter", "lifted", "thrust"};
    static const char *const price[] = {"cost", "price",  "paid",   "pay",     "worth",
                                        "fine", "spent",  "spend",  "sold",    "bought",
                                        "fund", "invest", "salar",  "budget",  "tax",
                                        "debt", "loan",   "profit", "revenue", "earn"};
    const struct document *document = money->document;
    const struct sentence *sentence = &document->sentences[document->tokens[first].sentence];
    uint32_t from = first > sentence->first_token + UNIT_CLUE_FAR ? first - UNIT_CLUE_FAR
                                                                  : sentence->first_token;
    uint32_t to = behind + UNIT_CLUE_FAR < end ? behind + UNIT_CLUE_FAR : end;

    if (number->hyphen || unit_clue(document, from, to, weight, sizeof weight / sizeof *weight)) {
        return true;
    }
    if ((number->scaled && number->value >= 1e6) ||
        unit_clue(document, from, first, price, sizeof price / sizeof *price)) {
        return false;
    }
    if (behind < end && strcmp(document->tokens[behind].lower, "of") == 0) {
        return true;
    }
    return money->outlet == NULL
               ? money_of_article(money, "pound") == NULL
               : quantity_words_money(money->words, money->outlet, "pound") == NULL;
}

/* A unit or money behind the number. */
static void unit_read_behind(const struct money *money, uint32_t first, uint32_t end,
                             const struct number *number, struct unit *unit)
{
    const struct document *document = money->document;
    uint32_t i = number->end, measure_count, money_count, sign_count;
    const struct word *measure, *currency, *sign;

    if (i >= end) {
        return;
    }
    measure = quantity_words_find(money->words, document, WORD_UNIT, i, end, &measure_count);
    currency = quantity_words_find(money->words, document, WORD_CURRENCY, i, end, &money_count);
    sign = quantity_words_find(money->words, document, WORD_SIGN, i, end, &sign_count);
    if (sign != NULL && (document->tokens[i].flags & TOKEN_CAPITAL) == 0 &&
        (document->tokens[i].flags & TOKEN_WORD) != 0) {
        sign = NULL; /* "5 rm" */
    }
    if (sign != NULL && (strcmp(sign->text, "all") == 0 || strcmp(sign->text, "top") == 0)) {
        sign = NULL;
    }
    if (measure != NULL && currency != NULL && strcmp(measure->value, "lb") == 0 &&
        !unit_pounds_weigh(money, first, i + 1, end, number)) {
        measure = NULL;
    }
    /* "12 won": the money is never a verb, and comes in hundreds */
    if (currency != NULL && currency->next == NULL &&
        (document->tokens[i].tag[0] == 'V' || strcmp(currency->text, "sum") == 0 ||
         strcmp(currency->text, "real") == 0 || strcmp(currency->text, "crown") == 0 ||
         strcmp(currency->text, "dong") == 0 || strcmp(currency->text, "won") == 0) &&
        !(number->value >= 100 && number->digits) && !number->scaled) {
        currency = NULL;
    }
    /* one letter is a unit only where nothing can be meant but it: "5 m wide" */
    if (measure != NULL && (document->tokens[i].flags & TOKEN_WORD) != 0 &&
        strlen(measure->text) == 1) {
        measure = number->digits && !number->scaled ? measure : NULL;
    }
    if (measure != NULL) {
        unit->name = measure->value;
        unit->end = i + measure_count;
    } else if (currency != NULL) {
        unit->name = money_code(money, currency);
        unit->end = i + money_count;
        unit->money = true;
    } else if (sign != NULL) {
        unit->name = money_code(money, sign);
        unit->end = i + sign_count;
        unit->money = true;
    }
}

/* "5km", "2.5m", "30-mile". */
static void unit_read_attached(const struct money *money, uint32_t first, uint32_t end,
                               struct number *number, struct unit *unit)
{
    const struct word *measure = quantity_words_get(money->words, WORD_UNIT, number->attached);
    const struct word *currency = quantity_words_get(money->words, WORD_CURRENCY, number->attached);
    const struct word *scale = quantity_words_get(money->words, WORD_SCALE, number->attached);

    if (scale != NULL && !number->hyphen) { /* "2.5m": only the letter m is left to decide here */
        const char *next = number->end < end ? money->document->tokens[number->end].tag : "";

        if (unit->money || strcmp(next, "NNS") == 0) {
            number->value *= scale->number;
            number->most *= number->most < 0 ? 1 : scale->number;
            number->scaled = true;
            number->attached[0] = '\0';
            return;
        }
    }
    if (unit->money) {
        return;
    }
    if (measure != NULL && currency != NULL &&
        !unit_pounds_weigh(money, first, number->end, end, number)) {
        measure = NULL;
    }
    if (measure != NULL) {
        unit->name = measure->value;
        number->attached[0] = '\0';
    } else if (currency != NULL) {
        unit->name = money_code(money, currency);
        unit->money = true;
        number->attached[0] = '\0';
    }
}

/* "barrels per day", "$5 a share". */
static void unit_read_rate(const struct money *money, uint32_t end, struct unit *unit)
{
    uint32_t count;
    const struct word *rate =
        quantity_words_find(money->words, money->document, WORD_RATE, unit->end, end, &count);

    if (rate != NULL && strchr(unit->name, '/') == NULL &&
        (money->document->tokens[unit->end + count - 1].flags & TOKEN_DATE) == 0) {
        unit->name = arena_printf(money->document->arena, "%s/%s", unit->name, rate->value);
        unit->end += count;
    }
}

void unit_read(const struct money *money, uint32_t first, uint32_t end, struct number *number,
               struct unit *unit)
{
    const struct word *sign = unit_sign_before(money, first);

    *unit = (struct unit){.first = first, .end = number->end};
    if (sign != NULL && !number->fraction) {
        const char *space = strchr(sign->text, ' ');

        unit->name = money_code(money, sign);
        unit->money = true;
        unit->first = first - (space == NULL ? 1 : 2);
    }
    if (number->attached[0] != '\0') {
        unit_read_attached(money, first, end, number, unit);
    } else if (sign == NULL && !number->fraction) {
        unit_read_behind(money, first, end, number, unit);
    } else if (sign != NULL && number->end < end) { /* "$5 million US dollars", "A$5 dollars" */
        uint32_t count;

        if (quantity_words_find(money->words, money->document, WORD_CURRENCY, number->end, end,
                                &count) != NULL) {
            unit->end = number->end + count;
        }
    }
    if (unit->name != NULL) {
        unit_read_rate(money, end, unit);
    }
}
