/* Quarters, halves, seasons, fiscal and school years, holidays. */
#include <stdio.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* Whether a sentence tells of a game: its quarters are none of a year. */
static bool period_of_game(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];

    for (uint32_t t = 0; t < sentence->token_count && t < 3 * DATE_CLAUSE_MAX; t++) {
        if (DATE_ONE_OF(document->tokens[sentence->first_token + t].lower, "game", "yards",
                        "touchdown", "touchdowns", "quarterback", "score", "scored", "points",
                        "goal", "yard", "lead")) {
            return true;
        }
    }
    return false;
}

/* "the fourth quarter of 2021", "Q4 2021", "the first half of 2019" */
struct date_found date_part(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *next = date_near(scan, i, i + 1),
               *rule = "quarter or half";
    const struct date_term *term = date_term_near(scan, i, i, TERM_ORDINAL);
    int number = term != NULL ? term->ordinal : calendar_ordinal(word), year, months = 3, first;
    uint32_t count = 2, skip;
    char letter = 'Q';
    struct date_found found;

    if ((word[0] == 'q' || word[0] == 'h') && word[1] >= '1' && word[1] <= '4' && word[2] == '\0') {
        number = word[1] - '0';
        letter = word[0] == 'q' ? 'Q' : 'H';
        count = 1;
    } else if (word[0] >= '1' && word[0] <= '4' && (word[1] == 'q' || word[1] == 'h') &&
               word[2] == '\0') { /* "2Q 2023" */
        number = word[0] - '0';
        letter = word[1] == 'q' ? 'Q' : 'H';
        count = 1;
    } else if (strcmp(next, "half") == 0) {
        letter = 'H';
    } else if (strcmp(next, "quarter") != 0) {
        return (struct date_found){0};
    }
    months = letter == 'Q' ? 3 : 6;
    if (number < 1 || number > 12 / months) {
        return (struct date_found){0};
    }
    skip = date_skip_comma(scan, i, i + count);
    year = date_year_at(scan, i, i + count + skip);
    if (year > 0) {
        count += skip + 1;
    } else if (strcmp(date_near(scan, i, i + count), "of") == 0 &&
               DATE_ONE_OF(date_near(scan, i, i + count + 1), "last", "this", "next") &&
               strcmp(date_near(scan, i, i + count + 2), "year") == 0 && scan->has_reference) {
        const char *which = date_near(scan, i, i + count + 1);

        year = scan->today.year + (which[0] == 'l' ? -1 : which[0] == 'n');
        count += 3;
        rule = "quarter or half of a year counted from publication";
    } else if (letter == 'Q' && count == 2 && scan->has_reference && !period_of_game(scan, i) &&
               strcmp(date_near(scan, i, i + count), "of") != 0) {
        const char *verb;
        bool future = date_tense(scan, i, count, &verb) == TENSE_FUTURE;

        year = scan->today.year;
        if (!future && (number - 1) * 3 + 1 > scan->today.month) {
            year--;
        } else if (future && number * 3 < scan->today.month) {
            year++;
        }
        rule = "quarter: the last one before publication, unless the verb looks ahead";
    } else {
        return (struct date_found){0};
    }
    first = (number - 1) * months + 1;
    found = date_make_span(
        count, arena_printf(arena, "%04d-%c%d", year, letter, number),
        timestamp_days(year, first, 1),
        timestamp_days(year, first + months - 1, timestamp_month_days(year, first + months - 1)),
        rule);
    found.said.year = year;
    return found;
}

static struct date_found period_season(struct date_scan *scan, uint32_t count,
                                       const struct date_term *season, int year, const char *rule)
{
    struct arena *arena = scan->document->arena;
    bool south = date_words_southern(scan->words, scan->document->article.language);
    int month = (season->value - 1 + (south ? 6 : 0)) % 12 + 1, last = (month + 1) % 12 + 1;
    int last_year = year + (month > 10);
    struct date_found found;

    if (year < 1 || last_year > 9999) {
        return (struct date_found){0};
    }
    found = date_make_span(
        count, arena_printf(arena, "%04d-%s", year, season->code), timestamp_days(year, month, 1),
        timestamp_days(last_year, last, timestamp_month_days(last_year, last)), rule);
    found.said.year = year;
    return found;
}

/* "winter 2021", "the summer of 2012", "last summer", "this winter" */
struct date_found date_season(struct date_scan *scan, uint32_t i)
{
    const struct date_term *season = date_term_near(scan, i, i, TERM_SEASON);
    uint32_t skip = date_skip_comma(scan, i, i + 1);
    int year = date_year_at(scan, i, i + 1 + skip), step, month;
    const char *before = date_before(scan, i), *verb;
    bool south, after;
    struct date_found found;

    if (season == NULL) {
        return (struct date_found){0};
    }
    if (year > 0 && !date_touches(scan, i + 1)) {
        return period_season(scan, 2 + skip, season, year, "season of a year");
    }
    if (!DATE_ONE_OF(before, "last", "this", "next", "coming", "past") ||
        (strcmp(season->word, "fall") == 0 && date_tag(scan, i, i)[0] == 'V')) {
        return (struct date_found){0};
    }
    if (!scan->has_reference) {
        found = date_make_text(1, DATE_DATE, NULL, "season: needs a day of publication");
        found.lead = 1;
        return found;
    }
    south = date_words_southern(scan->words, scan->document->article.language);
    month = (season->value - 1 + (south ? 6 : 0)) % 12 + 1;
    /* the season that has begun last */
    after = scan->today.month >= month;
    year = scan->today.year - (after ? 0 : 1);
    step = (scan->today.year - year) * 12 + scan->today.month - month; /* months since it began */
    if (DATE_ONE_OF(before, "last", "past")) {
        year -= step < 3 ? 1 : 0;
    } else if (DATE_ONE_OF(before, "next", "coming") ||
               (step >= 3 && date_tense(scan, i, 1, &verb) != TENSE_PAST)) {
        year++;
    }
    found = period_season(scan, 1, season, year,
                          arena_printf(scan->document->arena, "season: %s one from publication %s",
                                       before, date_day_text(scan, scan->reference)));
    found.lead = 1;
    return found;
}

/* "2023-24", "2023", "FY2023" at a token: its first and last year */
static uint32_t period_years(const struct date_scan *scan, uint32_t from, uint32_t i, int *first,
                             int *last)
{
    const char *word = date_near(scan, from, i);
    char start[5];
    int tail, length = 0;

    *first = *last = calendar_year(word);
    if (*first > 0) {
        const char *rest = date_near(scan, from, i + 2);

        if (DATE_ONE_OF(date_near(scan, from, i + 1), "-", "–", "/") && date_touches(scan, i + 2)) {
            if (calendar_year(rest) == *first + 1) {
                *last = *first + 1;
                return 3;
            }
            if (strlen(rest) == 2 && calendar_digits(rest) == (*first + 1) % 100) {
                *last = *first + 1;
                return 3;
            }
        }
        return 1;
    }
    if (strlen(word) < 7 || word[4] != '-') {
        return 0;
    }
    memcpy(start, word, 4);
    start[4] = '\0';
    *first = calendar_year(start);
    if (*first == 0 || sscanf(word + 5, "%4d%n", &tail, &length) != 1 || word[5 + length] != '\0') {
        return 0;
    }
    *last = *first + 1;
    return tail == *last || (length == 2 && tail == *last % 100) ? 1 : 0;
}

static struct date_found period_fiscal(struct date_scan *scan, uint32_t count, int first, int last)
{
    struct arena *arena = scan->document->arena;
    const struct date_fiscal *fiscal =
        date_words_fiscal(scan->words, scan->document->article.language);
    struct calendar_date from, to;
    int64_t begin, end;
    struct date_found found;

    if (fiscal == NULL) {
        return date_make(scan, count, (struct calendar_date){.year = last}, "fiscal year");
    }
    if (first == last && !fiscal->by_start && (fiscal->month > 1 || fiscal->day > 1)) {
        first--;
    }
    begin = timestamp_days(first, fiscal->month, fiscal->day);
    end = timestamp_days(first + 1, fiscal->month, fiscal->day) - 1;
    from = calendar_from_days(begin);
    to = calendar_from_days(end);
    found = date_make_span(
        count,
        arena_printf(arena, "%s/%s", calendar_value(arena, &from), calendar_value(arena, &to)),
        begin, end, arena_printf(arena, "fiscal year: begins as dates.tsv:%zu says", fiscal->line));
    found.modifier = "approximate";
    return found;
}

static struct date_found period_school(struct date_scan *scan, uint32_t count, int first, int last)
{
    struct arena *arena = scan->document->arena;
    int begin, end;
    size_t line;
    struct date_found found;

    date_words_academic(scan->words, &begin, &end, &line);
    last = first == last ? first + 1 : last;
    found = date_make_span(
        count, arena_printf(arena, "%04d-%02d/%04d-%02d", first, begin, last, end),
        timestamp_days(first, begin, 1), timestamp_days(last, end, timestamp_month_days(last, end)),
        arena_printf(arena, "school year: as dates.tsv:%zu says", line));
    found.modifier = "approximate";
    return found;
}

/* "the last fiscal year", "this academic year": tokens before `i` tell which. */
static struct date_found period_relative(struct date_scan *scan, uint32_t i)
{
    const char *which = date_before(scan, i), *word = date_word(scan, i);
    bool school = DATE_ONE_OF(word, "academic", "school");
    const struct date_fiscal *fiscal =
        date_words_fiscal(scan->words, scan->document->article.language);
    int year = scan->today.year, month, day = 1, last, step;
    size_t line;
    struct date_found found;

    if (!DATE_ONE_OF(which, "this", "current", "last", "previous", "past", "next", "coming")) {
        return (struct date_found){0};
    }
    if (!scan->has_reference) {
        found = date_make_text(2, DATE_DATE, NULL, "year: needs a day of publication");
    } else {
        date_words_academic(scan->words, &month, &last, &line);
        if (school) {
            month = last + 1; /* the holidays belong to the year that they come before */
        } else if (fiscal != NULL) {
            month = fiscal->month;
            day = fiscal->day;
        } else {
            month = 1;
        }
        step = DATE_ONE_OF(which, "last", "previous", "past") ? -1
               : DATE_ONE_OF(which, "next", "coming")         ? 1
                                                              : 0;
        year += step - (scan->reference < timestamp_days(year, month, day) ? 1 : 0);
        if (year < 1 || year > 9998) {
            return (struct date_found){0};
        }
        found = school ? period_school(scan, 2, year, year + 1)
                       : period_fiscal(scan, 2, year, year + 1);
    }
    found.lead = 1;
    if (i > 1 && strcmp(date_before(scan, i - 1), "the") == 0) {
        found.lead = 2;
    }
    return found;
}

/* "fiscal 2023", "fiscal year 2023", "FY2023", "the 2023-24 academic year", "the 2023-24 season" */
struct date_found date_fiscal(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *kind;
    uint32_t count, years;
    int first, last;
    struct date_found found;

    if (strncmp(word, "fy", 2) == 0 && word[2] != '\0') {
        first = calendar_digits(word + 2);
        first =
            first >= 0 && first < 100 && strlen(word) == 4 ? 2000 + first : calendar_year(word + 2);
        return first > 0 ? period_fiscal(scan, 1, first, first) : (struct date_found){0};
    }
    if (date_term_near(scan, i, i, TERM_FISCAL) != NULL) {
        count = 1 + (strcmp(date_near(scan, i, i + 1), "year") == 0);
        years = period_years(scan, i, i + count, &first, &last);
        if (years == 0 && count == 2) {
            return period_relative(scan, i);
        }
        if (years == 0 || (count == 1 && !DATE_ONE_OF(word, "fiscal", "fy"))) {
            return (struct date_found){0};
        }
        return DATE_ONE_OF(word, "academic", "school")
                   ? period_school(scan, count + years, first, last)
                   : period_fiscal(scan, count + years, first, last);
    }
    count = period_years(scan, i, i, &first, &last);
    kind = date_near(scan, i, i + count);
    if (count == 0) {
        return (struct date_found){0};
    }
    if (strcmp(kind, "season") == 0 && first < last) {
        found = date_make_span(
            count + 1, arena_printf(scan->document->arena, "%04d/%04d", first, last),
            timestamp_days(first, 1, 1), timestamp_days(last, 12, 31), "season of two years");
        found.said.year = last;
        return found;
    }
    if (strcmp(date_near(scan, i, i + count + 1), "year") != 0) {
        return (struct date_found){0};
    }
    return DATE_ONE_OF(kind, "academic", "school") ? period_school(scan, count + 2, first, last)
           : DATE_ONE_OF(kind, "fiscal", "financial", "tax")
               ? period_fiscal(scan, count + 2, first, last)
               : (struct date_found){0};
}

/* The longest name of a holiday that begins at a token; the tokens it takes. */
static uint32_t period_name(const struct date_scan *scan, uint32_t i, const struct date_term **best)
{
    char name[DATE_NAME_BYTES_MAX] = "";
    size_t length = 0;
    uint32_t taken = 0;

    *best = NULL;
    for (uint32_t count = 1; count <= DATE_NAME_WORDS_MAX; count++) {
        const char *word = date_near(scan, i, i + count - 1);
        size_t size = strlen(word);
        const struct date_term *term;

        if (size == 0 || length + size + 2 > sizeof name) {
            break;
        }
        if (length > 0 && word[0] != '\'') {
            name[length++] = ' ';
        }
        memcpy(name + length, word, size + 1);
        length += size;
        term = date_words_find(scan->words, name);
        if (term == NULL && strchr(word, '-') != NULL) { /* "9/11-related" */
            name[length - strlen(strchr(word, '-'))] = '\0';
            term = date_words_find(scan->words, name);
            if (term != NULL && (term->kinds & TERM_HOLIDAY) != 0) {
                *best = term;
                taken = count;
            }
            break;
        }
        if (term == NULL) {
            break;
        }
        if ((term->kinds & TERM_HOLIDAY) != 0) {
            *best = term;
            taken = count;
        }
        if ((term->kinds & TERM_FIRST) == 0) {
            break;
        }
    }
    return taken;
}

/* Whether a holiday's name is that of a person or thing: "Mr. Easter", "Christmas Island". */
static bool period_is_name(const struct date_scan *scan, uint32_t i, uint32_t count)
{
    const char *next = date_tag(scan, i, i + count);
    const char *before = i > 0 ? date_tag(scan, i, i - 1) : "";

    if (count > 1) {
        return false;
    }
    return strncmp(next, "NN", 2) == 0 ||
           (strncmp(before, "NNP", 3) == 0 && date_is_capital(scan, i - 1) &&
            date_term_near(scan, i, i - 1, TERM_HOLIDAY | TERM_MONTH | TERM_WEEKDAY) == NULL);
}

/* "Ukraine's Independence Day": another country's holiday of the same name. */
static bool period_other_country(const struct date_scan *scan, uint32_t i,
                                 const struct holiday *holiday)
{
    const char *region = date_words_region(scan->document->article.language),
               *before = date_before(scan, i), *tag = i > 0 ? date_tag(scan, i, i - 1) : "";

    if (holiday->region == NULL) {
        return false;
    }
    if (region != NULL && strncmp(region, holiday->region, 2) != 0) {
        return true;
    }
    if (strcmp(before, "'s") == 0) {
        return !DATE_ONE_OF(date_before(scan, i - 1), "america", "u.s.", "nation", "country");
    }
    return i > 0 && date_is_capital(scan, i - 1) && (tag[0] == 'J' || tag[0] == 'N') &&
           !DATE_ONE_OF(before, "american", "u.s.", "us");
}

struct date_found date_holiday(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const struct date_term *term;
    uint32_t count = period_name(scan, i, &term), skip;
    const char *before = date_before(scan, i), *why = "", *verb = NULL;
    enum date_tense tense;
    int year, best = 0, step = 0;
    int64_t first, last;
    struct date_found found;
    struct calendar_date from, to;

    if (count == 0 || (!date_is_capital(scan, i) && term->holiday->rule != HOLIDAY_ONCE) ||
        (term->holiday->rule != HOLIDAY_ONCE && period_is_name(scan, i, count))) {
        return (struct date_found){0};
    }
    skip = DATE_ONE_OF(date_near(scan, i, i + count), ",", "of", "in") ? 1 : 0;
    year = term->holiday->rule == HOLIDAY_ONCE ? 0 : date_year_at(scan, i, i + count + skip);
    if (year == 0 && term->holiday->rule != HOLIDAY_ONCE && scan->has_reference &&
        DATE_ONE_OF(date_near(scan, i, i + count), "last", "this", "next") &&
        strcmp(date_near(scan, i, i + count + 1), "year") == 0) { /* "Ramadan last year" */
        const char *which = date_near(scan, i, i + count);

        year = scan->today.year + (which[0] == 'l' ? -1 : which[0] == 'n' ? 1 : 0);
        count++;
        skip = 0;
    }
    if (year > 0) {
        count += skip + 1;
        best = year;
        why = "";
    } else if (term->holiday->rule == HOLIDAY_ONCE) {
        best = 2000;
    } else if (scan->has_reference) {
        int64_t nearest = INT64_MAX;

        step = strcmp(before, "last") == 0 ? -1 : strcmp(before, "next") == 0 ? 1 : 0;
        tense = date_tense(scan, i, count, &verb);
        if (step != 0) {
            tense = step < 0 ? TENSE_PAST : TENSE_FUTURE;
        }
        for (int other = scan->today.year - 1; other <= scan->today.year + 1; other++) {
            int64_t distance;

            if (!holiday_days(scan->almanac, term->holiday, other, &first, &last)) {
                continue;
            }
            distance = first > scan->reference
                           ? (first - scan->reference) * (tense == TENSE_PAST     ? 25
                                                          : tense == TENSE_FUTURE ? 1
                                                                                  : 3)
                       : last >= scan->reference
                           ? 0
                           : (scan->reference - last) * (tense == TENSE_FUTURE ? 6 : 1);
            if ((step != 0 && distance == 0) || distance >= nearest) {
                continue;
            }
            nearest = distance;
            best = other;
        }
        why = arena_printf(arena, ", the nearest to publication %s%s%s%s",
                           date_day_text(scan, scan->reference),
                           tense == TENSE_UNKNOWN || verb == NULL ? "" : ", as the verb \"",
                           tense == TENSE_UNKNOWN || verb == NULL ? "" : verb,
                           tense == TENSE_UNKNOWN || verb == NULL ? ""
                           : tense == TENSE_PAST                  ? "\" is past"
                                                                  : "\" is to come");
    }
    if (period_other_country(scan, i, term->holiday)) {
        found = date_make_text(count, DATE_DATE, NULL,
                               arena_printf(arena, "holiday: dates.tsv:%zu tells that of %s only",
                                            term->line, term->holiday->region));
    } else if (best == 0 || !holiday_days(scan->almanac, term->holiday, best, &first, &last)) {
        found = date_make_text(
            count, DATE_DATE, NULL,
            arena_printf(arena, "holiday: dates.tsv:%zu; its year is not known", term->line));
    } else {
        from = calendar_from_days(first);
        to = calendar_from_days(last);
        found = date_make_span(count,
                               first == last
                                   ? calendar_value(arena, &from)
                                   : arena_printf(arena, "%s/%s", calendar_value(arena, &from),
                                                  calendar_value(arena, &to)),
                               first, last,
                               arena_printf(arena, "holiday: %s by dates.tsv:%zu%s",
                                            term->holiday->text, term->line, why));
        found.modifier = term->holiday->approximate ? "approximate" : NULL;
        found.said.year = year;
    }
    found.lead = step != 0 ? 1 : 0;
    return found;
}
