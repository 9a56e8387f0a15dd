#include "extract/feed/xml_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Without scheme, "www." and what ends it, as authors write them differently. */
static const struct {
    const char *address, *usual;
} xml_namespaces[] = {
    {"w3.org/2005/atom", "atom"},
    {"purl.org/atom/ns", "atom"},
    {"purl.org/dc/elements/1.1", "dc"},
    {"purl.org/dc/elements/1.0", "dc"},
    {"purl.org/dc/terms", "dcterms"},
    {"purl.org/rss/1.0/modules/content", "content"},
    {"search.yahoo.com/mrss", "media"},
    {"itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"prismstandard.org/namespaces/basic/2.0", "prism"},
    {"prismstandard.org/namespaces/1.2/basic", "prism"},
    {"w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
    {"w3.org/1999/xhtml", "xhtml"},
    {"w3.org/xml/1998/namespace", "xml"},
    {"google.com/schemas/sitemap-news/0.9", "news"},
    {"google.com/schemas/sitemap-image/1.1", "image"},
    {"google.com/schemas/sitemap-video/1.1", "video"},
    {"purl.org/rss/1.0", ""},
    {"my.netscape.com/rdf/simple/0.9", ""},
    {"channel.netscape.com/rdf/simple/0.9", ""},
    {"backend.userland.com/rss", ""},
    {"backend.userland.com/rss2", ""},
    {"blogs.law.harvard.edu/tech/rss", ""},
    {"cyber.law.harvard.edu/rss", ""},
    {"sitemaps.org/schemas/sitemap/0.9", ""},
    {"google.com/schemas/sitemap/0.84", ""},
};

enum { XML_NAMESPACE_COUNT = sizeof xml_namespaces / sizeof xml_namespaces[0] };

static const char *xml_names_find(const char *address)
{
    const char *scheme = strstr(address, "://");
    size_t length;

    address = scheme == NULL ? address : scheme + 3;
    if (strncasecmp(address, "www.", 4) == 0) {
        address += 4;
    }
    length = strlen(address);
    while (length > 0 && strchr("/# ", address[length - 1]) != NULL) {
        length--;
    }
    for (size_t i = 0; i < XML_NAMESPACE_COUNT; i++) {
        if (strlen(xml_namespaces[i].address) == length &&
            strncasecmp(address, xml_namespaces[i].address, length) == 0) {
            return xml_namespaces[i].usual;
        }
    }
    return NULL;
}

/* A prefix that usually means one of ours, where its address is not as it should be; the root's
 * default namespace is always taken for the one that it should be. */
static const char *xml_names_usual(const char *prefix, size_t depth)
{
    if (*prefix == '\0') {
        return depth == 1 ? "" : "?";
    }
    for (size_t i = 0; i < XML_NAMESPACE_COUNT; i++) {
        if (strcmp(prefix, xml_namespaces[i].usual) == 0) {
            return xml_namespaces[i].usual;
        }
    }
    return "?";
}

void xml_names_declare(struct xml_names *names, size_t depth, const struct xml_attribute *attribute)
{
    const char *prefix = attribute->name, *usual;

    if (strcmp(prefix, "xmlns") == 0) {
        prefix = "";
    } else if (strncmp(prefix, "xmlns:", 6) == 0) {
        prefix += 6;
    } else {
        return;
    }
    if (strlen(prefix) > XML_PREFIX_MAX || names->count == XML_PREFIXES_MAX) {
        return;
    }
    usual = xml_names_find(attribute->value);
    names->prefixes[names->count].depth = depth;
    memcpy(names->prefixes[names->count].prefix, prefix, strlen(prefix) + 1);
    names->prefixes[names->count].usual = usual == NULL ? xml_names_usual(prefix, depth) : usual;
    names->count++;
}

void xml_names_leave(struct xml_names *names, size_t depth)
{
    while (names->count > 0 && names->prefixes[names->count - 1].depth > depth) {
        names->count--;
    }
}

/* NULL: not declared. */
static const char *xml_names_lookup(const struct xml_names *names, const char *prefix,
                                    size_t length)
{
    for (size_t i = names->count; i > 0; i--) {
        if (strlen(names->prefixes[i - 1].prefix) == length &&
            memcmp(names->prefixes[i - 1].prefix, prefix, length) == 0) {
            return names->prefixes[i - 1].usual;
        }
    }
    return length == 0 ? "" : length == 3 && memcmp(prefix, "xml", 3) == 0 ? "xml" : NULL;
}

bool xml_names_resolve(const struct xml_names *names, const char *name, char *resolved, size_t size)
{
    const char *colon = strchr(name, ':'), *local = colon == NULL ? name : colon + 1;
    const char *usual = xml_names_lookup(names, name, colon == NULL ? 0 : (size_t)(colon - name));

    if (usual == NULL || *usual == '\0') {
        snprintf(resolved, size, "%s", usual == NULL ? name : local);
    } else {
        snprintf(resolved, size, "%s:%s", usual, local);
    }
    return usual != NULL;
}

const char *xml_names_resolve_attribute(const struct xml_names *names, const char *name)
{
    const char *colon = strchr(name, ':');
    const char *usual =
        colon == NULL ? NULL : xml_names_lookup(names, name, (size_t)(colon - name));

    return usual != NULL && *usual == '\0' ? colon + 1 : name;
}
