/*
 * The files below a folder, sorted folder by folder; hidden ones and links to folders are left out.
 * Only the names of the folders that lead to the file at hand are held.
 */
#ifndef DATELINE_EXTRACT_SOURCE_WALK_H
#define DATELINE_EXTRACT_SOURCE_WALK_H

#include <stdbool.h>
#include "common/error.h"

enum { WALK_DEPTH_MAX = 32 }; /* folders in folders */

enum walk_step {
    WALK_FILE,
    WALK_FAILED, /* a folder cannot be read: "no_file", "unreadable", "too_deep" */
    WALK_END
};

struct walk;

/* `wanted` tells by its path which file is of interest. */
struct walk *walk_new(const char *folder, bool (*wanted)(const char *path));
void walk_free(struct walk *walk);

/* The next file (or the folder that failed); `*path` begins with the folder, and stands until the
 * next call. */
enum walk_step walk_next(struct walk *walk, const char **path, struct error *error);

#endif
