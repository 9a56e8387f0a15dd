#include "extract/page/dom.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>
#include <strings.h>
#include "common/buf.h"
#include "extract/page/tag.h"
#include "extract/page/text.h"

xmlDoc *dom_parse(const char *text, size_t length)
{
    htmlParserCtxt *parser;
    xmlDoc *document;

    if (length > INT_MAX) {
        return NULL;
    }
    parser = htmlNewParserCtxt();
    /* nobody asks for an id, and libxml2's table of them stops growing at 16384 lists */
    parser->loadsubset |= XML_SKIP_IDS;
    document = htmlCtxtReadMemory(parser, text, (int)length, NULL, "UTF-8",
                                  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD);
    htmlFreeParserCtxt(parser);
    return document;
}

bool dom_is(const xmlNode *node, const char *name)
{
    return node != NULL && node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

const char *dom_attribute(const xmlNode *node, const char *name)
{
    if (node == NULL || node->type != XML_ELEMENT_NODE) {
        return NULL;
    }
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        if (strcasecmp((const char *)attribute->name, name) == 0) {
            return attribute->children == NULL || attribute->children->content == NULL
                       ? ""
                       : (const char *)attribute->children->content;
        }
    }
    return NULL;
}

xmlNode *dom_next_skip(const xmlNode *root, const xmlNode *node)
{
    while (node != NULL && node != root) {
        if (node->next != NULL) {
            return node->next;
        }
        node = node->parent;
    }
    return NULL;
}

xmlNode *dom_next(const xmlNode *root, const xmlNode *node)
{
    return node->children != NULL && node->type == XML_ELEMENT_NODE ? node->children
                                                                    : dom_next_skip(root, node);
}

static bool dom_is_silent(const xmlNode *node)
{
    return dom_is(node, "script") || dom_is(node, "style") || dom_is(node, "noscript") ||
           dom_is(node, "template");
}

/* False when it does not fit. */
static bool dom_collect(struct buf *text, const xmlNode *root)
{
    const xmlNode *node = root;

    while (node != NULL) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            if (node->content != NULL && !buf_append_text(text, (const char *)node->content)) {
                return false;
            }
        } else if (node->type == XML_ELEMENT_NODE &&
                   tag_is_block(
                       tag_named((const char *)node->name, strlen((const char *)node->name)))) {
            if (!buf_append_char(text, ' ')) {
                return false;
            }
        }
        node = dom_is_silent(node) ? dom_next_skip(root, node) : dom_next(root, node);
    }
    return true;
}

const char *dom_short_text(struct arena *arena, const xmlNode *node, size_t max)
{
    struct buf text = BUF_INIT(max * 4 + 64); /* much white space may go */
    const char *result = NULL;

    if (dom_collect(&text, node)) {
        result = text_tidy_bytes(arena, buf_text(&text), text.length);
    }
    buf_free(&text);
    return result != NULL && strlen(result) <= max ? result : NULL;
}

xmlNode *dom_first(const xmlNode *root, const char *name)
{
    for (xmlNode *node = root == NULL ? NULL : dom_next(root, root); node != NULL;
         node = dom_next(root, node)) {
        if (dom_is(node, name)) {
            return node;
        }
    }
    return NULL;
}

bool dom_has_word(const xmlNode *node, const char *attribute, const char *word)
{
    const char *value = dom_attribute(node, attribute);
    size_t length = strlen(word);

    while (value != NULL && *value != '\0') {
        size_t size = strcspn(value, " \t\r\n");

        if (size == length && strncasecmp(value, word, length) == 0) {
            return true;
        }
        value += size;
        value += strspn(value, " \t\r\n");
    }
    return false;
}
