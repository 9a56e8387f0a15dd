#include "transform/date/scan.h"

#include <string.h>
#include "common/timestamp.h"

const char *date_word(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count ? document->tokens[i].lower : "";
}

const char *date_near(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count &&
                   document->tokens[i].sentence == document->tokens[from].sentence
               ? document->tokens[i].lower
               : "";
}

const char *date_before(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;

    return i > 0 && document->tokens[i - 1].sentence == document->tokens[i].sentence
               ? document->tokens[i - 1].lower
               : "";
}

bool date_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

struct date_found date_make(struct date_scan *scan, uint32_t count, struct calendar_date date)
{
    struct date_found found = {.count = count, .kind = DATE_DATE, .has_range = true};

    if (date.month > 12 ||
        (date.day > 0 && !timestamp_valid_date(date.year, date.month, date.day))) {
        return (struct date_found){0};
    }
    found.value = calendar_value(scan->document->arena, &date);
    calendar_range(&date, &found.first_day, &found.last_day);
    return found;
}

struct date_found date_make_day(struct date_scan *scan, uint32_t count, int64_t days)
{
    return date_make(scan, count, calendar_from_days(days));
}

struct date_found date_make_text(uint32_t count, enum date_kind kind, const char *value)
{
    return (struct date_found){.count = count, .kind = kind, .value = value};
}

/* Whether the sentence speaks of what is to come. */
bool date_is_future(const struct date_scan *scan, uint32_t at)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[at].sentence];

    for (uint32_t i = sentence->first_token; i < at; i++) {
        if (at - i <= 14 &&
            DATE_ONE_OF(document->tokens[i].lower, "will", "shall", "scheduled", "plans", "planned",
                        "due", "expected", "upcoming", "ahead", "until", "would", "'ll", "ends",
                        "begins", "starts", "opens", "arrives", "next")) {
            return true;
        }
    }
    return false;
}

/* The year of a date that names none: the text's own, or the one nearest to publication. */
int date_guess_year(const struct date_scan *scan, uint32_t at, int month, int day)
{
    struct calendar_date today;
    int best = 0;
    double nearest = 0;

    if (scan->context_year > 0 &&
        scan->document->tokens[at].sentence <= scan->context_sentence + 2 &&
        (!scan->has_reference ||
         scan->context_year < calendar_from_days(scan->reference).year - 1)) {
        return scan->context_year;
    }
    if (!scan->has_reference) {
        return scan->context_year;
    }
    today = calendar_from_days(scan->reference);
    for (int year = today.year - 1; year <= today.year + 1; year++) {
        int use = day > timestamp_month_days(year, month) ? timestamp_month_days(year, month) : day;
        double distance =
            (double)(timestamp_days(year, month, use > 0 ? use : 15) - scan->reference);
        bool future = date_is_future(scan, at);

        if (day == 0 && year == today.year && month == today.month) {
            return year;
        }
        distance =
            distance > 0 ? distance * (future ? 1.0 : 4.0) : -distance * (future ? 2.0 : 1.0);
        if (best == 0 || distance < nearest) {
            best = year;
            nearest = distance;
        }
    }
    return best;
}

uint32_t date_skip_comma(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const char *word = date_near(scan, from, i);

    return strcmp(word, ",") == 0 || strcmp(word, "of") == 0 ? 1 : 0;
}

int date_year_at(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    return calendar_year(date_near(scan, from, i));
}

bool date_is_capital(const struct date_scan *scan, uint32_t i)
{
    return (scan->document->tokens[i].flags & TOKEN_CAPITAL) != 0;
}
