/* Offices that people hold, and groups named by country and role: "Iraqi parliament", "U.S.
 * troops". */
#include <string.h>
#include "transform/name/finder.h"

enum { ROLES_APPOSITION_MAX = 7, ROLES_WORDS_MAX = 4 };

/* The country that a mention stands for, as a CAMEO code; NULL: none. */
static const char *roles_country_code(const struct document *document,
                                      const struct mention *mention)
{
    const struct entity *entity = &document->entities[mention->entity];

    if (mention->kind == MENTION_PRONOUN || mention->kind == MENTION_NOMINAL ||
        entity->actor_code == NULL) {
        return NULL;
    }
    return strlen(entity->actor_code) == 3 ? entity->actor_code : NULL;
}

static bool roles_is_collective(const char *office)
{
    static const char *const heads[] = {
        "parliament",     "government",   "army",      "military",    "police",     "congress",
        "senate",         "cabinet",      "court",     "navy",        "force",      "ministry",
        "administration", "guard",        "coalition", "legislature", "assembly",   "council",
        "embassy",        "opposition",   "judiciary", "media",       "press",      "regime",
        "junta",          "intelligence", "marines",   "militia",     "state media"};
    const char *last = strrchr(office, ' ');
    size_t length;

    last = last == NULL ? office : last + 1;
    length = strlen(last);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (strcmp(last, heads[i]) == 0) {
            return true;
        }
    }
    return length > 3 && last[length - 1] == 's' && last[length - 2] != 's';
}

static const struct mention *roles_mention_starting(const struct document *document, uint32_t token)
{
    uint32_t sentence;

    if (token >= document->token_count) {
        return NULL;
    }
    sentence = document->tokens[token].sentence;
    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        if (document->mentions[i].first_token == token &&
            document->mentions[i].kind != MENTION_PRONOUN) {
            return &document->mentions[i];
        }
    }
    return NULL;
}

static const char *roles_join(struct finder *finder, const char *country, const char *office)
{
    size_t length = strlen(country);

    /* USA + GOV; a code that has the country's role already stays */
    return length == 3 ? arena_printf(finder->document->arena, "%s%s", country, office) : country;
}

static void roles_give(struct finder *finder, uint32_t person, const struct gazetteer_entry *office,
                       const char *country, const char *country_alpha3)
{
    struct entity *entity = &finder->document->entities[person];

    for (size_t i = 0; i < entity->roles.count; i++) {
        if (strcmp(entity->roles.items[i], office->name) == 0) {
            return;
        }
    }
    string_list_add(finder->document->arena, &entity->roles, office->name);
    if (country != NULL && entity->actor_code == NULL) {
        entity->actor_code = roles_join(finder, country, office->actor_code);
    }
    if (country_alpha3 != NULL && entity->country == NULL) {
        entity->country = country_alpha3;
    }
}

/* "of Norway" at a token. */
static void roles_country_of(const struct document *document, uint32_t token, const char **code,
                             const char **alpha3)
{
    const struct mention *country = NULL;

    if (token + 1 < document->token_count && strcmp(document->tokens[token].lower, "of") == 0) {
        country = roles_mention_starting(document, token + 1);
    }
    if (country != NULL && roles_country_code(document, country) != NULL) {
        *code = roles_country_code(document, country);
        *alpha3 = document->entities[country->entity].country;
    }
}

/* An office or title right before the person, and a country before that: "Iraqi Prime Minister X".
 */
static void roles_before(struct finder *finder, const struct mention *person)
{
    struct document *document = finder->document;
    uint32_t sentence_start = document->sentences[person->sentence].first_token,
             first = person->first_token;

    for (uint32_t back = ROLES_WORDS_MAX; back >= 1; back--) {
        uint32_t count, start;
        const struct gazetteer_entry *office;
        const char *code = NULL, *alpha3 = NULL;

        if (first < sentence_start + back) {
            continue;
        }
        start = first - back;
        office = finder_longest(finder, start, "OFFICE", &count);
        if (office == NULL || count != back || roles_is_collective(office->name)) {
            continue;
        }
        for (uint32_t t = start; t > sentence_start && start - t < 4; t--) {
            const struct mention *country = NULL;

            for (size_t i = document_first_mention(document, person->sentence);
                 document_in_sentence(document, i, person->sentence); i++) {
                const struct mention *mention = &document->mentions[i];

                if (mention->first_token + mention->token_count == t &&
                    roles_country_code(document, mention) != NULL) {
                    country = mention;
                }
            }
            if (country != NULL) {
                code = roles_country_code(document, country);
                alpha3 = document->entities[country->entity].country;
                break;
            }
            if ((document->tokens[t - 1].flags & TOKEN_PUNCTUATION) != 0 ||
                (strcmp(document->tokens[t - 1].lower, "former") != 0 &&
                 strcmp(document->tokens[t - 1].lower, "'s") != 0 &&
                 strcmp(document->tokens[t - 1].lower, "acting") != 0 &&
                 strcmp(document->tokens[t - 1].lower, "deputy") != 0 &&
                 strcmp(document->tokens[t - 1].lower, "interim") != 0)) {
                break;
            }
        }
        if (code == NULL) {
            roles_country_of(document, first + person->token_count, &code, &alpha3);
        }
        roles_give(finder, person->entity, office, code, alpha3);
        return;
    }
}

/* ", the Iraqi prime minister," and ", Pentagon spokesperson," */
static void roles_after(struct finder *finder, const struct mention *person)
{
    struct document *document = finder->document;
    const struct sentence *sentence = &document->sentences[person->sentence];
    uint32_t i = person->first_token + person->token_count,
             end = sentence->first_token + sentence->token_count;
    const char *code = NULL, *alpha3 = NULL;

    if (i >= end || strcmp(document->tokens[i].text, ",") != 0) {
        return;
    }
    for (uint32_t steps = 0; ++i < end && steps < ROLES_APPOSITION_MAX; steps++) {
        const struct mention *mention = roles_mention_starting(document, i);
        const struct gazetteer_entry *office;
        uint32_t count;

        if ((document->tokens[i].flags & TOKEN_PUNCTUATION) != 0) {
            return;
        }
        if (mention != NULL && document->entities[mention->entity].actor_code != NULL) {
            const char *actor = document->entities[mention->entity].actor_code;

            code = strlen(actor) >= 3 ? actor : NULL;
            alpha3 = document->entities[mention->entity].country;
            i += mention->token_count - 1;
            continue;
        }
        office = finder_longest(finder, i, "OFFICE", &count);
        if (office != NULL) {
            if (code == NULL) {
                roles_country_of(document, i + count, &code, &alpha3);
            }
            if (!roles_is_collective(office->name)) {
                roles_give(finder, person->entity, office, code, alpha3);
            }
            return;
        }
        if (strcmp(document->tokens[i].lower, "the") != 0 &&
            strcmp(document->tokens[i].lower, "a") != 0 &&
            strcmp(document->tokens[i].lower, "an") != 0 &&
            strcmp(document->tokens[i].lower, "'s") != 0 &&
            strcmp(document->tokens[i].lower, "former") != 0 &&
            strcmp(document->tokens[i].lower, "who") != 0 &&
            strcmp(document->tokens[i].lower, "senior") != 0 &&
            strcmp(document->tokens[i].lower, "then") != 0) {
            return;
        }
    }
}

static uint32_t roles_group_entity(struct finder *finder, const struct entity *country,
                                   const char *code, const struct gazetteer_entry *office)
{
    struct document *document = finder->document;
    const char *id =
        arena_printf(document->arena, "actor:%s%s:%s", code, office->actor_code, office->name);
    const char *alpha3 = country->country, *name;
    const struct gazetteer_entry *entry = NULL;
    char key[GAZETTEER_KEY_MAX];
    struct entity *entity;
    uint32_t index;

    if (!finder_entity(finder, id, &index)) {
        return index;
    }
    /* the same whether the text says "Iraqi parliament" or "Iraq's parliament" */
    if (alpha3 != NULL && gazetteer_key(alpha3, strlen(alpha3), key) > 0) {
        entry = gazetteer_find(finder->gazetteer, key, NULL, "NATION");
    }
    name = arena_printf(document->arena, "%s %s", entry == NULL ? country->name : entry->name,
                        office->name);
    entity = &document->entities[index];
    entity->type = roles_is_collective(office->name) ? "ORG" : "PERSON";
    entity->name = name;
    entity->country = alpha3;
    entity->actor_code = roles_join(finder, code, office->actor_code);
    return index;
}

/* "Iraqi security forces", "U.S. armed forces", "Ukraine's Infrastructure Minister"; but not "the
 * U.S. bombed militias". */
static bool roles_may_stand_between(const struct document *document, uint32_t token)
{
    static const char *const words[] = {
        "armed",   "allied",    "security", "special",   "ground",    "senior",   "top",
        "naval",   "air",       "former",   "federal",   "state",     "national", "local",
        "central", "border",    "riot",     "military",  "foreign",   "interior", "government",
        "deputy",  "defense",   "defence",  "finance",   "trade",     "energy",   "health",
        "justice", "transport", "acting",   "regular",   "secret",    "main",     "new",
        "young",   "elite",     "combat",   "coalition", "opposition"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(document->tokens[token].lower, words[i]) == 0) {
            return true;
        }
    }
    return (document->tokens[token].flags & (TOKEN_WORD | TOKEN_CAPITAL)) ==
           (TOKEN_WORD | TOKEN_CAPITAL);
}

/* A country (or its people) and an office behind it, with at most one word between: "Iraqi security
 * forces", "Iraq's parliament", "U.S. military". */
static void roles_groups(struct finder *finder)
{
    struct document *document = finder->document;
    size_t count = document->mention_count;

    for (size_t i = 0; i < count; i++) {
        const struct mention mention = document->mentions[i];
        const char *code = roles_country_code(document, &mention);
        uint32_t next = mention.first_token + mention.token_count, office_count = 0, gap = 0;
        const struct gazetteer_entry *office = NULL;
        const struct mention *behind;

        if (code == NULL || next >= document->token_count) {
            continue;
        }
        if (strcmp(document->tokens[next].lower, "'s") == 0 ||
            strcmp(document->tokens[next].lower, "'") == 0) {
            next++;
        }
        for (; gap < 2 && office == NULL; gap++) {
            uint32_t at = next + gap;

            if (at >= document->token_count || document->tokens[at].sentence != mention.sentence ||
                (document->tokens[at].flags & TOKEN_PUNCTUATION) != 0 ||
                (gap == 1 && !roles_may_stand_between(document, at - 1))) {
                break;
            }
            office = finder_longest(finder, at, "OFFICE", &office_count);
            next = office != NULL ? at : next;
        }
        if (office == NULL) {
            continue;
        }
        behind = roles_mention_starting(document, next + office_count);
        if (behind == NULL && next + office_count + 1 < document->token_count &&
            strcmp(document->tokens[next + office_count].text, ",") == 0) {
            /* "Kenya's foreign minister, X, spoke" */
            behind = roles_mention_starting(document, next + office_count + 1);
            if (behind != NULL && behind->sentence == mention.sentence &&
                !roles_is_collective(office->name) &&
                strcmp(document->entities[behind->entity].type, "PERSON") == 0) {
                roles_give(finder, behind->entity, office, code,
                           document->entities[mention.entity].country);
            }
        }
        if (behind != NULL && behind->sentence == mention.sentence &&
            strcmp(document->entities[behind->entity].type, "PERSON") == 0) {
            continue; /* the person's own title */
        }
        finder_add_mention(
            finder, roles_group_entity(finder, &document->entities[mention.entity], code, office),
            MENTION_NOMINAL, mention.first_token, next + office_count - mention.first_token);
    }
}

void finder_find_roles(struct finder *finder)
{
    struct document *document = finder->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention mention = document->mentions[i];

        if (strcmp(document->entities[mention.entity].type, "PERSON") == 0) {
            roles_before(finder, &mention);
            roles_after(finder, &mention);
        }
    }
    roles_groups(finder);
}
