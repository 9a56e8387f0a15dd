/*
 * build/tools/gazetteer: what packages know, compiled into build/data/gazetteer.dat. Run at build;
 * never installed. Its parts share what each has read so far.
 */
#ifndef DATELINE_TRANSFORM_NAME_BUILD_BUILD_H
#define DATELINE_TRANSFORM_NAME_BUILD_BUILD_H

#include <jansson.h>
#include <stdbool.h>
#include "common/arena.h"
#include "transform/name/gazetteer.h"
#include "transform/name/gazetteer_writer.h"

/* Smaller wins where several things have one name, as long as no article says more. */
enum build_rank {
    RANK_COUNTRY = 200,
    RANK_METROPOLIS = 300,
    RANK_INSTANCE = 400,
    RANK_PERSON = 500,
    RANK_CITY = 600, /* to 690: smaller cities */
    RANK_SUBDIVISION = 700,
    RANK_WORD = 800
};

/* A point on the globe that many places add their weight to. */
struct build_centre {
    double x, y, z, weight;
};

struct build_city {
    const char *name, *country; /* alpha-3 */
    const char *admin, *admin_code;
    unsigned population;
    double latitude, longitude;
    uint32_t thing; /* in the writer */
    int rank;
};

struct build_area { /* a first-level division */
    const char *code, *name, *country, *kind;
    struct build_centre centre;
};

struct build_country {
    const char *alpha2, *alpha3;
    struct build_centre centre;
};

struct build_place { /* a place as WordNet has it */
    long offset, sort, wholes[6];
    size_t whole_count;
    const char *name;
    const struct build_country *country; /* that it is itself; NULL: none */
};

struct build_noun {     /* of WordNet */
    long offset, above; /* above: what is more general; 0: nothing */
    int file;
};

struct build {
    struct arena *arena;
    struct gazetteer_writer *writer;
    json_t *words;     /* common words: lower case; what sort of thing they are, or "" */
    json_t *givens;    /* given names, by key: how many people have them */
    json_t *families;  /* the same of surnames */
    json_t *alpha3;    /* alpha-2 to index of the country */
    json_t *names;     /* key of a country's name: index of the country */
    json_t *area_keys; /* alpha-2, "/" and a key of an area's name: its index */
    json_t *city_keys; /* key of a city's name: array of indices */
    struct build_country *countries;
    size_t country_count, country_capacity;
    struct build_area *areas;
    size_t area_count, area_capacity;
    struct build_city *cities;
    size_t city_count, city_capacity;
    struct build_place *places;
    size_t place_count, place_capacity;
    struct build_noun *nouns;
    size_t noun_count, noun_capacity;
};

/* Ends the program with the words. */
void build_fail(const char *path, const char *problem) __attribute__((noreturn));

/* A thing with one name, its `alias`, of its `rank`. */
void build_add(struct build *build, const struct gazetteer_entry *entry);

bool build_is_word(const struct build *build, const char *text);
bool build_is_given(const struct build *build, const char *text);

/* A stable id of a thing that has none. */
const char *build_id(struct build *build, const char *type, const char *name);

void build_weigh(struct build_centre *centre, double latitude, double longitude, double weight);
/* False: nothing was weighed. */
bool build_position(const struct build_centre *centre, double *latitude, double *longitude);

/* NULL: unknown. */
struct build_country *build_country(const struct build *build, const char *alpha2);

/* The area that a name means in a country, with or without "Province of"; NULL: none. `*alike` (may
 * be NULL): the area's name only begins as this one. */
struct build_area *build_area(const struct build *build, const char *alpha2, const char *name,
                              bool *alike);

/* In this order: */
void build_read_wordnet(struct build *build);   /* words, given names, surnames */
void build_read_iso(struct build *build);       /* countries and areas into memory */
void build_read_cities(struct build *build);    /* cities, and the centres of countries and areas */
void build_add_iso(struct build *build);        /* countries and areas into the file */
void build_read_instances(struct build *build); /* WordNet's people, places, organisations */

#endif
