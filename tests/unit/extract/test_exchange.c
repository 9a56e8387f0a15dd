#include "extract/net/exchange.h"

#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

static void check_header(const char *head, size_t length, const char *name, const char *expected)
{
    struct buf buf = BUF_INIT(EXCHANGE_HEADER_BYTES_MAX);
    char *value;

    CU_ASSERT_FATAL(buf_append(&buf, head, length));
    value = exchange_header(&buf, name);
    if (expected == NULL) {
        CU_ASSERT_PTR_NULL(value);
    } else {
        CU_ASSERT_PTR_NOT_NULL_FATAL(value);
        CU_ASSERT_STRING_EQUAL(value, expected);
    }
    free(value);
    buf_free(&buf);
}

static void test_header(void)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nETag: \"first\"\r\netag:  \"last\" \t\r\n"
                               "X-ETag: no\r\nETagging: no\r\nEmpty:\r\nLocation: /a b\r\n"
                               "Cut: a\rX: b\r\nBell: a\ab\r\nTab: a\tb\n Folded: no\r\n\r\n";

    check_header(head, sizeof head - 1, "etag", "\"last\"");
    check_header(head, sizeof head - 1, "LOCATION", "/a b");
    check_header(head, sizeof head - 1, "tab", "a\tb");
    check_header(head, sizeof head - 1, "empty", NULL);
    check_header(head, sizeof head - 1, "missing", NULL);
    check_header(head, sizeof head - 1, "cut", NULL);
    check_header(head, sizeof head - 1, "bell", NULL);
    check_header(head, sizeof head - 1, "folded", NULL);
    check_header("ETag: a", 7, "etag", "a");
    check_header("ETag: a\0b\r\n", 11, "etag", NULL);
    check_header("", 0, "etag", NULL);
}

static void test_long(void)
{
    size_t length = EXCHANGE_VALUE_MAX + 6;
    char *head = malloc(length + 2);

    CU_ASSERT_PTR_NOT_NULL_FATAL(head);
    memset(head, 'a', length + 1);
    memcpy(head, "ETag: ", 6);
    check_header(head, length + 1, "etag", NULL);
    head[length] = '\0';
    check_header(head, length, "etag", head + 6);
    free(head);
}

/* Which HTTP statuses are answers, which may pass, and which of those soon. */
static void test_judge(void)
{
    static const struct {
        long http_status;
        enum status status;
        bool again;
        const char *reason;
    } cases[] = {{200, STATUS_OK, false, ""},
                 {206, STATUS_OK, false, ""},
                 {304, STATUS_OK, false, ""},
                 {301, STATUS_REJECT, false, "http_301"},
                 {404, STATUS_REJECT, false, "http_404"},
                 {410, STATUS_REJECT, false, "http_410"},
                 {408, STATUS_RETRY, true, "http_408"},
                 {429, STATUS_RETRY, true, "http_429"},
                 {500, STATUS_RETRY, true, "http_500"},
                 {501, STATUS_RETRY, false, "http_501"},
                 {503, STATUS_RETRY, true, "http_503"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};
        bool again = !cases[i].again;

        CU_ASSERT_EQUAL(
            exchange_judge_http("http://x.example/", cases[i].http_status, &again, &error),
            cases[i].status);
        CU_ASSERT_EQUAL(again, cases[i].again);
        CU_ASSERT_STRING_EQUAL(error.reason, cases[i].reason);
    }
}

UNIT_MAIN("exchange", {"header", test_header}, {"long", test_long}, {"judge", test_judge})
