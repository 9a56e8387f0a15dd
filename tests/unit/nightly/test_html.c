#include "nightly/html.h"

#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

static struct html html;
static char *page;
static size_t page_length;

static void begin(void)
{
    html_begin(&html, open_memstream(&page, &page_length));
}

/* What was written behind the document type is `expected`. */
static void ends_as(const char *expected)
{
    CU_ASSERT_TRUE(html_end(&html));
    fclose(html.stream);
    CU_ASSERT_STRING_EQUAL(page + strlen("<!DOCTYPE html>\n"), expected);
    free(page);
}

static void text_is(const char *text, const char *expected)
{
    begin();
    html_text(&html, text);
    ends_as(expected);
}

static void test_escape(void)
{
    text_is("<b a=\"x\" c='y'>&amp;</b>",
            "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;");
    text_is("a\tb\r\nc\xC2\x85"
            "d\u2028e",
            "a b  c d e");
    text_is("\x1b[31mred\x07\x7f\xC2\x9B", "\uFFFD[31mred\uFFFD\uFFFD\uFFFD");
    text_is("a\u202Eb\u2066c\u2069d\u200Fe", "abcd\u200Fe");
    text_is("a\xC0\xAF\xED\xA0\x80z\uFFFE", "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDz\uFFFD");
    text_is("\xE2\x82", "\uFFFD");
    text_is(NULL, "");
    begin();
    html_open(&html, "td");
    html_attribute(&html, "title", "\" onclick='x' <");
    html_format(&html, "%s", "</td>");
    html_close(&html);
    ends_as("<td title=\"&quot; onclick=&#39;x&#39; &lt;\">&lt;/td&gt;</td>\n");
}

static void test_cut(void)
{
    char *text = malloc(HTML_TEXT_MAX * 2 + 8);

    for (size_t i = 0; i < HTML_TEXT_MAX; i++) {
        memcpy(text + i * 2, "\u00E9", 2);
    }
    text[HTML_TEXT_MAX * 2] = '\0';
    text_is(text, text);
    memcpy(text + HTML_TEXT_MAX * 2, "x", 2);
    begin();
    html_text(&html, text);
    memcpy(text + HTML_TEXT_MAX * 2, "\u2026", 4);
    ends_as(text);
    begin();
    html_text_cut(&html, "\u00E9\u00E9<b>", 3);
    ends_as("\u00E9\u00E9&lt;\u2026");
    begin();
    html_text_cut(&html, "abc", 3);
    ends_as("abc");
    free(text);
}

static void test_link(void)
{
    static const char *const good[] = {"http://a.example", "HTTPS://a.example/x?y=1&z=%20#f",
                                       "https://\u00E9.example/\u00FC", "https://[::1]/"};
    static const char *const bad[] = {
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "https://a.example/ x",
        "https://a.example/\nx",
        "https:a.example",
        "http://",
        "https:///x",
        "https://@b.example",
        "data:text/html,x",
        "//a.example",
        "ftp://a.example",
        "/etc/passwd",
        "https://a.example\\@b.example",
        "https://a.example/\u202Egpj.exe",
        "https://a.example/\x1b",
        "https://a.example/\xFF",
    };
    char *longest = calloc(1, HTML_LINK_MAX + 2);

    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CU_ASSERT_TRUE(html_is_link(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CU_ASSERT_FALSE(html_is_link(bad[i]));
    }
    CU_ASSERT_FALSE(html_is_link(NULL));
    memset(longest, 'a', HTML_LINK_MAX);
    memcpy(longest, "http://", 7);
    CU_ASSERT_TRUE(html_is_link(longest));
    longest[HTML_LINK_MAX] = 'a';
    CU_ASSERT_FALSE(html_is_link(longest));
    free(longest);
    begin();
    html_link(&html, "https://a.example/?a&b=\"", "a <title>");
    html_link(&html, "javascript:x", "b");
    ends_as("<a href=\"https://a.example/?a&amp;b=&quot;\" rel=\"noopener noreferrer\">"
            "<bdi>a &lt;title&gt;</bdi></a><bdi>b</bdi>");
}

static void test_elements(void)
{
    begin();
    html_open(&html, "p");
    html_open(&html, "meta");
    html_attribute_number(&html, "x", 1.25);
    html_close(&html);
    html_open(&html, "span");
    ends_as("<p><meta x=\"1.2\" />\n<span></span></p>\n");
    begin();
    html_close(&html);
    CU_ASSERT_FALSE(html_end(&html));
    fclose(html.stream);
    free(page);
    begin();
    html_element(&html, "p", "x");
    html_attribute(&html, "late", "y");
    CU_ASSERT_FALSE(html_end(&html));
    fclose(html.stream);
    free(page);
    begin();
    for (int i = 0; i <= HTML_DEPTH_MAX; i++) {
        html_open(&html, "p");
    }
    CU_ASSERT_FALSE(html_end(&html));
    fclose(html.stream);
    free(page);
}

UNIT_MAIN("html", {"escape", test_escape}, {"cut", test_cut}, {"link", test_link},
          {"elements", test_elements})
