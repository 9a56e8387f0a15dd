#include "extract/page/strip.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "extract/page/distinct.h"
#include "extract/page/nest.h"
#include "extract/page/tag.h"

enum {
    STRIP_ATTRIBUTES_MAX = 100, /* a tag */
    STRIP_ALT_MAX = 60,         /* bytes; more describe a picture */
    STRIP_VALUE_MAX = 16384,    /* bytes of an attribute, but content=, where descriptions stand */
    STRIP_DATA_MAX = 100,       /* bytes of a data-* attribute */
    STRIP_JSONLD_MAX = 50,
    STRIP_JSONLD_BYTES_MAX = 4 * 1024 * 1024
};

struct stripper {
    const char *p, *end; /* what is still to be read */
    char *out;
    struct arena *arena;
    struct string_list *jsonld;
    size_t foreign;  /* depth of <svg> and <math>, whose contents are dropped */
    char space;      /* white space that was read and not yet written, or NUL */
    bool line_start; /* nothing of this line was written: white space is not shown */
    bool pre;
    bool empty; /* the last tag ended with "/>" */
    struct nest nest;
    struct distinct names;
};

struct strip_attribute {
    const char *name, *value; /* value is NULL where there is none */
    size_t name_length, value_length;
};

static void strip_put(struct stripper *strip, const char *data, size_t length)
{
    memcpy(strip->out, data, length);
    strip->out += length;
}

static void strip_put_space(struct stripper *strip)
{
    if (strip->space != '\0') {
        *strip->out++ = strip->space;
        strip->space = '\0';
    }
}

/* The next `sign`, or the end. */
static const char *strip_find(const struct stripper *strip, const char *from, char sign)
{
    const char *found = memchr(from, sign, (size_t)(strip->end - from));

    return found == NULL ? strip->end : found;
}

static void strip_text(struct stripper *strip, const char *text, const char *end)
{
    if (strip->foreign > 0) {
        return;
    }
    if (strip->pre) {
        strip_put_space(strip);
    }
    while (text < end) {
        const char *start = text;

        if (strip->pre) {
            strip_put(strip, text, (size_t)(end - text));
            break;
        }
        while (text < end && (unsigned char)*text > ' ') {
            text++;
        }
        if (text > start) {
            strip_put_space(strip);
            strip_put(strip, start, (size_t)(text - start));
            strip->line_start = false;
        }
        for (; text < end && (unsigned char)*text <= ' '; text++) {
            if (!strip->line_start && strip->space != '\n') {
                strip->space = *text == '\n' || *text == '\r' ? '\n' : ' ';
            }
        }
    }
}

/* Reads one attribute of a tag; false at the tag's end, behind which `p` then stands. */
static bool strip_attribute(struct stripper *strip, struct strip_attribute *attribute)
{
    const char *p = strip->p, *end = strip->end;

    *attribute = (struct strip_attribute){0};
    strip->empty = false;
    while (p < end && (ascii_is_space(*p) || *p == '/')) {
        strip->empty = *p++ == '/';
    }
    if (p == end || *p == '>') {
        strip->p = p == end ? p : p + 1;
        return false;
    }
    attribute->name = p++; /* a "=" here is part of the name */
    while (p < end && !ascii_is_space(*p) && *p != '/' && *p != '>' && *p != '=') {
        p++;
    }
    attribute->name_length = (size_t)(p - attribute->name);
    strip->p = p;
    while (p < end && ascii_is_space(*p)) {
        p++;
    }
    if (p == end || *p != '=') {
        return true;
    }
    p++;
    while (p < end && ascii_is_space(*p)) {
        p++;
    }
    attribute->value = p;
    if (p < end && (*p == '"' || *p == '\'')) {
        attribute->value = p + 1;
        p = strip_find(strip, p + 1, *p);
        attribute->value_length = (size_t)(p - attribute->value);
        p += p < end;
    } else {
        while (p < end && !ascii_is_space(*p) && *p != '>') {
            p++;
        }
        attribute->value_length = (size_t)(p - attribute->value);
    }
    strip->p = p;
    return true;
}

static bool strip_is(const struct strip_attribute *attribute, const char *name)
{
    return strlen(name) == attribute->name_length &&
           strncasecmp(attribute->name, name, attribute->name_length) == 0;
}

static bool strip_has(const struct strip_attribute *attribute, const char *part)
{
    return attribute->value != NULL &&
           memmem(attribute->value, attribute->value_length, part, strlen(part)) != NULL;
}

/* Of data-* attributes those that tell a date or the part's name. */
static bool strip_keeps_data(const struct strip_attribute *attribute)
{
    static const char *const parts[] = {"date", "time", "publi", "test", "component", "author"};

    for (size_t i = 0;
         attribute->value_length <= STRIP_DATA_MAX && i < sizeof parts / sizeof *parts; i++) {
        if (memmem(attribute->name, attribute->name_length, parts[i], strlen(parts[i])) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether some step asks for it. */
static bool strip_keeps(enum tag tag, const struct strip_attribute *attribute)
{
    size_t length = attribute->name_length;

    if (attribute->value_length > STRIP_VALUE_MAX && !strip_is(attribute, "content")) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = attribute->name[i];

        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-' && c != ':' && c != '_') {
            return false;
        }
    }
    if (!ascii_is_letter(attribute->name[0])) {
        return false;
    }
    switch (ascii_lower(attribute->name[0])) {
    case 'a':
        return strip_is(attribute, "alt") /* a logo's tells the outlet's name */
                   ? tag == TAG_IMG && attribute->value_length <= STRIP_ALT_MAX
                   : !strip_is(attribute, "align");
    case 'b':
        return !strip_is(attribute, "border") && !strip_is(attribute, "bgcolor");
    case 'd':
        return length < 5 || strncasecmp(attribute->name, "data-", 5) != 0 ||
               strip_keeps_data(attribute);
    case 'h':
        return strip_is(attribute, "href") ? tag != TAG_IMG : !strip_is(attribute, "height");
    case 'o': /* onclick and such */
        return false;
    case 's':
        return (strip_is(attribute, "src") && tag == TAG_IMG) || strip_is(attribute, "scope") ||
               (strip_is(attribute, "style") &&
                (strip_has(attribute, "display") || strip_has(attribute, "visibility")));
    case 'w':
        return !strip_is(attribute, "width");
    default:
        return true;
    }
}

static void strip_put_attribute(struct stripper *strip, const struct strip_attribute *attribute)
{
    char quote = '"';

    if (attribute->value != NULL &&
        memchr(attribute->value, quote, attribute->value_length) != NULL) {
        quote = '\'';
        if (memchr(attribute->value, quote, attribute->value_length) != NULL) {
            return;
        }
    }
    *strip->out++ = ' ';
    strip_put(strip, attribute->name, attribute->name_length);
    if (attribute->value != NULL) {
        *strip->out++ = '=';
        *strip->out++ = quote;
        strip_put(strip, attribute->value, attribute->value_length);
        *strip->out++ = quote;
    }
}

/* Where "</name" followed by the end of a name stands, or the end. */
static const char *strip_end_tag(const struct stripper *strip, const char *from, const char *name,
                                 size_t length)
{
    for (;;) {
        from = strip_find(strip, from, '<');
        if ((size_t)(strip->end - from) < length + 3) {
            return strip->end;
        }
        if (from[1] == '/' && strncasecmp(from + 2, name, length) == 0 &&
            (ascii_is_space(from[length + 2]) || from[length + 2] == '>' ||
             from[length + 2] == '/')) {
            return from;
        }
        from++;
    }
}

static bool strip_starts(const struct stripper *strip, const char *p, const char *start)
{
    size_t length = strlen(start);

    return (size_t)(strip->end - p) >= length && strncasecmp(p, start, length) == 0;
}

/*
 * The "</script" that ends a script: one in "<!-- <script> ... </script> -->" does not. (HTML's
 * "script data double escaped state".)
 */
static const char *strip_script_end(const struct stripper *strip, const char *from)
{
    bool escaped = false, twice = false;

    for (const char *p = from; p < strip->end; p++) {
        if (*p == '-' && escaped && strip_starts(strip, p, "-->")) {
            escaped = twice = false;
        } else if (*p != '<') {
            continue;
        } else if (!escaped && strip_starts(strip, p, "<!--")) {
            escaped = true;
            p += 1; /* "<!-->" is both */
        } else if (escaped && !twice && strip_starts(strip, p, "<script") && p + 7 < strip->end &&
                   (ascii_is_space(p[7]) || p[7] == '>' || p[7] == '/')) {
            twice = true;
        } else if (strip_starts(strip, p, "</script") && p + 8 < strip->end &&
                   (ascii_is_space(p[8]) || p[8] == '>' || p[8] == '/')) {
            if (!twice) {
                return p;
            }
            twice = false;
        }
    }
    return strip->end;
}

static void strip_keep_jsonld(struct stripper *strip, const char *start, const char *end)
{
    if (strip->jsonld->count < STRIP_JSONLD_MAX && end - start <= STRIP_JSONLD_BYTES_MAX) {
        string_list_add(strip->arena, strip->jsonld,
                        arena_strndup(strip->arena, start, (size_t)(end - start)));
    }
}

/* Tags that end <svg> and <math>, as in browsers, should their own end be missing. */
static bool strip_breaks_out(enum tag tag)
{
    switch (tag) {
    case TAG_BLOCKQUOTE:
    case TAG_BODY:
    case TAG_DIV:
    case TAG_DL:
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
    case TAG_HEAD:
    case TAG_LI:
    case TAG_MENU:
    case TAG_META:
    case TAG_OL:
    case TAG_P:
    case TAG_PRE:
    case TAG_SPAN:
    case TAG_TABLE:
    case TAG_UL:
        return true;
    default:
        return false;
    }
}

static void strip_attributes(struct stripper *strip, enum tag tag, bool write)
{
    struct strip_attribute attribute;
    size_t count = 0;

    while (strip_attribute(strip, &attribute)) {
        if (write && count < STRIP_ATTRIBUTES_MAX && strip_keeps(tag, &attribute) &&
            distinct_take(&strip->names, attribute.name, attribute.name_length)) {
            strip_put_attribute(strip, &attribute);
            count++;
        }
    }
}

/* <script ...>...</script>; `p` stands behind the name. */
static void strip_script(struct stripper *strip)
{
    struct strip_attribute attribute;
    bool jsonld = false;
    const char *start;

    while (strip_attribute(strip, &attribute)) {
        if (strip_is(&attribute, "type") && attribute.value != NULL) {
            jsonld = strip_has(&attribute, "ld+json");
        }
    }
    if (strip->empty) {
        return;
    }
    start = strip->p;
    strip->p = strip_script_end(strip, start);
    if (jsonld) {
        strip_keep_jsonld(strip, start, strip->p);
    }
    strip->p = strip_find(strip, strip->p, '>');
    strip->p += strip->p < strip->end;
}

/*
 * Elements whose content is text whatever it looks like; `p` stands behind the name. "<iframe/>" is
 * empty: so write programs that take HTML for XML, and libxml2 reads it so.
 */
static void strip_raw(struct stripper *strip, const char *name, size_t length, bool keep)
{
    const char *start;

    strip_attributes(strip, TAG_OTHER, false);
    if (strip->empty) {
        return;
    }
    start = strip->p;
    strip->p = strip_end_tag(strip, start, name, length);
    if (keep) {
        strip_put(strip, "<", 1);
        strip_put(strip, name, length);
        strip_put(strip, ">", 1);
        for (const char *p = start; p < strip->p; p++) {
            if (*p != '<') {
                *strip->out++ = *p;
            }
        }
        strip_put(strip, "</", 2);
        strip_put(strip, name, length);
        strip_put(strip, ">", 1);
        strip->line_start = true;
        strip->space = '\0';
    }
    strip->p = strip_find(strip, strip->p, '>');
    strip->p += strip->p < strip->end;
}

/* Of a name what libxml2 takes for one, too. */
static size_t strip_name_length(const char *name, size_t length)
{
    size_t count = 1;

    while (count < length && (ascii_is_letter(name[count]) || ascii_is_digit(name[count]) ||
                              strchr("-_:.", name[count]) != NULL)) {
        count++;
    }
    return count;
}

/* Writes the ends of the innermost `count` structural elements. */
static void strip_put_ends(struct stripper *strip, size_t count)
{
    while (count-- > 0) {
        enum tag tag = nest_pop(&strip->nest);

        if (tag != TAG_OTHER) {
            strip_put(strip, "</", 2);
            strip_put(strip, tag_name(tag), strlen(tag_name(tag)));
            *strip->out++ = '>';
        }
    }
}

/* Whether the tag itself is still to be written. */
static bool strip_nest(struct stripper *strip, enum tag tag, bool closing)
{
    if (!nest_is_structure(tag)) {
        return tag_is_block(tag) || tag_is_void(tag) || nest_inline(&strip->nest, closing);
    }
    if (closing) {
        strip_put_ends(strip, nest_ended(&strip->nest, tag));
        return false;
    }
    strip_put_ends(strip, nest_before(&strip->nest, tag));
    return nest_push(&strip->nest, tag);
}

static void strip_put_tag(struct stripper *strip, const char *name, size_t length, enum tag tag,
                          bool closing)
{
    bool block = tag_is_block(tag);
    size_t taken = strip_name_length(name, length);

    if (block) {
        strip->space = '\0';
        strip->line_start = true;
    } else {
        strip_put_space(strip);
    }
    if (tag == TAG_PRE) {
        strip->pre = !closing;
    }
    if ((tag == TAG_OTHER && !distinct_take(&strip->names, name, taken)) ||
        !strip_nest(strip, tag, closing)) {
        strip_attributes(strip, tag, false);
        return;
    }
    strip_put(strip, closing ? "</" : "<", closing ? 2 : 1);
    strip_put(strip, name, taken);
    strip_attributes(strip, tag, !closing);
    if (strip->empty && !block && !closing) { /* as in XML: libxml2 reads it so, too */
        *strip->out++ = '/';
        if (!tag_is_void(tag)) {
            (void)nest_inline(&strip->nest, true);
        }
    }
    *strip->out++ = '>';
}

/* <link>, if it says what the page is; style sheets, icons and such are many. */
static void strip_link(struct stripper *strip, const char *name, size_t length)
{
    static const char *const relations[] = {"canonical", "alternate", "amphtml", "author",
                                            "shortlink"};
    struct strip_attribute attribute;
    const char *start = strip->p;
    bool wanted = false;

    while (strip_attribute(strip, &attribute)) {
        wanted = wanted || strip_is(&attribute, "itemprop");
        for (size_t i = 0; attribute.value != NULL && strip_is(&attribute, "rel") && !wanted &&
                           i < sizeof relations / sizeof *relations;
             i++) {
            wanted = strip_has(&attribute, relations[i]);
        }
    }
    if (wanted) {
        strip->p = start;
        strip_put_tag(strip, name, length, TAG_LINK, false);
    }
}

/* `p` stands on the name's first letter. */
static void strip_tag(struct stripper *strip, bool closing)
{
    const char *name = strip->p;
    enum tag tag;
    size_t length;

    while (strip->p < strip->end && !ascii_is_space(*strip->p) && *strip->p != '/' &&
           *strip->p != '>') {
        strip->p++;
    }
    length = (size_t)(strip->p - name);
    tag = tag_named(name, length);
    if (tag == TAG_SCRIPT && !closing) {
        strip_script(strip);
    } else if (tag == TAG_SVG || tag == TAG_MATH) {
        strip_attributes(strip, tag, false);
        if (closing) {
            strip->foreign -= strip->foreign > 0;
        } else {
            strip->foreign += !strip->empty;
        }
    } else if (!closing && strip->foreign == 0 && tag == TAG_TITLE) {
        strip_raw(strip, name, length, true);
    } else if (!closing && (tag == TAG_STYLE || tag == TAG_TEXTAREA || tag == TAG_IFRAME)) {
        strip_raw(strip, name, length, false);
    } else if (strip->foreign > 0 && !strip_breaks_out(tag)) {
        strip_attributes(strip, tag, false);
    } else if (tag == TAG_LINK) {
        strip_link(strip, name, length);
    } else {
        strip->foreign = 0;
        strip_put_tag(strip, name, length, tag, closing);
    }
}

/* `p` stands behind "<!--". */
static void strip_comment(struct stripper *strip)
{
    const char *p = strip->p;

    if (p < strip->end && (*p == '>' || strip_starts(strip, p, "->"))) {
        strip->p = strip_find(strip, p, '>') + 1;
        return;
    }
    for (p = strip_find(strip, p, '-'); p < strip->end; p = strip_find(strip, p + 1, '-')) {
        if (strip_starts(strip, p, "-->") || strip_starts(strip, p, "--!>")) {
            break;
        }
    }
    strip->p = strip_find(strip, p, '>');
    strip->p += strip->p < strip->end;
}

static void strip_markup(struct stripper *strip)
{
    const char *p = strip->p; /* on "<" */
    bool letter = p + 1 < strip->end && ascii_is_letter(p[1]);

    if (letter) {
        strip->p = p + 1;
        strip_tag(strip, false);
    } else if (p + 2 < strip->end && p[1] == '/' && ascii_is_letter(p[2])) {
        strip->p = p + 2;
        strip_tag(strip, true);
    } else if (strip_starts(strip, p, "<!--")) {
        strip->p = p + 4;
        strip_comment(strip);
    } else if (p + 1 < strip->end && (p[1] == '!' || p[1] == '?' || p[1] == '/')) {
        strip->p = strip_find(strip, p, '>');
        strip->p += strip->p < strip->end;
    } else { /* libxml2 takes "<_" and "<:" for tags */
        bool plain = p + 1 == strip->end || (p[1] != '_' && p[1] != ':');

        if (!plain) {
            p = " ";
        }
        strip_text(strip, p, p + 1);
        strip->p++;
    }
}

void strip_html(const char *html, size_t length, struct arena *arena, struct string_list *jsonld,
                struct strip *strip)
{
    struct stripper stripper = {
        .p = html, .end = html + length, .arena = arena, .jsonld = jsonld, .line_start = true};

    /* the shortest inputs that grow: " a=" gets two quotes, "<tbody>" is ended by us in the end */
    strip->text = stripper.out = mem_alloc(length * 3 + 64);
    while (stripper.p < stripper.end) {
        const char *tag = strip_find(&stripper, stripper.p, '<');

        strip_text(&stripper, stripper.p, tag);
        stripper.p = tag;
        if (tag < stripper.end) {
            strip_markup(&stripper);
        }
    }
    strip_put_ends(&stripper, stripper.nest.count);
    *stripper.out = '\0';
    strip->length = (size_t)(stripper.out - strip->text);
    distinct_entities(&stripper.names, strip->text, strip->length);
}
