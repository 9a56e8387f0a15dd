#include "transform/place/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/option.h"
#include "common/stage.h"
#include "transform/name/name.h"
#include "transform/place/import.h"
#include "transform/place/lookup.h"

struct command {
    struct import_options import;
    bool json;
    struct option_common common;
    int first;
};

static enum status command_import(const struct command *command, int count, char **files,
                                  struct error *error)
{
    struct import_counts counts = {0};
    char *path = NULL;
    enum status status = gazetteer_imported_path(&path, error);

    if (count == 0) {
        free(path);
        return error_set(error, STATUS_USAGE, "usage",
                         "give the files to import; see dateline gazetteer import --help");
    }
    if (status == STATUS_OK) {
        status = import_run(&command->import, (const char *const *)files, (size_t)count, path,
                            &counts, error);
    }
    if (status == STATUS_OK || status == STATUS_REJECT) {
        log_event(command->import.log, LOG_INFO, "imported", NULL, 0,
                  "%s: %lld places, %zu names, of %lld lines; %lld bad lines were left out", path,
                  (long long)counts.places, counts.names, (long long)counts.lines,
                  (long long)counts.bad_lines);
    }
    if (status == STATUS_REJECT) {
        (void)error_set(error, status, "bad_lines", "%lld lines were left out",
                        (long long)counts.bad_lines);
    }
    free(path);
    return status;
}

static enum status command_lookup(const struct command *command, int count, char **names,
                                  struct error *error)
{
    struct gazetteer *gazetteer = NULL;
    enum status status;

    if (count != 1) {
        return error_set(error, STATUS_USAGE, "usage",
                         "give one name, in quotation marks where it has spaces: dateline "
                         "gazetteer lookup \"New York\"");
    }
    status = gazetteer_open(&gazetteer, error);
    if (status == STATUS_OK) {
        status = lookup_run(gazetteer, names[0], command->json, stdout, error);
        gazetteer_close(gazetteer);
    }
    return status;
}

static enum status command_parse(bool import, int argc, char **argv, struct command *command,
                                 struct error *error)
{
    const struct option_program programs[] = {
        {.name = "dateline gazetteer lookup",
         .operands = "NAME",
         .summary = "Shows all that is known under a name, where from, and which one is meant "
                    "where an article tells no more.",
         .epilogue = "Exit: 0 found; 1 not known; 2 usage or a damaged file.\n"},
        {.name = "dateline gazetteer import",
         .operands = "FILE...",
         .summary = "Reads places and other things into places.dat under var/, which transform "
                    "reads from then on.",
         .epilogue =
             "FILE is a dump of GeoNames, unzipped (allCountries.txt, cities500.txt, XX.txt), or "
             "a\n"
             "table: UTF-8, columns parted by tabs, the first line\n"
             "  id type name country admin kind lat lon population actor_code aliases wikidata\n"
             "with tabs for the spaces; - is stdin. Of a dump, populated places and first- and\n"
             "second-level areas are kept. admin1CodesASCII.txt beside it, or --areas, names the\n"
             "areas; allCountries.txt names them itself. All files of one call become one result,\n"
             "which replaces what was imported before. Memory grows with what is kept.\n"
             "Exit: 0 done; 1 failed, nothing changed; 2 usage; 3 done, some lines were left "
             "out.\n"}};
    const struct option_spec specs[] = {
        {.name = import ? "areas" : "json",
         .kind = import ? OPTION_TEXT : OPTION_FLAG,
         .argument = import ? "FILE" : NULL,
         .help = import ? "admin1CodesASCII.txt of GeoNames" : "one JSON object",
         .target = import ? (void *)&command->import.areas : (void *)&command->json},
        {.name = "min-population",
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "people of the smallest town that is kept (default 1000); capitals and seats of "
                 "areas always are",
         .target = &command->import.min_population,
         .minimum = 0,
         .maximum = 2000000000},
        {.name = "max-bad-lines",
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "import nothing when more lines are wrong (default 1000)",
         .target = &command->import.max_bad_lines,
         .minimum = 0,
         .maximum = 2000000000}};

    *command = (struct command){
        .import = {.min_population = IMPORT_POPULATION, .max_bad_lines = IMPORT_BAD_LINES}};
    return option_parse(&programs[import], specs, import ? 3 : 1, argc, argv, &command->common,
                        &command->first, error);
}

int place_command(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";
    bool import = strcmp(verb, "import") == 0;
    struct command command = {0};
    struct error error = {0};
    enum status status = STATUS_OK;
    struct log *log;

    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0) {
        puts("Usage: dateline gazetteer lookup NAME\n"
             "       dateline gazetteer import FILE...\n"
             "Each verb takes --help.");
        command.common.help = true;
    } else if (import || strcmp(verb, "lookup") == 0) {
        status = command_parse(import, argc - 1, argv + 1, &command, &error);
    } else {
        status =
            error_set(&error, STATUS_USAGE, "usage", "gazetteer%s%s: import and lookup are known",
                      verb[0] != '\0' ? " " : "", verb);
    }
    log = log_new("gazetteer", option_log_level(&command.common), command.common.log_json);
    command.import.log = log;
    if (status == STATUS_OK && !command.common.help && !command.common.version) {
        int count = argc - 1 - command.first;
        char **operands = argv + 1 + command.first;

        status = import ? command_import(&command, count, operands, &error)
                        : command_lookup(&command, count, operands, &error);
    }
    return stage_end(log, status, &error);
}
