#include "common/utf8.h"

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
