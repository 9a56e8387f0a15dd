#include "transform/place/lookup.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/entity/spelling.h"
#include "transform/place/place.h"

enum { LOOKUP_DISTANCE_MAX = 2, LOOKUP_NAMES_MAX = 2000, LOOKUP_BEARERS_MAX = 16 };

/* Types that are no entities, in words. */
static const struct {
    const char *type, *words;
} lookup_types[] = {{"GIVEN", "a given name"},
                    {"FAMILY", "a surname"},
                    {"SURNAME", "the surname of"},
                    {"WORD", "a common word"},
                    {"OFFICE", "a word for the role"},
                    {"CAPITAL", "the capital of"},
                    {"SEAT", "a seat of the government of"},
                    {"NATION", "the code of ISO 3166-1 for"},
                    {"ALPHA2", "the code of ISO 3166-1 for"},
                    {"CAMEO", "the code of CAMEO for"},
                    {"ABBREVIATION", "an abbreviation of"}};

struct lookup_near {
    const char *name;
    unsigned distance, population;
};

struct lookup {
    const char *key;
    struct arena *arena;
    const struct gazetteer_entry *entries[LOOKUP_ENTRIES_MAX];
    size_t count;
    json_t *aliases[LOOKUP_ENTRIES_MAX]; /* of each: array of names */
    json_t *roles[LOOKUP_ENTRIES_MAX];   /* of each: array of offices */
    struct lookup_near near[LOOKUP_NEAR_MAX];
    size_t near_count;
};

/* How many letters differ; more than LOOKUP_DISTANCE_MAX: too many to matter. */
static unsigned lookup_distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    unsigned before[GAZETTEER_KEY_MAX + 1], now[GAZETTEER_KEY_MAX + 1];

    if ((rows > columns ? rows - columns : columns - rows) > LOOKUP_DISTANCE_MAX) {
        return LOOKUP_DISTANCE_MAX + 1;
    }
    for (size_t c = 0; c <= columns; c++) {
        before[c] = (unsigned)c;
    }
    for (size_t r = 1; r <= rows; r++) {
        unsigned least = now[0] = (unsigned)r;

        for (size_t c = 1; c <= columns; c++) {
            unsigned change = before[c - 1] + (a[r - 1] != b[c - 1]);

            now[c] = before[c] + 1 < now[c - 1] + 1 ? before[c] + 1 : now[c - 1] + 1;
            now[c] = change < now[c] ? change : now[c];
            least = now[c] < least ? now[c] : least;
        }
        if (least > LOOKUP_DISTANCE_MAX) {
            return least;
        }
        memcpy(before, now, (columns + 1) * sizeof *now);
    }
    return before[columns];
}

/* Keeps the nearest spellings; of those as near, the larger places. */
static bool lookup_take_near(void *data, const struct gazetteer_entry *entry)
{
    struct lookup *lookup = data;
    struct lookup_near near = {.name = entry->alias, .population = entry->population};
    size_t at;

    if (!gazetteer_is_entity(entry->type) || strlen(entry->key) >= GAZETTEER_KEY_MAX) {
        return true;
    }
    near.distance = lookup_distance(lookup->key, entry->key);
    if (near.distance > LOOKUP_DISTANCE_MAX || near.distance * 3 > strlen(lookup->key)) {
        return true;
    }
    for (at = 0; at < lookup->near_count; at++) {
        if (strcmp(lookup->near[at].name, near.name) == 0) {
            return true;
        }
    }
    for (at = lookup->near_count; at > 0 && (lookup->near[at - 1].distance > near.distance ||
                                             (lookup->near[at - 1].distance == near.distance &&
                                              lookup->near[at - 1].population < near.population));
         at--) {
        if (at < LOOKUP_NEAR_MAX) {
            lookup->near[at] = lookup->near[at - 1];
        }
    }
    if (at < LOOKUP_NEAR_MAX) {
        lookup->near[at] = near;
        lookup->near[at].name = arena_strdup(lookup->arena, near.name);
        lookup->near_count += lookup->near_count < LOOKUP_NEAR_MAX;
    }
    return true;
}

static void lookup_day(int64_t day, char text[16])
{
    int year, month, number;

    if (day == INT64_MAX) {
        snprintf(text, 16, "today");
        return;
    }
    timestamp_from_days(day, &year, &month, &number);
    snprintf(text, 16, "%04d-%02d-%02d", year, month, number);
}

/* Other names of what was found, and offices that people hold. */
static bool lookup_take_more(void *data, const struct gazetteer_entry *entry)
{
    struct lookup *lookup = data;

    for (size_t i = 0; i < lookup->count; i++) {
        const struct gazetteer_entry *found = lookup->entries[i];

        if (strcmp(entry->type, "HOLDER") == 0) {
            if (strcmp(found->type, "PERSON") == 0 && strcmp(found->name, entry->name) == 0) {
                char from[16], to[16];

                lookup_day(entry->first_day, from);
                lookup_day(entry->last_day, to);
                json_array_append_new(lookup->roles[i],
                                      json_sprintf("%s, %s to %s", entry->alias, from, to));
            }
        } else if (entry->id != NULL && found->id != NULL && strcmp(entry->id, found->id) == 0 &&
                   strcmp(entry->key, lookup->key) != 0 &&
                   (gazetteer_is_entity(entry->type) || strcmp(entry->type, "PLACE") == 0) &&
                   json_array_size(lookup->aliases[i]) < LOOKUP_ALIASES_MAX) {
            bool there = false;

            for (size_t a = 0; a < json_array_size(lookup->aliases[i]); a++) {
                there = there || strcmp(json_string_value(json_array_get(lookup->aliases[i], a)),
                                        entry->alias) == 0;
            }
            if (!there) {
                json_array_append_new(lookup->aliases[i], json_string(entry->alias));
            }
        }
    }
    return true;
}

static void lookup_set(json_t *object, const char *name, const char *text)
{
    if (text != NULL && *text != '\0') {
        json_object_set_new(object, name, json_string(text));
    }
}

static json_t *lookup_entry(const struct lookup *lookup, size_t index)
{
    const struct gazetteer_entry *entry = lookup->entries[index];
    json_t *object = json_object();

    lookup_set(object, "id", entry->id);
    lookup_set(object, "type", strcmp(entry->type, "PLACE") == 0 ? "LOC" : entry->type);
    lookup_set(object, "name", entry->name);
    lookup_set(object, "written", entry->alias);
    lookup_set(object, "kind", entry->kind);
    lookup_set(object, "country", entry->country);
    lookup_set(object, "iso3166", entry->iso3166);
    lookup_set(object, "admin", entry->admin);
    lookup_set(object, "admin_code", entry->admin_code);
    if (entry->has_position) {
        json_object_set_new(object, "lat", json_real(entry->latitude));
        json_object_set_new(object, "lon", json_real(entry->longitude));
    }
    if (entry->population > 0) {
        json_object_set_new(object, "population", json_integer(entry->population));
    }
    lookup_set(object, "actor_code", entry->actor_code);
    lookup_set(object, "geonames", entry->geonames);
    lookup_set(object, "wikidata", entry->wikidata);
    if (json_array_size(lookup->roles[index]) > 0) {
        json_object_set(object, "roles", lookup->roles[index]);
    }
    if (json_array_size(lookup->aliases[index]) > 0) {
        json_object_set(object, "aliases", lookup->aliases[index]);
    }
    lookup_set(object, "source", entry->file != NULL ? entry->file : entry->source);
    if (entry->file != NULL || entry->source_line > 0) {
        json_object_set_new(
            object, "line",
            json_integer((json_int_t)(entry->file != NULL ? entry->line : entry->source_line)));
    }
    if (strcmp(entry->type, "PLACE") == 0) {
        json_object_set_new(object, "needs_context", json_true());
    }
    return object;
}

/* Which one an article that says nothing else would mean, and why. */
static void lookup_choose(const struct lookup *lookup, const struct gazetteer_view *view,
                          const char *written, json_t *entries)
{
    const struct gazetteer_entry *first = gazetteer_find(view, lookup->key, written, NULL);
    struct place_name *places = arena_alloc(lookup->arena, sizeof *places);
    const struct gazetteer_entry *chosen = first;
    const char *why = "the first by rank";

    places->key = lookup->key;
    place_list(view, places, NULL);
    if (places->count > 0 && (first == NULL || strcmp(first->type, "LOC") == 0)) {
        size_t best = place_best(places->total, places->count);

        chosen = places->entries[best];
        why = places->count == 1                     ? "no other place has the name"
              : chosen->file != NULL                 ? "the dictionary lists it"
              : chosen->kind == NULL                 ? "the first by rank"
              : strcmp(chosen->kind, "country") == 0 ? "a country"
              : chosen->population > 0               ? "most people live there"
                                                     : "the first by rank";
    }
    for (size_t i = 0; i < lookup->count; i++) {
        json_t *object = json_array_get(entries, i);

        for (size_t p = 0; p < places->count; p++) {
            if (places->entries[p] == lookup->entries[i]) {
                json_object_set_new(object, "score",
                                    json_real(place_share(places->total, places->count, p)));
            }
        }
        if (lookup->entries[i] == chosen) {
            json_object_set_new(object, "chosen", json_string(why));
        }
    }
}

static void lookup_print_text(FILE *out, const json_t *object, const char *name, const char *words)
{
    const char *text = json_string_value(json_object_get(object, name));

    if (text != NULL) {
        fprintf(out, "%s%s", words, text);
    }
}

static void lookup_print_list(FILE *out, const json_t *list, const char *title)
{
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        fprintf(out, "%s%s", i == 0 ? title : "; ", json_string_value(item));
    }
    if (json_array_size(list) > 0) {
        fputc('\n', out);
    }
}

static void lookup_print(FILE *out, const json_t *object)
{
    const json_t *number = json_object_get(object, "population");
    const char *chosen = json_string_value(json_object_get(object, "chosen"));

    fprintf(out, "%s %s  ", chosen != NULL ? "*" : " ",
            json_string_value(json_object_get(object, "type")));
    lookup_print_text(out, object, "name", "");
    lookup_print_text(out, object, "kind", ", ");
    lookup_print_text(out, object, "admin", ", ");
    lookup_print_text(out, object, "country", ", ");
    if (json_object_get(object, "lat") != NULL) {
        fprintf(out, "  %.5f %.5f", json_real_value(json_object_get(object, "lat")),
                json_real_value(json_object_get(object, "lon")));
    }
    if (number != NULL) {
        fprintf(out, "  %lld people", (long long)json_integer_value(number));
    }
    fputc('\n', out);
    lookup_print_text(out, object, "id", "      id ");
    lookup_print_text(out, object, "iso3166", "  iso3166 ");
    lookup_print_text(out, object, "admin_code", "  area ");
    lookup_print_text(out, object, "geonames", "  geonames ");
    lookup_print_text(out, object, "wikidata", "  wikidata ");
    lookup_print_text(out, object, "actor_code", "  actor code ");
    fputc('\n', out);
    lookup_print_list(out, json_object_get(object, "roles"), "      offices: ");
    lookup_print_list(out, json_object_get(object, "aliases"), "      also: ");
    lookup_print_text(out, object, "source", "      from ");
    if (json_object_get(object, "line") != NULL) {
        fprintf(out, ":%lld", (long long)json_integer_value(json_object_get(object, "line")));
    }
    fputc('\n', out);
    if (chosen != NULL) {
        fprintf(out, "      chosen where nothing else tells: %s", chosen);
        if (json_object_get(object, "score") != NULL) {
            fprintf(out, " (%.2f)", json_real_value(json_object_get(object, "score")));
        }
        fputc('\n', out);
    } else if (json_object_get(object, "score") != NULL) {
        fprintf(out, "      as likely where nothing else tells: %.2f\n",
                json_real_value(json_object_get(object, "score")));
    }
}

/* What a name is beside entities: "a given name". */
static json_t *lookup_meanings(struct lookup *lookup, const struct gazetteer_view *view)
{
    json_t *list = json_array();

    for (size_t i = 0; i < sizeof lookup_types / sizeof lookup_types[0]; i++) {
        const struct gazetteer_entry *entry =
            gazetteer_find(view, lookup->key, NULL, lookup_types[i].type);
        bool named = entry != NULL && entry->name != NULL && strcmp(entry->type, "WORD") != 0 &&
                     *entry->name != '\0';

        if (entry != NULL) {
            json_array_append_new(
                list, json_sprintf("%s%s%s%s%s", lookup_types[i].words, named ? " " : "",
                                   named                    ? entry->name
                                   : entry->country != NULL ? entry->country
                                                            : "",
                                   entry->file != NULL ? ", from " : "",
                                   entry->file != NULL ? arena_printf(lookup->arena, "%s:%zu",
                                                                      entry->file, entry->line)
                                                       : ""));
        }
    }
    return list;
}

static void lookup_add_spelt(struct lookup *lookup, json_t *list, const char *words,
                             const struct gazetteer_entry *entry)
{
    char key[GAZETTEER_KEY_MAX];

    if (gazetteer_key(entry->name, strlen(entry->name), key) > 0 && strcmp(key, lookup->key) == 0) {
        return;
    }
    json_array_append_new(list, json_sprintf("%s %s, from %s:%zu", words, entry->name,
                                             entry->file == NULL ? "-" : entry->file, entry->line));
}

/* Whose name it is in another spelling: "Zelenskiy", "Muhammad as-Sudani". */
static void lookup_spellings(struct lookup *lookup, const struct gazetteer_view *view,
                             const char *name, json_t *list)
{
    struct gazetteer_bearer bearers[LOOKUP_BEARERS_MAX];
    const struct gazetteer_entry *entry;
    struct spelling spelling;
    size_t count;

    if (spelling_of_person(view, name, &spelling) && spelling.count == 1) {
        count = gazetteer_bearers(view, spelling.words[0], bearers, LOOKUP_BEARERS_MAX);
        for (size_t i = 0; i < count; i++) {
            bool seen = false;

            for (size_t k = 0; k < i; k++) {
                seen = seen || strcmp(bearers[k].person->id, bearers[i].person->id) == 0;
            }
            if (!seen) {
                lookup_add_spelt(lookup, list, "in some spelling the surname of",
                                 bearers[i].person);
            }
        }
    }
    entry = gazetteer_find_spelt(view, name, "PERSON");
    entry = entry == NULL ? gazetteer_find_spelt(view, name, "ORG") : entry;
    if (lookup->count == 0 && entry != NULL) {
        lookup_add_spelt(lookup, list, "another spelling of", entry);
    }
}

static void lookup_find(struct lookup *lookup, const struct gazetteer *gazetteer,
                        const struct gazetteer_view *view)
{
    static const char *const types[] = {NULL, "PLACE"};

    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        lookup->count +=
            gazetteer_list(view, lookup->key, types[t], lookup->entries + lookup->count,
                           LOOKUP_ENTRIES_MAX - lookup->count);
    }
    for (size_t i = 0; i < lookup->count; i++) {
        lookup->aliases[i] = json_array();
        lookup->roles[i] = json_array();
    }
    gazetteer_each(gazetteer, lookup_take_more, lookup);
}

static json_t *lookup_answer(struct lookup *lookup, const struct gazetteer *gazetteer,
                             const struct gazetteer_view *view, const char *name)
{
    json_t *entries = json_array(), *near = json_array(), *meanings;

    lookup_find(lookup, gazetteer, view);
    meanings = lookup_meanings(lookup, view);
    lookup_spellings(lookup, view, name, meanings);
    for (size_t i = 0; i < lookup->count; i++) {
        json_array_append_new(entries, lookup_entry(lookup, i));
    }
    lookup_choose(lookup, view, name, entries);
    if (lookup->count == 0 && json_array_size(meanings) == 0) {
        gazetteer_each(gazetteer, lookup_take_near, lookup);
    }
    for (size_t i = 0; i < lookup->near_count; i++) {
        json_array_append_new(near, json_string(lookup->near[i].name));
    }
    for (size_t i = 0; i < lookup->count; i++) {
        json_decref(lookup->aliases[i]);
        json_decref(lookup->roles[i]);
    }
    return json_pack("{sssssososo}", "name", name, "key", lookup->key, "entries", entries, "also",
                     meanings, "near", near);
}

static enum status lookup_missing(const char *name, const json_t *near, struct error *error)
{
    char list[512] = "";
    size_t used = 0, i;
    const json_t *item;

    json_array_foreach(near, i, item)
    {
        int written = snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "; near: " : ", ",
                               json_string_value(item));

        if (written < 0 || (size_t)written >= sizeof list - used) {
            list[used] = '\0';
            break;
        }
        used += (size_t)written;
    }
    return error_set(error, STATUS_FATAL, "not_found", "%s: nothing is known under this name%s",
                     name, list);
}

enum status lookup_run(const struct gazetteer *gazetteer, const char *name, bool json, FILE *out,
                       struct error *error)
{
    struct arena *arena = arena_new();
    struct gazetteer_view *view = gazetteer_view_new(gazetteer, arena);
    struct lookup *lookup = arena_alloc(arena, sizeof *lookup);
    char key[GAZETTEER_KEY_MAX] = "";
    enum status status = STATUS_OK;
    json_t *answer, *entry;
    size_t i;

    if (gazetteer_key(name, strlen(name), key) == 0) {
        arena_free(arena);
        return error_set(error, STATUS_USAGE, "usage",
                         "\"%s\": a name has letters, and at most %d bytes", name,
                         GAZETTEER_KEY_MAX - 7);
    }
    lookup->arena = arena;
    lookup->key = key;
    answer = lookup_answer(lookup, gazetteer, view, name);
    if (json_array_size(json_object_get(answer, "entries")) == 0 &&
        json_array_size(json_object_get(answer, "also")) == 0) {
        status = lookup_missing(name, json_object_get(answer, "near"), error);
    }
    if (json) {
        json_dumpf(answer, out, JSON_COMPACT | JSON_REAL_PRECISION(10));
        fputc('\n', out);
    } else if (status == STATUS_OK) {
        json_array_foreach(json_object_get(answer, "entries"), i, entry)
        {
            lookup_print(out, entry);
        }
        lookup_print_list(out, json_object_get(answer, "also"), "  also ");
    }
    json_decref(answer);
    arena_free(arena);
    if (fflush(out) != 0 && status == STATUS_OK) {
        status = error_set(error, STATUS_FATAL, "cannot_write", "stdout: cannot be written");
    }
    return status;
}
