/*
 * The XML of feeds and sitemaps as it is found, one piece at a time, in constant memory.
 *
 * A reader of XML must stop at the first mistake, and one in ten feeds has some. This one goes on:
 * an "&" that begins no reference is itself, HTML's names of characters are known, "<" that begins
 * no tag is text, tags that nobody closed are closed where something around them is, end tags
 * without a start are dropped, signs that XML forbids go, names are compared in lower case, what
 * stands in front of the declaration is passed over. Whether any of that was needed, it remembers.
 *
 * There is no DTD: <!DOCTYPE> is passed over with all that it declares, so that nothing is fetched
 * and nothing can grow. Input is UTF-8; bytes that are not become U+FFFD.
 */
#ifndef DATELINE_EXTRACT_FEED_XML_H
#define DATELINE_EXTRACT_FEED_XML_H

#include <stdbool.h>
#include <stddef.h>
#include "common/buf.h"

enum {
    XML_DEPTH_MAX = 64,        /* open elements; tags of deeper ones are passed over */
    XML_NAME_MAX = 100,        /* bytes; a longer name is cut */
    XML_ATTRIBUTES_MAX = 32,   /* of one element; more are passed over */
    XML_PREFIXES_MAX = 64,     /* declared at once; more are passed over */
    XML_TAG_MAX = 64 * 1024,   /* bytes; a longer one is text */
    XML_PIECE_MAX = 64 * 1024, /* bytes of text in one piece */
    XML_REFERENCE_MAX = 40     /* bytes of a reference; a longer one is text */
};

struct xml_attribute {
    const char *name, *value;
};

enum xml_kind {
    XML_START, /* of an element; an empty one has its end too */
    XML_TEXT,  /* a piece of it: several may follow each other */
    XML_END,   /* each start has its end, also where the input has none */
    XML_STOP   /* the root has ended, or the input */
};

/*
 * What was read; its texts last until the next call. Names are in lower case; that of an element or
 * attribute in a known namespace has the usual prefix, whatever the document calls it: atom, dc,
 * dcterms, content, media, itunes, feedburner, prism, rdf, news, xhtml, xml; names of RSS and of
 * sitemaps have none. A prefix that nobody declared stays; a namespace that is not known is "?".
 */
struct xml_event {
    enum xml_kind kind;
    size_t depth; /* open elements around it, itself included: the root is 1 */
    const char *name;
    const struct xml_attribute *attributes;
    size_t attribute_count;
    const char *text; /* decoded; NUL-terminated */
    size_t length;
    const char *raw; /* as it stands in the input, with its tags and references; not terminated */
    size_t raw_length;
};

struct xml_reader;

/* Gives up to `size` more bytes; 0 at the end. */
typedef size_t (*xml_fill)(void *context, char *room, size_t size);

/* Over bytes in memory, borrowed; or over what `fill` gives. */
struct xml_reader *xml_reader_new(const char *data, size_t length);
struct xml_reader *xml_reader_stream(xml_fill fill, void *context);
void xml_reader_free(struct xml_reader *reader);

/*
 * Elements that are never within one of their own name, so that a start of one ends the one before
 * it ("item", "entry", "url"); NULL-terminated, names in lower case, borrowed.
 */
void xml_reader_never_nest(struct xml_reader *reader, const char *const *names);

void xml_next(struct xml_reader *reader, struct xml_event *event);

/* Something had to be repaired. */
bool xml_is_damaged(const struct xml_reader *reader);
/* The input ended before its root did. */
bool xml_is_cut(const struct xml_reader *reader);

/* The value of an attribute of a start; NULL if it has none. */
const char *xml_attribute(const struct xml_event *event, const char *name);

/*
 * Appends text with its references (XML's, HTML's, numbers; bytes 128 to 159 mean windows-1252)
 * resolved and forbidden signs dropped. Returns whether all was as XML wants it; text that does not
 * fit into the buffer is left out.
 */
bool xml_decode(struct buf *out, const char *text, size_t length);

#endif
