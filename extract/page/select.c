#include "extract/page/select.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/fnv.h"
#include "common/memory.h"
#include "extract/page/date_text.h"
#include "extract/page/phrases.h"
#include "extract/page/text.h"

enum {
    SELECT_LEAD_BLOCKS = 6,   /* blocks at the top that may be bylines and dates ... */
    SELECT_LEAD_POINTS = 400, /* ... before so much text */
    SELECT_DATE_WORDS = 14,
    SELECT_REPEAT_MIN = 60, /* code points of a block that is dropped when it comes again */
    SELECT_HEADING_GAP = 3, /* blocks that may have gone between a heading and its text */
    SELECT_PROBES_MAX = 32, /* more are no chance: texts made to collide are let pass */
    SELECT_GOES_ON = 2,     /* paragraphs that show that it does */
    SELECT_TAILS_MAX = 8,
    SELECT_COLON_WORDS = 6,
    SELECT_LAST_BLOCKS = 4 /* at the end, where outlets ask for something */
};

static const double select_tail = 0.4;  /* of the text that must stand above related articles */
static const double select_end = 0.7;   /* behind it stands what outlets ask for */
static const double select_links = 0.5; /* of a list or a cell that only links */

bool select_is_text(const struct block *block)
{
    return block->points >= 60 || (block->points >= 20 && text_ends_sentence(block->text));
}

/* "By A. Name", "5 January 2020 | 17:40", "3 min read": lines above the text. */
static bool select_is_lead_in(const struct block *block)
{
    struct timestamp timestamp;

    if (block->kind == BLOCK_HEADING) {
        return false;
    }
    if (text_words(block->text) <= SELECT_DATE_WORDS && !text_ends_sentence(block->text) &&
        date_text_find(block->text, true, &timestamp)) {
        return true;
    }
    return phrases_is_lead_in(block->text);
}

static bool select_same_title(const char *title, const char *text)
{
    size_t length = title == NULL ? 0 : strlen(title);

    return length > 0 && strncasecmp(text, title, length) == 0 && strlen(text) <= length + 3;
}

/* The list or table in which an item or cell stands, or TREE_NONE. */
static uint32_t select_list(const struct tree *tree, const struct block *block)
{
    uint32_t i = block->parent;

    while (i != 0) {
        switch (tree->nodes[i].tag) {
        case TAG_UL:
        case TAG_OL:
        case TAG_DL:
        case TAG_TABLE:
            return i;
        default:
            i = tree->nodes[i].parent;
        }
    }
    return TREE_NONE;
}

/* Whether an item or cell only links, as nearly all of its list does. */
static bool select_is_link_list(const struct tree *tree, const struct block *block)
{
    uint32_t list = tree == NULL ? TREE_NONE : select_list(tree, block);

    if (block_link_density(block) <= select_links) {
        return false;
    }
    return list == TREE_NONE ||
           tree_link_bytes(tree, list) > select_links * tree_text_bytes(tree, list);
}

static bool select_are_siblings(const struct tree *tree, const struct block *a,
                                const struct block *b)
{
    return tree != NULL && tree->nodes[a->parent].parent == tree->nodes[b->parent].parent;
}

/* Blocks that cannot be of the text by themselves; `last` is a paragraph of it. */
static bool select_is_noise(const struct tree *tree, const struct block *block,
                            const struct block *last, bool introduced)
{
    double links = block_link_density(block);
    size_t words = text_words(block->text);

    if (!text_has_words(block->text) || phrases_is_noise(block->text) ||
        phrases_is_caption(block->text)) {
        return true;
    }
    if (block->kind == BLOCK_ITEM || block->kind == BLOCK_CELL) {
        return !introduced && select_is_link_list(tree, block);
    }
    if (block->kind == BLOCK_HEADING && select_are_siblings(tree, block, last)) {
        return false; /* it goes with its text */
    }
    if (links > 0.8 &&
        (block->kind != BLOCK_PARAGRAPH || words < 12 || !text_ends_sentence(block->text))) {
        return true;
    }
    if (block->kind == BLOCK_PLAIN) {
        return links > select_links || (words < 8 && !text_ends_sentence(block->text));
    }
    return false;
}

/* The same paragraph twice: for narrow and for wide screens, or as a quotation beside the text. */
static void select_drop_repeats(struct block_list *list)
{
    size_t size = 64, slot;
    const struct block **seen;

    while (size < list->count * 2) {
        size *= 2;
    }
    seen = mem_calloc(size, sizeof *seen);
    for (size_t i = 0; i < list->count; i++) {
        struct block *block = &list->items[i];

        if (!block->keep || block->points < SELECT_REPEAT_MIN) {
            continue;
        }
        slot = fnv_short(fnv_text(FNV_START, block->text)) & (size - 1);
        for (int probes = 0; seen[slot] != NULL && block->keep && probes < SELECT_PROBES_MAX;
             probes++) {
            block->keep = strcmp(seen[slot]->text, block->text) != 0;
            slot = (slot + 1) & (size - 1);
        }
        if (seen[slot] == NULL) {
            seen[slot] = block;
        }
    }
    free(seen);
}

/*
 * Headings and scraps behind the last sentence, what introduces what was cut out, and what outlets
 * ask for there.
 */
static void select_cut_end(struct block_list *list, size_t total)
{
    size_t last = list->count, above = total, tried = 0;

    while (last > 0) {
        const struct block *block = &list->items[last - 1];
        bool text = block->keep && (select_is_text(block) || block->kind == BLOCK_ITEM ||
                                    block->kind == BLOCK_CELL);

        text =
            text && !(text_ends(block->text, ":") && text_words(block->text) <= SELECT_COLON_WORDS);
        if (text && (tried >= SELECT_LAST_BLOCKS || (double)above < select_end * (double)total ||
                     !phrases_is_promotion(block->text))) {
            break;
        }
        tried += text;
        above -= block->points;
        last--;
    }
    for (; last < list->count; last++) {
        list->items[last].keep = false;
    }
}

/* A heading without text of its own heads what was cut out. */
static void select_cut_headings(struct block_list *list)
{
    for (size_t i = 0, next; i < list->count; i++) {
        if (list->items[i].keep && list->items[i].kind == BLOCK_HEADING) {
            for (next = i + 1; next < list->count && !list->items[next].keep; next++) {
            }
            list->items[i].keep = next < list->count && next - i <= SELECT_HEADING_GAP;
        }
    }
}

/* Whether the article goes on behind a line that mostly ends it: paragraphs beside the last one. */
static bool select_goes_on(const struct tree *tree, const struct block_list *list, size_t last,
                           size_t from)
{
    uint32_t parent;
    size_t count = 0;

    if (tree == NULL) {
        return true;
    }
    parent = tree->nodes[list->items[last].parent].parent;
    for (size_t i = from; i < list->count && count < SELECT_GOES_ON; i++) {
        const struct block *block = &list->items[i];

        count += tree->nodes[block->parent].parent == parent && select_is_text(block) &&
                 block->kind == list->items[last].kind && block_link_density(block) < select_links;
    }
    return count == SELECT_GOES_ON;
}

void select_blocks(const struct tree *tree, const char *title, struct block_list *list)
{
    size_t kept = 0, running = 0, total = 0, last = 0, tails = 0;
    bool introduced = false;

    for (size_t i = 0; i < list->count; i++) {
        total += list->items[i].points;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct block *block = &list->items[i];
        bool top = kept < SELECT_LEAD_BLOCKS && running < SELECT_LEAD_POINTS;

        if (kept > 0 && (double)running > select_tail * (double)total &&
            phrases_is_tail(block->text)) {
            if (++tails > SELECT_TAILS_MAX || !select_goes_on(tree, list, last, i + 1)) {
                break; /* the rest stays out, too */
            }
            continue;
        }
        block->keep = block->lead ||
                      (!select_is_noise(tree, block, &list->items[last], introduced) &&
                       !select_same_title(title, block->text) &&
                       !(top && select_is_lead_in(block)) && !(kept == 0 && block->heading == 1));
        if (block->kind != BLOCK_ITEM || !introduced) {
            introduced = block->keep && text_ends(block->text, ":");
        }
        running += block->points;
        kept += block->keep;
        last = block->keep && select_is_text(block) ? i : last;
    }
    select_drop_repeats(list);
    select_cut_end(list, total);
    select_cut_headings(list);
}
