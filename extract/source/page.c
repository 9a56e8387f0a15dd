/* What a URL or file is read from: one article, or a feed, listing or sitemap and all it names. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/feed/listing.h"
#include "extract/feed/sitemap.h"
#include "extract/filter.h"
#include "extract/local.h"
#include "extract/source/reading.h"
#include "extract/source/source.h"

struct pages {
    bool begun;
    struct job *awaited;   /* may become a document, before which nothing more is known */
    size_t guess;          /* for which it counts among what is listed */
    int64_t patient_until; /* then it does not any more; milliseconds of a steady clock */
    size_t taken;          /* articles */
    struct listing_rule *rule;
    struct reading *top; /* what is gone through; its parents come after it */
};

static void page_open(struct source *source)
{
    source->reading = mem_calloc(1, sizeof(struct pages));
}

static void page_close(struct source *source)
{
    struct pages *pages = source->reading;

    while (pages->top != NULL) {
        struct reading *parent = pages->top->parent;

        reading_free(pages->top);
        pages->top = parent;
    }
    for (struct job *job = source->first; job != NULL; job = job->next) {
        if (job->task == JOB_STATE) { /* whose reading is not among them any more */
            reading_free(job->reading);
        }
    }
    listing_rule_free(pages->rule);
    free(pages);
}

static enum job_task page_task(enum source_kind kind)
{
    return kind == SOURCE_FEED      ? JOB_FEED
           : kind == SOURCE_SITEMAP ? JOB_SITEMAP
           : kind == SOURCE_LISTING ? JOB_LISTING
                                    : JOB_ARTICLE_OR_FEED;
}

static const char *page_key(const struct job *job)
{
    return job->url != NULL ? job->url : job->path;
}

/* A file that is as it was when it was committed need not be read; a feed's articles may have
 * changed without it. */
static bool page_file_is_unchanged(const struct job *job, const json_t *before)
{
    const char *seen = state_text(before, "mark");
    struct arena *arena;
    const char *mark;
    bool unchanged;

    if (seen == NULL || job->task != JOB_ARTICLE_OR_FEED) {
        return false;
    }
    arena = arena_new();
    mark = local_mark(job->path, arena);
    unchanged = mark != NULL && strcmp(mark, seen) == 0;
    arena_free(arena);
    return unchanged;
}

/* Asks for a page or document only if it changed since an earlier run that had all of it. */
static void page_ask_for_changes(struct source *source, struct job *job)
{
    json_t *before = source_find_state(source, page_key(job));
    const char *etag = state_text(before, "etag"), *date = state_text(before, "last_modified");

    if (job->path != NULL && page_file_is_unchanged(job, before)) {
        job->outcome = OUTCOME_UNCHANGED;
        job->progress = JOB_DONE;
    } else if (job->path == NULL && reading_filters_hold(source, before)) {
        job->etag = etag == NULL ? NULL : mem_strdup(etag);
        job->last_modified = date == NULL ? NULL : mem_strdup(date);
    }
    json_decref(before);
}

static struct job *page_begin(struct source *source)
{
    const struct source_config *config = source->config;
    struct pages *pages = source->reading;
    char *mirror = config->url == NULL ? NULL : source_mirror(source, config->url);
    struct job *made =
        job_new(page_task(config->kind), config->url, mirror != NULL ? mirror : config->path);

    free(mirror);
    pages->begun = true;
    if (made->path != NULL && !utf8_valid(made->path)) {
        local_escape(made->path);
        (void)error_set(&made->why, STATUS_REJECT, "bad_path",
                        "%s: the file's name is not UTF-8; rename it", made->path);
        source_reject(made);
    } else if (made->task == JOB_LISTING &&
               listing_rule_new(config->link_xpath, config->link_class, &pages->rule, &made->why) !=
                   STATUS_OK) {
        source_reject(made);
    } else {
        page_ask_for_changes(source, made);
    }
    made->rule = pages->rule;
    return made;
}

/* A sitemap of an index; NULL: it has nothing new. */
static struct job *page_take_sitemap(struct source *source, struct reading *reading,
                                     const struct document_item *item)
{
    json_t *before = source_find_state(source, item->url);
    const char *listed_at = state_text(before, "listed_at");
    bool skip = !filter_takes_date(source->not_before, item->modified_at) ||
                (listed_at != NULL && item->modified_at != NULL &&
                 strcmp(listed_at, item->modified_at) == 0 && reading_filters_hold(source, before));
    struct job *job;
    char *mirror;

    json_decref(before);
    if (skip) {
        return NULL;
    }
    mirror = source_mirror(source, item->url);
    job = job_new(JOB_SITEMAP, item->url, mirror);
    free(mirror);
    job->listed_at = item->modified_at == NULL ? NULL : mem_strdup(item->modified_at);
    if (reading->depth + 1 > SITEMAP_DEPTH_MAX) {
        (void)error_set(&job->why, STATUS_REJECT, "too_deep",
                        "%s: more than %d sitemaps of sitemaps deep", item->url, SITEMAP_DEPTH_MAX);
        source_reject(job);
    } else {
        page_ask_for_changes(source, job);
    }
    return job;
}

static char *page_copy(const char *text)
{
    return text == NULL ? NULL : mem_strdup(text);
}

/* The feed carries the article: its page is not fetched. */
static void page_load(struct job *job, const struct document *document, const char *page)
{
    job->loaded = true;
    job->response = (struct fetch_response){.body = BUF_INIT(strlen(page) + 1)};
    if (!buf_append_text(&job->response.body, page)) {
        job->loaded = false;
    }
    job->response.content_type = mem_strdup("text/html; charset=utf-8");
    memcpy(job->response.fetched_at, document->fetched_at, sizeof job->response.fetched_at);
}

static struct job *page_take_item(struct source *source, const struct document *document,
                                  const struct document_item *item)
{
    struct job *job = source_take_url(
        source, item->url, item->published_at != NULL ? item->published_at : item->modified_at);

    if (job != NULL) {
        job->feed_title = page_copy(item->title);
        job->feed_author = page_copy(item->author);
        job->feed_published_at = page_copy(item->published_at);
    }
    if (job != NULL && item->facts != NULL) {
        job->feed_tags = page_copy(item->facts->tags);
        job->feed_language = page_copy(item->facts->language);
        job->feed_image_url = page_copy(item->facts->image_url);
    }
    if (job != NULL && item->page != NULL && job->path == NULL) {
        page_load(job, document, item->page);
    }
    return job;
}

/* The next article or sitemap that `reading` names; NULL: none is left. */
static struct job *page_take(struct source *source, struct reading *reading)
{
    const struct document_item *item;
    struct job *job = NULL;
    uint64_t mark = 0;
    size_t place = 0;

    while (job == NULL && (item = reading_next(reading, source, &mark, &place)) != NULL) {
        job = item->is_sitemap ? page_take_sitemap(source, reading, item)
                               : page_take_item(source, reading->document, item);
    }
    if (job != NULL) {
        job->reading = reading;
        job->mark = mark;
        job->place = place;
    }
    return job;
}

/* Whether a sitemap would be one too many in memory. */
static bool page_is_crowded(const struct source *source)
{
    const struct source_context *context = source->context;

    return context->listed > 0 && context->listed + SOURCE_LISTED_GUESS > SOURCE_LISTED_MAX;
}

/* How many items a document adds to those that are held; of an index, only what it names does. */
static size_t page_listed(const struct document *document)
{
    return document == NULL || document->is_index ? 0 : document->count;
}

/* All that the document names was taken, or more is not wanted: its state is due. */
static struct job *page_leave(struct source *source, struct reading *reading)
{
    struct pages *pages = source->reading;
    struct job *job = job_new(JOB_STATE, NULL, NULL);

    source->context->listed -= page_listed(reading->document);
    reading_close(reading);
    job->reading = reading;
    job->progress = JOB_DONE;
    pages->top = reading->parent;
    return job;
}

static int64_t page_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void page_set_guess(struct source *source, size_t guess, int64_t patient_until)
{
    struct pages *pages = source->reading;

    source->context->listed += guess - pages->guess;
    pages->guess = guess;
    pages->patient_until = patient_until;
}

/* What is asked for before its source can go on. */
static void page_await(struct source *source, struct job *job)
{
    struct pages *pages = source->reading;

    pages->awaited = job;
    if (job->task == JOB_SITEMAP) {
        page_set_guess(source, SOURCE_LISTED_GUESS, page_clock() + SOURCE_PATIENCE);
    }
}

/* What hangs keeps no room that others could use. */
static void page_look_at_clock(struct source *source)
{
    struct pages *pages = source->reading;

    if (pages->guess > 0 && pages->awaited->progress == JOB_FETCHING &&
        page_clock() >= pages->patient_until) {
        page_set_guess(source, 0, 0);
    }
}

/* What has come after all may find that others have its room. */
static bool page_accept(struct source *source, const struct job *job)
{
    const struct pages *pages = source->reading;

    if (job->task != JOB_SITEMAP || job != pages->awaited || pages->guess > 0) {
        return true;
    }
    if (page_is_crowded(source)) {
        return false;
    }
    page_set_guess(source, SOURCE_LISTED_GUESS, INT64_MAX);
    return true;
}

static enum source_step page_next(struct source *source, struct job **job)
{
    struct pages *pages = source->reading;
    struct reading *reading = pages->top;
    bool enough = source->stopped || pages->taken >= (size_t)source->config->max_items;
    bool sitemap = reading == NULL ? source->config->kind == SOURCE_SITEMAP && !pages->begun
                                   : reading->document->is_index;

    if (pages->awaited != NULL) {
        page_look_at_clock(source);
    }
    if (pages->awaited != NULL || (sitemap && !enough && page_is_crowded(source))) {
        return SOURCE_WAIT;
    }
    if (!pages->begun && !source->stopped) {
        *job = page_begin(source);
        page_await(source, *job);
        return SOURCE_JOB;
    }
    if (reading == NULL) {
        return SOURCE_END;
    }
    *job = enough ? NULL : page_take(source, reading);
    if (*job == NULL) {
        *job = page_leave(source, reading);
    } else if ((*job)->task != JOB_SITEMAP) {
        pages->taken++;
    } else if ((*job)->progress != JOB_DONE) {
        page_await(source, *job);
    }
    return SOURCE_JOB;
}

static void page_done(struct source *source, struct job *job)
{
    struct pages *pages = source->reading;

    if (job != pages->awaited) {
        return;
    }
    pages->awaited = NULL;
    page_set_guess(source, 0, 0);
    if (job->found != NULL) {
        pages->top = reading_new(source, job, pages->top);
        source->context->listed += page_listed(pages->top->document);
        if (pages->top->document->doubt != NULL) {
            log_event(source->context->log, LOG_WARNING, "document_damaged", NULL, 0,
                      "%s: %s; %zu items could be read", page_key(job), pages->top->document->doubt,
                      pages->top->document->count);
        }
    }
}

static bool page_ready(const struct source *source, const struct job *job)
{
    /* States in the middle do not wait: two sources might wait for each other. */
    return job->task != JOB_STATE || job->reading->parent != NULL ||
           !source->context->write_state || reading_is_decided(job->reading, source);
}

/* Nothing new: the state is told again, so that the database knows that the source was read. */
static enum status page_write_unchanged(struct source *source, const struct job *job,
                                        struct error *error)
{
    json_t *before = source_find_state(source, page_key(job));

    if (before == NULL) {
        return STATUS_OK;
    }
    if (job->listed_at != NULL) {
        json_object_set_new(before, "listed_at", json_string(job->listed_at));
    }
    return source_write_state(source, page_key(job), before, error);
}

static enum status page_write_state(struct source *source, const struct job *job,
                                    struct error *error)
{
    const struct fetch_response *response = &job->response;
    json_t *data;

    if (job->path != NULL ? job->file_mark[0] == '\0'
                          : response->http_status == 0 || response->status != STATUS_OK) {
        return STATUS_OK; /* it was not had */
    }
    data = json_object();
    if (job->path != NULL) {
        json_object_set_new(data, "mark", json_string(job->file_mark));
    } else {
        if (response->etag != NULL) {
            json_object_set_new(data, "etag", json_string(response->etag));
        }
        if (response->last_modified != NULL) {
            json_object_set_new(data, "last_modified", json_string(response->last_modified));
        }
    }
    return source_write_state(source, page_key(job), data, error);
}

static enum status page_settle_sitemap(struct source *source, const struct job *job,
                                       struct error *error)
{
    if (job->outcome == OUTCOME_UNCHANGED) {
        return page_write_unchanged(source, job, error);
    }
    if (!source_is_settled(job) && job->reading != NULL) {
        job->reading->complete = false;
    }
    return STATUS_OK;
}

static enum status page_settle(struct source *source, struct job *job, struct error *error)
{
    enum status status;

    if (job->task == JOB_STATE) {
        status = reading_end(job->reading, source, error);
        reading_free(job->reading);
        return status;
    }
    if (job->reading != NULL && job->task != JOB_SITEMAP) {
        return reading_settle(job->reading, source, job, error);
    }
    if (job->task != JOB_ARTICLE_OR_FEED) {
        return page_settle_sitemap(source, job, error);
    }
    return job->outcome == OUTCOME_UNCHANGED  ? page_write_unchanged(source, job, error)
           : job->outcome == OUTCOME_DOCUMENT ? STATUS_OK
                                              : page_write_state(source, job, error);
}

const struct source_kind_methods source_page = {.open = page_open,
                                                .next = page_next,
                                                .accept = page_accept,
                                                .done = page_done,
                                                .ready = page_ready,
                                                .settle = page_settle,
                                                .close = page_close};
