#include "extract/page/page.h"

#include <stdbool.h>
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>
#include "extract/net/url.h"
#include "extract/page/body.h"
#include "extract/page/byline.h"
#include "extract/page/charset.h"
#include "extract/page/kind.h"
#include "extract/page/meta.h"
#include "extract/page/plain.h"
#include "extract/page/published.h"
#include "extract/page/text.h"
#include "extract/page/tree.h"
#include "extract/page/visible.h"

enum {
    PAGE_WORDS_MIN = 25, /* of a plain text: fewer are no article */
    PAGE_SNIFF = 1024,
    PAGE_CONTROLS_MAX = 10 /* control characters in the sniffed bytes of a text */
};

static const char *page_where(const struct page *page)
{
    return page->url != NULL ? page->url : page->path != NULL ? page->path : "input";
}

/* Pictures, PDF and such: a magic number, or bytes that no text has. */
static bool page_is_binary(const struct page *page)
{
    static const char *const magics[] = {"%PDF",       "\x89PNG",  "GIF8", "\xFF\xD8\xFF",
                                         "PK\x03\x04", "\x1F\x8B", "RIFF", "\177ELF"};
    size_t length = page->length < PAGE_SNIFF ? page->length : PAGE_SNIFF, controls = 0;
    const unsigned char *data = (const unsigned char *)page->data;

    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (length >= strlen(magics[i]) && memcmp(data, magics[i], strlen(magics[i])) == 0) {
            return true;
        }
    }
    if (length >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0)) {
        return false; /* UTF-16 has NULs */
    }
    for (size_t i = 0; i < length; i++) {
        controls += data[i] < 0x20 && strchr("\t\n\r\f\x1B", data[i]) == NULL;
        controls += data[i] == 0;
    }
    return controls > PAGE_CONTROLS_MAX;
}

static bool page_is_plain(const struct page *page, const char *text)
{
    if (page->content_type != NULL && strncasecmp(page->content_type, "text/plain", 10) == 0) {
        size_t start = strspn(text, " \t\r\n");

        return strncasecmp(text + start, "<!doctype", 9) != 0 &&
               strncasecmp(text + start, "<html", 5) != 0;
    }
    return page->content_type == NULL && memchr(text, '<', strnlen(text, PAGE_SNIFF)) == NULL;
}

/* Facts of the page, then of the feed, then of the configuration. */
static const char *page_first(const char *a, const char *b)
{
    return a != NULL && *a != '\0' ? a : b != NULL && *b != '\0' ? b : NULL;
}

static void page_set_language(const struct page *page, const char *declared, struct arena *arena,
                              struct article *article)
{
    article->language = language_find(page->languages, arena,
                                      page_first(declared, page->feed_language), article->body);
    if (article->language == NULL && page->source != NULL) {
        article->language = page->source->language;
    }
}

/* The feed's, where the page has none. */
static void page_set_feed_tags(const struct page *page, struct arena *arena,
                               struct article *article)
{
    const char *tag = article->tags.count > 0 ? NULL : page->feed_tags;

    while (tag != NULL && *tag != '\0') {
        size_t length = strcspn(tag, "\n");

        string_list_add(arena, &article->tags, arena_strndup(arena, tag, length));
        tag += length + (tag[length] == '\n');
    }
}

static enum status page_read_plain(const struct page *page, const char *text, struct arena *arena,
                                   struct article *article, struct error *error)
{
    struct plain plain;
    struct dates dates = {0};

    plain_read(text, arena, &plain);
    if (kind_words(plain.body) < PAGE_WORDS_MIN) {
        return error_set(error, STATUS_REJECT,
                         plain.words == 0 ? "empty_page" : kind_reason(KIND_SHORT),
                         "%s: has %zu words of text below its first line, too few for an article",
                         page_where(page), plain.words);
    }
    article->title = page_first(plain.title, page->feed_title);
    article->body = plain.body;
    article->site_name =
        page_first(plain.site_name, page->source == NULL ? NULL : page->source->outlet);
    article->section = plain.section;
    article->image_url =
        page_first(plain.image_url == NULL ? NULL : url_resolve(arena, NULL, plain.image_url),
                   page->feed_image_url);
    page_set_feed_tags(page, arena, article);
    article->canonical_url = plain.url == NULL ? NULL : url_resolve(arena, NULL, plain.url);
    article->disclaimer = plain.disclaimer;
    article->related = plain.related;
    byline_add(arena, &article->authors, page_first(plain.byline, page->feed_author));
    page_set_language(page, NULL, arena, article);
    dates_offer(&dates, DATE_VISIBLE, false, plain.published);
    published_set(page, &dates, article->language, arena, article);
    article->extraction.method = "plain";
    article->extraction.score = 1;
    return STATUS_OK;
}

static const char *page_url(struct arena *arena, const char *base, const char *reference)
{
    return reference == NULL ? NULL : url_resolve(arena, base, reference);
}

static void page_set_meta(const struct page *page, const struct meta *meta, struct arena *arena,
                          struct article *article)
{
    const struct meta_fact *facts = meta->facts;

    article->canonical_url = page_url(arena, page->url, facts[META_CANONICAL].value);
    if (article->canonical_url != NULL) {
        article->canonical_url = url_strip_tracking(arena, article->canonical_url);
    }
    if (page->url != NULL && article->canonical_url != NULL &&
        visible_is_home(article->canonical_url) && !visible_is_home(page->url)) {
        article->canonical_url = NULL; /* a template's; no article is at home */
    }
    article->site_name =
        page_first(facts[META_SITE].value, page->source == NULL ? NULL : page->source->outlet);
    article->title = page_first(facts[META_TITLE].value, page->feed_title);
    article->section = facts[META_SECTION].value;
    article->image_url =
        page_first(page_url(arena, page->url, facts[META_IMAGE].value), page->feed_image_url);
    article->authors = meta->authors;
    if (article->authors.count == 0) {
        byline_add(arena, &article->authors, page->feed_author);
    }
    article->tags = meta->tags;
    page_set_feed_tags(page, arena, article);
    page_set_language(page, facts[META_LANGUAGE].value, arena, article);
    published_set(page, &meta->dates, article->language, arena, article);
}

static enum status page_read_html(const struct page *page, const char *text, size_t length,
                                  struct arena *arena, struct article *article, struct error *error)
{
    struct meta *meta = arena_alloc(arena, sizeof *meta);
    struct body body;
    struct tree tree;
    enum kind kind;

    if (!tree_read(&tree, arena, text, length)) {
        return error_set(error, STATUS_REJECT, "empty_page", "%s: the page is empty",
                         page_where(page));
    }
    meta_read(meta, arena, &tree, page->feed_title);
    body_read(&tree, meta->facts[META_TITLE].value, meta->article_body, arena, &body);
    kind = kind_find(&tree, meta, &body, page->url, arena);
    tree_close(&tree);
    if (kind != KIND_ARTICLE) {
        return error_set(error, STATUS_REJECT, kind_reason(kind), "%s: not an article: %s",
                         page_where(page), kind_message(kind));
    }
    dates_read_bytes(&meta->dates, text, length);
    article->body = body.text;
    article->extraction.method = body.method;
    article->extraction.score = (double)(long)(body.score * 1000 + 0.5) / 1000;
    page_set_meta(page, meta, arena, article);
    return STATUS_OK;
}

enum status page_read(const struct page *page, struct arena *arena, struct article *article,
                      struct error *error)
{
    const char *text;
    size_t length;
    enum status status;

    if (page->length == 0) {
        return error_set(error, STATUS_REJECT, "empty_page", "%s: is empty", page_where(page));
    }
    if (page_is_binary(page)) {
        return error_set(error, STATUS_REJECT, "not_html",
                         "%s: is neither HTML nor text; only articles can be read",
                         page_where(page));
    }
    status =
        charset_decode(page->data, page->length, page->content_type, arena, &text, &length, error);
    if (status != STATUS_OK) {
        return status;
    }
    return page_is_plain(page, text) ? page_read_plain(page, text, arena, article, error)
                                     : page_read_html(page, text, length, arena, article, error);
}

void page_library_open(void)
{
    xmlInitParser();
}

void page_library_close(void)
{
    xmlCleanupParser();
}
