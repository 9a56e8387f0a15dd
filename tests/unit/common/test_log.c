#include "common/log.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/unit/unit.h"

/* Runs `write` with stderr in a file; what it wrote, freed by the caller. */
static char *captured(void (*write_log)(void))
{
    FILE *file = tmpfile();
    int saved = dup(STDERR_FILENO);
    char *text = calloc(1, 8192);

    CU_ASSERT_FATAL(file != NULL && saved >= 0 && text != NULL);
    fflush(stderr);
    CU_ASSERT_FATAL(dup2(fileno(file), STDERR_FILENO) >= 0);
    write_log();
    fflush(stderr);
    CU_ASSERT_FATAL(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
    rewind(file);
    CU_ASSERT(fread(text, 1, 8191, file) > 0);
    fclose(file);
    return text;
}

static void write_hostile(void)
{
    struct log *log = log_new("extract", LOG_INFO, true);
    struct log_field fields[] = {LOG_TEXT("url", "http://a.example/\n{\"level\":\"error\"}"),
                                 LOG_NUMBER("status", 404)};

    log_event(log, LOG_WARNING, "page_rejected", fields, 2, "caf\xe9 %s", "\x1b[2J");
    log_event(log, LOG_DEBUG, "unseen", NULL, 0, "unseen");
    log_free(log);
}

static void test_json(void)
{
    char *text = captured(write_hostile);
    char *end = strchr(text, '\n');
    json_t *line;

    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    CU_ASSERT_STRING_EQUAL(end, "\n"); /* one line, whatever the fields hold */
    line = json_loads(text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "event")), "page_rejected");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "level")), "warning");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(line, "status")), 404);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "message")), "caf? \x1b[2J");
    json_decref(line);
    free(text);
}

static void write_progress(void)
{
    struct log *log = log_new("load", LOG_INFO, true);
    struct log_field fields[] = {LOG_NUMBER("articles", 7)};

    log_progress(log, fields, 1, false);
    log_progress(log, fields, 1, true);
    log_free(log);
}

static void test_progress(void)
{
    char *text = captured(write_progress);

    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"event\":\"done\",\"articles\":7"));
    CU_ASSERT_PTR_NULL(strstr(text, "\"event\":\"progress\"")); /* a minute has not passed */
    free(text);
}

UNIT_MAIN("log", {"hostile text stays in its field", test_json},
          {"progress once a minute, and at the end", test_progress})
