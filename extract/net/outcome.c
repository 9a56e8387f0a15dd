#include "extract/net/outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common/memory.h"
#include "extract/net/retry.h"
#include "extract/warc/archive.h"

int64_t outcome_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What it tells to the owner; the exchange's body moves into it. */
static struct fetch_response outcome_respond(const struct request *request, enum status status,
                                             const struct error *why, struct exchange *exchange,
                                             long http_status)
{
    struct fetch_response response = {
        .status = status, .http_status = http_status, .body = BUF_INIT(0)};
    struct timestamp now = timestamp_now();

    if (status != STATUS_OK) {
        response.error = *why;
    }
    if (exchange != NULL) {
        response.not_modified = status == STATUS_OK && http_status == 304;
        response.content_type = exchange_header(&exchange->head, "content-type");
        response.etag = exchange_header(&exchange->head, "etag");
        response.last_modified = exchange_header(&exchange->head, "last-modified");
        response.body = exchange->body;
        exchange->body = (struct buf)BUF_INIT(0);
    }
    if (request->target.url != NULL) {
        response.final_url = mem_strdup(request->target.url);
    }
    timestamp_format(&now, response.fetched_at);
    return response;
}

/* False: it could not be archived, and nobody may act upon it. */
static bool outcome_archive(struct fetcher *fetcher, const struct request *request,
                            const struct fetch_response *response, const struct exchange *exchange)
{
    const struct buf none = BUF_INIT(0), *head = exchange == NULL ? &none : &exchange->head;
    struct error error;

    if (fetcher->archive != NULL && fetcher->failure.status == STATUS_OK &&
        archive_add(fetcher->archive, request->url, request->source->name, response, buf_text(head),
                    head->length, &error) != STATUS_OK) {
        fetcher->failure = error;
    }
    return fetcher->failure.status == STATUS_OK;
}

void outcome_archive_deadline(struct fetcher *fetcher)
{
    struct timestamp now = timestamp_now();
    char date[TIMESTAMP_SIZE];
    struct error error;

    timestamp_format(&now, date);
    if (fetcher->archive != NULL && fetcher->failure.status == STATUS_OK &&
        archive_add_deadline(fetcher->archive, date, &error) != STATUS_OK) {
        fetcher->failure = error;
    }
}

static void outcome_deliver(struct fetcher *fetcher, struct request *request,
                            struct fetch_response *response)
{
    fetcher->active--;
    fetcher->answered++;
    fetcher->done(fetcher->context, request->owner, response);
    request_free(request);
}

void outcome_answer(struct fetcher *fetcher, struct request *request, enum status status,
                    const struct error *why, struct exchange *exchange, long http_status)
{
    struct fetch_response response = outcome_respond(request, status, why, exchange, http_status);
    struct host *robots_host = request->robots_host;

    if (!outcome_archive(fetcher, request, &response, exchange)) {
        fetch_response_free(&response);
        fetcher->active -= robots_host == NULL;
        request_free(request);
    } else if (robots_host != NULL) {
        request_take_robots(request, status, why, http_status, &response.body, fetcher->product,
                            outcome_clock(), (int64_t)fetcher->config->breaker_pause * 1000);
        hosts_schedule(fetcher->hosts, robots_host, outcome_clock());
        fetch_response_free(&response);
        request_free(request);
    } else {
        outcome_deliver(fetcher, request, &response);
    }
}

void outcome_replay(struct fetcher *fetcher, struct request *request)
{
    struct fetch_response response;

    replay_find(fetcher->replay, request->url, (size_t)request->source->max_bytes, &response);
    outcome_deliver(fetcher, request, &response);
}

void outcome_give_up(struct fetcher *fetcher, struct request *request, const char *reason,
                     const char *why)
{
    struct error error = {0};

    if (request->failure != NULL) {
        outcome_answer(fetcher, request, request->failure->status, request->failure, NULL,
                       request->failure_http_status);
        return;
    }
    (void)error_set(&error, STATUS_RETRY, reason, "%s: %s; it is asked again in the next run",
                    request->url, why);
    outcome_answer(fetcher, request, STATUS_RETRY, &error, NULL, 0);
}

void outcome_enqueue(struct fetcher *fetcher, struct request *request, bool first)
{
    const struct source_config *source = request->source;
    char name[TARGET_URL_MAX + 16];

    /* Who may see private addresses shares no answers with who may not. */
    snprintf(name, sizeof name, "%s%s", source->allow_private ? "private " : "",
             request->target.host);
    request->host = hosts_find(fetcher->hosts, name);
    request->entry.https = request->target.https;
    request->entry.obeys = source->robots && request->robots_host == NULL;
    host_bind(request->host, source->delay, source->host_parallel);
    if (first) {
        host_prepend(request->host, &request->entry);
    } else {
        host_append(request->host, &request->entry);
    }
    hosts_schedule(fetcher->hosts, request->host, outcome_clock());
}

enum status outcome_aim(const struct fetcher *fetcher, struct request *request,
                        const char *reference, struct error *error)
{
    struct target target;
    enum status status =
        target_read(request->target.url, reference, request->source->allow_private, &target, error);

    if (status == STATUS_OK && *fetcher->config->proxy != '\0' && !request->source->allow_private &&
        address_name_is_local(target.address)) {
        status = target_refuse(target.url, target.address, error); /* the proxy would resolve it */
    }
    if (status != STATUS_OK) {
        target_free(&target);
        return status;
    }
    target_free(&request->target);
    request->target = target;
    return STATUS_OK;
}

/* A redirect's target, if it leads anywhere. STATUS_RETRY and STATUS_REJECT as in a response. */
static enum status outcome_redirect(struct fetcher *fetcher, struct request *request,
                                    const struct exchange *exchange, const char *location,
                                    struct error *error)
{
    int most =
        request->robots_host != NULL ? ROBOTS_REDIRECTS_MAX : (int)request->source->max_redirects;
    enum status status;

    if (request->redirects == most) {
        return error_set(error, STATUS_REJECT, "too_many_redirects",
                         "%s: more than %d redirects, the last one to %s; see max_redirects",
                         request->url, most, location);
    }
    status = outcome_aim(fetcher, request, location, error);
    if (status != STATUS_OK) {
        struct error before = *error;

        return error_set(error, status, before.reason, "%s: redirects to %s", request->url,
                         before.message);
    }
    request->redirects++;
    if (exchange->cookies_came) {
        curl_slist_free_all(request->cookies);
        request->cookies = exchange_cookies(exchange);
    }
    outcome_enqueue(fetcher, request, true);
    return STATUS_OK;
}

/*
 * A failure that may pass: is it tried again in this run? The host's wish for a pause is obeyed
 * when it is short; when it is long, the host is left alone.
 */
static bool outcome_again(struct request *request, const struct exchange *exchange,
                          const struct error *error, int64_t now)
{
    struct timestamp clock = timestamp_now();
    char *wish = exchange_header(&exchange->head, "retry-after");
    long after = wish == NULL ? -1 : retry_read_after(wish, timestamp_seconds(&clock));
    int64_t pause;

    free(wish);
    if (after > RETRY_AFTER_MAX) {
        host_shut(request->host, now + after * (int64_t)1000);
        return false;
    }
    if (++request->tries >= RETRY_TRIES) {
        return false;
    }
    pause = retry_pause(request->tries, arc4random());
    if (after >= 0) {
        pause = pause > after * 1000 ? pause : after * 1000;
        host_wait(request->host, now + after * 1000);
    }
    free(request->failure);
    request->failure = mem_alloc(sizeof *request->failure);
    *request->failure = *error;
    request->failure_http_status = exchange->http_status;
    request->spent = 0;
    request->entry.again_at = now + pause;
    host_delay(request->host, &request->entry);
    return true;
}

static void outcome_tell_shut(const struct fetcher *fetcher, const char *host,
                              const struct error *error)
{
    const struct log_field fields[] = {LOG_TEXT("host", host), LOG_TEXT("reason", error->reason)};

    if (fetcher->log != NULL) {
        log_event(fetcher->log, LOG_WARNING, "host_left_alone", fields, 2,
                  "%s: left alone for a while after: %s", host, error->message);
    }
}

static bool outcome_is_redirect(long http_status)
{
    return http_status == 301 || http_status == 302 || http_status == 303 || http_status == 307 ||
           http_status == 308;
}

void outcome_set_aside(struct fetcher *fetcher, struct request *request)
{
    request->entry.next = NULL;
    if (fetcher->large == NULL) {
        fetcher->large = &request->entry;
    } else {
        fetcher->large_last->next = &request->entry;
    }
    fetcher->large_last = &request->entry;
}

void outcome_crowded(struct fetcher *fetcher, struct request *request)
{
    int64_t now = outcome_clock();

    host_end(request->host, now);
    hosts_schedule(fetcher->hosts, request->host, now);
    request->large = true;
    outcome_set_aside(fetcher, request);
}

void outcome_received(struct fetcher *fetcher, struct exchange *exchange, enum status status,
                      bool again, struct error *error)
{
    struct request *request = exchange->owner;
    struct host *host = request->host;
    char *location = NULL;
    int64_t now = outcome_clock();
    bool was_shut = host_is_shut(host, now), moved = false;

    request->spent += now - request->started_at;
    host_end(host, now);
    if (status == STATUS_OK && outcome_is_redirect(exchange->http_status)) {
        location = exchange_header(&exchange->head, "location");
    }
    if (location == NULL && status == STATUS_OK) {
        status = exchange_judge_http(request->url, exchange->http_status, &again, error);
    }
    if (status == STATUS_RETRY) {
        host_failed(host, now, (int64_t)fetcher->config->breaker_pause * 1000);
        moved = again && outcome_again(request, exchange, error, now);
        if (!was_shut && host_is_shut(host, now)) {
            outcome_tell_shut(fetcher, request->target.host, error);
        }
    } else {
        host_answered(host);
    }
    if (location != NULL) {
        status = outcome_redirect(fetcher, request, exchange, location, error);
        moved = status == STATUS_OK;
        free(location);
    }
    hosts_schedule(fetcher->hosts, host, now);
    if (!moved) {
        outcome_answer(fetcher, request, status, error, exchange, exchange->http_status);
    }
}
