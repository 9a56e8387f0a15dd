/* People of config/gazetteer/ by surname. */
#include <stdio.h>
#include <string.h>
#include "transform/entity/spelling.h"
#include "transform/name/gazetteer_layers.h"

static bool surnames_listed(const struct gazetteer_view *view, const char *word, const char *type)
{
    return gazetteer_find(view, word, NULL, type) != NULL;
}

/* Chinese and Korean surnames stand first, but for people with a Western given name: "Donald
 * Tsang". */
static bool surnames_is_first(const struct gazetteer_view *view, const char *country,
                              const struct spelling *name, const char *first)
{
    static const char *const countries[] = {"CHN", "KOR", "PRK", "TWN", "HKG", "SGP"};

    for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++) {
        if (country != NULL && strcmp(country, countries[i]) == 0) {
            return surnames_listed(view, first, "FAMILY") &&
                   !(surnames_listed(view, first, "GIVEN") &&
                     surnames_listed(view, name->words[name->count - 1], "FAMILY"));
        }
    }
    return false;
}

bool gazetteer_surname_key(const struct gazetteer_view *view, const struct gazetteer_entry *entry,
                           char key[GAZETTEER_KEY_MAX])
{
    struct spelling name;
    char first[GAZETTEER_KEY_MAX];

    if ((strcmp(entry->type, "PERSON") != 0 || strcmp(entry->alias, entry->name) != 0) &&
        strcmp(entry->type, "HOLDER") != 0) {
        return false;
    }
    if (!spelling_of_person(view, entry->name, &name) || name.count < 2 ||
        gazetteer_key(entry->name, strcspn(entry->name, " "), first) == 0) {
        return false;
    }
    snprintf(key, GAZETTEER_KEY_MAX, "\t%s",
             surnames_is_first(view, entry->country, &name, first) ? name.words[0]
                                                                   : name.words[name.count - 1]);
    return true;
}

/* Who is meant by the holder of an office: a line of people.tsv, or what was made of it. */
static const struct gazetteer_entry *surnames_person(const struct gazetteer_view *view,
                                                     const struct gazetteer_entry *holder)
{
    char key[GAZETTEER_KEY_MAX];
    const struct gazetteer_entry *person =
        gazetteer_key(holder->name, strlen(holder->name), key) == 0
            ? NULL
            : gazetteer_find(view, key, NULL, "PERSON");

    return person != NULL && person->file != NULL
               ? person
               : gazetteer_find_spelt(view, holder->name, "PERSON");
}

size_t gazetteer_bearers(const struct gazetteer_view *view, const char *surname,
                         struct gazetteer_bearer *bearers, size_t room)
{
    const struct gazetteer *gazetteer = view->gazetteer;
    char key[GAZETTEER_KEY_MAX];
    size_t count = 0;

    snprintf(key, sizeof key, "\t%s", surname);
    for (size_t i = gazetteer_variant(gazetteer, key);
         i < gazetteer->variant_count && count < room &&
         strcmp(gazetteer->variants[i].key, key) == 0;
         i++) {
        const struct gazetteer_entry *entry = &gazetteer->entries[gazetteer->variants[i].entry];
        bool holds = strcmp(entry->type, "HOLDER") == 0;
        const struct gazetteer_entry *person = holds ? surnames_person(view, entry) : entry;

        if (person != NULL) {
            bearers[count++] = (struct gazetteer_bearer){person, holds ? entry : NULL};
        }
    }
    return count;
}
