#include "load/iso_days.h"

#include <stddef.h>
#include <string.h>
#include "common/timestamp.h"

/* Whether the text has the pattern's form: 'd' is a digit, all else itself; `length` bytes. */
static bool iso_form(const char *text, size_t length, const char *pattern)
{
    if (length != strlen(pattern)) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (pattern[i] == 'd' ? !digit : text[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

static int iso_number(const char *text, int digits)
{
    int value = 0;

    for (int i = 0; i < digits; i++) {
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* Whole months from the first of `month`. */
static bool iso_months(int year, int month, int months, int64_t *first, int64_t *last)
{
    int end_year = year + (month - 1 + months) / 12, end_month = (month - 1 + months) % 12 + 1;

    if (year < 1 || month < 1 || month > 12) {
        return false;
    }
    *first = timestamp_days(year, month, 1);
    *last = timestamp_days(end_year, end_month, 1) - 1;
    return true;
}

/* Week 1 is the one with January 4; weeks begin on Monday. */
static bool iso_week(int year, int week, int64_t *first, int64_t *last)
{
    int64_t fourth = timestamp_days(year, 1, 4);

    if (year < 1 || week < 1 || week > 53) {
        return false;
    }
    *first = fourth - timestamp_weekday(fourth) + (int64_t)(week - 1) * 7;
    *last = *first + 6;
    return true;
}

static bool iso_one(const char *text, size_t length, int64_t *first, int64_t *last)
{
    int year = length >= 4 && iso_form(text, 4, "dddd") ? iso_number(text, 4) : 0;

    if (length >= 10 && iso_form(text, 10, "dddd-dd-dd")) {
        int month = iso_number(text + 5, 2), day = iso_number(text + 8, 2);

        if (!timestamp_valid_date(year, month, day)) {
            return false;
        }
        *first = *last = timestamp_days(year, month, day);
        return true;
    }
    if (iso_form(text, length, "dddd-dd")) {
        return iso_months(year, iso_number(text + 5, 2), 1, first, last);
    }
    if (iso_form(text, length, "dddd-Wdd")) {
        return iso_week(year, iso_number(text + 6, 2), first, last);
    }
    if (iso_form(text, length, "dddd-Qd") && text[6] >= '1' && text[6] <= '4') {
        return iso_months(year, (text[6] - '1') * 3 + 1, 3, first, last);
    }
    if (iso_form(text, length, "dddd-Hd") && text[6] >= '1' && text[6] <= '2') {
        return iso_months(year, (text[6] - '1') * 6 + 1, 6, first, last);
    }
    if (iso_form(text, length, "dddd-Wdd-WE")) {
        if (!iso_week(year, iso_number(text + 6, 2), first, last)) {
            return false;
        }
        *first = *last - 1; /* Saturday and Sunday */
        return true;
    }
    if (iso_form(text, length, "dddd-SP") || iso_form(text, length, "dddd-SU") ||
        iso_form(text, length, "dddd-FA") || iso_form(text, length, "dddd-WI")) {
        static const char seasons[] = "PUAI";

        return iso_months(year, 3 * (int)(strchr(seasons, text[6]) - seasons) + 3, 3, first, last);
    }
    if (iso_form(text, length, "dddd")) {
        return year >= 1000 && iso_months(year, 1, 12, first, last);
    }
    if (iso_form(text, length, "dddX") || iso_form(text, length, "ddd")) {
        return text[0] != '0' && iso_months(iso_number(text, 3) * 10, 1, 120, first, last);
    }
    if (iso_form(text, length, "ddXX") || iso_form(text, length, "dd")) {
        return text[0] != '0' && iso_months(iso_number(text, 2) * 100, 1, 1200, first, last);
    }
    return false;
}

bool iso_days(const char *value, int64_t *first, int64_t *last)
{
    const char *slash = strchr(value, '/');
    int64_t skipped;

    if (slash == NULL) {
        return iso_one(value, strlen(value), first, last);
    }
    if (!iso_one(value, (size_t)(slash - value), first, &skipped)) {
        return false;
    }
    if (iso_one(slash + 1, strlen(slash + 1), &skipped, last) && *last >= *first) {
        return true;
    }
    *last = *first; /* an end that is none: the day of the start, if it is one */
    return iso_form(value, 10 <= slash - value ? 10 : 0, "dddd-dd-dd");
}
