/* What article_rows.c and derived_rows.c share while they make one article's rows. */
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

/* An entity id of the record and its number among the article's entities. */
struct rows_entity_id {
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
    struct rows_entity_id *entity_ids; /* by id */
    size_t entity_id_count;
    const struct rows_correction *corrections; /* by entity, then words */
    size_t correction_count;
    struct error *error;
    enum status status;
};

/* Adds a string to the texts; returns where. */
uint32_t rows_build_text(struct rows_build *build, const char *text);

/* A number of the record as int4; where it does not fit, the build fails and says where. */
int32_t rows_build_int4(struct rows_build *build, const json_t *object, const char *key);

/* Rows of what transform found, table after table. */
void derived_rows_build(struct rows_build *build);

#endif
