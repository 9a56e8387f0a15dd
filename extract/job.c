#include "extract/job.h"

#include <stdlib.h>
#include "common/memory.h"

struct job *job_new(enum job_kind kind, const struct source_config *source, const char *url,
                    const char *path)
{
    struct job *job = mem_calloc(1, sizeof *job);

    job->kind = kind;
    job->source = source;
    job->url = url == NULL ? NULL : mem_strdup(url);
    job->path = path == NULL ? NULL : mem_strdup(path);
    return job;
}

void job_free(struct job *job)
{
    fetch_response_free(&job->response);
    free(job->url);
    free(job->path);
    free(job->feed_title);
    free(job->feed_author);
    free(job->feed_published_at);
    free(job->mark);
    free(job);
}
