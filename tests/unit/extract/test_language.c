#include "extract/page/language.h"

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

static void test_tags(void)
{
    static const struct {
        const char *declared, *tag;
    } cases[] = {
        {"en", "en"},
        {"EN-us", "en-US"},
        {"en_GB", "en-GB"},
        {"en-UK", "en-GB"},
        {" pt-br ", "pt-BR"},
        {"de_DE.UTF-8", "de-DE"},
        {"de-DE-formal", "de-DE"},
        {"de, fr", "de"},
        {"zh_hans", "zh-Hans"},
        {"zh-HANT-tw", "zh-Hant-TW"},
        {"zh-cn", "zh-CN"},
        {"sr-latn-rs", "sr-Latn-RS"},
        {"es-419", "es-419"},
        {"no", "nb"},
        {"nn-NO", "nn-NO"},
        {"iw", "he"},
        {"ger", "de"},
        {"jp", "ja"},
        {"en-US-u-ca-gregory", "en-US"},
        {"fil", "fil"},
        {"und", NULL},
        {"x-default", NULL},
        {"English", NULL},
        {"1", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    struct arena *arena = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *tag = language_normalise(arena, cases[i].declared);

        if (cases[i].tag == NULL ? tag != NULL : tag == NULL || strcmp(tag, cases[i].tag) != 0) {
            printf("\n    %s is %s, not %s\n", cases[i].declared, tag == NULL ? "none" : tag,
                   cases[i].tag == NULL ? "none" : cases[i].tag);
            CU_FAIL("tag");
        }
    }
    arena_free(arena);
}

static const char german[] =
    "Der Deutsche Bundestag hat heute das Gesetz zum Ausstieg aus der Kohle beschlossen. Der "
    "Bundesrat stimmte am selben Tag zu, und spätestens 2038 soll kein Strom mehr aus Kohle "
    "gewonnen werden.";
static const char croatian[] =
    "U utorak navečer svečano je otvoren Pelješki most, koji spaja jug Hrvatske s ostatkom zemlje. "
    "Gradnja je započela 2018. godine, a most je dug 2404 metra i nije ga više potrebno zaobići.";

static void test_texts(void)
{
    static const struct {
        const char *declared, *text, *language, *why;
    } cases[] = {
        {"de-AT", german, "de-AT", "what is declared fits, and says more"},
        {"en", german, "de", "a template's language"},
        {NULL, german, "de", "nothing is declared"},
        {"en", "Der Rat tagt.", "en", "too short to speak against the page"},
        {NULL, "Rat.", NULL, "too short for anything"},
        {"hr-HR", croatian, "hr-HR", "one of three that are written alike"},
        {"sr", croatian, "sr-Latn", "the script that is not expected"},
        {"en", croatian, "hr", "a template's, again"},
        {"en-GB",
         "Με σχεδόν δύο δεκαετίες καθυστέρησης άνοιξε το Σάββατο για το κοινό το μετρό της "
         "Θεσσαλονίκης, παρουσία του πρωθυπουργού.",
         "el", "by its letters"},
        {"zh",
         "司法院釋字第七四八號解釋施行法生效，台灣成為亞洲第一個承認同性婚姻的國家。內政部統計，"
         "首日共有五百二十六對同性伴侶完成結婚登記。",
         "zh", "what is declared fits"},
        {"en",
         "司法院釋字第七四八號解釋施行法生效，台灣成為亞洲第一個承認同性婚姻的國家。內政部統計，"
         "首日共有五百二十六對同性伴侶完成結婚登記。",
         "zh-Hant", "by its signs"},
        {"en",
         "北陸新幹線の金沢駅と敦賀駅の間、およそ125キロの区間が16日に開業した。東京駅と敦賀駅の間は"
         "最も速い列車で3時間8分で結ばれる。",
         "ja", "by its letters"},
        {"ru",
         "Лідери країн Європейського Союзу на саміті в Брюсселі у четвер надали Україні та Молдові "
         "статус кандидатів на вступ, і це рішення назвали історичним.",
         "uk", "two languages of one script"},
        {NULL,
         "Ceann de na hoileáin is mó is ea Árainn, agus tá cónaí ar níos mó ná seacht gcéad duine "
         "ann. Labhraítear Gaeilge ar an oileán, agus tagann go leor cuairteoirí ann sa samhradh.",
         "ga", "undeclared"},
    };
    struct language_detector *detector = language_detector_new();
    struct arena *arena = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *found = language_find(detector, arena, cases[i].declared, cases[i].text);

        if (cases[i].language == NULL ? found != NULL
                                      : found == NULL || strcmp(found, cases[i].language) != 0) {
            printf("\n    %s: %s, not %s: %.60s\n", cases[i].why, found == NULL ? "none" : found,
                   cases[i].language == NULL ? "none" : cases[i].language, cases[i].text);
            CU_FAIL("language");
        }
    }
    CU_ASSERT_STRING_EQUAL(language_find(NULL, arena, "en", german), "en");
    CU_ASSERT_PTR_NULL(language_find(NULL, arena, NULL, german));
    arena_free(arena);
    language_detector_free(detector);
}

UNIT_MAIN("language", {"tags as pages write them", test_tags},
          {"what is declared against the text", test_texts})
