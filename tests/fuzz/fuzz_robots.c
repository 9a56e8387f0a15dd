/* A robots.txt, a URL's path (the first line), and what must hold of any. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/net/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
    size_t length = end == NULL ? 0 : (size_t)(end - data);
    char *path = calloc(1, length + 2), *rest;
    struct robots *robots;

    if (path == NULL) {
        return 0;
    }
    path[0] = '/';
    memcpy(path + 1, data, length);
    size -= end == NULL ? 0 : length + 1;
    rest = malloc(size + 1); /* of its own, so that reading too far is seen */
    if (rest == NULL) {
        free(path);
        return 0;
    }
    if (size > 0) {
        memcpy(rest, end == NULL ? data : end + 1, size);
    }
    robots = robots_read(rest, size, "Dateline");
    (void)robots_allows(robots, path);
    if (!robots_allows(robots, "/robots.txt") || robots_delay(robots) < 0 ||
        robots_delay(robots) > ROBOTS_DELAY_MAX * 1000L) {
        abort();
    }
    robots_free(robots);
    free(rest);
    free(path);
    return 0;
}
