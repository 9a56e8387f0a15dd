/* JSON-LD, as pages write it. */
#include <stdint.h>
#include <stdlib.h>
#include "extract/page/jsonld_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    json_t *values = json_array();

    jsonld_parse(arena, arena_strndup(arena, (const char *)data, size), values);
    if (json_array_size(values) > 50) {
        abort();
    }
    json_decref(values);
    arena_free(arena);
    return 0;
}
