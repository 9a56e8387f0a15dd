#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/config.h"
#include "tests/unit/unit.h"

static enum status read_text(const char *text, struct config **config, struct error *error)
{
    char path[] = "/tmp/dateline-config-XXXXXX";
    int fd = mkstemp(path);
    enum status status;

    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    status = config_read(path, config, error);
    unlink(path);
    return status;
}

static void test_values(void)
{
    struct config *config;
    struct error error;

    CU_ASSERT_EQUAL_FATAL(
        read_text("# comment\nmax_parallel = 4\nsource \"a b\" {\n kind = feed\n url = "
                  "\"https://x.example/f\"\n"
                  " zone = \"-03:00\"\n day_first = true\n}\n"
                  "source \"c\" { kind = folder path = \"pages\" enabled = no }\n",
                  &config, &error),
        STATUS_OK);
    CU_ASSERT_EQUAL(config->max_parallel, 4);
    CU_ASSERT_EQUAL(config->batch_articles, 500);
    CU_ASSERT_EQUAL_FATAL(config->source_count, 2);
    CU_ASSERT_STRING_EQUAL(config->sources[0].name, "a b");
    CU_ASSERT_EQUAL(config->sources[0].kind, SOURCE_FEED);
    CU_ASSERT_STRING_EQUAL(config->sources[0].zone, "-03:00");
    CU_ASSERT(config->sources[0].day_first && config->sources[0].day_first_set);
    CU_ASSERT(!config->sources[1].enabled && !config->sources[1].day_first_set);
    CU_ASSERT_EQUAL(config->sources[1].path[0], '/');
    CU_ASSERT_STRING_EQUAL(strrchr(config->sources[1].path, '/'), "/pages");
    config_free(config);
}

/* A mistake names file, line, key and what is allowed. */
static void test_mistakes(void)
{
    static const struct {
        const char *text, *line, *key, *allowed;
    } cases[] = {
        {"\nmax_parallel = 999\n", ":2:", "max_parallel", "1 to 256"},
        {"no_such_key = 1\n", ":1:", "no_such_key", ""},
        {"source \"s\" {\n kind = paper\n}\n", ":2:", "kind", "feed"},
        {"source \"s\" {\n kind = feed\n}\n", ":3:", "url", "needs it"},
        {"source \"s\" {\n kind = page\n url = \"ftp://x\"\n}\n", ":3:", "url", "https://"},
        {"source \"s\" {\n kind = page\n url = \"http://x\"\n zone = \"Brazil\"\n}\n",
         ":4:", "zone", "-03:00"},
        {"source \"s\" { kind = page url = \"http://x\" }\nsource \"s\" { kind = page url = "
         "\"http://x\" }\n",
         ":2:", "s", "a name of its own"},
        {"source \"s\" {\n kind = page\n url = \"http://x\"\n languages = "
         "{\"de\",\n\"english\"}\n}\n",
         ":5:", "languages", "pt-BR"},
        {"source \"s\" {\n kind = page\n language = \"english\"\n}\n", ":3:", "language", "pt-BR"},
        {"source \"s\" {\n kind = page\n url = \"http://x\"\nsource \"t\" {\n}\n", ":4:", "source",
         "no closing }"},
        {"user_agent = \"x\n", ":2:", "end of file", "quotation mark"},
        {"max_parallel = x\n", ":1:", "max_parallel", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config *config = NULL;
        struct error error;

        CU_ASSERT_EQUAL(read_text(cases[i].text, &config, &error), STATUS_USAGE);
        CU_ASSERT_PTR_NULL(config);
        if (strstr(error.message, cases[i].line) == NULL ||
            strstr(error.message, cases[i].key) == NULL ||
            strstr(error.message, cases[i].allowed) == NULL) {
            fprintf(stderr, "%zu: %s\n", i, error.message);
            CU_FAIL("message");
        }
        config_free(config);
    }
}

static void test_unreadable(void)
{
    struct config *config;
    struct error error;

    CU_ASSERT_EQUAL(config_read("/nowhere/dateline.conf", &config, &error), STATUS_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "/nowhere/dateline.conf"));
    CU_ASSERT_EQUAL(config_read("/tmp", &config, &error), STATUS_USAGE);
}

UNIT_MAIN("config", {"values", test_values}, {"mistakes", test_mistakes},
          {"unreadable", test_unreadable})
