#include "common/arena.h"

#include <stdint.h>
#include <string.h>
#include "common/buf.h"
#include "common/hash.h"
#include "tests/unit/unit.h"

static void test_arena(void)
{
    struct arena *arena = arena_new();
    size_t capacity = 0, count = 0;
    int *numbers = NULL;
    char *big, *text;

    for (int round = 0; round < 3; round++) {
        numbers = NULL, capacity = 0, count = 0;
        for (int i = 0; i < 20000; i++) {
            numbers = arena_grow(arena, numbers, &capacity, count, sizeof *numbers);
            numbers[count++] = i;
        }
        CU_ASSERT_EQUAL(numbers[12345], 12345);
        big = arena_alloc(arena, 1000003);
        CU_ASSERT(big[0] == 0 && memcmp(big, big + 1, 1000002) == 0);
        CU_ASSERT_EQUAL((uintptr_t)arena_alloc(arena, 3) % _Alignof(max_align_t), 0);
        text = arena_printf(arena, "%s-%d", "x", 7);
        CU_ASSERT_STRING_EQUAL(text, "x-7");
        CU_ASSERT_STRING_EQUAL(arena_strndup(arena, "abc", 2), "ab");
        arena_reset(arena);
    }
    arena_free(arena);
}

static void test_buf(void)
{
    struct buf buf = BUF_INIT(10);

    CU_ASSERT_STRING_EQUAL(buf_text(&buf), "");
    CU_ASSERT(buf_append_text(&buf, "12345"));
    CU_ASSERT(buf_printf(&buf, "%d", 67890));
    CU_ASSERT(!buf_append_char(&buf, 'x'));
    CU_ASSERT(!buf_printf(&buf, "%s", "x"));
    CU_ASSERT_STRING_EQUAL(buf_text(&buf), "1234567890");
    buf_clear(&buf);
    CU_ASSERT(!buf_append(&buf, "12345678901", 11));
    CU_ASSERT_EQUAL(buf.length, 0);
    buf_free(&buf);
}

static void test_hash(void)
{
    const char *const first[] = {"ab", "c", NULL}, *const second[] = {"a", "bc", NULL};
    char hex[HASH_HEX_SIZE], one[HASH_ID_SIZE], two[HASH_ID_SIZE];

    hash_hex("abc", 3, hex);
    CU_ASSERT_STRING_EQUAL(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_id(first, 2, one);
    hash_id(second, 2, two);
    CU_ASSERT_STRING_NOT_EQUAL(one, two);
    hash_id(first, 3, two);
    CU_ASSERT_STRING_NOT_EQUAL(one, two); /* NULL counts */
    CU_ASSERT_EQUAL(strlen(one), HASH_ID_SIZE - 1);
}

UNIT_MAIN("memory", {"arena", test_arena}, {"bounded buffer", test_buf}, {"hashes", test_hash})
