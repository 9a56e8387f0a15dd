#include "extract/job.h"

#include <stdlib.h>
#include "common/memory.h"

struct job *job_new(enum job_task task, const char *url, const char *path)
{
    struct job *job = mem_calloc(1, sizeof *job);

    job->task = task;
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
    free(job->feed_tags);
    free(job->feed_language);
    free(job->feed_image_url);
    free(job->feed_published_at);
    free(job->etag);
    free(job->last_modified);
    free(job->listed_at);
    free(job->output);
    free(job);
}

const char *job_name(const struct job *job)
{
    return job->url != NULL ? job->url : job->path != NULL ? job->path : "input";
}
