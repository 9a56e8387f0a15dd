#include "extract/page/date_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"

enum { DATE_TEXT_MAX = 400, DATE_WORD_MAX = 32, DATE_TIME_FAR = 40 };

/*
 * Beginnings of month names, lower case. A word matches the longest one that it begins with.
 */
static const struct {
    const char *start;
    int month;
} date_months[] = {
    {"january", 1},    {"janvier", 1},   {"januar", 1},    {"jänner", 1},    {"janeiro", 1},
    {"gennaio", 1},    {"enero", 1},     {"ene", 1},       {"gen", 1},       {"jan", 1},
    {"янв", 1},        {"stycz", 1},     {"ocak", 1},      {"leden", 1},     {"ledna", 1},
    {"siječ", 1},      {"ianuar", 1},    {"tammi", 1},     {"ιανουαρ", 1},   {"januári", 1},
    {"січ", 1},        {"february", 2},  {"février", 2},   {"fevrier", 2},   {"févr", 2},
    {"febbraio", 2},   {"fevereiro", 2}, {"fev", 2},       {"fév", 2},       {"feb", 2},
    {"фев", 2},        {"lut", 2},       {"şubat", 2},     {"subat", 2},     {"únor", 2},
    {"helmi", 2},      {"φεβρουαρ", 2},  {"лют", 2},       {"march", 3},     {"mars", 3},
    {"märz", 3},       {"maerz", 3},     {"marzo", 3},     {"março", 3},     {"marco", 3},
    {"mär", 3},        {"maart", 3},     {"mrt", 3},       {"mar", 3},       {"мар", 3},
    {"mart", 3},       {"březen", 3},    {"března", 3},    {"maalis", 3},    {"μαρτ", 3},
    {"márc", 3},       {"берез", 3},     {"april", 4},     {"avril", 4},     {"avr", 4},
    {"aprile", 4},     {"abril", 4},     {"abr", 4},       {"apr", 4},       {"ápr", 4},
    {"апр", 4},        {"kwie", 4},      {"nisan", 4},     {"duben", 4},     {"dubna", 4},
    {"huhti", 4},      {"απριλ", 4},     {"квіт", 4},      {"maggio", 5},    {"mayıs", 5},
    {"mayis", 5},      {"maio", 5},      {"mayo", 5},      {"magg", 5},      {"mag", 5},
    {"mai", 5},        {"maj", 5},       {"mei", 5},       {"may", 5},       {"май", 5},
    {"мая", 5},        {"máj", 5},       {"květen", 5},    {"května", 5},    {"touko", 5},
    {"μαΐ", 5},        {"μαϊ", 5},       {"трав", 5},      {"giugno", 6},    {"giu", 6},
    {"juin", 6},       {"june", 6},      {"juni", 6},      {"junio", 6},     {"junho", 6},
    {"jún", 6},        {"jun", 6},       {"июн", 6},       {"czerw", 6},     {"haziran", 6},
    {"červen", 6},     {"června", 6},    {"kesä", 6},      {"ιουν", 6},      {"черв", 6},
    {"luglio", 7},     {"lug", 7},       {"juillet", 7},   {"juil", 7},      {"july", 7},
    {"juli", 7},       {"julio", 7},     {"julho", 7},     {"júl", 7},       {"jul", 7},
    {"июл", 7},        {"lip", 7},       {"temmuz", 7},    {"červenec", 7},  {"července", 7},
    {"heinä", 7},      {"ιουλ", 7},      {"agosto", 8},    {"ago", 8},       {"août", 8},
    {"aout", 8},       {"august", 8},    {"aug", 8},       {"авг", 8},       {"sierp", 8},
    {"ağustos", 8},    {"agustos", 8},   {"srpen", 8},     {"srpna", 8},     {"elo", 8},
    {"αυγ", 8},        {"серп", 8},      {"september", 9}, {"septembre", 9}, {"settembre", 9},
    {"septiembre", 9}, {"setembro", 9},  {"sept", 9},      {"sep", 9},       {"set", 9},
    {"сен", 9},        {"wrze", 9},      {"eylül", 9},     {"eylul", 9},     {"září", 9},
    {"syys", 9},       {"szept", 9},     {"σεπ", 9},       {"верес", 9},     {"october", 10},
    {"octobre", 10},   {"ottobre", 10},  {"oktober", 10},  {"octubre", 10},  {"outubro", 10},
    {"out", 10},       {"ott", 10},      {"oct", 10},      {"okt", 10},      {"окт", 10},
    {"paźdz", 10},     {"pazdz", 10},    {"ekim", 10},     {"říjen", 10},    {"října", 10},
    {"loka", 10},      {"οκτ", 10},      {"жовт", 10},     {"november", 11}, {"novembre", 11},
    {"noviembre", 11}, {"novembro", 11}, {"nov", 11},      {"ноя", 11},      {"listop", 11},
    {"kasım", 11},     {"kasim", 11},    {"marras", 11},   {"νοε", 11},      {"листоп", 11},
    {"december", 12},  {"décembre", 12}, {"decembre", 12}, {"dezember", 12}, {"dicembre", 12},
    {"diciembre", 12}, {"dezembro", 12}, {"déc", 12},      {"dez", 12},      {"dic", 12},
    {"dec", 12},       {"des", 12},      {"дек", 12},      {"grudnia", 12},  {"grudzień", 12},
    {"aralık", 12},    {"aralik", 12},   {"prosin", 12},   {"joulu", 12},    {"δεκ", 12},
    {"груд", 12},
};

/* Upper to lower case for what the table has: ASCII, Latin-1 supplement, Cyrillic, Greek. */
static size_t date_lower(const char *text, size_t length, char out[DATE_WORD_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < length && count + 2 < DATE_WORD_MAX;) {
        unsigned char c = (unsigned char)text[i],
                      next = i + 1 < length ? (unsigned char)text[i + 1] : 0;

        if (c < 0x80) {
            out[count++] = ascii_lower((char)c);
            i++;
            continue;
        }
        if (c == 0xC3 && next >= 0x80 && next <= 0x9E) {
            next += 0x20;
        } else if (c == 0xD0 && next >= 0x90 && next <= 0x9F) {
            next += 0x20;
        } else if (c == 0xD0 && next >= 0xA0 && next <= 0xAF) {
            c = 0xD1;
            next -= 0x20;
        } else if (c == 0xCE && next >= 0x91 && next <= 0x9F) {
            next += 0x20;
        } else if (c == 0xCE && next >= 0xA0 && next <= 0xA9) {
            c = 0xCF;
            next -= 0x20;
        }
        out[count++] = (char)c;
        i++;
        if (next >= 0x80 && i < length) {
            out[count++] = (char)next;
            i++;
        }
    }
    out[count] = '\0';
    return count;
}

static int date_month(const char *word, size_t length)
{
    char lower[DATE_WORD_MAX];
    size_t size, longest = 0;
    int month = 0;

    if (length < 3 || length >= DATE_WORD_MAX) {
        return 0;
    }
    size = date_lower(word, length, lower);
    for (size_t i = 0; i < sizeof date_months / sizeof date_months[0]; i++) {
        size_t start = strlen(date_months[i].start);

        if (start <= longest) {
            continue;
        }
        /* a short beginning must be all, or nearly all, of the word: "mar" is not "market" */
        if (size >= start && memcmp(lower, date_months[i].start, start) == 0 &&
            (start > 3 ? size <= start + 6
                       : size <= start + 1 || (unsigned char)lower[0] >= 0x80)) {
            longest = start;
            month = date_months[i].month;
        }
    }
    return month;
}

enum date_part_kind { PART_NUMBER, PART_WORD, PART_SIGN };

struct date_part {
    enum date_part_kind kind;
    const char *text;
    size_t length;
    int number; /* PART_NUMBER of at most 8 digits; else -1 */
    int month;  /* PART_WORD */
    bool space; /* white space stands before it */
};

enum { DATE_PARTS_MAX = 96 };

static size_t date_split(const char *text, struct date_part parts[DATE_PARTS_MAX])
{
    size_t length = strnlen(text, DATE_TEXT_MAX), count = 0;
    bool space = false;

    for (size_t i = 0; i < length && count < DATE_PARTS_MAX;) {
        unsigned char c = (unsigned char)text[i];
        struct date_part *part = &parts[count];
        size_t start = i;

        if (ascii_is_space((char)c) ||
            (c == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] == 0xA0)) {
            i += c == 0xC2 ? 2 : 1;
            space = true;
            continue;
        }
        *part = (struct date_part){.text = text + i, .number = -1, .space = space};
        space = false;
        if (ascii_is_digit((char)c)) {
            while (i < length && ascii_is_digit(text[i])) {
                i++;
            }
            part->kind = PART_NUMBER;
            if (i - start <= 8) {
                part->number = (int)strtol(text + start, NULL, 10);
            }
        } else if (ascii_is_letter((char)c) || c >= 0x80) {
            while (i < length && (ascii_is_letter(text[i]) || (unsigned char)text[i] >= 0x80)) {
                i++;
            }
            part->kind = PART_WORD;
            part->month = date_month(text + start, i - start);
        } else {
            i++;
            part->kind = PART_SIGN;
        }
        part->length = i - start;
        count++;
    }
    return count;
}

static bool part_is(const struct date_part *part, const char *text)
{
    return part->length == strlen(text) && strncasecmp(part->text, text, part->length) == 0;
}

static bool date_set(struct timestamp *timestamp, int year, int month, int day)
{
    if (year >= 0 && year < 100) {
        year += year < 70 ? 2000 : 1900;
    }
    if (year < 1900 || year > 2100 || !timestamp_valid_date(year, month, day)) {
        return false;
    }
    *timestamp =
        (struct timestamp){.year = year, .month = month, .day = day, .precision = PRECISION_DAY};
    return true;
}

/* 2020-01-05, 2020/1/5, 2020.01.05, 2020年1月5日 at parts[i]; how many parts it took. */
static size_t date_year_first(const struct date_part *parts, size_t count,
                              struct timestamp *timestamp)
{
    if (count >= 5 && parts[0].kind == PART_NUMBER && parts[0].length == 4 &&
        parts[2].kind == PART_NUMBER && parts[2].length <= 2 && parts[4].kind == PART_NUMBER &&
        parts[4].length <= 2 &&
        ((parts[1].kind == PART_SIGN && strchr("-/.", *parts[1].text) != NULL &&
          parts[3].kind == PART_SIGN && *parts[3].text == *parts[1].text) ||
         (part_is(&parts[1], "年") && part_is(&parts[3], "月"))) &&
        date_set(timestamp, parts[0].number, parts[2].number, parts[4].number)) {
        return 5;
    }
    if (parts[0].kind == PART_NUMBER && parts[0].length == 8 &&
        date_set(timestamp, parts[0].number / 10000, parts[0].number / 100 % 100,
                 parts[0].number % 100)) {
        return 1;
    }
    return 0;
}

/* 05/01/2020, 5.1.2020, 5-1-20 */
static size_t date_numeric(const struct date_part *parts, size_t count, bool day_first,
                           struct timestamp *timestamp)
{
    int first, second;

    if (count < 5 || parts[0].kind != PART_NUMBER || parts[0].length > 2 ||
        parts[1].kind != PART_SIGN || strchr("/.-|", *parts[1].text) == NULL ||
        parts[2].kind != PART_NUMBER || parts[2].length > 2 || parts[3].kind != PART_SIGN ||
        *parts[3].text != *parts[1].text || parts[4].kind != PART_NUMBER ||
        (parts[4].length != 4 && parts[4].length != 2)) {
        return 0;
    }
    first = parts[0].number;
    second = parts[2].number;
    day_first = day_first || *parts[1].text == '.';
    if (second > 12 || (!day_first && first <= 12)) {
        return date_set(timestamp, parts[4].number, first, second) ? 5 : 0;
    }
    return date_set(timestamp, parts[4].number, second, first) ? 5 : 0;
}

static size_t date_skip(const struct date_part *parts, size_t count, size_t i)
{
    static const char *const fillers[] = {",",  ".",  "de", "of", "the", "del", "st", "nd", "rd",
                                          "th", "er", "º",  "ª",  "-",   "/",   "d",  "'",  "do"};

    for (bool more = true; more && i < count;) {
        more = false;
        for (size_t f = 0; f < sizeof fillers / sizeof fillers[0] && i < count; f++) {
            if (part_is(&parts[i], fillers[f])) {
                i++;
                more = true;
                break;
            }
        }
    }
    return i;
}

static bool date_is_day(const struct date_part *part)
{
    return part->kind == PART_NUMBER && part->length <= 2 && part->number >= 1 &&
           part->number <= 31;
}

static bool date_is_year(const struct date_part *part)
{
    return part->kind == PART_NUMBER && part->length == 4 && part->number >= 1900 &&
           part->number <= 2100;
}

/* "5 January 2020", "January 5, 2020", "2020 January 5" */
static size_t date_named(const struct date_part *parts, size_t count, struct timestamp *timestamp)
{
    size_t second = date_skip(parts, count, 1), third;

    if (second >= count) {
        return 0;
    }
    third = date_skip(parts, count, second + 1);
    if (third >= count) {
        return 0;
    }
    if (date_is_day(&parts[0]) && parts[second].month > 0 && date_is_year(&parts[third]) &&
        date_set(timestamp, parts[third].number, parts[second].month, parts[0].number)) {
        return third + 1;
    }
    if (parts[0].month > 0 && date_is_day(&parts[second]) && date_is_year(&parts[third]) &&
        date_set(timestamp, parts[third].number, parts[0].month, parts[second].number)) {
        return third + 1;
    }
    if (date_is_year(&parts[0]) && parts[second].month > 0 && date_is_day(&parts[third]) &&
        date_set(timestamp, parts[0].number, parts[second].month, parts[third].number)) {
        return third + 1;
    }
    /* "5-Jan-20" */
    if (date_is_day(&parts[0]) && parts[second].month > 0 && parts[third].kind == PART_NUMBER &&
        parts[third].length == 2 && third == 4 &&
        date_set(timestamp, parts[third].number, parts[second].month, parts[0].number)) {
        return third + 1;
    }
    return 0;
}

struct date_zone {
    const char *name;
    int minutes;
};

static const struct date_zone date_zones[] = {
    {"UTC", 0},    {"GMT", 0},    {"Z", 0},      {"EST", -300}, {"EDT", -240}, {"CST", -360},
    {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"BST", 60},
    {"CET", 60},   {"CEST", 120}, {"MEZ", 60},   {"MESZ", 120}, {"EET", 120},  {"EEST", 180},
    {"MSK", 180},  {"IST", 330},  {"JST", 540},  {"KST", 540},  {"AEST", 600}, {"AEDT", 660},
    {"BRT", -180}, {"WIB", 420},  {"SGT", 480},  {"HKT", 480}};

/* A zone at parts[i]: a name, or "+01:00", "-0300"; moves `i` behind it. */
static void date_take_zone(const struct date_part *parts, size_t count, size_t *i,
                           struct timestamp *timestamp)
{
    size_t at = *i;

    for (size_t z = 0; at < count && z < sizeof date_zones / sizeof date_zones[0]; z++) {
        if (part_is(&parts[at], date_zones[z].name)) {
            timestamp->offset_minutes = date_zones[z].minutes;
            timestamp->has_offset = true;
            timestamp->zulu = date_zones[z].minutes == 0;
            at++;
            *i = at;
            break;
        }
    }
    if (at + 1 < count && (part_is(&parts[at], "+") || part_is(&parts[at], "-")) &&
        parts[at + 1].kind == PART_NUMBER && !parts[at + 1].space) {
        int sign = *parts[at].text == '-' ? -1 : 1, minutes = -1;
        size_t taken = 2;

        if (parts[at + 1].length == 4) {
            minutes = parts[at + 1].number / 100 * 60 + parts[at + 1].number % 100;
        } else if (parts[at + 1].length <= 2) {
            minutes = parts[at + 1].number * 60;
            if (at + 3 < count && part_is(&parts[at + 2], ":") &&
                parts[at + 3].kind == PART_NUMBER) {
                minutes += parts[at + 3].number;
                taken = 4;
            }
        }
        if (minutes >= 0 && minutes <= 14 * 60) {
            timestamp->offset_minutes = sign * minutes;
            timestamp->has_offset = true;
            *i = at + taken;
        }
    }
}

static bool date_is_meridiem(const struct date_part *parts, size_t count, size_t i, char letter,
                             size_t *taken)
{
    char word[3] = {letter, 'm', '\0'};

    if (i < count && part_is(&parts[i], word)) {
        *taken = 1;
        return true;
    }
    if (i + 2 < count && parts[i].length == 1 && ascii_lower(*parts[i].text) == letter &&
        part_is(&parts[i + 1], ".") && part_is(&parts[i + 2], "m")) {
        *taken = i + 3 < count && part_is(&parts[i + 3], ".") ? 4 : 3;
        return true;
    }
    return false;
}

/* A time at parts[i]: "21h43", "17:40:00.000Z", "5:40 p.m. EDT", "5 pm"; false if it is none. */
static bool date_take_time(const struct date_part *parts, size_t count, size_t i,
                           struct timestamp *timestamp)
{
    int hour = parts[i].number, minute = 0, second = 0;
    enum timestamp_precision precision = PRECISION_MINUTE;
    size_t at = i + 1, taken = 0;
    bool clock = false;

    if (parts[i].kind != PART_NUMBER || parts[i].length > 2 || hour > 23) {
        return false;
    }
    if (at + 1 < count &&
        (part_is(&parts[at], ":") || part_is(&parts[at], "h") || part_is(&parts[at], ".")) &&
        parts[at + 1].kind == PART_NUMBER && parts[at + 1].length == 2 &&
        parts[at + 1].number < 60) {
        minute = parts[at + 1].number;
        at += 2;
        clock = true;
        if (at + 1 < count && part_is(&parts[at], ":") && parts[at + 1].kind == PART_NUMBER &&
            parts[at + 1].length == 2 && parts[at + 1].number <= 60) {
            second = parts[at + 1].number;
            precision = PRECISION_SECOND;
            at += 2;
            if (at + 1 < count && (part_is(&parts[at], ".") || part_is(&parts[at], ",")) &&
                parts[at + 1].kind == PART_NUMBER && !parts[at + 1].space) {
                at += 2; /* fractions */
            }
        }
    }
    if (date_is_meridiem(parts, count, at, 'p', &taken)) {
        hour = hour < 12 ? hour + 12 : hour;
        clock = true;
    } else if (date_is_meridiem(parts, count, at, 'a', &taken)) {
        hour = hour == 12 ? 0 : hour;
        clock = true;
    }
    at += taken;
    if (!clock) {
        return false;
    }
    timestamp->hour = hour;
    timestamp->minute = minute;
    timestamp->second = second;
    timestamp->precision = precision;
    if (at < count && part_is(&parts[at], "(")) {
        at++;
    }
    date_take_zone(parts, count, &at, timestamp);
    return true;
}

/* The time stands behind the date, or before it: "17:40, 5 January 2020". */
static void date_find_time(const struct date_part *parts, size_t count, size_t start, size_t end,
                           struct timestamp *timestamp)
{
    const char *edge = parts[end - 1].text + parts[end - 1].length;

    for (size_t i = end; i < count && parts[i].text - edge <= DATE_TIME_FAR; i++) {
        if (date_take_time(parts, count, i, timestamp)) {
            return;
        }
        if (parts[i].kind == PART_NUMBER || parts[i].month > 0) {
            break;
        }
    }
    for (size_t i = start; i >= 3; i--) {
        if (parts[start].text - parts[i - 3].text > DATE_TIME_FAR) {
            break;
        }
        if (parts[i - 3].kind == PART_NUMBER && date_take_time(parts, start, i - 3, timestamp)) {
            return;
        }
    }
}

bool date_text_find(const char *text, bool day_first, struct timestamp *timestamp)
{
    struct date_part parts[DATE_PARTS_MAX];
    size_t count;

    if (timestamp_parse(text, timestamp)) {
        return true;
    }
    count = date_split(text, parts);
    for (size_t i = 0; i < count; i++) {
        size_t taken = date_year_first(parts + i, count - i, timestamp);

        taken = taken > 0 ? taken : date_numeric(parts + i, count - i, day_first, timestamp);
        taken = taken > 0 ? taken : date_named(parts + i, count - i, timestamp);
        if (taken > 0) {
            /* "2020-01-05T19:40": the T is a word of its own here */
            if (i + taken < count && part_is(&parts[i + taken], "T")) {
                taken++;
            }
            date_find_time(parts, count, i, i + taken, timestamp);
            return true;
        }
    }
    return false;
}

static bool date_url_number(const char **p, size_t digits, int *number)
{
    char copy[5] = "";

    for (size_t i = 0; i < digits; i++) {
        if (!ascii_is_digit((*p)[i])) {
            return false;
        }
        copy[i] = (*p)[i];
    }
    *number = (int)strtol(copy, NULL, 10);
    *p += digits;
    return true;
}

bool date_text_find_in_url(const char *url, struct timestamp *timestamp)
{
    for (const char *start = strchr(url, '/'); start != NULL; start = strpbrk(start + 1, "/-_.")) {
        const char *p = start + 1;
        int year, month, day;

        if (!date_url_number(&p, 4, &year) || year < 1995) {
            continue;
        }
        if (*p != '\0' && strchr("/-_.", *p) != NULL) {
            char separator = *p++;
            char word[4] = {0};

            if (ascii_is_letter(*p)) { /* /2020/jan/05/ */
                memcpy(word, p, strnlen(p, 3));
                month = date_month(word, 3);
                p += 3;
                if (month == 0) {
                    continue;
                }
            } else if (!date_url_number(&p, 2, &month)) {
                continue;
            }
            if (*p != separator) {
                continue;
            }
            p++;
        } else if (!date_url_number(&p, 2, &month)) {
            continue;
        }
        if (!date_url_number(&p, 2, &day) || ascii_is_digit(*p)) {
            continue;
        }
        if (date_set(timestamp, year, month, day)) {
            return true;
        }
    }
    return false;
}
