#include "extract/extract.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/timestamp.h"
#include "common/utf8.h"
#include "extract/feed/feed.h"
#include "extract/job.h"
#include "extract/local.h"
#include "extract/net/fetch.h"
#include "extract/net/url.h"
#include "extract/page/page.h"

enum {
    EXTRACT_AHEAD = 4, /* times max_parallel: jobs from the first on that may be fetched */
    EXTRACT_SEEN_OLD_MAX = 2000, /* marks kept of items that a feed no longer has */
    EXTRACT_WAIT = 500           /* milliseconds */
};

struct extract {
    const struct extract_options *options;
    struct record_counts *counts;
    struct fetcher *fetcher;
    struct job *first, *last;
    size_t waiting;      /* jobs in the list */
    json_t *urls;        /* of this run: false under way, true settled */
    struct arena *arena; /* of the job at hand */
    bool network;        /* some job is fetched */
    struct language_detector *languages;
};

static void extract_show(const struct extract *extract, bool final)
{
    struct log_field fields[] = {LOG_NUMBER("articles", extract->counts->of[RECORD_ARTICLE]),
                                 LOG_NUMBER("rejected", extract->counts->of[RECORD_REJECT]),
                                 LOG_NUMBER("waiting", extract->waiting)};

    log_progress(extract->options->log, fields, 3, final);
}

static enum status extract_write(struct extract *extract, enum record_kind kind, json_t *record,
                                 struct error *error)
{
    enum status status = record_write(extract->options->writer, record, error);

    json_decref(record);
    extract->counts->of[kind]++;
    return status;
}

static enum status extract_write_state(struct extract *extract, const struct job *job,
                                       const char *key, json_t *data, struct error *error)
{
    const json_t *before = state_find(extract->options->state, job->source->name, key);

    /* of a folder's files only what is new is told; of others also that they were read */
    if (!extract->options->write_state ||
        (job->kind == JOB_FILE && job->source->kind == SOURCE_FOLDER && before != NULL &&
         json_equal(before, data))) {
        json_decref(data);
        return STATUS_OK;
    }
    return extract_write(extract, RECORD_STATE, record_state(job->source->name, key, data), error);
}

/* Whoever reads the rows finds out what happened to the page. */
static enum status extract_reject(struct extract *extract, const struct job *job,
                                  const struct error *why, struct error *error)
{
    struct reject reject = {.stage = "extract",
                            .reason = why->reason,
                            .message = why->message,
                            .source = job->source->name,
                            .url = job->url,
                            .path = job->path,
                            .bytes = job->response.body.length};
    struct log_field fields[] = {LOG_TEXT("reason", why->reason),
                                 LOG_TEXT("source", job->source->name)};

    log_event(extract->options->log, LOG_WARNING, "rejected", fields, 2, "%s", why->message);
    return extract_write(extract, RECORD_REJECT, record_from_reject(&reject), error);
}

static void extract_append(struct extract *extract, struct job *job)
{
    if (extract->last == NULL) {
        extract->first = job;
    } else {
        extract->last->next = job;
    }
    extract->last = job;
    extract->waiting++;
}

/* Inserts a job behind another one of the list. */
static void extract_insert(struct extract *extract, struct job *behind, struct job *job)
{
    job->next = behind->next;
    behind->next = job;
    if (extract->last == behind) {
        extract->last = job;
    }
    extract->waiting++;
}

static void extract_add_source(struct extract *extract, const struct source_config *source)
{
    static const enum job_kind kinds[SOURCE_KIND_COUNT] = {
        [SOURCE_FILE] = JOB_FILE,    [SOURCE_FOLDER] = JOB_FOLDER, [SOURCE_WARC] = JOB_FILE,
        [SOURCE_PAGE] = JOB_PAGE,    [SOURCE_FEED] = JOB_FEED,     [SOURCE_SITEMAP] = JOB_FEED,
        [SOURCE_LISTING] = JOB_PAGE, [SOURCE_URLS] = JOB_FILE};
    struct job *job = job_new(kinds[source->kind], source, source->url, source->path);

    if (source->url != NULL && source->mirror_url != NULL) {
        const char *path =
            url_mirror_path(extract->arena, source->url, source->mirror_url, source->mirror_path);

        job->path = path == NULL ? NULL : mem_strdup(path);
    }
    extract_append(extract, job);
}

static bool extract_is_fetched(const struct job *job)
{
    return job->path == NULL && (job->kind == JOB_PAGE || job->kind == JOB_FEED);
}

static void extract_arrived(void *context, void *owner, struct fetch_response *response)
{
    struct job *job = owner;

    (void)context;
    job->response = *response;
    job->progress = JOB_ARRIVED;
}

static enum status extract_start(struct extract *extract, struct job *job, struct error *error)
{
    const json_t *state = job->feed == NULL && extract->options->write_state
                              ? state_find(extract->options->state, job->source->name, job->url)
                              : NULL;
    const struct fetch_request request = {.url = job->url,
                                          .etag = state_text(state, "etag"),
                                          .last_modified = state_text(state, "last_modified"),
                                          .source = job->source,
                                          .owner = job};

    if (json_object_get(extract->urls, job->url) != NULL) {
        job->duplicate = true;
        job->progress = JOB_ARRIVED;
        return STATUS_OK;
    }
    json_object_set_new(extract->urls, job->url, json_false());
    job->progress = JOB_FETCHING;
    return fetcher_start(extract->fetcher, &request, error);
}

/* Starts what may be under way: jobs near the first one, so that what arrives is soon written. */
static enum status extract_fill(struct extract *extract, struct error *error)
{
    size_t parallel = (size_t)extract->options->config->max_parallel, looked = 0;
    enum status status = STATUS_OK;

    for (struct job *job = extract->first;
         job != NULL && looked < parallel * EXTRACT_AHEAD && status == STATUS_OK; job = job->next) {
        looked++;
        if (extract_is_fetched(job) && job->progress == JOB_WAITING) {
            status = extract_start(extract, job, error);
        }
    }
    return status;
}

/* The feed learns what became of its item; a page by itself remembers it by its own state. */
static void extract_settle(struct extract *extract, struct job *job, bool settled)
{
    if (job->url != NULL && !job->duplicate) {
        json_object_set_new(extract->urls, job->url, json_boolean(settled));
    }
    if (job->feed != NULL && settled) {
        json_array_append_new(job->feed->seen, json_string(job->mark));
    } else if (job->feed != NULL) {
        job->feed->all_settled = false;
    }
}

static enum status extract_write_article(struct extract *extract, const struct job *job,
                                         struct article *article, const char *fetched_at,
                                         struct error *error)
{
    json_t *record;

    article->source = job->source->name;
    article->fetched_at = fetched_at;
    article->path = job->path != NULL && strcmp(job->path, "-") == 0 ? NULL : job->path;
    article->http.status = job->response.http_status;
    article->http.etag = job->response.etag;
    article->http.last_modified = job->response.last_modified;
    article->http.final_url = job->response.final_url;
    article_set_identity(article, extract->arena);
    record = record_from_article(article);
    if (record == NULL) {
        return error_set(error, STATUS_FATAL, "bad_record", "%s: cannot be written as a record",
                         job->url == NULL ? job->path : job->url);
    }
    return extract_write(extract, RECORD_ARTICLE, record, error);
}

static enum status extract_page(struct extract *extract, struct job *job, struct error *error)
{
    const char *type = job->response.content_type;
    struct timestamp now = timestamp_now();
    char fetched_at[TIMESTAMP_SIZE];
    struct article article = {0};
    struct error why = {0};
    enum status status;

    timestamp_format(&now, fetched_at);
    if (job->response.fetched_at[0] != '\0') {
        memcpy(fetched_at, job->response.fetched_at, sizeof fetched_at);
    }
    const struct page page = {
        .data = buf_text(&job->response.body),
        .length = job->response.body.length,
        .content_type = type != NULL || job->path == NULL ? type : local_content_type(job->path),
        .url = job->response.final_url != NULL ? job->response.final_url : job->url,
        .path = job->path,
        .fetched_at = fetched_at,
        .source = job->source,
        .feed_title = job->feed_title,
        .feed_author = job->feed_author,
        .feed_published_at = job->feed_published_at,
        .languages = extract->languages};

    status = page_read(&page, extract->arena, &article, &why);
    if (status == STATUS_OK) {
        article.url = job->url;
        status = extract_write_article(extract, job, &article, fetched_at, error);
    } else {
        status = extract_reject(extract, job, &why, error);
    }
    return status;
}

static void extract_add_item(struct extract *extract, struct job *feed_job, struct job **behind,
                             const struct feed_item *item, json_t *old_marks)
{
    const struct source_config *source = feed_job->source;
    const char *path =
        source->mirror_url == NULL
            ? NULL
            : url_mirror_path(extract->arena, item->url, source->mirror_url, source->mirror_path);
    const char *file_mark = path == NULL ? NULL : local_mark(path, extract->arena);
    const char *parts[] = {item->url, item->title, item->published_at, item->modified_at,
                           file_mark};
    char mark[HASH_ID_SIZE];
    struct job *job;

    hash_id(parts, sizeof parts / sizeof parts[0], mark);
    mark[16] = '\0';
    if (json_object_get(old_marks, mark) != NULL) {
        json_object_del(old_marks, mark);
        json_array_append_new(feed_job->feed->seen, json_string(mark));
        return;
    }
    job = job_new(JOB_PAGE, source, item->url, path);
    job->feed = feed_job->feed;
    job->mark = mem_strdup(mark);
    job->feed_title = item->title == NULL ? NULL : mem_strdup(item->title);
    job->feed_author = item->author == NULL ? NULL : mem_strdup(item->author);
    job->feed_published_at = item->published_at == NULL ? NULL : mem_strdup(item->published_at);
    extract_insert(extract, *behind, job);
    *behind = job;
    extract->network = extract->network || path == NULL;
}

/* A feed becomes jobs for those of its items that were not read before. */
static enum status extract_feed(struct extract *extract, struct job *job, struct error *error)
{
    const json_t *before = state_find(extract->options->state, job->source->name, job->url);
    json_t *old_marks = state_seen(extract->options->write_state ? before : NULL);
    const char *base = job->response.final_url != NULL ? job->response.final_url : job->url;
    struct job *behind = job, *end;
    struct error why = {0};
    const char *mark;
    struct feed feed;
    size_t kept = 0;
    void *place;
    json_t *old;
    enum status status = feed_read(buf_text(&job->response.body), job->response.body.length,
                                   job->response.content_type, base, (size_t)job->source->max_items,
                                   extract->arena, &feed, &why);

    if (status != STATUS_OK) {
        json_decref(old_marks);
        return extract_reject(extract, job, &why, error);
    }
    if (feed.damaged) {
        log_event(extract->options->log, LOG_WARNING, "feed_damaged", NULL, 0,
                  "%s: the feed's XML is malformed; %zu items could be read", base, feed.count);
    }
    job->feed = mem_calloc(1, sizeof *job->feed);
    job->feed->seen = json_array();
    job->feed->all_settled = true;
    job->feed->etag = job->response.etag == NULL ? NULL : mem_strdup(job->response.etag);
    job->feed->last_modified =
        job->response.last_modified == NULL ? NULL : mem_strdup(job->response.last_modified);
    for (size_t i = 0; i < feed.count; i++) {
        extract_add_item(extract, job, &behind, &feed.items[i], old_marks);
    }
    json_object_foreach_safe(old_marks, place, mark, old)
    {
        if (kept++ < EXTRACT_SEEN_OLD_MAX) {
            json_array_append_new(job->feed->seen, json_string(mark));
        }
    }
    json_decref(old_marks);
    end = job_new(JOB_FEED_END, job->source, job->url, NULL);
    end->feed = job->feed;
    extract_insert(extract, behind, end);
    return STATUS_OK;
}

static enum status extract_feed_end(struct extract *extract, struct job *job, struct error *error)
{
    struct job_feed *feed = job->feed;
    json_t *data = json_object();
    enum status status;

    json_object_set_new(data, "seen", state_sorted_marks(feed->seen));
    /* With an item to be asked again, the feed must come again too: no "not modified". */
    if (feed->all_settled && feed->etag != NULL) {
        json_object_set_new(data, "etag", json_string(feed->etag));
    }
    if (feed->all_settled && feed->last_modified != NULL) {
        json_object_set_new(data, "last_modified", json_string(feed->last_modified));
    }
    status = extract_write_state(extract, job, job->url, data, error);
    json_decref(feed->seen);
    free(feed->etag);
    free(feed->last_modified);
    free(feed);
    return status;
}

/* What arrived, by network or from a file: a page, or (for a URL or file named as a page) a feed.
 */
static enum status extract_content(struct extract *extract, struct job *job, json_t *state,
                                   struct error *error)
{
    bool item = job->feed != NULL; /* a feed in a feed would have no end */
    enum status status;

    if (job->kind == JOB_FEED ||
        (!item && job->url != NULL &&
         feed_recognise(buf_text(&job->response.body), job->response.body.length))) {
        json_decref(state);
        return extract_feed(extract, job, error);
    }
    status = extract_page(extract, job, error);
    if (status == STATUS_OK && !item) {
        const char *key = job->url != NULL ? job->url : job->path;

        return extract_write_state(extract, job, key, state, error);
    }
    json_decref(state);
    return status;
}

static json_t *extract_http_state(const struct fetch_response *response)
{
    json_t *state = json_object();

    if (response->etag != NULL) {
        json_object_set_new(state, "etag", json_string(response->etag));
    }
    if (response->last_modified != NULL) {
        json_object_set_new(state, "last_modified", json_string(response->last_modified));
    }
    return state;
}

/* Nothing new: the state is told again, so that the database knows that the source was read. */
static enum status extract_read_again(struct extract *extract, const struct job *job,
                                      const char *key, struct error *error)
{
    const json_t *before = state_find(extract->options->state, job->source->name, key);

    return before == NULL || job->feed != NULL
               ? STATUS_OK
               : extract_write_state(extract, job, key, json_deep_copy(before), error);
}

static enum status extract_do_fetched(struct extract *extract, struct job *job, struct error *error)
{
    enum status status = STATUS_OK;

    if (job->duplicate) {
        extract_settle(extract, job, json_is_true(json_object_get(extract->urls, job->url)));
    } else if (job->response.status != STATUS_OK) {
        extract_settle(extract, job, job->response.status == STATUS_REJECT);
        status = extract_reject(extract, job, &job->response.error, error);
    } else if (job->response.not_modified) {
        extract_settle(extract, job, true);
        status = extract_read_again(extract, job, job->url, error);
    } else {
        extract_settle(extract, job, true);
        status = extract_content(extract, job, extract_http_state(&job->response), error);
    }
    return status;
}

static enum status extract_do_file(struct extract *extract, struct job *job, struct error *error)
{
    const char *key = job->url != NULL ? job->url : job->path;
    const json_t *before = job->feed != NULL || !extract->options->write_state
                               ? NULL
                               : state_find(extract->options->state, job->source->name, key);
    const char *seen = state_text(before, "mark"), *mark = local_mark(job->path, extract->arena);
    struct error why = {0};
    enum status status;

    if (!utf8_valid(job->path)) {
        local_escape(job->path);
        (void)error_set(&why, STATUS_REJECT, "bad_path",
                        "%s: the file's name is not UTF-8; rename it", job->path);
        return extract_reject(extract, job, &why, error);
    }
    if (job->kind != JOB_FEED && mark != NULL && seen != NULL && strcmp(mark, seen) == 0) {
        /* as it was when its article was committed */
        return extract_read_again(extract, job, key, error);
    }
    if (job->url != NULL && json_object_get(extract->urls, job->url) != NULL) {
        job->duplicate = true;
        extract_settle(extract, job, json_is_true(json_object_get(extract->urls, job->url)));
        return STATUS_OK;
    }
    status = local_read(job->path, (size_t)job->source->max_bytes, &job->response.body,
                        extract->arena, &mark, &why);
    extract_settle(extract, job, status == STATUS_OK);
    if (status != STATUS_OK) {
        return extract_reject(extract, job, &why, error);
    }
    json_t *state = json_object();

    json_object_set_new(state, "mark", json_string(mark == NULL ? "" : mark));
    return extract_content(extract, job, state, error);
}

static enum status extract_do_folder(struct extract *extract, struct job *job, struct error *error)
{
    const char **paths = NULL;
    struct job *behind = job;
    struct error why = {0};
    size_t count = 0;

    if (local_list(job->path, (size_t)job->source->max_items, extract->arena, &paths, &count,
                   &why) != STATUS_OK) {
        enum status status = extract_reject(extract, job, &why, error);

        if (status != STATUS_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct job *file = job_new(JOB_FILE, job->source, NULL, paths[i]);

        extract_insert(extract, behind, file);
        behind = file;
    }
    return extract_write_state(extract, job, job->path,
                               json_pack("{sI}", "files", (json_int_t)count), error);
}

static enum status extract_do(struct extract *extract, struct job *job, struct error *error)
{
    if (job->kind == JOB_FEED_END) {
        return extract_feed_end(extract, job, error);
    }
    if (job->kind == JOB_FOLDER) {
        return extract_do_folder(extract, job, error);
    }
    return job->path != NULL ? extract_do_file(extract, job, error)
                             : extract_do_fetched(extract, job, error);
}

static enum status extract_loop(struct extract *extract, struct error *error)
{
    enum status status = STATUS_OK;

    while (extract->first != NULL && status == STATUS_OK) {
        struct job *job = extract->first;

        if (extract->network) {
            status = extract_fill(extract, error);
        }
        if (status == STATUS_OK && extract_is_fetched(job) && job->progress != JOB_ARRIVED) {
            extract_show(extract, false);
            status = ndjson_flush(extract->options->writer, error); /* nothing waits in vain */
            if (status == STATUS_OK) {
                status = fetcher_work(extract->fetcher, EXTRACT_WAIT, error);
            }
            continue;
        }
        if (status == STATUS_OK && fetcher_active(extract->fetcher) > 0) {
            status = fetcher_work(extract->fetcher, 0, error);
        }
        if (status == STATUS_OK) {
            status = extract_do(extract, job, error);
            extract->first = job->next;
            extract->last = extract->first == NULL ? NULL : extract->last;
            extract->waiting--;
            job_free(job);
            arena_reset(extract->arena);
            extract_show(extract, false);
        }
    }
    return status;
}

static enum status extract_frame(struct extract *extract, struct error *error)
{
    const struct extract_options *options = extract->options;
    struct timestamp now = timestamp_now();
    char started_at[TIMESTAMP_SIZE], run_id[RECORD_RUN_ID_SIZE];
    enum status status;

    timestamp_format(&now, started_at);
    record_new_run_id(run_id);
    status = extract_write(extract, RECORD_RUN,
                           record_run(options->run_id == NULL ? run_id : options->run_id,
                                      started_at, "dateline-extract", options->config->digest),
                           error);
    if (status == STATUS_OK) {
        status = extract_loop(extract, error);
    }
    if (status == STATUS_OK) {
        json_t *end = record_end(extract->counts);

        status = extract_write(extract, RECORD_END, end, error);
    }
    return status == STATUS_OK ? ndjson_flush(options->writer, error) : status;
}

enum status extract_run(const struct extract_options *options, struct record_counts *counts,
                        struct error *error)
{
    struct extract extract = {.options = options, .counts = counts};
    const struct fetch_options fetching = {.config = options->config, .log = options->log};
    enum status status;

    status = fetcher_new(&fetching, extract_arrived, &extract, &extract.fetcher, error);
    if (status != STATUS_OK) {
        return status;
    }
    extract.urls = json_object();
    extract.arena = arena_new();
    extract.languages = language_detector_new();
    for (size_t i = 0; i < options->source_count; i++) {
        extract_add_source(&extract, options->sources[i]);
        extract.network = extract.network || extract_is_fetched(extract.last);
    }
    status = extract_frame(&extract, error);
    if (status == STATUS_OK) {
        extract_show(&extract, true);
    }
    fetcher_free(extract.fetcher);
    while (extract.first != NULL) {
        struct job *next = extract.first->next;

        if (extract.first->kind == JOB_FEED_END) { /* who would have freed it */
            json_decref(extract.first->feed->seen);
            free(extract.first->feed->etag);
            free(extract.first->feed->last_modified);
            free(extract.first->feed);
        }
        job_free(extract.first);
        extract.first = next;
    }
    language_detector_free(extract.languages);
    json_decref(extract.urls);
    arena_free(extract.arena);
    return status;
}
