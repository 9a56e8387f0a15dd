#include "common/record.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/embed.h"
#include "common/memory.h"
#include "tests/unit/unit.h"

/* Why `line` is refused, or "" if it is not. */
static const char *refusal(const char *line, size_t length, struct error *error)
{
    struct schema *schema = NULL;
    json_t *record = NULL;
    enum record_kind kind;
    enum status status;

    if (record_schema_new(&schema, error) != STATUS_OK) {
        CU_FAIL_FATAL("the schema does not compile");
    }
    status = record_parse(schema, line, length, &record, &kind, error);
    json_decref(record);
    schema_free(schema);
    return status == STATUS_OK ? "" : error->reason;
}

#define ARTICLE                                                                                    \
    "\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\",\"body\":\"b\""

static void test_refused(void)
{
    static const struct {
        const char *line, *reason, *message;
    } cases[] = {
        {"{" ARTICLE "}", "", ""},
        {"{" ARTICLE ",\"unknown\":{\"a\":[1]}}", "", ""},
        {"{\"type\":\"weather\",\"quad\":9}", "", ""},
        {"not json", "bad_json", "not JSON"},
        {"{" ARTICLE "} {}", "bad_json", "not JSON"},
        {"{" ARTICLE ",\"id\":\"b\"}", "bad_json", "duplicate"},
        {"{" ARTICLE ",\"title\":\"a\\u0000b\"}", "bad_json", "NUL"},
        {"{" ARTICLE ",\"title\":\"\xff\"}", "bad_utf8", "UTF-8"},
        {"[1]", "bad_record", "type"},
        {"{\"type\":\"article\",\"id\":\"a\"}", "bad_record", "is missing"},
        {"{" ARTICLE ",\"published_at\":\"yesterday\"}", "bad_record", "published_at"},
        {"{" ARTICLE
         ",\"events\":[{\"id\":\"e\",\"cameo\":\"19\",\"root\":\"19\",\"plover\":\"ASSAULT\","
         "\"quad\":7,\"goldstein\":-9,\"sentence\":0,\"trigger\":{\"field\":\"body\",\"start\":0,"
         "\"end\":1},"
         "\"rule\":\"r\",\"negated\":false,\"modality\":\"actual\",\"confidence\":1}]}",
         "bad_record", "events[0].quad: 7 is more than 4"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};

        CU_ASSERT_STRING_EQUAL(refusal(cases[i].line, strlen(cases[i].line), &error),
                               cases[i].reason);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, cases[i].message));
    }
}

static void test_deep(void)
{
    char line[400];
    struct error error;

    memset(line, '[', sizeof line);
    CU_ASSERT_STRING_EQUAL(refusal(line, sizeof line, &error), "bad_json");
}

/* Empty objects take eighty times the memory of their text. */
static void test_many_values(void)
{
    enum { VALUES = 600 * 1000 };
    char *line = mem_alloc(VALUES * 3 + 64);
    size_t length = (size_t)sprintf(line, "{\"type\":\"x\",\"x\":[");
    struct error error = {0};

    for (size_t i = 0; i < VALUES; i++) {
        memcpy(line + length, i == 0 ? " {}" : ",{}", 3);
        length += 3;
    }
    memcpy(line + length, "]}", 2);
    length += 2;
    CU_ASSERT_STRING_EQUAL(refusal(line, length, &error), "too_large");
    memset(line + 20, ' ', length - 22); /* no more values: it is the values that count */
    CU_ASSERT_STRING_EQUAL(refusal(line, length, &error), "");
    free(line);
}

/* The struct and the schema cannot drift: every field of the schema comes back from the struct. */
static void test_mirror(void)
{
    static const char full[] =
        "{\"type\":\"article\",\"id\":\"a\",\"url\":\"u\",\"canonical_url\":\"c\",\"source\":\"s\","
        "\"site_name\":\"n\",\"title\":\"t\",\"authors\":[\"x\",\"y\"],\"section\":\"e\",\"tags\":["
        "\"g\"],"
        "\"language\":\"en\",\"published_at\":\"2024-01-01T00:00:00Z\",\"published_precision\":"
        "\"day\","
        "\"published_zone\":\"assumed\",\"modified_at\":\"2024-01-02T00:00:00Z\","
        "\"fetched_at\":\"2024-01-03T00:00:00Z\",\"image_url\":\"i\",\"body\":\"b\",\"disclaimer\":"
        "\"d\",\"related\":[\"r\"],"
        "\"content_hash\":\"h\",\"path\":\"p\",\"http\":{\"status\":200,\"etag\":\"e\","
        "\"last_modified\":\"l\",\"final_url\":\"f\"},\"extraction\":{\"method\":\"m\",\"score\":0."
        "5}}";
    static const char *const added[] = {"sentences",     "entities",     "dates",
                                        "quantities",    "quotes",       "events",
                                        "not_analysed",  "without",      "transform_version",
                                        "model_version", "rules_version"};
    const struct embedded_file *file = embed_find(embedded_schema, "record.json");
    struct arena *arena = arena_new();
    struct article article;
    json_t *record = json_loads(full, 0, NULL), *written, *root, *properties;
    const char *name;
    json_t *value;

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    root = json_loads(file->text, 0, NULL);
    properties =
        json_object_get(json_object_get(json_object_get(root, "$defs"), "article"), "properties");
    record_read_article(record, arena, &article);
    written = record_from_article(&article);
    CU_ASSERT(json_equal(record, written));
    json_object_foreach(properties, name, value)
    {
        bool by_transform = false;

        for (size_t i = 0; i < sizeof added / sizeof added[0]; i++) {
            by_transform = by_transform || strcmp(name, added[i]) == 0;
        }
        CU_ASSERT(by_transform || json_object_get(written, name) != NULL);
    }
    json_decref(root);
    json_decref(record);
    json_decref(written);
    arena_free(arena);
}

static void test_reject_input(void)
{
    static const char bytes[] = "caf\xe9";
    struct reject reject = {.stage = "extract", .reason = "bad", .message = "m", .bytes = 4};
    json_t *record;

    reject.input = bytes;
    reject.input_length = 4;
    record = record_from_reject(&reject);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(record, "input_base64")), "Y2Fm6Q==");
    json_decref(record);
    reject.input_length = 3;
    record = record_from_reject(&reject);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(record, "input")), "caf");
    json_decref(record);
}

static void test_identity(void)
{
    struct arena *arena = arena_new();
    struct article first = {.url = "https://a.example/1", .title = "T", .body = "B"};
    struct article second = first;

    second.fetched_at = "2024-01-01T00:00:00Z";
    article_set_identity(&first, arena);
    article_set_identity(&second, arena);
    CU_ASSERT_STRING_EQUAL(first.id, second.id);
    CU_ASSERT_STRING_EQUAL(first.content_hash, second.content_hash);
    second.body = "B, corrected";
    article_set_identity(&second, arena);
    CU_ASSERT_STRING_EQUAL(first.id, second.id);
    CU_ASSERT_STRING_NOT_EQUAL(first.content_hash, second.content_hash);
    arena_free(arena);
}

UNIT_MAIN("record", {"what is refused, and why", test_refused}, {"depth is bounded", test_deep},
          {"values are bounded", test_many_values}, {"the struct mirrors the schema", test_mirror},
          {"a reject keeps its input", test_reject_input},
          {"identity and content hash", test_identity})
