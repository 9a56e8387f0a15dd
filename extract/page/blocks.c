#include "extract/page/blocks.h"

#include <string.h>
#include "common/buf.h"
#include "extract/page/dom.h"
#include "extract/page/text.h"

enum { BLOCKS_TEXT_MAX = 32 * 1024 * 1024 };

struct blocks_walk {
    struct arena *arena;
    struct block_list *list;
    struct buf text; /* of the block that is open */
    size_t link_bytes;
    enum block_kind kind;
    const xmlNode *parent;
    int links;  /* depth of <a> */
    int breaks; /* <br> since the last text */
};

static void blocks_flush(struct blocks_walk *walk)
{
    const char *text = text_tidy_bytes(walk->arena, buf_text(&walk->text), walk->text.length);

    if (text != NULL) {
        struct block_list *list = walk->list;
        struct block *block;

        list->items =
            arena_grow(walk->arena, list->items, &list->capacity, list->count, sizeof *block);
        block = &list->items[list->count++];
        *block = (struct block){.kind = walk->kind,
                                .text = text,
                                .points = text_points(text),
                                .link_bytes = walk->link_bytes,
                                .parent = walk->parent};
    }
    buf_clear(&walk->text);
    walk->link_bytes = 0;
    walk->breaks = 0;
}

static bool blocks_is_block(const xmlNode *node)
{
    static const char *const names[] = {
        "p",       "div",  "section",  "article",    "main",   "header", "ul",      "ol",
        "li",      "dl",   "dt",       "dd",         "table",  "tbody",  "thead",   "tr",
        "td",      "th",   "caption",  "blockquote", "pre",    "h1",     "h2",      "h3",
        "h4",      "h5",   "h6",       "hr",         "figure", "center", "details", "summary",
        "address", "body", "fieldset", "hgroup",     "aside"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (dom_is(node, names[i])) {
            return true;
        }
    }
    return false;
}

static enum block_kind blocks_kind(const xmlNode *node)
{
    const char *name = (const char *)node->name;

    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0') {
        return BLOCK_HEADING;
    }
    if (strcmp(name, "p") == 0 || strcmp(name, "blockquote") == 0 || strcmp(name, "pre") == 0) {
        return BLOCK_PARAGRAPH;
    }
    if (strcmp(name, "li") == 0 || strcmp(name, "dd") == 0 || strcmp(name, "dt") == 0) {
        return BLOCK_ITEM;
    }
    return strcmp(name, "td") == 0 || strcmp(name, "th") == 0 ? BLOCK_CELL : BLOCK_PLAIN;
}

static void blocks_add_text(struct blocks_walk *walk, const char *text)
{
    size_t length = strlen(text);

    if (text[strspn(text, " \t\r\n")] != '\0') {
        if (walk->breaks >= 2) {
            blocks_flush(walk);
        }
        walk->breaks = 0;
        walk->link_bytes += walk->links > 0 ? length : 0;
    }
    if (!buf_append(&walk->text, text, length)) {
        blocks_flush(walk);
    }
}

/* Depth is bounded by the parser's own limit. */
static void blocks_walk(struct blocks_walk *walk, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            blocks_add_text(walk, child->content == NULL ? "" : (const char *)child->content);
        } else if (child->type != XML_ELEMENT_NODE) {
            continue;
        } else if (dom_is(child, "br")) {
            walk->breaks++;
            blocks_add_text(walk, "\n");
        } else if (blocks_is_block(child)) {
            enum block_kind kind = walk->kind, inner = blocks_kind(child);
            const xmlNode *parent = walk->parent;

            blocks_flush(walk);
            walk->kind = inner == BLOCK_PLAIN && kind != BLOCK_PLAIN ? kind : inner;
            walk->parent = child;
            blocks_walk(walk, child);
            blocks_flush(walk);
            walk->kind = kind;
            walk->parent = parent;
        } else {
            bool link = dom_is(child, "a");

            walk->links += link ? 1 : 0;
            blocks_walk(walk, child);
            walk->links -= link ? 1 : 0;
        }
    }
}

void blocks_collect(struct arena *arena, const xmlNode *container, struct block_list *list)
{
    struct blocks_walk walk = {
        .arena = arena, .list = list, .text = BUF_INIT(BLOCKS_TEXT_MAX), .parent = container};

    walk.kind = blocks_kind(container);
    blocks_walk(&walk, container);
    blocks_flush(&walk);
    buf_free(&walk.text);
}

double block_link_density(const struct block *block)
{
    size_t length = strlen(block->text);

    return length == 0 ? 0 : (double)block->link_bytes / (double)length;
}
