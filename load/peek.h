/*
 * What a line says an article is, without reading it as JSON: enough to see whether the database
 * has it already, at a tenth of the cost.
 */
#ifndef DATELINE_LOAD_PEEK_H
#define DATELINE_LOAD_PEEK_H

#include <stdbool.h>
#include <stddef.h>

/* Places in the line; NULL where the article lacks the field. */
struct peek {
    struct peek_text {
        const char *data;
        size_t length;
    } type, id, content_hash, source, url, path;
};

/*
 * Looks at the object's own fields, skipping what they hold. False where that is not enough: no
 * article, a field that is missing or there twice, escapes in one of those above, brackets that do
 * not match. True does not say that the line is a record.
 */
bool peek_article(const char *line, size_t length, struct peek *peek);

#endif
