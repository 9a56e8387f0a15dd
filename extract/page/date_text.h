/*
 * Dates as pages write them: ISO 8601, RFC 822, "January 5, 2020 7:40 p.m. EDT", "5. Januar 2020",
 * "09/01/2024 21h43", "2020年1月5日", "۱۳۹۹/۰۲/۰۵"; month names of about sixty languages, digits of
 * other scripts, the Iranian and the Buddhist calendar. (The dates that an article's text tells of
 * are transform's.)
 */
#ifndef DATELINE_EXTRACT_PAGE_DATE_TEXT_H
#define DATELINE_EXTRACT_PAGE_DATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include "common/timestamp.h"

enum { DATE_TEXT_MAX = 400 }; /* bytes that are looked at */

struct date_text {
    struct timestamp time;  /* "03/04/2024" with the day first */
    struct timestamp other; /* with the month first; PRECISION_NONE when it has one reading only */
    size_t start, end;      /* bytes of the text, with the time of day behind the date */
    int order;              /* 1: "23/04/2024", day first; -1: "04/23/2024"; 0: it does not show */
    bool short_year;        /* "5.1.20" */
    bool range;             /* "4.-5.1.2020" */
};

/* Finds up to `max` whole dates in order, each with the time and zone beside it; returns how many.
 */
size_t date_text_scan(const char *text, size_t length, struct date_text *found, size_t max);

/*
 * Finds the first whole date in `text`, with the time and zone behind (or right before) it.
 * `day_first` decides 03/04/2024. False if there is none, or it is not on the calendar.
 */
bool date_text_find(const char *text, bool day_first, struct timestamp *timestamp);

/* A date in a URL's path: /2020/01/05/, /2020-01-05-, /20200105. False if there is none. */
bool date_text_find_in_url(const char *url, struct timestamp *timestamp);

#endif
