#include "common/timestamp.h"

#include <string.h>
#include "tests/unit/unit.h"

static const char *round_trip(const char *text, char result[TIMESTAMP_SIZE])
{
    struct timestamp timestamp;

    if (!timestamp_parse(text, &timestamp)) {
        return "refused";
    }
    timestamp_format(&timestamp, result);
    return result;
}

static void test_parse(void)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"2024-01-09T21:43:05-03:00", "2024-01-09T21:43:05-03:00"},
        {"2024-01-09T21:43:05.123456+0530", "2024-01-09T21:43:05+05:30"},
        {"2024-01-09 21:43 +01", "2024-01-09T21:43:00+01:00"},
        {"2024-01-09T21:43Z", "2024-01-09T21:43:00Z"},
        {"2024-02-29", "2024-02-29T00:00:00Z"},
        {"2023-02-29", "refused"},
        {"2024-13-01", "refused"},
        {"2024-01-09T24:00:00Z", "refused"},
        {"2024-01-09T21:43:05Zjunk", "refused"},
        {"2024-01-09T21:43:05+25:00", "refused"},
        {"0000-01-01", "refused"},
        {"", "refused"},
    };
    char result[TIMESTAMP_SIZE];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_STRING_EQUAL(round_trip(cases[i].text, result), cases[i].expected);
    }
}

static void test_days(void)
{
    int year, month, day;

    CU_ASSERT_EQUAL(timestamp_days(1970, 1, 1), 0);
    CU_ASSERT_EQUAL(timestamp_days(2000, 3, 1), 11017);
    CU_ASSERT_EQUAL(timestamp_weekday(timestamp_days(2026, 11, 23)), 0);
    for (int64_t days = timestamp_days(1, 1, 1); days <= timestamp_days(2400, 12, 31); days += 17) {
        timestamp_from_days(days, &year, &month, &day);
        if (timestamp_days(year, month, day) != days || !timestamp_valid_date(year, month, day)) {
            CU_FAIL("a day does not come back");
            return;
        }
    }
}

static void test_seconds(void)
{
    struct timestamp timestamp;

    CU_ASSERT_FATAL(timestamp_parse("2024-01-09T21:43:05-03:00", &timestamp));
    CU_ASSERT_EQUAL(timestamp_seconds(&timestamp), 1704847385);
    CU_ASSERT_EQUAL(timestamp.precision, PRECISION_SECOND);
    CU_ASSERT_FATAL(timestamp_parse("2024-01-09", &timestamp));
    CU_ASSERT_EQUAL(timestamp.precision, PRECISION_DAY);
    CU_ASSERT(!timestamp.has_offset);
}

UNIT_MAIN("timestamp", {"parse and format", test_parse}, {"days", test_days},
          {"seconds", test_seconds})
