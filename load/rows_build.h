/* What article_rows.c, entity_rows.c and derived_rows.c share while they make one article's rows.
 */
#ifndef DATELINE_LOAD_ROWS_BUILD_H
#define DATELINE_LOAD_ROWS_BUILD_H

#include "load/article_rows.h"
#include "load/text_index.h"

/* A sentence, to find the one that a place is in. */
struct rows_sentence {
    int field; /* 0 title, 1 body */
    int32_t start, end;
    uint32_t number;
};

/* An id of the record, and the number of what it names among the article's own. */
struct rows_id {
    const char *id; /* of the record */
    uint32_t number;
};

struct rows_build {
    const json_t *record;
    struct article_rows *made;
    struct copy_rows *rows; /* of `made` */
    struct text_index text[2];
    struct rows_sentence *sentences; /* by place */
    size_t sentence_count;
    struct rows_id *entity_ids; /* by id */
    size_t entity_id_count;
    const struct rows_correction *corrections; /* by entity, then words */
    size_t correction_count;
    struct error *error;
    enum status status;
};

/* A number of the record as int4; where it does not fit, the build fails and says where. */
int32_t rows_int4(struct rows_build *build, const json_t *object, const char *key);

/* A string of the record, or NULL; which field a span is in: 0 title, 1 body. */
const char *rows_string(const json_t *object, const char *key);
int rows_field(const json_t *object);

/* The rows of a table begin here. */
void rows_begin(struct rows_build *build, enum rows_table table);

/* The row of something that articles share begins here. */
void rows_begin_shared(struct rows_build *build, struct rows_shared *shared, const char *id);

/* Each adds one field to the row. */
void rows_put_text(struct rows_build *build, const json_t *object, const char *key);
void rows_put_float(struct rows_build *build, const json_t *object, const char *key);
void rows_put_range(struct rows_build *build, const json_t *object);
void rows_put_range_or_null(struct rows_build *build, const json_t *object);
/* The key of the sentence that a place is in. */
void rows_put_sentence_at(struct rows_build *build, int field, int32_t start);
/* The key of an entity that the article as a whole speaks of. */
void rows_put_entity(struct rows_build *build, const char *id);

/*
 * Sorts ids, each with the index of its item, and gives equal ones one number. Returns how many
 * numbers there are; `first` gets, for each, the index of the first item with it.
 */
uint32_t rows_number_ids(struct rows_id *ids, size_t count, uint32_t *first);
/* NULL: it is not among them. */
const struct rows_id *rows_find_id(const struct rows_id *ids, size_t count, const char *id);

/* Of whom a mention with these words is, by the corrections, or NULL; "": the article as a whole.
 */
const char *rows_corrected(const struct rows_build *build, const char *entity, const char *words);

/* Rows of entities, their aliases and mentions (entity_rows.c). */
void entity_rows_build(struct rows_build *build);

/* Rows of all that transform found, table after table (derived_rows.c). */
void derived_rows_build(struct rows_build *build);

#endif
