#include <stdlib.h>
#include <unistd.h>
#include "common/config.h"
#include "common/option.h"
#include "common/stage.h"
#include "transform/transform.h"

struct transform_arguments {
    const char *config;
    long threads; /* 0: as configured */
    struct option_common common;
    int first_file;
};

static enum status parse_arguments(int argc, char **argv, struct transform_arguments *arguments,
                                   struct error *error)
{
    const struct option_program program = {
        .name = "dateline-transform",
        .operands = "[FILE]...",
        .summary =
            "Adds sentences, entities, dates, quantities, quotes and events to article records.",
        .epilogue =
            "Reads stdin without FILE; - is stdin. Writes the records to stdout, in input order.\n"
            "Exit: 0 done; 1 failed; 2 usage or configuration; 3 some records were rejected.\n",
    };
    const struct option_spec specs[] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "configuration (default: built-in values)",
         .target = &arguments->config},
        {.name = "jobs",
         .letter = 'j',
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "threads (default: one for each core)",
         .target = &arguments->threads,
         .minimum = 1,
         .maximum = 256},
    };

    *arguments = (struct transform_arguments){0};
    return option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                        &arguments->common, &arguments->first_file, error);
}

static enum status run_file(const struct transform_options *options, const char *path,
                            struct ndjson_writer *writer, struct transform_counts *counts,
                            struct error *error)
{
    const char *name;
    int fd;
    enum status status = stage_open_input(path, &fd, &name, error);

    if (status == STATUS_OK) {
        status = transform_run(options, fd, name, writer, counts, error);
        stage_close_input(fd);
    }
    return status;
}

static enum status run_all(struct transform_options *options, int count, char **paths,
                           struct transform_counts *counts, struct error *error)
{
    struct ndjson_writer *writer = ndjson_writer_new(STDOUT_FILENO, "stdout");
    enum status status = STATUS_OK;

    if (count == 0) {
        status = run_file(options, "-", writer, counts, error);
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = run_file(options, paths[i], writer, counts, error);
    }
    if (status == STATUS_OK) {
        status = ndjson_flush(writer, error);
    }
    ndjson_writer_free(writer);
    return status;
}

static enum status transform_main(struct transform_arguments *arguments, int count, char **paths,
                                  struct log *log, struct error *error)
{
    struct transform_counts counts = {0};
    struct knowledge knowledge = {0};
    struct config *config = NULL;
    struct schema *schema = NULL;
    struct transform_options options;
    enum status status = config_read(arguments->config, &config, error);

    if (status == STATUS_OK) {
        status = record_schema_new(&schema, error);
    }
    if (status == STATUS_OK) {
        status = knowledge_open(&knowledge, error);
    }
    if (status == STATUS_OK) {
        long threads = arguments->threads > 0 ? arguments->threads : config->threads;

        options = (struct transform_options){.threads = threads > 0 ? threads
                                                                    : sysconf(_SC_NPROCESSORS_ONLN),
                                             .max_line = (size_t)config->max_line_bytes,
                                             .knowledge = &knowledge,
                                             .schema = schema,
                                             .log = log};
        options.threads = options.threads < 1 ? 1 : options.threads;
        status = run_all(&options, count, paths, &counts, error);
    }
    if (status == STATUS_OK) {
        struct log_field fields[] = {LOG_NUMBER("articles", counts.articles),
                                     LOG_NUMBER("rejected", counts.rejected)};

        if (counts.has_run && !counts.has_end) {
            log_event(log, LOG_WARNING, "stream_cut", NULL, 0,
                      "the stream has no `end`: it was cut short, and load will mark the run so");
        }
        log_progress(log, fields, 2, true);
        status = counts.rejected > 0 ? STATUS_REJECT : STATUS_OK;
    }
    knowledge_close(&knowledge);
    schema_free(schema);
    config_free(config);
    return status;
}

int main(int argc, char **argv)
{
    struct transform_arguments arguments;
    struct error error = {0};
    struct log *log;
    enum status status;

    stage_begin();
    status = parse_arguments(argc, argv, &arguments, &error);
    log = log_new("transform", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        status = transform_main(&arguments, argc - arguments.first_file,
                                argv + arguments.first_file, log, &error);
    }
    return stage_end(log, status, &error);
}
