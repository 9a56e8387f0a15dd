/* Short forms of names that the article gives in full elsewhere: surnames, acronyms. */
#include <string.h>
#include "common/ascii.h"
#include "transform/entity/famous.h"
#include "transform/name/finder.h"

enum { RESOLVE_WORDS_MAX = 12, RESOLVE_NAMES_MAX = 2000 };

/* Whether the key's last word (or, after al-, bin and such, the last two) is `surname`. */
static bool resolve_is_surname(const char *name_key, const char *surname)
{
    size_t length = strlen(name_key), size = strlen(surname);

    return length > size + 1 && strcmp(name_key + length - size, surname) == 0 &&
           name_key[length - size - 1] == ' ';
}

/* Names of the article that have short forms: by key of the name, each once. */
struct resolve_name {
    const char *key; /* persons: of the name; others: first letters */
    uint32_t entity;
    uint32_t first_token; /* where it stands first */
};

struct resolve_names {
    struct resolve_name *items;
    size_t count, capacity;
};

static void resolve_add(struct arena *arena, struct resolve_names *names, const char *key,
                        uint32_t entity, uint32_t token)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->items[i].entity == entity && strcmp(names->items[i].key, key) == 0) {
            return;
        }
    }
    if (names->count < RESOLVE_NAMES_MAX) {
        names->items =
            arena_grow(arena, names->items, &names->capacity, names->count, sizeof *names->items);
        names->items[names->count++] =
            (struct resolve_name){arena_strdup(arena, key), entity, token};
    }
}

static void resolve_collect_persons(const struct finder *finder, struct resolve_names *persons)
{
    const struct document *document = finder->document;

    for (size_t i = 0; i < document->mention_count && persons->count < RESOLVE_NAMES_MAX; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        char key[GAZETTEER_KEY_MAX];

        if (strcmp(entity->type, "PERSON") == 0 && mention->kind == MENTION_NAME) {
            if (gazetteer_key(entity->name, strlen(entity->name), key) > 0) {
                resolve_add(document->arena, persons, key, mention->entity, mention->first_token);
            }
            if (gazetteer_key(mention->text, strlen(mention->text), key) > 0) {
                resolve_add(document->arena, persons, key, mention->entity, mention->first_token);
            }
        }
    }
}

/* A person of the article whose surname the token is; the last one named before it, else the first.
 */
static int32_t resolve_person(const struct finder *finder, const struct resolve_names *persons,
                              uint32_t token)
{
    int32_t best = NO_INDEX;

    if (strlen(finder->keys[token]) < 2) {
        return NO_INDEX;
    }
    for (size_t i = 0; i < persons->count; i++) {
        if (resolve_is_surname(persons->items[i].key, finder->keys[token]) &&
            (best == NO_INDEX || persons->items[i].first_token < token)) {
            best = (int32_t)persons->items[i].entity;
        }
    }
    return best;
}

/* "IRI" of Islamic Resistance in Iraq: first letters of the words with capitals. */
static void resolve_collect_acronyms(const struct finder *finder, struct resolve_names *acronyms)
{
    const struct document *document = finder->document;

    for (uint32_t i = 0; i < document->entity_count && acronyms->count < RESOLVE_NAMES_MAX; i++) {
        const char *name = document->entities[i].name;
        char letters[RESOLVE_WORDS_MAX + 1];
        size_t count = 0;

        if (strcmp(document->entities[i].type, "ORG") != 0 &&
            strcmp(document->entities[i].type, "LOC") != 0) {
            continue;
        }
        for (const char *p = name; *p != '\0' && count < RESOLVE_WORDS_MAX; p++) {
            if (ascii_is_upper(*p) && (p == name || p[-1] == ' ' || p[-1] == '-')) {
                letters[count++] = *p;
            }
        }
        letters[count] = '\0';
        if (count >= 2) {
            resolve_add(document->arena, acronyms, letters, i, 0);
        }
    }
}

static int32_t resolve_acronym(const struct finder *finder, const struct resolve_names *acronyms,
                               uint32_t token)
{
    for (size_t i = 0; i < acronyms->count; i++) {
        if (strcmp(acronyms->items[i].key, finder->document->tokens[token].text) == 0) {
            return (int32_t)acronyms->items[i].entity;
        }
    }
    return NO_INDEX;
}

/* A town that is called as a person of the article is, mostly, that person: Santos. */
static void resolve_towns(struct finder *finder, const struct resolve_names *persons)
{
    static const char *const locative[] = {"in", "at", "from", "near", "to", "of", "outside"};
    struct document *document = finder->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        const char *before =
            mention->first_token > 0 ? document->tokens[mention->first_token - 1].lower : "";
        bool place = false;
        int32_t person;

        for (size_t w = 0; w < sizeof locative / sizeof locative[0]; w++) {
            place = place || strcmp(before, locative[w]) == 0;
        }
        if (place || mention->token_count != 1 || strcmp(entity->type, "LOC") != 0 ||
            strncmp(entity->id, "iso3166:", 8) == 0) {
            continue;
        }
        person = resolve_person(finder, persons, mention->first_token);
        if (person != NO_INDEX) {
            mention->entity = (uint32_t)person;
            mention->kind = MENTION_ALIAS;
        }
    }
}

/* In a language whose words are not known: a long word, with a capital that no sentence's start
 * gives it. */
static bool resolve_is_no_word(const struct document *document, uint32_t token)
{
    const struct sentence *sentence = &document->sentences[document->tokens[token].sentence];

    return strlen(document->tokens[token].text) >= 5 && token > sentence->first_token &&
           (document->tokens[token - 1].flags & TOKEN_PUNCTUATION) == 0;
}

/* "Palacio de la Moneda", of which the first word is a surname too. */
static bool resolve_goes_on(const struct document *document, uint32_t token)
{
    static const char *const words[] = {"de", "del", "do", "da", "dos", "di"};

    for (size_t i = 0; token + 1 < document->token_count && i < sizeof words / sizeof words[0];
         i++) {
        if (strcmp(document->tokens[token + 1].lower, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* An organisation or place of several words that the article then calls by one of them is not
 * resolved: too many share words. */
void finder_resolve(struct finder *finder)
{
    struct document *document = finder->document;
    struct resolve_names persons = {0}, acronyms = {0};

    resolve_collect_persons(finder, &persons);
    resolve_collect_acronyms(finder, &acronyms);
    resolve_towns(finder, &persons);

    for (size_t i = 0; i < finder->single_count; i++) {
        uint32_t token = finder->singles[i].token;
        bool capitals = (document->tokens[token].flags & TOKEN_ALL_CAPITALS) != 0;
        bool titled = token > 0 && (strcmp(finder->keys[token - 1], "mr") == 0 ||
                                    strcmp(finder->keys[token - 1], "ms") == 0 ||
                                    strcmp(finder->keys[token - 1], "mrs") == 0 ||
                                    strcmp(finder->keys[token - 1], "dr") == 0);
        const struct gazetteer_entry *entry;
        int32_t entity = resolve_person(finder, &persons, token);

        if (entity == NO_INDEX && capitals) {
            entity = resolve_acronym(finder, &acronyms, token);
        }
        if (entity != NO_INDEX) {
            finder_add_mention(finder, (uint32_t)entity, MENTION_ALIAS, token, 1);
            continue;
        }
        entry = gazetteer_find(finder->gazetteer, finder->keys[token], NULL, "SURNAME");
        if (entry != NULL && !finder_is_common_word(finder, token) &&
            !resolve_goes_on(document, token) &&
            (document->english || resolve_is_no_word(document, token))) {
            entry =
                famous_find(finder->gazetteer, document, document->tokens[token].text, false, NULL);
            if (entry != NULL) {
                finder_add_mention(finder, finder_entity_of_entry(finder, entry), MENTION_ALIAS,
                                   token, 1);
            } else if (document->english) { /* somebody; who, the rest of the article may say */
                finder_add_mention(
                    finder, finder_entity_of_name(finder, "PERSON", document->tokens[token].text),
                    MENTION_NAME, token, 1);
            }
            continue;
        }
        if (!document->english) {
            continue; /* only what is known */
        }
        if (titled) {
            finder_add_mention(
                finder, finder_entity_of_name(finder, "PERSON", document->tokens[token].text),
                MENTION_NAME, token, 1);
        } else if (capitals && strlen(document->tokens[token].text) >= 2 &&
                   strlen(document->tokens[token].text) <= 6 &&
                   !finder_is_common_word(finder, token) &&
                   ascii_is_letter(document->tokens[token].text[1])) {
            finder_add_mention(finder,
                               finder_entity_of_name(finder, "ORG", document->tokens[token].text),
                               MENTION_NAME, token, 1);
        } else if (token > 0 && !finder_is_common_word(finder, token) &&
                   (strcmp(document->tokens[token - 1].lower, "in") == 0 ||
                    strcmp(document->tokens[token - 1].lower, "near") == 0) &&
                   gazetteer_find(finder->gazetteer, finder->keys[token], NULL, "GIVEN") == NULL) {
            finder_add_mention(finder,
                               finder_entity_of_name(finder, "LOC", document->tokens[token].text),
                               MENTION_NAME, token, 1);
        }
    }
}
