/*
 * Allocation that does not fail: out of memory ends the process with a message and exit code 1.
 * Sizes are checked for overflow here, once. Memory is freed with free().
 */
#ifndef DATELINE_COMMON_MEMORY_H
#define DATELINE_COMMON_MEMORY_H

#include <stddef.h>

void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));
void *mem_calloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *mem_realloc(void *memory, size_t size) __attribute__((returns_nonnull));
char *mem_strdup(const char *text) __attribute__((malloc, returns_nonnull));
char *mem_strndup(const char *text, size_t length) __attribute__((malloc, returns_nonnull));

/*
 * Makes room for one more item in a growing array: `items` holds `count` items of `item_size`
 * bytes and has room for `*capacity`. Returns the array, moved if it had to grow.
 */
void *mem_grow(void *items, size_t *capacity, size_t count, size_t item_size)
    __attribute__((returns_nonnull));

/* Whole pages, all 0, for tables that stay; ended with munmap(). */
void *mem_map(size_t size) __attribute__((returns_nonnull));

/* Gives Jansson and libxml2 the allocators above, and keeps memory for the next record; call first
 * in main(). */
void mem_install(void);

#endif
