/*
 * Where the search for dates stands in a text, and what the patterns share. A pattern looks at the
 * token `i` and says what date expression begins there.
 */
#ifndef DATELINE_TRANSFORM_DATE_SCAN_H
#define DATELINE_TRANSFORM_DATE_SCAN_H

#include "transform/date/calendar.h"
#include "transform/date/words.h"
#include "transform/document.h"

enum {
    DATE_CLAUSE_MAX = 24,  /* words on each side in which a date's verb is looked for */
    DATE_CONTEXT_MAX = 8,  /* sentences for which a year holds */
    DATE_RECENT_MAX = 45,  /* days before publication that need no other year */
    DATE_GOES_ON_MAX = 60, /* days from a date to one in the next paragraph that goes on from it */
    DATE_DIGITS_MAX = 40   /* bytes of a date in numbers that are looked at */
};

/* A word as dates see it: without "mid-" before it. */
struct date_fact {
    const char *word;
    const struct date_term *term; /* NULL: no meaning of its own */
    unsigned kinds;               /* enum date_word_kind */
    const char *modifier;         /* "mid", "start", "end" of what was cut off, or NULL */
};

/* What a pattern found at a token. */
struct date_found {
    uint32_t count; /* tokens; 0: nothing */
    uint32_t lead;  /* tokens before `i` that belong to it */
    enum date_kind kind;
    const char *value;    /* NULL: cannot be resolved */
    const char *modifier; /* NULL: none */
    const char *rule;
    bool has_range;
    int64_t first_day, last_day;
    struct calendar_date said; /* what the text itself names; 0: it does not */
    int guessed;               /* year that a month without one was given; 0: none was */
    bool loose;                /* counted from publication: other dates do not follow it */
    bool of_told;              /* guessed: the year that the text told of */
    const char *clock;         /* of a time: "10:30-05:00"; NULL: none */
};

/* Which way a verb looks. */
enum date_tense { TENSE_UNKNOWN, TENSE_PAST, TENSE_FUTURE };

/* Where the scanner stands, and what relative dates are relative to. */
struct date_scan {
    struct document *document;
    const struct date_words *words;
    struct holiday_almanac *almanac;
    struct date_fact *facts; /* of each token */
    bool has_reference;
    int64_t reference; /* day of publication */
    struct calendar_date today;
    enum date_order order; /* of dates in numbers, once it is known */
    const char *order_rule;

    /* The last date that the text told of, as fine as it did. */
    struct calendar_date context;
    int64_t context_day;
    bool has_context_day;
    uint32_t context_sentence, context_paragraph;

    /* The last date whose year the text named: months without one are of it. */
    struct calendar_date told;
    uint32_t told_sentence, told_paragraph;
    bool told_weak;     /* a year beside the matter: in brackets, or of a name */
    uint32_t paragraph; /* that `i` is in */

    /* What was found last. */
    bool has_last;
    uint32_t last_first, last_end; /* tokens */
    struct date_found last;
};

typedef struct date_found (*date_pattern)(struct date_scan *scan, uint32_t i);

/* The lower-case word at `i`; date_near(): only in the sentence of `from`, else "". */
const char *date_word(const struct date_scan *scan, uint32_t i);
const char *date_near(const struct date_scan *scan, uint32_t from, uint32_t i);
/* The word before `i` in its sentence, else "". */
const char *date_before(const struct date_scan *scan, uint32_t i);
/* The term of a token of the same sentence if it is of one of these kinds; else NULL. */
const struct date_term *date_term_near(const struct date_scan *scan, uint32_t from, uint32_t i,
                                       unsigned kinds);
bool date_is_capital(const struct date_scan *scan, uint32_t i);
/* Whether no space stands before a token. */
bool date_touches(const struct date_scan *scan, uint32_t i);
const char *date_tag(const struct date_scan *scan, uint32_t from, uint32_t i);
int date_year_at(const struct date_scan *scan, uint32_t from, uint32_t i);
/* "five", "twenty-five", "48"; -1: it is no number. */
int date_number(const struct date_words *words, const char *word);
/* The number at a token, in words or digits ("twenty-five"); -1: none. */
int date_number_at(const struct date_scan *scan, uint32_t from, uint32_t i);
/* A comma or "of" between month and year; the tokens it takes. */
uint32_t date_skip_comma(const struct date_scan *scan, uint32_t from, uint32_t i);

bool date_one_of(const char *word, const char *const *words, size_t count);
#define DATE_ONE_OF(word, ...)                                                                     \
    date_one_of((word), (const char *const[]){__VA_ARGS__},                                        \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What was found: `count` tokens that mean a date, a day, days, or (without days) a value. */
struct date_found date_make(struct date_scan *scan, uint32_t count, struct calendar_date date,
                            const char *rule);
struct date_found date_make_day(struct date_scan *scan, uint32_t count, int64_t day,
                                const char *rule);
struct date_found date_make_span(uint32_t count, const char *value, int64_t first, int64_t last,
                                 const char *rule);
struct date_found date_make_text(uint32_t count, enum date_kind kind, const char *value,
                                 const char *rule);

/* "2024-01-10 (Wednesday)" */
const char *date_day_text(struct date_scan *scan, int64_t day);

/* Which way the verb looks that governs a date of `count` tokens (tense.c); *verb: its word, or
 * NULL. */
enum date_tense date_tense(const struct date_scan *scan, uint32_t first, uint32_t count,
                           const char **verb);

/* The year of a date that names none (0: unknown), and why; *of_told: it is one that the text
 * named.
 */
int date_guess_year(struct date_scan *scan, uint32_t at, uint32_t count, int month, int day,
                    const char **rule, bool *of_told);

/* Joins what was found with what stands before it: "the end of" 2021, "from May to" July, 10:30 on
 * Monday (join.c). True: it became part of the mention before it. */
bool date_join(struct date_scan *scan, uint32_t i, struct date_found *found);

/* Patterns, by file. */
struct date_found date_month_first(struct date_scan *scan, uint32_t i); /* month.c */
struct date_found date_day_first(struct date_scan *scan, uint32_t i);
struct date_found date_digits(struct date_scan *scan, uint32_t i); /* digits.c */
struct date_found date_year(struct date_scan *scan, uint32_t i);   /* year.c */
struct date_found date_decade(struct date_scan *scan, uint32_t i);
struct date_found date_century(struct date_scan *scan, uint32_t i);
struct date_found date_era(struct date_scan *scan, uint32_t i);
struct date_found date_part(struct date_scan *scan, uint32_t i); /* period.c */
struct date_found date_season(struct date_scan *scan, uint32_t i);
struct date_found date_fiscal(struct date_scan *scan, uint32_t i);
struct date_found date_holiday(struct date_scan *scan, uint32_t i);
struct date_found date_time(struct date_scan *scan, uint32_t i);          /* clock.c */
struct date_found date_relative_unit(struct date_scan *scan, uint32_t i); /* relative.c */
struct date_found date_unit(struct date_scan *scan, uint32_t i);
struct date_found date_named_day(struct date_scan *scan, uint32_t i);
struct date_found date_weekday(struct date_scan *scan, uint32_t i); /* weekday.c */
struct date_found date_amount(struct date_scan *scan, uint32_t i);  /* amount.c */
struct date_found date_set(struct date_scan *scan, uint32_t i);

/* `count` units from a day: "last week", "two years ago" (relative.c). */
struct date_found date_shift(struct date_scan *scan, uint32_t tokens, char unit, int count,
                             int64_t from, const char *rule);

/* The Monday of a day's week; "Monday night": the part of the day behind a day (relative.c). */
int64_t date_week_start(int64_t day);
void date_add_part(struct date_scan *scan, uint32_t i, struct date_found *found);

#endif
