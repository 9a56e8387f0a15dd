#include "transform/date/holiday.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include "common/memory.h"
#include "common/timestamp.h"
#include "transform/date/calendar.h"

enum { HOLIDAY_YEARS = HOLIDAY_LAST_YEAR - HOLIDAY_FIRST_YEAR + 1, HOLIDAY_OFFSET_MAX = 99 };

static const double holiday_day_milliseconds = 86400000.0;

struct holiday_year {
    bool known, none;
    int64_t first, last;
};

struct holiday_almanac {
    UCalendar *calendars[HOLIDAY_CALENDARS];
    struct holiday_year **years; /* by holiday, then year */
    size_t holidays;
};

/* "+1" or nothing */
static bool holiday_parse_offset(const char *text, int *offset)
{
    int length = 0;

    *offset = 0;
    text += strspn(text, " ");
    if (*text == '\0') {
        return true;
    }
    return sscanf(text, "%3d%n", offset, &length) == 1 && text[length] == '\0' &&
           *offset >= -HOLIDAY_OFFSET_MAX && *offset <= HOLIDAY_OFFSET_MAX;
}

static bool holiday_parse_weekday(const char *rule, struct holiday *holiday)
{
    static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday"};
    char nth[8], weekday[16];
    int length = 0;

    if (sscanf(rule, "%7s %15s %2d%n", nth, weekday, &holiday->month, &length) != 3) {
        return false;
    }
    holiday->weekday = -1;
    for (int i = 0; i < 7; i++) {
        holiday->weekday = strcmp(weekday, weekdays[i]) == 0 ? i : holiday->weekday;
    }
    holiday->rule = HOLIDAY_WEEKDAY;
    holiday->nth = strcmp(nth, "last") == 0                           ? 0
                   : nth[0] >= '1' && nth[0] <= '4' && nth[1] == '\0' ? nth[0] - '0'
                                                                      : -1;
    return holiday->weekday >= 0 && holiday->nth >= 0 && holiday->month >= 1 &&
           holiday->month <= 12 && holiday_parse_offset(rule + length, &holiday->offset);
}

bool holiday_parse(const char *rule, struct holiday *holiday)
{
    static const char *const calendars[] = {"islamic ", "hebrew ", "persian ", "chinese "};
    int year, length = 0;

    holiday->text = rule;
    for (int i = 0; i < HOLIDAY_CALENDARS; i++) {
        size_t size = strlen(calendars[i]);

        if (strncmp(rule, calendars[i], size) == 0) {
            holiday->rule = HOLIDAY_CALENDAR;
            holiday->calendar = (enum holiday_calendar)i;
            return sscanf(rule + size, "%2d-%2d%n", &holiday->month, &holiday->day, &length) == 2 &&
                   rule[size + (size_t)length] == '\0' && holiday->month >= 1 &&
                   holiday->month <= 13 && holiday->day >= 1 && holiday->day <= 30;
        }
    }
    if (strncmp(rule, "easter", 6) == 0) {
        holiday->rule = HOLIDAY_EASTER;
        return holiday_parse_offset(rule + 6, &holiday->offset);
    }
    if (strncmp(rule, "orthodox", 8) == 0) {
        holiday->rule = HOLIDAY_ORTHODOX;
        return holiday_parse_offset(rule + 8, &holiday->offset);
    }
    if (sscanf(rule, "%4d-%2d-%2d%n", &year, &holiday->month, &holiday->day, &length) == 3 &&
        rule[length] == '\0') {
        holiday->rule = HOLIDAY_ONCE;
        holiday->first_day = 0;
        if (!timestamp_valid_date(year, holiday->month, holiday->day)) {
            return false;
        }
        holiday->first_day = timestamp_days(year, holiday->month, holiday->day);
        return true;
    }
    if (strncmp(rule, "moon ", 5) == 0) {
        holiday->rule = HOLIDAY_MOON;
        rule += 5;
    } else if (rule[0] != '\0' && rule[1] != '\0' && strchr(rule, ' ') != NULL) {
        return holiday_parse_weekday(rule, holiday);
    } else {
        holiday->rule = HOLIDAY_FIXED;
    }
    length = 0;
    return sscanf(rule, "%2d-%2d%n", &holiday->month, &holiday->day, &length) == 2 &&
           rule[length] == '\0' && timestamp_valid_date(2000, holiday->month, holiday->day);
}

struct holiday_almanac *holiday_almanac_new(size_t holidays)
{
    struct holiday_almanac *almanac = mem_calloc(1, sizeof *almanac);

    almanac->holidays = holidays;
    return almanac;
}

void holiday_almanac_free(struct holiday_almanac *almanac)
{
    if (almanac == NULL) {
        return;
    }
    for (int i = 0; i < HOLIDAY_CALENDARS; i++) {
        if (almanac->calendars[i] != NULL) {
            ucal_close(almanac->calendars[i]);
        }
    }
    for (size_t i = 0; almanac->years != NULL && i < almanac->holidays; i++) {
        free(almanac->years[i]);
    }
    free(almanac->years);
    free(almanac);
}

/* Orthodox Easter: Meeus's Julian algorithm, then the Julian calendar's lag. */
static int64_t holiday_orthodox_easter(int year)
{
    int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30;
    int e = (2 * a + 4 * b - d + 34) % 7, month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
    int lag = year / 100 - year / 400 - 2;

    return timestamp_days(year, month, day) + lag;
}

static UCalendar *holiday_calendar(struct holiday_almanac *almanac, enum holiday_calendar which)
{
    static const char *const locales[] = {"en@calendar=islamic-umalqura", "en@calendar=hebrew",
                                          "en@calendar=persian", "en@calendar=chinese"};
    static const UChar zone[] = {'G', 'M', 'T', 0};
    UErrorCode status = U_ZERO_ERROR;

    if (almanac->calendars[which] == NULL) {
        UCalendar *calendar = ucal_open(zone, 3, locales[which], UCAL_DEFAULT, &status);

        if (U_FAILURE(status)) {
            return NULL;
        }
        almanac->calendars[which] = calendar;
    }
    return almanac->calendars[which];
}

/* The first day in `year` that is month and day of the calendar. */
static bool holiday_reckon(UCalendar *calendar, int month, int day, int year, int64_t *found)
{
    UErrorCode status = U_ZERO_ERROR;
    int64_t from = timestamp_days(year, 1, 1), to = timestamp_days(year, 12, 31);
    int32_t first;

    ucal_setMillis(calendar, (double)from * holiday_day_milliseconds, &status);
    first = ucal_get(calendar, UCAL_EXTENDED_YEAR, &status);
    for (int32_t other = first; U_SUCCESS(status) && other <= first + 2; other++) {
        double milliseconds;
        int64_t at;

        ucal_clear(calendar);
        ucal_set(calendar, UCAL_EXTENDED_YEAR, other);
        ucal_set(calendar, UCAL_MONTH, month - 1);
        ucal_set(calendar, UCAL_DATE, day);
        milliseconds = ucal_getMillis(calendar, &status);
        at = (int64_t)(milliseconds / holiday_day_milliseconds);
        if (U_SUCCESS(status) && at >= from && at <= to) {
            *found = at;
            return true;
        }
    }
    return false;
}

static void holiday_month_end(UCalendar *calendar, int64_t first, int64_t *last)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t days;

    ucal_setMillis(calendar, (double)first * holiday_day_milliseconds, &status);
    days = ucal_getLimit(calendar, UCAL_DATE, UCAL_ACTUAL_MAXIMUM, &status);
    *last = U_SUCCESS(status) ? first + days - 1 : first + 28;
}

static void holiday_foreign(struct holiday_almanac *almanac, const struct holiday *holiday,
                            int year, struct holiday_year *found)
{
    bool moon = holiday->rule == HOLIDAY_MOON;
    UCalendar *calendar = holiday_calendar(almanac, moon ? CALENDAR_CHINESE : holiday->calendar);

    found->known = found->none = true;
    if (calendar == NULL) {
        return;
    }
    if (moon) { /* months of the Chinese calendar begin with the new moon */
        UErrorCode status = U_ZERO_ERROR;
        int64_t from = timestamp_days(year, holiday->month, holiday->day);
        int32_t day;

        ucal_setMillis(calendar, (double)(from + 1) * holiday_day_milliseconds, &status);
        day = ucal_get(calendar, UCAL_DATE, &status);
        if (U_SUCCESS(status)) {
            int64_t last;

            holiday_month_end(calendar, from + 1, &last);
            found->first = day == 1 ? from : last + 1 - day;
            found->last = found->first;
            found->none = false;
        }
        return;
    }
    if (holiday_reckon(calendar, holiday->month, holiday->day, year, &found->first)) {
        found->none = false;
        found->last = found->first + holiday->days - 1;
        if (holiday->days == 0) {
            holiday_month_end(calendar, found->first, &found->last);
        }
    }
}

bool holiday_days(struct holiday_almanac *almanac, const struct holiday *holiday, int year,
                  int64_t *first, int64_t *last)
{
    struct holiday_year *found;
    int days = holiday->days > 0 ? holiday->days : 1;

    if (year < 1 || year > 9998) {
        return false;
    }
    switch (holiday->rule) {
    case HOLIDAY_ONCE:
        *first = holiday->first_day;
        break;
    case HOLIDAY_FIXED:
        if (!timestamp_valid_date(year, holiday->month, holiday->day)) {
            return false;
        }
        *first = timestamp_days(year, holiday->month, holiday->day);
        break;
    case HOLIDAY_WEEKDAY: {
        int length = timestamp_month_days(year, holiday->month);
        int64_t from = timestamp_days(year, holiday->month,
                                      holiday->nth == 0 ? length - 6 : 7 * holiday->nth - 6);

        *first = from + (holiday->weekday - timestamp_weekday(from) + 7) % 7 + holiday->offset;
        break;
    }
    case HOLIDAY_EASTER:
        *first = calendar_easter(year) + holiday->offset;
        break;
    case HOLIDAY_ORTHODOX:
        *first = holiday_orthodox_easter(year) + holiday->offset;
        break;
    default:
        if (year < HOLIDAY_FIRST_YEAR || year > HOLIDAY_LAST_YEAR) {
            return false;
        }
        if (almanac->years == NULL) {
            almanac->years = mem_calloc(almanac->holidays, sizeof *almanac->years);
        }
        if (almanac->years[holiday->index] == NULL) {
            almanac->years[holiday->index] = mem_calloc(HOLIDAY_YEARS, sizeof **almanac->years);
        }
        found = &almanac->years[holiday->index][year - HOLIDAY_FIRST_YEAR];
        if (!found->known) {
            holiday_foreign(almanac, holiday, year, found);
        }
        *first = found->first;
        *last = found->last;
        return !found->none;
    }
    *last = *first + days - 1;
    return true;
}
