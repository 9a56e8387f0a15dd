#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/iso_days.h"
#include "load/rows_build.h"

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

static void put_sentences(struct rows_build *build, const json_t *sentences)
{
    size_t i;
    const json_t *item;

    build->sentences = mem_calloc(json_array_size(sentences) + 1, sizeof *build->sentences);
    json_array_foreach(sentences, i, item)
    {
        int field = rows_field(item);
        const struct text_index *text = &build->text[field];
        int32_t start = rows_int4(build, item, "start");
        int32_t end = rows_int4(build, item, "end");
        size_t from = text_index_byte(text, (size_t)start), to = text_index_byte(text, (size_t)end);

        copy_row(build->rows, 6);
        copy_key(build->rows, KEY_SENTENCE, (uint32_t)i);
        copy_key(build->rows, KEY_ARTICLE, 0);
        copy_int4(build->rows, (int32_t)i);
        rows_put_text(build, item, "field");
        rows_put_range(build, item);
        copy_text_part(build->rows, text->text + from, to > from ? to - from : 0);
        build->sentences[i] = (struct rows_sentence){
            .field = field, .start = start, .end = end, .number = (uint32_t)i};
    }
    build->sentence_count = json_array_size(sentences);
    build->made->sentence_count = (uint32_t)build->sentence_count;
    qsort(build->sentences, build->sentence_count, sizeof *build->sentences, compare_sentences);
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
    rows_put_sentence_at(build, rows_field(item), rows_int4(build, item, "start"));
    rows_put_text(build, item, "field");
    rows_put_range(build, item);
    rows_put_text(build, item, "text");
}

static void put_date(struct rows_build *build, const json_t *date)
{
    const char *kind = rows_string(date, "kind");

    put_place(build, date, 10);
    rows_put_text(build, date, "value");
    rows_put_text(build, date, "kind");
    put_days(build, strcmp(kind, "date") == 0 || strcmp(kind, "time") == 0
                        ? rows_string(date, "value")
                        : NULL);
    rows_put_text(build, date, "modifier");
    rows_put_text(build, date, "rule");
}

static void put_quantity(struct rows_build *build, const json_t *quantity)
{
    put_place(build, quantity, 12);
    rows_put_float(build, quantity, "value");
    rows_put_float(build, quantity, "value_max");
    rows_put_text(build, quantity, "unit");
    rows_put_text(build, quantity, "what");
    rows_put_text(build, quantity, "noun");
    rows_put_text(build, quantity, "comparison");
    copy_bool(build->rows, json_is_true(json_object_get(quantity, "approximate")));
}

static void put_quote(struct rows_build *build, const json_t *quote)
{
    put_place(build, quote, 9);
    rows_put_entity(build, rows_string(quote, "speaker"));
    rows_put_text(build, quote, "speaker_text");
    rows_put_text(build, quote, "verb");
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
    rows_put_entity(build, rows_string(party, "entity"));
    rows_put_text(build, party, "code");
}

/* What an article says of one event as a whole. */
struct told_event {
    const json_t *event; /* the telling that says most */
    const json_t *code; /* the one with the most specific code; refresh_events() chooses likewise */
    double confidence;  /* of the surest */
};

/* Columns in the order of sql/statements/copy_event.sql, behind the key. */
static void put_event_row(struct rows_build *build, const struct told_event *told)
{
    const json_t *event = told->event, *code = told->code;
    const json_t *date = json_object_get(event, "date");

    rows_put_text(build, event, "id");
    rows_put_text(build, code, "cameo");
    rows_put_text(build, code, "root");
    rows_put_text(build, code, "plover");
    rows_put_text(build, code, "mode");
    rows_put_text(build, code, "context");
    copy_int2(build->rows, (int16_t)json_integer_value(json_object_get(code, "quad")));
    copy_tenths(build->rows, json_number_value(json_object_get(code, "goldstein")));
    put_party(build, json_object_get(event, "source"));
    put_party(build, json_object_get(event, "target"));
    rows_put_text(build, date, "value");
    rows_put_text(build, date, "precision");
    put_days(build, rows_string(date, "value"));
    rows_put_entity(build, rows_string(event, "location"));
    rows_put_text(build, event, "family");
    copy_float8(build->rows, told->confidence);
}

static void put_event_mention(struct rows_build *build, const json_t *event, size_t number,
                              uint32_t event_number)
{
    const json_t *trigger = json_object_get(event, "trigger");
    const json_t *source = json_object_get(event, "source");
    const json_t *target = json_object_get(event, "target");
    const json_t *date = json_object_get(event, "date");
    int32_t sentence = rows_int4(build, event, "sentence");

    copy_row(build->rows, 25);
    copy_key(build->rows, KEY_EVENT_MENTION, (uint32_t)number);
    copy_key(build->rows, KEY_EVENT, event_number);
    copy_key(build->rows, KEY_ARTICLE, 0);
    copy_int4(build->rows, (int32_t)number);
    if ((size_t)sentence < build->sentence_count) {
        copy_key(build->rows, KEY_SENTENCE, (uint32_t)sentence);
    } else {
        copy_null(build->rows);
    }
    rows_put_text(build, trigger, "field");
    rows_put_range(build, trigger);
    rows_put_text(build, source, "text");
    rows_put_range_or_null(build, source);
    rows_put_text(build, target, "text");
    rows_put_range_or_null(build, target);
    rows_put_text(build, date, "from");
    rows_put_range_or_null(build, json_object_get(date, "span"));
    rows_put_text(build, event, "rule");
    copy_bool(build->rows, json_is_true(json_object_get(event, "negated")));
    rows_put_text(build, event, "modality");
    rows_put_entity(build, rows_string(event, "attributed_to"));
    copy_float8(build->rows, json_number_value(json_object_get(event, "confidence")));
    rows_put_text(build, event, "cameo");
    rows_put_text(build, event, "plover");
    rows_put_text(build, event, "mode");
    rows_put_text(build, event, "context");
    copy_int2(build->rows, (int16_t)json_integer_value(json_object_get(event, "quad")));
    copy_tenths(build->rows, json_number_value(json_object_get(event, "goldstein")));
    rows_put_text(build, event, "instrument");
}

static void put_event_quantities(struct rows_build *build, const json_t *event, size_t number)
{
    const json_t *limits = json_object_get(event, "quantity_limits");
    const char *what;
    const json_t *value;

    json_object_foreach((json_t *)(uintptr_t)json_object_get(event, "quantities"), what, value)
    {
        const json_t *limit = json_object_get(limits, what);

        copy_row(build->rows, 5);
        copy_key(build->rows, KEY_EVENT_MENTION, (uint32_t)number);
        copy_text(build->rows, what);
        copy_float8(build->rows, json_number_value(value));
        rows_put_float(build, limit, "value_max");
        rows_put_text(build, limit, "comparison");
    }
}

/* How much a code says: "19", "190", "195", "1952". */
static int code_detail(const char *cameo)
{
    size_t length = strlen(cameo);

    return length == 2 ? 0 : length == 3 && cameo[2] == '0' ? 1 : (int)length;
}

/* Whether a telling's code counts before that of another. */
static bool code_is_better(const json_t *event, const json_t *other)
{
    const char *a = rows_string(event, "cameo"), *b = rows_string(other, "cameo");
    double sure_a = json_number_value(json_object_get(event, "confidence")),
           sure_b = json_number_value(json_object_get(other, "confidence"));

    if (code_detail(a) != code_detail(b)) {
        return code_detail(a) > code_detail(b);
    }
    return sure_a != sure_b ? sure_a > sure_b : strcmp(a, b) < 0;
}

static void put_events(struct rows_build *build, const json_t *events)
{
    size_t count = json_array_size(events), i;
    struct rows_id *ids = mem_calloc(count + 1, sizeof *ids);
    uint32_t *first = mem_calloc(count + 1, sizeof *first);
    struct told_event *told = mem_calloc(count + 1, sizeof *told);
    const json_t *event;

    json_array_foreach(events, i, event)
    {
        ids[i] = (struct rows_id){.id = rows_string(event, "id"), .number = (uint32_t)i};
    }
    build->made->event_count = rows_number_ids(ids, count, first);
    build->made->event_mention_count = (uint32_t)count;
    build->made->events = mem_calloc(build->made->event_count + 1, sizeof *build->made->events);
    json_array_foreach(events, i, event)
    {
        struct told_event *one = &told[rows_find_id(ids, count, rows_string(event, "id"))->number];
        double confidence = json_number_value(json_object_get(event, "confidence"));

        if (one->event == NULL || (json_object_get(one->event, "fuller") != NULL &&
                                   json_object_get(event, "fuller") == NULL)) {
            one->event = event;
        }
        one->code = one->code == NULL || code_is_better(event, one->code) ? event : one->code;
        one->confidence = confidence > one->confidence ? confidence : one->confidence;
    }
    rows_begin(build, ROWS_EVENT);
    for (uint32_t number = 0; number < build->made->event_count; number++) {
        rows_begin_shared(build, &build->made->events[number],
                          rows_string(told[number].event, "id"));
        put_event_row(build, &told[number]);
        build->made->events[number].end = (uint32_t)build->rows->data.length;
    }
    rows_begin(build, ROWS_EVENT_MENTION);
    json_array_foreach(events, i, event)
    {
        put_event_mention(build, event, i,
                          rows_find_id(ids, count, rows_string(event, "id"))->number);
    }
    rows_begin(build, ROWS_EVENT_QUANTITY);
    json_array_foreach(events, i, event)
    {
        put_event_quantities(build, event, i);
    }
    free(ids);
    free(first);
    free(told);
}

void derived_rows_build(struct rows_build *build)
{
    rows_begin(build, ROWS_SENTENCE);
    put_sentences(build, json_object_get(build->record, "sentences"));
    entity_rows_build(build);
    rows_begin(build, ROWS_DATE);
    put_each(build, "dates", put_date);
    rows_begin(build, ROWS_QUANTITY);
    put_each(build, "quantities", put_quantity);
    rows_begin(build, ROWS_QUOTE);
    put_each(build, "quotes", put_quote);
    put_events(build, json_object_get(build->record, "events"));
    build->made->begin[ROWS_TABLE_COUNT] = (uint32_t)build->rows->data.length;
}
