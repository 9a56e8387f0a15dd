/* Dates on the page itself: microdata (schema.org), <time>, telling classes and phrases. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "extract/page/date_text.h"
#include "extract/page/dom.h"
#include "extract/page/meta.h"
#include "extract/page/text.h"

enum { VISIBLE_DATE_MAX = 160 };

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
                                           : dom_short_text(meta->arena, node, VISIBLE_DATE_MAX);
}

static bool visible_has_date(const char *text)
{
    struct timestamp timestamp;

    return text != NULL && strlen(text) <= VISIBLE_DATE_MAX &&
           date_text_find(text, true, &timestamp);
}

static void visible_offer_date(struct meta *meta, enum meta_field field, enum meta_rank rank,
                               const char *text)
{
    if (visible_has_date(text)) {
        meta_offer(meta, field, rank, text);
    }
}

static void visible_microdata(struct meta *meta, const xmlNode *node, const char *property)
{
    if (dom_is(node, "meta")) {
        return; /* read with the head's */
    }
    if (strcasestr(property, "datePublished") != NULL) {
        visible_offer_date(meta, META_PUBLISHED, META_MICRODATA, visible_value(meta, node));
    } else if (strcasestr(property, "dateModified") != NULL) {
        visible_offer_date(meta, META_MODIFIED, META_MICRODATA, visible_value(meta, node));
    }
}

static void visible_date(struct meta *meta, const xmlNode *node)
{
    static const char *const published[] = {
        "publish",    "pubdate",        "entry-date",    "post-date",
        "postdate",   "article-date",   "article__date", "article_date",
        "story-date", "date-published", "dateline",      "byline-date",
        "posted-on",  "post-timestamp", "datepub",       "data-publicacao"};
    static const char *const modified[] = {"updated", "modified", "lastmod"};
    static const char *const any[] = {"date", "time",   "datum", "posted", "fecha", "submitted",
                                      "meta", "byline", "info",  "data",   "header"};
    static const char *const attributes[] = {"data-date", "data-datetime", "data-published",
                                             "data-publish-date"};
    bool time = dom_is(node, "time") || dom_is(node, "abbr") || dom_is(node, "relative-time");
    const char *machine = time ? dom_attribute(node, "datetime") : NULL;
    const char *text;

    if (time && machine == NULL && dom_is(node, "abbr")) {
        machine = dom_attribute(node, "title");
    }
    for (size_t i = 0; machine == NULL && i < sizeof attributes / sizeof attributes[0]; i++) {
        machine = dom_attribute(node, attributes[i]);
    }
    if (machine != NULL && visible_has_date(machine)) {
        bool changed = VISIBLE_NAMED(node, modified) && !VISIBLE_NAMED(node, published);

        visible_offer_date(meta, changed ? META_MODIFIED : META_PUBLISHED,
                           dom_attribute(node, "pubdate") != NULL ? META_MICRODATA : META_VISIBLE,
                           machine);
        return;
    }
    if (!time && !VISIBLE_NAMED(node, any) && !VISIBLE_NAMED(node, published)) {
        return;
    }
    text = dom_short_text(meta->arena, node, VISIBLE_DATE_MAX);
    if (!visible_has_date(text)) {
        return;
    }
    if (VISIBLE_NAMED(node, modified) && !VISIBLE_NAMED(node, published)) {
        meta_offer(meta, META_MODIFIED, META_TEXT, text);
    } else {
        meta_offer(meta, META_PUBLISHED,
                   time || VISIBLE_NAMED(node, published) ? META_VISIBLE : META_TEXT, text);
    }
}

/* "Published: 5 January 2020" in a paragraph of its own. */
static void visible_phrase(struct meta *meta, const xmlNode *node)
{
    static const char *const starts[] = {
        "published",    "posted",     "publicado", "publié",          "veröffentlicht",
        "erstellt",     "date:",      "on ",       "first published", "datum",
        "gepubliceerd", "pubblicato", "stand:",    "opublikowano",    "дата"};
    const char *text;

    if (!dom_is(node, "p") && !dom_is(node, "span") && !dom_is(node, "div") &&
        !dom_is(node, "td") && !dom_is(node, "li") && !dom_is(node, "small") &&
        !dom_is(node, "em") && !dom_is(node, "font")) {
        return;
    }
    if (node->children == NULL || meta->facts[META_PUBLISHED].rank != 0) {
        return;
    }
    text = dom_short_text(meta->arena, node, VISIBLE_DATE_MAX);
    if (text == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (text_starts(text, starts[i]) && visible_has_date(text)) {
            meta_offer(meta, META_PUBLISHED, META_TEXT, text);
            return;
        }
    }
    if (strlen(text) < 60 && visible_has_date(text)) {
        meta_offer(meta, META_PUBLISHED, META_GUESS, text);
    }
}

void meta_read_dates(struct meta *meta, const xmlNode *root)
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
        if (!dom_is(node, "meta") && !dom_is(node, "link") && !dom_is(node, "body") &&
            !dom_is(node, "html")) {
            visible_date(meta, node);
            visible_phrase(meta, node);
        }
        node = dom_next(root, node);
    }
}
