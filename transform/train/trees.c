#include "transform/train/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/parse/features.h"

enum {
    TREES_ARC_ROUNDS = 12,
    TREES_POS_ROUNDS = 8,
    TREES_MISTAKES = 1 << 24, /* places to count them in; some keys share one */
    /* so many mistakes until a feature counts */
    TREES_LEAST_POS = 2,
    TREES_LEAST_ARC = 3
};

static uint64_t trees_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* The token in which each word begins; the words are in the order of the text. */
static uint32_t *trees_tokens(const struct corpus_document *source, const struct document *document)
{
    uint32_t *token_of = arena_alloc(document->arena, (source->word_count + 1) * sizeof *token_of);
    uint32_t token = 0;

    for (size_t w = 0; w < source->word_count; w++) {
        while (token + 1 < document->token_count &&
               document->tokens[token].span.end <= source->words[w].start) {
            token++;
        }
        token_of[w] = token;
    }
    return token_of;
}

static void trees_take_word(struct trees_example *example, const struct corpus_document *source,
                            size_t w, const uint32_t *token_of)
{
    const struct document *document = example->document;
    const struct corpus_word *word = &source->words[w];
    const struct token *token = &document->tokens[token_of[w]];
    int64_t head = word->head;

    if (head >= 0) {
        head = (size_t)head < source->word_count ? (int64_t)token_of[head] : CORPUS_NO_HEAD;
        if (head == (int64_t)token_of[w]) {
            return; /* inside of the token */
        }
        if (head >= 0 && document->tokens[head].sentence != token->sentence) {
            head = CORPUS_NO_HEAD;
        }
    }
    if (example->heads[token_of[w]] == CORPUS_NO_HEAD) {
        example->heads[token_of[w]] = head;
        example->relations[token_of[w]] = word->relation;
        example->pos[token_of[w]] = word->upos;
        example->whole[token_of[w]] =
            token->span.start == word->start && token->span.end == word->end;
    }
}

void trees_prepare(const struct tag_layers *tags, struct segmenter *segmenter,
                   const struct corpus_document *source, struct arena *arena,
                   struct trees_example *example)
{
    struct document *document = arena_alloc(arena, sizeof *document);
    const uint32_t *token_of;
    size_t count;

    document->arena = arena;
    document_set_text(document, FIELD_TITLE, NULL);
    document_set_text(document, FIELD_BODY, source->text);
    segment_find(segmenter, document);
    tag_find(tags, document);
    count = document->token_count;
    *example = (struct trees_example){
        .document = document,
        .heads = arena_alloc(arena, (count + 1) * sizeof *example->heads),
        .relations = arena_alloc(arena, (count + 1) * sizeof *example->relations),
        .pos = arena_alloc(arena, (count + 1) * sizeof *example->pos),
        .whole = arena_alloc(arena, (count + 1) * sizeof *example->whole)};
    for (size_t t = 0; t < count; t++) {
        example->heads[t] = CORPUS_NO_HEAD;
        example->relations[t] = example->pos[t] = "";
    }
    token_of = trees_tokens(source, document);
    for (size_t w = 0; w < source->word_count && count > 0; w++) {
        trees_take_word(example, source, w, token_of);
    }
}

static void trees_add_class(const char **classes, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(classes[i], name) == 0) {
            return;
        }
    }
    if (*count < MODEL_CLASSES_MAX && *name != '\0' && strlen(name) < MODEL_NAME_MAX) {
        classes[(*count)++] = name;
    }
}

static void trees_add_move(struct trees_classes *classes, char side, const char *relation)
{
    struct parse_actions *actions = &classes->actions;
    char name[MODEL_NAME_MAX + 2];

    if (side == '\0') {
        snprintf(name, sizeof name, "%s", relation);
    } else {
        snprintf(name, sizeof name, "%c%s", side, relation);
    }
    for (size_t i = 0; i < actions->count; i++) {
        if (strcmp(classes->names[i], name) == 0) {
            return;
        }
    }
    if (actions->count < MODEL_CLASSES_MAX && strlen(name) < MODEL_NAME_MAX) {
        char *kept = classes->names[actions->count];

        memcpy(kept, name, strlen(name) + 1);
        classes->moves[actions->count] = kept;
        if (!parse_actions_add(actions, kept)) {
            *kept = '\0';
        }
    }
}

void trees_collect(const struct trees_example *examples, size_t count,
                   struct trees_classes *classes)
{
    *classes = (struct trees_classes){0};
    trees_add_move(classes, '\0', "shift");
    for (size_t i = 0; i < count; i++) {
        const struct trees_example *example = &examples[i];

        for (size_t t = 0; example->document != NULL && t < example->document->token_count; t++) {
            int64_t head = example->heads[t];

            trees_add_class(classes->pos, &classes->pos_count, example->pos[t]);
            if (head != CORPUS_NO_HEAD) {
                trees_add_move(classes, head == CORPUS_ROOT || head > (int64_t)t ? '<' : '>',
                               example->relations[t]);
            }
        }
    }
}

static size_t trees_class(const char *const *classes, size_t count, const char *name)
{
    size_t i = 0;

    while (i < count && strcmp(classes[i], name) != 0) {
        i++;
    }
    return i;
}

/*
 * Moves a feature's weight from the class that was chosen to the right one. A feature gets weights
 * when it was there at so many mistakes (TREES_LEAST_ARC and such): without the rare ones, most of
 * them, the file is a third as large, and what is left learns to do without them.
 */
static void trees_update(struct trees_learner *learner, const uint32_t *keys, size_t key_count,
                         size_t right, size_t chosen)
{
    for (size_t k = 0; k < key_count; k++) {
        uint8_t *mistakes = &learner->mistakes[keys[k] >> 8];

        if (*mistakes < learner->least) {
            (*mistakes)++;
        } else {
            learner_update(learner->weights, keys[k], right, 1.0f);
            learner_update(learner->weights, keys[k], chosen, -1.0f);
        }
    }
}

/* One step of the perceptron; returns the class that it would choose. */
static size_t trees_step(struct trees_learner *learner, const uint32_t *keys, size_t key_count,
                         size_t class_count, size_t right)
{
    float scores[MODEL_CLASSES_MAX] = {0};
    size_t best = 0;

    for (size_t k = 0; k < key_count; k++) {
        learner_score(learner->weights, keys[k], scores);
    }
    for (size_t c = 1; c < class_count; c++) {
        best = scores[c] > scores[best] ? c : best;
    }
    if (right < class_count && best != right) {
        trees_update(learner, keys, key_count, right, best);
    }
    learner_tick(learner->weights);
    return best;
}

static void trees_learn_pos(struct trees_learner *learner, const struct trees_example *example,
                            const struct sentence *sentence, const struct trees_classes *classes)
{
    const char *before = "";

    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t token = sentence->first_token + i, keys[PARSE_POS_FEATURES_MAX];
        size_t count = parse_pos_features(example->document, token, before, keys);

        before = classes->pos[trees_step(
            learner, keys, count, classes->pos_count,
            trees_class(classes->pos, classes->pos_count, example->pos[token]))];
    }
}

/* Heads and labels within the sentence, as the parser numbers them. */
static void trees_local(const struct trees_example *example, const struct sentence *sentence,
                        const struct parse_actions *actions, int *heads, int *labels)
{
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        int64_t head = example->heads[sentence->first_token + i];

        heads[i] = head >= 0             ? (int)(head - (int64_t)sentence->first_token)
                   : head == CORPUS_ROOT ? (int)sentence->token_count
                                         : PARSE_NONE;
        labels[i] = (int)trees_class(actions->labels, actions->label_count,
                                     example->relations[sentence->first_token + i]);
        labels[i] = labels[i] == (int)actions->label_count ? 0 : labels[i];
    }
}

/* How many right arcs a move puts out of reach (Goldberg and Nivre 2013). */
static int trees_cost(const struct parse_state *state, const int *heads, enum parse_move move)
{
    int next = state->next, cost = 0;
    int top = state->depth > 0 ? state->stack[state->depth - 1] : PARSE_NONE;

    if (move == MOVE_SHIFT) {
        for (int i = 0; i < state->depth; i++) {
            cost += heads[state->stack[i]] == next;
            cost += i + 1 < state->depth && heads[next] == state->stack[i];
        }
        return cost;
    }
    for (int i = next; i < state->count; i++) {
        cost += heads[i] == top;
    }
    if (move == MOVE_RIGHT) {
        return cost + (heads[top] >= next);
    }
    return cost + (heads[top] > next) +
           (state->depth > 1 && heads[top] == state->stack[state->depth - 2]);
}

/* What a move costs with its relation: one more where the arc is right and the relation is not. */
static int trees_cost_labelled(const struct parse_state *state, const int *heads, const int *labels,
                               const int costs[MOVE_COUNT], const struct parse_action *action)
{
    int top = state->depth > 0 ? state->stack[state->depth - 1] : PARSE_NONE;
    int cost = costs[action->move], head;

    if (action->move == MOVE_SHIFT) {
        return cost;
    }
    head = action->move == MOVE_LEFT ? state->next : state->stack[state->depth - 2];
    return cost + (heads[top] == head && labels[top] != action->label);
}

static void trees_learn_arcs(struct trees_learner *learner, struct parse_state *state,
                             const struct trees_example *example, const struct sentence *sentence,
                             const struct trees_classes *classes, uint64_t *seed)
{
    const struct parse_actions *actions = &classes->actions;
    int heads[PARSE_WORDS_MAX], labels[PARSE_WORDS_MAX];

    trees_local(example, sentence, actions, heads, labels);
    while (!parse_done(state)) {
        float scores[MODEL_CLASSES_MAX] = {0};
        uint32_t keys[PARSE_FEATURES_MAX];
        size_t count = parse_features(state, keys);
        int costs[MOVE_COUNT] = {0}, cost[MODEL_CLASSES_MAX] = {0}, least = PARSE_WORDS_MAX * 2;
        size_t allowed_count;
        const uint8_t *allowed = parse_list(state, actions, &allowed_count);
        size_t best = allowed[0], right = allowed[0];

        for (size_t k = 0; k < count; k++) {
            learner_score(learner->weights, keys[k], scores);
        }
        for (int move = 0; move < MOVE_COUNT; move++) {
            costs[move] = parse_can(state, (enum parse_move)move)
                              ? trees_cost(state, heads, (enum parse_move)move)
                              : 0;
        }
        for (size_t i = 0; i < allowed_count; i++) {
            size_t c = allowed[i];

            cost[c] = trees_cost_labelled(state, heads, labels, costs, &actions->actions[c]);
            least = cost[c] < least ? cost[c] : least;
            best = scores[c] > scores[best] ? c : best;
        }
        for (size_t i = 0; i < allowed_count; i++) {
            size_t c = allowed[i];

            if (cost[c] == least && (cost[right] > least || scores[c] > scores[right])) {
                right = c;
            }
        }
        if (cost[best] > least) {
            trees_update(learner, keys, count, right, best);
        }
        learner_tick(learner->weights);
        /* going wrong now and then teaches what to do after a mistake */
        parse_do(state, &actions->actions[trees_random(seed) % 10 != 0 ? best : right]);
    }
}

static void trees_begin(struct trees_learner *learner, size_t class_count, int least)
{
    learner->weights = learner_new(class_count);
    learner->mistakes = mem_calloc(TREES_MISTAKES, 1);
    learner->least = (uint8_t)least;
}

static void trees_end(struct trees_learner *learner)
{
    learner_average(learner->weights);
    free(learner->mistakes);
    learner->mistakes = NULL;
}

struct trees_place {
    uint32_t example, sentence;
};

void trees_learn(const struct trees_example *examples, size_t count,
                 const struct trees_classes *classes, struct trees_learners *learners)
{
    struct parse_state *state = mem_calloc(1, sizeof *state);
    struct trees_place *places = NULL;
    size_t place_count = 0, capacity = 0;
    uint64_t seed = 88172645463325252u;

    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; examples[i].document != NULL && s < examples[i].document->sentence_count;
             s++) {
            places = mem_grow(places, &capacity, place_count, sizeof *places);
            places[place_count++] = (struct trees_place){(uint32_t)i, (uint32_t)s};
        }
    }
    trees_begin(&learners->pos, classes->pos_count, TREES_LEAST_POS);
    trees_begin(&learners->arc, classes->actions.count, TREES_LEAST_ARC);
    for (int round = 0; round < TREES_ARC_ROUNDS; round++) {
        for (size_t i = place_count; i > 1; i--) {
            size_t other = trees_random(&seed) % i;
            struct trees_place place = places[i - 1];

            places[i - 1] = places[other];
            places[other] = place;
        }
        for (size_t i = 0; i < place_count; i++) {
            const struct trees_example *example = &examples[places[i].example];
            const struct sentence *sentence = &example->document->sentences[places[i].sentence];

            if (!parse_begin(state, example->document, sentence)) {
                continue;
            }
            trees_learn_arcs(&learners->arc, state, example, sentence, classes, &seed);
            if (round < TREES_POS_ROUNDS) {
                trees_learn_pos(&learners->pos, example, sentence, classes);
            }
        }
    }
    trees_end(&learners->pos);
    trees_end(&learners->arc);
    free(places);
    free(state);
}

void trees_free(struct trees_learners *learners)
{
    learner_free(learners->pos.weights);
    learner_free(learners->arc.weights);
}
