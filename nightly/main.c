#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/memory.h"
#include "common/migrate.h"
#include "common/option.h"
#include "common/paths.h"
#include "common/selection.h"
#include "common/streams.h"
#include "nightly/database.h"
#include "nightly/run.h"
#include "nightly/status.h"
#include "nightly/table.h"

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
    "  status [--json]          the last runs, what each source gave, what was rejected and why\n\n"
    "Each command takes -c FILE (configuration), --help, --log-json, -v and -q. The database is "
    "the\n"
    "configuration's database_url, else DATABASE_URL, else a private server under var/.\n"
    "Exit: 0 done; 1 failed; 2 usage or configuration; 3 done, but some records were rejected.\n";

/* What all commands take, and what some do. */
struct arguments {
    const char *config;
    char *default_config;
    struct selection selection;
    bool json;
    struct option_common common;
    int first_operand;
};

static enum status parse_arguments(const char *name, const char *operands, const char *summary,
                                   int argc, char **argv, struct arguments *arguments,
                                   struct error *error)
{
    const struct option_program program = {.name = name, .operands = operands, .summary = summary};
    struct option_spec specs[1 + SELECTION_OPTIONS] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "configuration (default: dateline.conf of the installation)",
         .target = &arguments->config},
        {.name = "json",
         .kind = OPTION_FLAG,
         .help = "one JSON object instead of tables",
         .target = &arguments->json},
    };
    size_t count = 1;
    enum status status;

    if (strcmp(name, "dateline run") == 0) {
        selection_options(&arguments->selection,
                          "threads of extract and of transform (default: one for each core)",
                          specs + 1);
        count += SELECTION_OPTIONS;
    } else if (strcmp(name, "dateline status") == 0) {
        count++;
    }
    *arguments = (struct arguments){0};
    status = option_parse(&program, specs, count, argc, argv, &arguments->common,
                          &arguments->first_operand, error);
    if (status == STATUS_OK && !arguments->common.help && !arguments->common.version &&
        arguments->config == NULL) {
        status = paths_find_data("dateline.conf", &arguments->default_config, error);
        arguments->config = arguments->default_config;
    }
    return status;
}

static void free_arguments(struct arguments *arguments)
{
    free(arguments->default_config);
    selection_free(&arguments->selection);
}

static enum status no_operands(const struct arguments *arguments, int argc, char **argv,
                               struct error *error)
{
    return arguments->first_operand >= argc
               ? STATUS_OK
               : error_set(error, STATUS_USAGE, "usage", "%s: not understood; see dateline --help",
                           argv[arguments->first_operand]);
}

static enum status command_run(int argc, char **argv, int *exit_code, struct error *error)
{
    struct arguments arguments;
    struct database database = {0};
    struct config *config = NULL;
    enum status status = parse_arguments(
        "dateline run", "", "Fetches, analyses and loads what is new at the configured sources.",
        argc, argv, &arguments, error);
    struct log *log =
        log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);

    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        int64_t since;

        status = no_operands(&arguments, argc, argv, error);
        if (status == STATUS_OK) {
            status = selection_check(&arguments.selection, &since, error);
        }
        if (status == STATUS_OK) {
            status = config_read(arguments.config, &config, error);
        }
        if (status == STATUS_OK) {
            status = database_open(config, true, log, &database, error);
        }
        if (status == STATUS_OK) {
            const struct run_options options = {.config = arguments.config,
                                                .selection = &arguments.selection,
                                                .database_url = database.url,
                                                .log = log};

            status = run_nightly(&options, exit_code, error);
        }
    }
    database_close(&database);
    config_free(config);
    free_arguments(&arguments);
    log_free(log);
    return status;
}

static enum status command_status(int argc, char **argv, struct error *error)
{
    struct arguments arguments;
    struct database database = {0};
    struct config *config = NULL;
    struct db *db = NULL;
    enum status status =
        parse_arguments("dateline status", "",
                        "Shows the last runs, what each source gave, what was rejected and why.",
                        argc, argv, &arguments, error);
    struct log *log =
        log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);

    if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
        status = no_operands(&arguments, argc, argv, error);
        if (status == STATUS_OK) {
            status = config_read(arguments.config, &config, error);
        }
        if (status == STATUS_OK) {
            status = database_open(config, true, log, &database, error);
        }
        if (status == STATUS_OK) {
            status = db_open(database.url, "dateline", &db, error);
        }
        if (status == STATUS_OK) {
            status = migrate_check(db, error);
        }
        if (status == STATUS_OK) {
            status = status_print(db, arguments.json, error);
        }
    }
    db_close(db);
    database_close(&database);
    config_free(config);
    free_arguments(&arguments);
    log_free(log);
    return status;
}

static enum status db_migrate(const struct database *database, struct log *log, struct error *error)
{
    struct db *db = NULL;
    int applied = 0;
    enum status status = db_open(database->url, "dateline", &db, error);

    if (status == STATUS_OK) {
        status = migrate_apply(db, log, &applied, error);
    }
    if (status == STATUS_OK && applied == 0) {
        log_event(log, LOG_INFO, "schema_current", NULL, 0, "the schema is at %03d already",
                  migrate_newest());
    }
    db_close(db);
    return status;
}

static enum status db_status(const struct database *database, struct error *error)
{
    char *name = database_name(database);
    struct db_result *result = NULL;
    struct db *db = NULL;
    int number = 0;
    enum status status = STATUS_OK;

    printf("database: %s\n", name);
    free(name);
    if (database->server != NULL) {
        bool running = server_running(database->server);

        printf("private server: %s, %s\n", running ? "running" : "stopped",
               server_folder(database->server));
        if (!running) {
            printf("start it with: dateline db start\n");
            return STATUS_OK;
        }
    }
    status = db_open(database->url, "dateline", &db, error);
    if (status == STATUS_OK) {
        status = migrate_current(db, &number, error);
    }
    if (status == STATUS_OK) {
        printf("schema: %03d of %03d\n", number, migrate_newest());
        if (number < migrate_newest()) {
            printf("bring it up to date with: dateline db migrate\n");
        } else {
            status = db_run(db, "status_tables", NULL, 0, &result, error);
            if (status == STATUS_OK) {
                table_print(stdout, result);
            }
        }
    }
    db_result_free(result);
    db_close(db);
    return status;
}

static enum status db_psql(const struct database *database, int count, char **arguments,
                           struct error *error)
{
    const char **argv = mem_calloc((size_t)count + 3, sizeof *argv);

    argv[0] = "psql";
    for (int i = 0; i < count; i++) {
        argv[i + 1] = arguments[i];
    }
    argv[count + 1] = database->url;
    if (setenv("PGOPTIONS", "-c search_path=dateline,public", 1) == 0) {
        execvp("psql", (char *const *)(uintptr_t)argv);
    }
    (void)error_set(error, STATUS_FATAL, "no_psql",
                    "psql: cannot be started: %s; install the package postgresql-client",
                    strerror(errno));
    free(argv);
    return STATUS_FATAL;
}

static enum status db_server(const struct database *database, bool start, struct log *log,
                             struct error *error)
{
    enum status status;

    if (database->server == NULL) {
        return error_set(error, STATUS_USAGE, "usage",
                         "the database is at DATABASE_URL (or database_url): its server is not "
                         "dateline's to start or stop");
    }
    status = start ? server_start(database->server, error) : server_stop(database->server, error);
    if (status == STATUS_OK) {
        log_event(log, LOG_INFO, start ? "server_started" : "server_stopped", NULL, 0,
                  "the private server in %s is %s", server_folder(database->server),
                  start ? "running" : "stopped");
    }
    return status;
}

static enum status db_command(const char *verb, int argc, char **argv, struct arguments *arguments,
                              struct log *log, struct error *error)
{
    bool stopped = strcmp(verb, "stop") == 0 || strcmp(verb, "status") == 0;
    struct database database = {0};
    struct config *config = NULL;
    enum status status = STATUS_OK;

    if (strcmp(verb, "psql") != 0) {
        status = no_operands(arguments, argc, argv, error);
    }
    if (status == STATUS_OK) {
        status = config_read(arguments->config, &config, error);
    }
    if (status == STATUS_OK) {
        status = database_open(config, !stopped, log, &database, error);
    }
    if (status != STATUS_OK) {
        config_free(config);
        return status;
    }
    if (strcmp(verb, "init") == 0 || strcmp(verb, "migrate") == 0) {
        status = db_migrate(&database, log, error);
    } else if (strcmp(verb, "status") == 0) {
        status = db_status(&database, error);
    } else if (strcmp(verb, "psql") == 0) {
        status = db_psql(&database, argc - arguments->first_operand,
                         argv + arguments->first_operand, error);
    } else {
        status = db_server(&database, strcmp(verb, "start") == 0, log, error);
    }
    database_close(&database);
    config_free(config);
    return status;
}

static enum status command_db(int argc, char **argv, struct error *error)
{
    static const struct {
        const char *verb, *name, *operands, *summary;
    } verbs[] = {
        {"init", "dateline db init", "",
         "Makes the private server if one is needed, and the tables."},
        {"migrate", "dateline db migrate", "", "Brings the tables up to date."},
        {"status", "dateline db status", "",
         "Shows where the database is, its schema and its rows."},
        {"start", "dateline db start", "", "Starts the private server under var/."},
        {"stop", "dateline db stop", "", "Stops the private server under var/."},
        {"psql", "dateline db psql", "[-- ARGS]", "Opens psql in the database; ARGS go to psql."},
    };
    const char *verb = argc > 1 ? argv[1] : "";

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verb, verbs[i].verb) == 0) {
            struct arguments arguments;
            enum status status = parse_arguments(verbs[i].name, verbs[i].operands, verbs[i].summary,
                                                 argc - 1, argv + 1, &arguments, error);
            struct log *log =
                log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);

            if (status == STATUS_OK && !arguments.common.help && !arguments.common.version) {
                status = db_command(verb, argc - 1, argv + 1, &arguments, log, error);
            }
            free_arguments(&arguments);
            log_free(log);
            return status;
        }
    }
    return error_set(error, STATUS_USAGE, "usage",
                     "db %s: init, migrate, status, start, stop and psql are known", verb);
}

/* Whether load will need the database, and the configuration that it was given. */
static bool stage_needs_database(const char *stage, char **argv, const char **config)
{
    *config = NULL;
    if (strcmp(stage, "load") != 0 || getenv("DATABASE_URL") != NULL) {
        return false;
    }
    for (int i = 1; argv[i] != NULL; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0 ||
            strcmp(argv[i], "--version") == 0) {
            return false;
        }
        if ((strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "--config") == 0) &&
            argv[i + 1] != NULL) {
            *config = argv[i + 1];
        }
    }
    return true;
}

/* dateline load X is dateline-load X, with the database that the driver would use. */
static enum status command_stage(const char *stage, char **argv, struct error *error)
{
    const char *config_file;
    char name[40], *path = NULL;
    enum status status;

    if (stage_needs_database(stage, argv, &config_file)) {
        struct config *config = NULL;
        struct database database = {0};
        struct log *log = log_new("dateline", LOG_WARNING, false);

        status = config_read(config_file, &config, error);
        if (status == STATUS_OK) {
            status = database_open(config, true, log, &database, error);
        }
        if (status == STATUS_OK && setenv("DATABASE_URL", database.url, 1) != 0) {
            status =
                error_set(error, STATUS_FATAL, "no_memory", "DATABASE_URL: %s", strerror(errno));
        }
        database_close(&database);
        config_free(config);
        log_free(log);
        if (status != STATUS_OK) {
            return status;
        }
    }
    snprintf(name, sizeof name, "dateline-%s", stage);
    status = paths_find_program(name, &path, error);
    if (status == STATUS_OK) {
        argv[0] = name;
        execv(path, argv);
        status = error_set(error, STATUS_FATAL, "no_program", "%s: %s", path, strerror(errno));
    }
    free(path);
    return status;
}

/* dateline source try URL is dateline-extract --try URL. */
static enum status command_source(char **argv, struct error *error)
{
    static char option[] = "--try";

    if (argv[1] == NULL || strcmp(argv[1], "try") != 0) {
        return error_set(error, STATUS_USAGE, "usage",
                         "source %s: try is known: dateline source try https://www.example.org/",
                         argv[1] == NULL ? "" : argv[1]);
    }
    argv[1] = option;
    return command_stage("extract", argv, error);
}

/* dateline rules check|test is dateline-transform --rules check|test. */
static enum status command_rules(char **argv, struct error *error)
{
    static char name[] = "dateline-transform", rules[] = "--rules";
    char *stage[4] = {name, rules};

    if (argv[0] == NULL || argv[1] == NULL || argv[2] != NULL ||
        (strcmp(argv[1], "check") != 0 && strcmp(argv[1], "test") != 0)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "dateline rules check: looks for mistakes in the event rules; "
                         "dateline rules test: tries their examples");
    }
    stage[2] = argv[1];
    return command_stage("transform", stage, error);
}

/* dateline gazetteer ... is dateline-transform --gazetteer ... */
static enum status command_gazetteer(int argc, char **argv, struct error *error)
{
    static char name[] = "dateline-transform", option[] = "--gazetteer";
    char **stage = mem_calloc((size_t)argc + 2, sizeof *stage);
    enum status status;

    stage[0] = name;
    stage[1] = option;
    for (int i = 1; i < argc; i++) {
        stage[i + 1] = argv[i];
    }
    status = command_stage("transform", stage, error);
    free(stage);
    return status;
}

/* dateline explain TEXT is dateline-transform --explain --text TEXT; - is stdin. */
static enum status command_explain(int argc, char **argv, struct error *error)
{
    static char name[] = "dateline-transform", explain[] = "--explain", text[] = "--text",
                date[] = "--date", config[] = "--config", end[] = "--", input[] = "-";
    const char *day = NULL, *config_file = NULL;
    struct option_common common = {0};
    const struct option_program program = {
        .name = "dateline explain",
        .operands = "TEXT",
        .summary = "Shows what transform finds in a text, and why. TEXT - is stdin: plain text, or "
                   "article records."};
    const struct option_spec specs[] = {{.name = "config",
                                         .letter = 'c',
                                         .kind = OPTION_TEXT,
                                         .argument = "FILE",
                                         .help = "configuration (default: built-in values)",
                                         .target = &config_file},
                                        {.name = "date",
                                         .kind = OPTION_TEXT,
                                         .argument = "DATE",
                                         .help = "the day on which the text was published",
                                         .target = &day}};
    char *stage[10] = {name, explain};
    int count = 2, first = argc;
    enum status status = option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                                      &common, &first, error);

    if (status != STATUS_OK || common.help || common.version) {
        return status;
    }
    if (first + 1 != argc) {
        return error_set(error, STATUS_USAGE, "usage",
                         "explain takes one text, in quotation marks: dateline explain \"TEXT\"");
    }
    if (config_file != NULL) {
        stage[count++] = config;
        stage[count++] = (char *)(uintptr_t)config_file;
    }
    if (day != NULL) {
        stage[count++] = date;
        stage[count++] = (char *)(uintptr_t)day;
    }
    if (strcmp(argv[first], "-") == 0) {
        stage[count++] = end;
        stage[count++] = input;
    } else {
        stage[count++] = text;
        stage[count++] = argv[first];
    }
    return command_stage("transform", stage, error);
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
    } else if (strcmp(command, "status") == 0) {
        status = command_status(argc - 1, argv + 1, &error);
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
    if (status != STATUS_OK) {
        struct log *log = log_new("dateline", LOG_INFO, false);

        log_error(log, &error);
        log_free(log);
        return (int)error_exit_code(status);
    }
    return exit_code;
}
