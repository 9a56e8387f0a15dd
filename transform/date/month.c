/* Dates that name a month. */
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

static int month_at(const struct date_scan *scan, uint32_t from, uint32_t i)
{
    const struct date_term *term = date_term_near(scan, from, i, TERM_MONTH);

    return term != NULL && date_is_capital(scan, i) ? term->value : 0;
}

/* "3", "3rd", "3-5", "3 – 5": tokens taken; *last is 0 if it is one day. */
static uint32_t month_days(const struct date_scan *scan, uint32_t from, uint32_t i, int *first,
                           int *last)
{
    const char *word = date_near(scan, from, i), *dash = strchr(word, '-');
    char start[5];

    *last = 0;
    if (dash != NULL && dash > word && dash - word < 5) {
        memcpy(start, word, (size_t)(dash - word));
        start[dash - word] = '\0';
        *first = calendar_day(start);
        *last = calendar_day(dash + 1);
        return *first > 0 && *last > *first ? 1 : 0;
    }
    *first = calendar_day(word);
    if (*first == 0) {
        return 0;
    }
    if (from != i && strcmp(date_near(scan, from, i + 1), "and") == 0 &&
        calendar_day(date_near(scan, from, i + 2)) == *first + 1 &&
        !DATE_ONE_OF(date_tag(scan, from, i + 3), "NN", "NNS", "NNP", "JJ", "CD")) {
        *last = *first + 1; /* "May 3 and 4" */
        return 3;
    }
    if (DATE_ONE_OF(date_near(scan, from, i + 1), "-", "–", "—")) {
        int until = calendar_day(date_near(scan, from, i + 2));

        if (until > *first && calendar_year(date_near(scan, from, i + 2)) == 0 &&
            month_at(scan, from, i + 3) == 0) {
            *last = until;
            return 3;
        }
        if (until > *first && month_at(scan, from, i + 3) > 0 && date_touches(scan, i + 2)) {
            *last = until;
            return 3;
        }
    }
    return 1;
}

/* The year behind a month, `skip` tokens on; one of three digits where nothing else can follow. */
static int month_year(const struct date_scan *scan, uint32_t from, uint32_t i, uint32_t skip)
{
    int year = date_year_at(scan, from, i + skip), old;

    if (year > 0) {
        return year;
    }
    old = calendar_digits(date_near(scan, from, i + skip));
    return old >= 100 && old < 1000 && strcmp(date_near(scan, from, i), ",") != 0 &&
                   DATE_ONE_OF(date_near(scan, from, i + skip + 1), ")", ",", ".", ";", "") &&
                   !date_touches(scan, i + skip)
               ? old
               : 0;
}

/* A date that names a day or days of a month, with or without a year. */
static struct date_found month_make(struct date_scan *scan, uint32_t i, uint32_t count, int year,
                                    int month, int day, int last)
{
    struct arena *arena = scan->document->arena;
    const char *why = "named whole";
    struct calendar_date date = {year, month, day}, end;
    struct date_found found;
    bool of_told = false;

    if (year == 0) {
        date.year = date_guess_year(scan, i, count, month, day, &why, &of_told);
    }
    if (date.year == 0) {
        if (day > 0 && !timestamp_valid_date(2000, month, day)) {
            return (struct date_found){0};
        }
        found = date_make_text(count, DATE_DATE, NULL,
                               "month: its year is not known without a day of publication");
        found.said = (struct calendar_date){0, month, day};
        return found;
    }
    found = date_make(scan, count, date,
                      arena_printf(arena, day > 0 ? "month and day: %s" : "month: %s", why));
    found.said.year = year;
    found.guessed = year == 0 ? date.year : 0;
    found.of_told = of_told;
    end = (struct calendar_date){date.year, month, last};
    if (found.count > 0 && last > 0) {
        if (!timestamp_valid_date(date.year, month, last)) {
            return (struct date_found){0};
        }
        found.value = arena_printf(arena, "%s/%s", found.value, calendar_value(arena, &end));
        found.last_day = timestamp_days(date.year, month, last);
    }
    return found;
}

/* "of last year", "this year" behind a month or day: the tokens; *year is the one that is meant. */
static uint32_t month_year_behind(const struct date_scan *scan, uint32_t from, uint32_t i,
                                  int *year)
{
    uint32_t of = strcmp(date_near(scan, from, i), "of") == 0 ? 1 : 0;
    const char *which = date_near(scan, from, i + of);

    if (!scan->has_reference || strcmp(date_near(scan, from, i + of + 1), "year") != 0 ||
        !DATE_ONE_OF(which, "last", "this", "next")) {
        return 0;
    }
    *year = scan->today.year + (which[0] == 'l' ? -1 : which[0] == 'n' ? 1 : 0);
    return of + 2;
}

/* Whether a month by itself is meant as one: "in May", and not "may" or Theresa May. */
static bool month_stands(const struct date_scan *scan, uint32_t i, uint32_t next, int month)
{
    const char *before = date_before(scan, i);
    bool word = month == 3 || month == 5;
    bool whole =
        month == 5 || (strlen(date_word(scan, i)) >= 4 && strchr(date_word(scan, i), '.') == NULL);

    if (scan->facts[i].modifier != NULL ||
        DATE_ONE_OF(before, "in", "since", "last", "next", "this", "until", "till", "during",
                    "early", "late", "mid", "through", "between", "throughout", "coming",
                    "previous", "following", "ending", "starting", "beginning", "each", "every")) {
        return true;
    }
    if (DATE_ONE_OF(date_near(scan, i, next), "through", "to", "-", "–", "until") &&
        month_at(scan, i, next + 1) > 0) {
        return true; /* "open May through July" */
    }
    if (scan->has_last && scan->last_end + 1 == i && scan->last.said.month > 0 &&
        DATE_ONE_OF(before, "to", "and", "or", "-", "–", ",", "through")) {
        return true; /* "in May and June" */
    }
    if (word || !whole) {
        return DATE_ONE_OF(before, "of", "from", "before", "after", "by") && whole &&
               strcmp(date_near(scan, i, next), "'s") != 0 &&
               strncmp(date_tag(scan, i, i - 2), "NNP", 3) != 0 &&
               (strcmp(before, "from") == 0 || strncmp(date_tag(scan, i, next), "NN", 2) != 0);
    }
    return strncmp(date_tag(scan, i, next), "NNP", 3) != 0 &&
           (i == 0 || strncmp(date_tag(scan, i, i - 1), "NNP", 3) != 0);
}

/* "last October", "next March", "this May" */
static struct date_found month_relative(struct date_scan *scan, uint32_t i, int month)
{
    const char *before = date_before(scan, i);
    struct date_found found;
    int year = scan->today.year;

    if (!scan->has_reference) {
        found = date_make_text(1, DATE_DATE, NULL,
                               "month: its year is not known without a day of publication");
    } else {
        if (strcmp(before, "last") == 0) {
            year -= month >= scan->today.month ? 1 : 0;
        } else if (strcmp(before, "next") == 0) {
            year += month <= scan->today.month ? 1 : 0;
        }
        found = date_make(scan, 1, (struct calendar_date){.year = year, .month = month},
                          arena_printf(scan->document->arena, "month: %s one from publication %s",
                                       before, date_day_text(scan, scan->reference)));
    }
    found.lead = 1;
    return found;
}

/* "11,2000", without a space */
static bool month_glued(const char *word, int *day, int *year)
{
    char start[4];
    size_t length = strcspn(word, ",");

    if (word[length] != ',' || length == 0 || length > 2) {
        return false;
    }
    memcpy(start, word, length);
    start[length] = '\0';
    *day = calendar_day(start);
    *year = calendar_year(word + length + 1);
    return *day > 0 && *year > 0;
}

/* "Nov. 21-Dec. 18, 2022": one word in the middle; tokens behind the first month. */
static uint32_t month_crossing(struct date_scan *scan, uint32_t i, uint32_t next, int month,
                               struct date_found *found)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_near(scan, i, next), *dash = strchr(word, '-'), *why = "named whole";
    const struct date_term *term = dash == NULL ? NULL : date_words_find(scan->words, dash + 1);
    struct calendar_date from = {.month = month}, to;
    uint32_t count = 2, skip;
    char start[4];
    bool of_told = false;

    if (term == NULL || (term->kinds & TERM_MONTH) == 0 || dash == word || dash - word > 2) {
        return 0;
    }
    memcpy(start, word, (size_t)(dash - word));
    start[dash - word] = '\0';
    from.day = calendar_day(start);
    to = (struct calendar_date){.month = term->value,
                                .day = calendar_day(date_near(scan, i, next + 1))};
    skip = date_skip_comma(scan, i, next + count);
    to.year = month_year(scan, i, next + count, skip);
    if (to.year > 0) {
        count += skip + 1;
        from.year = to.year - (to.month < from.month ? 1 : 0);
    } else {
        from.year = date_guess_year(scan, i, next + count - i, month, from.day, &why, &of_told);
        to.year = from.year + (to.month < from.month ? 1 : 0);
    }
    if (from.year == 0 || from.day == 0 || to.day == 0 || to.year > 9999 ||
        !timestamp_valid_date(from.year, from.month, from.day) ||
        !timestamp_valid_date(to.year, to.month, to.day)) {
        return 0;
    }
    *found = date_make_span(
        next + count - i,
        arena_printf(arena, "%s/%s", calendar_value(arena, &from), calendar_value(arena, &to)),
        timestamp_days(from.year, from.month, from.day), timestamp_days(to.year, to.month, to.day),
        arena_printf(arena, "days of two months: %s", why));
    return count;
}

/* "March each year", "March 5 every year": general talk, of no year. Nothing: it is none. */
static struct date_found month_each(struct date_scan *scan, uint32_t i, uint32_t next, int month,
                                    int day)
{
    uint32_t of = strcmp(date_near(scan, i, next), "of") == 0 ? 1 : 0;
    struct arena *arena = scan->document->arena;

    if (!DATE_ONE_OF(date_near(scan, i, next + of), "each", "every") ||
        strcmp(date_near(scan, i, next + of + 1), "year") != 0) {
        return (struct date_found){0};
    }
    return date_make_text(next + of + 2 - i, DATE_SET,
                          day > 0 ? arena_printf(arena, "XXXX-%02d-%02d", month, day)
                                  : arena_printf(arena, "XXXX-%02d", month),
                          "comes again each year");
}

/* "March 5", "March 5, 2021", "March 3-5", "March 2021", "March" */
struct date_found date_month_first(struct date_scan *scan, uint32_t i)
{
    int month = month_at(scan, i, i), day = 0, last = 0, year;
    uint32_t next = i + 1, taken, skip;
    struct date_found crossing, each;

    if (month == 0) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), ".") == 0 && scan->facts[i].word[3] == '\0' &&
        date_touches(scan, next) && month != 5) {
        next++; /* "Sep ." */
    }
    if (month_crossing(scan, i, next, month, &crossing) > 0) {
        return crossing;
    }
    if (month_glued(date_near(scan, i, next), &day, &year)) {
        return month_make(scan, i, next + 1 - i, year, month, day, 0);
    }
    if (strcmp(date_near(scan, i, next), "of") == 0 && date_touches(scan, next + 2)) {
        const struct date_found spoken = date_decade(scan, next + 1);

        if (spoken.said.year > 0) { /* "December of '70" */
            return month_make(scan, i, next + 1 + spoken.count - i, spoken.said.year, month, 0, 0);
        }
    }
    skip = strcmp(date_near(scan, i, next), "the") == 0 ? 1 : 0;
    taken = month_days(scan, i, next + skip, &day, &last);
    if (taken > 0 && date_term_near(scan, i, next + skip + taken, TERM_UNIT) == NULL &&
        !DATE_ONE_OF(date_near(scan, i, next + skip + taken), "%", "percent")) {
        next += skip + taken;
        each = month_each(scan, i, next, month, day);
        if (each.count > 0 && last == 0) {
            return each;
        }
        skip = strcmp(date_near(scan, i, next), ",") == 0 ||
               strcmp(date_near(scan, i, next), "of") == 0;
        year = month_year(scan, i, next, skip);
        next += year > 0 ? skip + 1 : month_year_behind(scan, i, next, &year);
        return month_make(scan, i, next - i, year, month, day, last);
    }
    skip = date_skip_comma(scan, i, next);
    year = month_year(scan, i, next, skip);
    if (year > 0 && date_term_near(scan, i, next + skip + 1, TERM_UNIT) == NULL) {
        return month_make(scan, i, next + skip + 1 - i, year, month, 0, 0);
    }
    taken = month_year_behind(scan, i, next, &year);
    if (taken > 0) {
        return month_make(scan, i, next + taken - i, year, month, 0, 0);
    }
    each = month_each(scan, i, next, month, 0);
    if (each.count > 0) {
        return each;
    }
    if (DATE_ONE_OF(date_before(scan, i), "last", "next", "this")) {
        return month_relative(scan, i, month);
    }
    return month_stands(scan, i, next, month) ? month_make(scan, i, 1, 0, month, 0, 0)
                                              : (struct date_found){0};
}

/* "5 March 2021", "3-5 March", "the 5th of March", "between 3 and 5 March" */
struct date_found date_day_first(struct date_scan *scan, uint32_t i)
{
    int day, last, month, year, from;
    uint32_t next, skip;
    const struct date_term *ordinal = date_term_near(scan, i, i, TERM_ORDINAL);
    struct date_found found;
    bool of;

    next = month_days(scan, i, i, &day, &last);
    if (next == 0 && ordinal != NULL && strcmp(date_near(scan, i, i + 1), "of") == 0) {
        day = ordinal->ordinal;
        last = 0;
        next = 1;
    }
    if (next == 0) {
        return (struct date_found){0};
    }
    next += i;
    of = strcmp(date_near(scan, i, next), "of") == 0;
    next += of;
    month = month_at(scan, i, next);
    if (month == 0) {
        return (struct date_found){0};
    }
    next++;
    skip = date_skip_comma(scan, i, next);
    year = month_year(scan, i, next, skip);
    next += year > 0 ? skip + 1 : month_year_behind(scan, i, next, &year);
    from = i > 2 && DATE_ONE_OF(date_before(scan, i), "and", "to")
               ? calendar_day(date_word(scan, i - 2))
               : 0;
    if (from > 0 && last == 0 && from < day &&
        DATE_ONE_OF(date_before(scan, i - 2), "between", "from") &&
        scan->document->tokens[i - 3].sentence == scan->document->tokens[i].sentence &&
        (!scan->has_last || scan->last_end <= i - 3)) {
        found = month_make(scan, i, next - i, year, month, from, day);
        found.lead = 3;
        return found;
    }
    if (from > 0 && last == 0 && from + 1 == day && strcmp(date_before(scan, i), "and") == 0 &&
        DATE_ONE_OF(date_before(scan, i - 2), "on", "of", "for") &&
        (!scan->has_last || scan->last_end <= i - 2)) {
        found = month_make(scan, i, next - i, year, month, from, day);
        found.lead = 2; /* "on 24 and 25 February" */
        return found;
    }
    found = month_make(scan, i, next - i, year, month, day, last);
    found.lead = of && strcmp(date_before(scan, i), "the") == 0 ? 1 : 0;
    return found;
}
