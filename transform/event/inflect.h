/* Forms of English verbs and nouns, from their base form. */
#ifndef DATELINE_TRANSFORM_EVENT_INFLECT_H
#define DATELINE_TRANSFORM_EVENT_INFLECT_H

#include "common/arena.h"
#include "transform/event/vocabulary.h"

struct inflection {
    const char *word;
    enum word_form form;
};

enum { INFLECTIONS_MAX = 8 };

/* All forms of a verb; for verbs that may double their last letter both spellings. */
size_t inflect_verb(struct arena *arena, const char *base,
                    struct inflection forms[INFLECTIONS_MAX]);

/* "ally" -> "allies"; a plural is left as it is. */
const char *inflect_plural(struct arena *arena, const char *noun);

#endif
