/*
 * The statements that bring a batch into the tables: new and changed articles by COPY of ready
 * rows, entities and events by a staging table each, as other articles may know them already.
 */
#ifndef DATELINE_LOAD_MERGE_H
#define DATELINE_LOAD_MERGE_H

#include <stdint.h>
#include "common/db.h"
#include "load/batch_item.h"
#include "load/reprocess.h"

struct batch_counts {
    uint64_t articles_new, articles_changed, articles_unchanged;
    uint64_t event_mentions;
    uint64_t rejected; /* all reject records that landed */
    struct reprocess_counts reprocessed;
};

struct merge;

/* With `reprocess`, articles that are there in the same form get their rows anew; others are left
 * alone. */
struct merge *merge_new(bool reprocess);
void merge_free(struct merge *merge);

/* After a rollback. True: something was remembered, and may have been the reason of a failure. */
bool merge_forget(struct merge *merge);

/*
 * Brings the items into the tables, inside the caller's transaction; `counts` becomes what they
 * were. Of two articles with one id only one may be among them. Errors as in db_run().
 */
enum status merge_run(struct merge *merge, struct db *db, const struct schema *schema,
                      const char *run_id, struct batch_item *items, size_t count,
                      struct batch_counts *counts, struct error *error) WARN_UNUSED;

#endif
