/*
 * The words, numbers and signs of a text with a date in it: what date_text.c and date_clock.c
 * share.
 */
#ifndef DATELINE_EXTRACT_PAGE_DATE_PART_H
#define DATELINE_EXTRACT_PAGE_DATE_PART_H

#include <stdbool.h>
#include <stddef.h>
#include "common/timestamp.h"

enum date_part_kind { PART_NUMBER, PART_WORD, PART_SIGN };

struct date_part {
    enum date_part_kind kind;
    const char *text; /* in the text that was split */
    size_t length;    /* bytes */
    size_t digits;    /* PART_NUMBER: of any script */
    int number;       /* PART_NUMBER of at most 8 digits; else -1 */
    bool space;       /* white space stands before it */
};

enum { DATE_PARTS_MAX = 96 };

/* Splits text, of which what goes beyond DATE_PARTS_MAX parts is left out; returns their count. */
size_t date_part_split(const char *text, size_t length, struct date_part parts[DATE_PARTS_MAX]);

/* Whether it is that text, whatever the case of its ASCII letters. */
bool date_part_is(const struct date_part *part, const char *text);

/*
 * Sets hour, minute, second and offset from the time that stands behind the date of parts[start] to
 * parts[end - 1], or right before it ("17:40, 5 January 2020"). Returns the index behind the last
 * part that was used, at least `end`.
 */
size_t date_clock_find(const struct date_part *parts, size_t count, size_t start, size_t end,
                       struct timestamp *timestamp);

#endif
