#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "extract/feed/feed.h"
#include "extract/page/date_text.h"

enum { FEED_DATE_MAX = 100, FEED_WORD_MAX = 12 };

/* What was found in the text so far. */
struct feed_date_parts {
    struct timestamp at;
    int first, second; /* numbers that are day or year; -1: none yet */
    bool has_month, has_time, has_zone, year_first;
};

static const struct {
    const char *name;
    int minutes;
} feed_zones[] = {
    /* RFC 822, with what people write besides; names that mean several zones are left out, but
     * those that RFC 822 gives to North America */
    {"GMT", 0},    {"UT", 0},      {"UTC", 0},     {"Z", 0},      {"WET", 0},    {"EST", -300},
    {"EDT", -240}, {"CST", -360},  {"CDT", -300},  {"MST", -420}, {"MDT", -360}, {"PST", -480},
    {"PDT", -420}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"BRT", -180}, {"ART", -180},
    {"BST", 60},   {"WEST", 60},   {"CET", 60},    {"MEZ", 60},   {"CEST", 120}, {"MESZ", 120},
    {"EET", 120},  {"EEST", 180},  {"MSK", 180},   {"TRT", 180},  {"EAT", 180},  {"SAST", 120},
    {"PKT", 300},  {"IST", 330},   {"WIB", 420},   {"ICT", 420},  {"HKT", 480},  {"SGT", 480},
    {"AWST", 480}, {"JST", 540},   {"KST", 540},   {"AEST", 600}, {"AEDT", 660}, {"NZST", 720},
    {"NZDT", 780},
};

static int feed_month(const char *word)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    size_t length = strlen(word);

    for (int i = 0; i < 12; i++) {
        if (length >= 3 && (strncasecmp(word, months[i], length) == 0 ||
                            (length == 4 && i == 8 && strcasecmp(word, "sept") == 0))) {
            return i + 1;
        }
    }
    return 0;
}

/* A number of at most 9 digits; its value, and how many. */
static int feed_number(const char *text, size_t *digits)
{
    int value = 0;

    *digits = 0;
    while (ascii_is_digit(text[*digits]) && *digits < 9) {
        value = value * 10 + (text[(*digits)++] - '0');
    }
    return value;
}

/* "+0100", "-3:30", "+2": how long it is; 0: it is none. */
static size_t feed_offset(const char *text, int *minutes)
{
    size_t digits, more = 0;
    int value = feed_number(text + 1, &digits), rest = 0;

    if (digits == 0 || digits > 4) {
        return 0;
    }
    if (digits > 2) {
        rest = value % 100;
        value /= 100;
    } else if (text[1 + digits] == ':') {
        rest = feed_number(text + 2 + digits, &more);
        more++;
    }
    if (value > 14 || rest > 59) {
        return 0;
    }
    *minutes = (value * 60 + rest) * (*text == '-' ? -1 : 1);
    return 1 + digits + more;
}

/* hour:minute[:second[.fraction]], then perhaps AM or PM. */
static size_t feed_time(const char *text, struct timestamp *at)
{
    size_t digits, length;

    at->hour = feed_number(text, &digits);
    length = digits + 1;
    at->minute = feed_number(text + length, &digits);
    if (digits == 0) {
        return 0;
    }
    length += digits;
    at->precision = PRECISION_MINUTE;
    if (text[length] == ':' && ascii_is_digit(text[length + 1])) {
        at->second = feed_number(text + length + 1, &digits);
        length += 1 + digits;
        at->precision = PRECISION_SECOND;
        if ((text[length] == '.' || text[length] == ',') && ascii_is_digit(text[length + 1])) {
            (void)feed_number(text + length + 1, &digits);
            length += 1 + digits;
        }
    }
    while (text[length] == ' ') {
        length++;
    }
    if (ascii_lower(text[length + (text[length] != '\0')]) == 'm' &&
        !ascii_is_letter(text[length + 2])) {
        bool afternoon = ascii_lower(text[length]) == 'p';

        if (afternoon || ascii_lower(text[length]) == 'a') {
            at->hour = at->hour % 12 + (afternoon ? 12 : 0);
            length += 2;
        }
    }
    return length;
}

/* "T101530", "T1015" behind a day without hyphens. */
static size_t feed_basic_time(const char *text, struct feed_date_parts *parts)
{
    size_t digits;
    int value = ascii_lower(*text) == 't' ? feed_number(text + 1, &digits) : 0;

    if (ascii_lower(*text) != 't' || (digits != 6 && digits != 4)) {
        return 0;
    }
    value *= digits == 4 ? 100 : 1;
    parts->at.hour = value / 10000;
    parts->at.minute = value / 100 % 100;
    parts->at.second = value % 100;
    parts->at.precision = digits == 4 ? PRECISION_MINUTE : PRECISION_SECOND;
    parts->has_time = true;
    return 1 + digits;
}

/* "2024-01-06", "2024/1/6", "2024.01.06", "20240106": how long it is; 0: it is none. */
static size_t feed_iso_day(const char *text, struct feed_date_parts *parts)
{
    struct timestamp *at = &parts->at;
    size_t digits, length;
    int value = feed_number(text, &digits);
    char separator = text[digits];

    if (digits == 8) {
        at->year = value / 10000;
        at->month = value / 100 % 100;
        at->day = value % 100;
        length = digits + feed_basic_time(text + digits, parts);
    } else if (digits == 4 && separator != '\0' && strchr("-/.", separator) != NULL) {
        at->year = value;
        length = digits + 1;
        at->month = feed_number(text + length, &digits);
        length += digits + 1;
        if (digits == 0 || digits > 2 || text[length - 1] != separator) {
            return 0;
        }
        at->day = feed_number(text + length, &digits);
        length += digits;
    } else {
        return 0;
    }
    parts->has_month = parts->year_first = digits > 0;
    return digits == 0 ? 0 : length;
}

static size_t feed_date_number(const char *text, struct feed_date_parts *parts)
{
    size_t digits, length;
    int value = feed_number(text, &digits);

    if (text[digits] == ':' && !parts->has_time) {
        length = feed_time(text, &parts->at);
        parts->has_time = length > 0;
        return length;
    }
    length = parts->has_month ? 0 : feed_iso_day(text, parts);
    if (length > 0) {
        return length;
    }
    if (parts->first < 0) {
        parts->first = value;
        parts->year_first = digits > 2;
    } else if (parts->second < 0) {
        parts->second = value;
    }
    return digits;
}

static size_t feed_date_word(const char *text, struct feed_date_parts *parts)
{
    char word[FEED_WORD_MAX + 1];
    size_t length = 0;
    int month;

    while (ascii_is_letter(text[length])) {
        if (length < FEED_WORD_MAX) {
            word[length] = text[length];
        }
        length++;
    }
    word[length < FEED_WORD_MAX ? length : FEED_WORD_MAX] = '\0';
    month = feed_month(word);
    if (month > 0 && !parts->has_month) {
        parts->at.month = month;
        parts->has_month = true;
    }
    for (size_t i = 0;
         i < sizeof feed_zones / sizeof feed_zones[0] && parts->has_time && !parts->has_zone; i++) {
        if (strcasecmp(word, feed_zones[i].name) == 0) {
            parts->at.offset_minutes = feed_zones[i].minutes;
            parts->at.has_offset = parts->has_zone = true;
            parts->at.zulu = feed_zones[i].minutes == 0;
        }
    }
    return length;
}

/* RFC 822 with its parts in any order, and forms near ISO 8601. */
static bool feed_parse_date(const char *text, struct timestamp *timestamp)
{
    struct feed_date_parts parts = {.first = -1, .second = -1};
    struct timestamp *at = &parts.at;
    int minutes;

    at->precision = PRECISION_DAY;
    for (const char *p = text; *p != '\0';) {
        size_t length = 1;

        if (ascii_is_digit(*p)) {
            length = feed_date_number(p, &parts);
        } else if (ascii_is_letter(*p)) {
            length = feed_date_word(p, &parts);
        } else if ((*p == '+' || *p == '-') && parts.has_time) {
            length = feed_offset(p, &minutes);
            if (length > 0) { /* also behind "GMT" */
                at->offset_minutes = minutes;
                at->has_offset = parts.has_zone = true;
                at->zulu = false;
            }
        }
        if (length == 0) {
            return false;
        }
        p += length;
    }
    if (at->year == 0 && parts.first >= 0 && parts.second >= 0) {
        at->day = parts.year_first ? parts.second : parts.first;
        at->year = parts.year_first ? parts.first : parts.second;
        at->year += at->year < 70 ? 2000 : at->year < 100 ? 1900 : 0;
    }
    if (parts.has_time && at->hour == 24 && at->minute == 0 && at->second == 0 &&
        timestamp_valid_date(at->year, at->month, at->day)) {
        int64_t days = timestamp_days(at->year, at->month, at->day) + 1;

        timestamp_from_days(days, &at->year, &at->month, &at->day);
        at->hour = 0;
    }
    *timestamp = *at;
    return parts.has_month && timestamp_valid_date(at->year, at->month, at->day) && at->hour < 24 &&
           at->minute < 60 && at->second <= 60;
}

const char *feed_date(struct arena *arena, const char *text)
{
    struct timestamp timestamp = {0};
    char formatted[TIMESTAMP_SIZE];
    size_t length;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length > 0 && ascii_is_space(text[length - 1])) {
        length--;
    }
    if (length == 0 || length > FEED_DATE_MAX) {
        return NULL;
    }
    text = arena_strndup(arena, text, length);
    /* the last for names of months in other languages */
    if (!timestamp_parse(text, &timestamp) && !feed_parse_date(text, &timestamp) &&
        (!date_text_find(text, true, &timestamp) || timestamp.precision < PRECISION_DAY)) {
        return NULL;
    }
    timestamp_format(&timestamp, formatted);
    return arena_strdup(arena, formatted);
}
