#include "extract/page/date_text.h"

#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "extract/page/date_names.h"
#include "extract/page/date_part.h"

enum {
    DATE_YEAR_MIN = 1900,
    DATE_YEAR_MAX = 2100,
    DATE_BUDDHIST = 543,
    DATE_URL_YEAR_MIN = 1995,
    DATE_DAY_FAR = 5
};

/* Solar Hijri: years of 33 in which 8 are leap years, as the Iranian calendar had them since 1925
 * (Khayyam's cycle; right for 1343..1472, which is 1964..2093). 1348-10-11 is 1970-01-01. */
static int64_t date_solar_days(int year, int month, int day)
{
    static const bool leap[33] = {[1] = true,  [5] = true,  [9] = true,  [13] = true,
                                  [17] = true, [22] = true, [26] = true, [30] = true};
    int64_t days = 0;

    for (int y = 1348; y < year; y++) {
        days += leap[y % 33] ? 366 : 365;
    }
    return days + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1 - 286;
}

static bool date_set(struct timestamp *timestamp, int year, int month, int day)
{
    if (month > DATE_SOLAR_HIJRI) {
        month -= DATE_SOLAR_HIJRI;
        if (year < 1348 || year > 1478 || month > 12 || day < 1 || day > (month <= 6 ? 31 : 30)) {
            return false;
        }
        timestamp_from_days(date_solar_days(year, month, day), &year, &month, &day);
    }
    if (year >= 0 && year < 100) {
        year += year < 70 ? 2000 : 1900;
    }
    if (year >= 2400 && year <= 2700) {
        year -= DATE_BUDDHIST;
    }
    if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX || !timestamp_valid_date(year, month, day)) {
        return false;
    }
    *timestamp =
        (struct timestamp){.year = year, .month = month, .day = day, .precision = PRECISION_DAY};
    return true;
}

static bool date_is_number(const struct date_part *part, size_t digits_max)
{
    return part->kind == PART_NUMBER && part->digits <= digits_max;
}

static bool date_is_day(const struct date_part *part)
{
    return date_is_number(part, 2) && part->number >= 1 && part->number <= 31;
}

static bool date_is_year(const struct date_part *part)
{
    return part->kind == PART_NUMBER && part->digits == 4 &&
           ((part->number >= DATE_YEAR_MIN && part->number <= DATE_YEAR_MAX) ||
            (part->number >= 2400 && part->number <= 2700) ||
            (part->number >= 1348 && part->number <= 1478));
}

static bool date_is_sign(const struct date_part *part, const char *signs)
{
    return part->kind == PART_SIGN && part->length == 1 && strchr(signs, *part->text) != NULL;
}

static bool date_is_one_of(const struct date_part *part, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (date_part_is(part, words[i])) {
            return true;
        }
    }
    return false;
}

#define DATE_IS_ONE_OF(part, words)                                                                \
    date_is_one_of((part), (words), sizeof(words) / sizeof((words)[0]))

/* Years of the eras that dates of Japan and Taiwan count from. */
static int date_era(const struct date_part *part)
{
    static const struct {
        const char *name;
        int before;
    } eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}};

    for (size_t i = 0; i < sizeof eras / sizeof eras[0]; i++) {
        size_t length = strlen(eras[i].name);

        if (part->kind == PART_WORD && part->length >= length &&
            memcmp(part->text + part->length - length, eras[i].name, length) == 0) {
            return eras[i].before;
        }
    }
    return 0;
}

/* Whether the part begins with the sign, which other words of CJK may follow. */
static bool date_begins(const struct date_part *part, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (part->length >= strlen(signs[i]) &&
            memcmp(part->text, signs[i], strlen(signs[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* 2020-01-05, 2020/1/5, 2020.01.05, 2020年1月5日, 2020년 1월 5일 at parts[0]; how many parts. */
static size_t date_year_first(const struct date_part *parts, size_t count, int era,
                              struct date_text *found)
{
    static const char *const years[] = {"年", "년"}, *const months[] = {"月", "월"};
    int year = parts[0].number + era;

    if (count >= 5 && parts[0].kind == PART_NUMBER && date_is_number(&parts[2], 2) &&
        date_is_number(&parts[4], 2)) {
        bool signs = parts[0].digits == 4 && date_is_sign(&parts[1], "-/.") &&
                     date_is_sign(&parts[3], "-/.") && *parts[3].text == *parts[1].text;
        bool words = (parts[0].digits == 4 || era > 0) && date_begins(&parts[1], years, 2) &&
                     date_begins(&parts[3], months, 2);

        if ((signs || words) && date_is_year(&parts[0]) && year < 1500 && era == 0) {
            return date_set(&found->time, year, DATE_SOLAR_HIJRI + parts[2].number, parts[4].number)
                       ? 5
                       : 0;
        }
        if ((signs || words) && date_set(&found->time, year, parts[2].number, parts[4].number)) {
            return 5;
        }
    }
    if (parts[0].kind == PART_NUMBER && parts[0].digits == 8 && parts[0].number > 19000000 &&
        date_set(&found->time, parts[0].number / 10000, parts[0].number / 100 % 100,
                 parts[0].number % 100)) {
        return 1;
    }
    return 0;
}

/* 05/01/2020, 5.1.2020, 5-1-20: both readings, if the calendar has both. */
static size_t date_numeric(const struct date_part *parts, size_t count, struct date_text *found)
{
    int first, second, year;

    if (count < 5 || !date_is_number(&parts[0], 2) || !date_is_sign(&parts[1], "/.-|") ||
        !date_is_number(&parts[2], 2) || !date_is_sign(&parts[3], "/.-|") ||
        *parts[3].text != *parts[1].text || parts[4].kind != PART_NUMBER ||
        (parts[4].digits != 4 && parts[4].digits != 2)) {
        return 0;
    }
    found->short_year = parts[4].digits == 2;
    if (found->short_year && (parts[1].space || parts[2].space || parts[4].space)) {
        return 0;
    }
    first = parts[0].number;
    second = parts[2].number;
    year = parts[4].number;
    if (parts[4].digits == 4 && year < 1500) {
        return date_set(&found->time, year, DATE_SOLAR_HIJRI + second, first) ? 5 : 0;
    }
    if (!date_set(&found->time, year, second, first)) {
        found->order = -1;
        return date_set(&found->time, year, first, second) ? 5 : 0;
    }
    if (*parts[1].text != '.' && first != second && /* with points nobody writes the month first */
        !date_set(&found->other, year, first, second)) {
        found->order = 1;
    }
    return 5;
}

static size_t date_skip(const struct date_part *parts, size_t count, size_t i)
{
    static const char *const fillers[] = {",",   ".",    "de", "of", "the", "del", "st", "nd", "rd",
                                          "th",  "er",   "º",  "ª",  "-",   "/",   "d",  "'",  "do",
                                          "den", "di",   "da", "en", "m",   "ko",  "이", "،",  "de",
                                          "dne", "gada", "ти", "го", "ος",  "ta",  "na"};

    while (i < count && DATE_IS_ONE_OF(&parts[i], fillers)) {
        i++;
    }
    return i;
}

/* The month at parts[*i], moving behind it: a name, or "tháng 5", Vietnamese "month 5". */
static int date_take_month(const struct date_part *parts, size_t count, size_t *i)
{
    static const char *const vietnamese[] = {"tháng", "thg", "Tháng", "Thg", "THÁNG"};
    size_t at = *i;
    int month;

    if (at >= count || parts[at].kind != PART_WORD) {
        return 0;
    }
    month = date_names_month(parts[at].text, parts[at].length);
    if (month > DATE_SOLAR_HIJRI + 12) {
        month =
            at + 1 < count ? date_names_second(month, parts[at + 1].text, parts[at + 1].length) : 0;
        at++;
    } else if (month == 0 && at + 1 < count && DATE_IS_ONE_OF(&parts[at], vietnamese) &&
               date_is_number(&parts[at + 1], 2) && parts[at + 1].number >= 1 &&
               parts[at + 1].number <= 12) {
        month = parts[at + 1].number;
        at++;
    }
    *i = month > 0 ? at + 1 : *i;
    return month;
}

/* Whether a number stands near enough behind parts[0] to be the day of a month named there. */
static bool date_number_follows(const struct date_part *parts, size_t count)
{
    for (size_t i = 1; i < count && i <= DATE_DAY_FAR; i++) {
        if (parts[i].kind == PART_NUMBER) {
            return true;
        }
    }
    return false;
}

/* "5 January 20" and then nothing, or a bracket: not "5 January 20 people" nor "5 January 20:15".
 */
static bool date_ends_in_short_year(const struct date_part *parts, size_t count, size_t year)
{
    return year < count && parts[year].kind == PART_NUMBER && parts[year].digits == 2 &&
           parts[year].space && (year + 1 == count || date_is_sign(&parts[year + 1], ")]|"));
}

/* "5 January 2020", "January 5, 2020", "2020 January 5", "2020. gada 5. janvāris", "5-Jan-20" */
static size_t date_named(const struct date_part *parts, size_t count, struct date_text *found)
{
    size_t second, third;
    int month;

    if (!date_number_follows(parts, count)) {
        return 0;
    }
    second = date_skip(parts, count, 1);
    if (parts[0].kind == PART_WORD) {
        size_t behind = 0;

        if (second >= count || (!date_is_day(&parts[second]) && parts[second].kind == PART_SIGN)) {
            return 0;
        }
        month = date_take_month(parts, count, &behind);
        second = month > 0 ? date_skip(parts, count, behind) : count;
        if (second >= count || !date_is_day(&parts[second])) {
            return 0;
        }
        third = date_skip(parts, count, second + 1);
        return third < count && date_is_year(&parts[third]) &&
                       date_set(&found->time, parts[third].number, month, parts[second].number)
                   ? third + 1
                   : 0;
    }
    if (second >= count || parts[0].kind != PART_NUMBER) {
        return 0;
    }
    third = second;
    month = date_take_month(parts, count, &third);
    if (month > 0 && date_is_year(&parts[0])) {
        size_t day = date_skip(parts, count, third);

        return day < count && date_is_day(&parts[day]) &&
                       date_set(&found->time, parts[0].number, month, parts[day].number)
                   ? day + 1
                   : 0;
    }
    if (month > 0 && date_is_day(&parts[0])) {
        size_t year = date_skip(parts, count, third);

        if (year < count && date_part_is(&parts[year], "năm")) {
            year++;
        }
        if (year < count && date_is_year(&parts[year]) &&
            date_set(&found->time, parts[year].number, month, parts[0].number)) {
            return year + 1;
        }
        if (date_ends_in_short_year(parts, count, year) &&
            date_set(&found->time, parts[year].number, month, parts[0].number)) {
            found->short_year = true;
            return year + 1;
        }
        if (year == 4 && year < count && date_is_number(&parts[year], 2) &&
            parts[year].digits == 2 && date_is_sign(&parts[1], "-/.") &&
            date_set(&found->time, parts[year].number, month, parts[0].number)) {
            found->short_year = true;
            return year + 1;
        }
        return 0;
    }
    if (month == 0 && date_is_year(&parts[0]) && date_is_day(&parts[second])) {
        size_t name = date_skip(parts, count, second + 1); /* "2020. gada 5. janvāris" */

        month = date_take_month(parts, count, &name);
        if (month > 0 && date_set(&found->time, parts[0].number, month, parts[second].number)) {
            return name;
        }
    }
    return 0;
}

/* Whether parts[i] goes on with what stands before it, as in "10.192.168.1" or "555-1234". */
static bool date_goes_on(const struct date_part *parts, size_t i)
{
    return i >= 2 && !parts[i].space && !parts[i - 1].space && date_is_sign(&parts[i - 1], "./-") &&
           parts[i - 2].kind == PART_NUMBER;
}

/* "6. - 7. March 2020", "from 6 to 7 March": days on which something took place. */
static bool date_is_range(const struct date_part *parts, size_t i)
{
    static const char *const signs[] = {"-", "–", "—", "bis", "to", "al", "au", "a", "till"};

    if (i < 2 || !DATE_IS_ONE_OF(&parts[i - 1], signs)) {
        return false;
    }
    i -= date_is_sign(&parts[i - 2], ".") && i >= 3 ? 3 : 2;
    return date_is_day(&parts[i]);
}

static size_t date_at(const struct date_part *parts, size_t count, size_t i,
                      struct date_text *found)
{
    size_t taken = 0;
    int era;

    if (parts[i].kind == PART_SIGN) {
        return 0;
    }
    *found = (struct date_text){0};
    if (parts[i].kind == PART_NUMBER && !date_goes_on(parts, i)) {
        era = i > 0 ? date_era(&parts[i - 1]) : 0;
        taken = date_year_first(parts + i, count - i, era, found);
        taken = taken > 0 ? taken : date_numeric(parts + i, count - i, found);
        if (taken == 5 && i + 6 < count && date_is_sign(&parts[i + 5], "./-") &&
            !parts[i + 5].space && !parts[i + 6].space && parts[i + 6].kind == PART_NUMBER) {
            return 0; /* it goes on */
        }
    }
    return taken > 0 ? taken : date_named(parts + i, count - i, found);
}

/* "03/04/2024 21h43": nobody who writes the hour so writes the month first. */
static bool date_has_french_clock(const struct date_part *parts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (date_part_is(&parts[i], "h")) {
            return true;
        }
    }
    return false;
}

size_t date_text_scan(const char *text, size_t length, struct date_text *found, size_t max)
{
    struct date_part parts[DATE_PARTS_MAX];
    size_t count = date_part_split(text, length, parts), dates = 0;

    for (size_t i = 0; i < count && dates < max;) {
        struct date_text *date = &found[dates];
        size_t behind = i + date_at(parts, count, i, date), clock;

        if (behind == i) {
            i++;
            continue;
        }
        date->range = date_is_range(parts, i);
        date->start = (size_t)(parts[i].text - text);
        /* "2020-01-05T19:40": the T is a word of its own here */
        clock = behind < count && date_part_is(&parts[behind], "T") ? behind + 1 : behind;
        clock = date_clock_find(parts, count, i, clock, &date->time);
        if (date_has_french_clock(parts, behind, clock)) {
            date->other.precision = PRECISION_NONE;
        }
        if (date->other.precision != PRECISION_NONE) {
            struct timestamp other = date->other;

            date->other = date->time;
            date->other.year = other.year;
            date->other.month = other.month;
            date->other.day = other.day;
        }
        i = clock > behind ? clock : behind;
        date->end = (size_t)(parts[i - 1].text + parts[i - 1].length - text);
        dates++;
    }
    return dates;
}

bool date_text_find(const char *text, bool day_first, struct timestamp *timestamp)
{
    struct date_text found;

    if (timestamp_parse(text, timestamp)) {
        return true;
    }
    if (date_text_scan(text, strnlen(text, DATE_TEXT_MAX), &found, 1) == 0) {
        return false;
    }
    *timestamp = !day_first && found.other.precision != PRECISION_NONE ? found.other : found.time;
    return true;
}

/* The number at *p, of `least` to `most` digits and no more. */
static bool date_url_number(const char **p, size_t least, size_t most, int *number)
{
    size_t digits = strspn(*p, "0123456789");

    if (digits < least || digits > most) {
        return false;
    }
    *number = 0;
    for (; digits > 0; digits--) {
        *number = *number * 10 + (*(*p)++ - '0');
    }
    return true;
}

static bool date_url_sign(const char **p, const char *signs, char *sign)
{
    if (**p == '\0' || strchr(signs, **p) == NULL) {
        return false;
    }
    *sign = *(*p)++;
    return true;
}

/* /2020/01/05/, /2020/1/5/, /2020-01-05, /2020/jan/05/, /20200105, /05-01-2020 at p. */
static bool date_url_at(const char *p, struct timestamp *timestamp)
{
    const char *start = p;
    int year, month, day;
    bool short_day = false;
    char sign, again;

    if (date_url_number(&p, 8, 8, &year)) {
        return year / 10000 >= DATE_URL_YEAR_MIN &&
               date_set(timestamp, year / 10000, year / 100 % 100, year % 100);
    }
    if (date_url_number(&p, 4, 4, &year) && year >= DATE_URL_YEAR_MIN &&
        date_url_sign(&p, "/-_.", &sign)) {
        if (ascii_is_letter(*p)) {
            month = date_names_month(p, strnlen(p, 3));
            if (month == 0 || month > 12) {
                return false;
            }
            p += 3;
        } else {
            short_day = sign == '/' && *p != '0'; /* in "/2020/01/3/" the 3 is no day */
            if (!date_url_number(&p, short_day ? 1 : 2, 2, &month)) {
                return false;
            }
        }
        return date_url_sign(&p, "/-_.", &again) && again == sign &&
               date_url_number(&p, short_day ? 1 : 2, 2, &day) &&
               date_set(timestamp, year, month, day);
    }
    p = start;
    return date_url_number(&p, 2, 2, &day) && date_url_sign(&p, "-_.", &sign) &&
           date_url_number(&p, 2, 2, &month) && date_url_sign(&p, "-_.", &again) && again == sign &&
           date_url_number(&p, 4, 4, &year) && year >= DATE_URL_YEAR_MIN &&
           date_set(timestamp, year, month, day);
}

bool date_text_find_in_url(const char *url, struct timestamp *timestamp)
{
    size_t length = strcspn(url, "?#");

    for (const char *p = strchr(url, '/'); p != NULL && p < url + length;
         p = strpbrk(p + 1, "/-_.")) {
        if (date_url_at(p + 1, timestamp)) {
            return true;
        }
    }
    return false;
}
