#include "nightly/data_command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/config.h"
#include "common/db.h"
#include "common/log.h"
#include "common/migrate.h"
#include "common/paths.h"
#include "nightly/arguments.h"
#include "nightly/check.h"
#include "nightly/database.h"
#include "nightly/export.h"
#include "nightly/forget.h"
#include "nightly/report.h"
#include "nightly/status.h"

/* What the commands below were told. */
struct data_command {
    const struct data_verb *verb;
    const char *operand;
    bool json, dry_run;
    const char *format, *since, *older_than, *folder, *output, *metrics;
    struct log *log;
    int *exit_code;
};

struct data_verb {
    const char *name;
    const char *operand; /* what its operand is, or NULL: it has none */
    struct option_program program;
    enum status (*run)(const struct data_command *command, struct db *db, struct error *error);
};

static enum status run_status(const struct data_command *command, struct db *db,
                              struct error *error)
{
    size_t attention = 0;
    enum status status = status_print(db, command->json, command->metrics, &attention, error);

    if (status == STATUS_OK && attention > 0) {
        *command->exit_code = EXIT_REJECTED;
    }
    return status;
}

static enum status run_export(const struct data_command *command, struct db *db,
                              struct error *error)
{
    return export_rows(db, command->operand, command->format == NULL ? "csv" : command->format,
                       command->since, error);
}

static enum status run_report(const struct data_command *command, struct db *db,
                              struct error *error)
{
    return report_write(db, command->since, command->output, error);
}

static enum status run_forget(const struct data_command *command, struct db *db,
                              struct error *error)
{
    return forget(db, command->operand, command->log, error);
}

static enum status run_prune(const struct data_command *command, struct db *db, struct error *error)
{
    if (command->older_than == NULL) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--older-than is needed: 400d, or a day as 2023-01-31");
    }
    return prune(db, command->older_than, command->dry_run, command->log, error);
}

static enum status run_check(const struct data_command *command, struct db *db, struct error *error)
{
    char *folder = NULL;
    size_t found = 0;
    enum status status =
        command->folder != NULL ? STATUS_OK : paths_find_data("checks", &folder, error);

    if (status == STATUS_OK) {
        status = check_run(db, command->folder != NULL ? command->folder : folder, command->log,
                           &found, error);
    }
    if (status == STATUS_OK && found > 0) {
        *command->exit_code = EXIT_REJECTED;
    }
    free(folder);
    return status;
}

static const struct data_verb data_verbs[] = {
    {"status",
     NULL,
     {"dateline status", "",
      "Shows what needs a person, the last runs, what each source gave, what was rejected and why.",
      "Exit: 0 nothing needs a person; 3 something does; 1 it could not be asked.\n"},
     run_status},
    {"check",
     NULL,
     {"dateline check", "", "Looks for what is wrong in the data.",
      "Each *.sql file of the folder is a query whose rows are what is wrong; the comment in its\n"
      "first line says what. Exit: 0 nothing found; 3 something found.\n"},
     run_check},
    {"export",
     "of events, articles and entities",
     {"dateline export", "events|articles|entities", "Writes rows to standard output.", NULL},
     run_export},
    {"report",
     NULL,
     {"dateline report", "",
      "Writes what happened as one page of HTML: events, actors, places, new names, sources.",
      "Without --since it tells of the seven days up to the newest article.\n"},
     run_report},
    {"forget",
     "URL, article's id or source's name",
     {"dateline forget", "URL|SOURCE",
      "Removes an article, or all of a source, with all that came from it; it does not come back.",
      NULL},
     run_forget},
    {"prune",
     NULL,
     {"dateline prune", "", "Removes old articles with all that came from them.", NULL},
     run_prune},
};

static const struct data_verb *data_find(const char *name)
{
    for (size_t i = 0; i < sizeof data_verbs / sizeof data_verbs[0]; i++) {
        if (strcmp(data_verbs[i].name, name) == 0) {
            return &data_verbs[i];
        }
    }
    return NULL;
}

bool command_data_known(const char *name)
{
    return data_find(name) != NULL;
}

/* The options of a command, each filled into `command`. Returns how many. */
static size_t data_options(struct data_command *command, struct option_spec specs[3])
{
    const char *name = command->verb->name;

    if (strcmp(name, "status") == 0) {
        specs[0] = (struct option_spec){.name = "json",
                                        .kind = OPTION_FLAG,
                                        .help = "one JSON object instead of tables",
                                        .target = &command->json};
        specs[1] = (struct option_spec){.name = "metrics",
                                        .kind = OPTION_TEXT,
                                        .argument = "FILE",
                                        .help = "write samples for Prometheus there, too",
                                        .target = &command->metrics};
        return 2;
    }
    if (strcmp(name, "check") == 0) {
        specs[0] = (struct option_spec){.name = "folder",
                                        .kind = OPTION_TEXT,
                                        .argument = "FOLDER",
                                        .help = "of queries of your own",
                                        .target = &command->folder};
        return 1;
    }
    if (strcmp(name, "export") == 0) {
        specs[0] = (struct option_spec){.name = "format",
                                        .kind = OPTION_TEXT,
                                        .argument = "csv|ndjson",
                                        .help = "csv with a head (default), or JSON, one a line",
                                        .target = &command->format};
        specs[1] = (struct option_spec){.name = "since",
                                        .kind = OPTION_TEXT,
                                        .argument = "DATE",
                                        .help = "only what was published from then on",
                                        .target = &command->since};
        return 2;
    }
    if (strcmp(name, "report") == 0) {
        specs[0] = (struct option_spec){.name = "since",
                                        .kind = OPTION_TEXT,
                                        .argument = "DATE",
                                        .help = "of what was published from then on",
                                        .target = &command->since};
        specs[1] = (struct option_spec){.name = "output",
                                        .letter = 'o',
                                        .kind = OPTION_TEXT,
                                        .argument = "FILE",
                                        .help = "instead of standard output; replaced at once",
                                        .target = &command->output};
        return 2;
    }
    if (strcmp(name, "prune") == 0) {
        specs[0] = (struct option_spec){.name = "older-than",
                                        .kind = OPTION_TEXT,
                                        .argument = "DAYSd|DATE",
                                        .help = "published before: 400d, or 2023-01-31",
                                        .target = &command->older_than};
        specs[1] = (struct option_spec){.name = "dry-run",
                                        .letter = 'n',
                                        .kind = OPTION_FLAG,
                                        .help = "only count them",
                                        .target = &command->dry_run};
        return 2;
    }
    return 0;
}

static enum status data_run(const struct data_command *command, const struct arguments *arguments,
                            struct error *error)
{
    struct database database = {0};
    struct config *config = NULL;
    struct db *db = NULL;
    enum status status = config_read(arguments->config, &config, error);

    if (status == STATUS_OK) {
        status = database_open(config, true, command->log, &database, error);
    }
    if (status == STATUS_OK) {
        status = db_open(database.url, "dateline", &db, error);
    }
    if (status == STATUS_OK) {
        status = migrate_check(db, error);
    }
    if (status == STATUS_OK) {
        status = command->verb->run(command, db, error);
    }
    db_close(db);
    database_close(&database);
    config_free(config);
    return status;
}

enum status command_data(int argc, char **argv, int *exit_code, struct error *error)
{
    struct data_command command = {.verb = data_find(argv[0]), .exit_code = exit_code};
    struct option_spec specs[3];
    struct arguments arguments;
    size_t count = data_options(&command, specs);
    enum status status =
        arguments_parse(&command.verb->program, specs, count, argc, argv, &arguments, error);

    if (status == STATUS_OK && !arguments_answered(&arguments)) {
        command.log =
            log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);
        if (command.verb->operand == NULL) {
            status = arguments_no_operands(&arguments, argc, argv, error);
        } else {
            status = arguments_one_operand(&arguments, argc, command.verb->operand, error);
        }
        if (status == STATUS_OK) {
            command.operand = command.verb->operand == NULL ? NULL : argv[arguments.first_operand];
            status = data_run(&command, &arguments, error);
        }
        log_free(command.log);
    }
    arguments_free(&arguments);
    return status;
}
