#include "extract/page/plain.h"

#include <stdbool.h>
#include <string.h>
#include "common/buf.h"
#include "common/timestamp.h"
#include "extract/page/date_text.h"
#include "extract/page/text.h"

enum {
    PLAIN_HEAD_LINES = 10, /* lines below the headline that may be facts */
    PLAIN_FACT_MAX = 100,  /* code points of a fact; longer lines are text */
    PLAIN_DATE_WORDS = 9,
    PLAIN_BODY_MAX = 64 * 1024 * 1024
};

struct plain_lines {
    const char **items; /* tidied; "" for an empty line */
    size_t count, capacity;
};

static void plain_split(const char *text, struct arena *arena, struct plain_lines *lines)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        const char *line = text_tidy_bytes(arena, text, length);

        lines->items =
            arena_grow(arena, lines->items, &lines->capacity, lines->count, sizeof *lines->items);
        lines->items[lines->count++] = line == NULL ? "" : line;
        text += length + (text[length] == '\n');
    }
}

static bool plain_is_url(const char *line)
{
    return (text_starts(line, "http://") || text_starts(line, "https://")) &&
           strchr(line, ' ') == NULL;
}

static bool plain_is_image(const char *url)
{
    static const char *const marks[] = {".jpg",   ".jpeg",  ".png", ".webp",   ".gif",
                                        "/photo", "/image", "/img", "/picture"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (text_contains(url, marks[i])) {
            return true;
        }
    }
    return false;
}

static bool plain_is_section(const char *line)
{
    static const char *const names[] = {
        "politics",   "world",    "business",      "sports",        "sport",
        "technology", "science",  "health",        "opinion",       "culture",
        "economy",    "national", "international", "entertainment", "environment",
        "local",      "news",     "política",      "mundo",         "economia",
        "esportes",   "politik",  "wirtschaft",    "politique",     "monde"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (text_equal(line, names[i])) {
            return true;
        }
    }
    return false;
}

/* A line of the head: true if it is a fact. */
static bool plain_take_fact(const char *line, struct plain *plain)
{
    struct timestamp timestamp;

    if (plain_is_url(line)) {
        const char **target =
            plain_is_image(line) || plain->url != NULL ? &plain->image_url : &plain->url;

        *target = *target == NULL ? line : *target;
        return true;
    }
    if (text_points(line) > PLAIN_FACT_MAX) {
        return false;
    }
    if (plain->published == NULL && text_words(line) <= PLAIN_DATE_WORDS &&
        date_text_find(line, true, &timestamp)) {
        plain->published = line;
        return true;
    }
    if (text_starts(line, "by ") && plain->byline == NULL) {
        plain->byline = line;
        return true;
    }
    if (text_ends(line, ".") || text_ends(line, ":") || text_words(line) > 6) {
        return false;
    }
    if (plain_is_section(line) || (plain->site_name != NULL && plain->section == NULL)) {
        plain->section = plain->section == NULL ? line : plain->section;
    } else if (plain->site_name == NULL) {
        plain->site_name = line;
    } else {
        return false;
    }
    return true;
}

/* The head ends with the first line that is text. Facts count only when a date is among them. */
static size_t plain_take_head(const struct plain_lines *lines, size_t start, struct plain *plain)
{
    struct plain facts = *plain;
    size_t i = start, taken = 0;

    for (; i < lines->count && taken < PLAIN_HEAD_LINES; i++) {
        if (*lines->items[i] == '\0') {
            continue;
        }
        if (!plain_take_fact(lines->items[i], &facts)) {
            break;
        }
        taken++;
    }
    if (facts.published == NULL && facts.image_url == NULL && facts.url == NULL &&
        facts.byline == NULL) {
        return start; /* short lines alone may be anything: they are text */
    }
    *plain = facts;
    return i;
}

static bool plain_is_disclaimer(const char *line)
{
    static const char *const starts[] = {"(note:",
                                         "note:",
                                         "disclaimer",
                                         "the views expressed",
                                         "views expressed",
                                         "the opinions expressed",
                                         "as opiniões expressas",
                                         "las opiniones expresadas",
                                         "this article was produced"};

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (text_starts(line, starts[i])) {
            return true;
        }
    }
    return false;
}

static bool plain_is_related(const char *line)
{
    return text_equal(line, "related") || text_equal(line, "related:") ||
           text_equal(line, "related articles") || text_equal(line, "related stories") ||
           text_equal(line, "related news") || text_equal(line, "relacionadas") ||
           text_equal(line, "relacionados");
}

/* Takes "Related" and disclaimers off the end; returns where the text ends. */
static size_t plain_take_tail(const struct plain_lines *lines, size_t start, struct arena *arena,
                              struct plain *plain)
{
    size_t end = lines->count, first;
    struct buf disclaimer = BUF_INIT(65536);

    for (size_t i = lines->count; i > start; i--) {
        if (plain_is_related(lines->items[i - 1])) {
            for (size_t r = i; r < lines->count; r++) {
                if (*lines->items[r] != '\0' && !plain_is_url(lines->items[r])) {
                    string_list_add(arena, &plain->related, lines->items[r]);
                }
            }
            end = i - 1;
            break;
        }
    }
    for (first = end; first > start; first--) {
        const char *line = lines->items[first - 1];

        if (*line != '\0' && !plain_is_disclaimer(line)) {
            break;
        }
    }
    for (size_t i = first; i < end; i++) {
        if (*lines->items[i] != '\0' &&
            (disclaimer.length == 0 || buf_append_text(&disclaimer, "\n\n")) &&
            !buf_append_text(&disclaimer, lines->items[i])) {
            break;
        }
    }
    plain->disclaimer = disclaimer.length == 0 ? NULL : arena_strdup(arena, buf_text(&disclaimer));
    buf_free(&disclaimer);
    return first;
}

/* Where empty lines part paragraphs, single line ends are only wrapping. */
static void plain_write_body(const struct plain_lines *lines, size_t start, size_t end,
                             struct arena *arena, struct plain *plain)
{
    struct buf body = BUF_INIT(PLAIN_BODY_MAX);
    size_t longest = 0, filled = 0, empty = 0;
    bool wrapped, gap = false;

    for (size_t i = start; i < end; i++) {
        size_t points = text_points(lines->items[i]);

        longest = points > longest ? points : longest;
        filled += points > 0;
        empty += points == 0;
    }
    wrapped = longest <= 100 && empty > 0 && filled > empty * 2;
    for (size_t i = start; i < end; i++) {
        const char *line = lines->items[i];

        if (*line == '\0') {
            gap = true;
            continue;
        }
        if (body.length > 0 && !buf_append_text(&body, wrapped && !gap ? " " : "\n\n")) {
            break;
        }
        if (!buf_append_text(&body, line)) {
            break;
        }
        plain->words += text_words(line);
        gap = false;
    }
    plain->body = body.length == 0 ? NULL : arena_strdup(arena, buf_text(&body));
    buf_free(&body);
}

void plain_read(const char *text, struct arena *arena, struct plain *plain)
{
    struct plain_lines lines = {0};
    size_t start = 0;

    *plain = (struct plain){0};
    plain_split(text, arena, &lines);
    while (start < lines.count && *lines.items[start] == '\0') {
        start++;
    }
    if (start < lines.count && text_points(lines.items[start]) <= 300) {
        plain->title = lines.items[start++];
    }
    start = plain_take_head(&lines, start, plain);
    plain_write_body(&lines, start, plain_take_tail(&lines, start, arena, plain), arena, plain);
}
