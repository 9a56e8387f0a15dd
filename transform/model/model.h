/*
 * A linear model over hashed features: what transform learned from annotated texts. The file is
 * written by train_main.c, checked when it is opened, and mapped, not read: threads and processes
 * share it.
 *
 * The file: a header (magic, version, checksum of all that follows it), then a directory of layers,
 * then their tables. A layer has up to MODEL_CLASSES_MAX classes with names, and a hash table from
 * 32 bit feature keys to runs of weights: 32 bits each, with the class in the lowest seven, then a
 * bit that ends the run, and the weight in the upper sixteen. Little-endian; another byte order is
 * refused.
 */
#ifndef DATELINE_TRANSFORM_MODEL_MODEL_H
#define DATELINE_TRANSFORM_MODEL_MODEL_H

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

enum {
    MODEL_CLASSES_MAX = 64,
    MODEL_LAYERS_MAX = 8,
    MODEL_NAME_MAX = 16, /* bytes of a layer's or class's name, with its NUL */
    MODEL_BYTES_MAX = 64 * 1024 * 1024
};

struct model;

/* One layer, read-only; borrowed from the model. */
struct model_layer {
    const char *name;
    const char (*classes)[MODEL_NAME_MAX];
    uint32_t class_count;
    uint32_t slot_mask;   /* slots - 1; slots is a power of two */
    const uint32_t *keys; /* of each slot; 0: free */
    const uint32_t *runs; /* of each slot: index of its first weight */
    const uint32_t *weights;
    uint32_t weight_count;
};

/*
 * Maps the file. STATUS_USAGE: it is not there, or not what was written (the message says what to
 * do). The caller ends with model_close().
 */
enum status model_open(const char *path, struct model **model, struct error *error) WARN_UNUSED;
void model_close(struct model *model);

/* NULL: the model has no layer of that name. */
const struct model_layer *model_find_layer(const struct model *model, const char *name);

enum { MODEL_RUN_END = 128 };

/*
 * Adds the weights of `count` features to `scores`, one for each class. The tables are larger than
 * the processor's caches, and it waits for all of the features at once rather than for each.
 */
void model_sum(const struct model_layer *layer, const uint32_t *keys, size_t count,
               int32_t *scores);

/*
 * A layer to be written: `keys`, none of them 0, each once, with a row of weights each. With
 * `kept`, nothing else counts: that layer, borrowed from an open model, is written byte for byte.
 */
struct model_table {
    const struct model_layer *kept;
    const char *name;
    const char *const *classes;
    size_t class_count;
    const uint32_t *keys;
    const int16_t *rows; /* key_count times class_count; some weight of each is not 0 */
    size_t key_count;
};

/* Writes a model file, whole or not at all. */
enum status model_write(const char *path, const struct model_table *tables, size_t count,
                        struct error *error) WARN_UNUSED;

/*
 * The model that the file would hold; the caller ends with model_close(). STATUS_USAGE: a layer is
 * empty.
 */
enum status model_make(const struct model_table *tables, size_t count, struct model **model,
                       struct error *error) WARN_UNUSED;

#endif
