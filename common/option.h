/*
 * Command line options, each declared once: the table parses them, checks their range and prints
 * --help.
 * --help, --version, --log-json, -v/--verbose and -q/--quiet are added to every table.
 */
#ifndef DATELINE_COMMON_OPTION_H
#define DATELINE_COMMON_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "common/error.h"
#include "common/log.h"

enum option_kind {
    OPTION_FLAG,   /* target: bool */
    OPTION_TEXT,   /* target: const char * (borrowed from argv) */
    OPTION_NUMBER, /* target: long, within minimum..maximum */
    OPTION_LIST    /* target: struct option_list, may be repeated */
};

struct option_list {
    const char **items; /* borrowed from argv; the array is freed with free() */
    size_t count;
    size_t capacity;
};

struct option_spec {
    const char *name; /* long name without "--" */
    char letter;      /* short name, or 0 */
    enum option_kind kind;
    const char *argument; /* name of the argument in --help ("FILE"), NULL for a flag */
    const char *help;
    void *target;
    long minimum, maximum; /* OPTION_NUMBER only */
};

struct option_program {
    const char *name;     /* "dateline-extract" */
    const char *operands; /* "[PATH | URL]..." or "" */
    const char *summary;  /* one sentence */
    const char *epilogue; /* shown after the options, or NULL */
};

struct option_common { /* what every program understands */
    bool help, version, log_json, verbose, quiet;
};

/*
 * Parses argv (argv[0] is the program's name). `*first_operand` is the index of the first argument
 * that is no option; options may stand after operands, "--" ends them. Prints --help or --version
 * to stdout itself and says so in `common`: the caller then ends with exit code 0. STATUS_USAGE on
 * a mistake.
 */
enum status option_parse(const struct option_program *program, const struct option_spec *specs,
                         size_t spec_count, int argc, char **argv, struct option_common *common,
                         int *first_operand, struct error *error) WARN_UNUSED;

/* The log level that -v and -q ask for. */
enum log_level option_log_level(const struct option_common *common);

#endif
