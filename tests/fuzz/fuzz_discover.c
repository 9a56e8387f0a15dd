/* A page (or a robots.txt, by the first byte) in which feeds, sitemaps and a listing are looked
 * for. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "extract/feed/discover.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 1;
    const struct discover_page page = {"https://a.example/x/", text, size - 1, NULL};
    struct string_list urls = {0};
    struct discover_listing found;
    struct arena *arena;

    if (size == 0) {
        return 0;
    }
    arena = arena_new();
    if (data[0] % 2 == 0) {
        discover_sitemaps(text, size - 1, page.url, arena, &urls);
    } else {
        discover_feeds(&page, arena, &urls);
        if (discover_listing(&page, arena, &found) &&
            ((found.class_name == NULL) == (found.xpath == NULL) || found.articles == 0)) {
            abort();
        }
    }
    for (size_t i = 0; i < urls.count; i++) {
        if (strncasecmp(urls.items[i], "http", 4) != 0) {
            abort();
        }
    }
    if (urls.count > DISCOVER_FEEDS_MAX + DISCOVER_SITEMAPS_MAX) {
        abort();
    }
    arena_free(arena);
    return 0;
}
