#include "nightly/html.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/utf8.h"

enum { HTML_UNKNOWN = 0xFFFD, HTML_ELLIPSIS = 0x2026 };

static bool html_one_of(const char *tag, const char *const *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tag, tags[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Elements that have no end tag. */
static bool html_is_void(const char *tag)
{
    static const char *const tags[] = {"br", "meta"};

    return html_one_of(tag, tags, sizeof tags / sizeof tags[0]);
}

/* Elements in a line of text: a line end behind them would be a blank. */
static bool html_is_inline(const char *tag)
{
    static const char *const tags[] = {"a", "bdi", "q", "span", "strong", "time"};

    return html_one_of(tag, tags, sizeof tags / sizeof tags[0]);
}

static void html_put_point(struct html *html, int32_t c)
{
    char bytes[4] = {0};
    size_t length = utf8_append(bytes, c);

    fwrite(bytes, 1, length, html->stream);
}

static void html_put(struct html *html, int32_t c)
{
    switch (c) {
    case '&':
        fputs("&amp;", html->stream);
        return;
    case '<':
        fputs("&lt;", html->stream);
        return;
    case '>':
        fputs("&gt;", html->stream);
        return;
    case '"':
        fputs("&quot;", html->stream);
        return;
    case '\'':
        fputs("&#39;", html->stream);
        return;
    case '\t':
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029:
        fputc(' ', html->stream);
        return;
    default:
        break;
    }
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
        return;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xFDD0 && c <= 0xFDEF) ||
        (c & 0xFFFE) == 0xFFFE) {
        c = HTML_UNKNOWN;
    }
    html_put_point(html, c);
}

static void html_put_text(struct html *html, const char *text, size_t most)
{
    /* A code point has at most 4 bytes: what is behind that many is cut in any case. */
    int32_t length = (int32_t)strnlen(text, (most + 1) * 4), at = 0;

    for (size_t written = 0; at < length; written++) {
        if (written == most) {
            html_put_point(html, HTML_ELLIPSIS);
            return;
        }
        html_put(html, utf8_next(text, &at, length));
    }
}

static void html_end_tag(struct html *html)
{
    if (html->in_tag) {
        fputc('>', html->stream);
        html->in_tag = false;
    }
}

void html_begin(struct html *html, FILE *stream)
{
    *html = (struct html){.stream = stream};
    fputs("<!DOCTYPE html>\n", stream);
}

bool html_end(struct html *html)
{
    while (html->depth > 0) {
        html_close(html);
    }
    return !html->wrong && ferror(html->stream) == 0;
}

void html_open(struct html *html, const char *tag)
{
    html_end_tag(html);
    if (html->depth == HTML_DEPTH_MAX) {
        html->wrong = true;
        return;
    }
    fprintf(html->stream, "<%s", tag);
    html->open[html->depth++] = tag;
    html->in_tag = true;
}

void html_attribute(struct html *html, const char *name, const char *value)
{
    if (!html->in_tag) {
        html->wrong = true;
        return;
    }
    fprintf(html->stream, " %s=\"", name);
    html_put_text(html, value, HTML_LINK_MAX);
    fputc('"', html->stream);
}

void html_attribute_number(struct html *html, const char *name, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.1f", value);
    html_attribute(html, name, text);
}

void html_close(struct html *html)
{
    const char *tag;

    if (html->depth == 0) {
        html->wrong = true;
        return;
    }
    tag = html->open[--html->depth];
    if (html->in_tag && html_is_void(tag)) {
        fputs(" />", html->stream);
        html->in_tag = false;
    } else {
        html_end_tag(html);
        fprintf(html->stream, "</%s>", tag);
    }
    if (!html_is_inline(tag)) {
        fputc('\n', html->stream);
    }
}

void html_text_cut(struct html *html, const char *text, size_t most)
{
    if (text != NULL) {
        html_end_tag(html);
        html_put_text(html, text, most < HTML_TEXT_MAX ? most : HTML_TEXT_MAX);
    }
}

void html_text(struct html *html, const char *text)
{
    html_text_cut(html, text, HTML_TEXT_MAX);
}

void html_format(struct html *html, const char *format, ...)
{
    char text[HTML_FORMAT_MAX];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    html_text(html, text);
}

void html_element(struct html *html, const char *tag, const char *text)
{
    html_open(html, tag);
    html_text(html, text);
    html_close(html);
}

bool html_is_link(const char *url)
{
    const char *host;
    int32_t length, at = 0;

    if (url == NULL || strnlen(url, HTML_LINK_MAX + 1) > HTML_LINK_MAX) {
        return false;
    }
    if (strncasecmp(url, "http://", 7) == 0) {
        host = url + 7;
    } else if (strncasecmp(url, "https://", 8) == 0) {
        host = url + 8;
    } else {
        return false;
    }
    length = (int32_t)strlen(url);
    while (at < length) {
        int32_t c = utf8_next(url, &at, length);

        if (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == '\\' || (c >= 0x2000 && c <= 0x206F) ||
            c == 0x3000 || c == 0xFEFF) {
            return false;
        }
    }
    return strchr("/?#:@", *host) == NULL; /* which also finds the end */
}

void html_link(struct html *html, const char *url, const char *text)
{
    if (!html_is_link(url)) {
        html_element(html, "bdi", text);
        return;
    }
    html_open(html, "a");
    html_attribute(html, "href", url);
    html_attribute(html, "rel", "noopener noreferrer");
    html_element(html, "bdi", text);
    html_close(html);
}

void html_style(struct html *html, const char *css)
{
    html_open(html, "style");
    html_end_tag(html);
    fputs(css, html->stream);
    html_close(html);
}
