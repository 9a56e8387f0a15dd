/* Learning from one sentence: which names it may have, how likely they are, and what to change. */
#include <math.h>
#include <string.h>
#include "transform/train/chain_parts.h"

/*
 * To miss a name is worse than to make one up, or most would be missed in other texts (a softmax
 * with margins: Gimpel, Smith 2010).
 */
static const float chain_margin = 1.0f, chain_margin_missed = 1.2f;

/* Of the steps; the last keeps them finite. */
static const float chain_rate = 0.015f, chain_decay = 1e-6f, chain_soft = 1e-4f;

/* Tokens and spans that are this sure teach nothing. */
static const float chain_sure = 0.01f;

/* Smaller than any score, and finite. */
static const float chain_never = -1e30f;

/* Between these the odds of a stretch are numbers; longer ones teach nothing. */
static const double chain_odds_least = 1e-280, chain_odds_most = 1e280;

uint32_t chain_random(struct chain *chain)
{
    chain->seed ^= chain->seed << 13;
    chain->seed ^= chain->seed >> 7;
    chain->seed ^= chain->seed << 17;
    return (uint32_t)(chain->seed >> 20);
}

enum { CHAIN_AHEAD = 6 };

/* The weights do not fit into the processor's caches: those that are needed soon are asked for. */
static void chain_fetch(const struct chain *chain, const uint32_t *rows, uint32_t left)
{
    if (left > CHAIN_AHEAD) {
        const float *row = chain->weights + rows[CHAIN_AHEAD] * chain->width;

        __builtin_prefetch(row);
        __builtin_prefetch(row + chain->width - 1);
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

/* Changes the weights of the classes from `first`, `step` apart. */
static void chain_descend(struct chain *chain, uint32_t row, unsigned part, const float *gradient,
                          size_t first, size_t step)
{
    for (unsigned block = 0; block < 2; block++) {
        size_t at = row * chain->width + (block == 0 ? 0 : (part + 1) * chain->classes);

        for (size_t c = first; c < chain->classes; c += step) {
            float by = gradient[c] + chain_decay * chain->weights[at + c];

            chain->squares[at + c] += by * by;
            chain->weights[at + c] -= chain_rate * by / sqrtf(chain->squares[at + c] + chain_soft);
        }
    }
}

/*
 * Tokens without features part a sentence into stretches: of each, the tokens before and behind are
 * in no name for sure.
 */
struct chain_stretch {
    const struct chain_example *example;
    size_t index;          /* of the example */
    uint32_t first, count; /* its tokens */
    bool starts, ends;     /* with the sentence */
    const double *steps;   /* odds */
};

static void chain_label_scores(struct chain *chain, const struct chain_stretch *stretch)
{
    const struct chain_example *example = stretch->example;
    uint32_t base = example->key_start[stretch->first];
    size_t classes = chain->classes;

    for (uint32_t t = 0; t < stretch->count; t++) {
        uint32_t token = stretch->first + t;
        float *own = chain->scores + t * classes, most = chain_never;

        memset(own, 0, classes * sizeof *own);
        for (uint32_t k = example->key_start[token]; k < example->key_start[token + 1]; k++) {
            uint32_t row = chain->row_of[stretch->index][k];
            chain_fetch(chain, chain->row_of[stretch->index] + k,
                        example->key_start[token + 1] - k);
            bool seen = row != 0 && chain_random(chain) % 100 >= CHAIN_HIDDEN_PERCENT;

            chain->seen[k - base] = seen;
            if (seen) {
                chain_add(chain, row, example->part, own);
            }
        }
        for (size_t c = 0; c < classes; c++) {
            own[c] += c == example->labels[token] ? 0.0f
                      : c == 0                    ? chain_margin_missed
                                                  : chain_margin;
            most = own[c] > most ? own[c] : most;
        }
        for (size_t c = 0; c < classes; c++) {
            own[c] -= most;
        }
    }
}

/* The odds of a span of a type by its tokens and its own features. */
static void chain_span_odds(struct chain *chain, const struct chain_stretch *stretch)
{
    const struct chain_example *example = stretch->example;
    uint32_t base_span = example->spans[stretch->first];
    uint32_t base_key = example->span_key_start[base_span];
    size_t classes = chain->classes, types = classes / 2;

    for (uint32_t t = 0; t < stretch->count; t++) {
        uint32_t from = example->spans[stretch->first + t],
                 to = example->spans[stretch->first + t + 1];
        float sums[CHAIN_CLASSES_MAX];

        for (uint32_t span = from; span < to; span++) {
            uint32_t length = span - from + 1;
            double *odds = chain->odds + (span - base_span) * types;
            float own[CHAIN_CLASSES_MAX] = {0};
            const float *last = chain->scores + (t + length - 1) * classes;

            for (size_t k = 0; k < types; k++) {
                sums[k] = length == 1 ? last[k * 2 + 1] : sums[k] + last[k * 2 + 2];
                odds[k] = 0;
            }
            if (example->span_key_start[span] == example->span_key_start[span + 1]) {
                continue;
            }
            for (uint32_t k = example->span_key_start[span]; k < example->span_key_start[span + 1];
                 k++) {
                uint32_t row = chain->span_row_of[stretch->index][k];
                chain_fetch(chain, chain->span_row_of[stretch->index] + k,
                            example->span_key_start[span + 1] - k);
                bool seen = row != 0 && chain_random(chain) % 100 >= CHAIN_HIDDEN_PERCENT;

                chain->span_seen[k - base_key] = seen;
                if (seen) {
                    chain_add(chain, row, example->part, own);
                }
            }
            for (size_t k = 0; k < types; k++) {
                size_t begin = k * 2 + 1, in = begin + 1;
                double odd = exp((double)sums[k] + (double)own[begin]);

                for (uint32_t n = 1; n < length; n++) {
                    odd *= stretch->steps[(n == 1 ? begin : in) * classes + in];
                }
                odds[k] = odd;
            }
        }
    }
}

/* Forward: the odds of all labellings up to a token, by its label; a name must end there. */
static void chain_forward(struct chain *chain, const struct chain_stretch *stretch)
{
    const struct chain_example *example = stretch->example;
    size_t classes = chain->classes, types = classes / 2;
    const double *steps = stretch->steps;
    uint32_t base_span = example->spans[stretch->first];

    memset(chain->before, 0, (stretch->count + 1) * classes * sizeof *chain->before);
    for (uint32_t t = 0; t < stretch->count; t++) {
        const double *old = chain->before + t * classes; /* row t: of the token before */
        double *now = chain->before + (t + 1) * classes;
        uint32_t from = example->spans[stretch->first + t],
                 to = example->spans[stretch->first + t + 1];

        for (size_t c = 0; c < classes; c++) { /* O, or a beginning */
            double in = 0;

            if (c > 0 && c % 2 == 0) {
                continue;
            }
            if (t == 0) {
                in = steps[(stretch->starts ? classes : 0) * classes + c];
            }
            for (size_t by = 0; t > 0 && by < classes; by++) {
                in += old[by] * steps[by * classes + c];
            }
            if (c == 0) {
                now[0] = in * exp((double)chain->scores[t * classes]);
            } else {
                chain->enter[t * types + c / 2] = in;
            }
        }
        for (uint32_t span = from; span < to; span++) {
            uint32_t length = span - from + 1;
            double *reached = chain->before + (t + length) * classes;

            for (size_t k = 0; k < types; k++) {
                reached[length == 1 ? k * 2 + 1 : k * 2 + 2] +=
                    chain->enter[t * types + k] * chain->odds[(span - base_span) * types + k];
            }
        }
    }
}

/* Backward: the odds of all that may follow a token, by its label; and of names from it on. */
static void chain_backward(struct chain *chain, const struct chain_stretch *stretch)
{
    const struct chain_example *example = stretch->example;
    size_t classes = chain->classes, types = classes / 2;
    const double *steps = stretch->steps;
    uint32_t base_span = example->spans[stretch->first];

    for (size_t c = 0; c < classes; c++) {
        chain->behind[stretch->count * classes + c] = stretch->ends ? 1 : steps[c * classes];
    }
    for (uint32_t t = stretch->count; t > 0; t--) {
        uint32_t from = example->spans[stretch->first + t - 1],
                 to = example->spans[stretch->first + t];
        const double *later = chain->behind + t * classes;
        double *now = chain->behind + (t - 1) * classes,
               out = exp((double)chain->scores[(t - 1) * classes]) * later[0];

        for (size_t k = 0; k < types; k++) {
            double sum = 0;

            for (uint32_t span = from; span < to; span++) {
                uint32_t length = span - from + 1;

                sum += chain->odds[(span - base_span) * types + k] *
                       chain->behind[(t - 1 + length) * classes +
                                     (length == 1 ? k * 2 + 1 : k * 2 + 2)];
            }
            chain->leave[(t - 1) * types + k] = sum;
        }
        for (size_t c = 0; c < classes; c++) {
            now[c] = steps[c * classes] * out;
            for (size_t k = 0; k < types; k++) {
                now[c] += steps[c * classes + k * 2 + 1] * chain->leave[(t - 1) * types + k];
            }
        }
    }
}

/* From the chances of a stretch's names to better weights. */
static void chain_correct(struct chain *chain, const struct chain_stretch *stretch)
{
    const struct chain_example *example = stretch->example;
    size_t classes = chain->classes, types = classes / 2;
    unsigned part = example->part;
    const double *steps = stretch->steps;
    uint32_t base_span = example->spans[stretch->first];
    uint32_t base = example->key_start[stretch->first],
             base_key = example->span_key_start[base_span];
    double all = 0;
    float change[(CHAIN_CLASSES_MAX + 1) * CHAIN_CLASSES_MAX] = {0};

    for (size_t c = 0; c < classes; c++) {
        all += chain->before[stretch->count * classes + c] *
               chain->behind[stretch->count * classes + c];
    }
    if (!(all > chain_odds_least) || !(all < chain_odds_most)) {
        return;
    }
    memset(chain->gradient, 0, stretch->count * classes * sizeof *chain->gradient);
    for (uint32_t t = 0; t < stretch->count; t++) {
        uint32_t from = example->spans[stretch->first + t],
                 to = example->spans[stretch->first + t + 1];
        const double *old = chain->before + t * classes;
        double out = exp((double)chain->scores[t * classes]) * chain->behind[(t + 1) * classes];
        unsigned label = example->labels[stretch->first + t];
        unsigned previous = t == 0 ? (stretch->starts ? (unsigned)classes : 0)
                                   : example->labels[stretch->first + t - 1];

        chain->gradient[t * classes] +=
            (float)(chain->before[(t + 1) * classes] * chain->behind[(t + 1) * classes] / all);
        chain->gradient[t * classes + label] -= 1;
        for (size_t by = 0; by <= classes; by++) {
            double in = t == 0         ? (by == (stretch->starts ? classes : 0) ? 1 : 0)
                        : by < classes ? old[by]
                                       : 0;

            if (in == 0) {
                continue;
            }
            change[by * classes] += (float)(in * steps[by * classes] * out / all);
            for (size_t k = 0; k < types; k++) {
                change[by * classes + k * 2 + 1] += (float)(in * steps[by * classes + k * 2 + 1] *
                                                            chain->leave[t * types + k] / all);
            }
        }
        change[previous * classes + label] -= 1;
        for (uint32_t span = from; span < to; span++) {
            uint32_t length = span - from + 1;
            float own[CHAIN_CLASSES_MAX] = {0}, largest = 0;
            bool right = label % 2 == 1;

            if (example->span_key_start[span] == example->span_key_start[span + 1]) {
                continue;
            }
            for (uint32_t n = 1; n < length && right; n++) {
                right = example->labels[stretch->first + t + n] == label + 1;
            }
            right = right && (t + length >= stretch->count ||
                              example->labels[stretch->first + t + length] != label + 1);
            for (size_t k = 0; k < types; k++) {
                size_t begin = k * 2 + 1, in = begin + 1;
                float chance =
                    (float)(chain->enter[t * types + k] *
                            chain->odds[(span - base_span) * types + k] *
                            chain->behind[(t + length) * classes + (length == 1 ? begin : in)] /
                            all);

                own[begin] = chance - (right && begin == label ? 1.0f : 0.0f);
                largest = fabsf(own[begin]) > largest ? fabsf(own[begin]) : largest;
                chain->gradient[t * classes + begin] += chance;
                for (uint32_t n = 1; n < length; n++) {
                    chain->gradient[(t + n) * classes + in] += chance;
                    change[(n == 1 ? begin : in) * classes + in] += chance;
                }
            }
            for (uint32_t k = example->span_key_start[span];
                 k < example->span_key_start[span + 1] && largest >= chain_sure; k++) {
                if (chain->span_seen[k - base_key]) {
                    chain_descend(chain, chain->span_row_of[stretch->index][k], part, own, 1, 2);
                }
            }
        }
    }
    if (!stretch->ends) {
        for (size_t c = 0; c < classes; c++) {
            change[c * classes] +=
                (float)(chain->before[stretch->count * classes + c] * steps[c * classes] / all);
        }
        change[example->labels[stretch->first + stretch->count - 1] * classes] -= 1;
    }
    for (uint32_t t = 0; t < stretch->count; t++) {
        const float *gradient = chain->gradient + t * classes;
        uint32_t token = stretch->first + t;
        float largest = 0;

        for (size_t c = 0; c < classes; c++) {
            largest = fabsf(gradient[c]) > largest ? fabsf(gradient[c]) : largest;
        }
        for (uint32_t k = example->key_start[token];
             k < example->key_start[token + 1] && largest >= chain_sure; k++) {
            if (chain->seen[k - base]) {
                chain_descend(chain, chain->row_of[stretch->index][k], part, gradient, 0, 1);
            }
        }
    }
    for (size_t from = 0; from <= classes; from++) {
        chain_descend(chain, chain->step_rows[from], part, change + from * classes, 0, 1);
    }
}

static void chain_learn_stretch(struct chain *chain, struct chain_stretch *stretch)
{
    double steps[(CHAIN_CLASSES_MAX + 1) * CHAIN_CLASSES_MAX];

    for (size_t from = 0; from <= chain->classes; from++) {
        float own[CHAIN_CLASSES_MAX] = {0};

        chain_add(chain, chain->step_rows[from], stretch->example->part, own);
        for (size_t to = 0; to < chain->classes; to++) {
            steps[from * chain->classes + to] =
                chain->task->step_possible(from, to) ? exp((double)own[to]) : 0;
        }
    }
    stretch->steps = steps;
    chain_label_scores(chain, stretch);
    chain_span_odds(chain, stretch);
    chain_forward(chain, stretch);
    chain_backward(chain, stretch);
    chain_correct(chain, stretch);
}

void chain_learn_sentence(struct chain *chain, size_t index, size_t number)
{
    const struct chain_example *example = &chain->task->examples[index];
    uint32_t first = example->sentences[number], end = example->sentences[number + 1];

    for (uint32_t t = first; t < end; t++) {
        struct chain_stretch stretch = {
            .example = example, .index = index, .first = t, .starts = t == first};

        while (t < end && example->key_start[t] < example->key_start[t + 1]) {
            t++;
        }
        stretch.count = t - stretch.first;
        stretch.ends = t == end;
        if (stretch.count > 0) {
            chain_learn_stretch(chain, &stretch);
        }
    }
}
