/* What stands beside a place's name: "Paris, Texas", "Springfield (Ill.)", "Lebanon's Tripoli". */
#include <string.h>
#include "transform/place/place.h"

/* Natural logarithms, as in choose.c. */
#define BESIDE_AREA 12.0   /* "Paris, Texas" */
#define BESIDE_DOUBTED 8.0 /* "Rome, Georgia", where Georgia might be a country in a list */
#define BESIDE_HOLDER 6.0  /* the Texas of it */
#define BESIDE_DEMONYM 6.0 /* "the Lebanese city of Tripoli" */
#define BESIDE_KIND 4.0    /* "the state of Georgia", "Georgia state" */

enum { BESIDE_GAP_MAX = 6, BESIDE_HOLDERS_MAX = PLACE_CANDIDATES_MAX };

static const char *beside_lower(const struct places *places, uint32_t token)
{
    const struct document *document = places->finder->document;

    return token < document->token_count ? document->tokens[token].lower : "";
}

static bool beside_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

size_t place_holders(const struct finder *finder, uint32_t token, const char *type,
                     const struct gazetteer_entry **holders, uint32_t *end)
{
    const struct document *document = finder->document;
    size_t count = 0;

    for (uint32_t words = 3; words >= 1 && count == 0; words--) {
        char key[GAZETTEER_KEY_MAX];
        struct span span;

        if (token + words > document->token_count ||
            document->tokens[token + words - 1].sentence != document->tokens[token].sentence ||
            finder->keys[token + words - 1][0] == '\0' || !finder_is_capital(finder, token) ||
            !finder_key(finder, token, words, key)) {
            continue;
        }
        span = document_token_span(document, token, words);
        count = gazetteer_list(finder->gazetteer, key, type, holders, PLACE_CANDIDATES_MAX);
        if (count > 0 && !gazetteer_written_so(holders[0], document_span_text(document, &span))) {
            count = 0;
        }
        *end = token + words;
    }
    return count;
}

static bool beside_is_country(const struct gazetteer_entry *entry)
{
    return entry->kind != NULL && strcmp(entry->kind, "country") == 0;
}

/* Candidates that lie in one of the holders gain. */
static void beside_hold(const struct place_name *name, const struct gazetteer_entry *const *holders,
                        size_t count, double gain, double *numbers)
{
    for (size_t h = 0; h < count; h++) {
        for (size_t i = 0; i < name->count; i++) {
            if (place_inside(name->entries[i], holders[h]) && numbers[i] < gain) {
                numbers[i] = gain;
            }
        }
    }
}

/* Words between a holder and what it holds: "the Lebanese port city of Tripoli". */
static bool beside_fills(const char *word)
{
    static const char *const fillers[] = {"city",
                                          "town",
                                          "village",
                                          "capital",
                                          "port",
                                          "of",
                                          "'s",
                                          "s",
                                          "northern",
                                          "southern",
                                          "eastern",
                                          "western",
                                          "central",
                                          "coastal",
                                          "second",
                                          "largest",
                                          "biggest",
                                          "third",
                                          "main",
                                          "border",
                                          "municipality",
                                          "suburb",
                                          "resort",
                                          "state",
                                          "province",
                                          "region",
                                          "-largest",
                                          "second-largest",
                                          "'",
                                          "river",
                                          "mining",
                                          "oil",
                                          "holy",
                                          "historic",
                                          "ancient",
                                          "southeastern",
                                          "northeastern",
                                          "northwestern",
                                          "southwestern",
                                          "provincial",
                                          "district"};

    return beside_one_of(word, fillers, sizeof fillers / sizeof fillers[0]);
}

/* "Delaware, Ohio and Texas" are three states, of which the second does not hold the first. */
static bool beside_is_listed(const struct places *places, const struct mention *mention,
                             const struct place_name *name, const char *kind, uint32_t end)
{
    const char *behind = beside_lower(places, end);
    bool both = false, and = strcmp(behind, "and") == 0 || strcmp(behind, "or") == 0;

    for (size_t i = 0; i < name->count; i++) {
        both =
            both || (name->entries[i]->kind != NULL && strcmp(name->entries[i]->kind, kind) == 0);
    }
    if (strcmp(behind, ",") == 0) {
        const char *next = beside_lower(places, end + 1);

        and = strcmp(next, "and") == 0 || strcmp(next, "or") == 0 ||
              (end + 1 < places->finder->document->token_count &&
               finder_is_capital(places->finder, end + 1));
    }
    return both && (and || (mention->first_token > 0 &&
                            strcmp(beside_lower(places, mention->first_token - 1), ",") == 0));
}

/* ", Texas", "(Ill.)", "in Illinois", ", the Libyan capital", ", Libya's largest port". */
static void beside_right(const struct places *places, const struct mention *mention,
                         const struct place_name *name, double *numbers)
{
    static const char *const types[] = {"ABBREVIATION", "LOC", "PLACE", "DEMONYM"};
    const struct document *document = places->finder->document;
    uint32_t token = mention->first_token + mention->token_count, end = 0;
    const char *sign = beside_lower(places, token);
    bool in = strcmp(sign, "in") == 0, the;

    if (token + 1 >= document->token_count ||
        document->tokens[token + 1].sentence != mention->sentence ||
        (strcmp(sign, ",") != 0 && strcmp(sign, "(") != 0 && !in)) {
        return;
    }
    token++;
    the = strcmp(beside_lower(places, token), "the") == 0;
    token += the || (!in && strcmp(beside_lower(places, token), "in") == 0);
    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        const struct gazetteer_entry *holders[BESIDE_HOLDERS_MAX];
        size_t count = place_holders(places->finder, token, types[t], holders, &end);
        bool country = false, area = false, fills = beside_fills(beside_lower(places, end));

        /* "in Paris, American tourists", "in Paris, the U.S. Embassy" say nothing of Paris */
        if ((((the && !in) || t == 3) && !fills) ||
            (t > 0 && !fills && end < document->token_count &&
             finder_is_capital(places->finder, end))) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            country = country || beside_is_country(holders[i]);
            area = area || !beside_is_country(holders[i]);
        }
        if (!beside_is_listed(places, mention, name, country ? "country" : "area", end)) {
            beside_hold(name, holders, count, country && area ? BESIDE_DOUBTED : BESIDE_AREA,
                        numbers);
        }
    }
}

/* "Lebanese city of X", "Texas town of X", "Lebanon's X"; or "Y, X", where X holds Y. */
static void beside_left(const struct places *places, size_t index, const struct place_name *name,
                        double *numbers)
{
    const struct document *document = places->finder->document;
    const struct mention *mention = &document->mentions[index], *before;
    const struct entity *entity;
    uint32_t end, gap;
    bool fills = true, comma;

    if (index == 0) {
        return;
    }
    before = mention - 1;
    end = before->first_token + before->token_count;
    gap = mention->first_token - end;
    entity = &document->entities[before->entity];
    if (before->sentence != mention->sentence || end > mention->first_token ||
        gap > BESIDE_GAP_MAX) {
        return;
    }
    comma = gap >= 1 && (strcmp(beside_lower(places, end), ",") == 0 ||
                         strcmp(beside_lower(places, end), "(") == 0 ||
                         strcmp(beside_lower(places, end), "in") == 0);
    for (uint32_t i = end; i < mention->first_token; i++) {
        const char *word = beside_lower(places, i);
        bool fill = beside_fills(word);

        fills = fills && fill;
        comma = comma && (fill || i == end || strcmp(word, "the") == 0 || strcmp(word, "a") == 0 ||
                          strcmp(word, "in") == 0);
    }
    if (fills && strcmp(entity->type, "NORP") == 0 && entity->country != NULL) {
        struct gazetteer_entry people = {.type = "DEMONYM", .country = entity->country};
        const struct gazetteer_entry *holder = &people;

        beside_hold(name, &holder, 1, BESIDE_DEMONYM, numbers);
    }
    if (places->of_mention[index - 1] == NO_INDEX) {
        return;
    }
    if (comma) {
        const struct place_name *held = &places->names[places->of_mention[index - 1]];

        for (size_t i = 0; i < name->count; i++) {
            for (size_t h = 0; h < held->count && numbers[i] < BESIDE_HOLDER; h++) {
                numbers[i] =
                    place_inside(held->entries[h], name->entries[i]) ? BESIDE_HOLDER : numbers[i];
            }
        }
    } else if (fills && gap > 0) {
        const struct place_name *holder = &places->names[places->of_mention[index - 1]];

        beside_hold(name, holder->entries, holder->count, BESIDE_DEMONYM, numbers);
    }
}

/* "the state of Georgia", "Georgia state", "the city of Luxembourg", "the country of Georgia". */
static void beside_kind(const struct places *places, const struct mention *mention,
                        const struct place_name *name, double *numbers)
{
    static const struct {
        const char *word, *kind;
    } kinds[] = {{"state", "area"},       {"province", "area"},   {"city", "city"},
                 {"town", "city"},        {"country", "country"}, {"republic", "country"},
                 {"nation", "country"},   {"governor", "area"},   {"senator", "area"},
                 {"legislature", "area"}, {"lawmakers", "area"}};
    uint32_t first = mention->first_token;
    const char *before = first >= 2 && strcmp(beside_lower(places, first - 1), "of") == 0
                             ? beside_lower(places, first - 2)
                             : "";
    const char *behind = beside_lower(places, first + mention->token_count);

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        bool said = strcmp(before, kinds[k].word) == 0 || strcmp(behind, kinds[k].word) == 0;

        for (size_t i = 0; said && i < name->count; i++) {
            if (name->entries[i]->kind != NULL &&
                strcmp(name->entries[i]->kind, kinds[k].kind) == 0) {
                numbers[i] += BESIDE_KIND;
            }
        }
    }
}

void place_look_beside(const struct places *places, size_t index, double *numbers)
{
    const struct mention *mention = &places->finder->document->mentions[index];
    const struct place_name *name = &places->names[places->of_mention[index]];

    beside_right(places, mention, name, numbers);
    beside_left(places, index, name, numbers);
    beside_kind(places, mention, name, numbers);
}
