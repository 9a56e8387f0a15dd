#include "extract/page/meta.h"

#include <string.h>
#include <strings.h>
#include "extract/page/byline.h"
#include "extract/page/dom.h"
#include "extract/page/text.h"

enum {
    META_DATES_MAX = 16,
    META_DATE_MAX = 100,
    META_TAGS_MAX = 50,
    META_TAG_MAX = 100,
    META_VALUE_MAX = 8192
};

void meta_offer(struct meta *meta, enum meta_field field, enum meta_rank rank, const char *value)
{
    struct meta_fact *fact = &meta->facts[field];

    if (field == META_PUBLISHED && value != NULL && meta->published.count < META_DATES_MAX &&
        strlen(value) < META_DATE_MAX) {
        string_list_add(meta->arena, &meta->published, value);
    }

    if (value != NULL && *value != '\0' && strlen(value) < META_VALUE_MAX &&
        (fact->value == NULL || rank < fact->rank)) {
        fact->value = arena_strdup(meta->arena, value);
        fact->rank = rank;
    }
}

void meta_offer_authors(struct meta *meta, enum meta_rank rank, const char *byline)
{
    struct string_list found = {0};

    if (byline == NULL || rank > meta->authors_rank) {
        return;
    }
    byline_add(meta->arena, &found, byline);
    if (found.count == 0) {
        return;
    }
    if (rank < meta->authors_rank) {
        meta->authors = (struct string_list){0};
        meta->authors_rank = rank;
    }
    for (size_t i = 0; i < found.count; i++) {
        byline_add(meta->arena, &meta->authors, found.items[i]);
    }
}

void meta_offer_tags(struct meta *meta, enum meta_rank rank, const char *tags)
{
    if (tags == NULL || rank > meta->tags_rank) {
        return;
    }
    if (rank < meta->tags_rank) {
        meta->tags = (struct string_list){0};
        meta->tags_rank = rank;
    }
    while (*tags != '\0' && meta->tags.count < META_TAGS_MAX) {
        size_t length = strcspn(tags, ",;|");
        const char *tag = text_tidy_bytes(meta->arena, tags, length);
        bool known = tag == NULL || text_points(tag) > META_TAG_MAX;

        for (size_t i = 0; i < meta->tags.count && !known; i++) {
            known = text_equal(meta->tags.items[i], tag);
        }
        if (!known) {
            string_list_add(meta->arena, &meta->tags, tag);
        }
        tags += length + (tags[length] != '\0');
    }
}

/* Names of <meta>, whatever attribute carries them. */
static const struct {
    const char *name;
    enum meta_field field;
    enum meta_rank rank;
} meta_names[] = {
    {"og:title", META_TITLE, META_OPENGRAPH},
    {"twitter:title", META_TITLE, META_HEAD},
    {"parsely-title", META_TITLE, META_HEAD},
    {"sailthru.title", META_TITLE, META_HEAD},
    {"dc.title", META_TITLE, META_WEAK},
    {"dcterms.title", META_TITLE, META_WEAK},
    {"citation_title", META_TITLE, META_OPENGRAPH},
    {"title", META_TITLE, META_WEAK},
    {"og:site_name", META_SITE, META_OPENGRAPH},
    {"application-name", META_SITE, META_WEAK},
    {"dc.publisher", META_SITE, META_WEAK},
    {"citation_journal_title", META_SITE, META_HEAD},
    {"article:section", META_SECTION, META_OPENGRAPH},
    {"parsely-section", META_SECTION, META_HEAD},
    {"section", META_SECTION, META_WEAK},
    {"og:image", META_IMAGE, META_OPENGRAPH},
    {"og:image:url", META_IMAGE, META_OPENGRAPH},
    {"og:image:secure_url", META_IMAGE, META_HEAD},
    {"twitter:image", META_IMAGE, META_HEAD},
    {"twitter:image:src", META_IMAGE, META_HEAD},
    {"og:url", META_CANONICAL, META_HEAD},
    {"og:locale", META_LANGUAGE, META_WEAK},
    {"inlanguage", META_LANGUAGE, META_OPENGRAPH}, /* of the article, not of the site's template */
    {"content-language", META_LANGUAGE, META_WEAK},
    {"dc.language", META_LANGUAGE, META_WEAK},
    {"language", META_LANGUAGE, META_WEAK},
    {"article:published_time", META_PUBLISHED, META_OPENGRAPH},
    {"article:published", META_PUBLISHED, META_OPENGRAPH},
    {"article:publishedtime", META_PUBLISHED, META_OPENGRAPH},
    {"article:post_date", META_PUBLISHED, META_OPENGRAPH},
    {"article:post_published", META_PUBLISHED, META_OPENGRAPH},
    {"og:published_time", META_PUBLISHED, META_OPENGRAPH},
    {"og:article:published_time", META_PUBLISHED, META_OPENGRAPH},
    {"og:pubdate", META_PUBLISHED, META_OPENGRAPH},
    {"og:publish_date", META_PUBLISHED, META_OPENGRAPH},
    {"og:question:published_time", META_PUBLISHED, META_HEAD},
    {"datepublished", META_PUBLISHED, META_HEAD},
    {"date_published", META_PUBLISHED, META_HEAD},
    {"publish_date", META_PUBLISHED, META_HEAD},
    {"publish-date", META_PUBLISHED, META_HEAD},
    {"publishdate", META_PUBLISHED, META_HEAD},
    {"published-date", META_PUBLISHED, META_HEAD},
    {"published_date", META_PUBLISHED, META_HEAD},
    {"published_time", META_PUBLISHED, META_HEAD},
    {"published", META_PUBLISHED, META_HEAD},
    {"publication_date", META_PUBLISHED, META_HEAD},
    {"publication-date", META_PUBLISHED, META_HEAD},
    {"publicationdate", META_PUBLISHED, META_HEAD},
    {"pubdate", META_PUBLISHED, META_HEAD},
    {"pub_date", META_PUBLISHED, META_HEAD},
    {"parsely-pub-date", META_PUBLISHED, META_HEAD},
    {"sailthru.date", META_PUBLISHED, META_HEAD},
    {"citation_publication_date", META_PUBLISHED, META_HEAD},
    {"citation_online_date", META_PUBLISHED, META_HEAD},
    {"citation_date", META_PUBLISHED, META_WEAK},
    {"cxenseparse:recs:publishtime", META_PUBLISHED, META_HEAD},
    {"cxenseparse:publishtime", META_PUBLISHED, META_HEAD},
    {"bt:pubdate", META_PUBLISHED, META_HEAD},
    {"rnews:datepublished", META_PUBLISHED, META_HEAD},
    {"article.published", META_PUBLISHED, META_HEAD},
    {"article.created", META_PUBLISHED, META_WEAK},
    {"article_date_original", META_PUBLISHED, META_HEAD},
    {"originalpublicationdate", META_PUBLISHED, META_HEAD},
    {"releasedate", META_PUBLISHED, META_HEAD},
    {"displaydate", META_PUBLISHED, META_HEAD},
    {"timestamp", META_PUBLISHED, META_HEAD},
    {"shareaholic:article_published_time", META_PUBLISHED, META_HEAD},
    {"dc.date.issued", META_PUBLISHED, META_HEAD},
    {"dcterms.issued", META_PUBLISHED, META_HEAD},
    {"dc.issued", META_PUBLISHED, META_HEAD},
    {"dc.date.published", META_PUBLISHED, META_HEAD},
    {"dc.date.created", META_PUBLISHED, META_WEAK},
    {"dcterms.created", META_PUBLISHED, META_WEAK},
    {"dc.created", META_PUBLISHED, META_WEAK},
    {"dcterms.date", META_PUBLISHED, META_WEAK},
    {"dc.date", META_PUBLISHED, META_WEAK},
    {"prism.publicationdate", META_PUBLISHED, META_HEAD},
    {"datecreated", META_PUBLISHED, META_WEAK},
    {"created", META_PUBLISHED, META_WEAK},
    {"date", META_PUBLISHED, META_WEAK},
    {"cdate", META_PUBLISHED, META_WEAK},
    {"ptime", META_PUBLISHED, META_WEAK},
    {"pdate", META_PUBLISHED, META_WEAK},
    {"article:modified_time", META_MODIFIED, META_OPENGRAPH},
    {"article:modified", META_MODIFIED, META_OPENGRAPH},
    {"og:updated_time", META_MODIFIED, META_HEAD},
    {"datemodified", META_MODIFIED, META_HEAD},
    {"lastmod", META_MODIFIED, META_HEAD},
    {"last-modified", META_MODIFIED, META_HEAD},
    {"dcterms.modified", META_MODIFIED, META_HEAD},
    {"dc.date.modified", META_MODIFIED, META_HEAD},
    {"dateupdate", META_MODIFIED, META_WEAK},
    {"utime", META_MODIFIED, META_WEAK},
};

static const struct {
    const char *name;
    enum meta_rank rank;
} meta_author_names[] = {
    {"article:author", META_OPENGRAPH},
    {"author", META_HEAD},
    {"authors", META_HEAD},
    {"parsely-author", META_HEAD},
    {"sailthru.author", META_HEAD},
    {"dc.creator", META_HEAD},
    {"dcterms.creator", META_HEAD},
    {"dc.contributor", META_WEAK},
    {"citation_author", META_HEAD},
    {"byl", META_HEAD},
    {"byline", META_HEAD},
    {"article:author_name", META_HEAD},
    {"cxenseparse:author", META_HEAD},
    {"rbauthors", META_HEAD},
    {"twitter:data1", META_NONE},
    {"shareaholic:article_author_name", META_HEAD},
    {"og:article:author", META_OPENGRAPH},
};

static void meta_read_element(struct meta *meta, const char *name, const char *content)
{
    for (size_t i = 0; i < sizeof meta_names / sizeof meta_names[0]; i++) {
        if (strcasecmp(name, meta_names[i].name) == 0) {
            meta_offer(meta, meta_names[i].field, meta_names[i].rank, content);
        }
    }
    for (size_t i = 0; i < sizeof meta_author_names / sizeof meta_author_names[0]; i++) {
        if (strcasecmp(name, meta_author_names[i].name) == 0 &&
            meta_author_names[i].rank != META_NONE) {
            meta_offer_authors(meta, meta_author_names[i].rank, content);
        }
    }
    if (strcasecmp(name, "article:tag") == 0) {
        meta_offer_tags(meta, META_OPENGRAPH, content);
    } else if (strcasecmp(name, "keywords") == 0 || strcasecmp(name, "news_keywords") == 0 ||
               strcasecmp(name, "parsely-tags") == 0) {
        meta_offer_tags(meta, META_HEAD, content);
    } else if (strcasecmp(name, "og:type") == 0) {
        meta->og_type = arena_strdup(meta->arena, content);
    }
}

static void meta_read_head(struct meta *meta, const xmlNode *node)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = text_unescape(meta->arena, dom_attribute(node, "content"));

    if (content == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *name = dom_attribute(node, keys[i]);

        if (name != NULL) {
            meta_read_element(meta, name, content);
        }
    }
}

static void meta_read_link(struct meta *meta, const xmlNode *node)
{
    if (dom_has_word(node, "rel", "canonical")) {
        meta_offer(meta, META_CANONICAL, META_OPENGRAPH, dom_attribute(node, "href"));
    }
}

/* "Headline - Outlet", "Outlet | Headline": the part that is not the outlet. */
static const char *meta_strip_site(struct meta *meta, const char *title, const char *site)
{
    static const char *const separators[] = {
        " | ", " - ", " – ", " — ", " :: ", " « ", " » ", " • ", " · ", " / "};
    const char *best = title;

    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        const char *first = strstr(title, separators[i]), *last = first, *next;
        size_t length = strlen(separators[i]);

        if (first == NULL) {
            continue;
        }
        while ((next = strstr(last + length, separators[i])) != NULL) {
            last = next;
        }
        if (site != NULL && text_contains(last + length, site)) {
            best = text_tidy_bytes(meta->arena, title, (size_t)(last - title));
        } else if (site != NULL && (size_t)(first - title) <= strlen(site) + 3 &&
                   strncasecmp(title, site, strlen(site)) == 0) {
            best = text_tidy(meta->arena, first + length);
        } else if (site == NULL && text_words(last + length) <= 4 && text_words(title) > 7) {
            best = text_tidy_bytes(meta->arena, title, (size_t)(last - title));
        }
        if (best != title && best != NULL) {
            return best;
        }
        best = title;
    }
    return best;
}

static void meta_clean_title(struct meta *meta)
{
    struct meta_fact *title = &meta->facts[META_TITLE];

    if (title->value != NULL) {
        title->value = meta_strip_site(meta, title->value, meta->facts[META_SITE].value);
    }
}

void meta_read(struct meta *meta, struct arena *arena, const struct tree *tree)
{
    const xmlNode *root = tree->nodes[0].node;

    *meta = (struct meta){.arena = arena, .authors_rank = META_NONE, .tags_rank = META_NONE};
    meta_read_jsonld(meta, tree);
    meta_offer(meta, META_LANGUAGE, META_HEAD, dom_attribute(root, "lang"));
    meta_offer(meta, META_LANGUAGE, META_HEAD, dom_attribute(root, "xml:lang"));
    for (const xmlNode *node = dom_next(root, root); node != NULL; node = dom_next(root, node)) {
        if (dom_is(node, "meta")) {
            meta_read_head(meta, node);
        } else if (dom_is(node, "link")) {
            meta_read_link(meta, node);
        } else if (dom_is(node, "title") && meta->facts[META_TITLE].rank != META_GUESS) {
            meta_offer(meta, META_TITLE, META_GUESS, dom_text(arena, node));
        }
    }
    meta_read_visible(meta, root);
    meta_read_dates(meta, root);
    meta_clean_title(meta);
}
