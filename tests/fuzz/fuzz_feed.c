/* A feed, as extract reads it; the first byte chooses how it is offered. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
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
            if (feed.items[i].url == NULL || *feed.items[i].url == '\0') {
                abort();
            }
        }
    }
    arena_free(arena);
    return 0;
}
