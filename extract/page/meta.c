#include "extract/page/meta.h"

#include <string.h>
#include <strings.h>
#include "extract/net/url.h"
#include "extract/page/authors.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"
#include "extract/page/title.h"
#include "extract/page/visible.h"

enum {
    META_TAGS_MAX = 50,
    META_SITES_MAX = 20,
    META_TITLE_MAX = 1000,
    META_TAG_MAX = 100,
    META_VALUE_MAX = 8192
};

static enum date_source meta_date_source(enum meta_rank rank)
{
    switch (rank) {
    case META_JSONLD:
        return DATE_JSONLD;
    case META_OPENGRAPH:
        return DATE_OPENGRAPH;
    case META_HEAD:
        return DATE_HEAD;
    case META_MICRODATA:
        return DATE_MICRODATA;
    default:
        return DATE_WEAK;
    }
}

static void meta_offer_title(struct meta *meta, enum meta_rank rank, const char *title)
{
    size_t place = meta->titles.count;

    if (title == NULL || strlen(title) >= META_TITLE_MAX || place == META_TITLES_MAX) {
        return;
    }
    string_list_add(meta->arena, &meta->titles, title);
    for (; place > 0 && meta->title_ranks[place - 1] > rank; place--) {
        meta->titles.items[place] = meta->titles.items[place - 1];
        meta->title_ranks[place] = meta->title_ranks[place - 1];
    }
    meta->titles.items[place] = arena_strdup(meta->arena, title);
    meta->title_ranks[place] = rank;
}

void meta_offer(struct meta *meta, enum meta_field field, enum meta_rank rank, const char *value)
{
    struct meta_fact *fact = &meta->facts[field];

    if (field == META_PUBLISHED || field == META_MODIFIED) {
        dates_offer(&meta->dates, meta_date_source(rank), field == META_MODIFIED, value);
    }
    if (value != NULL && *value != '\0' && strlen(value) < META_VALUE_MAX &&
        (fact->value == NULL || rank < fact->rank)) {
        fact->value = arena_strdup(meta->arena, value);
        fact->rank = rank;
    }
    if (field == META_TITLE) {
        meta_offer_title(meta, rank, value);
    }
    if (field == META_SITE) {
        meta_offer_site(meta, value);
    }
}

void meta_offer_site(struct meta *meta, const char *name)
{
    const char *folded = fold_text(meta->arena, name);

    if (meta->sites.count < META_SITES_MAX && *folded != '\0' && strlen(folded) < META_TAG_MAX) {
        string_list_add(meta->arena, &meta->sites, folded);
    }
}

void meta_offer_authors(struct meta *meta, enum meta_rank rank, const char *byline)
{
    byline_read(meta->arena, byline, &meta->bylines[rank]);
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

/* The outlet's names as its URL has them: "www.evening-star.example". */
static void meta_offer_host(struct meta *meta)
{
    const char *url = meta->facts[META_CANONICAL].value;
    const char *host = url == NULL ? NULL : url_host(meta->arena, url);
    const char *point;

    if (host == NULL) {
        return;
    }
    host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
    meta_offer_site(meta, host);
    while ((point = strchr(host, '.')) != NULL) {
        if (point - host > 3) {
            meta_offer_site(meta, arena_strndup(meta->arena, host, (size_t)(point - host)));
        }
        host = point + 1;
    }
}

static void meta_read_visible(struct meta *meta, const struct tree *tree)
{
    struct visible *visible = arena_alloc(meta->arena, sizeof *visible);
    uint32_t heading;

    visible_read(visible, tree, meta->arena);
    meta_offer_host(meta);
    for (size_t i = 0; i < visible->outlets.count; i++) {
        meta_offer_site(meta, visible->outlets.items[i]);
    }
    meta_offer(meta, META_SECTION, META_MICRODATA, visible->section);
    meta->facts[META_TITLE].value =
        title_choose(meta->arena, &meta->titles, &meta->sites, visible, &heading);
    authors_choose(meta, visible, heading, &meta->authors);
}

void meta_read(struct meta *meta, struct arena *arena, const struct tree *tree)
{
    *meta = (struct meta){.arena = arena, .tags_rank = META_NONE};
    meta_read_head(meta, tree);
    meta_read_jsonld(meta, tree);
    meta_read_visible(meta, tree);
    meta_read_dates(meta, tree);
}
