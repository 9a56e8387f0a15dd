/* URLs (RFC 3986), by curl's URL API. Results live in the arena; NULL when it is no http(s) URL. */
#ifndef DATELINE_EXTRACT_NET_URL_H
#define DATELINE_EXTRACT_NET_URL_H

#include <stdbool.h>
#include "common/arena.h"

/* `reference` made absolute against `base` (may be NULL for an absolute one), without its fragment.
 */
const char *url_resolve(struct arena *arena, const char *base, const char *reference);

/* The same page without parameters that only say how the reader came ("utm_source", "fbclid"). */
const char *url_strip_tracking(struct arena *arena, const char *url);

/* The host, lower case. */
const char *url_host(struct arena *arena, const char *url);

bool url_is_http(const char *text);

/*
 * For a mirror: the file below `folder` that stands for `url`, which must begin with `prefix`.
 * Names are percent-decoded; NULL when the path would leave the folder. A folder stands for its
 * index.html.
 */
const char *url_mirror_path(struct arena *arena, const char *url, const char *prefix,
                            const char *folder);

#endif
