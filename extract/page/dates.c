#include "extract/page/dates.h"

#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"

enum { DATES_TEXT_MAX = 120, DATES_KEYS_MAX = 200, DATES_TALLY_MAX = 64 };

int dates_weight(enum date_source source)
{
    static const int weights[DATE_SOURCE_COUNT] = {
        [DATE_JSONLD] = 60, [DATE_OPENGRAPH] = 60, [DATE_HEAD] = 50,    [DATE_MICRODATA] = 50,
        [DATE_FEED] = 60,   [DATE_TIME] = 40,      [DATE_VISIBLE] = 50, [DATE_WEAK] = 30,
        [DATE_URL] = 45,    [DATE_SCRIPT] = 20,    [DATE_IMAGE] = 8,    [DATE_ANYWHERE] = 3};

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
