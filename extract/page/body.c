#include "extract/page/body.h"

#include <stdio.h>
#include <string.h>
#include "common/buf.h"
#include "extract/page/blocks.h"
#include "extract/page/container.h"
#include "extract/page/lead.h"
#include "extract/page/names.h"
#include "extract/page/noise.h"
#include "extract/page/select.h"
#include "extract/page/text.h"

enum {
    BODY_WORDS_MIN = 25,         /* with fewer, what was cut may have been the article */
    BODY_RUNNING_MIN = 100,      /* code points of a paragraph that is no teaser */
    BODY_RUNNING_PAGE_MIN = 200, /* of such paragraphs, in what names spoke against */
    BODY_WITNESS_WORDS = 80,     /* that JSON-LD's text must have, else it may be a summary */
    BODY_PIECES = 16,
    BODY_PIECES_MIN = 2, /* that must be found: marks and spaces differ */
    BODY_PIECE_BYTES = 20,
    BODY_MAX = 32 * 1024 * 1024
};

static void body_write(struct arena *arena, const struct block_list *list, struct body *body)
{
    struct buf text = BUF_INIT(BODY_MAX);

    body->words = body->paragraphs = body->running = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].keep || (text.length > 0 && !buf_append_text(&text, "\n\n")) ||
            !buf_append_text(&text, list->items[i].text)) {
            continue;
        }
        body->words += text_words(list->items[i].text);
        body->paragraphs += select_is_text(&list->items[i]);
        body->running += list->items[i].points >= BODY_RUNNING_MIN ? list->items[i].points : 0;
    }
    body->text = text.length == 0 ? NULL : arena_strndup(arena, text.data, text.length);
    buf_free(&text);
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
                    .kind = BLOCK_PARAGRAPH, .text = text, .points = text_width(text)};
            }
            p += length + strspn(p + length, "\r\n");
        }
    }
    select_blocks(tree.document == NULL ? NULL : &tree, title, &list);
    body_write(arena, &list, body);
    tree_close(&tree);
}

/* Whether pieces of JSON-LD's text, here and there, are found in what was read from the page. */
static bool body_agrees(const char *text, const char *article_body)
{
    size_t length = strlen(article_body), step = length / BODY_PIECES, found = 0;
    char piece[BODY_PIECE_BYTES + 1];

    for (size_t i = 0; i < BODY_PIECES && i * step + 2 * BODY_PIECE_BYTES < length; i++) {
        const char *start = article_body + i * step;

        start += strcspn(start, " "); /* bytes of one sign stay together */
        (void)snprintf(piece, sizeof piece, "%.*s", BODY_PIECE_BYTES, start);
        found += strstr(text, piece) != NULL;
    }
    return found >= BODY_PIECES_MIN;
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
    select_blocks(tree, title, &list);
    body_write(arena, &list, body);
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
    if (article_body != NULL && text_words(article_body) > BODY_WITNESS_WORDS &&
        (body->text == NULL || body->words * 10 < text_words(article_body) * 6 ||
         !body_agrees(body->text, article_body))) {
        body_from_jsonld(arena, article_body, title, body);
        body->method = "jsonld";
    }
    body->link_density = text == 0 ? 0 : (double)tree_link_bytes(tree, tree->body) / (double)text;
}
