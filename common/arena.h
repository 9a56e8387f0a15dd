/*
 * Memory of one record, freed together. Nothing in an arena is freed alone.
 * "Results live in the arena passed in" is the ownership rule of every step of the pipeline.
 */
#ifndef DATELINE_COMMON_ARENA_H
#define DATELINE_COMMON_ARENA_H

#include <stddef.h>
#include "common/error.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Forgets everything, keeping a first block for the next record. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *arena, const char *text) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *arena, const char *text, size_t length)
    __attribute__((returns_nonnull));
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3)
    __attribute__((returns_nonnull));

/*
 * Makes room for one more item in an array that lives in the arena; the counterpart of mem_grow().
 * New room is zeroed. The old array stays in the arena until it is reset.
 */
void *arena_grow(struct arena *arena, void *items, size_t *capacity, size_t count, size_t item_size)
    __attribute__((returns_nonnull));

#endif
