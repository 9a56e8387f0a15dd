#include "extract/page/meta.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/net/url.h"
#include "extract/page/authors.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"
#include "extract/page/title.h"
#include "extract/page/visible.h"

enum {
    META_TAGS_MAX = 50,
    META_SITES_MAX = 20,
    META_BYLINES_MAX = 100, /* of a rank; no article has so many authors */
    META_SITE_LONG = 30,    /* signs; a shorter name is no slogan */
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

    if (strlen(title) >= META_TITLE_MAX || place == META_TITLES_MAX) {
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

/* Pictures that stand for the outlet or its writers, or for nothing. */
static bool meta_is_picture(const char *url)
{
    static const char *const others[] = {"logo",   "favicon",  "placeholder", "spacer", "blank",
                                         "avatar", "gravatar", "pixel",       "icon"};
    const char *name = strrchr(url, '/');

    name = name == NULL ? url : name;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *found = strcasestr(name, others[i]);

        if (found != NULL && !(found > name && ascii_is_letter(found[-1])) &&
            !ascii_is_letter(found[strlen(others[i])])) {
            return false;
        }
    }
    return strncasecmp(url, "data:", 5) != 0 && strstr(url, "gravatar.com/") == NULL;
}

/* "Radtouren Berlin, berlin, fahrradtour": the first is the section. */
static const char *meta_first_section(struct meta *meta, const char *sections)
{
    size_t length = sections == NULL ? 0 : strcspn(sections, ",|;");
    const char *section = length == 0 ? NULL : text_tidy_bytes(meta->arena, sections, length);

    return section == NULL || text_points(section) > META_TAG_MAX ||
                   text_equal(section, "uncategorized") || text_equal(section, "home")
               ? NULL
               : section;
}

/* What a page says where it has nothing to say. */
static bool meta_is_nothing(enum meta_field field, const char *value)
{
    return value == NULL || *value == '\0' || strlen(value) >= META_VALUE_MAX ||
           strcmp(value, "null") == 0 || strcmp(value, "undefined") == 0 ||
           strncmp(value, "{{", 2) == 0 || (field == META_IMAGE && !meta_is_picture(value));
}

void meta_offer(struct meta *meta, enum meta_field field, enum meta_rank rank, const char *value)
{
    struct meta_fact *fact = &meta->facts[field];
    bool better = fact->value == NULL || rank < fact->rank;

    value = field == META_SECTION ? meta_first_section(meta, value) : value;
    if (meta_is_nothing(field, value)) {
        return;
    }
    if (field == META_CANONICAL && fact->value != NULL &&
        visible_is_home(fact->value) != visible_is_home(value)) {
        better = visible_is_home(fact->value); /* templates often name the home page */
    }
    if (field == META_PUBLISHED || field == META_MODIFIED) {
        dates_offer(&meta->dates, meta_date_source(rank), field == META_MODIFIED, value);
    }
    if (better) {
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
    const char *folded = meta->sites.count >= META_SITES_MAX ? "" : fold_text(meta->arena, name);

    if (*folded != '\0' && strlen(folded) < META_TAG_MAX) {
        string_list_add(meta->arena, &meta->sites, folded);
        string_list_add(meta->arena, &meta->site_names, name);
    }
}

void meta_offer_authors(struct meta *meta, enum meta_rank rank, const char *byline)
{
    if (meta->byline_counts[rank] < META_BYLINES_MAX) {
        meta->byline_counts[rank]++;
        byline_read(meta->arena, byline, &meta->bylines[rank]);
    }
}

void meta_offer_tags(struct meta *meta, enum meta_rank rank, const char *tags)
{
    if (tags == NULL || rank > meta->tags_rank) {
        return;
    }
    if (rank < meta->tags_rank) {
        meta->tags = meta->folded_tags = (struct string_list){0};
        meta->tags_rank = rank;
    }
    while (*tags != '\0' && meta->tags.count < META_TAGS_MAX) {
        size_t length = strcspn(tags, ",;|");
        const char *tag = text_tidy_bytes(meta->arena, tags, length);
        const char *folded = fold_text(meta->arena, tag);
        bool known = *folded == '\0' || text_points(tag) > META_TAG_MAX;

        for (size_t i = 0; i < meta->tags.count && !known; i++) {
            known = strcmp(meta->folded_tags.items[i], folded) == 0;
        }
        if (!known) {
            string_list_add(meta->arena, &meta->tags, tag);
            string_list_add(meta->arena, &meta->folded_tags, folded);
        }
        tags += length + (tags[length] != '\0');
    }
}

/* "Evening Star | News from Lima", "Evening Star - All the news": without what it says of itself.
 */
static void meta_clean_site(struct meta *meta)
{
    struct meta_fact *site = &meta->facts[META_SITE];
    const char *end = site->value == NULL ? NULL : strstr(site->value, " | ");

    end = end != NULL || site->value == NULL ? end : strstr(site->value, " - ");
    if (end != NULL && end > site->value && text_points(site->value) > META_SITE_LONG) {
        site->value = text_tidy_bytes(meta->arena, site->value, (size_t)(end - site->value));
    }
}

/* Where nobody says what the outlet is called: what its feed, its link home or its app is called,
 * if its title ends with that, too. */
static void meta_find_site(struct meta *meta)
{
    const char *title = fold_text(meta->arena, meta->head_title);
    size_t length = strlen(title);

    for (size_t i = 0; i < meta->sites.count && meta->facts[META_SITE].value == NULL; i++) {
        const char *folded = meta->sites.items[i];
        size_t size = strlen(folded);

        if (size < length && strcmp(title + length - size, folded) == 0 &&
            title[length - size - 1] == ' ' && strchr(meta->site_names.items[i], '.') == NULL) {
            meta_offer(meta, META_SITE, META_TEXT, meta->site_names.items[i]);
        }
    }
}

/* The outlet's names as its URL has them: "www.evening-star.example". */
static void meta_offer_host(struct meta *meta)
{
    static const char *const others[] = {"www", "co",  "com",  "org", "net",  "gov", "edu",
                                         "ac",  "web", "news", "en",  "blog", "go",  "or"};
    const char *url = meta->facts[META_CANONICAL].value;
    const char *host = url == NULL ? NULL : url_host(meta->arena, url);
    const char *point;

    if (host == NULL) {
        return;
    }
    host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
    meta_offer_site(meta, host);
    while ((point = strchr(host, '.')) != NULL) {
        const char *label = arena_strndup(meta->arena, host, (size_t)(point - host));
        bool general = strlen(label) < 2;

        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            general = general || strcmp(label, others[i]) == 0;
        }
        if (!general) {
            meta_offer_site(meta, label);
        }
        host = point + 1;
    }
}

/* Whether links home lead to where the page says that it is; true when it does not say. */
static bool meta_is_own_home(const struct meta *meta, const char *home)
{
    const char *url = meta->facts[META_CANONICAL].value;
    const char *own = url == NULL ? NULL : url_host(meta->arena, url);
    const char *host = home == NULL ? NULL : url_host(meta->arena, home);

    if (own == NULL || host == NULL) {
        return true;
    }
    own += strncmp(own, "www.", 4) == 0 ? 4 : 0;
    host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
    return text_ends(own, host) || text_ends(host, own);
}

static void meta_read_visible(struct meta *meta, const struct tree *tree)
{
    struct visible *visible = arena_alloc(meta->arena, sizeof *visible);
    uint32_t heading;

    visible_read(visible, tree, meta->arena);
    for (size_t i = 0; i < visible->outlets.count && meta_is_own_home(meta, visible->home); i++) {
        meta_offer_site(meta, visible->outlets.items[i]);
    }
    meta_find_site(meta);
    meta_clean_site(meta);
    meta_offer_host(meta);
    meta_offer(meta, META_SECTION, META_MICRODATA, visible->section);
    if (!title_is_site(meta->arena, &meta->sites, fold_text(meta->arena, visible->crumb))) {
        meta_offer(meta, META_SECTION, META_TEXT, visible->crumb);
    }
    for (size_t i = 0; i < visible->tags.count; i++) {
        meta_offer_tags(meta, META_MICRODATA, visible->tags.items[i]);
    }
    meta->facts[META_TITLE].value =
        title_choose(meta->arena, &meta->titles, &meta->sites, visible, &heading);
    authors_choose(meta, visible, heading, &meta->authors);
}

void meta_read(struct meta *meta, struct arena *arena, const struct tree *tree,
               const char *feed_title)
{
    *meta = (struct meta){.arena = arena, .tags_rank = META_NONE};
    meta_offer(meta, META_TITLE, META_WEAK, feed_title);
    meta_read_head(meta, tree);
    meta_read_jsonld(meta, tree);
    meta_read_visible(meta, tree);
    meta_read_dates(meta, tree);
}
