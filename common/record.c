#include "common/record.h"

#include <resolv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include "common/embed.h"
#include "common/hash.h"
#include "common/memory.h"
#include "common/timestamp.h"

enum { RECORD_DEPTH_MAX = 64 };
/* What Jansson takes for a line's values, at most, and for each mark of JSON, measured. */
enum { RECORD_TREE_MAX = 96 * 1024 * 1024 };
enum { TREE_OBJECT = 224, TREE_ARRAY = 176, TREE_MEMBER = 96, TREE_NEXT = 48 };

static const char *const record_kind_names[RECORD_KIND_COUNT] = {"run",    "article", "state",
                                                                 "reject", "end",     "other"};

const char *record_kind_name(enum record_kind kind)
{
    return record_kind_names[kind];
}

void string_list_add(struct arena *arena, struct string_list *list, const char *text)
{
    list->items = arena_grow(arena, list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = arena_strdup(arena, text);
}

enum status record_schema_new(struct schema **schema, struct error *error)
{
    const struct embedded_file *file = embed_find(embedded_schema, "record.json");

    *schema = NULL;
    if (file == NULL) {
        return error_set(error, STATUS_FATAL, "bad_build", "record.json is not in the program");
    }
    return schema_new(file->text, "config/schema/record.json", schema, error);
}

/* Before Jansson, which recurses and takes much more memory than the line: marks outside strings.
 */
static enum status record_check_shape(const char *line, size_t length, struct error *error)
{
    bool in_string = false;
    size_t tree = 0;
    int depth = 0;

    for (size_t i = 0; i < length; i++) {
        char c = line[i];

        if (in_string) {
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                in_string = false;
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            tree += c == '{' ? TREE_OBJECT : TREE_ARRAY;
            if (++depth > RECORD_DEPTH_MAX) {
                return error_set(error, STATUS_REJECT, "bad_json",
                                 "not JSON of this contract: more than %d levels",
                                 RECORD_DEPTH_MAX);
            }
        } else if (c == '}' || c == ']') {
            depth--;
        } else if (c == ':' || c == ',') {
            tree += c == ':' ? TREE_MEMBER : TREE_NEXT;
        }
    }
    if (tree > RECORD_TREE_MAX) {
        return error_set(error, STATUS_REJECT, "too_large",
                         "its values, about %zu MB in memory, are more than the %d MB of any "
                         "article; write fewer of them",
                         tree >> 20, RECORD_TREE_MAX >> 20);
    }
    return STATUS_OK;
}

static enum record_kind record_kind_find(const char *type)
{
    for (int kind = 0; kind < RECORD_OTHER; kind++) {
        if (strcmp(record_kind_names[kind], type) == 0) {
            return (enum record_kind)kind;
        }
    }
    return RECORD_OTHER;
}

bool record_may_be_half(const struct error *why)
{
    return strcmp(why->reason, "bad_json") == 0 || strcmp(why->reason, "bad_utf8") == 0;
}

enum status record_parse(const struct schema *schema, const char *line, size_t length,
                         json_t **record, enum record_kind *kind, struct error *error)
{
    json_error_t json_error;
    const char *type;
    json_t *parsed;
    enum status status;

    *record = NULL;
    *kind = RECORD_OTHER;
    status = record_check_shape(line, length, error);
    if (status != STATUS_OK) {
        return status;
    }
    parsed = json_loadb(line, length, JSON_REJECT_DUPLICATES, &json_error);
    if (parsed == NULL) {
        bool utf8 = json_error_code(&json_error) == json_error_invalid_utf8;

        return error_set(error, STATUS_REJECT, utf8 ? "bad_utf8" : "bad_json",
                         "not %s: %s at byte %d", utf8 ? "UTF-8" : "JSON", json_error.text,
                         json_error.position);
    }
    type = json_string_value(json_object_get(parsed, "type"));
    if (type == NULL) {
        json_decref(parsed);
        return error_set(error, STATUS_REJECT, "bad_record", "no object with a text field `type`");
    }
    *kind = record_kind_find(type);
    if (schema != NULL && *kind != RECORD_OTHER) {
        status = schema_check(schema, record_kind_names[*kind], parsed, error);
        if (status != STATUS_OK) {
            json_decref(parsed);
            return status;
        }
    }
    *record = parsed;
    return STATUS_OK;
}

enum status record_write(struct ndjson_writer *writer, const json_t *record, struct error *error)
{
    char *line = json_dumps(record, JSON_COMPACT);
    enum status status;

    if (line == NULL) {
        return error_set(error, STATUS_FATAL, "bad_record", "a record cannot be written as JSON");
    }
    status = ndjson_write(writer, line, strlen(line), error);
    free(line);
    return status;
}

static const char *record_text(const json_t *record, const char *name)
{
    return json_string_value(json_object_get(record, name));
}

static void record_read_list(const json_t *array, struct arena *arena, struct string_list *list)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));

        if (text != NULL) {
            string_list_add(arena, list, text);
        }
    }
}

void record_read_article(const json_t *record, struct arena *arena, struct article *article)
{
    const json_t *http = json_object_get(record, "http");
    const json_t *extraction = json_object_get(record, "extraction");

    *article = (struct article){
        .id = record_text(record, "id"),
        .url = record_text(record, "url"),
        .canonical_url = record_text(record, "canonical_url"),
        .source = record_text(record, "source"),
        .site_name = record_text(record, "site_name"),
        .title = record_text(record, "title"),
        .section = record_text(record, "section"),
        .language = record_text(record, "language"),
        .published_at = record_text(record, "published_at"),
        .published_precision = record_text(record, "published_precision"),
        .published_zone = record_text(record, "published_zone"),
        .modified_at = record_text(record, "modified_at"),
        .fetched_at = record_text(record, "fetched_at"),
        .image_url = record_text(record, "image_url"),
        .body = record_text(record, "body"),
        .disclaimer = record_text(record, "disclaimer"),
        .content_hash = record_text(record, "content_hash"),
        .path = record_text(record, "path"),
        .http = {.status = (long)json_integer_value(json_object_get(http, "status")),
                 .etag = record_text(http, "etag"),
                 .last_modified = record_text(http, "last_modified"),
                 .final_url = record_text(http, "final_url")},
        .extraction = {.method = record_text(extraction, "method"),
                       .score = json_number_value(json_object_get(extraction, "score"))},
    };
    record_read_list(json_object_get(record, "authors"), arena, &article->authors);
    record_read_list(json_object_get(record, "tags"), arena, &article->tags);
    record_read_list(json_object_get(record, "related"), arena, &article->related);
}

/* A field that was not found, or is empty, is left out (contract). */
static void record_set_text(json_t *record, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(record, name, json_string(text));
    }
}

static void record_set_list(json_t *record, const char *name, const struct string_list *list)
{
    json_t *array;

    if (list->count == 0) {
        return;
    }
    array = json_array();
    for (size_t i = 0; i < list->count; i++) {
        json_array_append_new(array, json_string(list->items[i]));
    }
    json_object_set_new(record, name, array);
}

json_t *record_from_article(const struct article *article)
{
    json_t *record = json_object();
    json_t *http = json_object(), *extraction = json_object();

    record_set_text(record, "type", "article");
    record_set_text(record, "id", article->id);
    record_set_text(record, "url", article->url);
    record_set_text(record, "canonical_url", article->canonical_url);
    record_set_text(record, "source", article->source);
    record_set_text(record, "site_name", article->site_name);
    record_set_text(record, "title", article->title);
    record_set_list(record, "authors", &article->authors);
    record_set_text(record, "section", article->section);
    record_set_list(record, "tags", &article->tags);
    record_set_text(record, "language", article->language);
    record_set_text(record, "published_at", article->published_at);
    record_set_text(record, "published_precision", article->published_precision);
    record_set_text(record, "published_zone", article->published_zone);
    record_set_text(record, "modified_at", article->modified_at);
    record_set_text(record, "fetched_at", article->fetched_at);
    record_set_text(record, "image_url", article->image_url);
    json_object_set_new(record, "body", json_string(article->body == NULL ? "" : article->body));
    record_set_text(record, "disclaimer", article->disclaimer);
    record_set_list(record, "related", &article->related);
    record_set_text(record, "content_hash", article->content_hash);
    record_set_text(record, "path", article->path);
    if (article->http.status != 0) {
        json_object_set_new(http, "status", json_integer(article->http.status));
    }
    record_set_text(http, "etag", article->http.etag);
    record_set_text(http, "last_modified", article->http.last_modified);
    record_set_text(http, "final_url", article->http.final_url);
    if (json_object_size(http) > 0) {
        json_object_set(record, "http", http);
    }
    json_decref(http);
    if (article->extraction.method != NULL) {
        record_set_text(extraction, "method", article->extraction.method);
        json_object_set_new(extraction, "score", json_real(article->extraction.score));
        json_object_set(record, "extraction", extraction);
    }
    json_decref(extraction);
    return record;
}

/* NULL if `data` is not UTF-8 (with NULs, which Jansson takes in json_stringn() but our reader
 * refuses). */
static json_t *record_input_text(const char *data, size_t length)
{
    return memchr(data, '\0', length) == NULL ? json_stringn(data, length) : NULL;
}

static json_t *record_input_base64(const char *data, size_t length)
{
    size_t size = (length + 2) / 3 * 4 + 1;
    char *text = mem_alloc(size);
    json_t *string = NULL;

    if (b64_ntop((const unsigned char *)data, length, text, size) >= 0) {
        string = json_string(text);
    }
    free(text);
    return string;
}

/* The longest prefix of `data` that does not end inside a code point. */
static size_t record_input_length(const char *data, size_t length)
{
    size_t end;

    if (length <= RECORD_REJECT_INPUT_MAX) {
        return length;
    }
    end = RECORD_REJECT_INPUT_MAX;
    for (int i = 0; i < 3 && end > 0 && ((unsigned char)data[end] & 0xC0) == 0x80; i++) {
        end--;
    }
    return end;
}

json_t *record_from_reject(const struct reject *reject)
{
    json_t *record = json_object();
    json_t *message = json_string(reject->message == NULL ? "" : reject->message);

    record_set_text(record, "type", "reject");
    record_set_text(record, "stage", reject->stage);
    record_set_text(record, "reason", reject->reason);
    /* A message that quotes bytes which are not UTF-8 gives way to its reason. */
    json_object_set_new(record, "message", message == NULL ? json_string(reject->reason) : message);
    record_set_text(record, "source", reject->source);
    record_set_text(record, "url", reject->url);
    record_set_text(record, "path", reject->path);
    json_object_set_new(record, "bytes", json_integer((json_int_t)reject->bytes));
    if (reject->input != NULL && reject->input_length > 0) {
        size_t length = record_input_length(reject->input, reject->input_length);
        json_t *input = record_input_text(reject->input, length);

        if (input != NULL) {
            json_object_set_new(record, "input", input);
        } else {
            json_object_set_new(record, "input_base64", record_input_base64(reject->input, length));
        }
    }
    return record;
}

void record_new_run_id(char run_id[RECORD_RUN_ID_SIZE])
{
    struct timestamp now = timestamp_now();
    unsigned char random[4] = {0};

    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        uint32_t instead = (uint32_t)getpid(); /* the name still tells runs of one second apart */

        memcpy(random, &instead, sizeof instead);
    }
    snprintf(run_id, RECORD_RUN_ID_SIZE, "%04u%02u%02uT%02u%02u%02uZ-%02x%02x%02x%02x",
             (unsigned)now.year % 10000, (unsigned)now.month % 100, (unsigned)now.day % 100,
             (unsigned)now.hour % 100, (unsigned)now.minute % 100, (unsigned)now.second % 100,
             random[0], random[1], random[2], random[3]);
}

json_t *record_run(const char *run_id, const char *started_at, const char *program,
                   const char *config_digest)
{
    json_t *record = json_object();

    record_set_text(record, "type", "run");
    record_set_text(record, "run_id", run_id);
    record_set_text(record, "started_at", started_at);
    record_set_text(record, "program", program);
    record_set_text(record, "program_version", DATELINE_VERSION);
    json_object_set_new(record, "contract_version", json_integer(RECORD_CONTRACT_VERSION));
    record_set_text(record, "config_digest", config_digest);
    return record;
}

json_t *record_state(const char *source, const char *key, json_t *data)
{
    json_t *record = json_object();

    record_set_text(record, "type", "state");
    record_set_text(record, "source", source);
    record_set_text(record, "key", key);
    json_object_set_new(record, "data", data);
    return record;
}

json_t *record_end(const struct record_counts *counts)
{
    json_t *record = json_object(), *numbers = json_object();

    for (int kind = 0; kind < RECORD_KIND_COUNT; kind++) {
        if (counts->of[kind] > 0) {
            json_object_set_new(numbers, record_kind_names[kind],
                                json_integer((json_int_t)counts->of[kind]));
        }
    }
    record_set_text(record, "type", "end");
    json_object_set_new(record, "counts", numbers);
    return record;
}

static const char **record_add_parts(const char **parts, const struct string_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        *parts++ = list->items[i];
    }
    *parts++ = NULL; /* parts the lists */
    return parts;
}

void article_set_identity(struct article *article, struct arena *arena)
{
    const char *const fixed[] = {article->title,        article->body,
                                 article->section,      article->language,
                                 article->published_at, article->published_precision,
                                 article->modified_at,  article->image_url};
    enum { FIXED = sizeof fixed / sizeof fixed[0] };
    const char *const content[] = {article->title, article->body};
    const char *url = article->canonical_url != NULL ? article->canonical_url : article->url;
    size_t count = FIXED + article->authors.count + article->tags.count + 2;
    const char **parts = arena_alloc(arena, count * sizeof *parts), **end = parts;
    char *id = arena_alloc(arena, HASH_ID_SIZE), *hash = arena_alloc(arena, HASH_ID_SIZE);

    for (size_t i = 0; i < FIXED; i++) {
        *end++ = fixed[i];
    }
    end = record_add_parts(end, &article->authors);
    end = record_add_parts(end, &article->tags);
    hash_id(parts, (size_t)(end - parts), hash);
    article->content_hash = hash;
    if (url != NULL) {
        hash_id(&url, 1, id);
    } else {
        hash_id(content, 2, id);
    }
    article->id = id;
}
