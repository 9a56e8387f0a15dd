/* Keys for rows that are made here. */
#ifndef DATELINE_LOAD_TAKE_KEYS_H
#define DATELINE_LOAD_TAKE_KEYS_H

#include <stddef.h>
#include <stdint.h>
#include "common/db.h"

/* The first of `count` keys of a sequence, which follow each other; 0 keys: `*first` is 0. */
enum status take_keys(struct db *db, const char *sequence, size_t count, int64_t *first,
                      struct error *error) WARN_UNUSED;

#endif
