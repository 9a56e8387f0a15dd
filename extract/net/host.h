/*
 * Hosts, each with the requests that wait for it, and when it may be asked next: so many at once,
 * so long after the one before, and not while it fails. A host that is slow, or fails, keeps its
 * own requests waiting and no others. Times are milliseconds of any steady clock.
 */
#ifndef DATELINE_EXTRACT_NET_HOST_H
#define DATELINE_EXTRACT_NET_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "extract/net/robots.h"

enum { HOST_FAILURES_MAX = 5 }; /* in a row: then the host is left alone for breaker_pause */

/* A request in a host's queue: the first member of its owner's struct. */
struct host_entry {
    struct host_entry *next;
    int64_t again_at; /* of one that failed: not before then */
    bool https;       /* which robots.txt it is bound by */
    bool is_robots;   /* it asks for a robots.txt: bound by none */
    bool obeys;       /* it is bound by robots.txt */
};

/* Of one of the host's two robots.txt, http and https. */
enum host_robots_state { ROBOTS_UNKNOWN, ROBOTS_ASKED, ROBOTS_READ, ROBOTS_FAILED };
struct host_robots {
    enum host_robots_state state;
    struct robots *rules; /* ROBOTS_READ; NULL: there is none, all is allowed */
    int64_t until;        /* READ and FAILED: then it is asked for again */
    struct error *why;    /* FAILED */
};

struct host {
    char *name;
    struct host_entry *asking;       /* robots.txt: before all others */
    struct host_entry *first, *last; /* may go when the host may be asked */
    struct host_entry *delayed;      /* by again_at */
    long delay;    /* milliseconds between requests: the longest of all sources' */
    long parallel; /* requests at once: the least of all sources' */
    size_t running;
    bool answers;       /* the last time that it was asked, it did */
    int64_t next_at;    /* not asked before then */
    int failures;       /* in a row */
    int64_t open_until; /* left alone until then; after it, one request tries */
    bool asked_to_wait; /* by its Retry-After, not for its failures */
    struct host_robots robots[2];
    int64_t wake;  /* when it can send, or must answer, something; HOST_NEVER */
    size_t place;  /* in a heap, from 1; 0: not in it */
    bool answered; /* it is in the heap of those that answer */
};

#define HOST_NEVER INT64_MAX

struct hosts;

struct hosts *hosts_new(void);
/* What waits in the hosts' queues must have been taken before. */
void hosts_free(struct hosts *hosts);

/* The host of that name, made when it is new. It stays where it is until hosts_free(). */
struct host *hosts_find(struct hosts *hosts, const char *name);
/* By number, for going through all; NULL behind the last. */
struct host *hosts_at(const struct hosts *hosts, size_t number);

/* To be called after each change of a host: when it wants to be looked at again. */
void hosts_schedule(struct hosts *hosts, struct host *host, int64_t now);
/* The host that is due for longest; NULL: none is. `strangers`: also of those that have not
 * answered yet, or did not the last time. */
struct host *hosts_due(const struct hosts *hosts, bool strangers, int64_t now);
/* When the next one is due; HOST_NEVER. */
int64_t hosts_next(const struct hosts *hosts, bool strangers);

/* Queues: at the end; at the front, for what has begun already and for robots.txt; not before
 * again_at. */
void host_append(struct host *host, struct host_entry *entry);
void host_prepend(struct host *host, struct host_entry *entry);
void host_delay(struct host *host, struct host_entry *entry);

/*
 * The entry that may be sent now, which stays in its queue until host_take(); NULL: none may.
 * Delays, numbers and an unknown robots.txt are the caller's to look at before.
 */
struct host_entry *host_peek(struct host *host, int64_t now);
void host_take(struct host *host, const struct host_entry *entry);
/* Any entry, taken; NULL: none is left. */
struct host_entry *host_take_any(struct host *host);

/* A source's manners: the strictest of all that ask this host hold. */
void host_bind(struct host *host, long delay, long parallel);

/* A request begins; it ended, with an answer or not. */
void host_begin(struct host *host, int64_t now);
void host_end(struct host *host, int64_t now);

/* The host wants no request before then. */
void host_wait(struct host *host, int64_t until);

/* Whether there was an answer, whatever it says. */
void host_note_answer(struct host *host, bool answered);

/* The circuit breaker. */
void host_answered(struct host *host);
/* `pause`: milliseconds for which it is left alone once it failed too often. */
void host_failed(struct host *host, int64_t now, int64_t pause);
/* The host asks for a pause that is too long to wait for. */
void host_shut(struct host *host, int64_t until);
bool host_is_shut(const struct host *host, int64_t now);

#endif
