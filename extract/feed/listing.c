#include "extract/feed/listing.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "common/xpath.h"
#include "extract/feed/url_set.h"
#include "extract/net/url.h"
#include "extract/page/charset.h"
#include "extract/page/dom.h"

enum {
    LISTING_ATTRIBUTES_MAX = 2000, /* of one tag: libxml2 compares each with all others */
    LISTING_CLASSES_MAX = 8        /* words of one class rule */
};

struct listing_rule {
    char *xpath; /* or NULL: by class */
    char *classes[LISTING_CLASSES_MAX];
    size_t class_count;
};

struct listing_reader {
    struct arena *arena;
    struct listing *listing;
    const char *base;
    const char *own; /* the page's address, as its links would have it */
    size_t max_links;
    struct url_set urls;
    const xmlNode *behind; /* all links before it were taken already; NULL: none were */
};

enum status listing_rule_new(const char *xpath, const char *class_name, struct listing_rule **rule,
                             struct error *error)
{
    struct listing_rule *made;
    char why[200];

    *rule = NULL;
    if (xpath != NULL && !xpath_check(xpath, why, sizeof why)) {
        return error_set(error, STATUS_USAGE, "bad_config", "link_xpath: \"%s\" %s", xpath, why);
    }
    made = mem_calloc(1, sizeof *made);
    made->xpath = xpath == NULL ? NULL : mem_strdup(xpath);
    while (xpath == NULL && *class_name != '\0' && made->class_count < LISTING_CLASSES_MAX) {
        size_t length = strcspn(class_name, ". \t");

        if (length > 0) {
            made->classes[made->class_count++] = mem_strndup(class_name, length);
        }
        class_name += length + (class_name[length] != '\0');
    }
    *rule = made;
    return STATUS_OK;
}

void listing_rule_free(struct listing_rule *rule)
{
    if (rule != NULL) {
        for (size_t i = 0; i < rule->class_count; i++) {
            free(rule->classes[i]);
        }
        free(rule->xpath);
        free(rule);
    }
}

static bool listing_is_hostile(const char *text, size_t length)
{
    size_t attributes = 0;
    bool tag = false;
    char quote = '\0';

    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (!tag) {
            tag = c == '<' && i + 1 < length && ascii_is_letter(text[i + 1]);
            attributes = 0;
        } else if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '>') {
            tag = false;
        } else if (c == '"' || c == '\'') {
            quote = i > 0 && text[i - 1] == '=' ? c : '\0';
        } else if (ascii_is_space(c) && i + 1 < length && !ascii_is_space(text[i + 1]) &&
                   ++attributes > LISTING_ATTRIBUTES_MAX) {
            return true;
        }
    }
    return false;
}

static bool listing_is_link(const xmlNode *node)
{
    return dom_is(node, "a") || dom_is(node, "area");
}

/* Takes an address; `node` (may be NULL) has its text. */
static void listing_take(struct listing_reader *reader, const char *address, const xmlNode *node)
{
    struct arena *arena = reader->arena;
    struct listing *listing = reader->listing;
    const char *url, *title;
    size_t number;
    bool added;

    while (ascii_is_space(*address)) {
        address++;
    }
    if (*address == '#' || listing->truncated) {
        return;
    }
    url = url_resolve(arena, reader->base, address);
    url = url == NULL ? NULL : url_strip_tracking(arena, url);
    if (url == NULL || (reader->own != NULL && strcmp(url, reader->own) == 0)) {
        return;
    }
    title = node == NULL ? NULL : dom_short_text(arena, node, LISTING_TITLE_MAX);
    added = url_set_add(&reader->urls, arena, url, &number);
    if (!added) { /* a picture is often a link before the headline is */
        if (number < listing->count && listing->links[number].title == NULL) {
            listing->links[number].title = title;
        }
    } else if (listing->count == reader->max_links) {
        listing->truncated = true;
    } else {
        listing->links = arena_grow(arena, listing->links, &listing->capacity, listing->count,
                                    sizeof *listing->links);
        listing->links[listing->count++] = (struct listing_link){url, title};
    }
}

static void listing_take_link(struct listing_reader *reader, const xmlNode *link)
{
    const char *address = dom_attribute(link, "href");

    if (address != NULL) {
        listing_take(reader, address, link);
    }
}

/* A link; or the links below an element; or the one around it. */
static void listing_take_element(struct listing_reader *reader, const xmlNode *element)
{
    bool found = false;

    if (listing_is_link(element)) {
        listing_take_link(reader, element);
        return;
    }
    for (const xmlNode *node = dom_next(element, element); node != NULL;
         node = dom_next(element, node)) {
        if (listing_is_link(node)) {
            listing_take_link(reader, node);
            found = true;
        }
    }
    for (const xmlNode *node = element->parent; node != NULL && !found; node = node->parent) {
        if (listing_is_link(node)) {
            listing_take_link(reader, node);
            return;
        }
    }
}

static bool listing_is_within(const xmlNode *node, const xmlNode *element)
{
    for (; node != NULL; node = node->parent) {
        if (node == element) {
            return true;
        }
    }
    return false;
}

static void listing_read_classes(struct listing_reader *reader, const struct listing_rule *rule,
                                 const xmlNode *root)
{
    const xmlNode *node = root;

    while (node != NULL) {
        bool has = rule->class_count > 0;

        for (size_t i = 0; i < rule->class_count && has; i++) {
            has = dom_has_word(node, "class", rule->classes[i]);
        }
        if (has) {
            listing_take_element(reader, node);
        }
        node = has ? dom_next_skip(root, node) : dom_next(root, node);
    }
}

static void listing_take_node(struct listing_reader *reader, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE) {
        /* what stands below an element that was taken has been taken with it */
        if (reader->behind == NULL || !listing_is_within(node, reader->behind)) {
            listing_take_element(reader, node);
            reader->behind = node;
        }
    } else if (node->type == XML_ATTRIBUTE_NODE || node->type == XML_TEXT_NODE) {
        xmlChar *text = xmlNodeGetContent(node);

        if (text != NULL) {
            listing_take(reader, (const char *)text,
                         node->type == XML_ATTRIBUTE_NODE && listing_is_link(node->parent)
                             ? node->parent
                             : NULL);
        }
        xmlFree(text);
    }
}

static void listing_be_silent(void *context, xmlErrorPtr problem)
{
    (void)context;
    (void)problem;
}

/* libxml2 prints what some XPaths ask for in vain, whatever handler the context has. */
static void listing_print_nothing(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

/* False: it takes too long, or selects no nodes but a number or the like. */
static bool listing_read_xpath(struct listing_reader *reader, const struct listing_rule *rule,
                               xmlDoc *document)
{
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlGenericErrorFunc print = xmlGenericError; /* the thread's */
    void *print_context = xmlGenericErrorContext;
    xmlXPathObject *result = NULL;
    bool right = false;

    if (context == NULL) {
        return false;
    }
    context->error = listing_be_silent;
    context->opLimit = LISTING_XPATH_STEPS_MAX;
    (void)xmlXPathOrderDocElems(document);
    xmlSetGenericErrorFunc(NULL, listing_print_nothing);
    result = xmlXPathEval((const xmlChar *)rule->xpath, context);
    xmlSetGenericErrorFunc(print_context, print);
    if (result != NULL && result->type == XPATH_NODESET) {
        right = true;
        if (result->nodesetval != NULL) {
            xmlXPathNodeSetSort(result->nodesetval);
            for (int i = 0; i < result->nodesetval->nodeNr; i++) {
                listing_take_node(reader, result->nodesetval->nodeTab[i]);
            }
        }
    } else if (result != NULL && result->type == XPATH_STRING) {
        right = true;
        listing_take(reader, (const char *)result->stringval, NULL);
    }
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    return right;
}

enum status listing_read(const struct listing_rule *rule, const char *data, size_t length,
                         const char *content_type, const char *url, size_t max_links,
                         struct arena *arena, struct listing *listing, struct error *error)
{
    struct listing_reader reader = {.arena = arena,
                                    .listing = listing,
                                    .base = url,
                                    .max_links = max_links < LISTING_LINKS_MAX ? max_links
                                                                               : LISTING_LINKS_MAX};
    const char *where = url == NULL ? "listing" : url, *text = NULL, *base;
    size_t text_length = 0;
    struct error why;
    xmlDoc *document = NULL;
    const xmlNode *root;
    bool right = true;

    *listing = (struct listing){0};
    if (charset_decode(data, length, content_type, arena, &text, &text_length, &why) != STATUS_OK) {
        return error_set(error, STATUS_REJECT, "bad_charset", "%s: %s", where, why.message);
    }
    if (!listing_is_hostile(text, text_length)) {
        document = dom_parse(text, text_length);
    }
    root = document == NULL ? NULL : xmlDocGetRootElement(document);
    if (root == NULL) {
        xmlFreeDoc(document);
        return error_set(error, STATUS_REJECT, "bad_listing",
                         "%s: cannot be read as HTML; check the address", where);
    }
    reader.own = url == NULL ? NULL : url_resolve(arena, NULL, url);
    reader.own = reader.own == NULL ? NULL : url_strip_tracking(arena, reader.own);
    base = dom_attribute(dom_first(root, "base"), "href");
    base = base == NULL ? NULL : url_resolve(arena, url, base);
    reader.base = base == NULL ? url : base;
    if (rule->xpath != NULL) {
        right = listing_read_xpath(&reader, rule, document);
    } else {
        listing_read_classes(&reader, rule, root);
    }
    xmlFreeDoc(document);
    if (!right) {
        return error_set(error, STATUS_REJECT, "bad_listing",
                         "%s: link_xpath selects neither links nor addresses, or needs too long on "
                         "this page",
                         where);
    }
    return listing->count > 0
               ? STATUS_OK
               : error_set(error, STATUS_REJECT, "empty_listing",
                           "%s: %s selects no link; look how the page marks its links now", where,
                           rule->xpath != NULL ? "link_xpath" : "link_class");
}
