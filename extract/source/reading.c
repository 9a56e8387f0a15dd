#include "extract/source/reading.h"

#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/hash.h"
#include "common/memory.h"
#include "common/timestamp.h"
#include "extract/filter.h"
#include "extract/local.h"

enum {
    READING_OLD_MAX = 2000, /* marks kept of items that the document no longer has */
    READING_SAVE_PART = 8   /* a state is due when so much of it is new, as it holds all marks */
};

struct reading_dated {
    struct document_item item;
    int64_t seconds;
    size_t place;
};

static int reading_by_date(const void *a, const void *b)
{
    const struct reading_dated *left = a, *right = b;

    return left->seconds > right->seconds   ? -1
           : left->seconds < right->seconds ? 1
           : left->place < right->place     ? -1
                                            : left->place > right->place;
}

/* The newest sitemaps of an index first, if it says so of all: a run may end before the last. */
static void reading_sort_index(struct reading *reading)
{
    struct document *document = reading->document;
    struct reading_dated *dated = mem_calloc(document->count + 1, sizeof *dated);

    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        struct timestamp timestamp;

        if (item->modified_at == NULL || !timestamp_parse(item->modified_at, &timestamp)) {
            reading->undated = true;
            break;
        }
        dated[i] = (struct reading_dated){*item, timestamp_seconds(&timestamp), i};
    }
    if (!reading->undated) {
        qsort(dated, document->count, sizeof *dated, reading_by_date);
        for (size_t i = 0; i < document->count; i++) {
            document->items[i] = dated[i].item;
        }
    }
    free(dated);
}

static char *reading_copy(const char *text)
{
    return text == NULL ? NULL : mem_strdup(text);
}

struct reading *reading_new(const struct source *source, struct job *job, struct reading *parent)
{
    struct reading *reading = mem_calloc(1, sizeof *reading);
    json_t *before;

    reading->parent = parent;
    reading->depth = parent == NULL ? 0 : parent->depth + 1;
    reading->key = mem_strdup(job->url != NULL ? job->url : job->path);
    reading->document = job->found;
    job->found = NULL;
    reading->complete = true;
    reading->etag = reading_copy(job->response.etag);
    reading->last_modified = reading_copy(job->response.last_modified);
    reading->listed_at = reading_copy(job->listed_at);
    before = source_find_state(source, reading->key);
    marks_read(&reading->before, before);
    json_decref(before);
    if (reading->document->is_index) {
        reading_sort_index(reading);
    }
    return reading;
}

void reading_free(struct reading *reading)
{
    document_free(reading->document);
    marks_free(&reading->before);
    marks_free(&reading->settled);
    free(reading->duplicates);
    free(reading->key);
    free(reading->etag);
    free(reading->last_modified);
    free(reading->listed_at);
    free(reading);
}

/* An item as it is now; a mirror's file counts with its time and size. */
static uint64_t reading_mark(const struct source *source, const struct document_item *item)
{
    const char *parts[] = {item->url, item->title, item->published_at, item->modified_at, NULL};
    char *path = source_mirror(source, item->url), id[HASH_ID_SIZE];
    struct arena *arena = NULL;

    if (path != NULL) {
        arena = arena_new();
        parts[4] = local_mark(path, arena);
    }
    hash_id(parts, sizeof parts / sizeof parts[0], id);
    id[16] = '\0';
    free(path);
    arena_free(arena);
    return strtoull(id, NULL, 16);
}

const struct document_item *reading_next(struct reading *reading, const struct source *source,
                                         uint64_t *mark, size_t *place)
{
    while (reading->document != NULL && reading->next < reading->document->count) {
        const struct document_item *item = &reading->document->items[reading->next++];

        *place = reading->next;
        if (item->is_sitemap) {
            return item;
        }
        *mark = reading_mark(source, item);
        if (!marks_find(&reading->before, *mark)) {
            return item;
        }
        marks_add(&reading->settled, *mark, *place);
    }
    return NULL;
}

void reading_close(struct reading *reading)
{
    if (reading->document != NULL) {
        reading->whole = reading->next == reading->document->count;
        reading->complete = reading->complete && reading->whole;
    }
    document_free(reading->document);
    reading->document = NULL;
}

bool reading_filters_hold(const struct source *source, const json_t *before)
{
    const json_t *since = json_object_get(before, "since");
    const char *filters = state_text(before, "filters");
    char digest[HASH_ID_SIZE];

    filter_digest(source->config, digest);
    return (since == NULL || source->context->since >= json_integer_value(since)) &&
           (filters == NULL ? !filter_is_set(source->config) : strcmp(filters, digest) == 0);
}

/* The filters, for reading_filters_hold() in a later run. */
static void reading_note_filters(const struct source *source, json_t *data)
{
    char digest[HASH_ID_SIZE];

    if (filter_is_set(source->config)) {
        filter_digest(source->config, digest);
        json_object_set_new(data, "filters", json_string(digest));
    }
    if (source->context->since != FILTER_ANY_AGE) {
        json_object_set_new(data, "since", json_integer(source->context->since));
    }
}

static json_t *reading_state(const struct reading *reading)
{
    json_t *data = json_object();

    json_object_set_new(data, "seen",
                        marks_write(&reading->settled, &reading->before,
                                    reading->whole ? READING_OLD_MAX : MARKS_MAX));
    return data;
}

static void reading_note_duplicate(struct reading *reading, const struct job *job)
{
    reading->duplicates = mem_grow(reading->duplicates, &reading->duplicate_capacity,
                                   reading->duplicate_count, sizeof *reading->duplicates);
    reading->duplicates[reading->duplicate_count++] =
        (struct reading_duplicate){hash_number(job->url), job->mark, job->place};
}

enum status reading_settle(struct reading *reading, struct source *source, const struct job *job,
                           struct error *error)
{
    if (!source_is_settled(job)) {
        reading->complete = false;
        return STATUS_OK;
    }
    if (job->outcome == OUTCOME_DUPLICATE) {
        reading_note_duplicate(reading, job);
        return STATUS_OK;
    }
    marks_add(&reading->settled, job->mark, job->place);
    reading->unsaved++;
    if (reading->unsaved < SOURCE_STATE_EVERY ||
        reading->unsaved < (reading->settled.count + reading->before.count) / READING_SAVE_PART) {
        return STATUS_OK;
    }
    reading->unsaved = 0;
    return source_write_state(source, reading->key, reading_state(reading), error);
}

bool reading_is_decided(const struct reading *reading, const struct source *source)
{
    for (size_t i = 0; i < reading->duplicate_count; i++) {
        if (seen_find(source->context->seen, reading->duplicates[i].url) == SEEN_UNDER_WAY) {
            return false;
        }
    }
    return true;
}

enum status reading_end(struct reading *reading, struct source *source, struct error *error)
{
    json_t *data;

    for (size_t i = 0; i < reading->duplicate_count; i++) {
        const struct reading_duplicate *duplicate = &reading->duplicates[i];

        if (seen_find(source->context->seen, duplicate->url) == SEEN_SETTLED) {
            marks_add(&reading->settled, duplicate->mark, duplicate->place);
        } else {
            reading->complete = false;
        }
    }
    data = reading_state(reading);
    if (reading->complete) { /* else it must come again: no "not modified" */
        if (reading->etag != NULL && !reading->undated) {
            json_object_set_new(data, "etag", json_string(reading->etag));
        }
        if (reading->last_modified != NULL && !reading->undated) {
            json_object_set_new(data, "last_modified", json_string(reading->last_modified));
        }
        if (reading->listed_at != NULL) {
            json_object_set_new(data, "listed_at", json_string(reading->listed_at));
        }
        reading_note_filters(source, data);
    } else if (reading->parent != NULL) {
        reading->parent->complete = false;
    }
    return source_write_state(source, reading->key, data, error);
}
