/* A byline; names that are found are whole UTF-8 of a sensible size, each once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/utf8.h"
#include "extract/page/byline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct string_list *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (*names->items[i] == '\0' || strchr(names->items[i], '\n') != NULL ||
            !utf8_valid(names->items[i])) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct byline byline = {0};
    const char *text = arena_strndup(arena, (const char *)data, size);

    if (utf8_valid(text)) {
        byline_read(arena, text, &byline);
        check(&byline.people);
        check(&byline.others);
        (void)byline_is_lead(text);
    }
    arena_free(arena);
    return 0;
}
