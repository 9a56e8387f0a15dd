/* Offices that people hold: "Iraqi Prime Minister X", "X, a Pentagon spokesman," "X was governor".
 */
#include <string.h>
#include "transform/entity/parts.h"

static bool people_is_person(const struct parts *parts, const struct mention *mention)
{
    return mention != NULL && mention->kind != MENTION_NOMINAL &&
           strcmp(parts_entity(parts, mention)->type, "PERSON") == 0;
}

static bool people_was(const struct parts_role *role)
{
    return role->modifier != NULL &&
           (strcmp(role->modifier, "former") == 0 || strcmp(role->modifier, "ex") == 0 ||
            strcmp(role->modifier, "ousted") == 0 || strcmp(role->modifier, "late") == 0);
}

/* Words that say nothing by themselves, and occupations, are told as they stand: a director is not
 * called chief, nor a singer artist. */
static const char *people_word(const struct gazetteer_entry *entry, bool plural)
{
    bool told = strcmp(entry->kind, "any") == 0 || strcmp(entry->name, "athlete") == 0 ||
                strcmp(entry->name, "artist") == 0 || strcmp(entry->name, "worker") == 0;

    return told && !plural ? entry->alias : entry->name;
}

const char *parts_role_text(const struct parts *parts, const struct parts_role *role)
{
    struct arena *arena = parts->finder->document->arena;
    const char *modifier = role->modifier == NULL              ? ""
                           : strcmp(role->modifier, "ex") == 0 ? "former"
                                                               : role->modifier;
    const struct gazetteer_entry *qualifier =
        strcmp(role->entry->kind, "any") == 0 ? role->qualifier : NULL;

    return arena_printf(arena, "%s%s%s%s%s", modifier, *modifier == '\0' ? "" : " ",
                        qualifier == NULL ? "" : people_word(qualifier, false),
                        qualifier == NULL ? "" : " ", people_word(role->entry, role->plural));
}

/* Whether who is known for an office stays so whatever else is told: a chancellor who was a
 * scientist. */
static bool people_keeps(const struct entity *entity, const struct parts_role *role, uint8_t coded)
{
    return coded == 0 && entity->actor_code != NULL && parts_is_private(role->entry->actor_code) &&
           strlen(entity->actor_code) >= 6 && !parts_is_private(entity->actor_code + 3);
}

/* `coded`: how sure each entity's code is that the text gave: 0 none, 1 of an office held once, 2
 * of one held now. */
static void people_give(struct parts *parts, uint32_t person, const struct parts_role *role,
                        uint8_t *coded)
{
    struct document *document = parts->finder->document;
    struct entity *entity = &document->entities[person];
    const char *text = parts_role_text(parts, role), *country = role->country, *code = role->code;
    uint8_t sure = people_was(role) ? 1 : 2;

    if (country == NULL && role->owner == NO_INDEX && strcmp(role->entry->kind, "person") == 0 &&
        entity->country == NULL && strcmp(role->entry->actor_code, "IGO") != 0) {
        const char *base = parts_country_code(parts, parts_article_country(parts));

        if (base != NULL) { /* the only country that the article speaks of */
            country = parts_article_country(parts);
            code = arena_printf(document->arena, "%s%s", base,
                                sure == 1 ? "ELI" : role->entry->actor_code);
        }
    }
    for (size_t i = 0; i < entity->roles.count; i++) {
        if (strcmp(entity->roles.items[i], text) == 0) {
            text = NULL;
            break;
        }
    }
    if (text != NULL) {
        string_list_add(document->arena, &entity->roles, text);
    }
    if (code != NULL && !people_keeps(entity, role, coded[person]) &&
        (entity->actor_code == NULL || coded[person] < sure) &&
        (entity->actor_code == NULL || coded[person] > 0 ||
         strcmp(role->entry->kind, "person") == 0)) {
        entity->actor_code = code;
        coded[person] = sure;
    }
    if (country != NULL && entity->country == NULL) {
        entity->country = country;
    }
}

/* Behind "X," or "X is": the person whom the role is said of; NO_INDEX: none. */
static int32_t people_before(const struct parts *parts, const struct parts_role *role)
{
    static const char *const articles[] = {"the", "a", "an", "its", "their", "currently", NULL};
    static const char *const verbs[] = {"is", "was", "became", "becomes", "remains", "as", NULL};
    static const char *const elected[] = {"elected", "appointed", "named", "been", NULL};
    static const char *const been[] = {"has", "had", "was", "is", "been", NULL};
    uint32_t at = role->left;
    const struct mention *mention;

    while (at > 0 && parts_is_any(parts, at - 1, articles)) {
        at--;
    }
    if (at > 1 && parts_is(parts, at - 1, ",")) {
        at--;
        if (at > 2 && parts_tagged(parts, at - 1, "CD") && parts_is(parts, at - 2, ",")) {
            at -= 2; /* "X, 45, a farmer" */
        }
    } else if (at > 1 &&
               (parts_is_any(parts, at - 1, verbs) || parts_is_any(parts, at - 1, elected))) {
        bool as = parts_is(parts, at - 1, "as");

        at--;
        while (at > 1 &&
               (parts_is_any(parts, at - 1, elected) || parts_is_any(parts, at - 1, been))) {
            at--;
            as = false;
        }
        if (as) {
            return NO_INDEX; /* "sees X as leader" */
        }
        if (at > 2 && parts_is(parts, at - 1, "who")) {
            at -= parts_is(parts, at - 2, ",") ? 2 : 1;
        }
    } else {
        return NO_INDEX;
    }
    mention = parts_ending(parts, at);
    if (!people_is_person(parts, mention) ||
        mention->sentence != parts->finder->document->tokens[role->first].sentence) {
        return NO_INDEX;
    }
    return (int32_t)mention->entity;
}

/* The person whom the words name the office of; NO_INDEX: none. */
static int32_t people_of(const struct parts *parts, const struct parts_role *role)
{
    uint32_t behind = role->first + role->count;
    const struct mention *mention = parts_starting(parts, behind);
    uint32_t sentence = parts->finder->document->tokens[role->first].sentence;

    if (strcmp(role->entry->kind, "body") == 0) {
        return NO_INDEX;
    }
    if (people_is_person(parts, mention) && mention->sentence == sentence) {
        return (int32_t)mention->entity;
    }
    if (role->plural) {
        return NO_INDEX;
    }
    mention = parts_is(parts, role->end, ",") ? parts_starting(parts, role->end + 1) : NULL;
    if (people_is_person(parts, mention) && mention->sentence == sentence &&
        (parts_is(parts, mention->first_token + mention->token_count, ",") ||
         (role->definite && parts_is(parts, mention->first_token + mention->token_count, ".")))) {
        return (int32_t)mention->entity; /* "Kenya's foreign minister, X, spoke" */
    }
    return people_before(parts, role);
}

/* "British farmhand X", "American X", "Britain's X": the country, where no office tells it. */
static void people_nationality(struct parts *parts, const struct mention *person)
{
    struct entity *entity = &parts->finder->document->entities[person->entity];
    const struct mention *nation = parts_ending(parts, person->first_token);
    uint32_t token = person->first_token;

    if (nation == NULL && token > 0 && parts_is(parts, token - 1, "'s")) {
        nation = parts_ending(parts, token - 1); /* "Britain's X" */
        if (nation != NULL && nation->sentence == person->sentence && entity->country == NULL &&
            strncmp(parts_entity(parts, nation)->id, "iso3166:", 8) == 0) {
            entity->country = parts_entity(parts, nation)->country;
        }
        return;
    }
    for (int steps = 0;
         nation == NULL && steps < 2 && token > 0 && parts_tagged(parts, token - 1, "NN") &&
         !finder_is_capital(parts->finder, token - 1);
         steps++) {
        token--;
        nation = parts_ending(parts, token);
    }
    if (nation != NULL && nation->sentence == person->sentence &&
        strncmp(parts_entity(parts, nation)->id, "norp:", 5) == 0 && entity->country == NULL) {
        entity->country = parts_entity(parts, nation)->country;
    }
}

/* Whom each role is of. */
static void people_find(struct parts *parts)
{
    for (size_t i = 0; i < parts->role_count; i++) {
        struct parts_role *role = &parts->roles[i];

        if (!role->inside) {
            role->person = people_of(parts, role);
            role->title = role->person != NO_INDEX &&
                          parts_starting(parts, role->first + role->count) != NULL;
        }
    }
}

void parts_give_roles(struct parts *parts)
{
    struct document *document = parts->finder->document;
    uint8_t *coded = arena_alloc(document->arena, document->entity_count + 1);

    people_find(parts);
    parts_split_homonyms(parts);
    for (size_t i = 0; i < parts->role_count; i++) {
        const struct parts_role *role = &parts->roles[i];

        if (role->person != NO_INDEX) {
            people_give(parts, (uint32_t)role->person, role, coded);
        }
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];

        if (people_is_person(parts, mention)) {
            people_nationality(parts, mention);
        }
    }
}
