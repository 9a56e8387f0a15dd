/* A look at an article by the layer of names. */
#include <string.h>
#include "transform/model/sequence.h"
#include "transform/name/learned_parts.h"

/* How much the mean of a word's places counts beside one of them; by cross-validation. */
static const float look_shared = 0.8f;

static void look_score(const struct learned *learned, const struct model_layer *layer,
                       float *scores)
{
    for (uint32_t t = 0; t < learned->document->token_count; t++) {
        uint32_t keys[LEARNED_FEATURES_MAX];
        int32_t sums[MODEL_CLASSES_MAX] = {0};
        size_t count = learned_features(learned, t, keys);

        model_sum(layer, keys, count, sums);
        for (size_t c = 0; c < LEARNED_CLASSES; c++) {
            scores[(size_t)t * LEARNED_CLASSES + c] =
                count == 0 && c > 0 ? SEQUENCE_NEVER : (float)sums[c] / LEARNED_UNIT;
        }
    }
}

/* The steps are the same at each token: once for a document. */
static void look_steps(const struct model_layer *layer, float *steps)
{
    for (size_t from = 0; from <= LEARNED_CLASSES; from++) {
        int32_t sums[MODEL_CLASSES_MAX] = {0};

        model_sum(layer, &(uint32_t){learned_step_key(from)}, 1, sums);
        for (size_t to = 0; to < LEARNED_CLASSES; to++) {
            steps[from * LEARNED_CLASSES + to] =
                learned_step_possible(from, to) ? (float)sums[to] / LEARNED_UNIT : SEQUENCE_NEVER;
        }
    }
}

/*
 * Lets the places where the article writes a word with a capital share what they know: the scores
 * of a token move towards the mean of all of them.
 */
static void look_share(const struct learned *learned, float *scores)
{
    const struct document *document = learned->document;

    for (uint32_t i = 0; i < document->token_count; i++) {
        struct learned_word *word = learned->tokens[i].word;
        const float *own = scores + (size_t)i * LEARNED_CLASSES;

        if (word == NULL || !finder_is_capital(learned->finder, i)) {
            continue;
        }
        word->places++;
        word->scores[0] += own[0];
        for (size_t type = 1; type < LEARNED_KINDS; type++) {
            float begins = own[type * 2 - 1], inside = own[type * 2];

            word->scores[type] += begins > inside ? begins : inside;
        }
    }
    for (uint32_t i = 0; i < document->token_count; i++) {
        const struct learned_word *word = learned->tokens[i].word;
        float *own = scores + (size_t)i * LEARNED_CLASSES;

        if (word == NULL || word->places < 2 || !finder_is_capital(learned->finder, i)) {
            continue;
        }
        for (size_t c = 0; c < LEARNED_CLASSES; c++) {
            own[c] += look_shared * word->scores[(c + 1) / 2] / (float)word->places;
        }
    }
}

void learned_look(struct learned *learned, const struct model_layer *layer, uint8_t *labels)
{
    const struct document *document = learned->document;
    float *scores = arena_alloc(document->arena,
                                (document->token_count + 1) * LEARNED_CLASSES * sizeof *scores);
    float steps[(LEARNED_CLASSES + 1) * LEARNED_CLASSES];

    look_score(learned, layer, scores);
    look_share(learned, scores);
    learned_trust(learned, scores);
    look_steps(layer, steps);
    for (size_t s = 0; s < document->sentence_count; s++) {
        uint32_t first = document->sentences[s].first_token;

        sequence_best(scores + (size_t)first * LEARNED_CLASSES, steps,
                      document->sentences[s].token_count, LEARNED_CLASSES, document->arena,
                      labels + first);
    }
}
