/* A value on its way into COPY; reading it as PostgreSQL does must give it back. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "load/copy_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As CopyReadAttributesText does it, for the escapes that load may write. */
static void check(const struct buf *row, const char *value, size_t length)
{
    const char *text = buf_text(row);
    size_t at = 0;

    for (size_t i = 0; i < row->length; i++) {
        char c = text[i];

        if (c == '\t' || c == '\n' || c == '\r') {
            abort();
        }
        if (c == '\\') {
            c = text[++i];
            c = (char)(c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c);
            if (c != '\t' && c != '\n' && c != '\r' && c != '\\') {
                abort();
            }
        }
        if (at == length || value[at++] != c) {
            abort();
        }
    }
    if (at != length) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole = BUF_INIT(size * 2), half = BUF_INIT(size / 2);

    if (!copy_text_append(&whole, (const char *)data, size)) {
        abort();
    }
    check(&whole, (const char *)data, size);
    if (copy_text_append(&half, (const char *)data, size)) {
        check(&half, (const char *)data, size);
    }
    buf_free(&whole);
    buf_free(&half);
    return 0;
}
