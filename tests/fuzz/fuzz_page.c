/* A page or text file, as extract reads it; the first byte chooses how it is offered. */
#include <stdint.h>
#include "common/config.h"
#include "common/memory.h"
#include "extract/page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {NULL, "text/html", "text/html; charset=windows-1252",
                                        "text/plain"};
    static struct config *config;
    static struct language_detector *languages;
    struct source_config source;
    struct article article = {0};
    struct arena *arena;
    struct error error;
    struct page page;

    if (size == 0) {
        return 0;
    }
    if (config == NULL && config_read(NULL, &config, &error) != STATUS_OK) {
        return 0;
    }
    languages = languages == NULL ? language_detector_new() : languages;
    config_default_source(config, &source);
    page = (struct page){.data = (const char *)data + 1,
                         .length = size - 1,
                         .content_type = types[data[0] & 3],
                         .url = (data[0] & 4) != 0 ? "https://a.example/2024/01/05/story" : NULL,
                         .fetched_at = "2024-02-01T00:00:00Z",
                         .source = &source,
                         .languages = languages};
    arena = arena_new();
    if (page_read(&page, arena, &article, &error) == STATUS_OK) {
        article.source = "fuzz";
        article_set_identity(&article, arena);
        json_decref(record_from_article(&article));
    }
    arena_free(arena);
    return 0;
}
