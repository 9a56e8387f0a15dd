#include "extract/feed/feed.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "extract/feed/feed_parts.h"
#include "extract/feed/xml.h"
#include "extract/net/url.h"
#include "extract/page/charset.h"

enum { FEED_SNIFF_MAX = 16 * 1024, FEED_SNIFF_JSON_MAX = 64 * 1024, FEED_DECLARATION_MAX = 200 };

static const char *feed_skip_space(const char *p, const char *end)
{
    if (end - p >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
    }
    while (p < end && ascii_is_space(*p)) {
        p++;
    }
    return p;
}

static bool feed_is_json(const char *data, size_t length)
{
    const char *end = data + (length < FEED_SNIFF_JSON_MAX ? length : FEED_SNIFF_JSON_MAX);
    const char *p = feed_skip_space(data, end);

    return p < end && *p == '{' && memmem(p, (size_t)(end - p), "jsonfeed.org", 12) != NULL &&
           memmem(p, (size_t)(end - p), "\"version\"", 9) != NULL;
}

bool feed_recognise(const char *data, size_t length)
{
    struct xml_reader *reader =
        xml_reader_new(data, length < FEED_SNIFF_MAX ? length : FEED_SNIFF_MAX);
    struct xml_event event;
    bool known;

    xml_next(reader, &event);
    known = event.kind == XML_START && feed_is_root(event.name);
    xml_reader_free(reader);
    return known || feed_is_json(data, length);
}

/* "?a=1&amp;b=2" has been escaped once too often. */
static const char *feed_unescape_url(struct arena *arena, const char *url)
{
    char *plain, *out;

    if (strstr(url, "&amp;") == NULL) {
        return url;
    }
    plain = out = arena_strdup(arena, url);
    for (const char *p = url; *p != '\0'; p++) {
        *out++ = *p;
        p += strncmp(p, "&amp;", 5) == 0 ? 4 : 0;
    }
    *out = '\0';
    return plain;
}

bool feed_add(struct feed_builder *builder, struct feed_item *item, const char *base,
              bool enclosure)
{
    struct feed *feed = builder->feed;
    const char *url = item->url == NULL ? NULL : url_resolve(builder->arena, base, item->url);

    if (url == NULL) {
        feed->unlinked++;
        feed->episodes += enclosure;
        return true;
    }
    if (feed->count == builder->max_items) {
        feed->truncated = true;
        return false;
    }
    item->url = url_strip_tracking(builder->arena, feed_unescape_url(builder->arena, url));
    if (!url_set_add(&builder->urls, builder->arena, item->url, NULL)) {
        return true;
    }
    item->image_url =
        item->image_url == NULL ? NULL : url_resolve(builder->arena, base, item->image_url);
    item->language = item->language == NULL ? feed->language : item->language;
    feed->items =
        arena_grow(builder->arena, feed->items, &feed->capacity, feed->count, sizeof *item);
    feed->items[feed->count++] = *item;
    return true;
}

static bool feed_list_has(const struct string_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], text) == 0) {
            return true;
        }
    }
    return false;
}

void feed_add_author(struct arena *arena, struct feed_item *item, const char *name)
{
    if (name != NULL && item->authors.count < FEED_NAMES_MAX &&
        !feed_list_has(&item->authors, name)) {
        string_list_add(arena, &item->authors, name);
        item->author =
            item->author == NULL ? name : arena_printf(arena, "%s; %s", item->author, name);
    }
}

void feed_add_tag(struct arena *arena, struct feed_item *item, const char *tag)
{
    if (tag != NULL && item->tags.count < FEED_NAMES_MAX && !feed_list_has(&item->tags, tag)) {
        string_list_add(arena, &item->tags, tag);
    }
}

void feed_add_tags(struct arena *arena, struct feed_item *item, const char *tags)
{
    while (tags != NULL && *tags != '\0' && item->tags.count < FEED_NAMES_MAX) {
        size_t length = strcspn(tags, ",;");

        feed_add_tag(arena, item, feed_plain(arena, arena_strndup(arena, tags, length), true));
        tags += length + (tags[length] != '\0');
    }
}

/* The encoding that the feed declares; NULL: none. */
static const char *feed_encoding(struct arena *arena, const char *head)
{
    const char *name = strstr(head, "encoding=");

    name = name == NULL ? "" : name + strlen("encoding=");
    name += *name == '"' || *name == '\'';
    return strcspn(name, "\"'?> \r\n") == 0
               ? NULL
               : arena_strndup(arena, name, strcspn(name, "\"'?> \r\n"));
}

/* What the encoding is said to be: servers are wrong more often than feeds, and a feed that says
 * UTF-8 is windows-1252 where most of what is no ASCII is no UTF-8 either. */
static const char *feed_content_type(struct arena *arena, const char *data, size_t length,
                                     const char *content_type)
{
    char head[FEED_DECLARATION_MAX + 1] = "";
    size_t right = 0, wrong = 0;
    const char *encoding;

    memcpy(head, data, length < FEED_DECLARATION_MAX ? length : FEED_DECLARATION_MAX);
    encoding = feed_encoding(arena, head);
    if (encoding != NULL && strncasecmp(encoding, "utf", 3) != 0) {
        return arena_printf(arena, "text/xml; charset=%s", encoding);
    }
    if (encoding == NULL && (content_type == NULL || strcasestr(content_type, "utf-8") == NULL)) {
        return content_type;
    }
    for (size_t at = 0; at < length;) {
        int32_t step = 0, sign = 0;

        if ((unsigned char)data[at] < 0x80) {
            at++;
            continue;
        }
        sign = utf8_next(data + at, &step, (int32_t)(length - at < 4 ? length - at : 4));
        right += sign >= 0;
        wrong += sign < 0;
        at += step > 0 ? (size_t)step : 1;
    }
    return wrong > right ? "text/xml; charset=windows-1252" : content_type;
}

enum status feed_read(const char *data, size_t length, const char *content_type, const char *url,
                      size_t max_items, struct arena *arena, struct feed *feed, struct error *error)
{
    const char *where = url == NULL ? "feed" : url, *text = NULL;
    struct feed_builder builder = {.arena = arena,
                                   .feed = feed,
                                   .max_items =
                                       max_items < FEED_ITEMS_MAX ? max_items : FEED_ITEMS_MAX};
    size_t text_length = 0;
    struct error why = {0};
    bool known;

    *feed = (struct feed){0};
    if (charset_decode(data, length, feed_content_type(arena, data, length, content_type), arena,
                       &text, &text_length, &why) != STATUS_OK) {
        return error_set(error, STATUS_REJECT, "bad_charset", "%s: %s", where, why.message);
    }
    if (feed_is_json(text, text_length)) {
        known = feed_read_json(&builder, text, text_length, url, &why);
    } else {
        known = feed_read_xml(&builder, text, text_length, url);
    }
    if (!known) {
        return error_set(
            error, STATUS_REJECT, "bad_feed",
            "%s: is no RSS, Atom or JSON feed%s%.200s; 'dateline source try' finds those "
            "of an outlet",
            where, why.message[0] == '\0' ? "" : ": ", why.message);
    }
    if (feed->count > 0) {
        return STATUS_OK;
    }
    if (feed->damaged && feed->episodes == 0) {
        return error_set(error, STATUS_REJECT, "bad_feed",
                         "%s: the feed has no item with a link, and its XML is malformed", where);
    }
    if (feed->episodes > 0) {
        return error_set(error, STATUS_REJECT, "empty_feed",
                         "%s: the feed has %zu sound or video files and no articles; disable the "
                         "source",
                         where, feed->episodes);
    }
    return error_set(error, STATUS_REJECT, "empty_feed",
                     "%s: the feed has no item with a link; if that is usual, disable the source",
                     where);
}
