/*
 * Dates and times of RFC 3339, kept with the offset they were given in: never converted, so that
 * the day stays the outlet's day. Proleptic Gregorian calendar; no locale, no system time zone.
 */
#ifndef DATELINE_COMMON_TIMESTAMP_H
#define DATELINE_COMMON_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>
#include "common/error.h"

enum timestamp_precision {
    PRECISION_NONE, /* no date */
    PRECISION_MONTH,
    PRECISION_DAY,
    PRECISION_MINUTE,
    PRECISION_SECOND
};

struct timestamp {
    int year, month, day;     /* 1..9999, 1..12, 1..31 */
    int hour, minute, second; /* 0..23, 0..59, 0..60 */
    int offset_minutes;       /* local minus UTC */
    bool has_offset;
    bool zulu; /* the offset is written "Z", not "+00:00" */
    enum timestamp_precision precision;
};

enum { TIMESTAMP_SIZE = 40 };

/* Parses RFC 3339, also with a space for the T, without seconds, with "+0100", or a bare date. */
bool timestamp_parse(const char *text, struct timestamp *timestamp) WARN_UNUSED;

/* Writes RFC 3339; parts finer than the precision are written as zero, a missing offset as "Z". */
void timestamp_format(const struct timestamp *timestamp, char text[TIMESTAMP_SIZE]);

/* "second", "minute", "day", "month", as the contract spells them. */
const char *timestamp_precision_name(enum timestamp_precision precision);

bool timestamp_valid_date(int year, int month, int day);

/* Days since 1970-01-01 and back. */
int64_t timestamp_days(int year, int month, int day);
void timestamp_from_days(int64_t days, int *year, int *month, int *day);
/* 0 is Monday. */
int timestamp_weekday(int64_t days);
int timestamp_month_days(int year, int month);

/* Seconds since 1970-01-01T00:00:00Z; a missing offset counts as UTC. */
int64_t timestamp_seconds(const struct timestamp *timestamp);
/* And back, in UTC; the year may be outside 1..9999. */
struct timestamp timestamp_from_seconds(int64_t seconds);

/* The current time in UTC to the second. DATELINE_NOW (environment, RFC 3339) replaces it in tests.
 */
struct timestamp timestamp_now(void);

#endif
