#include "load/text_index.h"

#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

static void test_mixed(void)
{
    enum { REPEATS = 1000 };
    static const char unit[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"; /* of 1, 2, 3 and 4 bytes */
    static const size_t steps[] = {0, 1, 3, 6};
    char *text = calloc(REPEATS, sizeof unit);
    struct text_index index;

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t i = 0; i < REPEATS; i++) {
        memcpy(text + i * 10, unit, 10);
    }
    text_index_init(&index, text);
    for (size_t i = 0; i < REPEATS * 4; i++) {
        CU_ASSERT_EQUAL(text_index_byte(&index, i), i / 4 * 10 + steps[i % 4]);
    }
    CU_ASSERT_EQUAL(text_index_byte(&index, REPEATS * 4), REPEATS * 10);
    CU_ASSERT_EQUAL(text_index_byte(&index, REPEATS * 4 + 12345), REPEATS * 10);
    text_index_free(&index);
    free(text);
}

static void test_empty(void)
{
    struct text_index index;

    text_index_init(&index, NULL);
    CU_ASSERT_EQUAL(text_index_byte(&index, 0), 0);
    CU_ASSERT_EQUAL(text_index_byte(&index, 7), 0);
    text_index_free(&index);
}

UNIT_MAIN("text index", {"mixed", test_mixed}, {"empty", test_empty})
