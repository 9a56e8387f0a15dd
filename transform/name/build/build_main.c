/* build/tools/gazetteer OUTPUT: see build.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/hash.h"
#include "common/memory.h"
#include "transform/name/build/build.h"

#define DEGREES (180.0 / 3.14159265358979323846)

void build_fail(const char *path, const char *problem)
{
    fprintf(stderr, "gazetteer: %s: %s\n", path, problem);
    exit(1);
}

void build_add(struct build *build, const struct gazetteer_entry *entry)
{
    if (entry->alias != NULL && strpbrk(entry->alias, "\t\n") == NULL) {
        gazetteer_writer_name(build->writer, gazetteer_writer_thing(build->writer, entry),
                              entry->alias, entry->rank);
    }
}

bool build_is_word(const struct build *build, const char *text)
{
    char key[GAZETTEER_KEY_MAX];

    return gazetteer_key(text, strlen(text), key) > 0 && json_object_get(build->words, key) != NULL;
}

bool build_is_given(const struct build *build, const char *text)
{
    char key[GAZETTEER_KEY_MAX];

    return gazetteer_key(text, strlen(text), key) > 0 &&
           json_object_get(build->givens, key) != NULL;
}

const char *build_id(struct build *build, const char *type, const char *name)
{
    const char *parts[] = {type, name};
    char id[HASH_ID_SIZE];

    hash_id(parts, 2, id);
    return arena_strdup(build->arena, id);
}

void build_weigh(struct build_centre *centre, double latitude, double longitude, double weight)
{
    double phi = latitude / DEGREES, lambda = longitude / DEGREES;

    centre->x += cos(phi) * cos(lambda) * weight;
    centre->y += cos(phi) * sin(lambda) * weight;
    centre->z += sin(phi) * weight;
    centre->weight += weight;
}

bool build_position(const struct build_centre *centre, double *latitude, double *longitude)
{
    *latitude = atan2(centre->z, hypot(centre->x, centre->y)) * DEGREES;
    *longitude = atan2(centre->y, centre->x) * DEGREES;
    return centre->weight > 0;
}

/* The sets of words, given names and surnames. */
static void build_add_sets(struct build *build)
{
    struct gazetteer_entry entry = {.type = "WORD", .rank = RANK_WORD};
    const char *key;
    json_t *value;

    json_object_foreach(build->words, key, value)
    {
        entry.alias = key;
        entry.name = json_string_value(value);
        build_add(build, &entry);
    }
    entry.name = NULL;
    entry.type = "GIVEN";
    json_object_foreach(build->givens, key, value)
    {
        entry.alias = key;
        build_add(build, &entry);
    }
    entry.type = "FAMILY";
    json_object_foreach(build->families, key, value)
    {
        entry.alias = key;
        build_add(build, &entry);
    }
}

int main(int argc, char **argv)
{
    struct build build = {0};
    struct error error = {0};
    json_t **const sets[] = {&build.words, &build.givens,    &build.families, &build.alpha3,
                             &build.names, &build.area_keys, &build.city_keys};
    enum status status;

    if (argc != 2) {
        fprintf(stderr, "usage: gazetteer OUTPUT\n");
        return 2;
    }
    mem_install();
    build.arena = arena_new();
    build.writer = gazetteer_writer_new();
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        *sets[i] = json_object();
    }
    build_read_wordnet(&build);
    build_read_iso(&build);
    build_read_cities(&build);
    build_add_iso(&build);
    build_read_instances(&build);
    build_add_sets(&build);
    status = gazetteer_writer_finish(build.writer, argv[1], &error);
    if (status != STATUS_OK) {
        fprintf(stderr, "gazetteer: %s\n", error.message);
    }
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        json_decref(*sets[i]);
    }
    gazetteer_writer_free(build.writer);
    arena_free(build.arena);
    return status == STATUS_OK ? 0 : 1;
}
