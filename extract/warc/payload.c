#include "extract/warc/payload.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "extract/warc/reader.h"

enum {
    PAYLOAD_CHUNK_LINE_MAX = 256, /* of a chunk's size with its extensions; the rest is dropped */
    PAYLOAD_SIZE_DIGITS = 15,
    PAYLOAD_INFLATE_STEP = 64 * 1024
};

enum payload_state { PAYLOAD_HEAD, PAYLOAD_BODY, PAYLOAD_DONE, PAYLOAD_FAILED };
enum chunk_state { CHUNK_NONE, CHUNK_FIRST, CHUNK_SIZE, CHUNK_DATA, CHUNK_DATA_END };
enum coding { CODING_NONE, CODING_GZIP, CODING_DEFLATE, CODING_OTHER };

struct payload {
    struct arena *arena;
    enum payload_state state;
    struct error error; /* PAYLOAD_FAILED */

    struct buf head;
    long http_status;
    struct fields fields;

    enum chunk_state chunk;
    char line[PAYLOAD_CHUNK_LINE_MAX];
    size_t line_length;
    uint64_t chunk_left;

    enum coding coding;
    bool coding_begun, inflating, complete;
    unsigned char begin[2];
    size_t begin_length;
    z_stream stream;

    struct buf body;
};

struct payload *payload_new(struct arena *arena, bool http, size_t max_bytes)
{
    struct payload *payload = mem_calloc(1, sizeof *payload);

    payload->arena = arena;
    payload->state = http ? PAYLOAD_HEAD : PAYLOAD_BODY;
    payload->head = (struct buf)BUF_INIT(WARC_HEAD_MAX);
    payload->body = (struct buf)BUF_INIT(max_bytes);
    payload->complete = payload->coding_begun = true;
    return payload;
}

void payload_free(struct payload *payload)
{
    if (payload != NULL) {
        if (payload->inflating) {
            inflateEnd(&payload->stream);
        }
        buf_free(&payload->head);
        buf_free(&payload->body);
        free(payload);
    }
}

static bool payload_fail(struct payload *payload, const char *reason, const char *message)
{
    payload->state = PAYLOAD_FAILED;
    (void)error_set(&payload->error, STATUS_REJECT, reason, "%s", message);
    return false;
}

static bool payload_keep(struct payload *payload, const char *data, size_t length)
{
    return buf_append(&payload->body, data, length) ||
           payload_fail(payload, "too_large", "larger than max_bytes");
}

/* The first bytes of what a crawler left decoded: text or markup. */
static bool payload_is_text(unsigned char c)
{
    return c == '<' || c == 0xef || c == '{' || ascii_is_space((char)c);
}

/* Is it compressed as the headers say? Two bytes tell. */
static bool payload_begin_coding(struct payload *payload, unsigned char a, unsigned char b)
{
    int window = 0;

    payload->coding_begun = true;
    if (payload->coding == CODING_OTHER) {
        return payload_is_text(a) ||
               payload_fail(payload, "bad_encoding", "its content encoding cannot be read");
    }
    if (a == 0x1f && b == 0x8b) {
        window = 15 + 16;
    } else if (payload->coding == CODING_DEFLATE && (a & 15) == Z_DEFLATED &&
               (a * 256 + b) % 31 == 0) {
        window = 15;
    } else if (payload->coding == CODING_DEFLATE && !payload_is_text(a)) {
        window = -15;
    }
    if (window != 0) {
        payload->inflating = inflateInit2(&payload->stream, window) == Z_OK;
        payload->complete = false;
        return payload->inflating ||
               payload_fail(payload, "bad_encoding", "zlib cannot be started");
    }
    return true;
}

static bool payload_inflate(struct payload *payload, const char *data, size_t length)
{
    char out[PAYLOAD_INFLATE_STEP];

    payload->stream.next_in = (unsigned char *)(uintptr_t)data;
    payload->stream.avail_in = (unsigned)length;
    while (!payload->complete) {
        int code;

        payload->stream.next_out = (unsigned char *)out;
        payload->stream.avail_out = sizeof out;
        code = inflate(&payload->stream, Z_NO_FLUSH);
        if (!payload_keep(payload, out, sizeof out - payload->stream.avail_out)) {
            return false;
        }
        payload->complete = code == Z_STREAM_END;
        if (code == Z_BUF_ERROR) {
            break; /* all is read */
        }
        if (code != Z_OK && code != Z_STREAM_END) {
            return payload_fail(payload, "bad_encoding", "its compressed body is damaged");
        }
    }
    return true; /* what stands behind the end is nothing */
}

static bool payload_decode(struct payload *payload, const char *data, size_t length)
{
    while (!payload->coding_begun && length > 0) {
        payload->begin[payload->begin_length++] = (unsigned char)*data++;
        length--;
        if (payload->begin_length == 2) {
            if (!payload_begin_coding(payload, payload->begin[0], payload->begin[1]) ||
                !payload_decode(payload, (const char *)payload->begin, 2)) {
                return false;
            }
        }
    }
    if (length == 0) {
        return true;
    }
    return payload->inflating ? payload_inflate(payload, data, length)
                              : payload_keep(payload, data, length);
}

/* -1: no hexadecimal digit. */
static int payload_hex(char c)
{
    c = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The size in a chunk's first line; false: it is none. */
static bool payload_chunk_size(const char *line, size_t length, uint64_t *size)
{
    size_t i = 0;

    *size = 0;
    for (; i < length && payload_hex(line[i]) >= 0; i++) {
        *size = *size * 16 + (uint64_t)payload_hex(line[i]);
        if (i >= PAYLOAD_SIZE_DIGITS) {
            return false;
        }
    }
    return i > 0 && (i == length || line[i] == ';' || ascii_is_space(line[i]));
}

static bool payload_chunk_line(struct payload *payload, bool ended)
{
    bool first = payload->chunk == CHUNK_FIRST;
    size_t length = payload->line_length;

    payload->line_length = 0;
    if (payload_chunk_size(payload->line, length, &payload->chunk_left) && ended) {
        payload->chunk = CHUNK_DATA;
        if (payload->chunk_left == 0) { /* trailers say nothing to us */
            payload->state = PAYLOAD_DONE;
            payload->chunk = CHUNK_NONE;
        }
        return true;
    }
    if (!first) {
        return payload_fail(payload, "bad_encoding", "its chunks are damaged");
    }
    payload->chunk = CHUNK_NONE; /* a crawler's: says so and is not chunked */
    return payload_decode(payload, payload->line, length) &&
           (!ended || payload_decode(payload, "\n", 1));
}

/* One step of a chunked body; `*used` bytes were taken. */
static bool payload_chunk(struct payload *payload, const char *data, size_t length, size_t *used)
{
    if (payload->chunk == CHUNK_DATA) {
        *used = length < payload->chunk_left ? length : (size_t)payload->chunk_left;
        payload->chunk_left -= *used;
        payload->chunk = payload->chunk_left == 0 ? CHUNK_DATA_END : CHUNK_DATA;
        return payload_decode(payload, data, *used);
    }
    *used = 1;
    if (payload->chunk == CHUNK_DATA_END && (*data == '\r' || *data == '\n')) {
        payload->chunk = *data == '\n' ? CHUNK_SIZE : CHUNK_DATA_END;
        return true;
    }
    if (payload->chunk == CHUNK_DATA_END) {
        payload->chunk = CHUNK_SIZE;
    }
    if (*data == '\n') {
        return payload_chunk_line(payload, true);
    }
    payload->line[payload->line_length++] = *data;
    if (payload->line_length == sizeof payload->line ||
        (payload->chunk == CHUNK_FIRST && payload_hex(payload->line[0]) < 0)) {
        return payload_chunk_line(payload, false);
    }
    return true;
}

static bool payload_body(struct payload *payload, const char *data, size_t length)
{
    while (length > 0 && payload->state == PAYLOAD_BODY) {
        size_t used = length;

        if (!(payload->chunk == CHUNK_NONE ? payload_decode(payload, data, length)
                                           : payload_chunk(payload, data, length, &used))) {
            return false;
        }
        data += used;
        length -= used;
    }
    return payload->state == PAYLOAD_BODY;
}

static enum coding payload_coding(const char *name)
{
    if (name == NULL || *name == '\0' || strcasecmp(name, "identity") == 0 ||
        strcasecmp(name, "none") == 0) {
        return CODING_NONE;
    }
    if (strcasestr(name, "gzip") != NULL) {
        return CODING_GZIP;
    }
    return strcasecmp(name, "deflate") == 0 ? CODING_DEFLATE : CODING_OTHER;
}

/* "HTTP/1.1 200 OK": 200; 0 if it is no such line. */
static long payload_status(const char *line)
{
    long status = 0;

    if (strncasecmp(line, "HTTP/", 5) != 0) {
        return 0;
    }
    line += strcspn(line, " \r\n");
    line += strspn(line, " ");
    for (int i = 0; i < 3; i++, line++) {
        if (!ascii_is_digit(*line)) {
            return 0;
        }
        status = status * 10 + (*line - '0');
    }
    return ascii_is_digit(*line) ? 0 : status;
}

static bool payload_read_head(struct payload *payload)
{
    const char *text = buf_text(&payload->head), *encoding, *transfer, *line_end;

    payload->http_status = payload_status(text);
    if (payload->http_status == 0) {
        return payload_fail(payload, "bad_http", "does not begin with an HTTP status line");
    }
    if (payload->http_status < 200) { /* "100 Continue": another head follows */
        payload->http_status = 0;
        buf_clear(&payload->head);
        return true;
    }
    line_end = memchr(text, '\n', payload->head.length);
    if (line_end != NULL) {
        payload->fields = fields_read(payload->arena, line_end + 1,
                                      payload->head.length - (size_t)(line_end + 1 - text));
    }
    encoding = fields_find(&payload->fields, "Content-Encoding");
    transfer = fields_find(&payload->fields, "Transfer-Encoding");
    payload->coding = payload_coding(encoding);
    if (transfer != NULL && strcasestr(transfer, "gzip") != NULL) {
        payload->coding = CODING_GZIP;
    }
    payload->coding_begun = payload->coding == CODING_NONE;
    payload->chunk =
        transfer != NULL && strcasestr(transfer, "chunked") != NULL ? CHUNK_FIRST : CHUNK_NONE;
    payload->state = PAYLOAD_BODY;
    return true;
}

/* Up to and with the empty line that ends the head. */
static bool payload_head(struct payload *payload, const char **data, size_t *length)
{
    while (*length > 0 && payload->state == PAYLOAD_HEAD) {
        const char *end = memchr(*data, '\n', *length);
        size_t size = end == NULL ? *length : (size_t)(end - *data) + 1;
        const char *text;

        if (!buf_append(&payload->head, *data, size)) {
            return payload_fail(payload, "bad_http", "its HTTP head is larger than 256 KB");
        }
        *data += size;
        *length -= size;
        text = payload->head.data + payload->head.length;
        if (end != NULL &&
            ((payload->head.length >= 2 && memcmp(text - 2, "\n\n", 2) == 0) ||
             (payload->head.length >= 3 && memcmp(text - 3, "\n\r\n", 3) == 0)) &&
            !payload_read_head(payload)) {
            return false;
        }
    }
    return true;
}

bool payload_add(struct payload *payload, const char *data, size_t length)
{
    if (payload->state == PAYLOAD_HEAD && !payload_head(payload, &data, &length)) {
        return false;
    }
    if (payload->state == PAYLOAD_HEAD) {
        return true;
    }
    return payload->state == PAYLOAD_BODY && payload_body(payload, data, length);
}

const struct fields *payload_fields(const struct payload *payload, long *http_status)
{
    *http_status = payload->http_status;
    return payload->http_status == 0 ? NULL : &payload->fields;
}

enum status payload_end(struct payload *payload, bool cut, struct buf *body, struct error *error)
{
    if (payload->state == PAYLOAD_HEAD && payload->head.length > 0) {
        (void)payload_read_head(payload); /* one without the empty line, and without a body */
    }
    if (payload->state == PAYLOAD_HEAD) {
        (void)payload_fail(payload, "bad_http", "has no HTTP head");
    }
    /* what was too short to tell */
    if (payload->state == PAYLOAD_BODY && payload->chunk == CHUNK_FIRST) {
        (void)payload_chunk_line(payload, false);
    }
    if (payload->state == PAYLOAD_BODY && !payload->coding_begun && payload->begin_length == 1) {
        payload->coding_begun = true;
        (void)payload_keep(payload, (const char *)payload->begin, 1);
    }
    if (payload->state == PAYLOAD_BODY && payload->chunk != CHUNK_NONE && !cut) {
        (void)payload_fail(payload, "bad_encoding", "its last chunk is missing");
    }
    if (payload->state != PAYLOAD_FAILED && !payload->complete && !cut) {
        (void)payload_fail(payload, "bad_encoding", "its compressed body is not complete");
    }
    if (payload->state == PAYLOAD_FAILED) {
        *error = payload->error;
        return STATUS_REJECT;
    }
    *body = payload->body;
    payload->body = (struct buf)BUF_INIT(0);
    return STATUS_OK;
}
