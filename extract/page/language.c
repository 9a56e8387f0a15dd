#include "extract/page/language.h"

#include <libexttextcat/textcat.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uscript.h>
#include "common/ascii.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/page/fold.h"
#include "extract/page/language_words.h"
#include "extract/page/text.h"

enum {
    LANGUAGE_TEXT_MAX = 1200,   /* bytes of a text that are looked at */
    LANGUAGE_LETTERS_MIN = 100, /* fewer leave what is declared */
    LANGUAGE_GUESS_MIN = 40,    /* fewer say nothing at all */
    LANGUAGE_CLEAR_SHARE = 12,  /* one word in so many is a small word of a language known */
    LANGUAGE_PART_MAX = 8       /* letters of a part of a tag (RFC 5646, 2.1) */
};

#define LANGUAGE_MODELS "/usr/share/libexttextcat/"

struct language_detector {
    struct language_words *words;
    void *textcat;
    bool tried;
};

/* What the letters of a text say. */
struct language_letters {
    size_t all, latin, cyrillic, arabic, devanagari, han, kana, hangul;
    size_t other;                   /* of one script that one language has, below */
    const char *other_name;         /* that language */
    size_t traditional, simplified; /* signs of one way of writing Chinese only */
};

struct language_detector *language_detector_new(void)
{
    struct language_detector *detector = mem_calloc(1, sizeof *detector);

    detector->words = language_words_new();
    return detector;
}

void language_detector_free(struct language_detector *detector)
{
    if (detector != NULL) {
        if (detector->textcat != NULL) {
            textcat_Done(detector->textcat);
        }
        language_words_free(detector->words);
        free(detector);
    }
}

/* Scripts that one language has nearly for itself. */
static const char *language_of_script(UScriptCode script)
{
    switch (script) {
    case USCRIPT_GREEK:
        return "el";
    case USCRIPT_HEBREW:
        return "he";
    case USCRIPT_THAI:
        return "th";
    case USCRIPT_ARMENIAN:
        return "hy";
    case USCRIPT_GEORGIAN:
        return "ka";
    case USCRIPT_BENGALI:
        return "bn";
    case USCRIPT_TAMIL:
        return "ta";
    case USCRIPT_TELUGU:
        return "te";
    case USCRIPT_KANNADA:
        return "kn";
    case USCRIPT_MALAYALAM:
        return "ml";
    case USCRIPT_GUJARATI:
        return "gu";
    case USCRIPT_GURMUKHI:
        return "pa";
    case USCRIPT_SINHALA:
        return "si";
    case USCRIPT_KHMER:
        return "km";
    case USCRIPT_LAO:
        return "lo";
    case USCRIPT_MYANMAR:
        return "my";
    case USCRIPT_ETHIOPIC:
        return "am";
    default:
        return NULL;
    }
}

static void language_count_han(struct language_letters *letters, UChar32 c)
{
    /* frequent signs that were simplified, and what they were before */
    static const char simplified[] = "这来为国时会说对过们个发学经点长见车东马问间门语进还"
                                     "动电无书业现实体产机开员关华术义乐飞";
    static const char traditional[] = "這來為國時會說對過們個發學經點長見車東馬問間門語進還"
                                      "動電無書業現實體產機開員關華術義樂飛";
    char sign[5] = {0};

    utf8_append(sign, c);
    letters->han++;
    letters->simplified += strstr(simplified, sign) != NULL;
    letters->traditional += strstr(traditional, sign) != NULL;
}

static void language_count_letters(struct language_letters *letters, const char *text,
                                   size_t length)
{
    *letters = (struct language_letters){0};
    for (int32_t at = 0; at < (int32_t)length;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar32 c = (unsigned char)text[at];
        UScriptCode script;

        if (c < 0x80) {
            at++;
            letters->latin += ascii_is_letter((char)c);
            letters->all += ascii_is_letter((char)c);
            continue;
        }
        c = utf8_next(text, &at, (int32_t)length);
        script = c < 0 ? USCRIPT_COMMON : uscript_getScript(c, &status);
        if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED || U_FAILURE(status)) {
            continue;
        }
        letters->all++;
        switch (script) {
        case USCRIPT_LATIN:
            letters->latin++;
            break;
        case USCRIPT_CYRILLIC:
            letters->cyrillic++;
            break;
        case USCRIPT_ARABIC:
            letters->arabic++;
            break;
        case USCRIPT_DEVANAGARI:
            letters->devanagari++;
            break;
        case USCRIPT_HAN:
            language_count_han(letters, c);
            break;
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            letters->kana++;
            break;
        case USCRIPT_HANGUL:
            letters->hangul++;
            break;
        default:
            if (language_of_script(script) != NULL) {
                letters->other++;
                letters->other_name = language_of_script(script);
            }
            break;
        }
    }
}

/* The language where the script alone tells it, or NULL. */
static const char *language_by_letters(const struct language_letters *letters)
{
    size_t half = letters->all / 2;

    if (letters->kana * 10 > letters->all) {
        return "ja";
    }
    if (letters->hangul > half) {
        return "ko";
    }
    if (letters->han > half) {
        return letters->traditional > letters->simplified * 2   ? "zh-Hant"
               : letters->simplified > letters->traditional * 2 ? "zh-Hans"
                                                                : "zh";
    }
    return letters->other > half ? letters->other_name : NULL;
}

/* "[hr--utf8][bs--utf8]": the first. */
static const char *language_by_textcat(struct language_detector *detector, struct arena *arena,
                                       const char *text, size_t length)
{
    const char *result, *end;

    if (!detector->tried) {
        detector->tried = true;
        detector->textcat = special_textcat_Init(LANGUAGE_MODELS "fpdb.conf", LANGUAGE_MODELS);
    }
    result = detector->textcat == NULL ? NULL : textcat_Classify(detector->textcat, text, length);
    if (result == NULL || *result != '[') {
        return NULL;
    }
    result++;
    end = result + strcspn(result, "-]");
    return end - result < 2 || end - result > 3
               ? NULL
               : language_normalise(arena, arena_strndup(arena, result, (size_t)(end - result)));
}

static bool language_same(const char *a, const char *b)
{
    size_t length = strcspn(a, "-");

    return length == strcspn(b, "-") && strncmp(a, b, length) == 0;
}

/* Languages that are not told apart by small words: what is declared stays. */
static bool language_is_near(const char *tag, const char *found)
{
    static const char *const groups[] = {"hr bs sr sh cnr", "nb nn", "id ms", "fa prs"};
    bool near = false;

    for (size_t i = 0; i < sizeof groups / sizeof groups[0] && !near; i++) {
        bool one = false, other = false;

        for (const char *item = groups[i]; *item != '\0';) {
            size_t length = strcspn(item, " ");

            one = one || (strncmp(item, tag, length) == 0 && strcspn(tag, "-") == length);
            other = other || (strncmp(item, found, length) == 0 && strcspn(found, "-") == length);
            item += length + (item[length] == ' ');
        }
        near = one && other;
    }
    return near;
}

/* The language of a text in a script of several; NULL when it is not clear. */
static const char *language_by_words(struct language_detector *detector, struct arena *arena,
                                     const char *tag, const char *text, size_t length)
{
    struct language_count count;
    const char *asked = tag == NULL ? NULL : arena_strndup(arena, tag, strcspn(tag, "-"));
    bool clear;
    const char *found;

    if (asked != NULL && (strcmp(asked, "bs") == 0 || strcmp(asked, "sh") == 0)) {
        asked = "hr"; /* the same small words */
    }
    language_words_count(detector->words, fold_text(arena, arena_strndup(arena, text, length)),
                         asked, &count);
    clear = count.best_hits >= 4 && count.best_hits * LANGUAGE_CLEAR_SHARE >= count.words &&
            count.best_hits * 4 >= count.next_hits * 5;
    if (count.asked_known && count.asked_hits > 0 && count.asked_hits * 4 >= count.best_hits * 3 &&
        !(clear && count.asked_hits < count.next_hits)) {
        return tag;
    }
    if (clear) {
        return count.best;
    }
    found = language_by_textcat(detector, arena, text, length);
    /* textcat alone does not speak against what is declared, unless both look the same way */
    return tag == NULL ||
                   (count.best != NULL && found != NULL && language_same(found, count.best) &&
                    count.asked_hits * 2 < count.best_hits)
               ? found
               : tag;
}

/* Serbian has two scripts; the tag tells the one that is not expected. */
static const char *language_with_script(struct arena *arena, const char *tag,
                                        const struct language_letters *letters)
{
    if (strcmp(tag, "sr") == 0 && letters->latin * 2 > letters->all) {
        return arena_strdup(arena, "sr-Latn");
    }
    return tag;
}

const char *language_find(struct language_detector *detector, struct arena *arena,
                          const char *declared, const char *text)
{
    const char *tag = language_normalise(arena, declared), *found;
    struct language_letters letters;
    size_t length = text == NULL ? 0 : strnlen(text, LANGUAGE_TEXT_MAX), weight;

    if (detector == NULL || length == 0) {
        return tag;
    }
    while (text[length] != '\0' && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    language_count_letters(&letters, text, length);
    /* a sign of these says as much as three letters */
    weight = letters.all + 2 * (letters.han + letters.kana + letters.hangul);
    if (weight < (tag == NULL ? LANGUAGE_GUESS_MIN : LANGUAGE_LETTERS_MIN)) {
        return tag;
    }
    found = language_by_letters(&letters);
    if (found == NULL) {
        found = language_by_words(detector, arena, tag, text, length);
    }
    if (found == NULL ||
        (tag != NULL && (language_same(tag, found) || language_is_near(tag, found)))) {
        found = tag;
    }
    return found == NULL ? NULL : language_with_script(arena, found, &letters);
}

/* Codes that pages use for the one that BCP 47 wants: deprecated, of three letters, countries'. */
static const char *language_preferred(const char *code)
{
    static const struct {
        const char *code, *preferred;
    } codes[] = {
        {"ara", "ar"}, {"bul", "bg"}, {"cat", "ca"}, {"ces", "cs"}, {"chi", "zh"}, {"cn", "zh"},
        {"cz", "cs"},  {"cze", "cs"}, {"dan", "da"}, {"deu", "de"}, {"dk", "da"},  {"dut", "nl"},
        {"ell", "el"}, {"eng", "en"}, {"est", "et"}, {"fas", "fa"}, {"fin", "fi"}, {"fra", "fr"},
        {"fre", "fr"}, {"ger", "de"}, {"gr", "el"},  {"gre", "el"}, {"heb", "he"}, {"hin", "hi"},
        {"hrv", "hr"}, {"hun", "hu"}, {"in", "id"},  {"ind", "id"}, {"ita", "it"}, {"iw", "he"},
        {"ji", "yi"},  {"jp", "ja"},  {"jpn", "ja"}, {"kor", "ko"}, {"kr", "ko"},  {"lav", "lv"},
        {"lit", "lt"}, {"mo", "ro"},  {"nld", "nl"}, {"no", "nb"},  {"nor", "nb"}, {"per", "fa"},
        {"pol", "pl"}, {"por", "pt"}, {"ron", "ro"}, {"rum", "ro"}, {"rus", "ru"}, {"slk", "sk"},
        {"slo", "sk"}, {"slv", "sl"}, {"spa", "es"}, {"srp", "sr"}, {"swe", "sv"}, {"tur", "tr"},
        {"ua", "uk"},  {"ukr", "uk"}, {"vie", "vi"}, {"zho", "zh"}, {"und", NULL}, {"zxx", NULL},
        {"mul", NULL}, {"xx", NULL},
    };

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (strcmp(codes[i].code, code) == 0) {
            return codes[i].preferred;
        }
    }
    return code;
}

static bool language_all(const char *part, size_t length, bool (*is)(char c))
{
    for (size_t i = 0; i < length; i++) {
        if (!is(part[i])) {
            return false;
        }
    }
    return true;
}

/* The first part, as one code; NULL when it is none. */
static const char *language_primary(struct arena *arena, const char *part, size_t length)
{
    char *code;

    if (length < 2 || length > 3 || !language_all(part, length, ascii_is_letter)) {
        return NULL;
    }
    code = arena_strndup(arena, part, length);
    for (size_t i = 0; i < length; i++) {
        code[i] = ascii_lower(code[i]);
    }
    return language_preferred(code);
}

const char *language_normalise(struct arena *arena, const char *declared)
{
    const char *code;
    char script[6] = "", region[5] = "";
    size_t length;

    if (declared == NULL) {
        return NULL;
    }
    declared += strspn(declared, " \t\r\n");
    length = strcspn(declared, "-_ ,;.@\t\r\n");
    code = language_primary(arena, declared, length);
    if (code == NULL) {
        return NULL;
    }
    declared += length;
    while (*declared == '-' || *declared == '_') {
        const char *part = declared + 1;
        bool letters;

        length = strcspn(part, "-_ ,;.@\t\r\n");
        declared = part + length;
        if (length < 2 || length > LANGUAGE_PART_MAX) {
            break; /* an extension follows: how to sort, which calendar */
        }
        letters = language_all(part, length, ascii_is_letter);
        if (length == 4 && letters && *script == '\0' && *region == '\0') {
            script[0] = '-';
            script[1] = ascii_upper(part[0]);
            for (size_t i = 1; i < 4; i++) {
                script[i + 1] = ascii_lower(part[i]);
            }
        } else if (((length == 2 && letters) ||
                    (length == 3 && language_all(part, length, ascii_is_digit))) &&
                   *region == '\0') {
            region[0] = '-';
            for (size_t i = 0; i < length; i++) {
                region[i + 1] = ascii_upper(part[i]);
            }
        }
    }
    return arena_printf(arena, "%s%s%s", code, script, strcmp(region, "-UK") == 0 ? "-GB" : region);
}
