#include <string.h>
#include <strings.h>
#include "common/buf.h"
#include "extract/feed/feed_parts.h"
#include "extract/feed/xml.h"
#include "extract/net/url.h"

enum { FEED_FULL_TEXT_MIN = 1500 /* bytes of a description that is the whole article */ };

/* What an element of an item, or of the feed, is for. */
enum feed_field {
    FIELD_NONE,
    FIELD_SKIP, /* with all that is in it */
    FIELD_TITLE,
    FIELD_LINK,
    FIELD_ORIGINAL_LINK,
    FIELD_GUID,
    FIELD_AUTHOR, /* RSS: text; Atom: a name in it */
    FIELD_CREATOR,
    FIELD_CREDIT,
    FIELD_PUBLISHED,
    FIELD_ISSUED, /* dates that are as good, where there is no better one */
    FIELD_MODIFIED,
    FIELD_SUMMARY,
    FIELD_TEASER, /* a summary, where there is none */
    FIELD_CONTENT,
    FIELD_TAG,
    FIELD_TAGS,
    FIELD_LANGUAGE,
    FIELD_ENCLOSURE,
    FIELD_MEDIA,
    FIELD_THUMBNAIL,
    FIELD_IMAGE /* RSS: a url in it */
};

static const struct {
    const char *name;
    enum feed_field field;
} feed_fields[] = {
    {"title", FIELD_TITLE},
    {"dc:title", FIELD_TITLE},
    {"link", FIELD_LINK},
    {"feedburner:origlink", FIELD_ORIGINAL_LINK},
    {"guid", FIELD_GUID},
    {"id", FIELD_GUID}, /* Atom: rarely an address, but with nothing better */
    {"author", FIELD_AUTHOR},
    {"dc:creator", FIELD_CREATOR},
    {"dcterms:creator", FIELD_CREATOR},
    {"itunes:author", FIELD_CREDIT},
    {"media:credit", FIELD_CREDIT},
    {"pubdate", FIELD_PUBLISHED},
    {"published", FIELD_PUBLISHED},
    {"issued", FIELD_PUBLISHED},
    {"dcterms:issued", FIELD_ISSUED},
    {"dcterms:created", FIELD_ISSUED},
    {"prism:publicationdate", FIELD_ISSUED},
    {"dc:date", FIELD_ISSUED},
    {"created", FIELD_ISSUED},
    {"updated", FIELD_MODIFIED},
    {"modified", FIELD_MODIFIED},
    {"dcterms:modified", FIELD_MODIFIED},
    {"description", FIELD_SUMMARY},
    {"summary", FIELD_SUMMARY},
    {"dc:description", FIELD_SUMMARY},
    {"itunes:subtitle", FIELD_TEASER},
    {"itunes:summary", FIELD_TEASER},
    {"media:description", FIELD_TEASER},
    {"content:encoded", FIELD_CONTENT},
    {"content", FIELD_CONTENT},
    {"xhtml:body", FIELD_CONTENT},
    {"category", FIELD_TAG},
    {"dc:subject", FIELD_TAG},
    {"media:keywords", FIELD_TAGS},
    {"itunes:keywords", FIELD_TAGS},
    {"dc:language", FIELD_LANGUAGE},
    {"language", FIELD_LANGUAGE},
    {"enclosure", FIELD_ENCLOSURE},
    {"media:content", FIELD_MEDIA},
    {"media:thumbnail", FIELD_THUMBNAIL},
    {"itunes:image", FIELD_THUMBNAIL},
    {"image", FIELD_IMAGE},
    {"source", FIELD_SKIP},
    {"contributor", FIELD_SKIP},
    {"textinput", FIELD_SKIP},
    {"media:comments", FIELD_SKIP},
    {"media:community", FIELD_SKIP},
};

struct feed_reader {
    struct feed_builder *builder;
    const char *bases[XML_DEPTH_MAX + 1]; /* xml:base in force at each depth */
    const char *languages[XML_DEPTH_MAX + 1];
    bool atom;    /* the root is Atom's */
    size_t depth; /* of the item at hand; 0: in none */
    bool full;    /* no more items are wanted */
    struct feed_item item;
    const char *original, *guid, *about, *body;
    bool link_is_html, sound, weak_date, text_url;
    /* the element at hand, whose text is collected */
    enum feed_field field;
    size_t field_depth;
    bool atom_field;   /* it is Atom's */
    bool has_children; /* it holds tags that somebody forgot to escape, or XHTML */
    bool too_long;
    bool wanted;         /* only the text of a certain child counts, which was met */
    size_t wanted_depth; /* where that is open; 0: it is not */
    const char *type;    /* Atom's attribute; in the arena */
    bool permanent;      /* guid */
    struct buf text, raw;
};

static bool feed_is(const char *name, const char *plain)
{
    return strcmp(strncmp(name, "atom:", 5) == 0 ? name + 5 : name, plain) == 0;
}

static bool feed_is_item(const char *name)
{
    return feed_is(name, "item") || feed_is(name, "entry");
}

static enum feed_field feed_find_field(const char *name)
{
    for (size_t i = 0; i < sizeof feed_fields / sizeof feed_fields[0]; i++) {
        if (feed_is(name, feed_fields[i].name)) {
            return feed_fields[i].field;
        }
    }
    return FIELD_NONE;
}

static const char *feed_keep(struct feed_reader *reader, const char *text)
{
    return text == NULL ? NULL : feed_plain(reader->builder->arena, text, false);
}

static bool feed_is_kind(const char *type, const char *medium, const char *kind)
{
    return (type != NULL && strncasecmp(type, kind, strlen(kind)) == 0) ||
           (medium != NULL && strcasecmp(medium, kind) == 0);
}

static bool feed_has_suffix(const char *url, const char *const *suffixes)
{
    size_t length = strcspn(url, "?#");

    for (; *suffixes != NULL; suffixes++) {
        size_t size = strlen(*suffixes);

        if (length > size && strncasecmp(url + length - size, *suffixes, size) == 0) {
            return true;
        }
    }
    return false;
}

/* <link href>, of Atom or of its namespace in RSS. */
static void feed_take_link(struct feed_reader *reader, const struct xml_event *event)
{
    const char *rel = xml_attribute(event, "rel"), *type = xml_attribute(event, "type");
    const char *href = feed_keep(reader, xml_attribute(event, "href"));
    bool html = type == NULL || strcasestr(type, "html") != NULL;

    if (href == NULL) {
        return;
    }
    if (rel != NULL && strcasecmp(rel, "enclosure") == 0) {
        reader->sound =
            reader->sound || feed_is_kind(type, NULL, "audio") || feed_is_kind(type, NULL, "video");
        if (feed_is_kind(type, NULL, "image") && reader->item.image_url == NULL) {
            reader->item.image_url = href;
        }
    } else if ((rel == NULL || strcasecmp(rel, "alternate") == 0) &&
               (reader->item.url == NULL || (html && !reader->link_is_html))) {
        reader->item.url = url_resolve(reader->builder->arena, reader->bases[event->depth], href);
        reader->link_is_html = html;
    }
}

/* A picture, or a sound: <enclosure>, <media:content>, <media:thumbnail>, <itunes:image>. */
static void feed_take_media(struct feed_reader *reader, const struct xml_event *event,
                            enum feed_field field)
{
    static const char *const pictures[] = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", NULL};
    static const char *const sounds[] = {".mp3", ".m4a", ".mp4", ".ogg",
                                         ".m4v", ".mov", ".aac", NULL};
    const char *type = xml_attribute(event, "type"), *medium = xml_attribute(event, "medium");
    const char *url = xml_attribute(event, "url");

    url = feed_keep(reader, url == NULL ? xml_attribute(event, "href") : url);
    if (url == NULL) {
        return;
    }
    if (field == FIELD_THUMBNAIL || feed_is_kind(type, medium, "image") ||
        (type == NULL && medium == NULL && feed_has_suffix(url, pictures))) {
        if (reader->item.image_url == NULL) {
            reader->item.image_url =
                url_resolve(reader->builder->arena, reader->bases[event->depth], url);
        }
    } else if (feed_is_kind(type, medium, "audio") || feed_is_kind(type, medium, "video") ||
               feed_has_suffix(url, sounds)) {
        reader->sound = true;
    }
}

static void feed_begin_item(struct feed_reader *reader, const struct xml_event *event)
{
    reader->item = (struct feed_item){0};
    reader->original = reader->guid = reader->body = NULL;
    reader->about = feed_keep(reader, xml_attribute(event, "rdf:about")); /* RSS 1.0 */
    reader->link_is_html = reader->sound = reader->weak_date = reader->text_url = false;
    reader->depth = event->depth;
    reader->field = FIELD_NONE;
}

static void feed_end_item(struct feed_reader *reader)
{
    struct feed_item *item = &reader->item;
    const char *base = reader->bases[reader->depth];

    if (reader->original != NULL) {
        item->url = reader->original;
    } else if (item->url == NULL) {
        item->url = reader->guid != NULL ? reader->guid : reader->about;
    }
    if (item->language == NULL) {
        item->language = reader->languages[reader->depth];
    }
    if (item->content == NULL && reader->body != NULL &&
        strlen(reader->body) >= FEED_FULL_TEXT_MIN) {
        item->content = reader->body;
    }
    reader->full = !feed_add(reader->builder, item, base, reader->sound);
    reader->depth = 0;
}

static void feed_begin_field(struct feed_reader *reader, const struct xml_event *event)
{
    enum feed_field field = feed_find_field(event->name);
    const char *type = xml_attribute(event, "type"), *text;

    if (field == FIELD_LINK && xml_attribute(event, "href") != NULL) {
        feed_take_link(reader, event);
        return;
    }
    if (field == FIELD_NONE) {
        return;
    }
    if (field == FIELD_ENCLOSURE || field == FIELD_MEDIA || field == FIELD_THUMBNAIL) {
        feed_take_media(reader, event, field);
        return;
    }
    if (field == FIELD_TAG) { /* Atom */
        text = xml_attribute(event, "label");
        text = text == NULL ? xml_attribute(event, "term") : text;
        if (text != NULL) {
            feed_add_tag(reader->builder->arena, &reader->item,
                         feed_plain(reader->builder->arena, text, false));
        }
    }
    if (strcmp(event->name, "media:credit") == 0) {
        text = xml_attribute(event, "role");
        field = text == NULL || strcasecmp(text, "author") != 0 ? FIELD_SKIP : field;
    }
    if (field == FIELD_CONTENT && xml_attribute(event, "src") != NULL) {
        field = FIELD_SKIP; /* Atom: it is elsewhere */
    }
    text = xml_attribute(event, "ispermalink");
    reader->permanent = text == NULL || strcasecmp(text, "true") == 0;
    reader->type = type == NULL ? NULL : arena_strdup(reader->builder->arena, type);
    reader->atom_field = reader->atom || strncmp(event->name, "atom:", 5) == 0;
    reader->field = field;
    reader->field_depth = event->depth;
    reader->has_children = reader->too_long = reader->wanted = false;
    reader->wanted_depth = 0;
    buf_clear(&reader->text);
    buf_clear(&reader->raw);
}

/* Fields that may hold HTML. */
static bool feed_keeps_raw(const struct feed_reader *reader)
{
    return reader->field == FIELD_TITLE || reader->field == FIELD_SUMMARY ||
           reader->field == FIELD_CONTENT;
}

/* HTML in the field at hand: escaped once, as it should be, or not at all, or XHTML. */
static const char *feed_field_html(struct feed_reader *reader)
{
    struct arena *arena = reader->builder->arena;
    const struct buf *from = reader->has_children ? &reader->raw : &reader->text;
    const char *type = reader->type;

    if (from->length == 0 || reader->too_long ||
        (type != NULL && strchr(type, '/') != NULL && strcasestr(type, "html") == NULL &&
         strcasestr(type, "text/") == NULL)) {
        return NULL; /* pictures and the like, in base64 */
    }
    return arena_strndup(arena, buf_text(from), from->length);
}

/* "ana@x.example (Ana Sousa)", "Ana Sousa <ana@x.example>" and "Ana Sousa" to the name. */
static const char *feed_person(struct arena *arena, const char *text)
{
    const char *open, *close;

    if (text == NULL || strchr(text, '@') == NULL) {
        return text;
    }
    open = strchr(text, '(');
    close = open == NULL ? NULL : strchr(open, ')');
    if (close != NULL) {
        return feed_plain(arena, arena_strndup(arena, open + 1, (size_t)(close - open - 1)), false);
    }
    open = strchr(text, '<');
    if (open != NULL && open > text) {
        return feed_plain(arena, arena_strndup(arena, text, (size_t)(open - text)), false);
    }
    return NULL;
}

static void feed_end_date(struct feed_reader *reader, const char *text)
{
    struct feed_item *item = &reader->item;
    const char *date = text == NULL ? NULL : feed_date(reader->builder->arena, text);

    if (date == NULL) {
        return;
    }
    if (reader->field == FIELD_MODIFIED) {
        item->modified_at = date;
    } else if (item->published_at == NULL ||
               (reader->field == FIELD_PUBLISHED && reader->weak_date)) {
        item->published_at = date;
        reader->weak_date = reader->field == FIELD_ISSUED;
    }
}

static void feed_end_link(struct feed_reader *reader, const char *text)
{
    const char *url = text == NULL ? NULL
                                   : url_resolve(reader->builder->arena,
                                                 reader->bases[reader->field_depth], text);

    if (reader->field == FIELD_ORIGINAL_LINK) {
        reader->original = url;
    } else if (reader->field == FIELD_GUID) {
        reader->guid = reader->permanent && text != NULL && url_is_http(text) ? url : NULL;
    } else if (url != NULL && (reader->item.url == NULL || !reader->text_url)) {
        reader->item.url = url;
        reader->text_url = reader->link_is_html = true;
    }
}

static void feed_end_field(struct feed_reader *reader)
{
    struct arena *arena = reader->builder->arena;
    struct feed_item *item = &reader->item;
    /* Atom says whether its text is HTML; in RSS all may be */
    bool html =
        !reader->atom_field || (reader->type != NULL && strcasecmp(reader->type, "text") != 0);
    const char *text = feed_plain(
        arena,
        buf_text(reader->has_children && feed_keeps_raw(reader) ? &reader->raw : &reader->text),
        html || reader->has_children);

    switch (reader->field) {
    case FIELD_TITLE:
        item->title = item->title == NULL ? text : item->title;
        break;
    case FIELD_LINK:
    case FIELD_ORIGINAL_LINK:
    case FIELD_GUID:
        feed_end_link(reader, feed_plain(arena, buf_text(&reader->text), false));
        break;
    case FIELD_AUTHOR:
        /* "<" and ">" may stand around an address */
        feed_add_author(arena, item,
                        feed_person(arena, feed_plain(arena, buf_text(&reader->text), false)));
        break;
    case FIELD_CREATOR:
        feed_add_author(arena, item, feed_person(arena, text));
        break;
    case FIELD_CREDIT:
        if (item->authors.count == 0) {
            feed_add_author(arena, item, feed_person(arena, text));
        }
        break;
    case FIELD_PUBLISHED:
    case FIELD_ISSUED:
    case FIELD_MODIFIED:
        feed_end_date(reader, text);
        break;
    case FIELD_SUMMARY:
        item->summary = text;
        reader->body = feed_field_html(reader);
        break;
    case FIELD_TEASER:
        item->summary = item->summary == NULL ? text : item->summary;
        break;
    case FIELD_CONTENT:
        item->content = feed_field_html(reader);
        break;
    case FIELD_TAG:
        feed_add_tag(arena, item, text);
        break;
    case FIELD_TAGS:
        feed_add_tags(arena, item, text);
        break;
    case FIELD_LANGUAGE:
        item->language = text;
        break;
    case FIELD_IMAGE:
        item->image_url = item->image_url != NULL || text == NULL
                              ? item->image_url
                              : url_resolve(arena, reader->bases[reader->field_depth], text);
        break;
    default:
        break;
    }
    reader->field = FIELD_NONE;
}

static void feed_end_of_feed_field(struct feed_reader *reader)
{
    struct feed *feed = reader->builder->feed;
    struct arena *arena = reader->builder->arena;

    if (reader->field == FIELD_TITLE && feed->title == NULL) {
        feed->title = feed_plain(arena, buf_text(&reader->text), true);
    } else if (reader->field == FIELD_LANGUAGE && feed->language == NULL) {
        feed->language = feed_plain(arena, buf_text(&reader->text), false);
    }
    reader->field = FIELD_NONE;
}

/* A tag or text within the field at hand. */
static void feed_collect(struct feed_reader *reader, const struct xml_event *event)
{
    if (reader->field == FIELD_SKIP) {
        return;
    }
    if (event->kind == XML_START) {
        bool name = reader->field == FIELD_AUTHOR && feed_is(event->name, "name");
        bool url = reader->field == FIELD_IMAGE && feed_is(event->name, "url");

        reader->has_children = true;
        if ((name || url) && !reader->wanted) {
            buf_clear(&reader->text);
            reader->wanted = true;
            reader->wanted_depth = event->depth;
        }
    } else if (event->kind == XML_END && event->depth == reader->wanted_depth) {
        reader->wanted_depth = 0;
    } else if (event->kind == XML_TEXT && (!reader->wanted || reader->wanted_depth > 0) &&
               !buf_append(&reader->text, event->text, event->length)) {
        reader->too_long = true;
    }
    if (feed_keeps_raw(reader) && !buf_append(&reader->raw, event->raw, event->raw_length)) {
        reader->too_long = true;
    }
}

static void feed_inherit(struct feed_reader *reader, const struct xml_event *event)
{
    struct arena *arena = reader->builder->arena;
    const char *base = xml_attribute(event, "xml:base"),
               *language = xml_attribute(event, "xml:lang");
    const char **bases = reader->bases, **languages = reader->languages;

    base = base == NULL ? NULL : url_resolve(arena, bases[event->depth - 1], base);
    language = language == NULL ? NULL : feed_plain(arena, language, false);
    bases[event->depth] = base == NULL ? bases[event->depth - 1] : base;
    languages[event->depth] = language == NULL ? languages[event->depth - 1] : language;
}

static void feed_start(struct feed_reader *reader, const struct xml_event *event)
{
    feed_inherit(reader, event);
    if (reader->field != FIELD_NONE) {
        feed_collect(reader, event);
    } else if (reader->depth > 0) {
        feed_begin_field(reader, event);
    } else if (feed_is_item(event->name)) {
        feed_begin_item(reader, event);
    } else if (event->depth <= 3) { /* the feed's own */
        enum feed_field field = feed_find_field(event->name);

        if (field == FIELD_TITLE || field == FIELD_LANGUAGE || field == FIELD_IMAGE ||
            field == FIELD_SKIP) {
            feed_begin_field(reader, event);
        }
    }
}

static void feed_end(struct feed_reader *reader, const struct xml_event *event)
{
    if (reader->field != FIELD_NONE) {
        if (event->depth > reader->field_depth) {
            feed_collect(reader, event);
        } else if (reader->depth > 0) {
            feed_end_field(reader);
        } else {
            feed_end_of_feed_field(reader);
        }
    } else if (reader->depth == event->depth) {
        feed_end_item(reader);
    }
}

bool feed_is_root(const char *name)
{
    return feed_is(name, "feed") || strcmp(name, "rss") == 0 || strcmp(name, "rdf:rdf") == 0;
}

bool feed_read_xml(struct feed_builder *builder, const char *text, size_t length, const char *url)
{
    static const char *const never_nest[] = {"item", "entry", "atom:entry", NULL};
    struct xml_reader *xml = xml_reader_new(text, length);
    const struct buf empty = BUF_INIT(FEED_CONTENT_MAX);
    struct feed_reader reader = {.builder = builder, .text = empty, .raw = empty};
    struct xml_event event;
    bool known = false;

    reader.bases[0] = url;
    xml_reader_never_nest(xml, never_nest);
    for (xml_next(xml, &event); event.kind != XML_STOP && !reader.full; xml_next(xml, &event)) {
        if (event.kind == XML_START && event.depth == 1) {
            reader.atom = feed_is(event.name, "feed");
            known =
                reader.atom || strcmp(event.name, "rss") == 0 || strcmp(event.name, "rdf:rdf") == 0;
            if (!known) {
                break;
            }
        }
        if (event.kind == XML_START) {
            feed_start(&reader, &event);
        } else if (event.kind == XML_END) {
            feed_end(&reader, &event);
        } else if (reader.field != FIELD_NONE) {
            feed_collect(&reader, &event);
        }
    }
    builder->feed->damaged = xml_is_damaged(xml);
    buf_free(&reader.text);
    buf_free(&reader.raw);
    xml_reader_free(xml);
    return known;
}
