/* JSON-LD of schema.org: objects, lists and graphs, with references by @id. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/page/meta.h"
#include "extract/page/text.h"

enum { JSONLD_DEPTH_MAX = 12, JSONLD_SCRIPTS_MAX = 50, JSONLD_NODES_MAX = 2000 };

struct jsonld {
    struct meta *meta;
    const json_t *nodes[JSONLD_NODES_MAX]; /* all objects */
    size_t count;
};

/* What pages put around and into their JSON that no parser takes. */
static char *jsonld_repair(struct arena *arena, const char *text)
{
    char *repaired = arena_strdup(arena, text), *out = repaired;
    const char *start = strpbrk(text, "{["), *end;
    bool string = false;

    if (start == NULL) {
        return NULL;
    }
    end = text + strlen(text);
    while (end > start && end[-1] != '}' && end[-1] != ']') {
        end--;
    }
    for (const char *p = start; p < end; p++) {
        if (*p == '"' && (p == start || p[-1] != '\\')) {
            string = !string;
        }
        if ((unsigned char)*p < 0x20) {
            *out++ = ' ';
        } else if (!string && *p == ',') {
            const char *next = p + 1 + strspn(p + 1, " \t\r\n");

            if (*next != '}' && *next != ']') {
                *out++ = *p;
            }
        } else if (string && *p == '\\' && strchr("\"\\/bfnrtu", p[1]) == NULL) {
            *out++ = ' ';
        } else {
            *out++ = *p;
        }
    }
    *out = '\0';
    return repaired;
}

static json_t *jsonld_parse(struct arena *arena, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);

    if (json == NULL) {
        const char *repaired = jsonld_repair(arena, text);

        json = repaired == NULL ? NULL : json_loads(repaired, 0, NULL);
    }
    return json;
}

static void jsonld_collect(struct jsonld *jsonld, const json_t *json, int depth)
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
            jsonld_collect(jsonld, item, depth + 1);
        }
    } else if (json_is_object(json) && jsonld->count < JSONLD_NODES_MAX) {
        jsonld->nodes[jsonld->count++] = json;
        json_object_foreach((json_t *)(uintptr_t)json, key, item)
        {
            jsonld_collect(jsonld, item, depth + 1);
        }
    }
}

static bool jsonld_type_is(const json_t *node, const char *type)
{
    const json_t *types = json_object_get(node, "@type");
    const json_t *item;
    size_t i;

    if (json_is_string(types)) {
        const char *text = json_string_value(types);
        const char *slash = strrchr(text, '/');

        return strcmp(slash == NULL ? text : slash + 1, type) == 0;
    }
    json_array_foreach(types, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), type) == 0) {
            return true;
        }
    }
    return false;
}

static bool jsonld_type_in(const json_t *node, const char *const *types, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (jsonld_type_is(node, types[i])) {
            return true;
        }
    }
    return false;
}

static bool jsonld_is_article(const json_t *node)
{
    static const char *const types[] = {"NewsArticle",          "Article",
                                        "ReportageNewsArticle", "BlogPosting",
                                        "AnalysisNewsArticle",  "OpinionNewsArticle",
                                        "ReviewNewsArticle",    "BackgroundNewsArticle",
                                        "AskPublicNewsArticle", "AdvertiserContentArticle",
                                        "SatiricalArticle",     "ScholarlyArticle",
                                        "TechArticle",          "Report",
                                        "CreativeWork"};

    return jsonld_type_in(node, types, sizeof types / sizeof types[0]) &&
           (json_object_get(node, "headline") != NULL || json_object_get(node, "name") != NULL ||
            json_object_get(node, "datePublished") != NULL);
}

/* The object that {"@id": x} points to; the value itself otherwise. */
static const json_t *jsonld_follow(const struct jsonld *jsonld, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id"));

    if (id != NULL && json_object_get(value, "name") == NULL) {
        for (size_t i = 0; i < jsonld->count; i++) {
            const char *other = json_string_value(json_object_get(jsonld->nodes[i], "@id"));

            if (other != NULL && strcmp(other, id) == 0 &&
                json_object_get(jsonld->nodes[i], "name") != NULL) {
                return jsonld->nodes[i];
            }
        }
    }
    return value;
}

/* Text of a value that may be a string, an object with `key`, or a list of such: the first. */
static const char *jsonld_text(const struct jsonld *jsonld, const json_t *value, const char *key)
{
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    value = jsonld_follow(jsonld, value);
    value = json_is_object(value) ? json_object_get(value, key) : value;
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    return json_is_string(value) ? text_unescape(jsonld->meta->arena, json_string_value(value))
                                 : NULL;
}

static void jsonld_authors(struct jsonld *jsonld, const json_t *value, enum meta_rank rank)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;

    for (size_t i = 0; i < count; i++) {
        const json_t *author = json_is_array(value) ? json_array_get(value, i) : value;
        const json_t *person = jsonld_follow(jsonld, author);

        if (json_is_object(person) && jsonld_type_is(person, "Organization")) {
            continue;
        }
        if (json_is_object(person) && json_is_array(json_object_get(person, "name"))) {
            jsonld_authors(jsonld, json_object_get(person, "name"), rank);
            continue;
        }
        meta_offer_authors(jsonld->meta, rank, jsonld_text(jsonld, person, "name"));
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

static void jsonld_take(struct jsonld *jsonld, const json_t *node, enum meta_rank rank)
{
    struct meta *meta = jsonld->meta;
    const char *title = jsonld_text(jsonld, json_object_get(node, "headline"), "@value");
    const char *published = jsonld_text(jsonld, json_object_get(node, "datePublished"), "@value");

    if (rank == META_JSONLD) {
        meta_offer(meta, META_TITLE, rank,
                   title != NULL ? title
                                 : jsonld_text(jsonld, json_object_get(node, "name"), "@value"));
        jsonld_authors(jsonld, json_object_get(node, "author"), rank);
        jsonld_authors(jsonld, json_object_get(node, "creator"), META_WEAK);
        meta_offer(meta, META_SECTION, rank,
                   jsonld_text(jsonld, json_object_get(node, "articleSection"), "name"));
        meta_offer(meta, META_IMAGE, META_HEAD,
                   jsonld_text(jsonld, json_object_get(node, "image"), "url"));
        meta_offer(meta, META_SITE, META_HEAD,
                   jsonld_text(jsonld, json_object_get(node, "publisher"), "name"));
        jsonld_tags(jsonld, json_object_get(node, "keywords"));
        if (meta->article_body == NULL) {
            const char *body = json_string_value(json_object_get(node, "articleBody"));

            meta->article_body = body == NULL ? NULL : arena_strdup(meta->arena, body);
        }
    }
    meta_offer(meta, META_PUBLISHED, rank, published);
    meta_offer(meta, META_PUBLISHED, META_WEAK,
               jsonld_text(jsonld, json_object_get(node, "dateCreated"), "@value"));
    meta_offer(meta, META_MODIFIED, rank,
               jsonld_text(jsonld, json_object_get(node, "dateModified"), "@value"));
    meta_offer(meta, META_LANGUAGE, META_WEAK,
               jsonld_text(jsonld, json_object_get(node, "inLanguage"), "name"));
    meta_offer(meta, META_CANONICAL, META_WEAK,
               jsonld_text(jsonld, json_object_get(node, "mainEntityOfPage"), "@id"));
}

/* The kind of page that the outlet says it is, when that is not an article. */
static const char *jsonld_other_type(const json_t *node)
{
    static const char *const types[] = {"LiveBlogPosting", "ImageGallery",      "MediaGallery",
                                        "CollectionPage",  "SearchResultsPage", "ProfilePage",
                                        "Product",         "VideoGallery"};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (jsonld_type_is(node, types[i])) {
            return types[i];
        }
    }
    return NULL;
}

static void jsonld_take_all(struct jsonld *jsonld)
{
    for (size_t i = 0; i < jsonld->count; i++) {
        const json_t *node = jsonld->nodes[i];
        const char *other = jsonld_other_type(node);

        if (other != NULL && jsonld->meta->type == NULL) {
            jsonld->meta->type = other;
        }
        if (jsonld_is_article(node)) {
            jsonld->meta->article_type = true;
            jsonld_take(jsonld, node, META_JSONLD);
        } else if (jsonld_type_is(node, "WebPage") || jsonld_type_is(node, "LiveBlogPosting")) {
            jsonld_take(jsonld, node, META_WEAK);
        }
    }
}

void meta_read_jsonld(struct meta *meta, const struct tree *tree)
{
    struct jsonld *jsonld = arena_alloc(meta->arena, sizeof *jsonld);
    json_t *parsed[JSONLD_SCRIPTS_MAX];
    size_t count = 0;

    jsonld->meta = meta;
    for (size_t i = 0; i < tree->jsonld.count && count < JSONLD_SCRIPTS_MAX; i++) {
        json_t *json = jsonld_parse(meta->arena, tree->jsonld.items[i]);

        if (json != NULL) {
            parsed[count++] = json;
            jsonld_collect(jsonld, json, 0);
        }
    }
    jsonld_take_all(jsonld);
    while (count > 0) {
        json_decref(parsed[--count]);
    }
}
