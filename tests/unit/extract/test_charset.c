#include "extract/page/charset.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

#define CASE(data, type, expected)                                                                 \
    {                                                                                              \
        data, sizeof(data) - 1, type, expected                                                     \
    }

struct charset_case {
    const char *data;
    size_t length;
    const char *content_type;
    const char *expected;
};

static void check(const struct charset_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct error error = {0};
        const char *text = NULL;
        size_t length = 0;

        CU_ASSERT_EQUAL_FATAL(charset_decode(cases[i].data, cases[i].length, cases[i].content_type,
                                             arena, &text, &length, &error),
                              STATUS_OK);
        CU_ASSERT_EQUAL(length, strlen(text));
        if (strcmp(text, cases[i].expected) != 0) {
            printf("    %zu: got '%s', expected '%s'\n", i, text, cases[i].expected);
        }
        CU_ASSERT_STRING_EQUAL(text, cases[i].expected);
        arena_free(arena);
    }
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void test_header(void)
{
    static const struct charset_case cases[] = {
        CASE("caf\xc3\xa9", "text/html; charset=utf-8", "caf\xc3\xa9"),
        CASE("caf\xe9 \x93x\x94", "text/html; charset=windows-1252",
             "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d"),
        CASE("caf\xe9 \x93x\x94", "text/html; charset=ISO-8859-1",
             "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d"),
        CASE("\xcf\xf0\xe8", "text/html; charset=\"windows-1251\"", "\xd0\x9f\xd1\x80\xd0\xb8"),
        CASE("\xf0\xd2\xc9", "text/html; charset=KOI8-R", "\xd0\x9f\xd1\x80\xd0\xb8"),
        CASE("\x93\xfa\x96\x7b", "text/html; charset=Shift_JIS", "\xe6\x97\xa5\xe6\x9c\xac"),
        CASE("\xc4\xe3", "text/html;charset=gb2312", "\xe4\xbd\xa0"),
        CASE("\xb1\xb6\xbc", "text/html; charset=iso-8859-2", "\xc4\x85\xc5\x9b\xc5\xba"),
    };

    CHECK(cases);
}

static void test_page(void)
{
    static const struct charset_case cases[] = {
        CASE("<meta charset=\"windows-1251\">\xcf", NULL,
             "<meta charset=\"windows-1251\">\xd0\x9f"),
        CASE("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>\xb1",
             "text/html",
             "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>\xc4\x85"),
        CASE("<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><p>\xb1", NULL,
             "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><p>\xc4\x85"),
        /* the header counts more than the page */
        CASE("<meta charset=\"iso-8859-2\">\xcf", "text/html; charset=windows-1251",
             "<meta charset=\"iso-8859-2\">\xd0\x9f"),
    };

    CHECK(cases);
}

static void test_marks(void)
{
    static const struct charset_case cases[] = {
        CASE("\xEF\xBB\xBF"
             "caf\xc3\xa9",
             "text/html; charset=windows-1251", "caf\xc3\xa9"),
        CASE("\xFF\xFE"
             "a\0\xe9\0",
             NULL, "a\xc3\xa9"),
        CASE("\xFE\xFF"
             "\0a\0\xe9",
             "text/html; charset=utf-8", "a\xc3\xa9"),
    };

    CHECK(cases);
}

/* A wrong or missing declaration: what the bytes are decides. */
static void test_wrong(void)
{
    static const struct charset_case cases[] = {
        CASE("caf\xc3\xa9", "text/html; charset=iso-8859-1", "caf\xc3\xa9"),
        CASE("caf\xc3\xa9", NULL, "caf\xc3\xa9"),
        CASE("caf\xe9", NULL, "caf\xc3\xa9"),
        CASE("caf\xe9", "text/html; charset=no-such-set", "caf\xc3\xa9"),
        CASE("caf\xc3\xa9", "text/html; charset=no-such-set", "caf\xc3\xa9"),
        CASE("<meta charset=utf-16>plain", NULL, "<meta charset=utf-16>plain"),
        CASE("a \xff b", "text/html; charset=utf-8", "a \xef\xbf\xbd b"),
        CASE("cut \xc3", "text/html; charset=utf-8", "cut \xef\xbf\xbd"),
        CASE("a\0b", "text/html; charset=utf-8", "a b"),
        CASE("", NULL, ""),
        CASE("x", "text/html; charset=", "x"),
    };

    CHECK(cases);
}

UNIT_MAIN("charset", {"header", test_header}, {"page", test_page}, {"byte order marks", test_marks},
          {"wrong or missing", test_wrong})
