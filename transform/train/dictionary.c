#include "transform/train/dictionary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/memory.h"
#include "transform/text/lexicon.h"

#define WORDNET "/usr/share/wordnet/"

enum {
    DICTIONARY_WORD_MAX = 40, /* bytes */
    DICTIONARY_SLOTS = 1 << 19,
    DICTIONARY_SHORT = 6 /* letters of adjectives that are compared by endings */
};

enum part { PART_NOUN, PART_VERB, PART_ADJECTIVE, PART_ADVERB, PARTS };

static const char *const dictionary_parts[PARTS] = {"noun", "verb", "adj", "adv"};

/* Which class each sentence frame of wninput(5WN) belongs to; they count from 1. */
static const enum lexicon_class dictionary_frames[] = {
    LEXICON_NOTHING,     LEXICON_NOTHING,     LEXICON_NOTHING,     LEXICON_PREPOSITION,
    LEXICON_COMPLEMENT,  LEXICON_COMPLEMENT,  LEXICON_COMPLEMENT,  LEXICON_OBJECT,
    LEXICON_OBJECT,      LEXICON_OBJECT,      LEXICON_OBJECT,      LEXICON_PREPOSITION,
    LEXICON_PREPOSITION, LEXICON_TWO_OBJECTS, LEXICON_OBJECT,      LEXICON_OBJECT,
    LEXICON_OBJECT,      LEXICON_OBJECT,      LEXICON_OBJECT,      LEXICON_OBJECT,
    LEXICON_OBJECT,      LEXICON_PREPOSITION, LEXICON_NOTHING,     LEXICON_TO,
    LEXICON_OBJECT,      LEXICON_THAT,        LEXICON_PREPOSITION, LEXICON_TO,
    LEXICON_TO,          LEXICON_OBJECT,      LEXICON_OBJECT,      LEXICON_COMPLEMENT,
    LEXICON_ING,         LEXICON_THAT,        LEXICON_COMPLEMENT};

enum { DICTIONARY_FRAMES = sizeof dictionary_frames / sizeof dictionary_frames[0] };

struct dictionary_word {
    const char *word; /* NULL: free */
    uint64_t bits;
};

struct dictionary_sense { /* of a synset */
    long offset;
    int file;
};

struct dictionary {
    struct arena *arena;
    struct dictionary_word *words; /* DICTIONARY_SLOTS */
    struct dictionary_word *verbs; /* base forms with their frames alone; as many slots */
    size_t count;
    struct dictionary_sense *senses; /* of one part of speech, by offset */
    size_t sense_count, sense_capacity;
};

static struct dictionary_word *dictionary_slot(struct dictionary_word *words, const char *word)
{
    size_t slot = lexicon_key(word) & (DICTIONARY_SLOTS - 1);

    while (words[slot].word != NULL && strcmp(words[slot].word, word) != 0) {
        slot = (slot + 1) & (DICTIONARY_SLOTS - 1);
    }
    return &words[slot];
}

static void dictionary_add(struct dictionary *dictionary, const char *word, uint64_t bits)
{
    struct dictionary_word *slot = dictionary_slot(dictionary->words, word);

    if (slot->word == NULL && dictionary->count < DICTIONARY_SLOTS / 2) {
        slot->word = arena_strdup(dictionary->arena, word);
        dictionary->count++;
    }
    slot->bits |= slot->word == NULL ? 0 : bits;
}

static uint64_t bit(unsigned lexicon_class)
{
    return UINT64_C(1) << lexicon_class;
}

/* Adds word + ending, as it is spelt. */
static void dictionary_add_form(struct dictionary *dictionary, const char *word, const char *ending,
                                uint64_t bits)
{
    char form[DICTIONARY_WORD_MAX + 8];
    size_t length = strlen(word);
    char last = word[length - 1], before = length > 1 ? word[length - 2] : 'a';
    bool consonant = strchr("aeiou", before) == NULL;
    const char *infix = "";

    if (ending[0] == 's') {
        if (strchr("sxz", last) != NULL || (last == 'h' && (before == 'c' || before == 's')) ||
            (last == 'o' && consonant)) {
            infix = "e";
        } else if (last == 'y' && consonant) {
            length--;
            infix = "ie";
        }
    } else if (ending[0] == 'e' && last == 'y' && consonant) {
        length--;
        infix = "i";
    } else if (last == 'e' &&
               (ending[0] == 'e' || (before != 'e' && before != 'o' && before != 'y'))) {
        length--;
    }
    snprintf(form, sizeof form, "%.*s%s%s", (int)length, word, infix, ending);
    dictionary_add(dictionary, form, bits);
}

static void dictionary_inflect(struct dictionary *dictionary, enum part part, const char *word,
                               uint64_t bits)
{
    switch (part) {
    case PART_NOUN:
        dictionary_add(dictionary, word, bits | bit(LEXICON_NOUN));
        dictionary_add_form(dictionary, word, "s", bits | bit(LEXICON_NOUNS));
        break;
    case PART_VERB:
        dictionary_add(dictionary, word, bits | bit(LEXICON_VERB));
        dictionary_add_form(dictionary, word, "s", bits | bit(LEXICON_VERBS));
        dictionary_add_form(dictionary, word, "ing", bits | bit(LEXICON_VERBING));
        dictionary_add_form(dictionary, word, "ed", bits | bit(LEXICON_VERBED));
        break;
    case PART_ADJECTIVE:
        dictionary_add(dictionary, word, bits | bit(LEXICON_ADJECTIVE));
        if (strlen(word) <= DICTIONARY_SHORT) {
            dictionary_add_form(dictionary, word, "er", bits | bit(LEXICON_COMPARATIVE));
            dictionary_add_form(dictionary, word, "est", bits | bit(LEXICON_SUPERLATIVE));
        }
        break;
    default:
        dictionary_add(dictionary, word, bits | bit(LEXICON_ADVERB));
    }
}

/* The class of an irregular form. */
static enum lexicon_class dictionary_irregular(enum part part, const char *form)
{
    const char *end = form + strlen(form);

    switch (part) {
    case PART_NOUN:
        return LEXICON_NOUNS;
    case PART_VERB:
        return end - form > 3 && strcmp(end - 3, "ing") == 0 ? LEXICON_VERBING
               : end[-1] == 's'                              ? LEXICON_VERBS
                                                             : LEXICON_VERBED;
    case PART_ADJECTIVE:
        return strcmp(end - 1, "t") == 0 ? LEXICON_SUPERLATIVE : LEXICON_COMPARATIVE;
    default:
        return LEXICON_ADVERB;
    }
}

/* Letters only: neither phrases nor names. */
static bool dictionary_takes(const char *word)
{
    size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz");

    return length > 1 && word[length] == '\0' && length < DICTIONARY_WORD_MAX;
}

static FILE *dictionary_open(const char *name, const char *kind, struct error *error)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, WORDNET "%s.%s", kind[0] == 'e' ? name : kind,
             kind[0] == 'e' ? kind : name);
    file = fopen(path, "re");
    if (file == NULL) {
        (void)error_set(error, STATUS_USAGE, "no_wordnet",
                        "%s: %s; install the package wordnet-base", path, strerror(errno));
    }
    return file;
}

/* "offset file type words … | gloss", wndb(5WN). */
static void dictionary_take_synset(struct dictionary *dictionary, enum part part, char *line)
{
    char *save = line, *words[16], *field;
    long offset = strtol(strsep(&save, " "), NULL, 10), count, pointers, frames;
    int file = (int)strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);

    (void)strsep(&save, " ");
    count = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 16);
    dictionary->senses = mem_grow(dictionary->senses, &dictionary->sense_capacity,
                                  dictionary->sense_count, sizeof *dictionary->senses);
    dictionary->senses[dictionary->sense_count++] = (struct dictionary_sense){offset, file};
    for (long i = 0; i < count; i++) {
        char *word = strsep(&save, " ");

        (void)strsep(&save, " ");
        if (i < 16) {
            words[i] = word;
        }
    }
    pointers = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);
    for (long i = 0; i < pointers * 4; i++) {
        (void)strsep(&save, " ");
    }
    frames = part != PART_VERB || save == NULL ? 0 : strtol(strsep(&save, " "), NULL, 10);
    for (long i = 0; i < frames && save != NULL; i++) {
        long frame, word;

        (void)strsep(&save, " "); /* + */
        frame = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);
        word = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 16);
        for (long w = 0; w < count && w < 16 && frame > 0 && frame <= DICTIONARY_FRAMES; w++) {
            if ((word == 0 || word == w + 1) && dictionary_takes(words[w])) {
                struct dictionary_word *verb = dictionary_slot(dictionary->verbs, words[w]);

                verb->word =
                    verb->word == NULL ? arena_strdup(dictionary->arena, words[w]) : verb->word;
                verb->bits |= bit(dictionary_frames[frame - 1]);
            }
        }
    }
}

static int dictionary_file(const struct dictionary *dictionary, long offset)
{
    size_t low = 0, high = dictionary->sense_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (dictionary->senses[middle].offset < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < dictionary->sense_count && dictionary->senses[low].offset == offset
               ? dictionary->senses[low].file
               : 0;
}

/* "lemma pos synsets pointers … senses tagged offset …": the usual sense's offset is the first. */
static void dictionary_take_lemma(struct dictionary *dictionary, enum part part, char *line)
{
    char *save = line, *word = strsep(&save, " "), *field;
    long senses, tagged, pointers;
    uint64_t bits = 0;
    int file;

    (void)strsep(&save, " ");
    senses = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);
    pointers = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);
    for (long i = 0; i < pointers + 1; i++) {
        (void)strsep(&save, " ");
    }
    tagged = strtol((field = strsep(&save, " ")) == NULL ? "0" : field, NULL, 10);
    file = dictionary_file(dictionary, save == NULL ? -1 : strtol(save, NULL, 10));
    /* most nouns of one sense that no text has are plants, beasts and drugs */
    if (!dictionary_takes(word) || (part == PART_NOUN && tagged == 0 && senses < 2)) {
        return;
    }
    if (part <= PART_VERB && file >= LEXICON_SENSE_FIRST && file <= LEXICON_SENSE_LAST) {
        bits = bit((unsigned)(LEXICON_SENSE + file - LEXICON_SENSE_FIRST));
    }
    if (part == PART_VERB) {
        bits |= dictionary_slot(dictionary->verbs, word)->bits;
    }
    dictionary_inflect(dictionary, part, word, bits);
}

/* "form lemma": the form means what its lemma does. */
static void dictionary_take_exception(struct dictionary *dictionary, enum part part, char *line)
{
    char *save = line, *form = strsep(&save, " "), *lemma = strsep(&save, " \n");

    if (lemma != NULL && dictionary_takes(form) && dictionary_takes(lemma)) {
        const struct dictionary_word *base = dictionary_slot(dictionary->words, lemma);
        uint64_t keep = LEXICON_FRAMES | UINT64_MAX << LEXICON_SENSE;

        if (base->word != NULL) {
            dictionary_add(dictionary, form,
                           (base->bits & keep) | bit(dictionary_irregular(part, form)));
        }
    }
}

static enum status dictionary_read(struct dictionary *dictionary, enum part part, const char *kind,
                                   void (*take)(struct dictionary *, enum part, char *),
                                   struct error *error)
{
    FILE *file = dictionary_open(dictionary_parts[part], kind, error);
    char *line = NULL;
    size_t room = 0;
    bool good;

    if (file == NULL) {
        return STATUS_USAGE;
    }
    while (getline(&line, &room, file) > 0) {
        if (line[0] != ' ') { /* the licence */
            take(dictionary, part, line);
        }
    }
    free(line);
    good = !ferror(file);
    fclose(file);
    return good ? STATUS_OK
                : error_set(error, STATUS_USAGE, "no_wordnet", WORDNET "%s.%s: cannot be read",
                            kind, dictionary_parts[part]);
}

static void dictionary_fill(const struct dictionary *dictionary, struct model_table *table)
{
    static char names[LEXICON_CLASSES][MODEL_NAME_MAX];
    static const char *classes[LEXICON_CLASSES];
    uint32_t *keys = mem_calloc(dictionary->count + 1, sizeof *keys);
    int16_t *rows = mem_calloc(dictionary->count * LEXICON_CLASSES + 1, sizeof *rows);

    for (unsigned i = 0; i < LEXICON_CLASSES; i++) {
        lexicon_class_name((enum lexicon_class)i, names[i]);
        classes[i] = names[i];
    }
    *table =
        (struct model_table){.name = "lexicon", .classes = classes, .class_count = LEXICON_CLASSES};
    for (size_t i = 0; i < DICTIONARY_SLOTS; i++) {
        const struct dictionary_word *word = &dictionary->words[i];

        if (word->word != NULL) {
            keys[table->key_count] = lexicon_key(word->word);
            for (unsigned c = 0; c < LEXICON_CLASSES; c++) {
                rows[table->key_count * LEXICON_CLASSES + c] = (int16_t)(word->bits >> c & 1);
            }
            table->key_count++;
        }
    }
    table->keys = keys;
    table->rows = rows;
}

enum status dictionary_table(struct model_table *table, struct error *error)
{
    struct dictionary dictionary = {.arena = arena_new()};
    enum status status = STATUS_OK;

    dictionary.words = mem_calloc(DICTIONARY_SLOTS, sizeof *dictionary.words);
    dictionary.verbs = mem_calloc(DICTIONARY_SLOTS, sizeof *dictionary.verbs);
    for (enum part part = 0; part < PARTS && status == STATUS_OK; part++) {
        dictionary.sense_count = 0;
        status = dictionary_read(&dictionary, part, "data", dictionary_take_synset, error);
        if (status == STATUS_OK) {
            status = dictionary_read(&dictionary, part, "index", dictionary_take_lemma, error);
        }
        if (status == STATUS_OK) {
            status = dictionary_read(&dictionary, part, "exc", dictionary_take_exception, error);
        }
    }
    if (status == STATUS_OK) {
        dictionary_fill(&dictionary, table);
    }
    free(dictionary.words);
    free(dictionary.verbs);
    free(dictionary.senses);
    arena_free(dictionary.arena);
    return status;
}
