#include "extract/net/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

void request_free(struct request *request)
{
    target_free(&request->target);
    curl_slist_free_all(request->cookies);
    free(request->url);
    free(request->etag);
    free(request->last_modified);
    free(request->failure);
    free(request);
}

struct request *request_new_robots(const struct request *page)
{
    struct request *request = mem_calloc(1, sizeof *request);
    size_t size = strlen(page->target.origin) + sizeof "/robots.txt";

    request->url = mem_alloc(size);
    snprintf(request->url, size, "%s/robots.txt", page->target.origin);
    request->source = page->source;
    request->host = request->robots_host = page->host;
    request->entry.is_robots = true;
    request->entry.https = page->entry.https;
    return request;
}

enum status request_obey(const struct request *page, struct error *error)
{
    const struct host_robots *robots = &page->host->robots[page->entry.https];

    if (robots->state == ROBOTS_FAILED) {
        return error_set(error, robots->why->status, robots->why->reason,
                         "%s: not asked, as its host's robots.txt cannot be read: %s",
                         page->target.url, robots->why->message);
    }
    if (robots->rules != NULL && !robots_allows(robots->rules, page->target.path)) {
        return error_set(error, STATUS_REJECT, "robots_disallowed",
                         "%s: %s/robots.txt asks not to fetch it", page->target.url,
                         page->target.origin);
    }
    return STATUS_OK;
}

void request_take_robots(const struct request *robots, enum status status, const struct error *why,
                         long http_status, const struct buf *body, const char *product, int64_t now,
                         int64_t pause)
{
    struct host_robots *known = &robots->robots_host->robots[robots->entry.https];

    robots_free(known->rules);
    free(known->why);
    known->rules = NULL;
    known->why = NULL;
    if (status == STATUS_OK && http_status < 300) {
        known->rules = robots_read(buf_text(body), body->length, product);
        host_bind(robots->robots_host, robots_delay(known->rules), robots->robots_host->parallel);
    }
    if (status == STATUS_OK || (status == STATUS_REJECT && http_status >= 300)) {
        known->state = ROBOTS_READ;
        known->until = now + ROBOTS_AGE_MAX * (int64_t)1000;
        return;
    }
    known->state = ROBOTS_FAILED;
    known->until = now + pause;
    known->why = mem_alloc(sizeof *known->why);
    *known->why = *why;
    if (http_status != 0) {
        snprintf(known->why->reason, sizeof known->why->reason, "robots_unreachable");
        known->why->status = STATUS_RETRY;
    }
}
