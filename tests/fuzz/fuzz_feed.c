/* A feed, as extract reads it; the first byte chooses how it is offered. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "extract/feed/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 1;
    struct feed feed = {0};
    struct arena *arena;
    struct error error;
    size_t most;

    if (size == 0) {
        return 0;
    }
    most = (data[0] & 8) != 0 ? 3 : 10000;
    arena = arena_new();
    (void)feed_recognise(text, size - 1);
    if (feed_read(text, size - 1, NULL, (data[0] & 4) != 0 ? "https://a.example/feeds/x.rss" : NULL,
                  most, arena, &feed, &error) == STATUS_OK) {
        if (feed.count == 0 || feed.count > most) {
            abort();
        }
        for (size_t i = 0; i < feed.count; i++) {
            const struct feed_item *item = &feed.items[i];

            if (item->url == NULL || strncasecmp(item->url, "http", 4) != 0 ||
                (item->title != NULL && strlen(item->title) > FEED_TEXT_MAX) ||
                item->tags.count > FEED_NAMES_MAX || item->authors.count > FEED_NAMES_MAX ||
                (item->author != NULL) != (item->authors.count > 0) ||
                (item->content == NULL) != (feed_item_page(arena, item) == NULL)) {
                abort();
            }
        }
    }
    arena_free(arena);
    return 0;
}
