#include "extract/page/blocks.h"

#include <string.h>
#include "common/buf.h"
#include "extract/page/text.h"

enum { BLOCKS_TEXT_MAX = 32 * 1024 * 1024, BLOCKS_DEPTH_MAX = 512, BLOCKS_HEADING_MAX = 200 };

struct blocks_walk {
    const struct tree *tree;
    const struct names *names; /* or NULL */
    struct arena *arena;
    struct block_list *list;
    struct buf text; /* of the block that is open */
    size_t bytes, link_bytes;
    enum block_kind kind;
    uint32_t parent;
    int breaks; /* <br> since the last text */
};

/* An element around what is being read, and what was so before it. */
struct blocks_level {
    uint32_t end, parent;
    enum block_kind kind;
};

static int blocks_heading(const struct blocks_walk *walk)
{
    enum tag tag = (enum tag)walk->tree->nodes[walk->parent].tag;

    return walk->kind == BLOCK_HEADING && tag >= TAG_H1 && tag <= TAG_H6 ? (int)(tag - TAG_H1) + 1
                                                                         : 0;
}

/* Not every heading is an <h2>. */
static bool blocks_is_heading(const struct blocks_walk *walk, const char *text)
{
    const char *role;

    if (walk->kind != BLOCK_PLAIN || strlen(text) > BLOCKS_HEADING_MAX) {
        return false;
    }
    role = tree_attribute(walk->tree, walk->parent, "role");
    return (role != NULL && strcmp(role, "heading") == 0) ||
           (walk->names != NULL &&
            (names_flags(walk->tree, walk->names, walk->parent) & NAMES_HEADING) != 0);
}

static void blocks_flush(struct blocks_walk *walk)
{
    const char *text = walk->bytes == 0
                           ? NULL
                           : text_tidy_bytes(walk->arena, buf_text(&walk->text), walk->text.length);

    if (text != NULL) {
        struct block_list *list = walk->list;
        struct block *block;

        list->items =
            arena_grow(walk->arena, list->items, &list->capacity, list->count, sizeof *block);
        block = &list->items[list->count++];
        *block = (struct block){.kind = blocks_is_heading(walk, text) ? BLOCK_HEADING : walk->kind,
                                .text = text,
                                .points = text_width(text),
                                .bytes = walk->bytes,
                                .link_bytes = walk->link_bytes,
                                .parent = walk->parent,
                                .heading = blocks_heading(walk)};
    }
    buf_clear(&walk->text);
    walk->bytes = walk->link_bytes = 0;
    walk->breaks = 0;
}

static enum block_kind blocks_kind(enum tag tag)
{
    switch (tag) {
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        return BLOCK_HEADING;
    case TAG_P:
    case TAG_BLOCKQUOTE:
    case TAG_PRE:
        return BLOCK_PARAGRAPH;
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
        return BLOCK_ITEM;
    case TAG_TD:
    case TAG_TH:
        return BLOCK_CELL;
    default:
        return BLOCK_PLAIN;
    }
}

static void blocks_add_text(struct blocks_walk *walk, const char *text, size_t length)
{
    if (!buf_append(&walk->text, text, length)) {
        blocks_flush(walk);
    }
}

static void blocks_add_node(struct blocks_walk *walk, uint32_t i)
{
    const struct tree_node *node = &walk->tree->nodes[i];
    const char *text = tree_content(walk->tree, i);
    uint32_t bytes = node[1].text - node->text;
    bool pre = walk->tree->nodes[node->parent].tag == TAG_PRE;

    if (bytes > 0) {
        if (walk->breaks >= 2) {
            blocks_flush(walk);
        }
        walk->breaks = 0;
        walk->bytes += bytes;
        walk->link_bytes += node->linked ? bytes : 0;
    }
    while (pre && *text != '\0') { /* an empty line parts paragraphs here, too */
        const char *end = strstr(text, "\n\n");

        if (end == NULL) {
            break;
        }
        blocks_add_text(walk, text, (size_t)(end - text));
        blocks_flush(walk);
        text = end + 2;
        walk->bytes = *text == '\0' ? 0 : bytes;
    }
    blocks_add_text(walk, text, strlen(text));
}

void blocks_collect(const struct tree *tree, const struct noise *noise, uint32_t from, uint32_t to,
                    struct arena *arena, struct block_list *list)
{
    struct blocks_walk walk = {.tree = tree,
                               .names = noise == NULL ? NULL : noise->names,
                               .arena = arena,
                               .list = list,
                               .text = BUF_INIT(BLOCKS_TEXT_MAX),
                               .kind = BLOCK_PLAIN,
                               .parent = from};
    struct blocks_level levels[BLOCKS_DEPTH_MAX];
    size_t depth = 0;

    for (uint32_t i = from; i < to;) {
        enum tag tag = (enum tag)tree->nodes[i].tag;

        while (depth > 0 && levels[depth - 1].end <= i) {
            depth--;
            blocks_flush(&walk);
            walk.kind = levels[depth].kind;
            walk.parent = levels[depth].parent;
        }
        if (noise != NULL && noise->cut[i]) {
            i = tree->nodes[i].end;
            continue;
        }
        if (tag == TAG_TEXT) {
            blocks_add_node(&walk, i);
        } else if (tag == TAG_BR) {
            walk.breaks++;
            blocks_add_text(&walk, "\n", 1);
        } else if (tag_is_block(tag) && depth < BLOCKS_DEPTH_MAX) {
            enum block_kind inner = blocks_kind(tag);

            blocks_flush(&walk);
            levels[depth++] = (struct blocks_level){
                .end = tree->nodes[i].end, .parent = walk.parent, .kind = walk.kind};
            walk.kind = inner == BLOCK_PLAIN && walk.kind != BLOCK_PLAIN ? walk.kind : inner;
            walk.parent = i;
        }
        i++;
    }
    blocks_flush(&walk);
    buf_free(&walk.text);
}

double block_link_density(const struct block *block)
{
    return block->bytes == 0 ? 0 : (double)block->link_bytes / (double)block->bytes;
}
