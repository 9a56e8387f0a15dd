/* Dates that name a month, a year, a holiday or a time. */
#include <stdio.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

enum { DATE_PHRASE_MAX = 64, DATE_DIGITS_MAX = 16 };

/* "March 5", "March 5, 2021", "March 2021", "March" */
struct date_found date_month_first(struct date_scan *scan, uint32_t i)
{
    int month = calendar_month(date_word(scan, i)), day, year;
    struct calendar_date date = {.month = month};
    uint32_t next = i + 1, skip;
    struct date_found found;

    if (month == 0 || !date_is_capital(scan, i)) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), ".") == 0 && strlen(date_word(scan, i)) <= 4) {
        next++; /* "Jan ." */
    }
    if (strcmp(date_near(scan, i, next), "the") == 0 &&
        calendar_day(date_near(scan, i, next + 1)) > 0) {
        next++;
    }
    day = calendar_day(date_near(scan, i, next));
    if (day > 0 && calendar_unit(date_near(scan, i, next + 1)) == 0) {
        date.day = day;
        next++;
        skip = date_skip_comma(scan, i, next);
        year = date_year_at(scan, i, next + skip);
        if (year > 0) {
            next += skip + 1;
        }
    } else {
        skip = date_skip_comma(scan, i, next);
        year = date_year_at(scan, i, next + skip);
        next += year > 0 ? skip + 1 : 0;
        /* "May" and "March" by themselves are words; "Jan" is a name */
        if (year == 0 &&
            !DATE_ONE_OF(date_before(scan, i), "in", "since", "last", "next", "this", "until", "by",
                         "from", "of", "early", "late", "mid", "during", "through", "for",
                         "between", "to", "and", "before", "after", "on", "till", "ending") &&
            (month == 5 || month == 3 || strlen(date_word(scan, i)) < 5)) {
            return (struct date_found){0};
        }
        if (year == 0 && DATE_ONE_OF(date_before(scan, i), "to", "and", "for") &&
            (month == 3 || month == 5)) {
            return (struct date_found){0};
        }
    }
    date.year = year > 0 ? year : date_guess_year(scan, i, month, date.day);
    if (date.year == 0) {
        return date_make_text(
            next - i, DATE_DATE,
            date.day > 0 ? arena_printf(scan->document->arena, "XXXX-%02d-%02d", month, date.day)
                         : arena_printf(scan->document->arena, "XXXX-%02d", month));
    }
    if (year == 0 && date.day == 0 && scan->has_reference) {
        struct calendar_date today = calendar_from_days(scan->reference);

        if (strcmp(date_before(scan, i), "last") == 0) {
            date.year = month < today.month ? today.year : today.year - 1;
        } else if (strcmp(date_before(scan, i), "next") == 0) {
            date.year = month > today.month ? today.year : today.year + 1;
        }
    }
    found = date_make(scan, next - i, date);
    found.year = year;
    return found;
}

/* "5 March 2021", "5th of March", "the 5th of March" */
struct date_found date_day_first(struct date_scan *scan, uint32_t i)
{
    int day = calendar_day(date_word(scan, i)), month, year;
    uint32_t next = i + 1, skip;
    struct calendar_date date;
    struct date_found found;

    if (day == 0) {
        return (struct date_found){0};
    }
    if (strcmp(date_near(scan, i, next), "of") == 0) {
        next++;
    }
    month = calendar_month(date_near(scan, i, next));
    if (month == 0 || next >= scan->document->token_count || !date_is_capital(scan, next)) {
        return (struct date_found){0};
    }
    next++;
    skip = date_skip_comma(scan, i, next);
    year = date_year_at(scan, i, next + skip);
    next += year > 0 ? skip + 1 : 0;
    date = (struct calendar_date){
        .year = year > 0 ? year : date_guess_year(scan, i, month, day), .month = month, .day = day};
    if (date.year == 0) {
        return date_make_text(next - i, DATE_DATE,
                              arena_printf(scan->document->arena, "XXXX-%02d-%02d", month, day));
    }
    found = date_make(scan, next - i, date);
    found.year = year;
    return found;
}

/* "2024-01-06" and "01/06/2024", as the text writes them without spaces. */
struct date_found date_digits(struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    char text[DATE_DIGITS_MAX]; /* sscanf() would measure all that follows */
    struct calendar_date date = {0};
    int length = 0, a, b, c;
    uint32_t next = i;
    struct date_found found;

    if ((document->tokens[i].flags & TOKEN_NUMBER) == 0) {
        return (struct date_found){0};
    }
    snprintf(text, sizeof text, "%.*s", DATE_DIGITS_MAX - 1,
             document->text[document->tokens[i].span.field] + document->tokens[i].span.byte_start);
    if (sscanf(text, "%4d-%2d-%2d%n", &a, &b, &c, &length) == 3 && length == 10 && a > 999) {
        date = (struct calendar_date){a, b, c};
    } else if (sscanf(text, "%2d/%2d/%4d%n", &a, &b, &c, &length) == 3 && c > 1900 && length >= 8) {
        date = b > 12 ? (struct calendar_date){c, a, b} : (struct calendar_date){c, b, a};
        if (b <= 12 && a <= 12) { /* American English writes the month first */
            const char *language = document->article.language;
            bool british = language != NULL &&
                           (strcmp(language, "en-GB") == 0 || strncmp(language, "en", 2) != 0);

            date = british ? (struct calendar_date){c, b, a} : (struct calendar_date){c, a, b};
        }
    } else {
        return (struct date_found){0};
    }
    while (next < document->token_count &&
           document->tokens[next].span.byte_end <=
               document->tokens[i].span.byte_start + (uint32_t)length &&
           document->tokens[next].span.field == document->tokens[i].span.field) {
        next++;
    }
    if (date.month < 1 || date.month > 12 || next == i) {
        return (struct date_found){0};
    }
    found = date_make(scan, next - i, date);
    found.year = date.year;
    return found;
}

/* "1990s", "1990's", "'90s" */
static struct date_found date_decade(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i);
    int year = calendar_year(word);

    if (strlen(word) == 5 && word[4] == 's' && word[3] == '0') {
        return date_make_text(1, DATE_DATE, arena_printf(arena, "%.3sX", word));
    }
    if (year >= 1700 && year % 10 == 0 && DATE_ONE_OF(date_near(scan, i, i + 1), "'", "\u2019") &&
        strcmp(date_near(scan, i, i + 2), "s") == 0) {
        return date_make_text(3, DATE_DATE, arena_printf(arena, "%03dX", year / 10));
    }
    word += strncmp(word, "mid-", 4) == 0 ? 4 : 0;
    if (word != date_word(scan, i) && strlen(word) == 5 && strcmp(word + 3, "0s") == 0) {
        return date_make_text(1, DATE_DATE, arena_printf(arena, "%.3sX", word));
    }
    word += word[0] == '\'';
    if (word[0] >= '2' && word[0] <= '9' && strcmp(word + 1, "0s") == 0 &&
        (DATE_ONE_OF(date_before(scan, i), "the", "'", "\u2018", "\u2019", "early", "late",
                     "mid") ||
         word != date_word(scan, i))) {
        return date_make_text(1, DATE_DATE, arena_printf(arena, "19%cX", word[0]));
    }
    return (struct date_found){0};
}

/* Whether a number like a year is one by its place: alone, or before no plural that it would count.
 */
static bool date_year_stands(const struct date_scan *scan, uint32_t i, int year)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    const char *next =
        i + 1 < sentence->first_token + sentence->token_count ? document->tokens[i + 1].tag : "";
    int latest = scan->has_reference ? calendar_from_days(scan->reference).year + 12 : 2100;

    if (sentence->token_count == 1) {
        return year >= 1700 && year <= latest;
    }
    return year >= 1850 && year <= latest && strcmp(document->tokens[i].tag, "CD") == 0 &&
           strcmp(next, "NNS") != 0 && strcmp(next, "CD") != 0 && strcmp(next, "NNPS") != 0 &&
           !DATE_ONE_OF(date_before(scan, i), "$", "€", "£", "#", "no.", "than", "about", "nearly",
                        "over", "some", "only", "least", "most", "page", "room", "flight", "km") &&
           !DATE_ONE_OF(date_near(scan, i, i + 1), "%", ".", "to", "of");
}

/* "2021" where a year is likely, "2003-2011" */
struct date_found date_year(struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const char *word = date_word(scan, i), *before = date_before(scan, i),
               *next = date_near(scan, i, i + 1);
    int year = calendar_year(word), second;
    struct date_found found;
    bool after_comma;

    found = date_decade(scan, i);
    if (found.count > 0) {
        return found;
    }
    if (strlen(word) == 7 && (word[4] == '-' || word[4] == '/') && ascii_is_digit(word[5]) &&
        ascii_is_digit(word[6])) { /* "1890-91" */
        char start[5] = {word[0], word[1], word[2], word[3], '\0'};

        year = calendar_year(start);
        second = year / 100 * 100 + (word[5] - '0') * 10 + (word[6] - '0');
        if (year >= 1700 && second > year) {
            found = date_make_text(1, DATE_DATE,
                                   arena_printf(document->arena, "%04d/%04d", year, second));
            found.year = second;
            return found;
        }
        return (struct date_found){0};
    }
    if (strncmp(word, "mid-", 4) == 0 && calendar_year(word + 4) > 0) {
        found = date_make(scan, 1, (struct calendar_date){.year = calendar_year(word + 4)});
        found.year = calendar_year(word + 4);
        return found;
    }
    if (year == 0 || year < 1400) {
        return (struct date_found){0};
    }
    second = DATE_ONE_OF(next, "-", "–", "/") ? date_year_at(scan, i, i + 2) : 0;
    if (second == 0 && DATE_ONE_OF(next, "-", "–")) { /* "1890-91" */
        const char *end = date_near(scan, i, i + 2);

        if (ascii_is_digit(end[0]) && ascii_is_digit(end[1]) && end[2] == '\0') {
            second = year / 100 * 100 + (end[0] - '0') * 10 + (end[1] - '0');
        }
    }
    if (second > year) {
        found =
            date_make_text(3, DATE_DATE, arena_printf(document->arena, "%04d/%04d", year, second));
        found.year = second;
        return found;
    }
    after_comma = strcmp(before, ",") == 0 || strcmp(before, "(") == 0;
    if ((document->tokens[i].flags & TOKEN_NUMBER) != 0 &&
        (DATE_ONE_OF(before, "in", "since", "of", "by", "from", "until", "till", "during", "before",
                     "after", "early", "late", "mid", "to", "and", "through", "year", "around",
                     "between", "circa", "c.", "spring", "summer", "autumn", "fall", "winter",
                     "the", "last", "'s", "for", "as", "-", "–", "into", "or", "began", "ended",
                     "throughout") ||
         after_comma || date_year_stands(scan, i, year) ||
         DATE_ONE_OF(next, ")", "election", "elections", "census", "war", "invasion", "season",
                     "report")) &&
        year >= 1700 && year <= 2100 && calendar_unit(next) == 0 &&
        !DATE_ONE_OF(next, "troops", "people", "soldiers", "percent", "%", "km", "miles", "men",
                     "dollars", "feet")) {
        found = date_make(scan, 1, (struct calendar_date){.year = year});
        found.year = year;
        return found;
    }
    return (struct date_found){0};
}

/* "the fourth quarter of 2021", "Q4 2021", "summer 2020", "the 20th century" */
struct date_found date_part(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *season = calendar_season(word);
    int ordinal = calendar_ordinal(word), year;
    struct date_found found = {0};
    uint32_t next = i + 1, skip;

    if (word[0] == 'q' && word[1] >= '1' && word[1] <= '4' && word[2] == '\0') {
        ordinal = word[1] - '0';
    } else if (ordinal > 0 && strcmp(date_near(scan, i, next), "quarter") == 0) {
        next++;
    } else if (ordinal > 0 && strcmp(date_near(scan, i, next), "century") == 0) {
        return date_make_text(2, DATE_DATE, arena_printf(arena, "%02dXX", ordinal - 1));
    } else {
        ordinal = 0;
    }
    if (ordinal == 0 && season == NULL) {
        return found;
    }
    skip = date_skip_comma(scan, i, next);
    year = date_year_at(scan, i, next + skip);
    if (year == 0 && (season != NULL || !scan->has_reference)) {
        return found;
    }
    next += year > 0 ? skip + 1 : 0;
    found = date_make_text(
        next - i, DATE_DATE,
        season != NULL
            ? arena_printf(arena, "%04d-%s", year, season)
            : arena_printf(arena, "%04d-Q%d",
                           year > 0 ? year : calendar_from_days(scan->reference).year, ordinal));
    found.year = year;
    return found;
}

struct date_found date_holiday(struct date_scan *scan, uint32_t i)
{
    char name[DATE_PHRASE_MAX] = "";
    struct date_found best = {0};
    int year, month, day;
    size_t length = 0;

    if (strcmp(date_word(scan, i), "9") == 0 && strcmp(date_near(scan, i, i + 1), "/") == 0 &&
        DATE_ONE_OF(date_near(scan, i, i + 2), "11", "11-related", "11-style")) {
        return date_make(scan, 3, (struct calendar_date){2001, 9, 11});
    }
    if (!date_is_capital(scan, i)) {
        return best;
    }
    for (uint32_t count = 1; count <= 4; count++) {
        const char *word = date_near(scan, i, i + count - 1);
        size_t size = strlen(word);

        if (size == 0 || length + size + 2 > sizeof name) {
            break;
        }
        if (length > 0 && word[0] != '\'') {
            name[length++] = ' ';
        }
        memcpy(name + length, word, size + 1);
        length += size;
        if (calendar_holiday(name, 2000, &month, &day)) {
            year = date_year_at(scan, i, i + count);
            best = (struct date_found){0};
            if (year > 0 || scan->has_reference || scan->context_year > 0) {
                int guessed = year > 0 ? year : date_guess_year(scan, i, month, day);

                (void)calendar_holiday(name, guessed, &month, &day);
                best = date_make(scan, count + (year > 0 ? 1 : 0),
                                 (struct calendar_date){guessed, month, day});
                best.year = year;
            }
        }
    }
    return best;
}

/* "5 p.m.", "17:40", "noon": a time of the day of publication is not known to be that day, so it
 * has none. */
struct date_found date_time(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *next = date_near(scan, i, i + 1);
    int hour = -1, minute = 0, length = 0;
    uint32_t count = 1;
    bool clock;

    if (strcmp(word, "noon") == 0 || strcmp(word, "midnight") == 0) {
        return date_make_text(1, DATE_TIME, word[0] == 'n' ? "T12:00" : "T24:00");
    }
    clock = sscanf(word, "%2d:%2d%n", &hour, &minute, &length) == 2 && word[length] == '\0';
    if (!clock && (sscanf(word, "%2d%n", &hour, &length) != 1 || word[length] != '\0')) {
        return (struct date_found){0};
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return (struct date_found){0};
    }
    if (DATE_ONE_OF(next, "p.m.", "pm", "p.m")) {
        hour = hour < 12 ? hour + 12 : hour;
        count++;
    } else if (DATE_ONE_OF(next, "a.m.", "am", "a.m")) {
        hour = hour == 12 ? 0 : hour;
        count++;
    } else if (!clock || strlen(word) < 4) {
        return (struct date_found){0};
    }
    return date_make_text(count, DATE_TIME, arena_printf(arena, "T%02d:%02d", hour, minute));
}
