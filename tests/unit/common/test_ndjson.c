#include "common/ndjson.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/unit/unit.h"

/* A pipe that holds `data`, closed for writing. */
static int piped(const char *data, size_t length)
{
    int ends[2];

    CU_ASSERT_FATAL(pipe(ends) == 0);
    CU_ASSERT_FATAL(write(ends[1], data, length) == (ssize_t)length);
    close(ends[1]);
    return ends[0];
}

static void test_lines(void)
{
    static const char data[] = "one\r\ntwo\0x\n\n0123456789abcdef\nlast";
    int fd = piped(data, sizeof data - 1);
    struct ndjson_reader *reader = ndjson_reader_new(fd, "test", 10);
    struct ndjson_line line;
    struct error error;

    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_LINE);
    CU_ASSERT_STRING_EQUAL(line.data, "one");
    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_LINE);
    CU_ASSERT_EQUAL(line.length, 5);
    CU_ASSERT_FALSE(line.unended);
    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_LINE);
    CU_ASSERT_EQUAL(line.length, 0);
    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_TOO_LONG);
    CU_ASSERT_STRING_EQUAL(line.data, "0123456789");
    CU_ASSERT_EQUAL(line.size, 16);
    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_LINE);
    CU_ASSERT_STRING_EQUAL(line.data, "last");
    CU_ASSERT_EQUAL(line.number, 5);
    CU_ASSERT_TRUE(line.unended);
    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_END);
    ndjson_reader_free(reader);
    close(fd);
}

static void test_write(void)
{
    int ends[2];
    struct ndjson_writer *writer;
    char got[16] = {0};

    CU_ASSERT_FATAL(pipe(ends) == 0);
    writer = ndjson_writer_new(ends[1], "test");
    CU_ASSERT_EQUAL(ndjson_write(writer, "{}", 2, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(ndjson_write(writer, "[]", 2, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(ndjson_flush(writer, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(read(ends[0], got, sizeof got - 1), 6);
    CU_ASSERT_STRING_EQUAL(got, "{}\n[]\n");
    ndjson_writer_free(writer);
    close(ends[0]);
    close(ends[1]);
}

static void test_failures(void)
{
    struct ndjson_reader *reader = ndjson_reader_new(-1, "nowhere", 10);
    struct ndjson_writer *writer = ndjson_writer_new(-1, "nowhere");
    struct ndjson_line line;
    struct error error = {0};

    CU_ASSERT_EQUAL(ndjson_read(reader, &line, &error), NDJSON_FAILED);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "nowhere"));
    CU_ASSERT_EQUAL(ndjson_write(writer, "{}", 2, &error), STATUS_OK);
    CU_ASSERT_EQUAL(ndjson_flush(writer, &error), STATUS_FATAL);
    ndjson_reader_free(reader);
    ndjson_writer_free(writer);
}

UNIT_MAIN("ndjson", {"lines, long lines, last line", test_lines}, {"writing", test_write},
          {"descriptors that fail", test_failures})
