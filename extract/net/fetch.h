/*
 * Many HTTP requests at once, by curl's multi interface: HTTPS, HTTP/2, compression, redirects,
 * conditional requests; bounded in time, size and number. What fails for a while is tried again; a
 * host that gives no answer time after time is given up.
 */
#ifndef DATELINE_EXTRACT_NET_FETCH_H
#define DATELINE_EXTRACT_NET_FETCH_H

#include <stdbool.h>
#include "common/buf.h"
#include "common/error.h"

struct fetch_request {
    const char *url;
    const char *etag;          /* If-None-Match; or NULL */
    const char *last_modified; /* If-Modified-Since; or NULL */
    long max_bytes;            /* after decompression */
    long timeout;              /* seconds, all redirects together */
    long max_redirects;
    void *owner; /* handed back */
};

struct fetch_response {
    /* STATUS_OK (also for 304), STATUS_REJECT: will not work later either; STATUS_RETRY: may. */
    enum status status;
    struct error error;
    bool not_modified;
    long http_status; /* 0: no answer came */
    struct buf body;  /* moved to the receiver, who ends with buf_free() */
    char *content_type, *etag, *last_modified,
        *final_url; /* NULL if absent; freed by the receiver */
};

/* libcurl's globals: once in main(), before and after all else. */
enum status fetch_library_open(struct error *error) WARN_UNUSED;
void fetch_library_close(void);

/* Frees what a response holds. */
void fetch_response_free(struct fetch_response *response);

typedef void (*fetch_done)(void *context, void *owner, struct fetch_response *response);

struct fetcher;

/* `done` is called once for each request, from fetcher_work(). */
enum status fetcher_new(const char *user_agent, long max_parallel, fetch_done done, void *context,
                        struct fetcher **fetcher, struct error *error) WARN_UNUSED;
void fetcher_free(struct fetcher *fetcher);

/* Copies what it needs of the request. */
enum status fetcher_start(struct fetcher *fetcher, const struct fetch_request *request,
                          struct error *error) WARN_UNUSED;
/* Whether one more request may begin: not too many in all, nor to the URL's host. */
bool fetcher_has_room(const struct fetcher *fetcher, const char *url);
size_t fetcher_active(const struct fetcher *fetcher);

/* Works, and waits at most `milliseconds` for something to happen. */
enum status fetcher_work(struct fetcher *fetcher, int milliseconds,
                         struct error *error) WARN_UNUSED;

#endif
