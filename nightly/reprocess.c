#include "nightly/reprocess.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/config.h"
#include "common/db.h"
#include "common/log.h"
#include "common/migrate.h"
#include "common/paths.h"
#include "common/record.h"
#include "common/timestamp.h"
#include "nightly/arguments.h"
#include "nightly/database.h"
#include "nightly/process.h"
#include "nightly/stages.h"
#include "nightly/stored.h"

enum { REPROCESS_OPTIONS = 7, REPROCESS_ARGUMENTS_MAX = 16 };

struct reprocess {
    const char *since, *before, *run_id;
    bool all, dry_run, records;
    long threads;
    const char *config;
    struct log *log;
    struct arena *arena;
    const char *database_url;
    struct stored_selection selection;
};

static void reprocess_options(struct reprocess *reprocess, struct option_spec specs[])
{
    const struct option_spec all[REPROCESS_OPTIONS] = {
        {.name = "since",
         .kind = OPTION_TEXT,
         .argument = "DATE",
         .help = "only articles published from then on",
         .target = &reprocess->since},
        {.name = "all",
         .kind = OPTION_FLAG,
         .help = "also those whose rows this program, model and rules have made",
         .target = &reprocess->all},
        {.name = "before",
         .kind = OPTION_TEXT,
         .argument = "TIME",
         .help = "all whose rows were made before: to go on with an --all that was stopped",
         .target = &reprocess->before},
        {.name = "dry-run",
         .letter = 'n',
         .kind = OPTION_FLAG,
         .help = "show what would change, and change nothing",
         .target = &reprocess->dry_run},
        {.name = "jobs",
         .letter = 'j',
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "threads of transform (default: one for each core)",
         .target = &reprocess->threads,
         .minimum = 1,
         .maximum = 256},
        {.name = "records",
         .kind = OPTION_FLAG,
         .help = "only write these articles to standard output, as records for transform",
         .target = &reprocess->records},
        {.name = "run-id",
         .kind = OPTION_TEXT,
         .argument = "ID",
         .help = "with --records: between a run and an end record",
         .target = &reprocess->run_id},
    };

    memcpy(specs, all, sizeof all);
}

static enum status reprocess_check_times(const struct reprocess *reprocess, struct error *error)
{
    const char *const times[] = {reprocess->since, reprocess->before};
    const char *const names[] = {"since", "before"};
    struct timestamp time;

    for (size_t i = 0; i < 2; i++) {
        if (times[i] != NULL && !timestamp_parse(times[i], &time)) {
            return error_set(error, STATUS_USAGE, "usage",
                             "--%s %s: is no date; write it as 2024-01-06 or 2024-01-06T06:00:00Z",
                             names[i], times[i]);
        }
    }
    return STATUS_OK;
}

static enum status reprocess_program(const struct reprocess *reprocess, const char *name,
                                     const char **program, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_program(name, &path, error);

    *program = status == STATUS_OK ? arena_strdup(reprocess->arena, path) : NULL;
    free(path);
    return status;
}

static const char *reprocess_text(struct arena *arena, const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));

    return text == NULL ? "" : arena_strdup(arena, text);
}

/* Asks transform what would be at work. */
static enum status reprocess_find_versions(struct reprocess *reprocess, struct error *error)
{
    const char *argv[] = {NULL, "--versions", "-q", "-c", reprocess->config, NULL};
    const struct process_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
    int exit_code = EXIT_FAILED;
    char *output = NULL;
    json_t *versions = NULL;
    enum status status = reprocess_program(reprocess, "dateline-transform", &argv[0], error);

    if (status == STATUS_OK) {
        status = process_run(&spec, &exit_code, &output, error);
    }
    if (status == STATUS_OK) {
        versions = exit_code == EXIT_DONE ? json_loads(output, 0, NULL) : NULL;
        if (versions == NULL) {
            status = error_set(error, STATUS_FATAL, "no_transform", "transform ended with %d: %s",
                               exit_code, output);
        }
    }
    if (status == STATUS_OK) {
        reprocess->selection = (struct stored_selection){
            .since = reprocess->since == NULL ? "" : reprocess->since,
            .before = reprocess->before == NULL ? "" : reprocess->before,
            .program = reprocess_text(reprocess->arena, versions, "transform_version"),
            .model = reprocess_text(reprocess->arena, versions, "model_version"),
            .rules = reprocess_text(reprocess->arena, versions, "rules_version")};
    }
    json_decref(versions);
    free(output);
    return status;
}

static enum status reprocess_prepare(const struct reprocess *reprocess, const char *run_id,
                                     struct stage stages[STAGE_COUNT], struct error *error)
{
    static const char *const names[STAGE_COUNT] = {"reprocess", "transform", "load"};
    static const char *const programs[STAGE_COUNT] = {"dateline", "dateline-transform",
                                                      "dateline-load"};
    struct arena *arena = reprocess->arena;
    const char **environment = arena_alloc(arena, 3 * sizeof *environment);
    enum status status = STATUS_OK;

    environment[0] = arena_printf(arena, "DATABASE_URL=%s", reprocess->database_url);
    environment[1] = isatty(STDERR_FILENO) != 0 ? "DATELINE_PROGRESS_SECONDS=1" : NULL;
    for (int i = 0; i < STAGE_COUNT && status == STATUS_OK; i++) {
        const char **argv = arena_alloc(arena, REPROCESS_ARGUMENTS_MAX * sizeof *argv);
        size_t count = 0;

        status = reprocess_program(reprocess, programs[i], &argv[count++], error);
        if (i == STAGE_EXTRACT) {
            argv[count++] = "reprocess";
            argv[count++] = "--records";
            argv[count++] = "--run-id";
            argv[count++] = run_id;
            argv[count++] = "--since";
            argv[count++] = reprocess->since == NULL ? "0001-01-01" : reprocess->since;
            if (reprocess->before != NULL) {
                argv[count++] = "--before";
                argv[count++] = reprocess->before;
            }
        } else if (i == STAGE_TRANSFORM && reprocess->threads > 0) {
            argv[count++] = "-j";
            argv[count++] = arena_printf(arena, "%ld", reprocess->threads);
        } else if (i == STAGE_LOAD) {
            argv[count++] = "--reprocess";
            if (reprocess->dry_run) {
                argv[count++] = "--dry-run";
            }
        }
        argv[count++] = "--log-json";
        argv[count++] = "-c";
        argv[count++] = reprocess->config;
        argv[count] = NULL;
        stages[i] = (struct stage){.name = names[i], .argv = argv, .environment = environment};
    }
    return status;
}

/* All of it, once it is known that there is something to do. */
static enum status reprocess_articles(const struct reprocess *reprocess, int *exit_code,
                                      struct error *error)
{
    struct stage stages[STAGE_COUNT] = {{0}};
    char run_id[RECORD_RUN_ID_SIZE];
    enum status status;

    record_new_run_id(run_id);
    status = reprocess_prepare(reprocess, run_id, stages, error);
    if (status == STATUS_OK) {
        status = stages_run(stages, reprocess->log, error);
    }
    if (status == STATUS_OK) {
        *exit_code = stages_exit_code(stages);
        if (*exit_code == EXIT_FAILED && !reprocess->dry_run) {
            log_event(reprocess->log, LOG_ERROR, "reprocess_stopped", NULL, 0,
                      "run %s ended early: what was replaced stays; go on with: dateline "
                      "reprocess%s%s%s%s",
                      run_id, reprocess->since == NULL ? "" : " --since ",
                      reprocess->since == NULL ? "" : reprocess->since,
                      reprocess->before == NULL ? "" : " --before ",
                      reprocess->before == NULL ? "" : reprocess->before);
        }
    }
    return status;
}

static enum status reprocess_run(struct reprocess *reprocess, int *exit_code, struct error *error)
{
    struct stored_counts counts = {0};
    struct db *db = NULL;
    enum status status = reprocess_find_versions(reprocess, error);

    if (status == STATUS_OK) {
        status = db_open(reprocess->database_url, "dateline", &db, error);
    }
    if (status == STATUS_OK) {
        status = migrate_check(db, error);
    }
    if (status == STATUS_OK && reprocess->records) {
        if (reprocess->all && reprocess->before == NULL) {
            reprocess->selection.before = "9999-12-31";
        }
        status = stored_write(db, &reprocess->selection, reprocess->run_id, error);
        db_close(db);
        return status;
    }
    if (status == STATUS_OK) {
        status = stored_count(db, &reprocess->selection, &counts, error);
    }
    if (status == STATUS_OK && reprocess->all && reprocess->before == NULL) {
        reprocess->before = counts.now;
        counts.selected = counts.all;
    }
    db_close(db);
    if (status == STATUS_OK) {
        struct log_field fields[] = {LOG_NUMBER("articles", counts.selected),
                                     LOG_NUMBER("all", counts.all)};

        log_event(reprocess->log, LOG_INFO, "reprocess_begin", fields, 2,
                  "%lld of %lld articles are to be made again: program %s, model %s, rules %s",
                  (long long)counts.selected, (long long)counts.all, reprocess->selection.program,
                  reprocess->selection.model, reprocess->selection.rules);
        if (counts.selected > 0) {
            status = reprocess_articles(reprocess, exit_code, error);
        }
    }
    return status;
}

enum status command_reprocess(int argc, char **argv, int *exit_code, struct error *error)
{
    const struct option_program program = {
        .name = "dateline reprocess",
        .operands = "",
        .summary = "Reads stored articles again, after rules or models changed, and replaces the "
                   "rows that\ncame from their text.",
        .epilogue = "Without --all, only those whose rows another program, model or rules made. "
                    "It may be stopped:\nthe next call goes on.\n"};
    struct option_spec specs[REPROCESS_OPTIONS];
    struct reprocess reprocess = {.arena = arena_new()};
    struct arguments arguments;
    struct database database = {0};
    struct config *config = NULL;
    enum status status;

    reprocess_options(&reprocess, specs);
    status = arguments_parse(&program, specs, REPROCESS_OPTIONS, argc, argv, &arguments, error);
    reprocess.log =
        log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments_answered(&arguments)) {
        status = arguments_no_operands(&arguments, argc, argv, error);
        if (status == STATUS_OK) {
            status = reprocess_check_times(&reprocess, error);
        }
        if (status == STATUS_OK) {
            status = config_read(arguments.config, &config, error);
        }
        if (status == STATUS_OK) {
            status = database_open(config, true, reprocess.log, &database, error);
        }
        if (status == STATUS_OK) {
            reprocess.config = arguments.config;
            reprocess.database_url = database.url;
            status = reprocess_run(&reprocess, exit_code, error);
        }
    }
    database_close(&database);
    config_free(config);
    arguments_free(&arguments);
    log_free(reprocess.log);
    arena_free(reprocess.arena);
    return status;
}
