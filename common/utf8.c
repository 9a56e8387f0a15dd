#include "common/utf8.h"

#include <string.h>
#include <unicode/utf8.h>

/* ICU's macros convert between int and uint8_t without saying so. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
int32_t utf8_next(const char *text, int32_t *position, int32_t length)
{
    int32_t c, at = *position;

    U8_NEXT(text, at, length, c);
    *position = at;
    return c;
}
#pragma GCC diagnostic pop

size_t utf8_count(const char *text, size_t length)
{
    size_t points = 0;

    for (size_t i = 0; i < length; i++) {
        points += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return points;
}

size_t utf8_append(char *out, int32_t c)
{
    uint32_t value = (uint32_t)c;

    if (value < 0x80) {
        out[0] = (char)value;
        return 1;
    }
    if (value < 0x800) {
        out[0] = (char)(0xC0 | (value >> 6));
        out[1] = (char)(0x80 | (value & 0x3F));
        return 2;
    }
    if (value < 0x10000) {
        out[0] = (char)(0xE0 | (value >> 12));
        out[1] = (char)(0x80 | ((value >> 6) & 0x3F));
        out[2] = (char)(0x80 | (value & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (value >> 18));
    out[1] = (char)(0x80 | ((value >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((value >> 6) & 0x3F));
    out[3] = (char)(0x80 | (value & 0x3F));
    return 4;
}

size_t utf8_ascii(const char *text, size_t length)
{
    uint64_t eight;
    size_t i = 0;

    for (; i + sizeof eight <= length; i += sizeof eight) {
        memcpy(&eight, text + i, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) {
            break;
        }
    }
    while (i < length && (unsigned char)text[i] < 0x80) {
        i++;
    }
    return i;
}

bool utf8_valid_bytes(const char *text, size_t length)
{
    size_t at = 0;

    while ((at += utf8_ascii(text + at, length - at)) < length) {
        int32_t step = 0;

        /* ASCII is not needed to tell where a character ends */
        if (utf8_next(text + at, &step, (int32_t)(length - at < 4 ? length - at : 4)) < 0) {
            return false;
        }
        at += (size_t)step;
    }
    return true;
}

bool utf8_valid(const char *text)
{
    return utf8_valid_bytes(text, strlen(text));
}

bool utf8_steers(int32_t c)
{
    return (c >= 0 && c < 0x20) || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void utf8_print(FILE *stream, const char *text)
{
    while (*text != '\0') {
        size_t plain = utf8_ascii(text, strlen(text));

        for (size_t i = 0; i < plain; i++) {
            fputc(utf8_steers(text[i]) ? '?' : text[i], stream);
        }
        text += plain;
        if (*text != '\0') {
            int32_t step = 0, c = utf8_next(text, &step, (int32_t)strnlen(text, 4));

            if (c < 0 || utf8_steers(c)) {
                fputc('?', stream);
            } else {
                fwrite(text, 1, (size_t)step, stream);
            }
            text += step;
        }
    }
}
