/* Dates that count from the day of publication, or from a day told before. */
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

int64_t date_week_start(int64_t day)
{
    return day - timestamp_weekday(day);
}

/* "2024-W02", the ISO week that a day is in. */
static const char *relative_week_value(struct arena *arena, int64_t day)
{
    int64_t thursday = date_week_start(day) + 3;
    struct calendar_date date = calendar_from_days(thursday);
    int week = (int)(thursday - timestamp_days(date.year, 1, 1)) / 7 + 1;

    return arena_printf(arena, "%04d-W%02d", date.year, week);
}

struct date_found date_shift(struct date_scan *scan, uint32_t tokens, char unit, int count,
                             int64_t from, const char *rule)
{
    struct arena *arena = scan->document->arena;
    struct calendar_date date = calendar_from_days(from);
    struct date_found none = {0};
    int64_t start;
    int first, first_month;

    if (count > 9999 || count < -9999) {
        return none;
    }
    switch (unit) {
    case 'D':
        return date_make_day(scan, tokens, from + count, rule);
    case 'W':
        start = date_week_start(from) + (int64_t)count * 7;
        return date_make_span(tokens, relative_week_value(arena, start), start, start + 6, rule);
    case 'E':
        start = date_week_start(from) + (int64_t)count * 7;
        return date_make_span(tokens,
                              arena_printf(arena, "%s-WE", relative_week_value(arena, start)),
                              start + 5, start + 6, rule);
    case 'M': {
        int months = date.year * 12 + date.month - 1 + count;

        date = (struct calendar_date){.year = months / 12, .month = months % 12 + 1};
        return date_make(scan, tokens, date, rule);
    }
    case 'Q': {
        int quarters = date.year * 4 + (date.month - 1) / 3 + count;

        first_month = quarters % 4 * 3 + 1;
        first = quarters / 4;
        if (first < 1 || first > 9999) {
            return none;
        }
        return date_make_span(
            tokens, arena_printf(arena, "%04d-Q%d", first, quarters % 4 + 1),
            timestamp_days(first, first_month, 1),
            timestamp_days(first, first_month + 2, timestamp_month_days(first, first_month + 2)),
            rule);
    }
    case 'Y':
        date = (struct calendar_date){.year = date.year + count};
        return date_make(scan, tokens, date, rule);
    case 'X':
        first = date.year / 10 + count;
        if (first < 1 || first > 998) {
            return none;
        }
        return date_make_span(tokens, arena_printf(arena, "%03dX", first),
                              timestamp_days(first * 10, 1, 1),
                              timestamp_days(first * 10 + 9, 12, 31), rule);
    case 'C':
        first = date.year / 100 + count;
        if (first < 1 || first > 98) {
            return none;
        }
        return date_make_span(tokens, arena_printf(arena, "%02dXX", first),
                              timestamp_days(first * 100, 1, 1),
                              timestamp_days(first * 100 + 99, 12, 31), rule);
    default:
        return none;
    }
}

/* Parts of a day behind a day: "Monday night". */
void date_add_part(struct date_scan *scan, uint32_t i, struct date_found *found)
{
    const struct date_term *part = date_term_near(scan, i, i + found->count, TERM_PART);

    if (part == NULL) {
        return;
    }
    found->count++;
    found->kind = DATE_TIME;
    if (found->value != NULL) {
        found->value = arena_printf(scan->document->arena, "%sT%s", found->value, part->code);
    }
}

/* The unit that a context date has: day, month or year; the day it begins. */
static bool relative_context(const struct date_scan *scan, char unit, int64_t *from)
{
    if (unit == 'D' || unit == 'W' || unit == 'E') {
        *from = scan->context_day;
        return scan->has_context_day;
    }
    if (scan->context.year == 0 || (unit == 'M' && scan->context.month == 0)) {
        return false;
    }
    *from = timestamp_days(scan->context.year, scan->context.month > 0 ? scan->context.month : 1,
                           scan->context.day > 0 ? scan->context.day : 1);
    return true;
}

static const char *relative_why(struct date_scan *scan, int count, char unit, bool context)
{
    const char *name = unit == 'D'   ? "day"
                       : unit == 'W' ? "week"
                       : unit == 'E' ? "weekend"
                       : unit == 'M' ? "month"
                       : unit == 'Q' ? "quarter"
                       : unit == 'Y' ? "year"
                       : unit == 'X' ? "decade"
                                     : "century";
    const char *from;

    if (!context) {
        from = arena_printf(scan->document->arena, "publication %s",
                            date_day_text(scan, scan->reference));
    } else if (unit == 'D' || unit == 'W' || unit == 'E') {
        from = date_day_text(scan, scan->context_day);
    } else {
        from = calendar_value(scan->document->arena, &scan->context);
    }
    return count == 0 ? arena_printf(scan->document->arena, "%s: that of %s", name, from)
                      : arena_printf(scan->document->arena, "%s: %d %s %s", name, abs(count),
                                     count < 0 ? "before" : "after", from);
}

/* The interval from the reference day back or on: "the past two years". */
static struct date_found relative_period(struct date_scan *scan, uint32_t tokens, char unit,
                                         int count)
{
    struct arena *arena = scan->document->arena;
    struct calendar_date today = scan->today;
    const char *rule, *value, *now = calendar_value(arena, &today);
    int64_t first = scan->reference, last = first;
    struct date_found other;

    switch (unit) {
    case 'H':
        count = count < 0 ? -((-count + 23) / 24) : (count + 23) / 24;
        unit = 'D';
        break;
    case 'W':
        count *= 7;
        unit = 'D';
        break;
    case 'X':
        count *= 10;
        unit = 'Y';
        break;
    case 'C':
        count *= 100;
        unit = 'Y';
        break;
    default:
        break;
    }
    rule = relative_why(scan, count, unit, false);
    other = date_shift(scan, tokens, unit, count, scan->reference, rule);
    if (other.count == 0 || other.value == NULL) {
        return (struct date_found){0};
    }
    if (count < 0) {
        value = arena_printf(arena, "%s/%s", other.value, now);
        first = other.first_day;
    } else {
        value = arena_printf(arena, "%s/%s", now, other.value);
        last = other.last_day;
    }
    return date_make_span(tokens, value, first, last, rule);
}

/* "the past two years", "the next three days", "the last few weeks" */
static struct date_found relative_amount(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i);
    int count = date_number_at(scan, i, i + 1);
    uint32_t tokens = 2;
    const struct date_term *unit;
    bool back = DATE_ONE_OF(word, "last", "past");
    struct date_found found;

    if (date_term_near(scan, i, i + 1, TERM_VAGUE) != NULL ||
        (strcmp(date_near(scan, i, i + 1), "couple") == 0)) {
        tokens += strcmp(date_near(scan, i, i + tokens), "of") == 0;
        unit = date_term_near(scan, i, i + tokens, TERM_UNIT);
        return date_make_text(unit == NULL ? 0 : tokens + 1, DATE_DATE, NULL,
                              "period of an unknown length");
    }
    if (count < 0 && strcmp(word, "past") != 0 && strcmp(date_before(scan, i), "the") != 0) {
        return (struct date_found){0};
    }
    if (count < 0) { /* "the past week" */
        count = 1;
        tokens = 1;
    }
    unit = date_term_near(scan, i, i + tokens, TERM_UNIT);
    if (unit == NULL || strchr("NSQE", unit->unit) != NULL) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, i + tokens + 1), "of") == 0 &&
        (date_year_at(scan, i, i + tokens + 2) > 0 ||
         date_term_near(scan, i, i + tokens + 2, TERM_MONTH) != NULL)) {
        return (struct date_found){0}; /* "the last three months of 2008" */
    }
    if (tokens == 1 && (unit->unit == 'C' || (unit->unit == 'D' && strcmp(word, "last") == 0) ||
                        (!back && unit->unit != 'X'))) {
        return (struct date_found){0};
    }
    if (tokens == 1 && unit->word[strlen(unit->word) - 1] == 's') {
        return date_make_text(2, DATE_DATE, NULL, "period of an unknown length");
    }
    if (!scan->has_reference) {
        return date_make_text(tokens + 1, DATE_DURATION,
                              calendar_duration(scan->document->arena, count, unit->unit),
                              "duration: the period needs a day of publication");
    }
    found = relative_period(scan, tokens + 1, unit->unit, back ? -count : count);
    return found;
}

/* "the following year", "the same day", "the previous week": from what was told before */
static struct date_found relative_told(struct date_scan *scan, uint32_t i, char unit)
{
    const char *word = date_word(scan, i);
    int step = DATE_ONE_OF(word, "next", "following") ? 1 : strcmp(word, "previous") == 0 ? -1 : 0;
    int64_t from;

    if (strchr("DWEMY", unit) == NULL) {
        return (struct date_found){0};
    }
    if (!relative_context(scan, unit, &from)) {
        return date_make_text(2, DATE_DATE, NULL,
                              "counted from another date, and the text tells of none");
    }
    return date_shift(scan, 2, unit, step, from, relative_why(scan, step, unit, true));
}

/* "this weekend", "the weekend": the last one if the verb is past and this week's has not begun */
static struct date_found relative_weekend(struct date_scan *scan, uint32_t i, uint32_t tokens)
{
    const char *verb;
    int step;

    if (!scan->has_reference) {
        return date_make_text(tokens, DATE_DATE, NULL,
                              "counted from a day of publication, and there is none");
    }
    step =
        timestamp_weekday(scan->reference) < 5 && date_tense(scan, i, tokens, &verb) == TENSE_PAST
            ? -1
            : 0;
    return date_shift(scan, tokens, 'E', step, scan->reference,
                      relative_why(scan, step, 'E', false));
}

/* "last week", "this month", "next year", "recent years" */
struct date_found date_relative_unit(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *before = date_before(scan, i);
    const struct date_term *deixis = date_term_near(scan, i, i, TERM_DEIXIS),
                           *term = date_term_near(scan, i, i + 1, TERM_UNIT), *part;
    bool the = strcmp(before, "the") == 0, plural;
    int count;
    struct date_found found;

    if (deixis == NULL) {
        return (struct date_found){0};
    }
    part = date_term_near(scan, i, i + 1, TERM_PART);
    if (part != NULL && DATE_ONE_OF(word, "this", "last") && !the) {
        int step = strcmp(word, "last") == 0 ? -1 : 0;

        found = scan->has_reference
                    ? date_make_day(scan, 1, scan->reference + step,
                                    relative_why(scan, step, 'D', false))
                    : date_make_text(1, DATE_DATE, NULL, "day: needs a day of publication");
        date_add_part(scan, i, &found);
        return found;
    }
    if (part != NULL && DATE_ONE_OF(word, "following", "next", "same") && the) {
        found = relative_told(scan, i, 'D');
        found.count = 1;
        date_add_part(scan, i, &found);
        found.lead = 1;
        return found;
    }
    if (DATE_ONE_OF(word, "last", "past", "next", "coming")) {
        found = relative_amount(scan, i);
        if (found.count > 0) {
            found.lead = the ? 1 : 0;
            return found;
        }
    }
    if (strcmp(date_near(scan, i, i + 1), "season") == 0 && the &&
        DATE_ONE_OF(word, "same", "following", "previous", "next") &&
        relative_context(scan, 'Y', &(int64_t){0})) { /* of games: called by its year */
        found = relative_told(scan, i, 'Y');
        found.modifier = found.count > 0 ? "approximate" : NULL;
        found.lead = found.count > 0 ? 1 : 0;
        return found;
    }
    if (term == NULL || strchr("HNS", term->unit) != NULL) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, i + 2), "of") == 0 &&
        date_term_near(scan, i, i + 3, TERM_MONTH) != NULL) {
        return (struct date_found){0}; /* "the last week of March": see join.c */
    }
    plural = term->word[strlen(term->word) - 1] == 's';
    if (plural) {
        return DATE_ONE_OF(word, "recent", "coming")
                   ? date_make_text(2, DATE_DATE, NULL, "period of an unknown length")
                   : (struct date_found){0};
    }
    if (DATE_ONE_OF(word, "following", "same", "that", "previous") ||
        (strcmp(word, "next") == 0 && (the || term->unit == 'D'))) {
        if ((DATE_ONE_OF(word, "same", "previous", "following") && !the) ||
            (strcmp(word, "previous") == 0 && term->unit == 'Q') ||
            (strcmp(word, "that") == 0 && (scan->document->tokens[i].sentence == 0 ||
                                           !relative_context(scan, term->unit, &(int64_t){0})))) {
            return (struct date_found){0};
        }
        found = relative_told(scan, i, term->unit);
        found.lead = the && found.count > 0 ? 1 : 0;
        return found;
    }
    count = DATE_ONE_OF(word, "last", "past") ? -1 : DATE_ONE_OF(word, "next", "coming") ? 1 : 0;
    if (DATE_ONE_OF(word, "recent", "upcoming") || (term->unit == 'D')) {
        return (struct date_found){0};
    }
    if (strcmp(word, "this") == 0 && term->unit == 'E') {
        return relative_weekend(scan, i, 2);
    }
    found = scan->has_reference
                ? date_shift(scan, 2, term->unit, count, scan->reference,
                             relative_why(scan, count, term->unit, false))
                : date_make_text(2, DATE_DATE, NULL,
                                 "counted from a day of publication, and there is none");
    found.said = (struct calendar_date){0};
    found.lead = the ? 1 : 0;
    return found;
}

/* "the end of the month"; "the day before", "the day after" another one */
struct date_found date_unit(struct date_scan *scan, uint32_t i)
{
    const struct date_term *term = date_term_near(scan, i, i, TERM_UNIT);
    const char *after = date_near(scan, i, i + 1);
    int step = strcmp(after, "before") == 0 ? -1 : strcmp(after, "after") == 0 ? 1 : 0;
    struct date_found found;

    if (term == NULL || strcmp(date_before(scan, i), "the") != 0 ||
        strchr("HNS", term->unit) != NULL || term->word[strlen(term->word) - 1] == 's') {
        return (struct date_found){0};
    }
    if (step != 0 && strchr("DMY", term->unit) != NULL &&
        DATE_ONE_OF(date_near(scan, i, i + 2), ".", ",", ";", "", "that", "and")) {
        int64_t from;

        found = relative_context(scan, term->unit, &from)
                    ? date_shift(scan, 2, term->unit, step, from,
                                 relative_why(scan, step, term->unit, true))
                    : date_make_text(2, DATE_DATE, NULL,
                                     "counted from another date, and the text tells of none");
        found.lead = found.count > 0 ? 1 : 0;
        return found;
    }
    if (term->unit == 'E' && i > 1 &&
        DATE_ONE_OF(date_before(scan, i - 1), "over", "at", "during", "throughout", "on", "for",
                    "by", "until", "since", "before", "after", "through")) {
        found = relative_weekend(scan, i, 1);
        found.lead = 1;
        return found;
    }
    if (i < 3 || strcmp(date_before(scan, i - 1), "of") != 0 ||
        !DATE_ONE_OF(date_before(scan, i - 2), "end", "beginning", "start", "middle") ||
        term->unit == 'D' || strcmp(after, "of") == 0) {
        return (struct date_found){0};
    }
    found = scan->has_reference
                ? date_shift(scan, 1, term->unit, 0, scan->reference,
                             relative_why(scan, 0, term->unit, false))
                : date_make_text(1, DATE_DATE, NULL,
                                 "counted from a day of publication, and there is none");
    return found;
}

/* Whether the verb before "today" tells what is so, not what happens: "which I still own today",
 * "there are more of them today". */
static bool relative_state(const struct date_scan *scan, uint32_t begin, uint32_t i)
{
    const struct document *document = scan->document;

    if (strcmp(date_near(scan, i, i + 1), "than") == 0 ||
        (strcmp(date_near(scan, i, i + 1), "as") == 0 &&
         DATE_ONE_OF(date_before(scan, i), "known", "seen", "regarded"))) {
        return true;
    }
    for (uint32_t t = i; t > begin && i - t < DATE_CLAUSE_MAX; t--) {
        const char *tag = document->tokens[t - 1].tag, *word = document->tokens[t - 1].lower;

        if (strcmp(tag, "VBD") == 0 || strcmp(tag, "MD") == 0 || strcmp(tag, "VBN") == 0) {
            return false;
        }
        if (strcmp(tag, "VBP") != 0 && strcmp(tag, "VBZ") != 0) {
            continue;
        }
        if (strcmp(date_before(scan, t - 1), "still") == 0 ||
            DATE_ONE_OF(word, "own", "owns", "exist", "exists", "live", "lives", "know", "knows",
                        "use", "uses")) {
            return true;
        }
        return DATE_ONE_OF(word, "is", "are", "'s", "'re") &&
               (strcmp(date_before(scan, t - 1), "there") == 0 ||
                DATE_ONE_OF(date_tag(scan, i, t), "JJ", "DT"));
    }
    return false;
}

/* "Today, most farmers own a phone": nowadays. It stands before a verb of the present, and nothing
 * in the sentence is past or to come. */
static bool relative_nowadays(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t end = sentence->first_token + sentence->token_count, verb = 0;
    bool first = i == sentence->first_token;

    if (relative_state(scan, sentence->first_token, i)) {
        return true;
    }
    if (!first && !(date_tag(scan, i, i - 1)[0] == 'N' && date_tag(scan, i, i + 1)[0] == 'V')) {
        return false;
    }
    for (uint32_t t = sentence->first_token;
         t < end && t - sentence->first_token < 4 * DATE_CLAUSE_MAX; t++) {
        const char *tag = document->tokens[t].tag;

        if (strcmp(tag, "VBD") == 0 || strcmp(tag, "MD") == 0 ||
            DATE_ONE_OF(document->tokens[t].lower, "has", "have", "marks", "says")) {
            return false;
        }
        if (t > i && verb == 0 && DATE_ONE_OF(tag, "VBZ", "VBP")) {
            verb = t;
        }
    }
    /* "today we are announcing", "today is Monday" */
    return verb > 0 && !(first && verb == i + 1) && strcmp(date_tag(scan, i, verb + 1), "VBG") != 0;
}

struct date_found date_named_day(struct date_scan *scan, uint32_t i)
{
    const struct date_term *term = date_term_near(scan, i, i, TERM_DAYNAME);
    const char *word = date_word(scan, i), *before = date_before(scan, i);
    int days, more = 0;
    uint32_t lead = 0;
    struct date_found found;

    if (term == NULL) {
        return (struct date_found){0};
    }
    if (date_is_capital(scan, i) && i > 0 && *before != '\0' &&
        (scan->document->tokens[i - 1].flags & TOKEN_CAPITAL) != 0 &&
        strncmp(date_tag(scan, i, i - 1), "NNP", 3) == 0) {
        return (struct date_found){0}; /* a paper's name */
    }
    days = term->value;
    if (i > 2 && days != 0 && DATE_ONE_OF(before, days < 0 ? "before" : "after") &&
        strcmp(date_before(scan, i - 1), "day") == 0 &&
        strcmp(date_before(scan, i - 2), "the") == 0) {
        more = days;
        lead = 3;
    }
    if (days == 0 && lead == 0 && strcmp(word, "today") == 0 && relative_nowadays(scan, i)) {
        return date_make_text(1, DATE_DATE, NULL, "today: nowadays, as the verb is in the present");
    }
    if (scan->has_reference) {
        found = date_make_day(scan, 1, scan->reference + days + more,
                              relative_why(scan, days + more, 'D', false));
    } else {
        found = date_make_text(1, DATE_DATE, NULL, "day: needs a day of publication");
    }
    if (strcmp(word, "tonight") == 0) {
        found.kind = DATE_TIME;
        if (found.value != NULL) {
            found.value = arena_printf(scan->document->arena, "%sTNI", found.value);
        }
    } else {
        date_add_part(scan, i, &found);
    }
    found.lead = lead;
    return found;
}
