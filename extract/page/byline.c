#include "extract/page/byline.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/page/text.h"

enum { BYLINE_NAME_MAX = 60, BYLINE_WORDS_MAX = 5, BYLINE_MAX = 400, BYLINE_AUTHORS_MAX = 20 };

/* Words in front of names. */
static const char *const byline_prefixes[] = {"by:",
                                              "by ",
                                              "written by ",
                                              "posted by ",
                                              "published by ",
                                              "reported by ",
                                              "story by ",
                                              "words by ",
                                              "author:",
                                              "authors:",
                                              "author ",
                                              "von ",
                                              "par ",
                                              "por ",
                                              "di ",
                                              "door ",
                                              "af ",
                                              "av ",
                                              "text:",
                                              "foto:",
                                              "autor:",
                                              "autorin:",
                                              "auteur :",
                                              "auteur:",
                                              "da redação",
                                              "redação",
                                              "автор:",
                                              "написал ",
                                              "geschrieben von ",
                                              "ein beitrag von ",
                                              "veröffentlicht von ",
                                              "erstellt von ",
                                              "publié par ",
                                              "écrit par ",
                                              "publicado por ",
                                              "escrito por ",
                                              "pubblicato da ",
                                              "scritto da ",
                                              "geplaatst door ",
                                              "posté par ",
                                              "verfasst von "};

static const char *byline_strip_prefix(const char *text)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < sizeof byline_prefixes / sizeof byline_prefixes[0]; i++) {
            if (text_starts(text, byline_prefixes[i])) {
                text += strlen(byline_prefixes[i]);
                text += strspn(text, " :");
                again = true;
            }
        }
    }
    return text;
}

/* Where the next name ends; `*skip` is the length of what parts it from the one behind it. */
static size_t byline_name_length(const char *text, size_t *skip)
{
    static const char *const separators[] = {
        " and ", " und ", " et ",   " y ",  " e ",  " en ", " & ",   ", ", "; ", " | ",
        " / ",   " – ",   " — ",    " - ",  " + ",  ";",    "|",     " @", " (", " · ",
        " • ",   " for ", " with ", " in ", " on ", " at ", " von ", ","};
    size_t best = strlen(text);

    *skip = 0;
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        const char *found = strcasestr(text, separators[i]);

        if (found != NULL && (size_t)(found - text) < best) {
            best = (size_t)(found - text);
            *skip = strlen(separators[i]);
        }
    }
    if (strcspn(text, "0123456789") < best) { /* a date stands behind the name */
        best = strcspn(text, "0123456789");
        *skip = 0;
    }
    return best;
}

static bool byline_is_place_word(const char *separator)
{
    return strncasecmp(separator, " for ", 5) == 0 || strncasecmp(separator, " in ", 4) == 0 ||
           strncasecmp(separator, " on ", 4) == 0 || strncasecmp(separator, " at ", 4) == 0 ||
           *separator == '(' || strncmp(separator, " (", 2) == 0;
}

/* A name has words with capitals, no digits, and is no job, outlet or sentence. */
static bool byline_is_name(const char *name)
{
    static const char *const others[] = {
        "staff",         "editor",    "reporter",  "correspondent", "writer",
        "admin",         "redaktion", "news",      "agency",        "team",
        "redazione",     "guest",     "author",    "contributor",   "associated press",
        "reuters",       "posted",    "updated",   "published",     "read",
        "share",         "comment",   "follow",    "twitter",       "facebook",
        "http",          "www.",      "@",         "ago",           "minute",
        "min",           "photo",     "getty",     "editorial",     "office",
        "desk",          "online",    "view all",  "more from",     "see all",
        "about the",     "profile",   "redacción", "redacao",       "newsroom",
        "press",         "political", "producer",  "anonymous",     "uhr",
        "alle beiträge", "jahre"};
    size_t words = text_words(name), length = strlen(name), capitals = 0;

    if (length < 3 || text_points(name) > BYLINE_NAME_MAX || words > BYLINE_WORDS_MAX ||
        strpbrk(name, "0123456789<>{}[]=?!:") != NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *found = strcasestr(name, others[i]);
        size_t size = strlen(others[i]);

        if (found != NULL && (found == name || !ascii_is_letter(found[-1])) &&
            !ascii_is_letter(found[size])) {
            return false;
        }
    }
    for (const char *p = name; p != NULL && *p != '\0'; p = strchr(p, ' ')) {
        p += *p == ' ';
        capitals += ascii_is_upper(*p) != 0 || (unsigned char)*p >= 0x80;
    }
    return capitals > 0;
}

static void byline_add_name(struct arena *arena, struct string_list *authors, const char *text,
                            size_t length)
{
    char *name = (char *)(uintptr_t)text_tidy_bytes(arena, text, length);
    size_t size;

    if (name == NULL) {
        return;
    }
    name = (char *)(uintptr_t)byline_strip_prefix(name);
    size = strlen(name);
    while (size > 0 && strchr(" .,;:-*", name[size - 1]) != NULL &&
           !(name[size - 1] == '.' && size > 2 &&
             (name[size - 3] == ' ' || strcasecmp(name + size - 3, "Jr.") == 0))) {
        name[--size] = '\0';
    }
    if (authors->count >= BYLINE_AUTHORS_MAX || !byline_is_name(name)) {
        return;
    }
    for (size_t i = 0; i < authors->count; i++) {
        if (text_equal(authors->items[i], name)) {
            return;
        }
    }
    string_list_add(arena, authors, name);
}

/* "ANN LEE" is Ann Lee, shouted. */
static const char *byline_calm(struct arena *arena, const char *text)
{
    char *calm;
    bool start = true;

    for (const char *p = text; *p != '\0'; p++) {
        if (ascii_is_lower(*p) || (unsigned char)*p >= 0x80) {
            return text;
        }
    }
    if (strchr(text, ' ') == NULL) {
        return text;
    }
    calm = arena_strdup(arena, text);
    for (char *p = calm; *p != '\0'; p++) {
        *p = start ? *p : ascii_lower(*p);
        start = !ascii_is_letter(*p) && *p != '\'';
    }
    return calm;
}

void byline_add(struct arena *arena, struct string_list *authors, const char *byline)
{
    const char *p;

    if (byline == NULL || strlen(byline) > BYLINE_MAX || strstr(byline, "://") != NULL) {
        return;
    }
    p = byline_strip_prefix(byline_calm(arena, byline));
    while (*p != '\0') {
        size_t skip, length = byline_name_length(p, &skip);
        const char *separator = p + length;

        byline_add_name(arena, authors, p, length);
        if (skip == 0 || byline_is_place_word(separator)) {
            break; /* what follows is where, not who */
        }
        p = separator + skip;
    }
}
