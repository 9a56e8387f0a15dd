#include "extract/warc/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <sha1.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "common/memory.h"

enum {
    WRITER_PACKED_SIZE = 64 * 1024,
    WRITER_HEAD_MAX = 256 * 1024,
    WRITER_DIGEST_SIZE = 5 + 32 + 1, /* "sha1:" and base 32 */
    WRITER_ID_SIZE = 48,
    WRITER_NAME_SIZE = 80,
    WRITER_GZIP = 15 + 16,
    WRITER_LEVEL = 3, /* the fetcher waits for it */
    WRITER_SERIAL_MAX = 99999
};

struct warc_writer {
    char *folder, *run_id, *time, *user_agent;
    char stamp[15]; /* of the files' names: the digits of `time` */
    int64_t file_bytes;
    int fd; /* -1: none */
    char *path, *open_path;
    unsigned serial;
    int64_t written;
    z_stream stream;
    struct buf head;
    unsigned char packed[WRITER_PACKED_SIZE];
};

static enum status writer_fail(const char *path, struct error *error)
{
    return error_set(error, STATUS_FATAL, "archive",
                     "%s: %s; what was not archived does not count as read: mend it and run again",
                     path, strerror(errno));
}

static enum status writer_write(struct warc_writer *writer, const unsigned char *data,
                                size_t length, struct error *error)
{
    while (length > 0) {
        ssize_t put = write(writer->fd, data, length);

        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            errno = put == 0 ? ENOSPC : errno;
            return writer_fail(writer->open_path, error);
        }
        data += put;
        length -= (size_t)put;
        writer->written += put;
    }
    return STATUS_OK;
}

static enum status writer_pack(struct warc_writer *writer, const char *data, size_t length,
                               int flush, struct error *error)
{
    enum status status = STATUS_OK;

    do {
        /* zlib counts in 32 bits */
        size_t step = length < (1U << 30) ? length : (1U << 30);
        bool last = step == length;

        writer->stream.next_in = (unsigned char *)(uintptr_t)data;
        writer->stream.avail_in = (unsigned)step;
        do {
            writer->stream.next_out = writer->packed;
            writer->stream.avail_out = sizeof writer->packed;
            (void)deflate(&writer->stream, last ? flush : Z_NO_FLUSH);
            status = writer_write(writer, writer->packed,
                                  sizeof writer->packed - writer->stream.avail_out, error);
        } while (status == STATUS_OK && writer->stream.avail_out == 0);
        data += step;
        length -= step;
    } while (status == STATUS_OK && length > 0);
    return status;
}

/* RFC 4648 base 32, as other crawlers write these digests. */
static void writer_digest(const void *a, size_t a_length, const void *b, size_t b_length,
                          char text[WRITER_DIGEST_SIZE])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint8_t digest[SHA1_DIGEST_LENGTH];
    SHA1_CTX context;
    char *end = text + 5;

    SHA1Init(&context);
    SHA1Update(&context, a, a_length);
    SHA1Update(&context, b, b_length);
    SHA1Final(digest, &context);
    memcpy(text, "sha1:", 5);
    for (size_t i = 0; i < SHA1_DIGEST_LENGTH; i += 5) {
        uint64_t bits = 0;

        for (size_t j = 0; j < 5; j++) {
            bits = bits << 8 | digest[i + j];
        }
        for (int shift = 35; shift >= 0; shift -= 5) {
            *end++ = letters[bits >> shift & 31];
        }
    }
    *end = '\0';
}

/* A random UUID (RFC 9562, version 4). */
static bool writer_new_id(char text[WRITER_ID_SIZE])
{
    unsigned char bytes[16];
    char *end = text;

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        return false;
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    end += snprintf(end, WRITER_ID_SIZE, "<urn:uuid:");
    for (int i = 0; i < 16; i++) {
        end += snprintf(end, (size_t)(text + WRITER_ID_SIZE - end), "%s%02x",
                        i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
    }
    snprintf(end, (size_t)(text + WRITER_ID_SIZE - end), ">");
    return true;
}

static bool writer_add_field(struct warc_writer *writer, const char *name, const char *value)
{
    size_t begin;

    if (value == NULL) {
        return true;
    }
    if (!buf_append_text(&writer->head, name) || !buf_append_text(&writer->head, ": ")) {
        return false;
    }
    begin = writer->head.length;
    if (!buf_append_text(&writer->head, value)) {
        return false;
    }
    for (size_t i = begin; i < writer->head.length; i++) {
        if (writer->head.data[i] == '\r' || writer->head.data[i] == '\n') {
            writer->head.data[i] = ' ';
        }
    }
    return buf_append_text(&writer->head, "\r\n");
}

static bool writer_make_head(struct warc_writer *writer, const struct warc_entry *entry)
{
    char digest[WRITER_DIGEST_SIZE], id[WRITER_ID_SIZE], length[24];
    bool made;

    buf_clear(&writer->head);
    snprintf(length, sizeof length, "%zu", entry->head_length + entry->body_length);
    made = writer_new_id(id) && buf_append_text(&writer->head, "WARC/1.1\r\n") &&
           writer_add_field(writer, "WARC-Type", entry->type) &&
           writer_add_field(writer, "WARC-Record-ID", id) &&
           writer_add_field(writer, "WARC-Date", entry->date) &&
           writer_add_field(writer, "WARC-Target-URI", entry->url);
    for (size_t i = 0; i < entry->fields.count && made; i++) {
        made = writer_add_field(writer, entry->fields.items[i].name, entry->fields.items[i].value);
    }
    writer_digest(entry->head, entry->head_length, entry->body, entry->body_length, digest);
    made = made && writer_add_field(writer, "WARC-Block-Digest", digest);
    if (entry->head_length > 0) {
        writer_digest(entry->body, entry->body_length, "", 0, digest);
        made = made && writer_add_field(writer, "WARC-Payload-Digest", digest);
    }
    return made && writer_add_field(writer, "Content-Type", entry->content_type) &&
           writer_add_field(writer, "Content-Length", length) &&
           buf_append_text(&writer->head, "\r\n");
}

static enum status writer_put(struct warc_writer *writer, const struct warc_entry *entry,
                              struct error *error)
{
    enum status status;

    if (!writer_make_head(writer, entry)) {
        return error_set(error, STATUS_FATAL, "archive", "%s: the record of %s cannot be made",
                         writer->open_path, entry->url == NULL ? "the file" : entry->url);
    }
    deflateReset(&writer->stream);
    status = writer_pack(writer, writer->head.data, writer->head.length, Z_NO_FLUSH, error);
    if (status == STATUS_OK) {
        status = writer_pack(writer, entry->head, entry->head_length, Z_NO_FLUSH, error);
    }
    if (status == STATUS_OK) {
        status = writer_pack(writer, entry->body, entry->body_length, Z_NO_FLUSH, error);
    }
    return status == STATUS_OK ? writer_pack(writer, "\r\n\r\n", 4, Z_FINISH, error) : status;
}

/* The first record of each file says who made it. */
static enum status writer_put_info(struct warc_writer *writer, struct error *error)
{
    struct buf text = BUF_INIT(WRITER_HEAD_MAX);
    struct field field = {"WARC-Filename", strrchr(writer->path, '/') + 1};
    struct warc_entry entry = {.type = "warcinfo",
                               .date = writer->time,
                               .content_type = "application/warc-fields",
                               .fields = {&field, 1}};
    enum status status = STATUS_FATAL;

    if (buf_printf(&text,
                   "software: Dateline/" DATELINE_VERSION "\r\n"
                   "format: WARC File Format 1.1\r\n"
                   "conformsTo: https://iipc.github.io/warc-specifications/specifications/"
                   "warc-format/warc-1.1/\r\n"
                   "isPartOf: %s\r\nhttp-header-user-agent: %s\r\n",
                   writer->run_id, writer->user_agent)) {
        entry.body = text.data;
        entry.body_length = text.length;
        status = writer_put(writer, &entry, error);
    } else {
        (void)error_set(error, STATUS_FATAL, "archive", "%s: the run's name is too long",
                        writer->open_path);
    }
    buf_free(&text);
    return status;
}

/* Another run of the same second has taken a name: the next serial. */
static enum status writer_open(struct warc_writer *writer, struct error *error)
{
    size_t size = strlen(writer->folder) + WRITER_NAME_SIZE;

    do {
        struct stat there;

        free(writer->path);
        free(writer->open_path);
        writer->path = mem_alloc(size);
        writer->open_path = mem_alloc(size);
        snprintf(writer->path, size, "%s/DATELINE-%s-%05u.warc.gz", writer->folder, writer->stamp,
                 writer->serial++);
        snprintf(writer->open_path, size, "%s.open", writer->path);
        errno = EEXIST;
        writer->fd = stat(writer->path, &there) == 0
                         ? -1
                         : open(writer->open_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    } while (writer->fd < 0 && errno == EEXIST && writer->serial <= WRITER_SERIAL_MAX);
    if (writer->fd < 0) {
        return writer_fail(writer->open_path, error);
    }
    writer->written = 0;
    return writer_put_info(writer, error);
}

enum status warc_writer_close(struct warc_writer *writer, struct error *error)
{
    int fd = writer->fd;

    if (fd < 0) {
        return STATUS_OK;
    }
    writer->fd = -1;
    if (fsync(fd) != 0 && errno != EINVAL) {
        enum status status = writer_fail(writer->open_path, error);

        close(fd);
        return status;
    }
    if (close(fd) != 0 || rename(writer->open_path, writer->path) != 0) {
        return writer_fail(writer->open_path, error);
    }
    return STATUS_OK;
}

enum status warc_writer_add(struct warc_writer *writer, const struct warc_entry *entry,
                            struct error *error)
{
    enum status status = STATUS_OK;

    if (writer->fd >= 0 && writer->written >= writer->file_bytes) {
        status = warc_writer_close(writer, error);
    }
    if (status == STATUS_OK && writer->fd < 0) {
        status = writer_open(writer, error);
    }
    return status == STATUS_OK ? writer_put(writer, entry, error) : status;
}

enum status warc_writer_new(const struct warc_writer_options *options, struct warc_writer **writer,
                            struct error *error)
{
    struct warc_writer *made = mem_calloc(1, sizeof *made);
    size_t digits = 0;
    enum status status;

    made->fd = -1;
    made->folder = mem_strdup(options->folder);
    made->run_id = mem_strdup(options->run_id);
    made->time = mem_strdup(options->time);
    made->user_agent = mem_strdup(options->user_agent);
    made->file_bytes = options->file_bytes;
    made->head = (struct buf)BUF_INIT(WRITER_HEAD_MAX);
    for (const char *c = options->time; *c != '\0' && digits < sizeof made->stamp - 1; c++) {
        if (ascii_is_digit(*c)) {
            made->stamp[digits++] = *c;
        }
    }
    if (deflateInit2(&made->stream, WRITER_LEVEL, Z_DEFLATED, WRITER_GZIP, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        errno = ENOMEM;
        status = writer_fail(options->folder, error);
    } else if (mkdir(options->folder, 0755) != 0 && errno != EEXIST) {
        status = writer_fail(options->folder, error);
    } else {
        status = writer_open(made, error);
    }
    if (status != STATUS_OK) {
        warc_writer_free(made);
        return status;
    }
    *writer = made;
    return STATUS_OK;
}

void warc_writer_free(struct warc_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    if (writer->fd >= 0) {
        close(writer->fd);
    }
    deflateEnd(&writer->stream);
    buf_free(&writer->head);
    free(writer->path);
    free(writer->open_path);
    free(writer->folder);
    free(writer->run_id);
    free(writer->time);
    free(writer->user_agent);
    free(writer);
}
