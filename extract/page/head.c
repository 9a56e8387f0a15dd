/* What the head of a page says: <meta>, <link> and <title>. */
#include <stdint.h>
#include <string.h>
#include "common/ascii.h"
#include "common/fnv.h"
#include "extract/page/byline.h"
#include "extract/page/dom.h"
#include "extract/page/meta.h"
#include "extract/page/text.h"

enum {
    HEAD_NAME_MAX = 60,
    HEAD_SLOTS = 512,
    HEAD_LABELS = 2,
    HEAD_SITE_MAX = 100,
    HEAD_TITLE_MAX = 1000
};

enum head_use { HEAD_FACT, HEAD_AUTHOR, HEAD_TAGS, HEAD_OG_TYPE, HEAD_SITE, HEAD_LABEL, HEAD_DATA };

struct head_name {
    const char *name; /* lower case */
    enum head_use use;
    enum meta_field field; /* HEAD_LABEL, HEAD_DATA: which of them */
    enum meta_rank rank;
};

#define FACT(name, field, rank)                                                                    \
    {                                                                                              \
        name, HEAD_FACT, META_##field, META_##rank                                                 \
    }
#define AUTHOR(name, rank)                                                                         \
    {                                                                                              \
        name, HEAD_AUTHOR, META_FIELD_COUNT, META_##rank                                           \
    }
#define TAGS(name, rank)                                                                           \
    {                                                                                              \
        name, HEAD_TAGS, META_FIELD_COUNT, META_##rank                                             \
    }

/* Names of <meta>, whatever attribute carries them. */
static const struct head_name head_names[] = {
    FACT("og:title", TITLE, OPENGRAPH),
    FACT("twitter:title", TITLE, HEAD),
    FACT("parsely-title", TITLE, HEAD),
    FACT("sailthru.title", TITLE, HEAD),
    FACT("dc.title", TITLE, WEAK),
    FACT("dcterms.title", TITLE, WEAK),
    FACT("citation_title", TITLE, OPENGRAPH),
    FACT("title", TITLE, WEAK),
    FACT("og:site_name", SITE, OPENGRAPH),
    FACT("application-name", SITE, WEAK),
    FACT("dc.publisher", SITE, WEAK),
    FACT("citation_journal_title", SITE, HEAD),
    FACT("article:section", SECTION, OPENGRAPH),
    FACT("parsely-section", SECTION, HEAD),
    FACT("section", SECTION, WEAK),
    FACT("og:image", IMAGE, OPENGRAPH),
    FACT("og:image:url", IMAGE, OPENGRAPH),
    FACT("og:image:secure_url", IMAGE, HEAD),
    FACT("twitter:image", IMAGE, HEAD),
    FACT("twitter:image:src", IMAGE, HEAD),
    FACT("og:url", CANONICAL, HEAD),
    FACT("og:locale", LANGUAGE, WEAK),
    FACT("inlanguage", LANGUAGE, OPENGRAPH), /* of the article, not of the site's template */
    FACT("content-language", LANGUAGE, WEAK),
    FACT("dc.language", LANGUAGE, WEAK),
    FACT("language", LANGUAGE, WEAK),
    FACT("article:published_time", PUBLISHED, OPENGRAPH),
    FACT("article:published", PUBLISHED, OPENGRAPH),
    FACT("article:publishedtime", PUBLISHED, OPENGRAPH),
    FACT("article:post_date", PUBLISHED, OPENGRAPH),
    FACT("article:post_published", PUBLISHED, OPENGRAPH),
    FACT("og:published_time", PUBLISHED, OPENGRAPH),
    FACT("og:article:published_time", PUBLISHED, OPENGRAPH),
    FACT("og:pubdate", PUBLISHED, OPENGRAPH),
    FACT("og:publish_date", PUBLISHED, OPENGRAPH),
    FACT("og:question:published_time", PUBLISHED, HEAD),
    FACT("datepublished", PUBLISHED, HEAD),
    FACT("date_published", PUBLISHED, HEAD),
    FACT("publish_date", PUBLISHED, HEAD),
    FACT("publish-date", PUBLISHED, HEAD),
    FACT("publishdate", PUBLISHED, HEAD),
    FACT("published-date", PUBLISHED, HEAD),
    FACT("published_date", PUBLISHED, HEAD),
    FACT("published_time", PUBLISHED, HEAD),
    FACT("published", PUBLISHED, HEAD),
    FACT("publication_date", PUBLISHED, HEAD),
    FACT("publication-date", PUBLISHED, HEAD),
    FACT("publicationdate", PUBLISHED, HEAD),
    FACT("pubdate", PUBLISHED, HEAD),
    FACT("pub_date", PUBLISHED, HEAD),
    FACT("parsely-pub-date", PUBLISHED, HEAD),
    FACT("sailthru.date", PUBLISHED, HEAD),
    FACT("citation_publication_date", PUBLISHED, HEAD),
    FACT("citation_online_date", PUBLISHED, HEAD),
    FACT("citation_date", PUBLISHED, WEAK),
    FACT("cxenseparse:recs:publishtime", PUBLISHED, HEAD),
    FACT("cxenseparse:publishtime", PUBLISHED, HEAD),
    FACT("bt:pubdate", PUBLISHED, HEAD),
    FACT("rnews:datepublished", PUBLISHED, HEAD),
    FACT("article.published", PUBLISHED, HEAD),
    FACT("article.created", PUBLISHED, WEAK),
    FACT("article_date_original", PUBLISHED, HEAD),
    FACT("originalpublicationdate", PUBLISHED, HEAD),
    FACT("releasedate", PUBLISHED, HEAD),
    FACT("displaydate", PUBLISHED, HEAD),
    FACT("timestamp", PUBLISHED, HEAD),
    FACT("shareaholic:article_published_time", PUBLISHED, HEAD),
    FACT("dc.date.issued", PUBLISHED, HEAD),
    FACT("dcterms.issued", PUBLISHED, HEAD),
    FACT("dc.issued", PUBLISHED, HEAD),
    FACT("dc.date.published", PUBLISHED, HEAD),
    FACT("dc.date.created", PUBLISHED, WEAK),
    FACT("dcterms.created", PUBLISHED, WEAK),
    FACT("dc.created", PUBLISHED, WEAK),
    FACT("dcterms.date", PUBLISHED, WEAK),
    FACT("dc.date", PUBLISHED, WEAK),
    FACT("prism.publicationdate", PUBLISHED, HEAD),
    FACT("datecreated", PUBLISHED, WEAK),
    FACT("created", PUBLISHED, WEAK),
    FACT("date", PUBLISHED, WEAK),
    FACT("cdate", PUBLISHED, WEAK),
    FACT("ptime", PUBLISHED, WEAK),
    FACT("pdate", PUBLISHED, WEAK),
    FACT("article:modified_time", MODIFIED, OPENGRAPH),
    FACT("article:modified", MODIFIED, OPENGRAPH),
    FACT("og:updated_time", MODIFIED, HEAD),
    FACT("datemodified", MODIFIED, HEAD),
    FACT("lastmod", MODIFIED, HEAD),
    FACT("last-modified", MODIFIED, HEAD),
    FACT("dcterms.modified", MODIFIED, HEAD),
    FACT("dc.date.modified", MODIFIED, HEAD),
    FACT("dateupdate", MODIFIED, WEAK),
    FACT("utime", MODIFIED, WEAK),
    AUTHOR("article:author", OPENGRAPH),
    AUTHOR("author", HEAD),
    AUTHOR("authors", HEAD),
    AUTHOR("parsely-author", HEAD),
    AUTHOR("sailthru.author", HEAD),
    AUTHOR("dc.creator", HEAD),
    AUTHOR("dcterms.creator", HEAD),
    AUTHOR("dc.contributor", WEAK),
    AUTHOR("citation_author", HEAD),
    AUTHOR("byl", HEAD),
    AUTHOR("byline", HEAD),
    AUTHOR("article:author_name", HEAD),
    AUTHOR("cxenseparse:author", HEAD),
    AUTHOR("rbauthors", HEAD),
    AUTHOR("shareaholic:article_author_name", HEAD),
    AUTHOR("og:article:author", OPENGRAPH),
    AUTHOR("creator", WEAK),
    AUTHOR("dc.author", HEAD),
    AUTHOR("article.author", HEAD),
    AUTHOR("bt:author", HEAD),
    TAGS("article:tag", OPENGRAPH),
    TAGS("news_keywords", HEAD),
    TAGS("parsely-tags", HEAD),
    TAGS("sailthru.tags", HEAD),
    TAGS("keywords", WEAK),
    TAGS("dc.subject", WEAK),
    {"og:type", HEAD_OG_TYPE, META_FIELD_COUNT, META_NONE},
    {"apple-mobile-web-app-title", HEAD_SITE, META_FIELD_COUNT, META_NONE},
    {"al:android:app_name", HEAD_SITE, META_FIELD_COUNT, META_NONE},
    {"al:ios:app_name", HEAD_SITE, META_FIELD_COUNT, META_NONE},
    {"twitter:label1", HEAD_LABEL, (enum meta_field)0, META_NONE},
    {"twitter:data1", HEAD_DATA, (enum meta_field)0, META_NONE},
    {"twitter:label2", HEAD_LABEL, (enum meta_field)1, META_NONE},
    {"twitter:data2", HEAD_DATA, (enum meta_field)1, META_NONE},
};

#undef FACT
#undef AUTHOR
#undef TAGS

enum { HEAD_NAMES = sizeof head_names / sizeof head_names[0] };
_Static_assert(HEAD_NAMES < 255 && HEAD_NAMES * 2 < HEAD_SLOTS, "a slot is a byte, half are free");

struct head {
    struct meta *meta;
    const struct tree *tree;
    bool in_body;
    uint8_t slots[HEAD_SLOTS];       /* index into head_names + 1, by hash of the name */
    const char *labels[HEAD_LABELS]; /* "Written by", "Est. reading time" ... */
    const char *data[HEAD_LABELS];   /* ... and what they label */
};

static size_t head_hash(const char *name)
{
    return fnv_short(fnv_text(FNV_START, name)) % HEAD_SLOTS;
}

static void head_index(struct head *head)
{
    for (size_t i = 0; i < HEAD_NAMES; i++) {
        size_t slot = head_hash(head_names[i].name);

        while (head->slots[slot] != 0) {
            slot = (slot + 1) % HEAD_SLOTS;
        }
        head->slots[slot] = (uint8_t)(i + 1);
    }
}

static const struct head_name *head_find(const struct head *head, const char *name)
{
    char small[HEAD_NAME_MAX];
    size_t length = 0, slot;

    for (; name[length] != '\0' && length + 1 < sizeof small; length++) {
        small[length] = ascii_lower(name[length]);
    }
    small[length] = '\0';
    for (slot = head_hash(small); head->slots[slot] != 0; slot = (slot + 1) % HEAD_SLOTS) {
        const struct head_name *found = &head_names[head->slots[slot] - 1];

        if (strcmp(found->name, small) == 0) {
            return found;
        }
    }
    return NULL;
}

static void head_take(struct head *head, const struct head_name *name, bool itemprop,
                      const char *content)
{
    struct meta *meta = head->meta;
    enum meta_rank rank = itemprop && name->rank < META_MICRODATA ? META_MICRODATA : name->rank;

    switch (name->use) {
    case HEAD_FACT:
        if (!itemprop || !head->in_body ||
            (name->field != META_PUBLISHED && name->field != META_MODIFIED)) {
            meta_offer(meta, name->field, rank, content);
        } /* else it is the date of some item, which visible_date.c finds out */
        break;
    case HEAD_AUTHOR:
        meta_offer_authors(meta, rank, content);
        break;
    case HEAD_TAGS:
        meta_offer_tags(meta, rank, content);
        break;
    case HEAD_SITE:
        meta_offer_site(meta, content);
        break;
    case HEAD_OG_TYPE:
        meta->og_type = content;
        break;
    case HEAD_LABEL:
        head->labels[name->field] = content;
        break;
    case HEAD_DATA:
        head->data[name->field] = content;
        break;
    }
}

static void head_read_meta(struct head *head, const xmlNode *node)
{
    const char *names[2] = {NULL, NULL}, *content = NULL;
    bool itemprop[2] = {false, false};
    size_t count = 0;

    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        const char *key = (const char *)attribute->name;
        const char *value = attribute->children == NULL || attribute->children->content == NULL
                                ? ""
                                : (const char *)attribute->children->content;

        if (strcmp(key, "content") == 0) {
            content = value;
        } else if (count < 2 && (strcmp(key, "property") == 0 || strcmp(key, "name") == 0 ||
                                 strcmp(key, "itemprop") == 0 || strcmp(key, "http-equiv") == 0)) {
            itemprop[count] = *key == 'i';
            names[count++] = value;
        }
    }
    for (size_t i = 0; i < count && content != NULL; i++) {
        const struct head_name *found = head_find(head, names[i]);
        const char *text = found == NULL ? NULL : text_unescape(head->meta->arena, content);

        if (text != NULL) {
            head_take(head, found, itemprop[i], text);
        }
    }
}

/* "The Outlet » Feed", "The Outlet RSS": feeds tell the outlet's name. */
static void head_read_feed(struct meta *meta, const char *title)
{
    const char *end = title == NULL ? NULL : strstr(title, "»");

    if (end != NULL && (size_t)(end - title) < HEAD_SITE_MAX) {
        meta_offer_site(meta, text_tidy_bytes(meta->arena, title, (size_t)(end - title)));
    }
}

static void head_read_link(struct head *head, uint32_t i)
{
    const xmlNode *node = head->tree->nodes[i].node;
    const char *rel = tree_attribute(head->tree, i, "rel");

    if (rel == NULL) {
        return;
    }
    if (dom_has_word(node, "rel", "canonical")) {
        meta_offer(head->meta, META_CANONICAL, META_OPENGRAPH,
                   tree_attribute(head->tree, i, "href"));
    } else if (dom_has_word(node, "rel", "alternate")) {
        const char *type = tree_attribute(head->tree, i, "type");

        if (type != NULL && (text_contains(type, "rss") || text_contains(type, "atom"))) {
            head_read_feed(head->meta,
                           text_tidy(head->meta->arena, tree_attribute(head->tree, i, "title")));
        }
    }
}

/* What a label such as "Written by" or "Verfasst von" labels, is an author. */
static void head_use_labels(struct head *head)
{
    for (size_t i = 0; i < HEAD_LABELS; i++) {
        if (head->labels[i] != NULL && head->data[i] != NULL && byline_is_lead(head->labels[i])) {
            meta_offer_authors(head->meta, META_HEAD, head->data[i]);
        }
    }
}

void meta_read_head(struct meta *meta, const struct tree *tree)
{
    struct head *head = arena_alloc(meta->arena, sizeof *head);

    head->meta = meta;
    head->tree = tree;
    head_index(head);
    meta_offer(meta, META_LANGUAGE, META_HEAD, tree_attribute(tree, 0, "lang"));
    meta_offer(meta, META_LANGUAGE, META_HEAD, tree_attribute(tree, 0, "xml:lang"));
    for (uint32_t i = 1; i < tree->count; i++) {
        switch ((enum tag)tree->nodes[i].tag) {
        case TAG_BODY:
            head->in_body = true;
            break;
        case TAG_META:
            head_read_meta(head, tree->nodes[i].node);
            break;
        case TAG_LINK:
            head_read_link(head, i);
            break;
        case TAG_TITLE:
            if (meta->head_title == NULL) {
                meta->head_title = tree_text(tree, meta->arena, i, HEAD_TITLE_MAX);
            }
            break;
        default:
            break;
        }
    }
    meta_offer(meta, META_TITLE, META_GUESS, meta->head_title);
    head_use_labels(head);
}
