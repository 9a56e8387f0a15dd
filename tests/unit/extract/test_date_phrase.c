#include "extract/page/date_phrase.h"

#include <stdio.h>
#include <string.h>
#include "extract/page/date_text.h"
#include "tests/unit/unit.h"

struct phrase_case {
    const char *text; /* with one date in it */
    enum date_phrase expected;
};

static void check(const struct phrase_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = cases[i].text;
        struct date_text found;
        enum date_phrase got;

        CU_ASSERT_EQUAL_FATAL(date_text_scan(text, strlen(text), &found, 1), 1);
        got = date_phrase_find(text, strlen(text), found.start, found.end);
        if (got != cases[i].expected) {
            printf("    '%s': got %d, expected %d\n", text, (int)got, (int)cases[i].expected);
        }
        CU_ASSERT_EQUAL(got, cases[i].expected);
    }
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void test_published(void)
{
    static const struct phrase_case cases[] = {
        {"Published: 5 January 2020", PHRASE_PUBLISHED},
        {"First posted on January 5, 2020", PHRASE_PUBLISHED},
        {"Veröffentlicht am 5. Januar 2020", PHRASE_PUBLISHED},
        {"Pressemitteilung vom 5. Januar 2020", PHRASE_PUBLISHED},
        {"PUBLIÉ LE 5 JANVIER 2020", PHRASE_PUBLISHED},
        {"Publicado el 5 de enero de 2020", PHRASE_PUBLISHED},
        {"Pubblicato il 5 gennaio 2020", PHRASE_PUBLISHED},
        {"Geplaatst op 5 januari 2020", PHRASE_PUBLISHED},
        {"Opublikowano 5 stycznia 2020", PHRASE_PUBLISHED},
        {"Zveřejněno 5. ledna 2020", PHRASE_PUBLISHED},
        {"Megjelent: 2020. január 5.", PHRASE_PUBLISHED},
        {"Опубликовано 5 января 2020", PHRASE_PUBLISHED},
        {"Δημοσιεύτηκε 5 Ιανουαρίου 2020", PHRASE_PUBLISHED},
        {"Yayınlanma tarihi 05.01.2020", PHRASE_PUBLISHED},
        {"Julkaistu 5.1.2020", PHRASE_PUBLISHED},
        {"نشر في 5 يناير 2020", PHRASE_PUBLISHED},
        {"פורסם 05.01.2020", PHRASE_PUBLISHED},
        {"发布时间：2020年1月5日", PHRASE_PUBLISHED},
        {"2020年1月5日 掲載", PHRASE_PUBLISHED},
        {"2020.01.05 입력", PHRASE_PUBLISHED},
        {"Updated yesterday, published 5 January 2020", PHRASE_PUBLISHED},
    };

    CHECK(cases);
}

static void test_modified(void)
{
    static const struct phrase_case cases[] = {
        {"Last updated 5 January 2020", PHRASE_MODIFIED},
        {"Published yesterday, updated 5 January 2020", PHRASE_MODIFIED},
        {"Zuletzt aktualisiert: 5. Januar 2020", PHRASE_MODIFIED},
        {"Mis à jour le 5 janvier 2020", PHRASE_MODIFIED},
        {"Actualizado el 5 de enero de 2020", PHRASE_MODIFIED},
        {"Atualizado em 05/01/2020", PHRASE_MODIFIED},
        {"Обновлено 5 января 2020", PHRASE_MODIFIED},
        {"Cập nhật 5/1/2020", PHRASE_MODIFIED},
        {"2020年1月5日 更新", PHRASE_MODIFIED},
        {"2020.01.05 수정", PHRASE_MODIFIED},
    };

    CHECK(cases);
}

static void test_others(void)
{
    static const struct phrase_case cases[] = {
        {"By Ana Sousa | 5 January 2020", PHRASE_NONE},
        {"at the Republican debate on January 5, 2020", PHRASE_NONE},
        {"the song is credited since, on 5 January 2020, to both", PHRASE_OTHER},
        {"the film was credited to her, 5 January 2020", PHRASE_NONE},
        {"Quelle: eigene Berechnung (Stand: 5. Januar 2020)", PHRASE_OTHER},
        {"Copyright © 05.01.2020", PHRASE_COPYRIGHT},
        {"Joined: January 5, 2020", PHRASE_OTHER},
    };

    CHECK(cases);
}

UNIT_MAIN("date phrases", {"published", test_published}, {"modified", test_modified},
          {"others", test_others})
