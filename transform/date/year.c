/* Years, decades, centuries. */
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

enum { YEAR_FIRST = 1700, YEAR_LAST = 2100, YEAR_STANDS_FIRST = 1850 };

/* "BC", "B.C.", "BCE"; "AD": 1; neither: 0 */
static int year_era(const char *word)
{
    return DATE_ONE_OF(word, "bc", "b.c.", "b.c", "bce", "b.c.e.") ? -1
           : DATE_ONE_OF(word, "ad", "a.d.", "a.d", "ce", "c.e.")  ? 1
                                                                   : 0;
}

/* ISO 8601 has a year 0: 44 BC is -0043. */
static const char *year_text(struct arena *arena, int year)
{
    return year < 0 ? arena_printf(arena, "-%04d", -year) : arena_printf(arena, "%04d", year);
}

static struct date_found year_make(struct date_scan *scan, uint32_t count, int year)
{
    return date_make(scan, count, (struct calendar_date){.year = year}, "year");
}

static struct date_found year_decade(struct date_scan *scan, uint32_t count, int decade)
{
    struct date_found found = date_make_span(
        count, arena_printf(scan->document->arena, "%03dX", decade),
        timestamp_days(decade * 10, 1, 1), timestamp_days(decade * 10 + 9, 12, 31), "decade");

    return found;
}

/* "1990s", "1990's", "'90s", "the 90s", "the sixties" */
struct date_found date_decade(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *before = date_before(scan, i);
    const struct date_term *term = date_term_near(scan, i, i, TERM_DECADE);
    int year = calendar_year(word);
    bool led = scan->facts[i].modifier != NULL ||
               DATE_ONE_OF(before, "the", "early", "late", "mid", "and");
    char digits[5];

    if (term != NULL) {
        return led && strcmp(before, "and") != 0 ? year_decade(scan, 1, 190 + term->value)
                                                 : (struct date_found){0};
    }
    if (strlen(word) == 5 && word[4] == 's') {
        memcpy(digits, word, 4);
        digits[4] = '\0';
        year = calendar_year(digits);
        if (year >= 1000 && year < 2000 && year % 100 == 0) { /* "the 1800s" */
            return date_make_span(1, arena_printf(scan->document->arena, "%02dXX", year / 100),
                                  timestamp_days(year, 1, 1), timestamp_days(year + 99, 12, 31),
                                  "century");
        }
        return year >= 1000 && year % 10 == 0 ? year_decade(scan, 1, year / 10)
                                              : (struct date_found){0};
    }
    if (year >= YEAR_FIRST && year % 10 == 0) {
        if (strcmp(date_near(scan, i, i + 1), "'s") == 0) {
            return year_decade(scan, 2, year / 10);
        }
        if (DATE_ONE_OF(date_near(scan, i, i + 1), "'", "’") &&
            DATE_ONE_OF(date_near(scan, i, i + 2), "s", "s.")) {
            return year_decade(scan, 3, year / 10);
        }
    }
    if (word[0] == '\'' || DATE_ONE_OF(word, "‘", "’")) { /* "'90s": a sign of its own, or not */
        uint32_t at = word[0] == '\'' && word[1] != '\0' ? i : i + 1;
        const char *rest = at == i ? word + 1 : date_near(scan, i, at);

        if (at == i || date_touches(scan, at)) {
            if (rest[0] >= '2' && rest[0] <= '9' && strcmp(rest + 1, "0s") == 0) {
                return year_decade(scan, at - i + 1, 190 + rest[0] - '0');
            }
            if (ascii_is_digit(rest[0]) && ascii_is_digit(rest[1]) && rest[2] == '\0' &&
                DATE_ONE_OF(before, "in", "of", "since", "and", "until", "by", "from", "class",
                            "to")) {
                int two = (rest[0] - '0') * 10 + rest[1] - '0';
                int latest = scan->has_reference ? scan->today.year + 5 : 2030;

                return year_make(scan, at - i + 1, 2000 + two <= latest ? 2000 + two : 1900 + two);
            }
        }
        return (struct date_found){0};
    }
    if (led && word[0] >= '2' && word[0] <= '9' && strcmp(word + 1, "0s") == 0) {
        return year_decade(scan, 1, 190 + word[0] - '0');
    }
    return (struct date_found){0};
}

/* "the 20th century", "19th-century", "the sixth century BC" */
struct date_found date_century(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *word = date_word(scan, i), *dash = strchr(word, '-'),
               *next = date_near(scan, i, i + 1);
    const struct date_term *term = date_term_near(scan, i, i, TERM_ORDINAL);
    int number = term != NULL ? term->ordinal : calendar_ordinal(word);
    uint32_t count = 2;
    char start[16];
    int century;

    if (dash != NULL && DATE_ONE_OF(dash + 1, "century", "centuries") &&
        (size_t)(dash - word) < sizeof start) {
        memcpy(start, word, (size_t)(dash - word));
        start[dash - word] = '\0';
        term = date_words_find(scan->words, start);
        number = term != NULL && (term->kinds & TERM_ORDINAL) != 0 ? term->ordinal
                                                                   : calendar_ordinal(start);
        count = 1;
    } else if (strcmp(next, "-") == 0 && strcmp(date_near(scan, i, i + 2), "century") == 0) {
        count = 3;
    } else if (!DATE_ONE_OF(next, "century", "centuries")) {
        return (struct date_found){0};
    }
    if (number < 1 || number > 21) {
        return (struct date_found){0};
    }
    if (year_era(date_near(scan, i, i + count)) < 0) {
        return date_make_text(count + 1, DATE_DATE,
                              arena_printf(arena, "%s/%s", year_text(arena, 1 - number * 100),
                                           year_text(arena, 100 - number * 100)),
                              "century before Christ, counted with a year 0");
    }
    count += year_era(date_near(scan, i, i + count)) > 0;
    century = number - 1;
    return century == 0 ? date_make_text(count, DATE_DATE, "00XX", "century")
                        : date_make_span(count, arena_printf(arena, "%02dXX", century),
                                         timestamp_days(century * 100, 1, 1),
                                         timestamp_days(century * 100 + 99, 12, 31), "century");
}

/* "44 BC", "AD 79", "the year 71" */
struct date_found date_era(struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i);
    int number = calendar_digits(word), era = year_era(date_near(scan, i, i + 1));
    struct date_found found;

    if (number < 1 || number > 4000) {
        return (struct date_found){0};
    }
    if (era < 0) {
        return date_make_text(2, DATE_DATE, year_text(scan->document->arena, 1 - number),
                              "year before Christ, counted with a year 0");
    }
    if (number > YEAR_LAST) {
        return (struct date_found){0};
    }
    if (era > 0) {
        return year_make(scan, 2, number);
    }
    if (i > 0 && DATE_ONE_OF(date_before(scan, i), "ad", "a.d.")) {
        found = year_make(scan, 1, number);
        found.lead = 1;
        return found;
    }
    if (i > 1 && strcmp(date_before(scan, i), "year") == 0 && number >= 32 &&
        DATE_ONE_OF(date_before(scan, i - 1), "the") &&
        DATE_ONE_OF(i > 2 ? date_before(scan, i - 2) : "", "in", "by", "until", "since", "around",
                    "of", "from")) {
        found = year_make(scan, 1, number);
        found.lead = 2;
        return found;
    }
    return (struct date_found){0};
}

/* Whether a number from 1500 to 1849 is a year by what stands beside it: "born 1745", "his 1745
 * symphony", "1745 saw the end". */
static bool year_early_stands(const struct date_scan *scan, uint32_t i)
{
    const char *before = date_before(scan, i), *next = date_tag(scan, i, i + 1);

    if (*before == '\0') {
        return strcmp(next, "VBD") == 0;
    }
    return DATE_ONE_OF(before, "born", "b.", "died", "d.", "published", "built", "founded",
                       "established", "composed", "written", "painted", "dated", "completed",
                       "erected", "premiered", "printed") ||
           (strcmp(next, "NN") == 0 &&
            DATE_ONE_OF(before, "his", "her", "its", "their", "the", "'s", "a"));
}

/* Whether a number like a year is one by its place: alone, or before no plural that it would count.
 */
static bool year_stands(const struct date_scan *scan, uint32_t i, int year)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    const char *next = date_tag(scan, i, i + 1);
    int latest = scan->has_reference ? scan->today.year + 12 : YEAR_LAST;

    if (sentence->token_count == 1) {
        return year >= YEAR_FIRST && year <= latest;
    }
    if (year < YEAR_STANDS_FIRST && !year_early_stands(scan, i)) {
        return false;
    }
    if (strcmp(date_near(scan, i, i + 1), ":") == 0) {
        next = ":"; /* "1936: she left", whatever the tagger says */
    }
    return year <= latest && strcmp(document->tokens[i].tag, "CD") == 0 &&
           strcmp(next, "CD") != 0 &&
           (!DATE_ONE_OF(next, "NNS", "NNPS") ||
            (i > 0 && date_is_capital(scan, i + 1) &&
             strncmp(date_tag(scan, i, i - 1), "NNP", 3) == 0)) &&
           !DATE_ONE_OF(date_before(scan, i), "than", "about", "nearly", "over", "some", "only",
                        "least", "most", "almost", "roughly", "approximately", "of", "at", "with",
                        "up") &&
           !DATE_ONE_OF(date_near(scan, i, i + 1), "of", "to");
}

/* What stands before or behind a number that is no year: "flight 1999", "$2019", "1945 Main
 * Street". */
static bool year_is_number(const struct date_scan *scan, uint32_t i)
{
    const char *before = date_before(scan, i), *next = date_near(scan, i, i + 1);
    bool touches = date_touches(scan, i) && *before != '\0';

    if (ascii_is_digit(before[0]) && strlen(before) > 2) {
        return true; /* of a telephone */
    }
    if (touches && !DATE_ONE_OF(before, "(", "[", "\"", "'", "“", "‘", "–", "—", "-", "«", "/")) {
        return true;
    }
    if (DATE_ONE_OF(before, "$", "€", "£", "¥", "#", "no.", "page", "room", "flight", "highway",
                    "route", "number", "channel", "boeing", "airbus", "section", "article", "unit",
                    "apartment", "bus", "train", "phone", "chapter", "verse", "+", "ext.", "gate",
                    "model", "rule", "form")) {
        return true;
    }
    if (date_term_near(scan, i, i + 1, TERM_UNIT) != NULL ||
        DATE_ONE_OF(next, "troops", "people", "soldiers", "percent", "%", "km", "miles", "men",
                    "women", "dollars", "euros", "pounds", "feet", "metres", "meters", "tonnes",
                    "tons", "deaths", "cases", "votes", "civilians", "kilometres", "kilometers",
                    "kg", "gmt", "utc", "hours", "yen", "rupees", "local")) {
        return true;
    }
    if (DATE_ONE_OF(next, ":", ".") && date_touches(scan, i + 1) && date_touches(scan, i + 2) &&
        ascii_is_digit(date_near(scan, i, i + 2)[0])) {
        return true;
    }
    /* an address: a number, names, and a street */
    for (uint32_t n = 1; n <= 4 && date_is_capital(scan, i + n); n++) {
        if (DATE_ONE_OF(date_near(scan, i, i + n), "street", "st.", "avenue", "ave.", "road",
                        "boulevard", "drive", "lane")) {
            return true;
        }
    }
    return false;
}

/* A year of the Middle Ages or before is one where nothing else can be meant: "c. 347", "in 1480",
 * "(1505)"; 0: it is none. */
static int year_old(const struct date_scan *scan, uint32_t i)
{
    const char *before = date_before(scan, i), *next = date_near(scan, i, i + 1),
               *tag = date_tag(scan, i, i + 1);
    int year = calendar_digits(date_word(scan, i));

    if (year < 100 || scan->facts[i].modifier != NULL || strncmp(tag, "NN", 2) == 0 ||
        strncmp(tag, "JJ", 2) == 0 || strcmp(tag, "CD") == 0) {
        return 0;
    }
    if (DATE_ONE_OF(before, "c.", "circa", "ca.") || (strcmp(before, "c") == 0 && year > 0)) {
        return year;
    }
    if (year < 1000) {
        return 0;
    }
    return (strcmp(before, "(") == 0 && strcmp(next, ")") == 0) ||
                   DATE_ONE_OF(before, "in", "since", "until", "by", "year")
               ? year
               : 0;
}

/* "in 96", "in 80 and 84": years as people say them. */
static int year_spoken(const struct date_scan *scan, uint32_t i)
{
    const char *word = date_word(scan, i), *before = date_before(scan, i),
               *next = date_near(scan, i, i + 1);
    int latest = scan->has_reference ? scan->today.year + 1 : 2030, year;
    bool listed = strcmp(before, "and") == 0 && scan->has_last && scan->last_end + 1 == i &&
                  scan->last_first + 1 == scan->last_end && scan->last.said.year > 0 &&
                  strlen(date_word(scan, scan->last_first)) == 2;

    if (!ascii_is_digit(word[0]) || !ascii_is_digit(word[1]) || word[2] != '\0' ||
        !(word[0] >= '5' || word[0] == '0')) {
        return 0;
    }
    if (!listed && (strcmp(before, "in") != 0 || i < 2 ||
                    DATE_ONE_OF(date_before(scan, i - 1), "one", "1", "two", "3") ||
                    !DATE_ONE_OF(next, "", ",", ".", ")", ";", "and"))) {
        return 0;
    }
    if (strcmp(next, "and") == 0 && calendar_digits(date_near(scan, i, i + 2)) < 0) {
        return 0;
    }
    year = calendar_digits(word);
    return 2000 + year <= latest ? 2000 + year : 1900 + year;
}

/* "2003-11", "2023/24", "2003–2011": tokens and the second year; 0: one year. */
static uint32_t year_second(const struct date_scan *scan, uint32_t i, int *first, int *second)
{
    const char *word = date_word(scan, i), *rest = NULL;
    uint32_t count = 1;
    char start[5];

    *second = 0;
    if (strlen(word) >= 7 && word[4] == '-') {
        memcpy(start, word, 4);
        start[4] = '\0';
        *first = calendar_year(start);
        rest = word + 5;
    } else if (DATE_ONE_OF(date_near(scan, i, i + 1), "-", "–", "—", "/")) {
        *first = calendar_year(word);
        rest = date_near(scan, i, i + 2);
        count = 3;
        if (strcmp(date_near(scan, i, i + 1), "/") == 0 && !date_touches(scan, i + 2)) {
            return 0;
        }
        if (!date_touches(scan, i + 2) && strlen(rest) == 4) {
            return 0; /* parted by a dash in spaces: two dates, as of birth and death */
        }
    }
    if (rest == NULL || *first == 0) {
        return 0;
    }
    if (strlen(rest) == 4) {
        *second = calendar_year(rest);
    } else if (strlen(rest) == 2 && ascii_is_digit(rest[0]) && ascii_is_digit(rest[1])) {
        *second = *first / 100 * 100 + (rest[0] - '0') * 10 + (rest[1] - '0');
        *second += *second <= *first && *first % 100 > 90 ? 100 : 0; /* 1999-00 */
    }
    if (strcmp(date_near(scan, i, i + 1), "/") == 0 && *second != *first + 1) {
        return 0; /* a fraction, a file's number */
    }
    return *second > *first && *first >= YEAR_FIRST - 300 && *second <= YEAR_LAST ? count : 0;
}

/* "2013-present", "2013 – present", "from 2013 to the present": tokens; 0: it ended. */
static uint32_t year_goes_on(const struct date_scan *scan, uint32_t i, int *year)
{
    const char *word = date_word(scan, i);
    char start[5];
    uint32_t the;

    if (strlen(word) > 5 && word[4] == '-') {
        memcpy(start, word, 4);
        start[4] = '\0';
        *year = calendar_year(start);
        return DATE_ONE_OF(word + 5, "present", "now", "today") ? 1 : 0;
    }
    *year = calendar_year(word);
    if (!DATE_ONE_OF(date_near(scan, i, i + 1), "-", "–", "—", "to", "until", "till", "through")) {
        return 0;
    }
    the = strcmp(date_near(scan, i, i + 2), "the") == 0 ? 1 : 0;
    if (strcmp(date_near(scan, i, i + 2 + the), "present") == 0) {
        bool day = strcmp(date_near(scan, i, i + 3 + the), "day") == 0;

        return 3 + the + (day ? 1 : 0);
    }
    return the == 0 && DATE_ONE_OF(date_near(scan, i, i + 2), "now", "today") ? 3 : 0;
}

/* "2021" where a year is likely, "2003-2011" */
struct date_found date_year(struct date_scan *scan, uint32_t i)
{
    struct arena *arena = scan->document->arena;
    const char *before = date_before(scan, i), *next = date_near(scan, i, i + 1);
    int year = calendar_year(date_word(scan, i)), first, second;
    uint32_t count;
    struct date_found found;
    bool led;

    if ((scan->document->tokens[i].flags & TOKEN_NUMBER) == 0 && scan->facts[i].modifier == NULL) {
        return (struct date_found){0};
    }
    if (year == 0 && year_spoken(scan, i) > 0) {
        return year_make(scan, 1, year_spoken(scan, i));
    }
    count = year_goes_on(scan, i, &first);
    if (count > 0 && first >= YEAR_FIRST && (!scan->has_reference || first <= scan->today.year)) {
        found = date_make_text(count, DATE_DATE, arena_printf(arena, "%04d/", first),
                               "from a year on: it had not ended");
        found.lead = strcmp(before, "from") == 0 ? 1 : 0;
        if (scan->has_reference) {
            found.has_range = true;
            found.first_day = timestamp_days(first, 1, 1);
            found.last_day = scan->reference;
        }
        return found;
    }
    count = year_second(scan, i, &first, &second);
    if (count > 0 && !year_is_number(scan, i) &&
        date_term_near(scan, i, i + count, TERM_UNIT) == NULL) {
        found = date_make_span(count, arena_printf(arena, "%04d/%04d", first, second),
                               timestamp_days(first, 1, 1), timestamp_days(second, 12, 31),
                               "years, from the first to the second");
        found.said.year = second;
        return found;
    }
    if (year_is_number(scan, i) || (strcmp(next, "/") == 0 && date_touches(scan, i + 1) &&
                                    ascii_is_digit(date_near(scan, i, i + 2)[0]))) {
        return (struct date_found){0};
    }
    if (year < YEAR_FIRST) {
        year = year_old(scan, i);
        return year > 0 ? year_make(scan, 1, year) : (struct date_found){0};
    }
    if (year > YEAR_LAST) {
        return (struct date_found){0};
    }
    led = DATE_ONE_OF(before, "in", "since", "of", "by", "from", "until", "till", "during",
                      "before", "after", "early", "late", "mid", "to", "and", "through", "year",
                      "around", "between", "circa", "c.", "the", "last", "'s", "for", "as", "-",
                      "–", "into", "or", "began", "ended", "throughout", ",", "(", "autumn",
                      "spring", "summer", "winter", "fall", "ca.", "[", "every", "than") ||
          DATE_ONE_OF(next, ")", "election", "elections", "census", "war", "invasion", "season",
                      "report", "revolution", "coup", "constitution", "budget", "protests");
    if (DATE_ONE_OF(before, "of", "to", "and", "for", "the", "or", "than", "as", ",", "from") &&
        strcmp(before, "the") != 0 && !(scan->has_last && scan->last_end + 1 == i) &&
        (strcmp(date_tag(scan, i, i + 1), "NNS") == 0 ||
         (strcmp(date_tag(scan, i, i + 1), "JJ") == 0 && year < 2000))) {
        led = false; /* "a force of 1900 men" */
    }
    if (scan->facts[i].modifier == NULL && !led && !year_stands(scan, i, year)) {
        return (struct date_found){0};
    }
    return year_make(scan, 1, year);
}
