/* Rows of GeoNames and of tables, checked and taken. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "transform/place/import.h"

/* As in gazetteer.dat: transform/name/build/cities.c. */
enum {
    ROWS_TOWN = 15000,
    ROWS_CITY = 100000,
    ROWS_METROPOLIS = 1000000,
    ROWS_RANK_METROPOLIS = 300,
    ROWS_RANK_CITY = 350,
    ROWS_RANK_OTHER = 500,
    ROWS_RANK_TOWN = 690,
    ROWS_RANK_AREA = 700,
    ROWS_SAME_KM = 25 /* nearer places of one name and country are one */
};

enum { /* columns of GeoNames, 0-based */
       GEO_ID,
       GEO_NAME,
       GEO_ASCII,
       GEO_OTHERS,
       GEO_LATITUDE,
       GEO_LONGITUDE,
       GEO_CLASS,
       GEO_CODE,
       GEO_COUNTRY,
       GEO_ADMIN1 = 10,
       GEO_POPULATION = 14,
       GEO_COLUMNS = 19
};

const char *const import_table_columns[IMPORT_TABLE_COLUMNS] = {
    "id",  "type", "name",       "country",    "admin",   "kind",
    "lat", "lon",  "population", "actor_code", "aliases", "wikidata"};

static bool rows_fail(struct import_problem *problem, size_t column, const char *name,
                      const char *value, const char *allowed)
{
    *problem = (struct import_problem){column + 1, name, value, allowed};
    return false;
}

static bool rows_digits(const char *text, size_t most)
{
    size_t length = strlen(text);

    return length > 0 && length <= most && strspn(text, "0123456789") == length;
}

/* A decimal number within the limits, and nothing else. */
static bool rows_degrees(const char *text, double limit, double *degrees)
{
    char *end = NULL;

    if (*text == '\0' || strlen(text) > 30 || strspn(text, "+-.0123456789") != strlen(text)) {
        return false;
    }
    *degrees = strtod(text, &end); /* lint: allowed, no program sets a locale */
    return *end == '\0' && *degrees >= -limit && *degrees <= limit;
}

static bool rows_code(const char *text, size_t minimum, size_t maximum)
{
    size_t length = strlen(text);

    return length >= minimum && length <= maximum &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

size_t import_cut(char *line, char **cells)
{
    size_t count = 0;

    for (char *cell = line; cell != NULL; count++) {
        char *tab = strchr(cell, '\t');

        if (count < IMPORT_COLUMNS_MAX) {
            cells[count] = cell;
        }
        if (tab != NULL) {
            *tab++ = '\0';
        }
        cell = tab;
    }
    return count;
}

static const struct gazetteer_entry *rows_known(const struct import *import, const char *text,
                                                const char *type)
{
    char key[GAZETTEER_KEY_MAX];

    return gazetteer_key(text, strlen(text), key) == 0
               ? NULL
               : gazetteer_find(import->view, key, NULL, type);
}

/* A name that is mostly something else: a common word, a given name, somebody's surname. */
static bool rows_is_word(const struct import *import, const char *name)
{
    static const char *const types[] = {"WORD", "GIVEN", "FAMILY", "SURNAME"};

    for (size_t i = 0; i < sizeof types / sizeof types[0] && strchr(name, ' ') == NULL; i++) {
        if (rows_known(import, name, types[i]) != NULL) {
            return true;
        }
    }
    return strlen(name) < 4;
}

/* The place that is known already, whose id the imported one gets: ids stay as they were. */
static const struct gazetteer_entry *rows_same(const struct import *import,
                                               const struct gazetteer_entry *entry)
{
    static const char *const types[] = {"LOC", "PLACE"};
    char key[GAZETTEER_KEY_MAX];

    if (gazetteer_key(entry->name, strlen(entry->name), key) == 0 || entry->country == NULL) {
        return NULL;
    }
    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        const struct gazetteer_entry *found[24];
        size_t count = gazetteer_list(import->view, key, types[t], found, 24);

        for (size_t i = 0; i < count; i++) {
            double across = (found[i]->longitude - entry->longitude) *
                            cos(entry->latitude * (3.14159265358979323846 / 180));

            if (found[i]->id == NULL || found[i]->country == NULL || found[i]->kind == NULL ||
                strcmp(found[i]->country, entry->country) != 0 ||
                strcmp(found[i]->kind, entry->kind) != 0) {
                continue;
            }
            if (strcmp(entry->kind, "area") == 0 ||
                (found[i]->has_position &&
                 hypot(found[i]->latitude - entry->latitude, across) * 111.2 < ROWS_SAME_KM)) {
                return found[i];
            }
        }
    }
    return NULL;
}

static int rows_rank(unsigned population)
{
    return population >= ROWS_METROPOLIS ? ROWS_RANK_METROPOLIS
           : population >= ROWS_CITY     ? ROWS_RANK_CITY
                                         : ROWS_RANK_TOWN - (int)(population / 11500);
}

/* Latin letters, as English news write names; a capital first; more than a code. */
static bool rows_is_english(const char *name)
{
    int32_t position = 0, length = (int32_t)strlen(name);
    int letters = 0, lower = 0;

    while (position < length) {
        int32_t c = utf8_next(name, &position, length);

        if (c > 0x24F && c != 0x2019 && c != 0x2018 && (c < 0x1E00 || c > 0x1EFF)) {
            return false;
        }
        letters += c >= 'A';
        lower += (c >= 'a' && c <= 'z') || c > 0x7F;
    }
    return letters >= 4 && lower > 0 && !ascii_is_lower(name[0]) && !ascii_is_digit(name[0]);
}

/* All names of a place: what it is called, and what else (parted by `sign`). */
static bool rows_add(struct import *import, struct gazetteer_entry *entry, int rank, char *others,
                     char sign, bool all_scripts)
{
    struct gazetteer_entry doubted = *entry;
    bool kept;
    uint32_t thing, doubtful;

    doubted.type = strcmp(entry->type, "LOC") == 0 ? "PLACE" : entry->type;
    thing = gazetteer_writer_thing(import->writer, entry);
    doubtful = gazetteer_writer_thing(import->writer, &doubted);
    kept = gazetteer_writer_name(
        import->writer, rows_is_word(import, entry->name) ? doubtful : thing, entry->name, rank);
    for (char *name = others; name != NULL && *name != '\0';) {
        char *end = strchr(name, sign);

        if (end != NULL) {
            *end = '\0';
        }
        name += strspn(name, " ");
        if (*name != '\0' && strcmp(name, entry->name) != 0 &&
            (all_scripts || rows_is_english(name))) {
            bool sure = sign == '|' && !rows_is_word(import, name);

            gazetteer_writer_name(import->writer, sure ? thing : doubtful, name,
                                  sure ? rank : rank + 100);
        }
        name = end == NULL ? NULL : end + 1;
    }
    return kept;
}

/* "US.TX": name and number of an area. */
static void rows_note_area(struct import *import, const char *code, const char *name,
                           const char *id)
{
    if (json_object_size(import->areas) < IMPORT_AREAS_MAX) {
        json_object_set_new(import->areas, code, json_pack("[ss]", name, id));
    }
}

bool import_take_area(struct import *import, char **cells, size_t count,
                      struct import_problem *problem)
{
    if (count != 4) {
        return rows_fail(problem, count, "columns", "", "admin1CodesASCII.txt has 4");
    }
    if (strlen(cells[0]) < 4 || cells[0][2] != '.' || strlen(cells[0]) > 24) {
        return rows_fail(problem, 0, "code", cells[0], "a country, a dot and a code, as US.TX");
    }
    if (*cells[1] == '\0' || !utf8_valid(cells[1])) {
        return rows_fail(problem, 1, "name", cells[1], "text in UTF-8");
    }
    if (!rows_digits(cells[3], 10)) {
        return rows_fail(problem, 3, "geonameid", cells[3], "a number");
    }
    rows_note_area(import, cells[0], cells[1], cells[3]);
    return true;
}

/* Which of GeoNames' features are taken, as which kind; NULL: not this one. */
static const char *rows_kind(const char *class, const char *code, long population, long least)
{
    static const char *const gone[] = {"PPLH", "PPLQ", "PPLW", "PPLCH"};

    if (strcmp(class, "A") == 0) {
        return strcmp(code, "ADM1") == 0 ? "area" : strcmp(code, "ADM2") == 0 ? "district" : NULL;
    }
    if (strcmp(class, "P") != 0) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
        if (strcmp(code, gone[i]) == 0) {
            return NULL;
        }
    }
    if (population < least && strcmp(code, "PPLC") != 0 && strcmp(code, "PPLA") != 0) {
        return NULL;
    }
    return strcmp(code, "PPLX") == 0 ? "district" : "city";
}

/* The area that a place lies in: by the list of areas, and its ISO code where the name is known. */
static void rows_set_area(struct import *import, struct gazetteer_entry *entry, const char *code)
{
    const json_t *area = json_object_get(import->areas, code);
    struct gazetteer_entry wanted = {.name = json_string_value(json_array_get(area, 0)),
                                     .country = entry->country,
                                     .kind = "area"};
    const struct gazetteer_entry *known;

    if (wanted.name == NULL) {
        return;
    }
    known = rows_same(import, &wanted);
    entry->admin = known != NULL ? known->name : wanted.name;
    entry->admin_code = known != NULL && known->iso3166 != NULL
                            ? known->iso3166
                            : arena_printf(import->arena, "geonames:%s",
                                           json_string_value(json_array_get(area, 1)));
}

static bool rows_check_geonames(char **cells, size_t count, struct gazetteer_entry *entry,
                                struct import_problem *problem)
{
    if (count != GEO_COLUMNS) {
        return rows_fail(problem, count, "columns", "", "a dump of GeoNames has 19");
    }
    for (size_t i = 0; i < count; i++) {
        if (!utf8_valid(cells[i])) {
            return rows_fail(problem, i, "text", cells[i], "UTF-8");
        }
    }
    if (!rows_digits(cells[GEO_ID], 10)) {
        return rows_fail(problem, GEO_ID, "geonameid", cells[GEO_ID], "a number");
    }
    if (*cells[GEO_NAME] == '\0' || strlen(cells[GEO_NAME]) > 400) {
        return rows_fail(problem, GEO_NAME, "name", cells[GEO_NAME], "1 to 400 bytes");
    }
    if (!rows_degrees(cells[GEO_LATITUDE], 90, &entry->latitude)) {
        return rows_fail(problem, GEO_LATITUDE, "latitude", cells[GEO_LATITUDE], "-90 to 90");
    }
    if (!rows_degrees(cells[GEO_LONGITUDE], 180, &entry->longitude)) {
        return rows_fail(problem, GEO_LONGITUDE, "longitude", cells[GEO_LONGITUDE], "-180 to 180");
    }
    if (*cells[GEO_CLASS] != '\0' && !rows_code(cells[GEO_CLASS], 1, 1)) {
        return rows_fail(problem, GEO_CLASS, "feature class", cells[GEO_CLASS], "one capital");
    }
    if (*cells[GEO_COUNTRY] != '\0' && !rows_code(cells[GEO_COUNTRY], 2, 2)) {
        return rows_fail(problem, GEO_COUNTRY, "country code", cells[GEO_COUNTRY],
                         "two capitals, or nothing");
    }
    if (*cells[GEO_POPULATION] != '\0' && !rows_digits(cells[GEO_POPULATION], 10)) {
        return rows_fail(problem, GEO_POPULATION, "population", cells[GEO_POPULATION],
                         "a number, or nothing");
    }
    return true;
}

bool import_take_geonames(struct import *import, char **cells, size_t count, size_t line,
                          struct import_problem *problem)
{
    struct gazetteer_entry entry = {.type = "LOC", .has_position = true, .source_line = line};
    const struct gazetteer_entry *country, *same;
    char code[64] = "";
    long population;

    if (!rows_check_geonames(cells, count, &entry, problem)) {
        return false;
    }
    if (strlen(cells[GEO_ADMIN1]) < 20) {
        snprintf(code, sizeof code, "%s.%s", cells[GEO_COUNTRY], cells[GEO_ADMIN1]);
    }
    if (import->only_areas) {
        if (strcmp(cells[GEO_CODE], "ADM1") == 0) {
            rows_note_area(import, code, cells[GEO_NAME], cells[GEO_ID]);
        }
        return true;
    }
    population = strtol(cells[GEO_POPULATION], NULL, 10);
    entry.population = population > 2000000000 ? 2000000000 : (unsigned)population;
    entry.kind =
        rows_kind(cells[GEO_CLASS], cells[GEO_CODE], population, import->options->min_population);
    if (entry.kind == NULL) {
        return true;
    }
    country = *cells[GEO_COUNTRY] == '\0' ? NULL : rows_known(import, cells[GEO_COUNTRY], "ALPHA2");
    entry.country = country == NULL ? NULL : country->country;
    entry.name = cells[GEO_NAME];
    entry.geonames = cells[GEO_ID];
    entry.source = import->source;
    rows_set_area(import, &entry, code);
    same = rows_same(import, &entry);
    entry.id = same != NULL ? same->id : arena_printf(import->arena, "geonames:%s", cells[GEO_ID]);
    entry.iso3166 = same != NULL ? same->iso3166 : NULL;
    entry.wikidata = same != NULL ? same->wikidata : NULL;
    if (strcmp(entry.kind, "city") != 0 || population < ROWS_TOWN) {
        /* too many to be believed by their names alone */
        entry.type = strcmp(entry.kind, "area") == 0 ? "LOC" : "PLACE";
    }
    import->counts.places +=
        rows_add(import, &entry,
                 strcmp(entry.kind, "city") == 0 ? rows_rank(entry.population) : ROWS_RANK_AREA,
                 cells[GEO_OTHERS], ',', false);
    if (strcmp(cells[GEO_ASCII], cells[GEO_NAME]) != 0 && *cells[GEO_ASCII] != '\0') {
        rows_add(import, &entry, ROWS_RANK_TOWN, cells[GEO_ASCII], ',', false);
    }
    return true;
}

static bool rows_check_table(char **cells, size_t count, struct gazetteer_entry *entry,
                             struct import_problem *problem)
{
    static const char *const types[] = {"PERSON", "ORG",      "LOC",    "NORP",
                                        "EVENT",  "FACILITY", "PRODUCT"};
    bool known = false;

    if (count != IMPORT_TABLE_COLUMNS) {
        return rows_fail(problem, count, "columns", "", "a table has 12");
    }
    for (size_t i = 0; i < count; i++) {
        if (!utf8_valid(cells[i])) {
            return rows_fail(problem, i, import_table_columns[i], cells[i], "UTF-8");
        }
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        known = known || strcmp(cells[1], types[i]) == 0;
    }
    if (*cells[0] == '\0' || strlen(cells[0]) > 200 || strchr(cells[0], ' ') != NULL) {
        return rows_fail(problem, 0, "id", cells[0],
                         "Q42, geonames:2643743, or anything of 1 to 200 bytes without a space");
    }
    if (!known) {
        return rows_fail(problem, 1, "type", cells[1],
                         "PERSON, ORG, LOC, NORP, EVENT, FACILITY or PRODUCT");
    }
    if (*cells[2] == '\0' || strlen(cells[2]) > 400) {
        return rows_fail(problem, 2, "name", cells[2], "1 to 400 bytes");
    }
    if (*cells[3] != '\0' && !rows_code(cells[3], 3, 3)) {
        return rows_fail(problem, 3, "country", cells[3], "three capitals, or nothing");
    }
    entry->has_position = *cells[6] != '\0';
    if (entry->has_position && !rows_degrees(cells[6], 90, &entry->latitude)) {
        return rows_fail(problem, 6, "lat", cells[6], "-90 to 90, or nothing");
    }
    if ((*cells[7] != '\0') != entry->has_position ||
        (entry->has_position && !rows_degrees(cells[7], 180, &entry->longitude))) {
        return rows_fail(problem, 7, "lon", cells[7], "-180 to 180, or nothing as lat");
    }
    if (*cells[8] != '\0' && !rows_digits(cells[8], 9)) {
        return rows_fail(problem, 8, "population", cells[8], "a number, or nothing");
    }
    if (*cells[9] != '\0' && !rows_code(cells[9], 3, 24)) {
        return rows_fail(problem, 9, "actor_code", cells[9], "3 to 24 capitals, or nothing");
    }
    if (*cells[11] != '\0' && (cells[11][0] != 'Q' || !rows_digits(cells[11] + 1, 12))) {
        return rows_fail(problem, 11, "wikidata", cells[11], "Q and a number, or nothing");
    }
    return true;
}

static const char *rows_or_null(const char *cell)
{
    return *cell == '\0' ? NULL : cell;
}

bool import_take_table(struct import *import, char **cells, size_t count, size_t line,
                       struct import_problem *problem)
{
    struct gazetteer_entry entry = {.source_line = line};
    bool item, place;

    if (!rows_check_table(cells, count, &entry, problem)) {
        return false;
    }
    item = cells[0][0] == 'Q' && rows_digits(cells[0] + 1, 12);
    place = strcmp(cells[1], "LOC") == 0;
    entry.id = item ? arena_printf(import->arena, "wikidata:%s", cells[0]) : cells[0];
    entry.wikidata = item ? cells[0] : rows_or_null(cells[11]);
    entry.geonames = strncmp(cells[0], "geonames:", 9) == 0 ? cells[0] + 9 : NULL;
    entry.type = cells[1];
    entry.name = cells[2];
    entry.country = rows_or_null(cells[3]);
    entry.admin = rows_or_null(cells[4]);
    entry.kind = *cells[5] != '\0' ? cells[5] : place ? "place" : NULL;
    entry.population = (unsigned)strtoul(cells[8], NULL, 10);
    entry.actor_code = rows_or_null(cells[9]);
    entry.source = import->source;
    import->counts.places +=
        rows_add(import, &entry,
                 place && entry.population > 0 ? rows_rank(entry.population) : ROWS_RANK_OTHER,
                 cells[10], '|', true);
    return true;
}
