/*
 * What an entity without a line in the gazetteer is called, and its id, the same in every article
 * and run: "name:" and a hash of its type and key (entity/spelling.h).
 *
 * Many people share a name of which both parts are usual (config/gazetteer/names.tsv): such a
 * name's id also has the country and, outside of public life, the role, where the article tells
 * them: the American senator John Smith is not the British footballer. Other names are as good as
 * unique, and keep one id whether or not the article tells the role. The same holds for
 * organisations: "Supreme Court" is nothing but usual words, so its country counts. A surname
 * alone, of which the article does not tell whose it is, belongs to the article.
 */
#include <string.h>
#include "common/hash.h"
#include "transform/entity/parts.h"
#include "transform/entity/spelling.h"

enum {
    IDS_NAMES_MAX = 20000, /* mentions that are looked at for the best name */
    IDS_FORMS_MAX = 4      /* forms of one name that are counted */
};

static bool ids_is_particle(const char *word, size_t length)
{
    static const char *const particles[] = {"de",  "del", "van", "von", "bin", "bint", "ibn", "al",
                                            "el",  "la",  "le",  "du",  "da",  "dos",  "das", "di",
                                            "der", "den", "ben", "abu", "y",   "of",   "and", "for",
                                            "the", "e",   "zu",  "ter", NULL};

    for (size_t i = 0; particles[i] != NULL; i++) {
        if (strlen(particles[i]) == length && strncmp(word, particles[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static bool ids_listed(const struct parts *parts, const char *word, const char *type)
{
    return gazetteer_find(parts->finder->gazetteer, word, NULL, type) != NULL;
}

/* Whether a word stands before a name that was taken into it: "Biologist Ann Lee". */
static bool ids_is_stray(const struct parts *parts, const char *word, size_t length)
{
    char key[GAZETTEER_KEY_MAX];

    return gazetteer_key(word, length, key) > 0 && ids_listed(parts, key, "WORD") &&
           !ids_listed(parts, key, "GIVEN");
}

/* How good a text is as a person's name: a full one, and none with a stray word, is best. */
static int ids_goodness(const struct parts *parts, const char *text)
{
    int words = 0;

    for (const char *p = text; *p != '\0';) {
        size_t length = strcspn(p, " ");

        if (*p >= 'a' && *p <= 'z' && !ids_is_particle(p, length)) {
            return 0;
        }
        words++;
        p += length;
        p += strspn(p, " ");
    }
    return words < 2 ? 1 : ids_is_stray(parts, text, strcspn(text, " ")) ? 2 : 3;
}

/* The forms of a name that an article uses, the first few. */
struct ids_forms {
    struct {
        const char *text;
        uint32_t count;
    } items[IDS_FORMS_MAX];
    size_t count;
};

static void ids_note(struct ids_forms *forms, const char *text)
{
    for (size_t i = 0; i < forms->count; i++) {
        if (strcmp(forms->items[i].text, text) == 0) {
            forms->items[i].count++;
            return;
        }
    }
    if (forms->count < IDS_FORMS_MAX) {
        forms->items[forms->count].text = text;
        forms->items[forms->count++].count = 1;
    }
}

/* Towns of the United States share their names, so news give the state too ("Irving, Texas"), but
 * for these, which stand alone in the style of agencies. */
static bool ids_stands_alone(const char *name)
{
    static const char *const cities[] = {
        "Atlanta",        "Baltimore",    "Boston",          "Chicago",       "Cincinnati",
        "Cleveland",      "Dallas",       "Denver",          "Detroit",       "Honolulu",
        "Houston",        "Indianapolis", "Las Vegas",       "Los Angeles",   "Miami",
        "Milwaukee",      "Minneapolis",  "New Orleans",     "New York",      "New York City",
        "Oklahoma City",  "Philadelphia", "Phoenix",         "Pittsburgh",    "St. Louis",
        "Salt Lake City", "San Antonio",  "San Diego",       "San Francisco", "Seattle",
        "Manhattan",      "Brooklyn",     "Queens",          "Bronx",         "Staten Island",
        "Hollywood",      "Washington",   "Washington, D.C."};

    for (size_t i = 0; i < sizeof cities / sizeof cities[0]; i++) {
        if (strcmp(name, cities[i]) == 0) {
            return true;
        }
    }
    return strchr(name, ',') != NULL;
}

static void ids_name_town(const struct parts *parts, struct entity *entity)
{
    if (strcmp(entity->type, "LOC") == 0 && entity->country != NULL &&
        strcmp(entity->country, "USA") == 0 && entity->admin != NULL && entity->has_position &&
        strncmp(entity->id, "iso3166:", 8) != 0 && strcmp(entity->admin, entity->name) != 0 &&
        !ids_stands_alone(entity->name)) {
        entity->name =
            arena_printf(parts->finder->document->arena, "%s, %s", entity->name, entity->admin);
    }
}

/* "J.K. Lee" is also written "J. K. Lee": one of them is the name. */
static const char *ids_space_initials(const struct parts *parts, const char *text)
{
    size_t length = strlen(text), out = 0;
    char *name;

    if (strchr(text, '.') == NULL) {
        return text;
    }
    name = arena_alloc(parts->finder->document->arena, length * 2 + 1);
    for (size_t i = 0; i < length; i++) {
        name[out++] = text[i];
        if (text[i] == '.' && i > 0 && text[i - 1] >= 'A' && text[i - 1] <= 'Z' &&
            (i == 1 || strchr(" .", text[i - 2]) != NULL) && text[i + 1] >= 'A' &&
            text[i + 1] <= 'Z') {
            name[out++] = ' ';
        }
    }
    name[out] = '\0';
    return name;
}

/* A person is called by the full form that the article uses most, another thing by the form it uses
 * most; of equals the first. */
void parts_name(struct parts *parts)
{
    struct document *document = parts->finder->document;
    struct ids_forms *forms =
        arena_alloc(document->arena, (document->entity_count + 1) * sizeof *forms);
    size_t limit =
        document->mention_count < IDS_NAMES_MAX ? document->mention_count : IDS_NAMES_MAX;

    for (size_t i = 0; i < limit; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];
        bool person = strcmp(entity->type, "PERSON") == 0;
        const char *text = mention->text;

        if (strncmp(entity->id, "name:", 5) == 0 &&
            (mention->kind == MENTION_NAME || (person && mention->kind == MENTION_ALIAS))) {
            ids_note(&forms[mention->entity],
                     !person && strncmp(text, "The ", 4) == 0 && text[4] != '\0' ? text + 4 : text);
        }
    }
    for (size_t i = 0; i < document->entity_count; i++) {
        struct entity *entity = &document->entities[i];
        uint32_t best = 0;

        ids_name_town(parts, entity);
        if (forms[i].count > 0 && strcmp(entity->type, "PERSON") == 0) {
            for (size_t f = 0; f < forms[i].count; f++) {
                forms[i].items[f].text = ids_space_initials(parts, forms[i].items[f].text);
            }
        }
        for (size_t f = 0; f < forms[i].count; f++) {
            uint32_t value = forms[i].items[f].count;

            if (strcmp(entity->type, "PERSON") == 0) {
                value += (uint32_t)ids_goodness(parts, forms[i].items[f].text) * IDS_NAMES_MAX;
            }
            if (value > best) {
                best = value;
                entity->name = forms[i].items[f].text;
            }
        }
    }
}

bool parts_is_usual_name(const struct parts *parts, const char *name)
{
    char key[GAZETTEER_KEY_MAX];
    char *last;

    if (gazetteer_key(name, strlen(name), key) == 0) {
        return false;
    }
    last = strrchr(key, ' ');
    if (last == NULL) {
        return true;
    }
    *strchr(key, ' ') = '\0';
    last++;
    return (ids_listed(parts, key, "GIVEN") || ids_listed(parts, key, "FAMILY") ||
            strlen(key) == 1) &&
           (ids_listed(parts, last, "FAMILY") || ids_listed(parts, last, "GIVEN"));
}

/* What an occupation is a kind of: "former footballer" of "athlete"; NULL: of itself. */
static const char *ids_kind(const struct parts *parts, const char *role)
{
    static const char *const kinds[] = {"athlete", "artist", NULL};

    for (const char *p = role; p != NULL; p = strchr(p, ' ')) {
        char key[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *entry;

        p += *p == ' ';
        entry = gazetteer_key(p, strlen(p), key) == 0
                    ? NULL
                    : gazetteer_find(parts->finder->gazetteer, key, NULL, "OFFICE");
        for (size_t i = 0; entry != NULL && kinds[i] != NULL; i++) {
            if (strcmp(entry->name, kinds[i]) == 0) {
                return kinds[i];
            }
        }
    }
    return NULL;
}

/* Outside of public life, what somebody does: a footballer is no senator and no singer. */
static const char *ids_walk(const struct parts *parts, const struct entity *entity)
{
    const char *role = entity->actor_code != NULL && strlen(entity->actor_code) == 6
                           ? entity->actor_code + 3
                           : "",
               *kind = entity->roles.count > 0 ? ids_kind(parts, entity->roles.items[0]) : NULL;

    if (kind != NULL && strcmp(role, "ELI") == 0) {
        return kind; /* a footballer once is one for ever */
    }
    return !parts_is_private(role) && strcmp(role, "NGO") != 0 ? "" : kind != NULL ? kind : role;
}

static const char *ids_of_person(struct parts *parts, const struct entity *entity)
{
    struct document *document = parts->finder->document;
    struct spelling spelling;
    char key[GAZETTEER_KEY_MAX], id[HASH_ID_SIZE];
    const char *texts[] = {"PERSON", key, "", ""};

    if (!spelling_of_person(parts->finder->gazetteer, entity->name, &spelling)) {
        return NULL;
    }
    spelling_person_key(&spelling, key);
    if (spelling.count == 1 && ids_listed(parts, spelling.words[0], "FAMILY")) {
        texts[3] = document->article.id == NULL ? "" : document->article.id;
    }
    if (parts_is_usual_name(parts, entity->name) ||
        strncmp(entity->id, PARTS_OTHER_PERSON, strlen(PARTS_OTHER_PERSON)) == 0) {
        texts[2] = entity->country == NULL ? "" : entity->country;
        texts[3] = *texts[3] != '\0' ? texts[3] : ids_walk(parts, entity);
    }
    hash_id(texts, 4, id);
    return arena_printf(document->arena, "name:%s", id);
}

/* A person whom the gazetteer knows by name alone, from history: who has a country here, given by
 * the article, is somebody else as likely as not. */
static bool ids_is_instance(const struct parts *parts, const struct entity *entity)
{
    char key[GAZETTEER_KEY_MAX];
    const struct gazetteer_entry *entry = NULL;

    if (strcmp(entity->type, "PERSON") == 0 && entity->country != NULL &&
        strchr(entity->id, ':') == NULL &&
        gazetteer_key(entity->name, strlen(entity->name), key) > 0) {
        entry = gazetteer_find(parts->finder->gazetteer, key, NULL, "PERSON");
    }
    return entry != NULL && entry->file == NULL && strcmp(entry->id, entity->id) == 0;
}

static bool ids_is_generic(const struct parts *parts, char *key)
{
    for (char *p = key, *end; *p != '\0'; p = end) {
        size_t length = strcspn(p, " ");
        char word[GAZETTEER_KEY_MAX];

        end = p + length + strspn(p + length, " ");
        memcpy(word, p, length);
        word[length] = '\0';
        if (!ids_is_particle(word, length) && !ids_listed(parts, word, "WORD") &&
            !ids_listed(parts, word, "ORGWORD")) {
            return false;
        }
    }
    return true;
}

static const char *ids_of_thing(struct parts *parts, const struct entity *entity)
{
    struct document *document = parts->finder->document;
    char key[GAZETTEER_KEY_MAX], id[HASH_ID_SIZE];
    const char *texts[] = {entity->type, key, ""};

    if (!spelling_organisation_key(entity->name, key)) {
        return NULL;
    }
    if (entity->country != NULL && strcmp(entity->type, "ORG") == 0 && ids_is_generic(parts, key)) {
        texts[2] = entity->country;
    }
    hash_id(texts, 3, id);
    return arena_printf(document->arena, "name:%s", id);
}

/* Whether another person of the article has the id, whose names the article tells apart by what
 * stands between first and last. */
static bool ids_is_taken(const struct parts *parts, const char *id, const struct entity *entity)
{
    const struct document *document = parts->finder->document;
    struct spelling one, two;
    int32_t index = finder_find_entity(parts->finder, id);

    return index != NO_INDEX && spelling_of_person(parts->finder->gazetteer, entity->name, &one) &&
           spelling_of_person(parts->finder->gazetteer, document->entities[index].name, &two) &&
           one.count > 2 && two.count > 2 && strcmp(one.words[1], two.words[1]) != 0;
}

void parts_give_ids(struct parts *parts)
{
    struct finder *finder = parts->finder;
    struct document *document = finder->document;
    size_t count = document->entity_count;

    parts_merge_begin(parts);
    for (uint32_t i = 0; i < count; i++) {
        const struct entity entity = document->entities[i];
        const char *id;
        uint32_t index;

        if (strncmp(entity.id, "name:", 5) != 0 && !ids_is_instance(parts, &entity)) {
            continue;
        }
        id = strcmp(entity.type, "PERSON") == 0 ? ids_of_person(parts, &entity)
                                                : ids_of_thing(parts, &entity);
        if (id == NULL) { /* signs and letters without a key: of the text itself */
            const char *texts[] = {entity.type, entity.name};
            char hash[HASH_ID_SIZE];

            hash_id(texts, 2, hash);
            id = arena_printf(document->arena, "name:%s", hash);
        }
        if (strcmp(entity.type, "PERSON") == 0 && ids_is_taken(parts, id, &entity)) {
            /* "George Peter Marlow" beside "George Allen Marlow" */
            const char *texts[] = {entity.type, entity.name};
            char hash[HASH_ID_SIZE];

            hash_id(texts, 2, hash);
            id = arena_printf(document->arena, "name:%s", hash);
        }
        if (finder_entity(finder, id, &index)) {
            const char *own = document->entities[index].id;

            document->entities[index] = entity;
            document->entities[index].id = own;
        }
        parts->becomes[i] = (int32_t)index;
    }
    parts_merge_end(parts);
}
