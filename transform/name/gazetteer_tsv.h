/* The hand-written part of the gazetteer: config/gazetteer/ *.tsv. */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_TSV_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_TSV_H

#include "common/arena.h"
#include "transform/name/gazetteer.h"

enum { GAZETTEER_RANK_CONFIG = 1 };

/* Reads all files. STATUS_USAGE: file:line: column: what is wrong. */
enum status gazetteer_read_tsv(struct gazetteer *gazetteer, struct error *error) WARN_UNUSED;

/* Appends; `key` is made from `alias`. Other texts must live in gazetteer_arena(). */
void gazetteer_add(struct gazetteer *gazetteer, const struct gazetteer_entry *entry);
struct arena *gazetteer_arena(struct gazetteer *gazetteer);

#endif
