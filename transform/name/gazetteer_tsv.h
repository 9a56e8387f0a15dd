/* The hand-written part of the gazetteer: config/gazetteer/ *.tsv. */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_TSV_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_TSV_H

#include <stdbool.h>
#include "common/arena.h"
#include "transform/name/gazetteer.h"
#include "transform/name/name.h"
#include "transform/tsv.h"

enum { GAZETTEER_RANK_CONFIG = 1 };

/* Reads all files. STATUS_USAGE: file:line: column: what is wrong. */
enum status gazetteer_read_tsv(struct gazetteer *gazetteer, struct error *error) WARN_UNUSED;

/* Appends; `key` is made from `alias`. Other texts must live in gazetteer_arena(). */
void gazetteer_add(struct gazetteer *gazetteer, const struct gazetteer_entry *entry);
struct arena *gazetteer_arena(struct gazetteer *gazetteer);

/* The best entry that the compiled file has of a name: of this type and, unless they are NULL, this
 * country and kind. False: none. */
bool gazetteer_compiled(const struct gazetteer *gazetteer, const char *name, const char *type,
                        const char *country, const char *kind, struct gazetteer_entry *entry);

/* Whether gazetteer.dat was read: not while it is damaged. */
bool gazetteer_has_compiled(const struct gazetteer *gazetteer);

/* For the readers of tables, which take a row each: whether a text has `minimum` to `maximum`
 * capitals and nothing else; whether it is "" or Q and a number; NULL for "". */
bool gazetteer_tsv_is_code(const char *text, size_t minimum, size_t maximum);
bool gazetteer_tsv_is_wikidata(const char *text);
const char *gazetteer_tsv_or_null(const char *cell);

/* Stable across machines and versions: from Wikidata where known, else from type and name. */
const char *gazetteer_tsv_entity_id(struct arena *arena, const char *wikidata, const char *type,
                                    const char *name);

/* The entry by its name and by each of its aliases, parted by `|`. */
void gazetteer_tsv_add_names(struct gazetteer *gazetteer, struct gazetteer_entry entry,
                             const char *aliases);

/* Of offices.tsv, areas.tsv, countries.tsv and places.tsv. */
enum status gazetteer_tsv_take_holder(struct gazetteer *gazetteer, const struct tsv_row *row,
                                      struct error *error) WARN_UNUSED;
enum status gazetteer_tsv_take_area(struct gazetteer *gazetteer, const struct tsv_row *row,
                                    struct error *error) WARN_UNUSED;
enum status gazetteer_tsv_take_country(struct gazetteer *gazetteer, const struct tsv_row *row,
                                       struct error *error) WARN_UNUSED;
enum status gazetteer_tsv_take_place(struct gazetteer *gazetteer, const struct tsv_row *row,
                                     struct error *error) WARN_UNUSED;

#endif
