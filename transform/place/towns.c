/* "Aurora, Colorado", "Lincoln, Neb.": what stands before the name of an area or country, and is
 * the name of a town in it, is that town, whatever else the word may be. */
#include <string.h>
#include "transform/place/place.h"

enum { TOWNS_WORDS_MAX = 3 };

static bool towns_holds(const struct gazetteer_entry *entry)
{
    return entry->kind != NULL &&
           (strcmp(entry->kind, "area") == 0 || strcmp(entry->kind, "country") == 0);
}

/* A town of the words that lies in what the words from `token` on name; NULL: none. */
static const struct gazetteer_entry *towns_find(const struct finder *finder, const char *key,
                                                uint32_t token)
{
    static const char *const types[] = {"ABBREVIATION", "LOC"};
    static const char *const towns[] = {"LOC", "PLACE"};
    const struct document *document = finder->document;

    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        const struct gazetteer_entry *holders[PLACE_CANDIDATES_MAX];
        uint32_t end = token;
        size_t count = place_holders(finder, token, types[t], holders, &end);

        if (t == 1 && end < document->token_count && finder_is_capital(finder, end)) {
            continue; /* "Lincoln, Texas Rangers" */
        }
        for (size_t k = 0; k < sizeof towns / sizeof towns[0]; k++) {
            const struct gazetteer_entry *found[PLACE_CANDIDATES_MAX];
            size_t some =
                gazetteer_list(finder->gazetteer, key, towns[k], found, PLACE_CANDIDATES_MAX);

            for (size_t i = 0; i < some; i++) {
                for (size_t h = 0; h < count; h++) {
                    if (found[i]->id != NULL && found[i]->kind != NULL &&
                        strcmp(found[i]->kind, "city") == 0 && towns_holds(holders[h]) &&
                        place_inside(found[i], holders[h])) {
                        return found[i];
                    }
                }
            }
        }
    }
    return NULL;
}

/* The mention that covers a token, of those from `*next` on, which goes along; NULL: none. */
static struct mention *towns_covering(struct document *document, uint32_t token, size_t *next)
{
    while (*next < document->sorted_mentions &&
           document->mentions[*next].first_token + document->mentions[*next].token_count <= token) {
        ++*next;
    }
    return *next < document->sorted_mentions && document->mentions[*next].first_token <= token
               ? &document->mentions[*next]
               : NULL;
}

/* The words before a comma: as many as are one name in capitals, at most three. */
static void towns_try(struct finder *finder, uint32_t comma, struct mention *covering)
{
    struct document *document = finder->document;

    for (uint32_t words = TOWNS_WORDS_MAX; words >= 1; words--) {
        uint32_t first = comma - words;
        const struct gazetteer_entry *town;
        char key[GAZETTEER_KEY_MAX];

        if (words > comma || document->tokens[first].sentence != document->tokens[comma].sentence ||
            !finder_is_capital(finder, first) || !finder_is_capital(finder, comma - 1) ||
            !finder_key(finder, first, words, key) ||
            (first > 0 &&
             document->tokens[first - 1].sentence == document->tokens[first].sentence &&
             finder_is_capital(finder, first - 1))) {
            continue;
        }
        town = towns_find(finder, key, comma + 1);
        if (town == NULL) {
            continue;
        }
        if (covering == NULL) {
            finder_add_mention(finder, finder_entity_of_entry(finder, town), MENTION_NAME, first,
                               words);
        } else if (covering->first_token == first && covering->token_count == words) {
            covering->entity = finder_entity_of_entry(finder, town);
            covering->kind = MENTION_NAME;
        }
        return;
    }
}

static const struct gazetteer_entry *towns_known(const struct finder *finder, uint32_t first,
                                                 uint32_t count)
{
    char key[GAZETTEER_KEY_MAX];
    const struct gazetteer_entry *entry = NULL;

    if (count > 0 && finder_key(finder, first, count, key)) {
        entry = gazetteer_find(finder->gazetteer, key, NULL, "LOC");
        entry = entry == NULL ? gazetteer_find(finder->gazetteer, key, NULL, "PLACE") : entry;
    }
    return entry == NULL || entry->id == NULL ? NULL : entry;
}

/* "Lebanon's Tripoli" is two places. */
static void towns_part(struct finder *finder, size_t index)
{
    struct document *document = finder->document;
    struct mention *mention = &document->mentions[index];
    uint32_t first = mention->first_token, end = first + mention->token_count;

    for (uint32_t i = first + 1; i + 1 < end; i++) {
        const struct gazetteer_entry *owner, *owned;

        if (strcmp(document->tokens[i].lower, "'s") != 0) {
            continue;
        }
        owner = towns_known(finder, first, i - first);
        owned = towns_known(finder, i + 1, end - i - 1);
        if (owner != NULL && owned != NULL) {
            mention->entity = finder_entity_of_entry(finder, owner);
            mention->token_count = i - first;
            mention->span = document_token_span(document, first, i - first);
            mention->text = document_span_text(document, &mention->span);
            finder_add_mention(finder, finder_entity_of_entry(finder, owned), MENTION_NAME, i + 1,
                               end - i - 1);
        }
        return;
    }
}

void place_find_towns(struct finder *finder)
{
    struct document *document = finder->document;
    size_t next = 0, count = document->mention_count;

    for (size_t i = 0; i < count; i++) {
        const struct entity *entity = &document->entities[document->mentions[i].entity];

        if (document->mentions[i].token_count > 2 && strcmp(entity->type, "LOC") == 0 &&
            entity->country == NULL) {
            towns_part(finder, i);
        }
    }
    if (document->mention_count > count) {
        document_sort_mentions(document);
        count = document->mention_count;
    }
    for (uint32_t i = 1; i + 1 < document->token_count; i++) {
        struct mention *covering;

        if (strcmp(document->tokens[i].text, ",") != 0 ||
            document->tokens[i + 1].sentence != document->tokens[i].sentence) {
            continue;
        }
        covering = towns_covering(document, i - 1, &next);
        if (covering == NULL || strcmp(document->entities[covering->entity].type, "PERSON") == 0) {
            towns_try(finder, i, covering);
        }
    }
    if (document->mention_count > count) {
        document_sort_mentions(document);
    }
}
