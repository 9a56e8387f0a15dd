#include "transform/text/tag.h"

#include <string.h>
#include "transform/model/feature.h"
#include "transform/text/lexicon.h"

struct tag_keys {
    uint32_t *keys;
    size_t count;
};

static void tag_add(struct tag_keys *keys, uint64_t hash)
{
    if (keys->count < TAG_FEATURES_MAX) {
        keys->keys[keys->count++] = feature_key(hash);
    }
}

static void tag_add_text(struct tag_keys *keys, uint32_t template_number, const char *a,
                         const char *b)
{
    uint64_t hash = feature_text(feature_begin(template_number), a);

    tag_add(keys, b == NULL ? hash : feature_text(hash, b));
}

bool tag_find_layers(struct model *model, struct tag_layers *layers)
{
    *layers = (struct tag_layers){.tags = model_find_sums(model, "tag"),
                                  .lexicon = model_find_layer(model, "lexicon")};
    return layers->tags != NULL && lexicon_check(layers->lexicon);
}

void tag_look_up(const struct model_layer *lexicon, struct document *document)
{
    for (size_t i = 0; i < document->token_count; i++) {
        struct token *token = &document->tokens[i];

        token->lexicon = lexicon_find(lexicon, token->lower);
    }
}

/* What parts of speech the dictionary gives a word; 1 << 20 at the sentence's ends. */
static uint64_t tag_forms(const struct document *document, int64_t at, uint32_t first, uint32_t end)
{
    return at < first || at >= end ? UINT64_C(1) << 20
                                   : document->tokens[at].lexicon & LEXICON_FORMS;
}

size_t tag_features(const struct document *document, uint32_t i, const char *const before[2],
                    uint32_t keys[TAG_FEATURES_MAX])
{
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t first = sentence->first_token, end = first + sentence->token_count;
    const struct token *token = &document->tokens[i];
    struct tag_keys list = {keys, 0};
    const char *word[5];
    size_t length = strlen(token->lower);
    const char *hyphen = strrchr(token->lower, '-');
    uint64_t forms = tag_forms(document, i, first, end);
    uint64_t after = tag_forms(document, (int64_t)i + 1, first, end);

    for (int d = -2; d <= 2; d++) {
        int64_t at = (int64_t)i + d;

        word[d + 2] = at < first ? "<s>" : at >= end ? "</s>" : document->tokens[at].lower;
    }
    tag_add(&list, feature_begin(1));
    tag_add_text(&list, 2, word[2], NULL);
    tag_add_text(&list, 3, word[1], NULL);
    tag_add_text(&list, 4, word[3], NULL);
    tag_add_text(&list, 5, word[0], NULL);
    tag_add_text(&list, 6, word[4], NULL);
    tag_add_text(&list, 7, before[0], NULL);
    tag_add_text(&list, 8, before[0], before[1]);
    tag_add_text(&list, 9, before[0], word[2]);
    tag_add_text(&list, 10, before[0], word[3]);
    tag_add_text(&list, 11, word[1], word[2]);
    tag_add_text(&list, 12, word[2], word[3]);
    tag_add_text(&list, 13, token->text, i == first ? "^" : "");
    for (size_t size = 1; size <= 4 && size <= length; size++) {
        tag_add(&list, feature_bytes(feature_begin(20 + (uint32_t)size),
                                     token->lower + length - size, size));
    }
    for (size_t size = 1; size <= 3 && size <= length; size++) {
        tag_add(&list, feature_bytes(feature_begin(30 + (uint32_t)size), token->lower, size));
    }
    if (i + 1 < end) {
        const char *next = document->tokens[i + 1].lower;
        size_t size = strlen(next);

        tag_add_text(&list, 40, size > 3 ? next + size - 3 : next, NULL);
    }
    if (i > first) {
        const char *last = document->tokens[i - 1].lower;
        size_t size = strlen(last);

        tag_add_text(&list, 41, size > 3 ? last + size - 3 : last, NULL);
    }
    tag_add(&list,
            feature_number(feature_number(feature_begin(42), token->flags & 31u), i == first));
    tag_add(&list, feature_text(feature_number(feature_begin(43), token->flags & 31u), before[0]));
    tag_add(&list, feature_number(feature_begin(45), forms));
    tag_add(&list, feature_text(feature_number(feature_begin(46), forms), before[0]));
    tag_add(&list, feature_number(feature_number(feature_begin(47), forms), after));
    tag_add(&list, feature_text(feature_number(feature_number(feature_begin(48), forms), after),
                                before[0]));
    tag_add(&list, feature_number(feature_begin(49), after));
    tag_add(&list, feature_text(feature_number(feature_begin(50), after), word[2]));
    if (hyphen != NULL) {
        tag_add_text(&list, 44, hyphen + 1, NULL);
    }
    return list.count;
}

void tag_find(const struct tag_layers *layers, struct document *document)
{
    const struct model_layer *layer = layers->tags;

    tag_look_up(layers->lexicon, document);
    for (uint32_t i = 0; i < document->token_count; i++) {
        uint32_t first = document->sentences[document->tokens[i].sentence].first_token;
        const char *before[2] = {i > first ? document->tokens[i - 1].tag : "",
                                 i > first + 1 ? document->tokens[i - 2].tag : ""};
        uint32_t keys[TAG_FEATURES_MAX];
        int32_t scores[MODEL_CLASSES_MAX] = {0};
        size_t count = tag_features(document, i, before, keys);
        uint32_t best = 0;

        model_sum(layer, keys, count, scores);
        for (uint32_t c = 1; c < layer->class_count; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        document->tokens[i].tag = layer->classes[best];
    }
}
