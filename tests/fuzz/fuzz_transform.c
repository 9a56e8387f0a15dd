/*
 * An article made of the input, as transform analyses it; the first two bytes choose the rest of
 * the article. What comes out must be a record of the contract, and its spans must say what stands
 * there.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/record.h"
#include "common/utf8.h"
#include "transform/analyse.h"
#include "transform/explain_print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_TEXT_MAX = 4000 /* bytes: test_transform_bad_input.sh has the long ones */ };

/* The bytes of so many code points. */
static size_t bytes_of(const char *text, size_t length, json_int_t points)
{
    int32_t position = 0;

    while (points-- > 0 && position < (int32_t)length) {
        if (utf8_next(text, &position, (int32_t)length) < 0) {
            abort();
        }
    }
    return (size_t)position;
}

static void check_span(const json_t *record, const json_t *span)
{
    const json_t *field =
        json_object_get(record, json_string_value(json_object_get(span, "field")));
    const char *text = json_string_value(field);
    const json_t *said = json_object_get(span, "text");
    size_t length = json_string_length(field), start, end;

    start = bytes_of(text, length, json_integer_value(json_object_get(span, "start")));
    end = bytes_of(text, length, json_integer_value(json_object_get(span, "end")));
    if (start >= end ||
        (said != NULL && (json_string_length(said) != end - start ||
                          memcmp(json_string_value(said), text + start, end - start) != 0))) {
        abort();
    }
}

static void check_spans(const json_t *record, const json_t *value)
{
    const char *key;
    json_t *part;
    size_t index;

    if (json_is_object(value)) {
        if (json_object_get(value, "field") != NULL) {
            check_span(record, value);
        }
        json_object_foreach((json_t *)value, key, part)
        {
            check_spans(record, part);
        }
    } else {
        json_array_foreach(value, index, part)
        {
            check_spans(record, part);
        }
    }
}

static void check_record(const struct schema *schema, const json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT);
    enum record_kind kind;
    struct error error;
    json_t *again;

    if (record_parse(schema, line, strlen(line), &again, &kind, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n%s\n", error.message, line);
        abort();
    }
    check_spans(again, again);
    json_decref(again);
    free(line);
}

/* Ranges go up, what is approximate says why, and quotations stand in the order of the text. */
static void check_speech_and_numbers(const struct document *document)
{
    for (size_t i = 0; i < document->quantity_count; i++) {
        const struct quantity *quantity = &document->quantities[i];

        if ((quantity->has_max && quantity->value_max <= quantity->value) ||
            quantity->approximate != (quantity->has_max || quantity->comparison != NULL) ||
            (quantity->unit == NULL && quantity->what == NULL) ||
            !(quantity->value > -1e30 && quantity->value < 1e30)) {
            fprintf(stderr, "quantity: %s\n", quantity->text);
            abort();
        }
    }
    for (size_t i = 0; i < document->quote_count; i++) {
        const struct quote *quote = &document->quotes[i];

        if ((i > 0 && (quote->span.field < quote[-1].span.field ||
                       (quote->span.field == quote[-1].span.field &&
                        quote->span.start < quote[-1].span.start))) ||
            (!document->english && (quote->verb != NULL || quote->speaker != NO_INDEX)) ||
            (!quote->direct && quote->verb == NULL)) {
            fprintf(stderr, "quote: %s\n", quote->text);
            abort();
        }
    }
}

/* NULL when the bytes are no text of a record. */
static json_t *make_article(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "en-US", NULL, "pt", "en-AU", "de", "zh", "ar"};
    static const char *const urls[] = {NULL, "https://x.example.com.au/", "https://x.uk", "x://"};
    static const char *const days[] = {"2024-01-10T10:00:00Z", NULL, "0001-01-01T00:00:00Z",
                                       "9999-12-31T23:59:59-12:00"};
    const char *text = (const char *)data + 2, *body = memchr(text, '\n', size - 2);
    const char *language = languages[(data[0] & 3) | (data[0] >> 1 & 4)], *day = days[data[1] & 3],
               *url = urls[data[0] >> 4 & 3];
    size_t title = 0;
    json_t *record;

    if (memchr(text, '\0', size - 2) != NULL) {
        return NULL;
    }
    if (body == NULL || (data[0] & 4) != 0) {
        body = text;
    } else {
        title = (size_t)(body++ - text);
    }
    record = json_object();
    json_object_set_new(record, "type", json_string("article"));
    json_object_set_new(record, "id", json_string("x"));
    json_object_set_new(record, "source", json_string("fuzz"));
    json_object_set_new(record, "content_hash", json_string("h"));
    if (language != NULL) {
        json_object_set_new(record, "language", json_string(language));
    }
    if (day != NULL) {
        json_object_set_new(record, "published_at", json_string(day));
    }
    if (url != NULL) {
        json_object_set_new(record, "url", json_string(url));
    }
    if (json_object_set_new(record, "title", json_stringn(text, title)) != 0 ||
        json_object_set_new(record, "body", json_stringn(body, size - 2 - (size_t)(body - text))) !=
            0) {
        json_decref(record);
        return NULL;
    }
    return record;
}

/* Heads stay in their sentence, each that has a tree has one root, and all of it can be shown. */
static void check_trees(const struct knowledge *knowledge, struct document *document)
{
    struct explain_options options = {.knowledge = knowledge, .colour = true};
    size_t size = 0;
    char *shown = NULL;

    for (size_t s = 0; document->arcs != NULL && s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        const struct arc *arcs = document->arcs + sentence->first_token;
        uint32_t roots = 0;

        for (uint32_t i = 0; i < sentence->token_count && arcs[0].relation != NULL; i++) {
            roots += arcs[i].head == NO_INDEX;
            if (arcs[i].head != NO_INDEX &&
                document->tokens[arcs[i].head].sentence !=
                    document->tokens[sentence->first_token + i].sentence) {
                abort();
            }
        }
        if (sentence->token_count > 0 && roots != (arcs[0].relation != NULL)) {
            abort();
        }
    }
    options.out = open_memstream(&shown, &size);
    if (options.out == NULL) {
        abort();
    }
    explain_print(&options, document);
    if (fclose(options.out) != 0) {
        abort();
    }
    free(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct knowledge knowledge; /* these live as long as the program */
    static struct segmenter *segmenter;
    static struct schema *schema;
    static struct arena *arena;
    struct error error;
    json_t *record;

    if (arena == NULL) {
        if (knowledge_open(&knowledge, &error) != STATUS_OK ||
            segmenter_new(&segmenter, &error) != STATUS_OK ||
            record_schema_new(&schema, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        arena = arena_new();
    }
    record = size < 2 || size > FUZZ_TEXT_MAX ? NULL : make_article(data, size);
    if (record != NULL) {
        check_speech_and_numbers(analyse_article(&knowledge, segmenter, arena, record));
        check_record(schema, record);
        arena_reset(arena);
        if ((data[1] & 4) != 0) {
            check_trees(&knowledge, analyse_document(&knowledge, segmenter, arena, record));
            arena_reset(arena);
        }
        json_decref(record);
    }
    return 0;
}
