#include "transform/event/inflect.h"

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

/* Whether a verb has this word in this form. */
static bool has(const char *base, enum word_form form, const char *word)
{
    struct arena *arena = arena_new();
    struct inflection forms[INFLECTIONS_MAX];
    size_t count = inflect_verb(arena, base, forms);
    bool found = false;

    CU_ASSERT_FATAL(count <= INFLECTIONS_MAX);
    for (size_t i = 0; i < count; i++) {
        found = found || (forms[i].form == form && strcmp(forms[i].word, word) == 0);
    }
    arena_free(arena);
    if (!found) {
        printf("    %s: %s is missing\n", base, word);
    }
    return found;
}

static void test_regular(void)
{
    static const struct {
        const char *base, *third, *past, *gerund;
    } cases[] = {
        {"attack", "attacks", "attacked", "attacking"},
        {"accuse", "accuses", "accused", "accusing"},
        {"deny", "denies", "denied", "denying"},
        {"deploy", "deploys", "deployed", "deploying"},
        {"agree", "agrees", "agreed", "agreeing"},
        {"visit", "visits", "visited", "visiting"},
        {"stop", "stops", "stopped", "stopping"},
        {"ban", "bans", "banned", "banning"},
        {"refer", "refers", "referred", "referring"},
        {"veto", "vetoes", "vetoed", "vetoing"},
        {"clash", "clashes", "clashed", "clashing"},
        {"punch", "punches", "punched", "punching"},
        {"dismiss", "dismisses", "dismissed", "dismissing"},
        {"fix", "fixes", "fixed", "fixing"},
        {"threaten", "threatens", "threatened", "threatening"},
        {"sail", "sails", "sailed", "sailing"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT(has(cases[i].base, FORM_BASE, cases[i].base));
        CU_ASSERT(has(cases[i].base, FORM_THIRD, cases[i].third));
        CU_ASSERT(has(cases[i].base, FORM_PAST_OR_PARTICIPLE, cases[i].past));
        CU_ASSERT(has(cases[i].base, FORM_GERUND, cases[i].gerund));
    }
}

static void test_irregular(void)
{
    static const struct {
        const char *base, *past, *participle, *gerund; /* participle: NULL when as the past */
    } cases[] = {
        {"meet", "met", NULL, "meeting"},
        {"send", "sent", NULL, "sending"},
        {"seek", "sought", NULL, "seeking"},
        {"hold", "held", NULL, "holding"},
        {"shoot", "shot", NULL, "shooting"},
        {"hit", "hit", NULL, "hitting"},
        {"say", "said", NULL, "saying"},
        {"withdraw", "withdrew", "withdrawn", "withdrawing"},
        {"give", "gave", "given", "giving"},
        {"break", "broke", "broken", "breaking"},
        {"begin", "began", "begun", "beginning"},
        {"write", "wrote", "written", "writing"},
        {"fly", "flew", "flown", "flying"},
        {"overthrow", "overthrew", "overthrown", "overthrowing"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (cases[i].participle == NULL) {
            CU_ASSERT(has(cases[i].base, FORM_PAST_OR_PARTICIPLE, cases[i].past));
        } else {
            CU_ASSERT(has(cases[i].base, FORM_PAST, cases[i].past));
            CU_ASSERT(has(cases[i].base, FORM_PARTICIPLE, cases[i].participle));
        }
        CU_ASSERT(has(cases[i].base, FORM_GERUND, cases[i].gerund));
    }
    CU_ASSERT(has("fly", FORM_THIRD, "flies"));
    CU_ASSERT(has("go", FORM_THIRD, "goes"));
}

static void test_plural(void)
{
    static const char *const cases[][2] = {
        {"attack", "attacks"}, {"ally", "allies"},         {"envoy", "envoys"},
        {"clash", "clashes"},  {"speech", "speeches"},     {"tax", "taxes"},
        {"troops", "troops"},  {"congress", "congresses"},
    };
    struct arena *arena = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_STRING_EQUAL(inflect_plural(arena, cases[i][0]), cases[i][1]);
    }
    arena_free(arena);
}

UNIT_MAIN("inflect", {"regular verbs", test_regular}, {"irregular verbs", test_irregular},
          {"plurals", test_plural})
