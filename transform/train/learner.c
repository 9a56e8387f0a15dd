#include "transform/train/learner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

struct learner_row {
    uint32_t key; /* 0: free */
    uint32_t at;  /* of weights, sums and stamps: row number */
};

struct learner {
    size_t classes, count, capacity, slots;
    struct learner_row *rows;
    float *weights; /* count times classes, as are the next two */
    double *sums;   /* of the weight over all ticks up to its stamp */
    uint64_t *stamps;
    uint64_t ticks;
};

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
    free(learner->weights);
    free(learner->sums);
    free(learner->stamps);
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

    if (row->key != 0) {
        const float *weights = learner->weights + row->at * learner->classes;

        for (size_t i = 0; i < learner->classes; i++) {
            scores[i] += weights[i];
        }
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

static void *learner_extend(void *items, size_t old, size_t count, size_t size)
{
    char *more = mem_realloc(items, count * size);

    memset(more + old * size, 0, (count - old) * size);
    return more;
}

static size_t learner_row(struct learner *learner, uint32_t key)
{
    struct learner_row *row;

    learner_grow(learner);
    row = learner_find(learner, key);
    if (row->key == 0) {
        if (learner->count == learner->capacity) {
            size_t old = learner->capacity * learner->classes, count;

            learner->capacity = learner->capacity == 0 ? 65536 : learner->capacity * 2;
            count = learner->capacity * learner->classes;
            learner->weights = learner_extend(learner->weights, old, count, sizeof(float));
            learner->sums = learner_extend(learner->sums, old, count, sizeof(double));
            learner->stamps = learner_extend(learner->stamps, old, count, sizeof(uint64_t));
        }
        *row = (struct learner_row){key, (uint32_t)learner->count++};
    }
    return row->at * learner->classes;
}

void learner_update(struct learner *learner, uint32_t key, size_t class_index, float by)
{
    size_t at = learner_row(learner, key) + class_index;

    learner->sums[at] +=
        (double)(learner->ticks - learner->stamps[at]) * (double)learner->weights[at];
    learner->stamps[at] = learner->ticks;
    learner->weights[at] += by;
}

void learner_tick(struct learner *learner)
{
    learner->ticks++;
}

/* The weight that the model gets. */
static float learner_weight(const struct learner *learner, size_t row, size_t class_index,
                            size_t class_count)
{
    const float *weights = learner->weights + row * learner->classes + class_index;

    return learner->classes > class_count ? weights[0] + weights[class_count] : weights[0];
}

void learner_average(struct learner *learner)
{
    for (size_t i = 0; i < learner->count * learner->classes; i++) {
        learner->sums[i] +=
            (double)(learner->ticks - learner->stamps[i]) * (double)learner->weights[i];
        learner->stamps[i] = learner->ticks;
        learner->weights[i] =
            (float)(learner->sums[i] / (double)(learner->ticks == 0 ? 1 : learner->ticks));
    }
}

struct model_table learner_table(struct learner *learner, const char *name,
                                 const char *const *classes, size_t class_count, float least)
{
    struct model_table table = {.name = name, .classes = classes, .class_count = class_count};
    uint32_t *keys = mem_calloc(learner->count + 1, sizeof *keys);
    int16_t *rows = mem_calloc(learner->count * class_count + 1, sizeof *rows);
    float most = 1e-9f;

    for (size_t i = 0; i < learner->count * class_count; i++) {
        float weight = learner_weight(learner, i / class_count, i % class_count, class_count);

        most = fabsf(weight) > most ? fabsf(weight) : most;
    }
    for (size_t slot = 0; slot < learner->slots; slot++) {
        const struct learner_row *row = &learner->rows[slot];
        float largest = 0;

        for (size_t i = 0; row->key != 0 && i < class_count; i++) {
            float weight = learner_weight(learner, row->at, i, class_count);

            largest = fabsf(weight) > largest ? fabsf(weight) : largest;
            rows[table.key_count * class_count + i] =
                fabsf(weight) < least ? 0 : (int16_t)lrintf(weight * (32000.0f / most));
        }
        if (row->key != 0 && largest >= least && largest > most / 32000.0f) {
            keys[table.key_count++] = row->key;
        }
    }
    table.keys = keys;
    table.rows = rows;
    return table;
}

void learner_free_table(struct model_table *table)
{
    free((void *)(uintptr_t)table->keys);
    free((void *)(uintptr_t)table->rows);
    *table = (struct model_table){0};
}
