/* The reader of XML, in memory and as a stream; where libxml2 finds nothing wrong, both must read
 * the same elements and the same text. The first byte is the size of the stream's pieces. */
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "extract/feed/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
    const char *text;
    size_t left, step;
};

static size_t fill(void *context, char *room, size_t size)
{
    struct source *source = context;
    size_t take = source->left < source->step ? source->left : source->step;

    take = take < size ? take : size;
    memcpy(room, source->text, take);
    source->text += take;
    source->left -= take;
    return take;
}

static void append(struct buf *out, const char *text, size_t length, bool name)
{
    const char *colon = name ? memchr(text, ':', length) : NULL;

    length -= colon == NULL ? 0 : (size_t)(colon + 1 - text);
    text = colon == NULL ? text : colon + 1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\r' && !buf_append_char(out, name ? ascii_lower(text[i]) : text[i])) {
            abort();
        }
    }
}

static size_t trace(struct xml_reader *reader, struct buf *out)
{
    struct xml_event event;
    size_t depth = 0, deepest = 0;

    for (xml_next(reader, &event); event.kind != XML_STOP; xml_next(reader, &event)) {
        depth += event.kind == XML_START;
        if (event.depth != depth || depth > XML_DEPTH_MAX ||
            event.attribute_count > XML_ATTRIBUTES_MAX || event.length > 3 * XML_PIECE_MAX) {
            abort();
        }
        deepest = depth > deepest ? depth : deepest;
        if (event.kind == XML_TEXT) {
            append(out, event.text, event.length, false);
        } else {
            append(out, event.kind == XML_START ? "<" : "/", 1, false);
            append(out, event.name, strlen(event.name), true);
        }
        depth -= event.kind == XML_END;
    }
    if (depth != 0) {
        abort();
    }
    return deepest;
}

static void silent(void *context, xmlErrorPtr problem)
{
    (void)context;
    (void)problem;
}

/* False where it finds something wrong. */
static bool trace_strictly(const char *text, size_t length, struct buf *out)
{
    xmlTextReader *reader = xmlReaderForMemory(text, (int)length, NULL, NULL, XML_PARSE_NONET);
    int more = 0;

    xmlTextReaderSetStructuredErrorHandler(reader, silent, NULL);
    while ((more = xmlTextReaderRead(reader)) == 1) {
        int kind = xmlTextReaderNodeType(reader);
        const char *name = (const char *)xmlTextReaderConstLocalName(reader);

        if (kind == XML_READER_TYPE_ELEMENT) {
            append(out, "<", 1, false);
            append(out, name, strlen(name), true);
        }
        if (kind == XML_READER_TYPE_END_ELEMENT ||
            (kind == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(reader))) {
            append(out, "/", 1, false);
            append(out, name, strlen(name), true);
        }
        if (kind == XML_READER_TYPE_TEXT || kind == XML_READER_TYPE_CDATA ||
            kind == XML_READER_TYPE_WHITESPACE || kind == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
            const char *value = (const char *)xmlTextReaderConstValue(reader);

            append(out, value, strlen(value), false);
        }
    }
    xmlFreeTextReader(reader);
    return more == 0;
}

static bool has(const char *text, size_t length, const char *word)
{
    return memmem(text, length, word, strlen(word)) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 1;
    size_t length = size - 1, deepest;
    struct buf memory = BUF_INIT(64 * 1024 * 1024), stream = BUF_INIT(64 * 1024 * 1024),
               strict = BUF_INIT(64 * 1024 * 1024);
    struct xml_reader *reader;
    struct source source;

    if (size < 2) {
        return 0;
    }
    reader = xml_reader_new(text, length);
    deepest = trace(reader, &memory);
    source = (struct source){text, length, (size_t)data[0] * 16 + 1};
    xml_reader_free(reader);
    reader = xml_reader_stream(fill, &source);
    (void)trace(reader, &stream);
    xml_reader_free(reader);
    if (memory.length != stream.length ||
        memcmp(buf_text(&memory), buf_text(&stream), memory.length) != 0) {
        abort();
    }
    /* what both mean differently: other encodings, declarations, ">" in instructions, numbers of
     * windows-1252, and what is over a limit */
    if (length > 4 && deepest < XML_DEPTH_MAX && !has(text, length, "encoding") &&
        !has(text, length, "<!D") && !has(text + 2, length - 2, "<?") && !has(text, length, "&#") &&
        !has(text, length, "::") && !has(text, length, "xmlns") &&
        memchr(text, '\0', length) == NULL && length < 60000 && (unsigned char)text[0] < 0x80 &&
        text[1] != '\0' && trace_strictly(text, length, &strict) &&
        (memory.length != strict.length ||
         memcmp(buf_text(&memory), buf_text(&strict), memory.length) != 0)) {
        fprintf(stderr, "here:   %s\nstrict: %s\n", buf_text(&memory), buf_text(&strict));
        abort();
    }
    buf_free(&memory);
    buf_free(&stream);
    buf_free(&strict);
    return 0;
}
