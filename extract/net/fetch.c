#include "extract/net/fetch.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/memory.h"
#include "extract/net/outcome.h"

/* Idle connections to hosts whose next page has to wait: setting up TLS again costs both sides. */
enum { FETCH_CONNECTIONS_KEPT = 256 };

enum status fetch_library_open(struct error *error)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK
               ? STATUS_OK
               : error_set(error, STATUS_FATAL, "no_curl", "libcurl cannot be started");
}

void fetch_library_close(void)
{
    curl_global_cleanup();
}

void fetch_response_free(struct fetch_response *response)
{
    buf_free(&response->body);
    free(response->content_type);
    free(response->etag);
    free(response->last_modified);
    free(response->final_url);
    *response = (struct fetch_response){0};
}

/* Whoever is fetched from shall find out by whom, and how to complain. */
static enum status fetch_introduce(struct fetcher *fetcher, struct error *error)
{
    const struct config *config = fetcher->config;
    bool nameless = *config->contact == '\0';
    int length =
        snprintf(fetcher->user_agent, sizeof fetcher->user_agent, "%s%s%s%s", config->user_agent,
                 nameless ? "" : " (+", config->contact, nameless ? "" : ")");

    robots_product(fetcher->user_agent, fetcher->product);
    if (length >= FETCH_USER_AGENT_MAX || exchange_has_control(fetcher->user_agent)) {
        return error_set(error, STATUS_USAGE, "bad_config",
                         "%s: user_agent and contact: give one line of less than %d bytes",
                         config->file, FETCH_USER_AGENT_MAX);
    }
    if (*config->ca_file != '\0' && access(config->ca_file, R_OK) != 0) {
        return error_set(error, STATUS_USAGE, "bad_config", "%s: ca_file: %s cannot be read: %s",
                         config->file, config->ca_file, strerror(errno));
    }
    return STATUS_OK;
}

enum status fetcher_new(const struct fetch_options *options, fetch_done done, void *context,
                        struct fetcher **fetcher, struct error *error)
{
    struct fetcher *made = mem_calloc(1, sizeof *made);
    enum status status;

    *fetcher = NULL;
    made->config = options->config;
    made->log = options->log;
    made->archive = options->archive;
    made->replay = options->replay;
    made->done = done;
    made->context = context;
    made->room.max = FETCH_BYTES_HELD_MAX;
    made->max_parallel = (size_t)options->config->max_parallel;
    made->hosts = hosts_new();
    made->running = mem_calloc(made->max_parallel, sizeof(struct exchange *));
    made->idle = mem_calloc(made->max_parallel, sizeof(struct exchange *));
    made->accept = exchange_accept_new();
    made->multi = curl_multi_init();
    if (made->multi == NULL || made->accept == NULL ||
        curl_multi_setopt(made->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX) != CURLM_OK ||
        curl_multi_setopt(made->multi, CURLMOPT_MAXCONNECTS,
                          options->config->max_parallel + FETCH_CONNECTIONS_KEPT) != CURLM_OK) {
        fetcher_free(made);
        return error_set(error, STATUS_FATAL, "no_curl", "libcurl cannot be started");
    }
    status = fetch_introduce(made, error);
    if (status != STATUS_OK) {
        fetcher_free(made);
        return status;
    }
    *fetcher = made;
    return STATUS_OK;
}

size_t fetcher_active(const struct fetcher *fetcher)
{
    return fetcher->active;
}

static void fetch_refuse(struct fetcher *fetcher, struct request *request,
                         const struct error *error)
{
    request->failure = mem_alloc(sizeof *request->failure);
    *request->failure = *error;
    request->entry.next = fetcher->refused;
    fetcher->refused = &request->entry;
}

/* Once, and not to who fetches a page by hand, without a configuration. */
static void fetch_warn_nameless(struct fetcher *fetcher)
{
    if (!fetcher->introduced && fetcher->log != NULL && fetcher->config->source_count > 0 &&
        strpbrk(fetcher->user_agent, "@:") == NULL) {
        log_event(fetcher->log, LOG_WARNING, "no_contact", NULL, 0,
                  "outlets are not told whom to write to: set contact in %s",
                  fetcher->config->file);
    }
    fetcher->introduced = true;
}

enum status fetcher_start(struct fetcher *fetcher, const struct fetch_request *wanted,
                          struct error *error)
{
    struct request *request = mem_calloc(1, sizeof *request);
    struct error why = {0};
    enum status status;

    fetch_warn_nameless(fetcher);
    request->url = mem_strdup(wanted->url);
    request->etag = wanted->etag == NULL ? NULL : mem_strdup(wanted->etag);
    request->last_modified =
        wanted->last_modified == NULL ? NULL : mem_strdup(wanted->last_modified);
    request->source = wanted->source;
    request->owner = wanted->owner;
    if (fetcher->replay != NULL) {
        fetcher->active++;
        request->entry.next = fetcher->refused;
        fetcher->refused = &request->entry;
        return STATUS_OK;
    }
    status = outcome_aim(fetcher, request, wanted->url, &why);
    if (status == STATUS_FATAL) {
        request_free(request);
        *error = why;
        return status;
    }
    fetcher->active++;
    if (status != STATUS_OK) {
        fetch_refuse(fetcher, request, &why);
    } else {
        outcome_enqueue(fetcher, request, false);
    }
    return STATUS_OK;
}

static void fetch_release(struct fetcher *fetcher, struct exchange *exchange)
{
    struct exchange *last = fetcher->running[--fetcher->running_count];

    curl_multi_remove_handle(fetcher->multi, exchange->easy);
    fetcher->running[exchange->place] = last;
    last->place = exchange->place;
    exchange_clear(exchange);
    fetcher->idle[fetcher->idle_count++] = exchange;
}

static struct exchange *fetch_obtain(struct fetcher *fetcher)
{
    const struct exchange_options options = {.room = &fetcher->room,
                                             .user_agent = fetcher->user_agent,
                                             .proxy = fetcher->config->proxy,
                                             .ca_file = fetcher->config->ca_file};

    return fetcher->idle_count > 0 ? fetcher->idle[--fetcher->idle_count]
                                   : exchange_new(&options, fetcher->accept);
}

static long fetch_max_bytes(const struct request *request)
{
    return request->robots_host != NULL ? ROBOTS_BYTES_MAX : request->source->max_bytes;
}

/* Whether there is room for all of a large request; one may always go on, so that all do. */
static bool fetch_has_room(const struct fetcher *fetcher, const struct request *request)
{
    return fetcher->large_running == 0 ||
           fetcher->room.held + (size_t)fetch_max_bytes(request) <= fetcher->room.max;
}

/* The begin of an exchange: its request is complete, and goes on the wire. */
static enum status fetch_send(struct fetcher *fetcher, struct request *request, int64_t now,
                              struct error *error)
{
    const struct source_config *source = request->source;
    bool robots = request->robots_host != NULL;
    long timeout =
        robots && source->timeout > ROBOTS_TIMEOUT_MAX ? ROBOTS_TIMEOUT_MAX : source->timeout;
    const struct exchange_request wire = {
        .url = request->target.url,
        .etag = request->etag,
        .last_modified = request->last_modified,
        .cookies = request->cookies,
        .max_bytes = fetch_max_bytes(request),
        .cut = robots,
        .reserve = request->large,
        .timeout = request->spent < timeout * 1000 ? timeout * 1000 - request->spent : 1,
        .connect_timeout = source->connect_timeout,
        .stall = source->stall,
        .allow_private = source->allow_private};
    struct exchange *exchange = fetch_obtain(fetcher);

    request->started_at = now;
    host_begin(request->host, now);
    if (exchange == NULL) {
        request_free(request);
        return error_set(error, STATUS_FATAL, "no_curl", "libcurl gives no handle");
    }
    request->to_stranger = !request->host->answers;
    fetcher->strangers_running += request->to_stranger;
    fetcher->large_running += request->large;
    exchange->owner = request;
    exchange->place = fetcher->running_count;
    fetcher->running[fetcher->running_count++] = exchange;
    if (exchange_begin(exchange, &wire, error) != STATUS_OK) {
        return STATUS_FATAL;
    }
    return curl_multi_add_handle(fetcher->multi, exchange->easy) == CURLM_OK
               ? STATUS_OK
               : error_set(error, STATUS_FATAL, "no_curl", "%s: libcurl cannot begin the request",
                           request->url);
}

static void fetch_collect(struct fetcher *fetcher)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(fetcher->multi, &left)) != NULL) {
        struct exchange *exchange = NULL;
        struct request *request;
        struct error error = {0};
        enum status status;
        char *owner = NULL;
        bool again;

        if (message->msg != CURLMSG_DONE ||
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner) != CURLE_OK) {
            continue;
        }
        exchange = (struct exchange *)(void *)owner;
        status = exchange_end(exchange, message->data.result, &again, &error);
        request = exchange->owner;
        fetcher->large_running -= request->large;
        fetcher->strangers_running -= request->to_stranger;
        host_note_answer(request->host, exchange->http_status != 0);
        if (exchange->stop == STOP_CROWDED) {
            outcome_crowded(fetcher, request);
        } else {
            outcome_received(fetcher, exchange, status, again, &error);
        }
        fetch_release(fetcher, exchange);
    }
}

/* What needs no network is answered here: refused requests, and those of a replay. */
static void fetch_answer_refused(struct fetcher *fetcher)
{
    struct host_entry *entry = fetcher->refused, *oldest = NULL;

    fetcher->refused = NULL;
    while (entry != NULL) {
        struct host_entry *next = entry->next;

        entry->next = oldest;
        oldest = entry;
        entry = next;
    }
    while (oldest != NULL) {
        struct request *request = (struct request *)(void *)oldest;

        oldest = oldest->next;
        if (fetcher->replay != NULL) {
            outcome_replay(fetcher, request);
        } else {
            outcome_answer(fetcher, request, request->failure->status, request->failure, NULL, 0);
        }
    }
}

/* Knows the page's robots.txt, or asks for it: then the page has to wait. */
static bool fetch_knows_robots(struct fetcher *fetcher, const struct request *page, int64_t now)
{
    struct host_robots *robots = &page->host->robots[page->entry.https];
    struct request *request;
    struct error error = {0};

    if ((robots->state == ROBOTS_READ || robots->state == ROBOTS_FAILED) && robots->until > now) {
        return true;
    }
    robots->state = ROBOTS_ASKED;
    request = request_new_robots(page);
    if (outcome_aim(fetcher, request, request->url, &error) == STATUS_OK) {
        outcome_enqueue(fetcher, request, true);
    } else {
        outcome_answer(fetcher, request, STATUS_RETRY, &error, NULL, 0);
    }
    return false;
}

/*
 * Whether hosts that have not answered may be asked. They have half of the places: however many are
 * dead, and hold theirs until the connection is given up, others go on.
 */
static bool fetch_takes_strangers(const struct fetcher *fetcher)
{
    return fetcher->strangers_running < (fetcher->max_parallel + 1) / 2;
}

/* Sends or answers one request of a host that is due. Returns false when there is no room. */
static bool fetch_turn(struct fetcher *fetcher, struct host *host, int64_t now, enum status *status,
                       struct error *error)
{
    struct host_entry *entry;
    struct request *request;
    struct error why = {0};

    if (host_is_shut(host, now)) {
        request = (struct request *)(void *)host_take_any(host);
        outcome_give_up(fetcher, request, host->asked_to_wait ? "retry_after" : "host_failing",
                        host->asked_to_wait ? "not asked, as its host wants to be left alone longer"
                                            : "not asked, as its host failed time after time");
        return true;
    }
    if (fetcher->running_count == fetcher->max_parallel) {
        return false;
    }
    entry = host_peek(host, now);
    request = (struct request *)(void *)entry;
    if (entry == NULL || (entry->obeys && !fetch_knows_robots(fetcher, request, now))) {
        return true;
    }
    host_take(host, entry);
    if (request->large && !fetch_has_room(fetcher, request)) {
        outcome_set_aside(fetcher, request);
    } else if (entry->obeys && request_obey(request, &why) != STATUS_OK) {
        outcome_answer(fetcher, request, why.status, &why, NULL, 0);
    } else {
        *status = fetch_send(fetcher, request, now, error);
    }
    return true;
}

/* The first of those that wait for room goes back to its host's queue, once there is some. */
static void fetch_recall(struct fetcher *fetcher)
{
    struct host_entry *entry = fetcher->large;
    struct request *request = (struct request *)(void *)entry;

    if (entry != NULL && fetch_has_room(fetcher, request)) {
        fetcher->large = entry->next;
        outcome_enqueue(fetcher, request, true);
    }
}

static enum status fetch_dispatch(struct fetcher *fetcher, struct error *error)
{
    enum status status = STATUS_OK;
    int64_t now = outcome_clock();
    struct host *host;
    bool room = true;

    fetch_answer_refused(fetcher);
    fetch_recall(fetcher);
    while (status == STATUS_OK && room && fetcher->failure.status == STATUS_OK &&
           (host = hosts_due(fetcher->hosts, fetch_takes_strangers(fetcher), now)) != NULL) {
        room = fetch_turn(fetcher, host, now, &status, error);
        hosts_schedule(fetcher->hosts, host, now);
    }
    return status;
}

static CURLMcode fetch_perform(struct fetcher *fetcher)
{
    int running;
    CURLMcode code = curl_multi_perform(fetcher->multi, &running);

    if (code == CURLM_OK) {
        fetch_collect(fetcher);
    }
    return code;
}

void fetcher_wake(struct fetcher *fetcher)
{
    (void)curl_multi_wakeup(fetcher->multi);
}

/* What cannot be archived ends the run. */
static enum status fetch_failed(const struct fetcher *fetcher, struct error *error)
{
    if (fetcher->failure.status != STATUS_OK) {
        *error = fetcher->failure;
    }
    return fetcher->failure.status;
}

enum status fetcher_work(struct fetcher *fetcher, int milliseconds, struct error *error)
{
    size_t answered = fetcher->answered;
    CURLMcode code;
    enum status status;

    if (fetcher->stopped) {
        fetcher_stop(fetcher);
        return fetch_failed(fetcher, error);
    }
    status = fetch_dispatch(fetcher, error);
    if (status != STATUS_OK) {
        return status;
    }
    code = fetch_perform(fetcher);
    if (code == CURLM_OK && fetcher->failure.status == STATUS_OK && fetcher->answered == answered &&
        fetcher->active > 0) {
        int64_t next = hosts_next(fetcher->hosts, fetch_takes_strangers(fetcher)) - outcome_clock();

        if (fetcher->running_count < fetcher->max_parallel && next < milliseconds) {
            milliseconds = next < 0 ? 0 : (int)next;
        }
        code = curl_multi_poll(fetcher->multi, NULL, 0, milliseconds, NULL);
        if (code == CURLM_OK) {
            code = fetch_perform(fetcher);
        }
    }
    if (code != CURLM_OK) {
        return error_set(error, STATUS_FATAL, "no_curl", "libcurl: %s", curl_multi_strerror(code));
    }
    return fetch_failed(fetcher, error);
}

/* Any request without an answer, taken; `cursor`, 0 at first, is how far the hosts are empty. */
static struct request *fetch_take_any(struct fetcher *fetcher, size_t *cursor)
{
    struct host_entry *entry = fetcher->refused;
    struct host *host;

    if (fetcher->running_count > 0) {
        struct exchange *exchange = fetcher->running[0];

        fetch_release(fetcher, exchange);
        return exchange->owner;
    }
    if (entry != NULL) {
        fetcher->refused = entry->next;
        return (struct request *)(void *)entry;
    }
    entry = fetcher->large;
    if (entry != NULL) {
        fetcher->large = entry->next;
        return (struct request *)(void *)entry;
    }
    for (; (host = hosts_at(fetcher->hosts, *cursor)) != NULL; (*cursor)++) {
        entry = host_take_any(host);
        if (entry != NULL) {
            return (struct request *)(void *)entry;
        }
    }
    return NULL;
}

void fetcher_stop(struct fetcher *fetcher)
{
    struct request *request;
    size_t cursor = 0;

    if (fetcher->replay != NULL) {
        return; /* that night had its own deadline */
    }
    if (!fetcher->stopped) {
        outcome_archive_deadline(fetcher);
    }
    fetcher->stopped = true;
    while ((request = fetch_take_any(fetcher, &cursor)) != NULL) {
        if (request->robots_host != NULL) {
            request_free(request);
        } else {
            outcome_give_up(fetcher, request, "deadline", "the deadline came first");
        }
    }
}

void fetcher_free(struct fetcher *fetcher)
{
    struct request *request;
    size_t cursor = 0;

    if (fetcher == NULL) {
        return;
    }
    while ((request = fetch_take_any(fetcher, &cursor)) != NULL) {
        request_free(request);
    }
    while (fetcher->idle_count > 0) {
        exchange_free(fetcher->idle[--fetcher->idle_count]);
    }
    curl_multi_cleanup(fetcher->multi);
    curl_slist_free_all(fetcher->accept);
    hosts_free(fetcher->hosts);
    free(fetcher->running);
    free(fetcher->idle);
    free(fetcher);
}
