#include "common/option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

enum { OPTION_COMMON_COUNT = 5, OPTION_HELP_COLUMN = 26 };

struct option_parser {
    const struct option_spec *specs;
    size_t spec_count;
    struct option_spec common[OPTION_COMMON_COUNT];
    const char *program;
    struct error *error;
};

static const struct option_spec *option_at(const struct option_parser *parser, size_t index)
{
    return index < parser->spec_count ? &parser->specs[index]
                                      : &parser->common[index - parser->spec_count];
}

static size_t option_count(const struct option_parser *parser)
{
    return parser->spec_count + OPTION_COMMON_COUNT;
}

static const struct option_spec *option_find(const struct option_parser *parser, const char *name,
                                             size_t length)
{
    for (size_t i = 0; i < option_count(parser); i++) {
        const struct option_spec *spec = option_at(parser, i);

        if (strlen(spec->name) == length && strncmp(spec->name, name, length) == 0) {
            return spec;
        }
    }
    return NULL;
}

static const struct option_spec *option_find_letter(const struct option_parser *parser, char letter)
{
    for (size_t i = 0; i < option_count(parser); i++) {
        const struct option_spec *spec = option_at(parser, i);

        if (spec->letter != 0 && spec->letter == letter) {
            return spec;
        }
    }
    return NULL;
}

static enum status option_number(const struct option_parser *parser, const struct option_spec *spec,
                                 const char *value)
{
    char *end = NULL;
    long number;

    errno = 0;
    number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || number < spec->minimum ||
        number > spec->maximum) {
        return error_set(parser->error, STATUS_USAGE, "bad_option",
                         "--%s: %s is not a number from %ld to %ld", spec->name, value,
                         spec->minimum, spec->maximum);
    }
    *(long *)spec->target = number;
    return STATUS_OK;
}

static enum status option_take(const struct option_parser *parser, const struct option_spec *spec,
                               const char *value)
{
    struct option_list *list;

    switch (spec->kind) {
    case OPTION_FLAG:
        *(bool *)spec->target = true;
        break;
    case OPTION_TEXT:
        *(const char **)spec->target = value;
        break;
    case OPTION_NUMBER:
        return option_number(parser, spec, value);
    case OPTION_LIST:
        list = spec->target;
        list->items = mem_grow(list->items, &list->capacity, list->count, sizeof *list->items);
        list->items[list->count++] = value;
        break;
    }
    return STATUS_OK;
}

/* Handles the option in argv[*index]; moves *index on when its value is the next argument. */
static enum status option_long(const struct option_parser *parser, int argc, char **argv,
                               int *index)
{
    const char *name = argv[*index] + 2;
    const char *equals = strchr(name, '=');
    size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
    const struct option_spec *spec = option_find(parser, name, length);

    if (spec == NULL) {
        return error_set(parser->error, STATUS_USAGE, "bad_option",
                         "--%.*s: no such option; %s --help lists them", (int)length, name,
                         parser->program);
    }
    if (spec->kind == OPTION_FLAG) {
        if (equals != NULL) {
            return error_set(parser->error, STATUS_USAGE, "bad_option", "--%s takes no value",
                             spec->name);
        }
        return option_take(parser, spec, NULL);
    }
    if (equals != NULL) {
        return option_take(parser, spec, equals + 1);
    }
    if (*index + 1 >= argc) {
        return error_set(parser->error, STATUS_USAGE, "bad_option", "--%s needs a value: %s",
                         spec->name, spec->argument);
    }
    return option_take(parser, spec, argv[++*index]);
}

static enum status option_letters(const struct option_parser *parser, int argc, char **argv,
                                  int *index)
{
    for (const char *p = argv[*index] + 1; *p != '\0'; p++) {
        const struct option_spec *spec = option_find_letter(parser, *p);

        if (spec == NULL) {
            return error_set(parser->error, STATUS_USAGE, "bad_option",
                             "-%c: no such option; %s --help lists them", *p, parser->program);
        }
        if (spec->kind == OPTION_FLAG) {
            if (option_take(parser, spec, NULL) != STATUS_OK) {
                return STATUS_USAGE;
            }
            continue;
        }
        if (p[1] != '\0') {
            return option_take(parser, spec, p + 1);
        }
        if (*index + 1 >= argc) {
            return error_set(parser->error, STATUS_USAGE, "bad_option", "-%c needs a value: %s", *p,
                             spec->argument);
        }
        return option_take(parser, spec, argv[++*index]);
    }
    return STATUS_OK;
}

static void option_print_help(const struct option_parser *parser,
                              const struct option_program *program)
{
    printf("Usage: %s [OPTION]...%s%s\n%s\n\nOptions:\n", program->name,
           program->operands[0] == '\0' ? "" : " ", program->operands, program->summary);
    for (size_t i = 0; i < option_count(parser); i++) {
        const struct option_spec *spec = option_at(parser, i);
        int width = 0;

        if (spec->letter != 0) {
            width += printf("  -%c, ", spec->letter);
        } else {
            width += printf("      ");
        }
        width += printf("--%s", spec->name);
        if (spec->argument != NULL) {
            width += printf("=%s", spec->argument);
        }
        if (width < OPTION_HELP_COLUMN - 1) {
            printf("%*s", OPTION_HELP_COLUMN - width, "");
        } else {
            printf("\n%*s", OPTION_HELP_COLUMN, "");
        }
        printf("%s\n", spec->help);
    }
    if (program->epilogue != NULL) {
        printf("\n%s", program->epilogue);
    }
}

enum status option_parse(const struct option_program *program, const struct option_spec *specs,
                         size_t spec_count, int argc, char **argv, struct option_common *common,
                         int *first_operand, struct error *error)
{
    struct option_parser parser = {
        .specs = specs,
        .spec_count = spec_count,
        .common =
            {{.name = "log-json",
              .target = &common->log_json,
              .help = "log JSON lines even on a terminal"},
             {.name = "verbose", .letter = 'v', .target = &common->verbose, .help = "say more"},
             {.name = "quiet",
              .letter = 'q',
              .target = &common->quiet,
              .help = "say only what went wrong"},
             {.name = "help",
              .letter = 'h',
              .target = &common->help,
              .help = "print this, and end"},
             {.name = "version",
              .letter = 'V',
              .target = &common->version,
              .help = "print the version, and end"}},
        .program = program->name,
        .error = error,
    };
    int operand_count = 0;
    bool ended = false;

    *common = (struct option_common){0};
    /* Operands are moved to the end of argv in their order. */
    char **operands = mem_calloc((size_t)argc + 1, sizeof *operands);

    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        enum status status = STATUS_OK;

        if (ended || argument[0] != '-' || argument[1] == '\0') {
            operands[operand_count++] = argv[i];
        } else if (strcmp(argument, "--") == 0) {
            ended = true;
        } else if (argument[1] == '-') {
            status = option_long(&parser, argc, argv, &i);
        } else {
            status = option_letters(&parser, argc, argv, &i);
        }
        if (status != STATUS_OK) {
            free(operands);
            return status;
        }
    }
    for (int i = 0; i < operand_count; i++) {
        argv[argc - operand_count + i] = operands[i];
    }
    free(operands);
    *first_operand = argc - operand_count;
    if (common->help) {
        option_print_help(&parser, program);
    } else if (common->version) {
        printf("%s (Dateline) %s\n", program->name, DATELINE_VERSION);
    }
    return STATUS_OK;
}

enum log_level option_log_level(const struct option_common *common)
{
    if (common->quiet) {
        return LOG_ERROR;
    }
    return common->verbose ? LOG_DEBUG : LOG_INFO;
}
