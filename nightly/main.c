#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "common/config.h"
#include "common/memory.h"
#include "common/option.h"
#include "common/selection.h"
#include "common/streams.h"
#include "nightly/arguments.h"
#include "nightly/data_command.h"
#include "nightly/database.h"
#include "nightly/db_command.h"
#include "nightly/reprocess.h"
#include "nightly/run.h"
#include "nightly/stage_command.h"

static const char usage[] =
    "usage: dateline COMMAND [OPTIONS]\n\n"
    "  run                      the nightly run: extract | transform | load\n"
    "  extract|transform|load   one stage by itself: dateline extract --help\n"
    "  db init                  make the private server if one is needed, and the tables\n"
    "  db migrate               bring the tables up to date\n"
    "  db status                where the database is, its schema and its rows\n"
    "  db start|stop            the private server under var/\n"
    "  db psql [-- ARGS]        psql in the database; ARGS go to psql\n"
    "  source try URL           what could be read at a page or feed, as blocks for dateline.conf\n"
    "  explain TEXT [--date D]  what transform finds in a text, and why; -: from stdin\n"
    "  rules check|test         mistakes in the event rules; whether their examples hold\n"
    "  gazetteer lookup NAME    what is known under a name, where from, and what it means\n"
    "  gazetteer import FILE... places of GeoNames, or a table of Wikidata\n"
    "  status [--json] [--metrics FILE]  what needs a person, the last runs, the sources\n"
    "  check                    what is wrong in the data\n"
    "  export events|articles|entities [--format csv|ndjson] [--since DATE]\n"
    "  report [--since DATE] [-o FILE]  what happened, as one page of HTML\n"
    "  forget URL|SOURCE        removes an article, or a source's, for good\n"
    "  reprocess [--since DATE] [--all] [--dry-run]\n"
    "                           makes the rows of stored articles again with new rules or models\n"
    "  prune --older-than DAYSd removes old articles\n\n"
    "Each command takes -c FILE (configuration), --help, --log-json, -v and -q. The database is "
    "the\n"
    "configuration's database_url, else DATABASE_URL, else a private server under var/.\n"
    "Exit: 0 done; 1 failed; 2 usage or configuration; 3 done, but some records were rejected.\n";

static enum status command_run(int argc, char **argv, int *exit_code, struct error *error)
{
    const struct option_program program = {
        .name = "dateline run",
        .operands = "",
        .summary = "Fetches, analyses and loads what is new at the configured sources."};
    struct option_spec specs[SELECTION_OPTIONS];
    struct selection selection = {0};
    struct arguments arguments;
    struct database database = {0};
    struct config *config = NULL;
    struct log *log;
    enum status status;

    selection_options(&selection,
                      "threads of extract and of transform (default: one for each core)", specs);
    status = arguments_parse(&program, specs, SELECTION_OPTIONS, argc, argv, &arguments, error);
    log = log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);
    if (status == STATUS_OK && !arguments_answered(&arguments)) {
        int64_t since;

        status = arguments_no_operands(&arguments, argc, argv, error);
        if (status == STATUS_OK) {
            status = selection_check(&selection, &since, error);
        }
        if (status == STATUS_OK) {
            status = config_read(arguments.config, &config, error);
        }
        if (status == STATUS_OK) {
            status = database_open(config, true, log, &database, error);
        }
        if (status == STATUS_OK) {
            const struct run_options options = {.config = arguments.config,
                                                .selection = &selection,
                                                .database_url = database.url,
                                                .database_wait = config->database_wait,
                                                .log = log};

            status = run_nightly(&options, exit_code, error);
        }
    }
    database_close(&database);
    config_free(config);
    arguments_free(&arguments);
    selection_free(&selection);
    log_free(log);
    return status;
}

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    struct error error = {0};
    int exit_code = EXIT_DONE;
    enum status status;

    streams_open();
    mem_install();
    if (strcmp(command, "extract") == 0 || strcmp(command, "transform") == 0 ||
        strcmp(command, "load") == 0) {
        status = command_stage(command, argv + 1, &error);
    } else if (strcmp(command, "source") == 0) {
        status = command_source(argv + 1, &error);
    } else if (strcmp(command, "explain") == 0) {
        status = command_explain(argc - 1, argv + 1, &error);
    } else if (strcmp(command, "rules") == 0) {
        status = command_rules(argv + 1, &error);
    } else if (strcmp(command, "gazetteer") == 0) {
        status = command_gazetteer(argc - 1, argv + 1, &error);
    } else if (strcmp(command, "run") == 0) {
        signal(SIGPIPE, SIG_IGN);
        status = command_run(argc - 1, argv + 1, &exit_code, &error);
    } else if (strcmp(command, "reprocess") == 0) {
        signal(SIGPIPE, SIG_IGN);
        status = command_reprocess(argc - 1, argv + 1, &exit_code, &error);
    } else if (command_data_known(command)) {
        status = command_data(argc - 1, argv + 1, &exit_code, &error);
    } else if (strcmp(command, "db") == 0) {
        status = command_db(argc - 1, argv + 1, &error);
    } else if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0) {
        status = fputs(usage, stdout) < 0 ? STATUS_FATAL : STATUS_OK;
    } else if (strcmp(command, "--version") == 0) {
        status = printf("dateline %s\n", DATELINE_VERSION) < 0 ? STATUS_FATAL : STATUS_OK;
    } else {
        fputs(usage, stderr);
        status = error_set(&error, STATUS_USAGE, "usage", "%s",
                           *command == '\0' ? "a command is needed" : command);
    }
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout) != 0)) {
        status = error_set(&error, STATUS_FATAL, "write_failed", "output: %s",
                           errno != 0 ? strerror(errno) : "cannot be written");
    }
    if (status != STATUS_OK) {
        struct log *log = log_new("dateline", LOG_INFO, false);

        log_error(log, &error);
        log_free(log);
        return (int)error_exit_code(status);
    }
    return exit_code;
}
