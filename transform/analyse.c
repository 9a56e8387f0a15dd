#include "transform/analyse.h"

#include <stdlib.h>
#include <string.h>
#include "common/paths.h"
#include "transform/date/date.h"
#include "transform/document.h"
#include "transform/document_json.h"
#include "transform/name/learned.h"
#include "transform/quantity/quantity.h"
#include "transform/quote/quote.h"
#include "transform/text/language.h"

static enum status knowledge_open_model(struct knowledge *knowledge, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data("english.model", &path, error);

    if (status == STATUS_OK) {
        status = model_open(path, &knowledge->model, error);
    }
    if (status == STATUS_OK) {
        knowledge->names = model_find_sums(knowledge->model, "name");
        if (!tag_find_layers(knowledge->model, &knowledge->tags) || knowledge->names == NULL ||
            knowledge->names->class_count != LEARNED_CLASSES ||
            !parse_find_layers(knowledge->model, &knowledge->parse)) {
            status =
                error_set(error, STATUS_USAGE, ERROR_DAMAGED,
                          "%s: lacks a layer; take the file of this version of Dateline", path);
            model_close(knowledge->model);
            knowledge->model = NULL;
        }
    }
    free(path);
    return status;
}

/* A damaged file costs what it would tell, not the articles. */
static enum status knowledge_do_without(struct knowledge *knowledge, const char *what,
                                        enum status status, const struct error *error)
{
    if (status != STATUS_OK && error_is_damage(error)) {
        knowledge->without[knowledge->without_count++] =
            (struct knowledge_gap){.what = what, .error = *error};
        status = STATUS_OK;
    }
    return status;
}

enum status knowledge_open(struct knowledge *knowledge, struct error *error)
{
    enum status status;

    *knowledge = (struct knowledge){0};
    status = gazetteer_open(&knowledge->gazetteer, error);
    status = knowledge_do_without(knowledge, "gazetteer", status, error);
    if (status == STATUS_OK) {
        status = event_rules_open(&knowledge->event_rules, error);
    }
    if (status == STATUS_OK) {
        status = quantity_words_open(&knowledge->quantity_words, error);
    }
    if (status == STATUS_OK) {
        status = speech_words_open(&knowledge->speech_words, error);
    }
    if (status == STATUS_OK) {
        status = date_words_open(&knowledge->date_words, error);
    }
    if (status == STATUS_OK) {
        status = knowledge_open_model(knowledge, error);
        status = knowledge_do_without(knowledge, "model", status, error);
    }
    if (status == STATUS_OK) {
        status = versions_find(
            knowledge->model == NULL ? 0 : model_file_checksum(knowledge->model),
            knowledge->gazetteer == NULL ? 0 : gazetteer_checksum(knowledge->gazetteer),
            &knowledge->versions, error);
    }
    if (status != STATUS_OK) {
        knowledge_close(knowledge);
    }
    return status;
}

void knowledge_close(struct knowledge *knowledge)
{
    if (knowledge->event_rules != NULL) {
        event_rules_close(knowledge->event_rules);
    }
    speech_words_close(knowledge->speech_words);
    quantity_words_close(knowledge->quantity_words);
    if (knowledge->gazetteer != NULL) {
        gazetteer_close(knowledge->gazetteer);
    }
    date_words_close(knowledge->date_words);
    model_close(knowledge->model);
    *knowledge = (struct knowledge){0};
}

struct document *analyse_begin(struct arena *arena, const json_t *record)
{
    struct document *document = arena_alloc(arena, sizeof *document);

    document->arena = arena;
    record_read_article(record, arena, &document->article);
    document_set_text(document, FIELD_TITLE, document->article.title);
    document_set_text(document, FIELD_BODY, document->article.body);
    document->english = language_is_english(document);
    if (document->article.published_at == NULL ||
        !timestamp_parse(document->article.published_at, &document->published)) {
        document->published = (struct timestamp){.precision = PRECISION_NONE};
    }
    return document;
}

static void step_segment(const struct knowledge *knowledge, struct segmenter *segmenter,
                         struct document *document)
{
    segment_find(segmenter, document);
    document->english =
        document->english && language_has_known_words(document, knowledge->tags.lexicon);
}

static void step_tag(const struct knowledge *knowledge, struct segmenter *segmenter,
                     struct document *document)
{
    (void)segmenter;
    if (document->english) {
        tag_find(&knowledge->tags, document);
    }
}

static void step_date(const struct knowledge *knowledge, struct segmenter *segmenter,
                      struct document *document)
{
    (void)segmenter;
    date_find(knowledge->date_words, document);
}

static void step_name(const struct knowledge *knowledge, struct segmenter *segmenter,
                      struct document *document)
{
    (void)segmenter;
    if (knowledge->gazetteer != NULL) {
        name_find(knowledge->gazetteer, knowledge->names, document);
    }
}

static void step_quantity(const struct knowledge *knowledge, struct segmenter *segmenter,
                          struct document *document)
{
    (void)segmenter;
    quantity_find(knowledge->quantity_words, document);
}

static void step_parse(const struct knowledge *knowledge, struct segmenter *segmenter,
                       struct document *document)
{
    bool *wanted = NULL;

    (void)segmenter;
    if (document->english && !document->all_trees) {
        wanted = arena_alloc(document->arena, document->sentence_count + 1);
        event_choose(knowledge->event_rules, document, wanted);
        quote_choose(knowledge->speech_words, document, wanted);
    }
    if (document->english) {
        parse_find(&knowledge->parse, document, wanted);
    }
}

static void step_quote(const struct knowledge *knowledge, struct segmenter *segmenter,
                       struct document *document)
{
    (void)segmenter;
    quote_find(knowledge->speech_words, document);
}

static void step_event(const struct knowledge *knowledge, struct segmenter *segmenter,
                       struct document *document)
{
    (void)segmenter;
    if (knowledge->gazetteer != NULL) { /* events are about somebody */
        event_find(knowledge->event_rules, document);
    }
}

const struct analyse_step analyse_steps[ANALYSE_STEPS] = {
    {"segment", step_segment}, {"tag", step_tag},           {"date", step_date},
    {"name", step_name},       {"quantity", step_quantity}, {"parse", step_parse},
    {"quote", step_quote},     {"event", step_event}};

static void analyse_run(const struct knowledge *knowledge, struct segmenter *segmenter,
                        struct document *document)
{
    /* without tags and trees, a text is read as one of another language: nothing is invented */
    document->english = document->english && knowledge->model != NULL;
    for (size_t i = 0; i < ANALYSE_STEPS; i++) {
        analyse_steps[i].run(knowledge, segmenter, document);
    }
}

struct document *analyse_document(const struct knowledge *knowledge, struct segmenter *segmenter,
                                  struct arena *arena, const json_t *record)
{
    struct document *document = analyse_begin(arena, record);

    document->all_trees = true;
    analyse_run(knowledge, segmenter, document);
    return document;
}

const struct document *analyse_article(const struct knowledge *knowledge,
                                       struct segmenter *segmenter, struct arena *arena,
                                       json_t *record)
{
    struct document *document = analyse_begin(arena, record);

    analyse_run(knowledge, segmenter, document);
    document_json_set(document, record);
    json_object_del(record, "without"); /* of an earlier reading */
    if (knowledge->without_count > 0) {
        json_t *without = json_array();

        for (size_t i = 0; i < knowledge->without_count; i++) {
            json_array_append_new(without, json_string(knowledge->without[i].what));
        }
        json_object_set_new(record, "without", without);
    }
    versions_set(&knowledge->versions, record);
    return document;
}
