#include "transform/date/calendar.h"

#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"

int calendar_digits(const char *word)
{
    size_t length = strspn(word, "0123456789");

    return length == 0 || length > 4 || word[length] != '\0' ? -1 : (int)strtol(word, NULL, 10);
}

int calendar_ordinal(const char *word)
{
    char *end;
    long value;

    if (word[0] < '0' || word[0] > '9') {
        return 0;
    }
    value = strtol(word, &end, 10);
    return value < 100 && (strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 ||
                           strcmp(end, "rd") == 0 || strcmp(end, "th") == 0)
               ? (int)value
               : 0;
}

int calendar_year(const char *word)
{
    char *end;
    long year;

    if (strlen(word) != 4 || word[0] < '1' || word[0] > '2') {
        return 0;
    }
    year = strtol(word, &end, 10);
    return *end == '\0' && year < 2200 ? (int)year : 0;
}

int calendar_day(const char *word)
{
    char *end;
    long day;

    if (word[0] < '0' || word[0] > '9' || strlen(word) > 4) {
        return 0;
    }
    day = strtol(word, &end, 10);
    return day >= 1 && day <= 31 && (*end == '\0' || calendar_ordinal(word) > 0) && end - word <= 2
               ? (int)day
               : 0;
}

const char *calendar_value(struct arena *arena, const struct calendar_date *date)
{
    if (date->day > 0) {
        return arena_printf(arena, "%04d-%02d-%02d", date->year, date->month, date->day);
    }
    return date->month > 0 ? arena_printf(arena, "%04d-%02d", date->year, date->month)
                           : arena_printf(arena, "%04d", date->year);
}

void calendar_range(const struct calendar_date *date, int64_t *first, int64_t *last)
{
    if (date->day > 0) {
        *first = *last = timestamp_days(date->year, date->month, date->day);
    } else if (date->month > 0) {
        *first = timestamp_days(date->year, date->month, 1);
        *last = *first + timestamp_month_days(date->year, date->month) - 1;
    } else {
        *first = timestamp_days(date->year, 1, 1);
        *last = timestamp_days(date->year, 12, 31);
    }
}

struct calendar_date calendar_from_days(int64_t days)
{
    struct calendar_date date = {0};

    timestamp_from_days(days, &date.year, &date.month, &date.day);
    return date;
}

int64_t calendar_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 19 * l) / 433;
    int month = (h + l - 7 * m + 90) / 25;

    return timestamp_days(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/* What stands behind the number: "P2Y", "PT3H", and decades and centuries in years. */
static const char *calendar_amount(struct arena *arena, const char *count, int times, char unit)
{
    switch (unit) {
    case 'X':
    case 'C':
        return times < 0 ? arena_printf(arena, "PX%s", unit == 'X' ? "DE" : "CE")
                         : arena_printf(arena, "P%dY", times * (unit == 'X' ? 10 : 100));
    case 'E':
        return arena_printf(arena, "P%sWE", count);
    case 'H':
        return arena_printf(arena, "PT%sH", count);
    case 'N':
        return arena_printf(arena, "PT%sM", count);
    case 'S':
        return arena_printf(arena, "PT%sS", count);
    default:
        return arena_printf(arena, "P%s%c", count, unit);
    }
}

const char *calendar_duration(struct arena *arena, int count, char unit)
{
    return calendar_amount(arena, count < 0 ? "X" : arena_printf(arena, "%d", count), count, unit);
}

const char *calendar_half_duration(struct arena *arena, int count, char unit)
{
    return unit == 'X' || unit == 'C'
               ? arena_printf(arena, "P%dY",
                              count * (unit == 'X' ? 10 : 100) + (unit == 'X' ? 5 : 50))
               : calendar_amount(arena, arena_printf(arena, "%d.5", count), count, unit);
}
