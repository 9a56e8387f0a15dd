/* Files that are part of a program: written by build/tools/embed from sql/ and config/schema/. */
#ifndef DATELINE_COMMON_EMBED_H
#define DATELINE_COMMON_EMBED_H

#include <stddef.h>

struct embedded_file {
    const char *name; /* base name: "001_core.sql" */
    const char *text; /* NUL-terminated */
    size_t length;
};

/* Each ends with an entry whose name is NULL; sorted by name. */
extern const struct embedded_file embedded_schema[];
extern const struct embedded_file embedded_migrations[]; /* linked into load and dateline */
extern const struct embedded_file embedded_statements[]; /* linked into load and dateline */

/* NULL if there is none of that name. */
const struct embedded_file *embed_find(const struct embedded_file *files, const char *name);

#endif
