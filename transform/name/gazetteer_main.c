/*
 * build/tools/gazetteer OUTPUT: compiles what the packages iso-codes, libgeonames and wordnet-base
 * know into the lines that transform/name/gazetteer.c reads. Run at build; never installed.
 */
#include <errno.h>
#include <geonames.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/arena.h"
#include "common/hash.h"
#include "common/memory.h"
#include "transform/name/gazetteer_key.h"

#define ISO_COUNTRIES "/usr/share/iso-codes/json/iso_3166-1.json"
#define ISO_SUBDIVISIONS "/usr/share/iso-codes/json/iso_3166-2.json"
#define WORDNET "/usr/share/wordnet/"

/* Smaller wins where several things have one name. */
enum rank {
    RANK_COUNTRY = 200,
    RANK_METROPOLIS = 300,
    RANK_INSTANCE = 400,
    RANK_PERSON = 500,
    RANK_CITY = 600, /* to 690: smaller cities */
    RANK_SUBDIVISION = 700,
    RANK_WORD = 800
};

enum {
    TOWN_MAX = 100000,          /* people of a place that is known beyond its surroundings */
    METROPOLIS = 1000000,       /* people of a city that outweighs anything else of its name */
    CITY_NAMED_AS_WORD = 700000 /* people that a city called as a common word must have */
};

struct line {
    char *key, *text;
};

struct generator {
    struct arena *arena;
    struct line *lines;
    size_t count, capacity;
    json_t *words;     /* common words: lower case; what sort of thing they are, or "" */
    json_t *givens;    /* given names, by key: how many people have them */
    json_t *families;  /* the same of surnames */
    json_t *alpha3;    /* alpha-2 to alpha-3 */
    json_t *countries; /* key of a country's name: its alpha-3 */
};

struct name {
    const char *alias, *id, *type, *name, *country, *iso3166, *actor_code, *latitude, *longitude;
    int rank;
};

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static void add(struct generator *generator, const struct name *name)
{
    char key[GAZETTEER_KEY_MAX];
    struct line *line;

    if (gazetteer_key(name->alias, strlen(name->alias), key) == 0 ||
        strpbrk(name->alias, "\t\n") != NULL) {
        return;
    }
    generator->lines =
        mem_grow(generator->lines, &generator->capacity, generator->count, sizeof *line);
    line = &generator->lines[generator->count++];
    line->key = arena_strdup(generator->arena, key);
    line->text =
        arena_printf(generator->arena, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t\t%s\t%s\t%s\t%d", key,
                     name->alias, or_empty(name->id), name->type, or_empty(name->name),
                     or_empty(name->country), or_empty(name->iso3166), or_empty(name->actor_code),
                     or_empty(name->latitude), or_empty(name->longitude), name->rank);
}

static bool is_word(const struct generator *generator, const char *text)
{
    char lower[GAZETTEER_KEY_MAX];

    return gazetteer_key(text, strlen(text), lower) > 0 &&
           json_object_get(generator->words, lower) != NULL;
}

static bool is_given(const struct generator *generator, const char *text)
{
    char key[GAZETTEER_KEY_MAX];

    return gazetteer_key(text, strlen(text), key) > 0 &&
           json_object_get(generator->givens, key) != NULL;
}

static const char *stable_id(struct generator *generator, const char *type, const char *name)
{
    const char *parts[] = {type, name};
    char id[HASH_ID_SIZE];

    hash_id(parts, 2, id);
    return arena_strdup(generator->arena, id);
}

static json_t *load_json(const char *path, const char *list)
{
    json_error_t problem;
    json_t *root = json_load_file(path, 0, &problem), *items;

    if (root == NULL) {
        fprintf(stderr, "gazetteer: %s: %s (line %d)\n", path, problem.text, problem.line);
        exit(1);
    }
    items = json_incref(json_object_get(root, list));
    json_decref(root);
    return items;
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void read_countries(struct generator *generator)
{
    json_t *countries = load_json(ISO_COUNTRIES, "3166-1"), *country;
    size_t i;

    json_array_foreach(countries, i, country)
    {
        const char *alpha2 = text_of(country, "alpha_2"), *alpha3 = text_of(country, "alpha_3");
        const char *name = text_of(country, "name"), *common = text_of(country, "common_name");
        const char *official = text_of(country, "official_name");
        const char *usual = common != NULL ? common : name, *comma = strchr(usual, ',');
        struct name entry = {.type = "LOC",
                             .id = arena_printf(generator->arena, "iso3166:%s", alpha3),
                             .country = alpha3,
                             .iso3166 = alpha2,
                             .actor_code =
                                 alpha3, /* as CAMEO; countries.tsv knows the exceptions */
                             .rank = RANK_COUNTRY};
        char key[GAZETTEER_KEY_MAX];

        json_object_set_new(generator->alpha3, alpha2, json_string(alpha3));
        /* "Iran, Islamic Republic of" */
        entry.name =
            comma == NULL ? usual : arena_strndup(generator->arena, usual, (size_t)(comma - usual));
        entry.alias = entry.name;
        add(generator, &entry);
        if (gazetteer_key(entry.name, strlen(entry.name), key) > 0) {
            json_object_set_new(generator->countries, key, json_pack("[ss]", alpha3, alpha2));
        }
        if (official != NULL) {
            entry.alias = official;
            add(generator, &entry);
        }
        entry.type = "COUNTRY"; /* by its code, to complete what the hand-written table says */
        entry.alias = alpha3;
        add(generator, &entry);
    }
    json_decref(countries);
}

static void read_subdivisions(struct generator *generator)
{
    static const char *const countries[] = {"US", "CA", "AU", "DE", "MX", "BR", "IN",
                                            "IQ", "SY", "UA", "RU", "CN", "AF", "PK",
                                            "ES", "IT", "NG", "LY", "YE"};
    json_t *subdivisions = load_json(ISO_SUBDIVISIONS, "3166-2"), *item;
    size_t i;

    json_array_foreach(subdivisions, i, item)
    {
        const char *code = text_of(item, "code"), *name = text_of(item, "name");
        bool wanted = false;
        struct name entry = {.type = "LOC", .rank = RANK_SUBDIVISION};
        char alpha2[3] = "";

        snprintf(alpha2, sizeof alpha2, "%.2s", code);
        for (size_t c = 0; c < sizeof countries / sizeof countries[0]; c++) {
            wanted = wanted || strcmp(countries[c], alpha2) == 0;
        }
        if (!wanted || strlen(name) < 4 || is_word(generator, name) || strchr(name, '[') != NULL ||
            strchr(name, '(') != NULL) {
            continue;
        }
        entry.alias = entry.name = name;
        entry.id = arena_printf(generator->arena, "iso3166:%s", code);
        entry.iso3166 = code;
        entry.country = json_string_value(json_object_get(generator->alpha3, alpha2));
        if (strcmp(alpha2, "US") == 0 && !is_given(generator, name)) {
            entry.rank =
                RANK_METROPOLIS; /* "Washington" and "Georgia" are decided by the other tables */
        }
        add(generator, &entry);
    }
    json_decref(subdivisions);
}

static void read_cities(struct generator *generator)
{
    int count = geonames_get_n_cities();

    for (int i = 0; i < count; i++) {
        GeonamesCity *city = geonames_get_city(i);
        const char *name = geonames_city_get_name(city),
                   *alpha2 = geonames_city_get_country_code(city);
        unsigned population = geonames_city_get_population(city);
        const char *country = json_string_value(json_object_get(generator->alpha3, alpha2));
        bool common =
            strchr(name, ' ') == NULL && (is_word(generator, name) || is_given(generator, name));
        struct name entry = {.type = "LOC", .country = country};

        if (strlen(name) >= 4 && (!common || population >= CITY_NAMED_AS_WORD)) {
            entry.alias = entry.name = arena_strdup(generator->arena, name);
            entry.id = stable_id(generator, "LOC",
                                 arena_printf(generator->arena, "%s/%s/%s", name,
                                              or_empty(geonames_city_get_state(city)), alpha2));
            entry.latitude =
                arena_printf(generator->arena, "%.5f", geonames_city_get_latitude(city));
            entry.longitude =
                arena_printf(generator->arena, "%.5f", geonames_city_get_longitude(city));
            /* of two cities of one name the larger one comes first */
            entry.rank =
                population >= METROPOLIS ? RANK_METROPOLIS
                : population >= TOWN_MAX
                    ? RANK_METROPOLIS + 50
                    : RANK_CITY + 90 - (int)(population / 11500 > 90 ? 90 : population / 11500);
            add(generator, &entry);
        }
        geonames_city_free(city);
    }
}

/* "New_York" -> "New York", without markers such as "(p)". */
static char *wordnet_text(struct arena *arena, const char *word)
{
    char *text = arena_strdup(arena, word), *marker = strchr(text, '(');

    if (marker != NULL) {
        *marker = '\0';
    }
    for (char *p = text; *p != '\0'; p++) {
        *p = *p == '_' ? ' ' : *p;
    }
    return text;
}

enum { SYNSET_WORDS_MAX = 40 };

struct synset {
    int file; /* lexicographer file: lexnames(5WN) */
    bool instance;
    size_t count;
    char *words[SYNSET_WORDS_MAX];
};

/* A line of data.noun (wndb(5WN)); false for the licence at its top. */
static bool read_synset(struct arena *arena, char *line, struct synset *synset)
{
    char *save = line, *offset = strsep(&save, " "), *file = strsep(&save, " ");
    char *type = strsep(&save, " "), *count = strsep(&save, " ");
    size_t words;

    if (offset == NULL || strlen(offset) != 8 || count == NULL || type == NULL) {
        return false;
    }
    *synset = (struct synset){.file = (int)strtol(file, NULL, 10)};
    words = strtoul(count, NULL, 16);
    for (size_t i = 0; i < words; i++) {
        char *word = strsep(&save, " ");

        if (word == NULL || strsep(&save, " ") == NULL) {
            return false;
        }
        if (synset->count < SYNSET_WORDS_MAX) {
            synset->words[synset->count++] = wordnet_text(arena, word);
        }
    }
    synset->instance = save != NULL && strstr(save, "@i ") != NULL &&
                       (strchr(save, '|') == NULL || strstr(save, "@i ") < strchr(save, '|'));
    return true;
}

typedef void (*take_synset)(struct generator *generator, const struct synset *synset);

static void read_wordnet(struct generator *generator, const char *name, take_synset take)
{
    char *path = arena_printf(generator->arena, "%s%s", WORDNET, name), *line = NULL;
    FILE *file = fopen(path, "re");
    size_t room = 0;

    if (file == NULL) {
        fprintf(stderr, "gazetteer: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    while (getline(&line, &room, file) > 0) {
        struct synset synset;

        if (line[0] != ' ' && read_synset(generator->arena, line, &synset)) {
            take(generator, &synset);
        }
    }
    free(line);
    fclose(file);
}

static void take_words(struct generator *generator, const struct synset *synset)
{
    for (size_t i = 0; i < synset->count; i++) {
        char key[GAZETTEER_KEY_MAX];

        if (!synset->instance && ascii_is_lower(synset->words[i][0]) &&
            strchr(synset->words[i], ' ') == NULL &&
            gazetteer_key(synset->words[i], strlen(synset->words[i]), key) > 0) {
            json_object_set_new(generator->words, key, json_string(""));
        }
    }
}

/* What sort of thing a common noun is, by its usual sense: the number of its lexicographer file
 * (wndb(5WN), lexnames(5WN)), such as 14 for groups, 15 for places, 18 for people. */
static void read_senses(struct generator *generator)
{
    FILE *index = fopen(WORDNET "index.noun", "re"), *data = fopen(WORDNET "data.noun", "re");
    char *line = NULL, file[4] = "";
    size_t room = 0;

    if (index == NULL || data == NULL) {
        fprintf(stderr, "gazetteer: %sindex.noun: %s\n", WORDNET, strerror(errno));
        exit(1);
    }
    while (getline(&line, &room, index) > 0) {
        char *save = line, *word = strsep(&save, " "), *offset = NULL, key[GAZETTEER_KEY_MAX];

        for (char *field; (field = strsep(&save, " \n")) != NULL;) {
            if (strlen(field) == 8 && strspn(field, "0123456789") == 8) {
                offset = field;
                break;
            }
        }
        if (offset == NULL || gazetteer_key(word, strlen(word), key) == 0 ||
            json_object_get(generator->words, key) == NULL) {
            continue;
        }
        if (fseek(data, strtol(offset, NULL, 10) + (long)strlen(offset) + 1, SEEK_SET) == 0 &&
            fgets(file, 3, data) != NULL) {
            json_object_set_new(generator->words, key, json_string(file));
        }
    }
    free(line);
    fclose(index);
    fclose(data);
}

static bool is_title(const char *word)
{
    static const char *const titles[] = {"President", "King",   "Queen",    "Saint",   "St.",
                                         "Sir",       "Lord",   "Lady",     "Emperor", "Pope",
                                         "General",   "Prince", "Princess", "The",     "Baron",
                                         "Duke",      "Count",  "Dr.",      "Mrs.",    "Dame"};
    size_t length = strcspn(word, " ");

    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (strlen(titles[i]) == length && strncmp(titles[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

static void take_givens(struct generator *generator, const struct synset *synset)
{
    for (size_t i = 0; synset->instance && synset->file == 18 && i < synset->count; i++) {
        const char *word = synset->words[i];
        size_t length = strcspn(word, " ");
        char key[GAZETTEER_KEY_MAX];

        if (word[length] == '\0' || is_title(word) || length < 3 || !ascii_is_upper(word[0]) ||
            !ascii_is_letter(word[length - 1]) || strstr(word, " the ") != NULL ||
            gazetteer_key(word, length, key) == 0) {
            continue;
        }
        json_object_set_new(generator->givens, key, json_true());
        word = strrchr(word, ' ') + 1;
        if (strlen(word) > 3 && ascii_is_upper(word[0]) && strchr(word, '.') == NULL &&
            gazetteer_key(word, strlen(word), key) > 0) {
            json_object_set_new(generator->families, key, json_true());
        }
    }
}

/* Of a country WordNet knows other names: they are the country's. */
static void take_country(struct generator *generator, const struct synset *synset,
                         struct name *entry)
{
    for (size_t i = 0; synset->file == 15 && i < synset->count; i++) {
        char key[GAZETTEER_KEY_MAX];
        const json_t *codes = gazetteer_key(synset->words[i], strlen(synset->words[i]), key) == 0
                                  ? NULL
                                  : json_object_get(generator->countries, key);

        if (codes != NULL) {
            entry->country = json_string_value(json_array_get(codes, 0));
            entry->iso3166 = json_string_value(json_array_get(codes, 1));
            entry->actor_code = entry->country;
            entry->id = arena_printf(generator->arena, "iso3166:%s", entry->country);
            return;
        }
    }
}

static void take_instances(struct generator *generator, const struct synset *synset)
{
    const char *type = synset->file == 18   ? "PERSON"
                       : synset->file == 15 ? "LOC"
                       : synset->file == 17 ? "LOC"
                       : synset->file == 14 ? "ORG"
                       : synset->file == 11 ? "EVENT"
                                            : NULL;
    bool person = synset->file == 18;
    struct name entry = {.type = type, .rank = person ? RANK_PERSON : RANK_INSTANCE};

    if (!synset->instance || type == NULL) {
        return;
    }
    for (size_t i = 0; i < synset->count && entry.name == NULL; i++) {
        if (!person || (strchr(synset->words[i], ' ') != NULL && !is_title(synset->words[i]))) {
            entry.name = synset->words[i];
        }
    }
    entry.name = entry.name == NULL ? synset->words[0] : entry.name;
    entry.id = stable_id(generator, type, entry.name);
    take_country(generator, synset, &entry);
    for (size_t i = 0; i < synset->count; i++) {
        const char *word = synset->words[i];
        bool one = strchr(word, ' ') == NULL;

        if (!ascii_is_upper(word[0]) || strlen(word) < 3 || (one && person) ||
            (one && (is_word(generator, word) || is_given(generator, word)) &&
             synset->file != 15)) {
            continue;
        }
        entry.alias = word;
        add(generator, &entry);
    }
}

static void add_sets(struct generator *generator)
{
    struct name entry = {.type = "WORD", .rank = RANK_WORD};
    const char *key;
    json_t *value;

    json_object_foreach(generator->words, key, value)
    {
        entry.alias = key;
        entry.name = json_string_value(value);
        add(generator, &entry);
    }
    entry.name = NULL;
    entry.type = "GIVEN";
    json_object_foreach(generator->givens, key, value)
    {
        entry.alias = key;
        add(generator, &entry);
    }
    entry.type = "FAMILY";
    json_object_foreach(generator->families, key, value)
    {
        entry.alias = key;
        add(generator, &entry);
    }
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    return order != 0 ? order : strcmp(left->text, right->text);
}

static bool write_lines(const struct generator *generator, const char *path)
{
    char *draft = arena_printf(generator->arena, "%s.draft", path);
    FILE *file = fopen(draft, "we");
    bool written = file != NULL;
    size_t lines = 0;

    for (size_t i = 0; written && i < generator->count; i++) {
        if (i == 0 || strcmp(generator->lines[i].text, generator->lines[i - 1].text) != 0) {
            written = fprintf(file, "%s\n", generator->lines[i].text) > 0;
            lines++;
        }
    }
    /* the last line says how many there are: a file that was cut short is found out */
    written = written && fprintf(file, "#\t%zu\n", lines) > 0;
    written = file != NULL && fclose(file) == 0 && written && rename(draft, path) == 0;
    if (!written) {
        fprintf(stderr, "gazetteer: %s: cannot be written: %s\n", path, strerror(errno));
    }
    return written;
}

int main(int argc, char **argv)
{
    struct generator generator = {0};
    bool written;

    if (argc != 2) {
        fprintf(stderr, "usage: gazetteer OUTPUT\n");
        return 2;
    }
    mem_install();
    generator.arena = arena_new();
    generator.words = json_object();
    generator.givens = json_object();
    generator.families = json_object();
    generator.alpha3 = json_object();
    generator.countries = json_object();
    read_wordnet(&generator, "data.noun", take_words);
    read_wordnet(&generator, "data.verb", take_words);
    read_wordnet(&generator, "data.adj", take_words);
    read_wordnet(&generator, "data.adv", take_words);
    read_senses(&generator);
    read_wordnet(&generator, "data.noun", take_givens);
    read_countries(&generator);
    read_wordnet(&generator, "data.noun", take_instances);
    read_subdivisions(&generator);
    read_cities(&generator);
    add_sets(&generator);
    qsort(generator.lines, generator.count, sizeof *generator.lines, compare_lines);
    written = write_lines(&generator, argv[1]);
    free(generator.lines);
    json_decref(generator.words);
    json_decref(generator.givens);
    json_decref(generator.families);
    json_decref(generator.alpha3);
    json_decref(generator.countries);
    arena_free(generator.arena);
    return written ? 0 : 1;
}
