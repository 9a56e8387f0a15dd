/*
 * Listing pages: the links of an HTML page that an XPath or a CSS class selects.
 *
 * XPath 1.0: what it selects are links (<a>, <area>), elements that hold links, or attributes and
 * texts that are addresses (//h2/a/@href). A class is that of links or of elements that hold links.
 * A rule is made once and can be used by several threads at once.
 */
#ifndef DATELINE_EXTRACT_FEED_LISTING_H
#define DATELINE_EXTRACT_FEED_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"

enum {
    LISTING_LINKS_MAX = 10000,
    LISTING_TITLE_MAX = 300,          /* bytes of a link's text; a longer one is none */
    LISTING_XPATH_STEPS_MAX = 5000000 /* of libxml2, for one page */
};

struct listing_link {
    const char *url;   /* absolute, http or https, without tracking parameters or fragment */
    const char *title; /* the link's text, or NULL */
};

struct listing {
    struct listing_link *links; /* in document order, each URL once, never the page's own */
    size_t count, capacity;
    bool truncated;
};

struct listing_rule;

/*
 * One of `xpath` and `class_name` (a source's link_xpath, link_class), the other is NULL.
 * STATUS_USAGE "bad_config": no XPath (config_read() has said so already, with the line).
 */
enum status listing_rule_new(const char *xpath, const char *class_name, struct listing_rule **rule,
                             struct error *error) WARN_UNUSED;
void listing_rule_free(struct listing_rule *rule);

/*
 * The links of a page, at most `max_links` (and LISTING_LINKS_MAX). `url` is the page's address,
 * the base of its links where it has no <base>; `content_type` (HTTP's header) may be NULL. Results
 * live in the arena. STATUS_REJECT: "bad_listing" (no HTML, or the XPath needs too long on it),
 * "empty_listing" (nothing selected: the page has changed, or the rule never was right),
 * "bad_charset".
 */
enum status listing_read(const struct listing_rule *rule, const char *data, size_t length,
                         const char *content_type, const char *url, size_t max_links,
                         struct arena *arena, struct listing *listing,
                         struct error *error) WARN_UNUSED;

#endif
