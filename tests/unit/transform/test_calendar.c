#include "transform/date/calendar.h"

#include <string.h>
#include "common/timestamp.h"
#include "tests/unit/unit.h"
#include "transform/date/holiday.h"

static void test_numbers(void)
{
    CU_ASSERT_EQUAL(calendar_digits("48"), 48);
    CU_ASSERT_EQUAL(calendar_digits("0"), 0);
    CU_ASSERT_EQUAL(calendar_digits("4x"), -1);
    CU_ASSERT_EQUAL(calendar_digits("-4"), -1);
    CU_ASSERT_EQUAL(calendar_digits("99999999999"), -1);
    CU_ASSERT_EQUAL(calendar_digits("boat"), -1);
    CU_ASSERT_EQUAL(calendar_digits(""), -1);

    CU_ASSERT_EQUAL(calendar_ordinal("21st"), 21);
    CU_ASSERT_EQUAL(calendar_ordinal("2nd"), 2);
    CU_ASSERT_EQUAL(calendar_ordinal("2"), 0);
    CU_ASSERT_EQUAL(calendar_ordinal("2nds"), 0);
    CU_ASSERT_EQUAL(calendar_ordinal("99999999999999999999th"), 0);

    CU_ASSERT_EQUAL(calendar_year("2024"), 2024);
    CU_ASSERT_EQUAL(calendar_year("1000"), 1000);
    CU_ASSERT_EQUAL(calendar_year("2199"), 2199);
    CU_ASSERT_EQUAL(calendar_year("2200"), 0);
    CU_ASSERT_EQUAL(calendar_year("0999"), 0);
    CU_ASSERT_EQUAL(calendar_year("24"), 0);
    CU_ASSERT_EQUAL(calendar_year("20245"), 0);
    CU_ASSERT_EQUAL(calendar_year("202x"), 0);

    CU_ASSERT_EQUAL(calendar_day("5"), 5);
    CU_ASSERT_EQUAL(calendar_day("05"), 5);
    CU_ASSERT_EQUAL(calendar_day("5th"), 5);
    CU_ASSERT_EQUAL(calendar_day("31st"), 31);
    CU_ASSERT_EQUAL(calendar_day("32"), 0);
    CU_ASSERT_EQUAL(calendar_day("0"), 0);
    CU_ASSERT_EQUAL(calendar_day("005"), 0);
    CU_ASSERT_EQUAL(calendar_day("5km"), 0);
}

static void check_date(int year, int month, int day, const char *value, const char *last_value)
{
    struct calendar_date date = {year, month, day}, last_date;
    struct arena *arena = arena_new();
    int64_t first, last;

    CU_ASSERT_STRING_EQUAL(calendar_value(arena, &date), value);
    calendar_range(&date, &first, &last);
    CU_ASSERT_EQUAL(first, timestamp_days(year, month == 0 ? 1 : month, day == 0 ? 1 : day));
    last_date = calendar_from_days(last);
    CU_ASSERT_STRING_EQUAL(calendar_value(arena, &last_date), last_value);
    arena_free(arena);
}

static void test_values(void)
{
    check_date(2024, 1, 6, "2024-01-06", "2024-01-06");
    check_date(2024, 2, 0, "2024-02", "2024-02-29");
    check_date(2023, 2, 0, "2023-02", "2023-02-28");
    check_date(1900, 2, 0, "1900-02", "1900-02-28");
    check_date(2024, 12, 0, "2024-12", "2024-12-31");
    check_date(1999, 0, 0, "1999", "1999-12-31");
}

static void check_duration(int count, char unit, const char *value)
{
    struct arena *arena = arena_new();

    CU_ASSERT_STRING_EQUAL(calendar_duration(arena, count, unit), value);
    arena_free(arena);
}

static void test_durations(void)
{
    check_duration(3, 'D', "P3D");
    check_duration(2, 'X', "P20Y");
    check_duration(1, 'C', "P100Y");
    check_duration(3, 'H', "PT3H");
    check_duration(30, 'N', "PT30M");
    check_duration(-1, 'D', "PXD");
    check_duration(-1, 'H', "PTXH");
}

/* `day` is the first day of the holiday that begins in that year; NULL: there is none. */
static void check_holiday(const char *rule, int year, const char *day, int days)
{
    struct holiday holiday = {.days = days};
    struct holiday_almanac *almanac = holiday_almanac_new(1);
    struct arena *arena = arena_new();
    int64_t first = 0, last = 0;
    bool found;

    CU_ASSERT_FATAL(holiday_parse(rule, &holiday));
    found = holiday_days(almanac, &holiday, year, &first, &last);
    CU_ASSERT_EQUAL(found, day != NULL);
    if (found && day != NULL) {
        struct calendar_date date = calendar_from_days(first);

        CU_ASSERT_STRING_EQUAL(calendar_value(arena, &date), day);
        if (days > 0) {
            CU_ASSERT_EQUAL(last - first + 1, days);
        } else {
            CU_ASSERT(last - first + 1 == 29 || last - first + 1 == 30);
        }
    }
    arena_free(arena);
    holiday_almanac_free(almanac);
}

static void test_holidays(void)
{
    check_holiday("12-25", 2023, "2023-12-25", 1);
    check_holiday("02-29", 2024, "2024-02-29", 1);
    check_holiday("02-29", 2023, NULL, 1);
    check_holiday("4 thursday 11", 2023, "2023-11-23", 1);
    check_holiday("4 thursday 11", 2018, "2018-11-22", 1);
    check_holiday("4 thursday 11 +1", 2024, "2024-11-29", 1);
    check_holiday("last monday 5", 2024, "2024-05-27", 1);
    check_holiday("last monday 5", 2021, "2021-05-31", 1);
    check_holiday("easter +0", 2024, "2024-03-31", 1);
    check_holiday("easter", 2025, "2025-04-20", 1);
    check_holiday("easter -2", 2018, "2018-03-30", 1); /* Easter was on 1 April */
    check_holiday("orthodox +0", 2024, "2024-05-05", 1);
    check_holiday("orthodox +0", 2025, "2025-04-20", 1);
    check_holiday("orthodox +0", 2021, "2021-05-02", 1);
    check_holiday("2001-09-11", 1990, "2001-09-11", 1);
}

static void test_other_calendars(void)
{
    check_holiday("islamic 9-1", 2024, "2024-03-11", 0);
    check_holiday("islamic 9-1", 2030, "2030-01-05", 0); /* two of them: the first */
    check_holiday("islamic 10-1", 2023, "2023-04-21", 1);
    check_holiday("islamic 12-10", 2022, "2022-07-09", 1);
    check_holiday("hebrew 1-1", 2024, "2024-10-03", 2);
    check_holiday("hebrew 1-10", 1973, "1973-10-06", 1);
    check_holiday("hebrew 3-25", 2024, "2024-12-26", 8);
    check_holiday("hebrew 7-14", 2024, "2024-03-24", 1); /* of a leap year */
    check_holiday("hebrew 8-15", 2023, "2023-04-06", 8);
    check_holiday("persian 1-1", 2024, "2024-03-20", 1);
    check_holiday("chinese 1-1", 2024, "2024-02-10", 1);
    check_holiday("chinese 1-1", 2023, "2023-01-22", 1);
    check_holiday("chinese 8-15", 2023, "2023-09-29", 1);
    check_holiday("moon 10-15", 2023, "2023-11-12", 1);
    check_holiday("moon 10-15", 2022, "2022-10-24", 1);
    check_holiday("moon 10-15", 2017, "2017-10-19", 1);
    check_holiday("islamic 9-1", 1899, NULL, 1);
    check_holiday("islamic 9-1", 2101, NULL, 1);
}

static void test_bad_rules(void)
{
    static const char *const rules[] = {"",
                                        "13-01",
                                        "02-30",
                                        "0 monday 5",
                                        "5 monday 5",
                                        "2 someday 5",
                                        "last monday 13",
                                        "easter x",
                                        "easter +100",
                                        "islamic 9",
                                        "hebrew 14-1",
                                        "moon",
                                        "2001-02-30",
                                        "12-25x",
                                        "klingon 1-1"};

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct holiday holiday = {.days = 1};

        if (holiday_parse(rules[i], &holiday)) {
            CU_FAIL("a rule that is none was read");
            printf("%s\n", rules[i]);
        }
    }
}

UNIT_MAIN("calendar", {"numbers", test_numbers}, {"values", test_values},
          {"durations", test_durations}, {"holidays", test_holidays},
          {"other calendars", test_other_calendars}, {"bad rules", test_bad_rules})
