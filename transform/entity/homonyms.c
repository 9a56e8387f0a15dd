/*
 * People who only share the name of somebody known: "James Baker, a Canadian singer", is not the
 * former American secretary of state. Told by an office or occupation of another country than the
 * known person's, where no other words of the article fit that one.
 */
#include <string.h>
#include "transform/entity/parts.h"

bool parts_is_private(const char *role)
{
    static const char *const codes[] = {"CVL", "AGR", "BUS", "EDU", "HLH", "LAB",
                                        "LGL", "MED", "REL", "CRM", NULL};

    for (size_t i = 0; codes[i] != NULL; i++) {
        if (strncmp(role, codes[i], 3) == 0) {
            return true;
        }
    }
    return false;
}

static bool homonyms_is_public(const char *role)
{
    return strcmp(role, "LEG") == 0 || strcmp(role, "MIL") == 0 || strcmp(role, "COP") == 0 ||
           strcmp(role, "JUD") == 0;
}

/* Whether the role is of another country's life. Envoys and advisers change countries, people with
 * rare names are nearly always the known ones. */
static bool homonyms_differs(const struct parts *parts, const struct parts_role *role,
                             const struct entity *person)
{
    return strcmp(role->country, person->country) != 0 &&
           (parts_is_private(role->entry->actor_code) ||
            (homonyms_is_public(role->entry->actor_code) &&
             parts_is_usual_name(parts, person->name)));
}

void parts_split_homonyms(struct parts *parts)
{
    enum { FITS = 1, DIFFERS = 2 };
    struct document *document = parts->finder->document;
    uint8_t *seen = arena_alloc(document->arena, document->entity_count + 1);

    for (size_t i = 0; i < parts->role_count; i++) {
        const struct parts_role *role = &parts->roles[i];
        const struct entity *person =
            role->person == NO_INDEX ? NULL : &document->entities[role->person];
        const struct entity *owner =
            role->owner == NO_INDEX ? NULL : &document->entities[role->owner];

        if (person == NULL || person->country == NULL || role->country == NULL ||
            strncmp(person->id, "name:", 5) == 0) {
            continue;
        }
        if (strcmp(role->country, person->country) == 0) {
            seen[role->person] |= FITS;
        } else if (owner != NULL && (parts_is_country(owner) || strcmp(owner->type, "LOC") == 0) &&
                   homonyms_differs(parts, role, person)) {
            seen[role->person] |= DIFFERS;
        }
    }
    for (size_t i = 0; i < document->entity_count; i++) {
        struct entity *entity = &document->entities[i];

        if (seen[i] == DIFFERS) {
            entity->id = arena_printf(document->arena, "%s%s", PARTS_OTHER_PERSON, entity->name);
            entity->country = entity->actor_code = entity->wikidata = NULL;
        }
    }
}
