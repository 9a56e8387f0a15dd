#include "extract/page/charset.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include "common/ascii.h"
#include "common/utf8.h"

enum { CHARSET_SNIFF_MAX = 8192, CHARSET_NAME_MAX = 40 };

/* The name behind "charset=" in a header or in the first bytes of a page; false if there is none.
 */
static bool charset_find_name(const char *text, size_t length, const char *key,
                              char name[CHARSET_NAME_MAX])
{
    size_t key_length = strlen(key);

    for (size_t i = 0; i + key_length < length; i++) {
        if (ascii_lower(text[i]) == key[0] && strncasecmp(text + i, key, key_length) == 0) {
            size_t start = i + key_length, count = 0;

            while (start < length && strchr(" \t\"'=", text[start]) != NULL &&
                   text[start] != '\0') {
                start++;
            }
            while (start + count < length && count + 1 < CHARSET_NAME_MAX &&
                   text[start + count] != '\0' &&
                   strchr(" \t\r\n\"';/>?", text[start + count]) == NULL) {
                name[count] = text[start + count];
                count++;
            }
            name[count] = '\0';
            if (count > 0) {
                return true;
            }
        }
    }
    return false;
}

/* Labels that mean a larger set in the wild (WHATWG Encoding, "Names and labels"). */
static const char *charset_alias(const char *name)
{
    static const struct {
        const char *label, *meant;
    } aliases[] = {{"iso-8859-1", "windows-1252"},
                   {"latin1", "windows-1252"},
                   {"iso8859-1", "windows-1252"},
                   {"us-ascii", "windows-1252"},
                   {"ascii", "windows-1252"},
                   {"iso-8859-9", "windows-1254"},
                   {"gb2312", "GBK"},
                   {"ks_c_5601-1987", "windows-949"},
                   {"euc-kr", "windows-949"},
                   {"shift_jis", "windows-31j"},
                   {"tis-620", "windows-874"},
                   {"utf8", "UTF-8"}};

    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (strcasecmp(name, aliases[i].label) == 0) {
            return aliases[i].meant;
        }
    }
    return name;
}

static void charset_guess(const char *data, size_t length, const char *content_type, bool utf8,
                          char name[CHARSET_NAME_MAX])
{
    size_t sniff = length < CHARSET_SNIFF_MAX ? length : CHARSET_SNIFF_MAX;
    bool declared = (content_type != NULL &&
                     charset_find_name(content_type, strlen(content_type), "charset=", name)) ||
                    charset_find_name(data, sniff, "charset=", name) ||
                    (sniff > 5 && memcmp(data, "<?xml", 5) == 0 &&
                     charset_find_name(data, 200 < sniff ? 200 : sniff, "encoding=", name));

    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        snprintf(name, CHARSET_NAME_MAX, "UTF-8");
    } else if (length >= 2 &&
               (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0)) {
        snprintf(name, CHARSET_NAME_MAX, "UTF-16");
    } else if ((!declared || strncasecmp(name, "utf-16", 6) != 0) && utf8 &&
               utf8_ascii(data, length) < length) {
        snprintf(name, CHARSET_NAME_MAX, "UTF-8");
    } else if (!declared || strncasecmp(name, "utf-16", 6) == 0) { /* readable, so no UTF-16 */
        snprintf(name, CHARSET_NAME_MAX, "%s", utf8 ? "UTF-8" : "windows-1252");
    }
}

/* Texts are C strings further on; a byte order mark says nothing any more. */
static void charset_finish(char *out, size_t length, const char **text, size_t *text_length)
{
    for (char *p = memchr(out, '\0', length); p != NULL;
         p = memchr(p, '\0', (size_t)(out + length - p))) {
        *p = ' ';
    }
    if (length >= 3 && memcmp(out, "\xEF\xBB\xBF", 3) == 0) {
        out += 3;
        length -= 3;
    }
    *text = out;
    *text_length = length;
}

enum status charset_decode(const char *data, size_t length, const char *content_type,
                           struct arena *arena, const char **text, size_t *text_length,
                           struct error *error)
{
    char name[CHARSET_NAME_MAX] = "";
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from, *to;
    size_t room = length * 4 + 16;
    bool utf8 = utf8_valid_bytes(data, length);
    char *out, *target;

    charset_guess(data, length, content_type, utf8, name);
    if (utf8 && strcasecmp(charset_alias(name), "UTF-8") == 0) {
        out = arena_alloc(arena, length + 1);
        memcpy(out, data, length);
        charset_finish(out, length, text, text_length);
        return STATUS_OK;
    }
    from = ucnv_open(charset_alias(name), &code);
    if (U_FAILURE(code)) { /* a name that nobody knows */
        code = U_ZERO_ERROR;
        from = ucnv_open(utf8 ? "UTF-8" : "windows-1252", &code);
    }
    to = ucnv_open("UTF-8", &code);
    if (U_FAILURE(code) || length > INT_MAX / 8) {
        ucnv_close(from);
        ucnv_close(to);
        return error_set(error, STATUS_REJECT, "bad_charset", "encoding %s: cannot be read: %s",
                         name, u_errorName(code));
    }
    out = target = arena_alloc(arena, room);
    ucnv_convertEx(to, from, &target, out + room - 1, &data, data + length, NULL, NULL, NULL, NULL,
                   true, true, &code);
    ucnv_close(from);
    ucnv_close(to);
    if (U_FAILURE(code)) {
        return error_set(error, STATUS_REJECT, "bad_charset", "encoding %s: cannot be read: %s",
                         name, u_errorName(code));
    }
    *target = '\0';
    charset_finish(out, (size_t)(target - out), text, text_length);
    return STATUS_OK;
}
