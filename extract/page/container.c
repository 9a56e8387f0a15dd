#include "extract/page/container.h"

#include <string.h>
#include "extract/page/text.h"

enum {
    CONTAINER_MARKUP_MIN = 200, /* bytes of running text that a marked container must have */
    CONTAINER_HEADED_MIN = 400, /* ... if it has the heading, too */
    CONTAINER_PART_MIN = 50,    /* ... and a further part of the same name */
    CONTAINER_RANK_BODY = 10,   /* itemprop="articleBody" */
    CONTAINER_RANK_OWN = 5,     /* from here on names are the text's, not of the page's middle */
    CONTAINER_RANK_ARTICLE = 4,
    CONTAINER_RANK_MAIN = 3,
    CONTAINER_SCOPE = 5 /* elements up in which further parts are looked for */
};

static const double container_share = 0.35;
static const double container_share_headed = 0.1; /* with the page's heading in it */
static const double container_descend = 0.8;
static const double container_descend_parts = 0.65; /* among elements that are no paragraphs */

static unsigned container_rank(const struct tree *tree, const struct names *names, uint32_t i)
{
    const struct tree_node *node = &tree->nodes[i];
    unsigned rank = names_rank(tree, names, i);
    const char *property;

    if (node->tag == TAG_TEXT || node->tag == TAG_BODY || node->tag == TAG_HTML) {
        return 0;
    }
    property = node->node->properties == NULL ? NULL : tree_attribute(tree, i, "itemprop");
    if (property != NULL && text_contains(property, "articleBody")) {
        return CONTAINER_RANK_BODY;
    }
    if (node->tag == TAG_ARTICLE) {
        return rank > CONTAINER_RANK_ARTICLE ? rank : CONTAINER_RANK_ARTICLE;
    }
    return node->tag == TAG_MAIN && rank < CONTAINER_RANK_MAIN ? CONTAINER_RANK_MAIN : rank;
}

/* Parts of one text, each in an element of the same name: all of them. */
static void container_add_parts(const struct tree *tree, const struct names *names,
                                const struct noise *noise, struct container *container)
{
    uint32_t best = container->parts[0], scope = tree->nodes[best].parent;
    unsigned rank = container_rank(tree, names, best);

    for (int level = 1; level < CONTAINER_SCOPE && tree->nodes[scope].tag != TAG_ARTICLE &&
                        tree->nodes[scope].tag != TAG_MAIN && tree->nodes[scope].tag != TAG_BODY &&
                        tree->nodes[tree->nodes[scope].parent].tag != TAG_BODY && scope != 0;
         level++) {
        scope = tree->nodes[scope].parent;
    }
    container->count = 0;
    for (uint32_t i = scope + 1; i < tree->nodes[scope].end;) {
        bool part = i == best ||
                    (!tree_is_in(tree, best, i) && tree->nodes[i].tag == tree->nodes[best].tag &&
                     tree->nodes[i].class_value == tree->nodes[best].class_value &&
                     container_rank(tree, names, i) == rank &&
                     noise_run_bytes(tree, noise, i) >= CONTAINER_PART_MIN);

        if (part && container->count < CONTAINER_PARTS_MAX) {
            container->parts[container->count++] = i;
        }
        i = part || noise->cut[i] ? tree->nodes[i].end : i + 1;
    }
}

bool container_by_markup(const struct tree *tree, const struct names *names,
                         const struct noise *noise, struct container *container)
{
    uint32_t page = tree->body, best_text = 0, heading = page; /* the next <h1> */
    unsigned best_rank = 0;
    double total = noise_run_bytes(tree, noise, page);

    container->count = 0;
    for (uint32_t i = page; i < tree->nodes[page].end;) {
        unsigned rank = noise->cut[i] ? 0 : container_rank(tree, names, i);
        uint32_t text = rank == 0 ? 0 : noise_run_bytes(tree, noise, i);
        bool headed;
        double share;

        while (heading < tree->count && (heading < i || tree->nodes[heading].tag != TAG_H1)) {
            heading++;
        }
        headed = rank > 0 && rank < CONTAINER_RANK_OWN && heading < tree->nodes[i].end;
        share = headed ? container_share_headed : container_share;
        rank = rank * 2 + headed;
        if (rank > 0 && text >= (headed ? CONTAINER_HEADED_MIN : CONTAINER_MARKUP_MIN) &&
            text >= share * total &&
            (rank > best_rank || (rank == best_rank && text > best_text))) {
            container->parts[0] = i;
            container->count = 1;
            best_rank = rank;
            best_text = text;
        }
        i = noise->cut[i] ? tree->nodes[i].end : i + 1;
    }
    if (container->count == 0) {
        return false;
    }
    if (best_rank >= 2 * CONTAINER_RANK_OWN) {
        container_add_parts(tree, names, noise, container);
    } else {
        container->parts[0] = container_by_density(tree, noise, container->parts[0]);
    }
    return true;
}

static bool container_is_paragraph(enum tag tag)
{
    switch (tag) {
    case TAG_P:
    case TAG_BLOCKQUOTE:
    case TAG_UL:
    case TAG_OL:
    case TAG_PRE:
    case TAG_H2:
    case TAG_H3:
    case TAG_TEXT:
        return true;
    default:
        return false;
    }
}

uint32_t container_by_density(const struct tree *tree, const struct noise *noise, uint32_t from)
{
    for (uint32_t node = from;;) {
        uint32_t most = 0, heaviest = node, paragraphs = 0;
        uint32_t all = noise_run_bytes(tree, noise, node);

        for (uint32_t i = node + 1; i < tree->nodes[node].end; i = tree->nodes[i].end) {
            uint32_t text = noise_run_bytes(tree, noise, i);

            if (container_is_paragraph((enum tag)tree->nodes[i].tag)) {
                paragraphs += text;
            } else if (text > most) {
                most = text;
                heaviest = i;
            }
        }
        if (heaviest == node || (most < container_descend * all &&
                                 (most < container_descend_parts * all || paragraphs > 0))) {
            return node;
        }
        node = heaviest;
    }
}
