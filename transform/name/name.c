#include "transform/name/name.h"

#include <stdio.h>
#include <string.h>
#include "common/fnv.h"
#include "transform/entity/entity.h"
#include "transform/name/finder.h"
#include "transform/name/learned.h"
#include "transform/place/place.h"
#include "transform/text/word.h"

bool finder_key(const struct finder *finder, uint32_t first, uint32_t count,
                char key[GAZETTEER_KEY_MAX])
{
    size_t length = 0;

    key[0] = '\0';
    for (uint32_t i = first; i < first + count; i++) {
        size_t size = strlen(finder->keys[i]);

        if (size == 0) {
            continue;
        }
        if (length + size + 2 > GAZETTEER_KEY_MAX) {
            return false;
        }
        if (length > 0) {
            key[length++] = ' ';
        }
        memcpy(key + length, finder->keys[i], size + 1);
        length += size;
    }
    return length > 0;
}

const struct gazetteer_entry *finder_longest(const struct finder *finder, uint32_t first,
                                             const char *type, uint32_t *count)
{
    const struct document *document = finder->document;
    const struct gazetteer_entry *best = NULL;

    *count = 0;
    for (uint32_t n = 1; n <= FINDER_NAME_TOKENS_MAX && first + n <= document->token_count; n++) {
        char key[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *entry;
        char written[GAZETTEER_KEY_MAX * 2];
        struct span span;

        if (document->tokens[first + n - 1].sentence != document->tokens[first].sentence ||
            !finder_key(finder, first, n, key) || !gazetteer_has_prefix(finder->gazetteer, key)) {
            break;
        }
        if (finder->keys[first + n - 1][0] == '\0') {
            continue; /* a name does not end with a sign */
        }
        span = document_token_span(document, first, n);
        snprintf(written, sizeof written, "%.*s", (int)(span.byte_end - span.byte_start),
                 document->text[span.field] + span.byte_start);
        entry = gazetteer_find(finder->gazetteer, key, written, type);
        if (entry != NULL && (n == 1 || type != NULL || finder_is_capital(finder, first + n - 1) ||
                              (document->tokens[first + n - 1].flags & TOKEN_NUMBER) != 0)) {
            best = entry;
            *count = n;
        }
    }
    return best;
}

/* The slot of an id: of its entity, or the free one where it belongs. */
static size_t finder_slot(const struct finder *finder, const char *id)
{
    size_t slot = fnv_short(fnv_text(FNV_START, id)) & (finder->slot_count - 1);

    while (finder->slots[slot] != 0 &&
           strcmp(finder->document->entities[finder->slots[slot] - 1].id, id) != 0) {
        slot = (slot + 1) & (finder->slot_count - 1);
    }
    return slot;
}

static void finder_grow_slots(struct finder *finder)
{
    const struct document *document = finder->document;

    if (finder->slot_count > document->entity_count * 2 + 2) {
        return;
    }
    finder->slot_count = finder->slot_count == 0 ? 256 : finder->slot_count * 2;
    finder->slots = arena_alloc(document->arena, finder->slot_count * sizeof *finder->slots);
    for (uint32_t i = 0; i < document->entity_count; i++) {
        finder->slots[finder_slot(finder, document->entities[i].id)] = i + 1;
    }
}

bool finder_entity(struct finder *finder, const char *id, uint32_t *index)
{
    struct document *document = finder->document;
    size_t slot;

    finder_grow_slots(finder);
    slot = finder_slot(finder, id);
    if (finder->slots[slot] != 0) {
        *index = finder->slots[slot] - 1;
        return false;
    }
    document_add_entity(document)->id = arena_strdup(document->arena, id);
    *index = (uint32_t)document->entity_count - 1;
    finder->slots[slot] = *index + 1;
    return true;
}

int32_t finder_find_entity(const struct finder *finder, const char *id)
{
    size_t slot;

    if (finder->slot_count == 0) {
        return NO_INDEX;
    }
    slot = finder_slot(finder, id);
    return finder->slots[slot] == 0 ? NO_INDEX : (int32_t)finder->slots[slot] - 1;
}

uint32_t finder_entity_of_entry(struct finder *finder, const struct gazetteer_entry *entry)
{
    struct entity *entity;
    uint32_t index;

    if (!finder_entity(finder, entry->id, &index)) {
        return index;
    }
    entity = &finder->document->entities[index];
    entity->type = strcmp(entry->type, "DEMONYM") == 0   ? "NORP"
                   : strcmp(entry->type, "SURNAME") == 0 ? "PERSON"
                   : strcmp(entry->type, "PLACE") == 0 || strcmp(entry->type, "ABBREVIATION") == 0
                       ? "LOC"
                       : entry->type;
    entity->name = entry->name;
    entity->wikidata = entry->wikidata;
    entity->geonames = entry->geonames;
    entity->iso3166 = entry->iso3166;
    entity->country = entry->country;
    entity->admin = entry->admin;
    entity->admin_code = entry->admin_code;
    entity->actor_code = entry->actor_code;
    entity->has_position = entry->has_position;
    entity->latitude = entry->latitude;
    entity->longitude = entry->longitude;
    if (entity->iso3166 == NULL && strncmp(entry->id, "iso3166:", 8) == 0 &&
        entry->country != NULL) {
        char key[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *country = NULL;

        if (gazetteer_key(entry->country, strlen(entry->country), key) > 0) {
            country = gazetteer_find(finder->gazetteer, key, NULL, "COUNTRY");
        }
        entity->iso3166 = country == NULL ? NULL : country->iso3166;
    }
    return index;
}

uint32_t finder_entity_of_name(struct finder *finder, const char *type, const char *name)
{
    struct document *document = finder->document;
    uint32_t index;

    /* until entity/ids.c gives it one that is the same in every article */
    if (finder_entity(finder, arena_printf(document->arena, "name:%s:%s", type, name), &index)) {
        document->entities[index].type = type;
        document->entities[index].name = arena_strdup(document->arena, name);
    }
    return index;
}

void finder_drop_entities(struct finder *finder)
{
    struct document *document = finder->document;
    uint32_t *places = arena_alloc(document->arena, (document->entity_count + 1) * sizeof *places);
    size_t kept = 0;

    for (size_t i = 0; i < document->mention_count; i++) {
        places[document->mentions[i].entity] = 1;
    }
    for (size_t i = 0; i < document->entity_count; i++) {
        if (places[i] != 0) {
            document->entities[kept] = document->entities[i];
            places[i] = (uint32_t)kept++;
        }
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        document->mentions[i].entity = places[document->mentions[i].entity];
    }
    document->entity_count = kept;
    for (size_t i = 0; i < finder->slot_count; i++) {
        finder->slots[i] = 0;
    }
    for (uint32_t i = 0; i < kept; i++) {
        finder->slots[finder_slot(finder, document->entities[i].id)] = i + 1;
    }
}

void finder_add_mention(struct finder *finder, uint32_t entity, enum mention_kind kind,
                        uint32_t first, uint32_t count)
{
    struct document *document = finder->document;
    struct mention *mention = document_add_mention(document);

    mention->entity = entity;
    mention->kind = kind;
    mention->first_token = first;
    mention->token_count = count;
    mention->sentence = document->tokens[first].sentence;
    mention->span = document_token_span(document, first, count);
    mention->text = document_span_text(document, &mention->span);
}

bool finder_is_capital(const struct finder *finder, uint32_t token)
{
    const struct token *item = &finder->document->tokens[token];
    const char *text = item->text;

    if ((item->flags & TOKEN_CAPITAL) != 0) {
        return true;
    }
    /* "al-Sudani", "as-Sudani", "ash-Shaabi" */
    if ((text[0] == 'a' || text[0] == 'e' || text[0] == 'u') && text[1] != '\0') {
        const char *name = text[2] == '-'                  ? text + 3
                           : strncmp(text, "ash-", 4) == 0 ? text + 4
                                                           : "";

        if (*name >= 'A' && *name <= 'Z') {
            return true;
        }
    }
    if (item->lower[0] != '\0' && item->lower[1] == '\'') { /* "Côte d'Ivoire" */
        const char *behind = text + (text[1] == '\'' ? 2 : 4);

        return strlen(text) > 4 && *behind >= 'A' && *behind <= 'Z';
    }
    return false;
}

/* Also of inflected forms: "attacks", "officials", "voted". */
const struct gazetteer_entry *finder_word(const struct finder *finder, uint32_t token)
{
    static const char *const endings[] = {"s", "es", "ed", "d", "ing", "ly"};
    const char *key = finder->keys[token];
    size_t length = strlen(key);
    const struct gazetteer_entry *entry = gazetteer_find(finder->gazetteer, key, NULL, "WORD");
    char stem[GAZETTEER_KEY_MAX];

    for (size_t i = 0; entry == NULL && i < sizeof endings / sizeof endings[0]; i++) {
        size_t size = strlen(endings[i]);

        if (length > size + 2 && strcmp(key + length - size, endings[i]) == 0) {
            memcpy(stem, key, length - size);
            stem[length - size] = '\0';
            entry = gazetteer_find(finder->gazetteer, stem, NULL, "WORD");
        }
    }
    if (entry == NULL && length > 4 && strcmp(key + length - 3, "ies") == 0) {
        snprintf(stem, sizeof stem, "%.*sy", (int)(length - 3), key);
        entry = gazetteer_find(finder->gazetteer, stem, NULL, "WORD");
    }
    return entry;
}

bool finder_is_common_word(const struct finder *finder, uint32_t token)
{
    static const char *const small[] = {
        "the",      "a",       "an",      "of",        "and",       "or",      "but",
        "in",       "on",      "at",      "by",        "for",       "with",    "from",
        "to",       "as",      "it",      "its",       "he",        "she",     "they",
        "we",       "you",     "i",       "his",       "her",       "their",   "our",
        "my",       "your",    "this",    "that",      "these",     "those",   "there",
        "here",     "what",    "when",    "where",     "who",       "why",     "how",
        "which",    "while",   "if",      "then",      "than",      "so",      "not",
        "no",       "yes",     "also",    "both",      "each",      "every",   "some",
        "many",     "most",    "all",     "any",       "after",     "before",  "since",
        "during",   "under",   "over",    "about",     "against",   "between", "because",
        "although", "though",  "however", "meanwhile", "is",        "are",     "was",
        "were",     "be",      "been",    "has",       "have",      "had",     "do",
        "does",     "did",     "will",    "would",     "can",       "could",   "should",
        "may",      "might",   "must",    "into",      "through",   "without", "within",
        "among",    "upon",    "despite", "until",     "unless",    "whether", "us",
        "them",     "him",     "me",      "according", "following", "whose",   "whom",
        "other",    "another", "such",    "even",      "still",     "yet",     "once",
        "now",      "nearly",  "around",  "several",   "more",      "less",    "few",
        "last",     "next",    "earlier", "later"};
    const char *word = finder->document->tokens[token].lower;

    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        if (word_is(word, small[i])) {
            return true;
        }
    }
    return finder_word(finder, token) != NULL;
}

static void finder_make_keys(struct finder *finder)
{
    struct document *document = finder->document;

    finder->keys = arena_alloc(document->arena, (document->token_count + 1) * sizeof *finder->keys);
    for (uint32_t i = 0; i < document->token_count; i++) {
        const char *text = document->tokens[i].text;
        char key[GAZETTEER_KEY_MAX];

        finder->keys[i] =
            gazetteer_key(text, strlen(text), key) == 0 ? "" : arena_strdup(document->arena, key);
    }
}

void name_find_by_rules(struct finder *finder)
{
    finder_make_keys(finder);
    finder_scan(finder);
    finder_resolve(finder);
    document_sort_mentions(finder->document);
}

void name_find(const struct gazetteer *gazetteer, const struct model_layer *layer,
               struct document *document)
{
    struct finder finder = {.gazetteer = gazetteer_view_new(gazetteer, document->arena),
                            .document = document};

    name_find_by_rules(&finder);
    if (layer != NULL && document->english) {
        finder_decide(&finder, layer);
    }
    document_sort_mentions(document);
    place_choose(&finder);
    entity_find(&finder);
}
