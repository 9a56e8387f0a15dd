#include "extract/page/dates.h"

#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"

enum {
    DATES_TEXT_MAX = 120,
    DATES_KEYS_MAX = 200, /* places in a page that may be a key */
    DATES_KEY_REST = 24,  /* bytes of a key's name behind "publi" */
    DATES_VALUE_MAX = 40
};

int dates_weight(enum date_source source)
{
    static const int weights[DATE_SOURCE_COUNT] = {
        [DATE_JSONLD] = 60, [DATE_OPENGRAPH] = 60, [DATE_HEAD] = 50,    [DATE_MICRODATA] = 50,
        [DATE_FEED] = 60,   [DATE_TIME] = 40,      [DATE_VISIBLE] = 50, [DATE_WEAK] = 30,
        [DATE_URL] = 45,    [DATE_SCRIPT] = 25,    [DATE_MEDIA] = 8,    [DATE_FOLDER] = 3};

    return weights[source];
}

void dates_add(struct dates *dates, const struct date_witness *witness)
{
    if (dates->count < DATES_MAX) {
        dates->items[dates->count++] = *witness;
    }
}

/* Ten digits are seconds since 1970, thirteen milliseconds. */
static bool dates_epoch(const char *text, struct timestamp *timestamp)
{
    size_t digits = strspn(text, "0123456789");
    long long seconds;

    if ((digits != 10 && digits != 13) || text[digits] != '\0') {
        return false;
    }
    seconds = strtoll(text, NULL, 10) / (digits == 13 ? 1000 : 1);
    *timestamp = (struct timestamp){.hour = (int)(seconds / 3600 % 24),
                                    .minute = (int)(seconds / 60 % 60),
                                    .second = (int)(seconds % 60),
                                    .has_offset = true,
                                    .zulu = true,
                                    .precision = PRECISION_SECOND};
    timestamp_from_days(seconds / 86400, &timestamp->year, &timestamp->month, &timestamp->day);
    return timestamp->year >= 1995 && timestamp->year < 2100;
}

bool dates_parse(const char *text, struct date_witness *witness)
{
    struct date_text found;

    text += strspn(text, " \t\r\n");
    if (timestamp_parse(text, &witness->time) || dates_epoch(text, &witness->time)) {
        return true;
    }
    if (date_text_scan(text, strnlen(text, DATES_TEXT_MAX), &found, 1) == 0) {
        return false;
    }
    witness->time = found.time;
    witness->other = found.other;
    witness->order = found.order;
    return true;
}

void dates_offer(struct dates *dates, enum date_source source, bool modified, const char *text)
{
    struct date_witness witness = {
        .source = source, .weight = dates_weight(source), .modified = modified};

    if (text != NULL && dates_parse(text, &witness)) {
        dates_add(dates, &witness);
    }
}

/* Behind a key such as "datePublished": its value, if a date begins with it. */
static const char *dates_value(const char *text, const char *end)
{
    const char *rest = text;
    bool colon = false;

    while (rest < end && rest - text < DATES_KEY_REST &&
           (ascii_is_letter(*rest) || *rest == '_' || *rest == '-')) {
        rest++;
    }
    while (rest < end && rest - text < DATES_KEY_REST + 12 &&
           strchr("\"'\\ \t\r\n:=&;", *rest) != NULL) {
        colon = colon || *rest == ':' || *rest == '=';
        rest++;
        if (strncmp(rest, "quot;", 5) == 0) {
            rest += 5;
        }
    }
    return colon && rest < end && ascii_is_digit(*rest) ? rest : NULL;
}

void dates_read_bytes(struct dates *dates, const char *html, size_t length)
{
    const char *end = html + length, *p = html;

    for (size_t i = 0; i < dates->count; i++) {
        if (dates->items[i].source <= DATE_HEAD && !dates->items[i].modified) {
            return;
        }
    }
    for (size_t keys = 0; keys < DATES_KEYS_MAX; keys++) {
        char copy[DATES_VALUE_MAX + 1];
        const char *value;
        size_t size;

        p = memmem(p, (size_t)(end - p), "ublish", 6);
        if (p == NULL) {
            return;
        }
        p += 6;
        value = dates_value(p, end);
        if (value != NULL) {
            size =
                (size_t)(end - value) < DATES_VALUE_MAX ? (size_t)(end - value) : DATES_VALUE_MAX;
            memcpy(copy, value, size);
            copy[size] = '\0';
            copy[strcspn(copy, "\"'\\<&,}")] = '\0';
            dates_offer(dates, DATE_SCRIPT, false, copy);
        }
    }
}
