/*
 * How fast pages are read: pages a second of page_read(), on one thread and from memory, and of
 * libxml2's bare htmlReadMemory() and xmlFreeDoc() over the same bytes in the same run.
 *
 * usage: extract_pages [-s SECONDS] [FILE | FOLDER]...
 *
 * Without paths: the pages of config/sample and tests/pages. Both are timed in turns, so that a
 * busy machine slows both; SECONDS (default 3) is how long each takes at least.
 */
#include <dirent.h>
#include <errno.h>
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "common/config.h"
#include "common/memory.h"
#include "extract/page/page.h"

enum {
    PAGES_MAX = 100000,
    PAGE_BYTES_MAX = 64 * 1024 * 1024,
    FOLDER_DEPTH_MAX = 16,
    PATH_SIZE = 4096
};

struct bench_page {
    char *path, *data;
    size_t length;
};

struct bench {
    struct bench_page *pages;
    size_t count, capacity, bytes, articles;
    struct source_config source;
    bool failed;
};

static bool bench_is_page(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot != NULL && (strcmp(dot, ".html") == 0 || strcmp(dot, ".htm") == 0);
}

static void bench_add_file(struct bench *bench, const char *path, size_t size)
{
    struct bench_page page = {.length = size};
    FILE *file;

    if (size == 0 || size > PAGE_BYTES_MAX || bench->count == PAGES_MAX) {
        return;
    }
    file = fopen(path, "rb");
    page.data = mem_alloc(size + 1);
    if (file == NULL || fread(page.data, 1, size, file) != size) {
        fprintf(stderr, "%s: cannot be read: %s\n", path, strerror(errno));
        bench->failed = true;
        free(page.data);
    } else {
        page.data[size] = '\0';
        page.path = mem_strdup(path);
        bench->pages = mem_grow(bench->pages, &bench->capacity, bench->count, sizeof *bench->pages);
        bench->pages[bench->count++] = page;
        bench->bytes += size;
    }
    if (file != NULL) {
        fclose(file);
    }
}

static void bench_add(struct bench *bench, const char *path, bool named, int depth)
{
    struct stat info;
    DIR *folder;
    const struct dirent *entry;

    if (stat(path, &info) != 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        bench->failed = bench->failed || named;
        return;
    }
    if (!S_ISDIR(info.st_mode)) {
        if (S_ISREG(info.st_mode) && (named || bench_is_page(path))) {
            bench_add_file(bench, path, (size_t)info.st_size);
        }
        return;
    }
    folder = depth < FOLDER_DEPTH_MAX ? opendir(path) : NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char inner[PATH_SIZE];

        if (entry->d_name[0] != '.' &&
            snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < PATH_SIZE) {
            bench_add(bench, inner, false, depth + 1);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

static double bench_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void bench_parse(const struct bench *bench)
{
    for (size_t i = 0; i < bench->count; i++) {
        xmlFreeDoc(htmlReadMemory(bench->pages[i].data, (int)bench->pages[i].length, NULL, "UTF-8",
                                  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_COMPACT));
    }
}

static void bench_read(struct bench *bench, struct arena *arena)
{
    bench->articles = 0;
    for (size_t i = 0; i < bench->count; i++) {
        struct page page = {.data = bench->pages[i].data,
                            .length = bench->pages[i].length,
                            .content_type = "text/html",
                            .path = bench->pages[i].path,
                            .source = &bench->source};
        struct article article = {0};
        struct error error;

        arena_reset(arena);
        bench->articles += page_read(&page, arena, &article, &error) == STATUS_OK;
    }
}

static int bench_run(struct bench *bench, double seconds)
{
    struct arena *arena = arena_new();
    double parse = 0, read = 0, pages;
    size_t rounds = 0;

    while (parse < seconds || read < seconds) {
        double start = bench_now(), middle;

        bench_parse(bench);
        middle = bench_now();
        bench_read(bench, arena);
        parse += middle - start;
        read += bench_now() - middle;
        rounds++;
    }
    arena_free(arena);
    pages = (double)rounds * (double)bench->count;
    printf("pages %zu, articles %zu, bytes a page %zu, rounds %zu\n", bench->count, bench->articles,
           bench->bytes / bench->count, rounds);
    printf("htmlReadMemory  %8.0f pages/s  %7.1f MB/s\n", pages / parse,
           (double)rounds * (double)bench->bytes / parse / 1e6);
    printf("page_read       %8.0f pages/s  %7.1f MB/s\n", pages / read,
           (double)rounds * (double)bench->bytes / read / 1e6);
    printf("ratio           %8.3f\n", parse / read);
    return fflush(stdout) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct config *config = NULL;
    struct error error = {0};
    struct bench bench = {0};
    double seconds = 3;
    int option, code;

    mem_install();
    while ((option = getopt(argc, argv, "s:")) != -1) {
        if (option != 's' || (seconds = strtod(optarg, NULL)) <= 0) {
            fputs("usage: extract_pages [-s SECONDS] [FILE | FOLDER]...\n", stderr);
            return 2;
        }
    }
    if (config_read(NULL, &config, &error) != STATUS_OK) {
        fprintf(stderr, "extract_pages: %s\n", error.message);
        return 1;
    }
    config_default_source(config, &bench.source);
    if (optind == argc) {
        bench_add(&bench, "config/sample", true, 0);
        if (access("tests/pages", R_OK) == 0) {
            bench_add(&bench, "tests/pages", true, 0);
        }
    }
    for (int i = optind; i < argc; i++) {
        bench_add(&bench, argv[i], true, 0);
    }
    if (bench.failed || bench.count == 0) {
        fputs("extract_pages: no pages to read\n", stderr);
        code = 1;
    } else {
        code = bench_run(&bench, seconds);
    }
    for (size_t i = 0; i < bench.count; i++) {
        free(bench.pages[i].path);
        free(bench.pages[i].data);
    }
    free(bench.pages);
    config_free(config);
    page_library_close();
    return code;
}
