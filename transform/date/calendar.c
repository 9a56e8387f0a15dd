#include "transform/date/calendar.h"

#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"

#define CALENDAR_COUNT(array) (sizeof(array) / sizeof((array)[0]))

int calendar_month(const char *word)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    size_t length = strlen(word);

    if (length > 1 && word[length - 1] == '.') {
        length--;
    }
    for (int i = 0; i < 12; i++) {
        if (length >= 3 && length <= strlen(names[i]) && strncmp(word, names[i], length) == 0 &&
            (length == 3 || length == strlen(names[i]) || (i == 8 && length == 4))) {
            return i + 1;
        }
    }
    return 0;
}

int calendar_weekday(const char *word)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    size_t length = strlen(word);

    for (int i = 0; i < 7; i++) {
        if (strcmp(word, names[i]) == 0 ||
            (length == 4 && word[3] == '.' && strncmp(word, names[i], 3) == 0)) {
            return i;
        }
    }
    return -1;
}

int calendar_number(const char *word)
{
    static const char *const names[] = {
        "zero",     "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    static const struct {
        const char *name;
        int value;
    } others[] = {{"a", 1},       {"an", 1},     {"thirty", 30},  {"forty", 40},
                  {"fifty", 50},  {"sixty", 60}, {"seventy", 70}, {"eighty", 80},
                  {"ninety", 90}, {"dozen", 12}, {"couple", 2}};
    char *end;
    long value;

    for (size_t i = 0; i < CALENDAR_COUNT(names); i++) {
        if (strcmp(word, names[i]) == 0) {
            return (int)i;
        }
    }
    for (size_t i = 0; i < CALENDAR_COUNT(others); i++) {
        if (strcmp(word, others[i].name) == 0) {
            return others[i].value;
        }
    }
    if (word[0] < '0' || word[0] > '9' || strlen(word) > 4) {
        return -1;
    }
    value = strtol(word, &end, 10);
    return *end == '\0' ? (int)value : -1;
}

int calendar_ordinal(const char *word)
{
    static const char *const names[] = {"first", "second", "third",    "fourth",
                                        "fifth", "sixth",  "seventh",  "eighth",
                                        "ninth", "tenth",  "eleventh", "twelfth"};
    char *end;
    long value;

    for (size_t i = 0; i < CALENDAR_COUNT(names); i++) {
        if (strcmp(word, names[i]) == 0) {
            return (int)i + 1;
        }
    }
    if (word[0] < '0' || word[0] > '9') {
        return 0;
    }
    value = strtol(word, &end, 10);
    return value < 100 && (strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 ||
                           strcmp(end, "rd") == 0 || strcmp(end, "th") == 0)
               ? (int)value
               : 0;
}

const char *calendar_season(const char *word)
{
    static const char *const names[][2] = {
        {"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}};

    for (size_t i = 0; i < CALENDAR_COUNT(names); i++) {
        if (strcmp(word, names[i][0]) == 0) {
            return names[i][1];
        }
    }
    return NULL;
}

char calendar_unit(const char *word)
{
    static const struct {
        const char *name;
        char unit;
    } units[] = {{"day", 'D'},    {"week", 'W'},     {"month", 'M'},  {"year", 'Y'},
                 {"decade", 'X'}, {"century", 'C'},  {"hour", 'H'},   {"minute", 'N'},
                 {"second", 'S'}, {"centurie", 'C'}, {"weekend", 'E'}};
    size_t length = strlen(word);

    if (length > 1 && word[length - 1] == 's') {
        length--;
    }
    for (size_t i = 0; i < CALENDAR_COUNT(units); i++) {
        if (strlen(units[i].name) == length && strncmp(word, units[i].name, length) == 0) {
            return units[i].unit;
        }
    }
    return 0;
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

/* Western Easter: the anonymous Gregorian algorithm (Meeus 1991). */
static void calendar_easter(int year, int *month, int *day)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 19 * l) / 433;

    *month = (h + l - 7 * m + 90) / 25;
    *day = (h + l - 7 * m + 33 * *month + 19) % 32;
}

bool calendar_holiday(const char *name, int year, int *month, int *day)
{
    static const struct {
        const char *name;
        int month, day;
    } fixed[] = {
        {"christmas day", 12, 25},  {"christmas eve", 12, 24},  {"christmas", 12, 25},
        {"boxing day", 12, 26},     {"new year's day", 1, 1},   {"new year's eve", 12, 31},
        {"independence day", 7, 4}, {"valentine's day", 2, 14}, {"halloween", 10, 31},
        {"veterans day", 11, 11},   {"may day", 5, 1},          {"bastille day", 7, 14},
    };
    int64_t first;

    for (size_t i = 0; i < CALENDAR_COUNT(fixed); i++) {
        if (strcmp(name, fixed[i].name) == 0) {
            *month = fixed[i].month;
            *day = fixed[i].day;
            return true;
        }
    }
    if (strcmp(name, "easter") == 0 || strcmp(name, "easter sunday") == 0) {
        calendar_easter(year, month, day);
        return true;
    }
    if (strcmp(name, "good friday") == 0) {
        struct calendar_date friday;

        calendar_easter(year, month, day);
        friday = calendar_from_days(timestamp_days(year, *month, *day) - 2);
        *month = friday.month;
        *day = friday.day;
        return true;
    }
    if (strcmp(name, "thanksgiving") == 0 || strcmp(name, "thanksgiving day") == 0) {
        first = timestamp_days(year, 11, 1);
        *month = 11;
        *day = 1 + (3 - timestamp_weekday(first) + 7) % 7 + 21;
        return true;
    }
    return false;
}
