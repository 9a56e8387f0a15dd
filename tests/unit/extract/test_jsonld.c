#include "extract/page/jsonld_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "extract/page/meta.h"
#include "tests/unit/unit.h"

static void check_parse(const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    json_t *values = json_array();
    char *got;

    jsonld_parse(arena, text, values);
    got = json_dumps(values, JSON_COMPACT | JSON_ENSURE_ASCII);
    if (strcmp(got, expected) != 0) {
        printf("    %s\n    got      %s\n    expected %s\n", text, got, expected);
    }
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
    json_decref(values);
    arena_free(arena);
}

static void test_good(void)
{
    check_parse("{\"a\": 1}", "[{\"a\":1}]");
    check_parse("[{\"a\": 1}, {\"b\": 2}]", "[[{\"a\":1},{\"b\":2}]]");
    check_parse("  \n{\"a\": \"\\u00e9\"}\n ", "[{\"a\":\"\\u00E9\"}]");
}

static void test_around(void)
{
    check_parse("<!-- {\"a\": 1} -->", "[{\"a\":1}]");
    check_parse("//<![CDATA[\n{\"a\": 1}\n//]]>", "[{\"a\":1}]");
    check_parse("/*<![CDATA[*/ {\"a\": [1]} /*]]>*/", "[{\"a\":[1]}]");
    check_parse("{\"a\": 1};", "[{\"a\":1}]");
    check_parse("{\"a\": 1}{\"b\": 2}", "[{\"a\":1},{\"b\":2}]");
    check_parse("{\"a\": 1},\n{\"b\": 2}", "[{\"a\":1},{\"b\":2}]");
}

static void test_damaged(void)
{
    check_parse("{\"a\": 1,}", "[{\"a\":1}]");
    check_parse("{\"a\": [1, 2, ],}", "[{\"a\":[1,2]}]");
    check_parse("{\"a\": 1,, \"b\": 2}", "[{\"a\":1,\"b\":2}]");
    check_parse("{\"a\": \"one\ntwo\tthree\"}", "[{\"a\":\"one two three\"}]");
    check_parse("{\"a\": \"one \"two\" three\"}", "[{\"a\":\"one \\\"two\\\" three\"}]");
    check_parse("{\"a\": \"so \"we\", he said\", \"b\": 1}",
                "[{\"a\":\"so \\\"we\\\", he said\",\"b\":1}]");
    check_parse("{\"a\": \"it\\'s\"}", "[{\"a\":\"it 's\"}]");
    check_parse("{\"a\": \"\\ud83d!\"}", "[{\"a\":\" !\"}]");
    check_parse("{\"a\": \"\\ud83d\\ude00\",}", "[{\"a\":\"\\uD83D\\uDE00\"}]");
    check_parse("{\"a\": 1, /* two */ \"b\": 2 // three\n}", "[{\"a\":1,\"b\":2}]");
    check_parse("{&quot;a&quot;: &quot;b&quot;}", "[{\"a\":\"b\"}]");
    check_parse("{\"a\": 1}{\"b\": \"x\ny\"}", "[{\"a\":1},{\"b\":\"x y\"}]");
}

static void test_hopeless(void)
{
    check_parse("", "[]");
    check_parse("no braces", "[]");
    check_parse("{", "[]");
    check_parse("}{", "[]");
    check_parse("{\"a\": ", "[]");
    check_parse("{{{{", "[]");
    check_parse("{\"a\": \"\\", "[]");
    check_parse("{\"a\": \"\\u12", "[]");
}

/* Reads a page whose head holds `head`, and its JSON-LD. */
static void read_meta(struct arena *arena, const char *head, const char *json, struct meta *meta)
{
    const char *html =
        arena_printf(arena,
                     "<html><head>%s<script type=\"application/ld+json\">%s</script></head>"
                     "<body><p>Text of the page.</p></body></html>",
                     head, json);
    struct tree tree;

    CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, html, strlen(html)));
    meta_read(meta, arena, &tree, NULL);
    tree_close(&tree);
}

static void check_page(const char *head, const char *json, const char *title, const char *author)
{
    struct arena *arena = arena_new();
    struct meta *meta = arena_alloc(arena, sizeof *meta);
    const char *got_title, *got_author;

    read_meta(arena, head, json, meta);
    got_title = meta->facts[META_TITLE].value == NULL ? "" : meta->facts[META_TITLE].value;
    got_author = meta->authors.count == 0 ? "" : meta->authors.items[meta->authors.count - 1];
    if (strcmp(got_title, title) != 0 || strcmp(got_author, author) != 0) {
        printf("    %s\n    got '%s' by '%s'\n", json, got_title, got_author);
    }
    CU_ASSERT_STRING_EQUAL(got_title, title);
    CU_ASSERT_STRING_EQUAL(got_author, author);
    arena_free(arena);
}

static void test_shapes(void)
{
    check_page("",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               " \"author\": {\"@type\": \"Person\", \"name\": \"Rosa Quispe\"}}",
               "Rain in Lima", "Rosa Quispe");
    check_page("",
               "{\"@type\": [\"Article\", \"Thing\"], \"headline\": [\"Rain in Lima\"],"
               " \"author\": [\"By Rosa Quispe\"]}",
               "Rain in Lima", "Rosa Quispe");
    check_page("",
               "{\"@type\": \"http://schema.org/BlogPosting\", \"name\": \"Rain in Lima\","
               " \"author\": {\"@type\": \"Person\", \"name\": [\"Luis Paz\", \"Rosa Quispe\"]}}",
               "Rain in Lima", "Rosa Quispe");
    check_page("",
               "{\"@graph\": [{\"@type\": \"WebPage\", \"name\": \"Rain in Lima - The Star\"},"
               " {\"@type\": \"Article\", \"headline\": \"Rain in Lima\","
               "  \"author\": {\"@id\": \"#rosa\"}},"
               " {\"@type\": \"Person\", \"@id\": \"#rosa\", \"name\": \"Rosa Quispe\"}]}",
               "Rain in Lima", "Rosa Quispe");
    check_page("",
               "{\"@type\": \"WebPage\", \"mainEntity\": {\"@type\": \"NewsArticle\","
               " \"headline\": \"Rain in Lima\", \"author\": {\"name\": \"Rosa Quispe\"}}}",
               "Rain in Lima", "Rosa Quispe");
    check_page("",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain &amp; wind in Lima\","
               " \"creator\": [\"Rosa Quispe\"]}",
               "Rain & wind in Lima", "Rosa Quispe");
}

/* The article that the page is about, not those beside it. */
static void test_main(void)
{
    check_page("<meta property=\"og:title\" content=\"Rain in Lima\">",
               "[{\"@type\": \"NewsArticle\", \"headline\": \"Snow in Cusco\","
               "  \"author\": \"Luis Paz\"},"
               " {\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               "  \"author\": \"Rosa Quispe\"}]",
               "Rain in Lima", "Rosa Quispe");
    check_page("<link rel=\"canonical\" href=\"https://star.example/rain\">",
               "[{\"@type\": \"NewsArticle\", \"headline\": \"Snow in Cusco\","
               "  \"url\": \"https://star.example/snow\", \"author\": \"Luis Paz\"},"
               " {\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               "  \"mainEntityOfPage\": {\"@id\": \"http://www.star.example/rain/\"},"
               "  \"author\": \"Rosa Quispe\"}]",
               "Rain in Lima", "Rosa Quispe");
    check_page("<title>News - The Star</title>",
               "{\"@type\": \"ItemList\", \"itemListElement\": [{\"@type\": \"NewsArticle\","
               " \"headline\": \"Snow in Cusco\", \"author\": \"Luis Paz\"}]}",
               "News - The Star", "");
    check_page("",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\", \"author\":"
               " \"Rosa Quispe\", \"comment\": [{\"@type\": \"Comment\", \"author\":"
               " {\"@type\": \"Person\", \"name\": \"Angry Reader\"}}], \"hasPart\":"
               " {\"@type\": \"NewsArticle\", \"headline\": \"Snow\", \"author\": \"Luis Paz\"}}",
               "Rain in Lima", "Rosa Quispe");
}

/* An outlet is nobody. */
static void test_outlets(void)
{
    check_page("<meta name=\"author\" content=\"Rosa Quispe\">",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               " \"author\": {\"@type\": \"Organization\", \"name\": \"The Evening Star\"},"
               " \"publisher\": {\"@type\": \"Organization\", \"name\": \"The Evening Star\"}}",
               "Rain in Lima", "Rosa Quispe");
    check_page("<meta property=\"og:site_name\" content=\"Evening Star\">",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               " \"author\": \"Evening Star\"}",
               "Rain in Lima", "");
    check_page("<meta name=\"author\" content=\"The Evening Star\">",
               "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\","
               " \"publisher\": {\"@type\": \"Organization\", \"name\": \"The Evening Star\"}}",
               "Rain in Lima", "");
}

static void test_other_facts(void)
{
    struct arena *arena = arena_new();
    struct meta *meta = arena_alloc(arena, sizeof *meta);

    read_meta(arena, "",
              "[{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Lima\", \"keywords\":"
              " [\"rain\", \"Lima\", \"Rain\"], \"image\": {\"@type\": \"ImageObject\","
              " \"url\": \"https://star.example/rain.jpg\"}, \"publisher\": {\"name\":"
              " \"The Evening Star\"}, \"datePublished\": \"2023-03-09T10:00:00Z\"},"
              " {\"@type\": \"BreadcrumbList\", \"itemListElement\": ["
              "  {\"@type\": \"ListItem\", \"position\": 1, \"name\": \"Home\"},"
              "  {\"@type\": \"ListItem\", \"position\": 2, \"item\": {\"@id\": \"/peru\","
              "   \"name\": \"Peru\"}},"
              "  {\"@type\": \"ListItem\", \"position\": 3, \"name\": \"Rain in Lima\"}]}]",
              meta);
    CU_ASSERT_EQUAL(meta->tags.count, 2);
    CU_ASSERT_STRING_EQUAL(meta->facts[META_IMAGE].value, "https://star.example/rain.jpg");
    CU_ASSERT_STRING_EQUAL(meta->facts[META_SITE].value, "The Evening Star");
    CU_ASSERT_STRING_EQUAL(meta->facts[META_SECTION].value, "Peru");
    CU_ASSERT_STRING_EQUAL(meta->facts[META_PUBLISHED].value, "2023-03-09T10:00:00Z");
    CU_ASSERT_TRUE(meta->article_type);
    arena_free(arena);
}

UNIT_MAIN("JSON-LD", {"good JSON", test_good}, {"what pages put around it", test_around},
          {"damaged JSON is mended", test_damaged}, {"what is none is left out", test_hopeless},
          {"shapes of articles", test_shapes}, {"the page's own article", test_main},
          {"outlets are no authors", test_outlets}, {"tags, picture, outlet", test_other_facts})
