/* The time of day and the zone beside a date. */
#include <string.h>
#include "common/ascii.h"
#include "extract/page/date_part.h"

enum { CLOCK_FAR = 40, CLOCK_ZONE_MINUTES_MAX = 14 * 60 };

struct clock_zone {
    const char *name;
    int minutes;
};

static const struct clock_zone clock_zones[] = {
    {"UTC", 0},    {"GMT", 0},    {"Z", 0},      {"EST", -300}, {"EDT", -240}, {"CST", -360},
    {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"BST", 60},
    {"CET", 60},   {"CEST", 120}, {"MEZ", 60},   {"MESZ", 120}, {"EET", 120},  {"EEST", 180},
    {"MSK", 180},  {"IST", 330},  {"JST", 540},  {"KST", 540},  {"AEST", 600}, {"AEDT", 660},
    {"BRT", -180}, {"WIB", 420},  {"SGT", 480},  {"HKT", 480}};

/* A zone at parts[i]: a name, or "+01:00", "-0300"; moves `i` behind it. */
static void clock_take_zone(const struct date_part *parts, size_t count, size_t *i,
                            struct timestamp *timestamp)
{
    size_t at = *i;

    for (size_t z = 0; at < count && z < sizeof clock_zones / sizeof clock_zones[0]; z++) {
        if (date_part_is(&parts[at], clock_zones[z].name)) {
            timestamp->offset_minutes = clock_zones[z].minutes;
            timestamp->has_offset = true;
            timestamp->zulu = clock_zones[z].minutes == 0;
            at++;
            *i = at;
            break;
        }
    }
    if (at + 1 < count && (date_part_is(&parts[at], "+") || date_part_is(&parts[at], "-")) &&
        parts[at + 1].kind == PART_NUMBER && !parts[at + 1].space) {
        int sign = *parts[at].text == '-' ? -1 : 1, minutes = -1;
        size_t taken = 2;

        if (parts[at + 1].digits == 4) {
            minutes = parts[at + 1].number / 100 * 60 + parts[at + 1].number % 100;
        } else if (parts[at + 1].digits <= 2) {
            minutes = parts[at + 1].number * 60;
            if (at + 3 < count && date_part_is(&parts[at + 2], ":") &&
                parts[at + 3].kind == PART_NUMBER && parts[at + 3].digits == 2) {
                minutes += parts[at + 3].number;
                taken = 4;
            }
        }
        if (minutes >= 0 && minutes <= CLOCK_ZONE_MINUTES_MAX) {
            timestamp->offset_minutes = sign * minutes;
            timestamp->has_offset = true;
            *i = at + taken;
        }
    }
}

static bool clock_is_meridiem(const struct date_part *parts, size_t count, size_t i, char letter,
                              size_t *taken)
{
    char word[3] = {letter, 'm', '\0'};

    if (i < count && date_part_is(&parts[i], word)) {
        *taken = 1;
        return true;
    }
    if (i + 2 < count && parts[i].length == 1 && ascii_lower(*parts[i].text) == letter &&
        date_part_is(&parts[i + 1], ".") && date_part_is(&parts[i + 2], "m")) {
        *taken = i + 3 < count && date_part_is(&parts[i + 3], ".") ? 4 : 3;
        return true;
    }
    return false;
}

/* 'a' or 'p' for the words before the hour, in Korean, Japanese and Chinese; else 0. */
static char clock_half(const struct date_part *part)
{
    if (date_part_is(part, "오후") || date_part_is(part, "午後") || date_part_is(part, "下午")) {
        return 'p';
    }
    return date_part_is(part, "오전") || date_part_is(part, "午前") || date_part_is(part, "上午")
               ? 'a'
               : '\0';
}

static bool clock_parts_minute(const struct date_part *part)
{
    return date_part_is(part, ":") || date_part_is(part, "h") || date_part_is(part, ".") ||
           date_part_is(part, "時") || date_part_is(part, "时") || date_part_is(part, "시") ||
           date_part_is(part, "：");
}

/*
 * A time at parts[i]: "21h43", "17:40:00.000Z", "5:40 p.m. EDT", "5 pm", "오후 3:20". Returns the
 * index behind it, 0 if it is none.
 */
static size_t clock_take(const struct date_part *parts, size_t count, size_t i,
                         struct timestamp *timestamp)
{
    char half = clock_half(&parts[i]);
    int hour, minute = 0, second = 0;
    enum timestamp_precision precision = PRECISION_MINUTE;
    size_t at, taken = 0;
    bool clock = false;

    i += half != '\0';
    at = i + 1;
    if (i >= count || parts[i].kind != PART_NUMBER || parts[i].digits > 2 || parts[i].number > 23) {
        return 0;
    }
    hour = parts[i].number;
    if (at + 1 < count && clock_parts_minute(&parts[at]) && parts[at + 1].kind == PART_NUMBER &&
        parts[at + 1].digits == 2 && parts[at + 1].number < 60) {
        minute = parts[at + 1].number;
        at += 2;
        clock = true;
        if (at + 1 < count && date_part_is(&parts[at], ":") && parts[at + 1].kind == PART_NUMBER &&
            parts[at + 1].digits == 2 && parts[at + 1].number <= 60) {
            second = parts[at + 1].number;
            precision = PRECISION_SECOND;
            at += 2;
            if (at + 1 < count &&
                (date_part_is(&parts[at], ".") || date_part_is(&parts[at], ",")) &&
                parts[at + 1].kind == PART_NUMBER && !parts[at + 1].space) {
                at += 2; /* fractions */
            }
        }
    }
    if (clock_is_meridiem(parts, count, at, 'p', &taken)) {
        half = 'p';
    } else if (clock_is_meridiem(parts, count, at, 'a', &taken)) {
        half = 'a';
    }
    at += taken;
    if (!clock && taken == 0) {
        return 0;
    }
    hour += half == 'p' && hour < 12 ? 12 : half == 'a' && hour == 12 ? -12 : 0;
    timestamp->hour = hour;
    timestamp->minute = minute;
    timestamp->second = second;
    timestamp->precision = precision;
    if (at < count && date_part_is(&parts[at], "(")) {
        at++;
    }
    clock_take_zone(parts, count, &at, timestamp);
    return at;
}

size_t date_clock_find(const struct date_part *parts, size_t count, size_t start, size_t end,
                       struct timestamp *timestamp)
{
    const char *edge = parts[end - 1].text + parts[end - 1].length;

    for (size_t i = end; i < count && parts[i].text - edge <= CLOCK_FAR; i++) {
        size_t behind = clock_take(parts, count, i, timestamp);

        if (behind > 0) {
            return behind;
        }
        if (parts[i].kind == PART_NUMBER) {
            break;
        }
    }
    for (size_t i = start; i >= 3; i--) {
        if (parts[start].text - parts[i - 3].text > CLOCK_FAR) {
            break;
        }
        if (parts[i - 3].kind == PART_NUMBER && clock_take(parts, start, i - 3, timestamp) > 0) {
            break;
        }
    }
    return end;
}
