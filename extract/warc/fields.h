/* "Name: value" lines, as WARC (ISO 28500) and HTTP/1 (RFC 9112) have them in their heads. */
#ifndef DATELINE_EXTRACT_WARC_FIELDS_H
#define DATELINE_EXTRACT_WARC_FIELDS_H

#include <stddef.h>
#include "common/arena.h"

enum { FIELDS_MAX = 1000 }; /* of one head; what follows is passed over */

struct field {
    const char *name, *value;
};

struct fields {
    struct field *items;
    size_t count;
};

/*
 * Reads lines up to an empty one or the end of `text`; they end with CR LF or LF, and go on in
 * lines that begin with white space. A line without a colon is passed over. Values are trimmed;
 * what stands behind a NUL byte is lost. All lives in the arena.
 */
struct fields fields_read(struct arena *arena, const char *text, size_t length);

/* The last one of that name, in any case, as browsers choose; NULL: there is none. */
const char *fields_find(const struct fields *fields, const char *name);

#endif
