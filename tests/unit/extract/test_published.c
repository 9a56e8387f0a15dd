/* Which of a page's dates is its day of publication: pages of our own, of the shapes outlets use.
 */
#include <stdio.h>
#include <string.h>
#include "common/arena.h"
#include "extract/page/page.h"
#include "tests/unit/unit.h"

#define TITLE "Finland joins the Atlantic alliance"

struct page_case {
    const char *what;
    const char *url;      /* NULL: a local file */
    const char *language; /* of <html>; NULL: none */
    const char *head;
    const char *above; /* HTML before the headline, behind it, and below the text */
    const char *below;
    const char *end;
    const char *expected; /* published_at with its precision and, after a space, modified_at */
};

static const char *text_of_page =
    "<p>Finland became the thirty-first member of the North Atlantic "
    "Treaty Organization when its foreign minister handed the "
    "document of accession to the United States, which keeps the "
    "treaty. The flag was raised in Brussels in the afternoon, beside "
    "those of the thirty other members of the alliance.</p>";

/* "2023-04-04T09:00:00Z minute; modified ...", or "none". */
static const char *read_page(const struct page_case *c, struct arena *arena)
{
    struct page page = {.url = c->url, .fetched_at = "2023-06-01T12:00:00Z"};
    struct article article = {0};
    struct error error = {0};

    page.data = arena_printf(
        arena,
        "<!DOCTYPE html><html%s%s><head><meta charset=utf-8><title>" TITLE
        "</title><meta property=og:type content=article>%s</head><body>%s<main><h1>" TITLE
        "</h1>%s%s%s</main></body></html>",
        c->language == NULL ? "" : " lang=", c->language == NULL ? "" : c->language,
        c->head == NULL ? "" : c->head, c->above == NULL ? "" : c->above,
        c->below == NULL ? "" : c->below, text_of_page, c->end == NULL ? "" : c->end);
    page.length = strlen(page.data);
    if (page_read(&page, arena, &article, &error) != STATUS_OK) {
        return "rejected";
    }
    return article.published_at == NULL
               ? "none"
               : arena_printf(arena, "%s %s%s%s", article.published_at, article.published_precision,
                              article.modified_at == NULL ? "" : " ",
                              article.modified_at == NULL ? "" : article.modified_at);
}

static void check(const struct page_case *cases, size_t count)
{
    struct arena *arena = arena_new();

    for (size_t i = 0; i < count; i++) {
        const char *got = read_page(&cases[i], arena);

        if (strcmp(got, cases[i].expected) != 0) {
            printf("    %s: got '%s', expected '%s'\n", cases[i].what, got, cases[i].expected);
        }
        CU_ASSERT_STRING_EQUAL(got, cases[i].expected);
        arena_reset(arena);
    }
    arena_free(arena);
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void test_data(void)
{
    static const struct page_case cases[] = {
        {"OpenGraph",
         .head = "<meta property=article:published_time "
                 "content=2023-04-04T16:10:05+03:00>",
         .expected = "2023-04-04T16:10:05+03:00 second"},
        {"JSON-LD, published and changed",
         .head = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"" TITLE
                 "\",\"datePublished\":\"2023-04-04T13:10:05Z\","
                 "\"dateModified\":\"2023-04-06T08:00:00Z\"}</script>",
         .expected = "2023-04-04T13:10:05Z second 2023-04-06T08:00:00Z"},
        {"broken JSON-LD",
         .head = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"" TITLE
                 "\" \"datePublished\": \"2023-04-04T13:10:05Z\",,}</script>",
         .expected = "2023-04-04T13:10:05Z second"},
        {"a script's own key",
         .head = "<script>var page = {\"publishDate\":\"2023-04-04\"};</script>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"microdata", .below = "<span itemprop=datePublished content=2023-04-04>Tuesday</span>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"time element", .below = "<time datetime=2023-04-04T16:10+03:00>today</time>",
         .expected = "2023-04-04T16:10:00+03:00 minute"},
        {"only a change is told",
         .head = "<meta property=article:modified_time "
                 "content=2023-04-06T08:00:00Z>",
         .expected = "2023-04-06T08:00:00Z second 2023-04-06T08:00:00Z"},
        {"seconds since 1970", .below = "<abbr data-utime=1680613805>then</abbr>",
         .expected = "2023-04-04T13:10:05Z second"},
        {"the address", .url = "https://news.example/2023/04/04/finland.html",
         .expected = "2023-04-04T00:00:00Z day"},
        {"the day first in the address", .url = "https://news.example/world/04-04-2023",
         .expected = "2023-04-04T00:00:00Z day"},
        {"the address is older than a new edition", .url = "https://news.example/2023/4/4/finland",
         .head = "<meta property=article:published_time content=2023-05-20T08:00:00Z>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"the address names another day",
         .url = "https://news.example/after-the-vote-of-2022-05-18-finland",
         .head = "<meta property=article:published_time content=2023-04-04T08:00:00Z>",
         .expected = "2023-04-04T08:00:00Z second"},
        {"a film's upload",
         .head = "<script type=application/ld+json>{\"@type\":\"VideoObject\",\"name\":\"" TITLE
                 "\",\"uploadDate\":\"2023-04-04T13:10:05Z\"}</script>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"the picture's folder",
         .head = "<meta property=og:image content=https://news.example/i/2023/04/04/flag.jpg>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"nothing", .expected = "none"},
    };

    CHECK(cases);
}

static void test_visible(void)
{
    static const struct page_case cases[] = {
        {"English", .language = "en",
         .below = "<p>By Siobhan Kearney | April 4, 2023 4:10 p.m.</p>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"German", .language = "de", .below = "<div class=info>Stand: 04.04.2023 16:10 Uhr</div>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"French", .language = "fr", .below = "<p>Publié le 4 avril 2023 à 16h10</p>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"Spanish", .language = "es", .above = "<div>4 de abril de 2023</div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Polish, at the end", .language = "pl", .end = "<p>Opublikowano: 4 kwietnia 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Hungarian", .language = "hu", .below = "<span>2023. április 4.</span>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Russian", .language = "ru", .below = "<span>4 апреля 2023, 16:10</span>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"Greek", .language = "el", .below = "<p>4 Απριλίου 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Turkish", .language = "tr", .below = "<p>Yayınlanma: 4 Nisan 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Finnish", .language = "fi", .below = "<p>Julkaistu 4.4.2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Vietnamese", .language = "vi", .below = "<p>Thứ ba, 4/4/2023, 16:10 (GMT+7)</p>",
         .expected = "2023-04-04T16:10:00+07:00 minute"},
        {"Arabic", .language = "ar", .below = "<p>نشر في ٤ أبريل ٢٠٢٣</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Persian, its own calendar", .language = "fa", .below = "<p>۱۵ فروردین ۱۴۰۲</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Hebrew", .language = "he", .below = "<p>פורסם: 4 באפריל 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Thai", .language = "th", .below = "<p>4 เมษายน 2566</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"Chinese", .language = "zh", .below = "<p>2023年4月4日 16:10</p>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"Korean, the word behind", .language = "ko", .below = "<p>2023.04.04 16:10 입력</p>",
         .expected = "2023-04-04T16:10:00Z minute"},
        {"in pieces",
         .below = "<div><span class=d>04</span><span class=m>Apr</span><b>2023</b></div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"in pieces that are blocks", .below = "<div>04</div><div>April</div><div>2023</div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"a label in a cell of its own",
         .end = "<table><tr><th>Date of publication</th><td>4 April 2023</td></tr></table>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"the first paragraph begins with it",
         .below = "<p>(4 April 2023) Finland became the thirty-first member of the alliance; the "
                  "war in Ukraine had led it to give up the neutrality that it had kept for "
                  "decades, and Sweden had asked to join on the same day in the year before, which "
                  "not all members had agreed to yet.</p>",
         .expected = "2023-04-04T00:00:00Z day"},
    };

    CHECK(cases);
}

/* Dates of other things on the page. */
static void test_others(void)
{
    static const struct page_case cases[] = {
        {"today, in the page's header",
         .above = "<header><div class=date>Thursday, 1 June 2023</div></header>",
         .below = "<p>4 April 2023</p>", .expected = "2023-04-04T00:00:00Z day"},
        {"other articles", .below = "<p>4 April 2023</p>",
         .end = "<div class=related><ul><li><time datetime=2023-05-01>1 May</time>Other</li>"
                "<li><time datetime=2023-05-02>2 May</time>Other</li></ul></div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"other articles before it", .above = "<aside><p>1 May 2023</p><p>2 May 2023</p></aside>",
         .end = "<p>Published: 4 April 2023</p>", .expected = "2023-04-04T00:00:00Z day"},
        {"microdata of a picture and of another article",
         .below = "<div itemscope itemtype=https://schema.org/ImageObject><meta "
                  "itemprop=datePublished content=2019-05-01></div><p>4 April 2023</p>",
         .end = "<div itemscope itemtype=https://schema.org/NewsArticle><h3>Other</h3><meta "
                "itemprop=datePublished content=2023-05-02></div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"readers' comments", .below = "<p>4 April 2023</p>",
         .end = "<div id=comments><p>Ana, 5 April 2023</p><p>Ben, 5 April 2023</p></div>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"an event that the text tells of",
         .end = "<p>Finland and Sweden had asked to join the alliance together on 18 May 2022, "
                "three months after the invasion of Ukraine, and were invited at the summit of "
                "Madrid; Turkey and Hungary took the longest of all members to agree to it, "
                "and Sweden was still waiting.</p>",
         .below = "<p>4 April 2023</p>", .expected = "2023-04-04T00:00:00Z day"},
        {"a label of another kind",
         .below = "<dl><dt>Joined</dt><dd>18 May 2012</dd></dl><p>4 April 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"a copyright line", .end = "<p>Copyright 2023-01-01 by nobody, all rights reserved</p>",
         .expected = "none"},
        {"days to come", .below = "<p>1 July 2024</p><p>Published 4 April 2023</p>",
         .expected = "2023-04-04T00:00:00Z day"},
        {"days long ago", .below = "<p>4 April 1949</p>", .expected = "none"},
        {"changed, then published",
         .below = "<p>Last updated 6 April 2023, first published 4 April 2023</p>",
         .expected = "2023-04-04T00:00:00Z day 2023-04-06T00:00:00Z"},
        {"a change that the page shows",
         .head = "<meta property=article:published_time content=2023-04-04T13:10:05Z>"
                 "<meta property=article:modified_time content=2023-04-06T08:00:00Z>",
         .below = "<p>Updated: 6 April 2023</p>",
         .expected = "2023-04-04T13:10:05Z second 2023-04-06T08:00:00Z"},
        {"weak data against the page", .head = "<meta name=date content=2023-05-20>",
         .below = "<p>4 April 2023</p>", .expected = "2023-04-04T00:00:00Z day"},
    };

    CHECK(cases);
}

/* The day is the outlet's. */
static void test_zones(void)
{
    static const struct page_case cases[] = {
        {"UTC, and the evening before on the page",
         .head = "<meta property=article:published_time content=2023-04-05T01:10:05Z>",
         .below = "<p>April 4, 2023</p>", .expected = "2023-04-04T00:00:00Z day"},
        {"the same, with a time",
         .head = "<meta property=article:published_time content=2023-04-05T01:10:00Z>",
         .below = "<p>April 4, 2023 9:10 pm</p>", .expected = "2023-04-04T21:10:00-04:00 minute"},
        {"UTC and the outlet's offset",
         .head = "<meta property=article:published_time content=2023-04-04T22:10:05Z>",
         .below = "<time datetime=2023-04-05T01:10:05+03:00>5 April 2023</time>",
         .expected = "2023-04-05T01:10:05+03:00 second"},
        {"another article's time shows no zone",
         .head = "<meta property=article:published_time content=2023-04-04T12:10:00Z>",
         .end = "<div class=related><p>4 April 2023 14:40</p></div>",
         .expected = "2023-04-04T12:10:00Z second"},
        {"an offset is kept",
         .head = "<meta property=article:published_time content=2023-04-04T23:10:05-05:00>",
         .below = "<p>April 4, 2023</p>", .expected = "2023-04-04T23:10:05-05:00 second"},
    };

    CHECK(cases);
}

static void test_order(void)
{
    static const struct page_case cases[] = {
        {"American", .language = "en-US", .below = "<p>04/05/2023</p>",
         .expected = "2023-04-05T00:00:00Z day"},
        {"British", .language = "en-GB", .below = "<p>04/05/2023</p>",
         .expected = "2023-05-04T00:00:00Z day"},
        {"English of India", .url = "https://news.example.in/finland", .language = "en",
         .below = "<p>04/05/2023</p>", .expected = "2023-05-04T00:00:00Z day"},
        {"Italian", .language = "it", .below = "<p>04/05/2023</p>",
         .expected = "2023-05-04T00:00:00Z day"},
        {"the address shows it", .url = "https://news.example/2023/05/04/finland", .language = "en",
         .below = "<p>04/05/2023 16:10</p>", .expected = "2023-05-04T16:10:00Z minute"},
        {"data show it", .language = "it", .head = "<meta name=date content=2023-04-05>",
         .below = "<p>04/05/2023</p>", .expected = "2023-04-05T00:00:00Z day"},
        {"another date of the page shows it", .language = "en", .below = "<p>04/05/2023</p>",
         .end = "<div class=related><p>25/03/2023</p></div>",
         .expected = "2023-05-04T00:00:00Z day"},
        {"one reading is of the future", .language = "en-US", .below = "<p>10/04/2023</p>",
         .expected = "2023-04-10T00:00:00Z day"},
    };

    CHECK(cases);
}

UNIT_MAIN("published", {"data", test_data}, {"visible", test_visible}, {"others", test_others},
          {"zones", test_zones}, {"order of day and month", test_order})
