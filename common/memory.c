#include "common/memory.h"

#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "common/error.h"

enum {
    MEMORY_MAPPED = 1024 * 1024,   /* bytes: what is larger goes back to the system at once */
    MEMORY_KEPT = 16 * 1024 * 1024 /* bytes that are free and wait for the next record */
};

/* Nothing is flushed: half a record must not reach stdout. */
static _Noreturn void memory_die(size_t size)
{
    fprintf(stderr,
            "out of memory: %zu bytes more were refused; use fewer threads or smaller limits\n",
            size);
    _Exit(EXIT_FAILED);
}

void *mem_alloc(size_t size)
{
    void *memory = malloc(size == 0 ? 1 : size);

    if (memory == NULL) {
        memory_die(size);
    }
    return memory;
}

void *mem_calloc(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

    if (memory == NULL) {
        memory_die(size);
    }
    return memory;
}

void *mem_map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        memory_die(size);
    }
    return memory;
}

void *mem_realloc(void *memory, size_t size)
{
    void *moved = realloc(memory, size == 0 ? 1 : size);

    if (moved == NULL) {
        memory_die(size);
    }
    return moved;
}

char *mem_strndup(const char *text, size_t length)
{
    size_t have = strnlen(text, length);
    char *copy = mem_alloc(have + 1);

    memcpy(copy, text, have);
    copy[have] = '\0';
    return copy;
}

char *mem_strdup(const char *text)
{
    return mem_strndup(text, strlen(text));
}

void *mem_grow(void *items, size_t *capacity, size_t count, size_t item_size)
{
    size_t room;

    if (count < *capacity) {
        return items;
    }
    room = *capacity == 0 ? 8 : *capacity * 2;
    if (room > SIZE_MAX / 2 / item_size) {
        memory_die(SIZE_MAX);
    }
    *capacity = room;
    return mem_realloc(items, room * item_size);
}

void mem_install(void)
{
    /* A page's 100 KB would be asked of the system, and zeroed by it, for each page again. */
    (void)mallopt(M_MMAP_THRESHOLD, MEMORY_MAPPED);
    (void)mallopt(M_TRIM_THRESHOLD, MEMORY_KEPT);
    json_set_alloc_funcs(mem_alloc, free);
    if (xmlMemSetup(free, mem_alloc, mem_realloc, mem_strdup) != 0) {
        memory_die(0);
    }
}
