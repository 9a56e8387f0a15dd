/*
 * HTML made small before it is parsed: what no reader of the page sees, and no step of ours asks
 * for, is left out. The bytes that remain are cheaper for libxml2 than the whole, and safe for it.
 * Tokens are told apart as by HTML (WHATWG, "Tokenization"), so that a "<p>" in a script or a
 * comment is none.
 *
 * Out go: scripts, styles, comments, doctypes, SVG and MathML, the contents of iframe and textarea,
 * attributes that only draw the page, white space that is not shown (but in <pre>). JSON-LD is kept
 * apart. Structural elements are ended where HTML ends them.
 */
#ifndef DATELINE_EXTRACT_PAGE_STRIP_H
#define DATELINE_EXTRACT_PAGE_STRIP_H

#include <stddef.h>
#include "common/arena.h"
#include "common/record.h"

struct strip {
    char *text;    /* HTML, NUL-terminated; freed with free() */
    size_t length; /* at most three times the input's */
};

/*
 * `html` is UTF-8. JSON-LD texts, as they stand, are added to `jsonld` in the arena. Linear in
 * `length`. A tag's attributes behind the first hundred are dropped, since libxml2 compares each
 * with all others.
 */
void strip_html(const char *html, size_t length, struct arena *arena, struct string_list *jsonld,
                struct strip *strip);

#endif
