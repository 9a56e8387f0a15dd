/* A listing: the first line is an XPath or, behind a dot, a class; the rest is the page. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/memory.h"
#include "extract/feed/listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *end = memchr(text, '\n', size);
    struct listing_rule *rule = NULL;
    struct error error;
    char *line;

    if (end == NULL) {
        return 0;
    }
    line = mem_strndup(text, (size_t)(end - text));
    if (listing_rule_new(*line == '.' ? NULL : line, line, &rule, &error) == STATUS_OK) {
        struct arena *arena = arena_new();
        struct listing listing = {0};

        if (listing_read(rule, end + 1, size - (size_t)(end + 1 - text), NULL,
                         "https://a.example/x/", 50, arena, &listing, &error) == STATUS_OK &&
            (listing.count == 0 || listing.count > 50)) {
            abort();
        }
        for (size_t i = 0; i < listing.count; i++) {
            if (strncasecmp(listing.links[i].url, "http", 4) != 0 ||
                (listing.links[i].title != NULL &&
                 strlen(listing.links[i].title) > LISTING_TITLE_MAX)) {
                abort();
            }
        }
        arena_free(arena);
    }
    listing_rule_free(rule);
    free(line);
    return 0;
}
