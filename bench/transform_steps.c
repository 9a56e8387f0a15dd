/*
 * How fast transform is, on one thread and from memory: megabytes of article text a second, and the
 * share of each step. In the same run: reading and writing the records alone, the floor.
 *
 * usage: transform_steps [-s SECONDS] FILE of article records
 *
 * DATELINE_DATA is looked up as the programs do. SECONDS (default 3) is how long it takes at least.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common/buf.h"
#include "common/memory.h"
#include "common/record.h"
#include "transform/analyse.h"
#include "transform/document_json.h"

enum { INPUT_MAX = 512 * 1024 * 1024, STEP_JSON_IN = ANALYSE_STEPS, STEP_JSON_OUT, STEPS };

struct bench {
    struct knowledge knowledge;
    struct segmenter *segmenter;
    struct arena *arena;
    double seconds[STEPS], bare;
    size_t articles, bytes;
};

/* Seconds of CPU that this thread had: other work on the machine does not count. */
static double bench_cpu(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Adds the time since `*since` to a step. */
static void bench_add(struct bench *bench, size_t step, double *since)
{
    double now = bench_cpu();

    bench->seconds[step] += now - *since;
    *since = now;
}

static bool bench_line(struct bench *bench, const char *line, size_t length)
{
    struct error error;
    enum record_kind kind;
    json_t *record = NULL;
    double since = bench_cpu();
    char *out;

    if (record_parse(NULL, line, length, &record, &kind, &error) != STATUS_OK) {
        fprintf(stderr, "transform_steps: %s\n", error.message);
        return false;
    }
    out = json_dumps(record, JSON_COMPACT);
    free(out);
    bench->bare += bench_cpu() - since;
    json_decref(record);
    since = bench_cpu();
    if (record_parse(NULL, line, length, &record, &kind, &error) != STATUS_OK) {
        return false;
    }
    if (kind == RECORD_ARTICLE) {
        struct document *document = analyse_begin(bench->arena, record);

        bench_add(bench, STEP_JSON_IN, &since);
        for (size_t step = 0; step < ANALYSE_STEPS; step++) {
            analyse_steps[step].run(&bench->knowledge, bench->segmenter, document);
            bench_add(bench, step, &since);
        }
        document_json_set(document, record);
        out = json_dumps(record, JSON_COMPACT);
        free(out);
        bench_add(bench, STEP_JSON_OUT, &since);
        bench->articles++;
        bench->bytes += document->text_bytes[FIELD_TITLE] + document->text_bytes[FIELD_BODY];
    }
    json_decref(record);
    arena_reset(bench->arena);
    return true;
}

static bool bench_read(const char *path, struct buf *input)
{
    FILE *file = fopen(path, "re");
    char chunk[65536];
    size_t size;
    bool good = file != NULL;

    while (good && (size = fread(chunk, 1, sizeof chunk, file)) > 0) {
        good = buf_append(input, chunk, size);
    }
    good = good && !ferror(file);
    if (file != NULL) {
        fclose(file);
    }
    return good;
}

static void bench_print(const struct bench *bench)
{
    double all = 0, megabytes = (double)bench->bytes / 1e6;

    for (size_t step = 0; step < STEPS; step++) {
        all += bench->seconds[step];
    }
    printf("%-24s %.2f MB/s of text, %.0f articles/s\n", "transform", megabytes / all,
           (double)bench->articles / all);
    for (size_t step = 0; step < STEPS; step++) {
        printf("  %-22s %5.1f %%\n",
               step < ANALYSE_STEPS   ? analyse_steps[step].name
               : step == STEP_JSON_IN ? "JSON in"
                                      : "JSON out",
               100 * bench->seconds[step] / all);
    }
    printf("%-24s %.2f MB/s of text\n", "the records' JSON alone", megabytes / bench->bare);
    printf("%-24s %.3f\n", "ratio to that", bench->bare / all);
}

int main(int argc, char **argv)
{
    struct bench bench = {.arena = arena_new()};
    struct buf input = BUF_INIT(INPUT_MAX);
    struct error error = {0};
    double least = 3, begin;
    int at = 1;
    bool good;

    mem_install();
    if (argc > 2 && strcmp(argv[1], "-s") == 0) {
        least = strtod(argv[2], NULL);
        at = 3;
    }
    good = argc == at + 1 && bench_read(argv[at], &input);
    if (!good) {
        fputs("usage: transform_steps [-s SECONDS] FILE of article records\n", stderr);
    }
    begin = bench_cpu();
    good = good && knowledge_open(&bench.knowledge, &error) == STATUS_OK &&
           segmenter_new(&bench.segmenter, &error) == STATUS_OK;
    if (!good && error.message[0] != '\0') {
        fprintf(stderr, "transform_steps: %s\n", error.message);
    }
    printf("%-24s %.3f s\n", "opening all dictionaries", bench_cpu() - begin);
    begin = bench_cpu();
    while (good && bench_cpu() - begin < least) {
        const char *line = buf_text(&input), *end = line + input.length;

        while (good && line < end) {
            const char *stop = memchr(line, '\n', (size_t)(end - line));

            stop = stop == NULL ? end : stop;
            good = bench_line(&bench, line, (size_t)(stop - line));
            line = stop + 1;
        }
        good = good && bench.bytes > 0;
    }
    if (good) {
        bench_print(&bench);
    }
    if (bench.segmenter != NULL) {
        segmenter_free(bench.segmenter);
    }
    knowledge_close(&bench.knowledge);
    arena_free(bench.arena);
    buf_free(&input);
    return good ? 0 : 1;
}
