#include "extract/net/host.h"

#include <jansson.h>
#include <stdlib.h>
#include "common/memory.h"

/*
 * The hosts that have something to do, as a binary heap by `wake`: heap[1] is the next one. Names
 * are found through a Jansson object, whose hash is seeded, since strangers choose them.
 */
struct hosts {
    json_t *numbers; /* by name: the place in `all`, plus 1 */
    struct host **all;
    size_t count, capacity;
    struct host **heap;
    size_t heap_count, heap_capacity;
};

struct hosts *hosts_new(void)
{
    struct hosts *hosts = mem_calloc(1, sizeof *hosts);

    hosts->numbers = json_object();
    return hosts;
}

void hosts_free(struct hosts *hosts)
{
    if (hosts == NULL) {
        return;
    }
    for (size_t i = 0; i < hosts->count; i++) {
        struct host *host = hosts->all[i];

        for (size_t j = 0; j < 2; j++) {
            robots_free(host->robots[j].rules);
            free(host->robots[j].why);
        }
        free(host->name);
        free(host);
    }
    json_decref(hosts->numbers);
    free(hosts->all);
    free(hosts->heap);
    free(hosts);
}

struct host *hosts_find(struct hosts *hosts, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(hosts->numbers, name));
    struct host *host;

    if (number > 0) {
        return hosts->all[number - 1];
    }
    host = mem_calloc(1, sizeof *host);
    host->name = mem_strdup(name);
    host->wake = HOST_NEVER;
    hosts->all = mem_grow(hosts->all, &hosts->capacity, hosts->count, sizeof(struct host *));
    hosts->all[hosts->count++] = host;
    json_object_set_new(hosts->numbers, name, json_integer((json_int_t)hosts->count));
    return host;
}

struct host *hosts_at(const struct hosts *hosts, size_t number)
{
    return number < hosts->count ? hosts->all[number] : NULL;
}

static void hosts_put(struct hosts *hosts, size_t place, struct host *host)
{
    hosts->heap[place] = host;
    host->place = place;
}

/* Moves the host at `place` to where it belongs. */
static void hosts_sift(struct hosts *hosts, size_t place)
{
    struct host *host = hosts->heap[place];

    while (place > 1 && hosts->heap[place / 2]->wake > host->wake) {
        hosts_put(hosts, place, hosts->heap[place / 2]);
        place /= 2;
    }
    for (;;) {
        size_t child = place * 2;

        if (child > hosts->heap_count) {
            break;
        }
        if (child < hosts->heap_count && hosts->heap[child + 1]->wake < hosts->heap[child]->wake) {
            child++;
        }
        if (hosts->heap[child]->wake >= host->wake) {
            break;
        }
        hosts_put(hosts, place, hosts->heap[child]);
        place = child;
    }
    hosts_put(hosts, place, host);
}

static void hosts_remove(struct hosts *hosts, struct host *host)
{
    struct host *last = hosts->heap[hosts->heap_count--];
    size_t place = host->place;

    host->place = 0;
    if (last != host) {
        hosts_put(hosts, place, last);
        hosts_sift(hosts, place);
    }
}

/* A page behind a robots.txt that is on its way has to wait for it. */
static bool host_is_held(const struct host *host)
{
    const struct host_entry *first = host->first;

    return first != NULL && first->obeys && host->robots[first->https].state == ROBOTS_ASKED;
}

static int64_t host_wake(const struct host *host, int64_t now)
{
    int64_t ready;

    if (host->first == NULL && host->asking == NULL && host->delayed == NULL) {
        return HOST_NEVER;
    }
    if (host_is_shut(host, now)) {
        return 0; /* what waits is answered at once */
    }
    if (host->running >= (size_t)(host->failures >= HOST_FAILURES_MAX ? 1 : host->parallel)) {
        return HOST_NEVER;
    }
    if (host->asking != NULL || (host->first != NULL && !host_is_held(host))) {
        ready = 0;
    } else if (host->delayed != NULL) {
        ready = host->delayed->again_at;
    } else {
        return HOST_NEVER;
    }
    return ready > host->next_at ? ready : host->next_at;
}

void hosts_schedule(struct hosts *hosts, struct host *host, int64_t now)
{
    host->wake = host_wake(host, now);
    if (host->wake == HOST_NEVER) {
        if (host->place != 0) {
            hosts_remove(hosts, host);
        }
        return;
    }
    if (host->place == 0) {
        hosts->heap = mem_grow(hosts->heap, &hosts->heap_capacity, hosts->heap_count + 1,
                               sizeof(struct host *));
        hosts_put(hosts, ++hosts->heap_count, host);
    }
    hosts_sift(hosts, host->place);
}

struct host *hosts_due(const struct hosts *hosts, int64_t now)
{
    return hosts->heap_count > 0 && hosts->heap[1]->wake <= now ? hosts->heap[1] : NULL;
}

int64_t hosts_next(const struct hosts *hosts)
{
    return hosts->heap_count > 0 ? hosts->heap[1]->wake : HOST_NEVER;
}

void host_append(struct host *host, struct host_entry *entry)
{
    entry->next = NULL;
    if (host->last == NULL) {
        host->first = entry;
    } else {
        host->last->next = entry;
    }
    host->last = entry;
}

void host_prepend(struct host *host, struct host_entry *entry)
{
    if (entry->is_robots) {
        entry->next = host->asking;
        host->asking = entry;
        return;
    }
    entry->next = host->first;
    host->first = entry;
    host->last = host->last == NULL ? entry : host->last;
}

void host_delay(struct host *host, struct host_entry *entry)
{
    struct host_entry **link = &host->delayed;

    while (*link != NULL && (*link)->again_at <= entry->again_at) {
        link = &(*link)->next;
    }
    entry->next = *link;
    *link = entry;
}

struct host_entry *host_peek(struct host *host, int64_t now)
{
    while (host->delayed != NULL && host->delayed->again_at <= now) {
        struct host_entry *entry = host->delayed;

        host->delayed = entry->next;
        host_prepend(host, entry);
    }
    if (host->asking != NULL) {
        return host->asking;
    }
    return host_is_held(host) ? NULL : host->first;
}

void host_take(struct host *host, const struct host_entry *entry)
{
    if (entry == host->asking) {
        host->asking = entry->next;
        return;
    }
    host->first = entry->next;
    host->last = host->first == NULL ? NULL : host->last;
}

struct host_entry *host_take_any(struct host *host)
{
    struct host_entry *entry = host->delayed;

    if (entry != NULL) {
        host->delayed = entry->next;
        return entry;
    }
    entry = host->asking != NULL ? host->asking : host->first;
    if (entry != NULL) {
        host_take(host, entry);
    }
    return entry;
}

void host_bind(struct host *host, long delay, long parallel)
{
    host->delay = delay > host->delay ? delay : host->delay;
    host->parallel = host->parallel == 0 || parallel < host->parallel ? parallel : host->parallel;
}

void host_wait(struct host *host, int64_t until)
{
    host->next_at = until > host->next_at ? until : host->next_at;
}

void host_begin(struct host *host, int64_t now)
{
    host->running++;
    host_wait(host, now + host->delay);
}

void host_end(struct host *host, int64_t now)
{
    host->running--;
    host_wait(host, now + host->delay);
}

void host_answered(struct host *host)
{
    host->failures = 0;
    host->asked_to_wait = false;
}

void host_failed(struct host *host, int64_t now, int64_t pause)
{
    host->failures += host->failures < HOST_FAILURES_MAX;
    if (host->failures == HOST_FAILURES_MAX) {
        host->asked_to_wait = false;
        host->open_until = now + pause > host->open_until ? now + pause : host->open_until;
    }
}

void host_shut(struct host *host, int64_t until)
{
    host->asked_to_wait = true;
    host->open_until = until > host->open_until ? until : host->open_until;
}

bool host_is_shut(const struct host *host, int64_t now)
{
    return host->open_until > now;
}
