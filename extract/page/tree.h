/*
 * A parsed page as an array, in document order: made once, asked by all steps. What stands below
 * node `i` are the nodes `i + 1` up to, not including, nodes[i].end; a sum over them is the
 * difference of two prefix sums. Scripts, styles and comments are not in it (see strip.h), nor are
 * <template>, how to pronounce a sign (<rt>) and, on a page that has text without it, <noscript>.
 * JSON-LD stands apart.
 */
#ifndef DATELINE_EXTRACT_PAGE_TREE_H
#define DATELINE_EXTRACT_PAGE_TREE_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/record.h"
#include "extract/page/tag.h"

struct tree_node {
    const xmlNode *node;
    uint32_t parent; /* its index; of the root: its own */
    uint32_t end;    /* one behind the last node below it */
    uint32_t text;   /* bytes of text but white space, in all nodes before this one ... */
    uint32_t link;   /* ... of these, inside <a> */
    uint32_t run;    /* ... of these, outside <a> and in lines of at least 50 bytes */
    uint32_t class_value, id_value; /* index into values; 0: none */
    uint16_t depth;
    uint8_t tag; /* enum tag; TAG_TEXT: a text node */
    bool linked; /* is <a href>, or inside one */
};

struct tree {
    xmlDoc *document; /* freed by tree_close() */
    struct arena *arena;
    struct tree_node *nodes; /* [0] is the root element; [count] has only sums */
    uint32_t count;
    uint32_t body;             /* of <body>, or 0 */
    const char *const *values; /* distinct values of class and id; [0] is "" */
    uint32_t value_count;
    struct string_list jsonld; /* contents of JSON-LD scripts, as they stand */
};

enum { TREE_NONE = UINT32_MAX };

/*
 * Strips and parses UTF-8; the index lives in the arena, its pointers until tree_close(). False
 * when there is nothing in it; the tree may then be forgotten.
 */
bool tree_read(struct tree *tree, struct arena *arena, const char *html, size_t length);
void tree_close(struct tree *tree);

/* An attribute's value as it stands, NULL if absent; names in lower case. */
const char *tree_attribute(const struct tree *tree, uint32_t i, const char *name);
const char *tree_class(const struct tree *tree, uint32_t i); /* "" if there is none */
const char *tree_id(const struct tree *tree, uint32_t i);

/* The content of a text node, not tidied; "" of an element. */
const char *tree_content(const struct tree *tree, uint32_t i);

/* Of a whole subtree, in bytes, each in constant time. */
uint32_t tree_text_bytes(const struct tree *tree, uint32_t i);
uint32_t tree_link_bytes(const struct tree *tree, uint32_t i);
uint32_t tree_run_bytes(const struct tree *tree, uint32_t i);

/* Its text, tidied to one line, in the arena; NULL if it has none, or more than `max` bytes. */
const char *tree_text(const struct tree *tree, struct arena *arena, uint32_t i, size_t max);

/* The first element of that name below `i`, or TREE_NONE. */
uint32_t tree_first(const struct tree *tree, uint32_t i, enum tag tag);

/* Whether `i` is `above` or stands below it. */
bool tree_is_in(const struct tree *tree, uint32_t i, uint32_t above);

#endif
