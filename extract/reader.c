#include "extract/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/hash.h"
#include "common/memory.h"
#include "common/record.h"
#include "common/timestamp.h"
#include "extract/document.h"
#include "extract/feed/feed.h"
#include "extract/feed/sitemap.h"
#include "extract/filter.h"
#include "extract/local.h"
#include "extract/page/language.h"
#include "extract/page/page.h"

struct reader {
    struct arena *arena;
    struct language_detector *languages;
};

struct reader *reader_new(void)
{
    struct reader *reader = mem_calloc(1, sizeof *reader);

    reader->arena = arena_new();
    reader->languages = language_detector_new();
    return reader;
}

void reader_free(struct reader *reader)
{
    if (reader != NULL) {
        language_detector_free(reader->languages);
        arena_free(reader->arena);
        free(reader);
    }
}

static enum status reader_write(struct job *job, json_t *record, struct error *error)
{
    job->output = record == NULL ? NULL : json_dumps(record, JSON_COMPACT);
    json_decref(record);
    if (job->output == NULL) {
        return error_set(error, STATUS_REJECT, "bad_record", "%s: cannot be written as a record",
                         job_name(job));
    }
    job->output_length = strlen(job->output);
    return STATUS_OK;
}

void reader_reject(struct job *job)
{
    const struct reject reject = {.stage = "extract",
                                  .reason = job->why.reason,
                                  .message = job->why.message,
                                  .source = job->config->name,
                                  .url = job->url,
                                  .path = job->path,
                                  .bytes = job->bytes};
    struct error ignored;

    if (reader_write(job, record_from_reject(&reject), &ignored) != STATUS_OK) {
        job->outcome = OUTCOME_AGAIN;
    }
}

static enum status reader_write_article(struct reader *reader, struct job *job,
                                        struct article *article, const char *fetched_at,
                                        struct error *error)
{
    const struct fetch_response *response = &job->response;
    const char *names[JOB_NAMES];

    article->url = job->url;
    article->source = job->config->name;
    article->fetched_at = fetched_at;
    article->path = job->path != NULL && strcmp(job->path, "-") == 0 ? NULL : job->path;
    article->http.status = response->http_status;
    article->http.etag = response->etag;
    article->http.last_modified = response->last_modified;
    article->http.final_url = response->final_url;
    article_set_identity(article, reader->arena);
    if (job->url != NULL) {
        names[0] = job->url;
        names[1] = response->final_url;
        names[2] = article->canonical_url;
        for (size_t i = 0; i < JOB_NAMES; i++) {
            job->names[i] = hash_number(names[i] == NULL ? job->url : names[i]);
        }
    }
    return reader_write(job, record_from_article(article), error);
}

static enum status reader_read_article(struct reader *reader, struct job *job, struct error *error)
{
    const struct fetch_response *response = &job->response;
    struct timestamp now = timestamp_now();
    char fetched_at[TIMESTAMP_SIZE];
    struct article article = {0};
    enum status status;

    timestamp_format(&now, fetched_at);
    const struct page page = {
        .data = buf_text(&response->body),
        .length = response->body.length,
        .content_type = response->content_type != NULL || job->path == NULL || job->loaded
                            ? response->content_type
                            : local_content_type(job->path),
        .url = response->final_url != NULL ? response->final_url : job->url,
        .path = job->path,
        .fetched_at = response->fetched_at[0] == '\0' ? fetched_at : response->fetched_at,
        .source = job->config,
        .feed_title = job->feed_title,
        .feed_author = job->feed_author,
        .feed_published_at = job->feed_published_at,
        .feed_tags = job->feed_tags,
        .feed_language = job->feed_language,
        .feed_image_url = job->feed_image_url,
        .languages = reader->languages};

    status = page_read(&page, reader->arena, &article, error);
    if (status == STATUS_OK && !filter_takes_article(job->config, job->not_before, &article)) {
        job->outcome = OUTCOME_LEFT_OUT;
        return STATUS_OK;
    }
    if (status == STATUS_OK) {
        job->outcome = OUTCOME_ARTICLE;
        status = reader_write_article(reader, job, &article, page.fetched_at, error);
    }
    return status;
}

static enum status reader_read_file(struct reader *reader, struct job *job, struct error *error)
{
    const char *mark = NULL;
    enum status status = local_read(job->path, (size_t)job->config->max_bytes, &job->response.body,
                                    reader->arena, &mark, error);

    snprintf(job->file_mark, sizeof job->file_mark, "%s", mark == NULL ? "" : mark);
    return status;
}

static bool reader_is_document(const struct job *job)
{
    const struct buf *body = &job->response.body;

    return feed_recognise(buf_text(body), body->length) ||
           sitemap_recognise(buf_text(body), body->length);
}

static enum status reader_read_any(struct reader *reader, struct job *job, struct error *error)
{
    bool is_document =
        job->task == JOB_FEED || job->task == JOB_SITEMAP || job->task == JOB_LISTING;

    if (job->task == JOB_ARTICLE_OR_FEED && reader_is_document(job)) {
        if (job->url == NULL) {
            return error_set(error, STATUS_REJECT, "feed_file",
                             "%s: is a feed or sitemap; to read the articles that it names, give "
                             "its URL or file as an argument, or configure a source with "
                             "kind = feed or sitemap and this path",
                             job_name(job));
        }
        is_document = true;
    }
    if (is_document) {
        job->outcome = OUTCOME_DOCUMENT;
        return document_read(job, reader->arena, &job->found, error);
    }
    return reader_read_article(reader, job, error);
}

void reader_read(struct reader *reader, struct job *job)
{
    enum status status = STATUS_OK;

    if (!job->loaded && job->path != NULL) {
        status = reader_read_file(reader, job, &job->why);
    }
    job->bytes = job->response.body.length;
    if (status == STATUS_OK) {
        status = reader_read_any(reader, job, &job->why);
    }
    if (status != STATUS_OK) {
        job->outcome = status == STATUS_REJECT ? OUTCOME_REJECT : OUTCOME_AGAIN;
        reader_reject(job);
    }
    buf_free(&job->response.body);
    arena_reset(reader->arena);
}
