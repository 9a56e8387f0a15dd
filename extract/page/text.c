#include "extract/page/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include "common/utf8.h"

static bool text_is_space(UChar32 c)
{
    return c <= ' ' || c == 0xA0 || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0x3000 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

static bool text_is_invisible(UChar32 c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0x7F && c < 0xA0) ||
           c == 0xFFFE || c == 0xFFFF;
}

/* NFC; nearly all text is so already, which a quick check finds. */
static const char *text_compose(struct arena *arena, const char *text, size_t length)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    UChar *wide, *composed;
    int32_t wide_length = 0, composed_length;
    const char *result = text;
    char *out;

    for (size_t i = 0; i < length && (unsigned char)text[i] < 0xCC; i++) {
        if (i + 1 == length) {
            return text; /* nothing that could be a combining mark */
        }
    }
    if (U_FAILURE(code) || length > INT_MAX / 4) {
        return text;
    }
    wide = malloc((length + 1) * sizeof *wide);
    composed = malloc((length * 3 + 1) * sizeof *composed);
    if (wide != NULL && composed != NULL) {
        u_strFromUTF8(wide, (int32_t)length + 1, &wide_length, text, (int32_t)length, &code);
        if (U_SUCCESS(code) && !unorm2_isNormalized(nfc, wide, wide_length, &code) &&
            U_SUCCESS(code)) {
            composed_length =
                unorm2_normalize(nfc, wide, wide_length, composed, (int32_t)length * 3, &code);
            if (U_SUCCESS(code)) {
                int32_t size = 0;

                out = arena_alloc(arena, (size_t)composed_length * 3 + 1);
                u_strToUTF8(out, composed_length * 3, &size, composed, composed_length, &code);
                if (U_SUCCESS(code)) {
                    out[size] = '\0';
                    result = out;
                }
            }
        }
    }
    free(wide);
    free(composed);
    return result;
}

const char *text_tidy_bytes(struct arena *arena, const char *text, size_t length)
{
    char *tidy = arena_alloc(arena, length + 1), *out = tidy;
    int32_t i = 0, end;
    bool space = false;

    if (length > INT_MAX / 4) {
        length = INT_MAX / 4;
    }
    end = (int32_t)length;
    while (i < end) {
        int32_t start = i;
        UChar32 c = utf8_next(text, &i, end);

        if (c < 0 || text_is_invisible(c)) {
            continue;
        }
        if (text_is_space(c)) {
            space = out > tidy;
            continue;
        }
        if (space) {
            *out++ = ' ';
            space = false;
        }
        memcpy(out, text + start, (size_t)(i - start));
        out += i - start;
    }
    *out = '\0';
    return out == tidy ? NULL : text_compose(arena, tidy, (size_t)(out - tidy));
}

const char *text_tidy(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : text_tidy_bytes(arena, text, strlen(text));
}

/* The sign behind "&" in `reference`, and where it ends; 0 when it is none that we know. */
static UChar32 text_reference(const char *reference, const char **end)
{
    static const struct {
        const char *name;
        UChar32 sign;
    } names[] = {{"amp;", '&'},      {"lt;", '<'},       {"gt;", '>'},       {"quot;", '"'},
                 {"apos;", '\''},    {"nbsp;", 0xA0},    {"rsquo;", 0x2019}, {"lsquo;", 0x2018},
                 {"rdquo;", 0x201D}, {"ldquo;", 0x201C}, {"ndash;", 0x2013}, {"mdash;", 0x2014},
                 {"hellip;", 0x2026}};
    char *number_end = NULL;
    long number = 0;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i].name);

        if (strncmp(reference, names[i].name, length) == 0) {
            *end = reference + length;
            return names[i].sign;
        }
    }
    if (reference[0] == '#') {
        bool hexadecimal = reference[1] == 'x' || reference[1] == 'X';

        number = strtol(reference + (hexadecimal ? 2 : 1), &number_end, hexadecimal ? 16 : 10);
        if (number_end != NULL && *number_end == ';' && number > 0 && number <= 0x10FFFF &&
            !(number >= 0xD800 && number < 0xE000)) {
            *end = number_end + 1;
            return (UChar32)number;
        }
    }
    return 0;
}

const char *text_unescape(struct arena *arena, const char *text)
{
    size_t length;
    char *plain;
    size_t out = 0;

    if (text == NULL || strchr(text, '&') == NULL) {
        return text_tidy(arena, text);
    }
    length = strlen(text);
    plain = arena_alloc(arena, length + 5);
    for (const char *p = text; *p != '\0';) {
        const char *end = p;
        UChar32 c = *p == '&' ? text_reference(p + 1, &end) : 0;

        if (c > 0) {
            out += utf8_append(plain + out, c);
            p = end;
        } else {
            plain[out++] = *p++;
        }
    }
    plain[out] = '\0';
    return text_tidy(arena, plain);
}

bool text_contains(const char *text, const char *part)
{
    return strcasestr(text, part) != NULL;
}

bool text_equal(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool text_starts(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

bool text_ends(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);

    return length >= size && strcasecmp(text + length - size, end) == 0;
}

bool text_ends_sentence(const char *text)
{
    static const char *const ends[] = {".", "!",  "?", ":", ";", "…", "”", "\"",
                                       "»", "。", "’", "'", ")", "؟", "।"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (text_ends(text, ends[i])) {
            return true;
        }
    }
    return false;
}

bool text_has_words(const char *text)
{
    int32_t i = 0, length = (int32_t)strnlen(text, INT_MAX / 4);

    while (i < length) {
        int32_t c = utf8_next(text, &i, length);

        if (c >= 0 && u_isalnum(c)) {
            return true;
        }
    }
    return false;
}

size_t text_points(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

size_t text_width(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        count += (c & 0xC0) != 0x80;
        count += c >= 0xE3 && c <= 0xED;
    }
    return count;
}

/*
 * How many signs make a word in scripts that part words by nothing: Chinese and Japanese, Thai,
 * Lao, Khmer, Myanmar; 0 for others. By the first bytes of UTF-8.
 */
static size_t text_signs_a_word(const unsigned char *sign)
{
    if (sign[0] >= 0xE3 && sign[0] <= 0xE9) {
        return sign[0] == 0xE3 && sign[1] == 0x80 ? 0 : 2; /* 。「」 are no part of a word */
    }
    if (sign[0] == 0xE0) {
        return sign[1] >= 0xB8 && sign[1] <= 0xBB ? 4 : 0;
    }
    if (sign[0] == 0xE1) {
        return (sign[1] >= 0x80 && sign[1] <= 0x82) || sign[1] == 0x9E || sign[1] == 0x9F ? 4 : 0;
    }
    return 0;
}

size_t text_words(const char *text)
{
    size_t count = *text != '\0', quarters = 0;

    for (; *text != '\0'; text++) {
        count += *text == ' ';
        if ((unsigned char)*text >= 0xE0) {
            size_t signs = text_signs_a_word((const unsigned char *)text);

            quarters += signs == 0 ? 0 : 4 / signs;
        }
    }
    return count + quarters / 4;
}
