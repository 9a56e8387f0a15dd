/* A date as a page or a URL writes it; what is found must be on the calendar. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/page/date_text.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct timestamp timestamp = {0};
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
    free(text);
    return 0;
}
