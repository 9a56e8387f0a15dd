#include "load/merge.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/array_text.h"
#include "load/article_keys.h"
#include "load/copy_send.h"
#include "load/corrections.h"
#include "load/entity_cache.h"
#include "load/shared_keys.h"
#include "load/take_keys.h"

struct merge {
    bool reprocess;
    struct entity_cache *cache;
    bool remembers; /* the cache was used since it was cleared */
};

/* What one source gave. */
struct merge_source {
    const char *name;
    int64_t key;
    int64_t articles_new, articles_changed, articles_unchanged, rejected;
};

/* One batch on its way. */
struct merge_batch {
    struct db *db;
    bool reprocess;
    const struct schema *schema;
    const char *run_id;
    struct batch_item *items;
    size_t count;
    struct merge_source *sources; /* by name */
    size_t source_count;
    struct batch_item **landing_items; /* new and changed articles: those that changed come first */
    struct landing *landings;
    size_t landing_count, changed_count;
    struct array_text several; /* keys of events that others tell too */
    struct batch_counts *counts;
    struct error *error;
};

struct merge *merge_new(bool reprocess)
{
    struct merge *merge = mem_calloc(1, sizeof *merge);

    merge->reprocess = reprocess;
    merge->cache = entity_cache_new();
    return merge;
}

void merge_free(struct merge *merge)
{
    if (merge != NULL) {
        entity_cache_free(merge->cache);
        free(merge);
    }
}

bool merge_forget(struct merge *merge)
{
    bool remembered = merge->remembers;

    entity_cache_clear(merge->cache);
    merge->remembers = false;
    return remembered;
}

/* ---- sources ---- */

static int compare_sources(const void *left, const void *right)
{
    return strcmp(((const struct merge_source *)left)->name,
                  ((const struct merge_source *)right)->name);
}

static struct merge_source *merge_find_source(const struct merge_batch *batch, const char *name)
{
    const struct merge_source wanted = {.name = name};

    return name == NULL ? NULL
                        : bsearch(&wanted, batch->sources, batch->source_count,
                                  sizeof *batch->sources, compare_sources);
}

static enum status merge_sources(struct merge_batch *batch)
{
    struct db_result *result = NULL;
    struct array_text names;
    const char *parameters[1];
    enum status status;

    batch->sources = mem_calloc(batch->count + 1, sizeof *batch->sources);
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->items[i].source != NULL) {
            batch->sources[batch->source_count++].name = batch->items[i].source;
        }
    }
    qsort(batch->sources, batch->source_count, sizeof *batch->sources, compare_sources);
    array_text_init(&names);
    for (size_t i = 0, kept = 0, all = batch->source_count; i < all; i++) {
        if (i == 0 || strcmp(batch->sources[i].name, batch->sources[kept - 1].name) != 0) {
            batch->sources[kept++] = batch->sources[i];
            array_text_add(&names, batch->sources[i].name);
        }
        batch->source_count = kept;
    }
    parameters[0] = array_text_end(&names);
    status = db_run(batch->db, "merge_source", parameters, 1, NULL, batch->error);
    if (status == STATUS_OK) {
        status = db_run(batch->db, "source_keys", parameters, 1, &result, batch->error);
    }
    for (size_t row = 0; status == STATUS_OK && row < db_rows(result); row++) {
        struct merge_source *source = merge_find_source(batch, db_value(result, row, 0));

        if (source != NULL) {
            source->key = db_value_int(result, row, 1);
        }
    }
    db_result_free(result);
    array_text_free(&names);
    return status;
}

static void merge_count_rejects(struct merge_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct merge_source *source = merge_find_source(batch, batch->items[i].source);

        if (batch->items[i].kind == RECORD_REJECT) {
            batch->counts->rejected++;
            if (source != NULL) {
                source->rejected++;
            }
        }
    }
}

static enum status merge_run_sources(struct merge_batch *batch)
{
    struct array_text columns[5];
    const char *parameters[6] = {batch->run_id};
    enum status status;

    for (size_t column = 0; column < 5; column++) {
        array_text_init(&columns[column]);
        for (size_t i = 0; i < batch->source_count; i++) {
            const struct merge_source *source = &batch->sources[i];
            const int64_t values[5] = {source->key, source->articles_new, source->articles_changed,
                                       source->articles_unchanged, source->rejected};

            array_text_add_int(&columns[column], values[column]);
        }
        parameters[column + 1] = array_text_end(&columns[column]);
    }
    status = db_run(batch->db, "merge_run_source", parameters, 6, NULL, batch->error);
    for (size_t column = 0; column < 5; column++) {
        array_text_free(&columns[column]);
    }
    return status;
}

static void merge_land(struct merge_batch *batch, const int64_t *keys, bool changed)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct batch_item *item = &batch->items[i];
        struct merge_source *source = merge_find_source(batch, item->source);

        if (item->kind != RECORD_ARTICLE || keys[i] < 0 || (keys[i] > 0) != changed) {
            continue;
        }
        batch->landing_items[batch->landing_count] = item;
        batch->landings[batch->landing_count++] =
            (struct landing){.order = i, .article_key = keys[i], .source_key = source->key};
        *(changed ? &source->articles_changed : &source->articles_new) += 1;
        *(changed ? &batch->counts->articles_changed : &batch->counts->articles_new) += 1;
    }
}

/* Articles that are there, in the form of the record, and of which transform has made something. */
static void merge_land_again(struct merge_batch *batch, const int64_t *keys)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct batch_item *item = &batch->items[i];

        if (item->kind == RECORD_ARTICLE && keys[i] < 0 && keys[i] != ARTICLE_FORGOTTEN &&
            item->rows->transformed) {
            batch->landing_items[batch->landing_count] = item;
            batch->landings[batch->landing_count++] =
                (struct landing){.order = i,
                                 .article_key = -keys[i],
                                 .source_key = merge_find_source(batch, item->source)->key};
        }
    }
    batch->changed_count = batch->landing_count;
    batch->counts->reprocessed.articles = batch->landing_count;
}

static enum status merge_sort_out(struct merge_batch *batch)
{
    int64_t *keys = mem_calloc(batch->count + 1, sizeof *keys);
    enum status status =
        article_keys_find(batch->db, batch->items, batch->count, keys, batch->error);

    batch->landing_items = mem_calloc(batch->count + 1, sizeof *batch->landing_items);
    batch->landings = mem_calloc(batch->count + 1, sizeof *batch->landings);
    if (status == STATUS_OK && batch->reprocess) {
        merge_land_again(batch, keys);
    } else if (status == STATUS_OK) {
        merge_land(batch, keys, true);
        batch->changed_count = batch->landing_count;
        merge_land(batch, keys, false);
        for (size_t i = 0; i < batch->count; i++) {
            if (keys[i] < 0) {
                merge_find_source(batch, batch->items[i].source)->articles_unchanged++;
                batch->counts->articles_unchanged++;
            }
        }
    }
    free(keys);
    return status;
}

/* Rows of articles that were there, in this form, when the decoder asked, and no longer are. */
static enum status merge_read_late(struct merge_batch *batch)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < batch->landing_count && status == STATUS_OK; i++) {
        struct batch_item *item = batch->landing_items[i];
        enum record_kind kind;
        json_t *record = NULL;

        if (item->rows == NULL) {
            status =
                record_parse(batch->schema, item->line, item->length, &record, &kind, batch->error);
            if (status == STATUS_OK) {
                status = article_rows_new(record, NULL, 0, &item->rows, batch->error);
            }
            json_decref(record);
        }
    }
    return status;
}

static void merge_changed_keys(const struct merge_batch *batch, struct array_text *keys)
{
    array_text_init(keys);
    for (size_t i = 0; i < batch->changed_count; i++) {
        array_text_add_int(keys, batch->landings[i].article_key);
    }
}

/* What has to go before the new rows of changed articles come. */
static enum status merge_clear_changed(struct merge_batch *batch)
{
    struct array_text keys;
    const char *parameters[1];
    enum status status;

    merge_changed_keys(batch, &keys);
    parameters[0] = array_text_end(&keys);
    status = batch->reprocess
                 ? reprocess_begin(batch->db, parameters[0], batch->error)
                 : db_run(batch->db, "merge_article_revision", parameters, 1, NULL, batch->error);
    if (status == STATUS_OK) {
        status = db_run(batch->db, "stage_gone", parameters, 1, NULL, batch->error);
    }
    if (status == STATUS_OK) {
        status = db_run(batch->db, "delete_derived", parameters, 1, NULL, batch->error);
    }
    array_text_free(&keys);
    return status;
}

/* What the new rows left behind goes, and the difference is counted. */
static enum status merge_end_reprocess(struct merge *merge, struct merge_batch *batch)
{
    struct array_text keys;
    enum status status;

    merge_changed_keys(batch, &keys);
    status =
        reprocess_end(batch->db, array_text_end(&keys), &batch->counts->reprocessed, batch->error);
    array_text_free(&keys);
    (void)merge_forget(merge); /* entities that it knows may be gone */
    return status;
}

/* ---- keys ---- */

static enum status merge_own_keys(struct merge_batch *batch)
{
    size_t sentences = 0, event_mentions = 0;
    int64_t article = 0, sentence = 0, event_mention = 0;
    enum status status;

    for (size_t i = 0; i < batch->landing_count; i++) {
        sentences += batch->landings[i].rows->sentence_count;
        event_mentions += batch->landings[i].rows->event_mention_count;
    }
    status = take_keys(batch->db, "article_article_id_seq",
                       batch->landing_count - batch->changed_count, &article, batch->error);
    if (status == STATUS_OK) {
        status =
            take_keys(batch->db, "sentence_sentence_id_seq", sentences, &sentence, batch->error);
    }
    if (status == STATUS_OK) {
        status = take_keys(batch->db, "event_mention_event_mention_id_seq", event_mentions,
                           &event_mention, batch->error);
    }
    for (size_t i = 0; i < batch->landing_count && status == STATUS_OK; i++) {
        struct landing *landing = &batch->landings[i];

        if (i >= batch->changed_count) {
            landing->article_key = article++;
        }
        landing->first_sentence_key = sentence;
        landing->first_event_mention_key = event_mention;
        sentence += landing->rows->sentence_count;
        event_mention += landing->rows->event_mention_count;
    }
    batch->counts->event_mentions = event_mentions;
    return status;
}

static int64_t merge_key(const struct landing *landing, const struct copy_key *key)
{
    switch (key->kind) {
    case KEY_ARTICLE:
        return landing->article_key;
    case KEY_SOURCE:
        return landing->source_key;
    case KEY_SENTENCE:
        return landing->first_sentence_key + key->number;
    case KEY_ENTITY:
        return landing->entity_keys[key->number];
    case KEY_EVENT:
        return landing->event_keys[key->number];
    case KEY_EVENT_MENTION:
        return landing->first_event_mention_key + key->number;
    }
    return 0;
}

static void merge_fill(struct merge_batch *batch, bool events)
{
    for (size_t i = 0; i < batch->landing_count; i++) {
        const struct landing *landing = &batch->landings[i];
        struct copy_rows *rows = &landing->rows->rows;

        for (size_t j = 0; j < rows->key_count; j++) {
            if ((rows->keys[j].kind == KEY_EVENT) == events) {
                copy_fill(rows, &rows->keys[j], merge_key(landing, &rows->keys[j]));
            }
        }
    }
}

static enum status merge_keys(struct merge *merge, struct merge_batch *batch)
{
    enum status status;

    for (size_t i = 0; i < batch->landing_count; i++) {
        struct landing *landing = &batch->landings[i];

        landing->rows = batch->landing_items[i]->rows;
        landing->entity_keys =
            mem_calloc(landing->rows->entity_count + 1, sizeof *landing->entity_keys);
        landing->event_keys =
            mem_calloc(landing->rows->event_count + 1, sizeof *landing->event_keys);
    }
    merge->remembers = true;
    status = merge_own_keys(batch);
    if (status == STATUS_OK) {
        status = shared_keys_entities(batch->db, merge->cache, batch->landings,
                                      batch->landing_count, batch->reprocess, batch->error);
    }
    if (status == STATUS_OK) {
        merge_fill(batch, false);
        status = shared_keys_events(batch->db, batch->landings, batch->landing_count,
                                    batch->reprocess, &batch->several, batch->error);
    }
    if (status == STATUS_OK) {
        merge_fill(batch, true);
    }
    return status;
}

/* ---- rows ---- */

/* The articles from `first` on; their row still lacks the run. */
static enum status merge_copy(struct merge_batch *batch, const char *statement,
                              enum rows_table table, size_t first, size_t end)
{
    struct copy_rows run;
    enum status status = STATUS_OK;
    bool begun = false;

    copy_rows_init(&run);
    copy_text(&run, batch->run_id);
    for (size_t i = first; i < end && status == STATUS_OK; i++) {
        const struct article_rows *rows = batch->landings[i].rows;
        size_t length = rows->begin[table + 1] - rows->begin[table];

        if (length == 0) {
            continue;
        }
        if (!begun) {
            status = copy_send_begin(batch->db, statement, batch->error);
            begun = status == STATUS_OK;
        }
        if (status == STATUS_OK) {
            status = db_copy_put(batch->db, rows->rows.data.data + rows->begin[table], length,
                                 batch->error);
        }
        if (status == STATUS_OK && table == ROWS_ARTICLE) {
            status = db_copy_put(batch->db, run.data.data, run.data.length, batch->error);
        }
    }
    if (status == STATUS_OK && begun) {
        status = copy_send_end(batch->db, batch->error);
    }
    copy_rows_free(&run);
    return status;
}

/* Code, sources and confidence of events that others tell too, or that lost who told them. */
static enum status merge_refresh_events(struct merge_batch *batch)
{
    const char *parameters[1];

    if (batch->several.count == 0 && batch->changed_count == 0) {
        return STATUS_OK;
    }
    parameters[0] = array_text_end(&batch->several);
    return db_run(batch->db, "refresh_events", parameters, 1, NULL, batch->error);
}

static enum status merge_rows(struct merge_batch *batch)
{
    static const struct {
        enum rows_table table;
        const char *statement;
    } tables[] = {
        {ROWS_SENTENCE, "copy_sentence"},
        {ROWS_ALIAS, "stage_alias_copy"},
        {ROWS_MENTION, "copy_mention"},
        {ROWS_DATE, "copy_date_mention"},
        {ROWS_QUANTITY, "copy_quantity"},
        {ROWS_QUOTE, "copy_quote"},
        {ROWS_EVENT_MENTION, "copy_event_mention"},
        {ROWS_EVENT_QUANTITY, "copy_event_quantity"},
    };
    enum status status = STATUS_OK;

    if (batch->changed_count > 0) {
        status = merge_copy(batch, "stage_article_copy", ROWS_ARTICLE, 0, batch->changed_count);
        if (status == STATUS_OK) {
            status =
                db_run(batch->db, batch->reprocess ? "reprocess_article" : "merge_article_changed",
                       NULL, 0, NULL, batch->error);
        }
    }
    if (status == STATUS_OK) {
        status = merge_copy(batch, "copy_article", ROWS_ARTICLE, batch->changed_count,
                            batch->landing_count);
    }
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && status == STATUS_OK; i++) {
        status = merge_copy(batch, tables[i].statement, tables[i].table, 0, batch->landing_count);
    }
    if (status == STATUS_OK) {
        status = db_run(batch->db, "merge_entity_alias", NULL, 0, NULL, batch->error);
    }
    if (status == STATUS_OK && batch->changed_count > 0) {
        status = db_run(batch->db, "delete_event", NULL, 0, NULL, batch->error);
    }
    return status == STATUS_OK ? merge_refresh_events(batch) : status;
}

/* ---- states and rejects ---- */

static enum status merge_records(struct merge_batch *batch)
{
    const char *const parameters[] = {batch->run_id};
    struct copy_rows rows;
    enum status status = STATUS_OK;

    copy_rows_init(&rows);
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->items[i].kind == RECORD_STATE || batch->items[i].kind == RECORD_REJECT) {
            copy_row(&rows, 2);
            copy_int4(&rows, (int32_t)i);
            copy_jsonb(&rows, batch->items[i].line);
        }
    }
    if (rows.data.length > 0) {
        status = copy_send(batch->db, "stage_record_copy", &rows, batch->error);
        if (status == STATUS_OK) {
            status = db_run(batch->db, "merge_source_state", parameters, 1, NULL, batch->error);
        }
        if (status == STATUS_OK) {
            status = db_run(batch->db, "merge_reject", parameters, 1, NULL, batch->error);
        }
    }
    copy_rows_free(&rows);
    return status;
}

enum status merge_run(struct merge *merge, struct db *db, const struct schema *schema,
                      const char *run_id, struct batch_item *items, size_t count,
                      struct batch_counts *counts, struct error *error)
{
    struct merge_batch batch = {.db = db,
                                .reprocess = merge->reprocess,
                                .schema = schema,
                                .run_id = run_id,
                                .items = items,
                                .count = count,
                                .counts = counts,
                                .error = error};
    enum status status;

    *counts = (struct batch_counts){0};
    array_text_init(&batch.several);
    status = merge_sources(&batch);
    if (status == STATUS_OK) {
        status = merge_sort_out(&batch);
    }
    if (status == STATUS_OK) {
        status = merge_read_late(&batch);
    }
    if (status == STATUS_OK && batch.landing_count > 0) {
        status = corrections_apply(db, batch.landing_items, batch.landing_count, error);
    }
    if (status == STATUS_OK && batch.changed_count > 0) {
        status = merge_clear_changed(&batch);
    }
    if (status == STATUS_OK && batch.landing_count > 0) {
        status = merge_keys(merge, &batch);
        if (status == STATUS_OK) {
            status = merge_rows(&batch);
        }
    }
    if (status == STATUS_OK && merge->reprocess && batch.landing_count > 0) {
        status = merge_end_reprocess(merge, &batch);
    }
    if (status == STATUS_OK) {
        status = merge_records(&batch);
    }
    if (status == STATUS_OK) {
        merge_count_rejects(&batch);
        status = merge->reprocess ? STATUS_OK : merge_run_sources(&batch);
    }
    for (size_t i = 0; i < batch.landing_count; i++) {
        free(batch.landings[i].entity_keys);
        free(batch.landings[i].event_keys);
    }
    array_text_free(&batch.several);
    free(batch.landings);
    free(batch.landing_items);
    free(batch.sources);
    return status;
}
