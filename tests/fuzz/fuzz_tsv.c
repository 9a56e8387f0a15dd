/* A dictionary file, as transform reads it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "transform/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every value of every cell; all lengths are added up, so that all is read. */
static size_t read_cells(const struct tsv *tsv, struct arena *arena, size_t columns)
{
    size_t sum = 0;

    for (size_t row = 0; row < tsv->count; row++) {
        for (size_t i = 0; i < columns; i++) {
            const char *cell = tsv->rows[row].cells[i], *value;

            sum += strlen(cell);
            while ((value = tsv_next_value(arena, &cell)) != NULL) {
                if (*value == '\0' || strchr(value, '|') != NULL) {
                    abort();
                }
            }
        }
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const columns[] = {"a", "b", "c", NULL};
    struct arena *arena = arena_new();
    struct error error;
    struct tsv tsv;
    char path[64];
    int fd = memfd_create("fuzz.tsv", 0);

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    /* Most inputs would die at the heading: it is given. */
    if (fd >= 0 && write(fd, "a\tb\tc\n", 6) == 6 && write(fd, data, size) == (ssize_t)size &&
        tsv_read(path, columns, arena, &tsv, &error) == STATUS_OK &&
        read_cells(&tsv, arena, 3) > size) {
        abort();
    }
    close(fd);
    arena_free(arena);
    return 0;
}
