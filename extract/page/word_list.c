#include "extract/page/word_list.h"

#include <stddef.h>
#include <string.h>
#include "common/ascii.h"

const char *word_list_find(const char *const lists[WORD_LISTS], const char *word)
{
    const char *words = lists[ascii_is_lower(*word) ? *word - 'a' : WORD_LISTS - 1];
    size_t length = strlen(word);
    char wanted[WORD_MAX + 2];
    const char *found;

    if (words == NULL || length == 0 || length >= WORD_MAX) {
        return NULL;
    }
    wanted[0] = ' ';
    memcpy(wanted + 1, word, length);
    wanted[length + 1] = '/';
    found = memmem(words, strlen(words), wanted, length + 2);
    return found == NULL ? NULL : found + length + 2;
}
