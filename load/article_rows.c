#include "load/article_rows.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/timestamp.h"
#include "load/rows_build.h"

/* Of one article, in bytes: the longest line with its sentences, and the ids that it shares. */
enum { ARTICLE_ROWS_MAX = 40 * 1024 * 1024, ROWS_TEXTS_MAX = 20 * 1024 * 1024 };

/* Fields of the record that have a column or table; all others go into `extra`. */
static const char *const article_known[] = {"type",
                                            "id",
                                            "url",
                                            "canonical_url",
                                            "source",
                                            "site_name",
                                            "title",
                                            "authors",
                                            "section",
                                            "tags",
                                            "language",
                                            "published_at",
                                            "published_precision",
                                            "published_zone",
                                            "modified_at",
                                            "fetched_at",
                                            "image_url",
                                            "body",
                                            "disclaimer",
                                            "related",
                                            "content_hash",
                                            "path",
                                            "http",
                                            "extraction",
                                            "transform_version",
                                            "model_version",
                                            "rules_version",
                                            "sentences",
                                            "entities",
                                            "dates",
                                            "quantities",
                                            "quotes",
                                            "events"};

const char *article_rows_text(const struct article_rows *rows, uint32_t offset)
{
    return rows->texts.data + offset;
}

size_t article_rows_bytes(const struct article_rows *rows)
{
    return sizeof *rows + rows->rows.data.capacity + rows->texts.capacity +
           rows->rows.key_capacity * sizeof *rows->rows.keys +
           (rows->entity_count + rows->event_count) * sizeof *rows->entities;
}

void article_rows_free(struct article_rows *rows)
{
    if (rows != NULL) {
        copy_rows_free(&rows->rows);
        buf_free(&rows->texts);
        free(rows->entities);
        free(rows->events);
        free(rows);
    }
}

/* The record without what has a place of its own, as JSON; the caller frees it. NULL: nothing. */
static char *article_extra(const json_t *record)
{
    size_t known = 0;
    json_t *rest;
    char *text;

    for (size_t i = 0; i < sizeof article_known / sizeof article_known[0]; i++) {
        known += json_object_get(record, article_known[i]) != NULL;
    }
    if (known == json_object_size(record)) {
        return NULL;
    }
    rest = json_copy((json_t *)(uintptr_t)record); /* what it holds is shared, not changed */
    for (size_t i = 0; i < sizeof article_known / sizeof article_known[0]; i++) {
        json_object_del(rest, article_known[i]);
    }
    text = json_dumps(rest, JSON_COMPACT);
    json_decref(rest);
    return text;
}

static void article_text(struct rows_build *build, const json_t *object, const char *key)
{
    copy_text(build->rows, json_string_value(json_object_get(object, key)));
}

static void article_time(struct rows_build *build, const char *key)
{
    copy_time(build->rows, json_string_value(json_object_get(build->record, key)));
}

/* The day that the outlet's calendar showed. */
static void article_day(struct rows_build *build)
{
    const char *text = json_string_value(json_object_get(build->record, "published_at"));
    struct timestamp time;

    if (text == NULL || !timestamp_parse(text, &time)) {
        copy_null(build->rows);
    } else {
        copy_date(build->rows, timestamp_days(time.year, time.month, time.day));
    }
}

/* Columns in the order of sql/statements/copy_article.sql, but for run_id. */
static void article_row(struct rows_build *build)
{
    enum { ARTICLE_COLUMNS = 34 };
    const json_t *record = build->record;
    const json_t *http = json_object_get(record, "http");
    const json_t *extraction = json_object_get(record, "extraction");
    const json_t *status = json_object_get(http, "status");
    const json_t *score = json_object_get(extraction, "score");
    char *extra = article_extra(record);

    copy_row(build->rows, ARTICLE_COLUMNS);
    copy_key(build->rows, KEY_ARTICLE, 0);
    article_text(build, record, "id");
    copy_key(build->rows, KEY_SOURCE, 0);
    article_text(build, record, "url");
    article_text(build, record, "canonical_url");
    article_text(build, record, "site_name");
    article_text(build, record, "title");
    copy_texts(build->rows, json_object_get(record, "authors"));
    article_text(build, record, "section");
    copy_texts(build->rows, json_object_get(record, "tags"));
    article_text(build, record, "language");
    article_time(build, "published_at");
    article_day(build);
    article_text(build, record, "published_precision");
    article_text(build, record, "published_zone");
    article_time(build, "modified_at");
    article_time(build, "fetched_at");
    article_text(build, record, "image_url");
    article_text(build, record, "body");
    article_text(build, record, "disclaimer");
    copy_texts(build->rows, json_object_get(record, "related"));
    article_text(build, record, "content_hash");
    article_text(build, record, "path");
    if (status == NULL) {
        copy_null(build->rows);
    } else {
        copy_int4(build->rows, rows_int4(build, http, "status"));
    }
    article_text(build, http, "etag");
    article_text(build, http, "last_modified");
    article_text(build, http, "final_url");
    article_text(build, extraction, "method");
    if (score == NULL) {
        copy_null(build->rows);
    } else {
        copy_float8(build->rows, json_number_value(score));
    }
    copy_jsonb(build->rows, extra == NULL ? "{}" : extra);
    article_text(build, record, "transform_version");
    article_text(build, record, "model_version");
    article_text(build, record, "rules_version");
    build->made->transformed = json_object_get(record, "transform_version") != NULL;
    free(extra);
}

enum status article_rows_new(const json_t *record, const struct rows_correction *corrections,
                             size_t correction_count, struct article_rows **made,
                             struct error *error)
{
    struct article_rows *rows = mem_calloc(1, sizeof *rows);
    struct rows_build build = {.record = record,
                               .made = rows,
                               .rows = &rows->rows,
                               .corrections = corrections,
                               .correction_count = correction_count,
                               .error = error,
                               .status = STATUS_OK};

    copy_rows_init(&rows->rows);
    rows->rows.data.max = ARTICLE_ROWS_MAX;
    rows->texts = (struct buf)BUF_INIT(ROWS_TEXTS_MAX);
    text_index_init(&build.text[0], json_string_value(json_object_get(record, "title")));
    text_index_init(&build.text[1], json_string_value(json_object_get(record, "body")));
    article_row(&build);
    derived_rows_build(&build);
    text_index_free(&build.text[0]);
    text_index_free(&build.text[1]);
    free(build.sentences);
    free(build.entity_ids);
    if (rows->rows.failed && build.status == STATUS_OK) {
        build.status = error_set(error, STATUS_REJECT, "too_large",
                                 "its rows have more than %d bytes", ARTICLE_ROWS_MAX);
    }
    if (build.status != STATUS_OK) {
        article_rows_free(rows);
        rows = NULL;
    }
    *made = rows;
    return build.status;
}
