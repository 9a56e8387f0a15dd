#include "load/copy_text.h"

static const char *copy_text_escape(char c)
{
    switch (c) {
    case '\\':
        return "\\\\";
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    default:
        return NULL;
    }
}

bool copy_text_append(struct buf *row, const char *data, size_t length)
{
    size_t plain = 0; /* start of what needs no escape */

    for (size_t i = 0; i < length; i++) {
        const char *escape = copy_text_escape(data[i]);

        if (escape != NULL) {
            if (!buf_append(row, data + plain, i - plain) || !buf_append_text(row, escape)) {
                return false;
            }
            plain = i + 1;
        }
    }
    return buf_append(row, data + plain, length - plain);
}
