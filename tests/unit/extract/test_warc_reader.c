#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include "extract/warc/reader.h"
#include "tests/unit/unit.h"

enum { FILE_MAX = 4 * 1024 * 1024 };

/* What a test's file holds. */
static struct buf file = BUF_INIT(FILE_MAX);

static void add(struct buf *buf, const void *data, size_t length)
{
    CU_ASSERT_FATAL(buf_append(buf, data, length));
}

static void add_text(struct buf *buf, const char *text)
{
    add(buf, text, strlen(text));
}

/* Compresses: 31 gzip, 15 zlib, -15 bare deflate. */
static struct buf pack(const void *data, size_t length, int window)
{
    struct buf out = BUF_INIT(FILE_MAX);
    char bytes[65536];
    z_stream stream = {0};

    CU_ASSERT_FATAL(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = (unsigned char *)(uintptr_t)data;
    stream.avail_in = (unsigned)length;
    do {
        stream.next_out = (unsigned char *)bytes;
        stream.avail_out = sizeof bytes;
        (void)deflate(&stream, Z_FINISH);
        add(&out, bytes, sizeof bytes - stream.avail_out);
    } while (stream.avail_out == 0);
    deflateEnd(&stream);
    return out;
}

/* A record with its block; `declared` is what its Content-Length says, -1: the truth. */
static struct buf record(const char *type, const char *url, const char *more, const void *block,
                         size_t length, long declared)
{
    struct buf out = BUF_INIT(FILE_MAX);

    CU_ASSERT_FATAL(buf_printf(&out,
                               "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
                               "WARC-Date: 2024-05-06T07:08:09Z\r\n%sContent-Length: %ld\r\n\r\n",
                               type, url, more, declared < 0 ? (long)length : declared));
    add(&out, block, length);
    add_text(&out, "\r\n\r\n");
    return out;
}

static struct buf response(const char *url, const char *http)
{
    return record("response", url, "Content-Type: application/http; msgtype=response\r\n", http,
                  strlen(http), -1);
}

static void put(struct buf made, bool gzip)
{
    if (gzip) {
        struct buf packed = pack(made.data, made.length, 31);

        add(&file, packed.data, packed.length);
        buf_free(&packed);
    } else {
        add(&file, made.data, made.length);
    }
    buf_free(&made);
}

/* A page whose body says its number. */
static void put_page(int number, bool gzip)
{
    char url[64], http[256];

    snprintf(url, sizeof url, "https://x.example/%d", number);
    snprintf(http, sizeof http,
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"%d\"\r\n\r\n<p>page %d", number,
             number);
    put(response(url, http), gzip);
}

/*
 * Reads the file; tells it as "body|", "!reason|". A pipe cannot be sought in. The last record's
 * place goes to `*first` and `*skip`.
 */
static const char *told_from(size_t max_bytes, bool pages_only, bool pipe_only, int64_t *first,
                             int64_t *skip)
{
    static char told[8192];
    struct warc_options options = {.name = "x.warc",
                                   .kinds = WARC_RESPONSE | WARC_RESOURCE,
                                   .pages_only = pages_only,
                                   .max_bytes = max_bytes,
                                   .first = *first,
                                   .skip = *skip};
    int fd = memfd_create("x.warc", 0), ends[2] = {-1, -1};
    struct warc_reader *reader = NULL;
    struct warc_record got;
    struct error error = {0};
    enum status status;
    bool end = false;

    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_FATAL(write(fd, file.data, file.length) == (ssize_t)file.length);
    lseek(fd, 0, SEEK_SET);
    if (pipe_only) {
        CU_ASSERT_FATAL(file.length < 65536 && pipe(ends) == 0);
        CU_ASSERT_FATAL(write(ends[1], file.data, file.length) == (ssize_t)file.length);
        close(ends[1]);
    }
    told[0] = '\0';
    status = warc_reader_new(pipe_only ? ends[0] : fd, &options, &reader, &error);
    CU_ASSERT_FATAL(status == STATUS_OK);
    while (status != STATUS_FATAL) {
        size_t length = strlen(told);

        status = warc_reader_next(reader, &got, &end, &error);
        if (status == STATUS_OK && end) {
            break;
        }
        *first = got.offset;
        *skip = got.skip;
        if (status == STATUS_OK) {
            snprintf(told + length, sizeof told - length, "%.60s|", buf_text(&got.body));
            buf_free(&got.body);
        } else {
            snprintf(told + length, sizeof told - length, "!%s|", error.reason);
        }
    }
    warc_reader_free(reader);
    close(fd);
    if (pipe_only) {
        close(ends[0]);
    }
    return told;
}

static const char *told(void)
{
    int64_t first = 0, skip = 0;

    return told_from(1024 * 1024, false, false, &first, &skip);
}

static void check(const char *got, const char *expected)
{
    if (strcmp(got, expected) != 0) {
        printf("    got '%s', expected '%s'\n", got, expected);
        CU_FAIL("text differs");
    }
    buf_clear(&file);
}

static void test_kinds(void)
{
    for (int gzip = 0; gzip < 2; gzip++) {
        put(record("warcinfo", "x", "", "software: x", 11, -1), gzip);
        put(record("request", "https://x.example/1", "", "GET / HTTP/1.0\r\n\r\n", 18, -1), gzip);
        put_page(1, gzip);
        put(record("metadata", "https://x.example/1", "", "fetchTimeMs: 3", 14, -1), gzip);
        put(record("revisit", "https://x.example/1", "", "HTTP/1.1 200 OK\r\n\r\n", 19, -1), gzip);
        put(record("resource", "https://x.example/3", "Content-Type: text/html\r\n", "<p>three", 8,
                   -1),
            gzip);
        put(record("resource", "file:///etc/passwd", "", "root", 4, -1), gzip);
        put(record("response", "dns:x.example", "Content-Type: text/dns\r\n", "x", 1, -1), gzip);
        put_page(2, gzip);
        check(told(), "<p>page 1|<p>three|<p>page 2|");
    }
    check(told(), "");
}

static void test_record_says(void)
{
    static const char *const text =
        "WARC/1.1\nWARC-Type: response\nWARC-Target-URI: <https://x.example/a>\n"
        "WARC-Date: 2024-05-06T07:08:09.123456Z\nWARC-Identified-Payload-Type: text/html\n"
        "X-Folded: one\n two\n\tthree\nContent-Type: application/http;msgtype=response\n"
        "Content-Length: 140\n\n"
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\ncontent-type:text/html;\r\n "
        "charset=utf-8\r\netag: W/\"1\"\r\nLAST-MODIFIED: then\r\nNone\r\n\r\n<p>a</p>\n\n";
    struct warc_options options = {.name = "x", .kinds = WARC_RESPONSE, .max_bytes = 1000};
    struct warc_reader *reader = NULL;
    struct warc_record got;
    struct error error = {0};
    int fd = memfd_create("x.warc", 0);
    bool end;

    CU_ASSERT_FATAL(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    lseek(fd, 0, SEEK_SET);
    CU_ASSERT_FATAL(warc_reader_new(fd, &options, &reader, &error) == STATUS_OK);
    CU_ASSERT_FATAL(warc_reader_next(reader, &got, &end, &error) == STATUS_OK);
    CU_ASSERT_FATAL(!end);
    CU_ASSERT_STRING_EQUAL(got.url, "https://x.example/a");
    CU_ASSERT_STRING_EQUAL(got.date, "2024-05-06T07:08:09.123456Z");
    CU_ASSERT_STRING_EQUAL(got.type, "text/html");
    CU_ASSERT_STRING_EQUAL(fields_find(&got.fields, "x-folded"), "one  two \tthree");
    CU_ASSERT_EQUAL(got.http_status, 404);
    CU_ASSERT_STRING_EQUAL(got.content_type, "text/html;   charset=utf-8");
    CU_ASSERT_STRING_EQUAL(got.etag, "W/\"1\"");
    CU_ASSERT_STRING_EQUAL(got.last_modified, "then");
    CU_ASSERT_STRING_EQUAL(buf_text(&got.body), "<p>a</p>");
    buf_free(&got.body);
    CU_ASSERT_EQUAL(warc_reader_next(reader, &got, &end, &error), STATUS_OK);
    CU_ASSERT(end);
    CU_ASSERT_EQUAL(warc_reader_counts(reader)->records, 1);
    warc_reader_free(reader);
    close(fd);
}

static void put_coded(const char *head, const void *body, size_t length)
{
    struct buf http = BUF_INIT(FILE_MAX);

    add_text(&http, "HTTP/1.1 200 OK\r\n");
    add_text(&http, head);
    add_text(&http, "\r\n");
    add(&http, body, length);
    put(record("response", "https://x.example/", "", http.data, http.length, -1), false);
    buf_free(&http);
}

static void test_codings(void)
{
    static const char *const page = "<p>text of the page, text of the page</p>";
    static const int windows[] = {31, 15, -15};
    char expected[512] = "", chunked[256];
    size_t size = strlen(page);

    for (size_t i = 0; i < 3; i++) {
        struct buf packed = pack(page, size, windows[i]);

        put_coded(i == 0 ? "Content-Encoding: gzip\r\n" : "Content-Encoding: deflate\r\n",
                  packed.data, packed.length);
        buf_free(&packed);
    }
    snprintf(chunked, sizeof chunked, "7;x=y\r\n%.7s\r\n%zX\r\n%s\r\n0\r\nTrailer: x\r\n\r\n", page,
             size - 7, page + 7);
    put_coded("Transfer-Encoding: chunked\r\n", chunked, strlen(chunked));
    /* crawlers that decode, and keep the headers or rename them */
    put_coded("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", page, size);
    put_coded("X-Crawler-Content-Encoding: gzip\r\nContent-Length: 7\r\n", page, size);
    put_coded("Content-Encoding: br\r\n", page, size);
    put_coded("Content-Encoding: deflate\r\n", page, size);
    for (int i = 0; i < 8; i++) {
        strncat(expected, page, sizeof expected - strlen(expected) - 1);
        strncat(expected, "|", sizeof expected - strlen(expected) - 1);
    }
    check(told(), expected);
}

static void test_bad_codings(void)
{
    static const char *const page = "<p>text of the page, text of the page</p>";
    struct buf packed = pack(page, strlen(page), 31);

    put_coded("Content-Encoding: gzip\r\n", packed.data, packed.length - 9);
    packed.data[14] ^= 0x55;
    put_coded("Content-Encoding: gzip\r\n", packed.data, packed.length);
    put_coded("Content-Encoding: br\r\n", "\x8b\x02\x80", 3);
    put_coded("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n", 8);
    put_coded("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nzz\r\n", 12);
    put(response("https://x.example/", "ICY 200 OK\r\n\r\n"), false);
    put(response("https://x.example/", ""), false);
    put_page(1, false);
    buf_free(&packed);
    check(told(), "!bad_encoding|!bad_encoding|!bad_encoding|!bad_encoding|!bad_encoding|!bad_http|"
                  "!bad_http|<p>page 1|");
}

static void test_cut_by_the_crawler(void)
{
    struct buf packed = pack("<p>text of the page, text of the page</p>", 41, 31);
    struct buf http = BUF_INIT(FILE_MAX);

    add_text(&http, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    add(&http, packed.data, packed.length - 8);
    put(record("response", "https://x.example/", "WARC-Truncated: length\r\n", http.data,
               http.length, -1),
        false);
    buf_free(&http);
    buf_free(&packed);
    check(told(), "<p>text of the page, text of the page</p>|");
}

static void test_too_large(void)
{
    int64_t first = 0, skip = 0;
    char *zeros = calloc(1, 1000000);
    struct buf bomb = pack(zeros, 1000000, 31);

    put_coded("Content-Encoding: gzip\r\n", bomb.data, bomb.length);
    put_coded("", zeros, 200000);
    put_page(1, false);
    check(told_from(100000, false, false, &first, &skip), "!too_large|!too_large|<p>page 1|");
    free(zeros);
    buf_free(&bomb);
}

static void test_pages_only(void)
{
    int64_t first = 0, skip = 0;

    put(response("https://x.example/", "HTTP/1.1 301 Moved\r\nLocation: /1\r\n\r\n"), true);
    put(response("https://x.example/",
                 "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n0123456789"),
        true);
    put_page(1, true);
    check(told_from(5, true, false, &first, &skip), "!too_large|");
}

static void test_damaged_plain(void)
{
    put_page(1, false);
    put(record("response", "https://x.example/", "", "HTTP/1.0 200 OK\r\n\r\nshort\nWARC/ no", 33,
               9),
        false);
    put_page(2, false);
    put(record("response", "https://x.example/", "", "HTTP/1.0 200 OK\r\n\r\nlong", 23, 40), false);
    put_page(3, false);
    put_page(4, false);
    add_text(&file, "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n");
    put_page(5, false);
    add_text(&file, "what is this?\n");
    put_page(6, false);
    check(told(), "<p>page 1|!damaged_record|<p>page 2|!damaged_record|<p>page 4|!damaged_record|"
                  "<p>page 5|!damaged_record|<p>page 6|");
    add_text(&file, "<html>no WARC at all</html>\n");
    check(told(), "!not_warc|");
}

static void test_huge_head(void)
{
    put_page(1, false);
    add_text(&file, "WARC/1.0\r\n");
    for (int i = 0; i < 20000; i++) {
        add_text(&file, "X-Long: 0123456789\r\n");
    }
    add_text(&file, "Content-Length: 0\r\n\r\n\r\n\r\n");
    put_page(2, false);
    check(told(), "<p>page 1|!damaged_record|<p>page 2|");
}

static void test_truncated(void)
{
    for (int gzip = 0; gzip < 2; gzip++) {
        size_t second;

        put_page(1, gzip);
        second = file.length;
        put_page(2, gzip);
        for (size_t cut = file.length - 5; cut > second; cut--) {
            file.length = cut;
            struct buf copy = file;

            file = (struct buf)BUF_INIT(FILE_MAX);
            add(&file, copy.data, copy.length);
            check(told(), "<p>page 1|!truncated_record|");
            buf_free(&file);
            file = copy;
        }
        buf_clear(&file);
    }
}

static void test_damaged_gzip(void)
{
    size_t second, third;

    for (int where = 0; where < 3; where++) {
        put_page(1, true);
        second = file.length;
        put_page(2, true);
        third = file.length;
        put_page(3, true);
        if (where == 0) {
            file.data[second + 30] ^= 0x55; /* within its compressed bytes */
        } else if (where == 1) {
            file.data[third - 6] ^= 0x55; /* its checksum */
        } else {
            memset(file.data + second, 'x', 12); /* its magic */
        }
        check(told(), "<p>page 1|!damaged_record|<p>page 3|");
    }
    /* a member that was cut, and others behind it */
    put_page(1, true);
    second = file.length;
    put_page(2, true);
    file.length -= 20;
    put_page(3, true);
    put_page(4, true);
    check(told(), "<p>page 1|!damaged_record|<p>page 3|<p>page 4|");
    /* what stands behind the last member harms none */
    put_page(1, true);
    add_text(&file, "garbage behind the end");
    check(told(), "<p>page 1|!damaged_record|");
    put_page(1, true);
    put(record("response", "https://x.example/", "", "HTTP/1.0 200 OK\r\n\r\nlong", 23, 40), true);
    put_page(2, true);
    check(told(), "<p>page 1|!damaged_record|<p>page 2|");
}

/* One member for the whole file; members that end anywhere; empty ones. */
static void test_other_members(void)
{
    static const size_t steps[] = {1000000, 8, 100, 701};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct buf plain;

        for (int page = 1; page <= 5; page++) {
            put_page(page, false);
        }
        plain = file;
        file = (struct buf)BUF_INIT(FILE_MAX);
        for (size_t at = 0; at < plain.length; at += steps[i]) {
            size_t left = plain.length - at;
            struct buf packed = pack(plain.data + at, left < steps[i] ? left : steps[i], 31);
            struct buf empty = pack("", 0, 31);

            add(&file, packed.data, packed.length);
            add(&file, empty.data, empty.length);
            buf_free(&packed);
            buf_free(&empty);
        }
        buf_free(&plain);
        check(told(), "<p>page 1|<p>page 2|<p>page 3|<p>page 4|<p>page 5|");
    }
}

/* Reading begins where another reader's record began: plain, a member each, one member for all. */
static void test_resume(void)
{
    for (int shape = 0; shape < 3; shape++) {
        for (int pipe_only = 0; pipe_only < 2; pipe_only++) {
            int64_t first = 0, skip = 0;
            char *kept;

            for (int page = 1; page <= 5; page++) {
                put_page(page, shape == 1);
            }
            if (shape == 2) {
                struct buf packed = pack(file.data, file.length, 31);

                buf_free(&file);
                file = packed;
            }
            kept = strdup(told_from(1000, false, false, &first, &skip));
            CU_ASSERT_STRING_EQUAL(kept, "<p>page 1|<p>page 2|<p>page 3|<p>page 4|<p>page 5|");
            CU_ASSERT(shape == 2 ? first == 0 && skip > 0 : first > 0 && skip == 0);
            check(told_from(1000, false, pipe_only, &first, &skip), "<p>page 5|");
            free(kept);
        }
    }
}

UNIT_MAIN("warc_reader", {"kinds", test_kinds}, {"record_says", test_record_says},
          {"codings", test_codings}, {"bad_codings", test_bad_codings},
          {"cut_by_the_crawler", test_cut_by_the_crawler}, {"too_large", test_too_large},
          {"pages_only", test_pages_only}, {"damaged_plain", test_damaged_plain},
          {"huge_head", test_huge_head}, {"truncated", test_truncated},
          {"damaged_gzip", test_damaged_gzip}, {"other_members", test_other_members},
          {"resume", test_resume})
