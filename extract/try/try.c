#include "extract/try/try.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/ndjson.h"
#include "common/record.h"
#include "extract/extract.h"
#include "extract/filter.h"
#include "extract/net/url.h"
#include "extract/try/look.h"
#include "extract/try/report.h"

/* The source that the block would make, for a few articles. */
static void try_make_source(const struct try_options *options,
                            const struct try_candidate *candidate, struct source_config *source)
{
    config_default_source(options->config, source);
    source->name = "try";
    source->kind = candidate->kind;
    source->url = candidate->trial_url;
    source->link_class = candidate->link_class;
    source->link_xpath = candidate->link_xpath;
    source->max_items = TRY_ITEMS_MAX;
}

/* What the stream in `file` holds; records live until try_free(). */
static enum status try_collect(const struct try_options *options, FILE *file, struct trial *trial,
                               struct error *error)
{
    struct ndjson_reader *reader;
    struct ndjson_line line;
    enum ndjson_result result;
    enum status status = STATUS_OK;

    if (lseek(fileno(file), 0, SEEK_SET) != 0) {
        return error_set(error, STATUS_FATAL, "unreadable", "temporary file: cannot be read again");
    }
    reader = ndjson_reader_new(fileno(file), "temporary file", NDJSON_LINE_MAX);
    while (status == STATUS_OK && (result = ndjson_read(reader, &line, error)) != NDJSON_END) {
        enum record_kind kind;
        json_t *record = NULL;

        status = result != NDJSON_LINE
                     ? STATUS_FATAL
                     : record_parse(options->schema, line.data, line.length, &record, &kind, error);
        if (status == STATUS_OK && kind == RECORD_ARTICLE && trial->article_count < TRY_ARTICLES) {
            trial->articles[trial->article_count++] = record;
        } else if (status == STATUS_OK && kind == RECORD_REJECT &&
                   trial->reject_count < TRY_ITEMS_MAX) {
            trial->rejects[trial->reject_count++] = record;
        } else {
            json_decref(record);
        }
    }
    ndjson_reader_free(reader);
    return status;
}

static void try_free(struct trial *trial)
{
    for (size_t i = 0; i < trial->article_count; i++) {
        json_decref(trial->articles[i]);
    }
    for (size_t i = 0; i < trial->reject_count; i++) {
        json_decref(trial->rejects[i]);
    }
    *trial = (struct trial){0};
}

/* Reads a few articles as a run would: the same stage, its records into a file of its own. */
static enum status try_read(const struct try_options *options,
                            const struct try_candidate *candidate, struct trial *trial,
                            struct error *error)
{
    struct source_config source;
    const struct source_config *sources[] = {&source};
    struct record_counts counts = {{0}};
    FILE *file = tmpfile();
    enum status status;

    *trial = (struct trial){.candidate = candidate};
    if (file == NULL) {
        return error_set(error, STATUS_FATAL, "no_file", "a temporary file cannot be made");
    }
    try_make_source(options, candidate, &source);
    struct extract_options extract = {.config = options->config,
                                      .sources = sources,
                                      .source_count = 1,
                                      .in_order = true,
                                      .threads = 1,
                                      .limit = TRY_ARTICLES,
                                      .since = candidate->since,
                                      .writer = ndjson_writer_new(fileno(file), "temporary file"),
                                      .log = options->log};

    status = extract_run(&extract, &counts, error);
    ndjson_writer_free(extract.writer);
    if (status == STATUS_OK) {
        status = try_collect(options, file, trial, error);
    }
    fclose(file);
    return status;
}

/* What people type: "example.org". */
static const char *try_address(struct arena *arena, const char *text)
{
    if (!url_is_http(text) && strstr(text, "://") == NULL) {
        text = arena_printf(arena, "https://%s", text);
    }
    return url_is_http(text) ? url_resolve(arena, NULL, text) : NULL;
}

/* The trial has a fetcher of its own, which does not know when the last request was. */
static void try_wait(const struct try_options *options)
{
    long delay = options->config->defaults.delay;
    const struct timespec time = {delay / 1000, delay % 1000 * 1000000};

    (void)nanosleep(&time, NULL);
}

enum status try_run(const struct try_options *options, struct error *error)
{
    struct arena *arena = arena_new();
    struct try_options asked = *options;
    struct try_findings findings;
    struct trial trial = {0};
    enum status status;

    asked.url = try_address(arena, options->url);
    if (asked.url == NULL) {
        status = error_set(error, STATUS_USAGE, "usage",
                           "%s: is no address; give a home page, feed or sitemap, such as "
                           "https://www.example.org/",
                           options->url);
        arena_free(arena);
        return status;
    }
    status = look_around(&asked, arena, &findings, error);
    if (status == STATUS_OK && findings.count == 0) {
        status = error_set(
            error, STATUS_FATAL, "nothing_found",
            "%s: names no feed or sitemap, and has no list of links to articles; try the page of a "
            "section, or an address that the outlet gives for its feed; or write a listing with "
            "link_xpath by hand: dateline.conf(5)",
            findings.url);
    }
    for (size_t i = 0; i < findings.count && status == STATUS_OK && trial.article_count == 0; i++) {
        try_free(&trial);
        try_wait(options);
        status = try_read(&asked, &findings.candidates[i], &trial, error);
    }
    if (status == STATUS_OK) {
        if (trial.article_count == 0) {
            trial.candidate = &findings.candidates[0];
        }
        report_print(&asked, &findings, &trial);
        if (trial.article_count == 0 || trial.reject_count > 0) {
            status = STATUS_REJECT;
        }
    }
    try_free(&trial);
    arena_free(arena);
    return status;
}
