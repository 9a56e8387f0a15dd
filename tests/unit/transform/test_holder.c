/* Who held an office on a day, by config/gazetteer/offices.tsv. */
#include <string.h>
#include "common/timestamp.h"
#include "tests/unit/unit.h"
#include "transform/name/gazetteer.h"
#include "transform/name/name.h"

static const char *holder(const struct gazetteer_view *view, const char *country,
                          const char *office, int year, int month, int day)
{
    const struct gazetteer_entry *entry =
        gazetteer_holder(view, country, office, timestamp_days(year, month, day));

    return entry == NULL ? "" : entry->name;
}

static void tells_holders_by_day(void)
{
    struct arena *arena = arena_new();
    struct gazetteer *gazetteer = NULL;
    const struct gazetteer_view *view;
    struct error error;

    CU_ASSERT_EQUAL_FATAL(gazetteer_open(&gazetteer, &error), STATUS_OK);
    view = gazetteer_view_new(gazetteer, arena);
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "president", 2001, 1, 19), "Bill Clinton");
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "president", 2001, 1, 20), "George W. Bush");
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "president", 2019, 7, 1), "Donald Trump");
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "president", 2025, 1, 20), "Donald Trump");
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "president", 1950, 1, 1), "");
    CU_ASSERT_STRING_EQUAL(holder(view, "IRQ", "prime minister", 2024, 1, 10),
                           "Mohammed Shia al-Sudani");
    CU_ASSERT_STRING_EQUAL(holder(view, "IRQ", "prime minister", 2018, 10, 25), "Adil Abdul-Mahdi");
    CU_ASSERT_STRING_EQUAL(holder(view, "IRQ", "prime minister", 2004, 1, 1), "");
    /* who came later is meant where two terms overlap; months reach from end to end */
    CU_ASSERT_STRING_EQUAL(holder(view, "GMB", "president", 2017, 1, 20), "Adama Barrow");
    CU_ASSERT_STRING_EQUAL(holder(view, "MEX", "foreign minister", 2023, 7, 1), "Alicia Bárcena");
    CU_ASSERT_STRING_EQUAL(holder(view, "NATO", "secretary general", 2020, 1, 1),
                           "Jens Stoltenberg");
    CU_ASSERT_STRING_EQUAL(holder(view, "USA", "harbour master", 2019, 7, 1), "");
    gazetteer_close(gazetteer);
    arena_free(arena);
}

UNIT_MAIN("holder", {"tells holders by day", tells_holders_by_day})
