/* Words of the calendar, and values on it: ISO 8601 as TIMEX3 writes it. */
#ifndef DATELINE_TRANSFORM_DATE_CALENDAR_H
#define DATELINE_TRANSFORM_DATE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>
#include "common/arena.h"

/* All take lower-case words; 0 (or -1 for weekdays) when it is none. */
int calendar_month(const char *word);          /* "january", "jan", "jan." -> 1 */
int calendar_weekday(const char *word);        /* "monday" -> 0 */
int calendar_number(const char *word);         /* "two", "a", "dozen" is 12; -1 if none */
int calendar_ordinal(const char *word);        /* "first", "1st" -> 1 */
const char *calendar_season(const char *word); /* "summer" -> "SU" */
char calendar_unit(const char *word); /* 'D' 'W' 'M' 'Y', 'X' decade, 'C' century, 'H' hour, 'N'
                                         minute, 'S' second */

/* A year in digits, 1000 to 2199; 0 if it is none. */
int calendar_year(const char *word);
/* A day of the month: "5", "05", "5th"; 0 if it is none. */
int calendar_day(const char *word);

/* What a date says: as fine as is known. */
struct calendar_date {
    int year, month, day; /* 0: not said */
};

/* "2024-01-06", "2024-01", "2024"; and the days that it covers. */
const char *calendar_value(struct arena *arena, const struct calendar_date *date);
void calendar_range(const struct calendar_date *date, int64_t *first, int64_t *last);

struct calendar_date calendar_from_days(int64_t days);

/* Month and day of a holiday of one or more words ("christmas day"), in `year`; false if it is
 * none. */
bool calendar_holiday(const char *name, int year, int *month, int *day);

#endif
