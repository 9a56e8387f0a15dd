#include "load/shared_keys.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/array_text.h"
#include "load/copy_send.h"
#include "load/take_keys.h"

/* Fields of the rows in article_rows, without the first. */
enum { ENTITY_FIELDS = 13, EVENT_FIELDS = 18 };

/* One article's word on something shared. */
struct shared_ref {
    const char *id;
    const char *facts; /* its row */
    size_t length;     /* 0: the article says nothing of it */
    size_t landing, order;
    uint32_t number; /* in the article */
};

/* All references to one id, which stand side by side. */
struct shared_group {
    size_t first, count;
    int64_t key; /* 0: not known yet */
    bool known;  /* it was there before */
};

struct shared {
    struct shared_ref *refs;
    size_t ref_count;
    struct shared_group *groups;
    size_t group_count, group_capacity;
};

static int compare_refs(const void *left, const void *right)
{
    const struct shared_ref *a = left, *b = right;
    int order = strcmp(a->id, b->id);

    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void shared_collect(struct shared *shared, const struct landing *landings, size_t count,
                           bool events)
{
    size_t total = 0;

    *shared = (struct shared){0};
    for (size_t i = 0; i < count; i++) {
        total += events ? landings[i].rows->event_count : landings[i].rows->entity_count;
    }
    shared->refs = mem_calloc(total + 1, sizeof *shared->refs);
    for (size_t i = 0; i < count; i++) {
        const struct article_rows *rows = landings[i].rows;
        const struct rows_shared *items = events ? rows->events : rows->entities;
        uint32_t items_count = events ? rows->event_count : rows->entity_count;

        for (uint32_t number = 0; number < items_count; number++) {
            shared->refs[shared->ref_count++] =
                (struct shared_ref){.id = article_rows_text(rows, items[number].id),
                                    .facts = rows->rows.data.data + items[number].begin,
                                    .length = items[number].end - items[number].begin,
                                    .landing = i,
                                    .order = landings[i].order,
                                    .number = number};
        }
    }
    qsort(shared->refs, shared->ref_count, sizeof *shared->refs, compare_refs);
    for (size_t i = 0; i < shared->ref_count; i++) {
        if (i == 0 || strcmp(shared->refs[i].id, shared->refs[i - 1].id) != 0) {
            shared->groups = mem_grow(shared->groups, &shared->group_capacity, shared->group_count,
                                      sizeof *shared->groups);
            shared->groups[shared->group_count++] = (struct shared_group){.first = i};
        }
        shared->groups[shared->group_count - 1].count++;
    }
}

static void shared_free(struct shared *shared)
{
    free(shared->refs);
    free(shared->groups);
}

/* Hands the keys out; every group must have one. */
static enum status shared_hand_out(const struct shared *shared, struct landing *landings,
                                   bool events, struct error *error)
{
    for (size_t i = 0; i < shared->group_count; i++) {
        const struct shared_group *group = &shared->groups[i];

        if (group->key == 0) {
            return error_set(error, STATUS_RETRY, "db_failed",
                             "database: %s vanished while it was merged",
                             shared->refs[group->first].id);
        }
        for (size_t j = group->first; j < group->first + group->count; j++) {
            const struct shared_ref *ref = &shared->refs[j];
            struct landing *landing = &landings[ref->landing];

            (events ? landing->event_keys : landing->entity_keys)[ref->number] = group->key;
        }
    }
    return STATUS_OK;
}

/* Reads rows of group number and key. */
static enum status shared_read_keys(struct db *db, const char *statement, struct shared *shared,
                                    struct error *error)
{
    struct db_result *result = NULL;
    enum status status = db_run(db, statement, NULL, 0, &result, error);

    for (size_t row = 0; status == STATUS_OK && row < db_rows(result); row++) {
        size_t group = (size_t)db_value_int(result, row, 0);

        if (group < shared->group_count) {
            shared->groups[group].key = db_value_int(result, row, 1);
        }
    }
    db_result_free(result);
    return status;
}

static bool ref_same_facts(const struct shared_ref *a, const struct shared_ref *b)
{
    return a->length == b->length && memcmp(a->facts, b->facts, a->length) == 0;
}

/* Whether the cache knows all that a group's articles say; then its key is set. */
static bool group_is_cached(const struct entity_cache *cache, const struct shared *shared,
                            struct shared_group *group)
{
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const struct shared_ref *ref = &shared->refs[i];

        if (i > group->first && ref_same_facts(ref, ref - 1)) {
            continue;
        }
        if (!entity_cache_find(cache, ref->id, ref->facts, ref->length, &group->key)) {
            group->key = 0;
            return false;
        }
    }
    return true;
}

/* Puts the different facts of a group, in order; returns how many. */
static int32_t put_entity_group(struct copy_rows *rows, const struct shared *shared, size_t number)
{
    const struct shared_group *group = &shared->groups[number];
    int32_t variants = 0;

    for (size_t i = group->first; i < group->first + group->count; i++) {
        const struct shared_ref *ref = &shared->refs[i];

        if (i > group->first && ref_same_facts(ref, ref - 1)) {
            continue;
        }
        copy_row(rows, ENTITY_FIELDS + 2);
        copy_int4(rows, (int32_t)number);
        copy_int4(rows, variants++);
        if (ref->length > 0) {
            if (!buf_append(&rows->data, ref->facts, ref->length)) {
                rows->failed = true;
            }
        } else {
            copy_text(rows, ref->id);
            for (int field = 1; field < ENTITY_FIELDS; field++) {
                copy_null(rows);
            }
        }
    }
    return variants;
}

static enum status stage_entities(struct db *db, struct copy_rows *rows, int32_t variants,
                                  bool renew, struct shared *shared, struct error *error)
{
    const char *statement = renew ? "reprocess_entity" : "merge_entity";
    enum status status = copy_send(db, "stage_entity_copy", rows, error);

    if (status == STATUS_OK) {
        status = db_run(db, "analyse_entities", NULL, 0, NULL, error);
    }
    for (int32_t variant = 0; variant < variants && status == STATUS_OK; variant++) {
        char number[16];
        const char *const parameters[] = {number};

        snprintf(number, sizeof number, "%d", variant);
        status = db_run(db, statement, parameters, 1, NULL, error);
    }
    return status == STATUS_OK ? shared_read_keys(db, "entity_keys", shared, error) : status;
}

enum status shared_keys_entities(struct db *db, struct entity_cache *cache,
                                 struct landing *landings, size_t count, bool renew,
                                 struct error *error)
{
    struct shared shared;
    struct copy_rows rows;
    int32_t variants = 0;
    enum status status = STATUS_OK;

    copy_rows_init(&rows);
    shared_collect(&shared, landings, count, false);
    for (size_t i = 0; i < shared.group_count; i++) {
        if (!group_is_cached(cache, &shared, &shared.groups[i])) {
            int32_t more = put_entity_group(&rows, &shared, i);

            variants = more > variants ? more : variants;
        }
    }
    if (variants > 0) {
        status = stage_entities(db, &rows, variants, renew, &shared, error);
    }
    if (status == STATUS_OK) {
        status = shared_hand_out(&shared, landings, false, error);
    }
    for (size_t i = 0; i < shared.ref_count && status == STATUS_OK && variants > 0; i++) {
        const struct shared_ref *ref = &shared.refs[i];
        int64_t key = landings[ref->landing].entity_keys[ref->number], known;

        if (!entity_cache_find(cache, ref->id, ref->facts, ref->length, &known)) {
            entity_cache_add(cache, ref->id, ref->facts, ref->length, key);
        }
    }
    shared_free(&shared);
    copy_rows_free(&rows);
    return status;
}

/* Index of the group with an id, or group_count. */
static size_t shared_find(const struct shared *shared, const char *id)
{
    size_t low = 0, high = shared->group_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(shared->refs[shared->groups[middle].first].id, id);

        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return shared->group_count;
}

static enum status events_known(struct db *db, struct shared *shared, struct error *error)
{
    struct db_result *result = NULL;
    struct array_text ids;
    const char *parameters[1];
    enum status status;

    array_text_init(&ids);
    for (size_t i = 0; i < shared->group_count; i++) {
        array_text_add(&ids, shared->refs[shared->groups[i].first].id);
    }
    parameters[0] = array_text_end(&ids);
    status = db_run(db, "event_known", parameters, 1, &result, error);
    for (size_t row = 0; status == STATUS_OK && row < db_rows(result); row++) {
        size_t group = shared_find(shared, db_value(result, row, 0));

        if (group < shared->group_count) {
            shared->groups[group].key = db_value_int(result, row, 1);
        }
    }
    db_result_free(result);
    array_text_free(&ids);
    return status;
}

/* An event's row as the first article tells it. */
static void put_event(struct copy_rows *rows, const struct shared *shared,
                      const struct shared_group *group)
{
    const struct shared_ref *ref = &shared->refs[group->first];

    copy_row(rows, EVENT_FIELDS + 1);
    copy_int8(rows, group->key);
    if (!buf_append(&rows->data, ref->facts, ref->length)) {
        rows->failed = true;
    }
}

/* Events that were there before become what is told of them now. */
static enum status events_renew(struct db *db, const struct shared *shared, struct error *error)
{
    struct copy_rows rows;
    enum status status;

    copy_rows_init(&rows);
    for (size_t i = 0; i < shared->group_count; i++) {
        if (shared->groups[i].key != 0) {
            put_event(&rows, shared, &shared->groups[i]);
        }
    }
    status = copy_send(db, "reprocess_event_copy", &rows, error);
    copy_rows_free(&rows);
    return status == STATUS_OK ? db_run(db, "reprocess_event", NULL, 0, NULL, error) : status;
}

/* Events without a key get one, and go into the table as the first article tells them. They go in
 * the order of their ids, so that two loads do not wait for each other crosswise. */
static enum status events_add(struct db *db, struct shared *shared, struct error *error)
{
    struct copy_rows rows;
    size_t missing = 0;
    int64_t key = 0;
    enum status status;

    for (size_t i = 0; i < shared->group_count; i++) {
        missing += shared->groups[i].key == 0;
    }
    status = take_keys(db, "event_event_id_seq", missing, &key, error);
    if (status != STATUS_OK || missing == 0) {
        return status;
    }
    copy_rows_init(&rows);
    for (size_t i = 0; i < shared->group_count; i++) {
        if (shared->groups[i].key == 0) {
            shared->groups[i].key = key++;
            put_event(&rows, shared, &shared->groups[i]);
        }
    }
    status = copy_send(db, "copy_event", &rows, error);
    copy_rows_free(&rows);
    return status;
}

enum status shared_keys_events(struct db *db, struct landing *landings, size_t count, bool renew,
                               struct array_text *several, struct error *error)
{
    struct shared shared;
    enum status status = STATUS_OK;

    shared_collect(&shared, landings, count, true);
    if (shared.group_count > 0) {
        status = events_known(db, &shared, error);
    }
    if (status == STATUS_OK && renew) {
        status = events_renew(db, &shared, error);
    }
    for (size_t i = 0; i < shared.group_count; i++) {
        shared.groups[i].known = shared.groups[i].key != 0;
    }
    if (status == STATUS_OK) {
        status = events_add(db, &shared, error);
    }
    for (size_t i = 0; i < shared.group_count && status == STATUS_OK; i++) {
        if (shared.groups[i].known || shared.groups[i].count > 1) {
            array_text_add_int(several, shared.groups[i].key);
        }
    }
    if (status == STATUS_OK) {
        status = shared_hand_out(&shared, landings, true, error);
    }
    shared_free(&shared);
    return status;
}
