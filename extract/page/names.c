#include "extract/page/names.h"

#include <string.h>
#include "common/ascii.h"
#include "extract/page/names_words.h"

enum { NAMES_WORD_MAX = 40, NAMES_WORDS_MAX = 40, NAMES_LETTERS = 26, NAMES_JOINED_MIN = 10 };

/* Anywhere in a long word: names written together without a sign between. */
static const struct names_word names_parts[] = {
    {"comments", S, 0},     {"disqus", S, 0},     {"related", B, 0},   {"newsletter", N, 0},
    {"sidebar", B, 0},      {"breadcrumb", B, 0}, {"advert", N, 0},    {"footer", B, 0},
    {"navigation", B, 0},   {"social", E, 0},     {"cookie", S, 0},    {"recommend", N, 0},
    {"subscri", N, 0},      {"readmore", N, 0},   {"mostread", N, 0},  {"caption", N, 0},
    {"pagination", N, 0},   {"popular", N, 0},    {"gallery", N, 0},   {"banner", N, 0},
    {"sharebuttons", N, 0}, {"slideshow", N, 0},  {"copyright", N, 0},
};

/* The first entry of each letter; [26] is the end. */
static void names_starts(uint16_t starts[NAMES_LETTERS + 1])
{
    size_t count = sizeof names_words / sizeof *names_words, i = 0;

    for (int letter = 0; letter < NAMES_LETTERS; letter++) {
        starts[letter] = (uint16_t)i;
        while (i < count && names_words[i].word[0] == 'a' + letter) {
            i++;
        }
    }
    starts[NAMES_LETTERS] = (uint16_t)count;
}

static const struct names_word *names_word(const uint16_t *starts, const char *word, size_t length)
{
    int letter = word[0] - 'a';

    if (letter < 0 || letter >= NAMES_LETTERS) {
        return NULL;
    }
    for (size_t i = starts[letter]; i < starts[letter + 1]; i++) {
        const char *pattern = names_words[i].word;
        size_t same = 0;

        while (same < length && pattern[same] == word[same]) {
            same++;
        }
        if ((same == length && pattern[same] == '\0') || pattern[same] == '*') {
            return &names_words[i];
        }
    }
    return NULL;
}

static const struct names_word *names_part(const char *word, size_t length)
{
    for (size_t i = 0; length >= NAMES_JOINED_MIN && i < sizeof names_parts / sizeof *names_parts;
         i++) {
        if (memmem(word, length, names_parts[i].word, strlen(names_parts[i].word)) != NULL) {
            return &names_parts[i];
        }
    }
    return NULL;
}

struct names_cut {
    char letters[NAMES_WORD_MAX * 4]; /* all words, written together, in lower case */
    uint8_t ends[NAMES_WORDS_MAX];
    size_t length, count;
};

/* Cuts one name (without spaces) into words. */
static void names_cut(struct names_cut *cut, const char *name, size_t size)
{
    bool open = false, lower = false;

    cut->length = cut->count = 0;
    for (size_t i = 0; i < size && cut->length < sizeof cut->letters - 1; i++) {
        char c = name[i];

        if (!ascii_is_letter(c) || (lower && ascii_is_upper(c))) {
            if (open && cut->count < NAMES_WORDS_MAX) {
                cut->ends[cut->count++] = (uint8_t)cut->length;
            }
            open = false;
        }
        lower = ascii_is_lower(c);
        if (ascii_is_letter(c)) {
            cut->letters[cut->length++] = ascii_lower(c);
            open = true;
        }
    }
    if (open && cut->count < NAMES_WORDS_MAX) {
        cut->ends[cut->count++] = (uint8_t)cut->length;
    }
    cut->letters[cut->length] = '\0';
}

static bool names_is(const struct names_cut *cut, size_t word, const char *text)
{
    size_t start = word == 0 ? 0 : cut->ends[word - 1], length = cut->ends[word] - start;

    return strlen(text) == length && memcmp(cut->letters + start, text, length) == 0;
}

/* "has-sidebar" says that there is one elsewhere, "category-newsletter" what the text is about. */
static bool names_is_property(const struct names_cut *cut, size_t word)
{
    static const char *const firsts[] = {"has", "no", "with", "without", "not", "category"};

    for (size_t i = 0; word > 0 && i < sizeof firsts / sizeof *firsts; i++) {
        if (names_is(cut, word - 1, firsts[i])) {
            return true;
        }
    }
    return false;
}

static void names_take(const struct names_word *word, bool alone, unsigned *flags, unsigned *rank)
{
    if (word != NULL && (alone || (word->flags & NAMES_ALONE) == 0)) {
        *flags |= word->flags;
        *rank = word->rank > *rank ? word->rank : *rank;
    }
}

static void names_name(const uint16_t *starts, const struct names_cut *cut, unsigned *flags,
                       unsigned *rank)
{
    bool alone = cut->count == 1 || (cut->count == 2 && names_is(cut, 0, "is"));

    for (size_t i = 0; i < cut->count; i++) {
        size_t start = i == 0 ? 0 : cut->ends[i - 1];
        const char *word = cut->letters + start;
        const struct names_word *found = names_word(starts, word, cut->ends[i] - start);

        if (names_is_property(cut, i)) {
            continue;
        }
        names_take(found != NULL ? found : names_part(word, cut->ends[i] - start), alone, flags,
                   rank);
        if (i + 1 < cut->count) {
            names_take(names_word(starts, word, cut->ends[i + 1] - start), alone, flags, rank);
        }
    }
}

void names_read(const struct tree *tree, struct arena *arena, struct names *names)
{
    uint16_t starts[NAMES_LETTERS + 1];
    struct names_cut cut;

    names_starts(starts);
    names->flags = arena_alloc(arena, tree->value_count * sizeof *names->flags);
    names->ranks = arena_alloc(arena, tree->value_count);
    for (uint32_t i = 1; i < tree->value_count; i++) {
        unsigned flags = 0, rank = 0;

        for (const char *name = tree->values[i]; *name != '\0';) {
            size_t size = strcspn(name, " \t\r\n\f");

            names_cut(&cut, name, size);
            names_name(starts, &cut, &flags, &rank);
            name += size;
            name += strspn(name, " \t\r\n\f");
        }
        names->flags[i] = (uint16_t)(flags & ~(unsigned)NAMES_ALONE);
        names->ranks[i] = (uint8_t)rank;
    }
}

unsigned names_flags(const struct tree *tree, const struct names *names, uint32_t i)
{
    return names->flags[tree->nodes[i].class_value] | names->flags[tree->nodes[i].id_value];
}

unsigned names_rank(const struct tree *tree, const struct names *names, uint32_t i)
{
    unsigned a = names->ranks[tree->nodes[i].class_value];
    unsigned b = names->ranks[tree->nodes[i].id_value];

    return a > b ? a : b;
}
