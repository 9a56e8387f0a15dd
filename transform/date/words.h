/*
 * What single words and names mean to dates: those of config/dates.tsv, and the grammar's own
 * (numbers, units, "last", "every"). Read once, then shared by all threads.
 */
#ifndef DATELINE_TRANSFORM_DATE_WORDS_H
#define DATELINE_TRANSFORM_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "transform/date/holiday.h"

enum {
    DATE_NAME_WORDS_MAX = 6, /* of a holiday's name; a possessive 's is one */
    DATE_NAME_BYTES_MAX = 64 /* of any word or name, with its end */
};

enum date_word_kind {
    TERM_MONTH = 1,         /* value 1..12 */
    TERM_WEEKDAY = 2,       /* value 0 (Monday)..6 */
    TERM_WEEKDAYS = 4,      /* "mondays"; value as above */
    TERM_SEASON = 8,        /* code "SU"; value: its first month in the north */
    TERM_PART = 16,         /* code "MO" */
    TERM_PARTS = 32,        /* "mornings" */
    TERM_ZONE = 64,         /* value: minutes from UTC; summer: in U.S. summer */
    TERM_HOLIDAY = 128,     /* holiday */
    TERM_FIRST = 256,       /* a name of several words begins so */
    TERM_NUMBER = 512,      /* value */
    TERM_ORDINAL = 1024,    /* ordinal */
    TERM_UNIT = 2048,       /* unit: see calendar_unit() */
    TERM_DEIXIS = 4096,     /* "last", "next", "this", "following": see relative.c */
    TERM_DAYNAME = 8192,    /* "today"; value: days from now */
    TERM_SET = 16384,       /* "daily", "every" */
    TERM_VAGUE = 32768,     /* "several" */
    TERM_DECADE = 65536,    /* "sixties"; value 6 */
    TERM_FISCAL = 1 << 17,  /* "fiscal", "academic" */
    TERM_CLOCK = 1 << 18,   /* "noon" */
    TERM_DIGIT = 1 << 19,   /* begins with a digit, or an apostrophe before digits */
    TERM_COMPOUND = 1 << 20 /* has a hyphen */
};

struct date_term {
    const char *word; /* lower case; words of a name are parted by one space */
    unsigned kinds;   /* enum date_word_kind */
    int value, summer;
    char unit;
    bool shortened;          /* an abbreviation: "sat" */
    const char *code;        /* "SU", "MO" */
    struct holiday *holiday; /* of TERM_HOLIDAY */
    int ordinal;             /* beside another meaning: "second" */
    size_t line;             /* of config/dates.tsv; 0: not from there */
};

enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST, ORDER_YEAR_FIRST };

struct date_fiscal {
    int month, day;
    bool by_start; /* called by the year in which it begins */
    size_t line;
};

struct date_words;

/* Reads config/dates.tsv, or a file like it. STATUS_USAGE names file, line and key. */
enum status date_words_open(struct date_words **words, struct error *error) WARN_UNUSED;
enum status date_words_read(const char *path, struct date_words **words,
                            struct error *error) WARN_UNUSED;
void date_words_close(struct date_words *words);

/* NULL: the word has no meaning for dates. */
const struct date_term *date_words_find(const struct date_words *words, const char *word);

/* How numbers are written in a language ("en-GB", "pt"; NULL: not known). */
enum date_order date_words_order(const struct date_words *words, const char *language,
                                 size_t *line);

/* When the fiscal year of the language's region begins. */
const struct date_fiscal *date_words_fiscal(const struct date_words *words, const char *language);

/* First and last month of a school year. */
void date_words_academic(const struct date_words *words, int *first, int *last, size_t *line);

/* Whether the language's region lies in the south. */
bool date_words_southern(const struct date_words *words, const char *language);

/* The region of a language tag: "GB" of "en-GB"; NULL if it names none. */
const char *date_words_region(const char *language);

size_t date_words_holidays(const struct date_words *words);

#endif
