/* One record of a batch. */
#ifndef DATELINE_LOAD_BATCH_ITEM_H
#define DATELINE_LOAD_BATCH_ITEM_H

#include <stddef.h>
#include "common/record.h"
#include "load/article_rows.h"

struct batch_item {
    enum record_kind kind;
    char *line;
    size_t length;
    char *source, *url, *path; /* for the reject record of a refused one; or NULL */
    char *id, *content_hash;   /* of an article */
    struct article_rows *rows; /* of an article that is not known to be there already; else NULL */
};

void batch_item_free(struct batch_item *item);

/* Bytes that it takes. */
size_t batch_item_bytes(const struct batch_item *item);

#endif
