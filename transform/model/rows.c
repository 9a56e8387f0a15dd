#include "transform/model/rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "common/memory.h"
#include "transform/model/model.h"

typedef int8_t rows_bytes16 __attribute__((vector_size(16)));
typedef int16_t rows_words8 __attribute__((vector_size(16)));
typedef int32_t rows_words4 __attribute__((vector_size(16)));

enum {
    ROWS_LINE = 64,        /* bytes of a cache line: a row of up to 64 narrow weights is one */
    ROWS_PAGE = 2097152,   /* bytes of a large page of memory */
    ROWS_FILTER_MIN = 1024 /* bits */
};

static size_t rows_weight_size(const struct model_layer *layer)
{
    return layer->narrow != NULL ? sizeof(int8_t) : sizeof(int16_t);
}

static uint32_t rows_width(const struct model_layer *layer)
{
    uint32_t width = ROWS_BLOCK / (uint32_t)rows_weight_size(layer);

    while (width < layer->class_count) {
        width *= 2;
    }
    return width;
}

uint64_t rows_bytes(const struct model_layer *layer)
{
    return (uint64_t)layer->slot_count * rows_width(layer) * rows_weight_size(layer);
}

static size_t rows_round(size_t size)
{
    return (size + ROWS_LINE - 1) / ROWS_LINE * ROWS_LINE;
}

/*
 * Room for all tables in a piece, all 0. Look-ups go all over it: with large pages, where the
 * system has them, the processor does not wait to learn where a page is.
 */
static void rows_alloc(struct rows *rows, const struct model_layer *layer, uint32_t count)
{
    size_t filter = (size_t)1 << (32 - rows->filter_shift), slots, size;
    char *start;

    filter = rows_round(filter / 8);
    slots = rows_round(rows->slot_count * sizeof *rows->slots);
    size = filter + slots + rows_round((size_t)(count + 1) * rows->width * rows_weight_size(layer));
    rows->memory_size = size + ROWS_PAGE;
    rows->memory = mem_map(rows->memory_size);
    start = rows->memory;
    start += (ROWS_PAGE - (uintptr_t)start % ROWS_PAGE) % ROWS_PAGE;
    (void)madvise(start, size, MADV_HUGEPAGE);
    rows->filter = (void *)start;
    rows->slots = (void *)(start + filter);
    if (layer->narrow != NULL) {
        rows->narrow = (void *)(start + filter + slots);
    } else {
        rows->wide = (void *)(start + filter + slots);
    }
}

/* Fills the row of the feature whose weights begin at `at`. */
static void rows_fill_row(struct rows *rows, const struct model_layer *layer, uint32_t at,
                          uint32_t row)
{
    size_t first = (size_t)row * rows->width;
    uint32_t weight;

    if (layer->narrow != NULL) {
        do {
            weight = layer->narrow[at++];
            rows->narrow[first + (weight & (MODEL_RUN_END - 1))] = (int8_t)(weight >> 8);
        } while ((weight & MODEL_RUN_END) == 0);
    } else {
        do {
            weight = layer->wide[at++];
            rows->wide[first + (weight & (MODEL_RUN_END - 1))] = (int16_t)(weight >> 16);
        } while ((weight & MODEL_RUN_END) == 0);
    }
}

/* So that there are ROWS_FILTER_BITS for each feature, and twice as many at most. */
static uint32_t rows_filter_shift(uint32_t count)
{
    uint64_t bits = ROWS_FILTER_MIN;
    uint32_t shift = 22;

    while (bits < (uint64_t)count * ROWS_FILTER_BITS && shift > 0) {
        bits *= 2;
        shift--;
    }
    return shift;
}

/* Slots stand in the order of their keys, so this goes through both tables from front to back. */
static void rows_place(struct rows *rows, uint32_t key, uint32_t row)
{
    uint32_t at = rows_first_slot(key, rows->slot_count);

    while (rows->slots[at].key != 0) {
        at = at + 1 < rows->slot_count ? at + 1 : 0;
    }
    rows->slots[at] = (struct rows_slot){key, row};
    rows->filter[key >> rows->filter_shift >> 6] |= UINT64_C(1) << (key >> rows->filter_shift & 63);
}

void rows_fill(struct rows *rows, const struct model_layer *layer)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < layer->slot_count; i++) {
        count += layer->slots[i].key != 0;
    }
    *rows = (struct rows){.slot_count = layer->slot_count * ROWS_SPREAD,
                          .filter_shift = rows_filter_shift(count),
                          .width = rows_width(layer)};
    rows_alloc(rows, layer, count);
    for (uint32_t i = 0, row = 0; i < layer->slot_count; i++) {
        if (layer->slots[i].key != 0) {
            rows_place(rows, layer->slots[i].key, row);
            rows_fill_row(rows, layer, layer->slots[i].run, row++);
        }
    }
}

void rows_free(struct rows *rows)
{
    if (rows->memory != NULL) {
        (void)munmap(rows->memory, rows->memory_size);
    }
    *rows = (struct rows){0};
}

/* Adds sixteen weights of eight bits to two sums of eight. */
static inline void rows_add(const int8_t *at, rows_words8 *low, rows_words8 *high)
{
    const rows_bytes16 zero = {0};
    rows_bytes16 weights, sign;

    memcpy(&weights, at, sizeof weights);
    sign = weights < zero;
    *low += (rows_words8)__builtin_shufflevector(weights, sign, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20,
                                                 5, 21, 6, 22, 7, 23);
    *high += (rows_words8)__builtin_shufflevector(weights, sign, 8, 24, 9, 25, 10, 26, 11, 27, 12,
                                                  28, 13, 29, 14, 30, 15, 31);
}

static void rows_sum_narrow(const void *const *found, size_t count, uint32_t class_count,
                            int32_t *scores)
{
    for (uint32_t from = 0; from < class_count; from += ROWS_BLOCK) {
        /* ROWS_BATCH weights of eight bits do not overflow */
        rows_words8 a = {0}, b = {0}, c = {0}, d = {0};
        int16_t sums[ROWS_BLOCK];

        for (size_t k = 0; k < count; k++) {
            const int8_t *at = (const int8_t *)found[k] + from;

            rows_add(at, &a, &b);
            rows_add(at + 16, &c, &d);
        }
        memcpy(sums, &a, sizeof a);
        memcpy(sums + 8, &b, sizeof b);
        memcpy(sums + 16, &c, sizeof c);
        memcpy(sums + 24, &d, sizeof d);
        if (from + ROWS_BLOCK <= class_count) {
            for (uint32_t i = 0; i < ROWS_BLOCK; i++) { /* side by side */
                scores[from + i] += sums[i];
            }
        } else {
            for (uint32_t i = 0; from + i < class_count; i++) {
                scores[from + i] += sums[i];
            }
        }
    }
}

static void rows_sum_wide(const void *const *found, size_t count, uint32_t class_count,
                          int32_t *scores)
{
    for (uint32_t from = 0; from < class_count; from += 8) {
        rows_words4 low = {0}, high = {0};

        for (size_t k = 0; k < count; k++) {
            rows_words8 weights, sign;

            memcpy(&weights, (const int16_t *)found[k] + from, sizeof weights);
            sign = weights < 0;
            low += (rows_words4)__builtin_shufflevector(weights, sign, 0, 8, 1, 9, 2, 10, 3, 11);
            high += (rows_words4)__builtin_shufflevector(weights, sign, 4, 12, 5, 13, 6, 14, 7, 15);
        }
        for (uint32_t c = 0; c < 8 && from + c < class_count; c++) {
            scores[from + c] += c < 4 ? low[c] : high[c - 4];
        }
    }
}

/* Keeps the keys that may be there. */
static size_t rows_may_have(const struct rows *rows, const uint32_t *keys, size_t count,
                            uint32_t *kept)
{
    size_t kept_count = 0;

    for (size_t k = 0; k < count; k++) {
        uint32_t bit = keys[k] >> rows->filter_shift;

        kept[kept_count] = keys[k];
        kept_count += rows->filter[bit >> 6] >> (bit & 63) & 1;
    }
    return kept_count;
}

void rows_sum(const struct rows *rows, const uint32_t *keys, size_t count, uint32_t class_count,
              int32_t *scores)
{
    const char *first =
        rows->narrow != NULL ? (const char *)rows->narrow : (const char *)rows->wide;
    size_t size = rows->width * (rows->narrow != NULL ? sizeof(int8_t) : sizeof(int16_t));
    uint32_t kept[ROWS_BATCH];
    const void *found[ROWS_BATCH];
    size_t kept_count = rows_may_have(rows, keys, count, kept), found_count = 0;

    for (size_t k = 0; k < kept_count; k++) {
        __builtin_prefetch(&rows->slots[rows_first_slot(kept[k], rows->slot_count)]);
    }
    for (size_t k = 0; k < kept_count; k++) {
        uint32_t at = rows_first_slot(kept[k], rows->slot_count);

        while (rows->slots[at].key != kept[k] && rows->slots[at].key != 0) {
            at = at + 1 < rows->slot_count ? at + 1 : 0;
        }
        found[found_count] = first + rows->slots[at].row * size;
        __builtin_prefetch(found[found_count]);
        found_count += rows->slots[at].key != 0;
    }
    if (rows->narrow != NULL) {
        rows_sum_narrow(found, found_count, class_count, scores);
    } else {
        rows_sum_wide(found, found_count, class_count, scores);
    }
}
