#include "transform/entity/spelling.h"

#include <stdio.h>
#include <string.h>

static bool spelling_in(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return false;
}

/* "zelenskiy" and "zelenskyy" become "zelensky"; "yuriy" "yury". */
static void spelling_end(char *word)
{
    static const char *const ends[] = {"iy", "yy", "ii", "ij", "yi", NULL};
    size_t length = strlen(word);

    if (length > 3 && spelling_in(word + length - 2, ends)) {
        word[length - 2] = 'y';
        word[length - 1] = '\0';
    }
}

/* "mueller" becomes "muler" and so does "müller", whose key is "muller". */
static void spelling_letters(char *word)
{
    size_t length = strlen(word), out = 0;

    for (size_t i = 0; i < length; i++) {
        if (out > 0 && word[i] == word[out - 1] && word[i] >= 'a' && word[i] <= 'z') {
            continue;
        }
        if (length >= 5 && i > 0 && word[i] == 'e' && out > 0 &&
            strchr("aou", word[out - 1]) != NULL) {
            continue;
        }
        word[out++] = word[i];
    }
    word[out] = '\0';
}

static void spelling_fold(const struct gazetteer_view *gazetteer, char *word)
{
    const struct gazetteer_entry *entry =
        gazetteer == NULL ? NULL : gazetteer_find(gazetteer, word, NULL, "SPELLING");

    if (entry != NULL) {
        snprintf(word, SPELLING_WORD_SIZE, "%s", entry->name);
    }
    spelling_end(word);
    spelling_letters(word);
}

bool spelling_of_person(const struct gazetteer_view *gazetteer, const char *name,
                        struct spelling *spelling)
{
    static const char *const articles[] = {"al", "el",  "as", "ash", "ar", "at", "an",
                                           "ad", "ath", "az", "ul",  "ud", NULL};
    static const char *const particles[] = {"de",  "von", "der", "den",  "di", "du",
                                            "dos", "del", "bin", "bint", NULL};
    static const char *const behind[] = {"jr", "sr", "ii", "iii", "junior", "senior", NULL};
    char key[GAZETTEER_KEY_MAX];
    size_t initials = 0;

    spelling->count = 0;
    if (gazetteer_key(name, strlen(name), key) == 0) {
        return false;
    }
    for (const char *p = key; *p != '\0';) {
        size_t length = strcspn(p, " ");
        char *word = spelling->words[spelling->count];

        if (length >= SPELLING_WORD_SIZE) {
            return false;
        }
        memcpy(word, p, length);
        word[length] = '\0';
        p += length;
        if (*p == ' ') {
            p++;
        }
        if ((*p != '\0' && spelling_in(word, articles)) ||
            (*p != '\0' && spelling->count == 0 && spelling_in(word, particles)) ||
            (spelling->count > 0 && spelling_in(word, behind))) {
            continue;
        }
        /* "J. K. Rowling" as "J.K. Rowling" */
        if (length == 1 && initials > 0 && initials == spelling->count) {
            char *before = spelling->words[spelling->count - 1];
            size_t size = strlen(before);

            if (size + 1 < SPELLING_WORD_SIZE) {
                before[size] = word[0];
                before[size + 1] = '\0';
            }
            continue;
        }
        if (length == 1 && spelling->count == 0) {
            initials = 1;
        }
        if (spelling->count == SPELLING_WORDS_MAX - 1 && *p != '\0') {
            return false;
        }
        if (length > 1) {
            spelling_fold(gazetteer, word);
        }
        spelling->count++;
    }
    return spelling->count > 0;
}

void spelling_person_key(const struct spelling *spelling, char key[GAZETTEER_KEY_MAX])
{
    if (spelling->count == 1) {
        snprintf(key, GAZETTEER_KEY_MAX, "%s", spelling->words[0]);
    } else {
        snprintf(key, GAZETTEER_KEY_MAX, "%s %s", spelling->words[0],
                 spelling->words[spelling->count - 1]);
    }
}

bool spelling_organisation_key(const char *name, char key[GAZETTEER_KEY_MAX])
{
    static const char *const legal[] = {"inc", "corp", "corporation", "ltd", "limited",
                                        "plc", "llc",  "co",          "ag",  "gmbh",
                                        "sa",  "spa",  "nv",          NULL};
    static const char *const british[][2] = {
        {"defence", "defense"}, {"organisation", "organization"}, {"centre", "center"},
        {"labour", "labor"},    {"programme", "program"},         {"fibre", "fiber"}};
    char whole[GAZETTEER_KEY_MAX];
    size_t out = 0, words = 0;

    if (gazetteer_key(name, strlen(name), whole) == 0) {
        return false;
    }
    for (char *p = whole; *p != '\0';) {
        size_t length = strcspn(p, " ");
        const char *word = p;
        bool last;

        p += length;
        last = *p == '\0';
        if (!last) {
            *p++ = '\0';
        }
        if ((words == 0 && !last && strcmp(word, "the") == 0) ||
            (words > 0 && spelling_in(word, legal))) {
            continue;
        }
        for (size_t i = 0; i < sizeof british / sizeof british[0]; i++) {
            word = strcmp(word, british[i][0]) == 0 ? british[i][1] : word;
        }
        length = strlen(word);
        if (out + length + 2 > GAZETTEER_KEY_MAX) {
            return false;
        }
        if (words > 0) {
            key[out++] = ' ';
        }
        memcpy(key + out, word, length + 1);
        out += length;
        words++;
    }
    return words > 0;
}
