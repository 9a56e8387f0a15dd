#include "extract/page/distinct.h"

#include <string.h>
#include "common/ascii.h"

enum { DISTINCT_PROBES_MAX = 32 }; /* names that are made to collide are not looked for longer */

bool distinct_take(struct distinct *distinct, const char *name, size_t length)
{
    uint32_t hash = 2166136261U; /* FNV-1a */

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)ascii_lower(name[i])) * 16777619U;
    }
    hash += hash == 0; /* 0 is a free slot */
    for (uint32_t i = 0; i < DISTINCT_PROBES_MAX; i++) {
        uint32_t *slot = &distinct->hashes[(hash + i) % DISTINCT_SLOTS];

        if (*slot == hash) {
            return true;
        }
        if (*slot == 0) {
            if (distinct->count == DISTINCT_MAX) {
                return false;
            }
            *slot = hash;
            distinct->count++;
            return true;
        }
    }
    return false;
}

static bool distinct_is_name(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 ||
           (c != '\0' && strchr("_:.-", c) != NULL);
}

void distinct_entities(struct distinct *distinct, char *text, size_t length)
{
    char *end = text + length;

    for (char *sign = memchr(text, '&', length); sign != NULL;
         sign = memchr(text, '&', (size_t)(end - text))) {
        for (text = sign + 1; text < end && distinct_is_name(*text); text++) {
        }
        if (text > sign + 1 && !distinct_take(distinct, sign + 1, (size_t)(text - sign - 1))) {
            *sign = ' ';
        }
    }
}
