#include "common/option.h"

#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

struct parsed {
    const char *config;
    long threads;
    bool dry;
    struct option_list sources;
    struct option_common common;
    int first;
    struct error error;
};

static const struct option_program program = {"dateline-test", "[FILE]...", "Tests.", NULL};

static enum status parse(struct parsed *parsed, int argc, char **argv)
{
    const struct option_spec specs[] = {
        {.name = "config",
         .letter = 'c',
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "x",
         .target = &parsed->config},
        {.name = "threads",
         .letter = 'j',
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "x",
         .target = &parsed->threads,
         .minimum = 1,
         .maximum = 64},
        {.name = "dry-run", .kind = OPTION_FLAG, .help = "x", .target = &parsed->dry},
        {.name = "source",
         .kind = OPTION_LIST,
         .argument = "NAME",
         .help = "x",
         .target = &parsed->sources},
    };

    return option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                        &parsed->common, &parsed->first, &parsed->error);
}

/* Splits `line` at its spaces, in place. */
static int split(char *line, char *argv[16])
{
    int argc = 0;

    for (char *rest = line; rest != NULL && argc < 16;) {
        argv[argc++] = strsep(&rest, " ");
    }
    return argc;
}

static void test_forms(void)
{
    char line[] = "x a -cfile --threads=8 --source one -v --source=two --dry-run - -- --not";
    char *argv[16];
    int argc = split(line, argv);
    struct parsed parsed = {0};

    CU_ASSERT_EQUAL_FATAL(parse(&parsed, argc, argv), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(parsed.config, "file");
    CU_ASSERT_EQUAL(parsed.threads, 8);
    CU_ASSERT(parsed.dry && parsed.common.verbose);
    CU_ASSERT_EQUAL_FATAL(parsed.sources.count, 2);
    CU_ASSERT_STRING_EQUAL(parsed.sources.items[1], "two");
    CU_ASSERT_EQUAL_FATAL(argc - parsed.first, 3);
    CU_ASSERT_STRING_EQUAL(argv[parsed.first], "a");
    CU_ASSERT_STRING_EQUAL(argv[parsed.first + 1], "-");
    CU_ASSERT_STRING_EQUAL(argv[parsed.first + 2], "--not");
    free(parsed.sources.items);
}

static void test_mistakes(void)
{
    static const char *const cases[][2] = {
        {"--thread=8", "no such option"},
        {"--threads=65", "from 1 to 64"},
        {"--threads=8x", "from 1 to 64"},
        {"--threads", "needs a value: N"},
        {"--dry-run=yes", "takes no value"},
        {"-x", "no such option"},
        {"-j", "needs a value"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *copy = strdup(cases[i][0]);
        char *argv[] = {copy, copy};
        struct parsed parsed = {0};

        CU_ASSERT_EQUAL(parse(&parsed, 2, argv), STATUS_USAGE);
        CU_ASSERT_PTR_NOT_NULL(strstr(parsed.error.message, cases[i][1]));
        free(copy);
    }
}

UNIT_MAIN("option", {"all forms", test_forms}, {"mistakes are named", test_mistakes})
