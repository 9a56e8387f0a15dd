#include "extract/marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/hash.h"
#include "extract/seen.h"
#include "tests/unit/unit.h"

static char *dump(json_t *array)
{
    char *text = json_dumps(array, JSON_COMPACT);

    json_decref(array);
    return text;
}

static void test_write(void)
{
    json_t *before = json_pack("{s[s,s,s,s,i]}", "seen", "00000000000000ff", "0000000000000001",
                               "ffffffffffffffff", "no mark", 7);
    struct marks old = {0}, marks = {0};
    char *text;

    marks_read(&old, before);
    CU_ASSERT_EQUAL(old.count, 3);
    CU_ASSERT_TRUE(marks_find(&old, 1));
    CU_ASSERT_FALSE(marks_find(&old, 2));
    marks_add(&marks, 9, 2);
    marks_add(&marks, 1, 1);
    text = dump(marks_write(&marks, &old, 10));
    CU_ASSERT_STRING_EQUAL(text, "[\"0000000000000001\",\"0000000000000009\",\"00000000000000ff\","
                                 "\"ffffffffffffffff\"]");
    free(text);
    text = dump(marks_write(&marks, &old, 1));
    CU_ASSERT_STRING_EQUAL(text,
                           "[\"0000000000000001\",\"0000000000000009\",\"00000000000000ff\"]");
    free(text);
    marks_free(&marks);
    marks_free(&old);
    json_decref(before);
    marks_read(&old, NULL);
    CU_ASSERT_EQUAL(old.count, 0);
}

static void test_seen(void)
{
    struct seen *seen = seen_new();
    char url[64];

    for (int i = 0; i < 5000; i++) {
        snprintf(url, sizeof url, "https://paper.example/%d", i);
        CU_ASSERT_EQUAL(seen_find(seen, hash_number(url)), SEEN_NEVER);
        CU_ASSERT_TRUE(seen_add(seen, hash_number(url)));
    }
    seen_set(seen, hash_number("https://paper.example/7"), SEEN_SETTLED);
    seen_set(seen, hash_number("https://paper.example/8"), SEEN_FAILED);
    seen_set(seen, hash_number("https://paper.example/new"), SEEN_SETTLED);
    for (int i = 0; i < 5000; i++) {
        snprintf(url, sizeof url, "https://paper.example/%d", i);
        CU_ASSERT_EQUAL(seen_find(seen, hash_number(url)), i == 7   ? SEEN_SETTLED
                                                           : i == 8 ? SEEN_FAILED
                                                                    : SEEN_UNDER_WAY);
        CU_ASSERT_FALSE(seen_add(seen, hash_number(url)));
    }
    CU_ASSERT_EQUAL(seen_find(seen, hash_number("https://paper.example/new")), SEEN_SETTLED);
    seen_free(seen);
}

UNIT_MAIN("marks", {"write", test_write}, {"seen", test_seen})
