#include "extract/warc/fields.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static size_t fields_line(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);

    return end == NULL ? length : (size_t)(end - text) + 1;
}

static bool fields_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char *fields_trim(struct arena *arena, const char *text, size_t length)
{
    while (length > 0 && fields_is_space(*text)) {
        text++;
        length--;
    }
    while (length > 0 && fields_is_space(text[length - 1])) {
        length--;
    }
    return arena_strndup(arena, text, length);
}

/* Line ends within a folded value become spaces. */
static void fields_unfold(char *value)
{
    for (; *value != '\0'; value++) {
        if (*value == '\r' || *value == '\n') {
            *value = ' ';
        }
    }
}

struct fields fields_read(struct arena *arena, const char *text, size_t length)
{
    struct fields fields = {0};
    size_t capacity = 0;

    while (length > 0 && fields.count < FIELDS_MAX) {
        size_t size = fields_line(text, length);
        const char *colon = memchr(text, ':', size);

        if (text[0] == '\n' || (text[0] == '\r' && size == 2)) {
            break;
        }
        while (size < length && (text[size] == ' ' || text[size] == '\t')) {
            size += fields_line(text + size, length - size);
        }
        if (colon != NULL && colon > text) {
            char *value = fields_trim(arena, colon + 1, (size_t)(text + size - colon - 1));
            struct field field = {.name = fields_trim(arena, text, (size_t)(colon - text)),
                                  .value = value};

            fields_unfold(value);
            fields.items =
                arena_grow(arena, fields.items, &capacity, fields.count, sizeof *fields.items);
            fields.items[fields.count++] = field;
        }
        text += size;
        length -= size;
    }
    return fields;
}

const char *fields_find(const struct fields *fields, const char *name)
{
    for (size_t i = fields->count; i > 0; i--) {
        if (strcasecmp(fields->items[i - 1].name, name) == 0) {
            return fields->items[i - 1].value;
        }
    }
    return NULL;
}
