/* A look at an article by the layer of names. */
#include <string.h>
#include "transform/name/learned_parts.h"

/* A label or step with this score is never taken. */
static const float look_never = -1e9f;

/* How much the mean of a word's places counts beside one of them; by cross-validation. */
static const float look_shared = 0.8f, look_shared_name = 0.5f;

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
                count == 0 && c > 0 ? look_never : (float)sums[c] / LEARNED_UNIT;
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
                learned_step_possible(from, to) ? (float)sums[to] / LEARNED_UNIT : look_never;
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

enum { LOOK_TYPES = LEARNED_CLASSES / 2, LOOK_NO_NAME = UINT32_MAX };

/* The best way to a label at a token: how long the name is that ends there, and the label before.
 */
struct look_way {
    float score;
    uint8_t length, before;
};

/* What the article's places of one name say of its type. */
struct look_name {
    uint64_t text; /* hash; 0: free */
    uint32_t places;
    float sums[LOOK_TYPES];
};

struct look {
    struct learned *learned;
    const struct model_layer *layer;
    const float *scores;  /* of the document's tokens */
    uint32_t *first_span; /* of each token and one more */
    float *spans;         /* LOOK_TYPES for each span that may be a name */
    uint32_t *span_names; /* of each: index of its name */
    struct look_name *names;
    size_t name_slots; /* a power of two */
    float steps[(LEARNED_CLASSES + 1) * LEARNED_CLASSES];
    struct look_way *ways; /* of each token of a sentence and one more, LEARNED_CLASSES each */
};

static unsigned look_last_label(unsigned type, uint32_t length)
{
    return type * 2 + (length == 1 ? 1 : 2);
}

static uint32_t look_name(struct look *look, uint64_t text)
{
    size_t slot = (size_t)(text >> 20) & (look->name_slots - 1);

    text |= 1;
    while (look->names[slot].text != 0 && look->names[slot].text != text) {
        slot = (slot + 1) & (look->name_slots - 1);
    }
    look->names[slot].text = text;
    return (uint32_t)slot;
}

/* The scores of all spans by their features. */
static void look_spans(struct look *look)
{
    const struct document *document = look->learned->document;
    struct arena *arena = document->arena;
    uint32_t keys[LEARNED_FEATURES_MAX];
    size_t count = 0;

    look->first_span = arena_alloc(arena, (document->token_count + 1) * sizeof *look->first_span);
    for (uint32_t t = 0; t < document->token_count; t++) {
        look->first_span[t] = (uint32_t)count;
        count += learned_spans(look->learned, t);
    }
    look->first_span[document->token_count] = (uint32_t)count;
    look->spans = arena_alloc(arena, (count + 1) * LOOK_TYPES * sizeof *look->spans);
    look->span_names = arena_alloc(arena, (count + 1) * sizeof *look->span_names);
    for (look->name_slots = 64; look->name_slots < count * 2;) {
        look->name_slots *= 2;
    }
    look->names = arena_alloc(arena, look->name_slots * sizeof *look->names);
    for (uint32_t t = 0; t < document->token_count; t++) {
        uint64_t text = 1;

        for (uint32_t span = look->first_span[t]; span < look->first_span[t + 1]; span++) {
            uint32_t length = span - look->first_span[t] + 1;
            size_t key_count = learned_span_features(look->learned, t, length, keys);
            int32_t own[MODEL_CLASSES_MAX] = {0};
            struct look_name *name;

            text = feature_number(text, look->learned->tokens[t + length - 1].hash);
            look->span_names[span] = key_count == 0 ? LOOK_NO_NAME : look_name(look, text);
            if (key_count == 0) {
                continue;
            }
            model_sum(look->layer, keys, key_count, own);
            name = &look->names[look->span_names[span]];
            name->places++;
            for (unsigned type = 0; type < LOOK_TYPES; type++) {
                look->spans[(size_t)span * LOOK_TYPES + type] =
                    (float)own[type * 2 + 1] / LEARNED_UNIT;
                name->sums[type] += look->spans[(size_t)span * LOOK_TYPES + type];
            }
        }
    }
    for (size_t span = 0; span < count; span++) {
        const struct look_name *name;

        if (look->span_names[span] == LOOK_NO_NAME) {
            continue;
        }
        name = &look->names[look->span_names[span]];
        if (name->places < 2) {
            continue;
        }
        for (unsigned type = 0; type < LOOK_TYPES; type++) {
            look->spans[span * LOOK_TYPES + type] +=
                look_shared_name * name->sums[type] / (float)name->places;
        }
    }
}

/* Ways through the spans that begin at a token `at` of a sentence. */
static void look_enter(const struct look *look, uint32_t first, uint32_t at,
                       const struct look_way *in)
{
    uint32_t from = look->first_span[first + at], to = look->first_span[first + at + 1];
    float sums[LOOK_TYPES];

    for (uint32_t span = from; span < to; span++) {
        uint32_t length = span - from + 1;
        const float *last = look->scores + (size_t)(first + at + length - 1) * LEARNED_CLASSES;

        for (unsigned type = 0; type < LOOK_TYPES; type++) {
            unsigned begin = type * 2 + 1, inside = begin + 1;
            struct look_way *way = &look->ways[(size_t)(at + length) * LEARNED_CLASSES +
                                               look_last_label(type, length)];
            float score;

            sums[type] =
                length == 1
                    ? last[begin]
                    : sums[type] + last[inside] +
                          look->steps[(length == 2 ? begin : inside) * LEARNED_CLASSES + inside];
            score = in[begin].score + sums[type] + look->spans[(size_t)span * LOOK_TYPES + type];
            if (look->span_names[span] != LOOK_NO_NAME && score > way->score) {
                *way = (struct look_way){score, (uint8_t)length, in[begin].before};
            }
        }
    }
}

/* The best row of names over a sentence. */
static void look_sentence(const struct look *look, uint32_t first, uint32_t count, uint8_t *labels)
{
    struct look_way *ways = look->ways;
    unsigned label = 0;

    for (size_t i = 0; i < (size_t)(count + 1) * LEARNED_CLASSES; i++) {
        ways[i] = (struct look_way){.score = look_never * 4};
    }
    for (uint32_t t = 0; t < count; t++) {
        const struct look_way *old = ways + (size_t)t * LEARNED_CLASSES;
        struct look_way in[LEARNED_CLASSES];
        bool candidate = learned_candidate(look->learned, first + t);

        for (unsigned to = 0; to < LEARNED_CLASSES; to++) {
            in[to] = (struct look_way){
                .score =
                    t == 0 ? look->steps[LEARNED_CLASSES * LEARNED_CLASSES + to] : look_never * 4,
                .length = 1};
            for (unsigned by = 0;
                 t > 0 && by < LEARNED_CLASSES && (to == 0 || (candidate && to % 2 == 1)); by++) {
                float score = old[by].score + look->steps[by * LEARNED_CLASSES + to];

                if (score > in[to].score) {
                    in[to].score = score;
                    in[to].before = (uint8_t)by;
                }
            }
        }
        ways[(size_t)(t + 1) * LEARNED_CLASSES] = in[0];
        ways[(size_t)(t + 1) * LEARNED_CLASSES].score +=
            look->scores[(size_t)(first + t) * LEARNED_CLASSES];
        if (candidate) {
            look_enter(look, first, t, in);
        }
    }
    for (unsigned c = 1; c < LEARNED_CLASSES; c++) {
        if (ways[(size_t)count * LEARNED_CLASSES + c].score >
            ways[(size_t)count * LEARNED_CLASSES + label].score) {
            label = c;
        }
    }
    for (uint32_t t = count; t > 0;) {
        const struct look_way *way = &ways[(size_t)t * LEARNED_CLASSES + label];

        for (uint32_t n = 0; n < way->length; n++) {
            labels[first + t - 1 - n] = (uint8_t)label;
        }
        if (label > 0 && way->length > 1) {
            labels[first + t - way->length] = (uint8_t)(label - 1);
        }
        t -= way->length;
        label = way->before;
    }
}

void learned_look(struct learned *learned, const struct model_layer *layer, uint8_t *labels)
{
    const struct document *document = learned->document;
    float *scores = arena_alloc(document->arena,
                                (document->token_count + 1) * LEARNED_CLASSES * sizeof *scores);
    struct look look = {.learned = learned, .layer = layer, .scores = scores};
    uint32_t most = 0;

    look_score(learned, layer, scores);
    look_share(learned, scores);
    learned_trust(learned, scores);
    look_steps(layer, look.steps);
    look_spans(&look);
    for (size_t s = 0; s < document->sentence_count; s++) {
        uint32_t count = document->sentences[s].token_count;

        most = count > most ? count : most;
    }
    look.ways =
        arena_alloc(document->arena, (size_t)(most + 1) * LEARNED_CLASSES * sizeof *look.ways);
    for (size_t s = 0; s < document->sentence_count; s++) {
        look_sentence(&look, document->sentences[s].first_token, document->sentences[s].token_count,
                      labels);
    }
}
