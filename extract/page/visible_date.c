/*
 * Dates on the page itself. One pass gathers lines of text with a date in them and dates in
 * attributes; afterwards, when it is known where the headline stands, each is weighed by its place.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/page/date_phrase.h"
#include "extract/page/date_text.h"
#include "extract/page/dates.h"
#include "extract/page/meta.h"
#include "extract/page/text.h"
#include "extract/page/tree.h"
#include "extract/page/visible_place.h"

enum {
    VISIBLE_LINE_MAX = 300,  /* bytes of a line that are read: the rest is prose */
    VISIBLE_DATES_MAX = 200, /* dates that are weighed */
    VISIBLE_IN_LINE = 4,
    VISIBLE_DIGITS_MIN = 4,
    VISIBLE_SENTENCE_MIN = 25, /* bytes before a date in the middle of a sentence */
    VISIBLE_PART_MAX = 14      /* bytes of a line that may be a part of a date: "15", "January" */
};

struct visible {
    struct meta *meta;
    const struct tree *tree;
    struct place_date dates[VISIBLE_DATES_MAX];
    size_t count;
    struct place_headline headline;
    struct place_names names;
    /* the line that is being gathered */
    char text[VISIBLE_LINE_MAX];
    size_t length; /* in `text`; `bytes` counts all */
    size_t bytes;
    uint32_t block, first; /* the block that the line stands in; its first text node */
    size_t own;            /* where it begins in `text`, behind what stood in lines before */
};

/* Enough digits for a date, or letters of a script that has its own. */
static bool visible_has_digits(const char *text, size_t length)
{
    size_t digits = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        digits += c >= '0' && c <= '9';
        if (digits >= VISIBLE_DIGITS_MIN ||
            ((c == 0xD9 || c == 0xDB || c == 0xE0 || c == 0xEF) && i + 1 < length)) {
            return true;
        }
    }
    return false;
}

static struct place_date *visible_add(struct visible *visible, uint32_t node)
{
    struct place_date *date;

    if (visible->count == VISIBLE_DATES_MAX) {
        return NULL;
    }
    date = &visible->dates[visible->count++];
    *date = (struct place_date){.node = node, .source = DATE_VISIBLE};
    return date;
}

/* Words lead to the date, and no sign parts them from it. */
static bool visible_in_sentence(const char *text, size_t start)
{
    if (start < VISIBLE_SENTENCE_MIN) {
        return false;
    }
    do {
        start--;
    } while (start > 0 && ascii_is_space(text[start]));
    return ascii_is_letter(text[start]);
}

static void visible_read_line(struct visible *visible)
{
    struct date_text found[VISIBLE_IN_LINE];
    size_t own = visible->own;
    size_t count = date_text_scan(visible->text, visible->length, found, VISIBLE_IN_LINE);

    for (size_t i = 0; i < count; i++) {
        struct place_date *date = visible_add(visible, visible->first);

        if (date == NULL) {
            return;
        }
        date->date = found[i];
        date->date.start = found[i].start > own ? found[i].start - own : 0;
        date->date.end = found[i].end - (found[i].start - date->date.start);
        date->bytes = visible->bytes;
        date->sentence = visible_in_sentence(visible->text + own, date->date.start);
        date->phrase =
            date_phrase_find(visible->text, visible->length, found[i].start, found[i].end);
    }
}

static size_t visible_letters(const char *text, size_t length)
{
    size_t letters = 0;

    for (size_t i = 0; i < length; i++) {
        letters += !ascii_is_space(text[i]);
    }
    return letters;
}

/* A short line without a date may belong to that of the next one: "15", "January", "Posted on". */
static void visible_carry(struct visible *visible)
{
    char *own = visible->text + visible->own;
    size_t length = visible->length - visible->own;

    if (length > VISIBLE_LINE_MAX / 4 || visible_letters(own, length) > VISIBLE_PART_MAX) {
        visible->length = 0;
    } else {
        if (visible_letters(visible->text, visible->length) > VISIBLE_PART_MAX ||
            visible->length > VISIBLE_LINE_MAX / 4) {
            memmove(visible->text, own, length);
            visible->length = length;
        }
        visible->text[visible->length++] = ' ';
    }
    visible->own = visible->length;
}

static void visible_end_line(struct visible *visible)
{
    size_t before = visible->count;

    if (visible->bytes == 0) {
        return;
    }
    place_headline_try(&visible->headline, &visible->names, visible->meta,
                       visible->text + visible->own, visible->length - visible->own, visible->bytes,
                       visible->first, visible->block);
    if (visible_has_digits(visible->text, visible->length)) {
        visible_read_line(visible);
    }
    if (visible->count > before) {
        visible->length = 0;
        visible->own = 0;
    } else {
        visible_carry(visible);
    }
    visible->bytes = 0;
}

static uint32_t visible_block(const struct tree *tree, uint32_t i)
{
    while (i > 0 && !tag_is_block((enum tag)tree->nodes[i].tag)) {
        i = tree->nodes[i].parent;
    }
    return i;
}

static void visible_text(struct visible *visible, uint32_t i)
{
    const struct tree *tree = visible->tree;
    uint32_t bytes = tree->nodes[i + 1].text - tree->nodes[i].text;
    const char *content;
    uint32_t block;
    size_t length;

    if (bytes == 0) {
        if (visible->length > 0 && visible->length < VISIBLE_LINE_MAX) {
            visible->text[visible->length++] = ' ';
        }
        return;
    }
    block = visible_block(tree, tree->nodes[i].parent);
    if (block != visible->block || tree->nodes[block].tag == TAG_OPTION) {
        visible_end_line(visible);
        visible->block = block;
    }
    if (visible->bytes == 0) {
        visible->first = i;
    }
    content = tree_content(tree, i);
    if (visible->length > 0 && visible->length < VISIBLE_LINE_MAX && ascii_is_digit(*content) &&
        ascii_is_digit(visible->text[visible->length - 1])) {
        visible->text[visible->length++] = ' '; /* "<b>2022</b><i>21:25</i>" */
    }
    length = strnlen(content, VISIBLE_LINE_MAX - visible->length);
    memcpy(visible->text + visible->length, content, length);
    visible->length += length;
    visible->bytes += bytes;
}

/* A date in an attribute. */
static void visible_machine(struct visible *visible, uint32_t i, const char *text,
                            enum date_source source, bool modified)
{
    struct date_witness witness = {0};
    struct place_date *date;

    if (visible_has_digits(text, strnlen(text, DATE_TEXT_MAX)) && dates_parse(text, &witness) &&
        (date = visible_add(visible, i)) != NULL) {
        date->machine = true;
        date->source = source;
        date->date.time = witness.time;
        date->date.other = witness.other;
        date->date.order = witness.order;
        date->phrase = modified ? PHRASE_MODIFIED : PHRASE_NONE;
    }
}

static bool visible_is(const xmlAttr *attribute, const char *name)
{
    return strcmp((const char *)attribute->name, name) == 0;
}

static const char *visible_value(const xmlAttr *attribute)
{
    return attribute == NULL || attribute->children == NULL || attribute->children->content == NULL
               ? ""
               : (const char *)attribute->children->content;
}

static void visible_element(struct visible *visible, uint32_t i)
{
    const struct tree_node *node = &visible->tree->nodes[i];
    const char *property = NULL, *content = NULL, *datetime = NULL, *title = NULL, *data = NULL;
    bool pubdate = false, published;

    for (const xmlAttr *attribute = node->node->properties; attribute != NULL;
         attribute = attribute->next) {
        switch (*attribute->name) {
        case 'i':
            property = visible_is(attribute, "itemprop") ? visible_value(attribute) : property;
            break;
        case 'c':
            content = visible_is(attribute, "content") ? visible_value(attribute) : content;
            break;
        case 't':
            title = visible_is(attribute, "title") ? visible_value(attribute) : title;
            break;
        case 'p':
            pubdate = pubdate || visible_is(attribute, "pubdate");
            break;
        case 'd':
            if (visible_is(attribute, "datetime") || visible_is(attribute, "date")) {
                datetime = visible_value(attribute);
            } else if (strncmp((const char *)attribute->name, "data-", 5) == 0 && data == NULL &&
                       visible_has_digits(visible_value(attribute),
                                          strlen(visible_value(attribute)))) {
                data = visible_value(attribute);
            }
            break;
        default:
            break;
        }
    }
    published = property != NULL && (strcasestr(property, "datePublished") != NULL ||
                                     strcasestr(property, "dateCreated") != NULL);
    if (published || (property != NULL && strcasestr(property, "dateModified") != NULL)) {
        const char *value = content != NULL ? content : datetime != NULL ? datetime : title;

        if (value != NULL) {
            visible_machine(visible, i, value, DATE_MICRODATA, !published);
            return;
        }
    }
    if (datetime != NULL && *datetime != '\0') {
        visible_machine(visible, i, datetime, pubdate ? DATE_MICRODATA : DATE_TIME, false);
    } else if (title != NULL && (node->tag == TAG_ABBR || node->tag == TAG_TIME)) {
        visible_machine(visible, i, title, DATE_TIME, false);
    } else if (data != NULL) {
        visible_machine(visible, i, data, DATE_TIME, false);
    }
}

void meta_read_dates(struct meta *meta, const struct tree *tree)
{
    struct visible *visible = arena_alloc(meta->arena, sizeof *visible);
    uint32_t end = tree->nodes[tree->body].end;

    visible->meta = meta;
    visible->tree = tree;
    place_names_init(&visible->names, tree, meta->arena);
    for (uint32_t i = tree->body; i < end; i++) {
        enum tag tag = (enum tag)tree->nodes[i].tag;

        if (tag == TAG_TEXT) {
            visible_text(visible, i);
        } else if (tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_TITLE || tag == TAG_SELECT) {
            i = tree->nodes[i].end - 1;
        } else {
            if (tag == TAG_BR || tag == TAG_HR) {
                visible_end_line(visible);
            }
            visible_element(visible, i);
        }
    }
    visible_end_line(visible);
    place_weigh(visible->dates, visible->count, &visible->headline, &visible->names, meta);
}
