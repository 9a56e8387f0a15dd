/* Cities: libgeonames. */
#include <geonames.h>
#include <stdlib.h>
#include <string.h>
#include "transform/name/build/build.h"

enum {
    TOWN_MAX = 100000,          /* people of a place that is known beyond its surroundings */
    METROPOLIS = 1000000,       /* people of a city that outweighs anything else of its name */
    CITY_NAMED_AS_WORD = 700000 /* people that a city called as a common word must have */
};

/* Of two cities of one name the larger one comes first. */
static int cities_rank(unsigned population)
{
    return population >= METROPOLIS ? RANK_METROPOLIS
           : population >= TOWN_MAX
               ? RANK_METROPOLIS + 50
               : RANK_CITY + 90 - (int)(population / 11500 > 90 ? 90 : population / 11500);
}

static void cities_take(struct build *build, const struct build_city *city)
{
    char key[GAZETTEER_KEY_MAX];
    json_t *list;

    build->cities = arena_grow(build->arena, build->cities, &build->city_capacity,
                               build->city_count, sizeof *build->cities);
    build->cities[build->city_count] = *city;
    if (gazetteer_key(city->name, strlen(city->name), key) > 0) {
        list = json_object_get(build->city_keys, key);
        if (list == NULL) {
            list = json_array();
            json_object_set_new(build->city_keys, key, list);
        }
        json_array_append_new(list, json_integer((json_int_t)build->city_count));
    }
    build->city_count++;
}

void build_read_cities(struct build *build)
{
    int count = geonames_get_n_cities();

    for (int i = 0; i < count; i++) {
        GeonamesCity *found = geonames_get_city(i);
        bool alike = false;
        const char *alpha2 = geonames_city_get_country_code(found);
        const char *state = geonames_city_get_state(found);
        struct build_country *country = alpha2 == NULL ? NULL : build_country(build, alpha2);
        struct build_area *area =
            country == NULL || state == NULL ? NULL : build_area(build, alpha2, state, &alike);
        struct build_city city = {.name = arena_strdup(build->arena, geonames_city_get_name(found)),
                                  .country = country == NULL ? NULL : country->alpha3,
                                  .population = geonames_city_get_population(found),
                                  .latitude = geonames_city_get_latitude(found),
                                  .longitude = geonames_city_get_longitude(found)};
        double weight = city.population > 0 ? city.population : 1000;
        bool common = strchr(city.name, ' ') == NULL &&
                      (build_is_word(build, city.name) || build_is_given(build, city.name));
        struct gazetteer_entry entry;

        if (country != NULL) {
            build_weigh(&country->centre, city.latitude, city.longitude, weight);
        }
        if (area != NULL) {
            build_weigh(&area->centre, city.latitude, city.longitude, weight);
            city.admin = alike ? arena_strdup(build->arena, state) : area->name;
            city.admin_code = area->code;
        } else if (state != NULL) {
            city.admin = arena_strdup(build->arena, state);
        }
        entry = (struct gazetteer_entry){
            .type = strlen(city.name) >= 4 && (!common || city.population >= CITY_NAMED_AS_WORD)
                        ? "LOC"
                        : "PLACE",
            .kind = "city",
            .id = build_id(build, "LOC",
                           arena_printf(build->arena, "%s/%s/%s", city.name,
                                        state == NULL ? "" : state, alpha2)),
            .name = city.name,
            .country = city.country,
            .admin = city.admin,
            .admin_code = city.admin_code,
            .population = city.population,
            .has_position = true,
            .latitude = city.latitude,
            .longitude = city.longitude,
            .source = "libgeonames"};
        city.rank = cities_rank(city.population);
        city.thing = gazetteer_writer_thing(build->writer, &entry);
        gazetteer_writer_name(build->writer, city.thing, city.name, city.rank);
        cities_take(build, &city);
        geonames_city_free(found);
    }
}
