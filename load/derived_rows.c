#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/iso_days.h"
#include "load/rows_build.h"

static const char *string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static int field_of(const json_t *object)
{
    const char *field = string_of(object, "field");

    return field != NULL && strcmp(field, "title") == 0 ? 0 : 1;
}

static void begin_table(struct rows_build *build, enum rows_table table)
{
    build->made->begin[table] = (uint32_t)build->rows->data.length;
}

/* ---- what ids mean ---- */

static int compare_ids(const void *left, const void *right)
{
    const struct rows_entity_id *a = left, *b = right;
    int order = strcmp(a->id, b->id);

    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/*
 * Sorts ids, each with the index of its item, and gives equal ones one number. Returns how many
 * there are; `first` gets, for each number, the index of the first item with it.
 */
static uint32_t number_ids(struct rows_entity_id *ids, size_t count, uint32_t *first)
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

static const struct rows_entity_id *find_id(const struct rows_entity_id *ids, size_t count,
                                            const char *id)
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
static const char *corrected(const struct rows_build *build, const char *entity, const char *words)
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
static void put_entity(struct rows_build *build, const char *id)
{
    const char *becomes = corrected(build, id, "");
    const struct rows_entity_id *found =
        find_id(build->entity_ids, build->entity_id_count, becomes == NULL ? id : becomes);

    if (found == NULL) {
        copy_null(build->rows);
    } else {
        copy_key(build->rows, KEY_ENTITY, found->number);
    }
}

/* ---- sentences ---- */

static int compare_sentences(const void *left, const void *right)
{
    const struct rows_sentence *a = left, *b = right;

    if (a->field != b->field) {
        return a->field < b->field ? -1 : 1;
    }
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

/* The key of the sentence that a place is in. */
static void put_sentence_at(struct rows_build *build, int field, int32_t start)
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

static void put_range(struct rows_build *build, const json_t *object)
{
    int32_t start = rows_build_int4(build, object, "start");
    int32_t end = rows_build_int4(build, object, "end");

    if (start > end && build->status == STATUS_OK) {
        build->status = error_set(build->error, STATUS_REJECT, "bad_record",
                                  "a span ends at %d, before its start %d", end, start);
    }
    copy_int4range(build->rows, start, end);
}

static void put_range_or_null(struct rows_build *build, const json_t *object)
{
    if (json_object_get(object, "start") == NULL) {
        copy_null(build->rows);
    } else {
        put_range(build, object);
    }
}

static void put_text(struct rows_build *build, const json_t *object, const char *key)
{
    copy_text(build->rows, string_of(object, key));
}

static void put_sentences(struct rows_build *build, const json_t *sentences)
{
    size_t i;
    const json_t *item;

    build->sentences = mem_calloc(json_array_size(sentences) + 1, sizeof *build->sentences);
    json_array_foreach(sentences, i, item)
    {
        int field = field_of(item);
        const struct text_index *text = &build->text[field];
        int32_t start = rows_build_int4(build, item, "start");
        int32_t end = rows_build_int4(build, item, "end");
        size_t from = text_index_byte(text, (size_t)start), to = text_index_byte(text, (size_t)end);

        copy_row(build->rows, 6);
        copy_key(build->rows, KEY_SENTENCE, (uint32_t)i);
        copy_key(build->rows, KEY_ARTICLE, 0);
        copy_int4(build->rows, (int32_t)i);
        put_text(build, item, "field");
        put_range(build, item);
        copy_text_part(build->rows, text->text + from, to > from ? to - from : 0);
        build->sentences[i] = (struct rows_sentence){
            .field = field, .start = start, .end = end, .number = (uint32_t)i};
    }
    build->sentence_count = json_array_size(sentences);
    build->made->sentence_count = (uint32_t)build->sentence_count;
    qsort(build->sentences, build->sentence_count, sizeof *build->sentences, compare_sentences);
}

/* ---- entities and their mentions ---- */

static void put_float(struct rows_build *build, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL) {
        copy_null(build->rows);
    } else {
        copy_float8(build->rows, json_number_value(value));
    }
}

/* Columns in the order of sql/statements/stage_entity_copy.sql, behind the number. */
static void put_entity_row(struct rows_build *build, const json_t *entity)
{
    put_text(build, entity, "id");
    put_text(build, entity, "type");
    put_text(build, entity, "name");
    put_text(build, entity, "wikidata");
    put_text(build, entity, "geonames");
    put_text(build, entity, "iso3166");
    put_text(build, entity, "country");
    put_float(build, entity, "lat");
    put_float(build, entity, "lon");
    put_text(build, entity, "actor_code");
    copy_texts(build->rows, json_object_get(entity, "roles"));
}

static void begin_shared(struct rows_build *build, struct rows_shared *shared, const char *id)
{
    *shared = (struct rows_shared){.id = rows_build_text(build, id),
                                   .begin = (uint32_t)build->rows->data.length,
                                   .first_key = (uint32_t)build->rows->key_count};
}

/* The record's entities, and those that corrections name. */
static void put_entities(struct rows_build *build, const json_t *entities)
{
    size_t record_count = json_array_size(entities);
    size_t count = record_count + build->correction_count;
    uint32_t *first = mem_calloc(count + 1, sizeof *first);

    build->entity_ids = mem_calloc(count + 1, sizeof *build->entity_ids);
    build->entity_id_count = count;
    for (size_t i = 0; i < count; i++) {
        const char *id = i < record_count ? string_of(json_array_get(entities, i), "id")
                                          : build->corrections[i - record_count].becomes;

        build->entity_ids[i] = (struct rows_entity_id){.id = id, .number = (uint32_t)i};
    }
    build->made->entity_count = number_ids(build->entity_ids, count, first);
    build->made->entities =
        mem_calloc(build->made->entity_count + 1, sizeof *build->made->entities);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = build->entity_ids[i].number;

        if (i > 0 && build->entity_ids[i - 1].number == number) {
            continue;
        }
        begin_shared(build, &build->made->entities[number], build->entity_ids[i].id);
        if (first[number] < record_count) {
            put_entity_row(build, json_array_get(entities, first[number]));
        }
        build->made->entities[number].end = (uint32_t)build->rows->data.length;
    }
    free(first);
}

/* One mention on its way: where it is, of whom, and whether it is there twice. */
struct rows_mention {
    const json_t *mention;
    uint32_t entity, found; /* numbers; UINT32_MAX: no correction */
    int field;
    int32_t start, end;
    uint32_t order;
};

static int compare_mentions(const void *left, const void *right)
{
    const struct rows_mention *a = left, *b = right;

    if (a->entity != b->entity) {
        return a->entity < b->entity ? -1 : 1;
    }
    if (a->field != b->field) {
        return a->field < b->field ? -1 : 1;
    }
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    if (a->end != b->end) {
        return a->end < b->end ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

static int compare_order(const void *left, const void *right)
{
    const struct rows_mention *a = left, *b = right;

    return (a->order > b->order) - (a->order < b->order);
}

/* All mentions, in the record's order, each once. The caller frees them. */
static struct rows_mention *collect_mentions(struct rows_build *build, const json_t *entities,
                                             size_t *kept)
{
    struct rows_mention *mentions = NULL;
    size_t count = 0, capacity = 0, i, j;
    const json_t *entity, *mention;

    json_array_foreach(entities, i, entity)
    {
        const char *id = string_of(entity, "id");
        uint32_t own = find_id(build->entity_ids, build->entity_id_count, id)->number;

        json_array_foreach(json_object_get(entity, "mentions"), j, mention)
        {
            const char *becomes = build->correction_count == 0
                                      ? NULL
                                      : corrected(build, id, string_of(mention, "text"));

            mentions = mem_grow(mentions, &capacity, count, sizeof *mentions);
            mentions[count] = (struct rows_mention){
                .mention = mention,
                .entity = becomes == NULL
                              ? own
                              : find_id(build->entity_ids, build->entity_id_count, becomes)->number,
                .found = becomes == NULL ? UINT32_MAX : own,
                .field = field_of(mention),
                .start = rows_build_int4(build, mention, "start"),
                .end = rows_build_int4(build, mention, "end"),
                .order = (uint32_t)count};
            count++;
        }
    }
    *kept = 0;
    if (count == 0) {
        return mentions;
    }
    qsort(mentions, count, sizeof *mentions, compare_mentions);
    for (i = 0; i < count; i++) {
        const struct rows_mention *last = *kept == 0 ? NULL : &mentions[*kept - 1];

        if (last == NULL || last->entity != mentions[i].entity ||
            last->field != mentions[i].field || last->start != mentions[i].start ||
            last->end != mentions[i].end) {
            mentions[(*kept)++] = mentions[i];
        }
    }
    qsort(mentions, *kept, sizeof *mentions, compare_order);
    return mentions;
}

static void put_aliases(struct rows_build *build, const json_t *entities)
{
    size_t i, j;
    const json_t *entity, *mention;

    json_array_foreach(entities, i, entity)
    {
        const char *name = string_of(entity, "name");

        json_array_foreach(json_object_get(entity, "mentions"), j, mention)
        {
            const char *kind = string_of(mention, "kind"), *text = string_of(mention, "text");

            if (strcmp(text, name) != 0 &&
                (strcmp(kind, "name") == 0 || strcmp(kind, "alias") == 0)) {
                const char *id = string_of(entity, "id");
                const char *becomes =
                    build->correction_count == 0 ? NULL : corrected(build, id, text);

                copy_row(build->rows, 2);
                copy_key(build->rows, KEY_ENTITY,
                         find_id(build->entity_ids, build->entity_id_count,
                                 becomes == NULL ? id : becomes)
                             ->number);
                copy_text(build->rows, text);
            }
        }
    }
}

static void put_mentions(struct rows_build *build, const struct rows_mention *mentions,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct rows_mention *mention = &mentions[i];

        copy_row(build->rows, 8);
        copy_key(build->rows, KEY_ARTICLE, 0);
        copy_key(build->rows, KEY_ENTITY, mention->entity);
        if (mention->found == UINT32_MAX) {
            copy_null(build->rows);
        } else {
            copy_key(build->rows, KEY_ENTITY, mention->found);
        }
        put_sentence_at(build, mention->field, mention->start);
        put_text(build, mention->mention, "field");
        put_range(build, mention->mention);
        put_text(build, mention->mention, "text");
        put_text(build, mention->mention, "kind");
    }
}

/* ---- dates, quantities, quotes ---- */

static void put_days(struct rows_build *build, const char *value)
{
    int64_t first, last;

    if (value != NULL && iso_days(value, &first, &last)) {
        copy_daterange(build->rows, first, last);
    } else {
        copy_null(build->rows);
    }
}

/* The columns with which each of these tables begins. */
static void put_place(struct rows_build *build, const json_t *item, int fields)
{
    copy_row(build->rows, fields);
    copy_key(build->rows, KEY_ARTICLE, 0);
    put_sentence_at(build, field_of(item), rows_build_int4(build, item, "start"));
    put_text(build, item, "field");
    put_range(build, item);
    put_text(build, item, "text");
}

static void put_date(struct rows_build *build, const json_t *date)
{
    const char *kind = string_of(date, "kind");

    put_place(build, date, 8);
    put_text(build, date, "value");
    put_text(build, date, "kind");
    put_days(build, strcmp(kind, "date") == 0 || strcmp(kind, "time") == 0
                        ? string_of(date, "value")
                        : NULL);
}

static void put_quantity(struct rows_build *build, const json_t *quantity)
{
    put_place(build, quantity, 9);
    put_float(build, quantity, "value");
    put_text(build, quantity, "unit");
    put_text(build, quantity, "what");
    copy_bool(build->rows, json_is_true(json_object_get(quantity, "approximate")));
}

static void put_quote(struct rows_build *build, const json_t *quote)
{
    put_place(build, quote, 8);
    put_entity(build, string_of(quote, "speaker"));
    put_text(build, quote, "verb");
    copy_bool(build->rows, json_is_true(json_object_get(quote, "direct")));
}

static void put_each(struct rows_build *build, const char *key,
                     void (*put)(struct rows_build *build, const json_t *item))
{
    size_t i;
    const json_t *item;

    json_array_foreach(json_object_get(build->record, key), i, item)
    {
        put(build, item);
    }
}

/* ---- events ---- */

static void put_party(struct rows_build *build, const json_t *party)
{
    put_entity(build, string_of(party, "entity"));
    put_text(build, party, "code");
}

/* Columns in the order of sql/statements/stage_event_copy.sql, behind the number. */
static void put_event_row(struct rows_build *build, const json_t *event)
{
    const json_t *date = json_object_get(event, "date");

    put_text(build, event, "id");
    put_text(build, event, "cameo");
    put_text(build, event, "root");
    put_text(build, event, "plover");
    put_text(build, event, "mode");
    put_text(build, event, "context");
    copy_int2(build->rows, (int16_t)json_integer_value(json_object_get(event, "quad")));
    copy_tenths(build->rows, json_number_value(json_object_get(event, "goldstein")));
    put_party(build, json_object_get(event, "source"));
    put_party(build, json_object_get(event, "target"));
    put_text(build, date, "value");
    put_text(build, date, "precision");
    put_days(build, string_of(date, "value"));
    put_entity(build, string_of(event, "location"));
}

static void put_event_mention(struct rows_build *build, const json_t *event, size_t number,
                              uint32_t event_number)
{
    const json_t *trigger = json_object_get(event, "trigger");
    const json_t *source = json_object_get(event, "source");
    const json_t *target = json_object_get(event, "target");
    const json_t *date = json_object_get(event, "date");
    int32_t sentence = rows_build_int4(build, event, "sentence");

    copy_row(build->rows, 18);
    copy_key(build->rows, KEY_EVENT_MENTION, (uint32_t)number);
    copy_key(build->rows, KEY_EVENT, event_number);
    copy_key(build->rows, KEY_ARTICLE, 0);
    copy_int4(build->rows, (int32_t)number);
    if ((size_t)sentence < build->sentence_count) {
        copy_key(build->rows, KEY_SENTENCE, (uint32_t)sentence);
    } else {
        copy_null(build->rows);
    }
    put_text(build, trigger, "field");
    put_range(build, trigger);
    put_text(build, source, "text");
    put_range_or_null(build, source);
    put_text(build, target, "text");
    put_range_or_null(build, target);
    put_text(build, date, "from");
    put_range_or_null(build, json_object_get(date, "span"));
    put_text(build, event, "rule");
    copy_bool(build->rows, json_is_true(json_object_get(event, "negated")));
    put_text(build, event, "modality");
    put_entity(build, string_of(event, "attributed_to"));
    copy_float8(build->rows, json_number_value(json_object_get(event, "confidence")));
}

static void put_event_quantities(struct rows_build *build, const json_t *event, size_t number)
{
    const char *what;
    const json_t *value;

    json_object_foreach((json_t *)(uintptr_t)json_object_get(event, "quantities"), what, value)
    {
        copy_row(build->rows, 3);
        copy_key(build->rows, KEY_EVENT_MENTION, (uint32_t)number);
        copy_text(build->rows, what);
        copy_float8(build->rows, json_number_value(value));
    }
}

static void put_events(struct rows_build *build, const json_t *events)
{
    size_t count = json_array_size(events), i;
    struct rows_entity_id *ids = mem_calloc(count + 1, sizeof *ids);
    uint32_t *first = mem_calloc(count + 1, sizeof *first);
    const json_t *event;

    json_array_foreach(events, i, event)
    {
        ids[i] = (struct rows_entity_id){.id = string_of(event, "id"), .number = (uint32_t)i};
    }
    build->made->event_count = number_ids(ids, count, first);
    build->made->event_mention_count = (uint32_t)count;
    build->made->events = mem_calloc(build->made->event_count + 1, sizeof *build->made->events);
    begin_table(build, ROWS_EVENT);
    for (uint32_t number = 0; number < build->made->event_count; number++) {
        event = json_array_get(events, first[number]);
        begin_shared(build, &build->made->events[number], string_of(event, "id"));
        put_event_row(build, event);
        build->made->events[number].end = (uint32_t)build->rows->data.length;
    }
    begin_table(build, ROWS_EVENT_MENTION);
    json_array_foreach(events, i, event)
    {
        put_event_mention(build, event, i, find_id(ids, count, string_of(event, "id"))->number);
    }
    begin_table(build, ROWS_EVENT_QUANTITY);
    json_array_foreach(events, i, event)
    {
        put_event_quantities(build, event, i);
    }
    free(ids);
    free(first);
}

void derived_rows_build(struct rows_build *build)
{
    const json_t *entities = json_object_get(build->record, "entities");
    struct rows_mention *mentions;
    size_t mention_count;

    begin_table(build, ROWS_SENTENCE);
    put_sentences(build, json_object_get(build->record, "sentences"));
    begin_table(build, ROWS_ENTITY);
    put_entities(build, entities);
    mentions = collect_mentions(build, entities, &mention_count);
    begin_table(build, ROWS_ALIAS);
    put_aliases(build, entities);
    begin_table(build, ROWS_MENTION);
    put_mentions(build, mentions, mention_count);
    free(mentions);
    begin_table(build, ROWS_DATE);
    put_each(build, "dates", put_date);
    begin_table(build, ROWS_QUANTITY);
    put_each(build, "quantities", put_quantity);
    begin_table(build, ROWS_QUOTE);
    put_each(build, "quotes", put_quote);
    put_events(build, json_object_get(build->record, "events"));
    build->made->begin[ROWS_TABLE_COUNT] = (uint32_t)build->rows->data.length;
}
