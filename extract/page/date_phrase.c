#include "extract/page/date_phrase.h"

#include <stdbool.h>
#include <string.h>
#include "common/ascii.h"
#include "extract/page/date_names.h"

enum { PHRASE_BEFORE = 64, PHRASE_BEHIND = 24 };

struct phrase {
    const char *text; /* folded; with a space before it, from a word's beginning */
    enum date_phrase kind;
};

static const struct phrase phrases[] = {
    {" publish", PHRASE_PUBLISHED},
    {" publie", PHRASE_PUBLISHED},
    {" publicad", PHRASE_PUBLISHED},
    {" publicat", PHRASE_PUBLISHED},
    {" publicac", PHRASE_PUBLISHED},
    {" publicerad", PHRASE_PUBLISHED},
    {" publiceret", PHRASE_PUBLISHED},
    {" publicou", PHRASE_PUBLISHED},
    {" publisert", PHRASE_PUBLISHED},
    {" publikov", PHRASE_PUBLISHED},
    {" publikuar", PHRASE_PUBLISHED},
    {"pubbl", PHRASE_PUBLISHED},
    {" posted", PHRASE_PUBLISHED},
    {" created", PHRASE_PUBLISHED},
    {"date:", PHRASE_PUBLISHED},
    {"veroffentlich", PHRASE_PUBLISHED},
    {"erstellt", PHRASE_PUBLISHED},
    {"erschienen", PHRASE_PUBLISHED},
    {"eingestellt", PHRASE_PUBLISHED},
    {"mitteilung vom", PHRASE_PUBLISHED},
    {"meldung vom", PHRASE_PUBLISHED},
    {"(stand:", PHRASE_OTHER}, /* of figures that the text gives */
    {"stand:", PHRASE_PUBLISHED},
    {"stand vom", PHRASE_PUBLISHED},
    {"datum:", PHRASE_PUBLISHED},
    {"mis en ligne", PHRASE_PUBLISHED},
    {"mise en ligne", PHRASE_PUBLISHED},
    {"paru le", PHRASE_PUBLISHED},
    {"fecha:", PHRASE_PUBLISHED},
    {"data:", PHRASE_PUBLISHED},
    {"postado", PHRASE_PUBLISHED},
    {"inserito", PHRASE_PUBLISHED},
    {"gepubliceerd", PHRASE_PUBLISHED},
    {"geplaatst", PHRASE_PUBLISHED},
    {"opublik", PHRASE_PUBLISHED},
    {"dodano", PHRASE_PUBLISHED},
    {"utworzono", PHRASE_PUBLISHED},
    {"zverejn", PHRASE_PUBLISHED},
    {"uverejn", PHRASE_PUBLISHED},
    {"vydano", PHRASE_PUBLISHED},
    {"vlozeno", PHRASE_PUBLISHED},
    {"objavljen", PHRASE_PUBLISHED},
    {"megjelen", PHRASE_PUBLISHED},
    {"kozzetetel", PHRASE_PUBLISHED},
    {"letrehoz", PHRASE_PUBLISHED},
    {"опублик", PHRASE_PUBLISHED},
    {"публик", PHRASE_PUBLISHED},
    {"размещен", PHRASE_PUBLISHED},
    {"создан", PHRASE_PUBLISHED},
    {"дата:", PHRASE_PUBLISHED},
    {"створен", PHRASE_PUBLISHED},
    {"опублік", PHRASE_PUBLISHED},
    {"δημοσιε", PHRASE_PUBLISHED},
    {"αναρτηθηκε", PHRASE_PUBLISHED},
    {"yayin", PHRASE_PUBLISHED},
    {"eklenme", PHRASE_PUBLISHED},
    {"giris:", PHRASE_PUBLISHED},
    {"tarih:", PHRASE_PUBLISHED},
    {"skrevet", PHRASE_PUBLISHED},
    {"offentliggjort", PHRASE_PUBLISHED},
    {"julkaist", PHRASE_PUBLISHED},
    {" luotu", PHRASE_PUBLISHED},
    {"avaldatud", PHRASE_PUBLISHED},
    {"diterbit", PHRASE_PUBLISHED},
    {"dipublikasi", PHRASE_PUBLISHED},
    {"tayang", PHRASE_PUBLISHED},
    {"dang luc", PHRASE_PUBLISHED},
    {"ngay dang", PHRASE_PUBLISHED},
    {"نشر", PHRASE_PUBLISHED},
    {"تاريخ انتشار", PHRASE_PUBLISHED},
    {"منتشر", PHRASE_PUBLISHED},
    {"פורסם", PHRASE_PUBLISHED},
    {"发布", PHRASE_PUBLISHED},
    {"發布", PHRASE_PUBLISHED},
    {"發佈", PHRASE_PUBLISHED},
    {"发表", PHRASE_PUBLISHED},
    {"發表", PHRASE_PUBLISHED},
    {"日期", PHRASE_PUBLISHED},
    {"公開", PHRASE_PUBLISHED},
    {"掲載", PHRASE_PUBLISHED},
    {"配信", PHRASE_PUBLISHED},
    {"投稿", PHRASE_PUBLISHED},
    {"입력", PHRASE_PUBLISHED},
    {"등록", PHRASE_PUBLISHED},
    {"작성", PHRASE_PUBLISHED},
    {"게시", PHRASE_PUBLISHED},
    {"updat", PHRASE_MODIFIED},
    {"modif", PHRASE_MODIFIED},
    {" edited", PHRASE_MODIFIED},
    {" revised", PHRASE_MODIFIED},
    {" changed", PHRASE_MODIFIED},
    {" reviewed", PHRASE_MODIFIED},
    {"aktuali", PHRASE_MODIFIED},
    {"geandert", PHRASE_MODIFIED},
    {"anderung", PHRASE_MODIFIED},
    {"bearbeitet", PHRASE_MODIFIED},
    {"mis a jour", PHRASE_MODIFIED},
    {"mise a jour", PHRASE_MODIFIED},
    {"actuali", PHRASE_MODIFIED},
    {"atualiza", PHRASE_MODIFIED},
    {"aggiorna", PHRASE_MODIFIED},
    {"ultima modific", PHRASE_MODIFIED},
    {"bijgewerkt", PHRASE_MODIFIED},
    {"gewijzigd", PHRASE_MODIFIED},
    {"upraven", PHRASE_MODIFIED},
    {"zmenen", PHRASE_MODIFIED},
    {"azuriran", PHRASE_MODIFIED},
    {"izmen", PHRASE_MODIFIED},
    {"frissit", PHRASE_MODIFIED},
    {"modosit", PHRASE_MODIFIED},
    {"обнов", PHRASE_MODIFIED},
    {"измен", PHRASE_MODIFIED},
    {"оновлен", PHRASE_MODIFIED},
    {"обнов", PHRASE_MODIFIED},
    {"ενημερ", PHRASE_MODIFIED},
    {"τροποποι", PHRASE_MODIFIED},
    {"guncel", PHRASE_MODIFIED},
    {"uppdater", PHRASE_MODIFIED},
    {"oppdater", PHRASE_MODIFIED},
    {"opdater", PHRASE_MODIFIED},
    {"andrad", PHRASE_MODIFIED},
    {"endret", PHRASE_MODIFIED},
    {"paivit", PHRASE_MODIFIED},
    {"muokattu", PHRASE_MODIFIED},
    {"diperbarui", PHRASE_MODIFIED},
    {"cap nhat", PHRASE_MODIFIED},
    {"تحديث", PHRASE_MODIFIED},
    {"به روز", PHRASE_MODIFIED},
    {"עודכן", PHRASE_MODIFIED},
    {"עדכון", PHRASE_MODIFIED},
    {"更新", PHRASE_MODIFIED},
    {"修正", PHRASE_MODIFIED},
    {"수정", PHRASE_MODIFIED},
    {"최종", PHRASE_MODIFIED},
    {"©", PHRASE_COPYRIGHT},
    {"copyright", PHRASE_COPYRIGHT},
    {"(c)", PHRASE_COPYRIGHT},
    {" joined", PHRASE_OTHER},
    {" since", PHRASE_OTHER},
    {" born", PHRASE_OTHER},
    {"geboren", PHRASE_OTHER},
    {"geburtstag", PHRASE_OTHER},
    {"expires", PHRASE_OTHER},
    {"deadline", PHRASE_OTHER},
    {"valid until", PHRASE_OTHER},
    {"gultig", PHRASE_OTHER},
    {"accessed", PHRASE_OTHER},
    {"retrieved", PHRASE_OTHER},
    {"abgerufen", PHRASE_OTHER},
    {"consulte le", PHRASE_OTHER},
    {"photo", PHRASE_OTHER},
    {"foto:", PHRASE_OTHER},
    {" today", PHRASE_OTHER},
    {" heute", PHRASE_OTHER},
    {"archived", PHRASE_OTHER},
    {" next ", PHRASE_OTHER},
    {"nachste", PHRASE_OTHER},
};

enum { PHRASE_COUNT = sizeof phrases / sizeof phrases[0] };

/* The end of the last place of a phrase in folded text, or NULL. A space before it is a word's
 * beginning. */
static const char *phrase_last(const char *text, const char *phrase)
{
    bool word = *phrase == ' ';
    const char *part = phrase + word, *last = NULL;

    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part)) {
        if (!word || p == text || (!ascii_is_letter(p[-1]) && (unsigned char)p[-1] < 0x80)) {
            last = p;
        }
    }
    return last == NULL ? NULL : last + strlen(part);
}

enum date_phrase date_phrase_find(const char *text, size_t length, size_t start, size_t end)
{
    char before[PHRASE_BEFORE + 4], behind[PHRASE_BEHIND + 4];
    size_t from = start > PHRASE_BEFORE ? start - PHRASE_BEFORE : 0;
    const char *nearest = NULL;
    enum date_phrase kind = PHRASE_NONE;

    (void)date_names_fold(text + from, start - from, before, sizeof before);
    (void)date_names_fold(text + end, length - end < PHRASE_BEHIND ? length - end : PHRASE_BEHIND,
                          behind, sizeof behind);
    for (size_t i = 0; i < PHRASE_COUNT; i++) {
        const char *last = phrase_last(before, phrases[i].text);

        if (last != NULL && (nearest == NULL || last > nearest)) {
            nearest = last;
            kind = phrases[i].kind;
        }
    }
    for (size_t i = 0; i < PHRASE_COUNT && kind == PHRASE_NONE; i++) {
        if ((unsigned char)*phrases[i].text >= 0xE3 && strstr(behind, phrases[i].text) != NULL) {
            kind = phrases[i].kind;
        }
    }
    return kind;
}
