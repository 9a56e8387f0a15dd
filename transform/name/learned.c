#include "transform/name/learned_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the gazetteers' word counts, in nats; and an organisation's last word, such as "Party". */
static const float learned_trusted = 3.0f, learned_trusted_word = 2.0f, learned_trusted_head = 2.0f;

const char *const learned_classes[LEARNED_CLASSES] = {"O",      "B-PERSON", "I-PERSON", "B-ORG",
                                                      "I-ORG",  "B-LOC",    "I-LOC",    "B-NORP",
                                                      "I-NORP", "B-EVENT",  "I-EVENT"};

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

uint8_t learned_entry(const struct gazetteer_entry *entry)
{
    int type = entry == NULL ? -1 : learned_type(entry->type);
    int rank = entry == NULL       ? 0
               : entry->rank < 100 ? 0
               : entry->rank < 300 ? 1
               : entry->rank < 400 ? 2
                                   : 3;

    return (uint8_t)(entry == NULL ? 0 : 1 + (type + 1) * 4 + rank);
}

/* What the dictionaries know of a word, once for all of its places: with a capital, or not. */
static void learned_look_up(const struct learned *learned, uint32_t i, struct learned_word *word)
{
    static const char *const kinds[] = {"GIVEN",  "SURNAME", "WORD",  "DEMONYM",
                                        "OFFICE", "COUNTRY", "FAMILY"};
    const struct gazetteer_view *gazetteer = learned->finder->gazetteer;
    const struct gazetteer_entry *common;

    if (!word->known) {
        word->known = true;
        common = finder_word(learned->finder, i);
        if (common != NULL) {
            char *rest;

            word->sense = (uint8_t)(1 + strtol(common->name, &rest, 10));
            word->wide = (uint32_t)strtol(rest, &rest, 10);
            word->narrow = (uint32_t)strtol(rest, NULL, 10);
        }
    }
    if (word->known_capital || !finder_is_capital(learned->finder, i)) {
        return;
    }
    word->known_capital = true;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (gazetteer_find(gazetteer, word->key, NULL, kinds[k]) != NULL) {
            word->dictionary |= (uint16_t)(1u << k);
        }
    }
    word->dictionary |= finder_is_title(learned->finder, i) ? LEARNED_TITLE : 0;
    word->dictionary |= finder_is_org_word(learned->finder, i) ? LEARNED_ORG_WORD : 0;
    word->entry = learned_entry(gazetteer_find(gazetteer, word->key, NULL, NULL));
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

static void learned_add_context(struct learned_word *word, uint32_t number, uint64_t what)
{
    uint32_t context = feature_key(feature_number(feature_begin(number), what));

    for (unsigned i = 0; i < word->context_count; i++) {
        if (word->contexts[i] == context) {
            return;
        }
    }
    if (word->context_count < LEARNED_CONTEXTS_MAX) {
        word->contexts[word->context_count++] = context;
    }
}

/* What the article says around the words with capitals that end with a word. */
static void learned_find_contexts(struct learned *learned)
{
    const struct document *document = learned->document;

    for (uint32_t i = 0; i < document->token_count; i++) {
        const struct learned_token *now = &learned->tokens[i];
        const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
        uint32_t end = sentence->first_token + sentence->token_count, last = now->run_last;
        struct learned_word *word = learned->tokens[last].word;
        const char *link;
        uint32_t noun;

        if (now->run_first != i || word == NULL || !finder_is_capital(learned->finder, i)) {
            continue;
        }
        if (i > sentence->first_token) {
            const struct token *before = &document->tokens[i - 1];

            if (strncmp(before->tag, "NN", 2) == 0 && learned->tokens[i - 1].wide != 0) {
                learned_add_context(word, 1, learned->tokens[i - 1].wide);
            } else if (before->tag[0] == 'I' || before->tag[0] == 'T') {
                learned_add_context(word, 2, learned->tokens[i - 1].hash);
            }
        }
        noun = learned_explaining(learned, last + 1, &link);
        if (link != NULL && noun != UINT32_MAX) {
            learned_add_context(word, 3, learned->tokens[noun].wide);
        } else if (noun == last + 1) {
            learned_add_context(word, 4, learned->tokens[noun].wide);
        } else if (last + 1 < end && document->tokens[last + 1].tag[0] == 'V') {
            learned_add_context(word, 5, learned->tokens[last + 1].hash);
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
        token->hash = feature_text(1, document->tokens[i].lower);
        token->shape_hash = feature_text(1, token->shape);
        token->tag_hash = feature_text(1, document->tokens[i].tag);
        if (finder->keys[i][0] == '\0') {
            continue;
        }
        token->word = learned_word(learned, finder->keys[i]);
        learned_look_up(learned, i, token->word);
        token->sense = token->word->sense;
        token->wide = token->word->wide;
        token->narrow = token->word->narrow;
        if (finder_is_capital(finder, i)) {
            token->dictionary = token->word->dictionary & LEARNED_DICTIONARY;
            token->title = (token->word->dictionary & LEARNED_TITLE) != 0;
            token->org_word = (token->word->dictionary & LEARNED_ORG_WORD) != 0;
            token->entry = token->word->entry;
        }
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
    for (uint32_t i = 0; i < document->token_count; i++) {
        learned->tokens[i].kind = learned_kind(learned, i);
    }
    learned_find_runs(learned);
    learned_find_contexts(learned);
    learned_take_mentions(learned);
    return learned;
}

unsigned learned_rule_label(const struct learned *learned, uint32_t token)
{
    return learned->tokens[token].label;
}

bool learned_candidate(const struct learned *learned, uint32_t i)
{
    const struct learned_token *token = &learned->tokens[i];

    return token->run_last > token->run_first || token->label != 0 ||
           strchr(token->shape, 'X') != NULL || strchr(token->shape, 'u') != NULL;
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
        bool several = mention->token_count > 1;
        float trust = 0;

        if (type < 0 || type > 2 || mention->kind != MENTION_NAME) {
            continue;
        }
        if ((several || (learned->tokens[mention->first_token].run_first ==
                             learned->tokens[mention->first_token].run_last &&
                         !finder_is_common_word(learned->finder, mention->first_token))) &&
            finder_key(learned->finder, mention->first_token, mention->token_count, key)) {
            entry = gazetteer_find(learned->finder->gazetteer, key, mention->text, entity->type);
        }
        if (entry != NULL && entry->rank < LEARNED_RANK_SURE) {
            trust = several ? learned_trusted : learned_trusted_word;
        }
        for (uint32_t t = 0; t < mention->token_count; t++) {
            scores[(size_t)(mention->first_token + t) * LEARNED_CLASSES + 1 + (size_t)type * 2 +
                   (t > 0)] += trust;
        }
    }
    for (uint32_t t = 0; t < document->token_count; t++) {
        const struct learned_token *token = &learned->tokens[t];
        uint32_t last = token->run_last;
        bool whole = last - token->run_first < LEARNED_RUN_SEEN;

        while (last > token->run_first && learned->finder->keys[last][0] == '\0') {
            last--;
        }
        for (uint32_t r = token->run_first; whole && r <= last; r++) {
            whole = finder_is_capital(learned->finder, r);
        }
        if (whole && last > token->run_first && finder_is_org_word(learned->finder, last)) {
            scores[(size_t)t * LEARNED_CLASSES + 3 + (t > token->run_first)] +=
                learned_trusted_head;
        }
    }
}
