#include "nightly/db_command.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/log.h"
#include "common/memory.h"
#include "common/migrate.h"
#include "nightly/arguments.h"
#include "nightly/database.h"
#include "nightly/table.h"

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
    char *name, *password;
    struct db_result *result = NULL;
    struct db *db = NULL;
    int number = 0;
    enum status status = db_split_password(database->url, &name, &password, error);

    if (status != STATUS_OK) {
        return status;
    }
    printf("database: %s\n", name);
    free(name);
    free(password);
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
    char *rest, *password;
    enum status status = db_split_password(database->url, &rest, &password, error);

    if (status == STATUS_OK) {
        argv[0] = "psql";
        for (int i = 0; i < count; i++) {
            argv[i + 1] = arguments[i];
        }
        argv[count + 1] = rest;
        if (setenv("PGOPTIONS", "-c search_path=dateline,public", 1) == 0 &&
            (password == NULL || setenv("PGPASSWORD", password, 1) == 0)) {
            execvp("psql", (char *const *)(uintptr_t)argv);
        }
        status = error_set(error, STATUS_FATAL, "no_psql",
                           "psql: cannot be started: %s; install the package postgresql-client",
                           strerror(errno));
    }
    free(rest);
    free(password);
    free(argv);
    return status;
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
        status = arguments_no_operands(arguments, argc, argv, error);
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

enum status command_db(int argc, char **argv, struct error *error)
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
            const struct option_program program = {
                .name = verbs[i].name, .operands = verbs[i].operands, .summary = verbs[i].summary};
            enum status status =
                arguments_parse(&program, NULL, 0, argc - 1, argv + 1, &arguments, error);
            struct log *log =
                log_new("dateline", option_log_level(&arguments.common), arguments.common.log_json);

            if (status == STATUS_OK && !arguments_answered(&arguments)) {
                status = db_command(verb, argc - 1, argv + 1, &arguments, log, error);
            }
            arguments_free(&arguments);
            log_free(log);
            return status;
        }
    }
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0) {
        puts("Usage: dateline db init|migrate|status|start|stop|psql [-- ARGS]\n"
             "Each verb takes --help.");
        return STATUS_OK;
    }
    return error_set(error, STATUS_USAGE, "usage",
                     "db %s: init, migrate, status, start, stop and psql are known", verb);
}
