/* Weekdays, by the verb's tense or by "last" and "next". */
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* "of last week", "next week" behind a weekday: the weeks from now; *tokens 0: it does not stand
 * there. */
static int weekday_week_behind(const struct date_scan *scan, uint32_t i, uint32_t *tokens)
{
    uint32_t of = strcmp(date_near(scan, i, i + 1), "of") == 0 ? 1 : 0;
    const char *which = date_near(scan, i, i + 1 + of);

    *tokens = 0;
    if (strcmp(date_near(scan, i, i + 2 + of), "week") != 0 ||
        !DATE_ONE_OF(which, "last", "this", "next")) {
        return 0;
    }
    *tokens = 2 + of;
    return which[0] == 'l' ? -1 : which[0] == 'n' ? 1 : 0;
}

/* ", the 7th" behind a weekday: the day of the month; *tokens: what it takes, 0: nothing. */
static int weekday_day_behind(const struct date_scan *scan, uint32_t i, uint32_t at,
                              uint32_t *tokens)
{
    uint32_t comma = strcmp(date_near(scan, i, at), ",") == 0 ? 1 : 0;
    const char *next = date_near(scan, i, at + comma + 2);
    int day = calendar_ordinal(date_near(scan, i, at + comma + 1));

    *tokens = 0;
    if (strcmp(date_near(scan, i, at + comma), "the") != 0 || day < 1 || day > 31 ||
        strcmp(next, "of") == 0 || strcmp(next, "century") == 0 || strcmp(next, "-") == 0 ||
        strchr("NJ", date_tag(scan, i, at + comma + 2)[0]) != NULL) {
        *tokens = *next == '\0' && day > 0 && strcmp(date_near(scan, i, at + comma), "the") == 0
                      ? comma + 2
                      : 0;
        return *tokens > 0 ? day : 0;
    }
    *tokens = comma + 2;
    return day;
}

/* The nearest day that is both the weekday and of that number; 0: there is none in three years. */
static int64_t weekday_of_month(const struct date_scan *scan, int weekday, int day,
                                enum date_tense tense)
{
    int month = scan->today.year * 12 + scan->today.month - 1;
    int64_t best = 0, nearest = INT64_MAX;

    for (int m = month - 18; m <= month + 18; m++) {
        int64_t candidate, distance;

        if (m < 12 || m / 12 > 9999 || !timestamp_valid_date(m / 12, m % 12 + 1, day)) {
            continue;
        }
        candidate = timestamp_days(m / 12, m % 12 + 1, day);
        if (timestamp_weekday(candidate) != weekday) {
            continue;
        }
        distance = candidate <= scan->reference
                       ? (scan->reference - candidate) * (tense == TENSE_FUTURE ? 6 : 1)
                       : (candidate - scan->reference) * (tense == TENSE_FUTURE ? 1 : 6);
        if (distance < nearest) {
            nearest = distance;
            best = candidate;
        }
    }
    return nearest == INT64_MAX ? 0 : best;
}

/* "Monday", "last Monday", "Monday morning", "Monday of last week" */
struct date_found date_weekday(struct date_scan *scan, uint32_t i)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    struct arena *arena = scan->document->arena;
    const struct date_term *term = date_term_near(scan, i, i, TERM_WEEKDAY);
    const char *before = date_before(scan, i), *verb = NULL, *why, *as = "";
    uint32_t count = 1, behind, behind_day, lead = 0;
    int64_t day, newest;
    int of_month;
    struct date_found found;
    enum date_tense tense;
    int weeks;

    if (term == NULL || !date_is_capital(scan, i)) {
        return (struct date_found){0};
    }
    if (term->shortened && strchr(term->word, '.') == NULL) {
        if (strcmp(date_near(scan, i, i + 1), ".") == 0 && date_touches(scan, i + 1)) {
            count++;
        } else if (date_term_near(scan, i, i + 1, TERM_MONTH | TERM_DIGIT) == NULL &&
                   (scan->facts[i].kinds & TERM_DIGIT) == 0 &&
                   strcmp(date_near(scan, i, i + 1), ",") != 0) {
            return (struct date_found){0};
        }
    }
    if (date_tag(scan, i, i + count)[0] == 'N' && date_is_capital(scan, i + count) &&
        date_term_near(scan, i, i + count, TERM_MONTH | TERM_PART | TERM_WEEKDAY) == NULL &&
        !DATE_ONE_OF(before, "on", "last", "next", "this", "of", "until", "by", "since", "late",
                     "early")) {
        return (struct date_found){0}; /* "Friday Okoro", "Sunday Times" */
    }
    if (i > 0 && date_term_near(scan, i, i - 1, TERM_ORDINAL) != NULL &&
        DATE_ONE_OF(date_near(scan, i, i + 1), "in", "of") &&
        date_term_near(scan, i, i + 2, TERM_MONTH) != NULL) {
        return (struct date_found){0}; /* "the fourth Thursday in November" of each year */
    }
    if (DATE_ONE_OF(before, "last", "next", "this", "coming", "past", "following", "previous",
                    "that")) {
        lead = 1;
    }
    weeks = weekday_week_behind(scan, i, &behind);
    if (!scan->has_reference &&
        !(scan->has_context_day && DATE_ONE_OF(before, "following", "previous"))) {
        found =
            date_make_text(count + behind, DATE_DATE, NULL, "weekday: needs a day of publication");
        date_add_part(scan, i, &found);
        found.lead = lead;
        return found;
    }
    of_month = weekday_day_behind(scan, i, i + count, &behind_day);
    day = of_month == 0
              ? 0
              : weekday_of_month(scan, term->value, of_month, date_tense(scan, i, count, &verb));
    if (day != 0) { /* "Sunday the 7th" */
        found = date_make_day(scan, count + behind_day, day,
                              arena_printf(arena, "weekday: the nearest one of day %d, %s",
                                           of_month, date_day_text(scan, day)));
        found.lead = lead;
        return found;
    }
    newest = scan->reference - (timestamp_weekday(scan->reference) - term->value + 7) % 7;
    day = newest;
    if (behind > 0) {
        day = date_week_start(scan->reference) + (int64_t)weeks * 7 + term->value;
        count += behind;
        why = weeks < 0    ? "of the week before publication"
              : weeks == 0 ? "of the week of publication"
                           : "of the week after publication";
    } else if (DATE_ONE_OF(before, "following", "previous") && scan->has_context_day) {
        int step = strcmp(before, "following") == 0 ? 1 : -1;

        day = scan->context_day;
        do {
            day += step;
        } while (timestamp_weekday(day) != term->value);
        why = arena_printf(arena, "the %s one from %s", before,
                           date_day_text(scan, scan->context_day));
        found = date_make_day(scan, count, day,
                              arena_printf(arena, "weekday: %s, %s", names[term->value], why));
        found.lead = lead;
        return found;
    } else if (DATE_ONE_OF(before, "last", "past")) {
        day -= day == scan->reference ? 7 : 0;
        why = "the last one before publication";
    } else if (DATE_ONE_OF(before, "next", "coming")) {
        day += 7;
        why = "the next one after publication";
    } else {
        tense = DATE_ONE_OF(before, "since") ? TENSE_PAST : date_tense(scan, i, count, &verb);
        if (tense == TENSE_UNKNOWN && DATE_ONE_OF(date_near(scan, i, i + count), "is", "marks")) {
            tense = TENSE_FUTURE; /* "Saturday is the last day" */
            verb = date_near(scan, i, i + count);
        }
        why = "the newest one not after publication";
        if (tense == TENSE_FUTURE && newest != scan->reference) {
            day += 7;
            why = "the first one from publication";
            as = arena_printf(arena, " on, as the verb \"%s\" is to come", verb);
        } else if (tense == TENSE_UNKNOWN && DATE_ONE_OF(before, "until", "till", "by") &&
                   newest != scan->reference) {
            day += 7;
            why = "the first one from publication";
            as = " on, as a time limit is to come";
        } else if (verb != NULL && tense == TENSE_PAST) {
            as = arena_printf(arena, ", as the verb \"%s\" is past", verb);
        }
    }
    found = date_make_day(scan, count, day,
                          arena_printf(arena, "weekday: %s, %s %s%s", date_day_text(scan, day), why,
                                       date_day_text(scan, scan->reference), as));
    date_add_part(scan, i, &found);
    found.lead = lead;
    return found;
}
