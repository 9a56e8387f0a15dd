#include "transform/quantity.h"

#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"

enum { QUANTITY_NOUN_FAR = 4 };

#define QUANTITY_ONE_OF(word, ...)                                                                 \
    quantity_in((word), (const char *const[]){__VA_ARGS__},                                        \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool quantity_in(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The word at `i` if it is in the sentence of `from`; "" otherwise. */
static const char *quantity_word(const struct document *document, uint32_t from, uint32_t i)
{
    return i < document->token_count &&
                   document->tokens[i].sentence == document->tokens[from].sentence
               ? document->tokens[i].lower
               : "";
}

/* "2,500", "3.5", "120"; false if it is no plain number. */
static bool quantity_digits(const char *text, double *value)
{
    char plain[32];
    size_t length = 0;
    char *end;

    for (const char *p = text; *p != '\0'; p++) {
        if (*p == ',' && ascii_is_digit(p[1]) && ascii_is_digit(p[2]) && ascii_is_digit(p[3])) {
            continue;
        }
        if ((!ascii_is_digit(*p) && *p != '.') || length + 1 >= sizeof plain) {
            return false;
        }
        plain[length++] = *p;
    }
    plain[length] = '\0';
    *value = strtod(plain, &end); /* lint: allowed, no program sets a locale */
    return length > 0 && *end == '\0' && ascii_is_digit(plain[0]);
}

static double quantity_simple(const char *word)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
                 {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},
                 {"nine", 9},       {"ten", 10},      {"eleven", 11},   {"twelve", 12},
                 {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},
                 {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
                 {"thirty", 30},    {"forty", 40},    {"fifty", 50},    {"sixty", 60},
                 {"seventy", 70},   {"eighty", 80},   {"ninety", 90}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i].word) == 0) {
            return words[i].value;
        }
    }
    return -1;
}

/* Also "twenty-five". */
static double quantity_small(const char *word)
{
    const char *hyphen = strchr(word, '-');
    char tens[16];
    double high, low;

    if (hyphen == NULL || strchr(hyphen + 1, '-') != NULL ||
        (size_t)(hyphen - word) >= sizeof tens) {
        return quantity_simple(word);
    }
    memcpy(tens, word, (size_t)(hyphen - word));
    tens[hyphen - word] = '\0';
    high = quantity_simple(tens);
    low = quantity_simple(hyphen + 1);
    return high >= 20 && low >= 1 && low <= 9 ? high + low : -1;
}

static double quantity_scale(const char *word)
{
    if (strcmp(word, "dozen") == 0) {
        return 12;
    }
    if (strcmp(word, "hundred") == 0) {
        return 1e2;
    }
    if (strcmp(word, "thousand") == 0) {
        return 1e3;
    }
    if (strcmp(word, "million") == 0 || strcmp(word, "m") == 0) {
        return 1e6;
    }
    if (strcmp(word, "billion") == 0 || strcmp(word, "bn") == 0) {
        return 1e9;
    }
    return strcmp(word, "trillion") == 0 ? 1e12 : 0;
}

/* Tokens that the number at `i` takes; 0: none. */
static uint32_t quantity_number(const struct document *document, uint32_t i, double *value,
                                bool *approximate)
{
    const char *word = document->tokens[i].lower;
    uint32_t count = 1;
    double scale;

    if (QUANTITY_ONE_OF(word, "dozens", "hundreds", "thousands", "millions") &&
        strcmp(quantity_word(document, i, i + 1), "of") == 0) {
        *value = word[0] == 'd' ? 24 : word[0] == 'h' ? 200 : word[0] == 't' ? 2000 : 2e6;
        *approximate = true;
        return 2;
    }
    if (strcmp(word, "dozen") == 0) {
        *value = 12;
        return 1;
    }
    if (strcmp(word, "one") == 0 && i > 0 && strcmp(document->tokens[i - 1].lower, "no") == 0) {
        return 0; /* nobody */
    }
    if (strcmp(word, "a") == 0 && quantity_scale(quantity_word(document, i, i + 1)) >= 12) {
        *value = quantity_scale(quantity_word(document, i, i + 1));
        return 2;
    }
    if (!quantity_digits(document->tokens[i].text, value)) {
        *value = quantity_small(word);
        if (*value < 0) {
            return 0;
        }
    }
    while ((scale = quantity_scale(quantity_word(document, i, i + count))) > 0 && count < 4) {
        *value *= scale;
        count++;
    }
    return count;
}

static const char *quantity_currency(const char *sign)
{
    static const char *const signs[][2] = {{"$", "USD"}, {"us$", "USD"}, {"€", "EUR"}, {"£", "GBP"},
                                           {"¥", "JPY"}, {"₹", "INR"},   {"r$", "BRL"}};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strcmp(sign, signs[i][0]) == 0) {
            return signs[i][1];
        }
    }
    return NULL;
}

static const char *quantity_unit(const char *word)
{
    static const char *const units[][2] = {
        {"percent", "percent"}, {"%", "percent"},    {"km", "km"},          {"kilometers", "km"},
        {"kilometres", "km"},   {"kilometer", "km"}, {"kilometre", "km"},   {"miles", "mile"},
        {"mile", "mile"},       {"meters", "m"},     {"metres", "m"},       {"feet", "foot"},
        {"kg", "kg"},           {"kilograms", "kg"}, {"tons", "t"},         {"tonnes", "t"},
        {"dollars", "USD"},     {"euros", "EUR"},    {"pounds", "GBP"},     {"barrels", "barrel"},
        {"acres", "acre"},      {"hectares", "ha"},  {"degrees", "degree"}, {"megawatts", "MW"},
        {"points", "point"},    {"seats", "seat"},   {"votes", "vote"}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(word, units[i][0]) == 0) {
            return units[i][1];
        }
    }
    return NULL;
}

/* "killed 13 people", "ten civilians were killed", "3 dead": what became of those who are counted.
 */
static const char *quantity_fate(const struct document *document, uint32_t first, uint32_t end)
{
    static const char *const killed[] = {"killed", "killing", "dead", "died",
                                         "kills",  "kill",    "slain"};
    static const char *const wounded[] = {"wounded",  "wounding", "injured",
                                          "injuring", "hurt",     "wounds"};
    const struct sentence *sentence = &document->sentences[document->tokens[first].sentence];
    uint32_t limit = sentence->first_token + sentence->token_count,
             from = first > sentence->first_token + 3 ? first - 3 : sentence->first_token;

    for (uint32_t i = end; i < limit && i < end + 6; i++) {
        const char *word = document->tokens[i].lower;

        if (quantity_in(word, killed, sizeof killed / sizeof killed[0])) {
            return "killed";
        }
        if (quantity_in(word, wounded, sizeof wounded / sizeof wounded[0])) {
            return "wounded";
        }
        if (QUANTITY_ONE_OF(word, ",", ";", ":", "and", "but", "who", "that", "-")) {
            break;
        }
    }
    for (uint32_t i = first; i > from; i--) {
        const char *word = document->tokens[i - 1].lower;

        if (quantity_in(word, killed, 3) || strcmp(word, "kills") == 0) {
            return "killed";
        }
        if (quantity_in(word, wounded, 4)) {
            return "wounded";
        }
        if (!QUANTITY_ONE_OF(word, "at", "least", "about", "some", "nearly", "more", "than",
                             "approximately", "over", "around", "almost", "another")) {
            break;
        }
    }
    return NULL;
}

/* The noun that is counted: the last word of a short run of lower-case words. */
static const char *quantity_noun(const struct document *document, uint32_t from, uint32_t i,
                                 uint32_t *end)
{
    const char *noun = NULL;

    if (strcmp(quantity_word(document, from, i), "of") == 0 ||
        strcmp(quantity_word(document, from, i), "more") == 0) {
        i++;
    }
    for (uint32_t n = 0; n < QUANTITY_NOUN_FAR; n++, i++) {
        const char *word = quantity_word(document, from, i);
        size_t length = strlen(word);

        if (length < 3 || (document->tokens[i].flags & TOKEN_WORD) == 0 ||
            QUANTITY_ONE_OF(word, "were", "was", "are", "and", "for", "from", "the", "has", "have",
                            "had", "who", "that", "with", "into", "were", "after", "when", "while",
                            "other", "its", "their", "been", "will", "people's")) {
            break;
        }
        if (word[length - 1] == 's' ||
            QUANTITY_ONE_OF(word, "people", "men", "women", "children", "personnel", "police")) {
            noun = word;
            *end = i + 1;
            break;
        }
        if (n == 0 && (document->tokens[i].flags & TOKEN_CAPITAL) == 0 && length > 3) {
            noun = NULL;
        }
    }
    return noun;
}

static void quantity_add(struct document *document, uint32_t i, uint32_t count, double value,
                         bool approximate)
{
    uint32_t first = i, end = i + count;
    const char *before = i > 0 && document->tokens[i - 1].sentence == document->tokens[i].sentence
                             ? document->tokens[i - 1].lower
                             : "";
    const char *next = quantity_word(document, i, end), *currency = quantity_currency(before);
    const char *unit = currency != NULL ? currency : quantity_unit(next), *what = NULL;
    struct quantity *quantity;

    if (currency != NULL) {
        first--;
        before = first > 0 ? document->tokens[first - 1].lower : "";
    } else if (unit != NULL) {
        end++;
    } else {
        what = quantity_noun(document, i, end, &end);
    }
    if (unit == NULL) {
        const char *fate = quantity_fate(document, i, end);

        what = fate != NULL ? fate : what;
    }
    if (unit == NULL && what == NULL) {
        return; /* a number of nothing that we know */
    }
    approximate =
        approximate ||
        QUANTITY_ONE_OF(before, "about", "approximately", "around", "nearly", "almost", "some",
                        "roughly", "over", "estimated", "than", "least", "most") ||
        (strcmp(before, "to") == 0 && first > 1 &&
         strcmp(document->tokens[first - 2].lower, "up") == 0);
    quantity = document_add_quantity(document);
    quantity->first_token = first;
    quantity->token_count = i + count - first;
    if (unit != NULL && currency == NULL) {
        quantity->token_count++;
    }
    quantity->span = document_token_span(document, quantity->first_token, quantity->token_count);
    quantity->text = document_span_text(document, &quantity->span);
    quantity->value = value;
    quantity->unit = unit;
    quantity->what = what;
    quantity->approximate = approximate;
    quantity->sentence = document->tokens[i].sentence;
}

void quantity_find(struct document *document)
{
    if (!document->english) {
        return;
    }
    for (uint32_t i = 0; i < document->token_count;) {
        bool approximate = false;
        double value = 0;
        uint32_t count = (document->tokens[i].flags & TOKEN_DATE) != 0
                             ? 0
                             : quantity_number(document, i, &value, &approximate);

        if (count > 0) {
            quantity_add(document, i, count, value, approximate);
        }
        i += count > 0 ? count : 1;
    }
}
