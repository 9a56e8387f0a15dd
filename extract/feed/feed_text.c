#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "extract/feed/feed_parts.h"
#include "extract/feed/xml.h"
#include "extract/page/text.h"

enum { FEED_RAW_MAX = 64 * 1024, FEED_MARKUP_MAX = 2000 /* bytes of one tag in a text */ };

/* The length of a tag or comment at `text`; 0: it is none. */
static size_t feed_markup_length(const char *text, size_t length)
{
    size_t room = length < FEED_MARKUP_MAX ? length : FEED_MARKUP_MAX;
    const char *end;

    if (length < 3 || !(ascii_is_letter(text[1]) || text[1] == '/' || text[1] == '!')) {
        return 0;
    }
    end = memchr(text, '>', room);
    return end == NULL ? 0 : (size_t)(end - text) + 1;
}

/* Whether a tag, from its name on, may stand within a word; others part words. */
static bool feed_is_within_words(const char *name)
{
    static const char *const names[] = {"a",    "b",    "i", "em",    "strong", "span",
                                        "sup",  "sub",  "u", "small", "font",   "mark",
                                        "abbr", "cite", "q", "wbr",   "code"};
    size_t length;

    name += *name == '/';
    length = strcspn(name, " \t\r\n/>");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == length && strncasecmp(name, names[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* At most FEED_TEXT_MAX bytes, ending with a whole code point. */
static const char *feed_cut(struct arena *arena, const char *text)
{
    size_t length = FEED_TEXT_MAX;

    if (text == NULL || strlen(text) <= FEED_TEXT_MAX) {
        return text;
    }
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    return arena_strndup(arena, text, length);
}

const char *feed_plain(struct arena *arena, const char *text, bool html)
{
    struct buf marked = BUF_INIT(4 * (size_t)FEED_RAW_MAX), plain = BUF_INIT(FEED_RAW_MAX * 4 + 64);
    size_t length = strnlen(text, FEED_RAW_MAX);
    const char *result;
    bool fits = true;

    if (!html) {
        return feed_cut(arena, text_tidy_bytes(arena, text, length));
    }
    for (size_t at = 0; at < length && fits;) {
        const char *open = memchr(text + at, '<', length - at);
        size_t size = open == NULL ? length - at : (size_t)(open - text) - at;

        fits = buf_append(&marked, text + at, size);
        at += size;
        if (at < length) {
            size = feed_markup_length(text + at, length - at);
            if (size == 0) {
                fits = fits && buf_append_char(&marked, text[at++]);
            } else if (!feed_is_within_words(text + at + 1)) {
                fits = fits && buf_append_char(&marked, ' ');
            }
            at += size;
        }
    }
    (void)xml_decode(&plain, buf_text(&marked), marked.length);
    result = feed_cut(arena, text_tidy_bytes(arena, buf_text(&plain), plain.length));
    buf_free(&plain);
    buf_free(&marked);
    return result;
}

static bool feed_page_text(struct buf *page, const char *before, const char *text,
                           const char *behind)
{
    bool fits = buf_append_text(page, before);

    for (; *text != '\0' && fits; text++) {
        fits = *text == '&'   ? buf_append_text(page, "&amp;")
               : *text == '<' ? buf_append_text(page, "&lt;")
               : *text == '"' ? buf_append_text(page, "&quot;")
                              : buf_append_char(page, *text);
    }
    return fits && buf_append_text(page, behind);
}

static bool feed_page_meta(struct buf *page, const char *attribute, const char *name,
                           const char *text)
{
    return text == NULL || (buf_printf(page, "<meta %s=\"%s\" ", attribute, name) &&
                            feed_page_text(page, "content=\"", text, "\">\n"));
}

const char *feed_item_page(struct arena *arena, const struct feed_item *item)
{
    struct buf page = BUF_INIT(FEED_CONTENT_MAX + 32 * FEED_TEXT_MAX * 8);
    const char *title = item->title == NULL ? "" : item->title, *result = NULL;
    bool fits;

    if (item->content == NULL) {
        return NULL;
    }
    fits = feed_page_text(&page, "<!DOCTYPE html>\n<html lang=\"",
                          item->language == NULL ? "" : item->language, "\"><head>\n") &&
           buf_append_text(&page, "<meta charset=\"utf-8\">\n") &&
           feed_page_text(&page, "<title>", title, "</title>\n") &&
           feed_page_meta(&page, "property", "og:type", "article") &&
           feed_page_meta(&page, "property", "og:title", item->title) &&
           feed_page_meta(&page, "property", "og:image", item->image_url) &&
           feed_page_meta(&page, "property", "article:published_time", item->published_at) &&
           feed_page_meta(&page, "property", "article:modified_time", item->modified_at);
    for (size_t i = 0; i < item->authors.count && fits; i++) {
        fits = feed_page_meta(&page, "name", "author", item->authors.items[i]);
    }
    for (size_t i = 0; i < item->tags.count && fits; i++) {
        fits = feed_page_meta(&page, "property", "article:tag", item->tags.items[i]);
    }
    if (fits && feed_page_text(&page, "</head><body><article><h1>", title, "</h1>\n") &&
        buf_append_text(&page, item->content) &&
        buf_append_text(&page, "\n</article></body></html>\n")) {
        result = arena_strndup(arena, buf_text(&page), page.length);
    }
    buf_free(&page);
    return result;
}
