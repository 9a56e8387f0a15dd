/* The blocks of text below an element: paragraphs, headings, list items, cells. */
#ifndef DATELINE_EXTRACT_PAGE_BLOCKS_H
#define DATELINE_EXTRACT_PAGE_BLOCKS_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM, BLOCK_CELL, BLOCK_PLAIN };

struct block {
    enum block_kind kind;
    const char *text;      /* one line, NFC */
    size_t points;         /* code points of text */
    size_t link_bytes;     /* of text that stands in links, about */
    const xmlNode *parent; /* the element that holds it */
};

struct block_list {
    struct block *items;
    size_t count, capacity;
};

/* In the order of the page; <br><br> parts blocks too. */
void blocks_collect(struct arena *arena, const xmlNode *container, struct block_list *list);

/* 0..1: how much of a block stands in links. */
double block_link_density(const struct block *block);

#endif
