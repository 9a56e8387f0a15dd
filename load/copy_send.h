/* Rows on their way to the server, by a COPY statement of sql/statements/. */
#ifndef DATELINE_LOAD_COPY_SEND_H
#define DATELINE_LOAD_COPY_SEND_H

#include "common/db.h"
#include "load/copy_row.h"

/* Begins a COPY in the binary format; rows follow by db_copy_put(). */
enum status copy_send_begin(struct db *db, const char *statement, struct error *error) WARN_UNUSED;
enum status copy_send_end(struct db *db, struct error *error) WARN_UNUSED;

/* All of it at once. */
enum status copy_send(struct db *db, const char *statement, const struct copy_rows *rows,
                      struct error *error) WARN_UNUSED;

#endif
