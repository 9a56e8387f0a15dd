/* Numbers of the calendar, and values on it: ISO 8601 as TIMEX3 writes it. */
#ifndef DATELINE_TRANSFORM_DATE_CALENDAR_H
#define DATELINE_TRANSFORM_DATE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>
#include "common/arena.h"

/* All take lower-case words. */
int calendar_digits(const char *word);  /* "48" -> 48, of one to four digits; -1 if it is none */
int calendar_ordinal(const char *word); /* "1st" -> 1; 0 if it is none */

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

/* Western Easter: the anonymous Gregorian algorithm (Meeus 1991). Days since 1970-01-01. */
int64_t calendar_easter(int year);

/* "P2Y", "PT3H", "P2.5Y". Units: D W M Y, X decade, C century, E weekend, H hour, N minute, S
 * second; a negative count is not known: "PXD". */
const char *calendar_duration(struct arena *arena, int count, char unit);
const char *calendar_half_duration(struct arena *arena, int count, char unit);

#endif
