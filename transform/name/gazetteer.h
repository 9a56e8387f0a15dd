/*
 * What is known of names before reading: the compiled file (countries, cities, named instances,
 * given names, common words; made at build by gazetteer_main.c) and config/gazetteer/ *.tsv over
 * it.
 */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "transform/name/gazetteer_key.h"
#include "transform/name/name.h"

/* One name of one thing. Texts live as long as the gazetteer; NULL: not known. */
struct gazetteer_entry {
    const char *key;
    const char *alias; /* the name as written: one in capitals matches only capitals */
    const char *id;
    const char *type; /* of an entity, or OFFICE, DEMONYM, GIVEN, FAMILY, SURNAME (of one known
                         person), WORD, COUNTRY, NATION, SEAT (of a government), ORGWORD (in
                         names of organisations) */
    const char *name; /* canonical; WORD: number of its lexicographer file in WordNet, or "" */
    const char *country;
    const char *iso3166;
    const char *geonames;
    const char *wikidata;
    const char *actor_code; /* OFFICE, ORGWORD: the role, "GOV" */
    const char *kind;       /* OFFICE: person, body, any (config/gazetteer/roles.tsv) */
    double latitude, longitude;
    bool has_position;
    const char *file; /* dictionary and line it stands in; NULL: the compiled file */
    size_t line;
    int rank; /* smaller wins among entries of one key */
};

/*
 * The best entry of a key; `written` is the text as it stands in the article, which must have
 * capitals where the alias has them. `type` may be NULL: any entity (not OFFICE, GIVEN, WORD).
 * NULL: none.
 */
const struct gazetteer_entry *gazetteer_find(const struct gazetteer *gazetteer, const char *key,
                                             const char *written, const char *type);

/* Whether some name begins with these words: what is longer may match. */
bool gazetteer_has_prefix(const struct gazetteer *gazetteer, const char *key);

#endif
