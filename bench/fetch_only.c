/*
 * Fetching alone: all URLs of a file, through the fetcher and as the stage asks it, but nothing is
 * read of what comes. Prints one line: URLs, bytes, failures, seconds, peak memory in KB.
 *
 * usage: fetch_only URLS PARALLEL
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench/measure.h"
#include "common/config.h"
#include "common/memory.h"
#include "extract/net/fetch.h"

enum {
    BENCH_URL_MAX = 8192,
    BENCH_WAIT = 500,
    BENCH_AHEAD = 256 /* requests under way or queued */
};

struct bench {
    size_t answers, bytes, failures;
};

static void bench_done(void *context, void *owner, struct fetch_response *response)
{
    struct bench *bench = context;

    (void)owner;
    bench->answers++;
    bench->bytes += response->body.length;
    if (response->status != STATUS_OK) {
        bench->failures++;
        if (bench->failures == 1) {
            fprintf(stderr, "%s\n", response->error.message);
        }
    }
    fetch_response_free(response);
}

/* Starts requests while there is room; false at the end of the file. */
static bool bench_fill(struct fetcher *fetcher, FILE *file, const struct source_config *source,
                       enum status *status, struct error *error)
{
    char url[BENCH_URL_MAX];

    while (*status == STATUS_OK && fetcher_active(fetcher) < BENCH_AHEAD) {
        const struct fetch_request request = {.url = url, .source = source};

        if (fgets(url, sizeof url, file) == NULL) {
            return false;
        }
        url[strcspn(url, "\n")] = '\0';
        *status = fetcher_start(fetcher, &request, error);
    }
    return true;
}

static enum status bench_run(FILE *urls, long parallel, struct bench *bench, struct error *error)
{
    struct config *config = NULL;
    struct source_config source;
    struct fetcher *fetcher = NULL;
    struct fetch_options options = {0};
    enum status status = config_read(NULL, &config, error);
    bool more = true;

    if (status != STATUS_OK) {
        return status;
    }
    config->max_parallel = parallel;
    config_default_source(config, &source);
    source.delay = 0;
    source.host_parallel = parallel;
    source.robots = false;
    source.allow_private = true;
    options.config = config;
    status = fetcher_new(&options, bench_done, bench, &fetcher, error);
    while (status == STATUS_OK && (more || fetcher_active(fetcher) > 0)) {
        more = more && bench_fill(fetcher, urls, &source, &status, error);
        if (status == STATUS_OK) {
            status = fetcher_work(fetcher, BENCH_WAIT, error);
        }
    }
    fetcher_free(fetcher);
    config_free(config);
    return status;
}

int main(int argc, char **argv)
{
    FILE *urls = argc == 3 ? fopen(argv[1], "r") : NULL;
    struct bench bench = {0};
    struct error error = {0};
    double begin;
    enum status status;

    if (urls == NULL) {
        fprintf(stderr, "usage: fetch_only URLS PARALLEL\n");
        return EXIT_USAGE;
    }
    mem_install();
    status = fetch_library_open(&error);
    begin = bench_clock();
    if (status == STATUS_OK) {
        status = bench_run(urls, strtol(argv[2], NULL, 10), &bench, &error);
        printf("%zu %zu %zu %.3f %ld\n", bench.answers, bench.bytes, bench.failures,
               bench_clock() - begin, bench_peak());
        fetch_library_close();
    }
    fclose(urls);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    return status != STATUS_OK || bench.failures > 0;
}
