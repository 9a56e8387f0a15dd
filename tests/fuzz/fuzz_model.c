/* A model file, behind a header that makes it whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "transform/model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As in model.c: without a right checksum no input would come further. */
static uint64_t checksum(const uint8_t *data, size_t length)
{
    uint64_t sum = length * 0x9E3779B97F4A7C15u;

    for (size_t i = 0; i < length; i += 8) {
        uint64_t word = 0;

        memcpy(&word, data + i, length - i < 8 ? length - i : 8);
        sum = (sum ^ word) * 0xD6E8FEB86659FD93u;
        sum ^= sum >> 32;
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct {
        char magic[8];
        uint32_t version, byte_order;
        uint64_t size, checksum;
        uint32_t layers, zero;
    } header = {"DLMODEL", 2, 0x01020304, sizeof header + size, checksum(data, size), 1, 0};
    struct error error = {0};
    struct model *model = NULL;
    char path[64];
    int fd = memfd_create("fuzz.model", 0);

    header.magic[7] = '\n';
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (fd >= 0 && write(fd, &header, sizeof header) == (ssize_t)sizeof header &&
        write(fd, data, size) == (ssize_t)size && model_open(path, &model, &error) == STATUS_OK) {
        const struct model_layer *layer = model_find_sums(model, "tag");
        int32_t scores[MODEL_CLASSES_MAX] = {0};

        for (uint32_t key = 1; layer != NULL && key < 200; key += 2) {
            model_sum(layer, &key, 1, scores);
            (void)model_classes(layer, key);
        }
    }
    model_close(model);
    close(fd);
    return 0;
}
