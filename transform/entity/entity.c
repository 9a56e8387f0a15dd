#include "transform/entity/entity.h"

#include "transform/entity/parts.h"

void entity_find(struct finder *finder)
{
    struct parts parts = {.finder = finder};

    parts_index(&parts);
    parts_link_spellings(&parts);
    parts_link_people(&parts);
    parts_link_organisations(&parts);
    parts_index(&parts);
    parts_code_organisations(&parts);
    parts_index(&parts);
    parts_find_roles(&parts);
    parts_index(&parts);
    parts_give_roles(&parts);
    parts_list_calls(&parts);
    parts_find_groups(&parts);
    parts_index(&parts);
    parts_find_nominals(&parts);
    parts_find_metonyms(&parts);
    parts_name(&parts);
    if (finder->document->english) {
        parts_index(&parts);
        parts_find_pronouns(&parts);
    }
    parts_give_ids(&parts);
    finder_drop_entities(finder);
    document_sort_mentions(finder->document);
}
