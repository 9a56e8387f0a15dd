#include "transform/name/learned.h"

#include <stdio.h>
#include <string.h>
#include "transform/model/feature.h"

enum { LEARNED_SHAPE_MAX = 16, LEARNED_WORDS_MIN = 64 };

const char *const learned_classes[LEARNED_CLASSES] = {"O",      "B-PERSON", "I-PERSON", "B-ORG",
                                                      "I-ORG",  "B-LOC",    "I-LOC",    "B-NORP",
                                                      "I-NORP", "B-EVENT",  "I-EVENT"};

/* What the article does with one word, wherever it stands. */
struct learned_word {
    const char *key; /* NULL: free */
    uint16_t lower, capital,
        first;          /* written small; with a capital inside of a sentence, at its start */
    uint16_t types[5];  /* in names of each type that the rules found */
    uint16_t longer[5]; /* the same, in names of two words or more */
    uint16_t around;    /* what stands around it, somewhere in the article: a bit each */
};

struct learned_token {
    char shape[LEARNED_SHAPE_MAX];
    uint8_t label;       /* of the rules */
    uint8_t source;      /* why the rules say so: 1 dictionary, 2 made up, 3 short form */
    uint16_t dictionary; /* what the gazetteers know of the word, a bit each */
    uint8_t entry;       /* type and rank of its own entry */
    struct learned_word *word;
};

struct learned {
    const struct document *document;
    const struct finder *finder;
    struct learned_token *tokens;
    struct learned_word *words;
    size_t word_slots;
};

static int learned_type(const char *type)
{
    static const char *const types[] = {"PERSON", "ORG", "LOC", "NORP", "EVENT"};

    for (int i = 0; i < 5; i++) {
        if (strcmp(types[i], type) == 0) {
            return i;
        }
    }
    return strcmp(type, "FACILITY") == 0 ? 2 : -1;
}

/* "Xx", "XX", "d-d", "x.x.": runs are one sign. */
static void learned_shape(const char *text, char shape[LEARNED_SHAPE_MAX])
{
    size_t length = 0;
    char last = '\0';

    for (const unsigned char *p = (const unsigned char *)text;
         *p != '\0' && length + 1 < LEARNED_SHAPE_MAX; p++) {
        char sign = *p >= 'A' && *p <= 'Z'   ? 'X'
                    : *p >= 'a' && *p <= 'z' ? 'x'
                    : *p >= '0' && *p <= '9' ? 'd'
                    : *p < 0x80              ? (char)*p
                                             : 'u';

        if (sign != last || (length < 2 && sign == 'X')) {
            shape[length++] = sign;
        }
        last = sign;
    }
    shape[length] = '\0';
}

static struct learned_word *learned_word(struct learned *learned, const char *key)
{
    size_t slot = (size_t)feature_text(1, key) & (learned->word_slots - 1);

    while (learned->words[slot].key != NULL && strcmp(learned->words[slot].key, key) != 0) {
        slot = (slot + 1) & (learned->word_slots - 1);
    }
    learned->words[slot].key = key;
    return &learned->words[slot];
}

static uint8_t learned_entry(const struct gazetteer_entry *entry)
{
    int type = entry == NULL ? -1 : learned_type(entry->type);
    int rank = entry == NULL       ? 0
               : entry->rank < 100 ? 0
               : entry->rank < 300 ? 1
               : entry->rank < 400 ? 2
                                   : 3;

    return (uint8_t)(entry == NULL ? 0 : 1 + (type + 1) * 4 + rank);
}

static void learned_look_up(struct learned *learned, uint32_t i)
{
    static const char *const kinds[] = {"GIVEN", "SURNAME", "WORD", "DEMONYM", "OFFICE", "COUNTRY"};
    const struct gazetteer *gazetteer = learned->finder->gazetteer;
    const char *key = learned->finder->keys[i];
    struct learned_token *token = &learned->tokens[i];

    if (key[0] == '\0' || !finder_is_capital(learned->finder, i)) {
        return;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (gazetteer_find(gazetteer, key, NULL, kinds[k]) != NULL) {
            token->dictionary |= (uint16_t)(1u << k);
        }
    }
    token->entry = learned_entry(gazetteer_find(gazetteer, key, NULL, NULL));
}

/* What stands around a word with a capital tells what its other places are. */
static uint16_t learned_around(const struct learned *learned, uint32_t i)
{
    static const char *const before[] = {"in", "at", "from", "near", "of", "by", "with", "mr."};
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    unsigned bits = 0;

    if (i > sentence->first_token) {
        for (size_t w = 0; w < sizeof before / sizeof before[0]; w++) {
            if (strcmp(document->tokens[i - 1].lower, before[w]) == 0) {
                bits |= 1u << (w < 4 ? 0 : w - 3);
            }
        }
        bits |= (learned->tokens[i - 1].dictionary & 1u) != 0 ? 64u : 0;
        bits |= finder_is_title(learned->finder, i - 1) ? 128u : 0;
        bits |= strcmp(document->tokens[i - 1].lower, "the") == 0 ? 256u : 0;
    }
    if (i + 1 < sentence->first_token + sentence->token_count) {
        const char *tag = document->tokens[i + 1].tag;

        bits |= strcmp(tag, "VBD") == 0 || strcmp(tag, "VBZ") == 0 ? 512u : 0;
        bits |= strcmp(tag, "POS") == 0 ? 1024u : 0;
        bits |= strcmp(tag, "NNP") == 0 ? 2048u : 0;
        bits |= strcmp(document->tokens[i + 1].text, "(") == 0 ? 4096u : 0;
    }
    return (uint16_t)bits;
}

static void learned_take_mentions(struct learned *learned)
{
    const struct document *document = learned->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        int type = learned_type(entity->type);
        bool part =
            mention->span.byte_end - mention->span.byte_start !=
            document->tokens[mention->first_token + mention->token_count - 1].span.byte_end -
                document->tokens[mention->first_token].span.byte_start;

        if (type < 0 || part || mention->kind == MENTION_PRONOUN ||
            mention->kind == MENTION_NOMINAL) {
            continue;
        }
        for (uint32_t t = 0; t < mention->token_count; t++) {
            struct learned_token *token = &learned->tokens[mention->first_token + t];

            if (token->label == 0) {
                token->label = (uint8_t)(1 + type * 2 + (t > 0));
                token->source = mention->kind == MENTION_ALIAS ? 3
                                : entity->wikidata != NULL || entity->geonames != NULL ||
                                        strchr(entity->id, ':') != NULL
                                    ? 1
                                    : 2;
            }
            if (token->word != NULL) {
                token->word->types[type]++;
                token->word->longer[type] =
                    (uint16_t)(token->word->longer[type] + (mention->token_count > 1));
            }
        }
    }
}

struct learned *learned_prepare(const struct finder *finder)
{
    const struct document *document = finder->document;
    struct arena *arena = document->arena;
    struct learned *learned = arena_alloc(arena, sizeof *learned);

    learned->document = document;
    learned->finder = finder;
    learned->tokens = arena_alloc(arena, (document->token_count + 1) * sizeof *learned->tokens);
    learned->word_slots = LEARNED_WORDS_MIN;
    while (learned->word_slots < document->token_count * 2) {
        learned->word_slots *= 2;
    }
    learned->words = arena_alloc(arena, learned->word_slots * sizeof *learned->words);
    for (uint32_t i = 0; i < document->token_count; i++) {
        struct learned_token *token = &learned->tokens[i];

        learned_shape(document->tokens[i].text, token->shape);
        if (finder->keys[i][0] == '\0') {
            continue;
        }
        token->word = learned_word(learned, finder->keys[i]);
        learned_look_up(learned, i);
        if (!finder_is_capital(finder, i)) {
            token->word->lower++;
        } else if (i == document->sentences[document->tokens[i].sentence].first_token) {
            token->word->first++;
        } else {
            token->word->capital++;
        }
    }
    for (uint32_t i = 0; i < document->token_count; i++) {
        if (learned->tokens[i].word != NULL && finder_is_capital(finder, i)) {
            learned->tokens[i].word->around |= learned_around(learned, i);
        }
    }
    learned_take_mentions(learned);
    return learned;
}

unsigned learned_rule_label(const struct learned *learned, uint32_t token)
{
    return learned->tokens[token].label;
}

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

static void learned_add_text(struct learned_keys *keys, uint32_t template_number, const char *a,
                             const char *b)
{
    uint64_t hash = feature_text(feature_begin(template_number), a);

    learned_add(keys, b == NULL ? hash : feature_text(hash, b));
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

size_t learned_features(const struct learned *learned, uint32_t i,
                        uint32_t keys[LEARNED_FEATURES_MAX])
{
    static const struct learned_token outside = {.shape = "_"};
    const struct document *document = learned->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t first = sentence->first_token, end = first + sentence->token_count;
    struct learned_keys list = {keys, 0};
    const char *word[5];
    const struct learned_token *token[5];

    for (int d = -2; d <= 2; d++) {
        int64_t at = (int64_t)i + d;
        bool inside = at >= first && at < end;

        word[d + 2] = !inside ? (d < 0 ? "<s>" : "</s>") : document->tokens[at].lower;
        token[d + 2] = inside ? &learned->tokens[at] : &outside;
    }
    const struct learned_token *now = token[2];
    const char *tag[3] = {i > first ? document->tokens[i - 1].tag : "^", document->tokens[i].tag,
                          i + 1 < end ? document->tokens[i + 1].tag : "$"};
    bool start = i == first;

    learned_add_numbers(&list, 1, 0, 0, 0);
    learned_add_text(&list, 2, word[2], NULL);
    learned_add_text(&list, 3, word[1], NULL);
    learned_add_text(&list, 4, word[3], NULL);
    learned_add_text(&list, 5, word[0], NULL);
    learned_add_text(&list, 6, word[4], NULL);
    learned_add_text(&list, 7, word[1], word[2]);
    learned_add_text(&list, 8, word[2], word[3]);
    learned_add_text(&list, 9, word[1], word[3]);
    learned_add_text(&list, 10, document->tokens[i].text, start ? "^" : "");
    learned_add_text(&list, 11, now->shape, start ? "^" : "");
    learned_add_text(&list, 12, token[1]->shape, now->shape);
    learned_add_text(&list, 13, now->shape, token[3]->shape);
    learned_add(&list, feature_text(feature_text(feature_text(feature_begin(14), token[1]->shape),
                                                 now->shape),
                                    token[3]->shape));
    learned_add_text(&list, 15, word[1], now->shape);
    learned_add_text(&list, 16, now->shape, word[3]);
    learned_add_text(&list, 17, word[0], word[1]);
    learned_add_text(&list, 18, word[3], word[4]);
    learned_add_affixes(&list, word[2]);
    learned_add_numbers(&list, 40, now->label, now->source, 0);
    learned_add_numbers(&list, 41, token[1]->label, now->label, now->source);
    learned_add_numbers(&list, 42, now->label, token[3]->label, now->source);
    learned_add(&list, feature_text(feature_number(feature_begin(43), now->label), word[2]));
    learned_add(&list, feature_text(feature_number(feature_begin(44), now->label), word[1]));
    learned_add(&list, feature_text(feature_number(feature_begin(45), now->label), word[3]));
    learned_add(
        &list,
        feature_text(feature_number(feature_begin(46), now->label * 8u + now->source), now->shape));
    learned_add_numbers(&list, 47, now->dictionary, start, 0);
    learned_add_numbers(&list, 48, now->dictionary, token[3]->dictionary, 0);
    learned_add_numbers(&list, 49, token[1]->dictionary, now->dictionary, 0);
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
    }
    learned_add_text(&list, 80, tag[1], NULL);
    learned_add_text(&list, 81, tag[0], tag[1]);
    learned_add_text(&list, 82, tag[1], tag[2]);
    learned_add(
        &list, feature_text(feature_text(feature_text(feature_begin(83), tag[0]), tag[1]), tag[2]));
    learned_add(&list, feature_text(feature_number(feature_begin(84), now->label), tag[1]));
    learned_add(&list, feature_text(feature_number(feature_begin(85), now->dictionary), tag[1]));
    for (int d = 0; d < 5; d++) {
        if (d != 2) {
            learned_add_numbers(&list, 70 + (uint32_t)d, token[d]->label,
                                token[d]->dictionary & 24u, 0);
        }
    }
    return list.count;
}
