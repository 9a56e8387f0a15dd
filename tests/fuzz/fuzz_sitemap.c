/* A sitemap, as extract reads it; the first byte chooses how it is offered. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "extract/feed/sitemap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 1;
    struct sitemap sitemap = {0};
    struct arena *arena;
    struct error error;
    size_t most;

    if (size == 0) {
        return 0;
    }
    most = (data[0] & 8) != 0 ? 3 : 1000;
    arena = arena_new();
    (void)sitemap_recognise(text, size - 1);
    if (sitemap_read(text, size - 1, (data[0] & 2) != 0 ? "text/xml; charset=utf-16" : NULL,
                     (data[0] & 4) != 0 ? "https://a.example/x/sitemap.xml" : NULL, most, arena,
                     &sitemap, &error) == STATUS_OK) {
        if (sitemap.count == 0 || sitemap.count > most) {
            abort();
        }
        for (size_t i = 0; i < sitemap.count; i++) {
            if (sitemap.entries[i].url == NULL ||
                strncasecmp(sitemap.entries[i].url, "http", 4) != 0) {
                abort();
            }
        }
    }
    arena_free(arena);
    return 0;
}
