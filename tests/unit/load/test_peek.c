#include "load/peek.h"

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

static void test_article(void)
{
    static const char *const lines[] = {
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\",\"body\":\"\"}",
        " { \"body\" : \"x } \\\" {\\\\\" , \"id\":\"a\" ,\"events\":[{\"id\":\"no\"},[\"}\"]],"
        "\"n\":-1.5e3,\"t\":true, \"source\":\"s\", \"content_hash\":\"h\",\"type\":\"article\"} ",
        "{\"title\":\"\\\"id\\\":\\\"no\\\"\",\"type\":\"article\",\"id\":\"a\",\"source\":\"s\","
        "\"content_hash\":\"h\"}",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct peek peek;

        CU_ASSERT_FATAL(peek_article(lines[i], strlen(lines[i]), &peek));
        CU_ASSERT(peek.id.length == 1 && peek.id.data[0] == 'a');
        CU_ASSERT(peek.content_hash.length == 1 && peek.content_hash.data[0] == 'h');
        CU_ASSERT(peek.source.length == 1 && peek.source.data[0] == 's');
        CU_ASSERT_PTR_NULL(peek.url.data);
    }
}

static void test_not_enough(void)
{
    static const char *const lines[] = {
        "",
        "{}",
        "[]",
        "{\"type\":\"state\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\"}",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\"}",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\"",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\"}}",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\",\"x\":[{}}",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\",\"x\":\"\\\"}",
        "{\"type\":\"article\",\"id\":\"a\",\"id\":\"b\",\"source\":\"s\",\"content_hash\":\"h\"}",
        "{\"type\":\"article\",\"id\":\"\\u0061\",\"source\":\"s\",\"content_hash\":\"h\"}",
        "{\"type\":\"article\",\"id\":1,\"source\":\"s\",\"content_hash\":\"h\"}",
        "{\"type\":\"article\" \"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\"}",
        "{\"type\":\"article\",\"id\":\"a\",\"source\":\"s\",\"content_hash\":\"h\",}",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct peek peek;

        CU_ASSERT(!peek_article(lines[i], strlen(lines[i]), &peek));
    }
}

UNIT_MAIN("peek", {"article", test_article}, {"not enough", test_not_enough})
