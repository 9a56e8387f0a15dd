#include "extract/feed/discover.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "tests/unit/unit.h"

static struct arena *arena;

static struct discover_page page_of(const char *text)
{
    arena_free(arena);
    arena = arena_new();
    return (struct discover_page){"https://gazette.example/world/", text, strlen(text), NULL};
}

static void check(const struct string_list *urls, const char *expected)
{
    char got[2000] = "";

    for (size_t i = 0; i < urls->count; i++) {
        size_t length = strlen(got);

        snprintf(got + length, sizeof got - length, "%s%s", i > 0 ? " " : "", urls->items[i]);
    }
    if (strcmp(got, expected) != 0) {
        printf("    got      %s\n    expected %s\n", got, expected);
        CU_FAIL("addresses differ");
    }
    CU_PASS("");
}

static void test_feeds(void)
{
    const struct discover_page page = page_of(
        "<html><head><base href=\"/w/\">"
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Gazette Comments\" "
        "href=\"/c.xml\">"
        "<link rel=\"home alternate\" type=\"application/atom+xml; charset=utf-8\" href=\"main\">"
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/comments/feed/\">"
        "<link rel=\"alternate\" hreflang=\"de\" href=\"/de/\">"
        "<link rel=\"stylesheet\" type=\"text/css\" href=\"/feed.css\">"
        "<link rel=\"alternate\" type=\"application/feed+json\" href=\"feed.json\">"
        "</head><body><a href=\"/about-feeding-birds\">Birds</a> <a href=\"/sport/rss\">RSS</a>"
        "<a href=\"//rss.gazette.example/all\">all</a><a href=\"/world.rss?x=1\">w</a>"
        "<a href=\"main\">again</a><a href=\"/atom.xml\">a</a><a href=\"/press\">p</a></body>");
    struct string_list urls;

    discover_feeds(&page, arena, &urls);
    check(&urls, "https://gazette.example/w/main https://gazette.example/w/feed.json "
                 "https://gazette.example/sport/rss https://rss.gazette.example/all "
                 "https://gazette.example/world.rss?x=1 https://gazette.example/atom.xml "
                 "https://gazette.example/c.xml https://gazette.example/comments/feed/");
}

static void test_no_feeds(void)
{
    const struct discover_page page = page_of("<p>Nothing <a href=\"/\">here</a></p>");
    const struct discover_page empty = {"https://gazette.example/", "", 0, NULL};
    struct string_list urls;

    discover_feeds(&page, arena, &urls);
    CU_ASSERT_EQUAL(urls.count, 0);
    discover_feeds(&empty, arena, &urls);
    CU_ASSERT_EQUAL(urls.count, 0);
    discover_common_feeds("https://gazette.example/world/?x=1", arena, &urls);
    CU_ASSERT_FATAL(urls.count > 3);
    CU_ASSERT_STRING_EQUAL(urls.items[0], "https://gazette.example/feed/");
}

static void test_sitemaps(void)
{
    static const char robots[] = "User-agent: *\r\nDisallow: /x\r\nSitemap: /all.xml\r\n"
                                 "# Sitemap: https://gazette.example/comment.xml\n"
                                 "  sitemap:https://gazette.example/google-news.xml\n"
                                 "Sitemap:\nSitemap: ftp://gazette.example/a.xml\n"
                                 "Sitemap: https://gazette.example/last.xml";
    struct string_list urls;

    (void)page_of("");
    discover_sitemaps(robots, strlen(robots), "https://gazette.example/robots.txt", arena, &urls);
    check(&urls, "https://gazette.example/google-news.xml https://gazette.example/all.xml "
                 "https://gazette.example/last.xml");
}

/* A front page: `count` headlines with their class, among other links. */
static char *front_page(int count, const char *open, const char *close)
{
    char *text = mem_alloc(200000);
    size_t length = (size_t)sprintf(text, "<html><body><nav class=\"menu\">");

    for (int i = 0; i < 30; i++) {
        length += (size_t)sprintf(text + length,
                                  "<a class=\"item\" href=\"/section-%d/\">Section %d</a> ", i, i);
    }
    length += (size_t)sprintf(text + length, "</nav><main class=\"page\">");
    for (int i = 0; i < count; i++) {
        length += (size_t)sprintf(
            text + length,
            "%s<a href=\"/2024/01/story-of-day-%d.html\">The council met for the %dth "
            "time</a>%s",
            open, i, i, close);
    }
    (void)sprintf(text + length,
                  "</main><footer class=\"page\"><a href=\"/imprint-of-this-page-1/\">"
                  "Imprint of this page and more</a></footer></body></html>");
    return text;
}

static void test_listing(void)
{
    struct discover_listing found;
    char *text = front_page(12, "<div class=\"card big\"><h3 class=\"title\">", "</h3></div>");
    struct discover_page page = page_of(text);

    CU_ASSERT_FATAL(discover_listing(&page, arena, &found));
    CU_ASSERT_PTR_NOT_NULL_FATAL(found.class_name);
    CU_ASSERT(strcmp(found.class_name, "card") == 0 || strcmp(found.class_name, "big") == 0 ||
              strcmp(found.class_name, "title") == 0);
    CU_ASSERT_EQUAL(found.articles, 12);
    CU_ASSERT_EQUAL(found.others, 0);
    free(text);

    text = front_page(12, "<h2>", "</h2>"); /* without a class of their own */
    page = page_of(text);
    CU_ASSERT_FATAL(discover_listing(&page, arena, &found));
    CU_ASSERT_EQUAL(found.articles, 12);
    CU_ASSERT(found.xpath != NULL || found.others <= 1);
    free(text);

    text = front_page(12, "<div class=\"Card-iDACNV css-1x2y3z headline\">", "</div>");
    page = page_of(text);
    CU_ASSERT_FATAL(discover_listing(&page, arena, &found));
    CU_ASSERT_STRING_EQUAL(found.class_name, "headline"); /* the others change with each build */
    free(text);

    text = front_page(2, "<h2 class=\"title\">", "</h2>"); /* too few */
    page = page_of(text);
    CU_ASSERT(!discover_listing(&page, arena, &found));
    free(text);
    arena_free(arena);
    arena = NULL;
    xmlCleanupParser();
}

UNIT_MAIN("discover", {"feeds", test_feeds}, {"no feeds", test_no_feeds},
          {"sitemaps", test_sitemaps}, {"listing", test_listing})
