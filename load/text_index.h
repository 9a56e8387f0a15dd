/* Code points of a UTF-8 text found without counting from its beginning each time. */
#ifndef DATELINE_LOAD_TEXT_INDEX_H
#define DATELINE_LOAD_TEXT_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct text_index {
    const char *text; /* borrowed */
    size_t length;    /* bytes */
    uint32_t *marks;  /* where each TEXT_INDEX_STEP-th code point begins */
    size_t mark_count, mark_capacity;
};

enum { TEXT_INDEX_STEP = 256 };

/* `text` is valid UTF-8; NULL is "". */
void text_index_init(struct text_index *index, const char *text);
void text_index_free(struct text_index *index);

/* The byte at which a code point begins; behind the end: the length. */
size_t text_index_byte(const struct text_index *index, size_t code_point);

#endif
