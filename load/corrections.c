#include "load/corrections.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/array_text.h"

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int compare_corrections(const void *left, const void *right)
{
    const struct rows_correction *a = left, *b = right;
    int order = strcmp(a->entity, b->entity);

    return order != 0 ? order : strcmp(a->words, b->words);
}

/* The mentions of one entity: its id, and their words. */
static void corrections_add_mentions(const json_t *entity, struct array_text *entities,
                                     struct array_text *words)
{
    const json_t *mentions = json_object_get(entity, "mentions");

    for (size_t i = 0; i < json_array_size(mentions); i++) {
        const json_t *mention = json_array_get(mentions, i);

        array_text_add(entities, json_string_value(json_object_get(entity, "id")));
        array_text_add(words, json_string_value(json_object_get(mention, "text")));
    }
}

static enum status corrections_ask(struct db *db, const struct batch_item *item,
                                   const json_t *record, struct db_result **result,
                                   struct error *error)
{
    const json_t *found = json_object_get(record, "entities");
    const char *parameters[] = {NULL, NULL, item->source, item->id};
    struct array_text entities, words;
    enum status status;

    array_text_init(&entities);
    array_text_init(&words);
    for (size_t i = 0; i < json_array_size(found); i++) {
        corrections_add_mentions(json_array_get(found, i), &entities, &words);
    }
    parameters[0] = array_text_end(&entities);
    parameters[1] = array_text_end(&words);
    status = db_run(db, "correction_words", parameters, 4, result, error);
    array_text_free(&entities);
    array_text_free(&words);
    return status;
}

/* The corrections of one article, owned by `result`. */
static enum status corrections_of(struct db *db, const struct batch_item *item,
                                  const json_t *record, struct db_result **result,
                                  struct rows_correction **corrections, struct error *error)
{
    enum status status = corrections_ask(db, item, record, result, error);

    if (status != STATUS_OK) {
        return status;
    }
    *corrections = mem_calloc(db_rows(*result) + 1, sizeof **corrections);
    for (size_t i = 0; i < db_rows(*result); i++) {
        (*corrections)[i] = (struct rows_correction){.entity = db_value(*result, i, 0),
                                                     .words = db_value(*result, i, 1),
                                                     .becomes = db_value(*result, i, 2)};
    }
    qsort(*corrections, db_rows(*result), sizeof **corrections, compare_corrections);
    return STATUS_OK;
}

static enum status corrections_rebuild(struct db *db, struct batch_item *item, struct error *error)
{
    struct rows_correction *corrections = NULL;
    struct db_result *result = NULL;
    struct article_rows *rows = NULL;
    enum record_kind kind;
    json_t *record = NULL;
    enum status status = record_parse(NULL, item->line, item->length, &record, &kind, error);

    if (status == STATUS_OK) {
        status = corrections_of(db, item, record, &result, &corrections, error);
    }
    if (status == STATUS_OK) {
        status = article_rows_new(record, corrections, db_rows(result), &rows, error);
    }
    if (status == STATUS_OK) {
        article_rows_free(item->rows);
        item->rows = rows;
    }
    free(corrections);
    db_result_free(result);
    json_decref(record);
    return status;
}

static bool corrections_touch(const struct article_rows *rows, const char *const *corrected,
                              size_t count)
{
    for (uint32_t i = 0; i < rows->entity_count; i++) {
        const char *id = article_rows_text(rows, rows->entities[i].id);

        if (bsearch(&id, corrected, count, sizeof *corrected, compare_texts) != NULL) {
            return true;
        }
    }
    return false;
}

enum status corrections_apply(struct db *db, struct batch_item *const *items, size_t count,
                              struct error *error)
{
    struct db_result *result = NULL;
    const char **corrected;
    enum status status = db_run(db, "correction_entities", NULL, 0, &result, error);
    size_t known = status == STATUS_OK ? db_rows(result) : 0;

    if (status != STATUS_OK || known == 0) {
        db_result_free(result);
        return status;
    }
    corrected = mem_calloc(known, sizeof *corrected);
    for (size_t i = 0; i < known; i++) {
        corrected[i] = db_value(result, i, 0);
    }
    qsort(corrected, known, sizeof *corrected, compare_texts);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (corrections_touch(items[i]->rows, corrected, known)) {
            status = corrections_rebuild(db, items[i], error);
        }
    }
    free(corrected);
    db_result_free(result);
    return status;
}
