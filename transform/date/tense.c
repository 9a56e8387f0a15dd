/*
 * Which way a date without a year or week looks: by the verb that governs it. Tags, not trees:
 * the verb nearest before it, else the first behind it.
 */
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* Words before "to" that turn it to what is to come. */
static bool tense_plans(const char *word)
{
    return DATE_ONE_OF(word, "expected", "scheduled", "due", "set", "plan", "plans", "planned",
                       "planning", "hopes", "hope", "hoping", "intends", "intend", "wants",
                       "agreed", "vowed", "pledged", "promised", "is", "are", "be", "going",
                       "slated", "poised", "likely", "supposed", "expects", "ready", "about",
                       "prepares", "preparing");
}

/* Verbs that tell a programme in the present: "the conference opens on Friday". */
static bool tense_programme(const char *word)
{
    static const char *const verbs[] = {
        "open",  "begin",  "start",   "meet",     "end",  "close",  "vote",    "travel",
        "leave", "arrive", "face",    "play",     "host", "return", "resume",  "expire",
        "hold",  "visit",  "head",    "continue", "fly",  "launch", "premier", "conclude",
        "go",    "take",   "kick",    "reopen",   "tour", "depart", "compete", "convene",
        "run",   "speak",  "deliver", "finish",   "elect"};
    size_t length = strlen(word);

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        size_t size = strlen(verbs[i]);

        if (strncmp(word, verbs[i], size) == 0 &&
            (length == size || strcmp(word + size, "s") == 0 || strcmp(word + size, "es") == 0)) {
            return true;
        }
    }
    return false;
}

static bool tense_regular_past(const char *word)
{
    size_t length = strlen(word);

    return length > 4 && strcmp(word + length - 2, "ed") == 0 && word[length - 3] != 'e';
}

/* The tense of the verb at a token; TENSE_UNKNOWN: it is none, or says nothing. */
static enum date_tense tense_of(const struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const struct token *token = &document->tokens[i];
    const char *tag = token->tag, *before = date_before(scan, i);
    const char *second = i > 1 ? date_before(scan, i - 1) : "";

    size_t length = strlen(token->lower);

    if (length > 3 && strcmp(token->lower + length - 3, "'ll") == 0) { /* "we'll" is one word */
        return TENSE_FUTURE;
    }
    if (strcmp(tag, "MD") == 0) {
        if (DATE_ONE_OF(token->lower, "could", "might") &&
            strcmp(date_near(scan, i, i + 1), "be") == 0) {
            return TENSE_FUTURE;
        }
        return DATE_ONE_OF(token->lower, "will", "shall", "'ll", "would", "may", "should", "must",
                           "won't", "can")
                   ? TENSE_FUTURE
                   : TENSE_UNKNOWN;
    }
    if (DATE_ONE_OF(token->lower, "scheduled", "slated", "due", "planned", "upcoming",
                    "forthcoming") ||
        (strcmp(token->lower, "expected") == 0 && !DATE_ONE_OF(before, "had", "was"))) {
        return TENSE_FUTURE;
    }
    if (DATE_ONE_OF(token->lower, "set", "billed") && strcmp(tag, "VBD") != 0 &&
        DATE_ONE_OF(date_near(scan, i, i + 1), "for", "to")) {
        return TENSE_FUTURE;
    }
    if (tag[0] != 'V') {
        return TENSE_UNKNOWN;
    }
    if (strcmp(tag, "VBD") == 0 ||
        (strcmp(tag, "VBP") == 0 &&
         (tense_regular_past(token->lower) ||
          DATE_ONE_OF(token->lower, "hit", "cut", "put", "set", "shut", "let", "lit", "quit",
                      "spread", "split", "cost", "hurt", "burst", "cast", "struck", "fled")))) {
        return TENSE_PAST;
    }
    if (strcmp(tag, "VB") == 0) {
        if (strcmp(before, "to") == 0) {
            return tense_plans(second) ? TENSE_FUTURE : TENSE_UNKNOWN;
        }
        return TENSE_UNKNOWN; /* its modal says */
    }
    if (strcmp(tag, "VBN") == 0) {
        if (strcmp(before, "be") == 0 && strcmp(second, "to") == 0) {
            return TENSE_FUTURE; /* "an interview to be broadcast Monday" */
        }
        if (DATE_ONE_OF(before, "be") ||
            (strcmp(before, "is") == 0 || strcmp(before, "are") == 0)) {
            return TENSE_UNKNOWN;
        }
        return TENSE_PAST;
    }
    if (strcmp(tag, "VBG") == 0) {
        return DATE_ONE_OF(before, "is", "are", "'re", "'s", "am", "'m", "be") ? TENSE_FUTURE
               : DATE_ONE_OF(before, "was", "were", "been")                    ? TENSE_PAST
                                                                               : TENSE_UNKNOWN;
    }
    if (document->sentences[token->sentence].heading ||
        document->tokens[i].span.field == FIELD_TITLE) {
        return TENSE_PAST; /* headlines tell what happened in the present */
    }
    if (DATE_ONE_OF(token->lower, "has", "have", "'ve", "remains")) {
        return TENSE_PAST;
    }
    if (DATE_ONE_OF(token->lower, "is", "are", "'s", "'re", "am", "do", "does", "be")) {
        return strcmp(date_near(scan, i, i + 1), "to") == 0 ? TENSE_FUTURE : TENSE_UNKNOWN;
    }
    return tense_programme(token->lower) ? TENSE_FUTURE : TENSE_UNKNOWN;
}

/* "Sunday's paper says that ... will": what is reported is of another time. */
static bool tense_reports(const struct date_scan *scan, uint32_t i)
{
    const struct token *token = &scan->document->tokens[i];

    return DATE_ONE_OF(token->tag, "VBZ", "VBP") &&
           DATE_ONE_OF(token->lower, "says", "say", "quotes", "quote", "reports", "report", "tells",
                       "writes", "shows", "suggests", "comes", "follows", "follow");
}

enum date_tense date_tense(const struct date_scan *scan, uint32_t first, uint32_t count,
                           const char **verb)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[first].sentence];
    uint32_t begin = sentence->first_token, end = begin + sentence->token_count;

    *verb = NULL;
    for (uint32_t i = first; i > begin && first - i < DATE_CLAUSE_MAX; i--) {
        enum date_tense tense = tense_of(scan, i - 1);

        if (strcmp(document->tokens[i - 1].lower, "since") == 0) {
            *verb = "since"; /* "is facing pressure since the storm in October" */
            return TENSE_PAST;
        }
        if (tense != TENSE_UNKNOWN || tense_reports(scan, i - 1)) {
            *verb = tense != TENSE_UNKNOWN ? document->tokens[i - 1].lower : NULL;
            return tense;
        }
    }
    for (uint32_t i = first + count; i < end && i - first < DATE_CLAUSE_MAX; i++) {
        enum date_tense tense = tense_of(scan, i);

        if (tense != TENSE_UNKNOWN || tense_reports(scan, i)) {
            *verb = tense != TENSE_UNKNOWN ? document->tokens[i].lower : NULL;
            return tense;
        }
    }
    return TENSE_UNKNOWN;
}

static double tense_distance(int64_t day, int64_t reference, enum date_tense tense)
{
    static const double past[] = {1, 1, 6}, future[] = {8, 25, 1}; /* by tense */
    double distance = (double)(day - reference);

    if (distance > 0 && distance <= 2 && tense == TENSE_PAST) {
        return distance; /* written where it was tomorrow already */
    }
    return distance > 0 ? distance * future[tense] : -distance * past[tense];
}

/* The year in which month and day lie best. */
static int tense_nearest(const struct date_scan *scan, int month, int day, enum date_tense tense)
{
    int best = 0;
    double nearest = 0;

    for (int year = scan->today.year - 1; year <= scan->today.year + 1; year++) {
        int length = year < 1 || year > 9999 ? 0 : timestamp_month_days(year, month);
        int use = day == 0 ? 15 : day > length ? length : day;
        double distance;

        if (length == 0) {
            continue;
        }
        if (day == 0 && year == scan->today.year && month == scan->today.month) {
            return year;
        }
        distance = tense_distance(timestamp_days(year, month, use), scan->reference, tense);
        if (best == 0 || distance < nearest) {
            best = year;
            nearest = distance;
        }
    }
    return best;
}

/* The year that the text itself was in, for a month in it; 0: none. */
static int tense_told_year(const struct date_scan *scan, int month, enum date_tense tense)
{
    int distance = month - scan->told.month;

    if (scan->told.month == 0) {
        return scan->told.year;
    }
    if (distance < -3 && tense != TENSE_FUTURE && scan->has_reference &&
        (scan->told.year < scan->today.year ||
         (scan->told.year == scan->today.year && scan->told.month <= scan->today.month)) &&
        (scan->told.year + 1 > scan->today.year ||
         (scan->told.year + 1 == scan->today.year && month > scan->today.month))) {
        return scan->told.year; /* it cannot be after publication */
    }
    /* from a month on, what is told next comes after it, or not long before */
    return distance < -3  ? scan->told.year + 1
           : distance > 9 ? scan->told.year - 1
                          : scan->told.year;
}

int date_guess_year(struct date_scan *scan, uint32_t at, uint32_t count, int month, int day,
                    const char **rule, bool *of_told)
{
    struct arena *arena = scan->document->arena;
    const char *verb;
    enum date_tense tense = date_tense(scan, at, count, &verb);
    const char *looks = tense == TENSE_PAST ? "past" : "to come";
    uint32_t sentence = scan->document->tokens[at].sentence;
    bool near = scan->told.year > 0 && scan->told_paragraph == scan->paragraph &&
                sentence <= scan->told_sentence + DATE_CONTEXT_MAX;
    int year = 0;

    *of_told = false;
    /* the paragraph before told of a day, and this one goes on soon after it */
    if (!near && day > 0 && scan->told.year > 0 && scan->told.day > 0 && !scan->told_weak &&
        scan->told_paragraph + 1 == scan->paragraph && tense != TENSE_FUTURE) {
        int64_t from = timestamp_days(scan->told.year, scan->told.month, scan->told.day);
        int64_t to = timestamp_valid_date(scan->told.year, month, day)
                         ? timestamp_days(scan->told.year, month, day)
                         : from - 1;

        if (to > from && to - from < DATE_GOES_ON_MAX) {
            *of_told = true;
            *rule = arena_printf(arena, "of %d, soon after the day that the text told of before",
                                 scan->told.year);
            return scan->told.year;
        }
    }
    if (scan->has_reference) {
        year = tense_nearest(scan, month, day, tense);
    }
    if (near && (!scan->told_weak ||
                 (sentence == scan->told_sentence && scan->has_reference &&
                  scan->told.year >= scan->today.year))) { /* "the 2024 games open July 26" */
        int told = tense_told_year(scan, month, tense);
        bool same = sentence == scan->told_sentence;
        bool recent = false;

        if (scan->has_reference && year > 0) {
            int length = timestamp_month_days(year, month);
            int64_t guess = timestamp_days(year, month, day == 0 || day > length ? length : day);

            recent = !same && llabs(scan->reference - guess) < DATE_RECENT_MAX &&
                     (told <= scan->today.year || tense != TENSE_PAST);
        }
        if (!scan->has_reference ||
            (!recent && told != scan->today.year &&
             (told > scan->today.year || tense != TENSE_FUTURE || same)) ||
            (same && scan->told.month == 0)) {
            *of_told = true;
            *rule = arena_printf(arena, "of %d, the year that the text tells of", told);
            return told;
        }
    }
    if (year > 0) {
        *rule = verb == NULL
                    ? arena_printf(arena, "the nearest to publication %s, what is past preferred",
                                   date_day_text(scan, scan->reference))
                    : arena_printf(arena, "the nearest to publication %s, as the verb \"%s\" is %s",
                                   date_day_text(scan, scan->reference), verb, looks);
    }
    return year;
}
