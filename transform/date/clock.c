/* Times of day: "10:30 a.m. EST", "0900 GMT", "5pm", "noon". The day is joined in join.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* First Sunday of November and second of March: summer time in the United States. */
static bool clock_is_summer(int64_t day)
{
    struct calendar_date date = calendar_from_days(day);
    int64_t begin = timestamp_days(date.year, 3, 8), end = timestamp_days(date.year, 11, 1);

    begin += (6 - timestamp_weekday(begin) + 7) % 7;
    end += (6 - timestamp_weekday(end) + 7) % 7;
    return day >= begin && day < end;
}

/* Last Sundays of March and October: summer time in Europe. */
static bool clock_is_european_summer(int64_t day)
{
    struct calendar_date date = calendar_from_days(day);
    int64_t begin = timestamp_days(date.year, 3, 31), end = timestamp_days(date.year, 10, 31);

    begin -= (timestamp_weekday(begin) + 1) % 7;
    end -= (timestamp_weekday(end) + 1) % 7;
    return day >= begin && day < end;
}

/* "EST", "local time", "Eastern Time": the tokens; *offset is "" where it is not known. */
static uint32_t clock_zone(struct date_scan *scan, uint32_t from, uint32_t i, const char **offset)
{
    const struct document *document = scan->document;
    const char *word = date_near(scan, from, i), *time = date_near(scan, from, i + 1);
    const struct date_term *term = date_term_near(scan, from, i, TERM_ZONE);
    int minutes;
    uint32_t count = 1;

    *offset = "";
    if (strcmp(word, "local") == 0 && strcmp(time, "time") == 0) {
        return 2;
    }
    /* "10 p.m. Eastern", but "10 p.m. Moscow time" */
    if (term == NULL || ((document->tokens[i].flags & TOKEN_ALL_CAPITALS) == 0 &&
                         (!date_is_capital(scan, i) ||
                          (strcmp(time, "time") != 0 &&
                           !DATE_ONE_OF(word, "eastern", "central", "mountain", "pacific"))))) {
        return 0;
    }
    minutes = term->value;
    if ((document->tokens[i].flags & TOKEN_ALL_CAPITALS) == 0) {
        if (DATE_ONE_OF(time, "standard", "daylight") &&
            strcmp(date_near(scan, from, i + 2), "time") == 0) {
            minutes = strcmp(time, "daylight") == 0 ? term->summer : term->value;
            count = 3;
        } else if (strcmp(time, "time") == 0) {
            count = 2;
        }
    }
    if (count < 3 && term->summer != term->value) {
        if (!scan->has_reference) {
            return count;
        }
        minutes = (term->value < 0 ? clock_is_summer(scan->reference)
                                   : clock_is_european_summer(scan->reference))
                      ? term->summer
                      : term->value;
    }
    *offset = DATE_ONE_OF(word, "gmt", "utc", "z")
                  ? "Z"
                  : arena_printf(document->arena, "%c%02d:%02d", minutes < 0 ? '-' : '+',
                                 abs(minutes) / 60, abs(minutes) % 60);
    return count;
}

/* "a.m.": 1, "p.m.": 2, neither: 0 */
static int clock_half(const char *word)
{
    return DATE_ONE_OF(word, "a.m.", "am", "a.m")   ? 1
           : DATE_ONE_OF(word, "p.m.", "pm", "p.m") ? 2
                                                    : 0;
}

/* "10:30", "10.30", "5", "5pm", "0900": hour, minute and half of the day; the tokens. */
static uint32_t clock_read(const struct date_scan *scan, uint32_t i, int *hour, int *minute,
                           int *half, bool *whole)
{
    const char *word = date_word(scan, i), *second = date_near(scan, i, i + 2);
    int length = 0;
    uint32_t count = 1;

    *minute = 0;
    *half = 0;
    *whole = false; /* tells hours and minutes */
    if (!ascii_is_digit(word[0]) || sscanf(word, "%2d%n", hour, &length) != 1) {
        return 0;
    }
    word += length;
    if (*word == '.' && ascii_is_digit(word[1]) && ascii_is_digit(word[2])) {
        *minute = (word[1] - '0') * 10 + (word[2] - '0');
        word += 3;
    }
    if (*word == '\0' && strcmp(date_near(scan, i, i + 1), ":") == 0 && date_touches(scan, i + 1) &&
        date_touches(scan, i + 2) && ascii_is_digit(second[0]) && ascii_is_digit(second[1])) {
        *minute = (second[0] - '0') * 10 + (second[1] - '0');
        *whole = true;
        word = second + 2;
        count = 3;
        if (strcmp(date_near(scan, i, i + 3), ":") == 0 && date_touches(scan, i + 3) &&
            date_touches(scan, i + 4)) {
            if (clock_half(date_near(scan, i, i + 5)) == 0) {
                return 0; /* how long a race took */
            }
            count = 5;
        }
    }
    if (*word != '\0') {
        *half = clock_half(word);
        if (*half == 0) {
            return 0;
        }
    }
    return *hour <= 24 && *minute <= 59 ? count : 0;
}

static struct date_found clock_make(struct date_scan *scan, uint32_t count, int hour, int minute,
                                    const char *offset)
{
    struct arena *arena = scan->document->arena;
    const char *clock = arena_printf(arena, "%02d:%02d%s", hour, minute, offset);
    struct date_found found = date_make_text(
        count, DATE_TIME, arena_printf(arena, "T%s", clock),
        *offset == '\0' ? "time of day" : "time of day, with the zone that the text names");

    found.clock = clock;
    return found;
}

struct date_found date_time(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *before = date_before(scan, i), *offset;
    int hour, minute, half;
    uint32_t count, zone;
    bool whole;

    if (date_term_near(scan, i, i, TERM_CLOCK) != NULL) { /* midnight ends the day that it is of */
        zone = clock_zone(scan, i, i + 1, &offset);
        return clock_make(scan, 1 + zone, strcmp(word, "midnight") == 0 ? 24 : 12, 0, offset);
    }
    if (strlen(word) == 4 && calendar_digits(word) >= 0) { /* "0900 GMT" */
        hour = calendar_digits(word) / 100;
        minute = calendar_digits(word) % 100;
        zone = clock_zone(scan, i, i + 1, &offset);
        if (zone == 0 && DATE_ONE_OF(date_near(scan, i, i + 1), "hours", "hrs") && word[0] <= '2' &&
            DATE_ONE_OF(before, "at", "by", "from", "until", "around", "about")) {
            zone = 1;
        }
        return zone > 0 && hour <= 24 && minute <= 59
                   ? clock_make(scan, 1 + zone, hour, minute, offset)
                   : (struct date_found){0};
    }
    if (strcmp(before, ":") == 0 && date_touches(scan, i)) {
        return (struct date_found){0};
    }
    count = clock_read(scan, i, &hour, &minute, &half, &whole);
    if (count == 0) {
        return (struct date_found){0};
    }
    if (half == 0) {
        half = clock_half(date_near(scan, i, i + count));
        count += half > 0;
    }
    if (half == 0 && strcmp(date_near(scan, i, i + count), "o'clock") == 0 && !whole) {
        count++;
        whole = true;
    }
    if (half == 0) {
        zone = clock_zone(scan, i, i + count, &offset);
        if (!whole || (zone == 0 && !DATE_ONE_OF(before, "at", "by", "around", "about", "until",
                                                 "from", "since", "after", "before", "between",
                                                 "and", "to", "-", "–", "(", "of"))) {
            return (struct date_found){0}; /* a score, a ratio, a verse */
        }
        return clock_make(scan, count + zone, hour, minute, offset);
    }
    if (hour < 1 || hour > 12) {
        if (hour > 23 || (half == 1 && hour > 12)) {
            return (struct date_found){0};
        }
    } else {
        hour = half == 2 ? (hour == 12 ? 12 : hour + 12) : hour % 12;
    }
    zone = clock_zone(scan, i, i + count, &offset);
    return clock_make(scan, count + zone, hour, minute, offset);
}
