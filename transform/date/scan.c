#include "transform/date/scan.h"

#include <string.h>
#include "common/timestamp.h"
#include "transform/text/word.h"

enum { DATE_TENS_MAX = 16 }; /* bytes of "twenty", with its end */

const char *date_word(const struct date_scan *scan, uint32_t i)
{
    return i < scan->document->token_count ? scan->facts[i].word : "";
}

const char *date_near(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count &&
                   document->tokens[i].sentence == document->tokens[from].sentence
               ? scan->facts[i].word
               : "";
}

const char *date_before(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;

    return i > 0 && document->tokens[i - 1].sentence == document->tokens[i].sentence
               ? document->tokens[i - 1].lower
               : "";
}

const struct date_term *date_term_near(const struct date_scan *scan, uint32_t from, uint32_t i,
                                       unsigned kinds)
{
    const struct document *document = scan->document;

    return i < document->token_count &&
                   document->tokens[i].sentence == document->tokens[from].sentence &&
                   (scan->facts[i].kinds & kinds) != 0
               ? scan->facts[i].term
               : NULL;
}

bool date_is_capital(const struct date_scan *scan, uint32_t i)
{
    return i < scan->document->token_count &&
           ((scan->document->tokens[i].flags & TOKEN_CAPITAL) != 0 ||
            scan->facts[i].modifier != NULL);
}

bool date_touches(const struct date_scan *scan, uint32_t i)
{
    return i < scan->document->token_count &&
           (scan->document->tokens[i].flags & TOKEN_SPACE_BEFORE) == 0;
}

const char *date_tag(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count &&
                   document->tokens[i].sentence == document->tokens[from].sentence
               ? document->tokens[i].tag
               : "";
}

int date_year_at(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    return calendar_year(date_near(scan, from, i));
}

int date_number(const struct date_words *words, const char *word)
{
    const struct date_term *term = date_words_find(words, word), *ones;
    const char *dash = strchr(word, '-');
    char tens[DATE_TENS_MAX];

    if (term != NULL && (term->kinds & TERM_NUMBER) != 0) {
        return term->value;
    }
    if (dash != NULL && dash > word && (size_t)(dash - word) < sizeof tens) {
        memcpy(tens, word, (size_t)(dash - word));
        tens[dash - word] = '\0';
        term = date_words_find(words, tens);
        ones = date_words_find(words, dash + 1);
        if (term != NULL && ones != NULL && (term->kinds & TERM_NUMBER) != 0 &&
            (ones->kinds & TERM_NUMBER) != 0 && term->value >= 20 && ones->value > 0 &&
            ones->value < 10) {
            return term->value + ones->value;
        }
    }
    return calendar_digits(word);
}

int date_number_at(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    return date_number(scan->words, date_near(scan, from, i));
}

uint32_t date_skip_comma(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const char *word = date_near(scan, from, i);

    return strcmp(word, ",") == 0 || strcmp(word, "of") == 0 ? 1 : 0;
}

bool date_one_of(const char *word, const char *const *words, size_t count)
{
    return word_in(word, words, count);
}

struct date_found date_make(struct date_scan *scan, uint32_t count, struct calendar_date date,
                            const char *rule)
{
    struct date_found found = {
        .count = count, .kind = DATE_DATE, .has_range = true, .rule = rule, .said = date};

    if (date.month > 12 || date.year < 1 || date.year > 9999 ||
        (date.day > 0 && !timestamp_valid_date(date.year, date.month, date.day))) {
        return (struct date_found){0};
    }
    found.value = calendar_value(scan->document->arena, &date);
    calendar_range(&date, &found.first_day, &found.last_day);
    return found;
}

struct date_found date_make_day(struct date_scan *scan, uint32_t count, int64_t day,
                                const char *rule)
{
    struct date_found found = date_make(scan, count, calendar_from_days(day), rule);

    found.said = (struct calendar_date){0};
    return found;
}

struct date_found date_make_span(uint32_t count, const char *value, int64_t first, int64_t last,
                                 const char *rule)
{
    return (struct date_found){.count = count,
                               .kind = DATE_DATE,
                               .value = value,
                               .has_range = true,
                               .first_day = first,
                               .last_day = last,
                               .rule = rule};
}

struct date_found date_make_text(uint32_t count, enum date_kind kind, const char *value,
                                 const char *rule)
{
    return (struct date_found){.count = count, .kind = kind, .value = value, .rule = rule};
}

const char *date_day_text(struct date_scan *scan, int64_t day)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    struct calendar_date date = calendar_from_days(day);

    return arena_printf(scan->document->arena, "%04d-%02d-%02d (%s)", date.year, date.month,
                        date.day, days[timestamp_weekday(day)]);
}
