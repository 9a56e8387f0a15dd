#include "transform/name/gazetteer_key.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include "common/ascii.h"
#include "common/utf8.h"

/* The base letter of an accented one. */
static int32_t key_base(int32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    UChar parts[8];
    int32_t length;

    switch (c) {
    case 0xD8:
    case 0xF8:
        return 'o';
    case 0x141:
    case 0x142:
        return 'l';
    case 0x130:
    case 0x131:
        return 'i';
    case 0x110:
    case 0x111:
        return 'd';
    default:
        break;
    }
    if (U_FAILURE(code)) {
        return c;
    }
    length = unorm2_getDecomposition(nfd, c, parts, 8, &code);
    return U_SUCCESS(code) && length > 0 && (parts[0] < 0xD800 || parts[0] > 0xDFFF) ? parts[0] : c;
}

static bool key_parts_words(int32_t c)
{
    if (c < 0x80) {
        return ascii_is_space((char)c) || c == '-' || c == '\'' || c == '_' || c == '/' ||
               c == ',' || c == '&';
    }
    return c == 0x2019 || c == 0x2018 || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 ||
           u_isUWhiteSpace(c) != 0;
}

/* What stands for the letter or digit in a key; 0: it is none. */
static int32_t key_letter(int32_t c)
{
    if (c >= 0x80) {
        c = key_base(c);
    }
    if (c < 0x80) {
        return ascii_is_letter((char)c) || ascii_is_digit((char)c) ? ascii_lower((char)c) : 0;
    }
    return u_isalnum(c) != 0 ? u_tolower(c) : 0;
}

size_t gazetteer_key(const char *text, size_t length, char key[GAZETTEER_KEY_MAX])
{
    int32_t position = 0;
    size_t out = 0;
    bool space = false;

    while (position < (int32_t)length) {
        int32_t c = utf8_next(text, &position, (int32_t)length);

        if (c < 0) {
            continue;
        }
        if (key_parts_words(c)) {
            space = out > 0;
            continue;
        }
        c = key_letter(c);
        if (c == 0) {
            continue;
        }
        if (out + 6 >= GAZETTEER_KEY_MAX) {
            return 0;
        }
        if (space) {
            key[out++] = ' ';
            space = false;
        }
        out += utf8_append(key + out, c);
    }
    key[out] = '\0';
    return out;
}
