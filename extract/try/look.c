#include "extract/try/look.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/timestamp.h"
#include "extract/feed/discover.h"
#include "extract/feed/feed.h"
#include "extract/feed/sitemap.h"
#include "extract/filter.h"
#include "extract/net/fetch.h"
#include "extract/net/url.h"
#include "extract/page/page.h"

enum {
    LOOK_WAIT = 500,    /* milliseconds */
    LOOK_FEEDS = 3,     /* that are told of; each costs a request */
    LOOK_ADDRESSES = 8, /* that are asked for to find them */
    LOOK_SITEMAPS = 3,
    LOOK_INDEX_DEPTH = 2
};

struct looker {
    const struct try_options *options;
    struct try_findings *findings;
    struct arena *arena;
    struct source_config source; /* the manners */
    struct fetcher *fetcher;
    size_t requests;
    struct fetch_response response; /* the newest */
    bool arrived;
};

static void look_arrived(void *context, void *owner, struct fetch_response *response)
{
    struct looker *looker = context;

    (void)owner;
    looker->response = *response;
    looker->arrived = true;
}

/* Asks for one address and waits for the answer, which lasts until the next call. */
static enum status look_get(struct looker *looker, const char *url, struct error *error)
{
    const struct fetch_request request = {.url = url, .source = &looker->source};
    enum status status;

    fetch_response_free(&looker->response);
    looker->response = (struct fetch_response){0};
    looker->arrived = false;
    if (looker->requests++ >= TRY_REQUESTS_MAX) {
        return error_set(error, STATUS_REJECT, "too_many",
                         "%s: not asked for: %d requests are enough", url, TRY_REQUESTS_MAX);
    }
    log_event(looker->options->log, LOG_INFO, "looking", NULL, 0, "looking at %s", url);
    status = fetcher_start(looker->fetcher, &request, error);
    while (status == STATUS_OK && !looker->arrived) {
        status = fetcher_work(looker->fetcher, LOOK_WAIT, error);
    }
    if (status == STATUS_OK && looker->response.status != STATUS_OK) {
        *error = looker->response.error;
        status = looker->response.status;
    }
    if (status != STATUS_OK) {
        log_event(looker->options->log, LOG_INFO, "not_there", NULL, 0, "%s", error->message);
    }
    return status;
}

static const char *look_body(const struct looker *looker)
{
    return buf_text(&looker->response.body);
}

/* Where the newest answer came from. */
static const char *look_url(const struct looker *looker, const char *asked)
{
    return arena_strdup(looker->arena,
                        looker->response.final_url != NULL ? looker->response.final_url : asked);
}

static bool look_has(const struct looker *looker, const char *url)
{
    for (size_t i = 0; i < looker->findings->count; i++) {
        if (strcmp(looker->findings->candidates[i].url, url) == 0) {
            return true;
        }
    }
    return false;
}

static void look_add(struct looker *looker, const struct try_candidate *candidate)
{
    if (looker->findings->count < TRY_CANDIDATES_MAX && !look_has(looker, candidate->url)) {
        looker->findings->candidates[looker->findings->count++] = *candidate;
    }
}

static size_t look_count(const struct looker *looker, enum source_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < looker->findings->count; i++) {
        count += looker->findings->candidates[i].kind == kind;
    }
    return count;
}

static int64_t look_seconds(const char *date)
{
    struct timestamp at;

    return date != NULL && timestamp_parse(date, &at) ? timestamp_seconds(&at) : FILTER_ANY_AGE;
}

static const char *look_newer(const char *a, const char *b)
{
    return look_seconds(b) > look_seconds(a) ? b : a;
}

/* The newest answer, if it is a feed with articles. */
static bool look_take_feed(struct looker *looker, const char *url)
{
    struct try_candidate candidate = {
        .kind = SOURCE_FEED, .url = url, .trial_url = url, .since = FILTER_ANY_AGE};
    struct feed feed;
    struct error why;

    if (!feed_recognise(look_body(looker), looker->response.body.length)) {
        return false;
    }
    if (feed_read(look_body(looker), looker->response.body.length, looker->response.content_type,
                  url, FEED_ITEMS_MAX, looker->arena, &feed, &why) != STATUS_OK) {
        log_event(looker->options->log, LOG_INFO, why.reason, NULL, 0, "%s", why.message);
        return false;
    }
    candidate.title = feed.title;
    candidate.language = feed.language;
    candidate.items = feed.count;
    candidate.episodes = feed.episodes;
    candidate.is_damaged = feed.damaged;
    for (size_t i = 0; i < feed.count; i++) {
        candidate.full += feed.items[i].content != NULL;
        candidate.newest = look_newer(candidate.newest, feed.items[i].published_at != NULL
                                                            ? feed.items[i].published_at
                                                            : feed.items[i].modified_at);
    }
    look_add(looker, &candidate);
    return true;
}

static int look_compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return left < right ? 1 : left > right ? -1 : 0;
}

/* A time before which a trial has nothing to read, so that it does not begin with the oldest. */
static int64_t look_since(struct looker *looker, const struct sitemap *sitemap, size_t *dated,
                          const char **newest)
{
    int64_t *times = arena_alloc(looker->arena, (sitemap->count + 1) * sizeof *times);

    *dated = 0;
    for (size_t i = 0; i < sitemap->count; i++) {
        const struct sitemap_entry *entry = &sitemap->entries[i];
        const char *date = entry->published_at != NULL ? entry->published_at : entry->modified_at;

        if (look_seconds(date) != FILTER_ANY_AGE) {
            times[(*dated)++] = look_seconds(date);
            *newest = look_newer(*newest, date);
        }
    }
    if (*dated < sitemap->count || *dated == 0) {
        return FILTER_ANY_AGE;
    }
    qsort(times, *dated, sizeof *times, look_compare);
    return times[*dated < TRY_ITEMS_MAX ? *dated - 1 : TRY_ITEMS_MAX - 1];
}

/* The sitemap of an index that has the news. */
static const struct sitemap_entry *look_choose(const struct sitemap *index)
{
    const struct sitemap_entry *best = &index->entries[0];

    for (size_t i = 0; i < index->count; i++) {
        const struct sitemap_entry *entry = &index->entries[i];
        bool news = strcasestr(entry->url, "news") != NULL;
        bool best_news = strcasestr(best->url, "news") != NULL;

        if ((news && !best_news) || (news == best_news && look_seconds(entry->modified_at) >
                                                              look_seconds(best->modified_at))) {
            best = entry;
        }
    }
    return best;
}

static bool look_take_sitemap(struct looker *looker, const char *url, int depth)
{
    struct try_candidate candidate = {
        .kind = SOURCE_SITEMAP, .url = url, .trial_url = url, .since = FILTER_ANY_AGE};
    struct sitemap sitemap, index = {0};
    struct error why;
    size_t dated = 0;

    for (int level = 0;; level++) {
        const char *here = look_url(looker, candidate.trial_url);

        if (sitemap_read(look_body(looker), looker->response.body.length,
                         looker->response.content_type, here, SITEMAP_ENTRIES_MAX, looker->arena,
                         &sitemap, &why) != STATUS_OK) {
            log_event(looker->options->log, LOG_INFO, why.reason, NULL, 0, "%s", why.message);
            return false;
        }
        if (!sitemap.is_index) {
            break;
        }
        index = level == 0 ? sitemap : index;
        candidate.trial_url = look_choose(&sitemap)->url;
        if (level == depth || look_get(looker, candidate.trial_url, &why) != STATUS_OK) {
            return false;
        }
    }
    candidate.since = look_since(looker, &sitemap, &dated, &candidate.newest);
    candidate.is_dated = dated > 0;
    candidate.is_news = sitemap.is_news;
    candidate.is_damaged = sitemap.damaged;
    candidate.items = sitemap.count;
    if (index.count > 0 && sitemap.is_news) { /* it has all that is new */
        candidate.url = candidate.trial_url;
    } else if (index.count > 0) {
        candidate.is_index = true;
        candidate.items = index.count;
    }
    for (size_t i = 0; i < sitemap.count && candidate.title == NULL; i++) {
        candidate.title = sitemap.entries[i].outlet;
        candidate.language = sitemap.entries[i].language;
    }
    look_add(looker, &candidate);
    return true;
}

static void look_for_feeds(struct looker *looker, const struct string_list *urls)
{
    struct error why;

    for (size_t i = 0;
         i < urls->count && i < LOOK_ADDRESSES && look_count(looker, SOURCE_FEED) < LOOK_FEEDS;
         i++) {
        if (!look_has(looker, urls->items[i]) &&
            look_get(looker, urls->items[i], &why) == STATUS_OK) {
            (void)look_take_feed(looker, look_url(looker, urls->items[i]));
        }
    }
}

static void look_for_sitemaps(struct looker *looker)
{
    const char *page = looker->findings->url;
    const char *robots = url_resolve(looker->arena, page, "/robots.txt");
    const char *usual = url_resolve(looker->arena, page, "/sitemap.xml");
    struct string_list urls = {0};
    struct error why;

    if (robots != NULL && look_get(looker, robots, &why) == STATUS_OK) {
        discover_sitemaps(look_body(looker), looker->response.body.length, robots, looker->arena,
                          &urls);
    }
    if (urls.count == 0 && usual != NULL) {
        string_list_add(looker->arena, &urls, usual);
    }
    for (size_t i = 0; i < urls.count && i < LOOK_SITEMAPS; i++) {
        if (look_get(looker, urls.items[i], &why) == STATUS_OK &&
            look_take_sitemap(looker, look_url(looker, urls.items[i]), LOOK_INDEX_DEPTH) &&
            looker->findings->candidates[looker->findings->count - 1].is_news) {
            return; /* there is nothing better */
        }
    }
}

/* Whether the page at hand is an article by itself. */
static bool look_is_article(struct looker *looker, const struct discover_page *page)
{
    struct timestamp now = timestamp_now();
    char fetched_at[TIMESTAMP_SIZE];
    struct article article = {0};
    struct error why;

    timestamp_format(&now, fetched_at);
    return page_read(&(struct page){.data = page->data,
                                    .length = page->length,
                                    .content_type = page->content_type,
                                    .url = page->url,
                                    .fetched_at = fetched_at,
                                    .source = &looker->source},
                     looker->arena, &article, &why) == STATUS_OK;
}

static void look_at_page(struct looker *looker)
{
    /* the page itself, as the next answers replace it */
    struct fetch_response kept = looker->response;
    const struct discover_page page = {looker->findings->url, buf_text(&kept.body),
                                       kept.body.length, kept.content_type};
    struct try_candidate candidate = {
        .url = page.url, .trial_url = page.url, .since = FILTER_ANY_AGE};
    struct discover_listing listing;
    struct string_list urls;

    looker->response = (struct fetch_response){0};
    discover_feeds(&page, looker->arena, &urls);
    look_for_feeds(looker, &urls);
    if (looker->findings->count == 0) {
        discover_common_feeds(page.url, looker->arena, &urls);
        look_for_feeds(looker, &urls);
    }
    look_for_sitemaps(looker);
    if (looker->findings->count == 0 && look_is_article(looker, &page)) {
        candidate.kind = SOURCE_PAGE;
        candidate.items = 1;
        look_add(looker, &candidate);
    } else if (looker->findings->count == 0 && discover_listing(&page, looker->arena, &listing)) {
        candidate.kind = SOURCE_LISTING;
        candidate.items = listing.articles + listing.others;
        candidate.link_class = listing.class_name;
        candidate.link_xpath = listing.xpath;
        look_add(looker, &candidate);
    }
    fetch_response_free(&kept);
}

enum status look_around(const struct try_options *options, struct arena *arena,
                        struct try_findings *findings, struct error *error)
{
    const struct fetch_options fetch = {.config = options->config, .log = options->log};
    struct looker looker = {.options = options, .findings = findings, .arena = arena};
    enum status status;

    *findings = (struct try_findings){.arena = arena, .url = options->url};
    config_default_source(options->config, &looker.source);
    status = fetcher_new(&fetch, look_arrived, &looker, &looker.fetcher, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = look_get(&looker, options->url, error);
    if (status == STATUS_OK) {
        findings->url = look_url(&looker, options->url);
        if (sitemap_recognise(look_body(&looker), looker.response.body.length)) {
            (void)look_take_sitemap(&looker, findings->url, LOOK_INDEX_DEPTH);
        } else if (feed_recognise(look_body(&looker), looker.response.body.length)) {
            (void)look_take_feed(&looker, findings->url);
        } else {
            look_at_page(&looker);
        }
    } else if (status == STATUS_REJECT || status == STATUS_RETRY) {
        error->status = status = STATUS_FATAL;
    }
    fetch_response_free(&looker.response);
    fetcher_free(looker.fetcher);
    return status;
}
