/*
 * Names: the gazetteer (what is known before reading) and the finder (what the article mentions).
 */
#ifndef DATELINE_TRANSFORM_NAME_NAME_H
#define DATELINE_TRANSFORM_NAME_NAME_H

#include "common/error.h"
#include "transform/document.h"
#include "transform/model/model.h"

struct gazetteer; /* read-only after opening: shared by all threads */

/*
 * Opens the compiled gazetteer (generated at build: countries, cities, named instances) and reads
 * the hand-written config/gazetteer/ *.tsv over it. STATUS_USAGE: file:line: column: what is wrong.
 */
enum status gazetteer_open(struct gazetteer **gazetteer, struct error *error) WARN_UNUSED;
/* The same without what was imported. */
enum status gazetteer_open_own(struct gazetteer **gazetteer, struct error *error) WARN_UNUSED;
void gazetteer_close(struct gazetteer *gazetteer);

/* Of its compiled files, those of people's imports too. */
uint64_t gazetteer_checksum(const struct gazetteer *gazetteer);

/* Needs tokens, sentences and tags; `layer` is the model's "name" (NULL: rules alone). Fills
 * entities and mentions (sorted), one entity for all its mentions. */
void name_find(const struct gazetteer *gazetteer, const struct model_layer *layer,
               struct document *document);

#endif
