#include "transform/parse/state.h"

#include <string.h>
#include "transform/model/feature.h"
#include "transform/parse/features.h"
#include "transform/text/lexicon.h"

/* With no, one or more words on the stack. */
enum { PARSE_DEPTHS = PARSE_SITUATIONS / 2 };

/* Only one word may depend on the root. */
static bool parse_may(const struct parse_action *action, bool root, int situation)
{
    bool left = situation < PARSE_DEPTHS; /* words are */
    int depth = situation % PARSE_DEPTHS;

    switch (action->move) {
    case MOVE_SHIFT:
        return left;
    case MOVE_LEFT:
        return left ? depth > 0 && !root : depth == 1 && root;
    case MOVE_RIGHT:
        return depth > 1 && !root;
    default:
        return false;
    }
}

bool parse_actions_add(struct parse_actions *actions, const char *name)
{
    struct parse_action action = {MOVE_SHIFT, 0};

    if (actions->count == MODEL_CLASSES_MAX) {
        return false;
    }
    if (strcmp(name, "shift") != 0) {
        size_t label = 0;

        if ((name[0] != '<' && name[0] != '>') || name[1] == '\0') {
            return false;
        }
        while (label < actions->label_count && strcmp(actions->labels[label], name + 1) != 0) {
            label++;
        }
        if (label == PARSE_LABELS_MAX) {
            return false;
        }
        actions->labels[label] = name + 1;
        actions->label_count += label == actions->label_count;
        action = (struct parse_action){name[0] == '<' ? MOVE_LEFT : MOVE_RIGHT, (int)label};
    }
    if (actions->count == 0) {
        actions->root = PARSE_NONE;
    }
    if (action.move == MOVE_LEFT && strcmp(name + 1, "root") == 0) {
        actions->root = action.label;
    }
    for (int i = 0; i < PARSE_SITUATIONS; i++) {
        if (parse_may(&action, strcmp(name + 1, "root") == 0, i)) {
            actions->allowed[i][actions->allowed_count[i]++] = (uint8_t)actions->count;
        }
    }
    actions->actions[actions->count++] = action;
    return true;
}

static void parse_forget_arcs(struct parse_state *state)
{
    for (int i = 0; i <= state->count; i++) {
        state->left[i][0] = state->left[i][1] = PARSE_NONE;
        state->right[i][0] = state->right[i][1] = PARSE_NONE;
        state->left_count[i] = state->right_count[i] = 0;
        state->left_labels[i] = state->right_labels[i] = 0;
        state->labels[i] = PARSE_NONE;
    }
}

bool parse_begin(struct parse_state *state, const struct document *document,
                 const struct sentence *sentence)
{
    if (sentence->token_count == 0 || sentence->token_count > PARSE_WORDS_MAX) {
        return false;
    }
    state->count = (int)sentence->token_count;
    state->depth = 0;
    state->next = 0;
    for (int i = 0; i < state->count; i++) {
        const struct token *token = &document->tokens[sentence->first_token + (uint32_t)i];
        uint64_t meaning;

        state->words[i] = feature_text(feature_begin(1), token->lower);
        state->tags[i] = feature_text(feature_begin(2), token->tag);
        meaning = lexicon_meaning(token->lexicon, token->tag);
        state->senses[i] = meaning & ~LEXICON_FRAMES;
        state->frames[i] = meaning & LEXICON_FRAMES;
        state->heads[i] = PARSE_NONE;
    }
    state->words[state->count] = state->tags[state->count] = PARSE_ROOT_ATOM;
    state->senses[state->count] = state->frames[state->count] = 0;
    parse_forget_arcs(state);
    return true;
}

bool parse_done(const struct parse_state *state)
{
    return state->next == state->count && state->depth == 0;
}

bool parse_can(const struct parse_state *state, enum parse_move move)
{
    switch (move) {
    case MOVE_SHIFT:
        return state->next < state->count;
    case MOVE_LEFT:
        return state->next < state->count ? state->depth > 0 : state->depth == 1;
    case MOVE_RIGHT:
        return state->depth > 1;
    default:
        return false;
    }
}

const uint8_t *parse_list(const struct parse_state *state, const struct parse_actions *actions,
                          size_t *count)
{
    int situation =
        (state->next == state->count ? PARSE_DEPTHS : 0) + (state->depth > 1 ? 2 : state->depth);

    *count = actions->allowed_count[situation];
    return actions->allowed[situation];
}

static void parse_add_arc(struct parse_state *state, int word, int head, int label)
{
    if (word < head) { /* the last one to come is the outermost */
        state->left[head][1] = state->left[head][0];
        state->left[head][0] = word;
        state->left_count[head]++;
        state->left_labels[head] |= UINT64_C(1) << label;
    } else {
        state->right[head][1] = state->right[head][0];
        state->right[head][0] = word;
        state->right_count[head]++;
        state->right_labels[head] |= UINT64_C(1) << label;
    }
    state->heads[word] = head;
    state->labels[word] = label;
}

void parse_do(struct parse_state *state, const struct parse_action *action)
{
    if (action->move == MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    state->depth--;
    parse_add_arc(state, state->stack[state->depth],
                  action->move == MOVE_LEFT ? state->next : state->stack[state->depth - 1],
                  action->label);
}
