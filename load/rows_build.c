#include "load/rows_build.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

/* Adds a string to the texts; returns where. */
static uint32_t rows_keep_text(struct rows_build *build, const char *text)
{
    uint32_t offset = (uint32_t)build->made->texts.length;

    if (!buf_append(&build->made->texts, text, strlen(text) + 1)) {
        build->rows->failed = true;
        return 0;
    }
    return offset;
}

int32_t rows_int4(struct rows_build *build, const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));

    if (value < 0 || value > INT32_MAX) {
        if (build->status == STATUS_OK) {
            build->status = error_set(build->error, STATUS_REJECT, "bad_record",
                                      "%s: %lld is more than a column holds, which is %d", key,
                                      (long long)value, INT32_MAX);
        }
        return 0;
    }
    return (int32_t)value;
}

const char *rows_string(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

int rows_field(const json_t *object)
{
    const char *field = rows_string(object, "field");

    return field != NULL && strcmp(field, "title") == 0 ? 0 : 1;
}

void rows_begin(struct rows_build *build, enum rows_table table)
{
    build->made->begin[table] = (uint32_t)build->rows->data.length;
}

void rows_put_text(struct rows_build *build, const json_t *object, const char *key)
{
    copy_text(build->rows, rows_string(object, key));
}

void rows_put_float(struct rows_build *build, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL) {
        copy_null(build->rows);
    } else {
        copy_float8(build->rows, json_number_value(value));
    }
}

void rows_put_range(struct rows_build *build, const json_t *object)
{
    int32_t start = rows_int4(build, object, "start");
    int32_t end = rows_int4(build, object, "end");

    if (start > end && build->status == STATUS_OK) {
        build->status = error_set(build->error, STATUS_REJECT, "bad_record",
                                  "a span ends at %d, before its start %d", end, start);
    }
    copy_int4range(build->rows, start, end);
}

void rows_put_range_or_null(struct rows_build *build, const json_t *object)
{
    if (json_object_get(object, "start") == NULL) {
        copy_null(build->rows);
    } else {
        rows_put_range(build, object);
    }
}

/* The key of the sentence that a place is in. */
void rows_put_sentence_at(struct rows_build *build, int field, int32_t start)
{
    size_t low = 0, high = build->sentence_count;

    while (low < high) { /* the first that begins behind the place */
        size_t middle = low + (high - low) / 2;
        const struct rows_sentence *sentence = &build->sentences[middle];

        if (sentence->field < field || (sentence->field == field && sentence->start <= start)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > 0 && build->sentences[low - 1].field == field &&
        start < build->sentences[low - 1].end) {
        copy_key(build->rows, KEY_SENTENCE, build->sentences[low - 1].number);
    } else {
        copy_null(build->rows);
    }
}

/* ---- what ids mean ---- */

static int compare_ids(const void *left, const void *right)
{
    const struct rows_id *a = left, *b = right;
    int order = strcmp(a->id, b->id);

    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/*
 * Sorts ids, each with the index of its item, and gives equal ones one number. Returns how many
 * there are; `first` gets, for each number, the index of the first item with it.
 */
uint32_t rows_number_ids(struct rows_id *ids, size_t count, uint32_t *first)
{
    uint32_t numbers = 0;

    qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(ids[i].id, ids[i - 1].id) != 0) {
            first[numbers++] = ids[i].number;
        }
        ids[i].number = numbers - 1;
    }
    return numbers;
}

const struct rows_id *rows_find_id(const struct rows_id *ids, size_t count, const char *id)
{
    size_t low = 0, high = count;

    while (id != NULL && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(ids[middle].id, id);

        if (order == 0) {
            return &ids[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* Of whom a mention with these words is, by the corrections; "": the article as a whole. */
const char *rows_corrected(const struct rows_build *build, const char *entity, const char *words)
{
    size_t low = 0, high = entity == NULL ? 0 : build->correction_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct rows_correction *correction = &build->corrections[middle];
        int order = strcmp(correction->entity, entity);

        order = order != 0 ? order : strcmp(correction->words, words);
        if (order == 0) {
            return correction->becomes;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* The key of an entity that the article as a whole speaks of. */
void rows_put_entity(struct rows_build *build, const char *id)
{
    const char *becomes = rows_corrected(build, id, "");
    const struct rows_id *found =
        rows_find_id(build->entity_ids, build->entity_id_count, becomes == NULL ? id : becomes);

    if (found == NULL) {
        copy_null(build->rows);
    } else {
        copy_key(build->rows, KEY_ENTITY, found->number);
    }
}

void rows_begin_shared(struct rows_build *build, struct rows_shared *shared, const char *id)
{
    *shared = (struct rows_shared){.id = rows_keep_text(build, id),
                                   .begin = (uint32_t)build->rows->data.length,
                                   .first_key = (uint32_t)build->rows->key_count};
}
