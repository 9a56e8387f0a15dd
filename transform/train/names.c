#include "transform/train/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/date/date.h"
#include "transform/model/sequence.h"
#include "transform/name/learned.h"

/* "US President Barack Obama" is "Barack Obama": offices are roles. Returns the first token left.
 */
static uint32_t names_without_title(const struct finder *finder, uint32_t first, uint32_t end)
{
    uint32_t token = first, at = first;

    while (token + 1 < end) {
        uint32_t count = 1;

        if (finder_longest(finder, token, "OFFICE", &count) != NULL ||
            finder_is_title(finder, token)) {
            at = token + (count == 0 ? 1 : count);
            token = at;
        } else if (token - at < 3) {
            token++;
        } else {
            break;
        }
    }
    return at >= end ? first : at;
}

static int names_class(const char *type, bool inside)
{
    for (int i = 1; i < LEARNED_CLASSES; i += 2) {
        if (strcmp(learned_classes[i] + 2, type) == 0) {
            return i + inside;
        }
    }
    return 0;
}

/* The right labels, from the spans of the annotation. */
static void names_label(const struct finder *finder, const struct learned *learned,
                        const struct corpus_document *source, uint8_t *labels)
{
    const struct document *document = finder->document;

    for (size_t i = 0; i < source->span_count; i++) {
        const struct corpus_span *span = &source->spans[i];
        uint32_t first = UINT32_MAX, end = 0;

        for (uint32_t t = 0; t < document->token_count; t++) {
            const struct span *at = &document->tokens[t].span;

            if (at->field == FIELD_BODY && at->start < span->end && at->end > span->start) {
                first = first == UINT32_MAX ? t : first;
                end = t + 1;
            }
        }
        if (first == UINT32_MAX || names_class(span->type, false) == 0) {
            continue;
        }
        if (strcmp(span->type, "PERSON") == 0) {
            first = names_without_title(finder, first, end);
        }
        for (uint32_t t = first; t < end; t++) {
            labels[t] = (uint8_t)names_class(span->type, t > first);
        }
    }
    /* what the annotation does not tell is as the rules have it */
    for (uint32_t t = 0; !source->complete && t < document->token_count; t++) {
        unsigned rule = learned_rule_label(learned, t);

        if (labels[t] == 0 && rule >= 7 &&
            (rule % 2 == 1 || (t > 0 && learned_step_possible(labels[t - 1], rule)))) {
            labels[t] = (uint8_t)rule;
        }
    }
}

void names_prepare(const struct gazetteer *gazetteer, const struct date_words *dates,
                   const struct tag_layers *tags, struct segmenter *segmenter,
                   const struct corpus_document *source, struct arena *arena,
                   struct names_example *example)
{
    struct arena *temporary = arena_new();
    struct document *document = arena_alloc(temporary, sizeof *document);
    struct finder finder = {.gazetteer = gazetteer_view_new(gazetteer, temporary),
                            .document = document};
    struct learned *learned;
    uint32_t found[LEARNED_FEATURES_MAX];
    size_t used = 0;

    document->arena = temporary;
    document_set_text(document, FIELD_TITLE, NULL);
    document_set_text(document, FIELD_BODY, source->text);
    document->english = true;
    if (source->published == NULL || !timestamp_parse(source->published, &document->published)) {
        document->published = (struct timestamp){.precision = PRECISION_NONE};
    }
    segment_find(segmenter, document);
    tag_find(tags, document);
    date_find(dates, document);
    name_find_by_rules(&finder);
    learned = learned_prepare(&finder);
    *example = (struct names_example){.document = source,
                                      .token_count = document->token_count,
                                      .sentence_count = document->sentence_count};
    example->labels = arena_alloc(arena, document->token_count + 1);
    example->rules = arena_alloc(arena, document->token_count + 1);
    example->keys =
        arena_alloc(arena, (document->token_count + 1) * LEARNED_FEATURES_MAX * sizeof(uint32_t));
    example->key_start = arena_alloc(arena, (document->token_count + 1) * sizeof(uint32_t));
    example->sentences = arena_alloc(arena, (document->sentence_count + 1) * sizeof(uint32_t));
    names_label(&finder, learned, source, example->labels);
    for (uint32_t t = 0; t < document->token_count; t++) {
        size_t count = learned_features(learned, t, found);

        memcpy(example->keys + used, found, count * sizeof *found);
        example->key_start[t] = (uint32_t)used;
        used += count;
        example->rules[t] = (uint8_t)learned_rule_label(learned, t);
    }
    example->key_start[document->token_count] = (uint32_t)used;
    for (size_t s = 0; s < document->sentence_count; s++) {
        example->sentences[s] = document->sentences[s].first_token;
    }
    example->sentences[document->sentence_count] = (uint32_t)document->token_count;
    arena_free(temporary);
}

/*
 * Corpora annotate by rules of their own. Each weight is the sum of one for all and one for the
 * kind of corpus (Daumé III 2007); the model gets the sum for corpora that people annotated.
 */
const float names_shares[LEARNER_LOTS] = {1, 1, 0};

static size_t names_part(const struct names_example *example)
{
    return (example->document->complete ? 2 : 1) * LEARNED_CLASSES;
}

/*
 * What learning does that use does not. At each turn some features are out of sight, so that the
 * rest learn to do without them: words that are known from these corpora alone say too much there.
 * And to miss a name is worse than to make one up, or most would be missed in other texts.
 */
enum { NAMES_HIDDEN_PERCENT = 20 };
static const float names_margin = 1.0f, names_margin_missed = 2.0f;

/* Turn 0: none is hidden. */
static bool names_hidden(uint32_t key, uint32_t turn)
{
    uint32_t hash = (key ^ turn * 2654435761u) * 2246822519u;

    hash = (hash ^ hash >> 15) * 3266489917u;
    return turn > 0 && (hash ^ hash >> 13) % 100 < NAMES_HIDDEN_PERCENT;
}

static void names_score_key(const struct learner *learner, const struct names_example *example,
                            uint32_t key, float *scores)
{
    float all[LEARNED_CLASSES * 3] = {0};

    learner_score(learner, key, all);
    for (size_t c = 0; c < LEARNED_CLASSES; c++) {
        scores[c] += all[c] + all[names_part(example) + c];
    }
}

static void names_update_key(struct learner *learner, const struct names_example *example,
                             uint32_t key, size_t class_index, float by)
{
    learner_update(learner, key, class_index, by);
    learner_update(learner, key, names_part(example) + class_index, by);
}

/* Turn 0: as in use; else as in learning, where the right labels need a margin to be won. */
static void names_decode(const struct learner *learner, const struct names_example *example,
                         size_t sentence, uint32_t turn, struct arena *arena, uint8_t *labels)
{
    uint32_t first = example->sentences[sentence], end = example->sentences[sentence + 1];
    float *scores = arena_alloc(arena, (end - first + 1) * LEARNED_CLASSES * sizeof *scores);
    float steps[(LEARNED_CLASSES + 1) * LEARNED_CLASSES] = {0};

    for (uint32_t t = first; t < end; t++) {
        for (uint32_t k = example->key_start[t]; k < example->key_start[t + 1]; k++) {
            if (!names_hidden(example->keys[k], turn)) {
                names_score_key(learner, example, example->keys[k],
                                scores + (t - first) * LEARNED_CLASSES);
            }
        }
        for (size_t c = 0; turn > 0 && c < LEARNED_CLASSES; c++) {
            scores[(t - first) * LEARNED_CLASSES + c] += c == example->labels[t] ? 0.0f
                                                         : c == 0 ? names_margin_missed
                                                                  : names_margin;
        }
    }
    for (size_t from = 0; from <= LEARNED_CLASSES; from++) {
        names_score_key(learner, example, learned_step_key(from), steps + from * LEARNED_CLASSES);
        for (size_t to = 0; to < LEARNED_CLASSES; to++) {
            if (!learned_step_possible(from, to)) {
                steps[from * LEARNED_CLASSES + to] = SEQUENCE_NEVER;
            }
        }
    }
    sequence_best(scores, steps, end - first, LEARNED_CLASSES, arena, labels + first);
}

static void names_correct(struct learner *learner, const struct names_example *example,
                          size_t sentence, uint32_t turn, const uint8_t *labels)
{
    uint32_t first = example->sentences[sentence], end = example->sentences[sentence + 1];

    for (uint32_t t = first; t < end; t++) {
        unsigned right = example->labels[t], wrong = labels[t];
        size_t before_right = t == first ? LEARNED_CLASSES : example->labels[t - 1];
        size_t before_wrong = t == first ? LEARNED_CLASSES : labels[t - 1];

        for (uint32_t k = example->key_start[t]; right != wrong && k < example->key_start[t + 1];
             k++) {
            if (!names_hidden(example->keys[k], turn)) {
                names_update_key(learner, example, example->keys[k], right, 1.0f);
                names_update_key(learner, example, example->keys[k], wrong, -1.0f);
            }
        }
        if (right != wrong || before_right != before_wrong) {
            names_update_key(learner, example, learned_step_key(before_right), right, 1.0f);
            names_update_key(learner, example, learned_step_key(before_wrong), wrong, -1.0f);
        }
    }
}

/* The same order in each run: xorshift from a fixed seed. */
static void names_shuffle(uint32_t *order, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other;
        uint32_t kept = order[i - 1];

        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        other = *seed % i;
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

struct learner *names_learn(const struct names_example *examples, const int *folds, size_t count,
                            int left_out, int rounds)
{
    struct learner *learner = learner_new(LEARNED_CLASSES * 3);
    struct arena *arena = arena_new();
    uint32_t *order = mem_calloc(count + 1, sizeof *order);
    uint64_t seed = 88172645463325252u;
    uint32_t turn = 0;

    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    for (int round = 0; round < rounds; round++) {
        names_shuffle(order, count, &seed);
        for (size_t i = 0; i < count; i++) {
            const struct names_example *example = &examples[order[i]];
            uint8_t *labels = mem_calloc(example->token_count + 1, 1);

            for (size_t s = 0; folds[order[i]] != left_out && s < example->sentence_count; s++) {
                uint32_t first = example->sentences[s], end = example->sentences[s + 1];

                turn++;
                names_decode(learner, example, s, turn, arena, labels);
                if (memcmp(labels + first, example->labels + first, end - first) != 0) {
                    names_correct(learner, example, s, turn, labels);
                }
                learner_tick(learner);
                arena_reset(arena);
            }
            free(labels);
        }
    }
    free(order);
    arena_free(arena);
    learner_average(learner);
    return learner;
}

/* Where the name that begins at a token ends; 0: none of the scored types begins there. */
static uint32_t names_span_end(const uint8_t *labels, uint32_t t, uint32_t end)
{
    uint32_t e = t + 1;

    if (labels[t] == 0 || labels[t] % 2 == 0 || labels[t] >= 7) {
        return 0;
    }
    while (e < end && labels[e] == labels[t] + 1) {
        e++;
    }
    return e;
}

void names_evaluate(const struct learner *learner, const struct names_example *example,
                    struct names_score *score)
{
    struct arena *arena = arena_new();
    uint8_t *labels = arena_alloc(arena, example->token_count + 1);

    for (size_t s = 0; s < example->sentence_count; s++) {
        uint32_t end = example->sentences[s + 1];

        if (learner != NULL) {
            names_decode(learner, example, s, 0, arena, labels);
        } else {
            memcpy(labels + example->sentences[s], example->rules + example->sentences[s],
                   end - example->sentences[s]);
        }
        for (uint32_t t = example->sentences[s]; t < end; t++) {
            uint32_t found = names_span_end(labels, t, end);
            uint32_t wanted = names_span_end(example->labels, t, end);

            score->found += found > 0;
            score->wanted += wanted > 0;
            score->right += found > 0 && found == wanted && labels[t] == example->labels[t];
        }
    }
    arena_free(arena);
}
