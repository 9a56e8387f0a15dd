#include "transform/name/build/build.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"

#define WORDNET "/usr/share/wordnet/"

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

enum { SYNSET_WORDS_MAX = 40, SYNSET_WHOLES_MAX = 6 };

struct synset {
    long offset; /* in the file: what pointers name */
    int file;    /* lexicographer file: lexnames(5WN) */
    bool instance;
    long sort;                      /* of what it is an instance; 0: of nothing */
    long above;                     /* what is more general; 0: nothing */
    long wholes[SYNSET_WHOLES_MAX]; /* of what it is a part */
    size_t whole_count;
    size_t count;
    char *words[SYNSET_WORDS_MAX];
};

/* A line of data.noun (wndb(5WN)); false for the licence at its top. */
static bool wordnet_read_synset(struct arena *arena, char *line, struct synset *synset)
{
    char *save = line, *offset = strsep(&save, " "), *file = strsep(&save, " ");
    char *type = strsep(&save, " "), *count = strsep(&save, " ");
    size_t words;

    if (offset == NULL || strlen(offset) != 8 || count == NULL || type == NULL) {
        return false;
    }
    *synset =
        (struct synset){.offset = strtol(offset, NULL, 10), .file = (int)strtol(file, NULL, 10)};
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
    /* how many pointers, then of each its sign, target, part of speech and words */
    for (char *sign = strsep(&save, " "); save != NULL && *save != '|';) {
        char *target;

        sign = strsep(&save, " ");
        target = save == NULL || *save == '|' ? NULL : strsep(&save, " ");
        if (target == NULL || strsep(&save, " ") == NULL || strsep(&save, " ") == NULL) {
            break;
        }
        if (strcmp(sign, "@i") == 0) {
            synset->sort = strtol(target, NULL, 10);
            synset->instance = true;
        } else if (strcmp(sign, "@") == 0 && synset->above == 0) {
            synset->above = strtol(target, NULL, 10);
        } else if (strcmp(sign, "#p") == 0 && synset->whole_count < SYNSET_WHOLES_MAX) {
            synset->wholes[synset->whole_count++] = strtol(target, NULL, 10);
        }
    }
    return true;
}

typedef void (*wordnet_take)(struct build *build, const struct synset *synset);

static void wordnet_read(struct build *build, const char *name, wordnet_take take)
{
    char *path = arena_printf(build->arena, "%s%s", WORDNET, name), *line = NULL;
    FILE *file = fopen(path, "re");
    size_t room = 0;

    if (file == NULL) {
        build_fail(path, strerror(errno));
    }
    while (getline(&line, &room, file) > 0) {
        struct synset synset;

        if (line[0] != ' ' && wordnet_read_synset(build->arena, line, &synset)) {
            take(build, &synset);
        }
    }
    free(line);
    fclose(file);
}

static void wordnet_take_words(struct build *build, const struct synset *synset)
{
    for (size_t i = 0; i < synset->count; i++) {
        char key[GAZETTEER_KEY_MAX];

        if (!synset->instance && ascii_is_lower(synset->words[i][0]) &&
            strchr(synset->words[i], ' ') == NULL &&
            gazetteer_key(synset->words[i], strlen(synset->words[i]), key) > 0) {
            json_object_set_new(build->words, key, json_string(""));
        }
    }
}

/* Nouns and what is more general, in the order of offsets. */
static void wordnet_take_nouns(struct build *build, const struct synset *synset)
{
    build->nouns = arena_grow(build->arena, build->nouns, &build->noun_capacity, build->noun_count,
                              sizeof *build->nouns);
    build->nouns[build->noun_count++] =
        (struct build_noun){synset->offset, synset->above, synset->file};
}

static const struct build_noun *wordnet_noun(const struct build *build, long offset)
{
    size_t low = 0, high = build->noun_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (build->nouns[middle].offset < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < build->noun_count && build->nouns[low].offset == offset ? &build->nouns[low]
                                                                         : NULL;
}

/* From the most general down, "entity" has depth 0. */
enum { WORDNET_DEPTH_MAX = 32, WORDNET_DEPTH_WIDE = 5, WORDNET_DEPTH_NARROW = 7 };

/*
 * What sort of thing a noun is: the number of its lexicographer file (wndb(5WN), lexnames(5WN)),
 * such as 14 for groups, 15 for places, 18 for people; then two synsets above it, a general one and
 * one that is less so.
 */
static const char *wordnet_sort(struct build *build, long offset)
{
    const struct build_noun *noun = wordnet_noun(build, offset);
    long path[WORDNET_DEPTH_MAX];
    size_t depth = 0, wide, narrow;

    if (noun == NULL) {
        return "";
    }
    for (const struct build_noun *at = noun; at != NULL && depth < WORDNET_DEPTH_MAX;
         at = at->above == 0 ? NULL : wordnet_noun(build, at->above)) {
        path[depth++] = at->offset;
    }
    wide = depth > WORDNET_DEPTH_WIDE ? depth - 1 - WORDNET_DEPTH_WIDE : 0;
    narrow = depth > WORDNET_DEPTH_NARROW ? depth - 1 - WORDNET_DEPTH_NARROW : 0;
    return arena_printf(build->arena, "%02d %ld %ld", noun->file, path[wide], path[narrow]);
}

/* What sort of thing a common noun is, by its usual sense. */
static void wordnet_read_senses(struct build *build)
{
    FILE *index = fopen(WORDNET "index.noun", "re");
    char *line = NULL;
    size_t room = 0;

    if (index == NULL) {
        build_fail(WORDNET "index.noun", strerror(errno));
    }
    while (getline(&line, &room, index) > 0) {
        char *save = line, *word = strsep(&save, " "), *offset = NULL, key[GAZETTEER_KEY_MAX];

        for (char *field; (field = strsep(&save, " \n")) != NULL;) {
            if (strlen(field) == 8 && strspn(field, "0123456789") == 8) {
                offset = field;
                break;
            }
        }
        if (offset != NULL && gazetteer_key(word, strlen(word), key) > 0 &&
            json_object_get(build->words, key) != NULL) {
            json_object_set_new(build->words, key,
                                json_string(wordnet_sort(build, strtol(offset, NULL, 10))));
        }
    }
    free(line);
    fclose(index);
}

static bool wordnet_is_title(const char *word)
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

static void wordnet_take_givens(struct build *build, const struct synset *synset)
{
    for (size_t i = 0; synset->instance && synset->file == 18 && i < synset->count; i++) {
        const char *word = synset->words[i];
        size_t length = strcspn(word, " ");
        char key[GAZETTEER_KEY_MAX];

        if (word[length] == '\0' || wordnet_is_title(word) || length < 3 ||
            !ascii_is_upper(word[0]) || !ascii_is_letter(word[length - 1]) ||
            strstr(word, " the ") != NULL || gazetteer_key(word, length, key) == 0) {
            continue;
        }
        json_object_set_new(build->givens, key, json_true());
        word = strrchr(word, ' ') + 1;
        if (strlen(word) > 3 && ascii_is_upper(word[0]) && strchr(word, '.') == NULL &&
            gazetteer_key(word, strlen(word), key) > 0) {
            json_object_set_new(build->families, key, json_true());
        }
    }
}

/* Places are kept, as WordNet tells of what they are part. They stand in the order of offsets. */
static void wordnet_take_places(struct build *build, const struct synset *synset)
{
    struct build_place *place;

    if ((synset->file != 15 && synset->file != 17) || synset->count == 0) {
        return;
    }
    build->places = arena_grow(build->arena, build->places, &build->place_capacity,
                               build->place_count, sizeof *build->places);
    place = &build->places[build->place_count++];
    *place = (struct build_place){.offset = synset->offset,
                                  .sort = synset->sort,
                                  .name = synset->words[0],
                                  .whole_count = synset->whole_count};
    for (size_t i = 0; i < synset->whole_count; i++) {
        place->wholes[i] = synset->wholes[i];
    }
    for (size_t i = 0; i < synset->count && place->country == NULL; i++) {
        char key[GAZETTEER_KEY_MAX];
        const json_t *index = gazetteer_key(synset->words[i], strlen(synset->words[i]), key) == 0
                                  ? NULL
                                  : json_object_get(build->names, key);

        place->country = index == NULL ? NULL : &build->countries[json_integer_value(index)];
    }
}

static const struct build_place *wordnet_place(const struct build *build, long offset)
{
    size_t low = 0, high = build->place_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (build->places[middle].offset < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < build->place_count && build->places[low].offset == offset ? &build->places[low]
                                                                           : NULL;
}

/* The state of Georgia is no country, nor is a river Niger. */
static void wordnet_keep_countries(struct build *build)
{
    static const char *const others[] = {"American state", "river", "lake",
                                         "mountain peak",  "city",  "port"};

    for (size_t i = 0; i < build->place_count; i++) {
        const struct build_place *sort = wordnet_place(build, build->places[i].sort);

        for (size_t o = 0; sort != NULL && o < sizeof others / sizeof others[0]; o++) {
            if (strcmp(sort->name, others[o]) == 0) {
                build->places[i].country = NULL;
            }
        }
    }
}

/* Where a place lies, by what it is part of. */
struct wordnet_where {
    const struct build_country *country; /* NULL: unknown, or several */
    const struct build_area *area;
    bool several;
};

/* Goes up by breadth; what is part of two countries lies in none. */
static struct wordnet_where wordnet_locate(const struct build *build, const struct synset *synset)
{
    enum { QUEUE_MAX = 64 };
    struct wordnet_where where = {0};
    const struct build_place *passed[QUEUE_MAX];
    long queue[QUEUE_MAX];
    size_t count = 0;

    for (size_t i = 0; i < synset->whole_count; i++) {
        queue[count++] = synset->wholes[i];
    }
    for (size_t i = 0; i < count; i++) {
        const struct build_place *place = passed[i] = wordnet_place(build, queue[i]);

        if (place == NULL) {
            continue;
        }
        if (place->country != NULL) {
            where.several =
                where.several || (where.country != NULL && where.country != place->country);
            where.country = place->country;
            continue;
        }
        for (size_t w = 0; w < place->whole_count && count < QUEUE_MAX; w++) {
            queue[count++] = place->wholes[w];
        }
    }
    if (where.several) {
        where.country = NULL;
    }
    for (size_t i = 0; i < count && where.country != NULL && where.area == NULL; i++) {
        if (passed[i] != NULL && passed[i]->country == NULL) {
            where.area = build_area(build, where.country->alpha2, passed[i]->name, NULL);
        }
    }
    return where;
}

/* What WordNet calls a sort of place, in fewer words. */
static const char *wordnet_kind(const struct build *build, const struct synset *synset)
{
    static const struct {
        const char *word, *kind;
    } kinds[] = {{"capital", "city"},   {"city", "city"},           {"town", "city"},
                 {"port", "city"},      {"metropolis", "city"},     {"state", "area"},
                 {"province", "area"},  {"river", "river"},         {"mountain", "mountain"},
                 {"range", "mountain"}, {"volcano", "mountain"},    {"peak", "mountain"},
                 {"sea", "sea"},        {"ocean", "sea"},           {"gulf", "sea"},
                 {"bay", "sea"},        {"strait", "strait"},       {"channel", "strait"},
                 {"lake", "lake"},      {"island", "island"},       {"archipelago", "island"},
                 {"desert", "desert"},  {"peninsula", "peninsula"}, {"continent", "continent"}};
    const struct build_place *sort = wordnet_place(build, synset->sort);

    for (size_t i = 0; sort != NULL && i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *found = strstr(sort->name, kinds[i].word);

        if (found != NULL && found[strlen(kinds[i].word)] == '\0') {
            return kinds[i].kind;
        }
    }
    return "place";
}

/* The city that libgeonames knows by one of the words, in the place's country (and area, where
 * both are known); NULL: none. */
static const struct build_city *wordnet_city(const struct build *build, const struct synset *synset,
                                             const struct wordnet_where *where)
{
    const struct build_city *best = NULL;

    for (size_t i = 0; where->country != NULL && i < synset->count; i++) {
        char key[GAZETTEER_KEY_MAX];
        const json_t *list = gazetteer_key(synset->words[i], strlen(synset->words[i]), key) == 0
                                 ? NULL
                                 : json_object_get(build->city_keys, key);

        for (size_t c = 0; c < json_array_size(list); c++) {
            const struct build_city *city =
                &build->cities[json_integer_value(json_array_get(list, c))];

            if (city->country == where->country->alpha3 &&
                (where->area == NULL || city->admin_code == NULL ||
                 strcmp(where->area->code, city->admin_code) == 0) &&
                (best == NULL || city->population > best->population)) {
                best = city;
            }
        }
    }
    return best;
}

/* The thing that a synset of a place is. Countries, areas and cities that other packages know
 * better are theirs. */
static uint32_t wordnet_place_thing(struct build *build, const struct synset *synset,
                                    struct gazetteer_entry *entry)
{
    struct wordnet_where where = wordnet_locate(build, synset);
    const struct build_place *self = wordnet_place(build, synset->offset);
    const struct build_area *area = NULL;
    const struct build_city *city = NULL;

    entry->kind = wordnet_kind(build, synset);
    if (self != NULL && self->country != NULL) {
        entry->kind = "country";
        entry->country = entry->actor_code = self->country->alpha3;
        entry->iso3166 = self->country->alpha2;
        entry->id = arena_printf(build->arena, "iso3166:%s", entry->country);
        entry->has_position =
            build_position(&self->country->centre, &entry->latitude, &entry->longitude);
        return gazetteer_writer_thing(build->writer, entry);
    }
    if (where.country == NULL) {
        return gazetteer_writer_thing(build->writer, entry);
    }
    entry->country = where.country->alpha3;
    if (strcmp(entry->kind, "area") == 0) {
        area = build_area(build, where.country->alpha2, entry->name, NULL);
    } else if (strcmp(entry->kind, "city") == 0) {
        city = wordnet_city(build, synset, &where);
    }
    if (city != NULL) {
        entry->rank = city->rank < entry->rank ? city->rank : entry->rank;
        return city->thing;
    }
    if (area != NULL) {
        entry->id = arena_printf(build->arena, "iso3166:%s", area->code);
        entry->name = area->name;
        entry->iso3166 = area->code;
        entry->has_position = build_position(&area->centre, &entry->latitude, &entry->longitude);
        entry->source = "iso-codes";
    }
    area = area == NULL ? where.area : area;
    if (area != NULL) {
        entry->admin = area->name;
        entry->admin_code = area->code;
    }
    return gazetteer_writer_thing(build->writer, entry);
}

/* "China" is no name of Taiwan. */
static bool wordnet_is_other_country(const struct build *build, const char *word,
                                     const char *country, const char *kind)
{
    char key[GAZETTEER_KEY_MAX];
    const json_t *index;

    if (kind == NULL || strcmp(kind, "country") != 0 ||
        gazetteer_key(word, strlen(word), key) == 0) {
        return false;
    }
    index = json_object_get(build->names, key);
    return index != NULL &&
           strcmp(build->countries[json_integer_value(index)].alpha3, country) != 0;
}

static void wordnet_take_instances(struct build *build, const struct synset *synset)
{
    const char *type = synset->file == 18   ? "PERSON"
                       : synset->file == 15 ? "LOC"
                       : synset->file == 17 ? "LOC"
                       : synset->file == 14 ? "ORG"
                       : synset->file == 11 ? "EVENT"
                                            : NULL;
    bool person = synset->file == 18;
    struct gazetteer_entry entry = {
        .type = type, .source = "wordnet", .rank = person ? RANK_PERSON : RANK_INSTANCE};
    uint32_t thing;

    if (!synset->instance || type == NULL) {
        return;
    }
    for (size_t i = 0; i < synset->count && entry.name == NULL; i++) {
        if (!person ||
            (strchr(synset->words[i], ' ') != NULL && !wordnet_is_title(synset->words[i]))) {
            entry.name = synset->words[i];
        }
    }
    entry.name = entry.name == NULL ? synset->words[0] : entry.name;
    entry.id = build_id(build, type, entry.name);
    thing = strcmp(type, "LOC") == 0 ? wordnet_place_thing(build, synset, &entry)
                                     : gazetteer_writer_thing(build->writer, &entry);
    for (size_t i = 0; i < synset->count; i++) {
        const char *word = synset->words[i];
        bool one = strchr(word, ' ') == NULL;

        if (!ascii_is_upper(word[0]) || strlen(word) < 3 || (one && person) ||
            (one && (build_is_word(build, word) || build_is_given(build, word)) &&
             synset->file != 15) ||
            wordnet_is_other_country(build, word, entry.country, entry.kind)) {
            continue;
        }
        gazetteer_writer_name(build->writer, thing, word, entry.rank);
    }
}

void build_read_wordnet(struct build *build)
{
    wordnet_read(build, "data.noun", wordnet_take_words);
    wordnet_read(build, "data.verb", wordnet_take_words);
    wordnet_read(build, "data.adj", wordnet_take_words);
    wordnet_read(build, "data.adv", wordnet_take_words);
    wordnet_read(build, "data.noun", wordnet_take_nouns);
    wordnet_read_senses(build);
    wordnet_read(build, "data.noun", wordnet_take_givens);
}

void build_read_instances(struct build *build)
{
    wordnet_read(build, "data.noun", wordnet_take_places);
    wordnet_keep_countries(build);
    wordnet_read(build, "data.noun", wordnet_take_instances);
}
