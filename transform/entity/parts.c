#include "transform/entity/parts.h"

#include <string.h>

/* What stands for several countries at once. */
static const char parts_several[] = "";

static void parts_note_country(const char **country, const struct entity *entity)
{
    if (entity->country == NULL || strcmp(entity->type, "PERSON") == 0) {
        return;
    }
    if (*country == NULL) {
        *country = entity->country;
    } else if (strcmp(*country, entity->country) != 0) {
        *country = parts_several;
    }
}

static void parts_note(struct parts *parts, int32_t index)
{
    const struct document *document = parts->finder->document;
    const struct mention *mention = &document->mentions[index];
    uint32_t end = mention->first_token + mention->token_count;
    bool first = document->tokens[mention->first_token].span.byte_start == mention->span.byte_start,
         last = document->tokens[end - 1].span.byte_end == mention->span.byte_end;

    for (uint32_t t = mention->first_token; t < end && first && last; t++) {
        if (parts->covers[t] == NO_INDEX) { /* the longest comes first */
            parts->covers[t] = index;
        }
    }
    if (first && last && parts->starts[mention->first_token] == NO_INDEX) {
        parts->starts[mention->first_token] = index;
    }
    if (first && last &&
        (parts->ends[end] == NO_INDEX ||
         document->mentions[parts->ends[end]].first_token > mention->first_token)) {
        parts->ends[end] = index;
    }
}

void parts_index(struct parts *parts)
{
    struct document *document = parts->finder->document;
    struct arena *arena = document->arena;
    size_t count = document->token_count + 1;

    document_sort_mentions(document);
    if (parts->starts == NULL) {
        parts->starts = arena_alloc(arena, count * sizeof *parts->starts);
        parts->ends = arena_alloc(arena, count * sizeof *parts->ends);
        parts->covers = arena_alloc(arena, count * sizeof *parts->covers);
        parts->sentence_countries =
            arena_alloc(arena, (document->sentence_count + 1) * sizeof *parts->sentence_countries);
    }
    for (size_t i = 0; i < count; i++) {
        parts->starts[i] = parts->ends[i] = parts->covers[i] = NO_INDEX;
    }
    memset(parts->sentence_countries, 0,
           (document->sentence_count + 1) * sizeof *parts->sentence_countries);
    parts->article_country = NULL;
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];

        if (mention->kind == MENTION_PRONOUN) {
            continue;
        }
        parts_note(parts, (int32_t)i);
        if (mention->kind != MENTION_NOMINAL) {
            const struct entity *entity = &document->entities[mention->entity];

            parts_note_country(&parts->sentence_countries[mention->sentence], entity);
            parts_note_country(&parts->article_country, entity);
        }
    }
}

static const struct mention *parts_mention(const struct parts *parts, const int32_t *index,
                                           uint32_t token)
{
    const struct document *document = parts->finder->document;

    return token > document->token_count || index[token] == NO_INDEX
               ? NULL
               : &document->mentions[index[token]];
}

const struct mention *parts_ending(const struct parts *parts, uint32_t token)
{
    return parts_mention(parts, parts->ends, token);
}

const struct mention *parts_starting(const struct parts *parts, uint32_t token)
{
    return parts_mention(parts, parts->starts, token);
}

const struct mention *parts_covering(const struct parts *parts, uint32_t token)
{
    return parts_mention(parts, parts->covers, token);
}

bool parts_is(const struct parts *parts, uint32_t token, const char *word)
{
    const struct document *document = parts->finder->document;

    return token < document->token_count && strcmp(document->tokens[token].lower, word) == 0;
}

bool parts_is_any(const struct parts *parts, uint32_t token, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (parts_is(parts, token, *words)) {
            return true;
        }
    }
    return false;
}

bool parts_tagged(const struct parts *parts, uint32_t token, const char *prefix)
{
    const struct document *document = parts->finder->document;

    return token < document->token_count &&
           strncmp(document->tokens[token].tag, prefix, strlen(prefix)) == 0;
}

bool parts_is_country(const struct entity *entity)
{
    return entity->actor_code != NULL && entity->country != NULL &&
           (strncmp(entity->id, "iso3166:", 8) == 0 || strncmp(entity->id, "norp:", 5) == 0) &&
           strlen(entity->actor_code) == 3;
}

static const struct gazetteer_entry *parts_nation(const struct parts *parts, const char *alpha3)
{
    char key[GAZETTEER_KEY_MAX];
    const struct gazetteer_entry *entry = NULL;

    if (alpha3 != NULL && gazetteer_key(alpha3, strlen(alpha3), key) > 0) {
        entry = gazetteer_find(parts->finder->gazetteer, key, NULL, "NATION");
        if (entry == NULL) {
            entry = gazetteer_find(parts->finder->gazetteer, key, NULL, "COUNTRY");
        }
    }
    return entry;
}

const char *parts_country_code(const struct parts *parts, const char *alpha3)
{
    const struct gazetteer_entry *entry = parts_nation(parts, alpha3);

    return entry == NULL ? NULL : entry->actor_code;
}

static const char *parts_one(const char *country)
{
    return country == parts_several ? NULL : country;
}

const char *parts_sentence_country(const struct parts *parts, uint32_t sentence)
{
    return parts_one(parts->sentence_countries[sentence]);
}

bool parts_sentence_names(const struct parts *parts, uint32_t sentence)
{
    return parts->sentence_countries[sentence] != NULL;
}

const char *parts_article_country(const struct parts *parts)
{
    return parts_one(parts->article_country);
}

uint32_t parts_group(struct parts *parts, const char *country, const char *code, const char *role,
                     bool body)
{
    struct finder *finder = parts->finder;
    struct document *document = finder->document;
    const struct gazetteer_entry *nation = parts_nation(parts, country);
    const struct gazetteer_entry *known =
        body ? gazetteer_find_body(finder->gazetteer, country, role) : NULL;
    struct entity *entity;
    uint32_t index;

    if (known != NULL) {
        return finder_entity_of_entry(finder, known);
    }
    if (!finder_entity(finder, arena_printf(document->arena, "actor:%s:%s", code, role), &index)) {
        return index;
    }
    entity = &document->entities[index];
    entity->type = body ? "ORG" : "PERSON";
    /* the same whether the text says "Iraqi parliament" or "Iraq's parliament" */
    entity->name = nation == NULL || nation->name == NULL
                       ? arena_strdup(document->arena, role)
                       : arena_printf(document->arena, "%s %s", nation->name, role);
    entity->country = country;
    entity->actor_code = code;
    return index;
}

void parts_merge_begin(struct parts *parts)
{
    struct document *document = parts->finder->document;

    parts->becomes_count = document->entity_count;
    parts->becomes =
        arena_alloc(document->arena, (document->entity_count + 1) * sizeof *parts->becomes);
    for (size_t i = 0; i < parts->becomes_count; i++) {
        parts->becomes[i] = NO_INDEX;
    }
}

void parts_merge_end(struct parts *parts)
{
    struct document *document = parts->finder->document;

    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];

        if (mention->entity < parts->becomes_count && parts->becomes[mention->entity] != NO_INDEX) {
            mention->entity = (uint32_t)parts->becomes[mention->entity];
        }
    }
}
