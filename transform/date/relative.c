/* Dates that count from the day of publication or from another date; durations and sets. */
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

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

        return date_make(scan, tokens,
                         (struct calendar_date){.year = months / 12, .month = months % 12 + 1});
    }
    case 'Y':
        return date_make(scan, tokens, (struct calendar_date){.year = date.year + count});
    case 'X':
        return date_make_text(tokens, DATE_DATE,
                              arena_printf(scan->document->arena, "%03dX", date.year / 10 + count));
    case 'C':
        return date_make_text(
            tokens, DATE_DATE,
            arena_printf(scan->document->arena, "%02dXX", date.year / 100 + count));
    default:
        return (struct date_found){0};
    }
}

/* "last week", "this month", "next year", "the past year" is a duration */
struct date_found date_relative_unit(struct date_scan *scan, uint32_t i)
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
        int year = today.year + (count < 0 && first_month >= today.month   ? -1
                                 : count > 0 && first_month <= today.month ? 1
                                                                           : 0);

        return date_make_text(2, DATE_DATE,
                              arena_printf(scan->document->arena, "%04d-%s", year, season));
    }
    if (strcmp(next, "night") == 0 || strcmp(next, "evening") == 0 ||
        strcmp(next, "morning") == 0 || strcmp(next, "afternoon") == 0) {
        struct date_found found =
            date_make_day(scan, 2, scan->reference + (strcmp(word, "last") == 0 ? -1 : 0));
        const char *part = next[0] == 'n'   ? "NI"
                           : next[0] == 'e' ? "EV"
                           : next[0] == 'm' ? "MO"
                                            : "AF";

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

/* "Monday", "last Monday", "Monday morning": the newest one not after publication, unless it is to
 * come. */
struct date_found date_weekday(struct date_scan *scan, uint32_t i)
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
        return date_make_text(1, DATE_DATE,
                              arena_printf(scan->document->arena, "XXXX-WXX-%d", weekday + 1));
    }
    days = scan->reference - (timestamp_weekday(scan->reference) - weekday + 7) % 7;
    future = strcmp(before, "next") == 0 ||
             (date_is_future(scan, i) && !DATE_ONE_OF(before, "last", "since") &&
              days < scan->reference - 1);
    if (strcmp(before, "last") == 0 && days == scan->reference) {
        days -= 7;
    } else if (future) {
        days += days == scan->reference ? 0 : 7;
    }
    found = date_make_day(scan, count, days);
    if (DATE_ONE_OF(after, "morning", "afternoon", "evening", "night")) {
        const char *part = after[0] == 'm'   ? "MO"
                           : after[0] == 'a' ? "AF"
                           : after[0] == 'e' ? "EV"
                                             : "NI";

        found.count = 2;
        found.kind = DATE_TIME;
        found.value = arena_printf(scan->document->arena, "%sT%s", found.value, part);
    }
    return found;
}

struct date_found date_named_day(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i);

    if (!scan->has_reference) {
        return (struct date_found){0};
    }
    if (strcmp(word, "the") == 0 && strcmp(date_near(scan, i, i + 1), "day") == 0 &&
        strcmp(date_near(scan, i, i + 2), "before") == 0 &&
        strcmp(date_near(scan, i, i + 3), "yesterday") == 0) {
        return date_make_day(scan, 4, scan->reference - 2);
    }
    if (strcmp(word, "the") == 0 && strcmp(date_near(scan, i, i + 1), "day") == 0 &&
        strcmp(date_near(scan, i, i + 2), "after") == 0 &&
        strcmp(date_near(scan, i, i + 3), "tomorrow") == 0) {
        return date_make_day(scan, 4, scan->reference + 2);
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
struct date_found date_amount(struct date_scan *scan, uint32_t i)
{
    int count = calendar_number(date_word(scan, i));
    uint32_t next = i + 1;
    const char *after;
    char unit;

    if (DATE_ONE_OF(date_word(scan, i), "the", "a") &&
        DATE_ONE_OF(date_near(scan, i, next), "past", "last", "few", "couple")) {
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
    return date_make_text(next - i, DATE_DURATION,
                          date_duration(scan->document->arena, count, unit));
}

/* "the next day", "the following day" */
struct date_found date_next_day(struct date_scan *scan, uint32_t i)
{
    if (strcmp(date_word(scan, i), "the") != 0 ||
        !DATE_ONE_OF(date_near(scan, i, i + 1), "next", "following") ||
        strcmp(date_near(scan, i, i + 2), "day") != 0) {
        return (struct date_found){0};
    }
    return scan->has_day ? date_make_day(scan, 3, scan->last_day + 1)
                         : date_make_text(3, DATE_DATE, NULL);
}

struct date_found date_set(struct date_scan *scan, uint32_t i)
{
    static const struct {
        const char *word, *value;
    } sets[] = {{"daily", "P1D"},    {"weekly", "P1W"}, {"monthly", "P1M"},
                {"annually", "P1Y"}, {"yearly", "P1Y"}, {"annual", "P1Y"}};
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
        return date_make_text(
            2, DATE_SET,
            arena_printf(scan->document->arena, "XXXX-WXX-%d", calendar_weekday(next) + 1));
    }
    return (struct date_found){0};
}
