/* The text format of PostgreSQL's COPY (PostgreSQL manual, "COPY", File Formats). */
#ifndef DATELINE_LOAD_COPY_TEXT_H
#define DATELINE_LOAD_COPY_TEXT_H

#include "common/buf.h"

/* Appends `data` with backslash, tab, line feed and carriage return escaped; false when `row` is
 * full. */
bool copy_text_append(struct buf *row, const char *data, size_t length) WARN_UNUSED;

#endif
