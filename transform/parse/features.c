#include "transform/parse/features.h"

#include "transform/model/feature.h"

/* What stands where no word is. */
static const uint64_t parse_no_word = 11;

enum { PARSE_TEMPLATE_FIRST = 100 };

struct parse_keys {
    uint32_t *keys;
    size_t count;
};

/*
 * One more feature of the next template. What comes is hashed, or a small number. Inline, so that
 * most of it is reckoned once for all templates, or when the program is built.
 */
static inline __attribute__((always_inline)) void parse_add(struct parse_keys *keys, uint64_t a,
                                                            uint64_t b, uint64_t c, uint64_t d)
{
    uint64_t hash = (PARSE_TEMPLATE_FIRST + keys->count) * 0xD6E8FEB86659FD93u;

    hash += (a * 0x9E3779B97F4A7C15u) ^ (b * 0xC2B2AE3D27D4EB4Fu >> 7);
    hash ^= (c * 0x165667B19E3779F9u) + (d * 0xA0761D6478BD642Fu >> 5);
    hash ^= hash >> 29;
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

/* 0: none. */
static uint64_t parse_label(const struct parse_state *state, int i)
{
    return i < 0 || i > state->count ? 0 : (uint64_t)(state->labels[i] + 1);
}

/* Of what a word means, or how a verb is used. */
static uint64_t parse_meaning(const uint64_t *of, const struct parse_state *state, int i)
{
    return i < 0 || i > state->count ? 0 : of[i];
}

static uint64_t parse_bucket(int distance)
{
    return (uint64_t)(distance < 5 ? distance : distance < 10 ? 5 : 6);
}

static int parse_child(const int of[][2], int word, int which)
{
    return word < 0 ? PARSE_NONE : of[word][which];
}

static uint64_t parse_set(const uint64_t *sets, int word)
{
    return word < 0 ? 1 : sets[word];
}

size_t parse_features(const struct parse_state *state, uint32_t keys[PARSE_FEATURES_MAX])
{
    struct parse_keys list = {keys, 0};
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

    int s0lc = parse_child(state->left, s0, 0), s0rc = parse_child(state->right, s0, 0);
    int s1lc = parse_child(state->left, s1, 0), s1rc = parse_child(state->right, s1, 0);
    int b0lc = parse_child(state->left, b0, 0);
    uint64_t s0ll = parse_label(state, s0lc), s0rl = parse_label(state, s0rc);
    uint64_t s1ll = parse_label(state, s1lc), s1rl = parse_label(state, s1rc);
    uint64_t b0ll = parse_label(state, b0lc);
    uint64_t s0m = parse_meaning(state->senses, state, s0);
    uint64_t s1m = parse_meaning(state->senses, state, s1);
    uint64_t b0m = parse_meaning(state->senses, state, b0);
    uint64_t s0f = parse_meaning(state->frames, state, s0);
    uint64_t s1f = parse_meaning(state->frames, state, s1);
    uint64_t b0f = parse_meaning(state->frames, state, b0);

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
    /* relations of what they have */
    parse_add(&list, s0w, s0ll, 0, 0);
    parse_add(&list, s0w, s0rl, 0, 0);
    parse_add(&list, s1w, s1rl, 0, 0);
    parse_add(&list, s1w, s1ll, 0, 0);
    parse_add(&list, b0w, b0ll, 0, 0);
    parse_add(&list, s0t, s0ll, b0t, 0);
    parse_add(&list, s0t, s0rl, b0t, 0);
    parse_add(&list, b0t, b0ll, s0t, 0);
    parse_add(&list, s1t, s1rl, s0t, 0);
    parse_add(&list, s1t, s0ll, s0t, s1rl);
    parse_add(&list, s1t, s0rl, s0t, b0t);
    parse_add(&list, s0w, parse_set(state->left_labels, s0), 0, 0);
    parse_add(&list, s0w, parse_set(state->right_labels, s0), 0, 0);
    parse_add(&list, s0t, parse_set(state->left_labels, s0), b0t, 0);
    parse_add(&list, s0t, parse_set(state->right_labels, s0), b0t, 0);
    parse_add(&list, s1w, parse_set(state->right_labels, s1), 0, 0);
    parse_add(&list, s1t, parse_set(state->right_labels, s1), s0t, 0);
    parse_add(&list, s1t, parse_set(state->left_labels, s1), s0t, 0);
    parse_add(&list, b0w, parse_set(state->left_labels, b0), 0, 0);
    parse_add(&list, b0t, parse_set(state->left_labels, b0), s0t, 0);
    /* what they mean */
    parse_add(&list, s0m, s0t, b0t, 0);
    parse_add(&list, b0m, b0t, s0t, 0);
    parse_add(&list, s1m, s1t, s0t, 0);
    parse_add(&list, s0m, b0m, 0, 0);
    parse_add(&list, s1m, s0m, 0, 0);
    parse_add(&list, s1m, s0m, s0t, b0t);
    parse_add(&list, s1t, s0m, b0t, 0);
    parse_add(&list, s0m, parse_meaning(state->senses, state, s0lc), s0ll, 0);
    parse_add(&list, s1m, s0lw, s0t, 0);
    parse_add(&list, s1m, s0lw, s0m, 0);
    parse_add(&list, s0f, b0t, 0, 0);
    parse_add(&list, s1f, s0t, b0t, 0);
    parse_add(&list, b0f, s0t, 0, 0);
    parse_add(&list, s0f, parse_set(state->right_labels, s0), b0t, 0);
    parse_add(&list, s1f, parse_set(state->right_labels, s1), s0t, 0);
    return list.count;
}
