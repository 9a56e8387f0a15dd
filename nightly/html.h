/*
 * Writes HTML that is also well-formed XML, and escapes by default: names of elements and
 * attributes are the program's own, everything else is text and becomes no markup, whatever it
 * holds. The one way around is html_style(), for a constant.
 *
 * Text is UTF-8. What has no place in a page (control characters, bytes that are not UTF-8) is
 * shown as U+FFFD, line ends and tabs as spaces; characters that turn the order of others around
 * (U+202A-202E, U+2066-2069) are left out. All text is cut, with an ellipsis.
 */
#ifndef DATELINE_NIGHTLY_HTML_H
#define DATELINE_NIGHTLY_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
    HTML_DEPTH_MAX = 32,  /* elements that are open at once */
    HTML_TEXT_MAX = 400,  /* code points of one text */
    HTML_LINK_MAX = 2000, /* bytes of a URL; a longer one is no link */
    HTML_FORMAT_MAX = 512 /* bytes that html_format() makes */
};

struct html {
    FILE *stream;
    const char *open[HTML_DEPTH_MAX];
    size_t depth;
    bool in_tag; /* attributes may follow */
    bool wrong;  /* more was opened or closed than there is */
};

/* Writes the document type; `stream` is borrowed until html_end(). */
void html_begin(struct html *html, FILE *stream);
/* Closes what is open. False where the program's elements did not match, or writing failed. */
bool html_end(struct html *html);

/* `tag` is a constant; its attributes follow at once. */
void html_open(struct html *html, const char *tag);
void html_attribute(struct html *html, const char *name, const char *value);
/* With one decimal. */
void html_attribute_number(struct html *html, const char *name, double value);
void html_close(struct html *html);

/* NULL is no text. */
void html_text(struct html *html, const char *text);
/* At most `most` code points of it, and HTML_TEXT_MAX. */
void html_text_cut(struct html *html, const char *text, size_t most);
void html_format(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
void html_element(struct html *html, const char *tag, const char *text);

/* Whether a browser may be sent there: http or https, a host, no blank or control character. */
bool html_is_link(const char *url);
/* A link to `url`, or only the text where it is none. Opens nothing that stays open. */
void html_link(struct html *html, const char *url, const char *text);

/* `css` is a constant without '<' and '&'. */
void html_style(struct html *html, const char *css);

#endif
