/* Rows of countries.tsv and places.tsv. */
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/name/gazetteer_tsv.h"

/* "" or a day of the calendar as YYYY-MM-DD. */
static bool tsv_is_day(const char *text)
{
    struct timestamp day;

    return *text == '\0' ||
           (strlen(text) == 10 && timestamp_parse(text, &day) && day.precision == PRECISION_DAY);
}

/* alpha3, alpha2, cameo, name, formal, adjective, demonyms, capital, until, aliases */
enum status gazetteer_tsv_take_country(struct gazetteer *gazetteer, const struct tsv_row *row,
                                       struct error *error)
{
    struct arena *arena = gazetteer_arena(gazetteer);
    const char *const *cells = row->cells;
    /* ISO's code; of a state that has but a user-assigned one (XAA to XZZ), CAMEO's */
    const char *cameo = *cells[2] == '\0' ? cells[0] : cells[2],
               *code = cells[0][0] == 'X' ? cameo : cells[0], *aliases = cells[9],
               *demonyms = cells[6], *capitals = cells[7], *alias;
    struct gazetteer_entry known, entry = {.type = "LOC",
                                           .kind = *cells[8] == '\0' ? "country" : "former country",
                                           .name = cells[3],
                                           .country = cells[0],
                                           .iso3166 = gazetteer_tsv_or_null(cells[1]),
                                           .file = row->file,
                                           .line = row->line,
                                           .rank = GAZETTEER_RANK_CONFIG};

    if (!gazetteer_tsv_is_code(cells[0], 3, 3)) {
        return tsv_fail(row, "alpha3", cells[0], "give the three letters of ISO 3166-1", error);
    }
    if (!gazetteer_tsv_is_code(cells[1], 2, 2)) {
        return tsv_fail(row, "alpha2", cells[1], "give the two letters of ISO 3166-1", error);
    }
    if (!gazetteer_tsv_is_code(cameo, 3, 3)) {
        return tsv_fail(row, "cameo", cells[2], "give a code of three capitals, or leave it empty",
                        error);
    }
    if (*cells[3] == '\0') {
        return tsv_fail(row, "name", cells[3], "a country needs its name", error);
    }
    if (!tsv_is_day(cells[8])) {
        return tsv_fail(row, "until", cells[8], "give a day as 1991-12-26, or leave it empty",
                        error);
    }
    if (gazetteer_compiled(gazetteer, cells[0], "COUNTRY", NULL, NULL, &known)) {
        entry.has_position = known.has_position;
        entry.latitude = known.latitude;
        entry.longitude = known.longitude;
    }
    entry.id = arena_printf(arena, "iso3166:%s", cells[0]);
    entry.actor_code = code;
    gazetteer_tsv_add_names(gazetteer, entry, aliases);
    if (*cells[4] != '\0') {
        entry.alias = cells[4];
        gazetteer_add(gazetteer, &entry);
    }
    entry.type = "NATION"; /* what it is called, by its code */
    entry.alias = cells[0];
    gazetteer_add(gazetteer, &entry);
    entry.type = "CAMEO";
    entry.alias = cameo;
    gazetteer_add(gazetteer, &entry);
    entry.type = "ALPHA2";
    entry.alias = cells[1];
    if (*cells[8] == '\0') {
        gazetteer_add(gazetteer, &entry);
    }
    entry.type = "CAPITAL";
    while ((alias = tsv_next_value(arena, &capitals)) != NULL) {
        entry.alias = alias;
        gazetteer_add(gazetteer, &entry);
    }
    entry.type = "DEMONYM";
    entry.id = arena_printf(arena, "norp:%s", cells[0]);
    entry.name = gazetteer_tsv_or_null(cells[5]);
    entry.iso3166 = entry.kind = NULL;
    entry.has_position = false;
    if (entry.name != NULL) {
        entry.alias = entry.name;
        gazetteer_add(gazetteer, &entry);
    }
    while ((alias = tsv_next_value(arena, &demonyms)) != NULL) {
        entry.alias = alias;
        entry.name = entry.name == NULL ? alias : entry.name;
        if (alias == entry.name || strcmp(alias, entry.name) != 0) {
            gazetteer_add(gazetteer, &entry);
        }
    }
    return STATUS_OK;
}

/* code, country, name, abbreviations, aliases */
enum status gazetteer_tsv_take_area(struct gazetteer *gazetteer, const struct tsv_row *row,
                                    struct error *error)
{
    struct arena *arena = gazetteer_arena(gazetteer);
    const char *const *cells = row->cells;
    const char *abbreviations = cells[3];
    struct gazetteer_entry entry;

    if (!gazetteer_has_compiled(gazetteer)) {
        return STATUS_OK; /* damaged, which is told: only the other columns' mistakes can be seen */
    }
    if (!gazetteer_compiled(gazetteer, cells[0], "AREA", NULL, NULL, &entry)) {
        return tsv_fail(row, "code", cells[0], "give a code of ISO 3166-2, such as US-TX", error);
    }
    if (entry.country == NULL || strcmp(cells[1], entry.country) != 0) {
        return tsv_fail(row, "country", cells[1], "it is not that of the code", error);
    }
    entry.file = row->file;
    entry.line = row->line;
    entry.rank = GAZETTEER_RANK_CONFIG;
    entry.source = NULL;
    if (*cells[2] != '\0') {
        entry.name = entry.admin = cells[2];
    }
    entry.type = "ABBREVIATION";
    while ((entry.alias = tsv_next_value(arena, &abbreviations)) != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
    entry.type = "LOC";
    if (*cells[2] != '\0') {
        gazetteer_tsv_add_names(gazetteer, entry, cells[4]);
    } else {
        const char *aliases = cells[4];

        while ((entry.alias = tsv_next_value(arena, &aliases)) != NULL) {
            gazetteer_add(gazetteer, &entry);
        }
    }
    return STATUS_OK;
}

/* False: it is neither empty nor a number within the limits. */
static bool tsv_degrees(const char *text, double limit, double *degrees)
{
    char *end = NULL;

    *degrees = strtod(text, &end); /* lint: allowed, no program sets a locale */
    return *text == '\0' || (*end == '\0' && strspn(text, "-0123456789.") == strlen(text) &&
                             *degrees >= -limit && *degrees <= limit);
}

/* What packages know of a place, by its name or one of its others: "New York" is New York City. */
static bool places_known(struct gazetteer *gazetteer, const struct gazetteer_entry *entry,
                         const char *aliases, struct gazetteer_entry *known)
{
    const char *name = entry->name;

    do {
        if (gazetteer_compiled(gazetteer, name, "LOC", entry->country, entry->kind, known) ||
            gazetteer_compiled(gazetteer, name, "PLACE", entry->country, entry->kind, known)) {
            return true;
        }
        name = tsv_next_value(gazetteer_arena(gazetteer), &aliases);
    } while (name != NULL);
    return false;
}

/* name, kind, country, actor_code, wikidata, lat, lon, aliases */
enum status gazetteer_tsv_take_place(struct gazetteer *gazetteer, const struct tsv_row *row,
                                     struct error *error)
{
    static const char *const kinds[] = {"area",   "city",   "district",  "region",   "continent",
                                        "sea",    "strait", "river",     "lake",     "mountain",
                                        "island", "desert", "peninsula", "facility", "place"};
    const char *const *cells = row->cells;
    struct gazetteer_entry known, entry = {.type = "LOC",
                                           .name = cells[0],
                                           .country = gazetteer_tsv_or_null(cells[2]),
                                           .actor_code = gazetteer_tsv_or_null(cells[3]),
                                           .wikidata = gazetteer_tsv_or_null(cells[4]),
                                           .has_position = *cells[5] != '\0',
                                           .file = row->file,
                                           .line = row->line,
                                           .rank = GAZETTEER_RANK_CONFIG};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        entry.kind = strcmp(cells[1], kinds[i]) == 0 ? kinds[i] : entry.kind;
    }
    if (*cells[0] == '\0') {
        return tsv_fail(row, "name", cells[0], "it must not be empty", error);
    }
    if (entry.kind == NULL) {
        return tsv_fail(row, "kind", cells[1],
                        "area, city, district, region, continent, sea, strait, river, lake, "
                        "mountain, island, desert, peninsula, facility and place are",
                        error);
    }
    if (*cells[2] != '\0' && !gazetteer_tsv_is_code(cells[2], 3, 3)) {
        return tsv_fail(row, "country", cells[2], "give the three letters of ISO 3166-1", error);
    }
    if (*cells[3] != '\0' && !gazetteer_tsv_is_code(cells[3], 3, 24)) {
        return tsv_fail(row, "actor_code", cells[3], "give a CAMEO code in capitals, such as IRQ",
                        error);
    }
    if (!gazetteer_tsv_is_wikidata(cells[4])) {
        return tsv_fail(row, "wikidata", cells[4], "give Q and a number, or leave it empty", error);
    }
    if (!tsv_degrees(cells[5], 90, &entry.latitude) || (*cells[5] == '\0') != (*cells[6] == '\0')) {
        return tsv_fail(row, "lat", cells[5], "give degrees from -90 to 90, and lon too", error);
    }
    if (!tsv_degrees(cells[6], 180, &entry.longitude)) {
        return tsv_fail(row, "lon", cells[6], "give degrees from -180 to 180", error);
    }
    entry.id =
        gazetteer_tsv_entity_id(gazetteer_arena(gazetteer), entry.wikidata, "LOC", entry.name);
    if (entry.country != NULL && places_known(gazetteer, &entry, cells[7], &known)) {
        /* what packages know of it: this line adds names */
        entry.id = entry.wikidata == NULL ? known.id : entry.id;
        entry.iso3166 = known.iso3166;
        entry.admin = known.admin;
        entry.admin_code = known.admin_code;
        entry.population = known.population;
        if (!entry.has_position) {
            entry.has_position = known.has_position;
            entry.latitude = known.latitude;
            entry.longitude = known.longitude;
        }
    }
    gazetteer_tsv_add_names(gazetteer, entry, cells[7]);
    return STATUS_OK;
}
