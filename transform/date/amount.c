/* Durations ("for three hours"), what is so long ago or after another date, and what comes again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

enum { AMOUNT_WORD_MAX = 24 }; /* bytes of a number in words, with its end */

/* An amount of a unit. */
struct amount {
    uint32_t tokens;
    int count;
    bool half;     /* and a half */
    bool vague;    /* "several" */
    bool article;  /* "a" */
    bool compound; /* "three-year" */
    char unit;
};

/* "three-year", "45-day", "twenty-five-year", "decade-long": one token */
static bool amount_compound(const struct date_scan *scan, uint32_t i, struct amount *amount)
{
    const char *word = date_word(scan, i), *dash = strrchr(word, '-');
    const struct date_term *unit;
    char first[AMOUNT_WORD_MAX];
    bool alone;

    if (dash == NULL || dash == word || (size_t)(dash - word) >= sizeof first) {
        return false;
    }
    memcpy(first, word, (size_t)(dash - word));
    first[dash - word] = '\0';
    alone = strcmp(dash + 1, "long") == 0;
    unit = date_words_find(scan->words, alone ? first : dash + 1);
    if (unit == NULL || (unit->kinds & TERM_UNIT) == 0 || unit->unit == 'Q') {
        return false;
    }
    *amount = (struct amount){.tokens = 1, .compound = true, .unit = unit->unit, .count = 1};
    if (alone) {
        amount->vague = unit->word[strlen(unit->word) - 1] == 's';
    } else {
        amount->count = date_number(scan->words, first);
    }
    return amount->count > 0;
}

/* "three weeks", "two and a half years", "several days", "a year", "a couple of months" */
static bool amount_read(const struct date_scan *scan, uint32_t i, struct amount *amount)
{
    uint32_t next = i + 1;
    const struct date_term *unit;
    const char *word = date_word(scan, i);

    *amount = (struct amount){0};
    if (amount_compound(scan, i, amount)) {
        return true;
    }
    amount->count = date_number_at(scan, i, i);
    amount->article = DATE_ONE_OF(word, "a", "an");
    amount->vague = date_term_near(scan, i, i, TERM_VAGUE) != NULL;
    if (amount->article) {
        const char *second = date_near(scan, i, next);

        if (strcmp(second, "few") == 0) {
            amount->vague = true;
            next++;
        } else if (strcmp(second, "couple") == 0) {
            amount->vague = true;
            next += strcmp(date_near(scan, i, next + 1), "of") == 0 ? 2 : 1;
        } else if (strcmp(second, "dozen") == 0) {
            amount->count = 12;
            next++;
        }
        amount->article = next == i + 1;
    } else if (amount->count < 0 && !amount->vague) {
        return false;
    }
    if (strcmp(date_near(scan, i, next), "and") == 0 &&
        strcmp(date_near(scan, i, next + 1), "a") == 0 &&
        strcmp(date_near(scan, i, next + 2), "half") == 0) {
        amount->half = true;
        next += 3;
    }
    if (strcmp(date_near(scan, i, next), "more") == 0 ||
        strcmp(date_near(scan, i, next), "full") == 0 ||
        strcmp(date_near(scan, i, next), "-") == 0) {
        next++;
    }
    unit = date_term_near(scan, i, next, TERM_UNIT);
    if (unit == NULL || unit->unit == 'Q') {
        return false;
    }
    if (amount->article && unit->unit == 'S' && date_tag(scan, i, next + 1)[0] == 'N') {
        return false; /* "a second year" */
    }
    amount->unit = unit->unit;
    if (strcmp(date_near(scan, i, next + 1), "and") == 0 &&
        strcmp(date_near(scan, i, next + 2), "a") == 0 &&
        strcmp(date_near(scan, i, next + 3), "half") == 0) { /* "a year and a half" */
        amount->half = true;
        next += 3;
    }
    amount->tokens = next + 1 - i;
    if (strncmp(unit->word, "fortnight", 9) == 0) {
        amount->count *= 2;
    }
    return true;
}

/* "some", "about" before an amount of time: *tokens of it. */
static uint32_t amount_lead(const struct date_scan *scan, uint32_t i)
{
    return DATE_ONE_OF(date_before(scan, i), "some", "about", "around", "nearly", "almost",
                       "roughly", "exactly", "over")
               ? 1
               : 0;
}

static struct date_found amount_ago(struct date_scan *scan, uint32_t i, const struct amount *amount,
                                    uint32_t tokens)
{
    struct arena *arena = scan->document->arena;
    int count = amount->count;
    char unit = amount->unit;
    const char *rule;
    struct date_found found;

    if (strchr("HNS", unit) != NULL) {
        return date_make_text(tokens, DATE_TIME, NULL, "hours before publication");
    }
    if (!scan->has_reference) {
        return date_make_text(tokens, DATE_DATE, NULL,
                              "counted from a day of publication, and there is none");
    }
    if (amount->vague) { /* no one knows when it began, but it is over */
        return date_make_text(tokens, DATE_DATE,
                              arena_printf(arena, "/%s", calendar_value(arena, &scan->today)),
                              "before publication, and nobody knows how long");
    }
    if (unit == 'X' || unit == 'C') {
        count *= unit == 'X' ? 10 : 100;
        unit = 'Y';
    }
    if (unit == 'Y' && count >= scan->today.year) { /* "3,000 years ago" */
        int year = scan->today.year - count;

        found = date_make_text(
            tokens, DATE_DATE,
            arena_printf(arena, year < 0 ? "-%04d" : "%04d", year < 0 ? -year : year),
            "years before publication, counted with a year 0");
        found.modifier = "approximate";
        found.lead = amount_lead(scan, i);
        return found;
    }
    rule = arena_printf(arena, "%d %s before publication %s", count,
                        unit == 'D'   ? "days"
                        : unit == 'W' ? "weeks"
                        : unit == 'M' ? "months"
                        : unit == 'E' ? "weekends"
                                      : "years",
                        date_day_text(scan, scan->reference));
    if (amount->half && unit == 'Y') { /* "two and a half years ago" */
        int64_t half = date_shift(scan, 1, 'M', -6, scan->reference, rule).first_day;

        found = date_shift(scan, tokens, unit, -count, half, rule);
    } else {
        found = date_shift(scan, tokens, unit, -count, scan->reference, rule);
    }
    if (amount->half) {
        found.modifier = "approximate";
    }
    found.loose = unit == 'Y';
    found.said = (struct calendar_date){0};
    if (amount->unit == 'X' || amount->unit == 'C') {
        found.modifier = "approximate";
    }
    found.lead = amount_lead(scan, i);
    return found;
}

/* "three days later", "two years earlier" */
static struct date_found amount_told(struct date_scan *scan, const struct amount *amount,
                                     uint32_t tokens, bool later)
{
    struct arena *arena = scan->document->arena;
    int count = (later ? 1 : -1) * amount->count;
    char unit = amount->unit;
    int64_t from = 0;
    bool known = scan->has_context_day;

    if (strchr("HNS", unit) != NULL) {
        return date_make_text(tokens, DATE_TIME, NULL, "hours from another time");
    }
    if (unit == 'X') {
        count *= 10;
        unit = 'Y';
    }
    if (amount->vague || unit == 'C' || unit == 'E') {
        return date_make_text(tokens, DATE_DATE, NULL, "an unknown time from another date");
    }
    if (unit == 'D' || unit == 'W') {
        from = scan->context_day;
        count *= unit == 'W' ? 7 : 1;
        unit = 'D';
    } else {
        known = scan->context.year > 0 && (unit == 'Y' || scan->context.month > 0);
        from = known ? timestamp_days(scan->context.year,
                                      scan->context.month > 0 ? scan->context.month : 1, 1)
                     : 0;
    }
    if (!known) {
        return date_make_text(tokens, DATE_DATE, NULL,
                              "counted from another date, and the text tells of none");
    }
    return date_shift(scan, tokens, unit, count, from,
                      arena_printf(arena, "%d %s %s %s, the date told before", abs(count),
                                   unit == 'D'   ? "days"
                                   : unit == 'M' ? "months"
                                                 : "years",
                                   count < 0 ? "before" : "after",
                                   unit == 'D' ? date_day_text(scan, scan->context_day)
                                               : calendar_value(arena, &scan->context)));
}

/* "three weeks ago", "two years later", "for 20 years", "in three days" */
struct date_found date_amount(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    struct amount amount;
    const char *after, *second, *before = date_before(scan, i), *verb;
    uint32_t next;
    struct date_found found;

    if ((scan->facts[i].kinds & TERM_UNIT) != 0) { /* "for months" */
        const char *word = date_word(scan, i);

        if (strcmp(before, "for") != 0 || word[strlen(word) - 1] != 's' ||
            scan->facts[i].term->unit == 'Q') {
            return (struct date_found){0};
        }
        return date_make_text(1, DATE_DURATION,
                              calendar_duration(arena, -1, scan->facts[i].term->unit),
                              "duration of an unknown length");
    }
    if (!amount_read(scan, i, &amount)) {
        return (struct date_found){0};
    }
    next = i + amount.tokens;
    after = date_near(scan, i, next);
    second = date_near(scan, i, next + 1);
    if (strcmp(after, "old") == 0 || (strcmp(after, "of") == 0 && strcmp(second, "age") == 0) ||
        (strcmp(after, "-") == 0 && strcmp(second, "old") == 0)) {
        return (struct date_found){0}; /* an age */
    }
    if (!amount.compound) {
        if (strcmp(after, "ago") == 0 ||
            (strcmp(after, "back") == 0 && date_tag(scan, i, next + 1)[0] != 'N' &&
             strcmp(second, "to") != 0)) {
            return amount_ago(scan, i, &amount, amount.tokens + 1);
        }
        if (DATE_ONE_OF(after, "later", "afterward", "afterwards")) {
            return amount_told(scan, &amount, amount.tokens + 1, true);
        }
        if (DATE_ONE_OF(after, "earlier", "previously") ||
            (strcmp(after, "before") == 0 &&
             !DATE_ONE_OF(second, "the", "a", "his", "her", "its") &&
             DATE_ONE_OF(second, ".", ",", "", ";"))) {
            return amount_told(scan, &amount, amount.tokens + 1, false);
        }
        if (strcmp(after, "from") == 0 && DATE_ONE_OF(second, "today", "now") &&
            scan->has_reference && !amount.vague && strchr("DWMY", amount.unit) != NULL) {
            bool weeks = amount.unit == 'W';

            return date_shift(scan, amount.tokens + 2, weeks ? 'D' : amount.unit,
                              weeks ? amount.count * 7 : amount.count, scan->reference,
                              arena_printf(arena, "so long from publication %s",
                                           date_day_text(scan, scan->reference)));
        }
        if (DATE_ONE_OF(before, "every", "each", "a", "per")) {
            return (struct date_found){0};
        }
        if (strcmp(before, "in") == 0 && scan->has_reference && !amount.vague && !amount.half &&
            strchr("DWMY", amount.unit) != NULL &&
            DATE_ONE_OF(date_tag(scan, i, next), "", ".", ",", ":") &&
            date_tense(scan, i, amount.tokens, &verb) == TENSE_FUTURE) {
            found = date_shift(
                scan, amount.tokens, amount.unit, amount.count, scan->reference,
                arena_printf(arena, "so long from publication %s, as the verb \"%s\" is to come",
                             date_day_text(scan, scan->reference), verb));
            found.lead = 1;
            found.said = (struct calendar_date){0};
            return found;
        }
    }
    if (amount.article && strcmp(before, "half") == 0) { /* "half a century" */
        found = date_make_text(amount.tokens, DATE_DURATION,
                               calendar_half_duration(arena, 0, amount.unit), "duration");
        found.lead = 1;
        return found;
    }
    if (amount.article && !DATE_ONE_OF(before, "for", "within", "nearly", "almost", "about", "than",
                                       "over", "spent", "took", "lasted", "after")) {
        return (struct date_found){0};
    }
    if (amount.unit == 'Y' && calendar_year(date_word(scan, i)) > 1500) {
        return (struct date_found){0};
    }
    if (amount.half) {
        return date_make_text(amount.tokens, DATE_DURATION,
                              calendar_half_duration(arena, amount.count, amount.unit), "duration");
    }
    return date_make_text(amount.tokens, DATE_DURATION,
                          calendar_duration(arena, amount.vague ? -1 : amount.count, amount.unit),
                          amount.vague ? "duration of an unknown length" : "duration");
}

/* "every Monday", "each year", "every two weeks", "annually", "on Mondays", "twice a week" */
struct date_found date_set(struct date_scan *scan, uint32_t i)
{
    static const struct {
        const char *word, *value;
    } sets[] = {{"daily", "P1D"},     {"weekly", "P1W"},  {"monthly", "P1M"},
                {"annually", "P1Y"},  {"yearly", "P1Y"},  {"annual", "P1Y"},
                {"quarterly", "P3M"}, {"nightly", "P1D"}, {"hourly", "PT1H"}};
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *value;
    const struct date_term *term, *part;
    struct amount amount;
    uint32_t count = 2;

    if (date_is_capital(scan, i) && i > 0 && *date_before(scan, i) != '\0' &&
        strcmp(date_tag(scan, i, i - 1), "NNP") == 0 && (scan->facts[i].kinds & TERM_SET) != 0) {
        return (struct date_found){0}; /* a paper's name */
    }
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        if (strcmp(word, sets[s].word) == 0) {
            return date_make_text(1, DATE_SET, sets[s].value, "comes again");
        }
    }
    term = date_term_near(scan, i, i, TERM_WEEKDAY);
    if (term != NULL && date_is_capital(scan, i) && strcmp(date_before(scan, i), "a") == 0 &&
        DATE_ONE_OF(date_tag(scan, i, i + 1), "", ".", ",", "IN", "TO", "CC", "VBG", "WDT")) {
        return date_make_text(1, DATE_SET, arena_printf(arena, "XXXX-WXX-%d", term->value + 1),
                              "a weekday that comes again");
    }
    term = date_term_near(scan, i, i, TERM_WEEKDAYS);
    if (term != NULL && date_is_capital(scan, i)) {
        return date_make_text(1, DATE_SET, arena_printf(arena, "XXXX-WXX-%d", term->value + 1),
                              "a weekday that comes again");
    }
    term = date_term_near(scan, i, i, TERM_WEEKDAY);
    part = date_term_near(scan, i, i + 1, TERM_PARTS);
    if (term != NULL && part != NULL && date_is_capital(scan, i)) {
        return date_make_text(2, DATE_SET,
                              arena_printf(arena, "XXXX-WXX-%dT%s", term->value + 1, part->code),
                              "a weekday's part that comes again");
    }
    if (DATE_ONE_OF(word, "once", "twice")) {
        term = date_term_near(scan, i, i + 2, TERM_UNIT);
        return term != NULL &&
                       DATE_ONE_OF(date_near(scan, i, i + 1), "a", "every", "each", "per") &&
                       term->word[strlen(term->word) - 1] != 's'
                   ? date_make_text(3, DATE_SET, calendar_duration(arena, 1, term->unit),
                                    "comes again")
                   : (struct date_found){0};
    }
    if (!DATE_ONE_OF(word, "every", "each")) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, i + 1), "other") == 0) {
        count = 3;
    }
    term = date_term_near(scan, i, i + count - 1, TERM_UNIT);
    if (term != NULL && term->unit != 'Q' && term->word[strlen(term->word) - 1] != 's') {
        return date_make_text(count, DATE_SET, calendar_duration(arena, (int)count - 1, term->unit),
                              "comes again");
    }
    term = date_term_near(scan, i, i + count - 1, TERM_WEEKDAY);
    if (term != NULL) {
        return date_make_text(count, DATE_SET, arena_printf(arena, "XXXX-WXX-%d", term->value + 1),
                              "a weekday that comes again");
    }
    term = date_term_near(scan, i, i + 1, TERM_MONTH);
    if (term != NULL && date_is_capital(scan, i + 1)) {
        return date_make_text(2, DATE_SET, arena_printf(arena, "XXXX-%02d", term->value),
                              "a month that comes again");
    }
    term = date_term_near(scan, i, i + 1, TERM_SEASON | TERM_PART);
    if (term != NULL) {
        value = (term->kinds & TERM_SEASON) != 0 ? arena_printf(arena, "XXXX-%s", term->code)
                                                 : arena_printf(arena, "XXXX-XX-XXT%s", term->code);
        return date_make_text(2, DATE_SET, value, "comes again");
    }
    if (amount_read(scan, i + 1, &amount) && !amount.vague && !amount.compound && !amount.half &&
        scan->document->tokens[i + 1].sentence == scan->document->tokens[i].sentence) {
        return date_make_text(1 + amount.tokens, DATE_SET,
                              calendar_duration(arena, amount.count, amount.unit), "comes again");
    }
    return (struct date_found){0};
}
