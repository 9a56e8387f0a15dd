#include "nightly/arguments.h"

#include <stdlib.h>
#include "common/paths.h"

enum status arguments_parse(const struct option_program *program, const struct option_spec *extra,
                            size_t extra_count, int argc, char **argv, struct arguments *arguments,
                            struct error *error)
{
    struct option_spec specs[1 + ARGUMENTS_EXTRA_MAX] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "configuration (default: dateline.conf of the installation)",
         .target = &arguments->config},
    };
    enum status status;

    for (size_t i = 0; i < extra_count && i < ARGUMENTS_EXTRA_MAX; i++) {
        specs[i + 1] = extra[i];
    }
    *arguments = (struct arguments){0};
    status = option_parse(program, specs, 1 + extra_count, argc, argv, &arguments->common,
                          &arguments->first_operand, error);
    if (status == STATUS_OK && !arguments_answered(arguments) && arguments->config == NULL) {
        status = paths_find_data("dateline.conf", &arguments->default_config, error);
        arguments->config = arguments->default_config;
    }
    return status;
}

void arguments_free(struct arguments *arguments)
{
    free(arguments->default_config);
}

bool arguments_answered(const struct arguments *arguments)
{
    return arguments->common.help || arguments->common.version;
}

enum status arguments_no_operands(const struct arguments *arguments, int argc, char **argv,
                                  struct error *error)
{
    return arguments->first_operand >= argc
               ? STATUS_OK
               : error_set(error, STATUS_USAGE, "usage", "%s: not understood; see dateline --help",
                           argv[arguments->first_operand]);
}

enum status arguments_one_operand(const struct arguments *arguments, int argc, const char *what,
                                  struct error *error)
{
    return arguments->first_operand + 1 == argc
               ? STATUS_OK
               : error_set(error, STATUS_USAGE, "usage", "one %s is needed; see --help", what);
}
