#include "transform/train/learner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { LEARNER_CELLS_FIRST = 2 /* of a row; it doubles as classes come */ };

struct learner_row {
    uint32_t key; /* 0: free */
    uint16_t count, capacity;
    size_t at; /* its first cell */
};

/* One weight that some mistake touched. */
struct learner_cell {
    uint32_t class_index;
    float weight;
    double late; /* the sum of its changes, each times the tick at which it came */
};

struct learner {
    size_t classes, count, slots;
    struct learner_row *rows;
    struct learner_cell *cells;
    size_t cell_count, cell_capacity;
    uint64_t ticks;
};

const float learner_all[LEARNER_LOTS] = {1, 0, 0};

struct learner *learner_new(size_t classes)
{
    struct learner *learner = mem_calloc(1, sizeof *learner);

    learner->classes = classes;
    learner->slots = 1u << 20;
    learner->rows = mem_calloc(learner->slots, sizeof *learner->rows);
    return learner;
}

void learner_free(struct learner *learner)
{
    free(learner->rows);
    free(learner->cells);
    free(learner);
}

static struct learner_row *learner_find(const struct learner *learner, uint32_t key)
{
    size_t slot = (key >> 1) & (learner->slots - 1);

    while (learner->rows[slot].key != 0 && learner->rows[slot].key != key) {
        slot = (slot + 1) & (learner->slots - 1);
    }
    return &learner->rows[slot];
}

void learner_score(const struct learner *learner, uint32_t key, float *scores)
{
    const struct learner_row *row = learner_find(learner, key);
    const struct learner_cell *cells = learner->cells + row->at;

    for (size_t i = 0; i < row->count; i++) {
        scores[cells[i].class_index] += cells[i].weight;
    }
}

static void learner_grow(struct learner *learner)
{
    struct learner_row *old = learner->rows;
    size_t slots = learner->slots;

    if (learner->count * 2 < slots) {
        return;
    }
    learner->slots *= 2;
    learner->rows = mem_calloc(learner->slots, sizeof *learner->rows);
    for (size_t i = 0; i < slots; i++) {
        if (old[i].key != 0) {
            *learner_find(learner, old[i].key) = old[i];
        }
    }
    free(old);
}

/* Room for one more cell; what the row had is copied behind all others. */
static void learner_widen(struct learner *learner, struct learner_row *row)
{
    size_t capacity = row->capacity == 0 ? LEARNER_CELLS_FIRST : row->capacity * 2u;

    while (learner->cell_count + capacity > learner->cell_capacity) {
        learner->cell_capacity = learner->cell_capacity == 0 ? 65536 : learner->cell_capacity * 2;
        learner->cells =
            mem_realloc(learner->cells, learner->cell_capacity * sizeof *learner->cells);
    }
    if (row->count > 0) {
        memcpy(learner->cells + learner->cell_count, learner->cells + row->at,
               row->count * sizeof *learner->cells);
    }
    row->at = learner->cell_count;
    row->capacity = (uint16_t)capacity;
    learner->cell_count += capacity;
}

static struct learner_cell *learner_cell(struct learner *learner, uint32_t key, size_t class_index)
{
    struct learner_row *row;

    learner_grow(learner);
    row = learner_find(learner, key);
    if (row->key == 0) {
        row->key = key;
        learner->count++;
    }
    for (size_t i = 0; i < row->count; i++) {
        if (learner->cells[row->at + i].class_index == class_index) {
            return &learner->cells[row->at + i];
        }
    }
    if (row->count == row->capacity) {
        learner_widen(learner, row);
    }
    learner->cells[row->at + row->count] =
        (struct learner_cell){.class_index = (uint32_t)class_index};
    return &learner->cells[row->at + row->count++];
}

void learner_update(struct learner *learner, uint32_t key, size_t class_index, float by)
{
    struct learner_cell *cell = learner_cell(learner, key, class_index);

    cell->weight += by;
    cell->late += (double)by * (double)learner->ticks;
}

void learner_tick(struct learner *learner)
{
    learner->ticks++;
}

void learner_average(struct learner *learner)
{
    double ticks = learner->ticks == 0 ? 1 : (double)learner->ticks;

    for (size_t slot = 0; slot < learner->slots; slot++) {
        const struct learner_row *row = &learner->rows[slot];

        for (size_t i = 0; i < row->count; i++) {
            struct learner_cell *cell = &learner->cells[row->at + i];

            cell->weight = (float)(((double)cell->weight * ticks - cell->late) / ticks);
            cell->late = 0;
        }
    }
}

/* The weights that the model gets. */
static void learner_weights(const struct learner *learner, const struct learner_row *row,
                            size_t class_count, const float shares[LEARNER_LOTS], float *weights)
{
    memset(weights, 0, class_count * sizeof *weights);
    for (size_t i = 0; i < row->count; i++) {
        const struct learner_cell *cell = &learner->cells[row->at + i];

        weights[cell->class_index % class_count] +=
            cell->weight * shares[cell->class_index / class_count];
    }
}

static float learner_largest(const float *weights, size_t count)
{
    float largest = 0;

    for (size_t i = 0; i < count; i++) {
        largest = fabsf(weights[i]) > largest ? fabsf(weights[i]) : largest;
    }
    return largest;
}

/* Sets the scaled weights of a row; returns whether some are not 0. */
static bool learner_scale(const float *weights, size_t count, float least, float scale, int most,
                          int16_t *row)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        long scaled = fabsf(weights[i]) < least ? 0 : lrintf(weights[i] * scale);

        scaled = scaled > most ? most : scaled < -most ? -most : scaled;
        row[i] = (int16_t)scaled;
        any = any || scaled != 0;
    }
    return any;
}

struct model_table learner_table(struct learner *learner, const char *name,
                                 const char *const *classes, size_t class_count,
                                 const float shares[LEARNER_LOTS], float least, int most)
{
    struct model_table table = {.name = name,
                                .classes = classes,
                                .class_count = class_count,
                                .narrow = most <= LEARNER_NARROW};
    uint32_t *keys = mem_calloc(learner->count + 1, sizeof *keys);
    int16_t *rows = mem_calloc(learner->count * class_count + 1, sizeof *rows);
    float *weights = mem_calloc(class_count + 1, sizeof *weights), largest = 1e-9f;

    for (size_t slot = 0; slot < learner->slots; slot++) {
        float found;

        learner_weights(learner, &learner->rows[slot], class_count, shares, weights);
        found = learner_largest(weights, class_count);
        largest = found > largest ? found : largest;
    }
    for (size_t slot = 0; slot < learner->slots; slot++) {
        const struct learner_row *row = &learner->rows[slot];

        learner_weights(learner, row, class_count, shares, weights);
        if (row->key != 0 && learner_scale(weights, class_count, least, (float)most / largest, most,
                                           rows + table.key_count * class_count)) {
            keys[table.key_count++] = row->key;
        }
    }
    table.keys = keys;
    table.rows = rows;
    free(weights);
    return table;
}

void learner_free_table(struct model_table *table)
{
    free((void *)(uintptr_t)table->keys);
    free((void *)(uintptr_t)table->rows);
    *table = (struct model_table){0};
}
