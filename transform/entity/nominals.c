/* "the agency", "the company", "the country": what the article has named before, where only one
 * thing can be meant. */
#include <stdlib.h>
#include <string.h>
#include "transform/entity/parts.h"

enum { NOMINALS_NAMES_MAX = 2000 /* organisations of one article that may be called so */ };

/* Heads of organisations' names by which they are called alone. */
static const char *const nominals_heads[] = {
    "agency",     "ministry",     "department",  "bureau",    "authority",  "commission",
    "committee",  "council",      "court",       "tribunal",  "bank",       "fund",
    "union",      "party",        "movement",    "group",     "company",    "corporation",
    "firm",       "association",  "federation",  "league",    "foundation", "institute",
    "university", "college",      "school",      "hospital",  "church",     "newspaper",
    "airline",    "organization", "alliance",    "coalition", "assembly",   "parliament",
    "senate",     "congress",     "army",        "navy",      "brigade",    "network",
    "club",       "society",      "board",       "museum",    "mission",    "front",
    "paper",      "broadcaster",  "magazine",    "militia",   "charity",    "trust",
    "academy",    "directorate",  "secretariat", "exchange",  "laboratory", "observatory",
    NULL};

/* Words for what an organisation is, by its code. */
static const struct {
    const char *word, *code;
} nominals_kinds[] = {
    {"company", "BUS"},    {"firm", "BUS"},       {"corporation", "BUS"},  {"group", "UAF"},
    {"group", "REB"},      {"group", "INS"},      {"group", "SEP"},        {"group", "NGO"},
    {"militia", "UAF"},    {"movement", "REB"},   {"movement", "UAF"},     {"party", "PTY"},
    {"newspaper", "MED"},  {"paper", "MED"},      {"broadcaster", "MED"},  {"university", "EDU"},
    {"charity", "NGO"},    {"ministry", "GOV"},   {"organization", "IGO"}, {"alliance", "IGO"},
    {"bank", "BUS"},       {"rebels", "REB"},     {"rebels", "SEP"},       {"guerrillas", "REB"},
    {"insurgents", "REB"}, {"insurgents", "INS"}, {"separatists", "SEP"},  {"militants", "UAF"},
    {"militants", "REB"},  {"fighters", "UAF"},   {"fighters", "REB"},     {"jihadists", "UAF"},
    {"jihadists", "REB"},  {"extremists", "UAF"}, {"terrorists", "UAF"}};

static const char *nominals_word(const struct parts *parts, uint32_t token)
{
    const char *word = parts->finder->keys[token];

    return strcmp(word, "organisation") == 0 ? "organization" : word;
}

static bool nominals_is_head(const char *word)
{
    for (size_t i = 0; nominals_heads[i] != NULL; i++) {
        if (strcmp(word, nominals_heads[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int nominals_compare(const void *a, const void *b)
{
    const struct parts_call *left = a, *right = b;
    int order = strcmp(left->word, right->word);

    return order != 0
               ? order
               : (left->first_token < right->first_token ? -1
                                                         : left->first_token > right->first_token);
}

static void nominals_note(struct parts *parts, const char *word, const struct mention *mention)
{
    if (parts->call_count < NOMINALS_NAMES_MAX) {
        parts->calls = arena_grow(parts->finder->document->arena, parts->calls,
                                  &parts->call_capacity, parts->call_count, sizeof *parts->calls);
        parts->calls[parts->call_count++] =
            (struct parts_call){word, mention->entity, mention->first_token};
    }
}

static void nominals_note_kinds(struct parts *parts, const struct mention *mention)
{
    const char *code = parts_entity(parts, mention)->actor_code;
    size_t length = code == NULL ? 0 : strlen(code);

    for (size_t i = 0; length >= 3 && i < sizeof nominals_kinds / sizeof nominals_kinds[0]; i++) {
        const char *kind = nominals_kinds[i].code;

        if (strcmp(code + length - 3, kind) == 0 ||
            (length >= 6 && strncmp(code + 3, kind, 3) == 0) || strncmp(code, kind, 3) == 0) {
            nominals_note(parts, nominals_kinds[i].word, mention);
        }
    }
}

void parts_list_calls(struct parts *parts)
{
    struct document *document = parts->finder->document;
    uint8_t *seen = arena_alloc(document->arena, document->entity_count + 1);

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        uint32_t end = mention->first_token + mention->token_count;

        if (strcmp(entity->type, "ORG") != 0 || mention->kind == MENTION_NOMINAL ||
            mention->kind == MENTION_PRONOUN) {
            continue;
        }
        if (seen[mention->entity] == 0) {
            seen[mention->entity] = 1;
            nominals_note_kinds(parts, mention);
        }
        for (uint32_t t = mention->first_token; t < end && mention->token_count > 1; t++) {
            if ((t + 1 == end || parts_is(parts, t + 1, "of") || parts_is(parts, t + 1, "for")) &&
                nominals_is_head(nominals_word(parts, t))) {
                nominals_note(parts, nominals_word(parts, t), mention);
            }
        }
    }
    if (parts->call_count > 0) {
        qsort(parts->calls, parts->call_count, sizeof *parts->calls, nominals_compare);
    }
}

int32_t parts_called(const struct parts *parts, uint32_t token)
{
    const char *word = nominals_word(parts, token);
    size_t low = 0, high = parts->call_count;
    int32_t found = NO_INDEX;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(parts->calls[middle].word, word) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < parts->call_count && strcmp(parts->calls[low].word, word) == 0 &&
           parts->calls[low].first_token < token;
         low++) {
        if (found != NO_INDEX && (uint32_t)found != parts->calls[low].entity) {
            return NO_INDEX;
        }
        found = (int32_t)parts->calls[low].entity;
    }
    return found;
}

/* Whether "the WORD" stands here, and nothing behind it says which: "the bank of", "the group's".
 */
static bool nominals_bare(const struct parts *parts, uint32_t token)
{
    return token > 0 && parts_is(parts, token - 1, "the") && parts_tagged(parts, token, "NN") &&
           !parts_tagged(parts, token, "NNS") && !parts_tagged(parts, token + 1, "NN") &&
           !parts_is(parts, token + 1, "of") && !parts_is(parts, token + 1, "that") &&
           !parts_is(parts, token + 1, "which");
}

static int32_t nominals_country(const struct parts *parts)
{
    const struct document *document = parts->finder->document;
    const char *country = parts_article_country(parts);

    for (uint32_t i = 0; country != NULL && i < document->entity_count; i++) {
        const struct entity *entity = &document->entities[i];

        if (strncmp(entity->id, "iso3166:", 8) == 0 && strcmp(entity->id + 8, country) == 0) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

void parts_find_nominals(struct parts *parts)
{
    static const char *const countries[] = {"country", "nation", "kingdom", NULL};
    struct document *document = parts->finder->document;
    int32_t country = nominals_country(parts);

    for (uint32_t t = 1; t < document->token_count; t++) {
        int32_t entity;

        if (parts->covers[t] != NO_INDEX || !nominals_bare(parts, t)) {
            continue;
        }
        entity = parts_is_any(parts, t, countries)           ? country
                 : nominals_is_head(nominals_word(parts, t)) ? parts_called(parts, t)
                                                             : NO_INDEX;
        if (entity != NO_INDEX) {
            finder_add_mention(parts->finder, (uint32_t)entity, MENTION_NOMINAL, t, 1);
        }
    }
}
