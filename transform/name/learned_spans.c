/* What a row of words as a whole tells: whether it is one name, and of what. */
#include <string.h>
#include "transform/name/learned_parts.h"

enum {
    SPANS_TEMPLATE = 200,  /* the first of the numbers of templates */
    SPANS_PATTERN_MAX = 8, /* words of a name that patterns look at */
    SPANS_AROUND = 3       /* words beside it among which nouns and verbs are looked for */
};

/* What a word is in patterns: the first of these that it is. */
enum spans_kind {
    KIND_SMALL,
    KIND_NUMBER,
    KIND_TITLE,
    KIND_PEOPLE,
    KIND_COUNTRY,
    KIND_BOTH, /* a given name and a surname */
    KIND_GIVEN,
    KIND_FAMILY,
    KIND_ORG_WORD,
    KIND_PLACE,
    KIND_ORG,
    KIND_COMMON,
    KIND_INITIAL,
    KIND_CAPITALS,
    KIND_OTHER
};

uint8_t learned_kind(const struct learned *learned, uint32_t t)
{
    const struct token *token = &learned->document->tokens[t];
    const struct learned_token *now = &learned->tokens[t];
    unsigned dictionary = now->dictionary, type = now->entry == 0 ? 0 : (now->entry - 1u) / 4;

    if (!finder_is_capital(learned->finder, t)) {
        return now->shape[0] == 'd'              ? KIND_NUMBER
               : strchr(now->shape, 'X') == NULL ? KIND_SMALL
                                                 : KIND_OTHER;
    }
    return now->title                                                      ? KIND_TITLE
           : (dictionary & 8u) != 0                                        ? KIND_PEOPLE
           : (dictionary & 32u) != 0                                       ? KIND_COUNTRY
           : (dictionary & LEARNED_PERSONAL) == LEARNED_PERSONAL           ? KIND_BOTH
           : (dictionary & LEARNED_GIVEN) != 0                             ? KIND_GIVEN
           : (dictionary & LEARNED_FAMILY) != 0                            ? KIND_FAMILY
           : now->org_word                                                 ? KIND_ORG_WORD
           : type == 3                                                     ? KIND_PLACE
           : type == 2                                                     ? KIND_ORG
           : (dictionary & 4u) != 0                                        ? KIND_COMMON
           : strcmp(now->shape, "X.") == 0 || strcmp(now->shape, "X") == 0 ? KIND_INITIAL
           : (token->flags & TOKEN_ALL_CAPITALS) != 0                      ? KIND_CAPITALS
                                                                           : KIND_OTHER;
}

/* Names begin and end with words that are not small. */
static bool spans_is_edge(const struct learned *learned, uint32_t t)
{
    const struct learned_token *token = &learned->tokens[t];

    return token->label != 0 || strchr(token->shape, 'X') != NULL ||
           strchr(token->shape, 'u') != NULL;
}

uint32_t learned_spans(const struct learned *learned, uint32_t first)
{
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[first].sentence];
    uint32_t end = sentence->first_token + sentence->token_count, t = first;

    if (!spans_is_edge(learned, first)) {
        return 0;
    }
    end = end - first > LEARNED_SPAN_MAX ? first + LEARNED_SPAN_MAX : end;
    while (t < end && learned_candidate(learned, t)) {
        t++;
    }
    return t - first;
}

struct spans_keys {
    uint32_t *keys;
    size_t count;
    uint32_t template_number;
};

static void spans_add(struct spans_keys *list, uint64_t a, uint64_t b, uint64_t c)
{
    if (list->count < LEARNED_FEATURES_MAX) {
        list->keys[list->count++] = feature_key(feature_number(
            feature_number(feature_number(feature_begin(list->template_number++), a), b), c));
    }
}

/* The noun or verb nearest to a span on one side; UINT32_MAX: none. */
static uint32_t spans_near(const struct document *document, uint32_t from, uint32_t limit, int step,
                           const char *tag)
{
    for (uint32_t n = 0, t = from; n < SPANS_AROUND && t != limit; n++, t += (uint32_t)step) {
        if (strncmp(document->tokens[t].tag, tag, strlen(tag)) == 0 &&
            (document->tokens[t].flags & TOKEN_CAPITAL) == 0) {
            return t;
        }
    }
    return UINT32_MAX;
}

static uint64_t spans_word(const struct learned *learned, uint32_t t)
{
    return t == UINT32_MAX ? 0 : learned->tokens[t].hash;
}

static unsigned spans_sense(const struct learned *learned, uint32_t t)
{
    return t == UINT32_MAX ? 0 : 1 + learned->tokens[t].sense;
}

static uint64_t spans_suffix(const char *word, size_t size)
{
    size_t length = strlen(word);

    return length <= size ? feature_text(1, word) : feature_bytes(2, word + length - size, size);
}

size_t learned_span_features(const struct learned *learned, uint32_t first, uint32_t count,
                             uint32_t keys[LEARNED_FEATURES_MAX])
{
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[first].sentence];
    uint32_t start = sentence->first_token, end = start + sentence->token_count;
    uint32_t last = first + count - 1;
    const struct learned_token *tokens = learned->tokens;
    struct spans_keys list = {keys, 0, SPANS_TEMPLATE};
    uint64_t text = 1, kinds = 1, shapes = 1;
    unsigned size = count > 4 ? 4 : count, agreed = 0;
    uint32_t before = first > start ? first - 1 : UINT32_MAX;
    uint32_t before2 = first > start + 1 ? first - 2 : UINT32_MAX;
    uint32_t after = last + 1 < end ? last + 1 : UINT32_MAX;
    uint32_t after2 = last + 2 < end ? last + 2 : UINT32_MAX;
    char key[GAZETTEER_KEY_MAX];
    unsigned edges, known = 0;

    if (!spans_is_edge(learned, last)) {
        return 0;
    }
    for (uint32_t t = first; t <= last; t++) {
        text = feature_number(text, tokens[t].hash);
        if (t - first < SPANS_PATTERN_MAX) {
            kinds = feature_number(kinds,
                                   tokens[t].kind == KIND_SMALL ? tokens[t].hash : tokens[t].kind);
            shapes = feature_text(shapes, tokens[t].shape);
        }
    }
    edges = (before == UINT32_MAX                 ? 1u
             : learned_candidate(learned, before) ? 2u
                                                  : 0) +
            (after != UINT32_MAX && learned_candidate(learned, after) ? 4u : 0);
    if (count == 1) {
        known = tokens[first].entry;
    } else if (finder_key(learned->finder, first, count, key)) {
        known = learned_entry(gazetteer_find(learned->finder->gazetteer, key, NULL, NULL));
    }
    if (tokens[first].label % 2 == 1) {
        uint32_t t = first + 1;

        while (t <= last && tokens[t].label == tokens[first].label + 1u) {
            t++;
        }
        agreed =
            t <= last || (after != UINT32_MAX && tokens[after].label == tokens[first].label + 1u)
                ? 1
                : 2 + tokens[first].label * 8u + tokens[first].source;
    }
    uint32_t noun =
        before == UINT32_MAX ? before : spans_near(document, before, start - 1, -1, "NN");
    uint32_t noun_after = after == UINT32_MAX ? after : spans_near(document, after, end, 1, "NN");
    uint32_t verb =
        before == UINT32_MAX ? before : spans_near(document, before, start - 1, -1, "VB");
    uint32_t verb_after = after == UINT32_MAX ? after : spans_near(document, after, end, 1, "VB");

    spans_add(&list, size, 0, 0);
    spans_add(&list, size, edges, 0);
    spans_add(&list, text, 0, 0);
    spans_add(&list, tokens[last].hash, count > 1, 0);
    spans_add(&list, tokens[first].hash, count > 1, 0);
    spans_add(&list, spans_word(learned, before), count > 1, 0);
    spans_add(&list, spans_word(learned, after), count > 1, 0);
    spans_add(&list, spans_word(learned, before), spans_word(learned, after), 0);
    spans_add(&list, spans_word(learned, before), spans_word(learned, before2), 0);
    spans_add(&list, spans_word(learned, after), spans_word(learned, after2), 0);
    spans_add(&list, kinds, 0, 0);
    spans_add(&list, kinds, edges, 0);
    spans_add(&list, kinds, spans_word(learned, before), 0);
    spans_add(&list, kinds, spans_word(learned, after), 0);
    spans_add(&list, shapes, edges, 0);
    spans_add(&list, shapes, kinds, 0);
    spans_add(&list, kinds, spans_sense(learned, before), spans_sense(learned, after));
    spans_add(&list, tokens[last].sense, size, 0);
    spans_add(&list, tokens[last].sense, tokens[first].sense, size);
    spans_add(&list, spans_suffix(document->tokens[last].lower, 3), size, 0);
    spans_add(&list, spans_suffix(document->tokens[last].lower, 4), size, 0);
    spans_add(&list, known, size, 0);
    spans_add(&list, known, edges, 0);
    spans_add(&list, known, kinds, 0);
    spans_add(&list, agreed, size, 0);
    spans_add(&list, agreed, edges, 0);
    spans_add(&list, spans_word(learned, noun), size > 1, 0);
    spans_add(&list, spans_sense(learned, noun), kinds, 0);
    spans_add(&list, spans_word(learned, noun_after), size > 1, 0);
    spans_add(&list, spans_sense(learned, noun_after), kinds, 0);
    spans_add(&list, spans_word(learned, verb), 0, 0);
    spans_add(&list, spans_word(learned, verb_after), 0, 0);
    spans_add(&list, tokens[last].hash, spans_word(learned, before), size > 1);
    spans_add(&list, tokens[last].hash, spans_word(learned, after), size > 1);
    spans_add(&list, tokens[first].hash, tokens[last].hash, 0);
    spans_add(&list, tokens[last].wide, spans_word(learned, before), 0);
    spans_add(&list, tokens[last].wide, size, 0);
    spans_add(&list, tokens[last].narrow, size, 0);
    spans_add(&list, tokens[last].wide, kinds, 0);
    spans_add(&list, noun == UINT32_MAX ? 0 : tokens[noun].wide, noun == before, 0);
    spans_add(&list, noun == UINT32_MAX ? 0 : tokens[noun].narrow, noun == before, 0);
    spans_add(&list, noun_after == UINT32_MAX ? 0 : tokens[noun_after].wide, noun_after == after,
              0);
    spans_add(&list, noun_after == UINT32_MAX ? 0 : tokens[noun_after].narrow, noun_after == after,
              0);
    for (unsigned c = 0; tokens[last].word != NULL && c < tokens[last].word->context_count; c++) {
        list.template_number = SPANS_TEMPLATE + 51;
        spans_add(&list, tokens[last].word->contexts[c], size > 1, 0);
    }
    for (uint32_t t = first + 1; t < last; t++) {
        list.template_number = SPANS_TEMPLATE + 50;
        spans_add(&list, tokens[t].hash, 0, 0);
    }
    return list.count;
}
