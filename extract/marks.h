/*
 * Marks: 64 bits that stand for an item of a feed, listing or sitemap as it was when it was read. A
 * state keeps them as hexadecimal texts, in the order of the document.
 */
#ifndef DATELINE_EXTRACT_MARKS_H
#define DATELINE_EXTRACT_MARKS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKS_MAX = 100000 }; /* of one state */

struct mark {
    uint64_t value;
    size_t place; /* in its document, or in the state */
    bool found;
};

struct marks {
    struct mark *items;
    size_t count, capacity;
};

/* Those of an earlier state, data.seen, ready for marks_find(); none for NULL. */
void marks_read(struct marks *marks, const json_t *data);
void marks_free(struct marks *marks);

void marks_add(struct marks *marks, uint64_t value, size_t place);

/* Whether an earlier state has the mark; marks it as found. */
bool marks_find(struct marks *marks, uint64_t value);

/*
 * The text for a state: the new ones by their places, each once; then at most `old_max` of the old
 * ones that are not among them. A new array.
 */
json_t *marks_write(const struct marks *marks, const struct marks *old, size_t old_max);

#endif
