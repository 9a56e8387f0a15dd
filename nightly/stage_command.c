#include "nightly/stage_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "common/log.h"
#include "common/memory.h"
#include "common/option.h"
#include "common/paths.h"
#include "nightly/database.h"

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

enum status command_stage(const char *stage, char **argv, struct error *error)
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

enum status command_source(char **argv, struct error *error)
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

enum status command_rules(char **argv, struct error *error)
{
    static char name[] = "dateline-transform", rules[] = "--rules";
    char *stage[4] = {name, rules};

    if (argv[0] != NULL && argv[1] != NULL &&
        (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        puts("Usage: dateline rules check   looks for mistakes in the event rules\n"
             "       dateline rules test    tries their examples");
        return STATUS_OK;
    }
    if (argv[0] == NULL || argv[1] == NULL || argv[2] != NULL ||
        (strcmp(argv[1], "check") != 0 && strcmp(argv[1], "test") != 0)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "dateline rules check: looks for mistakes in the event rules; "
                         "dateline rules test: tries their examples");
    }
    stage[2] = argv[1];
    return command_stage("transform", stage, error);
}

enum status command_gazetteer(int argc, char **argv, struct error *error)
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

enum status command_explain(int argc, char **argv, struct error *error)
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
