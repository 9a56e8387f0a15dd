#include "transform/date/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/calendar.h"

enum { DATE_PHRASE_MAX = 64 };

/* Where the scanner stands, and what relative dates are relative to. */
struct date_scan {
    struct document *document;
    bool has_reference;
    int64_t reference; /* day of publication */
    int context_year;  /* last year that the text named; 0: none */
    uint32_t context_sentence;
    bool has_day; /* last day that the text told of: what "one day later" counts from */
    int64_t last_day;
};

/* What a pattern found at a token. */
struct date_found {
    uint32_t count; /* tokens; 0: nothing */
    const char *value;
    enum date_kind kind;
    bool has_range;
    int64_t first_day, last_day;
    int year; /* named by the text itself; 0: not */
};

static const char *date_word(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count ? document->tokens[i].lower : "";
}

/* The word at `i` when it stands in the same sentence as `from`; "" otherwise. */
static const char *date_near(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const struct document *document = scan->document;

    return i < document->token_count && document->tokens[i].sentence == document->tokens[from].sentence
               ? document->tokens[i].lower
               : "";
}

static const char *date_before(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;

    return i > 0 && document->tokens[i - 1].sentence == document->tokens[i].sentence ? document->tokens[i - 1].lower
                                                                                      : "";
}

static bool date_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

#define DATE_ONE_OF(word, ...)                                                                     \
    date_one_of((word), (const char *const[]){__VA_ARGS__},                                        \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static struct date_found date_make(struct date_scan *scan, uint32_t count, struct calendar_date date)
{
    struct date_found found = {.count = count, .kind = DATE_DATE, .has_range = true};

    if (date.month > 12 || (date.day > 0 && !timestamp_valid_date(date.year, date.month, date.day))) {
        return (struct date_found){0};
    }
    found.value = calendar_value(scan->document->arena, &date);
    calendar_range(&date, &found.first_day, &found.last_day);
    return found;
}

static struct date_found date_make_day(struct date_scan *scan, uint32_t count, int64_t days)
{
    return date_make(scan, count, calendar_from_days(days));
}

static struct date_found date_make_text(uint32_t count, enum date_kind kind, const char *value)
{
    return (struct date_found){.count = count, .kind = kind, .value = value};
}

/* Whether the sentence speaks of what is to come. */
static bool date_is_future(const struct date_scan *scan, uint32_t at)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[at].sentence];

    for (uint32_t i = sentence->first_token; i < at; i++) {
        if (at - i <= 14 && DATE_ONE_OF(document->tokens[i].lower, "will", "shall", "scheduled", "plans", "planned",
                                        "due", "expected", "upcoming", "ahead", "until", "would", "'ll", "ends",
                                                        "begins", "starts", "opens", "arrives")) {
            return true;
        }
    }
    return false;
}

/* The year of a date that names none: the text's own, or the one nearest to publication. */
static int date_guess_year(const struct date_scan *scan, uint32_t at, int month, int day)
{
    struct calendar_date today;
    int best = 0;
    double nearest = 0;

    if (scan->context_year > 0 && scan->document->tokens[at].sentence <= scan->context_sentence + 1 &&
        (!scan->has_reference || scan->context_year < calendar_from_days(scan->reference).year - 1)) {
        return scan->context_year;
    }
    if (!scan->has_reference) {
        return scan->context_year;
    }
    today = calendar_from_days(scan->reference);
    for (int year = today.year - 1; year <= today.year + 1; year++) {
        int use = day > timestamp_month_days(year, month) ? timestamp_month_days(year, month) : day;
        double distance = (double)(timestamp_days(year, month, use > 0 ? use : 15) - scan->reference);
        bool future = date_is_future(scan, at);

        if (day == 0 && year == today.year && month == today.month) {
            return year;
        }
        distance = distance > 0 ? distance * (future ? 1.0 : 4.0) : -distance * (future ? 2.0 : 1.0);
        if (best == 0 || distance < nearest) {
            best = year;
            nearest = distance;
        }
    }
    return best;
}

/* A comma or "of" between month and year; the tokens it takes. */
static uint32_t date_skip_comma(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const char *word = date_near(scan, from, i);

    return strcmp(word, ",") == 0 || strcmp(word, "of") == 0 ? 1 : 0;
}

static int date_year_at(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    return calendar_year(date_near(scan, from, i));
}

static bool date_is_capital(const struct date_scan *scan, uint32_t i)
{
    return (scan->document->tokens[i].flags & TOKEN_CAPITAL) != 0;
}

/* "March 5", "March 5, 2021", "March 2021", "March" */
static struct date_found date_month_first(struct date_scan *scan, uint32_t i)
{
    int month = calendar_month(date_word(scan, i)), day, year;
    struct calendar_date date = {.month = month};
    uint32_t next = i + 1, skip;
    struct date_found found;

    if (month == 0 || !date_is_capital(scan, i)) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), ".") == 0 && strlen(date_word(scan, i)) <= 4) {
        next++; /* "Jan ." */
    }
    if (strcmp(date_near(scan, i, next), "the") == 0 && calendar_day(date_near(scan, i, next + 1)) > 0) {
        next++;
    }
    day = calendar_day(date_near(scan, i, next));
    if (day > 0 && calendar_unit(date_near(scan, i, next + 1)) == 0) {
        date.day = day;
        next++;
        skip = date_skip_comma(scan, i, next);
        year = date_year_at(scan, i, next + skip);
        if (year > 0) {
            next += skip + 1;
        }
    } else {
        skip = date_skip_comma(scan, i, next);
        year = date_year_at(scan, i, next + skip);
        next += year > 0 ? skip + 1 : 0;
        /* "May" and "March" by themselves are words; "Jan" is a name */
        if (year == 0 && !DATE_ONE_OF(date_before(scan, i), "in", "since", "last", "next", "this", "until", "by", "from",
                                      "of", "early", "late", "mid", "during", "through", "for", "between", "to",
                                      "and", "before", "after", "on", "till", "ending") &&
            (month == 5 || month == 3 || strlen(date_word(scan, i)) < 5)) {
            return (struct date_found){0};
        }
        if (year == 0 && DATE_ONE_OF(date_before(scan, i), "to", "and", "for") && (month == 3 || month == 5)) {
            return (struct date_found){0};
        }
    }
    date.year = year > 0 ? year : date_guess_year(scan, i, month, date.day);
    if (date.year == 0) {
        return date_make_text(next - i, DATE_DATE,
                              date.day > 0
                                  ? arena_printf(scan->document->arena, "XXXX-%02d-%02d", month, date.day)
                                  : arena_printf(scan->document->arena, "XXXX-%02d", month));
    }
    if (year == 0 && date.day == 0 && scan->has_reference) {
        struct calendar_date today = calendar_from_days(scan->reference);

        if (strcmp(date_before(scan, i), "last") == 0) {
            date.year = month < today.month ? today.year : today.year - 1;
        } else if (strcmp(date_before(scan, i), "next") == 0) {
            date.year = month > today.month ? today.year : today.year + 1;
        }
    }
    found = date_make(scan, next - i, date);
    found.year = year;
    return found;
}

/* "5 March 2021", "5th of March", "the 5th of March" */
static struct date_found date_day_first(struct date_scan *scan, uint32_t i)
{
    int day = calendar_day(date_word(scan, i)), month, year;
    uint32_t next = i + 1, skip;
    struct calendar_date date;
    struct date_found found;

    if (day == 0) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), "of") == 0) {
        next++;
    }
    month = calendar_month(date_near(scan, i, next));
    if (month == 0 || next >= scan->document->token_count || !date_is_capital(scan, next)) {
        return (struct date_found){0};
    }
    next++;
    skip = date_skip_comma(scan, i, next);
    year = date_year_at(scan, i, next + skip);
    next += year > 0 ? skip + 1 : 0;
    date = (struct calendar_date){.year = year > 0 ? year : date_guess_year(scan, i, month, day), .month = month, .day = day};
    if (date.year == 0) {
        return date_make_text(next - i, DATE_DATE, arena_printf(scan->document->arena, "XXXX-%02d-%02d", month, day));
    }
    found = date_make(scan, next - i, date);
    found.year = year;
    return found;
}

/* "2024-01-06" and "01/06/2024", as the text writes them without spaces. */
static struct date_found date_digits(struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const char *text = document->text[document->tokens[i].span.field] + document->tokens[i].span.byte_start;
    struct calendar_date date = {0};
    int length = 0, a, b, c;
    uint32_t next = i;
    struct date_found found;

    if ((document->tokens[i].flags & TOKEN_NUMBER) == 0) {
        return (struct date_found){0};
    }
    if (sscanf(text, "%4d-%2d-%2d%n", &a, &b, &c, &length) == 3 && length == 10 && a > 999) {
        date = (struct calendar_date){a, b, c};
    } else if (sscanf(text, "%2d/%2d/%4d%n", &a, &b, &c, &length) == 3 && c > 1900 && length >= 8) {
        date = b > 12 ? (struct calendar_date){c, a, b} : (struct calendar_date){c, b, a};
        if (b <= 12 && a <= 12) { /* American English writes the month first */
            const char *language = document->article.language;
            bool british = language != NULL && (strcmp(language, "en-GB") == 0 || strncmp(language, "en", 2) != 0);

            date = british ? (struct calendar_date){c, b, a} : (struct calendar_date){c, a, b};
        }
    } else {
        return (struct date_found){0};
    }
    while (next < document->token_count &&
           document->tokens[next].span.byte_end <= document->tokens[i].span.byte_start + (uint32_t)length &&
           document->tokens[next].span.field == document->tokens[i].span.field) {
        next++;
    }
    if (date.month < 1 || date.month > 12 || next == i) {
        return (struct date_found){0};
    }
    found = date_make(scan, next - i, date);
    found.year = date.year;
    return found;
}

/* "2021" where a year is likely, "1990s", "2003-2011" */
static struct date_found date_year(struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const char *word = date_word(scan, i), *before = date_before(scan, i), *next = date_near(scan, i, i + 1);
    int year = calendar_year(word), second;
    struct date_found found;
    bool after_comma;

    if (strlen(word) == 5 && word[4] == 's' && word[3] == '0') { /* 1990s */
        return date_make_text(1, DATE_DATE, arena_strndup(document->arena, word, 3));
    }
    if (year == 0 || year < 1400) {
        return (struct date_found){0};
    }
    if (DATE_ONE_OF(next, "-", "–", "/") && (second = date_year_at(scan, i, i + 2)) > year) {
        found = date_make_text(3, DATE_DATE, arena_printf(document->arena, "%04d/%04d", year, second));
        found.year = second;
        return found;
    }
    after_comma = strcmp(before, ",") == 0 || strcmp(before, "(") == 0;
    if ((document->tokens[i].flags & TOKEN_NUMBER) != 0 &&
        (DATE_ONE_OF(before, "in", "since", "of", "by", "from", "until", "till", "during", "before", "after", "early",
                     "late", "mid", "to", "and", "through", "year", "around", "between", "circa", "c.", "spring",
                     "summer", "autumn", "fall", "winter", "the", "last", "'s", "for", "as", "-", "–", "into", "or",
                     "began", "ended", "throughout") ||
         after_comma || DATE_ONE_OF(next, ")", "election", "elections", "census", "war", "invasion", "season", "report")) &&
        year >= 1700 && year <= 2100 && calendar_unit(next) == 0 &&
        !DATE_ONE_OF(next, "troops", "people", "soldiers", "percent", "%", "km", "miles", "men", "dollars", "feet")) {
        found = date_make(scan, 1, (struct calendar_date){.year = year});
        found.year = year;
        return found;
    }
    return (struct date_found){0};
}

static int64_t date_week_start(int64_t days)
{
    return days - timestamp_weekday(days);
}

/* ISO week of a day: "2024-W02" (ISO 8601). */
static const char *date_week_value(struct arena *arena, int64_t days)
{
    int64_t thursday = date_week_start(days) + 3;
    struct calendar_date date = calendar_from_days(thursday);
    int week = (int)(thursday - timestamp_days(date.year, 1, 1)) / 7 + 1;

    return arena_printf(arena, "%04d-W%02d", date.year, week);
}

/* `count` units from the reference day; negative: back. */
static struct date_found date_shift(struct date_scan *scan, uint32_t tokens, char unit, int count)
{
    struct calendar_date date = calendar_from_days(scan->reference);
    struct date_found found;

    switch (unit) {
    case 'D':
        return date_make_day(scan, tokens, scan->reference + count);
    case 'W':
    case 'E': {
        int64_t start = date_week_start(scan->reference) + (int64_t)count * 7;

        found = date_make_text(tokens, DATE_DATE, date_week_value(scan->document->arena, start));
        found.has_range = true;
        found.first_day = unit == 'E' ? start + 5 : start;
        found.last_day = start + 6;
        if (unit == 'E') {
            found.value = arena_printf(scan->document->arena, "%s-WE", found.value);
        }
        return found;
    }
    case 'M': {
        int months = date.year * 12 + date.month - 1 + count;

        return date_make(scan, tokens, (struct calendar_date){.year = months / 12, .month = months % 12 + 1});
    }
    case 'Y':
        return date_make(scan, tokens, (struct calendar_date){.year = date.year + count});
    case 'X':
        return date_make_text(tokens, DATE_DATE,
                              arena_printf(scan->document->arena, "%03d", date.year / 10 + count));
    case 'C':
        return date_make_text(tokens, DATE_DATE, arena_printf(scan->document->arena, "%02d", date.year / 100 + count));
    default:
        return (struct date_found){0};
    }
}

/* "last week", "this month", "next year", "the past year" is a duration */
static struct date_found date_relative_unit(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *next = date_near(scan, i, i + 1);
    char unit = calendar_unit(next);
    const char *season = calendar_season(next);
    int count = DATE_ONE_OF(word, "last", "previous") ? -1 : strcmp(word, "next") == 0 ? 1 : 0;

    if (!DATE_ONE_OF(word, "last", "this", "next", "previous") || !scan->has_reference) {
        return (struct date_found){0};
    }
    if (season != NULL) {
        struct calendar_date today = calendar_from_days(scan->reference);
        int first_month = season[1] == 'P' ? 3 : season[1] == 'U' ? 6 : season[0] == 'F' ? 9 : 12;
        int year = today.year + (count < 0 && first_month >= today.month ? -1 : count > 0 && first_month <= today.month ? 1 : 0);

        return date_make_text(2, DATE_DATE, arena_printf(scan->document->arena, "%04d-%s", year, season));
    }
    if (strcmp(next, "night") == 0 || strcmp(next, "evening") == 0 || strcmp(next, "morning") == 0 ||
        strcmp(next, "afternoon") == 0) {
        struct date_found found = date_make_day(scan, 2, scan->reference + (strcmp(word, "last") == 0 ? -1 : 0));
        const char *part = next[0] == 'n' ? "NI" : next[0] == 'e' ? "EV" : next[0] == 'm' ? "MO" : "AF";

        found.kind = DATE_TIME;
        found.value = arena_printf(scan->document->arena, "%sT%s", found.value, part);
        return found;
    }
    if (unit == 0 || next[strlen(next) - 1] == 's' || strchr("HNS", unit) != NULL) {
        return (struct date_found){0};
    }
    if (unit == 'D' && strcmp(word, "this") == 0) {
        return (struct date_found){0};
    }
    return date_shift(scan, 2, unit, count);
}

/* "Monday", "last Monday", "Monday morning": the newest one not after publication, unless it is to come. */
static struct date_found date_weekday(struct date_scan *scan, uint32_t i)
{
    int weekday = calendar_weekday(date_word(scan, i));
    const char *before = date_before(scan, i), *after = date_near(scan, i, i + 1);
    int64_t days;
    uint32_t count = 1;
    struct date_found found;
    bool future;

    if (weekday < 0 || !date_is_capital(scan, i)) {
        return (struct date_found){0};
    }
    if (!scan->has_reference) {
        return date_make_text(1, DATE_DATE, arena_printf(scan->document->arena, "XXXX-WXX-%d", weekday + 1));
    }
    days = scan->reference - (timestamp_weekday(scan->reference) - weekday + 7) % 7;
    future = strcmp(before, "next") == 0 ||
             (date_is_future(scan, i) && !DATE_ONE_OF(before, "last", "since") && days < scan->reference - 1);
    if (strcmp(before, "last") == 0 && days == scan->reference) {
        days -= 7;
    } else if (future) {
        days += days == scan->reference ? 0 : 7;
    }
    found = date_make_day(scan, count, days);
    if (DATE_ONE_OF(after, "morning", "afternoon", "evening", "night")) {
        const char *part = after[0] == 'm' ? "MO" : after[0] == 'a' ? "AF" : after[0] == 'e' ? "EV" : "NI";

        found.count = 2;
        found.kind = DATE_TIME;
        found.value = arena_printf(scan->document->arena, "%sT%s", found.value, part);
    }
    return found;
}

static struct date_found date_named_day(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i);

    if (!scan->has_reference) {
        return (struct date_found){0};
    }
    if (strcmp(word, "today") == 0) {
        return date_make_day(scan, 1, scan->reference);
    }
    if (strcmp(word, "yesterday") == 0) {
        return date_make_day(scan, 1, scan->reference - 1);
    }
    if (strcmp(word, "tomorrow") == 0) {
        return date_make_day(scan, 1, scan->reference + 1);
    }
    if (strcmp(word, "tonight") == 0) {
        struct date_found found = date_make_day(scan, 1, scan->reference);

        found.kind = DATE_TIME;
        found.value = arena_printf(scan->document->arena, "%sTNI", found.value);
        return found;
    }
    return (struct date_found){0};
}

static const char *date_duration(struct arena *arena, int count, char unit)
{
    switch (unit) {
    case 'X':
        return arena_printf(arena, "P%dY", count * 10);
    case 'C':
        return arena_printf(arena, "P%dY", count * 100);
    case 'E':
        return arena_printf(arena, "P%dWE", count);
    case 'H':
        return arena_printf(arena, "PT%dH", count);
    case 'N':
        return arena_printf(arena, "PT%dM", count);
    case 'S':
        return arena_printf(arena, "PT%dS", count);
    default:
        return arena_printf(arena, "P%d%c", count, unit);
    }
}

/* "three weeks ago", "two years later" stays a duration, "for 20 years", "the past decade" */
static struct date_found date_amount(struct date_scan *scan, uint32_t i)
{
    int count = calendar_number(date_word(scan, i));
    uint32_t next = i + 1;
    const char *after;
    char unit;

    if (DATE_ONE_OF(date_word(scan, i), "the", "a") && DATE_ONE_OF(date_near(scan, i, next), "past", "last", "few", "couple")) {
        return (struct date_found){0};
    }
    if (count < 0) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), "-") == 0) {
        next++; /* "three-year" */
    }
    unit = calendar_unit(date_near(scan, i, next));
    if (unit == 0) {
        return (struct date_found){0};
    }
    next++;
    after = date_near(scan, i, next);
    if (DATE_ONE_OF(date_word(scan, i), "a", "an") && !DATE_ONE_OF(after, "ago", "later")) {
        return (struct date_found){0};
    }
    if (strcmp(after, "ago") == 0) {
        if (!scan->has_reference || strchr("HNS", unit) != NULL) {
            return date_make_text(next + 1 - i, DATE_DATE, NULL);
        }
        return date_shift(scan, next + 1 - i, unit, -count);
    }
    if (DATE_ONE_OF(after, "later", "afterward", "afterwards")) {
        if (scan->has_day && unit == 'D') {
            return date_make_day(scan, next + 1 - i, scan->last_day + count);
        }
        return date_make_text(next + 1 - i, DATE_DATE, NULL);
    }
    if (strcmp(after, "old") == 0) {
        return (struct date_found){0}; /* an age */
    }
    return date_make_text(next - i, DATE_DURATION, date_duration(scan->document->arena, count, unit));
}

/* "the next day", "the following day" */
static struct date_found date_next_day(struct date_scan *scan, uint32_t i)
{
    if (strcmp(date_word(scan, i), "the") != 0 || !DATE_ONE_OF(date_near(scan, i, i + 1), "next", "following") ||
        strcmp(date_near(scan, i, i + 2), "day") != 0) {
        return (struct date_found){0};
    }
    return scan->has_day ? date_make_day(scan, 3, scan->last_day + 1) : date_make_text(3, DATE_DATE, NULL);
}

static struct date_found date_set(struct date_scan *scan, uint32_t i)
{
    static const struct {
        const char *word, *value;
    } sets[] = {{"daily", "P1D"}, {"weekly", "P1W"}, {"monthly", "P1M"}, {"annually", "P1Y"}, {"yearly", "P1Y"}, {"annual", "P1Y"}};
    const char *word = date_word(scan, i), *next = date_near(scan, i, i + 1);
    char unit = calendar_unit(next);

    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        if (strcmp(word, sets[s].word) == 0) {
            return date_make_text(1, DATE_SET, sets[s].value);
        }
    }
    if (DATE_ONE_OF(word, "every", "each") && unit != 0 && next[strlen(next) - 1] != 's') {
        return date_make_text(2, DATE_SET, date_duration(scan->document->arena, 1, unit));
    }
    if (DATE_ONE_OF(word, "every", "each") && calendar_weekday(next) >= 0) {
        return date_make_text(2, DATE_SET, arena_printf(scan->document->arena, "XXXX-WXX-%d", calendar_weekday(next) + 1));
    }
    return (struct date_found){0};
}

/* "the fourth quarter of 2021", "Q4 2021", "summer 2020", "the 20th century" */
static struct date_found date_part(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *season = calendar_season(word);
    int ordinal = calendar_ordinal(word), year;
    struct date_found found = {0};
    uint32_t next = i + 1, skip;

    if (word[0] == 'q' && word[1] >= '1' && word[1] <= '4' && word[2] == '\0') {
        ordinal = word[1] - '0';
    } else if (ordinal > 0 && strcmp(date_near(scan, i, next), "quarter") == 0) {
        next++;
    } else if (ordinal > 0 && strcmp(date_near(scan, i, next), "century") == 0) {
        return date_make_text(2, DATE_DATE, arena_printf(arena, "%02d", ordinal - 1));
    } else {
        ordinal = 0;
    }
    if (ordinal == 0 && season == NULL) {
        return found;
    }
    skip = date_skip_comma(scan, i, next);
    year = date_year_at(scan, i, next + skip);
    if (year == 0 && (season != NULL || !scan->has_reference)) {
        return found;
    }
    next += year > 0 ? skip + 1 : 0;
    found = date_make_text(next - i, DATE_DATE,
                           season != NULL
                               ? arena_printf(arena, "%04d-%s", year, season)
                               : arena_printf(arena, "%04d-Q%d", year > 0 ? year : calendar_from_days(scan->reference).year,
                                              ordinal));
    found.year = year;
    return found;
}

static struct date_found date_holiday(struct date_scan *scan, uint32_t i)
{
    char name[DATE_PHRASE_MAX] = "";
    struct date_found best = {0};
    int year, month, day;
    size_t length = 0;

    if (!date_is_capital(scan, i) && strcmp(date_word(scan, i), "9/11") != 0) {
        return best;
    }
    for (uint32_t count = 1; count <= 4; count++) {
        const char *word = date_near(scan, i, i + count - 1);
        size_t size = strlen(word);

        if (size == 0 || length + size + 2 > sizeof name) {
            break;
        }
        if (length > 0 && word[0] != '\'') {
            name[length++] = ' ';
        }
        memcpy(name + length, word, size + 1);
        length += size;
        if (calendar_holiday(name, 2000, &month, &day)) {
            year = date_year_at(scan, i, i + count);
            if (strcmp(name, "9/11") == 0) {
                return date_make(scan, count, (struct calendar_date){2001, 9, 11});
            }
            best = (struct date_found){0};
            if (year > 0 || scan->has_reference || scan->context_year > 0) {
                int guessed = year > 0 ? year : date_guess_year(scan, i, month, day);

                (void)calendar_holiday(name, guessed, &month, &day);
                best = date_make(scan, count + (year > 0 ? 1 : 0), (struct calendar_date){guessed, month, day});
                best.year = year;
            }
        }
    }
    return best;
}

/* "5 p.m.", "17:40", "noon": a time of the day of publication is not known to be that day, so it has none. */
static struct date_found date_time(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *next = date_near(scan, i, i + 1);
    int hour = -1, minute = 0, length = 0;
    uint32_t count = 1;
    bool clock;

    if (strcmp(word, "noon") == 0 || strcmp(word, "midnight") == 0) {
        return date_make_text(1, DATE_TIME, word[0] == 'n' ? "T12:00" : "T24:00");
    }
    clock = sscanf(word, "%2d:%2d%n", &hour, &minute, &length) == 2 && word[length] == '\0';
    if (!clock && (sscanf(word, "%2d%n", &hour, &length) != 1 || word[length] != '\0')) {
        return (struct date_found){0};
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return (struct date_found){0};
    }
    if (DATE_ONE_OF(next, "p.m.", "pm", "p.m")) {
        hour = hour < 12 ? hour + 12 : hour;
        count++;
    } else if (DATE_ONE_OF(next, "a.m.", "am", "a.m")) {
        hour = hour == 12 ? 0 : hour;
        count++;
    } else if (!clock || strlen(word) < 4) {
        return (struct date_found){0};
    }
    return date_make_text(count, DATE_TIME, arena_printf(arena, "T%02d:%02d", hour, minute));
}

typedef struct date_found (*date_pattern)(struct date_scan *scan, uint32_t i);

/* The longest of what all patterns find here; the first of equals. */
static struct date_found date_at(struct date_scan *scan, uint32_t i)
{
    static const date_pattern patterns[] = {date_digits,  date_month_first, date_day_first, date_holiday,
                                            date_part,    date_relative_unit, date_weekday, date_named_day,
                                            date_amount,  date_next_day, date_set,         date_time,      date_year};
    struct date_found best = {0};

    for (size_t p = 0; p < sizeof patterns / sizeof patterns[0]; p++) {
        struct date_found found = patterns[p](scan, i);

        if (found.count > best.count) {
            best = found;
        }
    }
    return best;
}

/* Words in front that belong to the expression. */
static uint32_t date_lead_in(const struct date_scan *scan, uint32_t i, enum date_kind kind)
{
    if (kind == DATE_DATE && i > 0 && calendar_weekday(date_word(scan, i)) >= 0 &&
        DATE_ONE_OF(date_before(scan, i), "last", "next", "this")) {
        return 1;
    }
    if (kind == DATE_DATE && i > 0 && calendar_month(date_word(scan, i)) > 0 &&
        DATE_ONE_OF(date_before(scan, i), "last", "next", "this")) {
        return 1;
    }
    return 0;
}

static void date_add(struct date_scan *scan, uint32_t i, const struct date_found *found)
{
    struct document *document = scan->document;
    struct date_mention *mention;
    uint32_t lead = date_lead_in(scan, i, found->kind);

    /* "Friday, January 3": one expression; the weekday is the same day */
    if (document->date_count > 0 && found->kind == DATE_DATE) {
        struct date_mention *last = &document->dates[document->date_count - 1];
        uint32_t end = last->first_token + last->token_count;

        if (last->sentence == document->tokens[i].sentence && end <= i && i - end <= 1 &&
            calendar_weekday(date_word(scan, last->first_token)) >= 0 && last->token_count == 1 &&
            calendar_weekday(date_word(scan, i)) < 0 && found->has_range && found->first_day == found->last_day &&
            (i == end || strcmp(date_word(scan, end), ",") == 0)) {
            lead = i - last->first_token;
            document->date_count--;
        }
    }
    mention = document_add_date(document);
    mention->first_token = i - lead;
    mention->token_count = found->count + lead;
    mention->span = document_token_span(document, mention->first_token, mention->token_count);
    mention->text = document_span_text(document, &mention->span);
    mention->value = found->value;
    mention->kind = found->kind;
    mention->sentence = document->tokens[i].sentence;
    mention->has_range = found->has_range;
    mention->first_day = found->first_day;
    mention->last_day = found->last_day;
    if (found->has_range && found->first_day == found->last_day && found->kind == DATE_DATE) {
        scan->has_day = true;
        scan->last_day = found->first_day;
    }
    if (found->year > 0) {
        scan->context_year = found->year;
        scan->context_sentence = mention->sentence;
    }
}

void date_find(struct document *document)
{
    struct date_scan scan = {.document = document};
    const struct timestamp *published = &document->published;

    if (published->precision >= PRECISION_DAY) {
        scan.has_reference = true;
        scan.reference = timestamp_days(published->year, published->month, published->day);
    }
    for (uint32_t i = 0; i < document->token_count;) {
        struct date_found found = document->english ? date_at(&scan, i) : date_digits(&scan, i);

        if (found.count == 0) {
            i++;
            continue;
        }
        date_add(&scan, i, &found);
        i += found.count;
    }
}
