#include "extract/net/host.h"

#include <stdio.h>
#include <stdlib.h>
#include "tests/unit/unit.h"

static struct host *made(struct hosts *hosts, const char *name, long delay, long parallel)
{
    struct host *host = hosts_find(hosts, name);

    host_bind(host, delay, parallel);
    return host;
}

static void append(struct hosts *hosts, struct host *host, struct host_entry *entry, int64_t now)
{
    host_append(host, entry);
    hosts_schedule(hosts, host, now);
}

/* Takes the request that may be sent at `now`, and begins it; NULL: none may. */
static struct host_entry *begin(struct hosts *hosts, int64_t now)
{
    struct host *host = hosts_due(hosts, true, now);
    struct host_entry *entry = host == NULL ? NULL : host_peek(host, now);

    if (entry != NULL) {
        host_take(host, entry);
        host_begin(host, now);
        hosts_schedule(hosts, host, now);
    }
    return entry;
}

static void end(struct hosts *hosts, struct host *host, int64_t now)
{
    host_end(host, now);
    hosts_schedule(hosts, host, now);
}

static void test_delay(void)
{
    struct hosts *hosts = hosts_new();
    struct host *host = made(hosts, "a", 100, 1);
    struct host_entry one = {0}, two = {0}, three = {0};

    append(hosts, host, &one, 0);
    append(hosts, host, &two, 0);
    append(hosts, host, &three, 0);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 0), &one);
    CU_ASSERT_PTR_NULL(begin(hosts, 1000)); /* one at a time */
    end(hosts, host, 1000);
    CU_ASSERT_PTR_NULL(begin(hosts, 1099));
    CU_ASSERT_EQUAL(hosts_next(hosts, true), 1100);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 1100), &two);
    end(hosts, host, 1110);
    host_bind(host, 50, 4); /* another source, less strict */
    CU_ASSERT_PTR_NULL(begin(hosts, 1209));
    CU_ASSERT_PTR_EQUAL(begin(hosts, 1210), &three);
    end(hosts, host, 1220);
    CU_ASSERT_EQUAL(hosts_next(hosts, true), HOST_NEVER);
    hosts_free(hosts);
}

static void test_independent(void)
{
    struct hosts *hosts = hosts_new();
    struct host *slow = made(hosts, "slow", 0, 1), *quick = made(hosts, "quick", 0, 2);
    struct host_entry entries[6] = {{0}};

    append(hosts, slow, &entries[0], 0);
    append(hosts, slow, &entries[1], 0);
    for (int i = 2; i < 6; i++) {
        append(hosts, quick, &entries[i], 0);
    }
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_PTR_NOT_NULL(begin(hosts, 0));
    }
    CU_ASSERT_PTR_NULL(begin(hosts, 0)); /* 1 of slow, 2 of quick */
    CU_ASSERT_EQUAL(slow->running, 1);
    CU_ASSERT_EQUAL(quick->running, 2);
    end(hosts, quick, 10);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 10), &entries[4]);
    end(hosts, quick, 20);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 20), &entries[5]);
    hosts_free(hosts);
}

static void test_many(void)
{
    enum { MANY = 10000 };
    struct hosts *hosts = hosts_new();
    struct host_entry *entries = calloc(MANY, sizeof *entries);
    int64_t last = -1;
    char name[32];

    CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
    for (int i = 0; i < MANY; i++) {
        struct host *host;

        snprintf(name, sizeof name, "host%d", i);
        host = made(hosts, name, 0, 1);
        entries[i].again_at = (i * 7919) % MANY;
        host_delay(host, &entries[i]);
        hosts_schedule(hosts, host, 0);
    }
    CU_ASSERT_PTR_EQUAL(hosts_find(hosts, "host77"), hosts_at(hosts, 77));
    CU_ASSERT_PTR_NULL(hosts_at(hosts, MANY));
    for (int i = 0; i < MANY; i++) { /* they come in the order of their times */
        struct host_entry *entry = begin(hosts, MANY);

        CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
        CU_ASSERT_FATAL(entry->again_at > last);
        last = entry->again_at;
    }
    CU_ASSERT_PTR_NULL(begin(hosts, MANY));
    free(entries);
    hosts_free(hosts);
}

static void test_robots_first(void)
{
    struct hosts *hosts = hosts_new();
    struct host *host = made(hosts, "a", 0, 1);
    struct host_entry page = {.obeys = true}, again = {.obeys = true, .again_at = 5};
    struct host_entry robots = {.is_robots = true};

    append(hosts, host, &page, 0);
    host->robots[0].state = ROBOTS_ASKED;
    host_prepend(host, &robots);
    hosts_schedule(hosts, host, 0);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 0), &robots);
    end(hosts, host, 1);
    CU_ASSERT_PTR_NULL(begin(hosts, 1)); /* it is not read yet: tried again, or redirected */
    host_delay(host, &again);
    robots.again_at = 10;
    host_delay(host, &robots);
    hosts_schedule(hosts, host, 1);
    CU_ASSERT_PTR_NULL(begin(hosts, 7)); /* a page that is due is not before it */
    hosts_schedule(hosts, host, 7);
    CU_ASSERT_EQUAL(hosts_next(hosts, true), 10);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 10), &robots);
    host->robots[0].state = ROBOTS_READ;
    end(hosts, host, 11);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 11), &again);
    end(hosts, host, 12);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 12), &page);
    hosts_free(hosts);
}

static void test_breaker(void)
{
    struct hosts *hosts = hosts_new();
    struct host *host = made(hosts, "a", 0, 4);
    struct host_entry entries[4] = {{0}};

    for (int i = 0; i < 4; i++) {
        append(hosts, host, &entries[i], 0);
    }
    for (int i = 0; i < HOST_FAILURES_MAX - 1; i++) {
        host_failed(host, 0, 1000);
    }
    CU_ASSERT_FALSE(host_is_shut(host, 0));
    host_answered(host);
    host_failed(host, 0, 1000); /* in a row, not in all */
    CU_ASSERT_FALSE(host_is_shut(host, 0));
    for (int i = 1; i < HOST_FAILURES_MAX; i++) {
        host_failed(host, 100, 1000);
    }
    CU_ASSERT(host_is_shut(host, 1099));
    hosts_schedule(hosts, host, 200);
    CU_ASSERT_PTR_EQUAL(hosts_due(hosts, true, 200), host); /* what waits is to be answered */
    CU_ASSERT_PTR_EQUAL(host_take_any(host), &entries[0]);
    CU_ASSERT_FALSE(host_is_shut(host, 1100));
    hosts_schedule(hosts, host, 1100);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 1100), &entries[1]);
    CU_ASSERT_PTR_NULL(begin(hosts, 1100)); /* one request tries, not four */
    host_failed(host, 1200, 1000);
    CU_ASSERT(host_is_shut(host, 2199));
    end(hosts, host, 1200);
    hosts_schedule(hosts, host, 2200);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 2200), &entries[2]);
    host_answered(host);
    hosts_schedule(hosts, host, 2200);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 2200), &entries[3]);
    host_shut(host, 9000);
    CU_ASSERT(host_is_shut(host, 8999));
    CU_ASSERT(host->asked_to_wait);
    hosts_free(hosts);
}

static void test_strangers(void)
{
    struct hosts *hosts = hosts_new();
    struct host *dead = made(hosts, "dead", 0, 1), *live = made(hosts, "live", 0, 1);
    struct host_entry entries[4] = {{0}};

    append(hosts, dead, &entries[0], 0);
    append(hosts, live, &entries[1], 0);
    CU_ASSERT_PTR_NULL(hosts_due(hosts, false, 0)); /* nobody is known yet */
    CU_ASSERT_EQUAL(hosts_next(hosts, false), HOST_NEVER);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 0), &entries[0]);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 0), &entries[1]);
    host_note_answer(live, true);
    end(hosts, live, 1);
    host_note_answer(dead, false);
    end(hosts, dead, 1);
    append(hosts, dead, &entries[2], 1);
    append(hosts, live, &entries[3], 2);
    CU_ASSERT_PTR_EQUAL(hosts_due(hosts, false, 2), live);
    host_note_answer(live, false); /* it hangs now, while a request waits */
    hosts_schedule(hosts, live, 3);
    CU_ASSERT_PTR_NULL(hosts_due(hosts, false, 3));
    host_note_answer(dead, true);
    hosts_schedule(hosts, dead, 3);
    CU_ASSERT_PTR_EQUAL(hosts_due(hosts, false, 3), dead);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 3), &entries[2]);
    CU_ASSERT_PTR_EQUAL(begin(hosts, 3), &entries[3]);
    hosts_free(hosts);
}

UNIT_MAIN("host", {"delay", test_delay}, {"independent", test_independent},
          {"10,000 hosts", test_many}, {"robots.txt first", test_robots_first},
          {"breaker", test_breaker}, {"strangers", test_strangers})
