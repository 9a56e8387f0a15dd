#include "extract/page/date_text.h"

#include <stdio.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>
#include "tests/unit/unit.h"

struct date_case {
    const char *text;
    bool day_first;
    const char *expected; /* NULL: no date */
};

/* A date without an offset is shown without one, and a day without its time. */
static void show(const struct timestamp *timestamp, char text[TIMESTAMP_SIZE])
{
    timestamp_format(timestamp, text);
    if (timestamp->precision == PRECISION_DAY) {
        text[10] = '\0';
    } else {
        if (!timestamp->has_offset) {
            text[19] = '\0';
        }
        if (timestamp->precision == PRECISION_MINUTE) {
            memmove(text + 16, text + 19, strlen(text + 19) + 1);
        }
    }
}

static void check(const struct date_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct timestamp timestamp = {0};
        char got[TIMESTAMP_SIZE] = "none";
        const char *expected = cases[i].expected == NULL ? "none" : cases[i].expected;

        if (date_text_find(cases[i].text, cases[i].day_first, &timestamp)) {
            show(&timestamp, got);
        }
        if (strcmp(got, expected) != 0) {
            printf("    '%s': got %s, expected %s\n", cases[i].text, got, expected);
        }
        CU_ASSERT_STRING_EQUAL(got, expected);
    }
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void test_standards(void)
{
    static const struct date_case cases[] = {
        {"2020-01-05", false, "2020-01-05"},
        {"2020-01-05T19:40:00Z", false, "2020-01-05T19:40:00Z"},
        {"2020-01-05T19:40:00.123+03:00", false, "2020-01-05T19:40:00+03:00"},
        {"2020-01-05T19:40", false, "2020-01-05T19:40"},
        {"2020-01-05 19:40:12 -0500", false, "2020-01-05T19:40:12-05:00"},
        {"20200105", false, "2020-01-05"},
        {"2020/1/5", false, "2020-01-05"},
        {"Sun, 05 Jan 2020 19:40:00 GMT", false, "2020-01-05T19:40:00Z"},
        {"Sun, 05 Jan 2020 19:40:00 +0530", false, "2020-01-05T19:40:00+05:30"},
    };

    CHECK(cases);
}

static void test_english(void)
{
    static const struct date_case cases[] = {
        {"January 5, 2020", false, "2020-01-05"},
        {"Jan. 5, 2020", false, "2020-01-05"},
        {"5 January 2020", false, "2020-01-05"},
        {"5th of January, 2020", false, "2020-01-05"},
        {"Sunday 5 January 2020 19.40 GMT", false, "2020-01-05T19:40Z"},
        {"Published: January 5, 2020 7:40 p.m. EST", false, "2020-01-05T19:40-05:00"},
        {"January 5, 2020 at 12:05 AM", false, "2020-01-05T00:05"},
        {"January 5, 2020 at 12:05 PM", false, "2020-01-05T12:05"},
        {"Jan 5, 2020, 7 pm", false, "2020-01-05T19:00"},
        {"17:40, 5 January 2020", false, "2020-01-05T17:40"},
        {"By Ana Sousa | May 3, 2024 | 4 min read", false, "2024-05-03"},
        {"Updated Sept. 30, 2023 8:01 a.m. ET", false, "2023-09-30T08:01"},
    };

    CHECK(cases);
}

static void test_languages(void)
{
    static const struct date_case cases[] = {
        {"5. Januar 2020, 19:40 Uhr", true, "2020-01-05T19:40"},
        {"3. März 2024", true, "2024-03-03"},
        {"5 janvier 2020 à 19h40", true, "2020-01-05T19:40"},
        {"le 14 février 2022", true, "2022-02-14"},
        {"1er août 2021", true, "2021-08-01"},
        {"5 de enero de 2020", true, "2020-01-05"},
        {"5 de março de 2024 às 21h43", true, "2024-03-05T21:43"},
        {"1º de janeiro de 2023", true, "2023-01-01"},
        {"5 gennaio 2020", true, "2020-01-05"},
        {"5 januari 2020", true, "2020-01-05"},
        {"12 mei 2022", true, "2022-05-12"},
        {"5 января 2020, 19:40", true, "2020-01-05T19:40"},
        {"12 мая 2022", true, "2022-05-12"},
        {"24 лютого 2022", true, "2022-02-24"},
        {"5 stycznia 2020", true, "2020-01-05"},
        {"5 Ocak 2020", true, "2020-01-05"},
        {"7 червня 2021", true, "2021-06-07"},
        {"5. ledna 2020", true, "2020-01-05"},
        {"12. července 2021", true, "2021-07-12"},
        {"12. června 2021", true, "2021-06-12"},
        {"2020年1月5日", false, "2020-01-05"},
        {"2020年1月5日 19時40分", false, "2020-01-05T19:40"},
        {"令和2年1月5日", false, "2020-01-05"},
        {"2020년 1월 5일 오후 7:40", false, "2020-01-05T19:40"},
        {"2020. 1. 5.", false, "2020-01-05"},
        {"2020. január 5.", true, "2020-01-05"},
        {"2020 m. sausio 5 d.", true, "2020-01-05"},
        {"2020. gada 5. janvāris", true, "2020-01-05"},
        {"Ngày 5 tháng 1 năm 2020", true, "2020-01-05"},
        {"5 בינואר 2020", true, "2020-01-05"},
        {"5 يناير 2020", true, "2020-01-05"},
        {"٥ يناير ٢٠٢٠", true, "2020-01-05"},
        {"5 كانون الثاني 2020", true, "2020-01-05"},
        {"15 تشرين الأول 2020", true, "2020-10-15"},
        {"۱۵ دی ۱۳۹۸", true, "2020-01-05"},
        {"۱۳۹۸/۱۰/۱۵", true, "2020-01-05"},
        {"20 مارس 2021", true, "2021-03-20"},
        {"1 فروردین 1400", true, "2021-03-21"},
        {"30 اسفند 1399", true, "2021-03-20"},
        {"5 มกราคม 2563", true, "2020-01-05"},
        {"5 ม.ค. 2563", true, "2020-01-05"},
        {"৫ জানুয়ারি ২০২০", true, "2020-01-05"},
        {"५ जनवरी २०२०", true, "2020-01-05"},
        {"5 Ιανουαρίου 2020", true, "2020-01-05"},
        {"12 ΜΑΪΟΥ 2021", true, "2021-05-12"},
        {"5. lokakuuta 2020", true, "2020-10-05"},
        {"5 ŞUBAT 2020", true, "2020-02-05"},
        {"den 5 februari 2020 kl. 19.40", true, "2020-02-05T19:40"},
        {"５月５日", true, NULL},
        {"２０２０年５月５日", true, "2020-05-05"},
    };

    CHECK(cases);
}

static void test_numeric(void)
{
    static const struct date_case cases[] = {
        {"03/04/2024", false, "2024-03-04"},
        {"03/04/2024", true, "2024-04-03"},
        {"23/04/2024", false, "2024-04-23"}, /* only one reading is on the calendar */
        {"04/23/2024", true, "2024-04-23"},
        {"03.04.2024", false, "2024-04-03"}, /* dots: nobody writes the month first */
        {"09/01/2024 21h43", true, "2024-01-09T21:43"},
        {"10/04/2023 08:15", true, "2023-04-10T08:15"},
        {"5-1-20", true, "2020-01-05"},
        {"5-Jan-20", true, "2020-01-05"},
        {"05|01|2020", true, "2020-01-05"},
    };

    CHECK(cases);
}

static void test_none(void)
{
    static const struct date_case cases[] = {
        {"", false, NULL},
        {"today", false, NULL},
        {"3 hours ago", false, NULL},
        {"January 2020", false, NULL},
        {"February 30, 2020", false, NULL},
        {"32/01/2020", true, NULL},
        {"13/13/2020", true, NULL},
        {"5 markets 2020", false, NULL},
        {"Call 555-1234-2020", false, NULL},
        {"version 1.2.3", false, NULL},
        {"host 10.11.12.13", true, NULL},
        {"file 7.10.11.12", true, NULL},
        {"5 - 1 - 20", true, NULL},
        {"31 شهریور 1280", true, NULL},
        {"5 كانون 2020", true, NULL},
        {"2020-13-05", false, NULL},
        {"99999999999999999999", false, NULL},
    };

    CHECK(cases);
}

static void test_url(void)
{
    static const struct date_case cases[] = {
        {"https://x.example/2020/01/05/a.html", false, "2020-01-05"},
        {"https://x.example/news/2020-01-05-a", false, "2020-01-05"},
        {"https://x.example/news/20200105/a", false, "2020-01-05"},
        {"https://x.example/2020/jan/05/a", false, "2020-01-05"},
        {"https://x.example/story-2020-01-05", false, "2020-01-05"},
        {"https://x.example/2020/1/5/a", false, "2020-01-05"},
        {"https://x.example/2020/11/5/a", false, "2020-11-05"},
        {"https://x.example/news/05-01-2020", false, "2020-01-05"},
        {"https://x.example/a?day=2020-01-05", false, NULL},
        {"https://x.example/2020/01/5/", false, NULL}, /* five is the article's number */
        {"https://x.example/1234/05/06/a", false, NULL},
        {"https://x.example/2020/13/05/a", false, NULL},
        {"https://x.example/2020/01/a", false, NULL},
        {"https://x.example/20200105123/a", false, NULL},
        {"https://x.example/2020/j", false, NULL},
        {"https://x.example/2020/", false, NULL},
        {"https://x.example/", false, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct timestamp timestamp = {0};
        char got[TIMESTAMP_SIZE] = "none";
        const char *expected = cases[i].expected == NULL ? "none" : cases[i].expected;

        if (date_text_find_in_url(cases[i].text, &timestamp)) {
            show(&timestamp, got);
        }
        if (strcmp(got, expected) != 0) {
            printf("    '%s': got %s, expected %s\n", cases[i].text, got, expected);
        }
        CU_ASSERT_STRING_EQUAL(got, expected);
    }
}

/* Each month of each language, as ICU spells it, stands for itself. */
static void test_months(void)
{
    static const char *const languages[] = {
        "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sk", "hu", "ro", "ru", "uk",
        "be", "bg", "mk", "sr", "bs", "sl", "el", "tr", "sv", "da", "nb", "fi", "et", "lv",
        "lt", "is", "id", "ms", "gl", "sq", "az", "he", "hi", "bn", "th", "ar", "fa", "vi"};
    static const UDateFormatSymbolType kinds[] = {UDAT_MONTHS, UDAT_SHORT_MONTHS};

    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        UErrorCode code = U_ZERO_ERROR;
        UDateFormat *format =
            udat_open(UDAT_LONG, UDAT_LONG, languages[i], NULL, 0, NULL, 0, &code);

        CU_ASSERT_FATAL(U_SUCCESS(code));
        for (int month = 1; month <= 12; month++) {
            for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
                UChar wide[64];
                char name[200] = "", text[256], got[TIMESTAMP_SIZE] = "none", expected[32];
                struct timestamp timestamp = {0};
                bool iranian = strcmp(languages[i], "fa") == 0;

                (void)udat_getSymbols(format, kinds[k], month - 1, wide, 64, &code);
                (void)u_strToUTF8(name, sizeof name, NULL, wide, -1, &code);
                CU_ASSERT_FATAL(U_SUCCESS(code));
                (void)snprintf(text, sizeof text, "5 %s %d", name, iranian ? 1398 : 2019);
                (void)snprintf(expected, sizeof expected, "%d-%02d",
                               iranian && month > 10 ? 2020 : 2019,
                               iranian ? (month + 1) % 12 + 1 : month);
                if (date_text_find(text, true, &timestamp)) {
                    show(&timestamp, got);
                }
                if (strncmp(got, expected, 7) != 0) {
                    printf("    %s, '%s': got %s, expected %s\n", languages[i], text, got,
                           expected);
                }
                CU_ASSERT_NSTRING_EQUAL(got, expected, 7);
            }
        }
        udat_close(format);
    }
}

UNIT_MAIN("date text", {"months", test_months}, {"standards", test_standards},
          {"English", test_english}, {"languages", test_languages}, {"numeric", test_numeric},
          {"none", test_none}, {"URL", test_url})
