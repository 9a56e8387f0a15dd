#include "extract/feed/feed.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/timestamp.h"
#include "extract/net/url.h"

enum { FEED_SNIFF_MAX = 4096, FEED_BASES_MAX = 32 };

#define ATOM_NAMESPACE "http://www.w3.org/2005/Atom"

bool feed_recognise(const char *data, size_t length)
{
    const char *end = data + (length < FEED_SNIFF_MAX ? length : FEED_SNIFF_MAX);
    const char *p = data;

    if (end - p >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
    }
    for (;;) {
        while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0') {
            p++;
        }
        if (end - p < 5 || *p != '<') {
            return false;
        }
        if (p[1] != '?' && p[1] != '!') {
            break;
        }
        const char *close = memchr(p, '>', (size_t)(end - p));

        if (memcmp(p, "<!--", 4) == 0) {
            close = memmem(p, (size_t)(end - p), "-->", 3);
            close = close == NULL ? NULL : close + 2;
        }
        if (close == NULL) {
            return false;
        }
        p = close + 1;
    }
    return strncasecmp(p, "<rss", 4) == 0 || strncasecmp(p, "<feed", 5) == 0 ||
           (end - p >= 8 && strncasecmp(p, "<rdf:RDF", 8) == 0);
}

static bool feed_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const char *feed_trim(struct arena *arena, const char *text)
{
    size_t length;

    text += strspn(text, " \t\r\n");
    length = strnlen(text, FEED_TEXT_MAX);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) {
        length--;
    }
    return length == 0 ? NULL : arena_strndup(arena, text, length);
}

static const char *feed_text(struct arena *arena, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *text = content == NULL ? NULL : feed_trim(arena, (const char *)content);

    xmlFree(content);
    return text;
}

static const char *feed_attribute(struct arena *arena, const xmlNode *node, const char *name)
{
    xmlChar *content = xmlGetProp(node, (const xmlChar *)name);
    const char *text = content == NULL ? NULL : feed_trim(arena, (const char *)content);

    xmlFree(content);
    return text;
}

/* "Sat, 06 Jan 2024 10:15:00 -0300": day, month and year may stand with two digits, a zone may be a
 * name. */
static bool feed_parse_rfc822(const char *text, struct timestamp *timestamp)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {{"GMT", 0},    {"UT", 0},     {"UTC", 0},    {"Z", 0},
                 {"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300},
                 {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
    char month[4] = "", zone[8] = "";
    const char *comma = strchr(text, ','), *found;
    int read;

    *timestamp = (struct timestamp){0};
    text = comma == NULL ? text : comma + 1;
    read = sscanf(text, " %d %3[A-Za-z]%*[a-z.] %d", &timestamp->day, month, &timestamp->year);
    if (read < 3) {
        read = sscanf(text, " %d %3[A-Za-z] %d %d:%d:%d", &timestamp->day, month, &timestamp->year,
                      &timestamp->hour, &timestamp->minute, &timestamp->second);
    }
    if (read < 3) {
        return false;
    }
    for (char *p = month; *p != '\0'; p++) {
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
    }
    found = strstr(months, month);
    if (found == NULL || strlen(month) != 3 || (found - months) % 3 != 0) {
        return false;
    }
    timestamp->month = (int)(found - months) / 3 + 1;
    if (timestamp->year < 100) {
        timestamp->year += timestamp->year < 70 ? 2000 : 1900;
    }
    timestamp->precision = PRECISION_DAY;
    found = strchr(text, ':');
    if (found != NULL) {
        int seconds = 0;

        while (found > text && found[-1] >= '0' && found[-1] <= '9') {
            found--;
        }
        if (sscanf(found, "%d:%d%n", &timestamp->hour, &timestamp->minute, &read) == 2) {
            found += read;
            timestamp->precision = PRECISION_MINUTE;
            if (sscanf(found, ":%d%n", &seconds, &read) == 1) {
                timestamp->second = seconds;
                timestamp->precision = PRECISION_SECOND;
                found += read;
            }
            if (sscanf(found, " %7[A-Za-z0-9+-]", zone) == 1) {
                if ((zone[0] == '+' || zone[0] == '-') && strlen(zone) == 5) {
                    int offset = (int)strtol(zone + 1, NULL, 10);

                    offset = offset / 100 * 60 + offset % 100;
                    timestamp->offset_minutes = zone[0] == '-' ? -offset : offset;
                    timestamp->has_offset = true;
                }
                for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
                    if (strcasecmp(zone, zones[i].name) == 0) {
                        timestamp->offset_minutes = zones[i].minutes;
                        timestamp->has_offset = true;
                        timestamp->zulu = zones[i].minutes == 0;
                    }
                }
            }
        }
    }
    return timestamp_valid_date(timestamp->year, timestamp->month, timestamp->day) &&
           timestamp->hour >= 0 && timestamp->hour < 24 && timestamp->minute >= 0 &&
           timestamp->minute < 60 && timestamp->second >= 0 && timestamp->second <= 60 &&
           timestamp->offset_minutes > -24 * 60 && timestamp->offset_minutes < 24 * 60;
}

const char *feed_date(struct arena *arena, const char *text)
{
    struct timestamp timestamp;
    char formatted[TIMESTAMP_SIZE];

    if (!timestamp_parse(text, &timestamp) && !feed_parse_rfc822(text, &timestamp)) {
        return NULL;
    }
    timestamp_format(&timestamp, formatted);
    return arena_strdup(arena, formatted);
}

/* xml:base of the ancestors, outermost first (XML Base). */
static const char *feed_base(struct arena *arena, const xmlNode *node, const char *url)
{
    const xmlNode *path[FEED_BASES_MAX];
    size_t depth = 0;

    for (; node != NULL && node->type == XML_ELEMENT_NODE && depth < FEED_BASES_MAX;
         node = node->parent) {
        path[depth++] = node;
    }
    while (depth > 0) {
        xmlChar *base = xmlGetNsProp(path[--depth], (const xmlChar *)"base", XML_XML_NAMESPACE);

        if (base != NULL) {
            const char *resolved = url_resolve(arena, url, (const char *)base);

            url = resolved == NULL ? url : resolved;
        }
        xmlFree(base);
    }
    return url;
}

static void feed_take_atom_link(struct arena *arena, const xmlNode *link, const char *url,
                                const char **result)
{
    const char *rel = feed_attribute(arena, link, "rel"),
               *href = feed_attribute(arena, link, "href");
    const char *type = feed_attribute(arena, link, "type");

    if (href == NULL || (rel != NULL && strcmp(rel, "alternate") != 0) ||
        (type != NULL && strstr(type, "html") == NULL && *result != NULL)) {
        return;
    }
    if (*result == NULL) {
        *result = url_resolve(arena, feed_base(arena, link, url), href);
    }
}

static const char *feed_atom_author(struct arena *arena, const xmlNode *author)
{
    for (const xmlNode *child = author->children; child != NULL; child = child->next) {
        if (feed_is(child, "name")) {
            return feed_text(arena, child);
        }
    }
    return NULL;
}

/* RSS's author is an e-mail address, at times with the name in parentheses. */
static const char *feed_rss_author(struct arena *arena, const char *text)
{
    const char *open = text == NULL ? NULL : strchr(text, '('), *close = NULL;

    if (text == NULL || strchr(text, '@') == NULL) {
        return text;
    }
    close = open == NULL ? NULL : strchr(open, ')');
    return close == NULL
               ? NULL
               : feed_trim(arena, arena_strndup(arena, open + 1, (size_t)(close - open - 1)));
}

static void feed_take_child(struct arena *arena, const xmlNode *child, const char *url,
                            struct feed_item *item, const char **guid)
{
    const char *name = (const char *)child->name;
    bool atom = child->ns != NULL && strcmp((const char *)child->ns->href, ATOM_NAMESPACE) == 0;

    if (strcmp(name, "title") == 0 && item->title == NULL) {
        item->title = feed_text(arena, child);
    } else if (strcmp(name, "link") == 0 &&
               (atom || feed_attribute(arena, child, "href") != NULL)) {
        feed_take_atom_link(arena, child, url, &item->url);
    } else if (strcmp(name, "link") == 0 && item->url == NULL) {
        const char *text = feed_text(arena, child);

        item->url = text == NULL ? NULL : url_resolve(arena, feed_base(arena, child, url), text);
    } else if (strcmp(name, "guid") == 0) {
        const char *permanent = feed_attribute(arena, child, "isPermaLink");

        *guid =
            permanent == NULL || strcmp(permanent, "true") == 0 ? feed_text(arena, child) : NULL;
    } else if (strcmp(name, "author") == 0 && item->author == NULL) {
        item->author =
            atom ? feed_atom_author(arena, child) : feed_rss_author(arena, feed_text(arena, child));
    } else if (strcmp(name, "creator") == 0) {
        item->author = feed_text(arena, child);
    } else if (strcmp(name, "pubDate") == 0 || strcmp(name, "published") == 0 ||
               strcmp(name, "issued") == 0 ||
               (strcmp(name, "date") == 0 && item->published_at == NULL)) {
        const char *text = feed_text(arena, child);

        item->published_at = text == NULL ? NULL : feed_date(arena, text);
    } else if (strcmp(name, "updated") == 0 || strcmp(name, "modified") == 0) {
        item->modified_at = feed_text(arena, child);
    }
}

static bool feed_has(const struct feed *feed, const char *url)
{
    for (size_t i = 0; i < feed->count; i++) {
        if (strcmp(feed->items[i].url, url) == 0) {
            return true;
        }
    }
    return false;
}

static void feed_take_item(struct arena *arena, const xmlNode *node, const char *url,
                           struct feed *feed)
{
    struct feed_item item = {0};
    const char *guid = NULL;

    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            feed_take_child(arena, child, url, &item, &guid);
        }
    }
    if (item.url == NULL) {
        xmlChar *about = xmlGetProp(node, (const xmlChar *)"about"); /* RSS 1.0 */

        guid = about == NULL ? guid : arena_strdup(arena, (const char *)about);
        xmlFree(about);
        item.url = guid == NULL ? NULL : url_resolve(arena, url, guid);
    }
    if (item.url == NULL) {
        return;
    }
    item.url = url_strip_tracking(arena, item.url);
    if (!feed_has(feed, item.url)) {
        feed->items = arena_grow(arena, feed->items, &feed->capacity, feed->count, sizeof item);
        feed->items[feed->count++] = item;
    }
}

/* Items stand under the root (Atom, RSS 1.0, 0.90) or under its channel (RSS 0.9x, 2.0). */
static void feed_take_items(struct arena *arena, const xmlNode *parent, const char *url,
                            size_t max_items, struct feed *feed)
{
    for (const xmlNode *node = parent->children; node != NULL && feed->count < max_items;
         node = node->next) {
        if (feed_is(node, "item") || feed_is(node, "entry")) {
            feed_take_item(arena, node, url, feed);
        } else if (feed_is(node, "channel")) {
            for (const xmlNode *child = node->children; child != NULL && feed->count < max_items;
                 child = child->next) {
                if (feed_is(child, "item")) {
                    feed_take_item(arena, child, url, feed);
                }
            }
        }
    }
}

static void feed_be_silent(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

static bool feed_root_known(const xmlNode *root)
{
    return feed_is(root, "rss") || feed_is(root, "feed") || feed_is(root, "RDF");
}

enum status feed_read(const char *data, size_t length, const char *content_type, const char *url,
                      size_t max_items, struct arena *arena, struct feed *feed, struct error *error)
{
    (void)content_type;
    const char *where = url == NULL ? "feed" : url;
    xmlParserCtxt *context = length > INT_MAX ? NULL : xmlNewParserCtxt();
    const xmlNode *root;
    xmlDoc *document;

    *feed = (struct feed){0};
    max_items = max_items < FEED_ITEMS_MAX ? max_items : FEED_ITEMS_MAX;
    if (context == NULL) {
        return error_set(error, STATUS_REJECT, "too_large", "%s: too large for a feed", where);
    }
    context->sax->error = feed_be_silent;
    document = xmlCtxtReadMemory(context, data, (int)length, url, NULL,
                                 XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                     XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    root = document == NULL ? NULL : xmlDocGetRootElement(document);
    feed->damaged = context->wellFormed == 0;
    if (root == NULL || !feed_root_known(root)) {
        const xmlError *problem = xmlCtxtGetLastError(context);

        (void)error_set(error, STATUS_REJECT, "bad_feed",
                        "%s: is no RSS or Atom feed%s%.200s%s; check the address", where,
                        problem == NULL || root != NULL ? "" : ": ",
                        problem == NULL || root != NULL ? "" : problem->message,
                        problem == NULL || root != NULL ? "" : " (XML)");
        for (char *p = error->message; *p != '\0'; p++) {
            *p = *p == '\n' ? ' ' : *p;
        }
    } else {
        feed_take_items(arena, root, url, max_items, feed);
        if (feed->count == 0) {
            (void)error_set(error, STATUS_REJECT, feed->damaged ? "bad_feed" : "empty_feed",
                            "%s: the feed has no item with a link%s", where,
                            feed->damaged ? ", and its XML is malformed"
                                          : "; if that is usual, disable the source");
        }
    }
    xmlFreeDoc(document);
    xmlFreeParserCtxt(context);
    return feed->count > 0 ? STATUS_OK : STATUS_REJECT;
}
