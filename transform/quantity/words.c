#include "transform/quantity/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include "common/ascii.h"
#include "common/fnv.h"
#include "common/memory.h"
#include "common/paths.h"
#include "transform/tsv.h"

enum {
    WORDS_TABLE_SIZE = 8192, /* a power of two */
    WORDS_MAX = 20000,       /* phrases of the file and of ICU */
    WORDS_PHRASE_MAX = 8,    /* words of a phrase */
    WORDS_NAME_MAX = 80,     /* of a currency */
    WORDS_COUNTRIES_MAX = 400
};

static const char *const words_kinds[WORD_KINDS] = {
    "number", "scale",  "vague",    "fraction", "before",    "after", "unit",
    "rate",   "sign",   "currency", "fate",     "state",     "tally", "lives",
    "person", "animal", "plural",   "label",    "uncounted", "change"};

static const char *const words_comparisons[] = {"about", "at_least", "at_most", "more_than",
                                                "less_than"};

struct words_country {
    char alpha2[3];
    const char *alpha3;
    const char *currency;
    const char *noun; /* the last word of its money's name, in the singular: "dinar" */
};

struct quantity_words {
    struct arena *arena;
    struct word *items;
    size_t count, capacity;
    int32_t table[WORDS_TABLE_SIZE]; /* by first word: index + 1 */
    struct words_country *countries;
    size_t country_count, country_capacity;
};

static uint32_t words_slot(const char *word, size_t length)
{
    return fnv_short(fnv_bytes(FNV_START, word, length)) & (WORDS_TABLE_SIZE - 1);
}

static size_t words_first_length(const struct word *word)
{
    return word->next == NULL ? strlen(word->text) : (size_t)(word->next - word->text) - 1;
}

static struct word *words_add(struct quantity_words *words, enum word_kind kind, const char *text,
                              const char *value)
{
    char *lower = arena_alloc(words->arena, 3 * strlen(text) + 1), *out = lower;
    struct word *word;
    uint32_t slot;

    for (const char *p = text; *p != '\0'; p++) {
        bool inner = *p == '/' && p > text && p[1] != '\0'; /* a token of its own in "km/h" */

        if (inner && p[-1] != ' ') {
            *out++ = ' ';
        }
        *out++ = ascii_lower(*p);
        if (inner && p[1] != ' ') {
            *out++ = ' ';
        }
    }
    words->items = arena_grow(words->arena, words->items, &words->capacity, words->count,
                              sizeof *words->items);
    word = &words->items[words->count++];
    word->kind = kind;
    word->text = lower;
    word->value = value;
    word->next = strchr(lower, ' ');
    word->next = word->next == NULL ? NULL : word->next + 1;
    slot = words_slot(lower, words_first_length(word));
    word->chain = words->table[slot] - 1;
    words->table[slot] = (int32_t)words->count;
    return word;
}

/* Tokens that the phrase takes from `i` on; 0: it is another one. */
static uint32_t words_match(const struct word *word, const struct document *document, uint32_t i,
                            uint32_t end)
{
    size_t length = words_first_length(word);
    const char *rest = word->next, *first = document->tokens[i].lower;
    uint32_t count = 1;

    if (strncmp(first, word->text, length) != 0 || first[length] != '\0') {
        return 0;
    }
    while (rest != NULL && *rest != '\0') {
        size_t size = strcspn(rest, " ");
        const char *lower = i + count < end ? document->tokens[i + count].lower : "";

        /* "km/h." at a sentence's end has its full stop in the last word */
        if (strncmp(lower, rest, size) != 0 ||
            (lower[size] != '\0' && (strcmp(lower + size, ".") != 0 || i + count + 1 < end))) {
            return 0;
        }
        rest += size + (rest[size] == ' ');
        count++;
    }
    return count;
}

const struct word *quantity_words_find(const struct quantity_words *words,
                                       const struct document *document, enum word_kind kind,
                                       uint32_t i, uint32_t end, uint32_t *count)
{
    const struct word *best = NULL;
    uint32_t most = 0;
    const char *first;

    if (i >= end) {
        return NULL;
    }
    first = document->tokens[i].lower;
    for (int32_t at = words->table[words_slot(first, strlen(first))] - 1; at >= 0;
         at = words->items[at].chain) {
        const struct word *word = &words->items[at];
        uint32_t size = word->kind == kind ? words_match(word, document, i, end) : 0;

        if (size > most) {
            most = size;
            best = word;
        }
    }
    if (count != NULL) {
        *count = most;
    }
    return best;
}

const struct word *quantity_words_get(const struct quantity_words *words, enum word_kind kind,
                                      const char *text)
{
    for (int32_t at = words->table[words_slot(text, strlen(text))] - 1; at >= 0;
         at = words->items[at].chain) {
        const struct word *word = &words->items[at];

        if (word->kind == kind && word->next == NULL && strcmp(word->text, text) == 0) {
            return word;
        }
    }
    return NULL;
}

/* A row's value is what its kind asks for. */
static enum status words_check(const struct tsv_row *row, enum word_kind kind, double *number,
                               struct error *error)
{
    const char *value = row->cells[2];
    bool letters = strlen(value) == 3;
    char *end = NULL;

    switch (kind) {
    case WORD_NUMBER:
    case WORD_SCALE:
    case WORD_VAGUE:
    case WORD_FRACTION:
        *number = strtod(value, &end); /* lint: allowed, no program sets a locale */
        return *value != '\0' && *end == '\0' && *number >= 0 && *number < 1e16
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "a number, 0 or more", error);
    case WORD_BEFORE:
    case WORD_AFTER:
        for (size_t i = 0; i < sizeof words_comparisons / sizeof words_comparisons[0]; i++) {
            if (strcmp(words_comparisons[i], value) == 0) {
                return STATUS_OK;
            }
        }
        return tsv_fail(row, "value", value, "about, at_least, at_most, more_than or less_than",
                        error);
    case WORD_SIGN:
    case WORD_CURRENCY:
        for (const char *p = value; *p != '\0'; p++) {
            letters = letters && ascii_is_upper(*p);
        }
        if (letters || (kind == WORD_CURRENCY ? strcmp(value, "-") == 0 : value[0] == '=')) {
            return STATUS_OK;
        }
        return tsv_fail(row, "value", value,
                        kind == WORD_SIGN ? "an ISO 4217 code, or =WORD" : "an ISO 4217 code, or -",
                        error);
    case WORD_PERSON:
    case WORD_ANIMAL:
    case WORD_PLURAL:
    case WORD_LABEL:
    case WORD_UNCOUNTED:
    case WORD_CHANGE:
        return *value == '\0' ? STATUS_OK : tsv_fail(row, "value", value, "it is empty", error);
    default:
        return *value != '\0'
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "a name, such as km or killed", error);
    }
}

static enum status words_read_row(struct quantity_words *words, const struct tsv_row *row,
                                  struct error *error)
{
    const char *cell = row->cells[1], *text;
    enum word_kind kind = WORD_KINDS;
    double number = 0;
    enum status status;
    bool any = false;

    for (int k = 0; k < WORD_KINDS; k++) {
        kind = strcmp(words_kinds[k], row->cells[0]) == 0 ? (enum word_kind)k : kind;
    }
    if (kind == WORD_KINDS) {
        return tsv_fail(row, "kind", row->cells[0], "see the list at the top of the file", error);
    }
    status = words_check(row, kind, &number, error);
    while (status == STATUS_OK && (text = tsv_next_value(words->arena, &cell)) != NULL) {
        size_t spaces = 0;

        for (const char *p = text; *p != '\0'; p++) {
            spaces += *p == ' ';
        }
        if (spaces >= WORDS_PHRASE_MAX || strstr(text, "  ") != NULL) {
            return tsv_fail(row, "words", text, "at most 8 words, parted by one space", error);
        }
        if (words->count >= WORDS_MAX) {
            return tsv_fail(row, "words", text, "the file has too many phrases already", error);
        }
        words_add(words, kind, text, row->cells[2])->number = number;
        any = true;
    }
    return status == STATUS_OK && !any
               ? tsv_fail(row, "words", "", "at least one word or phrase", error)
               : status;
}

/* A name of ICU's as UTF-8; false: it has none, or one that is too long. */
static bool words_name(const UChar *name, int32_t length, UErrorCode status, char *text)
{
    int32_t size = 0;

    if (U_SUCCESS(status) && length > 0) {
        u_strToUTF8(text, WORDS_NAME_MAX, &size, name, length, &status);
    }
    return U_SUCCESS(status) && size > 0 && size < WORDS_NAME_MAX;
}

/* The names of each money that is in use: "Iraqi dinar", "Iraqi dinars", and its code. */
static void words_add_currencies(struct quantity_words *words)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
    const char *code;
    int32_t length;

    while (U_SUCCESS(status) && (code = uenum_next(codes, &length, &status)) != NULL &&
           words->count < WORDS_MAX) {
        static const char *const counts[] = {"one", "other"};
        const char *value = arena_strdup(words->arena, code);
        UChar wide[4];
        char name[WORDS_NAME_MAX];

        u_charsToUChars(code, wide, 4);
        words_add(words, WORD_SIGN, code, value);
        for (size_t i = 0; i < 2; i++) {
            UErrorCode named = U_ZERO_ERROR;
            int32_t size = 0;
            UBool choice = 0;
            const UChar *found = ucurr_getPluralName(wide, "en", &choice, counts[i], &size, &named);

            if (words_name(found, size, named, name) && strchr(name, ' ') != NULL) {
                words_add(words, WORD_CURRENCY, name, value);
            }
        }
    }
    uenum_close(codes);
}

/* Each country with its code of three letters and its money. */
static void words_add_countries(struct quantity_words *words)
{
    const char *const *countries = uloc_getISOCountries();

    for (size_t i = 0; countries[i] != NULL && words->country_count < WORDS_COUNTRIES_MAX; i++) {
        struct words_country *country;
        char locale[16] = "und_", code[4] = "", name[WORDS_NAME_MAX];
        UErrorCode status = U_ZERO_ERROR;
        UChar wide[4] = {0};
        int32_t size = 0;
        UBool choice = 0;
        const UChar *found;

        memcpy(locale + 4, countries[i], 2);
        locale[6] = '\0';
        if (ucurr_forLocale(locale, wide, 4, &status) != 3 || U_FAILURE(status)) {
            continue;
        }
        u_UCharsToChars(wide, code, 4);
        words->countries = arena_grow(words->arena, words->countries, &words->country_capacity,
                                      words->country_count, sizeof *words->countries);
        country = &words->countries[words->country_count++];
        memcpy(country->alpha2, countries[i], 3);
        country->alpha3 = arena_strdup(words->arena, uloc_getISO3Country(locale));
        country->currency = arena_strdup(words->arena, code);
        country->noun = "";
        found = ucurr_getPluralName(wide, "en", &choice, "one", &size, &status);
        if (words_name(found, size, status, name)) {
            const char *last = strrchr(name, ' ');

            country->noun = arena_strdup(words->arena, last == NULL ? name : last + 1);
            for (char *p = (char *)country->noun; *p != '\0'; p++) {
                *p = ascii_lower(*p);
            }
        }
    }
}

enum status quantity_words_read(const char *path, struct quantity_words **words,
                                struct error *error)
{
    static const char *const columns[] = {"kind", "words", "value", NULL};
    struct quantity_words *made = mem_calloc(1, sizeof *made);
    struct tsv tsv = {0};
    enum status status;

    made->arena = arena_new();
    words_add_currencies(made); /* the file's words come first: the last that is added is found */
    words_add_countries(made);
    status = tsv_read(path, columns, made->arena, &tsv, error);
    for (size_t i = 0; status == STATUS_OK && i < tsv.count; i++) {
        status = words_read_row(made, &tsv.rows[i], error);
    }
    if (status != STATUS_OK) {
        quantity_words_close(made);
        made = NULL;
    }
    *words = made;
    return status;
}

enum status quantity_words_open(struct quantity_words **words, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data("quantities.tsv", &path, error);

    *words = NULL;
    if (status == STATUS_OK) {
        status = quantity_words_read(path, words, error);
    }
    free(path);
    return status;
}

void quantity_words_close(struct quantity_words *words)
{
    if (words != NULL) {
        arena_free(words->arena);
        free(words);
    }
}

/* "dinars", "krona" against the noun of a country's money: few plurals of money are regular. */
static bool words_same_money(const char *noun, const char *word)
{
    size_t length = strlen(noun), size = strlen(word), same = 0;

    if (strncmp(noun, "kron", 4) == 0 &&
        (strncmp(word, "kron", 4) == 0 || strncmp(word, "crown", 5) == 0)) {
        return true;
    }
    if (strcmp(noun, "koruna") == 0 && strncmp(word, "crown", 5) == 0) {
        return true;
    }
    while (same < length && same < size && noun[same] == word[same]) {
        same++;
    }
    return length > 0 && size > 0 && same + 1 >= length && same + 2 >= size && same >= 3;
}

const char *quantity_words_money(const struct quantity_words *words, const char *country,
                                 const char *word)
{
    for (size_t i = 0; country != NULL && i < words->country_count; i++) {
        if (strcmp(words->countries[i].alpha3, country) == 0) {
            return word == NULL || words_same_money(words->countries[i].noun, word)
                       ? words->countries[i].currency
                       : NULL;
        }
    }
    return NULL;
}

const char *quantity_words_country(const struct quantity_words *words, const char *alpha2)
{
    for (size_t i = 0; i < words->country_count; i++) {
        const char *code = words->countries[i].alpha2;

        if (ascii_upper(alpha2[0]) == code[0] && ascii_upper(alpha2[1]) == code[1]) {
            return words->countries[i].alpha3;
        }
    }
    return NULL;
}
