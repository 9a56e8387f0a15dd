/*
 * One request on the wire and its answer, by a curl handle that is used again and again. Nothing
 * is followed and nothing is tried again here: a redirect is an answer. All that an answer can do
 * wrong ends in a status and a reason.
 */
#ifndef DATELINE_EXTRACT_NET_EXCHANGE_H
#define DATELINE_EXTRACT_NET_EXCHANGE_H

#include <curl/curl.h>
#include <stdbool.h>
#include "common/buf.h"
#include "common/error.h"
#include "extract/net/address.h"
#include "extract/net/inflate.h"

enum {
    EXCHANGE_HEADERS_MAX = 500,             /* header lines of an answer */
    EXCHANGE_HEADER_BYTES_MAX = 128 * 1024, /* of all of them together */
    EXCHANGE_VALUE_MAX = 8000,              /* of a header that is looked at */
    EXCHANGE_CONDITION_MAX = 2048,          /* of a validator that is sent */
    EXCHANGE_SLOW = 100 /* bytes a second: less, for `stall` seconds, is given up */
};

/* The bodies of all exchanges that are under way: bytes that they take, or may take, and the most
 * that they are to take. */
struct exchange_room {
    size_t held, max;
};

/* What holds for the handles of all exchanges. */
struct exchange_options {
    struct exchange_room *room;
    const char *user_agent;
    const char *proxy;   /* URL; "": none, whatever the environment says */
    const char *ca_file; /* certificates that are trusted; "": the system's */
};

struct exchange_request {
    const char *url;
    const char *etag, *last_modified; /* NULL: unconditional */
    const struct curl_slist *cookies; /* as exchange_cookies() gave them; NULL: none */
    long max_bytes;                   /* of the body, before and after decompression */
    bool cut;                         /* a longer body is cut there; else it is an error */
    bool reserve;                     /* max_bytes of the room are its own from the beginning */
    long timeout;                     /* milliseconds for all of it */
    long connect_timeout;             /* seconds */
    long stall;                       /* seconds */
    bool allow_private;               /* any address will do */
};

/* Why a callback ended the transfer. */
enum exchange_stop {
    STOP_NONE,
    STOP_TOO_LARGE,
    STOP_TOO_MANY_HEADERS,
    STOP_ADDRESS,
    STOP_BAD_ENCODING,
    STOP_CROWDED /* the room is full: the caller's to ask again, with a reservation */
};

struct exchange {
    void *owner; /* the caller's */
    size_t place;
    /* What was sent, and what came: complete when the transfer has ended. */
    char *url;
    long http_status; /* 0: no answer came */
    struct buf head;  /* status line and headers of the last answer, as received */
    struct buf body;  /* decompressed */
    struct exchange_room *room;
    size_t held;               /* of the room */
    struct inflater *inflater; /* NULL: the body comes as it is */
    bool reserved;

    CURL *easy;
    struct curl_slist *conditions;
    const struct curl_slist *accept; /* of all exchanges */
    bool by_proxy, allow_private, cut;
    bool body_began, cookies_came;
    size_t max_bytes, header_lines, header_bytes;
    size_t opened, refused;          /* connections */
    char address[ADDRESS_TEXT_SIZE]; /* that was refused */
    enum exchange_stop stop;
    char problem[CURL_ERROR_SIZE];
};

/* Parts of any exchange, made once; freed last. */
struct curl_slist *exchange_accept_new(void);

/* NULL: libcurl gives no handle. */
struct exchange *exchange_new(const struct exchange_options *options,
                              const struct curl_slist *accept);
void exchange_free(struct exchange *exchange);

/* Readies the handle for curl_multi_add_handle(). STATUS_FATAL: libcurl refuses an option. */
enum status exchange_begin(struct exchange *exchange, const struct exchange_request *request,
                           struct error *error) WARN_UNUSED;

/*
 * Judges what came, after the transfer ended with `code`: STATUS_OK when there is an answer,
 * whatever its HTTP status; else what to tell of it. `again`: it may be tried again soon. Nothing
 * is to be told when `stop` is STOP_CROWDED.
 */
enum status exchange_end(struct exchange *exchange, CURLcode code, bool *again,
                         struct error *error) WARN_UNUSED;

/* STATUS_OK for 2xx and 304; else what to tell of the HTTP status. `again`: as above. */
enum status exchange_judge_http(const char *url, long http_status, bool *again,
                                struct error *error) WARN_UNUSED;

/* Whether the text has control characters, which end a header or mean something else in it. */
bool exchange_has_control(const char *text);

/*
 * The value of a header in a head as received, the last one of that name; freed by the caller.
 * NULL: there is none, or it is too long, or it has control characters (which would let it pass
 * for more than one header when it is sent back).
 */
char *exchange_header(const struct buf *head, const char *name);

/* The cookies that the handle has now, for the next request of a chain; NULL: none. libcurl takes
 * 50 of an answer, and sends 150. */
struct curl_slist *exchange_cookies(const struct exchange *exchange);

/* Forgets the answer and the cookies; the handle can begin again. */
void exchange_clear(struct exchange *exchange);

#endif
