/* What stands before a date, and dates that belong together. */
#include <stdio.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

static uint32_t join_first(uint32_t i, const struct date_found *found)
{
    return i - found->lead;
}

static bool join_one_day(const struct date_found *found)
{
    return found->kind == DATE_DATE && found->has_range && found->first_day == found->last_day;
}

/* "end", "beginning": "end", "start"; NULL: it is neither. */
static const char *join_edge(const char *word)
{
    return DATE_ONE_OF(word, "end", "close")                   ? "end"
           : DATE_ONE_OF(word, "beginning", "start", "outset") ? "start"
           : strcmp(word, "middle") == 0                       ? "mid"
                                                               : NULL;
}

/* "the first week of March", "the last three days of 2021": days within a month or year. */
static bool join_within(struct date_scan *scan, uint32_t i, struct date_found *found)
{
    struct arena *arena = scan->document->arena;
    uint32_t first = join_first(i, found), unit = first < 2 ? 0 : first - 2;
    const char *word, *which;
    const struct date_term *ordinal;
    struct calendar_date from, to;
    int number, days, length;
    int64_t begin, end;

    if (first < 3 || strcmp(date_before(scan, first), "of") != 0 || !found->has_range ||
        found->said.month == 0 || found->said.day != 0 || strchr(found->value, '/') != NULL ||
        scan->document->tokens[first - 3].sentence != scan->document->tokens[i].sentence) {
        return false;
    }
    word = date_word(scan, unit);
    which = date_word(scan, first - 3);
    ordinal = date_term_near(scan, i, first - 3, TERM_ORDINAL);
    length = (int)(found->last_day - found->first_day) + 1;
    days = strcmp(word, "week") == 0 ? 7 : strcmp(word, "half") == 0 ? (length + 1) / 2 : 0;
    number = strcmp(which, "last") == 0 || strcmp(which, "final") == 0 ? -1
             : ordinal != NULL                                         ? ordinal->ordinal
                                                                       : calendar_ordinal(which);
    if (DATE_ONE_OF(word, "days", "weeks") && (number == 1 || number == -1)) {
        found->modifier = number == 1 ? "start" : "end";
    } else if (days == 0 || number == 0 || (number > 0 && (number - 1) * days >= length) ||
               number > 4) {
        return false;
    } else {
        begin = number < 0 ? found->last_day - days + 1 : found->first_day + (number - 1) * days;
        end = begin + days - 1 > found->last_day ? found->last_day : begin + days - 1;
        from = calendar_from_days(begin);
        to = calendar_from_days(end);
        found->value =
            arena_printf(arena, "%s/%s", calendar_value(arena, &from), calendar_value(arena, &to));
        found->first_day = begin;
        found->last_day = end;
        found->modifier = "approximate";
    }
    found->rule = arena_printf(arena, "%s %s within: %s", which, word, found->rule);
    found->lead = i - (first - 3);
    if (strcmp(date_before(scan, first - 3), "the") == 0) {
        found->lead++;
    }
    return true;
}

/* "the end of", "early", "mid-", "around" before a date; "the night of" before a day. */
static void join_lead(struct date_scan *scan, uint32_t i, struct date_found *found)
{
    uint32_t first = join_first(i, found);
    const char *before = date_before(scan, first), *word;
    const struct date_term *part;

    if (scan->facts[i].modifier != NULL) {
        found->modifier = scan->facts[i].modifier;
        return;
    }
    if (DATE_ONE_OF(before, "early", "late", "mid")) {
        found->modifier = before[0] == 'e' ? "start" : before[0] == 'l' ? "end" : "mid";
        found->lead++;
        return;
    }
    if (found->kind != DATE_DATE || join_within(scan, i, found)) {
        return;
    }
    if (found->modifier == NULL && DATE_ONE_OF(before, "around", "about", "circa", "c.", "ca.", "c",
                                               "approximately", "roughly")) {
        found->modifier = "approximate";
        return;
    }
    part = first == 0 ? NULL : date_term_near(scan, i, first - 1, TERM_PART);
    if (part == NULL && strcmp(before, "on") == 0 && first > 1) { /* "at dawn on Tuesday" */
        part = date_term_near(scan, i, first - 2, TERM_PART);
        first -= part != NULL ? 1 : 0;
    } else if (part != NULL && !DATE_ONE_OF(before, "dawn", "daybreak", "dusk", "overnight")) {
        part = NULL;
    }
    if (part != NULL && join_one_day(found) && found->value != NULL) {
        found->kind = DATE_TIME;
        found->value = arena_printf(scan->document->arena, "%sT%s", found->value, part->code);
        found->lead = i - (first - 1);
        return;
    }
    if (strcmp(before, "the") == 0 && first > 1 &&
        strcmp(date_before(scan, first - 1), "of") == 0) {
        first--; /* "the end of the 1990s" */
        before = "of";
    }
    if (strcmp(before, "of") != 0 || first < 2) {
        return;
    }
    word = date_before(scan, first - 1);
    part = date_term_near(scan, i, first - 2, TERM_PART);
    if (join_edge(word) != NULL) {
        found->modifier = join_edge(word);
        found->lead = i - (first - 2);
    } else if ((part != NULL || (strcmp(word, "hours") == 0 && first > 2 &&
                                 strcmp(date_before(scan, first - 2), "early") == 0)) &&
               join_one_day(found) && found->value != NULL) {
        found->kind = DATE_TIME;
        found->value = arena_printf(scan->document->arena, "%sT%s", found->value,
                                    part != NULL ? part->code : "MO");
        found->lead = i - (first - 2) + (part == NULL ? 1 : 0);
        return;
    } else {
        return;
    }
    if (strcmp(date_before(scan, i - found->lead), "the") == 0) {
        found->lead++;
    }
}

/* The mention before, at work again: it is taken back, and what was found reaches back to it. */
static void join_take(struct date_scan *scan, uint32_t i, struct date_found *found, uint32_t first)
{
    scan->document->date_count--;
    found->lead = i - first;
}

/* "Friday, January 5": the weekday tells the year too. */
static bool join_weekday(struct date_scan *scan, uint32_t i, struct date_found *found, uint32_t gap)
{
    const struct date_term *weekday = date_term_near(scan, i, scan->last_first, TERM_WEEKDAY);

    if (weekday == NULL || scan->last.kind != DATE_DATE || scan->last_end - scan->last_first > 2 ||
        found->said.month == 0 || found->said.day == 0 ||
        !(gap == 0 || (gap == 1 && strcmp(date_word(scan, scan->last_end), ",") == 0)) ||
        (found->has_range && !join_one_day(found))) {
        return false;
    }
    if (found->guessed > 0 && timestamp_weekday(found->first_day) != weekday->value) {
        for (int step = -1; step <= 1; step += 2) {
            struct calendar_date date = {found->guessed + step, found->said.month, found->said.day};

            if (timestamp_valid_date(date.year, date.month, date.day) &&
                timestamp_weekday(timestamp_days(date.year, date.month, date.day)) ==
                    weekday->value) {
                struct date_found other =
                    date_make(scan, found->count, date,
                              "month and day: of the nearest year in which it is that weekday");

                other.said = found->said;
                other.guessed = date.year;
                *found = other;
                break;
            }
        }
    }
    join_take(scan, i, found, scan->last_first);
    return true;
}

/* "10:30 a.m. on Monday", "Monday at 10:30 a.m." */
static bool join_clock(struct date_scan *scan, uint32_t i, struct date_found *found, uint32_t gap)
{
    struct arena *arena = scan->document->arena;
    const char *between = gap == 0 ? "" : date_word(scan, scan->last_end);
    const struct date_found *day, *time;

    if (gap > 1) {
        return false;
    }
    if (gap == 1 && scan->last.clock != NULL && found->clock != NULL && !found->has_range &&
        !scan->last.has_range && DATE_ONE_OF(between, "to", "-", "–", "until", "and")) {
        const char *before = date_before(scan, scan->last_first);
        bool led = DATE_ONE_OF(before, "from", "between");

        if (strcmp(between, "and") == 0 && !led) {
            return false;
        }
        found->value = arena_printf(arena, "T%s/T%s", scan->last.clock, found->clock);
        found->rule = "times of day, from the first to the second";
        found->clock = NULL;
        join_take(scan, i, found, led ? scan->last_first - 1 : scan->last_first);
        return true;
    }
    if (scan->last.clock != NULL && join_one_day(found) && found->value != NULL &&
        (!scan->last.has_range ||
         (found->said.day > 0 &&
          date_term_near(scan, i, scan->last_end - 1, TERM_WEEKDAY) != NULL)) &&
        DATE_ONE_OF(between, "", "on", ",")) {
        day = found;
        time = &scan->last;
    } else if (found->clock != NULL && !found->has_range && join_one_day(&scan->last) &&
               scan->last.value != NULL && DATE_ONE_OF(between, "", "at", ",")) {
        day = &scan->last;
        time = found;
    } else {
        return false;
    }
    {
        struct date_found joined = *found;

        joined.kind = DATE_TIME;
        joined.value = arena_printf(arena, "%sT%s", day->value, time->clock);
        joined.rule = arena_printf(arena, "%s; %s", day->rule, time->rule);
        joined.has_range = true;
        joined.first_day = joined.last_day = day->first_day;
        joined.said = day->said;
        joined.guessed = day->guessed;
        joined.clock = time->clock;
        *found = joined;
    }
    join_take(scan, i, found, scan->last_first);
    return true;
}

/* The same month and day in another year. */
static void join_move_year(struct date_scan *scan, struct date_found *found, int year)
{
    struct calendar_date date = {year, found->said.month, found->said.day};
    struct date_found moved =
        date_make(scan, found->count, date,
                  arena_printf(scan->document->arena,
                               "month: of %d, the year that the next date tells", year));

    if (moved.count > 0) {
        moved.said = found->said;
        moved.modifier = found->modifier;
        moved.guessed = year;
        *found = moved;
    }
}

/* A date that names no year takes that of the one that follows it. */
static void join_share_year(struct date_scan *scan, struct date_found *last,
                            const struct date_found *found)
{
    int year = found->said.year > 0 ? found->said.year : found->guessed;

    if (last->said.month == 0 || last->said.year > 0 || found->said.month == 0 || year == 0 ||
        (found->said.year == 0 && last->guessed == 0) ||
        (last->has_range && last->value != NULL && strchr(last->value, '/') != NULL)) {
        return;
    }
    if (last->said.month > found->said.month ||
        (last->said.month == found->said.month && last->said.day > found->said.day &&
         found->said.day > 0)) {
        year--;
    }
    join_move_year(scan, last, year);
}

/* "from May to July 2019", "between 2003 and 2011", "May 30–June 2" */
static bool join_range(struct date_scan *scan, uint32_t i, struct date_found *found, uint32_t gap)
{
    struct arena *arena = scan->document->arena;
    struct date_found first = scan->last;
    uint32_t begin = scan->last_first;
    const char *sign = gap == 1 ? date_word(scan, scan->last_end) : "",
               *before = date_before(scan, begin);
    bool dash = DATE_ONE_OF(sign, "-", "–", "—"), led;

    if (gap != 1 || found->kind != DATE_DATE || first.kind != DATE_DATE || !found->has_range ||
        !first.has_range || first.value == NULL || found->value == NULL ||
        strchr(first.value, '/') != NULL || strchr(found->value, '/') != NULL ||
        found->modifier != NULL || first.modifier != NULL) {
        return false;
    }
    led = (strcmp(before, "from") == 0 &&
           (dash || DATE_ONE_OF(sign, "to", "through", "until", "till"))) ||
          (strcmp(before, "between") == 0 && (dash || strcmp(sign, "and") == 0));
    if (!led && strcmp(sign, "through") != 0 &&
        !(dash && date_touches(scan, scan->last_end) && date_touches(scan, scan->last_end + 1))) {
        return false;
    }
    join_share_year(scan, &first, found);
    if (found->first_day < first.first_day && found->guessed == 0 && found->said.year == 0 &&
        join_one_day(found) && join_one_day(&first)) { /* from Monday to Friday */
        struct date_found later =
            date_make_day(scan, found->count, found->first_day + 7, found->rule);

        later.lead = found->lead;
        *found = later;
    }
    if (found->first_day < first.first_day) {
        return false;
    }
    found->value = arena_printf(arena, "%s/%s", first.value, found->value);
    found->first_day = first.first_day;
    found->rule = arena_printf(arena, "range: %s; %s", first.rule, found->rule);
    join_take(scan, i, found, led ? begin - 1 : begin);
    return true;
}

/* "March 5 and April 7, 2021": the first one takes the second one's year. */
static void join_list(struct date_scan *scan, const struct date_found *found, uint32_t gap)
{
    struct document *document = scan->document;
    struct date_mention *mention = &document->dates[document->date_count - 1];

    if (gap == 1 && found->said.year > 0 && scan->last.said.year == 0 &&
        DATE_ONE_OF(date_word(scan, scan->last_end), "and", "or", ",", "to", "-", "–", "—", "&") &&
        scan->last.kind == DATE_DATE) {
        join_share_year(scan, &scan->last, found);
        mention->value = scan->last.value;
        mention->rule = scan->last.rule;
        mention->has_range = scan->last.has_range;
        mention->first_day = scan->last.first_day;
        mention->last_day = scan->last.last_day;
    }
}

bool date_join(struct date_scan *scan, uint32_t i, struct date_found *found)
{
    uint32_t first, gap;

    if (scan->has_last && i - found->lead < scan->last_end) {
        found->lead = i - scan->last_end;
    }
    if (found->kind == DATE_DATE || (found->kind == DATE_TIME && found->clock == NULL)) {
        join_lead(scan, i, found);
        if (scan->has_last && i - found->lead < scan->last_end) {
            found->lead = i - scan->last_end;
        }
    }
    first = join_first(i, found);
    if (!scan->has_last ||
        scan->document->tokens[scan->last_first].sentence != scan->document->tokens[i].sentence ||
        first - scan->last_end > 1) {
        return false;
    }
    gap = first - scan->last_end;
    if (join_weekday(scan, i, found, gap) || join_clock(scan, i, found, gap) ||
        join_range(scan, i, found, gap)) {
        return true;
    }
    join_list(scan, found, gap);
    return false;
}
