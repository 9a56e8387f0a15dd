#include "transform/event/vocabulary.h"

#include <stdlib.h>
#include <string.h>
#include "common/hash.h"
#include "transform/event/inflect.h"

enum { VOCABULARY_FIRST_SLOTS = 4096 };

/* FNV-1a: the words come from our own files. */
static uint64_t vocabulary_hash(const char *word)
{
    uint64_t hash = 14695981039346656037ULL;

    for (; *word != '\0'; word++) {
        hash = (hash ^ (unsigned char)*word) * 1099511628211ULL;
    }
    return hash ^ (hash >> 29);
}

static void vocabulary_grow(struct vocabulary *vocabulary)
{
    size_t count =
        vocabulary->slot_count == 0 ? VOCABULARY_FIRST_SLOTS : vocabulary->slot_count * 2;
    uint32_t *slots = arena_alloc(vocabulary->arena, count * sizeof *slots);

    for (uint32_t i = 1; i < vocabulary->count; i++) {
        size_t slot = vocabulary_hash(vocabulary->words[i]) & (count - 1);

        while (slots[slot] != 0) {
            slot = (slot + 1) & (count - 1);
        }
        slots[slot] = i;
    }
    vocabulary->slots = slots;
    vocabulary->slot_count = count;
}

uint32_t vocabulary_find(const struct vocabulary *vocabulary, const char *word)
{
    size_t slot;

    if (vocabulary->slot_count == 0) {
        return VOCABULARY_NONE;
    }
    slot = vocabulary_hash(word) & (vocabulary->slot_count - 1);
    while (vocabulary->slots[slot] != 0) {
        if (strcmp(vocabulary->words[vocabulary->slots[slot]], word) == 0) {
            return vocabulary->slots[slot];
        }
        slot = (slot + 1) & (vocabulary->slot_count - 1);
    }
    return VOCABULARY_NONE;
}

uint32_t vocabulary_add(struct vocabulary *vocabulary, const char *word)
{
    uint32_t found = vocabulary_find(vocabulary, word);
    size_t slot;

    if (found != VOCABULARY_NONE) {
        return found;
    }
    if (vocabulary->count == 0) { /* number 0 is no word */
        vocabulary->words = arena_grow(vocabulary->arena, vocabulary->words, &vocabulary->capacity,
                                       0, sizeof *vocabulary->words);
        vocabulary->words[vocabulary->count++] = "";
    }
    if (vocabulary->count * 2 >= vocabulary->slot_count) {
        vocabulary_grow(vocabulary);
    }
    vocabulary->words = arena_grow(vocabulary->arena, vocabulary->words, &vocabulary->capacity,
                                   vocabulary->count, sizeof *vocabulary->words);
    found = (uint32_t)vocabulary->count++;
    vocabulary->words[found] = arena_strdup(vocabulary->arena, word);
    slot = vocabulary_hash(word) & (vocabulary->slot_count - 1);
    while (vocabulary->slots[slot] != 0) {
        slot = (slot + 1) & (vocabulary->slot_count - 1);
    }
    vocabulary->slots[slot] = found;
    return found;
}

static void phrase_list_add(struct vocabulary *vocabulary, struct phrase_list *list,
                            const struct phrase *phrase)
{
    list->items = arena_grow(vocabulary->arena, list->items, &list->capacity, list->count,
                             sizeof *list->items);
    list->items[list->count++] = *phrase;
}

/* Texts are compared in lower case: "NATO" of a rule is "nato". */
static const char *lower_word(struct arena *arena, const char *word, size_t length)
{
    char *lower = arena_strndup(arena, word, length);

    for (char *c = lower; *c != '\0'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
    return lower;
}

bool vocabulary_add_phrase(struct vocabulary *vocabulary, struct phrase_list *list,
                           const char *text, enum word_class class)
{
    struct phrase phrase = {.form = FORM_AS_WRITTEN};
    const char *words[VOCABULARY_PHRASE_MAX];
    size_t count = 0;

    for (const char *p = text + strspn(text, " "); *p != '\0'; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");

        if (count == VOCABULARY_PHRASE_MAX) {
            return false;
        }
        words[count] = lower_word(vocabulary->arena, p, length);
        phrase.words[count] = vocabulary_add(vocabulary, words[count]);
        count++;
        p += length;
    }
    if (count == 0) {
        return false;
    }
    phrase.count = (uint8_t)count;
    if (class == CLASS_VERB) {
        struct inflection forms[INFLECTIONS_MAX];
        size_t form_count = inflect_verb(vocabulary->arena, words[0], forms);

        for (size_t i = 0; i < form_count; i++) {
            phrase.words[0] = vocabulary_add(vocabulary, forms[i].word);
            phrase.form = (uint8_t)forms[i].form;
            phrase_list_add(vocabulary, list, &phrase);
        }
        return true;
    }
    phrase.form = class == CLASS_NOUN ? FORM_NOUN : FORM_AS_WRITTEN;
    phrase_list_add(vocabulary, list, &phrase);
    if (class == CLASS_NOUN) {
        const char *plural = inflect_plural(vocabulary->arena, words[count - 1]);

        if (strcmp(plural, words[count - 1]) != 0) {
            phrase.words[count - 1] = vocabulary_add(vocabulary, plural);
            phrase_list_add(vocabulary, list, &phrase);
        }
    }
    return true;
}

static int phrase_compare(const void *a, const void *b)
{
    const struct phrase *left = a, *right = b;

    for (size_t i = 0; i < VOCABULARY_PHRASE_MAX; i++) {
        if (left->words[i] != right->words[i]) {
            return left->words[i] < right->words[i] ? -1 : 1;
        }
    }
    return 0;
}

void phrase_list_sort(struct phrase_list *list)
{
    if (list->count > 1) {
        qsort(list->items, list->count, sizeof *list->items, phrase_compare);
    }
}

const struct phrase *phrase_list_find(const struct phrase_list *list, uint32_t word, size_t *count)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list->items[middle].words[0] < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < list->count && list->items[low + *count].words[0] == word) {
        (*count)++;
    }
    return *count == 0 ? NULL : list->items + low;
}

size_t phrase_list_match(const struct phrase_list *list, const uint32_t *words, size_t length)
{
    size_t count, best = 0;
    const struct phrase *phrase;

    if (length == 0 || words[0] == VOCABULARY_NONE) {
        return 0;
    }
    phrase = phrase_list_find(list, words[0], &count);
    for (; count > 0; count--, phrase++) {
        if (phrase->count > best && phrase->count <= length &&
            memcmp(phrase->words, words, phrase->count * sizeof *words) == 0) {
            best = phrase->count;
        }
    }
    return best;
}
