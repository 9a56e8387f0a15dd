#include "common/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { ARENA_BLOCK = 64 * 1024, ARENA_ALIGNMENT = _Alignof(max_align_t) };

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    _Alignas(max_align_t) char data[];
};

struct arena {
    struct arena_block *blocks; /* newest first */
};

static struct arena_block *arena_block_new(size_t size)
{
    struct arena_block *block = mem_alloc(sizeof *block + size);

    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = mem_alloc(sizeof *arena);

    arena->blocks = arena_block_new(ARENA_BLOCK);
    return arena;
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks->next != NULL) {
        struct arena_block *next = arena->blocks->next;

        free(arena->blocks);
        arena->blocks = next;
    }
    arena->blocks->used = 0;
}

void arena_free(struct arena *arena)
{
    if (arena != NULL) {
        arena_reset(arena);
        free(arena->blocks);
        free(arena);
    }
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->blocks;
    void *memory;

    if (size > SIZE_MAX / 2) {
        return mem_alloc(SIZE_MAX); /* ends the process */
    }
    size = (size + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;
    if (block->size - block->used < size) {
        block = arena_block_new(size > ARENA_BLOCK ? size : ARENA_BLOCK);
        block->next = arena->blocks;
        arena->blocks = block;
    }
    memory = block->data + block->used;
    block->used += size;
    return memset(memory, 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    size_t have = strnlen(text, length);
    char *copy = arena_alloc(arena, have + 1);

    memcpy(copy, text, have);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    char brief[256], *text;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(brief, sizeof brief, format, arguments);
    va_end(arguments);
    if (length < 0) { /* only over INT_MAX bytes */
        length = 0;
        brief[0] = '\0';
    }
    text = arena_alloc(arena, (size_t)length + 1);
    if ((size_t)length < sizeof brief) { /* as nearly all are: written once */
        memcpy(text, brief, (size_t)length + 1);
    } else {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

void *arena_grow(struct arena *arena, void *items, size_t *capacity, size_t count, size_t item_size)
{
    size_t room;
    void *moved;

    if (count < *capacity) {
        return items;
    }
    room = *capacity == 0 ? 8 : *capacity * 2;
    if (room > SIZE_MAX / 4 / item_size) {
        return mem_alloc(SIZE_MAX); /* ends the process */
    }
    moved = arena_alloc(arena, room * item_size);
    if (count > 0) {
        memcpy(moved, items, count * item_size);
    }
    *capacity = room;
    return moved;
}
