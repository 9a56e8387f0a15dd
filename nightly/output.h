/* What a command has made as a whole, written to a file or to standard output. */
#ifndef DATELINE_NIGHTLY_OUTPUT_H
#define DATELINE_NIGHTLY_OUTPUT_H

#include <stddef.h>
#include "common/error.h"

/* A path that can be replaced by renaming: a regular file, or none yet. `option` is named in the
 * error. */
enum status output_check_path(const char *option, const char *path,
                              struct error *error) WARN_UNUSED;

/* Replaces the file at once, through a temporary one beside it that does not stay. `path` NULL:
 * standard output. */
enum status output_write(const char *path, const char *text, size_t length,
                         struct error *error) WARN_UNUSED;

#endif
