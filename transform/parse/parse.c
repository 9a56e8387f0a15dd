#include "transform/parse/parse.h"

#include <string.h>
#include "transform/model/feature.h"
#include "transform/parse/features.h"

bool parse_find_layers(struct model *model, struct parse_layers *layers)
{
    bool can[MOVE_COUNT] = {false};

    *layers = (struct parse_layers){.pos = model_find_sums(model, "upos"),
                                    .arc = model_find_sums(model, "arc")};
    if (layers->pos == NULL || layers->arc == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < layers->arc->class_count; i++) {
        if (!parse_actions_add(&layers->actions, layers->arc->classes[i])) {
            return false;
        }
        can[layers->actions.actions[i].move] = true;
    }
    return can[MOVE_SHIFT] && can[MOVE_LEFT] && can[MOVE_RIGHT] &&
           layers->actions.root != PARSE_NONE;
}

size_t parse_pos_features(const struct document *document, uint32_t i, const char *before,
                          uint32_t keys[PARSE_POS_FEATURES_MAX])
{
    const struct token *token = &document->tokens[i];
    const struct sentence *sentence = &document->sentences[token->sentence];
    bool first = i == sentence->first_token;
    bool last = i + 1 == sentence->first_token + sentence->token_count;
    const char *word[3] = {first ? "<s>" : token[-1].lower, token->lower,
                           last ? "</s>" : token[1].lower};
    const char *tag[3] = {first ? "^" : token[-1].tag, token->tag, last ? "$" : token[1].tag};
    const char *pairs[][3] = {
        {tag[1], "", ""},           {word[1], "", ""},         {tag[1], word[1], ""},
        {tag[1], tag[2], ""},       {tag[0], tag[1], ""},      {tag[0], tag[1], tag[2]},
        {word[1], tag[2], ""},      {word[1], word[2], ""},    {word[0], word[1], ""},
        {tag[1], before, ""},       {word[1], before, ""},     {word[1], tag[1], tag[2]},
        {word[1], before, word[2]}, {before, word[1], tag[2]}, {tag[1], word[2], ""},
        {tag[1], word[0], ""}};
    size_t count = 0, length = strlen(token->lower);

    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        uint64_t hash = feature_text(feature_begin(500 + (uint32_t)k), pairs[k][0]);

        keys[count++] = feature_key(feature_text(feature_text(hash, pairs[k][1]), pairs[k][2]));
    }
    keys[count++] = feature_key(feature_begin(520));
    keys[count++] = feature_key(feature_text(feature_text(feature_begin(521), tag[1]),
                                             token->lower + (length > 3 ? length - 3 : 0)));
    keys[count++] =
        feature_key(feature_text(feature_number(feature_begin(522), token->flags & 31u), tag[1]));
    return count;
}

static uint32_t parse_best(const struct model_layer *layer, const uint32_t *keys, size_t count)
{
    int32_t scores[MODEL_CLASSES_MAX] = {0};
    uint32_t best = 0;

    model_sum(layer, keys, count, scores);
    for (uint32_t c = 1; c < layer->class_count; c++) {
        best = scores[c] > scores[best] ? c : best;
    }
    return best;
}

static void parse_find_pos(const struct model_layer *layer, struct document *document,
                           const struct sentence *sentence)
{
    uint32_t first = sentence->first_token;

    for (uint32_t i = first; i < first + sentence->token_count; i++) {
        uint32_t keys[PARSE_POS_FEATURES_MAX];
        size_t count =
            parse_pos_features(document, i, i == first ? "" : document->arcs[i - 1].pos, keys);

        document->arcs[i] =
            (struct arc){.pos = layer->classes[parse_best(layer, keys, count)], .head = NO_INDEX};
    }
}

static void parse_find_heads(const struct parse_layers *layers, struct parse_state *state)
{
    const struct parse_actions *actions = &layers->actions;

    while (!parse_done(state)) {
        size_t class_count;
        const uint8_t *classes = parse_list(state, actions, &class_count);
        uint8_t best = classes[0];

        if (class_count > 1) {
            int32_t scores[MODEL_CLASSES_MAX] = {0};
            uint32_t keys[PARSE_FEATURES_MAX];

            model_sum(layers->arc, keys, parse_features(state, keys), scores);
            for (size_t c = 1; c < class_count; c++) {
                best = scores[classes[c]] > scores[best] ? classes[c] : best;
            }
        }
        parse_do(state, &actions->actions[best]);
    }
}

void parse_find(const struct parse_layers *layers, struct document *document, const bool *wanted)
{
    struct parse_state *state = arena_alloc(document->arena, sizeof *state);

    document->arcs = arena_alloc(document->arena, (document->token_count + 1) * sizeof(struct arc));
    for (size_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        struct arc *arcs = document->arcs + sentence->first_token;

        if (wanted != NULL && !wanted[s]) {
            continue;
        }
        parse_find_pos(layers->pos, document, sentence);
        if (!parse_begin(state, document, sentence)) {
            continue;
        }
        parse_find_heads(layers, state);
        for (int i = 0; i < state->count; i++) {
            int head = state->heads[i];

            arcs[i].head = head == state->count ? NO_INDEX : (int32_t)sentence->first_token + head;
            arcs[i].relation = layers->actions.labels[state->labels[i]];
        }
    }
}
