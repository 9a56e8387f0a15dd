/* Days of holidays, by the rules of config/dates.tsv. */
#ifndef DATELINE_TRANSFORM_DATE_HOLIDAY_H
#define DATELINE_TRANSFORM_DATE_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HOLIDAY_FIRST_YEAR = 1900, /* of those that the moon or another calendar decides */
    HOLIDAY_LAST_YEAR = 2100
};

enum holiday_rule {
    HOLIDAY_FIXED,    /* month, day */
    HOLIDAY_WEEKDAY,  /* the nth (0: last) weekday of a month, and so many days after it */
    HOLIDAY_EASTER,   /* so many days after it */
    HOLIDAY_ORTHODOX, /* after Orthodox Easter */
    HOLIDAY_CALENDAR, /* month and day of another calendar */
    HOLIDAY_MOON,     /* the evening before the first new moon after a day */
    HOLIDAY_ONCE      /* a day that was once: first_day */
};

enum holiday_calendar { CALENDAR_ISLAMIC, CALENDAR_HEBREW, CALENDAR_PERSIAN, CALENDAR_CHINESE };
enum { HOLIDAY_CALENDARS = 4 };

struct holiday {
    enum holiday_rule rule;
    enum holiday_calendar calendar;
    int month, day, nth, weekday, offset;
    int days; /* that it takes; 0: the month of its calendar */
    bool approximate;
    const char *region; /* the country that it is of, where others have one of that name; or NULL */
    int64_t first_day;
    size_t index;     /* among all holidays */
    const char *text; /* the rule as the dictionary writes it */
};

/* Reads a rule; false: it is none. */
bool holiday_parse(const char *rule, struct holiday *holiday);

/* Calendars of ICU that are open, and days that were reckoned: of one document. */
struct holiday_almanac;
struct holiday_almanac *holiday_almanac_new(size_t holidays);
void holiday_almanac_free(struct holiday_almanac *almanac);

/* The holiday's days that begin in a year (days since 1970-01-01, inclusive); false: there are
 * none, or they are not known. */
bool holiday_days(struct holiday_almanac *almanac, const struct holiday *holiday, int year,
                  int64_t *first, int64_t *last);

#endif
