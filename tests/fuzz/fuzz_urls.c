/* A list of URLs, as a source reads it; every line of it is a job or nothing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "extract/filter.h"
#include "extract/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count_lines(const uint8_t *data, size_t size)
{
    size_t lines = size > 0 && data[size - 1] != '\n';

    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n';
    }
    return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const exclude[] = {"*/video/*"};
    struct error error;
    struct state *state = NULL;
    struct source_context context = {.since = FILTER_ANY_AGE};
    struct source_config config = {
        .name = "fuzz", .kind = SOURCE_URLS, .exclude = {exclude, 1}, .max_items = 1000000};
    char path[40];
    int fd = memfd_create("urls", 0);
    struct source *source;
    size_t jobs = 0;

    if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
        state_read(NULL, NULL, &state, &error) != STATUS_OK) {
        abort();
    }
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    config.path = path;
    context.state = state;
    source = source_open(&config, &context);
    while (source_next(source) == SOURCE_JOB) {
        const struct job *job = source->last;

        jobs += job->task != JOB_STATE;
        if (job->task != JOB_STATE && job->outcome != OUTCOME_REJECT &&
            (job->url == NULL || strncmp(job->url, "http", 4) != 0 || strchr(job->url, '#'))) {
            abort();
        }
        if (job->offset > (int64_t)size) {
            abort();
        }
    }
    if (jobs > count_lines(data, size)) {
        abort();
    }
    source_close(source);
    state_free(state);
    close(fd);
    return 0;
}
