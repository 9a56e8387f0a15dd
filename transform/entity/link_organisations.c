/* One entity for all the names of an organisation: acronyms, names without their last or first
 * words. */
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "transform/entity/famous.h"
#include "transform/entity/parts.h"

enum {
    LINK_NAMES_MAX = 2000, /* organisations of one article whose short names are resolved */
    LINK_LETTERS_MAX = 16,
    LINK_MEANINGS_MAX = 8 /* organisations with one acronym */
};

/* A short name that stands for an organisation of the article. */
struct link_name {
    const char *text;
    uint32_t entity, first_token;
    bool introduced; /* in brackets behind the long name */
    bool several;    /* it may stand for others too */
};

struct link_names {
    struct link_name *items; /* sorted by text when all are known */
    size_t count, capacity;
};

static bool link_is_organisation(const struct entity *entity)
{
    return strcmp(entity->type, "ORG") == 0 || strcmp(entity->type, "FACILITY") == 0;
}

/* Nothing is known of it but its name. */
static bool link_is_bare(const struct entity *entity)
{
    return strncmp(entity->id, "wikidata:", 9) != 0 && strncmp(entity->id, "iso3166:", 8) != 0 &&
           strncmp(entity->id, "norp:", 5) != 0 && strncmp(entity->id, "actor:", 6) != 0 &&
           entity->actor_code == NULL && entity->country == NULL;
}

static void link_note(struct parts *parts, struct link_names *names, const char *text,
                      const struct mention *mention, bool introduced)
{
    struct arena *arena = parts->finder->document->arena;

    if (names->count < LINK_NAMES_MAX) {
        names->items =
            arena_grow(arena, names->items, &names->capacity, names->count, sizeof *names->items);
        names->items[names->count++] =
            (struct link_name){text, mention->entity, mention->first_token, introduced, false};
    }
}

static int link_compare(const void *a, const void *b)
{
    const struct link_name *left = a, *right = b;
    int order = strcmp(left->text, right->text);

    if (order == 0 && left->introduced != right->introduced) {
        return left->introduced ? -1 : 1;
    }
    return order != 0
               ? order
               : (left->first_token < right->first_token ? -1
                                                         : left->first_token > right->first_token);
}

/* Each text once: what was introduced wins, else one that only one entity has. */
static void link_settle(struct link_names *names)
{
    size_t kept = 0;

    if (names->count > 0) {
        qsort(names->items, names->count, sizeof *names->items, link_compare);
    }
    for (size_t i = 0; i < names->count; i++) {
        struct link_name *last = kept > 0 ? &names->items[kept - 1] : NULL;

        if (last == NULL || strcmp(last->text, names->items[i].text) != 0) {
            names->items[kept++] = names->items[i];
        } else if (last->entity != names->items[i].entity && !last->introduced) {
            last->several = true;
        }
    }
    names->count = kept;
}

static const struct link_name *link_find(const struct link_names *names, const char *text)
{
    size_t low = 0, high = names->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(names->items[middle].text, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < names->count && strcmp(names->items[low].text, text) == 0 &&
                   !names->items[low].several
               ? &names->items[low]
               : NULL;
}

static bool link_small(const char *word)
{
    static const char *const words[] = {"of", "the", "for", "and", "de", "in", "on", "to",
                                        "la", "del", "du",  "des", "y",  "e",  "&",  NULL};

    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* First letters of a mention's words; of "-" compounds each part's. */
static void link_initials(const struct parts *parts, const struct mention *mention, bool small,
                          char letters[LINK_LETTERS_MAX + 1])
{
    const struct document *document = parts->finder->document;
    size_t count = 0;

    for (uint32_t i = 0; i < mention->token_count; i++) {
        const struct token *token = &document->tokens[mention->first_token + i];

        if ((token->flags & TOKEN_WORD) == 0 || strcmp(token->lower, "'s") == 0 ||
            (!small && link_small(token->lower))) {
            continue;
        }
        for (const char *p = token->text; *p != '\0' && count < LINK_LETTERS_MAX; p++) {
            if ((p == token->text || p[-1] == '-') && ascii_is_letter(*p)) {
                letters[count++] = (char)(ascii_is_lower(*p) ? *p - 32 : *p);
            }
        }
    }
    letters[count] = '\0';
}

/* Whether a word in brackets shortens the name before it: its letters stand in the name in order,
 * the first at its start. */
static bool link_shortens(const struct parts *parts, const struct mention *mention,
                          const char *acronym)
{
    const char *p = acronym;
    size_t words = 0, starts = 0;
    const struct document *document = parts->finder->document;

    for (uint32_t i = 0; i < mention->token_count; i++) {
        const char *text = document->tokens[mention->first_token + i].text;

        words += !link_small(document->tokens[mention->first_token + i].lower);
        for (const char *q = text; *q != '\0' && *p != '\0'; q++) {
            char letter = (char)(ascii_is_lower(*p) ? *p - 32 : *p),
                 other = (char)(ascii_is_lower(*q) ? *q - 32 : *q);

            if (letter == other) {
                if (p == acronym && (i > 1 || q != text)) {
                    return false;
                }
                starts += q == text;
                p++;
            }
        }
    }
    return *p == '\0' && starts * 2 >= strlen(acronym) && words >= 2;
}

static bool link_is_acronym(const struct token *token)
{
    size_t length = strlen(token->text), capitals = 0;

    for (const char *p = token->text; *p != '\0'; p++) {
        capitals += ascii_is_upper(*p) != 0;
        if (!ascii_is_letter(*p) && *p != '-' && *p != '.' && *p != '&') {
            return false;
        }
    }
    return length >= 2 && length <= 10 && capitals >= 2 && capitals * 2 >= length;
}

/* "International Atomic Energy Agency (IAEA)" */
static void link_brackets(struct parts *parts, struct link_names *names, size_t index)
{
    struct document *document = parts->finder->document;
    const struct mention *mention = &document->mentions[index];
    uint32_t at = mention->first_token + mention->token_count;
    uint32_t end = document->sentences[mention->sentence].first_token +
                   document->sentences[mention->sentence].token_count;

    if (at + 2 >= end + 1 || !parts_is(parts, at, "(")) {
        return;
    }
    at++;
    at += parts_is(parts, at, "the") || parts_is(parts, at, "\"");
    if (at + 1 < document->token_count && at + 1 < end && link_is_acronym(&document->tokens[at]) &&
        (parts_is(parts, at + 1, ")") || parts_is(parts, at + 1, ";") ||
         parts_is(parts, at + 1, ",")) &&
        link_shortens(parts, mention, document->tokens[at].text)) {
        const struct mention *known = parts_covering(parts, at);

        /* an acronym that everybody knows tells what the long name is */
        if (known != NULL && link_is_organisation(parts_entity(parts, known)) &&
            !link_is_bare(parts_entity(parts, known)) &&
            link_is_bare(parts_entity(parts, mention))) {
            parts->becomes[mention->entity] = (int32_t)known->entity;
            return;
        }
        link_note(parts, names, document->tokens[at].text, mention, true);
    }
}

/* Last words that a short form leaves out: "Likud" of "Likud party", "Siemens" of "Siemens AG". */
static bool link_is_generic(const struct parts *parts, uint32_t token)
{
    uint32_t count;
    const struct gazetteer_entry *word = finder_longest(parts->finder, token, "ORGWORD", &count);

    return parts_is(parts, token, "group") || parts_is(parts, token, "organization") ||
           parts_is(parts, token, "organisation") || parts_is(parts, token, "movement") ||
           (word != NULL &&
            (strcmp(word->actor_code, "BUS") == 0 || strcmp(word->actor_code, "PTY") == 0 ||
             strcmp(word->actor_code, "EDU") == 0));
}

/* "Red Sox" of "Boston Red Sox", "Police Department" of "Boston Police Department". */
static void link_note_behind_place(struct parts *parts, struct link_names *names,
                                   const struct mention *mention)
{
    const struct document *document = parts->finder->document;
    uint32_t count;
    const struct gazetteer_entry *place =
        finder_longest(parts->finder, mention->first_token, "LOC", &count);

    if (place != NULL && count < mention->token_count &&
        finder_is_capital(parts->finder, mention->first_token + count)) {
        struct span span = document_token_span(document, mention->first_token + count,
                                               mention->token_count - count);

        link_note(parts, names, document_span_text(document, &span), mention, false);
    }
}

static void link_collect(struct parts *parts, struct link_names *names)
{
    struct document *document = parts->finder->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        uint32_t last = mention->first_token + mention->token_count - 1;
        char letters[LINK_LETTERS_MAX + 1];

        if (mention->kind != MENTION_NAME || mention->token_count < 2 ||
            (!link_is_organisation(entity) && strcmp(entity->type, "EVENT") != 0)) {
            continue;
        }
        link_brackets(parts, names, i);
        for (int small = 0; small < 2; small++) {
            link_initials(parts, mention, small != 0, letters);
            if (strlen(letters) >= 2) {
                link_note(parts, names, arena_strdup(document->arena, letters), mention, false);
            }
        }
        link_note_behind_place(parts, names, mention);
        if (mention->token_count == 2 && link_is_generic(parts, last)) {
            link_note(parts, names, document->tokens[mention->first_token].text, mention, false);
        } else if (mention->token_count > 2 && link_is_generic(parts, last)) {
            struct span span =
                document_token_span(document, mention->first_token, mention->token_count - 1);

            link_note(parts, names, document_span_text(document, &span), mention, false);
        }
    }
    link_settle(names);
}

/* Acronyms that no step took for names: "the CFVC". */
static void link_missed(struct parts *parts, const struct link_names *names)
{
    struct document *document = parts->finder->document;

    for (uint32_t t = 0; t < document->token_count; t++) {
        const struct link_name *name;

        if (parts->covers[t] != NO_INDEX || (document->tokens[t].flags & TOKEN_ALL_CAPITALS) == 0) {
            continue;
        }
        name = link_find(names, document->tokens[t].text);
        if (name != NULL && name->introduced) {
            finder_add_mention(parts->finder, name->entity, MENTION_ALIAS, t, 1);
        }
    }
}

/* Full names that only differ in spelling from one that is known. */
static void link_spellings(struct parts *parts)
{
    struct document *document = parts->finder->document;
    size_t count = document->entity_count;

    for (uint32_t i = 0; i < count; i++) {
        const struct entity *entity = &document->entities[i];
        const struct gazetteer_entry *entry = NULL;

        if ((strcmp(entity->type, "PERSON") == 0 || strcmp(entity->type, "ORG") == 0) &&
            link_is_bare(entity)) {
            entry = gazetteer_find_spelt(parts->finder->gazetteer, entity->name, entity->type);
        }
        if (entry != NULL) {
            uint32_t known = finder_entity_of_entry(parts->finder, entry);

            parts->becomes[i] = known == i ? NO_INDEX : (int32_t)known;
        }
    }
}

/* Acronyms that several have ("RSF"): of whom the article names the country, where the first of
 * them has another. */
static void link_choose_acronyms(struct parts *parts)
{
    struct finder *finder = parts->finder;
    struct document *document = finder->document;
    const struct gazetteer_entry *entries[LINK_MEANINGS_MAX];
    struct famous_context context;

    famous_read_countries(&context, document, true);
    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        const struct entity *entity = parts_entity(parts, mention);
        const struct gazetteer_entry *chosen = NULL;
        char key[GAZETTEER_KEY_MAX];
        size_t count;

        if (mention->token_count != 1 || mention->kind != MENTION_NAME ||
            (document->tokens[mention->first_token].flags & TOKEN_ALL_CAPITALS) == 0 ||
            strcmp(entity->type, "ORG") != 0 || link_is_bare(entity) ||
            !finder_key(finder, mention->first_token, 1, key)) {
            continue;
        }
        count = gazetteer_list(finder->gazetteer, key, "ORG", entries, LINK_MEANINGS_MAX);
        for (size_t e = 0; e < count && chosen == NULL; e++) {
            if (entries[e]->country != NULL && famous_speaks_of(&context, entries[e]->country)) {
                chosen = entries[e];
            }
        }
        if (count > 1 && chosen != NULL) {
            mention->entity = finder_entity_of_entry(finder, chosen);
        }
    }
}

void parts_link_spellings(struct parts *parts)
{
    link_choose_acronyms(parts);
    parts_merge_begin(parts);
    link_spellings(parts);
    parts_merge_end(parts);
}

void parts_link_organisations(struct parts *parts)
{
    struct document *document = parts->finder->document;
    struct link_names names = {0};

    parts_merge_begin(parts);
    link_collect(parts, &names);
    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        const struct link_name *name;

        if (mention->kind == MENTION_PRONOUN || mention->kind == MENTION_NOMINAL) {
            continue;
        }
        name = link_find(&names, mention->text);
        if (name == NULL || name->entity == mention->entity ||
            (!name->introduced && !link_is_bare(entity))) {
            continue;
        }
        mention->entity = name->entity;
        mention->kind = MENTION_ALIAS;
    }
    link_missed(parts, &names);
    parts_merge_end(parts);
}
