#include "extract/page/meta.h"

#include <string.h>
#include <strings.h>
#include "extract/page/byline.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"

enum { META_TAGS_MAX = 50, META_SITES_MAX = 20, META_TAG_MAX = 100, META_VALUE_MAX = 8192 };

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
    *meta = (struct meta){.arena = arena, .authors_rank = META_NONE, .tags_rank = META_NONE};
    meta_read_head(meta, tree);
    meta_read_jsonld(meta, tree);
    meta_read_visible(meta, tree->nodes[0].node);
    meta_read_dates(meta, tree);
    meta_clean_title(meta);
}
