#include "extract/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/record.h"
#include "tests/unit/unit.h"

enum { LARGE = 5000 /* marks in a state that is too large to be kept in memory */ };

/* Writes records of two sources, one of them large, and a second word for one key. */
static void write_states(const char *path)
{
    FILE *file = fopen(path, "w");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("{\"type\":\"state\",\"source\":\"a\",\"key\":\"k\",\"data\":{\"etag\":\"old\"}}\r\n",
          file);
    fputs("{\"type\":\"state\",\"source\":\"b\",\"key\":\"k\",\"data\":{\"seen\":[\"0\"", file);
    for (int i = 1; i < LARGE; i++) {
        fprintf(file, ",\"%d\"", i);
    }
    fputs("],\"etag\":\"large\"}}\n", file);
    fputs(
        "{\"type\":\"state\",\"source\":\"a\",\"key\":\"k\",\"data\":{\"etag\":\"new\",\"n\":5}}\n",
        file);
    for (int i = 0; i < 1000; i++) {
        fprintf(file, "{\"type\":\"state\",\"source\":\"c\",\"key\":\"%d\",\"data\":{\"n\":%d}}\n",
                i, i);
    }
    fclose(file);
}

static void check_states(const char *path)
{
    struct schema *schema = NULL;
    struct state *state = NULL;
    struct error error = {0};
    char key[16];
    json_t *data;

    CU_ASSERT_EQUAL_FATAL(record_schema_new(&schema, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(state_read(path, schema, &state, &error), STATUS_OK);
    data = state_find(state, "a", "k");
    CU_ASSERT_STRING_EQUAL(state_text(data, "etag"), "new");
    CU_ASSERT_EQUAL(state_number(data, "n"), 5);
    json_decref(data);
    data = state_find(state, "b", "k");
    CU_ASSERT_STRING_EQUAL(state_text(data, "etag"), "large");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(data, "seen")), LARGE);
    json_decref(data);
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "%d", i);
        data = state_find(state, "c", key);
        CU_ASSERT_EQUAL(state_number(data, "n"), i);
        json_decref(data);
    }
    CU_ASSERT_PTR_NULL(state_find(state, "c", "1000"));
    CU_ASSERT_PTR_NULL(state_find(state, "", "k"));
    state_free(state);
    schema_free(schema);
}

static void test_file(void)
{
    char path[] = "/tmp/dateline-test-XXXXXX";
    int fd = mkstemp(path);

    CU_ASSERT_FATAL(fd >= 0);
    write_states(path);
    check_states(path);
    close(fd);
    unlink(path);
}

/* As the driver hands it on: a file without a name. */
static void test_nameless_file(void)
{
    char path[] = "/tmp/dateline-test-XXXXXX", name[40];
    int fd = mkstemp(path);

    CU_ASSERT_FATAL(fd >= 0);
    write_states(path);
    unlink(path);
    snprintf(name, sizeof name, "/dev/fd/%d", fd);
    check_states(name);
    close(fd);
}

static void test_nothing(void)
{
    struct state *state = NULL;
    struct error error = {0};

    CU_ASSERT_EQUAL(state_read(NULL, NULL, &state, &error), STATUS_OK);
    CU_ASSERT_PTR_NULL(state_find(state, "a", "k"));
    state_free(state);
}

UNIT_MAIN("state", {"file", test_file}, {"nameless_file", test_nameless_file},
          {"nothing", test_nothing})
