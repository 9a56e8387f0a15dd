#include "extract/feed/feed.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

#define BASE "https://x.example/feeds/world.xml"

static struct arena *arena;

static enum status read_feed(const char *text, struct feed *feed)
{
    struct error error = {0};

    if (arena != NULL) {
        arena_free(arena);
    }
    arena = arena_new();
    return feed_read(text, strlen(text), NULL, BASE, 200, arena, feed, &error);
}

/* Two NULLs are equal; CUnit names the line of this file only, so the text is printed. */
static void check_text(const char *got, const char *expected)
{
    if (got == NULL || expected == NULL || strcmp(got, expected) != 0) {
        if (got != expected) {
            printf("    got '%s', expected '%s'\n", got == NULL ? "NULL" : got,
                   expected == NULL ? "NULL" : expected);
            CU_FAIL("text differs");
        }
        return;
    }
    CU_PASS("");
}

static void check_item(const struct feed *feed, size_t number, const char *url, const char *title,
                       const char *author, const char *published_at)
{
    CU_ASSERT_FATAL(feed->count > number);
    check_text(feed->items[number].url, url);
    check_text(feed->items[number].title, title);
    check_text(feed->items[number].author, author);
    check_text(feed->items[number].published_at, published_at);
}

static void test_rss_091(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed(
            "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
            "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" "
            "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\">\n"
            "<rss version=\"0.91\"><channel><title>Paper</title><link>https://x.example/</link>"
            "<image><title>Logo</title><link>https://x.example/logo</link></image>"
            "<item><title>Caf\xe9</title><link> https://x.example/1 </link></item>"
            "</channel></rss>",
            &feed),
        STATUS_OK);
    CU_ASSERT_EQUAL(feed.count, 1);
    CU_ASSERT(!feed.damaged);
    check_item(&feed, 0, "https://x.example/1", "Caf\xc3\xa9", NULL, NULL);
}

static void test_rss_090(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed("<?xml version=\"1.0\"?><rdf:RDF "
                  "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                  "xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"><channel><title>Paper</title>"
                  "<link>https://x.example/</link></channel><item><title>One</title>"
                  "<link>https://x.example/1</link></item></rdf:RDF>",
                  &feed),
        STATUS_OK);
    CU_ASSERT_EQUAL(feed.count, 1);
    check_text(feed.title, "Paper");
    check_item(&feed, 0, "https://x.example/1", "One", NULL, NULL);
}

static void test_xhtml_title(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"xhtml\">"
                  "<div xmlns=\"http://www.w3.org/1999/xhtml\">A <em>b</em>old &amp; <b>fi</b>ne"
                  "<br/>day</div></title><link href=\"/1\"/></entry></feed>",
                  &feed),
        STATUS_OK);
    check_item(&feed, 0, "https://x.example/1", "A bold & fine day", NULL, NULL);
}

static void test_rss_1(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
            "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
            "<channel rdf:about=\"https://x.example/\"><title>Paper</title></channel>"
            "<item rdf:about=\"https://x.example/1\"><title>One</title>"
            "<link>https://x.example/one</link><dc:creator>Ana Sousa</dc:creator>"
            "<dc:date>2024-01-06T10:15:00-03:00</dc:date></item>"
            "<item rdf:about=\"https://x.example/2\"><title>Two</title></item></rdf:RDF>",
            &feed),
        STATUS_OK);
    CU_ASSERT_EQUAL(feed.count, 2);
    check_item(&feed, 0, "https://x.example/one", "One", "Ana Sousa", "2024-01-06T10:15:00-03:00");
    check_item(&feed, 1, "https://x.example/2", "Two", NULL, NULL);
}

static void test_rss_2(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed(
            "\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
            "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>"
            "<atom:link href=\"https://x.example/feeds/world.xml\" rel=\"self\"/>"
            "<item><title><![CDATA[Q & A]]></title><link>/a?id=1&amp;utm_source=rss#top</link>"
            "<media:content "
            "url=\"https://x.example/a.jpg\"><media:title>Photo</media:title></media:content>"
            "<author>ana@x.example (Ana Sousa)</author>"
            "<pubDate>Sat, 06 Jan 2024 10:15:00 EST</pubDate></item>"
            "<item><guid>https://x.example/b</guid><author>desk@x.example</author></item>"
            "<item><guid isPermaLink=\"false\">b-17</guid><title>No address</title></item>"
            "<item><link>https://x.example/b</link></item>"
            "<item><link>https://x.example/c?a=1&amp;amp;b=2</link></item>"
            "<item><link>javascript:alert(1)</link></item>"
            "<item><link>file:///etc/passwd</link></item></channel></rss>",
            &feed),
        STATUS_OK);
    CU_ASSERT_EQUAL(feed.count, 3); /* without address, double, and no http are left out */
    check_item(&feed, 0, "https://x.example/a?id=1", "Q & A", "Ana Sousa",
               "2024-01-06T10:15:00-05:00");
    check_item(&feed, 1, "https://x.example/b", NULL, NULL, NULL);
    check_item(&feed, 2, "https://x.example/c?a=1&b=2", NULL, NULL, NULL); /* escaped twice */
}

static void test_atom(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL_FATAL(
        read_feed(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://y.example/news/\">"
            "<title>Paper</title><link rel=\"self\" href=\"feed.atom\"/>"
            "<entry><title type=\"html\">One &amp;lt; two</title>"
            "<link rel=\"enclosure\" href=\"one.mp3\"/><link rel=\"alternate\" href=\"one.html\"/>"
            "<author><name>Ana Sousa</name><uri>https://y.example/ana</uri></author>"
            "<updated>2024-01-07T00:00:00Z</updated><published>2024-01-06T10:15:00+01:00</"
            "published>"
            "</entry>"
            "<entry><title>Two</title><link "
            "href=\"/two\"/><updated>2024-01-07T09:00:00Z</updated></entry>"
            "</feed>",
            &feed),
        STATUS_OK);
    CU_ASSERT_EQUAL(feed.count, 2);
    check_item(&feed, 0, "https://y.example/news/one.html", "One < two", "Ana Sousa",
               "2024-01-06T10:15:00+01:00");
    check_text(feed.items[0].modified_at, "2024-01-07T00:00:00Z");
    check_item(&feed, 1, "https://y.example/two", "Two", NULL, NULL);
}

static void test_malformed(void)
{
    struct feed feed;

    CU_ASSERT_EQUAL(read_feed("<rss><channel><item><title>A & B</title>"
                              "<link>https://x.example/1</link></item><item><link>https://x.exam",
                              &feed),
                    STATUS_OK);
    CU_ASSERT(feed.damaged);
    CU_ASSERT_FATAL(feed.count >= 1);
    check_text(feed.items[0].url, "https://x.example/1");
}

static void test_refused(void)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"", "bad_feed"},
        {"not XML", "bad_feed"},
        {"<html><body>Not found</body></html>", "bad_feed"},
        {"<rss><channel><item><title>cut", "bad_feed"},
        {"<rss version=\"2.0\"><channel><title>Paper</title></channel></rss>", "empty_feed"},
        {"<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "empty_feed"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *own = arena_new();
        struct error error = {0};
        struct feed feed;

        CU_ASSERT_EQUAL(
            feed_read(cases[i].text, strlen(cases[i].text), NULL, BASE, 200, own, &feed, &error),
            STATUS_REJECT);
        check_text(error.reason, cases[i].reason);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, BASE));
        arena_free(own);
    }
}

/* Entities neither read files nor grow without bound. */
static void test_entities(void)
{
    struct feed feed;
    char text[4096] =
        "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY a0 \"lol\">";
    size_t length = strlen(text);

    for (int i = 1; i < 12; i++) {
        length += (size_t)snprintf(
            text + length, sizeof text - length,
            "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i, i - 1, i - 1,
            i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    snprintf(text + length, sizeof text - length,
             "]><rss><channel><item><link>https://x.example/1</link><title>x&f;</title></item>"
             "<item><link>https://x.example/2</link><title>&a11;</title></item></channel></rss>");
    (void)read_feed(text, &feed);
    for (size_t i = 0; i < feed.count; i++) {
        const char *title = feed.items[i].title;

        CU_ASSERT(title == NULL || (strstr(title, "root:") == NULL && strlen(title) <= 4096));
    }
}

static void test_limit(void)
{
    struct error error = {0};
    struct arena *own = arena_new();
    struct feed feed;
    static const char text[] = "<rss><channel><item><link>https://x.example/1</link></item>"
                               "<item><link>https://x.example/2</link></item>"
                               "<item><link>https://x.example/3</link></item></channel></rss>";

    CU_ASSERT_EQUAL(feed_read(text, strlen(text), NULL, BASE, 2, own, &feed, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(feed.count, 2);
    check_text(feed.items[1].url, "https://x.example/2");
    arena_free(own);
}

static void test_recognise(void)
{
    static const struct {
        const char *text;
        bool feed;
    } cases[] = {
        {"<rss version=\"2.0\">", true},
        {"\xEF\xBB\xBF \n<?xml version=\"1.0\"?>\n<!-- <html> --><feed xmlns=\"x\">", true},
        {"<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"x\">", true},
        {"<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"/>", true},
        {"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}", true},
        {"{\"version\": 1}", false},
        {"<!DOCTYPE html><html><body><rss></body></html>", false},
        {"<html>", false},
        {"<!-- <rss>", false},
        {"rss", false},
        {"", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_EQUAL(feed_recognise(cases[i].text, strlen(cases[i].text)), cases[i].feed);
    }
}

static void test_dates(void)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"Sat, 06 Jan 2024 10:15:30 GMT", "2024-01-06T10:15:30Z"},
        {"Sat, 06 Jan 2024 10:15:30 +0000", "2024-01-06T10:15:30+00:00"},
        {"Sat, 06 Jan 2024 10:15:30 -0330", "2024-01-06T10:15:30-03:30"},
        {"6 Jan 2024 10:15 PDT", "2024-01-06T10:15:00-07:00"},
        {"06 Jan 24 23:59:59 Z", "2024-01-06T23:59:59Z"},
        {"Tues, 6 September 2022 08:00:00 GMT", "2022-09-06T08:00:00Z"},
        {"Sat, 06 Jan 2024", "2024-01-06T00:00:00Z"},
        {"2024-01-06T10:15:30.123+01:00", "2024-01-06T10:15:30+01:00"},
        {"2024-01-06", "2024-01-06T00:00:00Z"},
        {"Sat, 31 Feb 2024 10:15:30 GMT", NULL},
        {"Sat, 06 Foo 2024 10:15:30 GMT", NULL},
        {"Sat, 06 Jan 2024 25:15:30 GMT", "2024-01-06T00:00:00Z"}, /* the day still holds */
        {"yesterday", NULL},
        {"Saturday, January 6, 2024 10:15 PM EST", "2024-01-06T22:15:00-05:00"},
        {"Jan 6 2024 12:05 am", "2024-01-06T00:05:00Z"},
        {"Sat Jan  6 10:15:30 CET 2024", "2024-01-06T10:15:30+01:00"},
        {"sat,6 jan 2024 10:15:30 +0100", "2024-01-06T10:15:30+01:00"},
        {"Sat, 06 Jan 2024 10:15:30 GMT+02:00", "2024-01-06T10:15:30+02:00"},
        {"Sat, 06 Jan 2024 10:15:30 GMT+0530", "2024-01-06T10:15:30+05:30"},
        {"Sat, 06 Jan 2024 10:15:30 +3", "2024-01-06T10:15:30+03:00"},
        {"Sat, 06 Jan 2024 10:15:30.250 MSK", "2024-01-06T10:15:30+03:00"},
        {"Sat, 06 Jan 2024 10:15:30 Nowhere/Time", "2024-01-06T10:15:30Z"},
        {"Sat, 06 Jan 2024 24:00:00 GMT", "2024-01-07T00:00:00Z"},
        {"06-Jan-2024 10:15", "2024-01-06T10:15:00Z"},
        {"2024/1/6 9:05:00", "2024-01-06T09:05:00Z"},
        {"20240106T101530Z", "2024-01-06T10:15:30Z"},
        {"20240106T1015+0100", "2024-01-06T10:15:00+01:00"},
        {"20240106", "2024-01-06T00:00:00Z"},
        {"2024-01-06 10:15:30 UTC", "2024-01-06T10:15:30Z"},
        {" 2024-01-06T10:15Z\n", "2024-01-06T10:15:00Z"},
        {"sábado, 6 de enero de 2024 10:15", "2024-01-06T10:15:00Z"},
        {"6 января 2024 10:15", "2024-01-06T10:15:00Z"},
        {"2024-13-06", NULL},
        {"Sat, 06 Jan 2024 10:15:30 +9999", "2024-01-06T10:15:30Z"},
        {"1704535200", NULL},
        {"", NULL},
    };
    struct arena *own = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_text(feed_date(own, cases[i].text), cases[i].expected);
    }
    arena_free(own);
    if (arena != NULL) {
        arena_free(arena);
        arena = NULL;
    }
    xmlCleanupParser();
}

UNIT_MAIN("feed", {"RSS 0.90", test_rss_090}, {"RSS 0.91", test_rss_091},
          {"XHTML title", test_xhtml_title}, {"RSS 1.0", test_rss_1}, {"RSS 2.0", test_rss_2},
          {"Atom", test_atom}, {"malformed", test_malformed}, {"refused", test_refused},
          {"entities", test_entities}, {"limit", test_limit}, {"recognise", test_recognise},
          {"dates", test_dates})
