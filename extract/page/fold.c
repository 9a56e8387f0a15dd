#include "extract/page/fold.h"

#include <limits.h>
#include <string.h>
#include <unicode/uchar.h>
#include "common/ascii.h"
#include "common/utf8.h"

const char *fold_text(struct arena *arena, const char *text)
{
    size_t length = text == NULL ? 0 : strnlen(text, INT_MAX / 4), out = 0;
    char *folded = arena_alloc(arena, length * 2 + 1); /* folding may take 3 bytes for 2 */
    int32_t at = 0;
    bool space = false;

    while (at < (int32_t)length) {
        UChar32 c = (unsigned char)text[at];

        if (c < 0x80) {
            at++;
            c = (unsigned char)ascii_lower((char)c);
        } else {
            c = utf8_next(text, &at, (int32_t)length);
            c = c < 0 ? ' ' : u_foldCase(c, U_FOLD_CASE_DEFAULT);
        }
        if (c >= 0x300 && c <= 0x36F) {
            continue; /* an accent without a letter that has it */
        }
        if (c < 0x80 ? !ascii_is_letter((char)c) && !ascii_is_digit((char)c)
                     : !u_isalnum(c) && (U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) {
            space = true;
            continue;
        }
        if (space && out > 0) {
            folded[out++] = ' ';
        }
        space = false;
        out += utf8_append(folded + out, c);
    }
    folded[out] = '\0';
    return folded;
}

bool fold_has(const char *text, const char *part)
{
    size_t length = strlen(part);
    const char *found = length == 0 ? NULL : strstr(text, part);

    while (found != NULL) {
        if ((found == text || found[-1] == ' ') &&
            (found[length] == '\0' || found[length] == ' ')) {
            return true;
        }
        found = strstr(found + 1, part);
    }
    return false;
}
