/* Names of config/gazetteer/ whatever their spelling, bodies of countries, and holders of offices.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/entity/spelling.h"
#include "transform/name/gazetteer_layers.h"
#include "transform/name/gazetteer_tsv.h"

/* The key of a name of a person or an organisation whatever its spelling; false: it has none. */
static bool gazetteer_spelt_key(const struct gazetteer_view *view, const char *name,
                                const char *type, char key[GAZETTEER_KEY_MAX])
{
    struct spelling spelling;

    if (strcmp(type, "ORG") == 0) {
        return spelling_organisation_key(name, key);
    }
    if (strcmp(type, "PERSON") != 0 || !spelling_of_person(view, name, &spelling) ||
        spelling.count < 2) {
        return false;
    }
    spelling_person_key(&spelling, key);
    return true;
}

static int gazetteer_compare_variants(const void *a, const void *b)
{
    const struct gazetteer_variant *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    return order != 0 ? order : (left->entry < right->entry ? -1 : left->entry > right->entry);
}

static void gazetteer_add_variant(struct gazetteer *gazetteer, const char *key, size_t entry)
{
    gazetteer->variants = mem_grow(gazetteer->variants, &gazetteer->variant_capacity,
                                   gazetteer->variant_count, sizeof *gazetteer->variants);
    gazetteer->variants[gazetteer->variant_count++] =
        (struct gazetteer_variant){arena_strdup(gazetteer->arena, key), (uint32_t)entry};
}

/* Whether an organisation is the country's only body of the kind: "Arakan Army" is rebels, "Chinese
 * company" may be any, and "China Airlines" is another country's. */
static bool gazetteer_is_body(const struct gazetteer_entry *entry, const char *country,
                              const struct gazetteer_entry *role)
{
    static const char *const many[] = {"BUS", "MED", "CRM", "UAF", "REB", "SEP",
                                       "PTY", "EDU", "REL", "HLH", NULL};

    if (entry->country == NULL || strcmp(entry->country, country) != 0 ||
        entry->actor_code == NULL || role->actor_code == NULL ||
        strstr(entry->actor_code, role->actor_code) == NULL) {
        return false;
    }
    for (size_t i = 0; many[i] != NULL; i++) {
        if (strcmp(role->actor_code, many[i]) == 0) {
            return false;
        }
    }
    return true;
}

/* "Iraqi Army" is what "Iraq's army" is: its key is IRQ, a tab and the role. */
static void gazetteer_add_body(struct gazetteer *gazetteer, const struct gazetteer_view *view,
                               size_t index)
{
    const char *key = gazetteer->entries[index].key;

    for (const char *space = strchr(key, ' '); space != NULL; space = strchr(space + 1, ' ')) {
        char land[GAZETTEER_KEY_MAX], body[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *country, *role = NULL;

        snprintf(land, sizeof land, "%.*s", (int)(space - key), key);
        country = gazetteer_find(view, land, NULL, "DEMONYM");
        if (country != NULL && (gazetteer_key(country->name, strlen(country->name), body) == 0 ||
                                strcmp(body, land) != 0)) {
            continue; /* the Scottish Government is not the British one */
        }
        if (country == NULL) {
            country = gazetteer_find(view, land, NULL, "LOC");
            if (country != NULL && strncmp(country->id, "iso3166:", 8) != 0) {
                country = NULL; /* "Clinton administration" is of no town */
            }
        }
        if (country != NULL && country->country != NULL) {
            role = gazetteer_find(view, space + 1, NULL, "OFFICE");
        }
        if (role != NULL && strcmp(role->kind, "body") == 0 &&
            gazetteer_is_body(&gazetteer->entries[index], country->country, role)) {
            snprintf(body, sizeof body, "%.3s\t%.80s", country->country, role->name);
            gazetteer_add_variant(gazetteer, body, index);
            return;
        }
    }
}

void gazetteer_make_variants(struct gazetteer *gazetteer, const char *type)
{
    const struct gazetteer_view *view = gazetteer_view_new(gazetteer, gazetteer->arena);

    gazetteer->variant_count = 0;
    for (size_t i = 0; i < gazetteer->count; i++) {
        const struct gazetteer_entry *entry = &gazetteer->entries[i];
        char key[GAZETTEER_KEY_MAX];

        if (type == NULL && gazetteer_surname_key(view, entry, key)) {
            gazetteer_add_variant(gazetteer, key, i);
        }
        if (type != NULL && strcmp(entry->type, type) != 0) {
            continue;
        }
        if (strcmp(entry->type, "ORG") == 0) {
            gazetteer_add_body(gazetteer, view, i);
        }
        if (gazetteer_spelt_key(view, entry->alias, entry->type, key) &&
            (strcmp(entry->type, "ORG") != 0 || strcmp(key, entry->key) != 0)) {
            gazetteer_add_variant(gazetteer, key, i);
        }
    }
    if (gazetteer->variant_count > 0) {
        qsort(gazetteer->variants, gazetteer->variant_count, sizeof *gazetteer->variants,
              gazetteer_compare_variants);
    }
}

/* A holder of an office by surname. */
struct spelt_president {
    const char *surname;
    size_t entry; /* index */
};

static int spelt_compare_presidents(const void *a, const void *b)
{
    const struct spelt_president *left = a, *right = b;
    int order = strcmp(left->surname, right->surname);

    return order != 0 ? order : (left->entry < right->entry ? -1 : left->entry > right->entry);
}

static bool gazetteer_is_president(const struct gazetteer_entry *entry)
{
    return strcmp(entry->type, "HOLDER") == 0 && entry->country != NULL &&
           strcmp(entry->kind, "president") == 0;
}

/* The presidents by surname; `*count` of them. The caller frees the list. */
static struct spelt_president *gazetteer_presidents(const struct gazetteer *gazetteer,
                                                    size_t *count)
{
    struct spelt_president *presidents = NULL;
    size_t capacity = 0;

    *count = 0;
    for (size_t i = 0; i < gazetteer->count; i++) {
        const char *name = gazetteer->entries[i].name, *space;

        if (gazetteer_is_president(&gazetteer->entries[i])) {
            space = strrchr(name, ' ');
            presidents = mem_grow(presidents, &capacity, *count, sizeof *presidents);
            presidents[(*count)++] = (struct spelt_president){space == NULL ? name : space + 1, i};
        }
    }
    if (*count > 0) {
        qsort(presidents, *count, sizeof *presidents, spelt_compare_presidents);
    }
    return presidents;
}

/* "The Clinton administration" is the government of the one state that had a president of the name.
 */
static void gazetteer_add_administrations(struct gazetteer *gazetteer,
                                          const struct gazetteer_view *view)
{
    size_t count;
    struct spelt_president *presidents = gazetteer_presidents(gazetteer, &count);
    const struct gazetteer_entry *nation;
    char key[GAZETTEER_KEY_MAX];

    for (size_t i = 0, next; i < count; i = next) {
        struct gazetteer_entry entry = gazetteer->entries[presidents[i].entry];
        const char *surname = presidents[i].surname;
        bool one = true;

        for (next = i + 1; next < count && strcmp(presidents[next].surname, surname) == 0; next++) {
            one = one &&
                  strcmp(gazetteer->entries[presidents[next].entry].country, entry.country) == 0;
        }
        if (!one || gazetteer_key(entry.country, strlen(entry.country), key) == 0) {
            continue;
        }
        nation = gazetteer_find(view, key, NULL, "NATION");
        if (nation == NULL || nation->actor_code == NULL) {
            continue;
        }
        entry.type = "ORG";
        entry.name = arena_printf(gazetteer->arena, "%s administration", surname);
        entry.id = gazetteer_tsv_entity_id(gazetteer->arena, NULL, "ORG", entry.name);
        entry.actor_code = arena_printf(gazetteer->arena, "%sGOV", nation->actor_code);
        entry.kind = NULL;
        entry.first_day = entry.last_day = 0;
        entry.alias = entry.name;
        gazetteer_add(gazetteer, &entry);
        entry.alias = arena_printf(gazetteer->arena, "%s government", surname);
        gazetteer_add(gazetteer, &entry);
    }
    free(presidents);
}

bool gazetteer_add_holders(struct gazetteer *gazetteer)
{
    const struct gazetteer_view *view = gazetteer_view_new(gazetteer, gazetteer->arena);
    size_t count = gazetteer->count;

    gazetteer_add_administrations(gazetteer, view);
    for (size_t i = 0; i < count; i++) {
        struct gazetteer_entry entry = gazetteer->entries[i];
        const struct gazetteer_entry *nation, *role;
        char key[GAZETTEER_KEY_MAX];

        if (strcmp(entry.type, "HOLDER") != 0 || entry.country == NULL ||
            strchr(entry.name, ' ') == NULL ||
            gazetteer_key(entry.name, strlen(entry.name), key) == 0 ||
            gazetteer_find(view, key, NULL, "PERSON") != NULL ||
            gazetteer_find_spelt(view, entry.name, "PERSON") != NULL ||
            gazetteer_key(entry.country, strlen(entry.country), key) == 0) {
            continue;
        }
        nation = gazetteer_find(view, key, NULL, "NATION");
        role = gazetteer_key(entry.kind, strlen(entry.kind), key) == 0
                   ? NULL
                   : gazetteer_find(view, key, NULL, "OFFICE");
        if (nation == NULL || role == NULL) {
            continue;
        }
        entry.type = "PERSON";
        entry.alias = entry.name;
        entry.actor_code =
            arena_printf(gazetteer->arena, "%s%s", nation->actor_code, role->actor_code);
        entry.kind = NULL;
        entry.first_day = entry.last_day = 0;
        gazetteer_add(gazetteer, &entry);
    }
    return gazetteer->count > count;
}

size_t gazetteer_variant(const struct gazetteer *gazetteer, const char *key)
{
    size_t low = 0, high = gazetteer->variant_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(gazetteer->variants[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* "Mohamed Hassan Mohamed" is not "Mohamed Abdullahi Mohamed", nor "John B. Smith" "John A. Smith".
 */
static bool gazetteer_middle_fits(const struct gazetteer_view *view, const char *name,
                                  const char *other)
{
    struct spelling one, two;

    return !spelling_of_person(view, name, &one) || !spelling_of_person(view, other, &two) ||
           one.count < 3 || two.count < 3 || strcmp(one.words[1], two.words[1]) == 0 ||
           (one.words[1][0] == two.words[1][0] &&
            (one.words[1][1] == '\0' || two.words[1][1] == '\0'));
}

const struct gazetteer_entry *gazetteer_find_spelt(const struct gazetteer_view *view,
                                                   const char *name, const char *type)
{
    const struct gazetteer *gazetteer = view->gazetteer;
    const struct gazetteer_entry *found = NULL;
    char key[GAZETTEER_KEY_MAX];

    if (!gazetteer_spelt_key(view, name, type, key)) {
        return NULL;
    }
    if (strcmp(type, "ORG") == 0) {
        found = gazetteer_find(view, key, NULL, type);
    }
    for (size_t i = gazetteer_variant(gazetteer, key);
         i < gazetteer->variant_count && strcmp(gazetteer->variants[i].key, key) == 0; i++) {
        const struct gazetteer_entry *entry = &gazetteer->entries[gazetteer->variants[i].entry];

        if (strcmp(entry->type, type) != 0 ||
            (strcmp(type, "PERSON") == 0 && !gazetteer_middle_fits(view, name, entry->alias))) {
            continue;
        }
        if (found != NULL && strcmp(found->id, entry->id) != 0) {
            return NULL;
        }
        found = entry;
    }
    return found;
}

const struct gazetteer_entry *gazetteer_find_body(const struct gazetteer_view *view,
                                                  const char *country, const char *role)
{
    const struct gazetteer *gazetteer = view->gazetteer;
    char key[GAZETTEER_KEY_MAX];
    size_t i;

    snprintf(key, sizeof key, "%.3s\t%.80s", country, role);
    i = gazetteer_variant(gazetteer, key);
    return i < gazetteer->variant_count && strcmp(gazetteer->variants[i].key, key) == 0
               ? &gazetteer->entries[gazetteer->variants[i].entry]
               : NULL;
}
