#include "transform/parse/state.h"

#include "transform/model/feature.h"

const char *const parse_moves[MOVE_COUNT] = {"shift", "left", "right"};

/* What stands where no word is. */
static const uint64_t parse_no_word = 11, parse_root_word = 13;

static void parse_forget_arcs(struct parse_state *state)
{
    for (int i = 0; i <= state->count; i++) {
        state->left[i][0] = state->left[i][1] = PARSE_NONE;
        state->right[i][0] = state->right[i][1] = PARSE_NONE;
        state->left_count[i] = state->right_count[i] = 0;
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

        state->words[i] = feature_text(feature_begin(1), token->lower);
        state->tags[i] = feature_text(feature_begin(2), token->tag);
        state->heads[i] = PARSE_NONE;
    }
    state->words[state->count] = state->tags[state->count] = parse_root_word;
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

static void parse_add_arc(struct parse_state *state, int word, int head)
{
    if (word < head) { /* the last one to come is the outermost */
        state->left[head][1] = state->left[head][0];
        state->left[head][0] = word;
        state->left_count[head]++;
    } else {
        state->right[head][1] = state->right[head][0];
        state->right[head][0] = word;
        state->right_count[head]++;
    }
    state->heads[word] = head;
}

void parse_do(struct parse_state *state, enum parse_move move)
{
    if (move == MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    state->depth--;
    parse_add_arc(state, state->stack[state->depth],
                  move == MOVE_LEFT ? state->next : state->stack[state->depth - 1]);
}

void parse_set_heads(struct parse_state *state, const int *heads)
{
    parse_forget_arcs(state);
    for (int i = state->count - 1; i >= 0; i--) { /* inner dependents first, on the left … */
        if (heads[i] > i) {
            parse_add_arc(state, i, heads[i]);
        }
    }
    for (int i = 0; i < state->count; i++) { /* … and on the right */
        if (heads[i] != PARSE_NONE && heads[i] < i) {
            parse_add_arc(state, i, heads[i]);
        } else if (heads[i] == PARSE_NONE) {
            state->heads[i] = PARSE_NONE;
        }
    }
}

struct parse_keys {
    uint32_t *keys;
    size_t count;
    uint32_t template_number;
};

/* One more feature of the next template. */
static void parse_add(struct parse_keys *keys, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    uint64_t hash = feature_begin(keys->template_number++);

    hash = feature_number(feature_number(feature_number(feature_number(hash, a), b), c), d);
    if (keys->count < PARSE_FEATURES_MAX) {
        keys->keys[keys->count++] = feature_key(hash);
    }
}

static uint64_t parse_word(const struct parse_state *state, int i)
{
    return i < 0 || i > state->count ? parse_no_word : state->words[i];
}

static uint64_t parse_tag(const struct parse_state *state, int i)
{
    return i < 0 || i > state->count ? parse_no_word : state->tags[i];
}

static uint64_t parse_bucket(int distance)
{
    return (uint64_t)(distance < 5 ? distance : distance < 10 ? 5 : 6);
}

static int parse_child(const int of[][2], int word, int which)
{
    return word < 0 ? PARSE_NONE : of[word][which];
}

size_t parse_features(const struct parse_state *state, uint32_t keys[PARSE_FEATURES_MAX])
{
    struct parse_keys list = {keys, 0, 100};
    int depth = state->depth, n = state->next;
    int s0 = depth > 0 ? state->stack[depth - 1] : PARSE_NONE;
    int s1 = depth > 1 ? state->stack[depth - 2] : PARSE_NONE;
    int s2 = depth > 2 ? state->stack[depth - 3] : PARSE_NONE;
    int b0 = n, b1 = n + 1, b2 = n + 2;
    uint64_t s0w = parse_word(state, s0), s0t = parse_tag(state, s0);
    uint64_t s1w = parse_word(state, s1), s1t = parse_tag(state, s1);
    uint64_t b0w = parse_word(state, b0), b0t = parse_tag(state, b0);
    uint64_t b1w = parse_word(state, b1), b1t = parse_tag(state, b1);
    uint64_t s2t = parse_tag(state, s2), b2t = parse_tag(state, b2);
    uint64_t s0l = parse_tag(state, parse_child(state->left, s0, 0));
    uint64_t s0l2 = parse_tag(state, parse_child(state->left, s0, 1));
    uint64_t s0r = parse_tag(state, parse_child(state->right, s0, 0));
    uint64_t s0r2 = parse_tag(state, parse_child(state->right, s0, 1));
    uint64_t s1l = parse_tag(state, parse_child(state->left, s1, 0));
    uint64_t s1r = parse_tag(state, parse_child(state->right, s1, 0));
    uint64_t s1r2 = parse_tag(state, parse_child(state->right, s1, 1));
    uint64_t b0l = parse_tag(state, parse_child(state->left, b0, 0));
    uint64_t b0l2 = parse_tag(state, parse_child(state->left, b0, 1));
    uint64_t s0lw = parse_word(state, parse_child(state->left, s0, 0));
    uint64_t s0rw = parse_word(state, parse_child(state->right, s0, 0));
    uint64_t s1rw = parse_word(state, parse_child(state->right, s1, 0));
    uint64_t b0lw = parse_word(state, parse_child(state->left, b0, 0));
    uint64_t far = s0 < 0 ? 9 : parse_bucket(b0 - s0);
    uint64_t near = s1 < 0 ? 9 : parse_bucket(s0 - s1);
    uint64_t s0v = s0 < 0 ? 99 : (uint64_t)(state->left_count[s0] * 8 + state->right_count[s0]);
    uint64_t s1v = s1 < 0 ? 99 : (uint64_t)(state->left_count[s1] * 8 + state->right_count[s1]);
    uint64_t b0v = (uint64_t)state->left_count[b0];
    uint64_t before = parse_tag(state, b0 - 1), after_s0 = s0 < 0 ? 0 : parse_tag(state, s0 + 1);
    uint64_t before_s0 = s0 < 0 ? 0 : parse_tag(state, s0 - 1);

    parse_add(&list, 0, 0, 0, 0);
    parse_add(&list, s0w, 0, 0, 0);
    parse_add(&list, s0t, 0, 0, 0);
    parse_add(&list, s0w, s0t, 0, 0);
    parse_add(&list, s1w, 0, 0, 0);
    parse_add(&list, s1t, 0, 0, 0);
    parse_add(&list, s1w, s1t, 0, 0);
    parse_add(&list, b0w, 0, 0, 0);
    parse_add(&list, b0t, 0, 0, 0);
    parse_add(&list, b0w, b0t, 0, 0);
    parse_add(&list, b1w, 0, 0, 0);
    parse_add(&list, b1t, 0, 0, 0);
    parse_add(&list, b1w, b1t, 0, 0);
    parse_add(&list, b2t, parse_word(state, b2), 0, 0);
    parse_add(&list, s2t, parse_word(state, s2), 0, 0);
    /* pairs of what an arc would join */
    parse_add(&list, s0w, b0w, 0, 0);
    parse_add(&list, s0w, b0t, 0, 0);
    parse_add(&list, s0t, b0w, 0, 0);
    parse_add(&list, s0t, b0t, far, 0);
    parse_add(&list, s0w, s0t, b0t, 0);
    parse_add(&list, s0t, b0w, b0t, 0);
    parse_add(&list, s1w, s0w, 0, 0);
    parse_add(&list, s1w, s0t, 0, 0);
    parse_add(&list, s1t, s0w, 0, 0);
    parse_add(&list, s1t, s0t, near, 0);
    parse_add(&list, s1t, s0t, b0t, 0);
    parse_add(&list, s1w, b0w, 0, 0);
    parse_add(&list, s1t, b0t, 0, 0);
    parse_add(&list, s1w, b0t, s0t, 0);
    parse_add(&list, s1t, s0w, b0t, 0);
    parse_add(&list, s1t, s0t, b0w, 0);
    parse_add(&list, s0t, b0t, b1t, 0);
    parse_add(&list, s0w, b0t, b1t, 0);
    parse_add(&list, b0t, b1t, 0, 0);
    parse_add(&list, b0t, b1t, b2t, 0);
    parse_add(&list, s0t, b0t, b1t, b2t);
    parse_add(&list, s1t, s0t, b0t, b1t);
    parse_add(&list, s2t, s1t, s0t, b0t);
    parse_add(&list, s2t, s1t, s0t, 0);
    parse_add(&list, b0w, b1w, 0, 0);
    /* what they have already */
    parse_add(&list, s0t, s0l, b0t, 0);
    parse_add(&list, s0t, s0r, b0t, 0);
    parse_add(&list, s0t, b0t, b0l, 0);
    parse_add(&list, s1t, s1r, s0t, 0);
    parse_add(&list, s1t, s1l, s0t, 0);
    parse_add(&list, s1t, s0t, s0l, 0);
    parse_add(&list, s1t, s0t, s0r, 0);
    parse_add(&list, s0t, s0l, s0l2, 0);
    parse_add(&list, s0t, s0r, s0r2, 0);
    parse_add(&list, s1t, s1r, s1r2, 0);
    parse_add(&list, b0t, b0l, b0l2, 0);
    parse_add(&list, s0w, s0lw, 0, 0);
    parse_add(&list, s0t, s0rw, b0t, 0);
    parse_add(&list, s1t, s1rw, s0t, 0);
    parse_add(&list, b0t, b0lw, s0t, 0);
    parse_add(&list, s0w, s0v, 0, 0);
    parse_add(&list, s0t, s0v, b0t, 0);
    parse_add(&list, s1w, s1v, 0, 0);
    parse_add(&list, s1t, s1v, s0t, 0);
    parse_add(&list, b0t, b0v, s0t, 0);
    parse_add(&list, b0w, b0v, 0, 0);
    parse_add(&list, s0w, far, 0, 0);
    parse_add(&list, b0w, far, 0, 0);
    parse_add(&list, s1w, near, 0, 0);
    parse_add(&list, s0t, b0t, before, after_s0);
    parse_add(&list, s0t, b0t, before_s0, b1t);
    parse_add(&list, s0w, s1t, s0lw, 0);
    parse_add(&list, s0lw, s1w, s0t, 0);
    return list.count;
}

size_t parse_relation_features(const struct parse_state *state, int word,
                               uint32_t keys[PARSE_FEATURES_MAX])
{
    struct parse_keys list = {keys, 0, 300};
    int head = state->heads[word];
    int grand = head >= 0 && head < state->count ? state->heads[head] : PARSE_NONE;
    int first = state->left[word][0], inner = state->left[word][1];
    int last = state->right[word][0];
    uint64_t side =
        (uint64_t)(word < head ? 0 : 1) * 8 + parse_bucket(word < head ? head - word : word - head);
    uint64_t direction = word < head;
    uint64_t w = parse_word(state, word), t = parse_tag(state, word);
    uint64_t hw = parse_word(state, head), ht = parse_tag(state, head);
    uint64_t before = parse_tag(state, word - 1), after = parse_tag(state, word + 1);
    uint64_t fw = parse_word(state, first), ft = parse_tag(state, first);
    bool outer_left = head >= 0 && state->left[head][0] == word;
    bool outer_right = head >= 0 && state->right[head][0] == word;
    uint64_t hl = parse_tag(state, parse_child(state->left, head, 0));
    uint64_t hl2 = parse_tag(state, parse_child(state->left, head, 1));
    uint64_t hr = parse_tag(state, parse_child(state->right, head, 0));
    uint64_t hlw = parse_word(state, parse_child(state->left, head, 0));
    uint64_t hrw = parse_word(state, parse_child(state->right, head, 0));

    parse_add(&list, 0, 0, 0, 0);
    parse_add(&list, w, 0, 0, 0);
    parse_add(&list, t, 0, 0, 0);
    parse_add(&list, w, t, direction, 0);
    parse_add(&list, hw, direction, 0, 0);
    parse_add(&list, ht, direction, 0, 0);
    parse_add(&list, t, ht, side, 0);
    parse_add(&list, t, ht, direction, 0);
    parse_add(&list, w, ht, direction, 0);
    parse_add(&list, t, hw, direction, 0);
    parse_add(&list, w, hw, direction, 0);
    parse_add(&list, t, ht, before, after);
    parse_add(&list, t, before, direction, 0);
    parse_add(&list, t, after, direction, 0);
    parse_add(&list, t, ht, parse_tag(state, head - 1), direction);
    parse_add(&list, t, ht, parse_tag(state, head + 1), direction);
    /* its case, mark or determiner */
    parse_add(&list, fw, t, ht, direction);
    parse_add(&list, fw, t, direction, 0);
    parse_add(&list, fw, hw, direction, 0);
    parse_add(&list, ft, t, ht, direction);
    parse_add(&list, ft, parse_tag(state, inner), t, ht);
    parse_add(&list, parse_tag(state, last), t, ht, direction);
    parse_add(&list, parse_word(state, last), t, ht, 0);
    parse_add(&list, (uint64_t)state->left_count[word], (uint64_t)state->right_count[word], t, ht);
    /* what else depends on the head */
    parse_add(&list, t, ht, hl, (uint64_t)outer_left * 2 + outer_right);
    parse_add(&list, t, ht, hl2, (uint64_t)outer_left * 2 + outer_right);
    parse_add(&list, t, ht, hr, (uint64_t)outer_left * 2 + outer_right);
    parse_add(&list, t, hlw, direction, outer_left);
    parse_add(&list, t, hrw, direction, outer_right);
    parse_add(&list, t, ht, (uint64_t)(head < 0 ? 0 : state->left_count[head]), direction);
    parse_add(&list, t, ht, (uint64_t)(head < 0 ? 0 : state->right_count[head]), direction);
    parse_add(&list, t, ht, parse_tag(state, grand), direction);
    parse_add(&list, w, ht, parse_tag(state, grand), direction);
    parse_add(&list, w, parse_word(state, word + 1), direction, 0);
    parse_add(&list, w, parse_word(state, word - 1), direction, 0);
    parse_add(&list, t, ht, parse_word(state, word + 1), 0);
    parse_add(&list, t, ht, parse_word(state, word - 1), 0);
    return list.count;
}
