/* What analysts corrected (dateline.entity_correction), put into the rows of a batch. */
#ifndef DATELINE_LOAD_CORRECTIONS_H
#define DATELINE_LOAD_CORRECTIONS_H

#include "common/db.h"
#include "load/batch_item.h"

/*
 * Makes the rows of those items anew whose entities were corrected. To be called before anything of
 * the batch is written: it also holds corrections off until the transaction ends.
 */
enum status corrections_apply(struct db *db, struct batch_item *const *items, size_t count,
                              struct error *error) WARN_UNUSED;

#endif
