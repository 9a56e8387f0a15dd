/*
 * Many HTTP requests at once, by curl's multi interface: HTTPS, HTTP/2, compression, redirects,
 * conditional requests; bounded in time, size and number. Requests wait in queues, one a host;
 * what fails for a while is tried again, and a host that fails time after time is left alone.
 */
#ifndef DATELINE_EXTRACT_NET_FETCH_H
#define DATELINE_EXTRACT_NET_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include "common/buf.h"
#include "common/config.h"
#include "common/error.h"
#include "common/log.h"
#include "common/timestamp.h"

struct archive;
struct replay;

/* Bytes of bodies on their way, all together; the last of those that find no room may pass it. */
enum { FETCH_BYTES_HELD_MAX = 64 << 20 };

/* Of all requests; what it points to outlives the fetcher. */
struct fetch_options {
    const struct config *config; /* user_agent, max_parallel, breaker_pause, proxy */
    struct log *log;             /* NULL: nothing is told */
    struct archive *archive;     /* keeps what comes; NULL: nobody does */
    struct replay *replay;       /* answers instead of the network; NULL: that does */
};

/* The strings are copied; `source` and `owner` outlive the request. */
struct fetch_request {
    const char *url;
    const struct source_config *source; /* limits and manners */
    const char *etag;                   /* If-None-Match; or NULL */
    const char *last_modified;          /* If-Modified-Since; or NULL */
    void *owner;                        /* handed back */
};

struct fetch_response {
    /* STATUS_OK (also for 304), STATUS_REJECT: will not work later either; STATUS_RETRY: may. */
    enum status status;
    struct error error;
    bool not_modified;
    long http_status;                /* 0: no answer came */
    char fetched_at[TIMESTAMP_SIZE]; /* RFC 3339: when the answer was whole, or given up */
    struct buf body;                 /* moved to the receiver, who ends with buf_free() */
    char *content_type, *etag, *last_modified,
        *final_url; /* NULL if absent; freed by the receiver */
};

/* libcurl's globals: once in main(), before and after all else. */
enum status fetch_library_open(struct error *error) WARN_UNUSED;
void fetch_library_close(void);

/* Frees what a response holds. */
void fetch_response_free(struct fetch_response *response);

/* The receiver moves what it keeps out of `response`, and frees it. */
typedef void (*fetch_done)(void *context, void *owner, struct fetch_response *response);

struct fetcher;

/*
 * `done` is called exactly once for each request, from within fetcher_work() or fetcher_stop(),
 * never from fetcher_start(). It may start further requests. fetcher_free() calls nobody.
 */
enum status fetcher_new(const struct fetch_options *options, fetch_done done, void *context,
                        struct fetcher **fetcher, struct error *error) WARN_UNUSED;
void fetcher_free(struct fetcher *fetcher);

/* Queues a request, and never waits. */
enum status fetcher_start(struct fetcher *fetcher, const struct fetch_request *request,
                          struct error *error) WARN_UNUSED;

/* Requests that have no answer yet. */
size_t fetcher_active(const struct fetcher *fetcher);

/* Works, and waits at most `milliseconds` for something to happen. */
enum status fetcher_work(struct fetcher *fetcher, int milliseconds,
                         struct error *error) WARN_UNUSED;

/* Ends the wait of a fetcher_work() that is under way, or of the next; from any thread. */
void fetcher_wake(struct fetcher *fetcher);

/* Time is up: what has no answer, and what is started from now on, gets STATUS_RETRY, "deadline".
 */
void fetcher_stop(struct fetcher *fetcher);

#endif
