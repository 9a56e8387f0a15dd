#include "extract/net/inflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include "common/memory.h"

enum { INFLATE_STEP = 16 * 1024, INFLATE_GZIP = 15 + 16, INFLATE_ZLIB = 15, INFLATE_RAW = -15 };

struct inflate_layer {
    z_stream stream;
    bool gzip, begun, complete;
    bool over; /* something else stood behind its end */
};

/* The outermost layer, which was put on last, comes first. */
struct inflater {
    struct inflate_layer layers[INFLATE_LAYERS_MAX];
    size_t count;
};

static bool inflate_is(const char *name, size_t length, const char *coding)
{
    return length == strlen(coding) && strncasecmp(name, coding, length) == 0;
}

/* False: it is unknown, or one too many. */
static bool inflate_put_on(struct inflater *inflater, const char *name, size_t length)
{
    bool gzip = inflate_is(name, length, "gzip") || inflate_is(name, length, "x-gzip");

    if (length == 0 || inflate_is(name, length, "identity") || inflate_is(name, length, "none")) {
        return true;
    }
    if (inflater->count == INFLATE_LAYERS_MAX || (!gzip && !inflate_is(name, length, "deflate"))) {
        return false;
    }
    memmove(&inflater->layers[1], &inflater->layers[0],
            inflater->count++ * sizeof inflater->layers[0]);
    inflater->layers[0] = (struct inflate_layer){.gzip = gzip};
    return true;
}

struct inflater *inflater_new(const char *codings, bool *known)
{
    struct inflater *inflater = mem_calloc(1, sizeof *inflater);

    *known = true;
    while (*known && *codings != '\0') {
        size_t length;

        codings += strspn(codings, ", \t");
        length = strcspn(codings, ", \t");
        *known = inflate_put_on(inflater, codings, length);
        codings += length;
    }
    if (!*known || inflater->count == 0) {
        inflater_free(inflater);
        return NULL;
    }
    return inflater;
}

void inflater_free(struct inflater *inflater)
{
    if (inflater == NULL) {
        return;
    }
    for (size_t i = 0; i < inflater->count; i++) {
        if (inflater->layers[i].begun) {
            inflateEnd(&inflater->layers[i].stream);
        }
    }
    free(inflater);
}

/* What calls itself deflate may have zlib's header or, against the standard, none. */
static bool inflate_begin(struct inflate_layer *layer, unsigned char first)
{
    int window = layer->gzip                                  ? INFLATE_GZIP
                 : (first & 15) == Z_DEFLATED && first < 0x80 ? INFLATE_ZLIB
                                                              : INFLATE_RAW;

    layer->begun = inflateInit2(&layer->stream, window) == Z_OK;
    return layer->begun;
}

/* As inflater_add(), from a layer on; they are INFLATE_LAYERS_MAX at most. */
static bool inflate_layer(struct inflater *inflater, size_t place, const char *data, size_t length,
                          inflate_sink sink, void *context)
{
    struct inflate_layer *layer = &inflater->layers[place];
    char out[INFLATE_STEP];
    int code = Z_OK;

    if (place == inflater->count) {
        return length == 0 || sink(context, data, length);
    }
    if (length == 0) {
        return true;
    }
    if (!layer->begun && !inflate_begin(layer, (unsigned char)*data)) {
        return false;
    }
    layer->stream.next_in = (unsigned char *)(uintptr_t)data;
    layer->stream.avail_in = (unsigned)length;
    while (code != Z_BUF_ERROR) { /* all is read, and all has come out */
        if (layer->complete) {
            /* gzip may go on with another member */
            layer->over = layer->over || !layer->gzip ||
                          (layer->stream.avail_in > 0 && *layer->stream.next_in != 0x1f);
            if (layer->over || layer->stream.avail_in == 0 ||
                inflateReset(&layer->stream) != Z_OK) {
                return true;
            }
            layer->complete = false;
        }
        layer->stream.next_out = (unsigned char *)out;
        layer->stream.avail_out = sizeof out;
        code = inflate(&layer->stream, Z_NO_FLUSH);
        if ((code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) ||
            !inflate_layer(inflater, place + 1, out, sizeof out - layer->stream.avail_out, sink,
                           context)) {
            return false;
        }
        layer->complete = code == Z_STREAM_END;
    }
    return true;
}

bool inflater_add(struct inflater *inflater, const char *data, size_t length, inflate_sink sink,
                  void *context)
{
    return inflate_layer(inflater, 0, data, length, sink, context);
}

bool inflater_is_complete(const struct inflater *inflater)
{
    for (size_t i = 0; i < inflater->count; i++) {
        if (inflater->layers[i].begun && !inflater->layers[i].complete) {
            return false;
        }
    }
    return true;
}
