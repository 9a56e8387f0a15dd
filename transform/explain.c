#include "transform/explain.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/utf8.h"
#include "transform/explain_print.h"

enum { EXPLAIN_INPUT_MAX = 64 * 1024 * 1024, EXPLAIN_CHUNK = 64 * 1024 };

static enum status explain_record(const struct explain_options *options,
                                  struct segmenter *segmenter, const json_t *record,
                                  struct error *error)
{
    struct arena *arena = arena_new();

    explain_print(options, analyse_document(options->knowledge, segmenter, arena, record));
    arena_free(arena);
    return ferror(options->out) != 0 || fflush(options->out) != 0
               ? error_set(error, STATUS_FATAL, "not_written", "stdout: cannot be written: %s",
                           strerror(errno))
               : STATUS_OK;
}

enum status explain_text(const struct explain_options *options, const char *text, size_t length,
                         struct error *error)
{
    struct timestamp published;
    struct segmenter *segmenter = NULL;
    enum status status;
    json_t *record;

    if (options->published != NULL && !timestamp_parse(options->published, &published)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--date %s: not a day; write it as 2024-01-06", options->published);
    }
    if (!utf8_valid_bytes(text, length) || memchr(text, '\0', length) != NULL) {
        return error_set(error, STATUS_USAGE, "bad_utf8",
                         "the text is not UTF-8, or has a NUL; convert it, as iconv does");
    }
    status = segmenter_new(&segmenter, error);
    if (status != STATUS_OK) {
        return status;
    }
    record = json_object();
    json_object_set_new(record, "body", json_stringn(text, length));
    if (options->published != NULL) {
        json_object_set_new(record, "published_at", json_string(options->published));
    }
    status = explain_record(options, segmenter, record, error);
    json_decref(record);
    segmenter_free(segmenter);
    return status;
}

static enum status explain_line(const struct explain_options *options, struct segmenter *segmenter,
                                const char *line, size_t length, size_t number, const char *name,
                                struct transform_counts *counts, struct error *error)
{
    json_t *record = NULL;
    enum record_kind kind;
    enum status status = record_parse(options->schema, line, length, &record, &kind, error);

    if (status != STATUS_OK) {
        log_event(options->log, LOG_WARNING, "line_rejected", NULL, 0, "%s:%zu: %s", name, number,
                  error->message);
        counts->rejected++;
        return STATUS_OK;
    }
    if (kind == RECORD_ARTICLE) {
        counts->articles++;
        status = explain_record(options, segmenter, record, error);
    }
    json_decref(record);
    return status;
}

static enum status explain_lines(const struct explain_options *options, const struct buf *input,
                                 const char *name, struct transform_counts *counts,
                                 struct error *error)
{
    struct segmenter *segmenter = NULL;
    enum status status = segmenter_new(&segmenter, error);
    const char *line = buf_text(input), *end = line + input->length;

    for (size_t number = 1; line < end && status == STATUS_OK; number++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        stop = stop == NULL ? end : stop;
        status = explain_line(options, segmenter, line, (size_t)(stop - line), number, name, counts,
                              error);
        line = stop + 1;
    }
    if (segmenter != NULL) {
        segmenter_free(segmenter);
    }
    return status;
}

static enum status explain_read(int fd, const char *name, struct buf *input, struct error *error)
{
    char chunk[EXPLAIN_CHUNK];
    ssize_t size;

    do {
        size = read(fd, chunk, sizeof chunk);
        if (size < 0 && errno != EINTR) {
            return error_set(error, STATUS_FATAL, "not_read", "%s: cannot be read: %s", name,
                             strerror(errno));
        }
        if (size > 0 && !buf_append(input, chunk, (size_t)size)) {
            return error_set(error, STATUS_USAGE, "too_large",
                             "%s: is larger than %d bytes; explain less at once", name,
                             EXPLAIN_INPUT_MAX);
        }
    } while (size != 0);
    return STATUS_OK;
}

enum status explain_run(const struct explain_options *options, int fd, const char *name,
                        struct transform_counts *counts, struct error *error)
{
    struct buf input = BUF_INIT(EXPLAIN_INPUT_MAX);
    enum status status = explain_read(fd, name, &input, error);

    if (status == STATUS_OK) {
        const char *text = buf_text(&input);

        status = text[strspn(text, " \t\r\n")] == '{'
                     ? explain_lines(options, &input, name, counts, error)
                     : explain_text(options, text, input.length, error);
    }
    buf_free(&input);
    return status;
}
