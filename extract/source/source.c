#include "extract/source/source.h"

#include <stdlib.h>
#include "common/arena.h"
#include "common/buf.h"
#include "common/memory.h"
#include "extract/document.h"
#include "extract/filter.h"
#include "extract/net/url.h"

enum { SOURCE_COUNTS_MAX = 200 }; /* bytes of the counts in a log line */

struct source *source_open(const struct source_config *config, struct source_context *context)
{
    static const struct source_kind_methods *const kinds[SOURCE_KIND_COUNT] = {
        [SOURCE_FILE] = &source_page,    [SOURCE_FOLDER] = &source_folder,
        [SOURCE_WARC] = &source_warc,    [SOURCE_PAGE] = &source_page,
        [SOURCE_FEED] = &source_page,    [SOURCE_SITEMAP] = &source_page,
        [SOURCE_LISTING] = &source_page, [SOURCE_URLS] = &source_urls};
    struct source *source = mem_calloc(1, sizeof *source);

    source->config = config;
    source->context = context;
    source->methods = kinds[config->kind];
    source->not_before = filter_not_before(config, context->since, context->now);
    source->methods->open(source);
    return source;
}

void source_close(struct source *source)
{
    source->methods->close(source);
    while (source->first != NULL) {
        struct job *next = source->first->next;

        document_free(source->first->found);
        job_free(source->first);
        source->first = next;
    }
    free(source);
}

static bool source_job_may_be_article(const struct job *job)
{
    return job->task == JOB_ARTICLE || job->task == JOB_ARTICLE_OR_FEED;
}

enum source_step source_next(struct source *source)
{
    struct job *job = NULL;
    enum source_step step = source->methods->next(source, &job);

    if (step == SOURCE_END) {
        source->ended = true;
    }
    if (step != SOURCE_JOB) {
        return step;
    }
    job->source = source;
    job->config = source->config;
    job->not_before = source->not_before;
    if (source->last == NULL) {
        source->first = job;
    } else {
        source->last->next = job;
    }
    source->last = job;
    source->job_count++;
    source->under_way += source_job_may_be_article(job);
    return SOURCE_JOB;
}

bool source_accepts(struct source *source, const struct job *job)
{
    return source->methods->accept == NULL || source->methods->accept(source, job);
}

void source_done(struct source *source, struct job *job)
{
    if (source->methods->done != NULL) {
        source->methods->done(source, job);
    }
}

bool source_ready(const struct source *source)
{
    const struct job *job = source->first;

    return job != NULL && job->progress == JOB_DONE &&
           (source->methods->ready == NULL || source->methods->ready(source, job));
}

static void source_count(struct source *source, const struct job *job)
{
    struct source_counts *counts = &source->counts;

    counts->articles += job->outcome == OUTCOME_ARTICLE;
    counts->rejected += job->outcome == OUTCOME_REJECT || job->outcome == OUTCOME_AGAIN;
    counts->left_out += job->outcome == OUTCOME_LEFT_OUT;
    counts->unchanged += job->outcome == OUTCOME_UNCHANGED;
    counts->duplicates += job->outcome == OUTCOME_DUPLICATE;
    counts->later += job->outcome == OUTCOME_LATER;
}

enum status source_settle(struct source *source, struct job *job, struct error *error)
{
    source->first = job->next;
    source->last = source->first == NULL ? NULL : source->last;
    source->job_count--;
    source->under_way -= source_job_may_be_article(job);
    source_count(source, job);
    return source->methods->settle(source, job, error);
}

void source_stop(struct source *source)
{
    source->stopped = true;
}

char *source_mirror(const struct source *source, const char *url)
{
    const struct source_config *config = source->config;
    struct arena *arena;
    const char *path;
    char *copy;

    if (config->mirror_url == NULL) {
        return NULL;
    }
    arena = arena_new();
    path = url_mirror_path(arena, url, config->mirror_url, config->mirror_path);
    copy = path == NULL ? NULL : mem_strdup(path);
    arena_free(arena);
    return copy;
}

struct job *source_take_url(struct source *source, const char *url, const char *date)
{
    struct job *job;
    char *path;

    if (!filter_takes_url(source->config, url) || !filter_takes_date(source->not_before, date)) {
        source->counts.left_out++;
        return NULL;
    }
    path = source_mirror(source, url);
    job = job_new(JOB_ARTICLE, url, path);
    free(path);
    return job;
}

json_t *source_find_state(const struct source *source, const char *key)
{
    return source->context->write_state
               ? state_find(source->context->state, source->config->name, key)
               : NULL;
}

enum status source_write_state(struct source *source, const char *key, json_t *data,
                               struct error *error)
{
    json_t *record;
    enum status status;

    if (!source->context->write_state) {
        json_decref(data);
        return STATUS_OK;
    }
    record = record_state(source->config->name, key, data);
    status = record_write(source->context->writer, record, error);
    source->context->counts->of[RECORD_STATE]++;
    json_decref(record);
    return status;
}

bool source_is_settled(const struct job *job)
{
    return job->outcome != OUTCOME_AGAIN && job->outcome != OUTCOME_LATER;
}

void source_reject(struct job *job)
{
    job->outcome = OUTCOME_REJECT;
    job->progress = JOB_DONE;
}

void source_add_counts(struct source_counts *totals, const struct source_counts *counts)
{
    totals->articles += counts->articles;
    totals->rejected += counts->rejected;
    totals->left_out += counts->left_out;
    totals->unchanged += counts->unchanged;
    totals->duplicates += counts->duplicates;
    totals->later += counts->later;
}

size_t source_fields(const struct source_counts *counts, struct log_field *fields)
{
    const struct log_field all[SOURCE_FIELDS] = {
        LOG_NUMBER("filtered", counts->left_out), LOG_NUMBER("unchanged", counts->unchanged),
        LOG_NUMBER("duplicates", counts->duplicates), LOG_NUMBER("later", counts->later)};
    size_t count = 0;

    for (size_t i = 0; i < SOURCE_FIELDS; i++) {
        if (all[i].number > 0) {
            fields[count++] = all[i];
        }
    }
    return count;
}

void source_log(const struct source *source)
{
    const struct source_counts *counts = &source->counts;
    struct log_field fields[3 + SOURCE_FIELDS] = {LOG_TEXT("source", source->config->name),
                                                  LOG_NUMBER("articles", counts->articles),
                                                  LOG_NUMBER("rejected", counts->rejected)};
    size_t count = 3 + source_fields(counts, fields + 3);
    struct buf more = BUF_INIT(SOURCE_COUNTS_MAX);

    for (size_t i = 3; i < count; i++) {
        (void)!buf_printf(&more, ", %lld %s", (long long)fields[i].number, fields[i].name);
    }
    log_event(source->context->log, LOG_INFO, "source_done", fields, count,
              "%s: %zu articles, %zu rejected%s", source->config->name, counts->articles,
              counts->rejected, buf_text(&more));
    buf_free(&more);
}
