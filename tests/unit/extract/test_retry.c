#include "extract/net/retry.h"

#include <stdio.h>
#include <stdlib.h>
#include "tests/unit/unit.h"

static void test_date(void)
{
    /* the three forms of one moment, as RFC 9110 gives them */
    static const char *const same[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
                                       "Sunday, 06-Nov-94 08:49:37 GMT",
                                       "Sun Nov  6 08:49:37 1994"};
    static const char *const bad[] = {"",
                                      "soon",
                                      "Sun, 06 Nov 1994",
                                      "Sun, 31 Feb 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 24:49:37 GMT",
                                      "Sun, 06 Nov 1994 08:60:37 GMT",
                                      "Sun, 06 Nov 1994 08:49:37 CET",
                                      "Sun, 06 Nov 1994 08:49:37 GMT and more",
                                      "Sun, 06 Nix 1994 08:49:37 GMT",
                                      "1994-11-06T08:49:37Z",
                                      "Sun, -6 Nov 1994 08:49:37 GMT"};
    int64_t seconds = 0;

    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        CU_ASSERT(retry_read_date(same[i], &seconds));
        CU_ASSERT_EQUAL(seconds, 784111777);
    }
    CU_ASSERT(retry_read_date("Thursday, 01-Jan-26 00:00:00 GMT", &seconds));
    CU_ASSERT_EQUAL(seconds, 1767225600);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        bool read = retry_read_date(bad[i], &seconds);

        if (read) {
            printf("    '%s' was taken for a date\n", bad[i]);
        }
        CU_ASSERT_FALSE(read);
    }
}

static void test_after(void)
{
    const int64_t now = 784111777;

    CU_ASSERT_EQUAL(retry_read_after("120", now), 120);
    CU_ASSERT_EQUAL(retry_read_after(" 0 ", now), 0);
    CU_ASSERT_EQUAL(retry_read_after("99999999999999999999999", now), RETRY_AFTER_LATEST);
    CU_ASSERT_EQUAL(retry_read_after("Sun, 06 Nov 1994 08:50:07 GMT", now), 30);
    CU_ASSERT_EQUAL(retry_read_after("Sun, 06 Nov 1994 08:00:00 GMT", now), 0);
    CU_ASSERT_EQUAL(retry_read_after("Sun, 06 Nov 2094 08:00:00 GMT", now), RETRY_AFTER_LATEST);
    CU_ASSERT_EQUAL(retry_read_after("-5", now), -1);
    CU_ASSERT_EQUAL(retry_read_after("1.5", now), -1);
    CU_ASSERT_EQUAL(retry_read_after("", now), -1);
    CU_ASSERT_EQUAL(retry_read_after("tomorrow", now), -1);
}

static void test_pause(void)
{
    long longest[4] = {0};

    for (uint32_t random = 0; random < 20000; random++) {
        for (int tries = 1; tries <= 3; tries++) {
            long pause = retry_pause(tries, random);

            longest[tries] = pause > longest[tries] ? pause : longest[tries];
            CU_ASSERT_FATAL(pause >= 0);
        }
        CU_ASSERT_FATAL(retry_pause(60, random) <= RETRY_CAP);
    }
    CU_ASSERT_EQUAL(longest[1], RETRY_BASE);
    CU_ASSERT_EQUAL(longest[2], RETRY_BASE * 2);
    CU_ASSERT_EQUAL(longest[3], RETRY_BASE * 4);
    CU_ASSERT_NOT_EQUAL(retry_pause(3, 1234567), retry_pause(3, 7654321));
}

UNIT_MAIN("retry", {"date", test_date}, {"after", test_after}, {"pause", test_pause})
