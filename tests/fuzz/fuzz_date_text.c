/* A date as a page or a URL writes it; what is found must be on the calendar. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/page/date_phrase.h"
#include "extract/page/date_text.h"
#include "extract/page/dates.h"

enum { DATES_IN_TEXT = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct timestamp *found)
{
    struct timestamp again;
    char text[TIMESTAMP_SIZE];

    if (!timestamp_valid_date(found->year, found->month, found->day)) {
        abort();
    }
    timestamp_format(found, text);
    if (!timestamp_parse(text, &again) || again.day != found->day) {
        abort();
    }
}

/* All dates of a text, each inside of it and behind the one before. */
static void scan(const char *text, size_t length)
{
    struct date_text found[DATES_IN_TEXT];
    size_t count = date_text_scan(text, length, found, DATES_IN_TEXT), behind = 0;

    for (size_t i = 0; i < count; i++) {
        if (found[i].start < behind || found[i].end <= found[i].start || found[i].end > length) {
            abort();
        }
        behind = found[i].end;
        check(&found[i].time);
        if (found[i].other.precision != PRECISION_NONE) {
            check(&found[i].other);
        }
        if (date_phrase_find(text, length, found[i].start, found[i].end) > PHRASE_OTHER) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct date_witness witness = {0};
    struct timestamp timestamp = {0};
    struct dates *dates;
    char *text;

    if (size == 0) {
        return 0;
    }
    text = calloc(1, size);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    if (date_text_find(text, (data[0] & 1) != 0, &timestamp)) {
        check(&timestamp);
    }
    timestamp = (struct timestamp){0};
    if (date_text_find_in_url(text, &timestamp)) {
        check(&timestamp);
    }
    scan(text, size - 1);
    if (dates_parse(text, &witness)) {
        check(&witness.time);
    }
    dates = calloc(1, sizeof *dates);
    if (dates != NULL) {
        dates_read_bytes(dates, text, size - 1);
        for (size_t i = 0; i < dates->count; i++) {
            check(&dates->items[i].time);
        }
    }
    free(dates);
    free(text);
    return 0;
}
