#include "load/copy_text.h"

#include <string.h>
#include "tests/unit/unit.h"

static void test_escapes(void)
{
    static const struct {
        const char *data;
        size_t length;
        const char *expected;
    } cases[] = {
        {"", 0, ""},
        {"plain", 5, "plain"},
        {"a\tb", 3, "a\\tb"},
        {"a\nb\r", 4, "a\\nb\\r"},
        {"\\N", 2, "\\\\N"}, /* not COPY's NULL */
        {"\\.", 2, "\\\\."}, /* nor its end */
        {"{\"a\":\"\\n\"}", 10, "{\"a\":\"\\\\n\"}"},
        {"\t\t", 2, "\\t\\t"},
        {"caf\xc3\xa9", 5, "caf\xc3\xa9"},
        {"cut here", 3, "cut"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf row = BUF_INIT(100);

        CU_ASSERT(copy_text_append(&row, cases[i].data, cases[i].length));
        CU_ASSERT_STRING_EQUAL(buf_text(&row), cases[i].expected);
        buf_free(&row);
    }
}

static void test_appends(void)
{
    struct buf row = BUF_INIT(100);

    CU_ASSERT(buf_append_text(&row, "7\t"));
    CU_ASSERT(copy_text_append(&row, "a\tb", 3));
    CU_ASSERT_STRING_EQUAL(buf_text(&row), "7\ta\\tb");
    buf_free(&row);
}

static void test_full(void)
{
    struct buf row = BUF_INIT(4);

    CU_ASSERT(copy_text_append(&row, "\t\t", 2));
    CU_ASSERT(!copy_text_append(&row, "x", 1));
    CU_ASSERT_STRING_EQUAL(buf_text(&row), "\\t\\t");
    buf_clear(&row);
    CU_ASSERT(!copy_text_append(&row, "abc\t", 4)); /* the escape no longer fits */
    buf_free(&row);
}

UNIT_MAIN("copy text", {"escapes", test_escapes}, {"appends", test_appends}, {"full", test_full})
