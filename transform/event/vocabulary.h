/*
 * The words of the event rules as numbers, so that a sentence is looked at once and compared fast.
 * A phrase is a sequence of such numbers: one way of writing "call off" or "peace talks".
 * Everything lives in the arena passed in; read-only once rules are open.
 */
#ifndef DATELINE_TRANSFORM_EVENT_VOCABULARY_H
#define DATELINE_TRANSFORM_EVENT_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/record.h"

enum { VOCABULARY_PHRASE_MAX = 6, VOCABULARY_NONE = 0 };

struct vocabulary {
    struct arena *arena;
    const char **words; /* by number; number 0 is no word */
    size_t count, capacity;
    uint32_t *slots; /* hash table of numbers */
    size_t slot_count;
};

enum word_form {
    FORM_BASE,
    FORM_THIRD,
    FORM_PAST,
    FORM_PARTICIPLE,
    FORM_PAST_OR_PARTICIPLE,
    FORM_GERUND,
    FORM_NOUN,
    FORM_AS_WRITTEN
};

enum word_class { CLASS_VERB, CLASS_NOUN, CLASS_FIXED };

struct phrase {
    uint32_t words[VOCABULARY_PHRASE_MAX];
    uint8_t count;
    uint8_t form; /* enum word_form of the word that is inflected */
};

/* Sorted by first word. */
struct phrase_list {
    struct phrase *items;
    size_t count, capacity;
};

/* The number of a word, which is added if it is new. */
uint32_t vocabulary_add(struct vocabulary *vocabulary, const char *word);

/* The number of a lower-case word; VOCABULARY_NONE: no rule has it. */
uint32_t vocabulary_find(const struct vocabulary *vocabulary, const char *word);

/*
 * Adds all forms of a phrase: of a verb the first word is inflected, of a noun the last, of others
 * none. False: it has more words than VOCABULARY_PHRASE_MAX, or none.
 */
bool vocabulary_add_phrase(struct vocabulary *vocabulary, struct phrase_list *list,
                           const char *text, enum word_class class);

/* To be called once all phrases are in. */
void phrase_list_sort(struct phrase_list *list);

/* The first phrase that begins with a word; `count`: how many there are. */
const struct phrase *phrase_list_find(const struct phrase_list *list, uint32_t word, size_t *count);

/* How many of the `length` words a phrase of the list covers; 0: none. The longest counts. */
size_t phrase_list_match(const struct phrase_list *list, const uint32_t *words, size_t length);

#endif
