#include "extract/net/host.h"

#include <jansson.h>
#include <stdlib.h>
#include "common/memory.h"

/* Hosts as a binary heap by `wake`: hosts[1] is the next one. */
struct heap {
    struct host **hosts;
    size_t count, capacity;
};

/*
 * The hosts that have something to do are in two heaps: strangers, and those that answer. Names
 * are found through a Jansson object, whose hash is seeded, since strangers choose them.
 */
struct hosts {
    json_t *numbers; /* by name: the place in `all`, plus 1 */
    struct host **all;
    size_t count, capacity;
    struct heap heaps[2];
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
    free(hosts->heaps[0].hosts);
    free(hosts->heaps[1].hosts);
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

static void heap_put(struct heap *heap, size_t place, struct host *host)
{
    heap->hosts[place] = host;
    host->place = place;
}

/* Moves the host at `place` to where it belongs. */
static void heap_sift(struct heap *heap, size_t place)
{
    struct host *host = heap->hosts[place];

    while (place > 1 && heap->hosts[place / 2]->wake > host->wake) {
        heap_put(heap, place, heap->hosts[place / 2]);
        place /= 2;
    }
    for (;;) {
        size_t child = place * 2;

        if (child > heap->count) {
            break;
        }
        if (child < heap->count && heap->hosts[child + 1]->wake < heap->hosts[child]->wake) {
            child++;
        }
        if (heap->hosts[child]->wake >= host->wake) {
            break;
        }
        heap_put(heap, place, heap->hosts[child]);
        place = child;
    }
    heap_put(heap, place, host);
}

static void heap_add(struct heap *heap, struct host *host)
{
    heap->hosts = mem_grow(heap->hosts, &heap->capacity, heap->count + 1, sizeof(struct host *));
    heap_put(heap, ++heap->count, host);
}

static void heap_remove(struct heap *heap, struct host *host)
{
    struct host *last = heap->hosts[heap->count--];
    size_t place = host->place;

    host->place = 0;
    if (last != host) {
        heap_put(heap, place, last);
        heap_sift(heap, place);
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
    if (host->place != 0 && (host->wake == HOST_NEVER || host->answered != host->answers)) {
        heap_remove(&hosts->heaps[host->answered], host);
    }
    if (host->wake == HOST_NEVER) {
        return;
    }
    host->answered = host->answers;
    if (host->place == 0) {
        heap_add(&hosts->heaps[host->answered], host);
    }
    heap_sift(&hosts->heaps[host->answered], host->place);
}

/* The next host, due or not; NULL: there is none. */
static struct host *hosts_first(const struct hosts *hosts, bool strangers)
{
    const struct heap *new = &hosts->heaps[false], *known = &hosts->heaps[true];
    struct host *first = known->count > 0 ? known->hosts[1] : NULL;

    return strangers && new->count > 0 && (first == NULL || new->hosts[1]->wake < first->wake)
               ? new->hosts[1]
               : first;
}

struct host *hosts_due(const struct hosts *hosts, bool strangers, int64_t now)
{
    struct host *first = hosts_first(hosts, strangers);

    return first != NULL && first->wake <= now ? first : NULL;
}

int64_t hosts_next(const struct hosts *hosts, bool strangers)
{
    const struct host *first = hosts_first(hosts, strangers);

    return first != NULL ? first->wake : HOST_NEVER;
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

void host_note_answer(struct host *host, bool answered)
{
    host->answers = answered;
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
