/*
 * What is known of names before reading, in three layers: config/gazetteer/ *.tsv; places.dat,
 * which `dateline gazetteer import` makes and which need not be there; and gazetteer.dat
 * (countries, areas, cities, named instances, given names, common words), made at build by
 * transform/name/build/. Both files are mapped and searched where they lie.
 *
 * One article looks into them by a view, which keeps the entries that were found in the article's
 * arena. A view belongs to one thread.
 */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/error.h"
#include "transform/name/gazetteer_key.h"
#include "transform/name/name.h"

/* One name of one thing. Texts live as long as the gazetteer; NULL: not known. */
struct gazetteer_entry {
    const char *key;
    const char *alias; /* the name as written: one in capitals matches only capitals */
    const char *id;
    const char *type; /* of an entity, or OFFICE, DEMONYM, GIVEN, FAMILY, SURNAME (of one known
                         person), WORD, COUNTRY, NATION (both by alpha-3 code), CAMEO (by its code
                         of CAMEO), SEAT (of a government), ORGWORD (in names of organisations),
                         SPELLING (of a word in people's names), GENDER (of a given name), CAPITAL
                         (a town's name: `country` is what it is the capital of), PLACE (not
                         believed to be one unless something else says that the name is a place's),
                         ABBREVIATION (of an area), AREA and ALPHA2 (by their codes), HOLDER (of an
                         office, by country and office) */
    const char *name; /* canonical; WORD: "", or of its usual sense as a noun in WordNet the number
                         of its lexicographer file and two synsets above it: a general one, and one
                         that is less so */
    const char *country;
    const char *iso3166;
    const char *geonames;
    const char *wikidata;
    const char *actor_code; /* OFFICE, ORGWORD: the role, "GOV" */
    const char *kind;       /* OFFICE: person, body, any (config/gazetteer/roles.tsv); places:
                               country, area, city, region, sea, ... */
    const char *admin;      /* places: the first-level area it lies in: "Texas" */
    const char *admin_code; /* ISO 3166-2, "US-TX"; or "geonames:" and a number */
    unsigned population;    /* 0: not known */
    double latitude, longitude;
    bool has_position;
    int64_t first_day, last_day; /* HOLDER: days since 1970-01-01 of an office; `kind` is the
                                    office, `name` the holder */
    const char *source;          /* package or imported file that told it; NULL: a dictionary */
    size_t source_line;
    const char *file; /* dictionary and line it stands in; NULL: the compiled file */
    size_t line;
    int rank; /* smaller wins among entries of one key */
};

struct gazetteer_view;

/* Lives in the arena; the gazetteer must live longer. */
struct gazetteer_view *gazetteer_view_new(const struct gazetteer *gazetteer, struct arena *arena);

/*
 * The best entry of a key; `written` is the text as it stands in the article, which must have
 * capitals where the alias has them. `type` may be NULL: any entity (not OFFICE, GIVEN, WORD).
 * NULL: none.
 */
const struct gazetteer_entry *gazetteer_find(const struct gazetteer_view *view, const char *key,
                                             const char *written, const char *type);

/*
 * The person or organisation of config/gazetteer/ that a name is when its spelling is overlooked
 * (entity/spelling.h); NULL: none, or several.
 */
const struct gazetteer_entry *gazetteer_find_spelt(const struct gazetteer_view *view,
                                                   const char *name, const char *type);

/* Somebody of config/gazetteer/ who has a surname, and an office that he or she held; NULL: none.
 */
struct gazetteer_bearer {
    const struct gazetteer_entry *person, *holder;
};

/*
 * Who has a surname, which is given without its spelling (entity/spelling.h): each line of
 * people.tsv and of offices.tsv, at most `room` of them. Returns how many.
 */
size_t gazetteer_bearers(const struct gazetteer_view *view, const char *surname,
                         struct gazetteer_bearer *bearers, size_t room);

/* The organisation of config/gazetteer/ that is a country's body: "IRQ", "army": Iraqi Army. */
const struct gazetteer_entry *gazetteer_find_body(const struct gazetteer_view *view,
                                                  const char *country, const char *role);

/* Whether some name begins with these words: what is longer may match. */
bool gazetteer_has_prefix(const struct gazetteer_view *view, const char *key);

/* All entries of a key, the best first; at most `room` of them. `type` as above. Returns how many.
 */
size_t gazetteer_list(const struct gazetteer_view *view, const char *key, const char *type,
                      const struct gazetteer_entry **entries, size_t room);

enum { GAZETTEER_HOLDERS_MAX = 64 };

/*
 * Who held an office on a day (since 1970-01-01) by config/gazetteer/offices.tsv. `country` is an
 * alpha-3 code, or the name of an organisation; `office` as in roles.tsv: "prime minister". On a
 * day of change the new one. The entry's `name` is the holder's. NULL: not known.
 */
const struct gazetteer_entry *gazetteer_holder(const struct gazetteer_view *view,
                                               const char *country, const char *office,
                                               int64_t day);

/* Calls `take` with each entry of all layers, in no order that means anything, until it says no. */
void gazetteer_each(const struct gazetteer *gazetteer,
                    bool (*take)(void *data, const struct gazetteer_entry *entry), void *data);

/* Where the imported file is, or would be: places.dat in var/. Freed by the caller. */
enum status gazetteer_imported_path(char **path, struct error *error) WARN_UNUSED;

/* Whether entries of this type are things that articles mention, as entities are. */
bool gazetteer_is_entity(const char *type);

/* "WHO" is not "who", "Who" or, in a headline of capitals, anything but itself. */
bool gazetteer_written_so(const struct gazetteer_entry *entry, const char *written);

#endif
