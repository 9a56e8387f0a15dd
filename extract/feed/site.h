/*
 * Which addresses belong together: hosts below one registrable domain (by the Public Suffix List,
 * as libpsl has it), such as news.example.co.uk and example.co.uk; else (addresses by number, names
 * without a dot) the same host and port.
 */
#ifndef DATELINE_EXTRACT_FEED_SITE_H
#define DATELINE_EXTRACT_FEED_SITE_H

#include <stdbool.h>
#include "common/arena.h"

/* The site of an absolute http or https URL, in the arena; NULL: it has no host. */
const char *site_of(struct arena *arena, const char *url);

#endif
