#include "extract/warc/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/memory.h"
#include "extract/warc/archive_fields.h"
#include "extract/warc/reader.h"
#include "extract/warc/writer.h"

struct archive {
    struct warc_writer *writer;
    struct buf head;
};

enum status archive_new(const struct archive_options *options, struct archive **archive,
                        struct error *error)
{
    const struct warc_writer_options writer = {.folder = options->folder,
                                               .run_id = options->run_id,
                                               .time = options->started_at,
                                               .user_agent = options->user_agent,
                                               .file_bytes = WARC_FILE_BYTES};
    struct archive *made = mem_calloc(1, sizeof *made);
    enum status status = warc_writer_new(&writer, &made->writer, error);

    made->head = (struct buf)BUF_INIT(WARC_HEAD_MAX);
    if (status != STATUS_OK) {
        archive_free(made);
        return status;
    }
    *archive = made;
    return STATUS_OK;
}

void archive_free(struct archive *archive)
{
    if (archive != NULL) {
        warc_writer_free(archive->writer);
        buf_free(&archive->head);
        free(archive);
    }
}

enum status archive_close(struct archive *archive, struct error *error)
{
    return warc_writer_close(archive->writer, error);
}

static bool archive_begins(const char *line, size_t length, const char *name)
{
    size_t size = strlen(name);

    return length > size && strncasecmp(line, name, size) == 0;
}

/* HTTP/2 has no status line of its own: the record says it in HTTP/1's words. */
static bool archive_add_status_line(struct buf *head, const char *line, size_t length)
{
    const char *space = memchr(line, ' ', length);

    return space == NULL || !archive_begins(line, length, "HTTP/") ||
                   archive_begins(line, length, "HTTP/1.")
               ? buf_append(head, line, length)
               : buf_append_text(head, "HTTP/1.1") &&
                     buf_append(head, space, length - (size_t)(space - line));
}

/* The head as it came, but that what the body no longer has is said under another name. */
static bool archive_copy_head(struct buf *head, const char *text, size_t length)
{
    static const char *const renamed[] = {
        "Content-Encoding:", "Content-Length:", "Transfer-Encoding:"};
    bool first = true, fits = true;

    while (length > 0 && fits) {
        const char *end = memchr(text, '\n', length);
        size_t size = end == NULL ? length : (size_t)(end - text) + 1, bare = size;

        while (bare > 0 && (text[bare - 1] == '\n' || text[bare - 1] == '\r')) {
            bare--;
        }
        if (bare == 0) {
            break;
        }
        for (size_t i = 0; i < sizeof renamed / sizeof renamed[0] && !first; i++) {
            fits = fits &&
                   (!archive_begins(text, bare, renamed[i]) || buf_append_text(head, "X-Crawler-"));
        }
        fits = fits &&
               (first ? archive_add_status_line(head, text, bare) : buf_append(head, text, bare)) &&
               buf_append_text(head, "\r\n");
        first = false;
        text += size;
        length -= size;
    }
    return fits;
}

static bool archive_make_head(struct buf *head, const struct fetch_response *response,
                              const char *text, size_t length)
{
    buf_clear(head);
    if (length > 0 && !archive_copy_head(head, text, length)) {
        buf_clear(head); /* too large to be kept */
        length = 0;
    }
    return (length > 0 ||
            (buf_printf(head, "HTTP/1.1 %ld \r\n", response->http_status) &&
             (response->content_type == NULL ||
              buf_printf(head, "Content-Type: %s\r\n", response->content_type)) &&
             (response->etag == NULL || buf_printf(head, "ETag: %s\r\n", response->etag)) &&
             (response->last_modified == NULL ||
              buf_printf(head, "Last-Modified: %s\r\n", response->last_modified)))) &&
           buf_printf(head, "Content-Length: %zu\r\n\r\n", response->body.length);
}

/* Why a body is not whole, in the standard's words; NULL: it is. */
static const char *archive_truncated(const struct fetch_response *response)
{
    if (response->status == STATUS_OK || response->http_status < 200 ||
        response->http_status > 299) {
        return NULL;
    }
    if (strcmp(response->error.reason, "too_large") == 0) {
        return "length";
    }
    return strcmp(response->error.reason, "timeout") == 0 ? "time" : "disconnect";
}

enum status archive_add(struct archive *archive, const char *url, const char *source,
                        const struct fetch_response *response, const char *head, size_t head_length,
                        struct error *error)
{
    const char *final = response->final_url == NULL ? url : response->final_url;
    bool answered = response->http_status != 0, failed = response->status != STATUS_OK;
    struct field fields[] = {{"WARC-Truncated", archive_truncated(response)},
                             {ARCHIVE_REQUEST, strcmp(final, url) == 0 ? NULL : url},
                             {ARCHIVE_SOURCE, source},
                             {ARCHIVE_STATUS, !failed                             ? NULL
                                              : response->status == STATUS_REJECT ? ARCHIVE_REJECT
                                                                                  : ARCHIVE_RETRY},
                             {ARCHIVE_REASON, failed ? response->error.reason : NULL},
                             {ARCHIVE_MESSAGE, failed ? response->error.message : NULL}};
    struct warc_entry entry = {.type = answered ? "response" : "metadata",
                               .url = final,
                               .date = response->fetched_at,
                               .content_type = answered ? "application/http; msgtype=response"
                                                        : "application/warc-fields",
                               .fields = {fields, sizeof fields / sizeof fields[0]}};

    if (!answered) {
        entry.body = "";
        return warc_writer_add(archive->writer, &entry, error);
    }
    if (!archive_make_head(&archive->head, response, head, head_length)) {
        return error_set(error, STATUS_FATAL, "archive", "%s: its HTTP head cannot be archived",
                         url);
    }
    entry.head = archive->head.data;
    entry.head_length = archive->head.length;
    entry.body = buf_text(&response->body);
    entry.body_length = response->body.length;
    return warc_writer_add(archive->writer, &entry, error);
}

enum status archive_add_deadline(struct archive *archive, const char *date, struct error *error)
{
    const struct warc_entry entry = {.type = "metadata",
                                     .url = ARCHIVE_DEADLINE,
                                     .date = date,
                                     .content_type = "application/warc-fields",
                                     .head = "",
                                     .body = ""};

    return warc_writer_add(archive->writer, &entry, error);
}
