/* "TRIPOLI, Lebanon (AP) - ": the place where a report was filed, in capitals at its beginning. */
#include <string.h>
#include "transform/place/place.h"

enum { DATELINE_TOKENS_MAX = 16, DATELINE_NAME_MAX = 3 };

static bool dateline_is_dash(const char *text)
{
    return strcmp(text, "-") == 0 || strcmp(text, "--") == 0 || strcmp(text, "\xE2\x80\x93") == 0 ||
           strcmp(text, "\xE2\x80\x94") == 0;
}

/* The token with which the body begins, when it is in capitals; NO_INDEX: it is not. */
static int32_t dateline_first(const struct document *document)
{
    uint32_t first = 0;

    while (first < document->token_count && document->tokens[first].span.field != FIELD_BODY) {
        first++;
    }
    return first < document->token_count && document->tokens[first].span.start == 0 &&
                   (document->tokens[first].flags & TOKEN_ALL_CAPITALS) != 0
               ? (int32_t)first
               : NO_INDEX;
}

uint32_t place_dateline_end(const struct document *document)
{
    int32_t first = dateline_first(document);

    if (first == NO_INDEX) {
        return 0;
    }
    for (uint32_t i = (uint32_t)first + 1;
         i < (uint32_t)first + DATELINE_TOKENS_MAX && i < document->token_count; i++) {
        if (dateline_is_dash(document->tokens[i].text)) {
            return i + 1;
        }
        if ((document->tokens[i].flags & (TOKEN_WORD | TOKEN_CAPITAL)) == TOKEN_WORD) {
            return 0; /* "NATO said - as it had before - that" */
        }
    }
    return 0;
}

int32_t place_dateline(const struct finder *finder)
{
    return place_dateline_end(finder->document) > 0 ? dateline_first(finder->document) : NO_INDEX;
}

/* The mention that begins there and of which nothing is known; NULL: none, and `*taken` says
 * whether there is another one. */
static struct mention *dateline_covering(struct document *document, uint32_t first, uint32_t count,
                                         bool *taken)
{
    struct mention *covering = NULL;

    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];

        if (mention->first_token >= first + count ||
            mention->first_token + mention->token_count <= first) {
            continue;
        }
        *taken = *taken || covering != NULL || mention->first_token != first ||
                 entity->country != NULL || entity->wikidata != NULL;
        covering = mention;
    }
    return covering;
}

void place_find_dateline(struct finder *finder)
{
    struct document *document = finder->document;
    int32_t start = place_dateline(finder);
    uint32_t first = (uint32_t)start, count = 0;
    struct mention *covering;
    bool taken = false;

    if (start == NO_INDEX) {
        return;
    }
    while (count < DATELINE_NAME_MAX && first + count < document->token_count &&
           (document->tokens[first + count].flags & TOKEN_ALL_CAPITALS) != 0) {
        count++;
    }
    covering = dateline_covering(document, first, count, &taken);
    if (taken) {
        return; /* somebody saw it, as something that is known, or as more or less than it */
    }
    for (; count > 0; count--) {
        char key[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *entry = NULL;

        if (finder_key(finder, first, count, key)) {
            entry = gazetteer_find(finder->gazetteer, key, NULL, "LOC");
            entry = entry == NULL ? gazetteer_find(finder->gazetteer, key, NULL, "PLACE") : entry;
        }
        if (entry == NULL || entry->id == NULL) {
            continue;
        }
        if (covering == NULL) {
            finder_add_mention(finder, finder_entity_of_entry(finder, entry), MENTION_NAME, first,
                               count);
            document_sort_mentions(document);
        } else if (covering->token_count == count) {
            covering->entity = finder_entity_of_entry(finder, entry);
            covering->kind = MENTION_NAME;
        }
        return;
    }
}
