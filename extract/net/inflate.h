/*
 * Undoes the compression of a body while it comes: gzip and deflate (RFC 9110, 8.4.1), also one
 * over another. libcurl would do it, but does not tell when the compressed bytes end too early.
 */
#ifndef DATELINE_EXTRACT_NET_INFLATE_H
#define DATELINE_EXTRACT_NET_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

enum { INFLATE_LAYERS_MAX = 5 };

/* What to ask for: the codings that inflater_new() knows. */
#define INFLATE_ACCEPT "gzip, deflate"

struct inflater;

/* Takes what comes out; false ends it. */
typedef bool (*inflate_sink)(void *context, const char *data, size_t length);

/*
 * For the value of a Content-Encoding header. NULL with `*known`: there is nothing to be undone;
 * else a coding is unknown, or there are too many.
 */
struct inflater *inflater_new(const char *codings, bool *known);
void inflater_free(struct inflater *inflater);

/* False: the bytes are damaged, or the sink ended it. What stands behind the end is nothing. */
bool inflater_add(struct inflater *inflater, const char *data, size_t length, inflate_sink sink,
                  void *context);

/* Whether all that was begun has its end. */
bool inflater_is_complete(const struct inflater *inflater);

#endif
