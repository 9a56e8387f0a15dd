/* A query's answer as aligned columns of plain text. */
#ifndef DATELINE_NIGHTLY_TABLE_H
#define DATELINE_NIGHTLY_TABLE_H

#include <stdio.h>
#include "common/db.h"

/* Columns of numbers stand to the right; control characters of values are shown as '?'. */
void table_print(FILE *stream, const struct db_result *result);
/* Only so many rows, and how many more there are. */
void table_print_first(FILE *stream, const struct db_result *result, size_t most);

#endif
