/* Articles that are files. */
#ifndef DATELINE_EXTRACT_LOCAL_H
#define DATELINE_EXTRACT_LOCAL_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"

/*
 * Reads a file, whole; "-" is standard input, which has no mark. STATUS_REJECT: "no_file",
 * "unreadable", "not_a_file", "too_large". `mark` (may be NULL) gets its time and size: what
 * changes when it does.
 */
enum status local_read(const char *path, size_t max_bytes, struct buf *bytes, struct arena *arena,
                       const char **mark, struct error *error) WARN_UNUSED;

/* Its time and size alone; NULL if there is no such file. */
const char *local_mark(const char *path, struct arena *arena);

/* Its first bytes, at most `size`; returns how many: 0 if it is no file or cannot be read. */
size_t local_peek(const char *path, char *room, size_t size);

/* Puts `?` in the place of bytes that are not ASCII. */
void local_escape(char *path);

bool local_is_folder(const char *path);

/* Whether its name ends in .warc or .warc.gz. */
bool local_is_warc(const char *path);

/* "text/plain" or "text/html", by the suffix; NULL for others. */
const char *local_content_type(const char *path);

#endif
