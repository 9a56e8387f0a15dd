#include "extract/output.h"

#include "common/hash.h"
#include "common/ndjson.h"
#include "extract/reader.h"

/* Whether the article came out before under another URL: by a redirect, or as it calls itself. */
static bool output_came_out(struct output *output, const struct job *job)
{
    bool known = false;

    if (job->url == NULL) {
        return false;
    }
    for (size_t i = 0; i < JOB_NAMES; i++) {
        known = known || seen_find(output->names, job->names[i]) != SEEN_NEVER;
    }
    for (size_t i = 0; i < JOB_NAMES && !known; i++) {
        seen_set(output->names, job->names[i], SEEN_SETTLED);
    }
    return known;
}

static enum status output_write(struct output *output, const struct job *job, enum record_kind kind,
                                struct error *error)
{
    output->context->counts->of[kind]++;
    return ndjson_write(output->context->writer, job->output, job->output_length, error);
}

/* Whoever reads the rows finds out what happened to the page. */
static enum status output_write_reject(struct output *output, struct job *job, struct error *error)
{
    struct log_field fields[] = {LOG_TEXT("reason", job->why.reason),
                                 LOG_TEXT("source", job->config->name)};

    log_event(output->context->log, LOG_WARNING, "rejected", fields, 2, "%s", job->why.message);
    if (job->output == NULL) {
        reader_reject(job);
    }
    return output_write(output, job, RECORD_REJECT, error);
}

enum status output_settle(struct output *output, struct source *source, struct error *error)
{
    struct job *job = source->first;
    enum status status = STATUS_OK;

    if (job->outcome == OUTCOME_ARTICLE && output_came_out(output, job)) {
        job->outcome = OUTCOME_DUPLICATE;
    } else if (job->outcome == OUTCOME_ARTICLE) {
        status = output_write(output, job, RECORD_ARTICLE, error);
    } else if (job->outcome == OUTCOME_REJECT || job->outcome == OUTCOME_AGAIN) {
        status = output_write_reject(output, job, error);
    }
    if (job->asked) {
        seen_set(output->context->seen, hash_number(job->url),
                 source_is_settled(job) ? SEEN_SETTLED : SEEN_FAILED);
    }
    if (status == STATUS_OK) {
        status = source_settle(source, job, error);
        job_free(job);
    }
    return status;
}
