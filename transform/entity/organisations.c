/* Organisations that no dictionary knows: country and code by the words of their names. */
#include <string.h>
#include "transform/entity/parts.h"

/* Whether the name is a country and a body of every country, "Iraqi Foreign Ministry": it is the
 * same thing as "Iraq's foreign ministry". */
static const struct gazetteer_entry *organisations_body(const struct parts *parts, uint32_t first,
                                                        uint32_t count)
{
    uint32_t size;
    const struct gazetteer_entry *entry = finder_longest(parts->finder, first, "OFFICE", &size);

    return entry != NULL && size == count && strcmp(entry->kind, "body") == 0 ? entry : NULL;
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

/* Bodies of a state: without another word, of the only country that the article speaks of. */
static bool organisations_is_public(const struct gazetteer_entry *word)
{
    return strcmp(word->actor_code, "GOV") == 0 || strcmp(word->actor_code, "LEG") == 0 ||
           strcmp(word->actor_code, "JUD") == 0 || strcmp(word->actor_code, "MIL") == 0 ||
           strcmp(word->actor_code, "COP") == 0;
}

static void organisations_code(struct parts *parts, size_t index)
{
    struct document *document = parts->finder->document;
    struct mention *mention = &document->mentions[index];
    struct entity *entity = &document->entities[mention->entity];
    const struct gazetteer_entry *word = organisations_word(parts, mention), *body = NULL;
    uint32_t at = mention->first_token, size = 0, left;
    const char *country = organisations_country(parts, mention, &at, &size), *code;

    if (country != NULL && at == mention->first_token && size < mention->token_count) {
        body = organisations_body(parts, at + size, mention->token_count - size);
    } else if (country == NULL) {
        country = organisations_owner(parts, mention, &left);
        body = organisations_body(parts, mention->first_token, mention->token_count);
        if (country == NULL && (body != NULL || (word != NULL && organisations_is_public(word)))) {
            country = parts_article_country(parts);
        }
    }
    code = parts_country_code(parts, country);
    if (code == NULL || strlen(code) != 3) {
        return;
    }
    if (body != NULL) {
        uint32_t group = parts_group(parts, country,
                                     arena_printf(document->arena, "%s%s", code, body->actor_code),
                                     body->name, true);

        parts->becomes[mention->entity] = (int32_t)group;
        return;
    }
    entity->country = country;
    entity->actor_code =
        word == NULL ? NULL : arena_printf(document->arena, "%s%s", code, word->actor_code);
}

void parts_code_organisations(struct parts *parts)
{
    struct document *document = parts->finder->document;
    size_t entity_count = document->entity_count;

    parts_merge_begin(parts);
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];

        if (mention->entity < entity_count && mention->kind == MENTION_NAME &&
            strcmp(entity->type, "ORG") == 0 && entity->actor_code == NULL &&
            entity->country == NULL && strncmp(entity->id, "wikidata:", 9) != 0 &&
            parts->becomes[mention->entity] == NO_INDEX) {
            organisations_code(parts, i);
        }
    }
    parts_merge_end(parts);
}
