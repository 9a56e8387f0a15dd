#include "transform/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/unit/unit.h"

static const char *const columns[] = {"name", "code", "aliases", NULL};

struct table {
    struct arena *arena;
    struct tsv tsv;
    struct error error;
    char path[64];
};

/* Writes a file of `length` bytes and reads it; close_table() removes it. */
static enum status open_table(struct table *table, const char *data, size_t length)
{
    FILE *file;
    int descriptor;

    *table = (struct table){.arena = arena_new()};
    snprintf(table->path, sizeof table->path, "/tmp/dateline-tsv-XXXXXX");
    descriptor = mkstemp(table->path);
    CU_ASSERT_FATAL(descriptor >= 0);
    file = fdopen(descriptor, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(data, 1, length, file), length);
    fclose(file);
    return tsv_read(table->path, columns, table->arena, &table->tsv, &table->error);
}

static void close_table(struct table *table)
{
    unlink(table->path);
    arena_free(table->arena);
}

static void test_rows(void)
{
    static const char data[] = "# of ferries\n"
                               "name\tcode\taliases\n"
                               "\n"
                               "Vellmar\tVEL\tOld Town|Harbour\n"
                               "# none yet\n"
                               "Ostrava é\t\t\r\n"
                               "last\tx\ty";
    struct table table;

    CU_ASSERT_EQUAL_FATAL(open_table(&table, data, sizeof data - 1), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(table.tsv.count, 3);
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[0].cells[0], "Vellmar");
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[0].cells[1], "VEL");
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[0].cells[2], "Old Town|Harbour");
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[0].file, table.path);
    CU_ASSERT_EQUAL(table.tsv.rows[0].line, 4);
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[1].cells[0], "Ostrava é");
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[1].cells[1], "");
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[1].cells[2], ""); /* without the CR */
    CU_ASSERT_EQUAL(table.tsv.rows[2].line, 7);
    CU_ASSERT_STRING_EQUAL(table.tsv.rows[2].cells[2], "y");
    close_table(&table);
    CU_ASSERT_EQUAL(open_table(&table, "name\tcode\taliases\n", 18), STATUS_OK);
    CU_ASSERT_EQUAL(table.tsv.count, 0);
    close_table(&table);
}

static void check_wrong(const char *data, const char *place, const char *what)
{
    struct table table;
    char expected[128];

    CU_ASSERT_EQUAL(open_table(&table, data, strlen(data)), STATUS_USAGE);
    snprintf(expected, sizeof expected, "%s%s", table.path, place);
    CU_ASSERT_EQUAL(strncmp(table.error.message, expected, strlen(expected)), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(table.error.message, what));
    close_table(&table);
}

static void test_mistakes(void)
{
    struct table table = {.arena = arena_new()};

    check_wrong("", ": ", "heading");
    check_wrong("# name\tcode\taliases\n", ": ", "heading");
    check_wrong("name\tcode\n", ":1: ", "aliases");
    check_wrong("name\tkode\taliases\n", ":1: ", "code");
    check_wrong("#\nname\tcode\taliases\tmore\n", ":2: ", "heading");
    check_wrong("name\tcode\taliases\na\tb\n", ":2: ", "columns");
    check_wrong("name\tcode\taliases\na\tb\tc\td\n", ":2: ", "columns");
    check_wrong("name\tcode\taliases\na\tb\tc\nx\n", ":3: ", "columns");
    check_wrong("name\tcode\taliases\na b c\n", ":2: ", "tabs");
    check_wrong("name\tcode\taliases\n\n\xff\tb\tc\n", ":3: ", "UTF-8");
    CU_ASSERT_EQUAL(tsv_read("/nowhere/x.tsv", columns, table.arena, &table.tsv, &table.error),
                    STATUS_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(table.error.message, "/nowhere/x.tsv"));
    arena_free(table.arena);
}

static void test_values(void)
{
    static const struct {
        const char *cell, *expected; /* parted by ';' */
    } cases[] = {{"", ""},
                 {"one", "one;"},
                 {"one|two", "one;two;"},
                 {" one | two ", "one;two;"},
                 {"|", ""},
                 {"one||two|", "one;two;"},
                 {"U.S. Navy| |é", "U.S. Navy;é;"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *arena = arena_new();
        const char *cell = cases[i].cell, *value;
        char got[100] = "";

        while ((value = tsv_next_value(arena, &cell)) != NULL) {
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s;", value);
        }
        CU_ASSERT_STRING_EQUAL(got, cases[i].expected);
        arena_free(arena);
    }
}

static void test_fail(void)
{
    struct tsv_row row = {.file = "x.tsv", .line = 7};
    struct error error;

    CU_ASSERT_EQUAL(tsv_fail(&row, "code", "vel", "capitals are", &error), STATUS_USAGE);
    CU_ASSERT_EQUAL(strncmp(error.message, "x.tsv:7: code: ", 15), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "vel"));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "capitals are"));
}

UNIT_MAIN("tsv", {"rows", test_rows}, {"mistakes", test_mistakes}, {"values", test_values},
          {"messages", test_fail})
