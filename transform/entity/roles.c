/* Words for offices and kinds of people: where they stand, and whose they are. */
#include <string.h>
#include "transform/entity/parts.h"

enum { ROLES_OWNER_WORDS_MAX = 3 };

static bool roles_is(const struct gazetteer_entry *entry, const char *kind)
{
    return strcmp(entry->kind, kind) == 0;
}

/* "former", "deputy": kept before the role. */
static const char *roles_modifier(const struct parts *parts, uint32_t token)
{
    static const char *const modifiers[] = {
        "former", "deputy", "acting",    "interim",   "ex",     "outgoing", "vice",
        "then",   "late",   "assistant", "caretaker", "ousted", "incoming", NULL};

    for (size_t i = 0; modifiers[i] != NULL; i++) {
        if (parts_is(parts, token, modifiers[i])) {
            return modifiers[i];
        }
    }
    return parts_is(parts, token, "former-") ? "former" : NULL;
}

/* What may stand between a country and its role: no verb, no preposition, no other name's end. */
static bool roles_may_stand_between(const struct parts *parts, uint32_t token)
{
    const struct token *item = &parts->finder->document->tokens[token];

    return (item->flags & TOKEN_WORD) != 0 && (item->flags & TOKEN_DATE) == 0 &&
           (item->tag[0] == '\0' || strncmp(item->tag, "JJ", 2) == 0 ||
            strncmp(item->tag, "NN", 2) == 0 ||
            (strcmp(item->tag, "VBN") == 0 && !parts_tagged(parts, token + 1, "CD")) ||
            strcmp(item->tag, "VBG") == 0 || strcmp(item->tag, "RB") == 0 ||
            strcmp(item->tag, "CD") == 0) &&
           !parts_is(parts, token, "'s") && !parts_is(parts, token, "'");
}

static bool roles_own(const struct parts *parts, const struct mention *mention)
{
    const struct entity *entity = parts_entity(parts, mention);

    return mention->kind != MENTION_NOMINAL &&
           (parts_is_country(entity) || strcmp(entity->type, "ORG") == 0 ||
            ((strcmp(entity->type, "LOC") == 0 || strcmp(entity->type, "NORP") == 0) &&
             entity->country != NULL));
}

static void roles_take_owner(const struct parts *parts, struct parts_role *role,
                             const struct mention *mention)
{
    const struct entity *entity = parts_entity(parts, mention);

    role->owner = (int32_t)mention->entity;
    role->country = entity->country;
}

/* The body of any state that a name of which nothing else is known says; NULL: none. */
static const struct gazetteer_entry *roles_body(const struct parts *parts,
                                                const struct mention *mention)
{
    const struct entity *entity = parts_entity(parts, mention);
    const struct gazetteer_entry *entry = NULL;
    char key[GAZETTEER_KEY_MAX];

    if (strncmp(entity->id, "name:", 5) == 0 &&
        finder_key(parts->finder, mention->first_token, mention->token_count, key)) {
        entry = gazetteer_find(parts->finder->gazetteer, key, NULL, "OFFICE");
    }
    return entry != NULL && roles_is(entry, "body") ? entry : NULL;
}

/* An organisation of the gazetteer that stands before a token though no step took it for a name: "a
 * Pentagon spokesman". NO_INDEX: none. */
static int32_t roles_known_owner(struct parts *parts, uint32_t token, uint32_t start)
{
    struct finder *finder = parts->finder;

    for (uint32_t count = ROLES_OWNER_WORDS_MAX; count >= 1; count--) {
        const struct gazetteer_entry *entry;
        char key[GAZETTEER_KEY_MAX];

        if (token < start + count || parts->covers[token - 1] != NO_INDEX ||
            !finder_is_capital(finder, token - count) || !finder_is_capital(finder, token - 1) ||
            !finder_key(finder, token - count, count, key)) {
            continue;
        }
        entry = gazetteer_find(finder->gazetteer, key, finder->document->tokens[token - count].text,
                               "ORG");
        if (entry != NULL && entry->actor_code != NULL) {
            uint32_t entity = finder_entity_of_entry(finder, entry);

            finder_add_mention(finder, entity, MENTION_NAME, token - count, count);
            return (int32_t)entity;
        }
    }
    return NO_INDEX;
}

/* "the Clinton administration", "the Suharto government": whose it is, by who leads it. */
static bool roles_led(struct parts *parts, struct parts_role *role)
{
    static const char *const led[] = {"administration", "government", NULL};
    struct finder *finder = parts->finder;
    const struct gazetteer_entry *entry;
    const struct mention *leader = parts_ending(parts, role->first);
    const char *code = leader == NULL ? NULL : parts_entity(parts, leader)->actor_code;
    char key[GAZETTEER_KEY_MAX];

    if (role->first == 0 || role->count != 1 || !parts_is_any(parts, role->first, led) ||
        !finder_is_capital(finder, role->first - 1) ||
        (leader != NULL && strcmp(parts_entity(parts, leader)->type, "PERSON") != 0 &&
         strcmp(parts_entity(parts, leader)->type, "ORG") != 0) ||
        !finder_key(finder, role->first - 1, 2, key)) {
        return false;
    }
    entry = gazetteer_find(finder->gazetteer, key, NULL, "ORG");
    if (entry != NULL && entry->actor_code != NULL && entry->country != NULL) {
        role->owner = (int32_t)finder_entity_of_entry(finder, entry);
        role->country = entry->country;
    } else if (code != NULL && strlen(code) == 6 && strcmp(code + 3, "GOV") == 0 &&
               strcmp(parts_entity(parts, leader)->type, "PERSON") == 0) {
        role->country = parts_entity(parts, leader)->country;
    } else {
        return false;
    }
    role->left = role->first - 1;
    role->definite = true;
    return true;
}

/* "former Iraqi army spokesman": whose it is, by what stands before it. */
static void roles_look_left(struct parts *parts, struct parts_role *role)
{
    const struct document *document = parts->finder->document;
    uint32_t start = document->sentences[document->tokens[role->first].sentence].first_token,
             token = role->first;

    for (uint32_t steps = 0; token > start && steps < PARTS_MODIFIERS_MAX; steps++) {
        const struct mention *mention = parts_ending(parts, token);
        const char *modifier = roles_modifier(parts, token - 1);

        if (mention == NULL &&
            (parts_is(parts, token - 1, "'s") || parts_is(parts, token - 1, "'"))) {
            mention = parts_ending(parts, token - 1);
            if (mention == NULL) {
                role->definite = true; /* "the watchdog's director" */
                break;
            }
        }
        if (mention != NULL && role->qualifier == NULL && mention->first_token >= start) {
            /* "Army spokesman": the army, of whom is not said, was taken for a name */
            role->qualifier = roles_body(parts, mention);
            if (role->qualifier != NULL) {
                role->left = token = mention->first_token;
                continue;
            }
        }
        if (mention != NULL) {
            if (roles_own(parts, mention)) {
                roles_take_owner(parts, role, mention);
                role->left = mention->first_token;
                role->definite = true;
                modifier = mention->first_token > start
                               ? roles_modifier(parts, mention->first_token - 1)
                               : NULL;
                if (modifier != NULL) { /* "former Iraqi minister" */
                    role->modifier = modifier;
                    role->left--;
                }
            }
            break;
        }
        if (steps == 0 && modifier == NULL) {
            role->owner = roles_known_owner(parts, token, start);
            if (role->owner != NO_INDEX) {
                const struct mention *last = &document->mentions[document->mention_count - 1];

                role->country = document->entities[role->owner].country;
                role->left = last->first_token;
                role->definite = true;
                break;
            }
        }
        if (modifier != NULL) {
            role->modifier = modifier;
            role->left = token - 1;
        } else if (!roles_may_stand_between(parts, token - 1)) {
            break;
        }
        token--;
    }
    if (role->left > start && parts_is(parts, role->left - 1, "the")) {
        role->definite = true;
    }
}

/* Kinds of people and bodies that belong to the land they are in: of troops and reporters that is
 * not said. */
static bool roles_is_local(const struct gazetteer_entry *entry)
{
    static const char *const codes[] = {"OPP", "COP", "JUD", "LEG", "REB", "INS", "SEP",
                                        "UAF", "CVL", "AGR", "LAB", "EDU", "HLH", "CRM",
                                        "PTY", "REL", "ELI", "LGL", "ENV", "HRI", "RAD",
                                        "MOD", "CHR", "MOS", "JEW", "HIN", "BUD", "SIK"};

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (strcmp(entry->actor_code, codes[i]) == 0) {
            return true;
        }
    }
    return strcmp(entry->name, "government") == 0;
}

/* "president of Norway", "spokesman for the ministry", "protesters in Baghdad" */
static void roles_look_right(const struct parts *parts, struct parts_role *role)
{
    const struct document *document = parts->finder->document;
    uint32_t at = role->first + role->count, sentence = document->tokens[role->first].sentence;
    const struct mention *mention = parts_starting(parts, at);
    bool titled = mention != NULL && strcmp(parts_entity(parts, mention)->type, "PERSON") == 0, of,
         in = false;

    if (titled) {
        at += mention->token_count; /* "King X of Morocco" */
    }
    of = parts_is(parts, at, "of");
    if (parts_is(parts, at, "for") && roles_is(role->entry, "any") && !titled) {
        of = true;
    } else if (!of && !titled && roles_is_local(role->entry)) {
        if (parts_is(parts, at, "based") || parts_is(parts, at, "operating") ||
            parts_is(parts, at, "gathered")) {
            at++;
        }
        in = parts_is(parts, at, "in") || parts_is(parts, at, "from") ||
             parts_is(parts, at, "across");
    }
    if (!of && !in) {
        return;
    }
    at++;
    for (uint32_t steps = 0; steps < 2 && parts_starting(parts, at) == NULL; steps++) {
        if (!parts_is(parts, at, "the") && !parts_tagged(parts, at, "JJ")) {
            break;
        }
        at++;
    }
    mention = parts_starting(parts, at);
    if (mention == NULL || mention->sentence != sentence || !roles_own(parts, mention) ||
        (in && strcmp(parts_entity(parts, mention)->type, "LOC") != 0)) {
        return;
    }
    if (parts_is(parts, mention->first_token + mention->token_count, "'s") ||
        parts_tagged(parts, mention->first_token + mention->token_count, "NN")) {
        return; /* "chief of Israel's allies", "worshippers of the Greek gods" */
    }
    if (role->owner == NO_INDEX) {
        roles_take_owner(parts, role, mention);
        role->definite = true;
        role->end = of && !titled ? mention->first_token + mention->token_count : role->end;
    }
}

/* What stays of a people's code behind what its members do: "Tamil rebels" LKAREBTAM; "": nothing,
 * or it is no people. */
static const char *roles_people(const struct entity *owner, const char *country, const char *role)
{
    const char *code = owner == NULL ? NULL : owner->actor_code;

    return code != NULL && strcmp(owner->type, "NORP") == 0 && strlen(code) == 6 &&
                   strncmp(code, country, 3) == 0 && strcmp(code + 3, "CVL") != 0 &&
                   strcmp(code + 3, role) != 0
               ? code + 3
               : "";
}

/* The code of the whole: country and role; an organisation's code covers its people. */
static void roles_code(const struct parts *parts, struct parts_role *role)
{
    const struct document *document = parts->finder->document;
    const struct gazetteer_entry *entry =
        roles_is(role->entry, "any") && role->qualifier != NULL ? role->qualifier : role->entry;
    const struct entity *owner = role->owner == NO_INDEX ? NULL : &document->entities[role->owner];
    const char *country = parts_country_code(parts, role->country), *code = entry->actor_code;
    bool former = role->modifier != NULL &&
                  (strcmp(role->modifier, "former") == 0 || strcmp(role->modifier, "ex") == 0 ||
                   strcmp(role->modifier, "ousted") == 0);

    if (former && !role->plural) {
        code = "ELI";
    } else if (owner != NULL && strcmp(owner->type, "ORG") == 0 && owner->actor_code != NULL) {
        role->code = owner->actor_code;
        return;
    }
    if (country != NULL && strlen(country) == 3) {
        role->code = strcmp(code, "IGO") == 0
                         ? country
                         : arena_printf(document->arena, "%s%s%s", country, code,
                                        roles_people(owner, country, code));
    }
}

/* "Kenyan journalists and doctors": both are Kenyan; of "U.S. troops and rebels" that is not said.
 */
static void roles_share(const struct parts *parts, struct parts_role *role,
                        const struct parts_role *before)
{
    static const char *const peaceful[] = {"MED", "HLH", "EDU", "LAB", "AGR", "BUS",
                                           "CVL", "LEG", "GOV", "JUD", "REL", NULL};
    bool one = false, two = false;

    for (size_t i = 0; peaceful[i] != NULL; i++) {
        one = one || strcmp(role->entry->actor_code, peaceful[i]) == 0;
        two = two || strcmp(before->entry->actor_code, peaceful[i]) == 0;
    }
    if (role->owner == NO_INDEX && before->owner != NO_INDEX && before->end + 1 == role->left &&
        before->end == before->first + before->count &&
        (parts_is(parts, before->end, "and") || parts_is(parts, before->end, ",") ||
         parts_is(parts, before->end, "or")) &&
        ((one && two) || strcmp(role->entry->actor_code, before->entry->actor_code) == 0) &&
        role->plural && !role->definite) {
        role->owner = before->owner;
        role->country = before->country;
        role->shared = true;
    }
}

static void roles_add(struct parts *parts, uint32_t first, uint32_t count,
                      const struct gazetteer_entry *entry)
{
    const struct document *document = parts->finder->document;
    struct parts_role *role, *before;

    parts->roles = arena_grow(document->arena, parts->roles, &parts->role_capacity,
                              parts->role_count, sizeof *parts->roles);
    role = &parts->roles[parts->role_count++];
    *role = (struct parts_role){.first = first,
                                .count = count,
                                .left = first,
                                .end = first + count,
                                .entry = entry,
                                .owner = NO_INDEX,
                                .person = NO_INDEX,
                                .plural = parts_tagged(parts, first + count - 1, "NNS") ||
                                          parts_tagged(parts, first + count - 1, "NNPS")};
    if (!roles_led(parts, role)) {
        roles_look_left(parts, role);
    }
    roles_look_right(parts, role);
    before = parts->role_count > 1 ? role - 1 : NULL;
    if (before != NULL) {
        roles_share(parts, role, before);
    }
    if (role->qualifier != NULL) {
        /* seen already */
    } else if (before != NULL && before->first + before->count == first) {
        role->qualifier = roles_is(before->entry, "any") && before->qualifier != NULL
                              ? before->qualifier
                              : before->entry;
        before->inside = true;
    } else if (before != NULL && before->first + before->count > role->left) {
        before->inside = true; /* "government armed forces" */
    }
    roles_code(parts, role);
}

/* Whether no name stands in the words of a role; "State" of "Secretary of State", of which nothing
 * else is known, is given up for it. */
static bool roles_free(struct parts *parts, uint32_t first, uint32_t count)
{
    struct document *document = parts->finder->document;
    int32_t index = parts->starts[first + count - 1];
    struct mention *mention = index == NO_INDEX ? NULL : &document->mentions[index];

    if (mention == NULL) {
        return true;
    }
    if (count == 1 || mention->token_count != 1 ||
        strncmp(document->entities[mention->entity].id, "name:", 5) != 0) {
        return false;
    }
    mention->token_count = 0; /* roles_drop() takes it away */
    parts->starts[first + count - 1] = NO_INDEX;
    parts->covers[first + count - 1] = NO_INDEX;
    parts->ends[first + count] = NO_INDEX;
    return true;
}

static void roles_drop(struct document *document)
{
    size_t kept = 0;

    for (size_t i = 0; i < document->mention_count; i++) {
        if (document->mentions[i].token_count > 0) {
            document->mentions[kept++] = document->mentions[i];
        }
    }
    document->mention_count = kept;
}

void parts_find_roles(struct parts *parts)
{
    const struct document *document = parts->finder->document;

    for (uint32_t t = 0; t < document->token_count && parts->role_count < PARTS_ROLES_MAX;) {
        const struct gazetteer_entry *entry = NULL;
        uint32_t count = 1;

        if ((document->tokens[t].flags & TOKEN_WORD) != 0 && parts->covers[t] == NO_INDEX &&
            (document->tokens[t].tag[0] == '\0' || parts_tagged(parts, t, "NN") ||
             parts_tagged(parts, t, "JJ") || parts_tagged(parts, t, "VB") ||
             finder_is_capital(parts->finder, t))) {
            entry = finder_longest(parts->finder, t, "OFFICE", &count);
        }
        if (entry != NULL &&
            (parts_tagged(parts, t + count - 1, "V") || !roles_free(parts, t, count))) {
            entry = NULL; /* "forces" and "leads" may be verbs */
        }
        if (entry != NULL) {
            roles_add(parts, t, count, entry);
        }
        t += entry == NULL ? 1 : count;
    }
    roles_drop(parts->finder->document);
}
