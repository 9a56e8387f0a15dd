/* Nominals: kinds of people and bodies of a country ("Iraqi police", "protesters in Baghdad"), and
 * people named by their office alone ("the prime minister"). */
#include <string.h>
#include "transform/entity/parts.h"

enum {
    GROUPS_MENTIONS_MAX = 500 /* that are asked for the country that an article is at home in */
};

static const char *const groups_armed[] = {"UAF", "REB", "INS", "SEP", NULL};

static bool groups_is(const struct parts_role *role, const char *kind)
{
    return strcmp(role->entry->kind, kind) == 0;
}

static bool groups_has_code(const struct parts_role *role, const char *const *codes)
{
    for (; *codes != NULL; codes++) {
        if (strcmp(role->entry->actor_code, *codes) == 0) {
            return true;
        }
    }
    return false;
}

static bool groups_country_fits(const char *one, const char *two)
{
    return one == NULL || two == NULL || strcmp(one, two) == 0;
}

/* Whether a person of the article holds the office that the words name. */
static bool groups_holds(const struct parts *parts, const struct entity *entity,
                         const struct parts_role *role)
{
    const char *text = parts_role_text(parts, role);

    if (strcmp(entity->type, "PERSON") != 0 ||
        !groups_country_fits(entity->country, role->country)) {
        return false;
    }
    for (size_t i = 0; i < entity->roles.count; i++) {
        if (strcmp(entity->roles.items[i], text) == 0) {
            return true;
        }
    }
    /* "the Iraqi leader": who governs it */
    return strcmp(text, "leader") == 0 && role->country != NULL && entity->country != NULL &&
           entity->actor_code != NULL && role->code != NULL &&
           strcmp(entity->actor_code, role->code) == 0;
}

/* The one person who holds the role: of those named before it, or, when there is none, behind it
 * (headlines). NO_INDEX: none, or several. */
static int32_t groups_holder(const struct parts *parts, struct parts_role *role)
{
    const struct document *document = parts->finder->document;
    int32_t found = NO_INDEX;
    bool behind = false;

    /* people are few; an article with more is a list, and its offices are anybody's */
    for (size_t i = 0; i < parts->person_count; i++) {
        const struct parts_person *person = &parts->persons[i];

        if (person->first_token > role->first && found != NO_INDEX && !behind) {
            break;
        }
        if (groups_holds(parts, &document->entities[person->entity], role)) {
            if (found != NO_INDEX) {
                role->several = true;
                return NO_INDEX;
            }
            found = (int32_t)person->entity;
            behind = person->first_token > role->first;
        }
    }
    return found;
}

static void groups_mention(struct parts *parts, const struct parts_role *role, uint32_t entity)
{
    uint32_t left = role->left, end = role->end;

    if (role->owner == NO_INDEX || role->shared || role->end > role->first + role->count) {
        left = role->modifier != NULL ? role->left : role->first;
    }
    finder_add_mention(parts->finder, entity, MENTION_NOMINAL, left, end - left);
}

/* The one country that a sentence says that something happened in: "near Gao", "in northern Iraq";
 * NULL: none, or several. */
static const char *groups_place(const struct parts *parts, uint32_t sentence)
{
    static const char *const in[] = {"in",      "near",   "at",         "outside", "inside",
                                     "across",  "around", "throughout", "off",     "within",
                                     "through", "along",  NULL};
    const struct document *document = parts->finder->document;
    uint32_t start = document->sentences[sentence].first_token;
    const char *country = NULL;

    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = parts_entity(parts, mention);
        uint32_t before = mention->first_token;

        if (strcmp(entity->type, "LOC") != 0 || entity->country == NULL ||
            mention->kind == MENTION_NOMINAL) {
            continue;
        }
        for (int steps = 0;
             steps < 2 && before > start &&
             (parts_is(parts, before - 1, "the") || parts_tagged(parts, before - 1, "JJ"));
             steps++) {
            before--;
        }
        if (before == start || !parts_is_any(parts, before - 1, in)) {
            continue;
        }
        if (country != NULL && strcmp(country, entity->country) != 0) {
            return NULL;
        }
        country = entity->country;
    }
    return country;
}

/* The only country of a sentence, if it names the people: "Rebels attacked Ethiopian troops". */
static const char *groups_people_country(const struct parts *parts, uint32_t sentence)
{
    const struct document *document = parts->finder->document;
    const char *country = parts_sentence_country(parts, sentence);

    for (size_t i = document_first_mention(document, sentence);
         country != NULL && document_in_sentence(document, i, sentence); i++) {
        if (strncmp(parts_entity(parts, &document->mentions[i])->id, "norp:", 5) == 0) {
            return country;
        }
    }
    return NULL;
}

/* Whether a sentence names an organisation of no country: its troops are not of the land. */
static bool groups_has_alliance(const struct parts *parts, uint32_t sentence)
{
    const struct document *document = parts->finder->document;

    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        const struct entity *entity = parts_entity(parts, &document->mentions[i]);

        if (entity->country == NULL && entity->actor_code != NULL &&
            strncmp(entity->actor_code, "IGO", 3) == 0) {
            return true;
        }
    }
    return false;
}

/* Codes that stand without a country too: "Hindus", "the international community". */
static bool groups_is_worldwide(const struct parts_role *role)
{
    static const char *const codes[] = {"CHR", "MOS", "JEW", "HIN", "BUD", "SIK", "INT", "UAF",
                                        "MNC", "NGO", "NGM", "HRI", "ENV", "IMG", NULL};

    return groups_has_code(role, codes);
}

/* "an Iran-backed militia", "fighters allied with Iran": named after a friend, at home anywhere. */
static bool groups_has_friend(const struct parts *parts, const struct parts_role *role)
{
    static const char *const endings[] = {"-backed", "-allied",    "-aligned",    "-linked",
                                          "-funded", "-supported", "-affiliated", "-sponsored"};
    static const char *const words[] = {"backed",     "allied",    "aligned", "supported",
                                        "affiliated", "sponsored", "linked",  NULL};
    const struct document *document = parts->finder->document;
    uint32_t end = role->first + role->count;

    if (parts_is_any(parts, end, words) &&
        (parts_is(parts, end + 1, "by") || parts_is(parts, end + 1, "with") ||
         parts_is(parts, end + 1, "to"))) {
        return true;
    }
    for (uint32_t back = 1; back <= 2 && back <= role->first; back++) {
        const char *word = document->tokens[role->first - back].lower;
        size_t length = strlen(word);

        for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
            size_t size = strlen(endings[i]);

            if (length > size && strcmp(word + length - size, endings[i]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/*
 * Where the words say no country: that of the sentence, or the only one of the article. Armed
 * groups are of the place, unless they are named after a friend: whoever else is named with them
 * is whom they fight. NULL: not sure.
 */
static const char *groups_country(const struct parts *parts, const struct parts_role *role)
{
    static const char *const anywhere[] = {"CVL", "REF", "MED", "BUS", "NGO", "IGO", "PTY",
                                           "INT", "MNC", "NGM", "IMG", "SET", NULL};
    static const char *const placed[] = {"CHR", "MOS", "JEW", "HIN", "BUD", "SIK",
                                         "LGL", "ENV", "HRI", "CRM", "UAF", NULL};
    static const char *const local[] = {"OPP", "COP", "JUD", "LEG", "RAD",
                                        "AGR", "LAB", "MOD", NULL};
    uint32_t sentence = parts->finder->document->tokens[role->first].sentence;
    const char *country = NULL;

    if (groups_has_code(role, anywhere) ||
        (groups_has_code(role, groups_armed) && groups_has_friend(parts, role))) {
        return NULL;
    }
    if (groups_has_code(role, placed) || groups_has_code(role, groups_armed)) {
        country = groups_place(parts, sentence);
    }
    if (country != NULL ||
        (groups_has_code(role, placed) &&
         (strcmp(role->entry->actor_code, "UAF") != 0 || parts_sentence_names(parts, sentence)))) {
        return country;
    }
    if (strcmp(role->entry->actor_code, "MIL") == 0 && groups_has_alliance(parts, sentence)) {
        return NULL;
    }
    if (groups_has_code(role, local) || strcmp(role->entry->name, "government") == 0) {
        country = parts_sentence_country(parts, sentence);
    }
    country = country == NULL ? parts_article_country(parts) : country;
    return country == NULL && groups_has_code(role, groups_armed)
               ? groups_people_country(parts, sentence)
               : country;
}

/* "Hamas fighters": who acts is Hamas. */
static bool groups_is_owner(const struct parts *parts, const struct parts_role *role)
{
    static const char *const acting[] = {"MIL", "REB", "UAF", "GOV", "INS", "SEP", "PTY", NULL};
    const struct entity *owner =
        role->owner == NO_INDEX ? NULL : &parts->finder->document->entities[role->owner];

    return owner != NULL && strcmp(owner->type, "ORG") == 0 &&
           (groups_is(role, "any") || groups_has_code(role, acting));
}

/* The one body met before that ends with the word: "the court" of "Kenya's Supreme Court". */
static int32_t groups_body(const struct parts *parts, uint32_t token)
{
    int32_t found = NO_INDEX;

    for (size_t i = 0; i < parts->body_count; i++) {
        if (strcmp(parts->bodies[i].word, parts->finder->keys[token]) == 0) {
            if (found != NO_INDEX && (uint32_t)found != parts->bodies[i].entity) {
                return NO_INDEX;
            }
            found = (int32_t)parts->bodies[i].entity;
        }
    }
    return found;
}

static void groups_note_body(struct parts *parts, const struct parts_role *role, uint32_t entity)
{
    uint32_t last = role->first + role->count - 1;

    if (parts->body_count < PARTS_BODIES_MAX) {
        parts->bodies = arena_grow(parts->finder->document->arena, parts->bodies,
                                   &parts->body_capacity, parts->body_count, sizeof *parts->bodies);
        parts->bodies[parts->body_count++] =
            (struct parts_call){parts->finder->keys[last], entity, role->first};
    }
}

/*
 * "The prime minister", of a country that nothing in the sentence tells: the only one that the
 * article speaks of, if it does so as one does at home ("Kenya's", "Kenyan", "Kenya said"): who
 * flies to Kenya governs another. NULL: not sure.
 */
static const char *groups_office_country(const struct parts *parts, const struct parts_role *role)
{
    static const char *const public[] = {"GOV", "MIL", "SPY", "OPP", "LEG", "JUD", "COP", NULL};
    static const char *const *const local = public + 3;
    const struct document *document = parts->finder->document;
    const char *country = parts_article_country(parts);
    size_t limit = document->mention_count < GROUPS_MENTIONS_MAX ? document->mention_count
                                                                 : GROUPS_MENTIONS_MAX;

    if (country == NULL || role->modifier != NULL || role->qualifier != NULL ||
        !groups_has_code(role, public) ||
        (role->left > 0 &&
         (parts_is(parts, role->left - 1, "'s") || parts_is(parts, role->left - 1, "'")))) {
        return NULL;
    }
    if (groups_has_code(role, local) &&
        groups_place(parts, document->tokens[role->first].sentence) != NULL) {
        return country;
    }
    for (size_t i = 0; i < limit; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = parts_entity(parts, mention);
        uint32_t end = mention->first_token + mention->token_count;

        if (entity->country != NULL && strcmp(entity->country, country) == 0 &&
            mention->kind != MENTION_NOMINAL &&
            (strncmp(entity->id, "norp:", 5) == 0 ||
             (parts_is_country(entity) &&
              (parts_is(parts, end, "'s") || parts_tagged(parts, end, "VBD") ||
               parts_tagged(parts, end, "VBZ") || parts_tagged(parts, end, "MD"))))) {
            return country;
        }
    }
    return NULL;
}

static void groups_find(struct parts *parts, struct parts_role *role)
{
    struct document *document = parts->finder->document;
    bool body = groups_is(role, "body"), one = !body && !role->plural;
    const struct mention *behind = parts_starting(parts, role->first + role->count);
    int32_t holder;
    uint32_t group;

    if (role->title || (behind != NULL && behind->kind != MENTION_NOMINAL &&
                        strcmp(parts_entity(parts, behind)->type, "ORG") == 0)) {
        return; /* belongs to the name behind it */
    }
    if (role->person != NO_INDEX) {
        groups_mention(parts, role, (uint32_t)role->person);
        return;
    }
    if (one && role->definite) {
        holder = groups_holder(parts, role);
        if (holder == NO_INDEX && !role->several && role->country == NULL &&
            role->owner == NO_INDEX && groups_is(role, "person")) {
            const char *country = groups_office_country(parts, role),
                       *base = parts_country_code(parts, country);

            if (base != NULL) {
                role->country = country;
                role->code = arena_printf(document->arena, "%s%s", base, role->entry->actor_code);
            }
        }
        if (holder == NO_INDEX && !role->several) {
            holder = parts_holder(parts, role);
        }
        if (holder != NO_INDEX) {
            groups_mention(parts, role, (uint32_t)holder);
            return;
        }
    }
    if ((body || (role->plural && groups_has_code(role, groups_armed))) && role->definite &&
        role->owner == NO_INDEX && role->count == 1) {
        holder = body ? groups_body(parts, role->first) : NO_INDEX;
        if (holder == NO_INDEX) {
            holder = parts_called(parts, role->first); /* "the rebels" */
        }
        if (holder != NO_INDEX) {
            groups_mention(parts, role, (uint32_t)holder);
            return;
        }
    }
    if (groups_is_owner(parts, role)) {
        groups_mention(parts, role, (uint32_t)role->owner);
        return;
    }
    if (role->country == NULL && role->owner == NO_INDEX && !one && !groups_is(role, "any")) {
        const char *base;

        role->country = groups_country(parts, role);
        base = parts_country_code(parts, role->country);
        if (base != NULL) {
            role->code = arena_printf(document->arena, "%s%s", base, role->entry->actor_code);
        } else if (role->country == NULL && groups_is_worldwide(role)) {
            role->code = role->entry->actor_code;
        }
    }
    if ((role->country == NULL && (role->owner != NO_INDEX || !groups_is_worldwide(role))) ||
        role->code == NULL || (one && !role->definite && role->owner == NO_INDEX)) {
        return;
    }
    group = parts_group(parts, role->country, role->code, parts_role_text(parts, role), body);
    groups_mention(parts, role, group);
    if (body && role->owner != NO_INDEX) {
        groups_note_body(parts, role, group);
    }
}

/* People of the article, each where it is named first. */
static void groups_list_persons(struct parts *parts)
{
    struct document *document = parts->finder->document;
    uint8_t *seen = arena_alloc(document->arena, document->entity_count + 1);

    parts->persons = arena_alloc(document->arena, (PARTS_PERSONS_MAX + 1) * sizeof *parts->persons);
    for (size_t i = 0; i < document->mention_count && parts->person_count < PARTS_PERSONS_MAX;
         i++) {
        const struct mention *mention = &document->mentions[i];

        if (seen[mention->entity] == 0 &&
            strcmp(document->entities[mention->entity].type, "PERSON") == 0) {
            seen[mention->entity] = 1;
            parts->persons[parts->person_count++] =
                (struct parts_person){mention->entity, mention->first_token};
        }
    }
}

void parts_find_groups(struct parts *parts)
{
    groups_list_persons(parts);
    for (size_t i = 0; i < parts->role_count; i++) {
        if (!parts->roles[i].inside) {
            groups_find(parts, &parts->roles[i]);
        }
    }
}
