#include "extract/feed/discover.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/feed/url_set.h"
#include "extract/net/url.h"
#include "extract/page/charset.h"
#include "extract/page/tree.h"

enum { DISCOVER_LINE_MAX = 2000, DISCOVER_ROBOTS_MAX = 512 * 1024 };

/* How good a feed's address looks; each is a list of its own while the page is read. */
enum discover_rank { RANK_DECLARED, RANK_LINKED, RANK_COMMENTS, RANK_COUNT };

struct discoverer {
    struct arena *arena;
    const char *base;
    struct url_set seen;
    struct string_list ranks[RANK_COUNT];
};

static void discover_add(struct discoverer *discoverer, enum discover_rank rank,
                         const char *address)
{
    const char *url = url_resolve(discoverer->arena, discoverer->base, address);
    struct string_list *list = &discoverer->ranks[rank];

    if (url != NULL && list->count < DISCOVER_FEEDS_MAX &&
        url_set_add(&discoverer->seen, discoverer->arena, url, NULL)) {
        string_list_add(discoverer->arena, list, url);
    }
}

static bool discover_is_feed_type(const char *type)
{
    static const char *const types[] = {"application/rss+xml", "application/atom+xml",
                                        "application/rdf+xml", "application/feed+json",
                                        "application/rss",     "text/rss"};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strncasecmp(type, types[i], strlen(types[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool discover_is_comments(const char *url, const char *title)
{
    static const char *const words[] = {"comment", "kommentar", "comentario", "commentaire",
                                        "comentário"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasestr(url, words[i]) != NULL ||
            (title != NULL && strcasestr(title, words[i]) != NULL)) {
            return true;
        }
    }
    return false;
}

/* A link whose address says that it is a feed: /rss, /feed/, /world.rss, /atom.xml, /feed.json. */
static bool discover_is_feed_address(const char *address)
{
    static const char *const parts[] = {"rss", "feed", "feeds", "atom", "rdf"};
    size_t length = strcspn(address, "?#"), start = length;

    while (length > 0 && address[length - 1] == '/') {
        length--;
    }
    start = length;
    while (start > 0 && address[start - 1] != '/') {
        start--;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t size = strlen(parts[i]);

        if (length - start == size && strncasecmp(address + start, parts[i], size) == 0) {
            return true;
        }
        if (length - start > size + 1 && address[length - size - 1] == '.' &&
            strncasecmp(address + length - size, parts[i], size) == 0) {
            return true; /* world.rss */
        }
        if (length - start == size + 4 && strncasecmp(address + start, parts[i], size) == 0 &&
            strncasecmp(address + length - 4, ".xml", 4) == 0) {
            return true; /* rss.xml */
        }
    }
    if (length - start == 9 && strncasecmp(address + start, "feed.json", 9) == 0) {
        return true;
    }
    /* https://rss.example.org/world, /rss/world, /feeds/news */
    return strstr(address, "//rss.") != NULL || strstr(address, "//feeds.") != NULL ||
           strstr(address, "/rss/") != NULL || strstr(address, "/feeds/") != NULL;
}

static void discover_take_node(struct discoverer *discoverer, const struct tree *tree, uint32_t i)
{
    const char *address = tree_attribute(tree, i, "href");

    if (address == NULL) {
        return;
    }
    if (tree->nodes[i].tag == TAG_LINK) {
        const char *rel = tree_attribute(tree, i, "rel"), *type = tree_attribute(tree, i, "type");

        if (rel != NULL && strcasestr(rel, "alternate") != NULL && type != NULL &&
            discover_is_feed_type(type)) {
            bool comments = discover_is_comments(address, tree_attribute(tree, i, "title"));

            discover_add(discoverer, comments ? RANK_COMMENTS : RANK_DECLARED, address);
        }
    } else if (tree->nodes[i].tag == TAG_A && discover_is_feed_address(address)) {
        discover_add(discoverer, discover_is_comments(address, NULL) ? RANK_COMMENTS : RANK_LINKED,
                     address);
    }
}

void discover_feeds(const struct discover_page *page, struct arena *arena, struct string_list *urls)
{
    struct discoverer discoverer = {.arena = arena, .base = page->url};
    const char *text = NULL, *base;
    struct error why;
    struct tree tree;
    size_t length = 0;
    uint32_t first;

    *urls = (struct string_list){0};
    if (charset_decode(page->data, page->length, page->content_type, arena, &text, &length, &why) !=
            STATUS_OK ||
        !tree_read(&tree, arena, text, length)) {
        return;
    }
    first = tree_first(&tree, 0, TAG_BASE);
    base = first == TREE_NONE ? NULL : tree_attribute(&tree, first, "href");
    base = base == NULL ? NULL : url_resolve(arena, page->url, base);
    discoverer.base = base == NULL ? page->url : base;
    for (uint32_t i = 0; i < tree.count; i++) {
        discover_take_node(&discoverer, &tree, i);
    }
    tree_close(&tree);
    for (size_t rank = 0; rank < RANK_COUNT; rank++) {
        for (size_t i = 0; i < discoverer.ranks[rank].count; i++) {
            if (urls->count < DISCOVER_FEEDS_MAX) {
                string_list_add(arena, urls, discoverer.ranks[rank].items[i]);
            }
        }
    }
}

void discover_common_feeds(const char *url, struct arena *arena, struct string_list *urls)
{
    static const char *const places[] = {"/feed/",    "/rss.xml",  "/rss",
                                         "/feed.xml", "/atom.xml", "/feed.json"};

    *urls = (struct string_list){0};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const char *place = url_resolve(arena, url, places[i]);

        if (place != NULL) {
            string_list_add(arena, urls, place);
        }
    }
}

/* Takes the sitemaps whose address speaks of news, or the others. */
static void discover_take_sitemaps(const char *robots, size_t length, const char *base, bool news,
                                   struct arena *arena, struct string_list *urls)
{
    for (size_t at = 0; at < length && urls->count < DISCOVER_SITEMAPS_MAX;) {
        const char *line = robots + at, *end = memchr(line, '\n', length - at);
        size_t size = end == NULL ? length - at : (size_t)(end - line), start = 0;
        const char *url;

        at += size + 1;
        while (start < size && ascii_is_space(line[start])) {
            start++;
        }
        if (size > DISCOVER_LINE_MAX || size - start < 9 ||
            strncasecmp(line + start, "sitemap:", 8) != 0) {
            continue;
        }
        url = url_resolve(arena, base, arena_strndup(arena, line + start + 8, size - start - 8));
        if (url != NULL && (strcasestr(url, "news") != NULL) == news) {
            string_list_add(arena, urls, url);
        }
    }
}

void discover_sitemaps(const char *robots, size_t length, const char *url, struct arena *arena,
                       struct string_list *urls)
{
    *urls = (struct string_list){0};
    length = length < DISCOVER_ROBOTS_MAX ? length : DISCOVER_ROBOTS_MAX;
    discover_take_sitemaps(robots, length, url, true, arena, urls);
    discover_take_sitemaps(robots, length, url, false, arena, urls);
}
