#include "transform/train/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { CHAIN_BLOCKS = CHAIN_PARTS + 1, CHAIN_SLOTS_MIN = 1024 };

/*
 * What learning does that use does not. At each turn some features are out of sight, so that the
 * rest learn to do without them: words that are known from these corpora alone say too much there.
 * And to miss a name is worse than to make one up, or most would be missed in other texts (a
 * softmax with margins: Gimpel, Smith 2010).
 */
enum { CHAIN_HIDDEN_PERCENT = 40, CHAIN_LEAST_EXAMPLES = 2 /* with a feature, for it to count */ };
static const float chain_margin = 1.0f, chain_margin_missed = 1.2f;

/* Of the steps; the last keeps them finite. */
static const float chain_rate = 0.015f, chain_decay = 1e-6f, chain_soft = 1e-4f;

/* Weights under the first say nothing; tokens that are this sure teach nothing. */
static const float chain_least = 0.01f, chain_sure = 0.003f;

/* Stands for no chance: smaller than any, and finite. */
static const float chain_never = -1e30f, chain_tiny = 1e-30f;

struct chain {
    const struct chain_task *task;
    size_t classes, width;  /* width: of a row, the classes of all blocks */
    uint32_t *keys, *rows;  /* hash table; row 0: too rare to learn from */
    uint32_t *last, *times; /* of each slot: the last example with the key, how many have it */
    size_t slots, row_count;
    float *weights, *squares, *sums; /* width for each row: of gradients; of weights over rounds */
    uint32_t **row_of;               /* of each key of each example */
    uint32_t step_rows[CHAIN_CLASSES_MAX + 1];
    uint64_t seed;
    float *scores, *before, *behind; /* of one sentence */
    uint8_t *seen;                   /* of one sentence's keys: not hidden */
};

static uint32_t chain_random(struct chain *chain)
{
    chain->seed ^= chain->seed << 13;
    chain->seed ^= chain->seed >> 7;
    chain->seed ^= chain->seed << 17;
    return (uint32_t)(chain->seed >> 20);
}

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

static void chain_collect(struct chain *chain)
{
    const struct chain_task *task = chain->task;
    size_t all = CHAIN_SLOTS_MIN;

    for (size_t i = 0; i < task->count; i++) {
        all += chain_key_count(&task->examples[i]);
    }
    for (chain->slots = CHAIN_SLOTS_MIN; chain->slots < all;) {
        chain->slots *= 2;
    }
    chain->keys = mem_calloc(chain->slots, sizeof *chain->keys);
    chain->rows = mem_calloc(chain->slots, sizeof *chain->rows);
    chain->last = mem_calloc(chain->slots, sizeof *chain->last);
    chain->times = mem_calloc(chain->slots, sizeof *chain->times);
    for (size_t i = 0; i < task->count; i++) {
        for (size_t k = 0; k < chain_key_count(&task->examples[i]); k++) {
            size_t slot = chain_slot(chain, task->examples[i].keys[k]);

            chain->times[slot] += chain->last[slot] != i + 1;
            chain->last[slot] = (uint32_t)i + 1;
        }
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
    for (size_t i = 0; i < task->count; i++) {
        size_t count = chain_key_count(&task->examples[i]);

        chain->row_of[i] = mem_calloc(count + 1, sizeof **chain->row_of);
        for (size_t k = 0; k < count; k++) {
            chain->row_of[i][k] = chain->rows[chain_slot(chain, task->examples[i].keys[k])];
        }
    }
}

static void chain_add(const struct chain *chain, uint32_t row, unsigned part, float *scores)
{
    const float *common = chain->weights + row * chain->width;
    const float *own = common + (part + 1) * chain->classes;

    for (size_t c = 0; c < chain->classes; c++) {
        scores[c] += common[c] + own[c];
    }
}

static void chain_descend(struct chain *chain, uint32_t row, unsigned part, const float *gradient)
{
    for (unsigned block = 0; block < 2; block++) {
        size_t at = row * chain->width + (block == 0 ? 0 : (part + 1) * chain->classes);

        for (size_t c = 0; c < chain->classes; c++) {
            float by = gradient[c] + chain_decay * chain->weights[at + c];

            chain->squares[at + c] += by * by;
            chain->weights[at + c] -= chain_rate * by / sqrtf(chain->squares[at + c] + chain_soft);
        }
    }
}

/* Where a sentence's tokens and their features are. */
struct chain_sentence {
    const struct chain_example *example;
    const uint32_t *rows;  /* of all keys of the example */
    const uint32_t *start; /* of the sentence's tokens */
    const uint8_t *labels; /* of them */
    uint32_t count;
    float steps[(CHAIN_CLASSES_MAX + 1) * CHAIN_CLASSES_MAX]; /* odds */
};

/* The odds of each label at each token, by features that are in sight. */
static void chain_score(struct chain *chain, const struct chain_sentence *sentence)
{
    size_t classes = chain->classes;

    for (uint32_t t = 0; t < sentence->count; t++) {
        float *own = chain->scores + t * classes, most = chain_never;
        uint32_t first = sentence->start[t], end = sentence->start[t + 1];

        memset(own, 0, classes * sizeof *own);
        for (uint32_t k = first; k < end; k++) {
            bool seen = sentence->rows[k] != 0 && chain_random(chain) % 100 >= CHAIN_HIDDEN_PERCENT;

            chain->seen[k - sentence->start[0]] = seen;
            if (seen) {
                chain_add(chain, sentence->rows[k], sentence->example->part, own);
            }
        }
        for (size_t c = 0; c < classes; c++) {
            own[c] += c == sentence->labels[t] ? 0.0f : c == 0 ? chain_margin_missed : chain_margin;
            own[c] = first == end && c > 0 ? chain_never : own[c];
            most = own[c] > most ? own[c] : most;
        }
        for (size_t c = 0; c < classes; c++) {
            own[c] = expf(own[c] - most);
        }
    }
}

static void chain_scale(float *row, size_t classes)
{
    float sum = chain_tiny;

    for (size_t c = 0; c < classes; c++) {
        sum += row[c];
    }
    for (size_t c = 0; c < classes; c++) {
        row[c] /= sum;
    }
}

/* Forward and backward: what the tokens before and behind say of each token's labels. */
static void chain_pass(struct chain *chain, const struct chain_sentence *sentence)
{
    size_t classes = chain->classes;
    const float *steps = sentence->steps, *scores = chain->scores;

    for (uint32_t t = 0; t < sentence->count; t++) {
        float *now = chain->before + t * classes;

        for (size_t to = 0; to < classes; to++) {
            float in = t == 0 ? steps[classes * classes + to] : 0;

            for (size_t from = 0; t > 0 && from < classes; from++) {
                in += chain->before[(t - 1) * classes + from] * steps[from * classes + to];
            }
            now[to] = in * scores[t * classes + to];
        }
        chain_scale(now, classes);
    }
    for (size_t c = 0; c < classes; c++) {
        chain->behind[(sentence->count - 1) * classes + c] = 1;
    }
    for (uint32_t t = sentence->count - 1; t > 0; t--) {
        float *now = chain->behind + (t - 1) * classes;

        for (size_t from = 0; from < classes; from++) {
            now[from] = 0;
            for (size_t to = 0; to < classes; to++) {
                now[from] += steps[from * classes + to] * scores[t * classes + to] *
                             chain->behind[t * classes + to];
            }
        }
        chain_scale(now, classes);
    }
}

/* Adds to `change` how likely each step to a token is, without the one that is right. */
static void chain_pairs(const struct chain *chain, const struct chain_sentence *sentence,
                        uint32_t t, float *change)
{
    size_t classes = chain->classes;
    float pairs[CHAIN_CLASSES_MAX * CHAIN_CLASSES_MAX];

    for (size_t from = 0; from < classes; from++) {
        for (size_t to = 0; to < classes; to++) {
            pairs[from * classes + to] =
                chain->before[(t - 1) * classes + from] * sentence->steps[from * classes + to] *
                chain->scores[t * classes + to] * chain->behind[t * classes + to];
        }
    }
    chain_scale(pairs, classes * classes);
    for (size_t p = 0; p < classes * classes; p++) {
        change[p] += pairs[p];
    }
    change[sentence->labels[t - 1] * classes + sentence->labels[t]] -= 1;
}

/* From the chances of a sentence's labels to better weights. */
static void chain_correct(struct chain *chain, const struct chain_sentence *sentence)
{
    size_t classes = chain->classes;
    unsigned part = sentence->example->part;
    float change[(CHAIN_CLASSES_MAX + 1) * CHAIN_CLASSES_MAX] = {0};

    for (uint32_t t = 0; t < sentence->count; t++) {
        float gradient[CHAIN_CLASSES_MAX] = {0}, largest = 0;
        uint32_t first = sentence->start[t], end = sentence->start[t + 1];

        if (first == end && (t == 0 || sentence->start[t - 1] == first)) {
            continue; /* sure, as is the one before */
        }
        for (size_t c = 0; c < classes; c++) {
            gradient[c] = chain->before[t * classes + c] * chain->behind[t * classes + c];
        }
        chain_scale(gradient, classes);
        gradient[sentence->labels[t]] -= 1;
        for (size_t c = 0; c < classes; c++) {
            largest = fabsf(gradient[c]) > largest ? fabsf(gradient[c]) : largest;
            change[classes * classes + c] += t == 0 ? gradient[c] : 0;
        }
        if (t > 0) {
            chain_pairs(chain, sentence, t, change);
        }
        for (uint32_t k = first; k < end && largest >= chain_sure; k++) {
            if (chain->seen[k - sentence->start[0]]) {
                chain_descend(chain, sentence->rows[k], part, gradient);
            }
        }
    }
    for (size_t from = 0; from <= classes; from++) {
        chain_descend(chain, chain->step_rows[from], part, change + from * classes);
    }
}

static void chain_learn_sentence(struct chain *chain, size_t index, size_t number)
{
    const struct chain_example *example = &chain->task->examples[index];
    uint32_t first = example->sentences[number];
    struct chain_sentence sentence = {.example = example,
                                      .rows = chain->row_of[index],
                                      .start = example->key_start + first,
                                      .labels = example->labels + first,
                                      .count = example->sentences[number + 1] - first};

    if (sentence.count == 0) {
        return;
    }
    for (size_t from = 0; from <= chain->classes; from++) {
        float *steps = sentence.steps + from * chain->classes;

        chain_add(chain, chain->step_rows[from], example->part, steps);
        for (size_t to = 0; to < chain->classes; to++) {
            steps[to] = chain->task->step_possible(from, to) ? expf(steps[to]) : 0;
        }
    }
    chain_score(chain, &sentence);
    chain_pass(chain, &sentence);
    chain_correct(chain, &sentence);
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
    size_t tokens = 1, keys = 1;

    for (size_t i = 0; i < chain->task->count; i++) {
        const struct chain_example *example = &chain->task->examples[i];

        for (size_t s = 0; s < example->sentence_count; s++) {
            size_t count = example->sentences[s + 1] - example->sentences[s];
            size_t in = example->key_start[example->sentences[s + 1]] -
                        example->key_start[example->sentences[s]];

            tokens = count > tokens ? count : tokens;
            keys = in > keys ? in : keys;
        }
    }
    chain->scores = mem_calloc(tokens * chain->classes, sizeof *chain->scores);
    chain->before = mem_calloc(tokens * chain->classes, sizeof *chain->before);
    chain->behind = mem_calloc(tokens * chain->classes, sizeof *chain->behind);
    chain->seen = mem_calloc(keys, sizeof *chain->seen);
    chain->weights = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->weights);
    chain->squares = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->squares);
    chain->sums = mem_calloc((chain->row_count + 1) * chain->width, sizeof *chain->sums);
}

static void chain_free(struct chain *chain)
{
    for (size_t i = 0; i < chain->task->count; i++) {
        free(chain->row_of[i]);
    }
    free(chain->row_of);
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
    for (int round = 0; round < task->rounds; round++) {
        chain_shuffle(&chain, order, order_count);
        for (size_t i = 0; i < order_count; i++) {
            for (size_t s = 0; s < task->examples[order[i]].sentence_count; s++) {
                chain_learn_sentence(&chain, order[i], s);
            }
        }
        for (size_t w = 0; round >= from && w < (chain.row_count + 1) * chain.width; w++) {
            chain.sums[w] += chain.weights[w];
        }
    }
    table = chain_table(&chain, task->rounds - from);
    free(order);
    chain_free(&chain);
    return table;
}
