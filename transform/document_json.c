#include "transform/document_json.h"

static const char *const document_field_names[] = {"title", "body"};
static const char *const document_mention_kinds[] = {"name", "alias", "pronoun", "nominal"};
static const char *const document_date_kinds[] = {"date", "time", "duration", "set"};

static void json_text(json_t *object, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(object, name, json_string(text));
    }
}

/* A whole number is written without a fraction. */
static json_t *json_amount(double value)
{
    if (value >= -9e15 && value <= 9e15 && (double)(json_int_t)value == value) {
        return json_integer((json_int_t)value);
    }
    return json_real(value);
}

static json_t *json_set_span(json_t *object, const struct span *span)
{
    json_object_set_new(object, "field", json_string(document_field_names[span->field]));
    json_object_set_new(object, "start", json_integer(span->start));
    json_object_set_new(object, "end", json_integer(span->end));
    return object;
}

static void json_entity_id(json_t *object, const char *name, const struct document *document,
                           int32_t entity)
{
    if (entity != NO_INDEX) {
        json_text(object, name, document->entities[entity].id);
    }
}

/* The mentions of each entity, in order: lists of indices, NO_INDEX at their ends. */
struct mention_lists {
    int32_t *first; /* of an entity */
    int32_t *next;  /* of a mention */
};

static struct mention_lists json_list_mentions(const struct document *document)
{
    struct mention_lists lists = {
        .first = arena_alloc(document->arena, (document->entity_count + 1) * sizeof *lists.first),
        .next = arena_alloc(document->arena, (document->mention_count + 1) * sizeof *lists.next)};

    for (size_t i = 0; i < document->entity_count; i++) {
        lists.first[i] = NO_INDEX;
    }
    for (size_t i = document->mention_count; i > 0; i--) {
        uint32_t entity = document->mentions[i - 1].entity;

        lists.next[i - 1] = lists.first[entity];
        lists.first[entity] = (int32_t)(i - 1);
    }
    return lists;
}

static json_t *json_mentions(const struct document *document, const struct mention_lists *lists,
                             size_t entity)
{
    json_t *array = json_array();

    for (int32_t i = lists->first[entity]; i != NO_INDEX; i = lists->next[i]) {
        const struct mention *mention = &document->mentions[i];
        json_t *object = json_set_span(json_object(), &mention->span);

        json_object_set_new(object, "text", json_string(mention->text));
        json_text(object, "kind", document_mention_kinds[mention->kind]);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *json_entity(const struct document *document, const struct mention_lists *lists,
                           size_t index)
{
    const struct entity *entity = &document->entities[index];
    json_t *object = json_object(), *roles = json_array();

    json_text(object, "id", entity->id);
    json_text(object, "type", entity->type);
    json_text(object, "name", entity->name);
    json_text(object, "wikidata", entity->wikidata);
    json_text(object, "geonames", entity->geonames);
    json_text(object, "iso3166", entity->iso3166);
    json_text(object, "country", entity->country);
    if (entity->has_position) {
        json_object_set_new(object, "lat", json_real(entity->latitude));
        json_object_set_new(object, "lon", json_real(entity->longitude));
    }
    json_text(object, "admin", entity->admin);
    json_text(object, "admin_code", entity->admin_code);
    if (entity->has_place_score) {
        json_object_set_new(object, "place_score", json_real(entity->place_score));
    }
    json_text(object, "actor_code", entity->actor_code);
    for (size_t i = 0; i < entity->roles.count; i++) {
        json_array_append_new(roles, json_string(entity->roles.items[i]));
    }
    if (json_array_size(roles) > 0) {
        json_object_set(object, "roles", roles);
    }
    json_decref(roles);
    json_object_set_new(object, "mentions", json_mentions(document, lists, index));
    return object;
}

static json_t *json_date(const struct date_mention *date)
{
    json_t *object = json_set_span(json_object(), &date->span);

    json_object_set_new(object, "text", json_string(date->text));
    json_text(object, "value", date->value);
    json_text(object, "modifier", date->modifier);
    json_text(object, "kind", document_date_kinds[date->kind]);
    json_text(object, "rule", date->rule);
    return object;
}

static json_t *json_quantity(const struct quantity *quantity)
{
    json_t *object = json_set_span(json_object(), &quantity->span);

    json_object_set_new(object, "text", json_string(quantity->text));
    json_object_set_new(object, "value", json_amount(quantity->value));
    if (quantity->has_max) {
        json_object_set_new(object, "value_max", json_amount(quantity->value_max));
    }
    json_text(object, "unit", quantity->unit);
    json_text(object, "what", quantity->what);
    json_text(object, "noun", quantity->noun);
    json_text(object, "comparison", quantity->comparison);
    json_object_set_new(object, "approximate", json_boolean(quantity->approximate));
    return object;
}

static json_t *json_quote(const struct document *document, const struct quote *quote)
{
    json_t *object = json_set_span(json_object(), &quote->span);

    json_object_set_new(object, "text", json_string(quote->text));
    json_entity_id(object, "speaker", document, quote->speaker);
    json_text(object, "speaker_text", quote->speaker_text);
    json_text(object, "verb", quote->verb);
    json_object_set_new(object, "direct", json_boolean(quote->direct));
    return object;
}

/* An event without a known party leaves it out. */
static void json_party(json_t *object, const char *name, const struct document *document,
                       const struct party *party)
{
    json_t *value;

    if (party->entity == NO_INDEX && party->code == NULL) {
        return;
    }
    value = json_object();
    json_entity_id(value, "entity", document, party->entity);
    json_text(value, "code", party->code);
    json_object_set_new(value, "text", json_string(party->text == NULL ? "" : party->text));
    json_object_set_new(object, name, json_set_span(value, &party->span));
}

static void json_event_date(json_t *object, const struct document *document,
                            const struct event *event)
{
    json_t *date;

    if (event->date_value == NULL) {
        return;
    }
    date = json_object();
    json_text(date, "value", event->date_value);
    json_text(date, "precision", event->date_precision == NULL ? "day" : event->date_precision);
    json_text(date, "from", event->date == NO_INDEX ? "published" : "text");
    if (event->date != NO_INDEX) {
        json_object_set_new(date, "span",
                            json_set_span(json_object(), &document->dates[event->date].span));
    }
    json_object_set_new(object, "date", date);
}

/* Numbers by what they count; what limits those that are not exact stands beside them. */
static void json_event_quantities(json_t *object, const struct event *event)
{
    json_t *quantities = json_object(), *limits = json_object();

    for (size_t i = 0; i < event->quantity_count; i++) {
        const struct event_quantity *quantity = &event->quantities[i];

        json_object_set_new(quantities, quantity->what, json_amount(quantity->value));
        if (quantity->has_max || quantity->comparison != NULL) {
            json_t *limit = json_object();

            if (quantity->has_max) {
                json_object_set_new(limit, "value_max", json_amount(quantity->value_max));
            }
            json_text(limit, "comparison", quantity->comparison);
            json_object_set_new(limits, quantity->what, limit);
        }
    }
    if (event->quantity_count > 0) {
        json_object_set(object, "quantities", quantities);
    }
    if (json_object_size(limits) > 0) {
        json_object_set(object, "quantity_limits", limits);
    }
    json_decref(quantities);
    json_decref(limits);
}

static json_t *json_event(const struct document *document, const struct event *event)
{
    json_t *object = json_object();

    json_text(object, "id", event->id);
    json_text(object, "cameo", event->cameo);
    json_object_set_new(object, "root", json_stringn(event->cameo, 2));
    json_text(object, "plover", event->plover);
    json_text(object, "mode", event->mode);
    json_text(object, "context", event->context);
    json_text(object, "family", event->family);
    json_object_set_new(object, "quad", json_integer(event->quad));
    json_object_set_new(object, "goldstein", json_amount(event->goldstein));
    json_party(object, "source", document, &event->source);
    json_party(object, "target", document, &event->target);
    json_event_date(object, document, event);
    json_entity_id(object, "location", document, event->location);
    json_object_set_new(object, "sentence", json_integer(event->sentence));
    json_object_set_new(object, "trigger", json_set_span(json_object(), &event->trigger));
    json_text(object, "rule", event->rule);
    json_text(object, "instrument", event->instrument);
    json_event_quantities(object, event);
    json_object_set_new(object, "negated", json_boolean(event->negated));
    json_text(object, "modality", event->modality);
    json_entity_id(object, "attributed_to", document, event->attributed_to);
    json_object_set_new(object, "confidence", json_amount(event->confidence));
    if (event->fuller != NO_INDEX) {
        json_object_set_new(object, "fuller", json_integer(event->fuller));
    }
    return object;
}

void document_json_set(const struct document *document, json_t *record)
{
    struct mention_lists lists = json_list_mentions(document);
    json_t *sentences = json_array(), *entities = json_array(), *dates = json_array();
    json_t *quantities = json_array(), *quotes = json_array(), *events = json_array();
    json_t *not_analysed = json_array();

    for (size_t i = 0; i < document->sentence_count; i++) {
        json_array_append_new(sentences,
                              json_set_span(json_object(), &document->sentences[i].span));
    }
    for (size_t i = 0; i < document->entity_count; i++) {
        if (lists.first[i] != NO_INDEX) { /* it may have lost them to another one */
            json_array_append_new(entities, json_entity(document, &lists, i));
        }
    }
    for (size_t i = 0; i < document->date_count; i++) {
        json_array_append_new(dates, json_date(&document->dates[i]));
    }
    for (size_t i = 0; i < document->quantity_count; i++) {
        json_array_append_new(quantities, json_quantity(&document->quantities[i]));
    }
    for (size_t i = 0; i < document->quote_count; i++) {
        json_array_append_new(quotes, json_quote(document, &document->quotes[i]));
    }
    for (size_t i = 0; i < document->event_count; i++) {
        json_array_append_new(events, json_event(document, &document->events[i]));
    }
    json_object_set_new(record, "sentences", sentences);
    json_object_set_new(record, "entities", entities);
    json_object_set_new(record, "dates", dates);
    json_object_set_new(record, "quantities", quantities);
    json_object_set_new(record, "quotes", quotes);
    json_object_set_new(record, "events", events);
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct span *cut = &document->cut[field];

        if (cut->end > cut->start) {
            json_array_append_new(not_analysed, json_set_span(json_object(), cut));
        }
    }
    if (json_array_size(not_analysed) > 0) {
        json_object_set(record, "not_analysed", not_analysed);
    }
    json_decref(not_analysed);
}
