#include "load/rows_build.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

/* Columns in the order of sql/statements/stage_entity_copy.sql, behind the number. */
static void put_entity_row(struct rows_build *build, const json_t *entity)
{
    rows_put_text(build, entity, "id");
    rows_put_text(build, entity, "type");
    rows_put_text(build, entity, "name");
    rows_put_text(build, entity, "wikidata");
    rows_put_text(build, entity, "geonames");
    rows_put_text(build, entity, "iso3166");
    rows_put_text(build, entity, "country");
    rows_put_float(build, entity, "lat");
    rows_put_float(build, entity, "lon");
    rows_put_text(build, entity, "admin");
    rows_put_text(build, entity, "admin_code");
    rows_put_text(build, entity, "actor_code");
    copy_texts(build->rows, json_object_get(entity, "roles"));
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
        const char *id = i < record_count ? rows_string(json_array_get(entities, i), "id")
                                          : build->corrections[i - record_count].becomes;

        build->entity_ids[i] = (struct rows_id){.id = id, .number = (uint32_t)i};
    }
    build->made->entity_count = rows_number_ids(build->entity_ids, count, first);
    build->made->entities =
        mem_calloc(build->made->entity_count + 1, sizeof *build->made->entities);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = build->entity_ids[i].number;

        if (i > 0 && build->entity_ids[i - 1].number == number) {
            continue;
        }
        rows_begin_shared(build, &build->made->entities[number], build->entity_ids[i].id);
        if (first[number] < record_count) {
            put_entity_row(build, json_array_get(entities, first[number]));
        }
        build->made->entities[number].end = (uint32_t)build->rows->data.length;
    }
    free(first);
}

/* One mention on its way: where it is, of whom, and whether it is there twice. */
struct rows_mention {
    const json_t *mention, *of; /* the entity in the record */
    uint32_t entity, found;     /* numbers; UINT32_MAX: no correction */
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
        const char *id = rows_string(entity, "id");
        uint32_t own = rows_find_id(build->entity_ids, build->entity_id_count, id)->number;

        json_array_foreach(json_object_get(entity, "mentions"), j, mention)
        {
            const char *becomes = build->correction_count == 0
                                      ? NULL
                                      : rows_corrected(build, id, rows_string(mention, "text"));

            mentions = mem_grow(mentions, &capacity, count, sizeof *mentions);
            mentions[count] = (struct rows_mention){
                .mention = mention,
                .of = entity,
                .entity =
                    becomes == NULL
                        ? own
                        : rows_find_id(build->entity_ids, build->entity_id_count, becomes)->number,
                .found = becomes == NULL ? UINT32_MAX : own,
                .field = rows_field(mention),
                .start = rows_int4(build, mention, "start"),
                .end = rows_int4(build, mention, "end"),
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
        const char *name = rows_string(entity, "name");

        json_array_foreach(json_object_get(entity, "mentions"), j, mention)
        {
            const char *kind = rows_string(mention, "kind"), *text = rows_string(mention, "text");

            if (strcmp(text, name) != 0 &&
                (strcmp(kind, "name") == 0 || strcmp(kind, "alias") == 0)) {
                const char *id = rows_string(entity, "id");
                const char *becomes =
                    build->correction_count == 0 ? NULL : rows_corrected(build, id, text);

                copy_row(build->rows, 2);
                copy_key(build->rows, KEY_ENTITY,
                         rows_find_id(build->entity_ids, build->entity_id_count,
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

        copy_row(build->rows, 9);
        copy_key(build->rows, KEY_ARTICLE, 0);
        copy_key(build->rows, KEY_ENTITY, mention->entity);
        if (mention->found == UINT32_MAX) {
            copy_null(build->rows);
        } else {
            copy_key(build->rows, KEY_ENTITY, mention->found);
        }
        rows_put_sentence_at(build, mention->field, mention->start);
        rows_put_text(build, mention->mention, "field");
        rows_put_range(build, mention->mention);
        rows_put_text(build, mention->mention, "text");
        rows_put_text(build, mention->mention, "kind");
        rows_put_float(build, mention->of, "place_score");
    }
}

void entity_rows_build(struct rows_build *build)
{
    const json_t *entities = json_object_get(build->record, "entities");
    struct rows_mention *mentions;
    size_t mention_count;

    rows_begin(build, ROWS_ENTITY);
    put_entities(build, entities);
    mentions = collect_mentions(build, entities, &mention_count);
    rows_begin(build, ROWS_ALIAS);
    put_aliases(build, entities);
    rows_begin(build, ROWS_MENTION);
    put_mentions(build, mentions, mention_count);
    free(mentions);
}
