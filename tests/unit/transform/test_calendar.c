#include "transform/date/calendar.h"

#include <string.h>
#include "common/timestamp.h"
#include "tests/unit/unit.h"

static void test_names(void)
{
    CU_ASSERT_EQUAL(calendar_month("january"), 1);
    CU_ASSERT_EQUAL(calendar_month("jan"), 1);
    CU_ASSERT_EQUAL(calendar_month("jan."), 1);
    CU_ASSERT_EQUAL(calendar_month("may"), 5);
    CU_ASSERT_EQUAL(calendar_month("sept."), 9);
    CU_ASSERT_EQUAL(calendar_month("december"), 12);
    CU_ASSERT_EQUAL(calendar_month("janitor"), 0);
    CU_ASSERT_EQUAL(calendar_month("ja"), 0);
    CU_ASSERT_EQUAL(calendar_month("decem"), 0);
    CU_ASSERT_EQUAL(calendar_month(""), 0);
    CU_ASSERT_EQUAL(calendar_month("."), 0);

    CU_ASSERT_EQUAL(calendar_weekday("monday"), 0);
    CU_ASSERT_EQUAL(calendar_weekday("sunday"), 6);
    CU_ASSERT_EQUAL(calendar_weekday("wed."), 2);
    CU_ASSERT_EQUAL(calendar_weekday("today"), -1);
    CU_ASSERT_EQUAL(calendar_weekday("mondays."), -1);
    CU_ASSERT_EQUAL(calendar_weekday(""), -1);

    CU_ASSERT_STRING_EQUAL(calendar_season("summer"), "SU");
    CU_ASSERT_STRING_EQUAL(calendar_season("autumn"), "FA");
    CU_ASSERT_STRING_EQUAL(calendar_season("fall"), "FA");
    CU_ASSERT_PTR_NULL(calendar_season("monsoon"));

    CU_ASSERT_EQUAL(calendar_unit("day"), 'D');
    CU_ASSERT_EQUAL(calendar_unit("weeks"), 'W');
    CU_ASSERT_EQUAL(calendar_unit("months"), 'M');
    CU_ASSERT_EQUAL(calendar_unit("decade"), 'X');
    CU_ASSERT_EQUAL(calendar_unit("centuries"), 'C');
    CU_ASSERT_EQUAL(calendar_unit("minutes"), 'N');
    CU_ASSERT_EQUAL(calendar_unit("daybreak"), 0);
    CU_ASSERT_EQUAL(calendar_unit("s"), 0);
}

static void test_numbers(void)
{
    CU_ASSERT_EQUAL(calendar_number("two"), 2);
    CU_ASSERT_EQUAL(calendar_number("a"), 1);
    CU_ASSERT_EQUAL(calendar_number("dozen"), 12);
    CU_ASSERT_EQUAL(calendar_number("nineteen"), 19);
    CU_ASSERT_EQUAL(calendar_number("ninety"), 90);
    CU_ASSERT_EQUAL(calendar_number("48"), 48);
    CU_ASSERT_EQUAL(calendar_number("0"), 0);
    CU_ASSERT_EQUAL(calendar_number("4x"), -1);
    CU_ASSERT_EQUAL(calendar_number("-4"), -1);
    CU_ASSERT_EQUAL(calendar_number("99999999999"), -1);
    CU_ASSERT_EQUAL(calendar_number("boat"), -1);
    CU_ASSERT_EQUAL(calendar_number(""), -1);

    CU_ASSERT_EQUAL(calendar_ordinal("first"), 1);
    CU_ASSERT_EQUAL(calendar_ordinal("twelfth"), 12);
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

static void check_holiday(const char *name, int year, int month, int day)
{
    int got_month = 0, got_day = 0;

    CU_ASSERT(calendar_holiday(name, year, &got_month, &got_day));
    CU_ASSERT_EQUAL(got_month, month);
    CU_ASSERT_EQUAL(got_day, day);
}

static void test_holidays(void)
{
    int month, day;

    check_holiday("christmas day", 2023, 12, 25);
    check_holiday("new year's day", 2024, 1, 1);
    check_holiday("new year's eve", 2024, 12, 31);
    check_holiday("easter", 2024, 3, 31);
    check_holiday("easter sunday", 2025, 4, 20);
    check_holiday("easter", 2019, 4, 21);
    check_holiday("good friday", 2024, 3, 29);
    check_holiday("good friday", 2018, 3, 30); /* Easter was on 1 April */
    check_holiday("thanksgiving", 2023, 11, 23);
    check_holiday("thanksgiving day", 2024, 11, 28);
    check_holiday("thanksgiving", 2018, 11, 22);
    CU_ASSERT(!calendar_holiday("ferry day", 2024, &month, &day));
    CU_ASSERT(!calendar_holiday("", 2024, &month, &day));
}

UNIT_MAIN("calendar", {"names", test_names}, {"numbers", test_numbers}, {"values", test_values},
          {"holidays", test_holidays})
