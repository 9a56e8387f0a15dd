/* Which articles of a batch the database has, and in the same form. */
#ifndef DATELINE_LOAD_ARTICLE_KEYS_H
#define DATELINE_LOAD_ARTICLE_KEYS_H

#include <stdint.h>
#include "common/db.h"
#include "load/batch_item.h"

/*
 * Sets the key of each item that is an article: 0 where it is new, its key where its content
 * changed, its key made negative where it is the same, ARTICLE_FORGOTTEN where it must not come.
 * The rows of those that changed are held until the transaction ends.
 */
#define ARTICLE_FORGOTTEN INT64_MIN

enum status article_keys_find(struct db *db, struct batch_item *items, size_t count, int64_t *keys,
                              struct error *error) WARN_UNUSED;

#endif
