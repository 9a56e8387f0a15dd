#include "extract/page/language.h"

#include <libexttextcat/textcat.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"
#include "common/memory.h"

enum { LANGUAGE_TEXT_MIN = 100, LANGUAGE_TEXT_MAX = 1000, LANGUAGE_TAG_MAX = 12 };

#define LANGUAGE_MODELS "/usr/share/libexttextcat/"

struct language_detector {
    void *handle;
    bool tried;
};

struct language_detector *language_detector_new(void)
{
    return mem_calloc(1, sizeof(struct language_detector));
}

void language_detector_free(struct language_detector *detector)
{
    if (detector != NULL) {
        if (detector->handle != NULL) {
            textcat_Done(detector->handle);
        }
        free(detector);
    }
}

/* "[en--utf8]" -> "en"; several in brackets: not clear. */
static const char *language_from_result(struct arena *arena, const char *result)
{
    const char *start, *end;

    if (result == NULL || *result != '[') {
        return NULL;
    }
    start = result + 1;
    end = start + strcspn(start, "-]");
    return end == start || end - start > 3 ? NULL
                                           : arena_strndup(arena, start, (size_t)(end - start));
}

const char *language_detect(struct language_detector *detector, struct arena *arena,
                            const char *text)
{
    size_t length = strnlen(text, LANGUAGE_TEXT_MAX);

    if (detector == NULL || length < LANGUAGE_TEXT_MIN) {
        return NULL;
    }
    if (!detector->tried) {
        detector->tried = true;
        detector->handle = special_textcat_Init(LANGUAGE_MODELS "fpdb.conf", LANGUAGE_MODELS);
    }
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    return detector->handle == NULL
               ? NULL
               : language_from_result(arena, textcat_Classify(detector->handle, text, length));
}

const char *language_normalise(struct arena *arena, const char *declared)
{
    char *tag;
    size_t length, primary;

    if (declared == NULL) {
        return NULL;
    }
    declared += strspn(declared, " \t\r\n");
    length = strcspn(declared, " ,;.\t\r\n");
    primary = strcspn(declared, "-_ ,;.");
    if (primary < 2 || primary > 3 || length > LANGUAGE_TAG_MAX) {
        return NULL;
    }
    tag = arena_strndup(arena, declared, length);
    for (size_t i = 0; i < length; i++) {
        bool region = i > primary && length - primary == 3;

        if (tag[i] == '_') {
            tag[i] = '-';
        }
        if (!ascii_is_letter(tag[i]) && !ascii_is_digit(tag[i]) && tag[i] != '-') {
            return NULL;
        }
        tag[i] = region ? ascii_upper(tag[i]) : ascii_lower(tag[i]);
    }
    return strcmp(tag, "und") == 0 ? NULL : tag;
}
