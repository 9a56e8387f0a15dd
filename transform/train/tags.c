#include "transform/train/tags.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

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

/* A document to learn from. */
struct tags_example {
    struct document *document; /* NULL: it is left out */
    uint8_t *labels;
    size_t part; /* of the corpora that were annotated alike */
};

struct tags_place {
    uint32_t example, sentence;
};

/*
 * Corpora annotate by rules of their own. Each weight is the sum of one for all and one for the
 * kind of corpus (Daumé III 2007); the model gets the mean of what those would get.
 */
const float tags_shares[LEARNER_LOTS] = {1, 0.5f, 0.5f};

static size_t tags_part(const struct corpus_document *source, size_t tag_count)
{
    return source->trees ? tag_count : tag_count * 2;
}

static void tags_learn_sentence(struct learner *learner, const struct tags_example *example,
                                const struct sentence *sentence, const char *const *tags,
                                size_t tag_count)
{
    const char *before[2] = {"", ""};

    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t token = sentence->first_token + i, keys[TAG_FEATURES_MAX];
        float scores[MODEL_CLASSES_MAX * 3] = {0};
        size_t count = tag_features(example->document, token, before, keys), best = 0;
        size_t right = example->labels[token];

        for (size_t k = 0; k < count; k++) {
            learner_score(learner, keys[k], scores);
        }
        for (size_t c = 0; c < tag_count; c++) {
            scores[c] += scores[example->part + c];
            best = scores[c] > scores[best] ? c : best;
        }
        for (size_t k = 0; right != TAGS_NONE && best != right && k < count; k++) {
            learner_update(learner, keys[k], right, 1.0f);
            learner_update(learner, keys[k], best, -1.0f);
            learner_update(learner, keys[k], example->part + right, 1.0f);
            learner_update(learner, keys[k], example->part + best, -1.0f);
        }
        learner_tick(learner);
        before[1] = before[0];
        before[0] = tags[best];
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

/* Opens the documents to learn from; returns how many sentences they have. */
static size_t tags_prepare(const struct corpus *corpus, const int *folds, int left_out,
                           const char *const *tags, size_t tag_count,
                           const struct model_layer *lexicon, struct segmenter *segmenter,
                           struct arena *arena, struct tags_example *examples)
{
    size_t sentences = 0;

    for (size_t d = 0; d < corpus->count; d++) {
        struct tags_example *example = &examples[d];

        if (folds[d] != left_out && corpus->documents[d].word_count > 0) {
            example->document = tags_open(&corpus->documents[d], segmenter, arena);
            tag_look_up(lexicon, example->document);
            example->labels = arena_alloc(arena, example->document->token_count + 1);
            tags_label(&corpus->documents[d], example->document, tags, tag_count, example->labels);
            example->part = tags_part(&corpus->documents[d], tag_count);
            sentences += example->document->sentence_count;
        }
    }
    return sentences;
}

struct learner *tags_learn(const struct corpus *corpus, const int *folds, int left_out, int rounds,
                           const char *const *tags, size_t tag_count,
                           const struct model_layer *lexicon, struct segmenter *segmenter)
{
    struct learner *learner = learner_new(tag_count * 3);
    struct arena *arena = arena_new();
    struct tags_example *examples = mem_calloc(corpus->count + 1, sizeof *examples);
    size_t count =
        tags_prepare(corpus, folds, left_out, tags, tag_count, lexicon, segmenter, arena, examples);
    struct tags_place *places = mem_calloc(count + 1, sizeof *places);
    uint64_t seed = 88172645463325252u;

    count = 0;
    for (size_t d = 0; d < corpus->count; d++) {
        for (size_t s = 0; examples[d].document != NULL && s < examples[d].document->sentence_count;
             s++) {
            places[count++] = (struct tags_place){(uint32_t)d, (uint32_t)s};
        }
    }
    for (int round = 0; round < rounds; round++) {
        for (size_t i = count; i > 0; i--) {
            const struct tags_example *example;
            struct tags_place place;
            size_t other;

            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            other = seed % i;
            place = places[other];
            places[other] = places[i - 1];
            places[i - 1] = place;
            example = &examples[place.example];
            tags_learn_sentence(learner, example, &example->document->sentences[place.sentence],
                                tags, tag_count);
        }
    }
    free(places);
    free(examples);
    arena_free(arena);
    learner_average(learner);
    return learner;
}

void tags_evaluate(const struct tag_layers *layers, const struct corpus_document *source,
                   struct segmenter *segmenter, struct tags_score *score)
{
    struct arena *arena = arena_new();
    struct document *document = tags_open(source, segmenter, arena);
    uint32_t token = 0;

    tag_find(layers, document);
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
