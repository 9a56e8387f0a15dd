/*
 * The weights of a layer as they are summed: a row for each feature, with a weight for each class,
 * in memory that the processor reads in whole cache lines. In the file only weights that are not 0
 * stand, and its hash table is nearly full; here it has room, so that a feature is found by one
 * look nearly always, and a small table of bits that stays in the processor's cache (Bloom 1970)
 * knows of most features that are missing.
 */
#ifndef DATELINE_TRANSFORM_MODEL_ROWS_H
#define DATELINE_TRANSFORM_MODEL_ROWS_H

#include <stddef.h>
#include <stdint.h>

enum {
    ROWS_BLOCK = 32,     /* bytes of a row: so many, or twice, or four times ... as many */
    ROWS_SPREAD = 2,     /* slots in memory for each of the file */
    ROWS_BATCH = 128,    /* features that are looked up side by side */
    ROWS_FILTER_BITS = 4 /* for each feature, at least */
};

struct model_layer;

struct rows_slot {
    uint32_t key; /* 0: free */
    uint32_t row;
};

struct rows {
    struct rows_slot *slots;
    uint32_t slot_count;
    uint32_t filter_shift; /* the bit of a key: what is left of it */
    uint64_t *filter;
    uint32_t width; /* of a row, in weights; what is more than classes is 0 */
    int8_t *narrow; /* weights of a narrow layer, else NULL */
    int16_t *wide;  /* those of another, else NULL */
    void *memory;   /* in which all of these stand */
    size_t memory_size;
};

/* Where a look-up of a key begins among `count` slots, which stand in the order of their keys. */
static inline uint32_t rows_first_slot(uint32_t key, uint32_t count)
{
    return (uint32_t)((uint64_t)key * count >> 32);
}

/* How many bytes of memory the rows of a layer take at most. */
uint64_t rows_bytes(const struct model_layer *layer);

/* Lays out a layer that was checked; ended by rows_free(). */
void rows_fill(struct rows *rows, const struct model_layer *layer);
void rows_free(struct rows *rows);

/* Adds the weights of ROWS_BATCH features at most to `scores`, of `class_count` classes. */
void rows_sum(const struct rows *rows, const uint32_t *keys, size_t count, uint32_t class_count,
              int32_t *scores);

#endif
