#include "extract/page/language_words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/fnv.h"
#include "common/memory.h"

enum { WORDS_SLOTS = 4096, WORDS_LANGUAGES_MAX = 64 };

/*
 * The commonest words of each language, as fold_text() leaves them. Languages that even readers
 * take for each other in a paragraph stand as one (Croatian, Bosnian and Serbian in Latin script).
 */
static const struct {
    const char *language;
    const char *words;
} words_tables[] = {
    {"en", "the of and to in that is was for it with as his on be at by had not are but from or "
           "have an they which were been has will would its who this he said their"},
    {"de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
           "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so "
           "zum war haben nur oder aber vor zur bis mehr durch"},
    {"fr", "le la les de des et en un une du à est que qui dans pour il par sur au pas ce plus ne "
           "se avec sont été l d qu aux cette ont ou leur a ses mais comme"},
    {"es", "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
           "sus le ha sin sobre este ya entre cuando ser son también fue era muy años hasta desde"},
    {"pt",
     "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à "
     "seu sua ou quando nos já também pelo pela até foi ser são está"},
    {"it", "di e il la che in un a per è una sono con non del si da dei le al della più nel alla i "
           "ha lo gli anche delle come dal sul ma nella questo degli stato l"},
    {"nl", "de van het een en in is dat op te zijn met voor niet aan er om door ook als bij maar "
           "uit nog naar heeft werd wordt deze tot worden over hij die"},
    {"sv", "och i att det som en på är av för med till den har de inte om ett men var från så kan "
           "när efter ska under också sig blev"},
    {"da", "og i at det er en til på som de med for den af ikke har der et om var fra men han blev "
           "efter kan skal også ved sig eller selv hun"},
    {"nb",
     "og i det er på som en til for av at med de har ikke den et om var fra men han kan etter "
     "skal også ble ved seg eller hun"},
    {"nn", "og i det er på som ein til for av at med dei har ikkje den eit om var frå men han kan "
           "etter skal også vart ved seg eller vere"},
    {"is", "og í að á er sem um til við var en hefur það af með ekki fyrir þá hann úr voru eftir"},
    {"fi",
     "ja on ei että se oli hän mutta ovat kun myös tai jos niin kuin ole joka mukaan sen sekä "
     "vuonna olla jotka kuitenkin hänen mitä noin yli"},
    {"et", "ja on ei et see oli ta kui ka aga mis ning oma või siis kes selle olid pole nende veel "
           "end juba"},
    {"lv", "un ir ar no par kas uz ka bet tas lai arī kā pie pēc gan nav bija tiek viņa šī"},
    {"lt", "ir kad su į iš kaip yra tai bet ar dėl apie po nuo buvo už prie jau tik savo jo bus "
           "jos"},
    {"pl", "i w na z do się nie że to jest o jak za od po ale przez przy są dla czy tym który jego "
           "oraz było które może już roku"},
    {"cs",
     "a v se na je že o s z do i to k ve pro za by jako po který jeho ale při byl jsou od však "
     "také podle mezi nebo ze bylo"},
    {"sk",
     "a v sa na je že o s z do i to k vo pre za by ako po ktorý jeho ale pri bol sú od však aj "
     "podľa medzi alebo už budú len bude"},
    {"sl", "in v je na da se za so z ki pa ne po s bi od tudi o pri kot ali med ga še bil do iz "
           "leta"},
    {"hr", "i u je se na da za su od s a o iz koji kao ne će nije bi po ali do što bio sa ili te "
           "kod prema više"},
    {"sr", "и у је се на да за су од а о из који као не ће није би по али до што са или због као"},
    {"mk", "и на во се од да за е со не ќе што по ја ги го кој како но или при тоа"},
    {"bg",
     "и на да се за в от е с че не по са като към при до ще но беше което този или може през"},
    {"ru", "и в не на что с по как из за от к о это но его для он так же у только все был было до "
           "при или бы также"},
    {"uk", "і в не на що з у та до за як від його про це але для є по він так ще було бути або які "
           "під при також"},
    {"be", "і ў не на што з у да за як ад яго пра гэта але для ён па так яшчэ было або якія пры"},
    {"ro",
     "de și în a la cu pe din că nu un o pentru este care au sunt mai fost se prin sau lui dar "
     "după al ale fi ca fără"},
    {"hu",
     "a az és hogy nem is egy ez meg volt de csak már mint ha el van még azt vagy sem szerint "
     "lesz után ki"},
    {"tr", "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ne en ancak var değil "
           "olduğu ise her o yeni tarafından oldu"},
    {"az", "və bu bir da də ilə üçün olan kimi sonra daha ki hər isə edib olub"},
    {"sq", "të e në dhe i për me se një nga që ka është si nuk më do ai por ose"},
    {"ca", "de la el i a en que els del per les amb un una és es al no ha dels més com aquest "
           "aquesta però també ser són l d"},
    {"gl", "de a o que e do da en un para non unha os no se na por máis as dos como mais ao pola "
           "pero tamén foi é"},
    {"eu", "eta da ez du dira zen bat ere dute baina izan den dituzte egin"},
    {"ga", "an na agus a i is ar go le ag na bhí sé atá"},
    {"cy", "y yn a i o ar ei gan mae wedi ac yr oedd"},
    {"af", "die van en in het is n dat te wat met nie vir aan om as hy op deur sy word ook"},
    {"id", "yang dan di dengan untuk ini itu pada dari dalam tidak akan ke adalah juga oleh telah "
           "sudah saat bahwa karena tersebut atau sampai"},
    {"ms", "yang dan di dengan untuk ini itu pada dari dalam tidak akan ke adalah juga oleh telah "
           "bahawa kerana tersebut atau beliau berkata"},
    {"vi",
     "của và là có được cho không với trong một những các người đã này từ khi để đến tại ở năm "
     "phải"},
    {"tl", "ng sa ang na mga ay at ni si para hindi ito kay"},
    {"sw", "ya na wa kwa katika ni la za kuwa cha hiyo huo"},
    {"ar", "في من على أن إلى عن التي الذي هذا هذه كان مع قد ما لا بعد ذلك بين كما وكان بن يوم"},
    {"fa", "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شده بود می شد ها های"},
    {"ur", "کے میں کی ہے اور سے کا کو نے پر کہ یہ ہیں اس کہا"},
    {"hi", "के में की है और से का को ने पर कि यह हैं इस कर भी एक था थे"},
    {"mr", "आणि आहे या ते हे च ना मध्ये असे होते केले त्या"},
    {"ne", "छ र को मा ले का भएको गरेको हो पनि"},
};

enum { WORDS_LANGUAGES = sizeof words_tables / sizeof words_tables[0] };

struct language_word {
    const char *text; /* in the table above, not ended; NULL: free */
    size_t length;
    uint64_t languages; /* bits: index into the table */
};

struct language_words {
    struct language_word slots[WORDS_SLOTS];
};

static struct language_word *words_slot(const struct language_words *words, const char *text,
                                        size_t length)
{
    uint32_t hash = fnv_short(fnv_bytes(FNV_START, text, length));

    for (uint32_t i = hash % WORDS_SLOTS;; i = (i + 1) % WORDS_SLOTS) {
        const struct language_word *slot = &words->slots[i];

        if (slot->text == NULL ||
            (slot->length == length && memcmp(slot->text, text, length) == 0)) {
            return (struct language_word *)(uintptr_t)slot;
        }
    }
}

struct language_words *language_words_new(void)
{
    struct language_words *words = mem_calloc(1, sizeof *words);

    _Static_assert((int)WORDS_LANGUAGES <= (int)WORDS_LANGUAGES_MAX, "one bit each");
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        const char *text = words_tables[i].words;

        while (*text != '\0') {
            size_t length = strcspn(text, " ");
            struct language_word *slot = words_slot(words, text, length);

            slot->text = text;
            slot->length = length;
            slot->languages |= UINT64_C(1) << i;
            text += length + (text[length] == ' ');
        }
    }
    return words;
}

void language_words_free(struct language_words *words)
{
    free(words);
}

void language_words_count(const struct language_words *words, const char *text, const char *asked,
                          struct language_count *count)
{
    size_t hits[WORDS_LANGUAGES] = {0}, best = 0;

    *count = (struct language_count){0};
    while (*text != '\0') {
        size_t length = strcspn(text, " ");

        for (uint64_t rest = words_slot(words, text, length)->languages; rest != 0;
             rest &= rest - 1) {
            hits[__builtin_ctzll(rest)]++;
        }
        count->words++;
        text += length + (text[length] == ' ');
    }
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        best = hits[i] > hits[best] ? i : best;
        if (asked != NULL && strcmp(words_tables[i].language, asked) == 0) {
            count->asked_known = true;
            count->asked_hits = hits[i];
        }
    }
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        if (i != best && hits[i] > count->next_hits) {
            count->next_hits = hits[i];
        }
    }
    count->best_hits = hits[best];
    count->best = hits[best] == 0 ? NULL : words_tables[best].language;
}
