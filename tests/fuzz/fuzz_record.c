/* One line of the stream, as transform and load read it. */
#include <stdint.h>
#include "common/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct schema *schema; /* compiled once for all inputs */
    struct error error;
    enum record_kind kind;
    json_t *record;

    if (schema == NULL && record_schema_new(&schema, &error) != STATUS_OK) {
        return 1;
    }
    if (record_parse(schema, (const char *)data, size, &record, &kind, &error) == STATUS_OK &&
        kind == RECORD_ARTICLE) {
        struct arena *arena = arena_new();
        struct article article;

        record_read_article(record, arena, &article);
        article_set_identity(&article, arena);
        json_decref(record_from_article(&article));
        arena_free(arena);
    }
    json_decref(record);
    return 0;
}
