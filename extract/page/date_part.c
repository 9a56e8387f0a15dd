#include "extract/page/date_part.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"

/* The value of a digit of another script at text[0]; -1 if it is none. `size` is its bytes. */
static int part_digit(const char *text, size_t length, size_t *size)
{
    /* zero of each script: Arabic, Persian, Devanagari, Bengali, Thai, full width */
    static const struct {
        const char *zero;
        size_t size;
    } scripts[] = {{"\xD9\xA0", 2},     {"\xDB\xB0", 2},     {"\xE0\xA5\xA6", 3},
                   {"\xE0\xA7\xA6", 3}, {"\xE0\xB9\x90", 3}, {"\xEF\xBC\x90", 3}};

    if (length > 0 && ascii_is_digit(*text)) {
        *size = 1;
        return *text - '0';
    }
    if (length == 0 || (unsigned char)*text < 0xD9) {
        return -1;
    }
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        size_t last = scripts[i].size - 1;
        int value =
            length <= last ? -1 : (unsigned char)text[last] - (unsigned char)scripts[i].zero[last];

        if (value >= 0 && value <= 9 && memcmp(text, scripts[i].zero, last) == 0) {
            *size = scripts[i].size;
            return value;
        }
    }
    return -1;
}

/* Bytes of the white space or invisible sign at text[0]; 0 if there is none. */
static size_t part_space(const char *text, size_t length)
{
    const unsigned char *p = (const unsigned char *)text;

    if (ascii_is_space(*text)) {
        return 1;
    }
    if (length >= 2 && p[0] == 0xC2 && p[1] == 0xA0) {
        return 2;
    }
    if (length >= 3 && ((p[0] == 0xE2 && p[1] == 0x80 &&
                         (p[2] <= 0x8F || p[2] == 0xAF || (p[2] >= 0xAA && p[2] <= 0xAE))) ||
                        (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80))) {
        return 3;
    }
    return 0;
}

/* Bytes of a sign of other than ASCII that parts words: dashes, bullets, commas of Arabic and CJK,
 * brackets of CJK. */
static size_t part_sign(const char *text, size_t length)
{
    const unsigned char *p = (const unsigned char *)text;

    if (length >= 2 && ((p[0] == 0xC2 && (p[1] == 0xB7 || p[1] == 0xAB || p[1] == 0xBB)) ||
                        (p[0] == 0xD8 && p[1] == 0x8C))) {
        return 2;
    }
    if (length >= 3 && ((p[0] == 0xE2 && (p[1] == 0x80 || (p[1] >= 0x94 && p[1] <= 0x97))) ||
                        (p[0] == 0xE3 && p[1] == 0x80) || (p[0] == 0xEF && p[1] == 0xBC))) {
        return 3;
    }
    return 0;
}

/* Thai writes short months with points inside. */
static bool part_thai(const char *text, size_t length)
{
    return length >= 3 && (unsigned char)text[0] == 0xE0 &&
           ((unsigned char)text[1] == 0xB8 || (unsigned char)text[1] == 0xB9);
}

static size_t part_word(const char *text, size_t length)
{
    size_t size = 0, digit;

    while (size < length) {
        const char *p = text + size;
        size_t rest = length - size;

        if (ascii_is_letter(*p)) {
            size++;
        } else if (*p == '.' && size > 0 && part_thai(text, length) && part_thai(p + 1, rest - 1)) {
            size++;
        } else if ((unsigned char)*p < 0x80 || part_space(p, rest) > 0 || part_sign(p, rest) > 0 ||
                   part_digit(p, rest, &digit) >= 0) {
            break;
        } else {
            size++; /* all bytes of a letter, one by one */
        }
    }
    return size;
}

size_t date_part_split(const char *text, size_t length, struct date_part parts[DATE_PARTS_MAX])
{
    size_t count = 0;
    bool space = false;

    for (size_t i = 0; i < length && count < DATE_PARTS_MAX;) {
        struct date_part *part = &parts[count];
        size_t size = part_space(text + i, length - i);
        int digit;

        if (size > 0) {
            i += size;
            space = true;
            continue;
        }
        *part = (struct date_part){.text = text + i, .number = -1, .space = space};
        space = false;
        if ((digit = part_digit(text + i, length - i, &size)) >= 0) {
            part->kind = PART_NUMBER;
            part->number = 0;
            for (; digit >= 0; digit = part_digit(text + i, length - i, &size)) {
                part->digits++;
                part->number = part->digits > 8 ? 0 : part->number * 10 + digit;
                i += size;
            }
            if (part->digits > 8) {
                part->number = -1;
            }
        } else if ((size = part_sign(text + i, length - i)) > 0) {
            part->kind = PART_SIGN;
            i += size;
        } else if ((size = part_word(text + i, length - i)) > 0) {
            part->kind = PART_WORD;
            i += size;
        } else {
            part->kind = PART_SIGN;
            i++;
        }
        part->length = (size_t)(text + i - part->text);
        count++;
    }
    return count;
}

bool date_part_is(const struct date_part *part, const char *text)
{
    return part->length == strlen(text) && strncasecmp(part->text, text, part->length) == 0;
}
