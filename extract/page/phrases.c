#include "extract/page/phrases.h"

#include <stddef.h>
#include <string.h>
#include <unicode/uchar.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "extract/page/phrases_words.h"
#include "extract/page/text.h"

enum {
    PHRASES_FOLD_SIZE = 512,
    PHRASES_FOLD_BYTES = 300, /* of a text that are looked at */
    PHRASES_NOISE_WORDS = 25,
    PHRASES_TAIL_WORDS = 7,
    PHRASES_PROMOTION_WORDS = 40,
    PHRASES_LEAD_IN_WORDS = 10,
    PHRASES_CAPTION_WORDS = 60
};

#define PHRASES_COUNT(table) (sizeof(table) / sizeof *(table))

/* Lower case, without signs before the first letter, as in "> Read more" (but "©"). */
static void phrases_fold(const char *text, char folded[PHRASES_FOLD_SIZE])
{
    int32_t i = 0, length = (int32_t)strnlen(text, PHRASES_FOLD_BYTES);
    size_t out = 0;

    while (i < length) {
        int32_t c = utf8_next(text, &i, length);

        if (c < 0) {
            break; /* the bytes end within a sign */
        }
        if (out == 0 && c < 0x80 && !ascii_is_letter((char)c) && c != '(') {
            continue;
        }
        out += utf8_append(folded + out, u_tolower(c));
    }
    folded[out] = '\0';
}

static bool phrases_starts(const char *text, const char *const *starts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text[0] == starts[i][0]) {
            size_t length = strlen(starts[i]);

            if (strncmp(text, starts[i], length) == 0 && !ascii_is_letter(text[length])) {
                return true;
            }
        }
    }
    return false;
}

bool phrases_is_noise(const char *text)
{
    char folded[PHRASES_FOLD_SIZE];

    if (text_words(text) > PHRASES_NOISE_WORDS) {
        return false;
    }
    phrases_fold(text, folded);
    return phrases_starts(folded, phrases_noise, PHRASES_COUNT(phrases_noise));
}

bool phrases_is_tail(const char *text)
{
    char folded[PHRASES_FOLD_SIZE];
    bool sentence = text_ends(text, "?") || (text_ends(text, ".") && !text_ends(text, "..."));

    if (sentence || text_words(text) > PHRASES_TAIL_WORDS) {
        return false;
    }
    phrases_fold(text, folded);
    return phrases_starts(folded, phrases_tail, PHRASES_COUNT(phrases_tail));
}

bool phrases_is_promotion(const char *text)
{
    char folded[PHRASES_FOLD_SIZE];

    if (text_words(text) > PHRASES_PROMOTION_WORDS) {
        return false;
    }
    phrases_fold(text, folded);
    for (size_t i = 0; i < PHRASES_COUNT(phrases_promotion); i++) {
        const char *found = strstr(folded, phrases_promotion[i]);

        if (found == folded || (found != NULL && !ascii_is_letter(found[-1]))) {
            return true;
        }
    }
    return false;
}

bool phrases_is_lead_in(const char *text)
{
    char folded[PHRASES_FOLD_SIZE];

    if (text_words(text) > PHRASES_LEAD_IN_WORDS) {
        return false;
    }
    phrases_fold(text, folded);
    return phrases_starts(folded, phrases_lead_in, PHRASES_COUNT(phrases_lead_in)) ||
           text_ends(text, "min read");
}

bool phrases_is_caption(const char *text)
{
    static const char *const photo[] = {"photo",   "foto",  "fotos",      "photos",  "picture",
                                        "bild",    "image", "credit",     "credits", "crédit",
                                        "crédito", "fot.",  "photograph", "fonte",   "quelle",
                                        "kuva",    "фото",  "fotograf"};
    char folded[PHRASES_FOLD_SIZE];
    const char *open = strrchr(text, '('), *close = open == NULL ? NULL : strchr(open, ')');

    if (close == NULL || close[1 + strspn(close + 1, ". ")] != '\0' ||
        text_words(text) > PHRASES_CAPTION_WORDS) {
        return false;
    }
    phrases_fold(open + 1, folded);
    return phrases_starts(folded, photo, PHRASES_COUNT(photo));
}
