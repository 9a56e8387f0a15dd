/*
 * Whom a surname calls that stands alone, in whatever spelling, in an article that has no full name
 * to it: "Zelenskiy said". config/gazetteer/people.tsv and offices.tsv know who is known enough.
 *
 * 1. The only one known who has it, or of several the one who governs a state on the article's day,
 *    where it is neither a given name ("Blair") nor a usual surname ("Johnson") of names.tsv, nor a
 *    word ("Trump", but for who governs, where the words around tell that it is a name).
 * 2. The only one known, in office on the day, where it is a usual surname ("Netanyahu").
 * 3. Else the article must speak of politics, and of the country (or name somebody else who is
 * known by these rules): the one who governs it on the day; or who has governed it in the last
 * twenty years, where nobody else of the name held an office of it; or, beside another leader, the
 * one who holds any office.
 */
#ifndef DATELINE_TRANSFORM_ENTITY_FAMOUS_H
#define DATELINE_TRANSFORM_ENTITY_FAMOUS_H

#include "transform/document.h"
#include "transform/name/gazetteer.h"

enum { FAMOUS_COUNTRIES_MAX = 300 };

/* What an article speaks of. */
struct famous_context {
    const char *countries[FAMOUS_COUNTRIES_MAX]; /* alpha-3, each once */
    size_t count;
    bool politics, leaders;
};

/* Reads the words and the entities that there are. */
void famous_read_context(struct famous_context *context, const struct document *document);

/* The countries alone; `places`: of places and peoples, not of organisations. */
void famous_read_countries(struct famous_context *context, const struct document *document,
                           bool places);
bool famous_speaks_of(const struct famous_context *context, const char *country);

/* `named`: the words around tell a name from a word. `context`: NULL: only who needs none. NULL:
 * nobody, or not sure. */
const struct gazetteer_entry *famous_find(const struct gazetteer_view *view,
                                          const struct document *document, const char *text,
                                          bool named, const struct famous_context *context);

#endif
