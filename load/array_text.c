#include "load/array_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void array_text_init(struct array_text *array)
{
    *array = (struct array_text){.text = BUF_INIT(ARRAY_TEXT_MAX)};
}

void array_text_free(struct array_text *array)
{
    buf_free(&array->text);
    array->count = 0;
}

static void array_text_put(struct array_text *array, const char *data, size_t length)
{
    if (!buf_append(&array->text, data, length)) {
        fprintf(stderr, "dateline-load: an array outgrew %d bytes\n", ARRAY_TEXT_MAX);
        exit(EXIT_FAILURE);
    }
}

static void array_text_next(struct array_text *array)
{
    array_text_put(array, array->count++ == 0 ? "{" : ",", 1);
}

void array_text_add(struct array_text *array, const char *item)
{
    array_text_next(array);
    array_text_put(array, "\"", 1);
    while (*item != '\0') {
        size_t plain = strcspn(item, "\"\\");

        array_text_put(array, item, plain);
        item += plain;
        if (*item != '\0') {
            array_text_put(array, "\\", 1);
            array_text_put(array, item++, 1);
        }
    }
    array_text_put(array, "\"", 1);
}

void array_text_add_int(struct array_text *array, int64_t item)
{
    char number[24];
    int length = snprintf(number, sizeof number, "%" PRId64, item);

    array_text_next(array);
    array_text_put(array, number, (size_t)length);
}

const char *array_text_end(struct array_text *array)
{
    if (array->count == 0) {
        return "{}";
    }
    array_text_put(array, "}", 1);
    return buf_text(&array->text);
}
