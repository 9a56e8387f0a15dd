/*
 * Where the search for dates stands in a text, and what the patterns share. A pattern looks at the
 * token `i` and says what date expression begins there.
 */
#ifndef DATELINE_TRANSFORM_DATE_SCAN_H
#define DATELINE_TRANSFORM_DATE_SCAN_H

#include "transform/date/calendar.h"
#include "transform/document.h"

/* Where the scanner stands, and what relative dates are relative to. */
struct date_scan {
    struct document *document;
    bool has_reference;
    int64_t reference; /* day of publication */
    int context_year;  /* last year that the text named; 0: none */
    uint32_t context_sentence;
    bool has_day; /* last day that the text told of: what "one day later" counts from */
    int64_t last_day;
};

/* What a pattern found at a token. */
struct date_found {
    uint32_t count; /* tokens; 0: nothing */
    const char *value;
    enum date_kind kind;
    bool has_range;
    int64_t first_day, last_day;
    int year; /* named by the text itself; 0: not */
};

typedef struct date_found (*date_pattern)(struct date_scan *scan, uint32_t i);

/* The lower-case word at `i`; date_near(): only in the sentence of `from`, else "". */
const char *date_word(const struct date_scan *scan, uint32_t i);
const char *date_near(const struct date_scan *scan, uint32_t from, uint32_t i);
/* The word before `i` in its sentence, else "". */
const char *date_before(const struct date_scan *scan, uint32_t i);
bool date_is_capital(const struct date_scan *scan, uint32_t i);
int date_year_at(const struct date_scan *scan, uint32_t from, uint32_t i);
/* A comma or "of" between month and year; the tokens it takes. */
uint32_t date_skip_comma(const struct date_scan *scan, uint32_t from, uint32_t i);

bool date_one_of(const char *word, const char *const *words, size_t count);
#define DATE_ONE_OF(word, ...)                                                                     \
    date_one_of((word), (const char *const[]){__VA_ARGS__},                                        \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What was found: `count` tokens that mean a date, a day, or (without days) a value. */
struct date_found date_make(struct date_scan *scan, uint32_t count, struct calendar_date date);
struct date_found date_make_day(struct date_scan *scan, uint32_t count, int64_t days);
struct date_found date_make_text(uint32_t count, enum date_kind kind, const char *value);

/* Whether the sentence speaks of what is to come; the year of a date that names none (0: unknown).
 */
bool date_is_future(const struct date_scan *scan, uint32_t at);
int date_guess_year(const struct date_scan *scan, uint32_t at, int month, int day);

/* Patterns of dates that name a month, year, holiday or time (absolute.c). */
struct date_found date_month_first(struct date_scan *scan, uint32_t i);
struct date_found date_day_first(struct date_scan *scan, uint32_t i);
struct date_found date_digits(struct date_scan *scan, uint32_t i);
struct date_found date_year(struct date_scan *scan, uint32_t i);
struct date_found date_part(struct date_scan *scan, uint32_t i);
struct date_found date_holiday(struct date_scan *scan, uint32_t i);
struct date_found date_time(struct date_scan *scan, uint32_t i);

/* Patterns of dates that count from another day, of durations and sets (relative.c). */
struct date_found date_relative_unit(struct date_scan *scan, uint32_t i);
struct date_found date_weekday(struct date_scan *scan, uint32_t i);
struct date_found date_named_day(struct date_scan *scan, uint32_t i);
struct date_found date_amount(struct date_scan *scan, uint32_t i);
struct date_found date_next_day(struct date_scan *scan, uint32_t i);
struct date_found date_set(struct date_scan *scan, uint32_t i);

#endif
