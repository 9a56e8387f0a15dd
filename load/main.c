#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/option.h"
#include "common/stage.h"
#include "load/load.h"

struct load_arguments {
    const char *config;
    bool dry_run;
    bool together;
    bool reprocess;
    struct option_common common;
    int first_file;
};

static enum status parse_arguments(int argc, char **argv, struct load_arguments *arguments,
                                   struct error *error)
{
    const struct option_program program = {
        .name = "dateline-load",
        .operands = "[FILE]...",
        .summary = "Loads the records of transform into PostgreSQL.",
        .epilogue =
            "Reads stdin without FILE; - is stdin. Writes the state records that took effect to\n"
            "stdout. The database is the configuration's database_url, else DATABASE_URL, else\n"
            "what libpq's environment (PGHOST, ...) names. `dateline db migrate` makes the "
            "tables.\n"
            "Exit: 0 done; 1 failed, or the stream was cut short: what was committed stays; 2 "
            "usage\n"
            "or configuration; 3 some records were rejected (see table dateline.reject).\n",
    };
    const struct option_spec specs[] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "configuration (default: built-in values)",
         .target = &arguments->config},
        {.name = "dry-run",
         .letter = 'n',
         .kind = OPTION_FLAG,
         .help = "let the database check everything, then undo it",
         .target = &arguments->dry_run},
        {.name = "together",
         .kind = OPTION_FLAG,
         .help = "beside other loads that say so, each of other articles",
         .target = &arguments->together},
        {.name = "reprocess",
         .kind = OPTION_FLAG,
         .help = "only replace the rows that came from the text of articles that are there",
         .target = &arguments->reprocess},
    };

    *arguments = (struct load_arguments){0};
    return option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                        &arguments->common, &arguments->first_file, error);
}

static enum status run_file(struct load *load, const char *path, struct error *error)
{
    const char *name;
    int fd;
    enum status status = stage_open_input(path, &fd, &name, error);

    if (status == STATUS_OK) {
        status = load_stream(load, fd, name, error);
        stage_close_input(fd);
    }
    return status;
}

static enum status run_all(const struct load_options *options, int count, char **paths,
                           struct error *error)
{
    struct load *load = NULL;
    enum status status = STATUS_OK;

    for (int i = 0; i < count && status == STATUS_OK; i++) {
        if (strcmp(paths[i], "-") != 0 && access(paths[i], R_OK) != 0) {
            status = error_set(error, STATUS_FATAL, "no_file", "%s: %s; name a file of records",
                               paths[i], strerror(errno));
        }
    }
    if (status == STATUS_OK) {
        status = load_new(options, &load, error);
    }

    if (status == STATUS_OK && count == 0) {
        status = run_file(load, "-", error);
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = run_file(load, paths[i], error);
    }
    if (status == STATUS_OK) {
        status = load_finish(load, error);
    }
    if (status != STATUS_OK && load != NULL) {
        load_fail(load, error);
    }
    if (status == STATUS_OK) {
        if (load_summary(load)->incomplete) {
            status = error_set(error, STATUS_FATAL, "run_incomplete",
                               "the stream was cut short: what came is loaded, the run is marked "
                               "incomplete; run again");
        } else if (load_summary(load)->counts.rejected > 0) {
            status = STATUS_REJECT;
        }
    }
    load_free(load);
    return status;
}

static enum status load_main(const struct load_arguments *arguments, int count, char **paths,
                             struct log *log, struct error *error)
{
    const char *database_url = getenv("DATABASE_URL");
    struct ndjson_writer *writer = NULL;
    struct config *config = NULL;
    struct schema *schema = NULL;
    enum status status = config_read(arguments->config, &config, error);

    if (status == STATUS_OK) {
        status = record_schema_new(&schema, error);
    }
    if (status == STATUS_OK) {
        struct load_options options = {.database_url = config->database_url[0] != '\0'
                                                           ? config->database_url
                                                       : database_url != NULL ? database_url
                                                                              : "",
                                       .database_wait = config->database_wait,
                                       .batch_articles = (size_t)config->batch_articles,
                                       .max_line = (size_t)config->max_line_bytes,
                                       .dry_run = arguments->dry_run,
                                       .together = arguments->together,
                                       .reprocess = arguments->reprocess,
                                       .schema = schema,
                                       .log = log};

        writer = ndjson_writer_new(STDOUT_FILENO, "stdout");
        options.states = writer;
        status = run_all(&options, count, paths, error);
        ndjson_writer_free(writer);
    }
    schema_free(schema);
    config_free(config);
    return status;
}

int main(int argc, char **argv)
{
    struct load_arguments arguments;
    struct error error = {0};
    struct log *log;
    enum status status;

    stage_begin();
    status = parse_arguments(argc, argv, &arguments, &error);
    log = log_new("load", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        status = load_main(&arguments, argc - arguments.first_file, argv + arguments.first_file,
                           log, &error);
    }
    return stage_end(log, status, &error);
}
