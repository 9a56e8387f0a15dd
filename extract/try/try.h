/*
 * `dateline source try`: looks at an outlet's page, finds its feeds and sitemaps (or what marks its
 * links to articles), reads a few articles as a run would, and prints what it found as source
 * blocks.
 */
#ifndef DATELINE_EXTRACT_TRY_TRY_H
#define DATELINE_EXTRACT_TRY_TRY_H

#include <stdio.h>
#include "common/config.h"
#include "common/log.h"
#include "common/schema.h"

enum {
    TRY_ARTICLES = 3,       /* read */
    TRY_ITEMS_MAX = 8,      /* asked for to get them */
    TRY_CANDIDATES_MAX = 6, /* feeds and sitemaps that are told of */
    TRY_REQUESTS_MAX = 24   /* for all but articles */
};

struct try_options {
    const struct config *config; /* whose defaults are the manners */
    const char *url; /* a home page, feed, sitemap or article; without a scheme: https */
    const struct schema *schema;
    FILE *out;
    struct log *log;
};

/*
 * Writes text in the syntax of dateline.conf: blocks, and in comments what they give.
 * STATUS_REJECT: done, but an article was rejected; "nothing_found": there is nothing to read, the
 * message says what to do. STATUS_FATAL: `url` could not be read at all. STATUS_USAGE: it is no
 * address.
 */
enum status try_run(const struct try_options *options, struct error *error) WARN_UNUSED;

#endif
