/* Pairs of quotation marks, in one pass over the text. */
#ifndef DATELINE_TRANSFORM_QUOTE_MARKS_H
#define DATELINE_TRANSFORM_QUOTE_MARKS_H

#include "transform/document.h"

enum { MARKS_BYTES_MAX = 4000, MARKS_MAX = 20000 }; /* of a quotation's part; of an article */

/* What stands between an opening mark and its closing one. A quotation of several paragraphs,
 * each of which begins with an opening mark, has one part for each. */
struct quoted {
    uint32_t first, end;    /* tokens between the marks, end exclusive */
    uint32_t behind;        /* the token behind the closing mark, or the next paragraph */
    uint32_t paragraph;     /* the paragraph's first token */
    uint32_t paragraph_end; /* behind its last */
    bool goes_on;           /* the next part is of the same quotation */
};

struct marks {
    struct quoted *items;
    size_t count, capacity;
};

/*
 * Finds “...”, "...", ‘...’, '...', «...», »...«, „...“, ‹...›, 「...」 and 『...』. Marks inside
 * of others belong to the text of the outer ones; apostrophes are none; what never closes in its
 * paragraph is none either, unless the next one goes on. Lives in the document's arena.
 */
void marks_find(struct document *document, struct marks *marks);

#endif
