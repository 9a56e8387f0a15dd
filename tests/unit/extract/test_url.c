#include "extract/net/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

static void check_text(const char *input, const char *got, const char *expected)
{
    bool same = got == expected || (got != NULL && expected != NULL && strcmp(got, expected) == 0);

    if (!same) {
        printf("    %s: got '%s', expected '%s'\n", input, got == NULL ? "NULL" : got,
               expected == NULL ? "NULL" : expected);
    }
    CU_ASSERT(same);
}

static void test_resolve(void)
{
    static const struct {
        const char *base, *reference, *expected;
    } cases[] = {
        {NULL, "https://x.example/a", "https://x.example/a"},
        {"https://x.example/news/today.html", "other.html", "https://x.example/news/other.html"},
        {"https://x.example/news/today.html", "/other", "https://x.example/other"},
        {"https://x.example/news/today.html", "../a", "https://x.example/a"},
        {"https://x.example/news/", "../../../a", "https://x.example/a"},
        {"https://x.example/news/", "?p=2", "https://x.example/news/?p=2"},
        {"https://x.example/news/today.html", "?p=2", "https://x.example/news/today.html?p=2"},
        {"https://x.example/news/", "//y.example/a", "https://y.example/a"},
        {"https://x.example/news/", "https://x.example/a#comments", "https://x.example/a"},
        {"https://x.example/news/a", "#comments", "https://x.example/news/a"},
        {"https://x.example/", " \n a.html\n", "https://x.example/a.html"},
        {"https://x.example/", "a\nb.html", "https://x.example/ab.html"},
        {"https://x.example/", "two words.html", "https://x.example/two%20words.html"},
        {"https://x.example/", "caf\xc3\xa9", "https://x.example/caf%c3%a9"},
        {"https://x.example/", "javascript:alert(1)", NULL},
        {"https://x.example/", "mailto:a@x.example", NULL},
        {"https://x.example/", "file:///etc/passwd", NULL},
        {"https://x.example/", "data:text/html,x", NULL},
        {"https://x.example/", "ftp://x.example/a", NULL},
        {"https://x.example/", "", NULL},
        {"https://x.example/", "  ", NULL},
        {NULL, "a.html", NULL},
        {NULL, "https://", NULL},
    };
    struct arena *arena = arena_new();
    char *text = malloc(100000);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_text(cases[i].reference, url_resolve(arena, cases[i].base, cases[i].reference),
                   cases[i].expected);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memset(text, 'a', 99999);
    text[99999] = '\0';
    CU_ASSERT_PTR_NULL(url_resolve(arena, "https://x.example/", text));
    free(text);
    arena_free(arena);
}

static void test_tracking(void)
{
    static const struct {
        const char *url, *expected;
    } cases[] = {
        {"https://x.example/a", "https://x.example/a"},
        {"https://x.example/a?id=7", "https://x.example/a?id=7"},
        {"https://x.example/a?utm_source=rss", "https://x.example/a"},
        {"https://x.example/a?utm_source=rss&id=7&UTM_Medium=x", "https://x.example/a?id=7"},
        {"https://x.example/a?id=7&fbclid=abc&page=2", "https://x.example/a?id=7&page=2"},
        {"https://x.example/a?gclid", "https://x.example/a"},
        {"https://x.example/a?utmost=1&gclids=2", "https://x.example/a?utmost=1&gclids=2"},
        {"https://x.example/a?q=utm_source", "https://x.example/a?q=utm_source"},
        {"https://x.example/a?", "https://x.example/a"},
    };
    struct arena *arena = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_text(cases[i].url, url_strip_tracking(arena, cases[i].url), cases[i].expected);
    }
    arena_free(arena);
}

static void test_parts(void)
{
    struct arena *arena = arena_new();

    check_text("host", url_host(arena, "https://WWW.X.Example:8443/A"), "www.x.example");
    check_text("host", url_host(arena, "http://127.0.0.1:80"), "127.0.0.1");
    CU_ASSERT(url_is_http("HTTPS://x.example"));
    CU_ASSERT(url_is_http("http://x.example"));
    CU_ASSERT(!url_is_http("httpx://x.example"));
    CU_ASSERT(!url_is_http("news/http.html"));
    arena_free(arena);
}

/* No URL leads out of the mirror's folder. */
static void test_mirror(void)
{
    static const struct {
        const char *rest, *expected;
    } cases[] = {
        {"a/b.html", "/m/a/b.html"},
        {"a/b.html?page=2#top", "/m/a/b.html"},
        {"caf%C3%A9.html", "/m/caf\xc3\xa9.html"},
        {"", "/m/index.html"},
        {"a/", "/m/a/index.html"},
        {"a..b/c..html", "/m/a..b/c..html"},
        {"/etc/passwd", "/m/etc/passwd"},
        {"../etc/passwd", NULL},
        {"a/../../etc/passwd", NULL},
        {"a/..", NULL},
        {"%2e%2e/etc/passwd", NULL},
        {"..%2fetc%2fpasswd", NULL},
        {"a%2f..%2f..%2fb", NULL},
        {"a.html%00.png", NULL},
    };
    struct arena *arena = arena_new();
    char url[256];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(url, sizeof url, "https://x.example/%s", cases[i].rest);
        check_text(url, url_mirror_path(arena, url, "https://x.example/", "/m"), cases[i].expected);
    }
    check_text("another host",
               url_mirror_path(arena, "https://y.example/a", "https://x.example/", "/m"), NULL);
    arena_free(arena);
}

UNIT_MAIN("url", {"resolve", test_resolve}, {"tracking", test_tracking}, {"parts", test_parts},
          {"mirror", test_mirror})
