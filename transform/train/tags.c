#include "transform/train/tags.h"

#include <stdlib.h>
#include <string.h>
#include "transform/text/tag.h"

enum { TAGS_NONE = 255 };

size_t tags_collect(const struct corpus *corpus, struct arena *arena, const char **tags)
{
    size_t count = 0;

    for (size_t d = 0; d < corpus->count; d++) {
        for (size_t w = 0; w < corpus->documents[d].word_count; w++) {
            const char *tag = corpus->documents[d].words[w].xpos;
            size_t i = 0;

            while (i < count && strcmp(tags[i], tag) != 0) {
                i++;
            }
            if (i == count && count < MODEL_CLASSES_MAX && strlen(tag) < MODEL_NAME_MAX) {
                tags[count++] = arena_strdup(arena, tag);
            }
        }
    }
    return count;
}

/* The right tag of each token: that of the last annotated word in it. */
static void tags_label(const struct corpus_document *source, const struct document *document,
                       const char *const *tags, size_t tag_count, uint8_t *labels)
{
    size_t word = 0;

    for (uint32_t t = 0; t < document->token_count; t++) {
        const struct span *span = &document->tokens[t].span;

        labels[t] = TAGS_NONE;
        while (word < source->word_count && source->words[word].end <= span->start) {
            word++;
        }
        for (size_t w = word; w < source->word_count && source->words[w].start < span->end; w++) {
            for (size_t i = 0; i < tag_count; i++) {
                labels[t] = strcmp(tags[i], source->words[w].xpos) == 0 ? (uint8_t)i : labels[t];
            }
        }
    }
}

static void tags_learn_document(struct learner *learner, const struct document *document,
                                const uint8_t *labels, const char *const *tags, size_t tag_count)
{
    const char **given = arena_alloc(document->arena, (document->token_count + 1) * sizeof *given);

    for (uint32_t i = 0; i < document->token_count; i++) {
        uint32_t first = document->sentences[document->tokens[i].sentence].first_token;
        const char *before[2] = {i > first ? given[i - 1] : "", i > first + 1 ? given[i - 2] : ""};
        float scores[MODEL_CLASSES_MAX] = {0};
        uint32_t keys[TAG_FEATURES_MAX];
        size_t count = tag_features(document, i, before, keys), best = 0;

        for (size_t k = 0; k < count; k++) {
            learner_score(learner, keys[k], scores);
        }
        for (size_t c = 1; c < tag_count; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        given[i] = tags[best];
        if (labels[i] != TAGS_NONE && best != labels[i]) {
            for (size_t k = 0; k < count; k++) {
                learner_update(learner, keys[k], labels[i], 1.0f);
                learner_update(learner, keys[k], best, -1.0f);
            }
        }
        learner_tick(learner);
    }
}

static struct document *tags_open(const struct corpus_document *source, struct segmenter *segmenter,
                                  struct arena *arena)
{
    struct document *document = arena_alloc(arena, sizeof *document);

    document->arena = arena;
    document_set_text(document, FIELD_TITLE, NULL);
    document_set_text(document, FIELD_BODY, source->text);
    segment_find(segmenter, document);
    return document;
}

struct learner *tags_learn(const struct corpus *corpus, const int *folds, int left_out, int rounds,
                           const char *const *tags, size_t tag_count, struct segmenter *segmenter)
{
    struct learner *learner = learner_new(tag_count);
    struct arena *arena = arena_new();
    uint64_t seed = 88172645463325252u;

    for (size_t turn = 0; turn < (size_t)rounds * corpus->count; turn++) {
        size_t d;

        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        d = seed % corpus->count;
        if (folds[d] == left_out || corpus->documents[d].word_count == 0) {
            continue;
        }
        struct document *document = tags_open(&corpus->documents[d], segmenter, arena);
        uint8_t *labels = arena_alloc(arena, document->token_count + 1);

        tags_label(&corpus->documents[d], document, tags, tag_count, labels);
        tags_learn_document(learner, document, labels, tags, tag_count);
        arena_reset(arena);
    }
    arena_free(arena);
    learner_average(learner);
    return learner;
}

void tags_evaluate(const struct model_layer *layer, const struct corpus_document *source,
                   struct segmenter *segmenter, struct tags_score *score)
{
    struct arena *arena = arena_new();
    struct document *document = tags_open(source, segmenter, arena);
    uint32_t token = 0;

    tag_find(layer, document);
    for (size_t w = 0; w < source->word_count; w++) {
        const struct corpus_word *word = &source->words[w];
        const struct span *span;

        while (token < document->token_count && document->tokens[token].span.end <= word->start) {
            token++;
        }
        span = &document->tokens[token].span;
        if (token < document->token_count && span->start == word->start && span->end == word->end) {
            score->all++;
            score->right += strcmp(document->tokens[token].tag, word->xpos) == 0;
        }
    }
    arena_free(arena);
}
