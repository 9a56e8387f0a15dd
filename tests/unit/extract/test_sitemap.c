#include "extract/feed/sitemap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "common/memory.h"
#include "extract/feed/site.h"
#include "tests/unit/unit.h"

#define OWN "https://www.gazette.example.co.uk/sitemap.xml"

static struct arena *arena;
static struct sitemap sitemap;
static struct error problem;

static enum status read_bytes(const char *data, size_t length, const char *url, size_t most)
{
    arena_free(arena);
    arena = arena_new();
    problem = (struct error){0};
    return sitemap_read(data, length, NULL, url, most, arena, &sitemap, &problem);
}

static enum status read_text(const char *text, const char *url)
{
    return read_bytes(text, strlen(text), url, 1000);
}

static size_t load(const char *name, char *bytes, size_t size)
{
    char path[200];
    FILE *file;
    size_t length;

    snprintf(path, sizeof path, "tests/feeds/%s", name);
    file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    length = fread(bytes, 1, size, file);
    fclose(file);
    return length;
}

static enum status read_file(const char *name, const char *url)
{
    static char bytes[16 * 1024];

    return read_bytes(bytes, load(name, bytes, sizeof bytes), url, 1000);
}

/* `count` times the same bytes, compressed; the caller frees. */
static char *compress_bytes(const char *data, size_t length, size_t count, size_t *size)
{
    z_stream stream = {0};
    size_t room = 1024 * 1024;
    char *out = mem_alloc(room);

    CU_ASSERT_EQUAL_FATAL(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY),
                          Z_OK);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    for (size_t i = 0; i < count; i++) {
        stream.next_in = (Bytef *)(uintptr_t)data;
        stream.avail_in = (uInt)length;
        CU_ASSERT_FATAL(deflate(&stream, Z_NO_FLUSH) == Z_OK && stream.avail_in == 0);
    }
    CU_ASSERT_EQUAL_FATAL(deflate(&stream, Z_FINISH), Z_STREAM_END);
    *size = room - stream.avail_out;
    deflateEnd(&stream);
    return out;
}

static void check_text(const char *got, const char *expected)
{
    if (got == NULL || expected == NULL ? got != expected : strcmp(got, expected) != 0) {
        printf("    got '%s', expected '%s'\n", got == NULL ? "NULL" : got,
               expected == NULL ? "NULL" : expected);
        CU_FAIL("text differs");
        return;
    }
    CU_PASS("");
}

static void test_urlset(void)
{
    CU_ASSERT_EQUAL_FATAL(read_file("sitemap.xml", OWN), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(sitemap.count, 3);
    CU_ASSERT_EQUAL(sitemap.foreign, 1);
    CU_ASSERT(!sitemap.is_index && !sitemap.is_news && !sitemap.damaged && !sitemap.truncated);
    check_text(sitemap.entries[0].url, "https://www.gazette.example.co.uk/world/ferry?a=1&b=2");
    check_text(sitemap.entries[0].modified_at, "2024-01-06T10:15:00+00:00");
    check_text(sitemap.entries[0].published_at, NULL);
    check_text(sitemap.entries[0].title, NULL);
    CU_ASSERT(!sitemap.entries[0].is_sitemap);
    check_text(sitemap.entries[1].url, "https://sport.gazette.example.co.uk/football");
    check_text(sitemap.entries[1].modified_at, "2024-01-05T00:00:00Z");
    check_text(sitemap.entries[2].url, "https://www.gazette.example.co.uk/no-date");
    check_text(sitemap.entries[2].modified_at, NULL); /* a year says too little */
}

static void test_index(void)
{
    CU_ASSERT_EQUAL_FATAL(read_file("sitemap-index.xml", OWN), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(sitemap.count, 2);
    CU_ASSERT_EQUAL(sitemap.foreign, 1);
    CU_ASSERT(sitemap.is_index);
    CU_ASSERT(sitemap.entries[0].is_sitemap && sitemap.entries[1].is_sitemap);
    check_text(sitemap.entries[0].modified_at, "2024-01-06T11:00:00Z");
    check_text(sitemap.entries[1].url, "https://www.gazette.example.co.uk/sitemap-2023-12.xml");
}

static void test_news(void)
{
    /* kept on another server: the entries' own site is believed */
    CU_ASSERT_EQUAL_FATAL(read_file("sitemap-news.xml", "https://files.example.net/news.xml"),
                          STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(sitemap.count, 1);
    const struct sitemap_entry *entry = &sitemap.entries[0];

    CU_ASSERT(sitemap.is_news);
    check_text(entry->url, "https://diario.example/2024/01/ponte.html");
    check_text(entry->title, "Ponte & porto: a obra começa");
    check_text(entry->outlet, "Diário do Porto");
    check_text(entry->language, "pt");
    check_text(entry->published_at, "2024-01-06T10:15:00-03:00");
    CU_ASSERT_EQUAL_FATAL(entry->tags.count, 3);
    check_text(entry->tags.items[2], "obras");
}

static void test_lines(void)
{
    CU_ASSERT_EQUAL_FATAL(read_file("sitemap.txt", "https://gazette.example/sitemap.txt"),
                          STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(sitemap.count, 3);
    CU_ASSERT(sitemap.damaged);
    check_text(sitemap.entries[0].url, "https://gazette.example/one");
    check_text(sitemap.entries[2].url, "https://gazette.example/three");
}

/* The protocol lets feeds be sitemaps. */
static void test_feed(void)
{
    CU_ASSERT_EQUAL_FATAL(read_file("rss20.xml", "https://gazette.example/rss20.xml"), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(sitemap.count, 2);
    check_text(sitemap.entries[0].url, "https://gazette.example/world/ferry?id=7");
    check_text(sitemap.entries[0].published_at, "2024-01-06T10:15:00Z");
}

static void test_gzip(void)
{
    static char bytes[16 * 1024];
    size_t length = load("sitemap.xml", bytes, sizeof bytes), size;
    char *packed = compress_bytes(bytes, length, 1, &size);

    CU_ASSERT(sitemap_recognise(packed, size));
    CU_ASSERT_EQUAL(read_bytes(packed, size, OWN, 1000), STATUS_OK);
    CU_ASSERT_EQUAL(sitemap.count, 3);
    CU_ASSERT(!sitemap.truncated);
    CU_ASSERT_EQUAL(read_bytes(packed, size * 2 / 3, OWN, 1000), STATUS_OK); /* cut */
    CU_ASSERT(sitemap.truncated);
    CU_ASSERT(sitemap.count >= 1);
    free(packed);
}

/* What uncompresses to more than a sitemap may have is read that far. */
static void test_gzip_bomb(void)
{
    static const char start[] = "<urlset><url><loc>" OWN "</loc></url>";
    static char spaces[1024 * 1024];
    size_t size;
    char *packed;

    memset(spaces, ' ', sizeof spaces);
    packed = compress_bytes(spaces, sizeof spaces, 200, &size);
    CU_ASSERT_EQUAL(read_bytes(packed, size, OWN, 1000), STATUS_REJECT);
    check_text(problem.reason, "bad_sitemap");
    CU_ASSERT(!sitemap_recognise(packed, size));
    free(packed);

    memcpy(spaces, start, strlen(start));
    packed = compress_bytes(spaces, sizeof spaces, 200, &size);
    CU_ASSERT_EQUAL(read_bytes(packed, size, OWN, 1000), STATUS_OK);
    CU_ASSERT(sitemap.truncated);
    CU_ASSERT_EQUAL(sitemap.count, 1);
    free(packed);
}

static void test_limits(void)
{
    enum { COUNT = SITEMAP_ENTRIES_MAX + 10 };
    char *text = mem_alloc((size_t)COUNT * 60);
    size_t length = (size_t)sprintf(text, "<urlset>");

    for (int i = 0; i < COUNT; i++) {
        length += (size_t)sprintf(text + length, "<url><loc>https://x.example/%d</loc></url>", i);
    }
    length += (size_t)sprintf(text + length, "</urlset>");
    CU_ASSERT_EQUAL(read_bytes(text, length, NULL, SIZE_MAX), STATUS_OK);
    CU_ASSERT_EQUAL(sitemap.count, SITEMAP_ENTRIES_MAX);
    CU_ASSERT(sitemap.truncated);
    CU_ASSERT_EQUAL(read_bytes(text, length, NULL, 2), STATUS_OK);
    CU_ASSERT_EQUAL(sitemap.count, 2);
    CU_ASSERT(sitemap.truncated);
    free(text);
}

static void test_damaged(void)
{
    CU_ASSERT_EQUAL(read_text("\n<?xml version=\"1.0\"?><URLSET><url><loc>https://x.example/a?b&c"
                              "<url><loc>https://x.example/2</loc></url><url><loc>https://x.ex",
                              "https://x.example/s.xml"),
                    STATUS_OK);
    CU_ASSERT(sitemap.damaged && sitemap.truncated);
    CU_ASSERT_FATAL(sitemap.count >= 2);
    check_text(sitemap.entries[0].url, "https://x.example/a?b&c");
    check_text(sitemap.entries[1].url, "https://x.example/2");
}

static void test_refused(void)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"", "bad_sitemap"},
        {"<html><body>Not found</body></html>", "bad_sitemap"},
        {"Not found\nhttps://x.example/", "bad_sitemap"},
        {"<rss><channel/></rss>", "bad_sitemap"},
        {"\x1f\x8b\x08 no gzip", "bad_sitemap"},
        {"<urlset></urlset>", "empty_sitemap"},
        {"<urlset><url><loc>file:///etc/passwd</loc></url></urlset>", "empty_sitemap"},
        {"<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
         "<urlset><url><loc>&x;</loc></url></urlset>",
         "empty_sitemap"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_EQUAL(read_text(cases[i].text, NULL), STATUS_REJECT);
        check_text(problem.reason, cases[i].reason);
    }
    CU_ASSERT(sitemap_recognise("<sitemapindex/>", 15));
    CU_ASSERT(!sitemap_recognise("<html>", 6));
    CU_ASSERT(!sitemap_recognise("", 0));
}

static void test_site(void)
{
    static const struct {
        const char *url, *site;
    } cases[] = {
        {"https://www.a.example.co.uk/x", "example.co.uk"},
        {"https://example.co.uk", "example.co.uk"},
        {"http://user:pw@News.Example.de:8080/", "example.de"},
        {"http://127.0.0.1:81/x", "127.0.0.1:81"},
        {"http://[::1]:81/x", "[::1]:81"},
        {"http://localhost:8000/", "localhost:8000"},
        {"no address", NULL},
    };

    arena_free(arena);
    arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_text(site_of(arena, cases[i].url), cases[i].site);
    }
    arena_free(arena);
    arena = NULL;
}

UNIT_MAIN("sitemap", {"urlset", test_urlset}, {"index", test_index}, {"news", test_news},
          {"lines", test_lines}, {"feed", test_feed}, {"gzip", test_gzip},
          {"gzip bomb", test_gzip_bomb}, {"limits", test_limits}, {"damaged", test_damaged},
          {"refused", test_refused}, {"site", test_site})
