/* What the command line of each of the driver's own commands has in common. */
#ifndef DATELINE_NIGHTLY_ARGUMENTS_H
#define DATELINE_NIGHTLY_ARGUMENTS_H

#include <stdbool.h>
#include "common/option.h"

struct arguments {
    const char *config; /* the file that was named, else that of the installation */
    char *default_config;
    struct option_common common;
    int first_operand;
};

enum { ARGUMENTS_EXTRA_MAX = 15 };

/*
 * Parses -c and what all programs take, and `extra` options of this command. argv[0] is the
 * command; `program` names it in messages. Free with arguments_free(), whatever comes back.
 */
enum status arguments_parse(const struct option_program *program, const struct option_spec *extra,
                            size_t extra_count, int argc, char **argv, struct arguments *arguments,
                            struct error *error) WARN_UNUSED;
void arguments_free(struct arguments *arguments);

/* --help or --version was printed: there is nothing else to do. */
bool arguments_answered(const struct arguments *arguments);

/* Mistakes: operands where there should be none; not just one. */
enum status arguments_no_operands(const struct arguments *arguments, int argc, char **argv,
                                  struct error *error) WARN_UNUSED;
enum status arguments_one_operand(const struct arguments *arguments, int argc, const char *what,
                                  struct error *error) WARN_UNUSED;

#endif
