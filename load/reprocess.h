/*
 * Rows of articles that are there, made again: what is beside the merge of a batch, inside its
 * transaction. The articles themselves, their revisions and their run stay.
 */
#ifndef DATELINE_LOAD_REPROCESS_H
#define DATELINE_LOAD_REPROCESS_H

#include <stdint.h>
#include "common/db.h"
#include "common/log.h"

/* Rows of a table; one that was and is the same counts as kept, whatever its key. */
struct reprocess_count {
    uint64_t gone, made, kept;
};

enum { REPROCESS_TABLES = 9 };

struct reprocess_counts {
    uint64_t articles;
    struct reprocess_count tables[REPROCESS_TABLES];
};

/* Before anything is deleted. `keys` of the articles, as array_text.h writes them. */
enum status reprocess_begin(struct db *db, const char *keys, struct error *error) WARN_UNUSED;

/* When the new rows are there: removes what nothing speaks of any more, and counts. */
enum status reprocess_end(struct db *db, const char *keys, struct reprocess_counts *counts,
                          struct error *error) WARN_UNUSED;

void reprocess_add(struct reprocess_counts *total, const struct reprocess_counts *more);

/* Tells people, a line a table; `message` gets it in one line. */
void reprocess_tell(const struct reprocess_counts *counts, bool dry_run, struct log *log,
                    char *message, size_t size);

#endif
