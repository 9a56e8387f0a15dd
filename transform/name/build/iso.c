/* Countries and their first-level divisions: iso-codes, and CLDR for English names of divisions. */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include "common/ascii.h"
#include "transform/name/build/build.h"

#define ISO_COUNTRIES "/usr/share/iso-codes/json/iso_3166-1.json"
#define ISO_SUBDIVISIONS "/usr/share/iso-codes/json/iso_3166-2.json"
#define CLDR_SUBDIVISIONS "/usr/share/unicode/cldr/common/subdivisions/en.xml"

static json_t *iso_load(const char *path, const char *list)
{
    json_error_t problem;
    json_t *root = json_load_file(path, 0, &problem), *items;

    if (root == NULL) {
        build_fail(path, problem.text);
    }
    items = json_incref(json_object_get(root, list));
    json_decref(root);
    return items;
}

static const char *iso_text(struct build *build, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text == NULL ? NULL : arena_strdup(build->arena, text);
}

struct build_country *build_country(const struct build *build, const char *alpha2)
{
    const json_t *index = json_object_get(build->alpha3, alpha2);

    return index == NULL ? NULL : &build->countries[json_integer_value(index)];
}

static void iso_take_country(struct build *build, const char *alpha2, const char *alpha3)
{
    build->countries = arena_grow(build->arena, build->countries, &build->country_capacity,
                                  build->country_count, sizeof *build->countries);
    json_object_set_new(build->alpha3, alpha2, json_integer((json_int_t)build->country_count));
    build->countries[build->country_count++] =
        (struct build_country){.alpha2 = alpha2, .alpha3 = alpha3};
}

/* "Iran, Islamic Republic of" */
static const char *iso_usual_name(struct build *build, const json_t *country)
{
    const char *common = iso_text(build, country, "common_name");
    const char *usual = common != NULL ? common : iso_text(build, country, "name");

    return arena_strndup(build->arena, usual, strcspn(usual, ","));
}

/* Words that say what kind of area it is, in names of packages: "Voivodeship", "Estado de". */
static bool iso_is_kind(const char *word, size_t length)
{
    static const char *const kinds[] = {
        "state",      "of",           "estado",      "de",          "region",     "province",
        "oblast",     "prefecture",   "district",    "governorate", "department", "county",
        "the",        "municipality", "voivodeship", "kray",        "krai",       "republic",
        "autonomous", "free",         "and",         "sovereign",   "city",       "capital",
        "territory",  "canton",       "parish",      "emirate"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strlen(kinds[i]) == length && strncmp(kinds[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* "XX/key", the key without words for kinds unless nothing else is left. */
static const char *iso_area_key(struct build *build, const char *alpha2, const char *name,
                                bool short_one)
{
    char key[GAZETTEER_KEY_MAX], kept[GAZETTEER_KEY_MAX] = "";
    size_t used = 0;

    if (gazetteer_key(name, strlen(name), key) == 0) {
        return "";
    }
    for (const char *word = key; *word != '\0' && short_one;) {
        size_t length = strcspn(word, " ");

        if (!iso_is_kind(word, length)) {
            used += (size_t)snprintf(kept + used, sizeof kept - used, "%s%.*s", used > 0 ? " " : "",
                                     (int)length, word);
        }
        word += length + (word[length] == ' ');
    }
    return arena_printf(build->arena, "%s/%s", alpha2, used > 0 ? kept : key);
}

/* The only area whose key begins with this one, or that begins it: "Kharkiv" is "Kharkivska
 * oblast".
 */
static struct build_area *iso_begins_alike(const struct build *build, const char *key)
{
    enum { ALIKE_MIN = 3 + 5 }; /* with "XX/" */
    struct build_area *only = NULL;
    size_t length = strlen(key);
    const char *other;
    json_t *index;

    json_object_foreach(build->area_keys, other, index)
    {
        size_t shorter = strlen(other) < length ? strlen(other) : length;
        struct build_area *area = &build->areas[json_integer_value(index)];

        if (shorter >= ALIKE_MIN && strncmp(other, key, shorter) == 0) {
            if (only != NULL && only != area) {
                return NULL;
            }
            only = area;
        }
    }
    return only;
}

struct build_area *build_area(const struct build *build, const char *alpha2, const char *name,
                              bool *alike)
{
    struct build *reader = (struct build *)(uintptr_t)build;
    const json_t *index =
        json_object_get(build->area_keys, iso_area_key(reader, alpha2, name, false));

    if (index == NULL) {
        index = json_object_get(build->area_keys, iso_area_key(reader, alpha2, name, true));
    }
    if (alike != NULL) {
        *alike = index == NULL;
    }
    return index == NULL ? iso_begins_alike(build, iso_area_key(reader, alpha2, name, true))
                         : &build->areas[json_integer_value(index)];
}

static void iso_area_called(struct build *build, const char *alpha2, const char *name,
                            json_int_t area)
{
    for (int i = 0; i < 2; i++) {
        const char *key = iso_area_key(build, alpha2, name, i == 1);

        if (json_object_get(build->area_keys, key) == NULL) {
            json_object_set_new(build->area_keys, key, json_integer(area));
        }
    }
}

/* English names of areas: "deby" is Bavaria. */
static json_t *iso_read_cldr(void)
{
    static const char *const path[] = {"localeDisplayNames", "subdivisions", "subdivision"};
    json_t *names = json_object();
    xmlDoc *document = xmlReadFile(CLDR_SUBDIVISIONS, NULL, XML_PARSE_NONET);
    const xmlNode *node = document == NULL ? NULL : xmlDocGetRootElement(document);

    if (node == NULL) {
        build_fail(CLDR_SUBDIVISIONS, "cannot be read; install unicode-cldr-core");
    }
    /* ldml/localeDisplayNames/subdivisions/subdivision */
    for (size_t i = 0; i < sizeof path / sizeof path[0] && node != NULL; i++) {
        node = node->children;
        while (node != NULL && strcmp((const char *)node->name, path[i]) != 0) {
            node = node->next;
        }
    }
    if (node == NULL) {
        build_fail(CLDR_SUBDIVISIONS, "has no subdivisions");
    }
    for (; node != NULL; node = node->next) {
        xmlChar *type =
            node->type == XML_ELEMENT_NODE ? xmlGetProp(node, (const xmlChar *)"type") : NULL;
        xmlChar *text = type == NULL ? NULL : xmlNodeGetContent(node);

        if (text != NULL) {
            json_object_set_new(names, (const char *)type, json_string((const char *)text));
        }
        xmlFree(text);
        xmlFree(type);
    }
    xmlFreeDoc(document);
    return names;
}

static void iso_read_areas(struct build *build)
{
    json_t *subdivisions = iso_load(ISO_SUBDIVISIONS, "3166-2"), *english = iso_read_cldr(), *item;
    size_t i;

    json_array_foreach(subdivisions, i, item)
    {
        const char *code = iso_text(build, item, "code"), *name = iso_text(build, item, "name");
        const char *alpha2 = arena_strndup(build->arena, code, 2), *other;
        const struct build_country *country = build_country(build, alpha2);
        char type[8] = "";
        struct build_area *area;

        if (country == NULL || strlen(code) < 4 || strlen(code) > 6) {
            continue;
        }
        for (size_t c = 0, used = 0; code[c] != '\0'; c++) {
            if (code[c] != '-') {
                type[used++] = ascii_lower(code[c]);
            }
        }
        other = iso_text(build, english, type);
        if (other != NULL && strstr(other, "\xC2\xB2") != NULL) { /* a note's mark */
            other = arena_strndup(build->arena, other, (size_t)(strstr(other, "\xC2\xB2") - other));
        }
        build->areas = arena_grow(build->arena, build->areas, &build->area_capacity,
                                  build->area_count, sizeof *build->areas);
        area = &build->areas[build->area_count];
        *area = (struct build_area){.code = code,
                                    .country = country->alpha3,
                                    .name = other != NULL ? other : name,
                                    .kind = iso_text(build, item, "parent") == NULL ? "area"
                                                                                    : "district"};
        if (strcmp(area->kind, "area") == 0) {
            iso_area_called(build, alpha2, area->name, (json_int_t)build->area_count);
            iso_area_called(build, alpha2, name, (json_int_t)build->area_count);
        }
        build->area_count++;
    }
    /* those within others only where no first-level one has the name */
    for (i = 0; i < build->area_count; i++) {
        if (strcmp(build->areas[i].kind, "district") == 0) {
            iso_area_called(build, arena_strndup(build->arena, build->areas[i].code, 2),
                            build->areas[i].name, (json_int_t)i);
        }
    }
    json_decref(english);
    json_decref(subdivisions);
}

void build_read_iso(struct build *build)
{
    static const char *const names[] = {"common_name", "official_name", "name"};
    json_t *countries = iso_load(ISO_COUNTRIES, "3166-1"), *item;
    size_t i;

    json_array_foreach(countries, i, item)
    {
        const char *alpha2 = iso_text(build, item, "alpha_2");
        char key[GAZETTEER_KEY_MAX];

        iso_take_country(build, alpha2, iso_text(build, item, "alpha_3"));
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
            const char *name = iso_text(build, item, names[n]);

            if (name != NULL && gazetteer_key(name, strcspn(name, ","), key) > 0 &&
                (name[strcspn(name, ",")] == '\0' || json_object_get(build->names, key) == NULL)) {
                json_object_set_new(build->names, key,
                                    json_integer((json_int_t)build->country_count - 1));
            }
        }
    }
    json_decref(countries);
    iso_take_country(build, "XK", "XKX"); /* Kosovo, which ISO leaves out */
    iso_read_areas(build);
}

static void iso_add_country(struct build *build, const json_t *item)
{
    const struct build_country *country =
        build_country(build, json_string_value(json_object_get(item, "alpha_2")));
    struct gazetteer_entry entry = {
        .type = "LOC",
        .kind = "country",
        .id = arena_printf(build->arena, "iso3166:%s", country->alpha3),
        .country = country->alpha3,
        .iso3166 = country->alpha2,
        .actor_code = country->alpha3, /* as CAMEO; countries.tsv knows the exceptions */
        .source = "iso-codes",
        .rank = RANK_COUNTRY};

    entry.has_position = build_position(&country->centre, &entry.latitude, &entry.longitude);
    entry.name = iso_usual_name(build, item);
    if (strchr(json_string_value(json_object_get(item, "name")), ',') == NULL) {
        entry.alias = entry.name;
        build_add(build, &entry);
    }
    entry.alias = iso_text(build, item, "official_name");
    build_add(build, &entry);
    entry.type = "COUNTRY"; /* by its code, to complete what the hand-written table says */
    entry.alias = country->alpha3;
    build_add(build, &entry);
}

static void iso_add_area(struct build *build, const struct build_area *area)
{
    struct gazetteer_entry entry = {.type = "LOC",
                                    .kind = area->kind,
                                    .id = arena_printf(build->arena, "iso3166:%s", area->code),
                                    .name = area->name,
                                    .alias = area->name,
                                    .iso3166 = area->code,
                                    .country = area->country,
                                    .admin = area->name,
                                    .admin_code = area->code,
                                    .source = "iso-codes",
                                    .rank = RANK_SUBDIVISION};

    entry.has_position = build_position(&area->centre, &entry.latitude, &entry.longitude);
    entry.type = "AREA"; /* by its code, to complete what the hand-written table says */
    entry.alias = area->code;
    build_add(build, &entry);
    entry.type = "LOC";
    entry.alias = area->name;
    if (strpbrk(area->name, "[(") != NULL) {
        return;
    }
    if (strlen(area->name) < 4 || strcmp(area->kind, "district") == 0 ||
        build_is_word(build, area->name) ||
        strcmp(area->name, "Jewish") == 0 || /* the autonomous oblast; of everybody, elsewhere */
        (build_is_given(build, area->name) && strncmp(area->code, "US-", 3) != 0)) {
        entry.type = "PLACE";
    } else if (strncmp(area->code, "US-", 3) == 0 && !build_is_given(build, area->name)) {
        entry.rank = RANK_METROPOLIS; /* "Georgia" is decided by the article */
    }
    build_add(build, &entry);
}

void build_add_iso(struct build *build)
{
    json_t *countries = iso_load(ISO_COUNTRIES, "3166-1"), *item;
    size_t i;

    json_array_foreach(countries, i, item)
    {
        iso_add_country(build, item);
    }
    json_decref(countries);
    for (i = 0; i < build->area_count; i++) {
        iso_add_area(build, &build->areas[i]);
    }
}
