#include "extract/net/fetch.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include "common/arena.h"
#include "common/memory.h"
#include "extract/net/url.h"

enum {
    FETCH_HOST_MAX = 6,         /* requests at once to one host: politeness */
    FETCH_HOST_DEAD = 5,        /* requests in a row without an answer: the host is given up */
    FETCH_CONNECT_TIMEOUT = 20, /* seconds */
    FETCH_TRIES = 3,
    FETCH_PAUSE = 500, /* milliseconds before the second try; doubled for the third */
    FETCH_HEADER_MAX = 2048
};

struct fetch {
    struct fetch *next; /* in the list of all */
    struct fetcher *fetcher;
    CURL *easy;
    struct curl_slist *headers;
    char *url;
    char *host;
    const struct source_config *source;
    void *owner;
    struct buf body;
    bool too_large;
    char *etag, *last_modified;
    char problem[CURL_ERROR_SIZE];
    int tries;
    bool under_way;
    int64_t again_at; /* milliseconds: not on its way before then */
};

struct fetcher {
    CURLM *multi;
    char *user_agent;
    fetch_done done;
    void *context;
    struct fetch *all;
    size_t active, under_way, max_parallel;
    bool stopped;
    json_t *silent; /* by host: requests in a row that no answer came to */
};

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

static int64_t fetch_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t fetch_take_body(char *data, size_t size, size_t count, void *argument)
{
    struct fetch *fetch = argument;

    if (!buf_append(&fetch->body, data, size * count)) {
        fetch->too_large = true;
        return 0;
    }
    return size * count;
}

static void fetch_keep_header(char **target, const char *value, size_t length)
{
    while (length > 0 && strchr(" \t", *value) != NULL) {
        value++;
        length--;
    }
    while (length > 0 && strchr(" \t\r\n", value[length - 1]) != NULL) {
        length--;
    }
    free(*target);
    *target = length > 0 && length < FETCH_HEADER_MAX ? mem_strndup(value, length) : NULL;
}

static size_t fetch_take_header(char *data, size_t size, size_t count, void *argument)
{
    struct fetch *fetch = argument;
    size_t length = size * count;

    if (length > 5 &&
        strncasecmp(data, "HTTP/", 5) == 0) { /* an answer begins: maybe a redirect's */
        buf_clear(&fetch->body);
        fetch_keep_header(&fetch->etag, "", 0);
        fetch_keep_header(&fetch->last_modified, "", 0);
    } else if (length > 5 && strncasecmp(data, "etag:", 5) == 0) {
        fetch_keep_header(&fetch->etag, data + 5, length - 5);
    } else if (length > 14 && strncasecmp(data, "last-modified:", 14) == 0) {
        fetch_keep_header(&fetch->last_modified, data + 14, length - 14);
    }
    return length;
}

enum status fetcher_new(const struct fetch_options *options, fetch_done done, void *context,
                        struct fetcher **fetcher, struct error *error)
{
    struct fetcher *made = mem_calloc(1, sizeof *made);

    *fetcher = NULL;
    made->multi = curl_multi_init();
    if (made->multi == NULL) {
        free(made);
        return error_set(error, STATUS_FATAL, "no_curl", "libcurl cannot be started");
    }
    made->user_agent = mem_strdup(options->config->user_agent);
    made->max_parallel = (size_t)options->config->max_parallel;
    made->silent = json_object();
    made->done = done;
    made->context = context;
    curl_multi_setopt(made->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    *fetcher = made;
    return STATUS_OK;
}

static void fetch_free(struct fetch *fetch)
{
    if (fetch->easy != NULL) {
        curl_multi_remove_handle(fetch->fetcher->multi, fetch->easy);
        curl_easy_cleanup(fetch->easy);
    }
    curl_slist_free_all(fetch->headers);
    buf_free(&fetch->body);
    free(fetch->url);
    free(fetch->host);
    free(fetch->etag);
    free(fetch->last_modified);
    free(fetch);
}

void fetcher_free(struct fetcher *fetcher)
{
    if (fetcher == NULL) {
        return;
    }
    while (fetcher->all != NULL) {
        struct fetch *next = fetcher->all->next;

        fetch_free(fetcher->all);
        fetcher->all = next;
    }
    curl_multi_cleanup(fetcher->multi);
    json_decref(fetcher->silent);
    free(fetcher->user_agent);
    free(fetcher);
}

size_t fetcher_active(const struct fetcher *fetcher)
{
    return fetcher->active;
}

size_t fetcher_waiting(const struct fetcher *fetcher)
{
    return fetcher->active - fetcher->under_way;
}

/* A header that would need line ends to be sent is not sent. */
static bool fetch_add_header(struct fetch *fetch, const char *name, const char *value)
{
    char line[FETCH_HEADER_MAX + 64];
    struct curl_slist *longer;

    if (value == NULL || *value == '\0' || strpbrk(value, "\r\n") != NULL ||
        strlen(value) > FETCH_HEADER_MAX) {
        return true;
    }
    snprintf(line, sizeof line, "%s: %s", name, value);
    longer = curl_slist_append(fetch->headers, line);
    if (longer != NULL) {
        fetch->headers = longer;
    }
    return longer != NULL;
}

static bool fetch_set_options(struct fetch *fetch, const struct fetch_request *request)
{
    CURL *easy = fetch->easy;

    return curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, fetch) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, fetch->problem) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXREDIRS, request->source->max_redirects) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_TIMEOUT) ==
               CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT, request->source->timeout) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, fetch->fetcher->user_agent) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, fetch_take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, fetch) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, fetch_take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, fetch) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "") ==
               CURLE_OK && /* some redirect until it sticks */
           fetch_add_header(fetch, "Accept",
                            "text/html,application/xhtml+xml,application/rss+xml,"
                            "application/atom+xml,application/xml;q=0.9,*/*;q=0.5") &&
           fetch_add_header(fetch, "If-None-Match", request->etag) &&
           fetch_add_header(fetch, "If-Modified-Since", request->last_modified) &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fetch->headers) == CURLE_OK;
}

/* Freed by the caller; "" for what is no URL. */
static char *fetch_host(const char *url)
{
    struct arena *arena = arena_new();
    const char *host = url_host(arena, url);
    char *copy = mem_strdup(host == NULL ? "" : host);

    arena_free(arena);
    return copy;
}

static bool fetch_has_room(const struct fetcher *fetcher, const struct fetch *fetch)
{
    size_t same = 0;

    for (const struct fetch *other = fetcher->all; other != NULL; other = other->next) {
        same += other->under_way && strcmp(other->host, fetch->host) == 0;
    }
    return fetcher->under_way < fetcher->max_parallel && same < FETCH_HOST_MAX;
}

enum status fetcher_start(struct fetcher *fetcher, const struct fetch_request *request,
                          struct error *error)
{
    struct fetch *fetch = mem_calloc(1, sizeof *fetch), **link = &fetcher->all;

    fetch->host = fetch_host(request->url);
    fetch->fetcher = fetcher;
    fetch->owner = request->owner;
    fetch->url = mem_strdup(request->url);
    fetch->source = request->source;
    fetch->body = (struct buf)BUF_INIT((size_t)request->source->max_bytes);
    fetch->easy = curl_easy_init();
    if (fetch->easy == NULL || !fetch_set_options(fetch, request)) {
        fetch_free(fetch);
        return error_set(error, STATUS_FATAL, "no_curl", "%s: libcurl cannot begin the request",
                         request->url);
    }
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = fetch;
    fetcher->active++;
    return STATUS_OK;
}

static enum status fetch_judge_http(const struct fetch *fetch, long http_status,
                                    struct error *error)
{
    char reason[ERROR_REASON_MAX];
    bool passing =
        http_status >= 500 || http_status == 408 || http_status == 425 || http_status == 429;

    if ((http_status >= 200 && http_status < 300) || http_status == 304) {
        return STATUS_OK;
    }
    snprintf(reason, sizeof reason, "http_%ld", http_status);
    return error_set(error, passing ? STATUS_RETRY : STATUS_REJECT, reason,
                     "%s: the server answered %ld; %s", fetch->url, http_status,
                     passing ? "it is asked again in the next run"
                             : "look whether the address is right");
}

static enum status fetch_judge(const struct fetch *fetch, CURLcode code, long http_status,
                               struct error *error)
{
    const char *problem = fetch->problem[0] != '\0' ? fetch->problem : curl_easy_strerror(code);

    if (fetch->too_large) {
        return error_set(error, STATUS_REJECT, "too_large",
                         "%s: larger than max_bytes %ld; raise it for this source if that is right",
                         fetch->url, fetch->source->max_bytes);
    }
    switch (code) {
    case CURLE_OK:
        return fetch_judge_http(fetch, http_status, error);
    case CURLE_OPERATION_TIMEDOUT:
        return error_set(error, STATUS_RETRY, "timeout",
                         "%s: %s; it is asked again in the next run", fetch->url, problem);
    case CURLE_TOO_MANY_REDIRECTS:
        return error_set(error, STATUS_REJECT, "too_many_redirects", "%s: %s; see max_redirects",
                         fetch->url, problem);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return error_set(error, STATUS_REJECT, "bad_url", "%s: %s; only http and https are fetched",
                         fetch->url, problem);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
        return error_set(error, STATUS_RETRY, "bad_certificate",
                         "%s: %s; check the outlet's certificate", fetch->url, problem);
    default:
        return error_set(
            error, STATUS_RETRY, "unreachable",
            "%s: %s; check the address and the network, it is asked again in the next run",
            fetch->url, problem);
    }
}

static char *fetch_info(const struct fetch *fetch, CURLINFO info)
{
    const char *text = NULL;

    return curl_easy_getinfo(fetch->easy, info, &text) == CURLE_OK && text != NULL &&
                   strlen(text) < 8192
               ? mem_strdup(text)
               : NULL;
}

static void fetch_unlink(struct fetcher *fetcher, const struct fetch *fetch)
{
    struct fetch **link = &fetcher->all;

    while (*link != fetch) {
        link = &(*link)->next;
    }
    *link = fetch->next;
    fetcher->active--;
}

static void fetch_answer(struct fetcher *fetcher, struct fetch *fetch,
                         struct fetch_response *response)
{
    struct timestamp now = timestamp_now();

    timestamp_format(&now, response->fetched_at);
    fetch_unlink(fetcher, fetch);
    fetcher->under_way -= fetch->under_way;
    fetcher->done(fetcher->context, fetch->owner, response);
    fetch_free(fetch);
}

static void fetch_end(struct fetcher *fetcher, struct fetch *fetch, CURLcode code)
{
    struct fetch_response response = {0};

    (void)curl_easy_getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &response.http_status);
    response.status = fetch_judge(fetch, code, response.http_status, &response.error);
    if (response.status == STATUS_RETRY && ++fetch->tries < FETCH_TRIES &&
        strcmp(response.error.reason, "bad_certificate") != 0) {
        curl_multi_remove_handle(fetcher->multi, fetch->easy);
        buf_clear(&fetch->body);
        fetch->problem[0] = '\0';
        fetch->again_at = fetch_clock() + (FETCH_PAUSE << (fetch->tries - 1));
        fetch->under_way = false;
        fetcher->under_way--;
        return;
    }
    json_object_set_new(
        fetcher->silent, fetch->host,
        json_integer(response.http_status != 0 || response.status != STATUS_RETRY
                         ? 0
                         : json_integer_value(json_object_get(fetcher->silent, fetch->host)) + 1));
    response.not_modified = response.status == STATUS_OK && response.http_status == 304;
    response.content_type = fetch_info(fetch, CURLINFO_CONTENT_TYPE);
    response.final_url = fetch_info(fetch, CURLINFO_EFFECTIVE_URL);
    response.etag = fetch->etag;
    response.last_modified = fetch->last_modified;
    response.body = fetch->body;
    fetch->etag = fetch->last_modified = NULL;
    fetch->body = (struct buf)BUF_INIT(0);
    fetch_answer(fetcher, fetch, &response);
}

/* A host that does not answer is not asked for each of its pages. */
static bool fetch_give_up(struct fetcher *fetcher, struct fetch *fetch)
{
    struct fetch_response response = {.status = STATUS_RETRY, .body = BUF_INIT(0)};

    if (fetcher->stopped) {
        (void)error_set(&response.error, STATUS_RETRY, "deadline",
                        "%s: the deadline came first; it is asked again in the next run",
                        fetch->url);
    } else if (json_integer_value(json_object_get(fetcher->silent, fetch->host)) >=
               FETCH_HOST_DEAD) {
        (void)error_set(&response.error, STATUS_RETRY, "unreachable",
                        "%s: not asked: %s gave no answer to %d requests in a row; it is asked "
                        "again in the next run",
                        fetch->url, fetch->host, FETCH_HOST_DEAD);
    } else {
        return false;
    }
    fetch_answer(fetcher, fetch, &response);
    return true;
}

void fetcher_stop(struct fetcher *fetcher)
{
    fetcher->stopped = true;
    while (fetcher->all != NULL) {
        (void)fetch_give_up(fetcher, fetcher->all);
    }
}

/* Puts what waited long enough on its way; returns how long the next one has to wait. */
static int fetch_send(struct fetcher *fetcher, int milliseconds)
{
    int64_t now = fetch_clock();
    struct fetch *next;

    for (struct fetch *fetch = fetcher->all; fetch != NULL; fetch = next) {
        next = fetch->next;
        if (fetch->under_way || (fetch->tries == 0 && fetch_give_up(fetcher, fetch))) {
            continue;
        }
        if (fetch->again_at > now) {
            milliseconds =
                fetch->again_at - now < milliseconds ? (int)(fetch->again_at - now) : milliseconds;
        } else if (fetch_has_room(fetcher, fetch)) {
            fetch->under_way = curl_multi_add_handle(fetcher->multi, fetch->easy) == CURLM_OK;
            fetcher->under_way += fetch->under_way;
        }
    }
    return milliseconds;
}

void fetcher_wake(struct fetcher *fetcher)
{
    (void)curl_multi_wakeup(fetcher->multi);
}

enum status fetcher_work(struct fetcher *fetcher, int milliseconds, struct error *error)
{
    int running, left;
    size_t active = fetcher->active;
    CURLMsg *message;
    CURLMcode code;

    milliseconds = fetch_send(fetcher, milliseconds);
    code = curl_multi_perform(fetcher->multi, &running);
    if (code == CURLM_OK && fetcher->active == active && fetcher->active > 0 &&
        (running > 0 || fetcher->under_way == 0)) {
        code = curl_multi_poll(fetcher->multi, NULL, 0, milliseconds, NULL);
    }
    if (code != CURLM_OK) {
        return error_set(error, STATUS_FATAL, "no_curl", "libcurl: %s", curl_multi_strerror(code));
    }
    while ((message = curl_multi_info_read(fetcher->multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            CURLcode result = message->data.result;
            char *owner = NULL;

            (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
            fetch_end(fetcher, (struct fetch *)(void *)owner, result);
        }
    }
    return STATUS_OK;
}
