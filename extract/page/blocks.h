/* The blocks of text below an element: paragraphs, headings, list items, cells. */
#ifndef DATELINE_EXTRACT_PAGE_BLOCKS_H
#define DATELINE_EXTRACT_PAGE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "extract/page/noise.h"
#include "extract/page/tree.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM, BLOCK_CELL, BLOCK_PLAIN };

struct block {
    enum block_kind kind;
    const char *text;  /* one line, NFC */
    size_t points;     /* code points of text, the signs of East Asia counted twice */
    size_t bytes;      /* of text, without spaces; about */
    size_t link_bytes; /* of these, in links */
    uint32_t parent;   /* the element that holds it */
    int heading;       /* 1 to 6, of <h1> to <h6> */
    bool keep;         /* is of the article's text: select.h */
    bool lead;         /* stands before the text's element, and belongs to it */
};

struct block_list {
    struct block *items;
    size_t count, capacity;
};

/*
 * Adds the blocks of nodes `from` up to, not including, `to`, without what is cut (`noise` may be
 * NULL), in the order of the page; <br><br> parts blocks too, as do the lines of <pre>.
 */
void blocks_collect(const struct tree *tree, const struct noise *noise, uint32_t from, uint32_t to,
                    struct arena *arena, struct block_list *list);

/* 0..1: how much of a block stands in links. */
double block_link_density(const struct block *block);

#endif
