#include "common/schema.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/timestamp.h"

enum { SCHEMA_PATH_MAX = 200, SCHEMA_DEPTH_MAX = 32 };

enum schema_type {
    SCHEMA_ANY = 0,
    SCHEMA_OBJECT = 1,
    SCHEMA_ARRAY = 2,
    SCHEMA_STRING = 4,
    SCHEMA_INTEGER = 8,
    SCHEMA_NUMBER = 16,
    SCHEMA_BOOLEAN = 32
};

struct schema_property {
    const char *name;
    struct schema_node *node;
};

struct schema_node {
    unsigned type;
    bool (*format)(const char *text);
    const char *format_name;
    const char **choices; /* enum or const */
    size_t choice_count;
    bool has_minimum, has_maximum;
    double minimum, maximum;
    bool has_min_length, has_max_length;
    size_t min_length, max_length;      /* code points */
    struct schema_property *properties; /* sorted by name */
    size_t property_count;
    const char **required;
    size_t required_count;
    struct schema_node *others; /* additionalProperties as a schema */
    bool closed;                /* additionalProperties: false */
    struct schema_node *items;
    const char *reference; /* name of a definition */
    struct schema_node *target;
};

struct schema {
    struct arena *arena;
    json_t *text; /* owns the strings */
    const char *name;
    struct schema_property *definitions; /* sorted by name */
    size_t definition_count;
};

/* Where in the record the check is: "events[3].quad" is written only when somebody asks. */
struct schema_place {
    const struct schema_place *in; /* NULL: the record itself */
    const char *name;              /* of a field; NULL: an item */
    size_t index;                  /* of the item */
};

static bool format_date_time(const char *text)
{
    struct timestamp timestamp;

    return strlen(text) > 10 && timestamp_parse(text, &timestamp) && timestamp.has_offset;
}

static bool format_digits(const char *text, size_t least, size_t most)
{
    size_t length = strspn(text, "0123456789");

    return text[length] == '\0' && length >= least && length <= most;
}

static bool format_wikidata(const char *text)
{
    return text[0] == 'Q' && text[1] != '0' && format_digits(text + 1, 1, 12);
}

static bool format_country(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool format_cameo(const char *text)
{
    return format_digits(text, 2, 4);
}

static const struct {
    const char *name;
    bool (*check)(const char *text);
} schema_formats[] = {
    {"date-time", format_date_time},
    {"wikidata", format_wikidata},
    {"country", format_country},
    {"cameo", format_cameo},
};

static const struct {
    const char *name;
    unsigned type;
} schema_types[] = {
    {"object", SCHEMA_OBJECT},   {"array", SCHEMA_ARRAY},   {"string", SCHEMA_STRING},
    {"integer", SCHEMA_INTEGER}, {"number", SCHEMA_NUMBER}, {"boolean", SCHEMA_BOOLEAN},
};

static int schema_compare(const void *a, const void *b)
{
    const struct schema_property *first = a, *second = b;

    return strcmp(first->name, second->name);
}

static struct schema_node *schema_find(const struct schema_property *properties, size_t count,
                                       const char *name)
{
    struct schema_property key = {.name = name, .node = NULL};
    const struct schema_property *found =
        count == 0 ? NULL : bsearch(&key, properties, count, sizeof *properties, schema_compare);

    return found == NULL ? NULL : found->node;
}

static enum status schema_broken(const struct schema *schema, const char *keyword,
                                 struct error *error)
{
    return error_set(error, STATUS_FATAL, "bad_schema", "%s: %s: not understood by this program",
                     schema->name, keyword);
}

static const char **schema_strings(struct schema *schema, const json_t *list, size_t *count)
{
    const char **strings;

    *count = json_array_size(list);
    strings = arena_alloc(schema->arena, (*count + 1) * sizeof *strings);
    for (size_t i = 0; i < *count; i++) {
        strings[i] = json_string_value(json_array_get(list, i));
    }
    return strings;
}

static enum status schema_compile(struct schema *schema, const json_t *source, int depth,
                                  struct schema_node **result, struct error *error);

static enum status schema_compile_map(struct schema *schema, const json_t *source, int depth,
                                      struct schema_property **properties, size_t *count,
                                      struct error *error)
{
    const char *name;
    const json_t *value;
    void *iterator = json_object_iter((json_t *)source);
    size_t used = 0;

    *count = json_object_size(source);
    *properties = arena_alloc(schema->arena, (*count + 1) * sizeof **properties);
    for (; iterator != NULL; iterator = json_object_iter_next((json_t *)source, iterator)) {
        enum status status;

        name = json_object_iter_key(iterator);
        value = json_object_iter_value(iterator);
        (*properties)[used].name = name;
        status = schema_compile(schema, value, depth + 1, &(*properties)[used].node, error);
        if (status != STATUS_OK) {
            return status;
        }
        used++;
    }
    if (used > 0) {
        qsort(*properties, used, sizeof **properties, schema_compare);
    }
    return STATUS_OK;
}

static enum status schema_compile_scalar(struct schema *schema, struct schema_node *node,
                                         const char *key, const json_t *value, struct error *error)
{
    const char *text = json_string_value(value);

    if (strcmp(key, "type") == 0 && text != NULL) {
        for (size_t i = 0; i < sizeof schema_types / sizeof schema_types[0]; i++) {
            if (strcmp(schema_types[i].name, text) == 0) {
                node->type = schema_types[i].type;
                return STATUS_OK;
            }
        }
    } else if (strcmp(key, "format") == 0 && text != NULL) {
        for (size_t i = 0; i < sizeof schema_formats / sizeof schema_formats[0]; i++) {
            if (strcmp(schema_formats[i].name, text) == 0) {
                node->format = schema_formats[i].check;
                node->format_name = text;
                return STATUS_OK;
            }
        }
    } else if (strcmp(key, "const") == 0 && text != NULL) {
        node->choices = arena_alloc(schema->arena, sizeof *node->choices);
        node->choices[0] = text;
        node->choice_count = 1;
        return STATUS_OK;
    } else if (strcmp(key, "$ref") == 0 && text != NULL && strncmp(text, "#/$defs/", 8) == 0) {
        node->reference = text + 8;
        return STATUS_OK;
    } else if (strcmp(key, "minimum") == 0) {
        node->has_minimum = true;
        node->minimum = json_number_value(value);
        return STATUS_OK;
    } else if (strcmp(key, "maximum") == 0) {
        node->has_maximum = true;
        node->maximum = json_number_value(value);
        return STATUS_OK;
    } else if (strcmp(key, "minLength") == 0) {
        node->has_min_length = true;
        node->min_length = (size_t)json_integer_value(value);
        return STATUS_OK;
    } else if (strcmp(key, "maxLength") == 0) {
        node->has_max_length = true;
        node->max_length = (size_t)json_integer_value(value);
        return STATUS_OK;
    } else if (strcmp(key, "description") == 0) {
        return STATUS_OK;
    }
    return schema_broken(schema, key, error);
}

static enum status schema_compile(struct schema *schema, const json_t *source, int depth,
                                  struct schema_node **result, struct error *error)
{
    struct schema_node *node = arena_alloc(schema->arena, sizeof *node);
    void *iterator;

    *result = node;
    if (!json_is_object(source) || depth > SCHEMA_DEPTH_MAX) {
        return schema_broken(schema, "a schema that is no object or too deep", error);
    }
    iterator = json_object_iter((json_t *)source);
    for (; iterator != NULL; iterator = json_object_iter_next((json_t *)source, iterator)) {
        const char *key = json_object_iter_key(iterator);
        const json_t *value = json_object_iter_value(iterator);
        enum status status = STATUS_OK;

        if (strcmp(key, "properties") == 0) {
            status = schema_compile_map(schema, value, depth, &node->properties,
                                        &node->property_count, error);
        } else if (strcmp(key, "items") == 0) {
            status = schema_compile(schema, value, depth + 1, &node->items, error);
        } else if (strcmp(key, "additionalProperties") == 0) {
            node->closed = json_is_false(value);
            if (json_is_object(value)) {
                status = schema_compile(schema, value, depth + 1, &node->others, error);
            }
        } else if (strcmp(key, "required") == 0) {
            node->required = schema_strings(schema, value, &node->required_count);
        } else if (strcmp(key, "enum") == 0) {
            node->choices = schema_strings(schema, value, &node->choice_count);
        } else {
            status = schema_compile_scalar(schema, node, key, value, error);
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Points every $ref below `node` at its definition. */
static enum status schema_link(struct schema *schema, struct schema_node *node, struct error *error)
{
    enum status status = STATUS_OK;

    if (node->reference != NULL) {
        node->target = schema_find(schema->definitions, schema->definition_count, node->reference);
        if (node->target == NULL) {
            return schema_broken(schema, node->reference, error);
        }
    }
    for (size_t i = 0; status == STATUS_OK && i < node->property_count; i++) {
        status = schema_link(schema, node->properties[i].node, error);
    }
    if (status == STATUS_OK && node->items != NULL) {
        status = schema_link(schema, node->items, error);
    }
    if (status == STATUS_OK && node->others != NULL) {
        status = schema_link(schema, node->others, error);
    }
    return status;
}

enum status schema_new(const char *text, const char *name, struct schema **schema,
                       struct error *error)
{
    struct schema *made = mem_calloc(1, sizeof *made);
    json_error_t json_error;
    enum status status;

    *schema = NULL;
    made->arena = arena_new();
    made->name = arena_strdup(made->arena, name);
    made->text = json_loads(text, JSON_REJECT_DUPLICATES, &json_error);
    if (made->text == NULL) {
        status = error_set(error, STATUS_FATAL, "bad_schema", "%s:%d: %s", name, json_error.line,
                           json_error.text);
    } else {
        status = schema_compile_map(made, json_object_get(made->text, "$defs"), 0,
                                    &made->definitions, &made->definition_count, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < made->definition_count; i++) {
        status = schema_link(made, made->definitions[i].node, error);
    }
    if (status != STATUS_OK) {
        schema_free(made);
        return status;
    }
    *schema = made;
    return STATUS_OK;
}

void schema_free(struct schema *schema)
{
    if (schema != NULL) {
        json_decref(schema->text);
        arena_free(schema->arena);
        free(schema);
    }
}

static void schema_write_place(const struct schema_place *place, char path[SCHEMA_PATH_MAX])
{
    const struct schema_place *steps[SCHEMA_DEPTH_MAX + 2];
    size_t count = 0, length = 0;

    for (; place->in != NULL && count < sizeof steps / sizeof steps[0]; place = place->in) {
        steps[count++] = place;
    }
    snprintf(path, SCHEMA_PATH_MAX, "%s", count == 0 ? "record" : "");
    while (count > 0 && length < SCHEMA_PATH_MAX) {
        const struct schema_place *step = steps[--count];
        int more = step->name == NULL
                       ? snprintf(path + length, SCHEMA_PATH_MAX - length, "[%zu]", step->index)
                       : snprintf(path + length, SCHEMA_PATH_MAX - length, "%s%s",
                                  length == 0 ? "" : ".", step->name);

        length += more > 0 ? (size_t)more : 0;
    }
}

static enum status schema_fail(const struct schema_place *place, struct error *error,
                               const char *format, ...) PRINTF_LIKE(3, 4);

static enum status schema_fail(const struct schema_place *place, struct error *error,
                               const char *format, ...)
{
    char what[ERROR_MESSAGE_MAX / 2], path[SCHEMA_PATH_MAX];
    va_list arguments;

    va_start(arguments, format);
    if (vsnprintf(what, sizeof what, format, arguments) < 0) {
        what[0] = '\0';
    }
    va_end(arguments);
    schema_write_place(place, path);
    return error_set(error, STATUS_REJECT, "bad_record", "%s: %s", path, what);
}

static unsigned schema_type_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return SCHEMA_OBJECT;
    case JSON_ARRAY:
        return SCHEMA_ARRAY;
    case JSON_STRING:
        return SCHEMA_STRING;
    case JSON_INTEGER:
        return SCHEMA_INTEGER | SCHEMA_NUMBER;
    case JSON_REAL:
        return SCHEMA_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return SCHEMA_BOOLEAN;
    case JSON_NULL:
        break;
    }
    return SCHEMA_ANY;
}

static const char *schema_type_name(unsigned type)
{
    for (size_t i = 0; i < sizeof schema_types / sizeof schema_types[0]; i++) {
        if (schema_types[i].type == type) {
            return schema_types[i].name;
        }
    }
    return "anything";
}

static size_t schema_code_points(const char *text, size_t length)
{
    size_t points = 0;

    for (size_t i = 0; i < length; i++) {
        points += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return points;
}

static enum status schema_check_string(const struct schema_node *node, const json_t *value,
                                       const struct schema_place *place, struct error *error)
{
    const char *text = json_string_value(value);
    size_t bytes = json_string_length(value);
    bool found = node->choice_count == 0;

    for (size_t i = 0; !found && i < node->choice_count; i++) {
        found = strcmp(node->choices[i], text) == 0;
    }
    if (!found) {
        return schema_fail(place, error, "\"%.60s\" is not one of the allowed values (%s, ...)",
                           text, node->choices[0]);
    }
    if (node->has_min_length && bytes < node->min_length &&
        schema_code_points(text, bytes) < node->min_length) {
        return schema_fail(place, error, "shorter than %zu", node->min_length);
    }
    if (node->has_max_length && bytes > node->max_length &&
        schema_code_points(text, bytes) > node->max_length) {
        return schema_fail(place, error, "longer than %zu", node->max_length);
    }
    if (node->format != NULL && !node->format(text)) {
        return schema_fail(place, error, "\"%.60s\" is no %s", text, node->format_name);
    }
    return STATUS_OK;
}

static enum status schema_check_node(const struct schema_node *node, const json_t *value,
                                     const struct schema_place *place, int depth,
                                     struct error *error);

static enum status schema_check_object(const struct schema_node *node, const json_t *value,
                                       const struct schema_place *place, int depth,
                                       struct error *error)
{
    void *iterator = json_object_iter((json_t *)value);
    enum status status;

    for (size_t i = 0; i < node->required_count; i++) {
        if (json_object_get(value, node->required[i]) == NULL) {
            return schema_fail(place, error, "%s is missing", node->required[i]);
        }
    }
    for (; iterator != NULL; iterator = json_object_iter_next((json_t *)value, iterator)) {
        const struct schema_place at = {.in = place, .name = json_object_iter_key(iterator)};
        const struct schema_node *child =
            schema_find(node->properties, node->property_count, at.name);

        if (child == NULL) {
            child = node->others;
        }
        if (child == NULL && !node->closed) {
            continue;
        }
        if (child == NULL) {
            return schema_fail(&at, error, "no field of the contract");
        }
        status = schema_check_node(child, json_object_iter_value(iterator), &at, depth + 1, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status schema_check_array(const struct schema_node *node, const json_t *value,
                                      const struct schema_place *place, int depth,
                                      struct error *error)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; node->items != NULL && i < json_array_size(value) && status == STATUS_OK;
         i++) {
        const struct schema_place at = {.in = place, .index = i};

        status = schema_check_node(node->items, json_array_get(value, i), &at, depth + 1, error);
    }
    return status;
}

static enum status schema_check_node(const struct schema_node *node, const json_t *value,
                                     const struct schema_place *place, int depth,
                                     struct error *error)
{
    unsigned type = schema_type_of(value);

    if (node->target != NULL) {
        node = node->target;
    }
    if (depth > SCHEMA_DEPTH_MAX) {
        return schema_fail(place, error, "nested too deeply");
    }
    if (node->type != SCHEMA_ANY && (node->type & type) == 0) {
        return schema_fail(place, error, "must be of type %s", schema_type_name(node->type));
    }
    if (type == SCHEMA_OBJECT) {
        return schema_check_object(node, value, place, depth, error);
    }
    if (type == SCHEMA_ARRAY) {
        return schema_check_array(node, value, place, depth, error);
    }
    if (type == SCHEMA_STRING) {
        return schema_check_string(node, value, place, error);
    }
    if ((type & SCHEMA_NUMBER) != 0) {
        double number = json_number_value(value);

        if (node->has_minimum && number < node->minimum) {
            return schema_fail(place, error, "%g is less than %g", number, node->minimum);
        }
        if (node->has_maximum && number > node->maximum) {
            return schema_fail(place, error, "%g is more than %g", number, node->maximum);
        }
    }
    return STATUS_OK;
}

enum status schema_check(const struct schema *schema, const char *definition, const json_t *value,
                         struct error *error)
{
    const struct schema_node *node =
        schema_find(schema->definitions, schema->definition_count, definition);
    const struct schema_place place = {0};

    if (node == NULL) {
        return error_set(error, STATUS_FATAL, "bad_schema", "%s: no definition %s", schema->name,
                         definition);
    }
    return schema_check_node(node, value, &place, 0, error);
}
