#include "transform/train/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/train/chain_parts.h"

enum {
    CHAIN_BLOCKS = CHAIN_PARTS + 1,
    CHAIN_SLOTS_MIN = 1024,
    CHAIN_LEAST_EXAMPLES = 2, /* with a feature, for it to count */
    CHAIN_RUNS = 3            /* from nothing, with other features hidden; their mean errs less */
};

/* Weights under this say nothing. */
static const float chain_least = 0.01f;

static size_t chain_slot(const struct chain *chain, uint32_t key)
{
    size_t slot = (size_t)(key >> 1) * 2654435761u & (chain->slots - 1);

    while (chain->keys[slot] != 0 && chain->keys[slot] != key) {
        slot = (slot + 1) & (chain->slots - 1);
    }
    chain->keys[slot] = key;
    return slot;
}

static size_t chain_key_count(const struct chain_example *example)
{
    return example->times == 0 ? 0 : example->key_start[example->token_count];
}

static size_t chain_span_key_count(const struct chain_example *example)
{
    return example->times == 0 ? 0 : example->span_key_start[example->spans[example->token_count]];
}

static void chain_count(struct chain *chain, const uint32_t *keys, size_t count, uint32_t example)
{
    for (size_t k = 0; k < count; k++) {
        size_t slot = chain_slot(chain, keys[k]);

        chain->times[slot] += chain->last[slot] != example;
        chain->last[slot] = example;
    }
}

static uint32_t *chain_rows(const struct chain *chain, const uint32_t *keys, size_t count)
{
    uint32_t *rows = mem_calloc(count + 1, sizeof *rows);

    for (size_t k = 0; k < count; k++) {
        rows[k] = chain->rows[chain_slot(chain, keys[k])];
    }
    return rows;
}

static void chain_collect(struct chain *chain)
{
    const struct chain_task *task = chain->task;
    size_t all = CHAIN_SLOTS_MIN;

    for (size_t i = 0; i < task->count; i++) {
        all += chain_key_count(&task->examples[i]) + chain_span_key_count(&task->examples[i]);
    }
    for (chain->slots = CHAIN_SLOTS_MIN; chain->slots < all;) {
        chain->slots *= 2;
    }
    chain->keys = mem_calloc(chain->slots, sizeof *chain->keys);
    chain->rows = mem_calloc(chain->slots, sizeof *chain->rows);
    chain->last = mem_calloc(chain->slots, sizeof *chain->last);
    chain->times = mem_calloc(chain->slots, sizeof *chain->times);
    for (size_t i = 0; i < task->count; i++) {
        const struct chain_example *example = &task->examples[i];

        chain_count(chain, example->keys, chain_key_count(example), (uint32_t)i + 1);
        chain_count(chain, example->span_keys, chain_span_key_count(example), (uint32_t)i + 1);
    }
    for (size_t from = 0; from <= chain->classes; from++) {
        chain->times[chain_slot(chain, task->step_key(from))] = CHAIN_LEAST_EXAMPLES;
    }
    for (size_t slot = 0; slot < chain->slots; slot++) {
        if (chain->keys[slot] != 0 && chain->times[slot] >= CHAIN_LEAST_EXAMPLES) {
            chain->rows[slot] = (uint32_t)++chain->row_count;
        }
    }
    for (size_t from = 0; from <= chain->classes; from++) {
        chain->step_rows[from] = chain->rows[chain_slot(chain, task->step_key(from))];
    }
    chain->row_of = mem_calloc(task->count + 1, sizeof *chain->row_of);
    chain->span_row_of = mem_calloc(task->count + 1, sizeof *chain->span_row_of);
    for (size_t i = 0; i < task->count; i++) {
        const struct chain_example *example = &task->examples[i];

        chain->row_of[i] = chain_rows(chain, example->keys, chain_key_count(example));
        chain->span_row_of[i] =
            chain_rows(chain, example->span_keys, chain_span_key_count(example));
    }
}

static bool chain_is_step(const struct chain *chain, uint32_t row)
{
    for (size_t from = 0; from <= chain->classes; from++) {
        if (chain->step_rows[from] == row) {
            return true;
        }
    }
    return false;
}

/* The means of the weights over `rounds`; as all features are in sight in use, each counts less. */
static struct model_table chain_table(const struct chain *chain, int rounds)
{
    const struct chain_task *task = chain->task;
    struct model_table table = {
        .name = task->name, .classes = task->classes, .class_count = task->class_count};
    uint32_t *keys = mem_calloc(chain->row_count + 1, sizeof *keys);
    int16_t *rows = mem_calloc((chain->row_count + 1) * chain->classes, sizeof *rows);

    for (size_t slot = 0; slot < chain->slots; slot++) {
        const float *sums = chain->sums + chain->rows[slot] * chain->width;
        float shown = chain_is_step(chain, chain->rows[slot])
                          ? 1.0f
                          : (float)(100 - CHAIN_HIDDEN_PERCENT) / 100;
        bool any = false;

        for (size_t c = 0; chain->rows[slot] != 0 && c < chain->classes; c++) {
            float weight = shown * (sums[c] + sums[chain->classes + c]) / (float)rounds;
            float scaled = fminf(fmaxf(weight * task->unit, -INT16_MAX), INT16_MAX);
            int16_t *cell = &rows[table.key_count * chain->classes + c];

            *cell = fabsf(weight) < chain_least ? 0 : (int16_t)lrintf(scaled);
            any = any || *cell != 0;
        }
        if (any) {
            keys[table.key_count++] = chain->keys[slot];
        }
    }
    table.keys = keys;
    table.rows = rows;
    return table;
}

/* Room for the longest sentence. */
static void chain_make_room(struct chain *chain)
{
    size_t tokens = 1, keys = 1, span_keys = 1, types = chain->classes / 2;

    for (size_t i = 0; i < chain->task->count; i++) {
        const struct chain_example *example = &chain->task->examples[i];

        for (size_t s = 0; s < example->sentence_count; s++) {
            uint32_t first = example->sentences[s], end = example->sentences[s + 1];
            size_t in = example->key_start[end] - example->key_start[first];
            size_t in_spans = example->span_key_start[example->spans[end]] -
                              example->span_key_start[example->spans[first]];

            tokens = end - first > tokens ? end - first : tokens;
            keys = in > keys ? in : keys;
            span_keys = in_spans > span_keys ? in_spans : span_keys;
        }
    }
    tokens++;
    chain->scores = mem_calloc(tokens * chain->classes, sizeof *chain->scores);
    chain->gradient = mem_calloc(tokens * chain->classes, sizeof *chain->gradient);
    chain->before = mem_calloc(tokens * chain->classes, sizeof *chain->before);
    chain->behind = mem_calloc(tokens * chain->classes, sizeof *chain->behind);
    chain->enter = mem_calloc(tokens * types, sizeof *chain->enter);
    chain->leave = mem_calloc(tokens * types, sizeof *chain->leave);
    chain->odds = mem_calloc(tokens * chain->task->span_most * types, sizeof *chain->odds);
    chain->seen = mem_calloc(keys, sizeof *chain->seen);
    chain->span_seen = mem_calloc(span_keys, sizeof *chain->span_seen);
    chain->weights = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->weights);
    chain->squares = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->squares);
    chain->sums = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->sums);
}

static void chain_free(struct chain *chain)
{
    for (size_t i = 0; i < chain->task->count; i++) {
        free(chain->row_of[i]);
        free(chain->span_row_of[i]);
    }
    free(chain->row_of);
    free(chain->span_row_of);
    free(chain->keys);
    free(chain->rows);
    free(chain->last);
    free(chain->times);
    free(chain->weights);
    free(chain->squares);
    free(chain->sums);
    free(chain->scores);
    free(chain->before);
    free(chain->behind);
    free(chain->seen);
    free(chain->span_seen);
    free(chain->gradient);
    free(chain->enter);
    free(chain->leave);
    free(chain->odds);
}

/* The examples, each as often as it is seen in a round. */
static uint32_t *chain_order(const struct chain_task *task, size_t *count)
{
    uint32_t *order;

    *count = 0;
    for (size_t i = 0; i < task->count; i++) {
        *count += task->examples[i].times;
    }
    order = mem_calloc(*count + 1, sizeof *order);
    *count = 0;
    for (size_t i = 0; i < task->count; i++) {
        for (unsigned time = 0; time < task->examples[i].times; time++) {
            order[(*count)++] = (uint32_t)i;
        }
    }
    return order;
}

static void chain_shuffle(struct chain *chain, uint32_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = chain_random(chain) % i;
        uint32_t kept = order[i - 1];

        order[i - 1] = order[other];
        order[other] = kept;
    }
}

struct model_table chain_learn(const struct chain_task *task)
{
    struct chain chain = {.task = task,
                          .classes = task->class_count,
                          .width = task->class_count * CHAIN_BLOCKS,
                          .seed = 88172645463325252u};
    size_t order_count = 0;
    uint32_t *order = chain_order(task, &order_count);
    struct model_table table;
    int from = task->rounds / 2; /* the means are over later rounds alone */

    chain_collect(&chain);
    chain_make_room(&chain);
    for (int run = 0; run < CHAIN_RUNS; run++) {
        size_t size = (chain.row_count + 1) * chain.width;

        memset(chain.weights, 0, size * sizeof *chain.weights);
        memset(chain.squares, 0, size * sizeof *chain.squares);
        for (int round = 0; round < task->rounds; round++) {
            chain_shuffle(&chain, order, order_count);
            for (size_t i = 0; i < order_count; i++) {
                for (size_t s = 0; s < task->examples[order[i]].sentence_count; s++) {
                    chain_learn_sentence(&chain, order[i], s);
                }
            }
            for (size_t w = 0; round >= from && w < size; w++) {
                chain.sums[w] += chain.weights[w];
            }
        }
    }
    table = chain_table(&chain, (task->rounds - from) * CHAIN_RUNS);
    free(order);
    chain_free(&chain);
    return table;
}
