/* The days that a date value covers. */
#ifndef DATELINE_LOAD_ISO_DAYS_H
#define DATELINE_LOAD_ISO_DAYS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * First and last day (days since 1970-01-01) of an ISO 8601 value as transform writes it:
 * 2024-01-06 (a time behind it does not matter), 2024-01, 2024, 2021-Q4, 2024-H1, 2024-W03,
 * 2024-W03-WE, 199X, 20XX (ISO 8601-2), 2024-SP, -SU, -FA, -WI (the seasons of the north: from
 * March, June, September, and from December into the next year), and start/end. False for what is
 * no day on the calendar: durations, sets, times without a day, dates that do not exist.
 */
bool iso_days(const char *value, int64_t *first, int64_t *last);

#endif
