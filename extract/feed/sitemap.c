#include "extract/feed/sitemap.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include "common/buf.h"
#include "extract/feed/feed.h"
#include "extract/feed/site.h"
#include "extract/feed/url_set.h"
#include "extract/feed/xml.h"
#include "extract/net/url.h"
#include "extract/page/charset.h"
#include "extract/page/text.h"

enum {
    SITEMAP_SNIFF = 4096,
    SITEMAP_FIELD_MAX = 4096, /* bytes of one text: a URL, a title */
    SITEMAP_TAGS_MAX = 50
};

/* Bytes of a sitemap, uncompressed on the way where it is gzip; at most SITEMAP_BYTES_MAX. */
struct sitemap_bytes {
    const char *plain; /* what is left of it; NULL: gzip */
    size_t left;
    z_stream stream;
    bool open;      /* `stream` is */
    size_t given;   /* so far */
    bool truncated; /* damaged or cut gzip, or too much of it */
};

struct sitemap_reader {
    struct arena *arena;
    struct sitemap *sitemap;
    const char *url;
    size_t max_entries;
    struct url_set urls;
    struct sitemap_entry entry;
    bool in_entry;
    struct buf text;
};

static bool sitemap_is_gzip(const char *data, size_t length)
{
    return length >= 3 && memcmp(data, "\x1f\x8b\x08", 3) == 0;
}

static size_t sitemap_inflate(struct sitemap_bytes *bytes, char *room, size_t size)
{
    z_stream *stream = &bytes->stream;
    int result = Z_OK;

    stream->next_out = (Bytef *)room;
    stream->avail_out = (uInt)size;
    while (stream->avail_out > 0 && result == Z_OK && !bytes->truncated) {
        result = inflate(stream, Z_NO_FLUSH);
        if (result == Z_STREAM_END && stream->avail_in > 0 && *stream->next_in == 0x1f) {
            result = inflateReset(stream); /* files put behind each other */
        } else if (result != Z_STREAM_END && result != Z_OK) {
            bytes->truncated = true;
        }
    }
    return size - stream->avail_out;
}

static size_t sitemap_fill(void *context, char *room, size_t size)
{
    struct sitemap_bytes *bytes = context;
    size_t got;

    if (size > SITEMAP_BYTES_MAX - bytes->given) {
        size = SITEMAP_BYTES_MAX - bytes->given;
        bytes->truncated = bytes->truncated || size == 0;
    }
    if (size == 0) {
        return 0;
    }
    if (bytes->plain == NULL) {
        got = sitemap_inflate(bytes, room, size);
    } else {
        got = bytes->left < size ? bytes->left : size;
        memcpy(room, bytes->plain, got);
        bytes->plain += got;
        bytes->left -= got;
    }
    bytes->given += got;
    return got;
}

static bool sitemap_open(struct sitemap_bytes *bytes, const char *data, size_t length)
{
    *bytes = (struct sitemap_bytes){.plain = data, .left = length};
    if (sitemap_is_gzip(data, length)) {
        bytes->plain = NULL;
        bytes->stream.next_in = (Bytef *)(uintptr_t)data;
        bytes->stream.avail_in = length > UINT32_MAX ? UINT32_MAX : (uInt)length;
        bytes->open = inflateInit2(&bytes->stream, 15 + 16) == Z_OK;
        return bytes->open;
    }
    return true;
}

static void sitemap_close(struct sitemap_bytes *bytes)
{
    if (bytes->open) {
        (void)inflateEnd(&bytes->stream);
    }
}

/* The beginning, uncompressed. */
static size_t sitemap_peek(const char *data, size_t length, char *room, size_t size)
{
    struct sitemap_bytes bytes;
    size_t got = sitemap_open(&bytes, data, length) ? sitemap_fill(&bytes, room, size) : 0;

    sitemap_close(&bytes);
    return got;
}

bool sitemap_recognise(const char *data, size_t length)
{
    char head[SITEMAP_SNIFF];
    size_t got = sitemap_peek(data, length, head, sizeof head);
    struct xml_reader *reader = xml_reader_new(head, got);
    struct xml_event event;
    bool known;

    xml_next(reader, &event);
    known = event.kind == XML_START &&
            (strcmp(event.name, "urlset") == 0 || strcmp(event.name, "sitemapindex") == 0);
    xml_reader_free(reader);
    return known;
}

/* As sitemaps.org has it; others are rare, and decoded as a whole. */
static bool sitemap_is_utf8(const char *head, size_t length)
{
    const char *name = memmem(head, length < 200 ? length : 200, "encoding=", 9);

    if (length >= 2 && (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0)) {
        return false;
    }
    return name == NULL || name + 15 > head + length || strncasecmp(name + 10, "utf-8", 5) == 0;
}

/* Takes the entry at hand; false: there are enough. */
static bool sitemap_add(struct sitemap_reader *reader)
{
    struct sitemap *sitemap = reader->sitemap;
    struct sitemap_entry *entry = &reader->entry;

    reader->in_entry = false;
    entry->url = entry->url == NULL ? NULL : url_resolve(reader->arena, reader->url, entry->url);
    if (entry->url == NULL) {
        return true;
    }
    if (sitemap->count == reader->max_entries) {
        sitemap->truncated = true;
        return false;
    }
    if (!url_set_add(&reader->urls, reader->arena, entry->url, NULL)) {
        return true;
    }
    sitemap->entries = arena_grow(reader->arena, sitemap->entries, &sitemap->capacity,
                                  sitemap->count, sizeof *entry);
    sitemap->entries[sitemap->count++] = *entry;
    return true;
}

static void sitemap_add_tags(struct sitemap_reader *reader, const char *tags)
{
    struct string_list *list = &reader->entry.tags;

    while (tags != NULL && *tags != '\0' && list->count < SITEMAP_TAGS_MAX) {
        size_t length = strcspn(tags, ",;");
        const char *tag = text_tidy_bytes(reader->arena, tags, length);

        if (tag != NULL) {
            string_list_add(reader->arena, list, tag);
        }
        tags += length + (tags[length] != '\0');
    }
}

static void sitemap_take(struct sitemap_reader *reader, const char *name)
{
    struct sitemap_entry *entry = &reader->entry;
    bool news = strncmp(name, "news:", 5) == 0;
    const char *text;

    if (!news && strcmp(name, "loc") != 0 && strcmp(name, "lastmod") != 0) {
        return;
    }
    text = text_tidy_bytes(reader->arena, buf_text(&reader->text), reader->text.length);
    if (text == NULL) {
        return;
    }
    reader->sitemap->is_news = reader->sitemap->is_news || news;
    if (strcmp(name, "loc") == 0) {
        entry->url = entry->url == NULL ? text : entry->url;
    } else if (strcmp(name, "lastmod") == 0) {
        entry->modified_at = feed_date(reader->arena, text);
    } else if (strcmp(name, "news:publication_date") == 0) {
        entry->published_at = feed_date(reader->arena, text);
    } else if (strcmp(name, "news:title") == 0) {
        entry->title = text;
    } else if (strcmp(name, "news:name") == 0) {
        entry->outlet = text;
    } else if (strcmp(name, "news:language") == 0) {
        entry->language = text;
    } else if (strcmp(name, "news:keywords") == 0) {
        sitemap_add_tags(reader, text);
    }
}

/* False: the root is none of a sitemap's. */
static bool sitemap_read_xml(struct sitemap_reader *reader, struct sitemap_bytes *bytes)
{
    static const char *const never_nest[] = {"url", "sitemap", NULL};
    struct xml_reader *xml = xml_reader_stream(sitemap_fill, bytes);
    struct xml_event event;
    bool known = false, more = true;

    xml_reader_never_nest(xml, never_nest);
    for (xml_next(xml, &event); event.kind != XML_STOP && more; xml_next(xml, &event)) {
        if (event.kind == XML_START && event.depth == 1) {
            reader->sitemap->is_index = strcmp(event.name, "sitemapindex") == 0;
            known = reader->sitemap->is_index || strcmp(event.name, "urlset") == 0;
            more = known;
        } else if (event.kind == XML_START) {
            bool entry = strcmp(event.name, "url") == 0 || strcmp(event.name, "sitemap") == 0;

            if (entry && !reader->in_entry) {
                reader->entry =
                    (struct sitemap_entry){.is_sitemap = strcmp(event.name, "sitemap") == 0};
                reader->in_entry = true;
            }
            buf_clear(&reader->text);
        } else if (event.kind == XML_TEXT && reader->in_entry) {
            if (!buf_append(&reader->text, event.text, event.length)) {
                buf_clear(&reader->text); /* nothing that could be used is so long */
            }
        } else if (event.kind == XML_END && reader->in_entry) {
            if (strcmp(event.name, "url") == 0 || strcmp(event.name, "sitemap") == 0) {
                more = sitemap_add(reader);
            } else {
                sitemap_take(reader, event.name);
            }
            buf_clear(&reader->text);
        }
    }
    reader->sitemap->damaged = xml_is_damaged(xml);
    reader->sitemap->truncated = reader->sitemap->truncated || xml_is_cut(xml);
    xml_reader_free(xml);
    return known;
}

/* One URL a line; false: a line at the beginning is none. */
static bool sitemap_read_lines(struct sitemap_reader *reader, struct sitemap_bytes *bytes)
{
    char chunk[SITEMAP_SNIFF];
    bool more = true, too_long = false;
    size_t got;

    buf_clear(&reader->text);
    while (more && (got = sitemap_fill(bytes, chunk, sizeof chunk)) > 0) {
        for (size_t i = 0; i < got && more; i++) {
            if (chunk[i] != '\n') {
                too_long = too_long || !buf_append_char(&reader->text, chunk[i]);
                continue;
            }
            reader->entry = (struct sitemap_entry){
                .url = too_long ? NULL
                                : text_tidy_bytes(reader->arena, buf_text(&reader->text),
                                                  reader->text.length)};
            buf_clear(&reader->text);
            too_long = false;
            if (reader->entry.url != NULL && !url_is_http(reader->entry.url)) {
                if (reader->sitemap->count == 0) {
                    return false;
                }
                reader->sitemap->damaged = true;
                continue;
            }
            more = sitemap_add(reader);
        }
    }
    if (more && !too_long && url_is_http(buf_text(&reader->text))) {
        reader->entry = (struct sitemap_entry){
            .url = text_tidy_bytes(reader->arena, buf_text(&reader->text), reader->text.length)};
        (void)sitemap_add(reader);
    }
    return reader->sitemap->count > 0;
}

/* Leaves the entries of one site: the sitemap's own, or (files kept on another server) that of its
 * first entry. */
static void sitemap_keep_site(struct arena *arena, struct sitemap *sitemap, const char *url)
{
    const char *own = url == NULL ? NULL : site_of(arena, url);
    const char **sites = arena_alloc(arena, (sitemap->count + 1) * sizeof *sites);
    size_t kept = 0;
    bool found = false;

    for (size_t i = 0; i < sitemap->count; i++) {
        sites[i] = site_of(arena, sitemap->entries[i].url);
        found = found || (own != NULL && sites[i] != NULL && strcmp(own, sites[i]) == 0);
    }
    own = found || sitemap->count == 0 ? own : sites[0];
    for (size_t i = 0; i < sitemap->count; i++) {
        if (sites[i] != NULL && own != NULL && strcmp(own, sites[i]) == 0) {
            sitemap->entries[kept++] = sitemap->entries[i];
        }
    }
    sitemap->foreign = sitemap->count - kept;
    sitemap->count = kept;
}

/* False: it is no feed. */
static bool sitemap_read_feed(struct sitemap_reader *reader, const char *data, size_t length,
                              const char *content_type)
{
    struct feed feed;
    struct error why;

    if (!feed_recognise(data, length) ||
        feed_read(data, length, content_type, reader->url, reader->max_entries, reader->arena,
                  &feed, &why) != STATUS_OK) {
        return false;
    }
    for (size_t i = 0; i < feed.count; i++) {
        reader->entry = (struct sitemap_entry){.url = feed.items[i].url,
                                               .title = feed.items[i].title,
                                               .published_at = feed.items[i].published_at,
                                               .modified_at = feed.items[i].modified_at,
                                               .language = feed.items[i].language,
                                               .outlet = feed.title};
        (void)sitemap_add(reader);
    }
    reader->sitemap->damaged = feed.damaged;
    reader->sitemap->truncated = feed.truncated;
    return true;
}

enum status sitemap_read(const char *data, size_t length, const char *content_type, const char *url,
                         size_t max_entries, struct arena *arena, struct sitemap *sitemap,
                         struct error *error)
{
    const char *where = url == NULL ? "sitemap" : url;
    const struct buf text = BUF_INIT(SITEMAP_FIELD_MAX);
    struct sitemap_reader reader = {
        .arena = arena,
        .sitemap = sitemap,
        .url = url,
        .text = text,
        .max_entries = max_entries < SITEMAP_ENTRIES_MAX ? max_entries : SITEMAP_ENTRIES_MAX};
    struct sitemap_bytes bytes;
    char head[SITEMAP_SNIFF];
    size_t got = sitemap_peek(data, length, head, sizeof head);
    bool known;

    *sitemap = (struct sitemap){0};
    if (!sitemap_is_gzip(data, length) && !sitemap_is_utf8(head, got) &&
        charset_decode(data, length, content_type, arena, &data, &length, error) != STATUS_OK) {
        return STATUS_REJECT;
    }
    if (!sitemap_open(&bytes, data, length)) {
        return error_set(error, STATUS_REJECT, "bad_sitemap", "%s: zlib has no memory", where);
    }
    known = sitemap_read_feed(&reader, data, length, content_type) ||
            (memchr(head, '<', got) != NULL ? sitemap_read_xml(&reader, &bytes)
                                            : sitemap_read_lines(&reader, &bytes));
    sitemap->truncated = sitemap->truncated || bytes.truncated;
    sitemap_close(&bytes);
    buf_free(&reader.text);
    if (!known) {
        return error_set(error, STATUS_REJECT, "bad_sitemap",
                         "%s: is no sitemap: no XML with urlset or sitemapindex, no feed, no list "
                         "of URLs; check the address",
                         where);
    }
    sitemap_keep_site(arena, sitemap, url);
    return sitemap->count > 0
               ? STATUS_OK
               : error_set(error, STATUS_REJECT, "empty_sitemap", "%s: the sitemap has no URL%s",
                           where, sitemap->damaged ? ", and its XML is malformed" : "");
}
