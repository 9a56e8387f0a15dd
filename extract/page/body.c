#include "extract/page/body.h"

#include <string.h>
#include <strings.h>
#include "common/buf.h"
#include "extract/page/blocks.h"
#include "extract/page/date_text.h"
#include "extract/page/dom.h"
#include "extract/page/noise.h"
#include "extract/page/text.h"
#include "extract/page/tree.h"

enum {
    BODY_RUN_MIN = 50,     /* bytes of a text node that count as running text */
    BODY_MARKUP_MIN = 250, /* running text that a marked container must have */
    BODY_LEAD_BLOCKS = 6,  /* blocks at the top that may be bylines and dates */
    BODY_MAX = 32 * 1024 * 1024
};

static const double body_protect = 0.6; /* a named part with so much of the text is no noise */
static const double body_markup_share = 0.35;
static const double body_descend = 0.8;

static bool body_in_link(const xmlNode *node, const xmlNode *root)
{
    for (; node != NULL && node != root; node = node->parent) {
        if (dom_is(node, "a")) {
            return true;
        }
    }
    return false;
}

/* Bytes of running text: long text nodes outside links. */
static size_t body_running(const xmlNode *root)
{
    size_t sum = 0;

    for (const xmlNode *node = root; node != NULL;) {
        if (node->type == XML_TEXT_NODE && node->content != NULL) {
            const char *text =
                (const char *)node->content + strspn((const char *)node->content, " \t\r\n");
            size_t length = strlen(text);

            if (length >= BODY_RUN_MIN && !body_in_link(node->parent, root)) {
                sum += length;
            }
        }
        node = node->type == XML_ELEMENT_NODE && noise_is_void(node) ? dom_next_skip(root, node)
                                                                     : dom_next(root, node);
    }
    return sum;
}

static void body_remove(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static void body_prune(xmlNode *root, size_t total, bool lenient)
{
    xmlNode *node = dom_next(root, root);

    while (node != NULL) {
        bool remove = node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE &&
                      (node->type != XML_ELEMENT_NODE || noise_is_void(node));

        if (!remove && !lenient && node->type == XML_ELEMENT_NODE && noise_is_named(node)) {
            remove = total == 0 || (double)body_running(node) < body_protect * (double)total;
        }
        if (remove) {
            xmlNode *next = dom_next_skip(root, node);

            /* a form around the whole page is how some servers work */
            if (dom_is(node, "form") && (double)body_running(node) > body_protect * (double)total) {
                next = dom_next(root, node);
            } else {
                body_remove(node);
            }
            node = next;
        } else {
            node = dom_next(root, node);
        }
    }
}

/* What the form protected above has inside counts again. */
static size_t body_running_all(const xmlNode *root)
{
    size_t sum = 0;

    for (const xmlNode *node = root; node != NULL; node = dom_next(root, node)) {
        if (node->type == XML_TEXT_NODE && node->content != NULL) {
            const char *text =
                (const char *)node->content + strspn((const char *)node->content, " \t\r\n");
            size_t length = strlen(text);

            if (length >= BODY_RUN_MIN && !body_in_link(node->parent, root)) {
                sum += length;
            }
        }
    }
    return sum;
}

static const xmlNode *body_common_ancestor(const xmlNode *a, const xmlNode *b)
{
    for (const xmlNode *up = a; up != NULL; up = up->parent) {
        for (const xmlNode *other = b; other != NULL; other = other->parent) {
            if (other == up) {
                return up;
            }
        }
    }
    return a;
}

/* The container that the outlet's own markup names. */
static const xmlNode *body_by_markup(const xmlNode *root, size_t total)
{
    const xmlNode *best = NULL;
    int best_rank = 0;
    size_t best_text = 0;

    for (const xmlNode *node = dom_next(root, root); node != NULL; node = dom_next(root, node)) {
        int rank = node->type == XML_ELEMENT_NODE ? noise_content_rank(node) : 0;
        size_t text;

        if (rank == 0 || rank < best_rank) {
            continue;
        }
        text = body_running_all(node);
        if (text < BODY_MARKUP_MIN || (double)text < body_markup_share * (double)total) {
            /* parts of one text, each in a container of its own */
            if (rank >= 7 && best != NULL && rank == best_rank && text >= 120) {
                const xmlNode *common = body_common_ancestor(best, node);

                if (!dom_is(common, "body") && !dom_is(common, "html")) {
                    best = common;
                }
            }
            continue;
        }
        if (rank > best_rank || text > best_text) {
            best = node;
            best_rank = rank;
            best_text = text;
        }
    }
    return best;
}

/* Down to the smallest element that still has nearly all running text. */
static const xmlNode *body_by_density(const xmlNode *node)
{
    for (;;) {
        size_t all = body_running_all(node), most = 0;
        const xmlNode *heaviest = NULL;

        for (const xmlNode *child = node->children; child != NULL; child = child->next) {
            if (child->type == XML_ELEMENT_NODE) {
                size_t text = body_running_all(child);

                if (text > most) {
                    most = text;
                    heaviest = child;
                }
            }
        }
        if (heaviest == NULL || dom_is(heaviest, "p") ||
            (double)most < body_descend * (double)all) {
            return node;
        }
        node = heaviest;
    }
}

static bool body_ends_sentence(const char *text)
{
    static const char *const ends[] = {".", "!",  "?", ":", ";", "…", "”", "\"",
                                       "»", "。", "’", "'", ")", "؟", "।"};

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (text_ends(text, ends[i])) {
            return true;
        }
    }
    return false;
}

/* "By A. Name", "5 January 2020 | 17:40", "3 min read": lines above the text. */
static bool body_is_lead_in(const struct block *block)
{
    struct timestamp timestamp;

    if (block->kind == BLOCK_HEADING) {
        return false;
    }
    if (text_words(block->text) <= 14 && !body_ends_sentence(block->text) &&
        date_text_find(block->text, true, &timestamp)) {
        return true;
    }
    return text_words(block->text) <= 10 &&
           (text_starts(block->text, "by ") || text_ends(block->text, "min read") ||
            text_starts(block->text, "published") || text_starts(block->text, "updated") ||
            text_starts(block->text, "posted"));
}

static bool body_same_title(const char *title, const char *text)
{
    size_t length = title == NULL ? 0 : strlen(title);

    return length > 0 && strncasecmp(text, title, length) == 0 && strlen(text) <= length + 3;
}

/* Blocks that cannot be of the text by themselves. */
static bool body_block_is_noise(const struct block *block)
{
    double links = block_link_density(block);
    size_t words = text_words(block->text);

    if (noise_is_phrase(block->text)) {
        return true;
    }
    if (links > 0.8 &&
        (block->kind != BLOCK_PARAGRAPH || words < 12 || !body_ends_sentence(block->text))) {
        return true;
    }
    if (links > 0.5 &&
        (block->kind == BLOCK_ITEM || block->kind == BLOCK_CELL || block->kind == BLOCK_PLAIN)) {
        return true;
    }
    switch (block->kind) {
    case BLOCK_PLAIN:
        return words < 8 && !body_ends_sentence(block->text);
    case BLOCK_CELL:
        return words < 3 && links > 0.2;
    default:
        return block->text[strspn(block->text, "*-_–—•.=~#| ")] == '\0';
    }
}

static bool body_is_text(const struct block *block)
{
    return block->points >= 60 || (block->points >= 20 && body_ends_sentence(block->text));
}

/* Marks what stays; returns how many. */
static size_t body_select(const struct block_list *list, const char *title, bool *keep)
{
    size_t kept = 0, running = 0, total = 0, last_text = 0;
    bool any = false;

    for (size_t i = 0; i < list->count; i++) {
        total += list->items[i].points;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct block *block = &list->items[i];

        keep[i] =
            !body_block_is_noise(block) && !body_same_title(title, block->text) &&
            !(kept < BODY_LEAD_BLOCKS && running < 400 && body_is_lead_in(block)) &&
            !(block->kind == BLOCK_HEADING && !any && kept == 0 && dom_is(block->parent, "h1"));
        if (noise_is_tail(block->text) && running * 10 > total * 4) {
            for (; i < list->count; i++) {
                keep[i] = false;
            }
            break;
        }
        running += block->points;
        if (keep[i]) {
            kept++;
            any = any || body_is_text(block);
            last_text = body_is_text(block) || block->kind == BLOCK_ITEM ? i + 1 : last_text;
        }
    }
    /* headings and scraps behind the last sentence belong to what was cut off */
    for (size_t i = last_text; i < list->count; i++) {
        keep[i] = false;
    }
    /* a heading right before another one of its rank, or before nothing, heads what was cut out */
    for (size_t i = 0, next; i < list->count; i++) {
        if (keep[i] && list->items[i].kind == BLOCK_HEADING) {
            for (next = i + 1; next < list->count && !keep[next]; next++) {
            }
            keep[i] = next < list->count && next - i <= 3;
        }
    }
    kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        kept += keep[i];
    }
    return kept;
}

static void body_write(struct arena *arena, const struct block_list *list, const bool *keep,
                       struct body *body)
{
    struct buf text = BUF_INIT(BODY_MAX);

    body->words = body->paragraphs = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!keep[i] || (text.length > 0 && !buf_append_text(&text, "\n\n")) ||
            !buf_append_text(&text, list->items[i].text)) {
            continue;
        }
        body->words += text_words(list->items[i].text);
        body->paragraphs += body_is_text(&list->items[i]);
    }
    body->text = text.length == 0 ? NULL : arena_strndup(arena, text.data, text.length);
    buf_free(&text);
}

static void body_from_container(struct arena *arena, const xmlNode *container, const char *title,
                                struct body *body)
{
    struct block_list list = {0};
    bool *keep;

    blocks_collect(arena, container, &list);
    keep = arena_alloc(arena, list.count + 1);
    (void)body_select(&list, title, keep);
    body_write(arena, &list, keep, body);
}

/* JSON-LD's articleBody: lines are paragraphs; some outlets put their HTML there. */
static void body_from_jsonld(struct arena *arena, const char *article_body, const char *title,
                             struct body *body)
{
    struct block_list list = {0};
    struct tree tree = {0};
    bool *keep;

    if (strchr(article_body, '<') != NULL && strstr(article_body, "</") != NULL &&
        tree_read(&tree, arena, article_body, strlen(article_body))) {
        blocks_collect(arena, tree.nodes[0].node, &list);
    } else {
        for (const char *p = article_body; *p != '\0';) {
            size_t length = strcspn(p, "\r\n");
            const char *text = text_unescape(arena, arena_strndup(arena, p, length));

            if (text != NULL) {
                list.items =
                    arena_grow(arena, list.items, &list.capacity, list.count, sizeof *list.items);
                list.items[list.count++] = (struct block){
                    .kind = BLOCK_PARAGRAPH, .text = text, .points = text_points(text)};
            }
            p += length + strspn(p + length, "\r\n");
        }
    }
    keep = arena_alloc(arena, list.count + 1);
    (void)body_select(&list, title, keep);
    body_write(arena, &list, keep, body);
    tree_close(&tree);
}

static double body_links(const xmlNode *root)
{
    size_t all = 0, links = 0;

    for (const xmlNode *node = dom_next(root, root); node != NULL;) {
        if (node->type == XML_TEXT_NODE && node->content != NULL) {
            size_t length = strlen((const char *)node->content +
                                   strspn((const char *)node->content, " \t\r\n"));

            all += length;
            links += body_in_link(node->parent, root) ? length : 0;
        }
        node = dom_is(node, "script") || dom_is(node, "style") || dom_is(node, "noscript")
                   ? dom_next_skip(root, node)
                   : dom_next(root, node);
    }
    return all == 0 ? 0 : (double)links / (double)all;
}

void body_read(xmlDoc *document, bool lenient, const char *title, const char *article_body,
               struct arena *arena, struct body *body)
{
    xmlNode *root = xmlDocGetRootElement(document), *page = dom_first(root, "body");
    const xmlNode *container = NULL;
    size_t total;

    *body = (struct body){0};
    page = page == NULL ? root : page;
    if (page == NULL) {
        return;
    }
    body->link_density = body_links(page);
    body_prune(page, body_running(page), lenient);
    total = body_running_all(page);
    container = body_by_markup(page, total);
    body->method = container != NULL ? "markup" : "density";
    if (container == NULL || noise_content_rank(container) <= 5) {
        container = body_by_density(container == NULL ? page : container);
    }
    body_from_container(arena, container, title, body);
    if (article_body != NULL && text_words(article_body) > 80 &&
        body->words * 10 < text_words(article_body) * 6) {
        body_from_jsonld(arena, article_body, title, body);
        body->method = "jsonld";
    }
    body->score = total == 0 || body->text == NULL ? 0 : (double)strlen(body->text) / (double)total;
    body->score = body->score > 1 ? 1 : body->score;
}
