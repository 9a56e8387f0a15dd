/* Organisations that no dictionary knows: country and code by the words of their names. */
#include <string.h>
#include "transform/entity/parts.h"
#include "transform/entity/spelling.h"

/* Bodies of a state: without another word, of the only country that the article speaks of. */
static bool organisations_is_public(const struct gazetteer_entry *word)
{
    return strcmp(word->actor_code, "GOV") == 0 || strcmp(word->actor_code, "LEG") == 0 ||
           strcmp(word->actor_code, "JUD") == 0 || strcmp(word->actor_code, "MIL") == 0 ||
           strcmp(word->actor_code, "COP") == 0 || strcmp(word->actor_code, "SPY") == 0;
}

/*
 * What body of a state the words name: of roles.tsv ("Foreign Ministry"), or any ministry
 * ("Ministry of Trade and Industry", "Trade Ministry": "trade ministry"). NULL: none. `*code`: its
 * role.
 */
static const char *organisations_body(const struct parts *parts, uint32_t first, uint32_t count,
                                      const char **code)
{
    struct document *document = parts->finder->document;
    uint32_t size, end = first + count;
    const struct gazetteer_entry *entry = finder_longest(parts->finder, first, "OFFICE", &size);
    char words[GAZETTEER_KEY_MAX] = "", plain[GAZETTEER_KEY_MAX];

    if (entry != NULL && size == count && strcmp(entry->kind, "body") == 0 &&
        organisations_is_public(entry)) {
        *code = entry->actor_code;
        return entry->name;
    }
    if (count >= 2 && parts_is(parts, end - 1, "ministry")) {
        end--;
    } else if (count >= 3 && parts_is(parts, first, "ministry") &&
               (parts_is(parts, first + 1, "of") || parts_is(parts, first + 1, "for"))) {
        first += 2;
        first += parts_is(parts, first, "the") && first + 1 < end;
    } else {
        return NULL;
    }
    if (!finder_key(parts->finder, first, end - first, words) ||
        !spelling_organisation_key(words, plain)) {
        return NULL;
    }
    *code = "GOV";
    return arena_printf(document->arena, "%s ministry", plain);
}

/* The country that a name's words tell, "Latvian Constitutional Court", "Bank of Uganda"; NULL:
 * none, or several. `*first`, `*count`: where. */
static const char *organisations_country(const struct parts *parts, const struct mention *mention,
                                         uint32_t *first, uint32_t *count)
{
    const char *country = NULL;

    for (uint32_t t = mention->first_token, end = t + mention->token_count; t < end;) {
        uint32_t size;
        const struct gazetteer_entry *entry = finder_longest(parts->finder, t, "DEMONYM", &size);

        if (entry == NULL && finder_is_capital(parts->finder, t)) {
            entry = finder_longest(parts->finder, t, "LOC", &size);
        }
        if (entry == NULL || entry->country == NULL || t + size > end) {
            t++;
            continue;
        }
        if (country != NULL && strcmp(country, entry->country) != 0) {
            return NULL;
        }
        if (country == NULL) {
            *first = t;
            *count = size;
        }
        country = entry->country;
        t += size;
    }
    return country;
}

/* The word of the name that tells its role best; NULL: none. */
static const struct gazetteer_entry *organisations_word(const struct parts *parts,
                                                        const struct mention *mention)
{
    const struct gazetteer_entry *best = NULL;

    for (uint32_t t = mention->first_token, end = t + mention->token_count; t < end; t++) {
        uint32_t size;
        const struct gazetteer_entry *entry = finder_longest(parts->finder, t, "ORGWORD", &size);

        if (entry != NULL && t + size <= end && (best == NULL || entry->line < best->line)) {
            best = entry;
        }
    }
    return best;
}

/* "Iraq's Ministry of Oil", "the Dutch bank ING", "Ministry of Health of Gabon" */
static const char *organisations_owner(const struct parts *parts, const struct mention *mention,
                                       uint32_t *left)
{
    uint32_t first = mention->first_token, end = first + mention->token_count;
    const struct mention *owner = parts_ending(parts, first);

    *left = first;
    if (owner == NULL && first > 0 &&
        (parts_is(parts, first - 1, "'s") || parts_is(parts, first - 1, "'"))) {
        owner = parts_ending(parts, first - 1);
    }
    if (owner == NULL && first > 1 && parts_tagged(parts, first - 1, "NN")) {
        owner = parts_ending(parts, first - 1);
        if (owner != NULL && strcmp(parts_entity(parts, owner)->type, "NORP") != 0) {
            owner = NULL;
        }
    }
    if (owner != NULL && parts_is_country(parts_entity(parts, owner)) &&
        owner->sentence == mention->sentence) {
        *left = owner->first_token;
        return parts_entity(parts, owner)->country;
    }
    if (parts_is(parts, end, "of")) {
        owner = parts_starting(parts, end + 1);
        if (owner != NULL && parts_is_country(parts_entity(parts, owner)) &&
            owner->sentence == mention->sentence) {
            return parts_entity(parts, owner)->country;
        }
    }
    return NULL;
}

static void organisations_code(struct parts *parts, size_t index)
{
    struct document *document = parts->finder->document;
    const struct mention *mention = &document->mentions[index];
    struct entity *entity = &document->entities[mention->entity];
    const struct gazetteer_entry *word = organisations_word(parts, mention);
    uint32_t first = mention->first_token, end = first + mention->token_count, at = first, size = 0;
    const char *country = organisations_country(parts, mention, &at, &size), *code, *body = NULL,
               *role = NULL;

    if (country != NULL && at == first && first + size < end) { /* "Iraqi Foreign Ministry" */
        body = organisations_body(parts, first + size, end - first - size, &role);
    } else if (country != NULL && at + size == end && at > first + 1 &&
               parts_is(parts, at - 1, "of")) { /* "Ministry of Oil of Iraq" */
        body = organisations_body(parts, first, at - 1 - first, &role);
    } else if (country == NULL) {
        country = organisations_owner(parts, mention, &at);
        body = organisations_body(parts, first, end - first, &role);
        if (country == NULL && (body != NULL || (word != NULL && organisations_is_public(word)))) {
            country = parts_article_country(parts);
        }
    }
    code = parts_country_code(parts, country);
    if (code == NULL || strlen(code) != 3) {
        return;
    }
    if (body != NULL) {
        parts->becomes[mention->entity] = (int32_t)parts_group(
            parts, country, arena_printf(document->arena, "%s%s", code, role), body, true);
        return;
    }
    if (strcmp(entity->type, "ORG") == 0) {
        entity->country = country;
        entity->actor_code =
            word == NULL ? NULL : arena_printf(document->arena, "%s%s", code, word->actor_code);
    }
}

/* Organisations of which only the name is known; and what was taken for a person, but names a body:
 * "Supreme Court". */
static bool organisations_wanted(const struct parts *parts, const struct mention *mention)
{
    const struct entity *entity = parts_entity(parts, mention);
    const char *role;

    if (mention->kind != MENTION_NAME || strncmp(entity->id, "name:", 5) != 0 ||
        entity->actor_code != NULL || entity->country != NULL) {
        return false;
    }
    return strcmp(entity->type, "ORG") == 0 ||
           (strcmp(entity->type, "PERSON") == 0 && mention->token_count > 1 &&
            organisations_body(parts, mention->first_token, mention->token_count, &role) != NULL);
}

/* "South Lebanon": a place of which the name tells the country. */
static void organisations_place(const struct parts *parts, const struct mention *mention)
{
    struct entity *entity = &parts->finder->document->entities[mention->entity];
    uint32_t first, count;

    if (mention->kind == MENTION_NAME && mention->token_count > 1 &&
        strncmp(entity->id, "name:", 5) == 0 && entity->country == NULL &&
        (strcmp(entity->type, "LOC") == 0 || strcmp(entity->type, "FACILITY") == 0)) {
        entity->country = organisations_country(parts, mention, &first, &count);
    }
}

void parts_code_organisations(struct parts *parts)
{
    struct document *document = parts->finder->document;
    size_t entity_count = document->entity_count;

    parts_merge_begin(parts);
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];

        if (mention->entity < entity_count && parts->becomes[mention->entity] == NO_INDEX &&
            organisations_wanted(parts, mention)) {
            organisations_code(parts, i);
        }
        organisations_place(parts, mention);
    }
    parts_merge_end(parts);
}
