#include "extract/page/lead.h"

#include <string.h>
#include "extract/page/phrases.h"
#include "extract/page/text.h"

enum {
    LEAD_BLOCKS_MAX = 16, /* between heading and text; more are something else */
    LEAD_KEPT_MAX = 4,
    LEAD_NAMED_MIN = 25, /* code points, in a part that is named so ... */
    LEAD_PLAIN_MIN = 80, /* ... and in any other */
    LEAD_LEVELS = 20     /* elements up in which the heading is looked for */
};

static const double lead_links = 0.3;

/* The last main heading before `container`, within what surrounds it; or TREE_NONE. */
static uint32_t lead_heading(const struct tree *tree, const struct noise *noise, uint32_t container)
{
    uint32_t scope = container, heading = TREE_NONE;

    for (int level = 0; level < LEAD_LEVELS && scope != tree->body && heading == TREE_NONE;
         level++) {
        uint32_t above = tree->nodes[scope].parent;

        for (uint32_t i = above + 1; i < scope; i++) {
            if (tree->nodes[i].tag == TAG_H1 && !noise->cut[i]) {
                heading = i;
            }
        }
        scope = above;
    }
    return heading;
}

/* NAMES_LEAD and NAMES_DECK of what surrounds `i`, below what it and `container` stand in. */
static unsigned lead_names(const struct tree *tree, const struct names *names, uint32_t i,
                           uint32_t container)
{
    unsigned flags = 0;

    while (!tree_is_in(tree, container, i)) {
        const char *property = tree_attribute(tree, i, "itemprop");

        flags |= names_flags(tree, names, i) & (NAMES_LEAD | NAMES_DECK);
        flags |= property != NULL && text_contains(property, "description") ? NAMES_LEAD : 0;
        i = tree->nodes[i].parent;
    }
    return flags;
}

/* A heading below the heading is its second line. */
static bool lead_in_header(const struct tree *tree, uint32_t i)
{
    while (i != 0 && tree->nodes[i].tag != TAG_HEADER && tree->nodes[i].tag != TAG_HGROUP) {
        i = tree->nodes[i].parent;
    }
    return i != 0;
}

static bool lead_is_repeated(const struct tree *tree, struct arena *arena, uint32_t container,
                             const char *text)
{
    const char *body = tree_text(tree, arena, container, SIZE_MAX / 4);

    return body != NULL && strstr(body, text) != NULL;
}

void lead_collect(const struct tree *tree, const struct names *names, const struct noise *noise,
                  uint32_t container, struct arena *arena, struct block_list *list)
{
    struct block_list found = {0};
    uint32_t heading = lead_heading(tree, noise, container);
    size_t kept = 0;
    const char *language = tree_attribute(tree, 0, "lang");
    bool english = language == NULL || text_starts(language, "en");

    if (heading == TREE_NONE) {
        return;
    }
    blocks_collect(tree, noise, tree->nodes[heading].end, container, arena, &found);
    for (size_t i = 0; i < found.count && found.count <= LEAD_BLOCKS_MAX; i++) {
        struct block *block = &found.items[i];
        unsigned flags = lead_names(tree, names, block->parent, container);
        bool named = (flags & NAMES_LEAD) != 0;

        if (!english) { /* there, what stands below the heading tells, and the text goes on */
            named = flags != 0;
            flags = 0;
        }
        if (!named && ((flags & NAMES_DECK) != 0 ||
                       (block->kind == BLOCK_HEADING && lead_in_header(tree, block->parent)))) {
            continue;
        }
        if (kept < LEAD_KEPT_MAX && block->points >= (named ? LEAD_NAMED_MIN : LEAD_PLAIN_MIN) &&
            (named || text_ends_sentence(block->text)) && block_link_density(block) < lead_links &&
            !phrases_is_noise(block->text) && !phrases_is_lead_in(block->text) &&
            !phrases_is_caption(block->text) &&
            !lead_is_repeated(tree, arena, container, block->text)) {
            list->items =
                arena_grow(arena, list->items, &list->capacity, list->count, sizeof *list->items);
            list->items[list->count] = *block;
            list->items[list->count++].lead = true;
            kept++;
        }
    }
}
