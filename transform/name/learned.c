#include "transform/name/learned.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "transform/model/feature.h"

enum { LEARNED_SHAPE_MAX = 16, LEARNED_WORDS_MIN = 64, LEARNED_RANK_SURE = 400 };

/* How much the mean of a word's places counts beside one of them; by cross-validation. */
static const float learned_shared = 0.4f;
/* What the gazetteers' word counts, beside weights of at most 32000 (train/learner.c). */
static const float learned_trusted = 30000.0f;

/* Bits of learned_token.dictionary: the kinds in learned_look_up(). */
enum {
    LEARNED_GIVEN = 1u,
    LEARNED_FAMILY = 64u,
    LEARNED_PERSONAL = LEARNED_GIVEN | LEARNED_FAMILY
};

const char *const learned_classes[LEARNED_CLASSES] = {"O",      "B-PERSON", "I-PERSON", "B-ORG",
                                                      "I-ORG",  "B-LOC",    "I-LOC",    "B-NORP",
                                                      "I-NORP", "B-EVENT",  "I-EVENT"};

/* What the article does with one word, wherever it stands. */
struct learned_word {
    const char *key; /* NULL: free */
    float scores[6]; /* the sum over its places with a capital: of none, and of each type */
    uint32_t places; /* how many those are */
    uint16_t lower, capital,
        first;          /* written small; with a capital inside of a sentence, at its start */
    uint16_t types[5];  /* in names of each type that the rules found */
    uint16_t longer[5]; /* the same, in names of two words or more */
    uint16_t around;    /* what stands around it, somewhere in the article: a bit each */
};

struct learned_token {
    char shape[LEARNED_SHAPE_MAX];
    uint8_t label;                /* of the rules */
    uint8_t source;               /* why the rules say so: 1 dictionary, 2 made up, 3 short form */
    uint16_t dictionary;          /* what the gazetteers know of the word, a bit each */
    uint8_t entry;                /* type and rank of its own entry */
    uint8_t sense;                /* what sort of thing its common noun is, 0: none */
    uint32_t run_first, run_last; /* the words with capitals that it stands among */
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
    static const char *const kinds[] = {"GIVEN",  "SURNAME", "WORD",  "DEMONYM",
                                        "OFFICE", "COUNTRY", "FAMILY"};
    const struct gazetteer_view *gazetteer = learned->finder->gazetteer;
    const char *key = learned->finder->keys[i];
    struct learned_token *token = &learned->tokens[i];
    const struct gazetteer_entry *word = finder_word(learned->finder, i);

    token->sense = (uint8_t)(word == NULL ? 0 : 1 + strtol(word->name, NULL, 10));
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

/* Words with capitals in a row, and small ones such as "of" between them. */
static void learned_find_runs(struct learned *learned)
{
    static const char *const inner[] = {"of",  "the", "and", "&",  "de", "del", "for", "la",
                                        "von", "van", "di",  "du", "al", "bin", "'s",  "."};
    const struct document *document = learned->document;

    for (uint32_t i = 0; i < document->token_count;) {
        const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
        uint32_t end = sentence->first_token + sentence->token_count, last = i, at = i + 1;

        while (finder_is_capital(learned->finder, i) && at < end) {
            uint32_t gap = 0;

            while (gap < 2 && at + gap < end && !finder_is_capital(learned->finder, at + gap)) {
                bool small = false;

                for (size_t w = 0; w < sizeof inner / sizeof inner[0]; w++) {
                    small = small || strcmp(document->tokens[at + gap].lower, inner[w]) == 0;
                }
                if (!small) {
                    break;
                }
                gap++;
            }
            if (at + gap >= end || !finder_is_capital(learned->finder, at + gap)) {
                break;
            }
            last = at + gap;
            at = last + 1;
        }
        for (uint32_t first = i; i <= last; i++) {
            learned->tokens[i].run_first = first;
            learned->tokens[i].run_last = last;
        }
    }
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
    learned_find_runs(learned);
    learned_take_mentions(learned);
    return learned;
}

unsigned learned_rule_label(const struct learned *learned, uint32_t token)
{
    return learned->tokens[token].label;
}

void learned_share(const struct learned *learned, float *scores)
{
    const struct document *document = learned->document;

    for (uint32_t i = 0; i < document->token_count; i++) {
        struct learned_word *word = learned->tokens[i].word;
        const float *own = scores + (size_t)i * LEARNED_CLASSES;

        if (word == NULL || !finder_is_capital(learned->finder, i)) {
            continue;
        }
        word->places++;
        word->scores[0] += own[0];
        for (size_t type = 1; type < 6; type++) {
            float begins = own[type * 2 - 1], inside = own[type * 2];

            word->scores[type] += begins > inside ? begins : inside;
        }
    }
    for (uint32_t i = 0; i < document->token_count; i++) {
        const struct learned_word *word = learned->tokens[i].word;
        float *own = scores + (size_t)i * LEARNED_CLASSES;

        if (word == NULL || word->places < 2 || !finder_is_capital(learned->finder, i)) {
            continue;
        }
        for (size_t c = 0; c < LEARNED_CLASSES; c++) {
            own[c] += learned_shared * word->scores[(c + 1) / 2] / (float)word->places;
        }
    }
}

void learned_trust(const struct learned *learned, float *scores)
{
    const struct document *document = learned->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        const struct gazetteer_entry *entry = NULL;
        char key[GAZETTEER_KEY_MAX];
        int type = learned_type(entity->type);

        if (type >= 0 && type < 3 && mention->kind == MENTION_NAME && mention->token_count > 1 &&
            finder_key(learned->finder, mention->first_token, mention->token_count, key)) {
            entry = gazetteer_find(learned->finder->gazetteer, key, mention->text, entity->type);
        }
        for (uint32_t t = 0;
             entry != NULL && entry->rank < LEARNED_RANK_SURE && t < mention->token_count; t++) {
            float *own = scores + (size_t)(mention->first_token + t) * LEARNED_CLASSES;

            own[1 + type * 2 + (t > 0)] += learned_trusted;
        }
    }
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

/* What the whole of the words with capitals tells about each of them: its last word most of all. */
static void learned_add_run(struct learned_keys *list, const struct learned *learned, uint32_t i)
{
    const struct document *document = learned->document;
    const struct learned_token *now = &learned->tokens[i];
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    uint32_t first = now->run_first, last = now->run_last, length = last - first;
    uint32_t end = sentence->first_token + sentence->token_count;
    const char *before = first > sentence->first_token ? document->tokens[first - 1].lower : "<s>";
    const char *after = last + 1 < end ? document->tokens[last + 1].lower : "</s>";
    unsigned place = i == first ? 0 : i == last ? 1 : 2;

    learned_add(list, feature_text(feature_number(feature_begin(110), place),
                                   document->tokens[last].lower));
    learned_add(list, feature_text(feature_number(feature_begin(111), place),
                                   document->tokens[first].lower));
    learned_add(list, feature_text(feature_number(feature_begin(112), place), before));
    learned_add(list, feature_text(feature_number(feature_begin(113), place), after));
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
    }
    learned_add_text(&list, 80, tag[1], NULL);
    learned_add_text(&list, 81, tag[0], tag[1]);
    learned_add_text(&list, 82, tag[1], tag[2]);
    learned_add(
        &list, feature_text(feature_text(feature_text(feature_begin(83), tag[0]), tag[1]), tag[2]));
    learned_add(&list, feature_text(feature_number(feature_begin(84), now->label), tag[1]));
    learned_add(&list, feature_text(feature_number(feature_begin(85), now->dictionary), tag[1]));
    for (int d = 0; d < 5; d++) {
        learned_add_numbers(&list, 100 + (uint32_t)d, token[d]->sense, 0, 0);
    }
    learned_add_numbers(&list, 105, token[1]->sense, now->sense, now->label);
    learned_add(&list,
                feature_text(feature_number(feature_begin(106), token[1]->sense), now->shape));
    if (finder_is_capital(learned->finder, i) || now->run_last > now->run_first) {
        learned_add_run(&list, learned, i);
    }
    for (int d = 0; d < 5; d++) {
        if (d != 2) {
            learned_add_numbers(&list, 70 + (uint32_t)d, token[d]->label,
                                token[d]->dictionary & 24u, 0);
        }
    }
    return list.count;
}
