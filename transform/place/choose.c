#include <math.h>
#include <string.h>
#include "common/fnv.h"
#include "transform/place/place.h"

/* Natural logarithms, found on sentences of our own (tests/pipeline/test_places.sh). */
#define PRIOR_COUNTRY 17.0
#define PRIOR_AREA 13.5
#define PRIOR_FORMER 13.0
#define PRIOR_LISTED 14.0  /* regions, seas and such of places.tsv */
#define PRIOR_UNKNOWN 10.0 /* of packages, without people */
#define PRIOR_DISTRICT 9.0
#define BONUS_CAPITAL 2.0
#define ELSEWHERE 0.5 /* of what neighbours of a mention say for the others of the name */
#define BONUS_LISTED 1.5

static bool place_is(const struct gazetteer_entry *entry, const char *kind)
{
    return entry->kind != NULL && strcmp(entry->kind, kind) == 0;
}

double place_prior(const struct gazetteer_entry *entry, bool capital)
{
    double prior;

    if (place_is(entry, "country")) {
        return PRIOR_COUNTRY;
    }
    if (place_is(entry, "former country")) {
        return PRIOR_FORMER;
    }
    if (entry->population > 0) {
        prior = log((double)entry->population + 500);
        prior += entry->file != NULL ? BONUS_LISTED : 0;
    } else if (place_is(entry, "area")) {
        prior = PRIOR_AREA;
    } else if (entry->file != NULL) {
        prior = PRIOR_LISTED;
    } else {
        prior = place_is(entry, "district") ? PRIOR_DISTRICT : PRIOR_UNKNOWN;
    }
    return prior + (capital ? BONUS_CAPITAL : 0);
}

bool place_inside(const struct gazetteer_entry *inner, const struct gazetteer_entry *outer)
{
    if (inner == outer || inner->country == NULL || outer->country == NULL ||
        strcmp(inner->country, outer->country) != 0 || place_is(inner, "country")) {
        return false;
    }
    if (place_is(outer, "country") || place_is(outer, "former country") ||
        strcmp(outer->type, "DEMONYM") == 0) {
        return true;
    }
    if (place_is(inner, "area") || outer->iso3166 == NULL || inner->admin_code == NULL) {
        return place_is(outer, "area") && !place_is(inner, "area") && inner->admin != NULL &&
               outer->name != NULL && strcmp(inner->admin, outer->name) == 0;
    }
    return strcmp(inner->admin_code, outer->iso3166) == 0;
}

/* A capital by the table of countries: the city, or where no such city is known, what is. */
static bool place_is_capital(const struct gazetteer_view *view, const char *key,
                             const struct gazetteer_entry *entry)
{
    const struct gazetteer_entry *capitals[4];
    size_t count = entry->country == NULL || !place_is(entry, "city")
                       ? 0
                       : gazetteer_list(view, key, "CAPITAL", capitals, 4);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(capitals[i]->country, entry->country) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether another candidate is the same thing, better known. */
static bool place_is_double(const struct place_name *name, const struct gazetteer_entry *entry)
{
    static const char *const natural[] = {"river", "mountain", "lake", "sea", "island", "desert"};
    bool bare = !entry->has_position && !place_is(entry, "country");

    for (size_t i = 0; i < sizeof natural / sizeof natural[0]; i++) {
        bare = bare && !place_is(entry, natural[i]);
    }
    for (size_t i = 0; i < name->count; i++) {
        const struct gazetteer_entry *other = name->entries[i];

        if (strcmp(other->id, entry->id) == 0 ||
            (entry->iso3166 != NULL && other->iso3166 != NULL &&
             strcmp(entry->iso3166, other->iso3166) == 0) ||
            (bare && (entry->country == NULL ||
                      (other->country != NULL && strcmp(entry->country, other->country) == 0)))) {
            return true;
        }
        /* one city from two sources */
        if (place_is(entry, "city") && place_is(other, "city") && entry->has_position &&
            other->has_position && fabs(entry->latitude - other->latitude) < 0.15 &&
            fabs(entry->longitude - other->longitude) < 0.15) {
            return true;
        }
    }
    return false;
}

static void place_take(const struct gazetteer_view *view, struct place_name *name, const char *type,
                       const char *written)
{
    const struct gazetteer_entry *found[PLACE_CANDIDATES_MAX];
    size_t count = gazetteer_list(view, name->key, type, found, PLACE_CANDIDATES_MAX);

    for (size_t i = 0; i < count && name->count < PLACE_CANDIDATES_MAX; i++) {
        if (found[i]->id != NULL && gazetteer_written_so(found[i], written) &&
            !place_is_double(name, found[i])) {
            name->total[name->count] =
                place_prior(found[i], place_is_capital(view, name->key, found[i]));
            name->entries[name->count++] = found[i];
        }
    }
}

void place_list(const struct gazetteer_view *view, struct place_name *name, const char *written)
{
    place_take(view, name, "LOC", written);
    place_take(view, name, "PLACE", written);
    if (name->count == 0) {
        place_take(view, name, "ABBREVIATION", written);
    }
}

size_t place_best(const double *numbers, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++) {
        best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
}

double place_share(const double *numbers, size_t count, size_t best)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += exp(numbers[i] - numbers[best]);
    }
    return round(100 / sum) / 100; /* two digits: more would not be known */
}

static int32_t place_name_of(struct places *places, const char *key, const char *written)
{
    struct arena *arena = places->finder->document->arena;
    size_t slot = fnv_short(fnv_text(FNV_START, key)) & (places->slot_count - 1);
    struct place_name *name;

    for (; places->slots[slot] != 0; slot = (slot + 1) & (places->slot_count - 1)) {
        if (strcmp(places->names[places->slots[slot] - 1].key, key) == 0) {
            return (int32_t)places->slots[slot] - 1;
        }
    }
    if (places->name_count == PLACE_NAMES_MAX) {
        return NO_INDEX;
    }
    places->names = arena_grow(arena, places->names, &places->name_capacity, places->name_count,
                               sizeof *places->names);
    name = &places->names[places->name_count];
    *name = (struct place_name){.key = arena_strdup(arena, key)};
    place_list(places->finder->gazetteer, name, written);
    places->slots[slot] = (uint32_t)++places->name_count;
    return (int32_t)places->name_count - 1;
}

/* Mentions that stand for what their own words say. */
static int32_t place_name_of_mention(struct places *places, const struct mention *mention)
{
    const struct document *document = places->finder->document;
    const struct entity *entity = &document->entities[mention->entity];
    char key[GAZETTEER_KEY_MAX];
    int32_t index;

    if (strcmp(entity->type, "LOC") != 0 || mention->kind != MENTION_NAME ||
        gazetteer_key(mention->text, strlen(mention->text), key) == 0) {
        return NO_INDEX;
    }
    index = place_name_of(places, key, mention->text);
    if (index == NO_INDEX || places->names[index].count == 0 || entity->country == NULL) {
        return index == NO_INDEX || places->names[index].count == 0 ? NO_INDEX : index;
    }
    for (size_t i = 0; i < places->names[index].count; i++) {
        if (strcmp(places->names[index].entries[i]->id, entity->id) == 0) {
            return index;
        }
    }
    return NO_INDEX; /* another step knew better */
}

static void place_decide(struct places *places)
{
    for (size_t n = 0; n < places->name_count; n++) {
        struct place_name *name = &places->names[n];

        for (size_t i = 0; i < name->count; i++) {
            name->total[i] += name->beside[i] * ELSEWHERE;
        }
    }
    place_read_context(places);
    for (size_t n = 0; n < places->name_count; n++) {
        struct place_name *name = &places->names[n];

        for (size_t i = 0; i < name->count && name->count > 1; i++) {
            name->total[i] += place_in_context(&places->context, name, name->entries[i]);
        }
        name->best = place_best(name->total, name->count);
        name->score = name->count == 0 ? 0 : place_share(name->total, name->count, name->best);
    }
}

/* What a mention stands for: its neighbours have the last word where they speak. */
static void place_settle(struct places *places, size_t index)
{
    struct document *document = places->finder->document;
    struct mention *mention = &document->mentions[index];
    const struct place_name *name = &places->names[places->of_mention[index]];
    double numbers[PLACE_CANDIDATES_MAX] = {0};
    size_t best = name->best;
    double score = name->score;
    struct entity *entity;

    if (name->count > 1) {
        size_t own;

        place_look_beside(places, index, numbers);
        own = place_best(numbers, name->count);
        if (numbers[own] > 0 && (own == best || numbers[own] > numbers[best])) {
            for (size_t i = 0; i < name->count; i++) {
                numbers[i] += name->total[i] - name->beside[i] * ELSEWHERE;
            }
            best = place_best(numbers, name->count);
            score = place_share(numbers, name->count, best);
        }
    }
    mention->entity = finder_entity_of_entry(places->finder, name->entries[best]);
    entity = &document->entities[mention->entity];
    if (!entity->has_place_score || score > entity->place_score) {
        entity->place_score = score;
        entity->has_place_score = true;
    }
}

void place_choose(struct finder *finder)
{
    struct document *document = finder->document;
    struct places *places = arena_alloc(document->arena, sizeof *places);

    place_find_dateline(finder);
    place_find_towns(finder);
    *places = (struct places){.finder = finder, .slot_count = PLACE_NAMES_MAX * 2};
    while (places->slot_count > 64 && places->slot_count / 4 > document->mention_count) {
        places->slot_count /= 2;
    }
    places->slots = arena_alloc(document->arena, places->slot_count * sizeof *places->slots);
    places->of_mention =
        arena_alloc(document->arena, (document->mention_count + 1) * sizeof *places->of_mention);
    for (size_t i = 0; i < document->mention_count; i++) {
        places->of_mention[i] = place_name_of_mention(places, &document->mentions[i]);
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        double numbers[PLACE_CANDIDATES_MAX] = {0};
        struct place_name *name;

        if (places->of_mention[i] == NO_INDEX) {
            continue;
        }
        name = &places->names[places->of_mention[i]];
        if (name->count > 1) {
            place_look_beside(places, i, numbers);
        }
        for (size_t c = 0; c < name->count; c++) {
            name->beside[c] = numbers[c] > name->beside[c] ? numbers[c] : name->beside[c];
        }
    }
    place_decide(places);
    for (size_t i = 0; i < document->mention_count; i++) {
        if (places->of_mention[i] != NO_INDEX) {
            place_settle(places, i);
        }
    }
    finder_drop_entities(finder);
}
