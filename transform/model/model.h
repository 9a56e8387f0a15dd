/*
 * A linear model over hashed features: what transform learned from annotated texts. The file is
 * written by train_main.c, checked when it is opened, and mapped, not read: threads and processes
 * share it.
 *
 * The file: a header (magic, version, checksum of all that follows it), then a directory of layers,
 * then their tables. A layer has up to MODEL_CLASSES_MAX classes with names, and a hash table from
 * 32 bit feature keys to runs of weights, with the class in the lowest seven bits, then a bit that
 * ends the run, then the weight: eight bits in narrow layers, sixteen in others. Little-endian;
 * another byte order is refused.
 */
#ifndef DATELINE_TRANSFORM_MODEL_MODEL_H
#define DATELINE_TRANSFORM_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "transform/model/rows.h"

enum {
    MODEL_CLASSES_MAX = 96,
    MODEL_LAYERS_MAX = 8,
    MODEL_NAME_MAX = 16, /* bytes of a layer's or class's name, with its NUL */
    MODEL_BYTES_MAX = 64 * 1024 * 1024,
    MODEL_ROWS_MAX = 256 * 1024 * 1024 /* bytes of memory for a layer's rows */
};

struct model;

struct model_slot {
    uint32_t key; /* 0: free */
    uint32_t run; /* index of its first weight */
};

/* One layer, read-only; borrowed from the model. */
struct model_layer {
    const char *name;
    const char (*classes)[MODEL_NAME_MAX];
    uint32_t class_count;
    uint32_t slot_count;
    const struct model_slot *slots; /* of the file */
    const uint16_t *narrow;         /* weights of a narrow layer, else NULL */
    const uint32_t *wide;           /* those of another, else NULL */
    uint32_t weight_count;
    struct rows rows; /* of layers that model_find_sums() found */
};

/*
 * Maps the file. STATUS_USAGE: it is not there, or not what was written (the message says what to
 * do). The caller ends with model_close().
 */
enum status model_open(const char *path, struct model **model, struct error *error) WARN_UNUSED;
void model_close(struct model *model);

/* Of the whole file: another model has another one. */
uint64_t model_file_checksum(const struct model *model);

/* NULL: the model has no layer of that name. */
const struct model_layer *model_find_layer(const struct model *model, const char *name);

/* The same, for model_sum(): the first call lays the weights out in memory, and must be over before
 * other threads use the model. */
const struct model_layer *model_find_sums(struct model *model, const char *name);

enum { MODEL_RUN_END = 128 };

/*
 * Adds the weights of `count` features to `scores`, one for each class. The tables are larger than
 * the processor's caches, and it waits for all of the features at once rather than for each. Of
 * layers that model_find_sums() found.
 */
void model_sum(const struct model_layer *layer, const uint32_t *keys, size_t count,
               int32_t *scores);

/* Bits of the first 64 classes that have a weight for the feature. */
uint64_t model_classes(const struct model_layer *layer, uint32_t key);

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
    bool narrow; /* the weights have eight bits */
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
