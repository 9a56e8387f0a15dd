#include "load/text_index.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

static int text_index_begins(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

void text_index_init(struct text_index *index, const char *text)
{
    size_t points = 0;

    *index = (struct text_index){.text = text == NULL ? "" : text};
    index->length = strlen(index->text);
    for (size_t at = 0; at < index->length; at++) {
        if (text_index_begins(index->text[at]) && points++ % TEXT_INDEX_STEP == 0) {
            index->marks = mem_grow(index->marks, &index->mark_capacity, index->mark_count,
                                    sizeof *index->marks);
            index->marks[index->mark_count++] = (uint32_t)at;
        }
    }
}

void text_index_free(struct text_index *index)
{
    free(index->marks);
    *index = (struct text_index){0};
}

size_t text_index_byte(const struct text_index *index, size_t code_point)
{
    size_t left = code_point % TEXT_INDEX_STEP, at;

    if (code_point / TEXT_INDEX_STEP >= index->mark_count) {
        return index->length;
    }
    at = index->marks[code_point / TEXT_INDEX_STEP];
    while (left > 0 && at < index->length) {
        at++;
        left -= at == index->length || text_index_begins(index->text[at]);
    }
    return at;
}
