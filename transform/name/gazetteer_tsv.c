#include "transform/name/gazetteer_tsv.h"

#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/hash.h"
#include "common/paths.h"
#include "transform/tsv.h"

bool gazetteer_tsv_is_code(const char *text, size_t minimum, size_t maximum)
{
    size_t length = strlen(text);

    return length >= minimum && length <= maximum &&
           text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

bool gazetteer_tsv_is_wikidata(const char *text)
{
    return *text == '\0' ||
           (text[0] == 'Q' && text[1] != '\0' && text[1 + strspn(text + 1, "0123456789")] == '\0');
}

const char *gazetteer_tsv_or_null(const char *cell)
{
    return *cell == '\0' ? NULL : cell;
}

const char *gazetteer_tsv_entity_id(struct arena *arena, const char *wikidata, const char *type,
                                    const char *name)
{
    const char *parts[] = {type, name};
    char id[HASH_ID_SIZE];

    if (wikidata != NULL) {
        return arena_printf(arena, "wikidata:%s", wikidata);
    }
    hash_id(parts, 2, id);
    return arena_strdup(arena, id);
}

void gazetteer_tsv_add_names(struct gazetteer *gazetteer, struct gazetteer_entry entry,
                             const char *aliases)
{
    const char *alias;

    entry.alias = entry.name;
    gazetteer_add(gazetteer, &entry);
    while ((alias = tsv_next_value(gazetteer_arena(gazetteer), &aliases)) != NULL) {
        entry.alias = alias;
        gazetteer_add(gazetteer, &entry);
    }
}

/* name, type, country, actor_code, wikidata, aliases */
static enum status tsv_take_entity(struct gazetteer *gazetteer, const struct tsv_row *row,
                                   struct error *error)
{
    static const char *const types[] = {"PERSON", "ORG",      "LOC",    "NORP",
                                        "EVENT",  "FACILITY", "PRODUCT"};
    const char *const *cells = row->cells;
    struct gazetteer_entry entry = {
        .name = cells[0], .file = row->file, .line = row->line, .rank = GAZETTEER_RANK_CONFIG};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        entry.type = strcmp(cells[1], types[i]) == 0 ? types[i] : entry.type;
    }
    if (*cells[0] == '\0') {
        return tsv_fail(row, "name", cells[0], "it must not be empty", error);
    }
    if (entry.type == NULL) {
        return tsv_fail(row, "type", cells[1],
                        "PERSON, ORG, LOC, NORP, EVENT, FACILITY and PRODUCT are", error);
    }
    if (*cells[2] != '\0' && !gazetteer_tsv_is_code(cells[2], 3, 3)) {
        return tsv_fail(row, "country", cells[2], "give the three letters of ISO 3166-1", error);
    }
    if (*cells[3] != '\0' && !gazetteer_tsv_is_code(cells[3], 3, 24)) {
        return tsv_fail(row, "actor_code", cells[3],
                        "give a CAMEO code in capitals, such as IRQGOV", error);
    }
    if (!gazetteer_tsv_is_wikidata(cells[4])) {
        return tsv_fail(row, "wikidata", cells[4], "give Q and a number, or leave it empty", error);
    }
    entry.country = gazetteer_tsv_or_null(cells[2]);
    entry.actor_code = gazetteer_tsv_or_null(cells[3]);
    entry.wikidata = gazetteer_tsv_or_null(cells[4]);
    entry.id =
        gazetteer_tsv_entity_id(gazetteer_arena(gazetteer), entry.wikidata, entry.type, entry.name);
    gazetteer_tsv_add_names(gazetteer, entry, cells[5]);
    if (strcmp(entry.type, "PERSON") == 0 && strrchr(entry.name, ' ') != NULL) {
        /* news name the best known by their surname alone */
        entry.alias = strrchr(entry.name, ' ') + 1;
        entry.type = "SURNAME";
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

/* "protester" is also "protesters", "gunman" "gunmen", "deputy" "deputies". */
static const char *tsv_plural(struct arena *arena, const char *word)
{
    size_t length = strlen(word);
    char last = length == 0 ? 's' : word[length - 1], before = length < 2 ? 'a' : word[length - 2];

    if (last == 's' || last == '.') {
        return NULL;
    }
    if (length > 3 && strcmp(word + length - 3, "man") == 0) {
        return arena_printf(arena, "%.*smen", (int)length - 3, word);
    }
    if (last == 'y' && strchr("aeiou", before) == NULL) {
        return arena_printf(arena, "%.*sies", (int)length - 1, word);
    }
    return arena_printf(arena, "%ss", word);
}

static void tsv_add_role(struct gazetteer *gazetteer, struct gazetteer_entry entry)
{
    gazetteer_add(gazetteer, &entry);
    entry.alias = tsv_plural(gazetteer_arena(gazetteer), entry.alias);
    if (strcmp(entry.kind, "body") != 0 && entry.alias != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
}

/* role, code, kind, aliases */
static enum status tsv_take_role(struct gazetteer *gazetteer, const struct tsv_row *row,
                                 struct error *error)
{
    static const char *const kinds[] = {"person", "body", "any"};
    const char *const *cells = row->cells, *aliases = cells[3];
    struct gazetteer_entry entry = {.type = "OFFICE",
                                    .name = cells[0],
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        entry.kind = strcmp(cells[2], kinds[i]) == 0 ? kinds[i] : entry.kind;
    }
    if (*cells[0] == '\0') {
        return tsv_fail(row, "role", cells[0], "it must not be empty", error);
    }
    if (!gazetteer_tsv_is_code(cells[1], 3, 9)) {
        return tsv_fail(row, "code", cells[1], "give a CAMEO role in capitals, such as GOV", error);
    }
    if (entry.kind == NULL) {
        return tsv_fail(row, "kind", cells[2], "person, body and any are", error);
    }
    entry.actor_code = cells[1];
    entry.alias = entry.name;
    do {
        tsv_add_role(gazetteer, entry);
    } while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &aliases)) != NULL);
    return STATUS_OK;
}

/* code, words */
static enum status tsv_take_organisation_words(struct gazetteer *gazetteer,
                                               const struct tsv_row *row, struct error *error)
{
    const char *words = row->cells[1];
    struct gazetteer_entry entry = {.type = "ORGWORD",
                                    .actor_code = row->cells[0],
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};

    if (!gazetteer_tsv_is_code(row->cells[0], 3, 9)) {
        return tsv_fail(row, "code", row->cells[0], "give a CAMEO role in capitals, such as GOV",
                        error);
    }
    while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &words)) != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

/* name, spellings */
static enum status tsv_take_spelling(struct gazetteer *gazetteer, const struct tsv_row *row,
                                     struct error *error)
{
    const char *spellings = row->cells[1];
    struct gazetteer_entry entry = {.type = "SPELLING",
                                    .name = row->cells[0],
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};

    if (*entry.name == '\0' || strchr(entry.name, ' ') != NULL) {
        return tsv_fail(row, "name", entry.name, "give one word", error);
    }
    while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &spellings)) != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

/* gender, names */
static enum status tsv_take_gender(struct gazetteer *gazetteer, const struct tsv_row *row,
                                   struct error *error)
{
    const char *names = row->cells[1];
    struct gazetteer_entry entry = {.type = "GENDER",
                                    .name = row->cells[0],
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};

    if (strcmp(entry.name, "female") != 0 && strcmp(entry.name, "male") != 0) {
        return tsv_fail(row, "gender", entry.name, "female and male are", error);
    }
    while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &names)) != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

/* country, names */
static enum status tsv_take_seat(struct gazetteer *gazetteer, const struct tsv_row *row,
                                 struct error *error)
{
    const char *names = row->cells[1];
    struct gazetteer_entry entry = {.type = "SEAT",
                                    .country =
                                        strcmp(row->cells[0], "-") == 0 ? NULL : row->cells[0],
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};

    if (entry.country != NULL && !gazetteer_tsv_is_code(entry.country, 3, 3)) {
        return tsv_fail(row, "country", entry.country, "give the three letters of ISO 3166-1, or -",
                        error);
    }
    while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &names)) != NULL) {
        entry.name = entry.name == NULL ? entry.alias : entry.name;
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

/* kind, region, names */
static enum status tsv_take_names(struct gazetteer *gazetteer, const struct tsv_row *row,
                                  struct error *error)
{
    const char *const *cells = row->cells;
    struct gazetteer_entry entry = {
        .file = row->file, .line = row->line, .rank = GAZETTEER_RANK_CONFIG};
    const char *names = cells[2];

    entry.type = strcmp(cells[0], "given") == 0    ? "GIVEN"
                 : strcmp(cells[0], "family") == 0 ? "FAMILY"
                                                   : NULL;
    if (entry.type == NULL) {
        return tsv_fail(row, "kind", cells[0], "given and family are", error);
    }
    while ((entry.alias = tsv_next_value(gazetteer_arena(gazetteer), &names)) != NULL) {
        gazetteer_add(gazetteer, &entry);
    }
    return STATUS_OK;
}

typedef enum status (*tsv_take)(struct gazetteer *gazetteer, const struct tsv_row *row,
                                struct error *error);

static enum status tsv_read_file(struct gazetteer *gazetteer, const char *name,
                                 const char *const *columns, tsv_take take, struct error *error)
{
    struct tsv tsv;
    char *path = NULL;
    enum status status = paths_find_data(name, &path, error);

    if (status == STATUS_OK) {
        status = tsv_read(path, columns, gazetteer_arena(gazetteer), &tsv, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < tsv.count; i++) {
        status = take(gazetteer, &tsv.rows[i], error);
    }
    free(path);
    return status;
}

enum status gazetteer_read_tsv(struct gazetteer *gazetteer, struct error *error)
{
    static const char *const entity[] = {"name",     "type",    "country", "actor_code",
                                         "wikidata", "aliases", NULL};
    static const char *const country[] = {"alpha3", "alpha2",    "cameo",    "name",
                                          "formal", "adjective", "demonyms", "capital",
                                          "until",  "aliases",   NULL};
    static const char *const holder[] = {"office", "country", "holder", "from", "to", NULL};
    static const char *const area[] = {"code", "country", "name", "abbreviations", "aliases", NULL};
    static const char *const place[] = {"name", "kind", "country", "actor_code", "wikidata",
                                        "lat",  "lon",  "aliases", NULL};
    static const char *const role[] = {"role", "code", "kind", "aliases", NULL};
    static const char *const organisation_words[] = {"code", "words", NULL};
    static const char *const spelling[] = {"name", "spellings", NULL};
    static const char *const gender[] = {"gender", "names", NULL};
    static const char *const seat[] = {"country", "names", NULL};
    static const char *const names[] = {"kind", "region", "names", NULL};
    static const struct {
        const char *name;
        const char *const *columns;
        tsv_take take;
    } files[] = {
        {"gazetteer/offices.tsv", holder, gazetteer_tsv_take_holder},
        {"gazetteer/areas.tsv", area, gazetteer_tsv_take_area},
        {"gazetteer/countries.tsv", country, gazetteer_tsv_take_country},
        {"gazetteer/organisations.tsv", entity, tsv_take_entity},
        {"gazetteer/actors.tsv", entity, tsv_take_entity},
        {"gazetteer/people.tsv", entity, tsv_take_entity},
        {"gazetteer/places.tsv", place, gazetteer_tsv_take_place},
        {"gazetteer/roles.tsv", role, tsv_take_role},
        {"gazetteer/organisation_words.tsv", organisation_words, tsv_take_organisation_words},
        {"gazetteer/spellings.tsv", spelling, tsv_take_spelling},
        {"gazetteer/genders.tsv", gender, tsv_take_gender},
        {"gazetteer/seats.tsv", seat, tsv_take_seat},
        {"gazetteer/names.tsv", names, tsv_take_names}};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        enum status status =
            tsv_read_file(gazetteer, files[i].name, files[i].columns, files[i].take, error);

        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}
