#include "extract/page/tree.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "extract/page/strip.h"
#include "tests/unit/unit.h"

static void check_strip(const char *html, const char *expected)
{
    struct arena *arena = arena_new();
    struct string_list jsonld = {0};
    struct strip strip;

    strip_html(html, strlen(html), arena, &jsonld, &strip);
    if (strcmp(strip.text, expected) != 0) {
        printf("    %s\n    got      %s\n    expected %s\n", html, strip.text, expected);
    }
    CU_ASSERT_STRING_EQUAL(strip.text, expected);
    CU_ASSERT_EQUAL(strip.length, strlen(strip.text));
    free(strip.text);
    arena_free(arena);
}

static void test_scripts(void)
{
    check_strip("<p>a<script>if (b < c) document.write('<p>d</p>');</script>e</p>", "<p>ae</p>");
    check_strip("a<script>x = '</scripts>'</SCRIPT >b", "ab");
    check_strip("a<script><!-- x('<script>y<\\/script>') --></script>b", "ab");
    check_strip("a<script><!-- <script> </script> b --></script>c", "ac");
    check_strip("a<script>never ends <p>b</p>", "a");
    check_strip("a<script src=\"x.js\"/>b", "ab");
    check_strip("a<script src=x.js/>b</script>c", "ac");
    check_strip("a<style>p > b { content: '</p>' }</style>b", "ab");
    check_strip("a<iframe src=x><p>b</p></iframe>c", "ac");
    check_strip("a</script>b", "a</script>b");
}

static void test_comments(void)
{
    check_strip("a<!-- <p>b</p> -->c", "ac");
    check_strip("a<!-->b-->", "ab-->");
    check_strip("a<!--->b", "ab");
    check_strip("a<!-- b --!>c", "ac");
    check_strip("a<!-- b -- > c", "a");
    check_strip("<!DOCTYPE html><?xml version='1.0'?><p>a</p>", "<p>a</p>");
    check_strip("a<![CDATA[b]]>c", "ac");
    check_strip("<!--[if !IE]><!--><p>a</p><!--<![endif]-->", "<p>a</p>");
}

static void test_drawings(void)
{
    check_strip("a<svg><title>b</title><g><svg/><text>c</text></g></svg>d", "ad");
    check_strip("a<svg><path><p>b</p>c", "a<p>b</p>c"); /* browsers leave the drawing here, too */
    check_strip("a<svg/>b", "ab");
    check_strip("a<math><mi>x</mi></math>b", "ab");
}

static void test_attributes(void)
{
    check_strip("<div CLASS=a id='b' onclick=\"if (a > b) c()\" style='color:red'>x",
                "<div CLASS=\"a\" id=\"b\">x</div>");
    check_strip("<div style=\"display:none\">x", "<div style=\"display:none\">x</div>");
    check_strip("<a href='a\"b' title=c>d</a>", "<a href='a\"b' title=\"c\">d</a>");
    check_strip("<a href = b/>c", "<a href=\"b/\">c");
    check_strip("<a \"b\">c</a \"d\">", "<a>c</a>");
    check_strip("<a href=\"b", "<a href=\"b\">");
    check_strip("a < b <_c> <<p>d", "a < b _c> <<p>d");
    check_strip("<link rel=stylesheet href=a><link rel=canonical href=b>",
                "<link rel=\"canonical\" href=\"b\">");
}

static void test_space(void)
{
    check_strip("<div>\n  <p>  a  <b>b</b> <i>c</i>\n </p>\n</div>",
                "<div><p>a <b>b</b> <i>c</i></p></div>");
    check_strip("<pre>a\n  b\n</pre>  <p> c", "<pre>a\n  b\n</pre><p>c");
    check_strip("<title> a <b> </title>", "<title> a b> </title>");
}

static void test_nesting(void)
{
    check_strip("<ul><li><div>a</li><li>b</ul>c", "<ul><li><div>a</div></li><li>b</li></ul>c");
    check_strip("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>");
    check_strip("<table><tr><td>a<td>b<tr><td>c</div></table>d",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d");
    check_strip("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
    check_strip("<div><section>a</div>b</section>c", "<div><section>a</section></div>bc");
    check_strip("a</div></ul>b", "ab");
    check_strip("<a name=x/>b<a name=\"y\" />c<div/>d",
                "<a name=\"x/\">b<a name=\"y\"/>c<div>d</div>");
}

/* libxml2 ends its work at a depth of 256. */
static void test_depth(void)
{
    static const char *const tags[] = {"<div>", "<font>", "<div><b>", "<table><tr><td>",
                                       "<ul><li>"};

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct arena *arena = arena_new();
        char html[8192] = "";
        struct tree tree;

        for (size_t n = 0; n < 300; n++) {
            memcpy(html + strlen(html), tags[i], strlen(tags[i]) + 1);
        }
        memcpy(html + strlen(html), "<p>found</p>", sizeof "<p>found</p>");
        CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, html, strlen(html)));
        CU_ASSERT_NOT_EQUAL(tree_first(&tree, 0, TAG_P), TREE_NONE);
        tree_close(&tree);
        arena_free(arena);
    }
    xmlCleanupParser();
}

/* Names that a page makes up are kept up to a bound, its text is all there. */
static void test_names(void)
{
    static const char *const forms[][2] = {{"<x", ">a"}, {"<p x", ">a"}, {"a&x", ";"}};
    enum { NAMES = 10000, NAME_SIZE = 16, KEPT_MOST = 2000 };

    for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
        char *html = mem_alloc(NAMES * NAME_SIZE), *end = html;
        struct arena *arena = arena_new();
        struct string_list jsonld = {0};
        size_t texts = 0, names = 0;
        struct strip strip;

        for (int i = 0; i < NAMES; i++) {
            end += snprintf(end, NAME_SIZE, "%s%d%s", forms[form][0], i, forms[form][1]);
        }
        strip_html(html, (size_t)(end - html), arena, &jsonld, &strip);
        for (const char *p = strip.text; *p != '\0'; p++) {
            texts += *p == 'a';
            names += *p == 'x' && (p[-1] != ' ' || p[-2] != 'a');
        }
        CU_ASSERT_EQUAL(texts, NAMES);
        CU_ASSERT_TRUE(names > 0 && names <= KEPT_MOST);
        free(strip.text);
        arena_free(arena);
        free(html);
    }
}

static void test_jsonld(void)
{
    static const char html[] =
        "<script type='application/ld+json'>{\"a\": \"<p>\"}</script>"
        "<script>no</script><svg></svg><script type=application/ld+json>[]</script>";
    struct arena *arena = arena_new();
    struct string_list jsonld = {0};
    struct strip strip;

    strip_html(html, sizeof html - 1, arena, &jsonld, &strip);
    CU_ASSERT_EQUAL_FATAL(jsonld.count, 2);
    CU_ASSERT_STRING_EQUAL(jsonld.items[0], "{\"a\": \"<p>\"}");
    CU_ASSERT_STRING_EQUAL(jsonld.items[1], "[]");
    free(strip.text);
    arena_free(arena);
}

static void test_index(void)
{
    static const char html[] =
        "<html><body class='x y'><div id=m class='x y'><p>one <a href=/>two</a></p>"
        "<p>This is a paragraph of more than fifty letters, so that it is running text.</p>"
        "<noscript>hidden</noscript><template>no</template></div><p>end"
        "<p>And this is the other paragraph, which makes more than two hundred bytes of running "
        "text together with the first, lest the words in noscript count: nobody sees them, and "
        "what nobody sees is no part of the page, whatever else may stand in it.</p>"
        "</body></html>";
    struct arena *arena = arena_new();
    struct tree tree;
    uint32_t div, p, a;

    CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, html, sizeof html - 1));
    div = tree_first(&tree, 0, TAG_DIV);
    p = tree_first(&tree, 0, TAG_P);
    a = tree_first(&tree, 0, TAG_A);
    CU_ASSERT_TRUE_FATAL(div != TREE_NONE && p != TREE_NONE && a != TREE_NONE);
    CU_ASSERT_EQUAL(tree.nodes[tree.body].tag, TAG_BODY);
    CU_ASSERT_EQUAL(tree.nodes[div].parent, tree.body);
    CU_ASSERT_TRUE(tree_is_in(&tree, a, p));
    CU_ASSERT_FALSE(tree_is_in(&tree, div, p));
    CU_ASSERT_EQUAL(tree.nodes[div].class_value, tree.nodes[tree.body].class_value);
    CU_ASSERT_STRING_EQUAL(tree_class(&tree, div), "x y");
    CU_ASSERT_STRING_EQUAL(tree_id(&tree, div), "m");
    CU_ASSERT_STRING_EQUAL(tree_class(&tree, p), "");
    CU_ASSERT_EQUAL(tree_text_bytes(&tree, p), 6);
    CU_ASSERT_EQUAL(tree_link_bytes(&tree, p), 3);
    CU_ASSERT_EQUAL(tree_run_bytes(&tree, p), 0);
    CU_ASSERT_EQUAL(tree_text_bytes(&tree, div), 6 + tree_run_bytes(&tree, div));
    CU_ASSERT_STRING_EQUAL(tree_text(&tree, arena, p, 10), "one two");
    CU_ASSERT_PTR_NULL(tree_text(&tree, arena, p, 5));
    CU_ASSERT_EQUAL(tree.nodes[tree.nodes[div].end].tag, TAG_P);
    tree_close(&tree);

    CU_ASSERT_FALSE(tree_read(&tree, arena, "<!-- -->", 8));
    CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, "<noscript><p>a</p></noscript>", 29));
    CU_ASSERT_NOT_EQUAL(tree_first(&tree, 0, TAG_P), TREE_NONE);
    tree_close(&tree);
    arena_free(arena);
    xmlCleanupParser();
}

/* Each would take minutes if it took more than linear time. */
static void test_hostile(void)
{
    static const char *const parts[] = {" a=b",
                                        "<svg>",
                                        "<script>",
                                        "<script/>",
                                        "<!--",
                                        "<textarea>",
                                        "<",
                                        "</",
                                        "<a \"",
                                        "<b>",
                                        "<title>",
                                        "<div class=x",
                                        "<script><!--<script>",
                                        "\r",
                                        "</script",
                                        "<p id=a",
                                        "<link rel=canonical ",
                                        "<i/><math>"};
    enum { SIZE = 1 << 20 };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct arena *arena = arena_new();
        size_t length = strlen(parts[i]), size = 2;
        char *html = mem_alloc(SIZE);
        struct tree tree;

        memcpy(html, "<p", size);
        for (; size + length <= SIZE; size += length) {
            memcpy(html + size, parts[i], length);
        }
        if (tree_read(&tree, arena, html, size)) {
            CU_ASSERT_TRUE(tree.count > 0);
            tree_close(&tree);
        }
        free(html);
        arena_free(arena);
    }
}

static void test_tags(void)
{
    CU_ASSERT_EQUAL(tag_named("A", 1), TAG_A);
    CU_ASSERT_EQUAL(tag_named("address", 7), TAG_ADDRESS);
    CU_ASSERT_EQUAL(tag_named("abcdefghijklm", 13), TAG_OTHER);
    CU_ASSERT_EQUAL(tag_named("FigCaption", 10), TAG_FIGCAPTION);
    CU_ASSERT_EQUAL(tag_named("h6", 2), TAG_H6);
    CU_ASSERT_EQUAL(tag_named("xmp", 3), TAG_XMP);
    CU_ASSERT_EQUAL(tag_named("my-element", 10), TAG_OTHER);
    CU_ASSERT_EQUAL(tag_named("", 0), TAG_OTHER);
    CU_ASSERT_TRUE(tag_is_block(TAG_BR));
    CU_ASSERT_FALSE(tag_is_block(TAG_SPAN));
}

UNIT_MAIN("tree", {"tags", test_tags}, {"scripts and styles", test_scripts},
          {"comments", test_comments}, {"drawings", test_drawings}, {"attributes", test_attributes},
          {"nesting", test_nesting}, {"names", test_names}, {"depth", test_depth},
          {"white space", test_space}, {"JSON-LD", test_jsonld}, {"index", test_index},
          {"hostile input", test_hostile})
