#include "common/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"

bool buf_reserve(struct buf *buf, size_t more)
{
    size_t need, room;

    if (more > buf->max - buf->length) {
        return false;
    }
    need = buf->length + more + 1;
    if (need <= buf->capacity) {
        return true;
    }
    room = buf->capacity == 0 ? 256 : buf->capacity;
    while (room < need) {
        room *= 2;
    }
    if (room > buf->max + 1) {
        room = buf->max + 1;
    }
    buf->data = mem_realloc(buf->data, room);
    buf->capacity = room;
    return true;
}

bool buf_append(struct buf *buf, const void *data, size_t length)
{
    if (!buf_reserve(buf, length)) {
        return false;
    }
    if (length > 0) {
        memcpy(buf->data + buf->length, data, length);
    }
    buf->length += length;
    buf->data[buf->length] = '\0';
    return true;
}

bool buf_append_text(struct buf *buf, const char *text)
{
    return buf_append(buf, text, strlen(text));
}

bool buf_append_char(struct buf *buf, char c)
{
    return buf_append(buf, &c, 1);
}

bool buf_printf(struct buf *buf, const char *format, ...)
{
    va_list arguments, again;
    int length;
    bool fits;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    fits = length >= 0 && buf_reserve(buf, (size_t)length);
    if (fits) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
    return fits;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data == NULL ? "" : buf->data;
}

void buf_clear(struct buf *buf)
{
    buf->length = 0;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    buf->data = NULL;
    buf->length = 0;
    buf->capacity = 0;
}
