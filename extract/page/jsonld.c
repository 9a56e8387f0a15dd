/* JSON-LD of schema.org: objects, lists and graphs, with references by @id; of all that a page
 * describes, the article that it is about. */
#include <jansson.h>
#include <stdint.h>
#include <string.h>
#include "extract/page/fold.h"
#include "extract/page/jsonld_parse.h"
#include "extract/page/meta.h"
#include "extract/page/text.h"
#include "extract/page/title.h"

enum {
    JSONLD_DEPTH_MAX = 12,
    JSONLD_NODES_MAX = 2000,
    JSONLD_FOLLOW_MAX = 200, /* references that are looked up */
    JSONLD_HEADLINE_MIN = 8, /* bytes of a headline that another may contain */
    JSONLD_CRUMBS_MAX = 20,
    JSONLD_MANY = 3 /* articles side by side, none of them the page's own: a list */
};

enum jsonld_kind {
    JSONLD_OTHER,
    JSONLD_WORK,    /* CreativeWork, and kinds of it that are no article but have authors */
    JSONLD_ARTICLE, /* Article, BlogPosting */
    JSONLD_NEWS,    /* NewsArticle and kinds of it */
    JSONLD_PAGE,    /* WebPage */
    JSONLD_SITE,    /* WebSite, Organization */
    JSONLD_CRUMBS
};

struct jsonld_node {
    const json_t *json;
    enum jsonld_kind kind;
    bool inner; /* described only as a part of something, or as an item of a list */
};

struct jsonld {
    struct meta *meta;
    struct jsonld_node nodes[JSONLD_NODES_MAX];
    size_t count;
    size_t followed;
    struct string_list titles; /* of the head, folded */
};

static const struct {
    const char *type;
    enum jsonld_kind kind;
} jsonld_types[] = {{"NewsArticle", JSONLD_NEWS},
                    {"ReportageNewsArticle", JSONLD_NEWS},
                    {"AnalysisNewsArticle", JSONLD_NEWS},
                    {"OpinionNewsArticle", JSONLD_NEWS},
                    {"ReviewNewsArticle", JSONLD_NEWS},
                    {"BackgroundNewsArticle", JSONLD_NEWS},
                    {"AskPublicNewsArticle", JSONLD_NEWS},
                    {"LiveBlogPosting", JSONLD_NEWS},
                    {"Article", JSONLD_ARTICLE},
                    {"BlogPosting", JSONLD_ARTICLE},
                    {"SocialMediaPosting", JSONLD_ARTICLE},
                    {"DiscussionForumPosting", JSONLD_ARTICLE},
                    {"AdvertiserContentArticle", JSONLD_ARTICLE},
                    {"SatiricalArticle", JSONLD_ARTICLE},
                    {"ScholarlyArticle", JSONLD_ARTICLE},
                    {"MedicalScholarlyArticle", JSONLD_ARTICLE},
                    {"TechArticle", JSONLD_ARTICLE},
                    {"APIReference", JSONLD_ARTICLE},
                    {"Report", JSONLD_ARTICLE},
                    {"CreativeWork", JSONLD_WORK},
                    {"Recipe", JSONLD_WORK},
                    {"HowTo", JSONLD_WORK},
                    {"Review", JSONLD_WORK},
                    {"CriticReview", JSONLD_WORK},
                    {"Chapter", JSONLD_WORK},
                    {"PodcastEpisode", JSONLD_WORK},
                    {"RadioEpisode", JSONLD_WORK},
                    {"WebPage", JSONLD_PAGE},
                    {"ItemPage", JSONLD_PAGE},
                    {"MedicalWebPage", JSONLD_PAGE},
                    {"WebSite", JSONLD_SITE},
                    {"Organization", JSONLD_SITE},
                    {"NewsMediaOrganization", JSONLD_SITE},
                    {"BreadcrumbList", JSONLD_CRUMBS}};

/* A name without the schema's address: "http://schema.org/Article". */
static const char *jsonld_short_type(const json_t *type)
{
    const char *text = json_string_value(type);
    const char *slash = text == NULL ? NULL : strrchr(text, '/');

    return slash != NULL ? slash + 1 : text != NULL ? text : "";
}

static bool jsonld_type_is(const json_t *json, const char *type)
{
    const json_t *types = json_object_get(json, "@type"), *item;
    size_t i;

    if (json_is_string(types)) {
        return strcmp(jsonld_short_type(types), type) == 0;
    }
    json_array_foreach(types, i, item)
    {
        if (strcmp(jsonld_short_type(item), type) == 0) {
            return true;
        }
    }
    return false;
}

static enum jsonld_kind jsonld_kind_of(const json_t *json)
{
    if (json_object_get(json, "@type") != NULL) {
        for (size_t i = 0; i < sizeof jsonld_types / sizeof jsonld_types[0]; i++) {
            if (jsonld_type_is(json, jsonld_types[i].type)) {
                return jsonld_types[i].kind;
            }
        }
    }
    return JSONLD_OTHER;
}

/* Keys below which the page's own article may stand. */
static bool jsonld_is_main_key(const char *key)
{
    return strcmp(key, "@graph") == 0 || strcmp(key, "mainEntity") == 0 ||
           strcmp(key, "mainEntityOfPage") == 0;
}

/* All objects, in the order of the text; depth is bounded. */
static void jsonld_collect(struct jsonld *jsonld, const json_t *json, bool inner, int depth)
{
    const char *key;
    const json_t *item;
    size_t i;

    if (depth > JSONLD_DEPTH_MAX) {
        return;
    }
    if (json_is_array(json)) {
        json_array_foreach(json, i, item)
        {
            jsonld_collect(jsonld, item, inner, depth + 1);
        }
    } else if (json_is_object(json) && jsonld->count < JSONLD_NODES_MAX) {
        jsonld->nodes[jsonld->count++] =
            (struct jsonld_node){.json = json, .kind = jsonld_kind_of(json), .inner = inner};
        json_object_foreach((json_t *)(uintptr_t)json, key, item)
        {
            if (json_is_object(item) || json_is_array(item)) {
                jsonld_collect(jsonld, item, inner || !jsonld_is_main_key(key), depth + 1);
            }
        }
    }
}

/* The object that {"@id": x} points to; the value itself otherwise. */
static const json_t *jsonld_follow(struct jsonld *jsonld, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id"));

    if (id != NULL && json_object_get(value, "name") == NULL &&
        json_object_get(value, "url") == NULL && jsonld->followed++ < JSONLD_FOLLOW_MAX) {
        for (size_t i = 0; i < jsonld->count; i++) {
            const json_t *json = jsonld->nodes[i].json;
            const char *other = json_string_value(json_object_get(json, "@id"));

            if (other != NULL && strcmp(other, id) == 0 && json_object_size(json) > 1) {
                return json;
            }
        }
    }
    return value;
}

/* Text of a value that may be a string, an object with `key`, or a list of such: the first. */
static const char *jsonld_text(struct jsonld *jsonld, const json_t *value, const char *key)
{
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    value = json_is_object(value) ? jsonld_follow(jsonld, value) : value;
    value = json_is_object(value) ? json_object_get(value, key) : value;
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    return json_is_string(value) ? text_unescape(jsonld->meta->arena, json_string_value(value))
                                 : NULL;
}

static const char *jsonld_get(struct jsonld *jsonld, const json_t *json, const char *key,
                              const char *inner)
{
    return jsonld_text(jsonld, json_object_get(json, key), inner);
}

static void jsonld_author(struct jsonld *jsonld, const json_t *author, enum meta_rank rank)
{
    const json_t *person = json_is_object(author) ? jsonld_follow(jsonld, author) : author;
    const json_t *names = json_is_object(person) ? json_object_get(person, "name") : NULL, *item;
    bool outlet = json_is_object(person) && !jsonld_type_is(person, "Person") &&
                  json_object_get(person, "@type") != NULL;
    size_t i;

    if (json_is_string(author)) {
        outlet = title_is_site(jsonld->meta->arena, &jsonld->meta->sites,
                               fold_text(jsonld->meta->arena, json_string_value(author)));
    }
    rank = outlet ? META_GUESS : rank;
    if (json_is_array(names)) {
        json_array_foreach(names, i, item)
        {
            meta_offer_authors(jsonld->meta, rank, jsonld_text(jsonld, item, "@value"));
        }
    } else {
        meta_offer_authors(jsonld->meta, rank, jsonld_text(jsonld, person, "name"));
    }
}

static void jsonld_authors(struct jsonld *jsonld, const json_t *value, enum meta_rank rank)
{
    const json_t *item;
    size_t i;

    if (!json_is_array(value)) {
        jsonld_author(jsonld, value, rank);
    }
    json_array_foreach(value, i, item)
    {
        jsonld_author(jsonld, item, rank);
    }
}

static void jsonld_tags(struct jsonld *jsonld, const json_t *value)
{
    const json_t *item;
    size_t i;

    if (json_is_string(value)) {
        meta_offer_tags(jsonld->meta, META_JSONLD,
                        text_unescape(jsonld->meta->arena, json_string_value(value)));
    }
    json_array_foreach(value, i, item)
    {
        meta_offer_tags(jsonld->meta, META_JSONLD, jsonld_text(jsonld, item, "name"));
    }
}

static const char *jsonld_headline(struct jsonld *jsonld, const json_t *json)
{
    const char *headline = jsonld_get(jsonld, json, "headline", "@value");

    return headline != NULL ? headline : jsonld_get(jsonld, json, "name", "@value");
}

static void jsonld_take(struct jsonld *jsonld, const json_t *json, enum meta_rank rank)
{
    struct meta *meta = jsonld->meta;
    const char *image = jsonld_get(jsonld, json, "image", "url");

    meta_offer(meta, META_PUBLISHED, rank, jsonld_get(jsonld, json, "datePublished", "@value"));
    meta_offer(meta, META_PUBLISHED, META_WEAK, jsonld_get(jsonld, json, "dateCreated", "@value"));
    meta_offer(meta, META_MODIFIED, rank, jsonld_get(jsonld, json, "dateModified", "@value"));
    meta_offer(meta, META_LANGUAGE, META_WEAK, jsonld_get(jsonld, json, "inLanguage", "name"));
    meta_offer(meta, META_CANONICAL, META_WEAK,
               jsonld_get(jsonld, json, "mainEntityOfPage", "@id"));
    if (json_object_get(json, "author") != NULL) {
        /* who wrote the page, wrote the article, too, if nothing is said of one */
        jsonld_authors(jsonld, json_object_get(json, "author"),
                       rank == META_JSONLD || meta->article_type ? rank : META_OPENGRAPH);
    } else {
        jsonld_authors(jsonld, json_object_get(json, "creator"), META_WEAK);
    }
    meta_offer(meta, META_SITE, META_HEAD, jsonld_get(jsonld, json, "publisher", "name"));
    if (rank != META_JSONLD) {
        return;
    }
    meta_offer(meta, META_TITLE, rank, jsonld_headline(jsonld, json));
    meta_offer(meta, META_SECTION, rank, jsonld_get(jsonld, json, "articleSection", "name"));
    meta_offer(meta, META_IMAGE, META_HEAD,
               image != NULL ? image : jsonld_get(jsonld, json, "image", "contentUrl"));
    jsonld_tags(jsonld, json_object_get(json, "keywords"));
    if (meta->article_body == NULL) {
        const char *body = json_string_value(json_object_get(json, "articleBody"));

        meta->article_body = body == NULL ? NULL : arena_strdup(meta->arena, body);
    }
}

/* The kind of page that the outlet says it is, when that is not an article. */
static const char *jsonld_other_type(const json_t *json)
{
    static const char *const types[] = {"ImageGallery",      "MediaGallery", "CollectionPage",
                                        "SearchResultsPage", "ProfilePage",  "Product",
                                        "VideoGallery"};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (jsonld_type_is(json, types[i])) {
            return types[i];
        }
    }
    return NULL;
}

/* The same address, but for scheme, "www.", and a slash at the end. */
static bool jsonld_same_url(struct jsonld *jsonld, const char *a, const char *b)
{
    const char *folded_a = fold_text(jsonld->meta->arena, a);
    const char *folded_b = fold_text(jsonld->meta->arena, b);

    folded_a += strncmp(folded_a, "https ", 6) == 0  ? 6
                : strncmp(folded_a, "http ", 5) == 0 ? 5
                                                     : 0;
    folded_b += strncmp(folded_b, "https ", 6) == 0  ? 6
                : strncmp(folded_b, "http ", 5) == 0 ? 5
                                                     : 0;
    folded_a += strncmp(folded_a, "www ", 4) == 0 ? 4 : 0;
    folded_b += strncmp(folded_b, "www ", 4) == 0 ? 4 : 0;
    return *folded_a != '\0' && strcmp(folded_a, folded_b) == 0;
}

static bool jsonld_is_at(struct jsonld *jsonld, const json_t *json, const char *url)
{
    static const char *const keys[] = {"url", "mainEntityOfPage", "@id"};

    for (size_t i = 0; url != NULL && i < sizeof keys / sizeof keys[0]; i++) {
        const char *own = jsonld_get(jsonld, json, keys[i], "@id");

        if (own != NULL && jsonld_same_url(jsonld, own, url)) {
            return true;
        }
    }
    return false;
}

/* Whether the page's own titles have the headline, or it has one of them. */
static bool jsonld_is_titled(struct jsonld *jsonld, const char *headline)
{
    const char *folded = fold_text(jsonld->meta->arena, headline);

    for (size_t i = 0; i < jsonld->titles.count; i++) {
        const char *title = jsonld->titles.items[i];

        if (strcmp(title, folded) == 0 ||
            (strlen(folded) >= JSONLD_HEADLINE_MIN && fold_has(title, folded)) ||
            (strlen(title) >= JSONLD_HEADLINE_MIN && fold_has(folded, title))) {
            return true;
        }
    }
    return false;
}

static bool jsonld_may_be_article(const struct jsonld_node *node)
{
    return (node->kind == JSONLD_ARTICLE || node->kind == JSONLD_NEWS ||
            node->kind == JSONLD_WORK) &&
           (json_object_get(node->json, "headline") != NULL ||
            json_object_get(node->json, "name") != NULL ||
            json_object_get(node->json, "datePublished") != NULL);
}

/* The article that the page is about; NULL if it has none, or only a list of them. */
static const json_t *jsonld_main(struct jsonld *jsonld)
{
    const json_t *best = NULL;
    int best_score = -1;
    size_t outer = 0;

    for (size_t i = 0; i < jsonld->count; i++) {
        const struct jsonld_node *node = &jsonld->nodes[i];
        int score;

        if (!jsonld_may_be_article(node)) {
            continue;
        }
        score =
            (int)node->kind +
            (jsonld_is_at(jsonld, node->json, jsonld->meta->facts[META_CANONICAL].value) ? 8 : 0) +
            (jsonld_is_titled(jsonld, jsonld_headline(jsonld, node->json)) ? 8 : 0);
        outer += !node->inner;
        if (score > best_score && (!node->inner || score >= 8)) {
            best = node->json;
            best_score = score;
        }
    }
    return best_score < 8 && outer > JSONLD_MANY ? NULL : best;
}

/* The first part of the site below its home page. */
static void jsonld_crumbs(struct jsonld *jsonld, const json_t *json)
{
    const json_t *list = json_object_get(json, "itemListElement");
    size_t count = json_array_size(list), position = 1;
    const json_t *item;
    const char *name;

    if (count < 2 || count > JSONLD_CRUMBS_MAX) {
        return;
    }
    item = json_array_get(list, position);
    name = jsonld_get(jsonld, item, "name", "@value");
    name = name != NULL ? name : jsonld_get(jsonld, item, "item", "name");
    if (name != NULL && (count > 2 || !jsonld_is_titled(jsonld, name))) {
        meta_offer(jsonld->meta, META_SECTION, META_WEAK, name);
    }
}

static void jsonld_take_all(struct jsonld *jsonld)
{
    struct meta *meta = jsonld->meta;
    const json_t *main = jsonld_main(jsonld);
    const char *headline = main == NULL ? NULL : jsonld_headline(jsonld, main);
    const char *folded = fold_text(meta->arena, headline);

    if (main != NULL) {
        meta->article_type = true;
        jsonld_take(jsonld, main, META_JSONLD);
    }
    for (size_t i = 0; i < jsonld->count; i++) {
        const struct jsonld_node *node = &jsonld->nodes[i];
        const char *other = jsonld_other_type(node->json);

        if (other != NULL && meta->type == NULL && !node->inner) {
            meta->type = other;
        }
        dates_offer(&meta->dates, DATE_MEDIA, false,
                    jsonld_text(jsonld, json_object_get(node->json, "uploadDate"), "@value"));
        switch (node->kind) {
        case JSONLD_WORK:
        case JSONLD_ARTICLE:
        case JSONLD_NEWS: /* the same article, described twice */
            if (node->json != main && main != NULL && !node->inner && *folded != '\0' &&
                strcmp(fold_text(meta->arena, jsonld_headline(jsonld, node->json)), folded) == 0) {
                jsonld_take(jsonld, node->json, META_JSONLD);
            }
            break;
        case JSONLD_PAGE:
            if (!node->inner) {
                jsonld_take(jsonld, node->json, META_WEAK);
            }
            break;
        case JSONLD_SITE:
            if (!node->inner) {
                meta_offer(meta, META_SITE, META_WEAK,
                           jsonld_get(jsonld, node->json, "name", "@value"));
            }
            break;
        case JSONLD_CRUMBS:
            jsonld_crumbs(jsonld, node->json);
            break;
        case JSONLD_OTHER:
            break;
        }
    }
}

void meta_read_jsonld(struct meta *meta, const struct tree *tree)
{
    struct jsonld *jsonld = arena_alloc(meta->arena, sizeof *jsonld);
    json_t *values = json_array();

    jsonld->meta = meta;
    for (size_t i = 0; i < meta->titles.count; i++) {
        string_list_add(meta->arena, &jsonld->titles,
                        fold_text(meta->arena, meta->titles.items[i]));
    }
    for (size_t i = 0; i < tree->jsonld.count; i++) {
        jsonld_parse(meta->arena, tree->jsonld.items[i], values);
    }
    jsonld_collect(jsonld, values, false, 0);
    jsonld_take_all(jsonld);
    json_decref(values);
}
