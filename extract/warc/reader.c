#include "extract/warc/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/warc/input.h"
#include "extract/warc/payload.h"

enum { READER_PEEK = 4096, READER_BEGIN = 7, READER_LENGTH_DIGITS = 18 };

struct warc_reader {
    struct warc_options options;
    struct warc_input *input;
    struct buf head;
    struct arena *arena; /* of the record at hand */
    struct warc_counts counts;
    bool found; /* some record: it is a WARC file */
};

enum status warc_reader_new(int fd, const struct warc_options *options, struct warc_reader **reader,
                            struct error *error)
{
    struct warc_reader *made = mem_calloc(1, sizeof *made);
    const char *data;
    size_t length;

    made->options = *options;
    made->head = (struct buf)BUF_INIT(WARC_HEAD_MAX);
    made->arena = arena_new();
    made->input = warc_input_new(fd, options->first, options->skip);
    made->found = options->first > 0 || options->skip > 0;
    if (warc_input_peek(made->input, 1, &data, &length) == INPUT_FAILED) {
        enum status status =
            error_set(error, STATUS_FATAL, "unreadable", "%s: %s; look at the source's path",
                      options->name, strerror(warc_input_error(made->input)));

        warc_reader_free(made);
        return status;
    }
    *reader = made;
    return STATUS_OK;
}

void warc_reader_free(struct warc_reader *reader)
{
    if (reader != NULL) {
        warc_input_free(reader->input);
        buf_free(&reader->head);
        arena_free(reader->arena);
        free(reader);
    }
}

const struct warc_counts *warc_reader_counts(const struct warc_reader *reader)
{
    return &reader->counts;
}

void warc_reader_place(const struct warc_reader *reader, int64_t *first, int64_t *skip)
{
    warc_input_place(reader->input, first, skip);
}

/* "WARC/1.0" and the like. */
static bool reader_is_record(const char *data, size_t length)
{
    return length >= READER_BEGIN && memcmp(data, "WARC/", 5) == 0 && ascii_is_digit(data[5]) &&
           data[6] == '.';
}

/* Goes to the next line that begins a record. */
static void reader_find_record(struct warc_reader *reader)
{
    const char *data, *end;
    size_t length, size;
    bool line_begins = true;

    for (;;) {
        switch (warc_input_peek(reader->input, READER_PEEK, &data, &length)) {
        case INPUT_DATA:
            if (line_begins && reader_is_record(data, length)) {
                return;
            }
            end = memchr(data, '\n', length);
            size = end == NULL ? length : (size_t)(end - data) + 1;
            line_begins = end != NULL;
            warc_input_take(reader->input, size);
            reader->counts.lost_bytes += size;
            break;
        case INPUT_BORDER:
            return;
        case INPUT_DAMAGED:
        case INPUT_TRUNCATED:
            (void)warc_input_resume(reader->input);
            return;
        case INPUT_END:
        case INPUT_FAILED:
            return;
        }
    }
}

/* Rejects what was being read; reading goes on at the next record. */
static enum status reader_lose(struct warc_reader *reader, struct warc_record *record,
                               const char *reason, const char *what, struct error *error)
{
    uint64_t before = reader->counts.lost_bytes;
    int64_t offset, skip;

    reader_find_record(reader);
    warc_input_place(reader->input, &offset, &skip);
    reader->counts.rejected++;
    return error_set(error, STATUS_REJECT, reason,
                     "%s: record at byte %lld%s%s: %s; reading goes on at byte %lld, %llu bytes "
                     "further",
                     reader->options.name, (long long)record->offset,
                     record->url == NULL ? "" : ", ", record->url == NULL ? "" : record->url, what,
                     (long long)offset, (unsigned long long)(reader->counts.lost_bytes - before));
}

/* What ends a record where more of it should be. */
static enum status reader_lose_at(struct warc_reader *reader, struct warc_record *record,
                                  enum input_state state, struct error *error)
{
    switch (state) {
    case INPUT_FAILED:
        return error_set(error, STATUS_FATAL, "unreadable", "%s: %s; check the disk",
                         reader->options.name, strerror(warc_input_error(reader->input)));
    case INPUT_DAMAGED:
        return reader_lose(reader, record, "damaged_record", "its compressed bytes are damaged",
                           error);
    case INPUT_BORDER:
        return reader_lose(reader, record, "damaged_record", "it is shorter than it says", error);
    case INPUT_END:
    case INPUT_TRUNCATED:
    case INPUT_DATA:
        break;
    }
    return reader_lose(reader, record, "truncated_record", "the file ends within it", error);
}

/* Takes the lines up to the empty one into `head`. False: `*state` is why they ended before. */
static bool reader_take_head(struct warc_reader *reader, enum input_state *state, bool *too_long)
{
    const char *data, *end;
    size_t length;

    *too_long = false;
    buf_clear(&reader->head);
    while ((*state = warc_input_peek(reader->input, READER_PEEK, &data, &length)) == INPUT_DATA) {
        end = memchr(data, '\n', length);
        length = end == NULL ? length : (size_t)(end - data) + 1;
        if (!buf_append(&reader->head, data, length)) {
            *too_long = true;
            return false;
        }
        warc_input_take(reader->input, length);
        data = reader->head.data + reader->head.length;
        if ((reader->head.length >= 2 && memcmp(data - 2, "\n\n", 2) == 0) ||
            (reader->head.length >= 3 && memcmp(data - 3, "\n\r\n", 3) == 0)) {
            return true;
        }
    }
    return false;
}

/* The number in a Content-Length; -1: it is none. */
static int64_t reader_length(const char *text)
{
    int64_t number = 0;
    size_t digits = strspn(text == NULL ? "" : text, "0123456789");

    if (digits == 0 || digits > READER_LENGTH_DIGITS || text[digits] != '\0') {
        return -1;
    }
    for (size_t i = 0; i < digits; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static const struct {
    const char *name;
    enum warc_kind kind;
} reader_kinds[] = {
    {"response", WARC_RESPONSE}, {"resource", WARC_RESOURCE}, {"metadata", WARC_METADATA}};

/* 0: another one. Without a type, what says that it is a response is one. */
static unsigned reader_kind(const struct fields *fields)
{
    const char *type = fields_find(fields, "WARC-Type");
    const char *content = fields_find(fields, "Content-Type");

    if (type == NULL) {
        return content != NULL && strcasestr(content, "msgtype=response") != NULL ? WARC_RESPONSE
                                                                                  : 0;
    }
    for (size_t i = 0; i < sizeof reader_kinds / sizeof reader_kinds[0]; i++) {
        if (strcasecmp(type, reader_kinds[i].name) == 0) {
            return reader_kinds[i].kind;
        }
    }
    return 0;
}

/* Old writers put it between < and >. */
static const char *reader_url(const struct fields *fields, struct arena *arena)
{
    const char *url = fields_find(fields, "WARC-Target-URI");
    size_t length = url == NULL ? 0 : strlen(url);

    if (length >= 2 && url[0] == '<' && url[length - 1] == '>') {
        url = arena_strndup(arena, url + 1, length - 2);
        length -= 2;
    }
    return length == 0 || !utf8_valid(url) ? NULL : url;
}

static bool reader_is_http(const char *url)
{
    return (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0);
}

/* "text/html; charset=utf-8", and what says nothing, may be a page. */
static bool reader_may_be_page(const char *type)
{
    return type == NULL || *type == '\0' || strncasecmp(type, "text/html", 9) == 0 ||
           strncasecmp(type, "application/xhtml", 17) == 0 ||
           strncasecmp(type, "application/octet-stream", 24) == 0;
}

/* By what its head says: is it one that the caller asked for? */
static bool reader_wants(const struct warc_reader *reader, const struct warc_record *record,
                         unsigned kind)
{
    const char *content = fields_find(&record->fields, "Content-Type");

    if ((kind & reader->options.kinds) == 0 || record->url == NULL ||
        (kind != WARC_METADATA && !reader_is_http(record->url))) {
        return false;
    }
    if (kind == WARC_RESPONSE && content != NULL &&
        strncasecmp(content, "application/http", 16) != 0) {
        return false; /* the answer of another protocol */
    }
    return kind != WARC_RESOURCE || !reader->options.pages_only || reader_may_be_page(content);
}

/* By what HTTP's head says; true while it is not complete. */
static bool reader_wants_answer(const struct warc_reader *reader, const struct payload *payload)
{
    long status;
    const struct fields *fields = payload_fields(payload, &status);

    return fields == NULL || !reader->options.pages_only ||
           (status == 200 && reader_may_be_page(fields_find(fields, "Content-Type")));
}

/*
 * Takes the block; `payload` (may be NULL) sees its bytes while they matter. What the caller does
 * not want is found out on the way: `*wanted`.
 */
static enum input_state reader_take_block(struct warc_reader *reader, int64_t length,
                                          struct payload *payload, bool *wanted)
{
    enum input_state state = INPUT_DATA;
    const char *data;
    size_t got;

    while (length > 0 &&
           (state = warc_input_peek(reader->input, READER_PEEK, &data, &got)) == INPUT_DATA) {
        got = (int64_t)got < length ? got : (size_t)length;
        if (payload != NULL && *wanted) {
            (void)payload_add(payload, data, got);
            *wanted = reader_wants_answer(reader, payload);
        }
        warc_input_take(reader->input, got);
        length -= (int64_t)got;
    }
    return length > 0 ? state : INPUT_DATA;
}

/* Passes over empty lines. False: what follows them is no record, nor the end. */
static bool reader_take_blank(struct warc_reader *reader, enum input_state *state)
{
    const char *data;
    size_t length, blank;

    while ((*state = warc_input_peek(reader->input, READER_BEGIN, &data, &length)) == INPUT_DATA) {
        for (blank = 0; blank < length && (data[blank] == '\r' || data[blank] == '\n'); blank++) {
        }
        if (blank == 0) {
            return reader_is_record(data, length);
        }
        warc_input_take(reader->input, blank);
    }
    return true;
}

/* What ends a record as it should: two line ends; else a record, or the end, must follow. */
static bool reader_take_end(struct warc_reader *reader, enum input_state *state)
{
    const char *data;
    size_t length;

    *state = warc_input_peek(reader->input, READER_BEGIN, &data, &length);
    if (*state == INPUT_DATA && length >= 4 && memcmp(data, "\r\n\r\n", 4) == 0) {
        (void)reader_take_blank(reader, state);
        return true;
    }
    return reader_take_blank(reader, state);
}

static const char *reader_copy_field(const struct fields *fields, const char *name)
{
    const char *value = fields_find(fields, name);

    return value == NULL || *value == '\0' || !utf8_valid(value) ? NULL : value;
}

/* Fills the record from what its payload has become. */
static enum status reader_finish(struct warc_reader *reader, struct payload *payload,
                                 struct warc_record *record, struct error *error)
{
    struct error why;
    const struct fields *fields = NULL;
    enum status status = payload_end(payload, record->truncated, &record->body, &why);

    fields = payload_fields(payload, &record->http_status);
    if (fields != NULL) {
        record->http_fields = *fields;
    }
    if (status != STATUS_OK) {
        reader->counts.rejected++;
        return error_set(error, STATUS_REJECT, why.reason, "%s: record at byte %lld, %s: %s%s",
                         reader->options.name, (long long)record->offset, record->url, why.message,
                         strcmp(why.reason, "too_large") == 0
                             ? "; raise it for this source if that is right"
                             : "");
    }
    fields = record->kind == WARC_RESPONSE ? &record->http_fields : &record->fields;
    record->content_type = reader_copy_field(fields, "Content-Type");
    record->etag = reader_copy_field(&record->http_fields, "ETag");
    record->last_modified = reader_copy_field(&record->http_fields, "Last-Modified");
    reader->counts.records++;
    return STATUS_OK;
}

/* A record whose head is read. `*wanted`: `record` is to be given to the caller. */
static enum status reader_read(struct warc_reader *reader, struct warc_record *record, bool *wanted,
                               struct error *error)
{
    int64_t length = reader_length(fields_find(&record->fields, "Content-Length"));
    unsigned kind = reader_kind(&record->fields);
    struct payload *payload = NULL;
    enum status status = STATUS_OK;
    enum input_state state;

    record->url = reader_url(&record->fields, reader->arena);
    record->date = reader_copy_field(&record->fields, "WARC-Date");
    record->type = reader_copy_field(&record->fields, "WARC-Identified-Payload-Type");
    record->truncated = fields_find(&record->fields, "WARC-Truncated") != NULL;
    record->kind = (enum warc_kind)kind;
    if (length < 0) {
        return reader_lose(reader, record, "damaged_record", "its head has no Content-Length",
                           error);
    }
    *wanted = reader_wants(reader, record, kind);
    if (*wanted && !reader->options.heads_only) {
        payload = payload_new(reader->arena, kind == WARC_RESPONSE, reader->options.max_bytes);
    }
    state = reader_take_block(reader, length, payload, wanted);
    if (state != INPUT_DATA) {
        status = reader_lose_at(reader, record, state, error);
    } else if (!reader_take_end(reader, &state)) {
        status = reader_lose(reader, record, "damaged_record",
                             "what follows it is no record: its Content-Length is wrong", error);
    } else if (state == INPUT_DAMAGED || state == INPUT_TRUNCATED || state == INPUT_FAILED) {
        status = reader_lose_at(reader, record, state, error);
    } else if (payload != NULL && *wanted) {
        status = reader_finish(reader, payload, record, error);
    }
    payload_free(payload);
    return status;
}

/* Finds the beginning of a record. */
static enum status reader_begin(struct warc_reader *reader, struct warc_record *record, bool *end,
                                struct error *error)
{
    const char *data;
    size_t length;
    enum input_state state;

    for (;;) {
        bool clean = reader_take_blank(reader, &state);

        warc_input_place(reader->input, &record->offset, &record->skip);
        if (state == INPUT_BORDER) {
            warc_input_cross(reader->input);
            continue;
        }
        if (state == INPUT_DATA && clean) {
            reader->found = true;
            return STATUS_OK;
        }
        break;
    }
    if (state == INPUT_END) {
        *end = true;
        return STATUS_OK;
    }
    if (state != INPUT_DATA) {
        return reader_lose_at(reader, record, state, error);
    }
    (void)warc_input_peek(reader->input, READER_BEGIN, &data, &length);
    if (reader->found && length < READER_BEGIN) {
        return reader_lose_at(reader, record, INPUT_END, error);
    }
    return reader_lose(reader, record, reader->found ? "damaged_record" : "not_warc",
                       reader->found ? "no record begins where one should"
                                     : "the file does not begin with a WARC record",
                       error);
}

enum status warc_reader_next(struct warc_reader *reader, struct warc_record *record, bool *end,
                             struct error *error)
{
    enum status status;
    bool wanted = false;

    *end = false;
    do {
        enum input_state state;
        bool too_long;

        arena_reset(reader->arena);
        *record = (struct warc_record){.body = BUF_INIT(0)};
        status = reader_begin(reader, record, end, error);
        if (status != STATUS_OK || *end) {
            return status;
        }
        if (!reader_take_head(reader, &state, &too_long)) {
            return too_long ? reader_lose(reader, record, "damaged_record",
                                          "its head is larger than 256 KB", error)
                            : reader_lose_at(reader, record, state, error);
        }
        record->fields = fields_read(reader->arena, buf_text(&reader->head), reader->head.length);
        status = reader_read(reader, record, &wanted, error);
        if (status == STATUS_OK && !wanted) {
            reader->counts.passed++;
        }
    } while (status == STATUS_OK && !wanted);
    return status;
}
