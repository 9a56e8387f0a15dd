#include "common/ndjson.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"

enum { NDJSON_READ_SIZE = 256 * 1024, NDJSON_WRITE_SIZE = 64 * 1024 };

struct ndjson_reader {
    int fd;
    char *name;
    char *chunk; /* what read() gave */
    size_t chunk_length, chunk_used;
    struct buf line;
    size_t number;
    bool ended;
};

struct ndjson_writer {
    int fd;
    char *name;
    char *data;
    size_t length, capacity;
};

struct ndjson_reader *ndjson_reader_new(int fd, const char *name, size_t max_line)
{
    struct ndjson_reader *reader = mem_calloc(1, sizeof *reader);

    reader->fd = fd;
    reader->name = mem_strdup(name);
    reader->chunk = mem_alloc(NDJSON_READ_SIZE);
    reader->line = (struct buf)BUF_INIT(max_line);
    return reader;
}

void ndjson_reader_free(struct ndjson_reader *reader)
{
    if (reader != NULL) {
        buf_free(&reader->line);
        free(reader->chunk);
        free(reader->name);
        free(reader);
    }
}

static enum ndjson_result ndjson_fill(struct ndjson_reader *reader, struct error *error)
{
    ssize_t got;

    do {
        got = read(reader->fd, reader->chunk, NDJSON_READ_SIZE);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        error_set(error, STATUS_FATAL, "read_failed",
                  "%s: cannot be read after line %zu: %s; check the file or the program before",
                  reader->name, reader->number, strerror(errno));
        return NDJSON_FAILED;
    }
    reader->chunk_length = (size_t)got;
    reader->chunk_used = 0;
    return got == 0 ? NDJSON_END : NDJSON_LINE;
}

enum ndjson_result ndjson_read(struct ndjson_reader *reader, struct ndjson_line *line,
                               struct error *error)
{
    bool too_long = false, found = false;
    size_t size = 0;

    buf_clear(&reader->line);
    while (!found) {
        const char *start, *end;
        size_t have, take;

        if (reader->chunk_used == reader->chunk_length) {
            enum ndjson_result filled = reader->ended ? NDJSON_END : ndjson_fill(reader, error);

            if (filled == NDJSON_FAILED) {
                return filled;
            }
            if (filled == NDJSON_END) {
                reader->ended = true;
                if (size == 0) {
                    return NDJSON_END;
                }
                break;
            }
        }
        start = reader->chunk + reader->chunk_used;
        have = reader->chunk_length - reader->chunk_used;
        end = memchr(start, '\n', have);
        found = end != NULL;
        take = found ? (size_t)(end - start) : have;
        if (!too_long && !buf_append(&reader->line, start, take)) {
            size_t room = reader->line.max - reader->line.length;

            too_long = true; /* keep what fits, skip the rest */
            if (!buf_append(&reader->line, start, room)) {
                return NDJSON_FAILED;
            }
        }
        size += take + (found ? 1 : 0);
        reader->chunk_used += take + (found ? 1 : 0);
    }
    if (!too_long && reader->line.length > 0 &&
        reader->line.data[reader->line.length - 1] == '\r') {
        reader->line.data[--reader->line.length] = '\0';
    }
    reader->number++;
    *line = (struct ndjson_line){.data = buf_text(&reader->line),
                                 .length = reader->line.length,
                                 .size = found ? size - 1 : size,
                                 .number = reader->number,
                                 .unended = !found};
    return too_long ? NDJSON_TOO_LONG : NDJSON_LINE;
}

struct ndjson_writer *ndjson_writer_new(int fd, const char *name)
{
    struct ndjson_writer *writer = mem_calloc(1, sizeof *writer);

    writer->fd = fd;
    writer->name = mem_strdup(name);
    writer->capacity = NDJSON_WRITE_SIZE;
    writer->data = mem_alloc(writer->capacity);
    return writer;
}

void ndjson_writer_free(struct ndjson_writer *writer)
{
    if (writer != NULL) {
        free(writer->data);
        free(writer->name);
        free(writer);
    }
}

static enum status ndjson_put(struct ndjson_writer *writer, const char *data, size_t length,
                              struct error *error)
{
    while (length > 0) {
        ssize_t put = write(writer->fd, data, length);

        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return error_set(error, STATUS_FATAL, "write_failed",
                             "%s: cannot be written: %s; the program that reads it, or the disk, "
                             "gave up",
                             writer->name, strerror(errno));
        }
        data += put;
        length -= (size_t)put;
    }
    return STATUS_OK;
}

enum status ndjson_flush(struct ndjson_writer *writer, struct error *error)
{
    size_t length = writer->length;

    writer->length = 0;
    return ndjson_put(writer, writer->data, length, error);
}

enum status ndjson_write(struct ndjson_writer *writer, const char *data, size_t length,
                         struct error *error)
{
    size_t need = length + 1;

    if (writer->length > 0 && writer->length + need > NDJSON_WRITE_SIZE) {
        enum status status = ndjson_flush(writer, error);

        if (status != STATUS_OK) {
            return status;
        }
    }
    if (need > writer->capacity) {
        writer->data = mem_realloc(writer->data, need);
        writer->capacity = need;
    }
    memcpy(writer->data + writer->length, data, length);
    writer->data[writer->length + length] = '\n';
    writer->length += need;
    if (writer->length >= NDJSON_WRITE_SIZE) {
        return ndjson_flush(writer, error);
    }
    return STATUS_OK;
}
