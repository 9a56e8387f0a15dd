/*
 * One article record as rows of the tables, ready for COPY but for the keys that it gets when it
 * lands.
 *
 * Everything is bytes in one buffer, table after table, so that it takes little more memory than
 * the record's line.
 */
#ifndef DATELINE_LOAD_ARTICLE_ROWS_H
#define DATELINE_LOAD_ARTICLE_ROWS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "load/copy_row.h"

/*
 * In the order of the rows. ROWS_ARTICLE's only row lacks its last field, run_id. Those of
 * ROWS_ENTITY and ROWS_EVENT, for tables that articles share, stand under the numbers of
 * `entities` and `events` and lack their first field (the number in the staging table).
 */
enum rows_table {
    ROWS_ARTICLE,
    ROWS_SENTENCE,
    ROWS_ENTITY,
    ROWS_ALIAS,
    ROWS_MENTION,
    ROWS_DATE,
    ROWS_QUANTITY,
    ROWS_QUOTE,
    ROWS_EVENT,
    ROWS_EVENT_MENTION,
    ROWS_EVENT_QUANTITY
};
enum { ROWS_TABLE_COUNT = ROWS_EVENT_QUANTITY + 1 };

/* Something that articles share, by its id; its row (without a first field) where it has one. */
struct rows_shared {
    uint32_t id;         /* offset in `texts` */
    uint32_t begin, end; /* bytes of `rows`; equal: the article says nothing of it */
    uint32_t first_key;  /* the first of rows.keys in them */
};

struct article_rows {
    struct copy_rows rows;
    uint32_t begin[ROWS_TABLE_COUNT + 1]; /* where each table's rows begin in rows.data */
    struct buf texts;                     /* strings, each with its NUL */
    struct rows_shared *entities, *events;
    uint32_t entity_count, event_count;
    uint32_t sentence_count, event_mention_count;
    bool transformed; /* transform has made something of it */
};

/* An analyst's word on a mention: in this article these words for `entity` mean `becomes`. */
struct rows_correction {
    const char *entity, *words, *becomes;
};

/*
 * Makes the rows of a record that passed the schema. `corrections` may be NULL. STATUS_REJECT: a
 * number that no column holds. Free with article_rows_free().
 */
enum status article_rows_new(const json_t *record, const struct rows_correction *corrections,
                             size_t correction_count, struct article_rows **made,
                             struct error *error) WARN_UNUSED;
void article_rows_free(struct article_rows *rows);

/* A string of its texts. */
const char *article_rows_text(const struct article_rows *rows, uint32_t offset);

/* Bytes that it takes. */
size_t article_rows_bytes(const struct article_rows *rows);

#endif
