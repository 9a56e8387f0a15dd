#include "extract/page/kind_phrase.h"

#include <stdio.h>
#include <string.h>
#include "common/arena.h"
#include "extract/page/fold.h"
#include "tests/unit/unit.h"

/* A phrase that is not as fold_text() leaves texts is never found. */
static void test_tables(void)
{
    struct arena *arena = arena_new();

    for (int table = 0; table < PHRASE_COUNT; table++) {
        for (const char *const *line = kind_phrase_table((enum kind_phrase)table); *line != NULL;
             line++) {
            for (const char *item = *line; *item != '\0';) {
                size_t length = strcspn(item, "|");
                size_t whole = length - (length > 0 && item[length - 1] == '*');
                const char *folded = fold_text(arena, arena_strndup(arena, item, whole));

                if (whole == 0 || strlen(folded) != whole || strncmp(folded, item, whole) != 0) {
                    printf("\n    table %d: \"%.*s\" is folded to \"%s\"\n", table, (int)length,
                           item, folded);
                    CU_FAIL("not folded");
                }
                item += length + (item[length] == '|');
            }
        }
    }
    arena_free(arena);
}

static bool starts(struct arena *arena, enum kind_phrase phrase, const char *title)
{
    return kind_phrase_starts(phrase, fold_text(arena, title));
}

static bool in(struct arena *arena, enum kind_phrase phrase, const char *text)
{
    return kind_phrase_in(phrase, fold_text(arena, text));
}

static void test_titles(void)
{
    struct arena *arena = arena_new();

    CU_ASSERT_TRUE(starts(arena, PHRASE_ERROR, "Page not found"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_ERROR, "Seite nicht gefunden!"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_ERROR, "ページが見つかりませんでした。"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_ERROR, "Η ΣΕΛΊΔΑ ΔΕΝ ΒΡΈΘΗΚΕ"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_ERROR, "Error"));
    CU_ASSERT_FALSE(starts(arena, PHRASE_ERROR, "Error in the count delays the result"));
    CU_ASSERT_FALSE(starts(arena, PHRASE_ERROR, "Pages not found in the archive"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_SEARCH, "Suchergebnisse für „Hafen“"));
    CU_ASSERT_FALSE(starts(arena, PHRASE_SEARCH, "Search for survivors goes on") &&
                    starts(arena, PHRASE_SEARCH, "Searching the sea"));
    CU_ASSERT_TRUE(starts(arena, PHRASE_GALLERY, "Фоторепортаж: первый снег"));
    arena_free(arena);
}

static void test_sentences(void)
{
    struct arena *arena = arena_new();

    CU_ASSERT_TRUE(in(arena, PHRASE_PAYWALL, "Déjà abonné ? Connectez-vous."));
    CU_ASSERT_TRUE(in(arena, PHRASE_PAYWALL, "この記事は有料会員限定です。"));
    CU_ASSERT_FALSE(in(arena, PHRASE_PAYWALL, "The newspaper lost subscribers."));
    CU_ASSERT_TRUE(in(arena, PHRASE_BOT, "Please verify you are a human."));
    CU_ASSERT_FALSE(in(arena, PHRASE_BOT, "A robot arm moved the sample."));
    CU_ASSERT_TRUE(kind_phrase_count(
                       PHRASE_CONSENT_TEXT,
                       fold_text(arena, "We and our partners process personal data. Accept all")) >=
                   4);
    CU_ASSERT_EQUAL(kind_phrase_count(PHRASE_CONSENT_TEXT, fold_text(arena, "The river rose.")), 0);
    arena_free(arena);
}

UNIT_MAIN("kind_phrase", {"tables are folded", test_tables}, {"titles", test_titles},
          {"sentences", test_sentences})
