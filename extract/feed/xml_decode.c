#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <string.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "extract/feed/xml.h"

/* The sign that a number in a reference means; 0: none. */
static int32_t xml_numbered(uint32_t number)
{
    static const uint16_t windows[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

    if (number >= 128 && number < 160) {
        return windows[number - 128];
    }
    if ((number < ' ' && number != '\t' && number != '\n' && number != '\r') ||
        (number >= 0xD800 && number < 0xE000) || number == 0xFFFE || number == 0xFFFF ||
        number > 0x10FFFF) {
        return 0;
    }
    return (int32_t)number;
}

/* A reference at `text` (an "&"): its length, and the sign, 0 for one to be dropped. A length of 0
 * is no reference. `*strict` becomes false where XML knows none. */
static size_t xml_reference(const char *text, size_t length, int32_t *sign, bool *strict)
{
    char name[XML_REFERENCE_MAX];
    size_t size = 1;

    if (length > 2 && text[1] == '#') {
        bool hexadecimal = text[2] == 'x' || text[2] == 'X';
        uint32_t number = 0;
        size_t digits = 0;

        size = hexadecimal ? 3 : 2;
        for (; size < length && digits < 10; size++, digits++) {
            char c = ascii_lower(text[size]);
            unsigned digit = 16;

            if (ascii_is_digit(c)) {
                digit = (unsigned)(c - '0');
            } else if (hexadecimal && c >= 'a' && c <= 'f') {
                digit = (unsigned)(c - 'a') + 10;
            }
            if (digit == 16) {
                break;
            }
            number = number > 0x110000 ? number : number * (hexadecimal ? 16 : 10) + digit;
        }
        *sign = xml_numbered(number);
        *strict = *strict && *sign == (int32_t)number && size < length && text[size] == ';';
        return digits == 0 ? 0 : size + (size < length && text[size] == ';');
    }
    while (size < length && size < XML_REFERENCE_MAX &&
           (ascii_is_letter(text[size]) || ascii_is_digit(text[size]))) {
        name[size - 1] = text[size];
        size++;
    }
    if (size == 1 || size >= XML_REFERENCE_MAX || size == length || text[size] != ';') {
        return 0;
    }
    name[size - 1] = '\0';
    if (strcmp(name, "apos") == 0) { /* not of HTML 4 */
        *sign = '\'';
        return size + 1;
    }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);

    if (entity == NULL) {
        return 0;
    }
    *strict = *strict && (strcmp(name, "amp") == 0 || strcmp(name, "lt") == 0 ||
                          strcmp(name, "gt") == 0 || strcmp(name, "quot") == 0);
    *sign = (int32_t)entity->value;
    return size + 1;
}

static bool xml_append_sign(struct buf *out, int32_t sign)
{
    char bytes[4];

    return buf_append(out, bytes, utf8_append(bytes, sign));
}

bool xml_decode(struct buf *out, const char *text, size_t length)
{
    bool strict = true, fits = true;
    size_t at = 0;

    while (at < length && fits) {
        size_t plain = at;
        int32_t sign = 0, step = 0;
        size_t size;

        while (plain < length && text[plain] >= ' ' && text[plain] != '&') {
            plain++;
        }
        fits = buf_append(out, text + at, plain - at);
        at = plain;
        if (at == length) {
            break;
        }
        if (text[at] == '&') {
            size = xml_reference(text + at, length - at, &sign, &strict);
            if (size == 0) {
                strict = false;
                fits = fits && buf_append_char(out, '&');
                at++;
            } else {
                fits = fits && (sign == 0 || xml_append_sign(out, sign));
                at += size;
            }
        } else if ((unsigned char)text[at] < 0x80) {
            sign = xml_numbered((unsigned char)text[at]);
            strict = strict && sign != 0;
            fits = fits && (sign == 0 || buf_append_char(out, (char)sign));
            at++;
        } else {
            sign = utf8_next(text + at, &step, (int32_t)(length - at < 4 ? length - at : 4));
            strict = strict && sign >= 0 && sign != 0xFFFE && sign != 0xFFFF;
            if (sign != 0xFFFE && sign != 0xFFFF) {
                fits = fits && xml_append_sign(out, sign < 0 ? 0xFFFD : sign);
            }
            at += step > 0 ? (size_t)step : 1;
        }
    }
    return strict && fits;
}
