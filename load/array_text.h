/* Arrays as PostgreSQL reads them from text: {1,2} and {"a","b \" c"}. */
#ifndef DATELINE_LOAD_ARRAY_TEXT_H
#define DATELINE_LOAD_ARRAY_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include "common/buf.h"

/* An array under way; what does not fit into the buffer ends the process, as no batch is so large.
 */
struct array_text {
    struct buf text;
    size_t count;
};

enum { ARRAY_TEXT_MAX = 1024 * 1024 * 1024 };

void array_text_init(struct array_text *array);
void array_text_free(struct array_text *array);

void array_text_add(struct array_text *array, const char *item);
void array_text_add_int(struct array_text *array, int64_t item);

/* The whole array; owned by it until it changes. */
const char *array_text_end(struct array_text *array);

#endif
