#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/option.h"
#include "common/stage.h"
#include "transform/explain.h"
#include "transform/place/command.h"
#include "transform/rules_run.h"
#include "transform/transform.h"

struct transform_arguments {
    const char *config;
    const char *text, *date;
    long threads; /* 0: as configured */
    bool explain, versions;
    const char *rules;
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
            "Exit: 0 done; 1 failed; 2 usage or configuration; 3 some records were rejected, or a\n"
            "damaged file was done without.\n",
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
        {.name = "explain",
         .kind = OPTION_FLAG,
         .help = "show people what is found and why; FILE may also be plain text",
         .target = &arguments->explain},
        {.name = "text",
         .kind = OPTION_TEXT,
         .argument = "TEXT",
         .help = "explain this text instead of a file",
         .target = &arguments->text},
        {.name = "rules",
         .kind = OPTION_TEXT,
         .argument = "WHAT",
         .help = "check: look for mistakes in the event rules; test: try their examples",
         .target = &arguments->rules},
        {.name = "versions",
         .kind = OPTION_FLAG,
         .help = "show which program, model and rules would be at work, as JSON",
         .target = &arguments->versions},
        {.name = "date",
         .kind = OPTION_TEXT,
         .argument = "DATE",
         .help = "the day on which an explained plain text was published",
         .target = &arguments->date},
    };
    enum status status;

    *arguments = (struct transform_arguments){0};
    status = option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                          &arguments->common, &arguments->first_file, error);
    if (status == STATUS_OK && !arguments->explain &&
        (arguments->text != NULL || arguments->date != NULL)) {
        status = error_set(error, STATUS_USAGE, "usage",
                           "--text and --date are for --explain; see dateline-transform --help");
    } else if (status == STATUS_OK && arguments->text != NULL && arguments->first_file < argc) {
        status =
            error_set(error, STATUS_USAGE, "usage", "%s: give either --text or files, not both",
                      argv[arguments->first_file]);
    }
    return status;
}

/* One way or the other, the same files. */
struct transform_job {
    const struct transform_options *options;
    bool explains; /* else records are written */
    struct explain_options explain;
    struct ndjson_writer *writer;
    struct transform_counts counts;
};

static enum status run_input(struct transform_job *job, int fd, const char *name,
                             struct error *error)
{
    return job->explains ? explain_run(&job->explain, fd, name, &job->counts, error)
                         : transform_run(job->options, fd, name, job->writer, &job->counts, error);
}

static enum status run_file(struct transform_job *job, const char *path, struct error *error)
{
    const char *name;
    int fd;
    enum status status = stage_open_input(path, &fd, &name, error);

    if (status == STATUS_OK) {
        status = run_input(job, fd, name, error);
        stage_close_input(fd);
    }
    return status;
}

static enum status run_all(struct transform_job *job, int count, char **paths, struct error *error)
{
    enum status status = STATUS_OK;

    job->writer = ndjson_writer_new(STDOUT_FILENO, "stdout");
    if (count == 0) {
        status = run_file(job, "-", error);
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = run_file(job, paths[i], error);
    }
    if (status == STATUS_OK) {
        status = ndjson_flush(job->writer, error);
    }
    ndjson_writer_free(job->writer);
    return status;
}

static enum status run_explain(const struct transform_arguments *arguments,
                               struct transform_job *job, int count, char **paths,
                               struct error *error)
{
    const char *term = getenv("TERM");

    job->explains = true;
    job->explain = (struct explain_options){.knowledge = job->options->knowledge,
                                            .schema = job->options->schema,
                                            .log = job->options->log,
                                            .published = arguments->date,
                                            .colour = isatty(STDOUT_FILENO) != 0 &&
                                                      getenv("NO_COLOR") == NULL && term != NULL &&
                                                      strcmp(term, "dumb") != 0,
                                            .out = stdout};
    return arguments->text != NULL
               ? explain_text(&job->explain, arguments->text, strlen(arguments->text), error)
               : run_all(job, count, paths, error);
}

/* Articles pass on without what a damaged file would tell; whoever asks for explanations is told
 * that there is none. */
static enum status tell_gaps(const struct knowledge *knowledge, bool asked, struct log *log,
                             struct error *error)
{
    for (size_t i = 0; i < knowledge->without_count; i++) {
        const struct knowledge_gap *gap = &knowledge->without[i];

        if (asked) {
            *error = gap->error;
            return STATUS_USAGE;
        }
        log_event(log, LOG_ERROR, gap->error.reason, NULL, 0,
                  "%s; until then articles pass on without what it tells, marked by `without`",
                  gap->error.message);
    }
    return STATUS_OK;
}

/* What articles would get, and nothing else. */
static enum status run_versions(const struct knowledge *knowledge, struct error *error)
{
    json_t *record = json_object();
    bool written;

    versions_set(&knowledge->versions, record);
    written = json_dumpf(record, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF &&
              fflush(stdout) == 0;
    json_decref(record);
    return written ? STATUS_OK
                   : error_set(error, STATUS_FATAL, "write_failed", "stdout: cannot be written");
}

static enum status transform_main(struct transform_arguments *arguments, int count, char **paths,
                                  struct log *log, struct error *error)
{
    struct transform_job job = {0};
    struct knowledge knowledge = {0};
    struct config *config = NULL;
    struct schema *schema = NULL;
    struct transform_options options;
    bool asked = arguments->explain || arguments->rules != NULL || arguments->versions;
    enum status status = config_read(arguments->config, &config, error);

    if (status == STATUS_OK) {
        status = record_schema_new(&schema, error);
    }
    if (status == STATUS_OK) {
        status = knowledge_open(&knowledge, error);
    }
    if (status == STATUS_OK) {
        status = tell_gaps(&knowledge, asked, log, error);
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
        job.options = &options;
        status = arguments->versions        ? run_versions(&knowledge, error)
                 : arguments->rules != NULL ? rules_run(&knowledge, arguments->rules, stdout, error)
                 : arguments->explain       ? run_explain(arguments, &job, count, paths, error)
                                            : run_all(&job, count, paths, error);
    }
    if (status == STATUS_OK && !asked) {
        struct log_field fields[] = {LOG_NUMBER("articles", job.counts.articles),
                                     LOG_NUMBER("rejected", job.counts.rejected)};

        if (job.counts.has_run && !job.counts.has_end) {
            log_event(log, LOG_WARNING, "stream_cut", NULL, 0,
                      "the stream has no `end`: it was cut short, and load will mark the run so");
        }
        log_progress(log, fields, 2, true);
    }
    if (status == STATUS_OK) {
        status = job.counts.rejected > 0 ? STATUS_REJECT : STATUS_OK;
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
    if (argc > 1 && strcmp(argv[1], "--gazetteer") == 0) {
        return place_command(argc - 1, argv + 1);
    }
    status = parse_arguments(argc, argv, &arguments, &error);
    log = log_new("transform", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        status = transform_main(&arguments, argc - arguments.first_file,
                                argv + arguments.first_file, log, &error);
    }
    return stage_end(log, status, &error);
}
