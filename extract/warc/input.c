#include "extract/warc/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <stdlib.h>
#include "common/memory.h"

enum {
    INPUT_RAW_SIZE = 256 * 1024,
    INPUT_RAW_KEPT = 64 * 1024, /* bytes behind: a member that follows damage may begin there */
    INPUT_REREAD_MAX = 4, /* times the bytes read so far: more are not read again after damage */
    INPUT_OUT_SIZE = INPUT_RAW_SIZE,
    INPUT_WANT_MAX = 4096,
    INPUT_MAGIC = 5, /* length of "WARC/" */
    INPUT_GZIP = 15 + 16
};

#define INPUT_NO_BORDER SIZE_MAX

struct warc_input {
    int fd, failure;
    bool sniffed, gzip, raw_ended;
    enum input_state state; /* what comes behind the bytes of `out` */

    unsigned char *raw; /* bytes of the file, if they are compressed */
    size_t raw_start, raw_length;
    int64_t raw_offset; /* of raw[0] in the file */
    int64_t reread;     /* bytes, in search of the next member */

    z_stream stream;
    bool stream_open; /* within a member */
    int64_t stream_offset;

    char *out;
    size_t out_start, out_length;
    size_t border; /* in `out`: where another member's bytes begin */
    bool border_hard;
    int64_t border_offset;
    int64_t member, taken; /* of the byte at out_start: where its member begins, bytes since */
};

static bool input_is_gzip(const unsigned char *data, size_t length)
{
    return length >= 10 && data[0] == 0x1f && data[1] == 0x8b && data[2] == Z_DEFLATED &&
           (data[3] & 0xe0) == 0;
}

/* Reads what there is; 0 at the end of the file and after a failure. */
static size_t input_read(struct warc_input *input, void *data, size_t length)
{
    ssize_t got;

    do {
        got = read(input->fd, data, length);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        input->failure = errno;
    }
    input->raw_ended = got <= 0;
    return got < 0 ? 0 : (size_t)got;
}

/* At least `want` bytes behind raw_start, if the file has them. */
static bool input_want_raw(struct warc_input *input, size_t want)
{
    while (input->raw_length - input->raw_start < want && !input->raw_ended) {
        if (input->raw_length > INPUT_RAW_SIZE / 2 && input->raw_start > INPUT_RAW_KEPT) {
            size_t drop = input->raw_start - INPUT_RAW_KEPT;

            memmove(input->raw, input->raw + drop, input->raw_length - drop);
            input->raw_start -= drop;
            input->raw_length -= drop;
            input->raw_offset += (int64_t)drop;
        }
        input->raw_length +=
            input_read(input, input->raw + input->raw_length, INPUT_RAW_SIZE - input->raw_length);
    }
    return input->raw_length - input->raw_start >= want;
}

/* The next byte is the first of a member. */
static void input_open(struct warc_input *input)
{
    inflateReset(&input->stream);
    input->stream_open = true;
    input->stream_offset = input->raw_offset + (int64_t)input->raw_start;
}

/* Decodes into `out`. False: nothing came, and `state` says why. */
static bool input_inflate(struct warc_input *input)
{
    size_t room = INPUT_OUT_SIZE - input->out_length;
    int code = Z_OK;

    while (room == INPUT_OUT_SIZE - input->out_length && code == Z_OK) {
        if (!input_want_raw(input, 1)) {
            input->state = input->failure != 0 ? INPUT_FAILED : INPUT_TRUNCATED;
            return false;
        }
        input->stream.next_in = input->raw + input->raw_start;
        input->stream.avail_in = (unsigned)(input->raw_length - input->raw_start);
        input->stream.next_out = (unsigned char *)input->out + input->out_length;
        input->stream.avail_out = (unsigned)room;
        code = inflate(&input->stream, Z_NO_FLUSH);
        input->raw_start = input->raw_length - input->stream.avail_in;
        input->out_length = INPUT_OUT_SIZE - input->stream.avail_out;
        if (code == Z_BUF_ERROR && input->stream.avail_in == 0) {
            code = Z_OK; /* asks for more */
        }
    }
    if (code == Z_STREAM_END) {
        input->stream_open = false;
    } else if (code != Z_OK) {
        input->state = INPUT_DAMAGED;
    }
    return code == Z_OK || code == Z_STREAM_END;
}

static bool input_fill_gzip(struct warc_input *input)
{
    if (!input->stream_open) {
        if (input->border != INPUT_NO_BORDER) {
            return false; /* one at a time */
        }
        if (!input_want_raw(input, 10) && input->raw_length == input->raw_start) {
            input->state = input->failure != 0 ? INPUT_FAILED : INPUT_END;
            return false;
        }
        if (!input_is_gzip(input->raw + input->raw_start, input->raw_length - input->raw_start)) {
            input->stream_offset = input->raw_offset + (int64_t)input->raw_start;
            input->border = input->out_length; /* what was read before is whole */
            input->border_offset = input->stream_offset;
            input->border_hard = true;
            input->state = input->raw_ended && input->raw_length - input->raw_start < 10
                               ? INPUT_TRUNCATED
                               : INPUT_DAMAGED;
            return false;
        }
        input_open(input);
        input->border = input->out_length;
        input->border_offset = input->stream_offset;
        input->border_hard = false;
    }
    return input_inflate(input);
}

static bool input_fill(struct warc_input *input)
{
    size_t got;

    if (input->state != INPUT_DATA) {
        return false;
    }
    if (input->out_start > 0) {
        memmove(input->out, input->out + input->out_start, input->out_length - input->out_start);
        input->out_length -= input->out_start;
        input->border -= input->border == INPUT_NO_BORDER ? 0 : input->out_start;
        input->out_start = 0;
    }
    if (input->out_length == INPUT_OUT_SIZE) {
        return false;
    }
    if (input->gzip) {
        return input_fill_gzip(input);
    }
    got = input_read(input, input->out + input->out_length, INPUT_OUT_SIZE - input->out_length);
    input->out_length += got;
    if (got == 0) {
        input->state = input->failure != 0 ? INPUT_FAILED : INPUT_END;
    }
    return got > 0;
}

/* A member that begins with a record is a border; else its bytes go on with those before it. */
static void input_judge_border(struct warc_input *input)
{
    if (input->border == INPUT_NO_BORDER || input->border_hard) {
        return;
    }
    while (input->out_length - input->border < INPUT_MAGIC && input_fill(input)) {
    }
    if (input->out_length == input->border && !input->stream_open) {
        input->border = INPUT_NO_BORDER; /* an empty member */
        return;
    }
    input->border_hard = input->out_length - input->border < INPUT_MAGIC
                             ? input->state != INPUT_DATA /* damaged before it can be told */
                             : memcmp(input->out + input->border, "WARC/", INPUT_MAGIC) == 0;
}

static void input_pass_border(struct warc_input *input)
{
    input->member = input->border_offset;
    input->taken = (int64_t)(input->out_start - input->border);
    input->border = INPUT_NO_BORDER;
    input->border_hard = false;
}

static size_t input_available(const struct warc_input *input)
{
    return (input->border_hard ? input->border : input->out_length) - input->out_start;
}

/* Plain or gzip? That its first bytes tell. */
static void input_sniff(struct warc_input *input)
{
    input->sniffed = true;
    input->gzip = input_want_raw(input, 10) &&
                  input_is_gzip(input->raw + input->raw_start, input->raw_length);
    if (input->gzip) {
        input->member = input->raw_offset;
        input_open(input);
    } else {
        memcpy(input->out, input->raw, input->raw_length);
        input->out_length = input->raw_length;
        if (input->raw_ended) {
            input->state = input->failure != 0 ? INPUT_FAILED : INPUT_END;
        }
    }
}

enum input_state warc_input_peek(struct warc_input *input, size_t want, const char **data,
                                 size_t *length)
{
    if (!input->sniffed) {
        input_sniff(input);
    }
    want = want > INPUT_WANT_MAX ? INPUT_WANT_MAX : want;
    do {
        input_judge_border(input);
    } while (input_available(input) < want && !input->border_hard && input_fill(input));
    input_judge_border(input);
    *data = input->out + input->out_start;
    *length = input_available(input);
    if (*length > 0) {
        return INPUT_DATA;
    }
    return input->border_hard ? INPUT_BORDER : input->state;
}

void warc_input_take(struct warc_input *input, size_t length)
{
    input->out_start += length;
    input->taken += (int64_t)length;
    if (input->border != INPUT_NO_BORDER && !input->border_hard &&
        input->out_start > input->border) {
        input_pass_border(input);
    }
}

void warc_input_cross(struct warc_input *input)
{
    if (input->border_hard && input->out_start == input->border) {
        input_pass_border(input);
    }
}

/* Where in `raw` a byte of the file is; its beginning, if that byte is gone. */
static size_t input_raw_index(const struct warc_input *input, int64_t offset)
{
    return offset > input->raw_offset ? (size_t)(offset - input->raw_offset) : 0;
}

/* Forgets what was decoded and not taken. */
static void input_drop(struct warc_input *input, enum input_state state)
{
    input->state = state;
    input->out_start = input->out_length = 0;
    input->border = INPUT_NO_BORDER;
    input->border_hard = false;
}

bool warc_input_resume(struct warc_input *input)
{
    size_t next = input_raw_index(input, input->stream_offset + 1);
    int64_t again = (int64_t)(input->raw_start - next);

    if (!input->gzip || input->failure != 0) {
        return false;
    }
    if (next > input->raw_start ||
        input->reread + again >
            INPUT_REREAD_MAX * (input->raw_offset + (int64_t)input->raw_start)) {
        next = input->raw_start; /* damage upon damage: what was read is not gone through again */
    } else {
        input->reread += again;
    }
    for (;; next++) {
        const unsigned char *found;

        next = next > input->raw_length ? input->raw_length : next;
        found = memchr(input->raw + next, 0x1f, input->raw_length - next);
        input->raw_start = found == NULL ? input->raw_length : (size_t)(found - input->raw);
        if (!input_want_raw(input, 10)) {
            input->raw_start = input->raw_length;
            input->stream_open = false;
            input_drop(input, input->failure != 0 ? INPUT_FAILED : INPUT_END);
            return false;
        }
        next = input->raw_start;
        if (!input_is_gzip(input->raw + next, input->raw_length - next)) {
            continue;
        }
        input_drop(input, INPUT_DATA);
        input_open(input);
        while (input->out_length < INPUT_MAGIC && input->stream_open && input_inflate(input)) {
        }
        if (input->out_length >= INPUT_MAGIC && memcmp(input->out, "WARC/", INPUT_MAGIC) == 0) {
            input->member = input->stream_offset;
            input->taken = 0;
            return true;
        }
        /* no record there; reading it may have moved the bytes */
        next = input_raw_index(input, input->stream_offset);
    }
}

void warc_input_place(const struct warc_input *input, int64_t *offset, int64_t *skip)
{
    if (input->border_hard && input->out_start == input->border) {
        *offset = input->border_offset;
        *skip = 0;
    } else if (input->gzip) {
        *offset = input->member;
        *skip = input->taken;
    } else {
        *offset = input->member + input->taken;
        *skip = 0;
    }
}

int warc_input_error(const struct warc_input *input)
{
    return input->failure;
}

/* To the byte where reading begins; pipes have to be read up to it. */
static void input_go_to(struct warc_input *input, int64_t first)
{
    int64_t left = first;

    if (first == 0 || lseek(input->fd, (off_t)first, SEEK_SET) == (off_t)first) {
        return;
    }
    while (left > 0 && !input->raw_ended) {
        left -= (int64_t)input_read(input, input->raw,
                                    left < INPUT_RAW_SIZE ? (size_t)left : INPUT_RAW_SIZE);
    }
}

struct warc_input *warc_input_new(int fd, int64_t first, int64_t skip)
{
    struct warc_input *input = mem_calloc(1, sizeof *input);
    const char *data;
    size_t length;

    input->fd = fd;
    input->raw = mem_alloc(INPUT_RAW_SIZE);
    input->out = mem_alloc(INPUT_OUT_SIZE);
    input->border = INPUT_NO_BORDER;
    input->raw_offset = input->member = first;
    if (inflateInit2(&input->stream, INPUT_GZIP) != Z_OK) {
        input->failure = ENOMEM;
        input->state = INPUT_FAILED;
        input->sniffed = true;
    } else {
        input_go_to(input, first);
    }
    while (skip > 0 && warc_input_peek(input, 1, &data, &length) == INPUT_DATA) {
        size_t step = (int64_t)length < skip ? length : (size_t)skip;

        warc_input_take(input, step);
        skip -= (int64_t)step;
    }
    return input;
}

void warc_input_free(struct warc_input *input)
{
    if (input != NULL) {
        inflateEnd(&input->stream);
        free(input->raw);
        free(input->out);
        free(input);
    }
}
