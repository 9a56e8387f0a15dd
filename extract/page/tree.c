#include "extract/page/tree.h"

#include <stdlib.h>
#include <string.h>
#include "common/buf.h"
#include "common/fnv.h"
#include "common/memory.h"
#include "extract/page/dom.h"
#include "extract/page/strip.h"
#include "extract/page/text.h"

enum {
    TREE_RUN_MIN = 50,         /* bytes of a text node that count as running text */
    TREE_FALLBACK_BELOW = 200, /* with less running text, <noscript> is what there is to read */
    TREE_NODES_FIRST = 64,
    TREE_NODE_BYTES = 32, /* of HTML for each node, about */
    TREE_PROBES_MAX = 32, /* more are no chance: values that are made to collide stay apart */
    TREE_NODES_MAX = 4 << 20,
    TREE_TEXT_SLACK = 1024, /* white space that tidying may take away */
    TREE_TEXT_MAX = 64 * 1024 * 1024
};

/* Distinct strings: open addressing, at most half full. */
struct tree_values {
    const char **items;
    size_t count, capacity;
    uint32_t *slots; /* index into items; 0: free */
    uint32_t slot_count;
};

static uint32_t tree_hash(const char *text)
{
    return fnv_short(fnv_text(FNV_START, text));
}

static void tree_values_grow(struct tree_values *values)
{
    values->slot_count = values->slot_count == 0 ? 512 : values->slot_count * 2;
    free(values->slots);
    values->slots = mem_calloc(values->slot_count, sizeof *values->slots);
    for (uint32_t i = 1; i < values->count; i++) {
        uint32_t slot = tree_hash(values->items[i]) & (values->slot_count - 1);

        for (int probes = 0; values->slots[slot] != 0 && probes < TREE_PROBES_MAX; probes++) {
            slot = (slot + 1) & (values->slot_count - 1);
        }
        values->slots[slot] = values->slots[slot] == 0 ? i : values->slots[slot];
    }
}

static uint32_t tree_value(struct tree_values *values, struct arena *arena, const char *text)
{
    uint32_t slot;

    if (*text == '\0') {
        return 0;
    }
    if (values->count * 2 >= values->slot_count) {
        tree_values_grow(values);
    }
    slot = tree_hash(text) & (values->slot_count - 1);
    for (int probes = 0; values->slots[slot] != 0 && probes < TREE_PROBES_MAX; probes++) {
        if (strcmp(values->items[values->slots[slot]], text) == 0) {
            return values->slots[slot];
        }
        slot = (slot + 1) & (values->slot_count - 1);
    }
    values->items =
        arena_grow(arena, values->items, &values->capacity, values->count, sizeof *values->items);
    values->items[values->count] = text;
    if (values->slots[slot] == 0) {
        values->slots[slot] = (uint32_t)values->count;
    }
    return (uint32_t)values->count++;
}

static const char *tree_attribute_text(const xmlAttr *attribute)
{
    const xmlNode *content = attribute->children;

    return content == NULL || content->content == NULL ? "" : (const char *)content->content;
}

static void tree_measure(struct tree_node *next, const struct tree_node *node)
{
    const char *text = node->node->content == NULL ? "" : (const char *)node->node->content;
    uint32_t bytes = 0;
    size_t length = 0;

    for (; text[length] != '\0'; length++) {
        bytes += (unsigned char)text[length] > ' ';
    }
    next->text += bytes;
    next->link += node->linked ? bytes : 0;
}

static void tree_element(struct tree *tree, struct tree_node *node, struct tree_values *values)
{
    const char *name = (const char *)node->node->name;

    node->tag = (uint8_t)tag_named(name, strlen(name));
    for (const xmlAttr *attribute = node->node->properties; attribute != NULL;
         attribute = attribute->next) {
        const char *key = (const char *)attribute->name;

        if (strcmp(key, "class") == 0) {
            node->class_value = tree_value(values, tree->arena, tree_attribute_text(attribute));
        } else if (strcmp(key, "href") == 0) {
            node->linked = node->linked || node->tag == TAG_A;
        } else if (strcmp(key, "id") == 0) {
            node->id_value = tree_value(values, tree->arena, tree_attribute_text(attribute));
        }
    }
}

static bool tree_is_kept(const xmlNode *node, bool fallback)
{
    const char *name = (const char *)node->name;

    if (node->type != XML_ELEMENT_NODE) {
        return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    }
    return strcmp(name, "template") != 0 && (fallback || strcmp(name, "noscript") != 0) &&
           strcmp(name, "rt") != 0 && strcmp(name, "rp") != 0;
}

/* Bytes of a text node outside <a>. */
static uint32_t tree_plain_bytes(const struct tree_node *node)
{
    return node->tag != TAG_TEXT || node->linked ? 0 : node[1].text - node->text;
}

/*
 * Running text is counted by lines: text nodes that no block parts, since some pages mark each
 * word.
 */
static void tree_sum_runs(struct tree *tree)
{
    uint32_t *blocks = arena_alloc(tree->arena, (tree->count + 1) * sizeof *blocks);
    struct tree_node *nodes = tree->nodes;

    for (uint32_t i = 1; i < tree->count; i++) {
        blocks[i] = tag_is_block((enum tag)nodes[i].tag) ? i : blocks[nodes[i].parent];
    }
    for (uint32_t i = 0, end; i < tree->count; i = end) {
        uint32_t bytes = tree_plain_bytes(&nodes[i]);

        for (end = i + 1; end < tree->count && blocks[end] == blocks[i]; end++) {
            bytes += tree_plain_bytes(&nodes[end]);
        }
        for (uint32_t n = i; n < end; n++) {
            nodes[n + 1].run =
                nodes[n].run + (bytes >= TREE_RUN_MIN ? tree_plain_bytes(&nodes[n]) : 0);
        }
    }
}

static void tree_index(struct tree *tree, const xmlNode *root, size_t length, bool fallback,
                       struct tree_values *values)
{
    size_t capacity = length / TREE_NODE_BYTES + TREE_NODES_FIRST, count = 0;
    uint32_t parent = 0;
    const xmlNode *node = root;

    tree->body = 0;
    tree->nodes = arena_alloc(tree->arena, capacity * sizeof *tree->nodes);
    while (node != NULL) {
        if (tree_is_kept(node, fallback) && count < TREE_NODES_MAX) {
            struct tree_node *item;

            /* two rooms: the sums behind the last node */
            tree->nodes = arena_grow(tree->arena, tree->nodes, &capacity, count + 1, sizeof *item);
            item = &tree->nodes[count];
            item->node = node;
            item->parent = parent;
            item->depth = count == 0 ? 0 : (uint16_t)(tree->nodes[parent].depth + 1);
            item->linked = count > 0 && tree->nodes[parent].linked;
            item[1] = (struct tree_node){.text = item->text, .link = item->link};
            if (node->type == XML_ELEMENT_NODE) {
                tree_element(tree, item, values);
                if (item->tag == TAG_BODY && tree->body == 0) {
                    tree->body = (uint32_t)count;
                }
            } else {
                tree_measure(item + 1, item);
            }
            item->end = (uint32_t)++count;
            if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
                parent = (uint32_t)count - 1;
                node = node->children;
                continue;
            }
        }
        while (node != root && node->next == NULL) {
            node = node->parent;
            tree->nodes[parent].end = (uint32_t)count;
            parent = tree->nodes[parent].parent;
        }
        node = node == root ? NULL : node->next;
    }
    tree->count = (uint32_t)count;
    tree_sum_runs(tree);
}

bool tree_read(struct tree *tree, struct arena *arena, const char *html, size_t length)
{
    struct tree_values values = {0};
    struct strip strip;
    const xmlNode *root;

    *tree = (struct tree){.arena = arena};
    strip_html(html, length, arena, &tree->jsonld, &strip);
    tree->document = dom_parse(strip.text, strip.length);
    free(strip.text);
    root = tree->document == NULL ? NULL : xmlDocGetRootElement(tree->document);
    if (root == NULL) {
        tree_close(tree);
        return false;
    }
    values.items = arena_grow(arena, NULL, &values.capacity, 0, sizeof *values.items);
    values.items[values.count++] = "";
    tree_index(tree, root, strip.length, false, &values);
    if (tree_run_bytes(tree, 0) < TREE_FALLBACK_BELOW) {
        tree_index(tree, root, strip.length, true, &values);
    }
    tree->values = values.items;
    tree->value_count = (uint32_t)values.count;
    free(values.slots);
    return true;
}

void tree_close(struct tree *tree)
{
    xmlFreeDoc(tree->document);
    tree->document = NULL;
}

const char *tree_attribute(const struct tree *tree, uint32_t i, const char *name)
{
    const xmlNode *node = tree->nodes[i].node;

    if (node->type != XML_ELEMENT_NODE) {
        return NULL;
    }
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) == 0) {
            return tree_attribute_text(attribute);
        }
    }
    return NULL;
}

const char *tree_class(const struct tree *tree, uint32_t i)
{
    return tree->values[tree->nodes[i].class_value];
}

const char *tree_id(const struct tree *tree, uint32_t i)
{
    return tree->values[tree->nodes[i].id_value];
}

const char *tree_content(const struct tree *tree, uint32_t i)
{
    const struct tree_node *node = &tree->nodes[i];

    return node->tag != TAG_TEXT || node->node->content == NULL ? ""
                                                                : (const char *)node->node->content;
}

uint32_t tree_text_bytes(const struct tree *tree, uint32_t i)
{
    return tree->nodes[tree->nodes[i].end].text - tree->nodes[i].text;
}

uint32_t tree_link_bytes(const struct tree *tree, uint32_t i)
{
    return tree->nodes[tree->nodes[i].end].link - tree->nodes[i].link;
}

uint32_t tree_run_bytes(const struct tree *tree, uint32_t i)
{
    return tree->nodes[tree->nodes[i].end].run - tree->nodes[i].run;
}

const char *tree_text(const struct tree *tree, struct arena *arena, uint32_t i, size_t max)
{
    struct buf text = BUF_INIT(max < TREE_TEXT_MAX ? max * 2 + TREE_TEXT_SLACK : TREE_TEXT_MAX);
    const char *result = NULL;
    bool fits = tree_text_bytes(tree, i) > 0 && tree_text_bytes(tree, i) <= max;

    for (uint32_t n = i; fits && n < tree->nodes[i].end; n++) {
        fits = tree->nodes[n].tag == TAG_TEXT
                   ? buf_append_text(&text, tree_content(tree, n))
                   : !tag_is_block((enum tag)tree->nodes[n].tag) || buf_append_char(&text, ' ');
    }
    if (fits) {
        result = text_tidy_bytes(arena, buf_text(&text), text.length);
    }
    buf_free(&text);
    return result != NULL && strlen(result) <= max ? result : NULL;
}

uint32_t tree_first(const struct tree *tree, uint32_t i, enum tag tag)
{
    for (uint32_t n = i + 1; n < tree->nodes[i].end; n++) {
        if (tree->nodes[n].tag == tag) {
            return n;
        }
    }
    return TREE_NONE;
}

bool tree_is_in(const struct tree *tree, uint32_t i, uint32_t above)
{
    return i >= above && i < tree->nodes[above].end;
}
