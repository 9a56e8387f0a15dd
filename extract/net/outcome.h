/*
 * For fetch.c: what follows from the end of an exchange. A redirect is followed, a failure tried
 * again, a robots.txt taken in, or the request answered.
 */
#ifndef DATELINE_EXTRACT_NET_OUTCOME_H
#define DATELINE_EXTRACT_NET_OUTCOME_H

#include "extract/net/request.h"

enum { FETCH_USER_AGENT_MAX = 512 };

struct fetcher {
    CURLM *multi;
    const struct config *config;
    struct log *log;
    fetch_done done;
    void *context;
    char user_agent[FETCH_USER_AGENT_MAX], product[ROBOTS_PRODUCT_MAX];
    struct curl_slist *accept;
    struct hosts *hosts;
    struct host_entry *refused; /* requests that cannot be sent at all, newest first */
    struct exchange_room room;
    struct host_entry *large, *large_last; /* requests that wait for room, in order */
    size_t large_running, strangers_running;
    struct exchange **running, **idle;
    size_t running_count, idle_count, max_parallel;
    struct archive *archive;
    struct replay *replay;
    struct error failure; /* of the archive: the end of the run */
    size_t active;        /* the owners' requests without an answer */
    size_t answered;      /* since the fetcher began */
    bool stopped, introduced;
};

/* Milliseconds of the clock that all times of the fetcher are of. */
int64_t outcome_clock(void);

/* Takes the URL, or what a redirect leads to, as the request's target; or leaves it as it was. */
enum status outcome_aim(const struct fetcher *fetcher, struct request *request,
                        const char *reference, struct error *error) WARN_UNUSED;

/* Puts the request into the queue of its target's host; first, if it has begun already. */
void outcome_enqueue(struct fetcher *fetcher, struct request *request, bool first);

/*
 * The end of a request, which is freed: with an answer (then `exchange` has it; else NULL), or with
 * what went wrong.
 */
void outcome_answer(struct fetcher *fetcher, struct request *request, enum status status,
                    const struct error *why, struct exchange *exchange, long http_status);

/* The archive is told that time is up: what it does not have was not asked for. */
void outcome_archive_deadline(struct fetcher *fetcher);

/* The end of an exchange for whose body there was no room: its request waits for it. */
void outcome_crowded(struct fetcher *fetcher, struct request *request);

/* Puts a request that is large behind those that wait for room. */
void outcome_set_aside(struct fetcher *fetcher, struct request *request);

/* The end of a request that is answered from the archive of an earlier night. */
void outcome_replay(struct fetcher *fetcher, struct request *request);

/* The same for one that is not sent, for a reason that may pass; a failure of before is told. */
void outcome_give_up(struct fetcher *fetcher, struct request *request, const char *reason,
                     const char *why);

/*
 * The end of an exchange, from the wire or from elsewhere: its head and body are complete, and
 * `status` and `error` say whether there is an answer at all, `again` whether it may be tried soon.
 */
void outcome_received(struct fetcher *fetcher, struct exchange *exchange, enum status status,
                      bool again, struct error *error);

#endif
