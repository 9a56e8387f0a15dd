#include "transform/model/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"

enum { MODEL_VERSION = 2, MODEL_BYTE_ORDER = 0x01020304, MODEL_KEYS_A_FREE_SLOT = 3 };

static const char model_magic[8] = "DLMODEL\n";

struct model_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t size;     /* of the file */
    uint64_t checksum; /* of what follows the header */
    uint32_t layer_count, zero;
};

struct model_entry { /* of the directory; offsets from the start of the file, in bytes */
    char name[MODEL_NAME_MAX];
    uint32_t class_count, slot_count, weight_count, weight_size; /* size: in bytes, 2 or 4 */
    uint64_t classes, slots, weights, zero;
};

struct model {
    void *data;
    size_t size;
    bool mapped; /* else from the heap */
    struct model_layer layers[MODEL_LAYERS_MAX];
    size_t layer_count;
};

static uint64_t model_mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0xD6E8FEB86659FD93u;
    return sum ^ sum >> 32;
}

/* Finds damage, not intent. */
static uint64_t model_checksum(const unsigned char *data, size_t length)
{
    uint64_t sum = length * 0x9E3779B97F4A7C15u;

    for (size_t i = 0; i < length / 8; i++) {
        uint64_t word;

        memcpy(&word, data + i * 8, 8);
        sum = model_mix(sum, word);
    }
    if (length % 8 != 0) {
        uint64_t word = 0;

        memcpy(&word, data + length / 8 * 8, length % 8);
        sum = model_mix(sum, word);
    }
    return sum;
}

static bool model_inside(const struct model *model, uint64_t offset, uint64_t count, uint64_t size)
{
    return offset % 8 == 0 && offset <= model->size && count * size <= model->size - offset;
}

static uint32_t model_weight_class(const struct model_layer *layer, uint32_t at, bool *last)
{
    uint32_t weight = layer->narrow != NULL ? layer->narrow[at] : layer->wide[at];

    *last = (weight & MODEL_RUN_END) != 0;
    return weight & (MODEL_RUN_END - 1);
}

static uint32_t model_largest_class(const struct model_layer *layer)
{
    uint32_t largest = 0;

    for (uint32_t i = 0; layer->narrow != NULL && i < layer->weight_count; i++) {
        uint32_t found = layer->narrow[i] & (MODEL_RUN_END - 1);

        largest = found > largest ? found : largest;
    }
    for (uint32_t i = 0; layer->wide != NULL && i < layer->weight_count; i++) {
        uint32_t found = layer->wide[i] & (MODEL_RUN_END - 1);

        largest = found > largest ? found : largest;
    }
    return largest;
}

/* Whether classes have names, runs begin in the table, name classes that exist, and end; and a
 * look-up ends at a free slot. */
static bool model_check_layer(const struct model_layer *layer)
{
    bool free_slot = false, last = false;

    for (uint32_t i = 0; i < layer->class_count; i++) {
        if (memchr(layer->classes[i], '\0', MODEL_NAME_MAX) == NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; i < layer->slot_count; i++) {
        if (layer->slots[i].key != 0 && layer->slots[i].run >= layer->weight_count) {
            return false;
        }
        free_slot = free_slot || layer->slots[i].key == 0;
    }
    (void)model_weight_class(layer, layer->weight_count - 1, &last);
    return free_slot && last && model_largest_class(layer) < layer->class_count;
}

/* Takes a layer whose tables lie in the file and point into themselves. */
static bool model_take_layer(struct model *model, const struct model_entry *entry)
{
    const char *data = model->data;
    struct model_layer *layer = &model->layers[model->layer_count];

    if (memchr(entry->name, '\0', sizeof entry->name) == NULL || entry->class_count == 0 ||
        entry->class_count > MODEL_CLASSES_MAX || entry->slot_count == 0 ||
        entry->weight_count == 0 ||
        (entry->weight_size != sizeof *layer->narrow &&
         entry->weight_size != sizeof *layer->wide) ||
        !model_inside(model, entry->classes, entry->class_count, MODEL_NAME_MAX) ||
        !model_inside(model, entry->slots, entry->slot_count, sizeof *layer->slots) ||
        !model_inside(model, entry->weights, entry->weight_count, entry->weight_size)) {
        return false;
    }
    *layer = (struct model_layer){.name = entry->name,
                                  .classes = (const void *)(data + entry->classes),
                                  .class_count = entry->class_count,
                                  .slot_count = entry->slot_count,
                                  .slots = (const void *)(data + entry->slots),
                                  .weight_count = entry->weight_count};
    if (entry->weight_size == sizeof *layer->narrow) {
        layer->narrow = (const void *)(data + entry->weights);
    } else {
        layer->wide = (const void *)(data + entry->weights);
    }
    model->layer_count++;
    return model_check_layer(layer) && rows_bytes(layer) <= MODEL_ROWS_MAX;
}

/* What is wrong with the mapped file; NULL: nothing. */
static const char *model_check(struct model *model)
{
    const struct model_header *header = model->data;
    const struct model_entry *entries = (const void *)(header + 1);

    if (model->size < sizeof *header ||
        memcmp(header->magic, model_magic, sizeof model_magic) != 0) {
        return "is no model file";
    }
    if (header->byte_order != MODEL_BYTE_ORDER) {
        return "was made for machines of another byte order";
    }
    if (header->version != MODEL_VERSION) {
        return "is of another version than this program";
    }
    if (header->size != model->size || header->zero != 0 ||
        header->checksum !=
            model_checksum((const unsigned char *)(header + 1), model->size - sizeof *header)) {
        return "is damaged";
    }
    if (header->layer_count > MODEL_LAYERS_MAX ||
        !model_inside(model, sizeof *header, header->layer_count, sizeof *entries)) {
        return "is damaged";
    }
    for (uint32_t i = 0; i < header->layer_count; i++) {
        if (!model_take_layer(model, &entries[i])) {
            return "is damaged";
        }
    }
    return NULL;
}

enum status model_open(const char *path, struct model **model, struct error *error)
{
    struct model *made = mem_calloc(1, sizeof *made);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat information = {0};
    const char *problem = NULL;

    *model = NULL;
    if (fd < 0 || fstat(fd, &information) != 0) {
        problem = strerror(errno);
    } else if (information.st_size <= 0) {
        problem = "is no model file";
    } else if (information.st_size > MODEL_BYTES_MAX) {
        problem = "is larger than a model may be";
    } else {
        made->size = (size_t)information.st_size;
        made->data = mmap(NULL, made->size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (made->data == MAP_FAILED) {
            made->data = NULL;
            problem = strerror(errno);
        } else {
            made->mapped = true;
            problem = model_check(made);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    if (problem != NULL) {
        enum status status = error_set(
            error, STATUS_USAGE, ERROR_DAMAGED,
            "%s: %s; take the file of this version of Dateline, or train it again", path, problem);

        model_close(made);
        return status;
    }
    *model = made;
    return STATUS_OK;
}

uint64_t model_file_checksum(const struct model *model)
{
    return ((const struct model_header *)model->data)->checksum;
}

void model_close(struct model *model)
{
    if (model == NULL) {
        return;
    }
    for (size_t i = 0; i < model->layer_count; i++) {
        rows_free(&model->layers[i].rows);
    }
    if (model->mapped) {
        munmap(model->data, model->size);
    } else {
        free(model->data);
    }
    free(model);
}

const struct model_layer *model_find_layer(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->layer_count; i++) {
        if (strcmp(model->layers[i].name, name) == 0) {
            return &model->layers[i];
        }
    }
    return NULL;
}

const struct model_layer *model_find_sums(struct model *model, const char *name)
{
    for (size_t i = 0; i < model->layer_count; i++) {
        struct model_layer *layer = &model->layers[i];

        if (strcmp(layer->name, name) == 0) {
            if (layer->rows.slots == NULL) {
                rows_fill(&layer->rows, layer);
            }
            return layer;
        }
    }
    return NULL;
}

void model_sum(const struct model_layer *layer, const uint32_t *keys, size_t count, int32_t *scores)
{
    for (size_t k = 0; k < count; k += ROWS_BATCH) {
        rows_sum(&layer->rows, keys + k, count - k < ROWS_BATCH ? count - k : ROWS_BATCH,
                 layer->class_count, scores);
    }
}

/* The key's slot, or the free one that shows that there is none. */
static const struct model_slot *model_slot(const struct model_layer *layer, uint32_t key)
{
    uint32_t slot = rows_first_slot(key, layer->slot_count);

    while (layer->slots[slot].key != key && layer->slots[slot].key != 0) {
        slot = slot + 1 < layer->slot_count ? slot + 1 : 0;
    }
    return &layer->slots[slot];
}

uint64_t model_classes(const struct model_layer *layer, uint32_t key)
{
    const struct model_slot *slot = model_slot(layer, key);
    uint64_t classes = 0;
    bool last = slot->key == 0;

    for (uint32_t at = slot->run; !last; at++) {
        uint32_t class_index = model_weight_class(layer, at, &last);

        classes |= class_index < 64 ? UINT64_C(1) << class_index : 0;
    }
    return classes;
}

static size_t model_put(char *data, size_t *used, const void *bytes, size_t size)
{
    size_t at = *used;

    if (data != NULL && size > 0) {
        memcpy(data + at, bytes, size);
    }
    *used = (at + size + 7) / 8 * 8;
    return at;
}

/* The weights of a row that are not 0, of which there is one; returns how many. */
static uint32_t model_run(const struct model_table *table, size_t row, uint32_t *run)
{
    unsigned shift = table->narrow ? 8 : 16;
    uint32_t count = 0;

    for (size_t i = 0; i < table->class_count; i++) {
        uint16_t weight = (uint16_t)table->rows[row * table->class_count + i];

        if (weight != 0) {
            run[count++] = (uint32_t)weight << shift | (uint32_t)i;
        }
    }
    run[count - 1] |= MODEL_RUN_END;
    return count;
}

static size_t model_put_weights(char *data, size_t *used, const struct model_table *table,
                                const uint32_t *weights, uint32_t count)
{
    uint16_t *narrow;
    size_t at;

    if (!table->narrow) {
        return model_put(data, used, weights, count * sizeof *weights);
    }
    narrow = mem_calloc(count + 1, sizeof *narrow);
    for (uint32_t i = 0; i < count; i++) {
        narrow[i] = (uint16_t)weights[i];
    }
    at = model_put(data, used, narrow, count * sizeof *narrow);
    free(narrow);
    return at;
}

static void model_put_kept(char *data, size_t *used, const struct model_layer *layer,
                           struct model_entry *entry)
{
    size_t size = layer->narrow != NULL ? sizeof *layer->narrow : sizeof *layer->wide;

    *entry = (struct model_entry){.class_count = layer->class_count,
                                  .slot_count = layer->slot_count,
                                  .weight_count = layer->weight_count,
                                  .weight_size = (uint32_t)size};
    snprintf(entry->name, sizeof entry->name, "%s", layer->name);
    entry->classes =
        model_put(data, used, layer->classes, layer->class_count * sizeof *layer->classes);
    entry->slots = model_put(data, used, layer->slots, layer->slot_count * sizeof *layer->slots);
    entry->weights = model_put(
        data, used, layer->narrow != NULL ? (const void *)layer->narrow : (const void *)layer->wide,
        layer->weight_count * size);
}

/* Lays a table out behind `*used`; `data` NULL: only counts. */
static void model_put_table(char *data, size_t *used, const struct model_table *table,
                            struct model_entry *entry)
{
    uint32_t count = (uint32_t)(table->key_count + table->key_count / MODEL_KEYS_A_FREE_SLOT + 2);
    uint32_t weight_count = 0, *weights;
    char(*names)[MODEL_NAME_MAX] = mem_calloc(table->class_count, sizeof *names);
    struct model_slot *slots;

    slots = mem_calloc(count, sizeof *slots);
    weights = mem_calloc(table->key_count * table->class_count + 1, sizeof *weights);
    for (size_t i = 0; i < table->class_count; i++) {
        snprintf(names[i], sizeof names[i], "%s", table->classes[i]);
    }
    for (size_t i = 0; i < table->key_count; i++) {
        uint32_t slot = rows_first_slot(table->keys[i], count);

        while (slots[slot].key != 0) {
            slot = slot + 1 < count ? slot + 1 : 0;
        }
        slots[slot] = (struct model_slot){table->keys[i], weight_count};
        weight_count += model_run(table, i, weights + weight_count);
    }
    *entry = (struct model_entry){.class_count = (uint32_t)table->class_count,
                                  .slot_count = count,
                                  .weight_count = weight_count,
                                  .weight_size = table->narrow ? (uint32_t)sizeof(uint16_t)
                                                               : (uint32_t)sizeof(uint32_t)};
    snprintf(entry->name, sizeof entry->name, "%s", table->name);
    entry->classes = model_put(data, used, names, table->class_count * sizeof *names);
    entry->slots = model_put(data, used, slots, count * sizeof *slots);
    entry->weights = model_put_weights(data, used, table, weights, weight_count);
    free(names);
    free(slots);
    free(weights);
}

static enum status model_save(const char *path, const char *data, size_t size, struct error *error)
{
    char *new_path = NULL;
    FILE *file;
    bool good;

    if (asprintf(&new_path, "%s.new", path) < 0) {
        return error_set(error, STATUS_FATAL, "out_of_memory", "%s: no memory for its name", path);
    }
    file = fopen(new_path, "we");
    good = file != NULL && fwrite(data, 1, size, file) == size;
    good = file != NULL && fclose(file) == 0 && good && rename(new_path, path) == 0;
    free(new_path);
    return good ? STATUS_OK
                : error_set(error, STATUS_FATAL, "not_written", "%s: cannot be written: %s", path,
                            strerror(errno));
}

/* The bytes of a whole file, to be freed. */
static char *model_lay_out(const struct model_table *tables, size_t count, size_t *size)
{
    struct model_entry entries[MODEL_LAYERS_MAX] = {0};
    struct model_header header = {
        .version = MODEL_VERSION, .byte_order = MODEL_BYTE_ORDER, .layer_count = (uint32_t)count};
    size_t start = sizeof header + count * sizeof entries[0];
    char *data = NULL;

    for (int turn = 0; turn < 2; turn++) { /* the first only counts */
        *size = start;
        for (size_t i = 0; i < count; i++) {
            if (tables[i].kept != NULL) {
                model_put_kept(data, size, tables[i].kept, &entries[i]);
            } else {
                model_put_table(data, size, &tables[i], &entries[i]);
            }
        }
        data = turn == 0 ? mem_calloc(1, *size) : data;
    }
    memcpy(header.magic, model_magic, sizeof model_magic);
    memcpy(data + sizeof header, entries, count * sizeof entries[0]);
    header.size = *size;
    header.checksum =
        model_checksum((const unsigned char *)data + sizeof header, *size - sizeof header);
    memcpy(data, &header, sizeof header);
    return data;
}

enum status model_write(const char *path, const struct model_table *tables, size_t count,
                        struct error *error)
{
    size_t size;
    char *data = model_lay_out(tables, count, &size);
    enum status status = model_save(path, data, size, error);

    free(data);
    return status;
}

enum status model_make(const struct model_table *tables, size_t count, struct model **model,
                       struct error *error)
{
    struct model *made = mem_calloc(1, sizeof *made);

    *model = NULL;
    made->data = model_lay_out(tables, count, &made->size);
    if (model_check(made) != NULL) {
        model_close(made);
        return error_set(error, STATUS_USAGE, "empty_model",
                         "nothing was learned for some layer; give corpora that have examples");
    }
    *model = made;
    return STATUS_OK;
}
