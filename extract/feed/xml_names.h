/* Names of XML in the namespaces of feeds and sitemaps. For xml.c alone. */
#ifndef DATELINE_EXTRACT_FEED_XML_NAMES_H
#define DATELINE_EXTRACT_FEED_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include "extract/feed/xml.h"

enum { XML_PREFIX_MAX = 20 }; /* bytes; a longer one is not declared */

/* The declarations in force, the innermost last. */
struct xml_names {
    struct {
        size_t depth;
        char prefix[XML_PREFIX_MAX + 1]; /* "" for the default namespace */
        const char *usual;
    } prefixes[XML_PREFIXES_MAX];
    size_t count;
};

/* If the attribute of an element at `depth` declares a namespace, it is in force from now on. */
void xml_names_declare(struct xml_names *names, size_t depth,
                       const struct xml_attribute *attribute);
/* Only `depth` elements are open any more. */
void xml_names_leave(struct xml_names *names, size_t depth);

/* `name` as written, lower case, to one with the usual prefix; false: nobody declared its prefix.
 */
bool xml_names_resolve(const struct xml_names *names, const char *name, char *resolved,
                       size_t size);
/* The same for an attribute's: without a prefix it is in no namespace. Only xml:, rdf: and the like
 * matter, so that the name as written is enough where its prefix is not another's. */
const char *xml_names_resolve_attribute(const struct xml_names *names, const char *name);

#endif
