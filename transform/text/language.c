#include "transform/text/language.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/fnv.h"
#include "transform/text/lexicon.h"

enum {
    LANGUAGE_HEAD = 4096,       /* bytes of a field that are enough to tell */
    LANGUAGE_WORD_MAX = 16,     /* bytes of a small word */
    LANGUAGE_SLOTS = 1024,      /* a power of two, more than twice as many as small words */
    LANGUAGE_KNOWN_MIN = 4,     /* letters of a word that the dictionary would know */
    LANGUAGE_SHORT = 30,        /* words of a text that may lack small words */
    LANGUAGE_ENGLISH_SHARE = 20 /* one in so many words of a longer English text is English alone */
};

/* Small words that English alone has among the languages below, parted by spaces. */
static const char language_english[] =
    " the and with that from were has have been not this which their would could they its who said "
    "after but about than more what when there while his she these those because where into "
    "through "
    "between before against during our your should being both each other such only under since "
    "until "
    "without within ";

/* Small words of languages in Latin letters that are no English words. */
static const char *const language_others[] = {
    /* Spanish */
    " el los las del que para una fue fueron sus como más pero también según entre sobre este esta "
    "desde hasta cuando muy dijo está están había sido donde ",
    /* French */
    " le les des du une est et dans qui sur avec pas sont été cette ces aux mais selon leur ont "
    "était après où il elle nous vous ",
    /* German */
    " das und den dem ein eine einen einem einer nicht mit auf für von zu im ist sind wurde wurden "
    "wird nach bei auch aus sich dass über wie haben sie er es ",
    /* Italian */
    " lo gli della delle dell dei di che è sono stato nel nella nell dal dalla dall alla più anche "
    "dopo hanno degli questo ",
    /* Portuguese */
    " da dos das em uma não foi mais ao pela pelo são também segundo seu sua pelos nas nos depois "
    "disse ",
    /* Dutch, Afrikaans */
    " het een en dat niet voor zijn aan naar bij ook wordt werd maar heeft uit deze nog wat hulle "
    "nie vir ",
    /* Swedish, Danish, Norwegian */
    " och att det som på är av för inte ett om og til ikke blev ble fra har jeg skal efter etter ",
    /* Finnish, Estonian */
    " ja oli ovat mutta myös hän sekä joka kun ei että ning oma kui ",
    /* Polish, Czech, Slovak */
    " się nie jest od przez po jak oraz dla który która że na je není byl jsou při ako ktorý bol "
    "sú ",
    /* Croatian, Bosnian, Serbian, Slovene */
    " su za što koji koja ali nije kao iz kod ili ki pa še tudi bila ",
    /* Romanian, Hungarian, Albanian */
    " și în cu din pentru sunt această az és hogy nem egy csak dhe të një për nga që ",
    /* Turkish, Azerbaijani */
    " ve bir bu için ile olarak daha çok olan ise sonra kadar gibi və üçün ilə ",
    /* Lithuanian, Latvian */
    " ir kad yra iš buvo apie un kas uz ar bija ",
    /* Indonesian, Malay, Filipino */
    " yang dan untuk dengan dari ini itu dalam pada tidak akan adalah ke oleh juga ang mga sa ng "
    "ay hindi ",
    /* Vietnamese */
    " và của là có cho không được trong một các này với những ",
    /* Swahili, Somali, Hausa */
    " ya wa kwa ni katika kuwa hiyo oo iyo ka ku waxaa ayaa ga daga cikin ",
    /* Catalan, Galician, Basque */
    " els amb és dels unha coa eta dira ",
};

/* What stands in a text. */
struct language_signs {
    size_t words, english, others;
    size_t accented;     /* words in small letters with letters that English has not */
    size_t letters, far; /* bytes of letters; those of other scripts */
};

struct language_word {
    const char *word; /* in a list; NULL: free */
    size_t length;
    bool english;
};

/* All small words, filled for each text: some 400, as many look-ups as an article has words. */
struct language_words {
    struct language_word slots[LANGUAGE_SLOTS];
    size_t count;
};

/* Where a word in small letters is, or would be. */
static struct language_word *language_slot(struct language_words *words, const char *word,
                                           size_t length)
{
    uint32_t at = fnv_short(fnv_bytes(FNV_START, word, length)) % LANGUAGE_SLOTS;

    while (words->slots[at].word != NULL && (words->slots[at].length != length ||
                                             memcmp(words->slots[at].word, word, length) != 0)) {
        at = (at + 1) % LANGUAGE_SLOTS;
    }
    return &words->slots[at];
}

/* Of a word that two lists have, the first counts. */
static void language_add(struct language_words *words, const char *list, bool english)
{
    for (list++; *list != '\0' && words->count < LANGUAGE_SLOTS / 2;) {
        size_t length = strcspn(list, " ");
        struct language_word *slot = language_slot(words, list, length);

        if (slot->word == NULL) {
            *slot = (struct language_word){list, length, english};
            words->count++;
        }
        list += length + 1;
    }
}

static void language_add_all(struct language_words *words)
{
    language_add(words, language_english, true);
    for (size_t i = 0; i < sizeof language_others / sizeof language_others[0]; i++) {
        language_add(words, language_others[i], false);
    }
}

/* NULL: it is no small word. */
static const struct language_word *language_find(struct language_words *words, const char *word,
                                                 size_t length)
{
    char lower[LANGUAGE_WORD_MAX];
    const struct language_word *slot;

    if (length > sizeof lower) {
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        lower[i] = ascii_lower(word[i]);
    }
    slot = language_slot(words, lower, length);
    return slot->word != NULL ? slot : NULL;
}

/* Whether the bytes begin a letter of Latin script that is not ASCII: U+00C0 to U+024F. */
static bool language_is_latin(unsigned char first)
{
    return first >= 0xC3 && first <= 0xC9;
}

static void language_take_word(struct language_words *words, struct language_signs *signs,
                               const char *word, size_t length)
{
    const struct language_word *known = language_find(words, word, length);
    bool accented = false;

    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)word[i];

        if (byte >= 0xC0) {
            accented = accented || language_is_latin(byte);
            signs->far += !language_is_latin(byte);
        }
        signs->letters += byte < 0x80 || byte >= 0xC0;
    }
    signs->words++;
    if (known != NULL && known->english) {
        signs->english++;
        return;
    }
    if (word[0] >= 'A' && word[0] <= 'Z') {
        return; /* "Los Angeles", "El Paso" */
    }
    signs->accented += accented;
    signs->others += known != NULL;
}

/* Dashes, quotation marks and other signs (U+2000 to U+2BFF), or of U+0080 to U+00BF: no letters.
 */
static size_t language_sign(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (size >= 3 && bytes[0] == 0xE2 && bytes[1] <= 0xAF) {
        return 3;
    }
    if (size >= 4 && bytes[0] == 0xF0 && bytes[1] == 0x9F) {
        return 4; /* emoji */
    }
    return size >= 2 && bytes[0] == 0xC2 ? 2 : 0;
}

static void language_take(struct language_words *words, struct language_signs *signs,
                          const char *text, size_t size)
{
    size = size > LANGUAGE_HEAD ? LANGUAGE_HEAD : size;
    for (size_t i = 0; i < size;) {
        size_t first = i, sign;

        while (i < size && (ascii_is_letter(text[i]) || ((unsigned char)text[i] >= 0x80 &&
                                                         language_sign(text + i, size - i) == 0))) {
            i++;
        }
        if (i > first && i < size && text[i] == '-') {
            signs->words++; /* "el-Sisi", "non-profit": a part of a word */
        } else if (i > first) {
            language_take_word(words, signs, text + first, i - first);
            continue;
        }
        sign = i < size ? language_sign(text + i, size - i) : 0;
        i += sign > 0 ? sign : 1;
    }
}

bool language_is_english(const struct document *document)
{
    const char *language = document->article.language;
    struct language_words words = {0};
    struct language_signs signs = {0};
    bool declared = language != NULL && strncasecmp(language, "en", 2) == 0 &&
                    (language[2] == '\0' || language[2] == '-');

    if (language != NULL && !declared) {
        return false;
    }
    language_add_all(&words);
    for (int field = 0; field < FIELD_COUNT; field++) {
        language_take(&words, &signs, document->text[field], document->text_bytes[field]);
    }
    if (signs.far * 2 > signs.letters) {
        return false; /* in other letters, whatever the page says */
    }
    if (declared) {
        return true;
    }
    if (signs.far * 4 > signs.letters || signs.english < signs.others ||
        (signs.english == signs.others && signs.others + signs.accented > 0)) {
        return false;
    }
    return signs.words <= LANGUAGE_SHORT || signs.english * LANGUAGE_ENGLISH_SHARE >= signs.words;
}

bool language_has_known_words(const struct document *document, const struct model_layer *lexicon)
{
    struct language_words words = {0};
    size_t known = 0, unknown = 0;

    if (document->article.language != NULL || lexicon == NULL ||
        document->token_count > 2 * LANGUAGE_SHORT) {
        return true;
    }
    language_add(&words, language_english, true);
    for (size_t i = 0; i < document->token_count; i++) {
        const struct token *token = &document->tokens[i];
        size_t length = strlen(token->lower);

        if (language_find(&words, token->lower, length) != NULL) {
            return true;
        }
        if ((token->flags & (TOKEN_WORD | TOKEN_CAPITAL | TOKEN_NUMBER)) != TOKEN_WORD ||
            length < LANGUAGE_KNOWN_MIN || strchr(token->lower, '-') != NULL) {
            continue;
        }
        if (lexicon_find(lexicon, token->lower) != 0) {
            known++;
        } else {
            unknown++;
        }
    }
    return known >= unknown;
}
