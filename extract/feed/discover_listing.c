#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/feed/discover.h"
#include "extract/feed/listing.h"
#include "extract/feed/site.h"
#include "extract/feed/url_set.h"
#include "extract/net/url.h"
#include "extract/page/charset.h"
#include "extract/page/text.h"
#include "extract/page/tree.h"

enum {
    DISCOVER_CLASSES_MAX = 2000, /* of a page; more are passed over */
    DISCOVER_CLASS_BYTES = 60,
    DISCOVER_CLIMB = 4,    /* elements around a link whose classes count */
    DISCOVER_TRIALS = 10,  /* classes that are tried as rules */
    DISCOVER_LINKS_MIN = 4 /* fewer are no listing */
};

struct discover_classes {
    struct url_set names; /* each with its number */
    const char *items[DISCOVER_CLASSES_MAX];
    size_t links[DISCOVER_CLASSES_MAX];   /* to articles, on or near which the class stands */
    size_t last[DISCOVER_CLASSES_MAX];    /* the link that was counted last, from 1 */
    uint32_t place[DISCOVER_CLASSES_MAX]; /* the element that had it last */
    size_t places[DISCOVER_CLASSES_MAX];  /* elements that have it */
};

/* A headline: some words, or as many signs where words are not parted. */
static bool discover_is_headline(const char *title)
{
    size_t points = title == NULL ? 0 : text_points(title);

    return points >= 20 || (title != NULL && points >= 8 && strlen(title) > 2 * points);
}

/* Another page of the same site, some way below its top. */
static bool discover_is_article_address(struct arena *arena, const char *site, const char *url)
{
    const char *path = strstr(url, "://"), *own = site_of(arena, url);
    size_t length;

    path = path == NULL ? NULL : strchr(path + 3, '/');
    if (path == NULL || own == NULL || site == NULL || strcmp(own, site) != 0) {
        return false;
    }
    length = strlen(path);
    /* a story's address is long, has a number, or hyphens between the words of its headline */
    return length >= 12 &&
           (strpbrk(path, "0123456789") != NULL || strchr(path, '-') != NULL || length >= 30);
}

static void discover_count_classes(struct discover_classes *classes, struct arena *arena,
                                   const struct tree *tree, uint32_t element, size_t link)
{
    const char *value = tree_class(tree, element);

    while (*value != '\0') {
        size_t length = strcspn(value, " \t\r\n"), number;

        if (length > 1 && length <= DISCOVER_CLASS_BYTES) {
            const char *name = arena_strndup(arena, value, length);

            if (url_set_add(&classes->names, arena, name, &number) &&
                number < DISCOVER_CLASSES_MAX) {
                classes->items[number] = name;
            }
            if (number < DISCOVER_CLASSES_MAX && classes->last[number] != link) {
                classes->last[number] = link;
                classes->links[number]++;
            }
            if (number < DISCOVER_CLASSES_MAX && classes->place[number] != element) {
                classes->place[number] = element;
                classes->places[number]++;
            }
        }
        value += length;
        value += strspn(value, " \t\r\n");
    }
}

static void discover_count_links(struct discover_classes *classes, struct arena *arena,
                                 const struct tree *tree, const char *url)
{
    const char *site = site_of(arena, url);
    struct url_set urls = {0};
    size_t links = 0;

    for (uint32_t i = 0; i < tree->count; i++) {
        const char *address, *resolved;
        uint32_t above = i;

        if (tree->nodes[i].tag != TAG_A || tree_text_bytes(tree, i) > LISTING_TITLE_MAX ||
            tree_text_bytes(tree, i) < 10) {
            continue;
        }
        address = tree_attribute(tree, i, "href");
        resolved = address == NULL ? NULL : url_resolve(arena, url, address);
        if (resolved == NULL || !discover_is_article_address(arena, site, resolved) ||
            !discover_is_headline(tree_text(tree, arena, i, LISTING_TITLE_MAX)) ||
            !url_set_add(&urls, arena, resolved, NULL)) {
            continue;
        }
        links++;
        for (int climb = 0; climb <= DISCOVER_CLIMB; climb++) {
            discover_count_classes(classes, arena, tree, above, links);
            if (tree->nodes[above].parent == above) {
                break;
            }
            above = tree->nodes[above].parent;
        }
        for (uint32_t below = i + 1; below < tree->nodes[i].end && below < i + 8; below++) {
            if (tree->nodes[below].tag != TAG_TEXT) {
                discover_count_classes(classes, arena, tree, below, links);
            }
        }
    }
}

/* "Card-iDACNV", "css-1x2y3z", "jsx-2389471": names that a build makes anew each time. */
static bool discover_is_made(const char *name)
{
    const char *end = name + strlen(name), *last = end;
    size_t lower = 0, upper = 0, digits = 0;

    while (last > name && last[-1] != '-' && last[-1] != '_') {
        last--;
    }
    for (const char *p = last; p < end; p++) {
        lower += ascii_is_lower(*p);
        upper += ascii_is_upper(*p);
        digits += ascii_is_digit(*p);
    }
    if (last == name || lower + upper + digits < 5) {
        return false;
    }
    return digits > 1 || (upper > 1 && lower > 0) || (digits > 0 && upper > 0);
}

/* "teaser-link", "story__title": names that say what it is about. */
static bool discover_is_telling(const char *name)
{
    static const char *const words[] = {"headline", "title", "teaser", "story", "article",
                                        "card",     "entry", "post",   "news"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasestr(name, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* One that stands around many links at once must select a better lot than one that marks each; one
 * that will not last, a much better one. */
static size_t discover_weigh(const char *class_name, bool wide)
{
    if (class_name != NULL && discover_is_made(class_name)) {
        return 3;
    }
    return wide ? 4 : class_name != NULL && discover_is_telling(class_name) ? 6 : 5;
}

/* What the rule selects, judged; better ones replace `found`. */
static void discover_try(const struct discover_page *page, struct arena *arena,
                         const char *class_name, const char *xpath, bool wide,
                         struct discover_listing *found)
{
    size_t weight = discover_weigh(class_name, wide);
    struct discover_listing tried = {.class_name = class_name, .xpath = xpath};
    const char *site = site_of(arena, page->url);
    struct listing_rule *rule = NULL;
    struct listing listing;
    struct error why;

    if (listing_rule_new(xpath, class_name, &rule, &why) != STATUS_OK) {
        return;
    }
    if (listing_read(rule, page->data, page->length, page->content_type, page->url,
                     LISTING_LINKS_MAX, arena, &listing, &why) == STATUS_OK) {
        for (size_t i = 0; i < listing.count; i++) {
            bool article = discover_is_article_address(arena, site, listing.links[i].url) &&
                           discover_is_headline(listing.links[i].title);

            tried.articles += article;
            tried.others += !article;
        }
    }
    listing_rule_free(rule);
    /* many articles, and few links of other kinds among them */
    if (tried.articles >= DISCOVER_LINKS_MIN && tried.others <= tried.articles &&
        (found->articles == 0 ||
         tried.articles * tried.articles * weight * (found->articles + found->others) >
             found->articles * found->articles * found->weight * (tried.articles + tried.others))) {
        *found = tried;
        found->weight = weight;
    }
}

bool discover_listing(const struct discover_page *page, struct arena *arena,
                      struct discover_listing *found)
{
    static const char *const xpaths[] = {"//article//a[.//h1 or .//h2 or .//h3 or .//h4]",
                                         "//h2//a | //a[.//h2]", "//h3//a | //a[.//h3]",
                                         "//main//a"};
    struct discover_classes *classes = arena_alloc(arena, sizeof *classes);
    const char *text = NULL;
    struct error why;
    struct tree tree;
    size_t length = 0;

    *found = (struct discover_listing){0};
    if (charset_decode(page->data, page->length, page->content_type, arena, &text, &length, &why) !=
            STATUS_OK ||
        !tree_read(&tree, arena, text, length)) {
        return false;
    }
    discover_count_links(classes, arena, &tree, page->url);
    tree_close(&tree);
    for (size_t trial = 0; trial < DISCOVER_TRIALS; trial++) {
        size_t best = 0, links;
        bool wide;

        for (size_t i = 1; i < classes->names.count && i < DISCOVER_CLASSES_MAX; i++) {
            best = classes->links[i] > classes->links[best] ? i : best;
        }
        links = classes->links[best];
        if (links < DISCOVER_LINKS_MIN) {
            break;
        }
        classes->links[best] = 0;
        wide = links > 3 * classes->places[best];
        discover_try(page, arena, classes->items[best], NULL, wide, found);
    }
    for (size_t i = 0; i < sizeof xpaths / sizeof xpaths[0]; i++) {
        discover_try(page, arena, NULL, xpaths[i], false, found);
    }
    return found->articles > 0;
}
