#include "extract/page/jsonld_parse.h"

#include <stdbool.h>
#include <string.h>
#include "common/ascii.h"

enum { JSONLD_TEXT_MAX = 4 * 1024 * 1024, JSONLD_VALUES_MAX = 50 };

/* Values from the text's beginning as far as they are good; where the first bad one begins. */
static size_t jsonld_load(const char *text, size_t length, json_t *values)
{
    size_t at = 0;

    while (json_array_size(values) < JSONLD_VALUES_MAX) {
        json_error_t error;
        json_t *value;

        at += strspn(text + at, " \t\r\n;,");
        if (at >= length) {
            break;
        }
        value = json_loadb(text + at, length - at, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);
        if (value == NULL) {
            return at;
        }
        at += (size_t)error.position;
        if (json_array_append_new(values, value) != 0) {
            return length;
        }
    }
    return length;
}

/* Where the JSON begins and ends: not in what pages put around it. */
static const char *jsonld_bounds(const char *text, size_t *length)
{
    const char *start = strpbrk(text, "{["), *end = text + strlen(text);

    if (start != NULL && strncmp(start, "[CDATA[", 7) == 0) {
        start = strpbrk(start + 7, "{[");
    }
    while (start != NULL && end > start && end[-1] != '}' && end[-1] != ']') {
        end--;
    }
    while (start != NULL && end - start > 2 && memcmp(end - 2, "]]", 2) == 0 && *start == '{') {
        end -= 2; /* of "]]>" */
        while (end > start && end[-1] != '}') {
            end--;
        }
    }
    *length = start == NULL ? 0 : (size_t)(end - start);
    return start;
}

static const char *jsonld_skip_space(const char *p, const char *end)
{
    while (p < end && ascii_is_space(*p)) {
        p++;
    }
    return p;
}

/* Whether a quote inside a string ends it: only if what follows can follow a string. */
static bool jsonld_ends_string(const char *quote, const char *end)
{
    const char *p = jsonld_skip_space(quote + 1, end);

    if (p >= end || *p == ':' || *p == '}' || *p == ']') {
        return true;
    }
    if (*p != ',') {
        return false;
    }
    p = jsonld_skip_space(p + 1, end);
    return p >= end || strchr("\"{[}]-,/", *p) != NULL || ascii_is_digit(*p) ||
           strncmp(p, "true", 4) == 0 || strncmp(p, "false", 5) == 0 || strncmp(p, "null", 4) == 0;
}

static bool jsonld_is_hexadecimal(const char *p, const char *end)
{
    for (int i = 0; i < 4; i++) {
        if (p + i >= end ||
            !(ascii_is_digit(p[i]) || (ascii_lower(p[i]) >= 'a' && ascii_lower(p[i]) <= 'f'))) {
            return false;
        }
    }
    return true;
}

/* Copies the escape at `p`, or a space for one that JSON has not; how many bytes it had. */
static size_t jsonld_copy_escape(const char *p, const char *end, char **out)
{
    bool code = p + 1 < end && p[1] == 'u';
    size_t size = code ? 6 : 2;
    bool good = code ? jsonld_is_hexadecimal(p + 2, end)
                     : p + 1 < end && strchr("\"\\/bfnrt", p[1]) != NULL;

    if (good && code && ascii_lower(p[2]) == 'd' && strchr("89abAB", p[3]) != NULL) {
        /* the first half of a pair */
        good = p + 12 <= end && p[6] == '\\' && p[7] == 'u' && ascii_lower(p[8]) == 'd' &&
               strchr("cdefCDEF", p[9]) != NULL && jsonld_is_hexadecimal(p + 8, end);
        size = good ? 12 : 6;
    } else if (good && code && ascii_lower(p[2]) == 'd' && strchr("cdefCDEF", p[3]) != NULL) {
        good = false; /* the second half alone */
    }
    if (!good) {
        *(*out)++ = ' ';
        return code && jsonld_is_hexadecimal(p + 2, end) ? 6 : 1;
    }
    memcpy(*out, p, size);
    *out += size;
    return size;
}

/* "/" comment at `p`, outside of strings; where it ends. */
static const char *jsonld_comment_end(const char *p, const char *end)
{
    const char *close = p[1] == '/' ? memchr(p, '\n', (size_t)(end - p))
                                    : memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);

    return close == NULL ? end : close + (p[1] == '/' ? 1 : 2);
}

static size_t jsonld_repair(const char *text, size_t length, char *repaired)
{
    const char *end = text + length, *p = text;
    char *out = repaired;
    bool string = false;

    while (p < end) {
        if (string && *p == '\\') {
            p += jsonld_copy_escape(p, end, &out);
            continue;
        }
        if (string && *p == '"' && !jsonld_ends_string(p, end)) {
            *out++ = '\\';
            *out++ = *p++;
            continue;
        }
        if (!string && *p == '/' && p + 1 < end && (p[1] == '/' || p[1] == '*')) {
            p = jsonld_comment_end(p, end);
            continue;
        }
        if (!string && *p == ',') {
            const char *next = jsonld_skip_space(p + 1, end);

            if (next < end && (*next == '}' || *next == ']' || *next == ',')) {
                p++;
                continue;
            }
        }
        string = string != (*p == '"');
        *out++ = (unsigned char)*p < 0x20 ? ' ' : *p;
        p++;
    }
    return (size_t)(out - repaired);
}

/* {&quot;@type&quot;: ...} */
static char *jsonld_unquote(struct arena *arena, const char *text)
{
    static const char *const names[] = {"&quot;", "&#34;", "&#034;"};
    char *plain = arena_strdup(arena, text), *out = plain;

    for (const char *p = text; *p != '\0';) {
        size_t skip = 0;

        for (size_t i = 0; *p == '&' && i < sizeof names / sizeof names[0] && skip == 0; i++) {
            skip = strncmp(p, names[i], strlen(names[i])) == 0 ? strlen(names[i]) : 0;
        }
        *out++ = skip > 0 ? '"' : *p;
        p += skip > 0 ? skip : 1;
    }
    *out = '\0';
    return plain;
}

void jsonld_parse(struct arena *arena, const char *text, json_t *values)
{
    size_t length, done;
    char *repaired;

    if (strlen(text) > JSONLD_TEXT_MAX) {
        return;
    }
    if (strchr(text, '"') == NULL && strstr(text, "&quot;") != NULL) {
        text = jsonld_unquote(arena, text);
    }
    text = jsonld_bounds(text, &length);
    if (length == 0) {
        return;
    }
    done = jsonld_load(text, length, values);
    if (done < length) {
        repaired = arena_alloc(arena, (length - done) * 2 + 16);
        (void)jsonld_load(repaired, jsonld_repair(text + done, length - done, repaired), values);
    }
}
