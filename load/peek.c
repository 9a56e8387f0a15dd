#include "load/peek.h"

#include <string.h>

struct peek_scan {
    const char *at, *end;
};

static void peek_space(struct peek_scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\r' || *scan->at == '\n')) {
        scan->at++;
    }
}

/* Steps over `c`. */
static bool peek_char(struct peek_scan *scan, char c)
{
    peek_space(scan);
    if (scan->at == scan->end || *scan->at != c) {
        return false;
    }
    scan->at++;
    return true;
}

/* Behind the mark that opens a string, to behind the one that closes it. */
static bool peek_string(struct peek_scan *scan, bool *escaped)
{
    *escaped = false;
    while (scan->at < scan->end) {
        const char *mark = memchr(scan->at, '"', (size_t)(scan->end - scan->at));
        const char *back = mark;

        if (mark == NULL) {
            return false;
        }
        *escaped = *escaped || memchr(scan->at, '\\', (size_t)(mark - scan->at)) != NULL;
        while (*escaped && back > scan->at && back[-1] == '\\') {
            back--;
        }
        scan->at = mark + 1;
        if ((mark - back) % 2 == 0) { /* not itself escaped */
            return true;
        }
    }
    return false;
}

/* Over an object or array, whose bracket was read. */
static bool peek_nested(struct peek_scan *scan)
{
    size_t depth = 1;
    bool escaped;

    while (depth > 0 && scan->at < scan->end) {
        switch (*scan->at++) {
        case '"':
            if (!peek_string(scan, &escaped)) {
                return false;
            }
            break;
        case '{':
        case '[':
            depth++;
            break;
        case '}':
        case ']':
            depth--;
            break;
        default:
            break;
        }
    }
    return depth == 0;
}

/* Over a value; `text` becomes what stands in it if it is a plain string. */
static bool peek_value(struct peek_scan *scan, struct peek_text *text)
{
    bool escaped;

    *text = (struct peek_text){NULL, 0};
    peek_space(scan);
    if (scan->at == scan->end) {
        return false;
    }
    if (*scan->at == '"') {
        const char *start = ++scan->at;

        if (!peek_string(scan, &escaped)) {
            return false;
        }
        if (!escaped) {
            *text = (struct peek_text){start, (size_t)(scan->at - 1 - start)};
        }
        return true;
    }
    if (*scan->at == '{' || *scan->at == '[') {
        scan->at++;
        return peek_nested(scan);
    }
    while (scan->at < scan->end && *scan->at != ',' && *scan->at != '}') {
        scan->at++;
    }
    return true;
}

static struct peek_text *peek_place(struct peek *peek, const struct peek_text *key)
{
    struct {
        const char *name;
        struct peek_text *place;
    } places[] = {
        {"type", &peek->type},     {"id", &peek->id},   {"content_hash", &peek->content_hash},
        {"source", &peek->source}, {"url", &peek->url}, {"path", &peek->path}};

    for (size_t i = 0; key->data != NULL && i < sizeof places / sizeof places[0]; i++) {
        if (strlen(places[i].name) == key->length &&
            memcmp(places[i].name, key->data, key->length) == 0) {
            return places[i].place;
        }
    }
    return NULL;
}

static bool peek_fields(struct peek_scan *scan, struct peek *peek)
{
    do {
        struct peek_text key, value, *place;

        peek_space(scan);
        if (scan->at == scan->end || *scan->at != '"' || !peek_value(scan, &key) ||
            key.data == NULL || !peek_char(scan, ':') || !peek_value(scan, &value)) {
            return false;
        }
        place = peek_place(peek, &key);
        if (place != NULL) {
            if (value.data == NULL || place->data != NULL) {
                return false;
            }
            *place = value;
        }
    } while (peek_char(scan, ','));
    return true;
}

bool peek_article(const char *line, size_t length, struct peek *peek)
{
    struct peek_scan scan = {line, line + length};

    *peek = (struct peek){0};
    if (!peek_char(&scan, '{') || !peek_fields(&scan, peek) || !peek_char(&scan, '}')) {
        return false;
    }
    peek_space(&scan);
    return scan.at == scan.end && peek->type.length == 7 &&
           memcmp(peek->type.data, "article", 7) == 0 && peek->id.length > 0 &&
           peek->content_hash.length > 0 && peek->source.length > 0;
}
