#include "load/iso_days.h"

#include <stddef.h>
#include "common/timestamp.h"
#include "tests/unit/unit.h"

static int64_t day(int year, int month, int day_of_month)
{
    return timestamp_days(year, month, day_of_month);
}

static void test_values(void)
{
    const struct {
        const char *value;
        int64_t first, last;
    } cases[] = {
        {"2024-01-06", day(2024, 1, 6), day(2024, 1, 6)},
        {"2024-02-29", day(2024, 2, 29), day(2024, 2, 29)},
        {"2024-01-06T10:00", day(2024, 1, 6), day(2024, 1, 6)},
        {"2024-02", day(2024, 2, 1), day(2024, 2, 29)},
        {"2023-12", day(2023, 12, 1), day(2023, 12, 31)},
        {"2024", day(2024, 1, 1), day(2024, 12, 31)},
        {"2021-Q4", day(2021, 10, 1), day(2021, 12, 31)},
        {"2021-H2", day(2021, 7, 1), day(2021, 12, 31)},
        {"2020-W53", day(2020, 12, 28), day(2021, 1, 3)},
        {"2024-W01", day(2024, 1, 1), day(2024, 1, 7)},
        {"2024-W02-WE", day(2024, 1, 13), day(2024, 1, 14)},
        {"2021-SP", day(2021, 3, 1), day(2021, 5, 31)},
        {"2021-FA", day(2021, 9, 1), day(2021, 11, 30)},
        {"2021-WI", day(2021, 12, 1), day(2022, 2, 28)},
        {"199X", day(1990, 1, 1), day(1999, 12, 31)},
        {"19XX", day(1900, 1, 1), day(1999, 12, 31)},
        {"2019-05/2019-07", day(2019, 5, 1), day(2019, 7, 31)},
        {"2019-05-03/2019-05-05", day(2019, 5, 3), day(2019, 5, 5)},
        {"2019-05-03/..", day(2019, 5, 3), day(2019, 5, 3)},
        {"9999-12", day(9999, 12, 1), day(9999, 12, 31)},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t first = 0, last = 0;

        CU_ASSERT(iso_days(cases[i].value, &first, &last));
        CU_ASSERT_EQUAL(first, cases[i].first);
        CU_ASSERT_EQUAL(last, cases[i].last);
    }
}

static void test_no_days(void)
{
    static const char *const values[] = {"",           "P3D",        "2023-02-29", "2024-13",
                                         "2024-00-01", "T10:00",     "0000",       "2024-Q5",
                                         "2024-W54",   "XXXX-05-03", "2019-07/x",  "2024-1-6",
                                         "20240106",   "/",          "2024-Q"};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        int64_t first, last;

        CU_ASSERT(!iso_days(values[i], &first, &last));
    }
}

UNIT_MAIN("days of a date", {"values", test_values}, {"no days", test_no_days})
