#include "extract/page/body.h"

#include <string.h>
#include <strings.h>
#include "common/buf.h"
#include "extract/page/blocks.h"
#include "extract/page/container.h"
#include "extract/page/date_text.h"
#include "extract/page/lead.h"
#include "extract/page/names.h"
#include "extract/page/noise.h"
#include "extract/page/phrases.h"
#include "extract/page/text.h"

enum {
    BODY_LEAD_BLOCKS = 6,        /* blocks at the top that may be bylines and dates */
    BODY_WORDS_MIN = 25,         /* with fewer, what was cut may have been the article */
    BODY_RUNNING_MIN = 100,      /* code points of a paragraph that is no teaser */
    BODY_RUNNING_PAGE_MIN = 200, /* of such paragraphs, in what names spoke against */
    BODY_MAX = 32 * 1024 * 1024
};

/* "By A. Name", "5 January 2020 | 17:40", "3 min read": lines above the text. */
static bool body_is_lead_in(const struct block *block)
{
    struct timestamp timestamp;

    if (block->kind == BLOCK_HEADING) {
        return false;
    }
    if (text_words(block->text) <= 14 && !text_ends_sentence(block->text) &&
        date_text_find(block->text, true, &timestamp)) {
        return true;
    }
    return phrases_is_lead_in(block->text);
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

    if (phrases_is_noise(block->text)) {
        return true;
    }
    if (links > 0.8 &&
        (block->kind != BLOCK_PARAGRAPH || words < 12 || !text_ends_sentence(block->text))) {
        return true;
    }
    if (links > 0.5 &&
        (block->kind == BLOCK_ITEM || block->kind == BLOCK_CELL || block->kind == BLOCK_PLAIN)) {
        return true;
    }
    switch (block->kind) {
    case BLOCK_PLAIN:
        return words < 8 && !text_ends_sentence(block->text);
    case BLOCK_CELL:
        return words < 3 && links > 0.2;
    default:
        return block->text[strspn(block->text, "*-_–—•.=~#| ")] == '\0';
    }
}

static bool body_is_text(const struct block *block)
{
    return block->points >= 60 || (block->points >= 20 && text_ends_sentence(block->text));
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

        keep[i] = block->lead ||
                  (!body_block_is_noise(block) && !body_same_title(title, block->text) &&
                   !(kept < BODY_LEAD_BLOCKS && running < 400 && body_is_lead_in(block)) &&
                   !(block->kind == BLOCK_HEADING && !any && kept == 0 && block->heading == 1));
        if (phrases_is_tail(block->text) && running * 10 > total * 4) {
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

    body->words = body->paragraphs = body->running = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!keep[i] || (text.length > 0 && !buf_append_text(&text, "\n\n")) ||
            !buf_append_text(&text, list->items[i].text)) {
            continue;
        }
        body->words += text_words(list->items[i].text);
        body->paragraphs += body_is_text(&list->items[i]);
        body->running += list->items[i].points >= BODY_RUNNING_MIN ? list->items[i].points : 0;
    }
    body->text = text.length == 0 ? NULL : arena_strndup(arena, text.data, text.length);
    buf_free(&text);
}

static void body_from_blocks(struct arena *arena, const struct block_list *list, const char *title,
                             struct body *body)
{
    bool *keep = arena_alloc(arena, list->count + 1);

    (void)body_select(list, title, keep);
    body_write(arena, list, keep, body);
}

/* JSON-LD's articleBody: lines are paragraphs; some outlets put their HTML there. */
static void body_from_jsonld(struct arena *arena, const char *article_body, const char *title,
                             struct body *body)
{
    struct block_list list = {0};
    struct tree tree = {0};

    if (strchr(article_body, '<') != NULL && strstr(article_body, "</") != NULL &&
        tree_read(&tree, arena, article_body, strlen(article_body))) {
        blocks_collect(&tree, NULL, 0, tree.count, arena, &list);
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
    body_from_blocks(arena, &list, title, body);
    tree_close(&tree);
}

static void body_find(const struct tree *tree, const struct names *names, bool lenient,
                      const char *title, struct arena *arena, struct body *body)
{
    struct container *container = arena_alloc(arena, sizeof *container);
    struct block_list list = {0};
    struct noise noise;
    uint32_t total;

    noise_mark(tree, names, lenient, arena, &noise);
    body->method = "markup";
    if (!container_by_markup(tree, names, &noise, container)) {
        body->method = "density";
        container->parts[0] = container_by_density(tree, &noise, tree->body);
        container->count = 1;
    }
    lead_collect(tree, names, &noise, container->parts[0], arena, &list);
    for (size_t i = 0; i < container->count; i++) {
        uint32_t part = container->parts[i];

        blocks_collect(tree, &noise, part, tree->nodes[part].end, arena, &list);
    }
    body_from_blocks(arena, &list, title, body);
    total = noise_run_bytes(tree, &noise, tree->body);
    body->score = total == 0 || body->text == NULL ? 0 : (double)strlen(body->text) / (double)total;
    body->score = body->score > 1 ? 1 : body->score;
}

void body_read(const struct tree *tree, const char *title, const char *article_body,
               struct arena *arena, struct body *body)
{
    uint32_t text = tree_text_bytes(tree, tree->body);
    struct names names;

    *body = (struct body){0};
    names_read(tree, arena, &names);
    body_find(tree, &names, false, title, arena, body);
    if (body->words < BODY_WORDS_MIN) {
        struct body other = {0};

        body_find(tree, &names, true, title, arena, &other);
        if (other.words > body->words && other.running >= BODY_RUNNING_PAGE_MIN) {
            *body = other;
        }
    }
    if (article_body != NULL && text_words(article_body) > 80 &&
        body->words * 10 < text_words(article_body) * 6) {
        body_from_jsonld(arena, article_body, title, body);
        body->method = "jsonld";
    }
    body->link_density = text == 0 ? 0 : (double)tree_link_bytes(tree, tree->body) / (double)text;
}
