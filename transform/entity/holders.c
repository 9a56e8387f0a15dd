/* Who held an office on the day of the article (config/gazetteer/offices.tsv): "the Iraqi prime
 * minister" of whom the article gives no name. */
#include <string.h>
#include "transform/entity/parts.h"

enum {
    HOLDERS_DATES_MAX = 20, /* dates of one sentence that are looked at */
    HOLDERS_NEAR = 90       /* days from the article that its sentence may tell of */
};

/* Whether a sentence tells of the article's own days, as far as its dates say. */
static bool holders_now(const struct document *document, uint32_t sentence, int64_t day)
{
    size_t first = document_first_date(document, sentence);

    for (size_t i = first; i < document->date_count && i < first + HOLDERS_DATES_MAX &&
                           document->dates[i].sentence == sentence;
         i++) {
        const struct date_mention *date = &document->dates[i];

        if (!date->has_range || date->last_day < day - HOLDERS_NEAR ||
            date->first_day > day + HOLDERS_NEAR) {
            return false;
        }
    }
    return true;
}

int32_t parts_holder(struct parts *parts, const struct parts_role *role)
{
    struct finder *finder = parts->finder;
    struct document *document = finder->document;
    const struct gazetteer_entry *holder, *person = NULL;
    struct entity *entity;
    char key[GAZETTEER_KEY_MAX];
    uint32_t index;
    int64_t day;

    if (role->country == NULL || role->modifier != NULL || role->qualifier != NULL ||
        strcmp(role->entry->kind, "person") != 0 || !document_day(document, &day)) {
        return NO_INDEX;
    }
    holder = gazetteer_holder(finder->gazetteer, role->country, role->entry->name, day);
    if (holder == NULL || !holders_now(document, document->tokens[role->first].sentence, day)) {
        return NO_INDEX;
    }
    if (gazetteer_key(holder->name, strlen(holder->name), key) > 0) {
        person = gazetteer_find(finder->gazetteer, key, NULL, "PERSON");
    }
    index = person != NULL && person->file != NULL
                ? finder_entity_of_entry(finder, person)
                : finder_entity_of_name(finder, "PERSON", holder->name);
    entity = &document->entities[index];
    if (entity->country == NULL) {
        entity->country = role->country;
    }
    if (role->code != NULL) { /* people.tsv knows one code for all days */
        entity->actor_code = role->code;
    }
    if (entity->roles.count == 0) {
        string_list_add(document->arena, &entity->roles, role->entry->name);
    }
    return (int32_t)index;
}
