#include "extract/net/exchange.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>
#include "common/memory.h"
#include "extract/net/target.h"

enum {
    EXCHANGE_READ = 128 * 1024,     /* bytes that curl asks the system for at once */
    EXCHANGE_RESERVE = 1024 * 1024, /* bytes: as far as an announced length is believed */
    EXCHANGE_IDLE = 60              /* seconds for which a connection may be used again */
};

static void exchange_hold(struct exchange *exchange, size_t bytes)
{
    exchange->room->held += bytes - exchange->held;
    exchange->held = bytes;
}

/* Whether so many bytes more need memory that others have taken already. */
static bool exchange_is_crowded(const struct exchange *exchange, size_t length)
{
    const struct exchange_room *room = exchange->room;

    return !exchange->reserved && exchange->body.length + length >= exchange->body.capacity &&
           room->held + length > room->max;
}

/* False: the body is compressed in a way that was not asked for. */
static bool exchange_begin_body(struct exchange *exchange)
{
    char *codings = exchange_header(&exchange->head, "content-encoding");
    curl_off_t announced = -1;
    bool known = true;

    exchange->body_began = true;
    if (codings != NULL) {
        exchange->inflater = inflater_new(codings, &known);
        free(codings);
    }
    (void)curl_easy_getinfo(exchange->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    if (announced > 0) {
        size_t room = announced > EXCHANGE_RESERVE ? EXCHANGE_RESERVE : (size_t)announced;

        (void)!buf_reserve(&exchange->body, room); /* a wish: what comes is checked */
    }
    return known;
}

static bool exchange_keep(void *argument, const char *data, size_t length)
{
    struct exchange *exchange = argument;

    if (exchange_is_crowded(exchange, length)) {
        exchange->stop = STOP_CROWDED;
        return false;
    }
    if (!buf_append(&exchange->body, data, length)) {
        if (exchange->cut) {
            (void)!buf_append(&exchange->body, data, exchange->body.max - exchange->body.length);
        }
        exchange->stop = STOP_TOO_LARGE;
        return false;
    }
    if (!exchange->reserved) {
        exchange_hold(exchange, exchange->body.capacity);
    }
    return true;
}

static size_t exchange_take_body(char *data, size_t size, size_t count, void *argument)
{
    struct exchange *exchange = argument;
    size_t length = size * count;

    if ((!exchange->body_began && !exchange_begin_body(exchange)) ||
        !(exchange->inflater == NULL
              ? exchange_keep(exchange, data, length)
              : inflater_add(exchange->inflater, data, length, exchange_keep, exchange))) {
        exchange->stop = exchange->stop == STOP_NONE ? STOP_BAD_ENCODING : exchange->stop;
        return 0;
    }
    return length;
}

/* Of several answers (100 Continue, then 200) the last one is kept; the limits are for all. */
static size_t exchange_take_header(char *data, size_t size, size_t count, void *argument)
{
    struct exchange *exchange = argument;
    size_t length = size * count;

    exchange->header_bytes += length;
    if (++exchange->header_lines > EXCHANGE_HEADERS_MAX ||
        exchange->header_bytes > EXCHANGE_HEADER_BYTES_MAX) {
        exchange->stop = STOP_TOO_MANY_HEADERS;
        return 0;
    }
    if (exchange->body_began) { /* trailers */
        return length;
    }
    if (length > 5 && memcmp(data, "HTTP/", 5) == 0) {
        buf_clear(&exchange->head);
    }
    if (length > 11 && strncasecmp(data, "set-cookie:", 11) == 0) {
        exchange->cookies_came = true;
    }
    (void)!buf_append(&exchange->head, data, length); /* its maximum is that of header_bytes */
    return length;
}

/* Counts bytes as they come over the wire: compressed ones may amount to nothing. */
static int exchange_watch(void *argument, curl_off_t total, curl_off_t now, curl_off_t up_total,
                          curl_off_t up_now)
{
    struct exchange *exchange = argument;

    (void)total;
    (void)up_total;
    (void)up_now;
    if (now > (curl_off_t)exchange->max_bytes && exchange->stop == STOP_NONE) {
        exchange->stop = STOP_TOO_LARGE;
    }
    return exchange->stop != STOP_NONE;
}

/* Called with each address before it is connected to, whatever name led to it. */
static curl_socket_t exchange_open_socket(void *argument, curlsocktype purpose,
                                          struct curl_sockaddr *address)
{
    struct exchange *exchange = argument;

    (void)purpose;
    if (!exchange->allow_private && !exchange->by_proxy && !address_is_public(&address->addr)) {
        exchange->refused++;
        address_format(&address->addr, exchange->address);
        errno = EACCES;
        return CURL_SOCKET_BAD;
    }
    exchange->opened++;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Called before a request is sent, also over a connection that another source opened. */
static int exchange_check_connection(void *argument, char *address, char *own, int port,
                                     int own_port)
{
    struct exchange *exchange = argument;
    bool is_public = false;

    (void)own;
    (void)port;
    (void)own_port;
    if (exchange->allow_private || exchange->by_proxy ||
        (address_text_is_public(address, &is_public) && is_public)) {
        return CURL_PREREQFUNC_OK;
    }
    snprintf(exchange->address, sizeof exchange->address, "%s", address);
    exchange->stop = STOP_ADDRESS;
    return CURL_PREREQFUNC_ABORT;
}

struct curl_slist *exchange_accept_new(void)
{
    struct curl_slist *accept =
        curl_slist_append(NULL, "Accept: text/html,application/xhtml+xml,application/rss+xml,"
                                "application/atom+xml,application/xml;q=0.9,*/*;q=0.5");
    struct curl_slist *both =
        accept == NULL ? NULL : curl_slist_append(accept, "Accept-Encoding: " INFLATE_ACCEPT);

    if (both == NULL) {
        curl_slist_free_all(accept);
    }
    return both;
}

static bool exchange_set_handle(struct exchange *exchange, const struct exchange_options *options)
{
    CURL *easy = exchange->easy;

    return curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->problem) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, options->proxy) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOPROXY, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK &&
           (*options->ca_file == '\0' ||
            curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file) == CURLE_OK) &&
           curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)EXCHANGE_READ) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)EXCHANGE_IDLE) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)EXCHANGE_SLOW) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, exchange_take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, exchange_take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, exchange_watch) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFODATA, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, exchange_open_socket) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, exchange) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, exchange_check_connection) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQDATA, exchange) == CURLE_OK &&
           /* some redirect until a cookie sticks */
           curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "") == CURLE_OK;
}

struct exchange *exchange_new(const struct exchange_options *options,
                              const struct curl_slist *accept)
{
    struct exchange *exchange = mem_calloc(1, sizeof *exchange);

    exchange->accept = accept;
    exchange->room = options->room;
    exchange->by_proxy = *options->proxy != '\0';
    exchange->head = (struct buf)BUF_INIT(EXCHANGE_HEADER_BYTES_MAX);
    exchange->easy = curl_easy_init();
    if (exchange->easy == NULL || !exchange_set_handle(exchange, options)) {
        exchange_free(exchange);
        return NULL;
    }
    return exchange;
}

void exchange_free(struct exchange *exchange)
{
    curl_easy_cleanup(exchange->easy);
    curl_slist_free_all(exchange->conditions);
    inflater_free(exchange->inflater);
    buf_free(&exchange->head);
    buf_free(&exchange->body);
    free(exchange->url);
    free(exchange);
}

void exchange_clear(struct exchange *exchange)
{
    if (exchange->cookies_came) {
        (void)curl_easy_setopt(exchange->easy, CURLOPT_COOKIELIST, "ALL");
        exchange->cookies_came = false;
    }
    curl_slist_free_all(exchange->conditions);
    exchange->conditions = NULL;
    inflater_free(exchange->inflater);
    exchange->inflater = NULL;
    buf_clear(&exchange->head);
    buf_free(&exchange->body);
    exchange_hold(exchange, 0);
    free(exchange->url);
    exchange->url = NULL;
}

bool exchange_has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7f) {
            return true;
        }
    }
    return false;
}

/* A header that could be taken for several is not sent. */
static bool exchange_add_condition(struct exchange *exchange, const char *name, const char *value)
{
    char line[EXCHANGE_CONDITION_MAX + 64];
    struct curl_slist *longer;

    if (value == NULL || *value == '\0' || exchange_has_control(value) ||
        strlen(value) > EXCHANGE_CONDITION_MAX) {
        return true;
    }
    if (exchange->conditions == NULL) {
        for (const struct curl_slist *each = exchange->accept; each != NULL; each = each->next) {
            longer = curl_slist_append(exchange->conditions, each->data);
            exchange->conditions = longer == NULL ? exchange->conditions : longer;
        }
    }
    snprintf(line, sizeof line, "%s: %s", name, value);
    longer = curl_slist_append(exchange->conditions, line);
    exchange->conditions = longer == NULL ? exchange->conditions : longer;
    return longer != NULL;
}

static bool exchange_set_request(struct exchange *exchange, const struct exchange_request *request)
{
    CURL *easy = exchange->easy;

    for (const struct curl_slist *cookie = request->cookies; cookie != NULL;
         cookie = cookie->next) {
        exchange->cookies_came = true;
        (void)curl_easy_setopt(easy, CURLOPT_COOKIELIST, cookie->data);
    }
    return exchange_add_condition(exchange, "If-None-Match", request->etag) &&
           exchange_add_condition(exchange, "If-Modified-Since", request->last_modified) &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER,
                            exchange->conditions == NULL ? exchange->accept
                                                         : exchange->conditions) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->timeout) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, request->connect_timeout) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, request->stall) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
                            request->cut ? (curl_off_t)0 : (curl_off_t)request->max_bytes) ==
               CURLE_OK;
}

enum status exchange_begin(struct exchange *exchange, const struct exchange_request *request,
                           struct error *error)
{
    exchange->url = mem_strdup(request->url);
    exchange->http_status = 0;
    exchange->body = (struct buf)BUF_INIT((size_t)request->max_bytes);
    exchange->max_bytes = (size_t)request->max_bytes;
    exchange->allow_private = request->allow_private;
    exchange->cut = request->cut;
    exchange->reserved = request->reserve;
    exchange_hold(exchange, request->reserve ? (size_t)request->max_bytes : 0);
    exchange->body_began = false;
    exchange->header_lines = exchange->header_bytes = 0;
    exchange->opened = exchange->refused = 0;
    exchange->stop = STOP_NONE;
    exchange->problem[0] = '\0';
    return exchange_set_request(exchange, request)
               ? STATUS_OK
               : error_set(error, STATUS_FATAL, "no_curl", "%s: libcurl cannot begin the request",
                           request->url);
}

static enum status exchange_judge_stop(const struct exchange *exchange, enum exchange_stop stop,
                                       struct error *error)
{
    switch (stop) {
    case STOP_TOO_MANY_HEADERS:
        return error_set(error, STATUS_REJECT, "too_many_headers",
                         "%s: the answer has more than %d headers, or %d bytes of them",
                         exchange->url, EXCHANGE_HEADERS_MAX, EXCHANGE_HEADER_BYTES_MAX);
    case STOP_BAD_ENCODING:
        return error_set(error, STATUS_RETRY, "bad_encoding",
                         "%s: cannot be decompressed; it is asked again in the next run",
                         exchange->url);
    case STOP_ADDRESS:
        return target_refuse(exchange->url, exchange->address, error);
    default:
        return error_set(error, STATUS_REJECT, "too_large",
                         "%s: larger than max_bytes %zu; raise it for this source if that is right",
                         exchange->url, exchange->max_bytes);
    }
}

/* What curl says of a transfer that gave no whole answer. */
static enum status exchange_judge_code(const struct exchange *exchange, CURLcode code, bool *again,
                                       struct error *error)
{
    const char *problem =
        exchange->problem[0] != '\0' ? exchange->problem : curl_easy_strerror(code);

    curl_off_t sent_at = 0;

    *again = true;
    switch (code) {
    case CURLE_FILESIZE_EXCEEDED:
        *again = false;
        return exchange_judge_stop(exchange, STOP_TOO_LARGE, error);
    case CURLE_OUT_OF_MEMORY: /* what curl says of a header line without end */
        *again = false;
        return exchange_judge_stop(exchange, STOP_TOO_MANY_HEADERS, error);
    case CURLE_OPERATION_TIMEDOUT:
        /* Whoever cannot even be reached costs its time once; what came too slowly will again. */
        (void)curl_easy_getinfo(exchange->easy, CURLINFO_PRETRANSFER_TIME_T, &sent_at);
        *again = sent_at > 0 && !exchange->body_began;
        return error_set(error, STATUS_RETRY, "timeout",
                         "%s: %s; it is asked again in the next run", exchange->url, problem);
    case CURLE_URL_MALFORMAT:
        *again = false;
        return error_set(error, STATUS_REJECT, "bad_url", "%s: %s", exchange->url, problem);
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9: a body without a head */
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return error_set(error, STATUS_RETRY, "bad_answer",
                         "%s: the answer is no HTTP: %s; it is asked again in the next run",
                         exchange->url, problem);
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
        if (exchange->head.length == 0) {
            break;
        }
        return error_set(error, STATUS_RETRY, "truncated",
                         "%s: the answer ends too early: %s; it is asked again in the next run",
                         exchange->url, problem);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
        *again = false;
        return error_set(error, STATUS_RETRY, "bad_certificate",
                         "%s: %s; check the outlet's certificate, and ca_file", exchange->url,
                         problem);
    default:
        break;
    }
    return error_set(error, STATUS_RETRY, "unreachable",
                     "%s: %s; check the address and the network, it is asked again in the next run",
                     exchange->url, problem);
}

enum status exchange_end(struct exchange *exchange, CURLcode code, bool *again, struct error *error)
{
    *again = false;
    (void)curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &exchange->http_status);
    if ((exchange->cut || exchange->http_status >= 300) &&
        (exchange->stop == STOP_TOO_LARGE || code == CURLE_FILESIZE_EXCEEDED ||
         code == CURLE_PARTIAL_FILE ||
         (exchange->http_status >= 300 &&
          (exchange->stop == STOP_CROWDED || exchange->stop == STOP_BAD_ENCODING)))) {
        exchange->stop = STOP_NONE; /* the head says enough, or the body's begin */
        code = CURLE_OK;
    }
    if (exchange->stop != STOP_NONE) {
        return exchange_judge_stop(exchange, exchange->stop, error);
    }
    if (code != CURLE_OK && exchange->refused > 0 && exchange->opened == 0) {
        return target_refuse(exchange->url, exchange->address, error);
    }
    if (code != CURLE_OK) {
        return exchange_judge_code(exchange, code, again, error);
    }
    if (exchange->http_status < 200 || exchange->http_status > 599) {
        *again = true;
        return error_set(error, STATUS_RETRY, "bad_answer",
                         "%s: the answer has no status that HTTP knows; it is asked again in the "
                         "next run",
                         exchange->url);
    }
    if (!exchange->cut && exchange->http_status < 300 && exchange->inflater != NULL &&
        !inflater_is_complete(exchange->inflater)) {
        *again = true;
        return error_set(error, STATUS_RETRY, "truncated",
                         "%s: the compressed answer ends too early; it is asked again in the next "
                         "run",
                         exchange->url);
    }
    return STATUS_OK;
}

enum status exchange_judge_http(const char *url, long http_status, bool *again, struct error *error)
{
    char reason[ERROR_REASON_MAX];
    bool passing =
        http_status >= 500 || http_status == 408 || http_status == 425 || http_status == 429;

    *again = passing && http_status != 501 && http_status != 505;
    if ((http_status >= 200 && http_status < 300) || http_status == 304) {
        return STATUS_OK;
    }
    snprintf(reason, sizeof reason, "http_%ld", http_status);
    return error_set(error, passing ? STATUS_RETRY : STATUS_REJECT, reason,
                     "%s: the server answered %ld; %s", url, http_status,
                     passing ? "it is asked again in the next run"
                             : "look whether the address is right");
}

char *exchange_header(const struct buf *head, const char *name)
{
    const char *line = buf_text(head), *end = line + head->length;
    size_t name_length = strlen(name);
    char *found = NULL;

    while (line < end) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        const char *stop = next == NULL ? end : next;

        if ((size_t)(stop - line) > name_length && line[name_length] == ':' &&
            strncasecmp(line, name, name_length) == 0) {
            const char *value = line + name_length + 1;

            while (value < stop && (*value == ' ' || *value == '\t')) {
                value++;
            }
            while (stop > value && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r')) {
                stop--;
            }
            free(found);
            found = stop > value && stop - value <= EXCHANGE_VALUE_MAX &&
                            memchr(value, '\0', (size_t)(stop - value)) == NULL
                        ? mem_strndup(value, (size_t)(stop - value))
                        : NULL;
            if (found != NULL && exchange_has_control(found)) {
                free(found);
                found = NULL;
            }
        }
        if (next == NULL) {
            break;
        }
        line = next + 1;
    }
    return found;
}

struct curl_slist *exchange_cookies(const struct exchange *exchange)
{
    struct curl_slist *cookies = NULL;

    return curl_easy_getinfo(exchange->easy, CURLINFO_COOKIELIST, &cookies) == CURLE_OK ? cookies
                                                                                        : NULL;
}
