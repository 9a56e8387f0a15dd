#include "common/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include "tests/unit/unit.h"

static void test_print(void)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"plain, caf\u00e9, \u0645\u0631\u062d\u0628\u0627, \U0001F600",
         "plain, caf\u00e9, \u0645\u0631\u062d\u0628\u0627, \U0001F600"},
        {"\033[2Jclear\007\r\n\t\177", "?[2Jclear?????"},
        {"\xC2\x9B"
         "31m\u202Eturned\u202C\u2066x\u2069\u200F\uFEFF\u2028",
         "?31m?turned??x????"},
        {"cut \xe2\x82", "cut ?"},
        {"\xff\xfe a\xc2", "?? a?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *shown = NULL;
        size_t length = 0;
        FILE *stream = open_memstream(&shown, &length);

        CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
        utf8_print(stream, cases[i][0]);
        fclose(stream);
        CU_ASSERT_STRING_EQUAL(shown, cases[i][1]);
        free(shown);
    }
}

UNIT_MAIN("utf8", {"what steers a terminal is shown as ?", test_print})
