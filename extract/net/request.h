/* For fetch.c and fetch_robots.c alone: a request from its start to its answer. */
#ifndef DATELINE_EXTRACT_NET_REQUEST_H
#define DATELINE_EXTRACT_NET_REQUEST_H

#include "extract/net/exchange.h"
#include "extract/net/fetch.h"
#include "extract/net/host.h"
#include "extract/net/target.h"

struct request {
    struct host_entry entry; /* first: the host's queues hold requests by it */
    struct host *host;       /* of the target at hand */
    struct target target;    /* the URL, or where redirects have led */
    char *url;               /* as it was asked for */
    char *etag, *last_modified;
    const struct source_config *source;
    void *owner;
    struct host *robots_host;   /* a robots.txt: whose; NULL: it is for the owner */
    struct curl_slist *cookies; /* got on the way, along redirects */
    bool to_stranger;           /* it was sent to a host that had not answered */
    bool large; /* it found no room, and is sent again when there is some for all of it */
    int tries, redirects;
    int64_t started_at, spent; /* milliseconds on the wire, redirects together */
    struct error *failure;     /* of the last try */
    long failure_http_status;
};

/* A request for the robots.txt that the page obeys, of the page's host. */
struct request *request_new_robots(const struct request *page);
void request_free(struct request *request);

/*
 * Whether the host's robots.txt lets the page be asked for: STATUS_OK; STATUS_REJECT and
 * STATUS_RETRY with the reason. Its state must not be ROBOTS_UNKNOWN.
 */
enum status request_obey(const struct request *page, struct error *error) WARN_UNUSED;

/*
 * A robots.txt's request has ended: with `status` (and `why`, if it is not STATUS_OK), and the
 * answer where there is one. RFC 9309, 2.3.1: what is not there (4xx) forbids nothing, what cannot
 * be read forbids all, for `pause` milliseconds; then it is asked for again.
 */
void request_take_robots(const struct request *robots, enum status status, const struct error *why,
                         long http_status, const struct buf *body, const char *product, int64_t now,
                         int64_t pause);

#endif
