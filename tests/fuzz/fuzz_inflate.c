/* A Content-Encoding (the first line) and a body of it: the same comes out however it is cut. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/net/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OUT_MAX = 1 << 20, CODINGS_MAX = 100 };

struct out {
    char *data;
    size_t length;
};

static bool take(void *context, const char *data, size_t length)
{
    struct out *out = context;

    if (length > OUT_MAX - out->length) {
        return false;
    }
    memcpy(out->data + out->length, data, length);
    out->length += length;
    return true;
}

/* In steps of so many bytes; NULL if it is damaged, or too large. */
static struct out *inflate_all(const char *codings, const uint8_t *data, size_t size, size_t step,
                               bool *complete)
{
    struct out *out = calloc(1, sizeof *out);
    bool known, good = true;
    struct inflater *inflater = inflater_new(codings, &known);

    if (out == NULL || (out->data = malloc(OUT_MAX)) == NULL) {
        abort();
    }
    for (size_t i = 0; inflater != NULL && good && i < size; i += step) {
        size_t length = size - i < step ? size - i : step;
        char *piece = malloc(length); /* of its own, so that reading too far is seen */

        if (piece == NULL) {
            abort();
        }
        memcpy(piece, data + i, length);
        good = inflater_add(inflater, piece, length, take, out);
        free(piece);
    }
    *complete = inflater != NULL && inflater_is_complete(inflater);
    inflater_free(inflater);
    if (!good) {
        free(out->data);
        free(out);
        return NULL;
    }
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
    char codings[CODINGS_MAX] = "gzip";
    bool whole_complete, pieces_complete;
    struct out *whole, *pieces;

    if (end != NULL && end - data < CODINGS_MAX) {
        memcpy(codings, data, (size_t)(end - data));
        codings[end - data] = '\0';
        size -= (size_t)(end - data) + 1;
        data = end + 1;
    }
    whole = inflate_all(codings, data, size, size + 1, &whole_complete);
    pieces = inflate_all(codings, data, size, 7, &pieces_complete);
    if ((whole == NULL) != (pieces == NULL) || (whole != NULL && whole->length != pieces->length) ||
        (whole != NULL && (whole_complete != pieces_complete ||
                           memcmp(whole->data, pieces->data, whole->length) != 0))) {
        abort();
    }
    if (whole != NULL) {
        free(whole->data);
        free(pieces->data);
    }
    free(whole);
    free(pieces);
    return 0;
}
