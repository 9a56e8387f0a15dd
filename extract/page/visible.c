/* Microdata (schema.org) and what the visible page shows: headings and bylines. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "extract/page/dom.h"
#include "extract/page/meta.h"
#include "extract/page/text.h"

enum { VISIBLE_BYLINE_MAX = 200, VISIBLE_TITLE_MAX = 400 };

/* Class or id has one of the words, as a part of it. */
static bool visible_named(const xmlNode *node, const char *const *words, size_t count)
{
    const char *names[] = {dom_attribute(node, "class"), dom_attribute(node, "id"),
                           dom_attribute(node, "data-testid"),
                           dom_attribute(node, "data-component")};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t w = 0; names[i] != NULL && w < count; w++) {
            if (text_contains(names[i], words[w])) {
                return true;
            }
        }
    }
    return false;
}

#define VISIBLE_NAMED(node, words)                                                                 \
    visible_named((node), (words), sizeof(words) / sizeof((words)[0]))

/* Places whose dates and names belong to other articles, or to readers. */
static bool visible_elsewhere(const xmlNode *node)
{
    static const char *const words[] = {
        "comment", "related",   "sidebar",   "footer", "widget",     "recommend",
        "popular", "trending",  "most-read", "teaser", "newsletter", "disqus",
        "recent",  "more-news", "copyright", "ticker", "breaking"};

    return dom_is(node, "footer") || dom_is(node, "aside") || dom_is(node, "nav") ||
           dom_is(node, "script") || dom_is(node, "style") || dom_is(node, "noscript") ||
           (!dom_is(node, "body") && !dom_is(node, "html") && !dom_is(node, "main") &&
            !dom_is(node, "article") && VISIBLE_NAMED(node, words));
}

static const char *visible_value(struct meta *meta, const xmlNode *node)
{
    const char *value = dom_attribute(node, "content");

    if (value == NULL || *value == '\0') {
        value = dom_attribute(node, "datetime");
    }
    return value != NULL && *value != '\0' ? text_tidy(meta->arena, value)
                                           : dom_short_text(meta->arena, node, VISIBLE_TITLE_MAX);
}

static void visible_microdata(struct meta *meta, const xmlNode *node, const char *property)
{
    const char *value;

    if (dom_is(node, "meta")) {
        return; /* read with the head's */
    }
    if (strcasestr(property, "headline") != NULL && (value = visible_value(meta, node)) != NULL &&
        strlen(value) < VISIBLE_TITLE_MAX) {
        meta_offer(meta, META_TITLE, META_MICRODATA, value);
    } else if (strcasestr(property, "articleSection") != NULL) {
        meta_offer(meta, META_SECTION, META_MICRODATA, visible_value(meta, node));
    } else if (strcasecmp(property, "author") == 0 || strcasecmp(property, "creator") == 0) {
        const xmlNode *name = NULL;

        for (const xmlNode *child = dom_next(node, node); child != NULL;
             child = dom_next(node, child)) {
            const char *inner = dom_attribute(child, "itemprop");

            if (inner != NULL && strcasecmp(inner, "name") == 0) {
                name = child;
                break;
            }
        }
        value = visible_value(meta, name != NULL ? name : node);
        if (value != NULL && strlen(value) < VISIBLE_BYLINE_MAX) {
            meta_offer_authors(meta, META_MICRODATA, value);
        }
    }
}

static void visible_byline(struct meta *meta, const xmlNode *node)
{
    static const char *const strong[] = {"byline",         "author-name",  "authorname",
                                         "article-author", "author__name", "article__author",
                                         "post-author",    "entry-author", "author_name",
                                         "story-author",   "contributor",  "autor"};
    static const char *const weak[] = {"author", "writer", "submitted-by", "posted-by"};
    enum meta_rank rank;
    const char *text;

    if (dom_has_word(node, "rel", "author")) {
        rank = META_VISIBLE;
    } else if (meta->authors.count == 0 &&
               (dom_is(node, "p") || dom_is(node, "div") || dom_is(node, "span")) &&
               (text = dom_short_text(meta->arena, node, VISIBLE_BYLINE_MAX / 2)) != NULL &&
               strncmp(text, "By ", 3) == 0) {
        rank = META_TEXT;
    } else if (VISIBLE_NAMED(node, strong)) {
        rank = META_VISIBLE;
    } else if (VISIBLE_NAMED(node, weak)) {
        rank = META_TEXT;
    } else {
        return;
    }
    if (meta->authors.count > 0 && meta->authors_rank <= rank) {
        return; /* the first byline is the article's */
    }
    text = dom_short_text(meta->arena, node, VISIBLE_BYLINE_MAX);
    if (text != NULL) {
        meta_offer_authors(meta, rank, text);
    }
}

static void visible_heading(struct meta *meta, const xmlNode *node)
{
    const char *text;

    if (dom_is(node, "h1") && meta->headline == NULL) {
        text = dom_short_text(meta->arena, node, VISIBLE_TITLE_MAX);
        if (text != NULL && text_words(text) > 1) {
            meta->headline = text;
            meta_offer(meta, META_TITLE, META_VISIBLE, text);
        }
    }
}

void meta_read_visible(struct meta *meta, const xmlNode *root)
{
    const xmlNode *node = dom_next(root, root);

    while (node != NULL) {
        const char *property;

        if (node->type != XML_ELEMENT_NODE) {
            node = dom_next(root, node);
            continue;
        }
        if (visible_elsewhere(node)) {
            node = dom_next_skip(root, node);
            continue;
        }
        property = dom_attribute(node, "itemprop");
        if (property != NULL) {
            visible_microdata(meta, node, property);
        }
        visible_heading(meta, node);
        if (!dom_is(node, "meta") && !dom_is(node, "link") && !dom_is(node, "body") &&
            !dom_is(node, "html")) {
            visible_byline(meta, node);
        }
        node = dom_next(root, node);
    }
}
