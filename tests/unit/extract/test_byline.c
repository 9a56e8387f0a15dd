#include "extract/page/byline.h"

#include <stdio.h>
#include <string.h>
#include "common/buf.h"
#include "tests/unit/unit.h"

struct byline_case {
    const char *text;
    const char *people; /* parted by "; " */
    const char *others;
};

static void show(struct buf *text, const struct string_list *names)
{
    for (size_t i = 0; i < names->count; i++) {
        CU_ASSERT_TRUE(buf_append_text(text, i == 0 ? "" : "; "));
        CU_ASSERT_TRUE(buf_append_text(text, names->items[i]));
    }
}

static void check(const struct byline_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct byline byline = {0};
        struct buf people = BUF_INIT(1000), others = BUF_INIT(1000);
        const char *wanted_people = cases[i].people == NULL ? "" : cases[i].people;
        const char *wanted_others = cases[i].others == NULL ? "" : cases[i].others;

        byline_read(arena, cases[i].text, &byline);
        show(&people, &byline.people);
        show(&others, &byline.others);
        if (strcmp(buf_text(&people), wanted_people) != 0 ||
            (strcmp(buf_text(&others), wanted_others) != 0 && *wanted_people == '\0')) {
            printf("    '%s': got '%s' and '%s', expected '%s' and '%s'\n", cases[i].text,
                   buf_text(&people), buf_text(&others), wanted_people, wanted_others);
        }
        CU_ASSERT_STRING_EQUAL(buf_text(&people), wanted_people);
        if (*wanted_people == '\0') { /* beside people nobody asks for others */
            CU_ASSERT_STRING_EQUAL(buf_text(&others), wanted_others);
        }
        buf_free(&people);
        buf_free(&others);
        arena_free(arena);
    }
}
#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void test_one_person(void)
{
    static const struct byline_case cases[] = {
        {"Maya Hollis", "Maya Hollis", NULL},
        {"By Maya Hollis", "Maya Hollis", NULL},
        {"by MAYA HOLLIS", "Maya Hollis", NULL},
        {"BY SEÁN O'NEILL", "Seán O'Neill", NULL},
        {"By FIONA MCBRIDE-LEE", "Fiona McBride-Lee", NULL},
        {"Written by: Maya Hollis", "Maya Hollis", NULL},
        {"Posted on March 3, 2021 by Maya Hollis", "Maya Hollis", NULL},
        {"Von Jonas Brandt", "Jonas Brandt", NULL},
        {"Ein Kommentar von Jonas Brandt", "Jonas Brandt", NULL},
        {"Ein Gastbeitrag von Prof. Dr. Jonas Brandt", "Prof. Dr. Jonas Brandt", NULL},
        {"Text: Jonas Brandt", "Jonas Brandt", NULL},
        {"Text & Fotos: Jonas Brandt", "Jonas Brandt", NULL},
        {"Text und Bilder: Jonas Brandt", "Jonas Brandt", NULL},
        {"Autor: Jonas Brandt, Datum: 03.05.2019", "Jonas Brandt", NULL},
        {"Veröffentlicht von Jonas Brandt am 4. Mai 2020", "Jonas Brandt", NULL},
        {"19. Dezember 2022 von Jonas Brandt", "Jonas Brandt", NULL},
        {"Par Élodie Garnier", "Élodie Garnier", NULL},
        {"Publié par Élodie Garnier le 3 mars 2020 à 10h12", "Élodie Garnier", NULL},
        {"Propos recueillis par Élodie Garnier", "Élodie Garnier", NULL},
        {"Por Lucía Ferrer", "Lucía Ferrer", NULL},
        {"Escrito por Lucía Ferrer", "Lucía Ferrer", NULL},
        {"di Chiara Bassi", "Chiara Bassi", NULL},
        {"Articolo scritto da Chiara Bassi", "Chiara Bassi", NULL},
        {"a cura di Chiara Bassi", "Chiara Bassi", NULL},
        {"Door Pieter van der Meulen", "Pieter van der Meulen", NULL},
        {"Geschreven door Pieter van der Meulen", "Pieter van der Meulen", NULL},
        {"Av Ingrid Solberg", "Ingrid Solberg", NULL},
        {"Af Mette Sørensen", "Mette Sørensen", NULL},
        {"Autor: Agnieszka Wójcik", "Agnieszka Wójcik", NULL},
        {"Oleh Dewi Lestari", "Dewi Lestari", NULL},
        {"Автор: Ирина Соколова", "Ирина Соколова", NULL},
        {"بقلم سمير حداد", "سمير حداد", NULL},
        {"מאת דנה לוי", "דנה לוי", NULL},
        {"作者：王小明", "王小明", NULL},
        {"记者 王小明", "王小明", NULL},
        {"文／王小明", "王小明", NULL},
        {"김민수 기자", "김민수", NULL},
    };

    CHECK(cases);
}

static void test_shapes_of_names(void)
{
    static const struct byline_case cases[] = {
        {"Christian von Hagen", "Christian von Hagen", NULL},
        {"María de la Cruz Soto", "María de la Cruz Soto", NULL},
        {"José Ortega y Gasset", "José Ortega y Gasset", NULL},
        {"Omar bin Khalid", "Omar bin Khalid", NULL},
        {"Fatima al-Hadidi", "Fatima al-Hadidi", NULL},
        {"Agrippa d'Aubigné", "Agrippa d'Aubigné", NULL},
        {"J. R. Whitcombe", "J. R. Whitcombe", NULL},
        {"Cole Harmon Jr.", "Cole Harmon Jr.", NULL},
        {"Cole Harmon, Jr.", "Cole Harmon Jr.", NULL},
        {"June Abbott", "June Abbott", NULL},
        {"Jan Dekker", "Jan Dekker", NULL},
        {"Whitcombe, Ruth", "Whitcombe, Ruth", NULL},
        {"van Dijk, Pieter", "van Dijk, Pieter", NULL},
        {"Ruth Whitcombe, PhD", "Ruth Whitcombe", NULL},
        {"Ruth Whitcombe, MD, MPH", "Ruth Whitcombe", NULL},
        {"Jack Ma", "Jack Ma", NULL},
        {"Nguyễn Văn An", "Nguyễn Văn An", NULL},
    };

    CHECK(cases);
}

static void test_several_people(void)
{
    static const struct byline_case cases[] = {
        {"By Maya Hollis and Tom Avery", "Maya Hollis; Tom Avery", NULL},
        {"By Maya Hollis, Tom Avery and Ruth Whitcombe", "Maya Hollis; Tom Avery; Ruth Whitcombe",
         NULL},
        {"MAYA HOLLIS & TOM AVERY", "Maya Hollis; Tom Avery", NULL},
        {"Maya Hollis/Tom Avery", "Maya Hollis; Tom Avery", NULL},
        {"Maya Hollis; Tom Avery", "Maya Hollis; Tom Avery", NULL},
        {"Maya Hollis | Tom Avery", "Maya Hollis; Tom Avery", NULL},
        {"Von Jonas Brandt und Eva Kern", "Jonas Brandt; Eva Kern", NULL},
        {"Par Élodie Garnier et Paul Morel", "Élodie Garnier; Paul Morel", NULL},
        {"Por Lucía Ferrer y Luis Paz", "Lucía Ferrer; Luis Paz", NULL},
        {"Por João Prado e Ana Reis", "João Prado; Ana Reis", NULL},
        {"Ingrid Solberg og Nils Berg", "Ingrid Solberg; Nils Berg", NULL},
        {"Ирина Соколова и Олег Белов", "Ирина Соколова; Олег Белов", NULL},
        {"王小明、李大伟", "王小明; 李大伟", NULL},
        {"Maya Hollis, maya hollis, MAYA HOLLIS", "Maya Hollis", NULL},
        {"By\nMaya Hollis\nTom Avery", "Maya Hollis; Tom Avery", NULL},
        {"By\nMaya\nHollis", "Maya Hollis", NULL},
    };

    CHECK(cases);
}

static void test_what_is_no_name(void)
{
    static const struct byline_case cases[] = {
        {"By Maya Hollis, Political Editor", "Maya Hollis", NULL},
        {"Maya Hollis, staff writer", "Maya Hollis", NULL},
        {"Maya Hollis Senior Reporter", "Maya Hollis", NULL},
        {"By Maya Hollis For The Evening Star", "Maya Hollis", NULL},
        {"By Maya Hollis in London", "Maya Hollis", NULL},
        {"Von Jonas Brandt, Berlin", "Jonas Brandt", NULL},
        {"Maya Hollis (Reuters)", "Maya Hollis", NULL},
        {"Maya Hollis - The Evening Star", "Maya Hollis", NULL},
        {"Maya Hollis maya@star.example", "Maya Hollis", NULL},
        {"Maya Hollis @mayahollis", "Maya Hollis", NULL},
        {"Maya Hollis Thursday, March 4", "Maya Hollis", NULL},
        {"Maya Hollis\nUpdated 3 hours ago", "Maya Hollis", NULL},
        {"Jonas Brandt Stand: 3. Mai 2020", "Jonas Brandt", NULL},
        {"Lucía Ferrer\nHace 2 horas", "Lucía Ferrer", NULL},
        {"Maya Hollis More Posts", "Maya Hollis", NULL},
        {"Maya Hollis 12 comments", "Maya Hollis", NULL},
        {"Text: Jonas Brandt, Fotos: Eva Kern", "Jonas Brandt", NULL},
        {"Foto: Eva Kern", NULL, NULL},
        {"Photo by Eva Kern", NULL, NULL},
        {"https://www.facebook.com/evening.star", NULL, NULL},
        {"maya@star.example", NULL, NULL},
        {"3 min read", NULL, NULL},
        {"12 March 2021", NULL, NULL},
        {"Donnerstag, 4. November 2021", NULL, NULL},
        {"Published March 4, 2021", NULL, NULL},
        {"Share on Facebook", NULL, NULL},
        {"View all posts", NULL, NULL},
        {"", NULL, NULL},
        {" , ; | ", NULL, NULL},
        {"By", NULL, NULL},
    };

    CHECK(cases);
}

static void test_others(void)
{
    static const struct byline_case cases[] = {
        {"Redaktion", NULL, "Redaktion"},
        {"By Staff Writer", NULL, "Staff Writer"},
        {"von Redaktion", NULL, "Redaktion"},
        {"dpa/lno", NULL, "dpa/lno"},
        {"Agencia EFE", NULL, "Agencia EFE"},
        {"Redacción Diario del Valle", NULL, "Redacción Diario del Valle"},
        {"by riverfox77", NULL, "riverfox77"},
        {"Posted by Konrad", NULL, "Konrad"},
        {"der Michel", NULL, "der Michel"},
        {"Jonas Brandt, Redaktion", "Jonas Brandt", NULL},
    };

    CHECK(cases);
}

UNIT_MAIN("byline", {"one person, in many languages", test_one_person},
          {"names of many shapes", test_shapes_of_names},
          {"several people are several", test_several_people},
          {"jobs, places, dates and buttons are no names", test_what_is_no_name},
          {"pen names, newsrooms and agencies", test_others})
