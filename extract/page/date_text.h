/*
 * Dates as pages write them: ISO 8601, RFC 822, "January 5, 2020 7:40 p.m. EDT", "5. Januar 2020",
 * "09/01/2024 21h43"; month names of about twenty languages. (The dates that an article's text
 * tells of are transform's.)
 */
#ifndef DATELINE_EXTRACT_PAGE_DATE_TEXT_H
#define DATELINE_EXTRACT_PAGE_DATE_TEXT_H

#include <stdbool.h>
#include "common/timestamp.h"

/*
 * Finds the first whole date in `text`, with the time and zone behind (or right before) it.
 * `day_first` decides 03/04/2024. False if there is none, or it is not on the calendar.
 */
bool date_text_find(const char *text, bool day_first, struct timestamp *timestamp);

/* A date in a URL's path: /2020/01/05/, /2020-01-05-, /20200105. False if there is none. */
bool date_text_find_in_url(const char *url, struct timestamp *timestamp);

#endif
