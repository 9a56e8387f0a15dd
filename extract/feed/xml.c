#include "extract/feed/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "extract/feed/xml_names.h"

enum {
    XML_WINDOW = 256 * 1024,
    XML_NEED = XML_TAG_MAX + 64, /* bytes in the window before something is read */
    XML_JUNK_MAX = 4096          /* in front of the declaration */
};

struct xml_element {
    char source[XML_NAME_MAX + 1]; /* as written, lower case */
    char name[XML_NAME_MAX + 16];  /* with the usual prefix */
};

struct xml_reader {
    xml_fill fill;
    void *context;
    char *window; /* of a stream; else NULL */
    const char *at, *end;
    bool filled; /* no more comes */
    bool begun, stopped, in_cdata, damaged, cut;
    size_t depth;
    size_t deep;    /* open elements that were passed over */
    size_t closing; /* ends to be given before anything else is read */
    const char *const *never_nest;
    struct xml_element elements[XML_DEPTH_MAX];
    struct xml_names names;
    struct xml_attribute attributes[XML_ATTRIBUTES_MAX];
    size_t attribute_ends[XML_ATTRIBUTES_MAX][2]; /* name and value, in `text` */
    struct buf text;
};

struct xml_reader *xml_reader_new(const char *data, size_t length)
{
    struct xml_reader *reader = mem_calloc(1, sizeof *reader);
    const struct buf text = BUF_INIT(4 * (size_t)XML_TAG_MAX);

    reader->at = data;
    reader->end = data + length;
    reader->filled = true;
    reader->text = text;
    return reader;
}

struct xml_reader *xml_reader_stream(xml_fill fill, void *context)
{
    struct xml_reader *reader = xml_reader_new("", 0);

    reader->fill = fill;
    reader->context = context;
    reader->window = mem_alloc(XML_WINDOW);
    reader->at = reader->end = reader->window;
    reader->filled = false;
    return reader;
}

void xml_reader_free(struct xml_reader *reader)
{
    if (reader != NULL) {
        buf_free(&reader->text);
        free(reader->window);
        free(reader);
    }
}

void xml_reader_never_nest(struct xml_reader *reader, const char *const *names)
{
    reader->never_nest = names;
}

bool xml_is_damaged(const struct xml_reader *reader)
{
    return reader->damaged;
}

bool xml_is_cut(const struct xml_reader *reader)
{
    return reader->cut;
}

static size_t xml_left(const struct xml_reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

/* Fills the window, so that a whole tag is in it. */
static void xml_refill(struct xml_reader *reader)
{
    size_t have = xml_left(reader);

    if (reader->filled || have >= XML_NEED) {
        return;
    }
    memmove(reader->window, reader->at, have);
    while (!reader->filled && have < XML_WINDOW) {
        size_t got = reader->fill(reader->context, reader->window + have, XML_WINDOW - have);

        reader->filled = got == 0;
        have += got;
    }
    reader->at = reader->window;
    reader->end = reader->window + have;
}

/* Moves behind the next `mark`, or to the end of the input. */
static void xml_skip(struct xml_reader *reader, const char *mark)
{
    size_t length = strlen(mark);

    for (;;) {
        const char *found = memmem(reader->at, xml_left(reader), mark, length);

        if (found != NULL) {
            reader->at = found + length;
            return;
        }
        if (reader->filled) {
            reader->at = reader->end;
            reader->damaged = true;
            return;
        }
        reader->at = reader->end - (xml_left(reader) < length ? xml_left(reader) : length - 1);
        xml_refill(reader);
    }
}

static bool xml_name_begins(char c)
{
    return ascii_is_letter(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool xml_name_goes_on(char c)
{
    return !ascii_is_space(c) && c != '/' && c != '>' && c != '=' && c != '<' && c != '"' &&
           c != '\'' && c != '\0';
}

/* A name at `text`, lower case, cut; its whole length is returned. */
static size_t xml_take_name(const char *text, const char *end, char name[XML_NAME_MAX + 1])
{
    size_t size = 0;

    while (text + size < end && xml_name_goes_on(text[size])) {
        if (size < XML_NAME_MAX) {
            name[size] = ascii_lower(text[size]);
        }
        size++;
    }
    name[size < XML_NAME_MAX ? size : XML_NAME_MAX] = '\0';
    return size;
}

/* The ">" of the tag at `at`; or the "<" before which it breaks off; NULL: there is none near. */
static const char *xml_tag_end(const struct xml_reader *reader)
{
    size_t left = xml_left(reader);
    const char *end = reader->at + (left < XML_TAG_MAX ? left : XML_TAG_MAX);
    char quote = '\0', before = '\0';

    for (const char *p = reader->at + 1; p < end; p++) {
        if (quote != '\0') {
            quote = *p == quote ? '\0' : quote;
        } else if (*p == '>' || *p == '<') {
            return p;
        } else if ((*p == '"' || *p == '\'') && before == '=') {
            quote = *p;
        }
        if (!ascii_is_space(*p)) {
            before = *p;
        }
    }
    return NULL;
}

static void xml_note_attribute(struct xml_reader *reader, size_t *count, const char *name,
                               const char *value, size_t length)
{
    size_t start = reader->text.length;

    if (*count == XML_ATTRIBUTES_MAX || !buf_append_text(&reader->text, name) ||
        !buf_append_char(&reader->text, '\0')) {
        return;
    }
    reader->attribute_ends[*count][0] = start;
    reader->attribute_ends[*count][1] = reader->text.length;
    if (!xml_decode(&reader->text, value, length)) {
        reader->damaged = true;
    }
    if (memchr(value, '<', length) != NULL) {
        reader->damaged = true;
    }
    for (size_t i = reader->attribute_ends[*count][1]; i < reader->text.length; i++) {
        char *c = &reader->text.data[i];

        *c = ascii_is_space(*c) || *c == '\0' ? ' ' : *c;
    }
    if (buf_append_char(&reader->text, '\0')) {
        (*count)++;
    }
}

/* What stands between a tag's name and its end. */
static size_t xml_take_attributes(struct xml_reader *reader, const char *p, const char *end)
{
    size_t count = 0;

    while (p < end) {
        char name[XML_NAME_MAX + 1];
        const char *value = p;
        size_t size, length = 0;

        if (!xml_name_begins(*p)) {
            reader->damaged = reader->damaged || (!ascii_is_space(*p) && *p != '/');
            p++;
            continue;
        }
        size = xml_take_name(p, end, name);
        p += size;
        while (p < end && ascii_is_space(*p)) {
            p++;
        }
        if (p < end && *p == '=') {
            p++;
            while (p < end && ascii_is_space(*p)) {
                p++;
            }
            if (p < end && (*p == '"' || *p == '\'')) {
                value = p + 1;
                const char *close = memchr(value, *p, (size_t)(end - value));

                length = (size_t)((close == NULL ? end : close) - value);
                p = close == NULL ? end : close + 1;
            } else {
                value = p;
                while (p < end && !ascii_is_space(*p)) {
                    p++;
                }
                length = (size_t)(p - value);
                reader->damaged = true;
            }
        } else {
            reader->damaged = true;
        }
        xml_note_attribute(reader, &count, name, value, length);
    }
    return count;
}

static void xml_end_of_top(struct xml_reader *reader, struct xml_event *event)
{
    event->kind = XML_END;
    event->depth = reader->depth;
    event->name = reader->elements[reader->depth - 1].name;
    reader->depth--;
    xml_names_leave(&reader->names, reader->depth);
    reader->stopped = reader->depth == 0;
}

static bool xml_never_nests(const struct xml_reader *reader, const char *name)
{
    for (size_t i = 0; reader->never_nest != NULL && reader->never_nest[i] != NULL; i++) {
        if (strcmp(reader->never_nest[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* How many elements end when the innermost one of that name does; 0: none is open. */
static size_t xml_open(const struct xml_reader *reader, const char *name)
{
    for (size_t i = reader->depth; i > 0; i--) {
        if (strcmp(reader->elements[i - 1].source, name) == 0) {
            return reader->depth - i + 1;
        }
    }
    return 0;
}

/* A tag whose element is passed over stays as a piece of text without text. */
static void xml_pass_over(const char *start, const char *behind, struct xml_event *event)
{
    event->kind = XML_TEXT;
    event->raw = start;
    event->raw_length = (size_t)(behind - start);
}

static bool xml_start_tag(struct xml_reader *reader, const char *end, struct xml_event *event)
{
    const char *start = reader->at, *behind = end + (*end == '>');
    struct xml_element *element;
    char name[XML_NAME_MAX + 1];
    size_t size = xml_take_name(start + 1, end, name);
    bool empty = end > start + 1 && end[-1] == '/';

    if (reader->depth > 0 && xml_never_nests(reader, name)) {
        reader->closing = xml_open(reader, name);
        if (reader->closing > 0) {
            reader->damaged = true;
            reader->deep = 0;
            return false; /* comes again when they have ended */
        }
    }
    reader->damaged = reader->damaged || *end == '<';
    reader->at = behind;
    if (reader->depth == XML_DEPTH_MAX) {
        reader->deep += empty ? 0 : 1;
        xml_pass_over(start, behind, event);
        return true;
    }
    event->attribute_count = xml_take_attributes(reader, start + 1 + size, end - (empty ? 1 : 0));
    event->attributes = reader->attributes;
    element = &reader->elements[reader->depth++];
    memcpy(element->source, name, sizeof element->source);
    for (size_t i = 0; i < event->attribute_count; i++) {
        reader->attributes[i].name = reader->text.data + reader->attribute_ends[i][0];
        reader->attributes[i].value = reader->text.data + reader->attribute_ends[i][1];
        xml_names_declare(&reader->names, reader->depth, &reader->attributes[i]);
    }
    if (!xml_names_resolve(&reader->names, name, element->name, sizeof element->name)) {
        reader->damaged = true;
    }
    for (size_t i = 0; i < event->attribute_count; i++) {
        reader->attributes[i].name =
            xml_names_resolve_attribute(&reader->names, reader->attributes[i].name);
    }
    event->kind = XML_START;
    event->depth = reader->depth;
    event->name = element->name;
    event->raw = start;
    event->raw_length = (size_t)(behind - start);
    reader->closing = empty ? 1 : 0;
    return true;
}

static bool xml_end_tag(struct xml_reader *reader, const char *end, struct xml_event *event)
{
    const char *start = reader->at, *behind = end + (*end == '>');
    char name[XML_NAME_MAX + 1];
    size_t open;

    (void)xml_take_name(start + 2, end, name);
    reader->damaged = reader->damaged || *end == '<';
    reader->at = behind;
    if (reader->deep > 0) {
        reader->deep--;
        xml_pass_over(start, behind, event);
        return true;
    }
    open = xml_open(reader, name);
    if (open != 1) {
        reader->damaged = true;
    }
    if (open == 0) {
        return false;
    }
    xml_end_of_top(reader, event);
    if (open == 1) {
        event->raw = start;
        event->raw_length = (size_t)(behind - start);
    }
    reader->closing = open - 1;
    return true;
}

/* Text up to the next "<" behind `from`, or a piece of it. */
static void xml_text(struct xml_reader *reader, size_t from, struct xml_event *event)
{
    size_t left = xml_left(reader), room = left < XML_PIECE_MAX ? left : XML_PIECE_MAX, length;
    const char *next = memchr(reader->at + from, '<', room - from);

    length = next == NULL ? room : (size_t)(next - reader->at);
    if (next == NULL && length < left) { /* not within a reference, nor within a sign */
        const char *reference =
            memrchr(reader->at + length - XML_REFERENCE_MAX, '&', XML_REFERENCE_MAX);

        length = reference == NULL ? length : (size_t)(reference - reader->at);
        for (int i = 0; i < 3 && ((unsigned char)reader->at[length] & 0xC0) == 0x80; i++) {
            length--;
        }
    }
    event->kind = XML_TEXT;
    event->raw = reader->at;
    event->raw_length = length;
    if (!xml_decode(&reader->text, reader->at, length)) {
        reader->damaged = true;
    }
    reader->damaged = reader->damaged || from > 0;
    reader->at += length;
}

static void xml_cdata(struct xml_reader *reader, struct xml_event *event)
{
    size_t left = xml_left(reader), room = left < XML_PIECE_MAX ? left : XML_PIECE_MAX;
    const char *end = memmem(reader->at, room, "]]>", 3);
    size_t length = end != NULL ? (size_t)(end - reader->at) : room < left ? room - 4 : left;

    for (int i = 0; i < 3 && end == NULL && length < left &&
                    ((unsigned char)reader->at[length] & 0xC0) == 0x80;
         i++) {
        length--;
    }
    event->kind = XML_TEXT;
    event->raw = reader->at;
    event->raw_length = length;
    for (size_t i = 0; i < length;) { /* no references in here */
        size_t plain = i;

        while (plain < length && reader->at[plain] != '&') {
            plain++;
        }
        reader->damaged = !xml_decode(&reader->text, reader->at + i, plain - i) || reader->damaged;
        if (plain < length && !buf_append_char(&reader->text, '&')) {
            reader->damaged = true;
        }
        i = plain + 1;
    }
    reader->at += length;
    if (end != NULL) {
        reader->at += 3;
    }
    reader->in_cdata = end == NULL && length < left;
    reader->damaged = reader->damaged || (end == NULL && length == left);
}

/* "<!DOCTYPE", with the declarations that it may hold in brackets. */
static void xml_doctype(struct xml_reader *reader)
{
    while (reader->at < reader->end && *reader->at != '>' && *reader->at != '[') {
        reader->at++;
    }
    while (reader->at < reader->end && *reader->at != '>') {
        xml_skip(reader, "]");
        while (reader->at < reader->end && ascii_is_space(*reader->at)) {
            reader->at++;
        }
    }
    xml_skip(reader, ">");
}

/* Passes over what begins with "<!" or "<?"; false where it is neither. */
static bool xml_other(struct xml_reader *reader)
{
    size_t left = xml_left(reader);

    if (left >= 4 && memcmp(reader->at, "<!--", 4) == 0) {
        reader->at += 4;
        xml_skip(reader, "-->");
    } else if (left >= 9 && memcmp(reader->at, "<![CDATA[", 9) == 0) {
        reader->at += 9;
        reader->in_cdata = true;
    } else if (left >= 9 && strncasecmp(reader->at, "<!DOCTYPE", 9) == 0) {
        xml_doctype(reader);
    } else if (left >= 2 && (reader->at[1] == '!' || reader->at[1] == '?')) {
        xml_skip(reader, ">");
    } else {
        return false;
    }
    return true;
}

static void xml_begin(struct xml_reader *reader)
{
    size_t left, look;
    const char *declaration;

    xml_refill(reader);
    left = xml_left(reader);
    look = left < XML_JUNK_MAX ? left : XML_JUNK_MAX;
    if (look >= 3 && memcmp(reader->at, "\xEF\xBB\xBF", 3) == 0) {
        reader->at += 3;
        look -= 3;
    }
    declaration = look == 0 ? NULL : memmem(reader->at, look, "<?xml ", 6);
    if (declaration != NULL && declaration > reader->at &&
        memmem(reader->at, (size_t)(declaration - reader->at), "xmlns", 5) == NULL &&
        memmem(reader->at, (size_t)(declaration - reader->at), "version=", 8) == NULL) {
        reader->damaged = true; /* a server's warnings, or white space */
        reader->at = declaration;
    }
    reader->begun = true;
}

static bool xml_is_blank(const struct xml_event *event)
{
    for (size_t i = 0; i < event->length; i++) {
        if (!ascii_is_space(event->text[i])) {
            return false;
        }
    }
    return true;
}

/* Reads one thing; false when it gives no event. */
static bool xml_step(struct xml_reader *reader, struct xml_event *event)
{
    const char *end;

    if (reader->in_cdata) {
        xml_cdata(reader, event);
        return true;
    }
    if (*reader->at != '<') {
        xml_text(reader, 0, event);
        return true;
    }
    if (xml_other(reader)) {
        return false;
    }
    if (xml_left(reader) >= 2 && reader->at[1] == '/') {
        end = xml_tag_end(reader);
        if (end != NULL) {
            return xml_end_tag(reader, end, event);
        }
    } else if (xml_left(reader) >= 2 && xml_name_begins(reader->at[1])) {
        end = xml_tag_end(reader);
        if (end != NULL) {
            return xml_start_tag(reader, end, event);
        }
    }
    xml_text(reader, 1, event);
    return true;
}

void xml_next(struct xml_reader *reader, struct xml_event *event)
{
    if (!reader->begun) {
        xml_begin(reader);
    }
    for (;;) {
        *event = (struct xml_event){.kind = XML_STOP, .raw = ""};
        buf_clear(&reader->text);
        if (reader->closing > 0) {
            reader->closing--;
            xml_end_of_top(reader, event);
            return;
        }
        xml_refill(reader);
        if (reader->stopped || reader->at == reader->end) {
            if (reader->depth == 0) {
                reader->stopped = true;
                return;
            }
            reader->cut = reader->damaged = true;
            xml_end_of_top(reader, event);
            return;
        }
        if (!xml_step(reader, event)) {
            continue;
        }
        if (event->kind == XML_TEXT) {
            event->text = buf_text(&reader->text);
            event->length = reader->text.length;
            event->depth = reader->depth;
            if (reader->depth == 0) { /* outside of the root */
                reader->damaged = reader->damaged || !xml_is_blank(event);
                continue;
            }
        }
        return;
    }
}

const char *xml_attribute(const struct xml_event *event, const char *name)
{
    for (size_t i = 0; i < event->attribute_count; i++) {
        if (strcmp(event->attributes[i].name, name) == 0) {
            return event->attributes[i].value;
        }
    }
    return NULL;
}
