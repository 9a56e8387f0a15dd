#include "extract/page/meta.h"

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

/* A page of one story, with what a case adds to its head, and around its headline. */
static void read_page(struct arena *arena, const char *head, const char *body, struct meta *meta)
{
    static const char text[] =
        "<p>The bridge over the Tagus was closed on Monday after the storm had moved one of its "
        "bearings by some centimetres, engineers said.</p><p>Traffic was led over the older bridge "
        "upstream, which is forty years older and has two lanes only.</p>";
    const char *html = strstr(body, "TEXT");
    struct tree tree;

    html = html == NULL ? arena_printf(arena, "<html><head>%s</head><body>%s%s</body></html>", head,
                                       body, text)
                        : arena_printf(arena, "<html><head>%s</head><body>%.*s%s%s</body></html>",
                                       head, (int)(html - body), body, text, html + 4);
    CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, html, strlen(html)));
    meta_read(meta, arena, &tree, NULL);
    tree_close(&tree);
}

static const char *join(struct arena *arena, const struct string_list *list)
{
    const char *text = "";

    for (size_t i = 0; i < list->count; i++) {
        text = i == 0 ? list->items[i] : arena_printf(arena, "%s; %s", text, list->items[i]);
    }
    return text;
}

enum what { TITLE, AUTHORS, TAGS, SECTION, SITE, IMAGE, CANONICAL };

static const char *get(struct arena *arena, const struct meta *meta, enum what what)
{
    static const enum meta_field fields[] = {[TITLE] = META_TITLE,
                                             [SECTION] = META_SECTION,
                                             [SITE] = META_SITE,
                                             [IMAGE] = META_IMAGE,
                                             [CANONICAL] = META_CANONICAL};
    const char *value;

    if (what == AUTHORS || what == TAGS) {
        return join(arena, what == AUTHORS ? &meta->authors : &meta->tags);
    }
    value = meta->facts[fields[what]].value;
    return value == NULL ? "" : value;
}

struct meta_case {
    const char *head, *body, *expected;
};

static void check(enum what what, const struct meta_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct meta *meta = arena_alloc(arena, sizeof *meta);
        const char *got;

        read_page(arena, cases[i].head, cases[i].body, meta);
        got = get(arena, meta, what);
        if (strcmp(got, cases[i].expected) != 0) {
            printf("    %s\n    %s\n    got '%s', expected '%s'\n", cases[i].head, cases[i].body,
                   got, cases[i].expected);
        }
        CU_ASSERT_STRING_EQUAL(got, cases[i].expected);
        arena_free(arena);
    }
}
#define CHECK(what, cases) check((what), (cases), sizeof(cases) / sizeof *(cases))

/* The outlet's name goes, wherever it stands and whatever parts it from the headline. */
static void test_titles_without_outlet(void)
{
    static const struct meta_case cases[] = {
        {"<title>Storm shuts bridge</title>", "", "Storm shuts bridge"},
        {"<title>Storm shuts bridge | Evening Star</title>"
         "<meta property=og:site_name content='Evening Star'>",
         "", "Storm shuts bridge"},
        {"<title>Evening Star - Storm shuts bridge</title>"
         "<meta name=application-name content='Evening Star'>",
         "", "Storm shuts bridge"},
        {"<title>Storm shuts bridge — News — evening-star.example</title>"
         "<link rel=canonical href=https://www.evening-star.example/storm>",
         "", "Storm shuts bridge — News"},
        {"<title>Storm shuts bridge « Evening Star</title>"
         "<link rel=alternate type=application/rss+xml title='Evening Star &raquo; Feed'>",
         "", "Storm shuts bridge"},
        {"<title>Storm shuts bridge :: Evening Star Online</title>",
         "<a href=/><img alt='Evening Star'></a>", "Storm shuts bridge"},
        {"<title>Storm shuts bridge - a rescue in pictures</title>", "",
         "Storm shuts bridge - a rescue in pictures"},
        {"<meta property=og:title content='Storm &amp;amp; flood shut bridge'>", "",
         "Storm & flood shut bridge"},
        {"<title>Evening Star</title><meta property=og:site_name content='Evening Star'>", "",
         "Evening Star"},
    };

    CHECK(TITLE, cases);
}

static void test_headlines(void)
{
    static const struct meta_case cases[] = {
        /* readers see the heading; cards for social media have other words */
        {"<meta property=og:title content='Bridge shut: what we know'>",
         "<h1>Storm shuts bridge</h1>", "Storm shuts bridge"},
        /* a heading that is the outlet's name */
        {"<title>Storm shuts bridge - Evening Star</title>",
         "<h1><a href=https://star.example/>Evening Star</a></h1><h2>Storm shuts bridge</h2>",
         "Storm shuts bridge"},
        {"<title>Storm shuts bridge</title>",
         "<h1 class=site-title>Evening Star</h1><h1 class=entry-title>Storm shuts bridge</h1>"
         "<h1 class=widget-title>Archive</h1>",
         "Storm shuts bridge"},
        /* several: the one that the page declares */
        {"<meta property=og:title content='Storm shuts bridge'>",
         "<h1>Today</h1><h1>Storm shuts bridge</h1><h1>Weather</h1>", "Storm shuts bridge"},
        {"<title>Storm shuts bridge | Evening Star</title>",
         "<h1>Portugal</h1><h2>Storm shuts bridge</h2>", "Storm shuts bridge"},
        /* kickers and what only screen readers say */
        {"<title>Storm shuts bridge</title>",
         "<h1><span class=kicker>Weather</span> Storm shuts bridge</h1>", "Storm shuts bridge"},
        {"<title>Weather: Storm shuts bridge | Star</title>",
         "<h1><em>Weather</em> Storm shuts bridge</h1>", "Storm shuts bridge"},
        {"<title>Storm shuts bridge</title>",
         "<h1><span class=visually-hidden>Article:</span>Storm shuts bridge</h1>",
         "Storm shuts bridge"},
        {"<title>Storm shuts bridge</title>", "<h1>Storm <i>shuts</i> bri<b>dge</b></h1>",
         "Storm shuts bridge"},
        /* the head names the outlet alone */
        {"<title>Evening Star</title><meta property=og:site_name content='Evening Star'>",
         "<h2>Storm shuts bridge</h2>", "Storm shuts bridge"},
        /* shouted */
        {"<title>Storm shuts bridge at Lisbon</title>", "<h1>STORM SHUTS BRIDGE AT LISBON</h1>",
         "Storm shuts bridge at Lisbon"},
        /* headings of other articles */
        {"<title>Storm shuts bridge</title>",
         "<aside class=related><h1>Ferry runs again</h1></aside>", "Storm shuts bridge"},
        {"<title>Storm shuts bridge</title>",
         "TEXT<div class=teaser><h2>Storm in Spain shuts two roads</h2></div>",
         "Storm shuts bridge"},
        {"", "<h1><ruby>橋<rt>はし</rt></ruby>が閉鎖</h1>", "橋が閉鎖"},
    };

    CHECK(TITLE, cases);
}

static void test_bylines(void)
{
    static const struct meta_case cases[] = {
        {"", "<h1>Storm</h1><p>By <a rel=author href=/a>Ana Reis</a></p>", "Ana Reis"},
        {"",
         "<h1>Storm</h1><span class='author vcard'><a class='url fn' href=/author/ana/>Ana "
         "Reis</a></span>",
         "Ana Reis"},
        {"",
         "<h1>Storm</h1><div class=post-meta><span>Von</span> <a href=/autor/reis/>Ana "
         "Reis</a> | 3. Mai 2020</div>",
         "Ana Reis"},
        {"",
         "<h1>Storm</h1><div itemprop=author itemscope><img alt=x><b itemprop=name>Ana Reis</b>"
         "<p itemprop=description>writes on bridges</p></div>",
         "Ana Reis"},
        {"", "<h1>Storm</h1><p class=byline>By Ana Reis and Rui Melo, Lisbon</p>",
         "Ana Reis; Rui Melo"},
        {"",
         "<h1>Storm</h1><p class=byline>By <a rel=author href=/a>Ana Reis</a>, <a rel=author "
         "href=/b>Rui Melo</a></p>",
         "Ana Reis; Rui Melo"},
        {"", "<h1>Storm</h1><p>Por Ana Reis</p>", "Ana Reis"},
        {"", "<h1>Storm</h1>TEXT<p><strong>Text:</strong> Ana Reis</p>", "Ana Reis"},
        {"", "<h1>Storm</h1><p>By Monday the bridge had been shut for two days.</p>", ""},
        /* a marked pen name is better than nobody, a newsroom too */
        {"", "<h1>Storm</h1><p>von <a rel=author href=/a>bridgefan77</a></p>", "bridgefan77"},
        {"", "<h1>Storm</h1><p class=author>Redaktion</p>", "Redaktion"},
        {"",
         "<h1>Storm</h1><p class=byline>von <a rel=author href=/about>Star Redaktion</a> "
         "in <a href=/s/lisbon>Lisbon Weather</a></p>",
         "Star Redaktion"},
        {"", "<h1>Storm</h1><p>by <a href=/profile/7>riverfox</a></p>", "riverfox"},
        {"", "<h1>Storm</h1>TEXT<p class=author>Thank you! We have got your letter.</p>", ""},
        /* the agency, if the article names nobody else */
        {"",
         "<h1>Storm</h1><p>LISBON (Lusa) - A bridge over the Tagus stays shut until Friday, the "
         "road agency said.</p>",
         "Lusa"},
        {"",
         "<h1>Storm</h1><p>By Ana Reis</p><p>LISBON (AP) — A bridge over the Tagus stays shut "
         "until Friday, the road agency said.</p>",
         "Ana Reis"},
        {"",
         "<h1>Storm</h1><p>The bridge (built in 1966) stays shut until Friday, the road agency "
         "said on Tuesday.</p>",
         ""},
        /* "written by" of Twitter's cards */
        {"<meta name=twitter:label1 content='Written by'>"
         "<meta name=twitter:data1 content='Ana Reis'>",
         "", "Ana Reis"},
        {"<meta name=twitter:label1 content='Reading time'>"
         "<meta name=twitter:data1 content='3 minutes'>",
         "", ""},
    };

    CHECK(AUTHORS, cases);
}

/* Those of comments and of other articles wrote other things; the outlet is nobody. */
static void test_bylines_of_others(void)
{
    static const struct meta_case cases[] = {
        {"",
         "<h1>Storm</h1><p class=byline>By Ana Reis</p>TEXT<div id=comments><div "
         "class='comment-author vcard'><b class=fn>Angry Reader</b></div></div>",
         "Ana Reis"},
        {"", "<h1>Storm</h1>TEXT<div class=comments><p class=author>Angry Reader</p></div>", ""},
        {"",
         "<h1>Storm</h1>TEXT<div class=related-posts><h3>Ferry</h3><span class=author>Rui "
         "Melo</span></div>",
         ""},
        {"<meta name=author content='Evening Star'>"
         "<meta property=og:site_name content='Evening Star'>",
         "<h1>Storm</h1>", ""},
        {"<meta name=author content='Evening Star'>"
         "<meta property=og:site_name content='Evening Star'>",
         "<h1>Storm</h1><p class=byline>Ana Reis</p>", "Ana Reis"},
        {"<meta name=author content='https://www.facebook.com/star'>", "<h1>Storm</h1>", ""},
        {"", "<h1>Storm</h1><figure><img><figcaption>Photo: Rui Melo</figcaption></figure>", ""},
    };

    CHECK(AUTHORS, cases);
}

static void test_tags(void)
{
    static const struct meta_case cases[] = {
        {"<meta property=article:tag content=bridges><meta property=article:tag content=Storms>"
         "<meta property=article:tag content=Bridges>",
         "", "bridges; Storms"},
        {"<meta name=keywords content='bridges, storms ,,bridges'>", "", "bridges; storms"},
        {"", "TEXT<p>Tags: <a rel=tag href=/t/a>bridges</a> <a rel=tag href=/t/b>storms</a></p>",
         "bridges; storms"},
        {"", "TEXT<ul class=article-tags><li><a href=/a>bridges</a><li><a href=/b>storms</a></ul>",
         "bridges; storms"},
        {"", "TEXT<div class=tag-list>A tag says what an article is about; we have none.</div>",
         ""},
    };

    CHECK(TAGS, cases);
}

static void test_sections(void)
{
    static const struct meta_case cases[] = {
        {"<meta property=article:section content='Portugal'>", "", "Portugal"},
        {"<meta property=article:section content='Portugal, Lisbon, Weather'>", "", "Portugal"},
        {"",
         "<nav class=breadcrumbs><a href=/>Home</a> &gt; <a href=/portugal>Portugal</a> &gt; "
         "Storm</nav>",
         "Portugal"},
        {"", "<h1>Storm</h1><p>in <a rel='category tag' href=/portugal>Portugal</a></p>",
         "Portugal"},
        {"<meta property=article:section content='Uncategorized'>", "", ""},
    };

    CHECK(SECTION, cases);
}

static void test_outlets(void)
{
    static const struct meta_case cases[] = {
        {"<meta property=og:site_name content='Evening Star'>", "", "Evening Star"},
        {"<meta property=og:site_name content='Evening Star | News from Lisbon and the Algarve'>",
         "", "Evening Star"},
        {"<title>Storm shuts bridge - Evening Star</title>",
         "<a href=https://star.example/><img alt='Evening Star'></a>", "Evening Star"},
        {"<title>Storm shuts bridge</title>", "<a href=/>Start here</a>", ""},
    };

    CHECK(SITE, cases);
}

static void test_pictures(void)
{
    static const struct meta_case cases[] = {
        {"<meta property=og:image content=https://star.example/bridge.jpg>", "",
         "https://star.example/bridge.jpg"},
        {"<meta property=og:image content=https://star.example/img/star-logo.png>"
         "<meta name=twitter:image content=https://star.example/bridge.jpg>",
         "", "https://star.example/bridge.jpg"},
        {"<meta property=og:image content=data:image/gif;base64,R0lG>", "", ""},
        {"<meta property=og:image content=https://star.example/logos/catalogo.jpg>", "",
         "https://star.example/logos/catalogo.jpg"},
    };

    CHECK(IMAGE, cases);
}

static void test_canonical(void)
{
    static const struct meta_case cases[] = {
        {"<link rel=canonical href=https://star.example/storm>", "", "https://star.example/storm"},
        {"<link rel=canonical href=https://star.example/>"
         "<meta property=og:url content=https://star.example/storm>",
         "", "https://star.example/storm"},
        {"<meta property=og:url content=https://star.example/storm?x=1>"
         "<link rel=canonical href=https://star.example/storm>",
         "", "https://star.example/storm"},
        {"<link rel=canonical href=undefined>", "", ""},
    };

    CHECK(CANONICAL, cases);
}

UNIT_MAIN("page metadata", {"titles without the outlet", test_titles_without_outlet},
          {"the headline that readers see", test_headlines}, {"bylines", test_bylines},
          {"bylines of others", test_bylines_of_others}, {"tags", test_tags},
          {"sections", test_sections}, {"outlets", test_outlets}, {"pictures", test_pictures},
          {"canonical addresses", test_canonical})
