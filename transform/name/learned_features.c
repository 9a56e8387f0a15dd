#include "transform/name/learned_parts.h"

#include <string.h>

uint32_t learned_step_key(size_t from)
{
    return feature_key(feature_number(feature_begin(1000), from));
}

bool learned_step_possible(size_t from, size_t to)
{
    bool inside = to > 0 && to % 2 == 0;

    return !inside || (from < LEARNED_CLASSES && (from == to || from + 1 == to));
}

static unsigned learned_bucket(unsigned count)
{
    return count > 3 ? 3 : count;
}

/* The type in which most of the article's names with the word are; 0: none. */
static unsigned learned_most(const uint16_t counts[5])
{
    unsigned best = 0;

    for (unsigned i = 1; i < 5; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return counts[best] == 0 ? 0 : best + 1;
}

struct learned_keys {
    uint32_t *keys;
    size_t count;
};

static void learned_add(struct learned_keys *keys, uint64_t hash)
{
    if (keys->count < LEARNED_FEATURES_MAX) {
        keys->keys[keys->count++] = feature_key(hash);
    }
}

static void learned_add_numbers(struct learned_keys *keys, uint32_t template_number, uint64_t a,
                                uint64_t b, uint64_t c)
{
    learned_add(keys, feature_number(
                          feature_number(feature_number(feature_begin(template_number), a), b), c));
}

static void learned_add_affixes(struct learned_keys *keys, const char *word)
{
    size_t length = strlen(word);

    for (size_t size = 1; size <= 4 && size < length; size++) {
        learned_add(keys, feature_bytes(feature_begin(20 + (uint32_t)size), word, size));
        learned_add(keys,
                    feature_bytes(feature_begin(30 + (uint32_t)size), word + length - size, size));
    }
}

/* Where a word stands among the words with capitals: first, last, between. */
static unsigned learned_place(const struct learned_token *token, uint32_t i)
{
    return i == token->run_first ? 0 : i == token->run_last ? 1 : 2;
}

/* What the whole of the words with capitals tells about each of them: its last word most of all. */
static void learned_add_run(struct learned_keys *list, const struct learned *learned, uint32_t i)
{
    const struct document *document = learned->document;
    const struct learned_token *now = &learned->tokens[i];
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t first = now->run_first, last = now->run_last, length = last - first;
    uint32_t end = sentence->first_token + sentence->token_count;
    uint64_t before = first > sentence->first_token ? learned->tokens[first - 1].hash : 0;
    uint64_t after = last + 1 < end ? learned->tokens[last + 1].hash : 0;
    unsigned place = learned_place(now, i);

    learned_add_numbers(list, 110, learned->tokens[last].hash, place, 0);
    learned_add_numbers(list, 111, learned->tokens[first].hash, place, 0);
    learned_add_numbers(list, 112, before, place, 0);
    learned_add_numbers(list, 113, after, place, 0);
    learned_add_numbers(list, 114, place, learned->tokens[last].sense, now->label);
    learned_add_numbers(list, 115, place, length > 4 ? 4 : length, now->label);
    learned_add_numbers(list, 116, place, learned->tokens[first].dictionary,
                        learned->tokens[last].dictionary);
    learned_add_numbers(list, 117, place, learned->tokens[last].sense,
                        learned->tokens[first].dictionary);
    if (first > sentence->first_token) {
        learned_add_numbers(list, 118, place, learned->tokens[first - 1].sense,
                            length > 4 ? 4 : length);
    }
    learned_add_numbers(list, 119, place, first == sentence->first_token, length > 4 ? 4 : length);
}

static bool learned_is_noun(const struct document *document, uint32_t i)
{
    return strncmp(document->tokens[i].tag, "NN", 2) == 0 &&
           (document->tokens[i].flags & TOKEN_CAPITAL) == 0;
}

/* Looks for a common noun from a token on, up to `most` tokens; UINT32_MAX: there is none. */
static uint32_t learned_noun_after(const struct document *document, uint32_t first, uint32_t end,
                                   uint32_t most)
{
    for (uint32_t t = first; t < end && t < first + most; t++) {
        if (learned_is_noun(document, t)) {
            return t;
        }
    }
    return UINT32_MAX;
}

/* "Smith, a former school teacher": the noun that heads what explains a name; UINT32_MAX: none. */
static uint32_t learned_noun_explaining(const struct document *document, uint32_t first,
                                        uint32_t end)
{
    uint32_t noun = UINT32_MAX;

    for (uint32_t t = first; t < end && t < first + 7; t++) {
        const char *tag = document->tokens[t].tag;

        if (learned_is_noun(document, t)) {
            noun = t;
        } else if (noun != UINT32_MAX || tag[0] == ',' || tag[0] == 'V' || tag[0] == 'I') {
            break;
        }
    }
    return noun;
}

uint32_t learned_explaining(const struct learned *learned, uint32_t at, const char **link)
{
    static const char *const links[] = {",", "is", "was", "("};
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[at - 1].sentence];
    uint32_t end = sentence->first_token + sentence->token_count;
    const char *behind = at < end ? document->tokens[at].lower : "";

    *link = NULL;
    for (size_t l = 0; l < sizeof links / sizeof links[0]; l++) {
        *link = strcmp(behind, links[l]) == 0 ? links[l] : *link;
    }
    return *link != NULL ? learned_noun_explaining(document, at + 1, end)
                         : learned_noun_after(document, at, end, 4);
}

/* The nouns around words with capitals tell what these are: "the singer Smith", "Smith, a singer".
 */
static void learned_add_nouns(struct learned_keys *list, const struct learned *learned, uint32_t i)
{
    const struct document *document = learned->document;
    const struct learned_token *now = &learned->tokens[i];
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t end = sentence->first_token + sentence->token_count, at = now->run_last + 1;
    unsigned place = learned_place(now, i);
    const char *link;
    uint32_t noun = learned_explaining(learned, at, &link);

    if (link != NULL && noun != UINT32_MAX) {
        learned_add_numbers(list, 120, learned->tokens[noun].hash, (unsigned char)link[0], 0);
        learned_add_numbers(list, 121, learned->tokens[noun].sense, (unsigned char)link[0], place);
        learned_add_numbers(list, 140, learned->tokens[noun].wide, (unsigned char)link[0], 0);
        learned_add_numbers(list, 141, learned->tokens[noun].narrow, (unsigned char)link[0], 0);
    } else if (link != NULL) {
        learned_add_numbers(list, 122, (unsigned char)link[0],
                            at + 1 < end ? learned->tokens[at + 1].shape_hash : 0, 0);
    } else if (noun != UINT32_MAX) {
        learned_add_numbers(list, 123, learned->tokens[noun].sense, noun - at, place);
        learned_add_numbers(list, 142, learned->tokens[noun].wide, noun == at, 0);
        learned_add_numbers(list, 143, learned->tokens[noun].narrow, noun == at, 0);
        learned_add_numbers(list, 124, learned->tokens[noun].hash, noun == at, 0);
    }
    for (uint32_t t = now->run_first; t > sentence->first_token && t + 4 > now->run_first; t--) {
        if (learned_is_noun(document, t - 1)) {
            learned_add_numbers(list, 144, learned->tokens[t - 1].wide, t == now->run_first, 0);
            learned_add_numbers(list, 145, learned->tokens[t - 1].narrow, t == now->run_first, 0);
            learned_add_numbers(list, 125, learned->tokens[t - 1].sense, now->run_first - t, place);
            learned_add_numbers(list, 126, learned->tokens[t - 1].hash, t == now->run_first, 0);
            break;
        }
    }
}

/* The verbs before and behind words with capitals. */
static void learned_add_verbs(struct learned_keys *list, const struct learned *learned, uint32_t i)
{
    const struct document *document = learned->document;
    const struct learned_token *now = &learned->tokens[i];
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t end = sentence->first_token + sentence->token_count, at = now->run_last + 1;

    for (uint32_t t = at; t < end && t < at + 4; t++) {
        if (document->tokens[t].tag[0] == 'V') {
            learned_add_numbers(list, 127, learned->tokens[t].hash, 0, 0);
            break;
        }
    }
    for (uint32_t t = now->run_first; t > sentence->first_token && t + 4 > now->run_first; t--) {
        if (document->tokens[t - 1].tag[0] == 'V') {
            learned_add_numbers(list, 128, learned->tokens[t - 1].hash, 0, 0);
            break;
        }
    }
}

/* What the other words with capitals beside a word are. */
static void learned_add_company(struct learned_keys *list, const struct learned *learned,
                                uint32_t i)
{
    const struct document *document = learned->document;
    const struct learned_token *now = &learned->tokens[i];
    uint32_t first = now->run_first, last = now->run_last;
    const char *head = document->tokens[last].lower;
    unsigned place = learned_place(now, i), known = 0;
    size_t length = strlen(head);
    bool nouns = false;

    learned_add(list, feature_text(feature_number(feature_begin(130), place),
                                   head + (length > 3 ? length - 3 : 0)));
    learned_add_numbers(list, 131, learned->tokens[last].shape_hash, place, 0);
    for (uint32_t t = first; t <= last && t < first + LEARNED_RUN_SEEN; t++) {
        const struct learned_token *other = &learned->tokens[t];

        known |= other->dictionary;
        nouns = nouns || other->sense > 0;
        if (t != i) {
            learned_add_numbers(list, 132, other->hash, 0, 0);
            learned_add_numbers(list, 135, t < i, other->sense, other->entry);
        }
    }
    learned_add_numbers(list, 133, known, nouns, place);
    learned_add_numbers(list, 134, known, last - first > 4 ? 4 : last - first, place);
}

size_t learned_features(const struct learned *learned, uint32_t i,
                        uint32_t keys[LEARNED_FEATURES_MAX])
{
    static const struct learned_token outside = {.shape = "_"};
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t first = sentence->first_token, end = first + sentence->token_count;
    struct learned_keys list = {keys, 0};
    uint64_t word[5];
    const struct learned_token *token[5];

    if (!learned_candidate(learned, i)) {
        return 0;
    }
    for (int d = -2; d <= 2; d++) {
        int64_t at = (int64_t)i + d;
        bool inside = at >= first && at < end;

        word[d + 2] = inside ? learned->tokens[at].hash : d < 0 ? 2 : 3;
        token[d + 2] = inside ? &learned->tokens[at] : &outside;
    }
    const struct learned_token *now = token[2];
    const uint64_t tag[3] = {i > first ? token[1]->tag_hash : 2, now->tag_hash,
                             i + 1 < end ? token[3]->tag_hash : 3};
    bool start = i == first;

    learned_add_numbers(&list, 1, 0, 0, 0);
    learned_add_numbers(&list, 2, word[2], 0, 0);
    learned_add_numbers(&list, 3, word[1], 0, 0);
    learned_add_numbers(&list, 4, word[3], 0, 0);
    learned_add_numbers(&list, 5, word[0], 0, 0);
    learned_add_numbers(&list, 6, word[4], 0, 0);
    learned_add_numbers(&list, 7, word[1], word[2], 0);
    learned_add_numbers(&list, 8, word[2], word[3], 0);
    learned_add_numbers(&list, 9, word[1], word[3], 0);
    learned_add_numbers(&list, 10, feature_text(1, document->tokens[i].text), start, 0);
    learned_add_numbers(&list, 11, now->shape_hash, start, 0);
    learned_add_numbers(&list, 12, token[1]->shape_hash, now->shape_hash, 0);
    learned_add_numbers(&list, 13, now->shape_hash, token[3]->shape_hash, 0);
    learned_add_numbers(&list, 14, token[1]->shape_hash, now->shape_hash, token[3]->shape_hash);
    learned_add_numbers(&list, 15, word[1], now->shape_hash, 0);
    learned_add_numbers(&list, 16, now->shape_hash, word[3], 0);
    learned_add_numbers(&list, 17, word[0], word[1], 0);
    learned_add_numbers(&list, 18, word[3], word[4], 0);
    learned_add_affixes(&list, document->tokens[i].lower);
    learned_add_numbers(&list, 40, now->label, now->source, 0);
    learned_add_numbers(&list, 41, token[1]->label, now->label, now->source);
    learned_add_numbers(&list, 42, now->label, token[3]->label, now->source);
    learned_add_numbers(&list, 43, now->label, word[2], 0);
    learned_add_numbers(&list, 44, now->label, word[1], 0);
    learned_add_numbers(&list, 45, now->label, word[3], 0);
    learned_add_numbers(&list, 46, now->label, now->source, now->shape_hash);
    learned_add_numbers(&list, 47, now->dictionary, start, 0);
    learned_add_numbers(&list, 48, now->dictionary, token[3]->dictionary, 0);
    learned_add_numbers(&list, 49, token[1]->dictionary, now->dictionary, 0);
    learned_add_numbers(&list, 56, now->dictionary & LEARNED_PERSONAL,
                        token[3]->dictionary & LEARNED_PERSONAL, now->shape[1] == 'x');
    learned_add_numbers(&list, 57, token[1]->dictionary & LEARNED_PERSONAL,
                        now->dictionary & LEARNED_PERSONAL, now->shape[1] == 'x');
    learned_add_numbers(&list, 50, now->entry, now->label, now->dictionary);
    learned_add_numbers(&list, 51, now->entry, start, 0);
    learned_add_numbers(&list, 52, token[1]->entry, now->entry, 0);
    learned_add_numbers(&list, 53, now->entry, token[3]->entry, 0);
    learned_add_numbers(&list, 54, sentence->heading, start, now->label);
    if (now->word != NULL) {
        const struct learned_word *seen = now->word;

        learned_add_numbers(&list, 60, learned_bucket(seen->lower), learned_bucket(seen->capital),
                            learned_bucket(seen->first));
        learned_add_numbers(&list, 61, learned_most(seen->types), learned_most(seen->longer),
                            now->label);
        for (unsigned bit = 0; bit < 13 && finder_is_capital(learned->finder, i); bit++) {
            if ((seen->around & 1u << bit) != 0) {
                learned_add_numbers(&list, 90, bit, 0, 0);
                learned_add_numbers(&list, 91, bit, now->label, 0);
            }
        }
        learned_add_numbers(&list, 62, learned_most(seen->longer), now->dictionary, start);
        for (unsigned c = 0; c < seen->context_count && finder_is_capital(learned->finder, i);
             c++) {
            learned_add_numbers(&list, 146, seen->contexts[c], 0, 0);
        }
    }
    learned_add_numbers(&list, 80, tag[1], 0, 0);
    learned_add_numbers(&list, 81, tag[0], tag[1], 0);
    learned_add_numbers(&list, 82, tag[1], tag[2], 0);
    learned_add_numbers(&list, 83, tag[0], tag[1], tag[2]);
    learned_add_numbers(&list, 84, now->label, tag[1], 0);
    learned_add_numbers(&list, 85, now->dictionary, tag[1], 0);
    for (int d = 0; d < 5; d++) {
        learned_add_numbers(&list, 100 + (uint32_t)d, token[d]->sense, 0, 0);
    }
    learned_add_numbers(&list, 105, token[1]->sense, now->sense, now->label);
    learned_add_numbers(&list, 106, token[1]->sense, now->shape_hash, 0);
    if (finder_is_capital(learned->finder, i) || now->run_last > now->run_first) {
        learned_add_run(&list, learned, i);
        learned_add_nouns(&list, learned, i);
        learned_add_verbs(&list, learned, i);
        learned_add_company(&list, learned, i);
    }
    for (int d = 0; d < 5; d++) {
        if (d != 2) {
            learned_add_numbers(&list, 70 + (uint32_t)d, token[d]->label,
                                token[d]->dictionary & 24u, 0);
        }
    }
    return list.count;
}
