/*
 * Lines as transform reads them: bytes of anybody in, and for each line one line out that is a
 * record of the contract; an `end` keeps its sums. The first byte chooses the limit of a line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "transform/transform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int fuzz_file(const void *data, size_t size)
{
    int fd = memfd_create("fuzz.ndjson", 0);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0) {
        abort();
    }
    return fd;
}

/* How many lines came out; each must be read as a record again. */
static uint64_t fuzz_lines(const struct schema *schema, int fd, uint64_t *rejects)
{
    struct ndjson_reader *reader = ndjson_reader_new(fd, "out", NDJSON_LINE_MAX);
    struct ndjson_line line;
    struct error error;
    uint64_t count = 0;

    if (lseek(fd, 0, SEEK_SET) != 0) {
        abort();
    }
    while (ndjson_read(reader, &line, &error) == NDJSON_LINE) {
        enum record_kind kind = RECORD_OTHER;
        json_t *record = NULL;

        if (record_parse(schema, line.data, line.length, &record, &kind, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n%.*s\n", error.message, (int)line.length, line.data);
            abort();
        }
        *rejects += kind == RECORD_REJECT;
        count++;
        json_decref(record);
    }
    ndjson_reader_free(reader);
    return count;
}

static uint64_t fuzz_count_lines(const char *data, size_t size)
{
    uint64_t count = size > 0 && data[size - 1] != '\n';

    for (size_t i = 0; i < size; i++) {
        count += data[i] == '\n';
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct knowledge knowledge; /* these live as long as the program */
    static struct schema *schema;
    static struct log *log;
    struct transform_options options = {.threads = 1};
    struct transform_counts counts = {0};
    struct ndjson_writer *writer;
    struct error error;
    uint64_t rejects = 0, lines;
    int in, out;

    if (schema == NULL) {
        if (knowledge_open(&knowledge, &error) != STATUS_OK ||
            record_schema_new(&schema, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        log = log_new("fuzz", LOG_ERROR, false);
    }
    if (size == 0) {
        return 0;
    }
    options.max_line = (data[0] & 1) != 0 ? 400 : NDJSON_LINE_MAX;
    options.knowledge = &knowledge;
    options.schema = schema;
    options.log = log;
    in = fuzz_file(data + 1, size - 1);
    out = fuzz_file("", 0);
    writer = ndjson_writer_new(out, "out");
    /* half a line at the end is told as what it is; all before it is done */
    if ((transform_run(&options, in, "fuzz", writer, &counts, &error) != STATUS_OK &&
         data[size - 1] == '\n') ||
        ndjson_flush(writer, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    ndjson_writer_free(writer);
    lines = fuzz_lines(schema, out, &rejects);
    if (lines > fuzz_count_lines((const char *)data + 1, size - 1) || counts.rejected > rejects ||
        counts.articles + rejects > lines) {
        abort();
    }
    close(in);
    close(out);
    return 0;
}
