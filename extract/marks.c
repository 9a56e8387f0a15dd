#include "extract/marks.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { MARK_DIGITS = 16 };

void marks_free(struct marks *marks)
{
    free(marks->items);
    *marks = (struct marks){0};
}

void marks_add(struct marks *marks, uint64_t value, size_t place)
{
    marks->items = mem_grow(marks->items, &marks->capacity, marks->count, sizeof *marks->items);
    marks->items[marks->count++] = (struct mark){.value = value, .place = place};
}

static int marks_by_value(const void *a, const void *b)
{
    const struct mark *left = a, *right = b;

    return left->value < right->value   ? -1
           : left->value > right->value ? 1
           : left->place < right->place ? -1
                                        : left->place > right->place;
}

static int marks_by_place(const void *a, const void *b)
{
    const struct mark *left = a, *right = b;

    return left->place < right->place   ? -1
           : left->place > right->place ? 1
           : left->value < right->value ? -1
                                        : left->value > right->value;
}

void marks_read(struct marks *marks, const json_t *data)
{
    const json_t *seen = json_object_get(data, "seen"), *item;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)seen, i, item)
    {
        const char *text = json_string_value(item);
        char *end;

        if (text != NULL && strlen(text) == MARK_DIGITS && marks->count < MARKS_MAX) {
            uint64_t value = strtoull(text, &end, 16);

            if (*end == '\0') {
                marks_add(marks, value, i);
            }
        }
    }
    if (marks->count > 0) {
        qsort(marks->items, marks->count, sizeof *marks->items, marks_by_value);
    }
}

bool marks_find(struct marks *marks, uint64_t value)
{
    size_t low = 0, high = marks->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (marks->items[middle].value < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == marks->count || marks->items[low].value != value) {
        return false;
    }
    marks->items[low].found = true;
    return true;
}

/* A copy of the items that are wanted, by place; freed by the caller. */
static struct mark *marks_sort(const struct marks *marks, size_t *count)
{
    struct mark *sorted = mem_calloc(marks->count + 1, sizeof *sorted);

    *count = 0;
    for (size_t i = 0; i < marks->count; i++) {
        if (!marks->items[i].found) {
            sorted[(*count)++] = marks->items[i];
        }
    }
    qsort(sorted, *count, sizeof *sorted, marks_by_place);
    return sorted;
}

static void marks_append(json_t *array, const struct mark *items, size_t count)
{
    for (size_t i = 0; i < count && json_array_size(array) < MARKS_MAX; i++) {
        char text[MARK_DIGITS + 1];

        snprintf(text, sizeof text, "%016" PRIx64, items[i].value);
        json_array_append_new(array, json_string(text));
    }
}

json_t *marks_write(const struct marks *marks, const struct marks *old, size_t old_max)
{
    json_t *array = json_array();
    struct mark *items;
    size_t count;

    items = marks_sort(marks, &count);
    marks_append(array, items, count);
    free(items);
    items = marks_sort(old, &count);
    marks_append(array, items, count < old_max ? count : old_max);
    free(items);
    return array;
}
