/*
 * Reading WARC files alone: every page of them, decoded, and nothing else. Prints one line:
 * records, bytes of bodies, rejects, seconds, peak memory in KB.
 *
 * usage: warc_read FILE
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "bench/measure.h"
#include "common/memory.h"
#include "extract/warc/reader.h"

enum { BENCH_BODY_MAX = 20 * 1024 * 1024 };

int main(int argc, char **argv)
{
    const struct warc_options options = {.name = argc == 2 ? argv[1] : "",
                                         .kinds = WARC_RESPONSE | WARC_RESOURCE,
                                         .pages_only = true,
                                         .max_bytes = BENCH_BODY_MAX};
    struct warc_reader *reader = NULL;
    struct warc_record record;
    struct error error = {0};
    size_t bytes = 0;
    bool end = false;
    int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    double begin;
    enum status status;

    if (fd < 0) {
        fprintf(stderr, "usage: warc_read FILE\n");
        return EXIT_USAGE;
    }
    mem_install();
    begin = bench_clock();
    status = warc_reader_new(fd, &options, &reader, &error);
    while (status != STATUS_FATAL && !end) {
        status = warc_reader_next(reader, &record, &end, &error);
        if (status == STATUS_OK && !end) {
            bytes += record.body.length;
            buf_free(&record.body);
        } else if (status != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
        }
    }
    if (reader != NULL) {
        const struct warc_counts *counts = warc_reader_counts(reader);

        printf("%llu %zu %llu %.3f %ld\n", (unsigned long long)counts->records, bytes,
               (unsigned long long)counts->rejected, bench_clock() - begin, bench_peak());
        warc_reader_free(reader);
    }
    close(fd);
    return status != STATUS_OK;
}
