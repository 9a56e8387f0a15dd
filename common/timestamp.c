#include "common/timestamp.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int timestamp_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month < 1 || month > 12) {
        return 0;
    }
    return month == 2 && leap ? 29 : days[month - 1];
}

bool timestamp_valid_date(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && day >= 1 && day <= timestamp_month_days(year, month);
}

/* Years are counted from March, so that the leap day is a year's last day. */
int64_t timestamp_days(int year, int month, int day)
{
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

void timestamp_from_days(int64_t days, int *year, int *month, int *day)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;

    *day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
    *month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

int timestamp_weekday(int64_t days)
{
    int64_t weekday = (days + 3) % 7; /* 1970-01-01 was a Thursday */

    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

int64_t timestamp_seconds(const struct timestamp *timestamp)
{
    int64_t days = timestamp_days(timestamp->year, timestamp->month < 1 ? 1 : timestamp->month,
                                  timestamp->day < 1 ? 1 : timestamp->day);

    return days * 86400 + timestamp->hour * 3600 + timestamp->minute * 60 + timestamp->second -
           (timestamp->has_offset ? timestamp->offset_minutes * 60 : 0);
}

/* Reads exactly `count` digits; false, with the cursor kept, if there are fewer. */
static bool timestamp_digits(const char **cursor, int count, int *value)
{
    const char *p = *cursor;
    int number = 0;

    for (int i = 0; i < count; i++) {
        if (p[i] < '0' || p[i] > '9') {
            return false;
        }
        number = number * 10 + (p[i] - '0');
    }
    *value = number;
    *cursor = p + count;
    return true;
}

/* Z, +hh:mm, +hhmm, +hh. */
static bool timestamp_parse_offset(const char **cursor, struct timestamp *timestamp)
{
    const char *p = *cursor;
    int sign, hours, minutes = 0;

    if (*p == 'Z' || *p == 'z') {
        timestamp->has_offset = true;
        timestamp->zulu = true;
        *cursor = p + 1;
        return true;
    }
    sign = *p == '-' ? -1 : 1;
    p++;
    if (!timestamp_digits(&p, 2, &hours) || hours > 23) {
        return false;
    }
    if (*p == ':') {
        p++;
        if (!timestamp_digits(&p, 2, &minutes)) {
            return false;
        }
    } else if (isdigit((unsigned char)*p) && !timestamp_digits(&p, 2, &minutes)) {
        return false;
    }
    if (minutes > 59) {
        return false;
    }
    timestamp->has_offset = true;
    timestamp->offset_minutes = sign * (hours * 60 + minutes);
    *cursor = p;
    return true;
}

static bool timestamp_parse_time(const char **cursor, struct timestamp *timestamp)
{
    const char *p = *cursor;

    if (!timestamp_digits(&p, 2, &timestamp->hour) || *p++ != ':' ||
        !timestamp_digits(&p, 2, &timestamp->minute)) {
        return false;
    }
    timestamp->precision = PRECISION_MINUTE;
    if (*p == ':') {
        p++;
        if (!timestamp_digits(&p, 2, &timestamp->second)) {
            return false;
        }
        timestamp->precision = PRECISION_SECOND;
        if (*p == '.' || *p == ',') {
            p++;
            if (!isdigit((unsigned char)*p)) {
                return false;
            }
            while (isdigit((unsigned char)*p)) {
                p++;
            }
        }
    }
    if (timestamp->hour > 23 || timestamp->minute > 59 || timestamp->second > 60) {
        return false;
    }
    if (*p == ' ' && (p[1] == '+' || p[1] == '-' || p[1] == 'Z')) {
        p++;
    }
    if (*p == 'Z' || *p == 'z' || *p == '+' || *p == '-') {
        if (!timestamp_parse_offset(&p, timestamp)) {
            return false;
        }
    }
    *cursor = p;
    return true;
}

bool timestamp_parse(const char *text, struct timestamp *timestamp)
{
    struct timestamp result = {.precision = PRECISION_DAY};
    const char *p = text;

    if (!timestamp_digits(&p, 4, &result.year) || *p++ != '-' ||
        !timestamp_digits(&p, 2, &result.month) || *p++ != '-' ||
        !timestamp_digits(&p, 2, &result.day) ||
        !timestamp_valid_date(result.year, result.month, result.day)) {
        return false;
    }
    if (*p == 'T' || *p == 't' || *p == ' ') {
        p++;
        if (!timestamp_parse_time(&p, &result)) {
            return false;
        }
    }
    if (*p != '\0') {
        return false;
    }
    *timestamp = result;
    return true;
}

void timestamp_format(const struct timestamp *timestamp, char text[TIMESTAMP_SIZE])
{
    bool has_day = timestamp->precision >= PRECISION_DAY;
    bool has_time = timestamp->precision >= PRECISION_MINUTE;
    bool has_second = timestamp->precision >= PRECISION_SECOND;
    int offset = timestamp->offset_minutes;
    int length;

    length =
        snprintf(text, TIMESTAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d", timestamp->year,
                 timestamp->month, has_day ? timestamp->day : 1, has_time ? timestamp->hour : 0,
                 has_time ? timestamp->minute : 0, has_second ? timestamp->second : 0);
    if (length < 0 || length >= TIMESTAMP_SIZE) {
        text[0] = '\0';
    } else if (!timestamp->has_offset || (offset == 0 && timestamp->zulu)) {
        snprintf(text + length, (size_t)(TIMESTAMP_SIZE - length), "Z");
    } else {
        snprintf(text + length, (size_t)(TIMESTAMP_SIZE - length), "%c%02d:%02d",
                 offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
    }
}

const char *timestamp_precision_name(enum timestamp_precision precision)
{
    static const char *const names[] = {"none", "month", "day", "minute", "second"};

    return names[precision];
}

struct timestamp timestamp_from_seconds(int64_t seconds)
{
    struct timestamp utc = {.has_offset = true, .zulu = true, .precision = PRECISION_SECOND};
    int64_t of_day = seconds % 86400 < 0 ? seconds % 86400 + 86400 : seconds % 86400;

    timestamp_from_days((seconds - of_day) / 86400, &utc.year, &utc.month, &utc.day);
    utc.hour = (int)(of_day / 3600);
    utc.minute = (int)(of_day / 60 % 60);
    utc.second = (int)(of_day % 60);
    return utc;
}

struct timestamp timestamp_now(void)
{
    const char *fixed = getenv("DATELINE_NOW");
    struct timestamp now;
    struct timespec clock;

    if (fixed != NULL && timestamp_parse(fixed, &now)) {
        return now;
    }
    if (clock_gettime(CLOCK_REALTIME, &clock) != 0) {
        clock.tv_sec = 0;
    }
    return timestamp_from_seconds((int64_t)clock.tv_sec);
}
