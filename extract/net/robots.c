#include "extract/net/robots.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/memory.h"

struct robots_rule {
    char *pattern; /* normalised */
    size_t length;
    bool allow;
};

struct robots_group {
    struct robots_rule *rules;
    size_t count, capacity;
    long delay;
    bool named; /* some line names this user agent */
};

struct robots {
    struct robots_group group;
};

struct robots_reader {
    const char *product;
    struct robots_group ours, all; /* by name; for "*" */
    bool in_ours, in_all;          /* whom the lines at hand are for */
    bool rules_began;              /* a further user agent begins a group of its own */
};

/* A piece of the file, without white space around it. */
struct robots_text {
    const char *start;
    size_t length;
};

static bool robots_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\0' || c == '\v' || c == '\f';
}

static struct robots_text robots_trim(const char *start, const char *end)
{
    while (start < end && robots_is_space(*start)) {
        start++;
    }
    while (end > start && robots_is_space(end[-1])) {
        end--;
    }
    return (struct robots_text){start, (size_t)(end - start)};
}

static bool robots_is(struct robots_text text, const char *word)
{
    return text.length == strlen(word) && strncasecmp(text.start, word, text.length) == 0;
}

static bool robots_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t robots_product_length(const char *text, size_t length)
{
    size_t end = 0;

    while (end < length && (robots_is_letter(text[end]) || text[end] == '_' || text[end] == '-')) {
        end++;
    }
    return end;
}

void robots_product(const char *user_agent, char product[ROBOTS_PRODUCT_MAX])
{
    size_t length = robots_product_length(user_agent, strlen(user_agent));

    if (length == 0 || length >= ROBOTS_PRODUCT_MAX) {
        user_agent = "Dateline";
        length = strlen(user_agent);
    }
    memcpy(product, user_agent, length);
    product[length] = '\0';
}

static int robots_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool robots_is_unreserved(unsigned char c)
{
    return robots_is_letter((char)c) || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~", c) != NULL);
}

static char *robots_put_encoded(char *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";

    *out++ = '%';
    *out++ = digits[c >> 4];
    *out++ = digits[c & 15];
    return out;
}

/*
 * One spelling for all that mean the same: %XX of an unreserved byte becomes the byte, other %XX
 * get capital digits, and a byte that may not stand in a URL is encoded. In a URL, `*` and `$` are
 * encoded too, so that they differ from a pattern's. Returns the length; `out` has room for three
 * times `length`.
 */
static size_t robots_normalise(const char *text, size_t length, bool pattern, char *out)
{
    char *start = out;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '%' && i + 2 < length && robots_digit(text[i + 1]) >= 0 &&
            robots_digit(text[i + 2]) >= 0) {
            c = (unsigned char)(robots_digit(text[i + 1]) * 16 + robots_digit(text[i + 2]));
            i += 2;
            if (robots_is_unreserved(c)) {
                *out++ = (char)c;
            } else {
                out = robots_put_encoded(out, c);
            }
        } else if (c <= ' ' || c >= 0x7f || (c == '*' && !pattern) ||
                   (c == '$' && (!pattern || i + 1 < length))) {
            out = robots_put_encoded(out, c);
        } else {
            *out++ = (char)c;
        }
    }
    return (size_t)(out - start);
}

static void robots_add_rule(struct robots_group *group, bool allow, struct robots_text value)
{
    char normal[ROBOTS_PATTERN_MAX * 3];
    struct robots_rule *rule;
    size_t length;

    if (value.length == 0 || value.length > ROBOTS_PATTERN_MAX ||
        group->count == ROBOTS_RULES_MAX) {
        return; /* "Disallow:" forbids nothing */
    }
    length = robots_normalise(value.start, value.length, true, normal);
    group->rules = mem_grow(group->rules, &group->capacity, group->count, sizeof *group->rules);
    rule = &group->rules[group->count++];
    rule->pattern = mem_strndup(normal, length);
    rule->length = length;
    rule->allow = allow;
}

static void robots_take_agent(struct robots_reader *reader, struct robots_text value)
{
    size_t length = robots_product_length(value.start, value.length);

    if (reader->rules_began) {
        reader->rules_began = reader->in_ours = reader->in_all = false;
    }
    if (value.length > 0 && *value.start == '*' &&
        (value.length == 1 || robots_is_space(value.start[1]))) {
        reader->in_all = true;
    } else if (length > 0 && length == strlen(reader->product) &&
               strncasecmp(value.start, reader->product, length) == 0) {
        reader->in_ours = reader->ours.named = true;
    }
}

/* Seconds, perhaps with a fraction; the longest of a group's holds. */
static void robots_take_delay(struct robots_group *group, struct robots_text value)
{
    long delay = 0, unit = 1000;
    size_t i = 0;

    for (; i < value.length && value.start[i] >= '0' && value.start[i] <= '9'; i++) {
        delay =
            delay > ROBOTS_DELAY_MAX * 1000L ? delay : delay * 10 + (value.start[i] - '0') * unit;
    }
    if (i < value.length && value.start[i] == '.') {
        for (i++; i < value.length && value.start[i] >= '0' && value.start[i] <= '9'; i++) {
            unit /= 10;
            delay += (value.start[i] - '0') * unit;
        }
    }
    delay = delay > ROBOTS_DELAY_MAX * 1000L ? ROBOTS_DELAY_MAX * 1000L : delay;
    group->delay = delay > group->delay ? delay : group->delay;
}

static void robots_take_line(struct robots_reader *reader, const char *start, const char *end)
{
    const char *comment = memchr(start, '#', (size_t)(end - start)), *colon;
    struct robots_text name, value;
    bool allow;

    end = comment == NULL ? end : comment;
    colon = memchr(start, ':', (size_t)(end - start));
    if (colon == NULL) {
        return;
    }
    name = robots_trim(start, colon);
    value = robots_trim(colon + 1, end);
    allow = robots_is(name, "allow");
    if (robots_is(name, "user-agent") || robots_is(name, "useragent")) {
        robots_take_agent(reader, value);
    } else if (allow || robots_is(name, "disallow")) {
        reader->rules_began = true;
        if (reader->in_ours) {
            robots_add_rule(&reader->ours, allow, value);
        }
        if (reader->in_all) {
            robots_add_rule(&reader->all, allow, value);
        }
    } else if (robots_is(name, "crawl-delay")) {
        if (reader->in_ours) {
            robots_take_delay(&reader->ours, value);
        }
        if (reader->in_all) {
            robots_take_delay(&reader->all, value);
        }
    }
}

static void robots_clear(struct robots_group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        free(group->rules[i].pattern);
    }
    free(group->rules);
}

struct robots *robots_read(const char *data, size_t length, const char *product)
{
    struct robots_reader reader = {.product = product};
    struct robots *robots = mem_calloc(1, sizeof *robots);
    const char *end = data + (length > ROBOTS_BYTES_MAX ? ROBOTS_BYTES_MAX : length);

    if (length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        data += 3;
    }
    while (data < end) {
        const char *line = data;

        while (data < end && *data != '\n' && *data != '\r') {
            data++;
        }
        if (data < end || length <= ROBOTS_BYTES_MAX) { /* a line that was cut is no line */
            robots_take_line(&reader, line, data);
        }
        data += data < end;
    }
    robots->group = reader.ours.named ? reader.ours : reader.all;
    robots_clear(reader.ours.named ? &reader.all : &reader.ours);
    return robots;
}

void robots_free(struct robots *robots)
{
    if (robots != NULL) {
        robots_clear(&robots->group);
        free(robots);
    }
}

/* Each piece between stars is taken where it comes first: that leaves most for the others. */
static bool robots_matches(const struct robots_rule *rule, const char *path, size_t length)
{
    const char *piece = rule->pattern, *end = rule->pattern + rule->length;
    const char *rest = path, *path_end = path + length;
    bool to_end = rule->length > 0 && end[-1] == '$', first = true;

    end -= to_end;
    for (;;) {
        const char *star = memchr(piece, '*', (size_t)(end - piece));
        size_t size = (size_t)((star == NULL ? end : star) - piece);

        if (size > (size_t)(path_end - rest)) {
            return false;
        }
        if (first && (memcmp(rest, piece, size) != 0)) {
            return false;
        }
        if (star == NULL && to_end) {
            return first ? (size_t)(path_end - rest) == size
                         : memcmp(path_end - size, piece, size) == 0;
        }
        if (!first && size > 0) {
            rest = memmem(rest, (size_t)(path_end - rest), piece, size);
            if (rest == NULL) {
                return false;
            }
        }
        if (star == NULL) {
            return true;
        }
        rest += size;
        piece = star + 1;
        first = false;
    }
}

bool robots_allows(const struct robots *robots, const char *path)
{
    size_t length = strlen(path), longest = 0;
    bool allowed = true;
    char *normal;

    if (strcmp(path, "/robots.txt") == 0 || robots->group.count == 0) {
        return true;
    }
    normal = mem_alloc(length * 3 + 1);
    length = robots_normalise(path, length, false, normal);
    for (size_t i = 0; i < robots->group.count; i++) {
        const struct robots_rule *rule = &robots->group.rules[i];

        if ((rule->length > longest || (rule->length == longest && rule->allow && !allowed)) &&
            robots_matches(rule, normal, length)) {
            longest = rule->length;
            allowed = rule->allow;
        }
    }
    free(normal);
    return allowed;
}

long robots_delay(const struct robots *robots)
{
    return robots->group.delay;
}
