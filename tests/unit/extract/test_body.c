#include "extract/page/body.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

#define A                                                                                          \
    "The Nile is the longest river in Africa, and it flows through eleven countries on its way."
#define B                                                                                          \
    "Its two main branches, the White Nile and the Blue Nile, meet at Khartoum, Sudan's capital."
#define C                                                                                          \
    "North of Khartoum it runs through the desert to Egypt, where most people live along its "     \
    "banks."
#define D                                                                                          \
    "The Aswan High Dam, finished in 1970, ended the yearly floods that had fed the fields there."

#define E                                                                                          \
    "Ten countries share its basin and have spoken since 1999 about how to share its water, too, " \
    "without an end."

#define P(text) "<p>" text "</p>"
#define ALL P(A) P(B) P(C)
#define TEXT A "\n\n" B "\n\n" C

struct body_case {
    const char *html, *title, *article_body, *expected;
};

static void check(const struct body_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        const char *text = "(nothing)";
        struct body body = {0};
        struct tree tree;

        CU_ASSERT_TRUE_FATAL(tree_read(&tree, arena, cases[i].html, strlen(cases[i].html)));
        body_read(&tree, cases[i].title, cases[i].article_body, arena, &body);
        tree_close(&tree);
        text = body.text == NULL ? text : body.text;
        if (strcmp(text, cases[i].expected) != 0) {
            printf("    %zu: got '%s'\n    expected '%s'\n", i, text, cases[i].expected);
        }
        CU_ASSERT_STRING_EQUAL(text, cases[i].expected);
        arena_free(arena);
    }
    xmlCleanupParser();
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

/* What surrounds the article stays out, whatever marks it. */
static void test_surroundings(void)
{
    static const struct body_case cases[] = {
        {.html = "<nav>Home</nav><article><h1>The Nile</h1>" ALL
                 "</article><aside>" P(D) "</aside><footer>" P(D) "</footer>",
         .title = "The Nile",
         .expected = TEXT},
        {.html = "<div class='entry-content'>" ALL "</div><div class='related-posts'>" P(
             D) "</div><div id=comments>" P(D) P(D) P(D) P(D) P(D) "</div>",
         .expected = TEXT},
        {.html = "<main>" ALL "<div class='newsletterSignup'>" P(
             D) "</div>"
                "<figure><img src=a><figcaption>" D "</figcaption></figure>"
                "<div style='display: none'>" P(D) "</div></main>",
         .expected = TEXT},
        {.html = "<div class='site-layout has-sidebar'><div class='post category-newsletter'>" ALL
                 "</div><div id='sidebar'>" P(D) "</div></div>",
         .expected = TEXT},
        {.html = "<article>" ALL "<h3>Related articles</h3><ul><li><a href=x>Lake Victoria</a>"
                 "</ul><div class=x>" P(D) "</div></article>",
         .expected = TEXT},
        {.html = "<body><amp-sidebar>" P(D) "</amp-sidebar><article>" ALL "</article></body>",
         .expected = TEXT},
        {.html = "<div class='article-body'>" ALL P("Photo: A. Name/Agency")
             P("The river at dawn. (Foto: A. Name)") P("Lesen Sie auch: Der Nil")
                 P("Subscribe to our newsletter and never miss a story.") "</div>",
         .expected = TEXT},
    };

    CHECK(cases);
}

/* What stands within the article stays, also where it is short. */
static void test_inside(void)
{
    static const struct body_case cases[] = {
        {.html = "<article>" P(A) "<h2>The branches</h2>" P(
             B) "<ul><li>White Nile</li>"
                "<li>Blue Nile</li></ul>" P(C) "<blockquote>No river, no Egypt.</blockquote>" P(
                    D) "</article>",
         .expected = A "\n\nThe branches\n\n" B "\n\nWhite Nile\n\nBlue Nile\n\n" C
                       "\n\nNo river, no Egypt.\n\n" D},
        {.html = "<article>" ALL P(
             "Three lakes feed it:") "<ul><li><a href=1>Lake Victoria</a></li><li><a href=2>Lake "
                                     "Tana</a></li>"
                                     "</ul></article>",
         .expected = TEXT "\n\nThree lakes feed it:\n\nLake Victoria\n\nLake Tana"},
        {.html = "<article>" ALL "<div class='social-media-embed'><blockquote class=tweet>" P(
             "The dam is full, says the ministry.") "</blockquote></div>" P(D) "</article>",
         .expected = TEXT "\n\nThe dam is full, says the ministry.\n\n" D},
        {.html = "<article>" ALL P("Read also: <a href=x>Lake Victoria</a>") P(D) "</article>",
         .expected = TEXT "\n\n" D},
        {.html = "<article>" ALL "<h3>Comments</h3>" P(D)
             P("Who owns its water is disputed.") "</article>",
         .expected = TEXT "\n\n" D "\n\nWho owns its water is disputed."},
    };

    CHECK(cases);
}

static void test_shapes(void)
{
    static const struct body_case cases[] = {
        /* lines parted by <br> alone */
        {.html = "<div id=story>" A "<br><br>" B "<br>\n<br/>" C "</div>", .expected = TEXT},
        /* a table that only places things */
        {.html = "<table><tr><td><a href=1>Home</a><td>" P(A) P(B) P(C) "</table>",
         .expected = TEXT},
        {.html = "<article>" P(A) "<dl><dt>White Nile</dt><dd>It comes from Lake Victoria.</dd>"
                                  "<dt>Blue Nile</dt><dd>It comes from Lake Tana.</dd></dl>" P(
                                      C) "</article>",
         .expected = A "\n\nWhite Nile\n\nIt comes from Lake Victoria.\n\nBlue Nile\n\n"
                       "It comes from Lake Tana.\n\n" C},
        /* an interview: short questions */
        {.html = "<article>" P("<b>How long is it?</b>") P(A) P("<b>Where do they meet?</b>") P(B)
             P("<b>And then?</b>") P(C) "</article>",
         .expected = "How long is it?\n\n" A "\n\nWhere do they meet?\n\n" B "\n\nAnd then?\n\n" C},
        /* headings that are no <h2> */
        {.html = "<article>" P(A) "<div role=heading>The branches</div>" P(
             B) "<div class='article__subhead'>The desert</div>" P(C) "<div>Menu</div></article>",
         .expected = A "\n\nThe branches\n\n" B "\n\nThe desert\n\n" C},
        /* a poem */
        {.html =
             "<article>" P(A) "<pre>Hail to thee, O Nile!\nWho comes to feed Egypt!\n\n"
                              "Food-provider, bounty-maker,\nwho creates all that is good.</pre>" P(
                                  C) "</article>",
         .expected = A "\n\nHail to thee, O Nile! Who comes to feed Egypt!\n\nFood-provider, "
                       "bounty-maker, who creates all that is good.\n\n" C},
        /* one text in several elements of one name */
        {.html = "<article><div class='body-text'>" P(
             A) "</div><div class=ad>Buy</div>"
                "<div class='body-text'>" P(B) "</div><div class='body-text'>" P(
                    C) "</div></article>",
         .expected = TEXT},
        /* the same twice, for narrow and for wide screens */
        {.html =
             "<article>" P(A) "<p class=narrow>" B "</p><p class=wide>" B "</p>" P(C) "</article>",
         .expected = TEXT},
        {.html = "<body><noscript>" ALL "</noscript></body>", .expected = TEXT},
        {.html = "<frameset><frame src=a><noframes><body>" ALL "</body></noframes></frameset>",
         .expected = TEXT},
        /* a menu that is never ended */
        {.html = "<header><nav><ul><li><div><a href=1>Home</a></li></ul></nav></header><main>" ALL
                 "</main>",
         .expected = TEXT},
        /* each word in an element of its own */
        {.html = "<nav><a href=1>Home</a></nav><div><p><span>The</span> <i>Nile</i> "
                 "<b>is</b> <span>the longest</span> river <em>in</em> Africa, <u>and</u> it "
                 "flows <span>through</span> eleven countries on its way.</p>" P(B) "</div>",
         .expected = A "\n\n" B},
    };

    CHECK(cases);
}

static void test_scripts(void)
{
    static const struct body_case cases[] = {
        {.html =
             "<article dir=rtl><p>النيل أطول نهر في أفريقيا، ويمر في طريقه عبر إحدى عشرة دولة.</p>"
             "<p>يلتقي النيل الأبيض والنيل الأزرق عند الخرطوم، عاصمة السودان.</p>"
             "<p>اقرأ أيضا: بحيرة فيكتوريا</p></article>",
         .expected = "النيل أطول نهر في أفريقيا، ويمر في طريقه عبر إحدى عشرة دولة.\n\n"
                     "يلتقي النيل الأبيض والنيل الأزرق عند الخرطوم، عاصمة السودان."},
        {.html = "<article><div>尼罗河是非洲最长的河流，流经十一个国家，最后注入地中海。</div>"
                 "<div>白尼罗河与青尼罗河在苏丹首都喀土穆汇合。</div>"
                 "<div>相关阅读：维多利亚湖</div></article>",
         .expected = "尼罗河是非洲最长的河流，流经十一个国家，最后注入地中海。\n\n"
                     "白尼罗河与青尼罗河在苏丹首都喀土穆汇合。"},
        /* short paragraphs are text here, and a heading at the end heads nothing */
        {.html = "<article><p>尼罗河是非洲最长的河流。</p><p>它流经十一个国家。</p><h3>上游</h3>"
                 "<p>两大支流在喀土穆汇合。</p><h3>更多</h3></article>",
         .expected =
             "尼罗河是非洲最长的河流。\n\n它流经十一个国家。\n\n上游\n\n两大支流在喀土穆汇合。"},
        {.html = "<article><p><ruby>川<rp>(</rp><rt>かわ</rt><rp>)</rp></"
                 "ruby>は、アフリカでいちばん長いです。"
                 "十一の国を流れて、地中海に入ります。</p></article>",
         .expected = "川は、アフリカでいちばん長いです。十一の国を流れて、地中海に入ります。"},
    };

    CHECK(cases);
}

static void test_lead(void)
{
    static const struct body_case cases[] = {
        {.html = "<article><header><h1>The Nile</h1><p class='article-intro'>" D "</p>"
                 "<p>By A. Name</p></header><div class='article-body'>" ALL "</div></article>",
         .title = "The Nile",
         .expected = D "\n\n" TEXT},
        /* the heading's second line says again what follows */
        {.html = "<article><header><h1>The Nile</h1><h2 class='subtitle'>" D "</h2></header>"
                 "<div class='article-body'>" ALL "</div></article>",
         .title = "The Nile",
         .expected = TEXT},
        /* ... in English; elsewhere the text goes on from it */
        {.html = "<html lang='es-AR'><article><header><h1>El Nilo</h1><h2 class='bajada subtitulo'>"
                 "El río más largo de África.</h2></header><div class='article-body'>"
                 "<p>Sus dos brazos, el Nilo Blanco y el Nilo Azul, se unen en Jartum, la capital "
                 "de Sudán, y de allí el río corre por el desierto.</p>"
                 "<p>La presa alta de Asuán, terminada en 1970, puso fin a las crecidas de cada "
                 "año, que fertilizaban los campos de sus orillas.</p></div></article></html>",
         .title = "El Nilo",
         .expected = "El río más largo de África.\n\nSus dos brazos, el Nilo Blanco y el Nilo "
                     "Azul, se unen en Jartum, la capital de Sudán, y de allí el río corre por el "
                     "desierto.\n\nLa presa alta de Asuán, terminada en 1970, puso fin a las "
                     "crecidas de cada año, que fertilizaban los campos de sus orillas."},
        /* not twice */
        {.html = "<article><h1>The Nile</h1><p class=lead>" A "</p><div class='article-body'>" ALL
                 "</div></article>",
         .title = "The Nile",
         .expected = TEXT},
        {.html = "<article><h1>The Nile</h1><p>5 January 2020 | 17:40</p><p>3 min read</p>" ALL
                 "</article>",
         .title = "The Nile",
         .expected = TEXT},
    };

    CHECK(cases);
}

/* JSON-LD speaks where the page is silent. */
static void test_witness(void)
{
    static const struct body_case cases[] = {
        {.html = "<main><p>Please enable JavaScript.</p></main>",
         .article_body = A " " B "\n" C " " D "\n" E,
         .expected = A " " B "\n\n" C " " D "\n\n" E},
        /* where what the page seems to say is something else */
        {.html = "<div class='entry-content'>" P(
             "Our house rules are simple, and we ask all "
             "guests to keep them for as long as they stay with us in the old town.")
             P("Breakfast is at eight, the gate is closed at ten, and dogs are welcome as long "
               "as they do not bark at the other guests and their children.")
                 P("Whoever arrives late rings the bell at the back, where the porter has the key "
                   "and shows the room, and whoever leaves early pays the evening before.")
                     P("Bicycles stand in the yard, cars in the street behind the church.") "</"
                                                                                            "div>",
         .article_body = A " " B "\n" C " " D "\n" E,
         .expected = A " " B "\n\n" C " " D "\n\n" E},
        {.html = "<article>" ALL P(D) "</article>",
         .article_body = "Something else, " A,
         .expected = TEXT "\n\n" D},
    };

    CHECK(cases);
}

UNIT_MAIN("body", {"surroundings", test_surroundings}, {"within the article", test_inside},
          {"shapes of pages", test_shapes}, {"scripts", test_scripts}, {"lead", test_lead},
          {"JSON-LD", test_witness})
