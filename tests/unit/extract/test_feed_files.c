#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "extract/feed/feed.h"
#include "tests/unit/unit.h"

/* Whole feeds of each kind, as files in tests/feeds. */

static struct arena *arena;
static struct feed feed;

static bool open_feed(const char *name, const char *url)
{
    static char bytes[64 * 1024];
    char path[200];
    struct error error = {0};
    FILE *file;
    size_t length;
    enum status status;

    snprintf(path, sizeof path, "tests/feeds/%s", name);
    file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    arena = arena_new();
    CU_ASSERT(feed_recognise(bytes, length));
    status = feed_read(bytes, length, NULL, url, 200, arena, &feed, &error);
    if (status != STATUS_OK) {
        printf("    %s\n", error.message);
    }
    return status == STATUS_OK;
}

static void close_feed(void)
{
    arena_free(arena);
    arena = NULL;
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

static void check_list(const struct string_list *list, const char *expected)
{
    char joined[1000] = "";

    for (size_t i = 0; i < list->count; i++) {
        size_t length = strlen(joined);

        snprintf(joined + length, sizeof joined - length, "%s%s", i > 0 ? "|" : "", list->items[i]);
    }
    check_text(joined, expected);
}

static void test_rss_092(void)
{
    CU_ASSERT_FATAL(open_feed("rss092.xml", "https://diario.example/rss"));
    const struct feed_item *item = &feed.items[0];

    CU_ASSERT_EQUAL(feed.count, 1);
    CU_ASSERT(!feed.damaged);
    check_text(feed.title, "Diário do Porto");
    check_text(item->url, "https://diario.example/2024/01/orcamento.html");
    check_text(item->title, "Câmara aprova orçamento da ponte");
    check_text(item->summary, "A votação foi na sexta-feira.");
    check_text(item->language, "pt-BR");
    check_text(item->image_url, "https://diario.example/ponte.jpg");
    check_list(&item->tags, "Política");
    close_feed();
}

static void test_rss_10(void)
{
    CU_ASSERT_FATAL(open_feed("rss10.rdf", "https://minato.example/index.rdf"));
    CU_ASSERT_EQUAL_FATAL(feed.count, 2);
    const struct feed_item *item = &feed.items[0];

    CU_ASSERT(!feed.damaged);
    check_text(feed.title, "港新聞");
    check_text(item->url, "https://minato.example/articles/1.html");
    check_text(item->title, "フェリー航路が再開");
    check_text(item->author, "山田花子");
    check_text(item->published_at, "2024-01-06T10:15:00+09:00");
    check_text(item->content, "<p>航路は<b>月曜日</b>に再開する。</p>");
    check_text(item->language, "ja");
    check_list(&item->tags, "交通");
    check_text(feed.items[1].url, "https://minato.example/articles/2.html");
    close_feed();
}

static void test_rss_20(void)
{
    CU_ASSERT_FATAL(open_feed("rss20.xml", "https://gazette.example/world/feed/"));
    CU_ASSERT_EQUAL_FATAL(feed.count, 2);
    const struct feed_item *item = &feed.items[0];

    CU_ASSERT(!feed.damaged);
    CU_ASSERT_EQUAL(feed.unlinked, 2); /* without an address, and with none that is fetched */
    CU_ASSERT_EQUAL(feed.episodes, 0);
    check_text(feed.title, "The Harbour Gazette » World");
    check_text(item->url, "https://gazette.example/world/ferry?id=7");
    check_text(item->title, "Ferry line “will reopen” & fares stay");
    check_list(&item->authors, "Maren Oduya|Ana Sousa");
    check_text(item->author, "Maren Oduya; Ana Sousa");
    check_text(item->published_at, "2024-01-06T10:15:00Z");
    check_text(item->modified_at, "2024-01-06T11:00:00Z");
    check_text(item->summary, "The council voted on Friday. More here.");
    CU_ASSERT_PTR_NOT_NULL_FATAL(item->content);
    CU_ASSERT_PTR_NOT_NULL(strstr(item->content, "<p>\"People have waited"));
    check_list(&item->tags, "Transport|Islands|ferry|storm|islands");
    check_text(item->image_url, "https://gazette.example/img/ferry.jpg");
    check_text(item->language, "en-GB");
    check_text(feed.items[1].url, "https://gazette.example/world/market");
    check_text(feed.items[1].title, "Market day");
    check_text(feed.items[1].author, "News Desk");
    check_text(feed.items[1].published_at, "2024-01-05T07:00:00+01:00");
    check_text(feed.items[1].language, "fr");
    check_text(feed.items[1].image_url, "https://gazette.example/img/market.jpg");
    check_text(feed.items[1].content, NULL);
    close_feed();
}

static void test_podcast(void)
{
    CU_ASSERT_FATAL(open_feed("podcast.xml", NULL));
    CU_ASSERT_EQUAL_FATAL(feed.count, 1);
    CU_ASSERT_EQUAL(feed.unlinked, 1);
    CU_ASSERT_EQUAL(feed.episodes, 1);
    check_text(feed.items[0].url, "https://gazette.example/podcast/12");
    check_text(feed.items[0].author, "Maren Oduya");
    check_text(feed.items[0].summary, "What the storm did");
    check_text(feed.items[0].image_url, "https://gazette.example/pod/12.png");
    check_text(feed.items[0].published_at, "2024-01-05T06:00:00-05:00");
    close_feed();
}

static void test_atom_10(void)
{
    CU_ASSERT_FATAL(open_feed("atom10.xml", "https://zeitung.example/feed.atom"));
    CU_ASSERT_EQUAL_FATAL(feed.count, 3);
    const struct feed_item *item = &feed.items[0];

    CU_ASSERT(!feed.damaged);
    check_text(feed.title, "Hafenzeitung");
    check_text(item->url, "https://zeitung.example/nachrichten/faehre.html");
    check_text(item->title, "Fähre für <alle> wieder da");
    check_list(&item->authors, "Jürgen Klaas|Anna Petersen");
    check_text(item->published_at, "2024-01-06T10:15:00+01:00");
    check_text(item->modified_at, "2024-01-06T11:00:00+01:00");
    check_text(item->summary, "Die Linie fährt ab Montag.");
    CU_ASSERT_PTR_NOT_NULL_FATAL(item->content);
    CU_ASSERT_PTR_NOT_NULL(strstr(item->content, "<p>Die Linie f&#228;hrt <b>ab Montag</b>.</p>"));
    check_list(&item->tags, "Verkehr|inseln");
    check_text(item->language, "de");
    check_text(item->image_url, "https://zeitung.example/nachrichten/bilder/faehre.jpg");
    check_text(feed.items[1].url, "https://zeitung.example/nachrichten/archiv/zwei.html");
    check_text(feed.items[1].title, "A <b> in text is no tag");
    check_text(feed.items[1].language, "nds");
    check_text(feed.items[1].content, NULL); /* a picture */
    check_text(feed.items[1].published_at, NULL);
    check_text(feed.items[2].url, "https://zeitung.example/drei.html");
    check_text(feed.items[2].content, NULL); /* elsewhere: never fetched by the reader */
    close_feed();
}

static void test_atom_03(void)
{
    CU_ASSERT_FATAL(open_feed("atom03.xml", "https://port.example/atom.xml"));
    CU_ASSERT_EQUAL_FATAL(feed.count, 1);
    check_text(feed.items[0].url, "https://port.example/bac");
    check_text(feed.items[0].title, "Le bac repart lundi");
    check_text(feed.items[0].author, "Claire Fontaine");
    check_text(feed.items[0].published_at, "2024-01-06T10:15:00+01:00");
    check_text(feed.items[0].modified_at, "2024-01-06T09:30:00Z");
    check_text(feed.items[0].content, "<p>Le bac repart.</p>");
    check_list(&feed.items[0].tags, "Transports");
    close_feed();
}

static void test_json(void)
{
    CU_ASSERT_FATAL(open_feed("feed.json", "https://ostriv.example/feed.json"));
    CU_ASSERT_EQUAL_FATAL(feed.count, 2);
    const struct feed_item *item = &feed.items[0];

    CU_ASSERT_EQUAL(feed.unlinked, 2);
    CU_ASSERT_EQUAL(feed.episodes, 1);
    check_text(feed.title, "Острів");
    check_text(item->url, "https://ostriv.example/novyny/porom");
    check_text(item->title, "Пором знову ходить");
    check_list(&item->authors, "Олена Коваль|Іван Мороз");
    check_text(item->published_at, "2024-01-06T10:15:00+02:00");
    check_text(item->content, "<p>Пором знову ходить з понеділка.</p>");
    check_text(item->language, "uk");
    check_text(item->image_url, "https://ostriv.example/img/porom.jpg");
    check_list(&item->tags, "транспорт|острови");
    check_text(feed.items[1].url, "https://ostriv.example/novyny/rynok");
    check_text(feed.items[1].author, "Редакція"); /* as version 1.0 has it */
    close_feed();
}

static void test_damaged(void)
{
    CU_ASSERT_FATAL(open_feed("damaged.xml", "https://broken.example/rss"));
    CU_ASSERT(feed.damaged);
    CU_ASSERT_EQUAL_FATAL(feed.count, 4);
    check_text(feed.title, "Broken & bent");
    check_text(feed.items[0].url, "https://broken.example/a?b=1&c=2");
    check_text(feed.items[0].title, "Café & bar: 3 < 5 & R&D &unknown; – done");
    check_text(feed.items[0].summary, "First Second line");
    check_text(feed.items[0].author, "Undeclared Prefix");
    check_text(feed.items[0].image_url, "https://broken.example/t.jpg");
    check_text(feed.items[0].published_at, "2024-01-06T10:15:00Z");
    check_text(feed.items[1].url, "https://broken.example/two");
    check_text(feed.items[1].title, "No end of the one before");
    check_text(feed.items[2].title, "Upper and lower");
    check_text(feed.items[3].url, "https://broken.example/four");
    close_feed();
}

static void test_wrong_encoding(void)
{
    CU_ASSERT_FATAL(open_feed("windows.xml", NULL));
    check_text(feed.items[0].title, "Elección en Córdoba – “sí”");
    close_feed();
}

/* The feed knows its encoding better than its server, and than a page that it quotes. */
static void test_declared_encoding(void)
{
    static const char text[] =
        "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item>"
        "<title>\xCD\xEE\xE2\xEE\xF1\xF2\xE8</title><link>https://x.example/1</link>"
        "<description>&lt;meta charset=utf-8&gt;</description></item></channel></rss>";
    struct error error = {0};

    arena = arena_new();
    CU_ASSERT_EQUAL_FATAL(
        feed_read(text, strlen(text), "text/xml; charset=UTF-8", NULL, 200, arena, &feed, &error),
        STATUS_OK);
    check_text(feed.items[0].title, "Новости");
    close_feed();
}

/* What is read in place of the page, where the source wants it so. */
static void test_item_page(void)
{
    struct feed_item item = {.title = "Fish & <chips>",
                             .content = "<p>Fried.</p>",
                             .published_at = "2024-01-06T10:15:00Z",
                             .language = "en"};
    const char *page;

    arena = arena_new();
    string_list_add(arena, &item.authors, "Ana \"Ann\" Sousa");
    page = feed_item_page(arena, &item);
    CU_ASSERT_PTR_NOT_NULL_FATAL(page);
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "<h1>Fish &amp; &lt;chips></h1>\n<p>Fried.</p>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "name=\"author\" content=\"Ana &quot;Ann&quot; Sousa\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "<html lang=\"en\">"));
    item.content = NULL;
    CU_ASSERT_PTR_NULL(feed_item_page(arena, &item));
    close_feed();
}

/* A description that is the whole article serves as one, a teaser does not. */
static void test_full_description(void)
{
    static char text[8000];
    struct error error = {0};
    size_t length;

    snprintf(text, sizeof text,
             "<rss><channel><item><link>https://x.example/1</link><description>&lt;p&gt;Short."
             "&lt;/p&gt;</description></item><item><link>https://x.example/2</link><description>");
    for (int i = 0; i < 40; i++) {
        length = strlen(text);
        snprintf(text + length, sizeof text - length,
                 "&lt;p&gt;Paragraph %d tells more of the same story.&lt;/p&gt;", i);
    }
    length = strlen(text);
    snprintf(text + length, sizeof text - length, "</description></item></channel></rss>");
    arena = arena_new();
    CU_ASSERT_EQUAL_FATAL(feed_read(text, strlen(text), NULL, NULL, 200, arena, &feed, &error),
                          STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(feed.count, 2);
    check_text(feed.items[0].content, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(feed.items[1].content);
    CU_ASSERT_PTR_NOT_NULL(strstr(feed.items[1].content, "<p>Paragraph 39 tells"));
    close_feed();
}

UNIT_MAIN("feed files", {"RSS 0.92", test_rss_092}, {"RSS 1.0", test_rss_10},
          {"RSS 2.0 with modules", test_rss_20}, {"podcast", test_podcast},
          {"Atom 1.0", test_atom_10}, {"Atom 0.3", test_atom_03}, {"JSON Feed", test_json},
          {"damaged", test_damaged}, {"wrong encoding", test_wrong_encoding},
          {"declared encoding", test_declared_encoding}, {"item as a page", test_item_page},
          {"full description", test_full_description})
