#include "transform/train/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/date/date.h"
#include "transform/name/learned.h"
#include "transform/text/tag.h"
#include "transform/train/chain.h"

/* How often texts that people annotated are seen in each round. */
enum { NAMES_HUMAN_TIMES = 2 };

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

/* Analyses a document as production does, up to the rules. */
static struct learned *names_open(const struct names_tools *tools,
                                  const struct corpus_document *source, struct arena *arena,
                                  struct finder *finder)
{
    struct document *document = arena_alloc(arena, sizeof *document);

    *finder = (struct finder){.gazetteer = gazetteer_view_new(tools->gazetteer, arena),
                              .document = document};
    document->arena = arena;
    document_set_text(document, FIELD_TITLE, NULL);
    document_set_text(document, FIELD_BODY, source->text);
    document->english = true;
    if (source->published == NULL || !timestamp_parse(source->published, &document->published)) {
        document->published = (struct timestamp){.precision = PRECISION_NONE};
    }
    segment_find(tools->segmenter, document);
    tag_find(tools->tags, document);
    date_find(tools->dates, document);
    name_find_by_rules(finder);
    return learned_prepare(finder);
}

/* The features of all spans that may be names. */
static void names_prepare_spans(const struct learned *learned, size_t token_count,
                                struct arena *arena, struct names_example *example)
{
    uint32_t found[LEARNED_FEATURES_MAX];
    size_t span_count = 0, used = 0, capacity = 0;

    example->spans = arena_alloc(arena, (token_count + 1) * sizeof(uint32_t));
    for (uint32_t t = 0; t < token_count; t++) {
        example->spans[t] = (uint32_t)span_count;
        span_count += learned_spans(learned, t);
    }
    example->spans[token_count] = (uint32_t)span_count;
    example->span_key_start = arena_alloc(arena, (span_count + 1) * sizeof(uint32_t));
    for (uint32_t t = 0; t < token_count; t++) {
        for (uint32_t span = example->spans[t]; span < example->spans[t + 1]; span++) {
            size_t count = learned_span_features(learned, t, span - example->spans[t] + 1, found);

            while (used + count > capacity) {
                example->span_keys = arena_grow(arena, example->span_keys, &capacity, capacity,
                                                sizeof *example->span_keys);
            }
            example->span_key_start[span] = (uint32_t)used;
            memcpy(example->span_keys + used, found, count * sizeof *found);
            used += count;
        }
    }
    example->span_key_start[span_count] = (uint32_t)used;
}

/* What cannot be a name is none, whatever the annotation says: its labels become those of what can.
 */
static void names_fit(struct names_example *example)
{
    uint8_t *labels = example->labels;

    for (uint32_t t = 0; t < example->token_count;) {
        uint32_t end = t + 1, first = t, length, most;
        unsigned type = (labels[t] + 1u) / 2;

        while (labels[t] != 0 && end < example->token_count && labels[end] == type * 2) {
            end++;
        }
        t = end;
        while (first < end && example->spans[first] == example->spans[first + 1]) {
            labels[first++] = 0;
        }
        if (first == end || labels[first] == 0) {
            continue;
        }
        most = example->spans[first + 1] - example->spans[first];
        length = end - first < most ? end - first : most;
        while (length > 0 && example->span_key_start[example->spans[first] + length - 1] ==
                                 example->span_key_start[example->spans[first] + length]) {
            length--;
        }
        for (uint32_t at = first; at < end; at++) {
            labels[at] = (uint8_t)(at - first >= length ? 0
                                   : at == first        ? type * 2 - 1
                                                        : type * 2);
        }
    }
}

void names_prepare(const struct names_tools *tools, const struct corpus_document *source,
                   struct arena *arena, struct names_example *example)
{
    struct arena *temporary = arena_new();
    struct finder finder;
    struct learned *learned = names_open(tools, source, temporary, &finder);
    struct document *document = finder.document;
    uint32_t *keys, found[LEARNED_FEATURES_MAX];
    size_t used = 0;

    *example = (struct names_example){.document = source,
                                      .token_count = document->token_count,
                                      .sentence_count = document->sentence_count};
    example->labels = arena_alloc(arena, document->token_count + 1);
    keys =
        arena_alloc(temporary, (document->token_count + 1) * LEARNED_FEATURES_MAX * sizeof *keys);
    example->key_start = arena_alloc(arena, (document->token_count + 1) * sizeof(uint32_t));
    example->sentences = arena_alloc(arena, (document->sentence_count + 1) * sizeof(uint32_t));
    names_label(&finder, learned, source, example->labels);
    for (uint32_t t = 0; t < document->token_count; t++) {
        size_t count = learned_features(learned, t, found);

        memcpy(keys + used, found, count * sizeof *found);
        example->key_start[t] = (uint32_t)used;
        used += count;
    }
    example->key_start[document->token_count] = (uint32_t)used;
    example->keys = arena_alloc(arena, (used + 1) * sizeof *keys);
    memcpy(example->keys, keys, used * sizeof *keys);
    for (size_t s = 0; s < document->sentence_count; s++) {
        example->sentences[s] = document->sentences[s].first_token;
    }
    example->sentences[document->sentence_count] = (uint32_t)document->token_count;
    names_prepare_spans(learned, document->token_count, arena, example);
    names_fit(example);
    arena_free(temporary);
}

/*
 * Corpora annotate by rules of their own. Each weight is the sum of one for all and one for the
 * kind of corpus (Daumé III 2007); the model gets the sum for corpora that people annotated.
 */
struct model_table names_learn(const struct names_example *examples, size_t count, int rounds)
{
    struct chain_example *rows = mem_calloc(count + 1, sizeof *rows);
    struct chain_task task = {.examples = rows,
                              .count = count,
                              .name = "name",
                              .classes = learned_classes,
                              .class_count = LEARNED_CLASSES,
                              .step_key = learned_step_key,
                              .step_possible = learned_step_possible,
                              .unit = LEARNED_UNIT,
                              .rounds = rounds,
                              .span_most = LEARNED_SPAN_MAX};
    struct model_table table;

    for (size_t i = 0; i < count; i++) {
        if (examples[i].document != NULL) {
            rows[i] = (struct chain_example){
                .keys = examples[i].keys,
                .key_start = examples[i].key_start,
                .labels = examples[i].labels,
                .sentences = examples[i].sentences,
                .spans = examples[i].spans,
                .span_keys = examples[i].span_keys,
                .span_key_start = examples[i].span_key_start,
                .token_count = examples[i].token_count,
                .sentence_count = examples[i].sentence_count,
                .part = examples[i].document->complete,
                .times = examples[i].document->complete ? 1 : NAMES_HUMAN_TIMES};
        }
    }
    table = chain_learn(&task);
    free(rows);
    return table;
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

void names_evaluate(const struct names_tools *tools, const struct model_layer *layer,
                    const struct corpus_document *source, struct names_score *score)
{
    struct arena *arena = arena_new();
    struct finder finder;
    struct learned *learned = names_open(tools, source, arena, &finder);
    const struct document *document = finder.document;
    uint8_t *labels = arena_alloc(arena, document->token_count + 1);
    uint8_t *right = arena_alloc(arena, document->token_count + 1);

    names_label(&finder, learned, source, right);
    if (layer != NULL) {
        learned_look(learned, layer, labels);
    } else {
        for (uint32_t t = 0; t < document->token_count; t++) {
            labels[t] = (uint8_t)learned_rule_label(learned, t);
        }
    }
    for (size_t s = 0; s < document->sentence_count; s++) {
        uint32_t end = document->sentences[s].first_token + document->sentences[s].token_count;

        for (uint32_t t = document->sentences[s].first_token; t < end; t++) {
            uint32_t found = names_span_end(labels, t, end);
            uint32_t wanted = names_span_end(right, t, end);

            score->found += found > 0;
            score->wanted += wanted > 0;
            score->right += found > 0 && found == wanted && labels[t] == right[t];
        }
    }
    arena_free(arena);
}
