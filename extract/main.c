#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/memory.h"
#include "common/option.h"
#include "common/paths.h"
#include "common/selection.h"
#include "common/stage.h"
#include "extract/extract.h"
#include "extract/feed/feed.h"
#include "extract/feed/sitemap.h"
#include "extract/local.h"
#include "extract/net/fetch.h"
#include "extract/net/url.h"
#include "extract/page/page.h"
#include "extract/try/try.h"

enum { NAME_PEEK = 8192 }; /* bytes of a file by which it is told what it is */

enum { EXTRACT_OPTIONS = 6 }; /* beside those of a selection */

struct extract_arguments {
    const char *config;
    const char *state;
    const char *run_id;
    bool allow_private, try;
    struct option_list lists;
    struct selection selection;
    struct option_common common;
    int first_operand;
};

static enum status parse_arguments(int argc, char **argv, struct extract_arguments *arguments,
                                   struct error *error)
{
    const struct option_program program = {
        .name = "dateline-extract",
        .operands = "[PATH | URL | -]...",
        .summary =
            "Reads news articles from the configured sources, or from the files, folders and "
            "URLs named.",
        .epilogue =
            "Writes article records to stdout, between a run record and an end record.\n"
            "Exit: 0 done; 1 failed; 2 usage or configuration; 3 some pages were rejected (the\n"
            "reject records say why).\n",
    };
    struct option_spec specs[EXTRACT_OPTIONS + SELECTION_OPTIONS] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "configuration (default: dateline.conf of the installation)",
         .target = &arguments->config},
        {.name = "urls",
         .kind = OPTION_LIST,
         .argument = "FILE",
         .help = "also the URLs in FILE, one a line, # begins a comment; - is stdin",
         .target = &arguments->lists},
        {.name = "state",
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "state records of earlier runs: what they read is not read again",
         .target = &arguments->state},
        {.name = "allow-private",
         .kind = OPTION_FLAG,
         .help = "URLs named here may be on this machine or in its own network",
         .target = &arguments->allow_private},
        {.name = "run-id",
         .kind = OPTION_TEXT,
         .argument = "ID",
         .help = "name of this run (default: made from the time)",
         .target = &arguments->run_id},
        {.name = "try",
         .kind = OPTION_FLAG,
         .help = "look at the one URL named: print what could be read there as source blocks",
         .target = &arguments->try},
    };
    enum status status;

    *arguments = (struct extract_arguments){0};
    selection_options(&arguments->selection, "threads that read pages (default: one for each core)",
                      specs + EXTRACT_OPTIONS);
    status = option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                          &arguments->common, &arguments->first_operand, error);
    if (status == STATUS_OK && arguments->run_id != NULL &&
        (arguments->run_id[0] == '\0' || strlen(arguments->run_id) > 64)) {
        return error_set(error, STATUS_USAGE, "usage", "--run-id: must have 1 to 64 bytes");
    }
    return status;
}

static const struct source_config *find_source(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(config->sources[i].name, name) == 0) {
            return &config->sources[i];
        }
    }
    return NULL;
}

static enum status choose_sources(const struct config *config, const struct option_list *names,
                                  const struct source_config **chosen, size_t *count,
                                  struct error *error)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct source_config *source = find_source(config, names->items[i]);

        if (source == NULL) {
            return error_set(error, STATUS_USAGE, "no_source",
                             "--source %s: %s has no source of that name", names->items[i],
                             config->file == NULL ? "the configuration" : config->file);
        }
        chosen[(*count)++] = source; /* also a disabled one: it was asked for by name */
    }
    if (names->count > 0) {
        return STATUS_OK;
    }
    for (size_t i = 0; i < config->source_count; i++) {
        if (config->sources[i].enabled) {
            chosen[(*count)++] = &config->sources[i];
        }
    }
    return *count > 0 ? STATUS_OK
                      : error_set(error, STATUS_USAGE, "no_source",
                                  "%s: has no enabled source; add one, or name files or URLs",
                                  config->file == NULL ? "the configuration" : config->file);
}

/* What a file is by its first bytes: what feeds and sitemaps name is fetched. */
static enum source_kind name_file_kind(const char *path)
{
    char head[NAME_PEEK];
    size_t length = strcmp(path, "-") == 0 ? 0 : local_peek(path, head, sizeof head);

    return length > 6 && memcmp(head, "WARC/1", 6) == 0 ? SOURCE_WARC
           : sitemap_recognise(head, length)            ? SOURCE_SITEMAP
           : feed_recognise(head, length)               ? SOURCE_FEED
                                                        : SOURCE_FILE;
}

static enum source_kind name_kind(const char *operand)
{
    return url_is_http(operand)       ? SOURCE_PAGE
           : local_is_folder(operand) ? SOURCE_FOLDER
           : local_is_warc(operand)   ? SOURCE_WARC
                                      : name_file_kind(operand);
}

/* What the command line names: each a source with defaults, all called "command_line". */
static enum status name_sources(const struct config *config, int count, char **operands,
                                const struct option_list *lists, struct source_config *made,
                                struct error *error)
{
    for (int i = 0; i < count; i++) {
        if (!url_is_http(operands[i]) && strstr(operands[i], "://") != NULL) {
            return error_set(error, STATUS_USAGE, "usage", "%s: only http and https are fetched",
                             operands[i]);
        }
        config_default_source(config, &made[i]);
        made[i].kind = name_kind(operands[i]);
        if (made[i].kind == SOURCE_PAGE) {
            made[i].url = operands[i];
        } else {
            made[i].path = operands[i];
        }
    }
    for (size_t i = 0; i < lists->count; i++) {
        config_default_source(config, &made[(size_t)count + i]);
        made[(size_t)count + i].kind = SOURCE_URLS;
        made[(size_t)count + i].path = lists->items[i];
    }
    return STATUS_OK;
}

static enum status extract_sources(struct extract_options *options, int count, char **operands,
                                   const struct extract_arguments *arguments,
                                   struct record_counts *counts, struct error *error)
{
    const struct config *config = options->config;
    size_t named = (size_t)count + arguments->lists.count;
    size_t room = config->source_count + arguments->selection.sources.count + named + 1;
    const struct source_config **chosen = mem_calloc(room, sizeof *chosen);
    struct source_config *made = mem_calloc(named + 1, sizeof *made);
    enum status status = STATUS_OK;

    if (named > 0) {
        status = name_sources(config, count, operands, &arguments->lists, made, error);
        for (size_t i = 0; i < named; i++) {
            chosen[options->source_count++] = &made[i];
        }
    } else {
        status = choose_sources(config, &arguments->selection.sources, chosen,
                                &options->source_count, error);
    }
    if (status == STATUS_OK) {
        options->sources = chosen;
        options->write_state = named == 0;
        options->in_order = named > 0;
        status = extract_run(options, counts, error);
    }
    free(made);
    free(chosen);
    return status;
}

/* A replay is not archived again. */
static const char *choose_archive(const struct extract_arguments *arguments,
                                  const struct config *config)
{
    if (arguments->selection.archive != NULL || arguments->selection.replay != NULL ||
        *config->archive == '\0') {
        return arguments->selection.archive;
    }
    return config->archive;
}

/* --try: the configuration is for its manners and names alone. */
static enum status extract_try(const struct extract_arguments *arguments, int count,
                               char **operands, struct log *log, struct error *error)
{
    struct config *config = NULL;
    struct schema *schema = NULL;
    char *default_config = NULL;
    struct error ignored;
    enum status status;

    if (count != 1 || arguments->selection.sources.count > 0 || arguments->lists.count > 0) {
        return error_set(error, STATUS_USAGE, "usage", "--try: takes one URL");
    }
    if (arguments->config == NULL &&
        paths_find_data("dateline.conf", &default_config, &ignored) != STATUS_OK) {
        default_config = NULL; /* it can do without */
    }
    status =
        config_read(arguments->config != NULL ? arguments->config : default_config, &config, error);
    if (status == STATUS_OK) {
        config->defaults.allow_private = config->defaults.allow_private || arguments->allow_private;
        status = record_schema_new(&schema, error);
    }
    if (status == STATUS_OK) {
        const struct try_options options = {
            .config = config, .url = operands[0], .schema = schema, .out = stdout, .log = log};

        status = try_run(&options, error);
        if (status != STATUS_USAGE && status != STATUS_FATAL &&
            (fflush(stdout) != 0 || ferror(stdout) != 0)) {
            status = error_set(error, STATUS_FATAL, "write_failed", "stdout: cannot be written");
        }
    }
    schema_free(schema);
    config_free(config);
    free(default_config);
    return status;
}

static enum status extract_main(struct extract_arguments *arguments, int count, char **operands,
                                struct log *log, struct error *error)
{
    struct record_counts counts = {{0}};
    struct config *config = NULL;
    struct schema *schema = NULL;
    struct state *state = NULL;
    char *default_config = NULL;
    int64_t since;
    bool named = count > 0 || arguments->lists.count > 0;
    enum status status = selection_check(&arguments->selection, &since, error);

    if (status == STATUS_OK && named && arguments->selection.sources.count > 0) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--source and files or URLs exclude each other");
    }
    if (status == STATUS_OK && arguments->config == NULL && !named) {
        status = paths_find_data("dateline.conf", &default_config, error);
        arguments->config = default_config;
    }
    if (status == STATUS_OK) {
        status = config_read(arguments->config, &config, error);
    }
    if (status == STATUS_OK && arguments->allow_private) {
        config->defaults.allow_private = true; /* of what the command line names */
    }
    if (status == STATUS_OK) {
        status = record_schema_new(&schema, error);
    }
    if (status == STATUS_OK) {
        status = state_read(arguments->state, schema, &state, error);
    }
    if (status == STATUS_OK) {
        struct extract_options options = {.config = config,
                                          .state = state,
                                          .run_id = arguments->run_id,
                                          .threads = arguments->selection.threads,
                                          .limit = arguments->selection.limit,
                                          .since = since,
                                          .archive = choose_archive(arguments, config),
                                          .replay = arguments->selection.replay,
                                          .writer = ndjson_writer_new(STDOUT_FILENO, "stdout"),
                                          .log = log};

        status = extract_sources(&options, count, operands, arguments, &counts, error);
        ndjson_writer_free(options.writer);
    }
    if (status == STATUS_OK && counts.of[RECORD_REJECT] > 0) {
        status = STATUS_REJECT;
    }
    state_free(state);
    schema_free(schema);
    config_free(config);
    free(default_config);
    return status;
}

int main(int argc, char **argv)
{
    struct extract_arguments arguments;
    struct error error = {0};
    struct log *log;
    enum status status;

    stage_begin();
    status = parse_arguments(argc, argv, &arguments, &error);
    log = log_new("extract", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        status = fetch_library_open(&error);
        if (status == STATUS_OK) {
            page_library_open();
            status = arguments.try ? extract_try(&arguments, argc - arguments.first_operand,
                                                 argv + arguments.first_operand, log, &error)
                                   : extract_main(&arguments, argc - arguments.first_operand,
                                                  argv + arguments.first_operand, log, &error);
            fetch_library_close();
            page_library_close();
        }
    }
    selection_free(&arguments.selection);
    free(arguments.lists.items);
    return stage_end(log, status, &error);
}
