#include "transform/name/gazetteer_key.h"

#include <string.h>
#include "tests/unit/unit.h"

static void test_keys(void)
{
    static const char *const cases[][2] = {
        {"Iraq", "iraq"},
        {"Côte d'Ivoire", "cote d ivoire"},
        {"Côte d’Ivoire", "cote d ivoire"},
        {"U.S.", "us"},
        {"al-Sudani", "al sudani"},
        {"al\xe2\x80\x91Sudani", "al sudani"}, /* a hyphen that does not break */
        {"  Prime   Minister ", "prime minister"},
        {"Prime\xc2\xa0Minister", "prime minister"},
        {"Türkiye", "turkiye"},
        {"İstanbul", "istanbul"},
        {"Łódź", "lodz"},
        {"Tromsø", "tromso"},
        {"Đà Nẵng", "da nang"},
        {"ÉRIC", "eric"},
        {"Groundwater (2024)", "groundwater 2024"},
        {"Москва", "москва"},
        {"東京", "東京"},
        {"A&B", "a b"},
        {"rock/roll", "rock roll"},
        {"--x--", "x"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[GAZETTEER_KEY_MAX];

        CU_ASSERT_EQUAL(gazetteer_key(cases[i][0], strlen(cases[i][0]), key), strlen(cases[i][1]));
        CU_ASSERT_STRING_EQUAL(key, cases[i][1]);
    }
}

static void check_same(const char *one, const char *other)
{
    char one_key[GAZETTEER_KEY_MAX], other_key[GAZETTEER_KEY_MAX];

    CU_ASSERT(gazetteer_key(one, strlen(one), one_key) > 0);
    CU_ASSERT(gazetteer_key(other, strlen(other), other_key) > 0);
    CU_ASSERT_STRING_EQUAL(one_key, other_key);
}

static void test_same(void)
{
    check_same("São Tomé", "Sa\xcc\x83o Tome\xcc\x81"); /* accents as letters of their own */
    check_same("Da'esh", "Da’esh");
    check_same("U.S.A.", "USA");
    check_same("Guinea-Bissau", "guinea bissau");
}

static void test_none(void)
{
    static const char broken[] = "\xff\xc3(x";
    char key[GAZETTEER_KEY_MAX], text[GAZETTEER_KEY_MAX * 2];

    CU_ASSERT_EQUAL(gazetteer_key("", 0, key), 0);
    CU_ASSERT_EQUAL(gazetteer_key("...", 3, key), 0);
    CU_ASSERT_EQUAL(gazetteer_key(" - ", 3, key), 0);
    CU_ASSERT_EQUAL(gazetteer_key("Iraq and more", 4, key), 4); /* only the length counts */
    CU_ASSERT_STRING_EQUAL(key, "iraq");
    CU_ASSERT_EQUAL(gazetteer_key(broken, sizeof broken - 1, key), 1);
    CU_ASSERT_STRING_EQUAL(key, "x");
    memset(text, 'a', sizeof text);
    CU_ASSERT_EQUAL(gazetteer_key(text, sizeof text, key), 0);
    CU_ASSERT_EQUAL(gazetteer_key(text, 100, key), 100);
}

UNIT_MAIN("gazetteer key", {"keys", test_keys}, {"the same name", test_same}, {"no key", test_none})
