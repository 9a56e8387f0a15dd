/*
 * A whole file for `dateline gazetteer import`: what is taken becomes a file that can be opened.
 * Its lines alone are tested by fuzz_gazetteer, which is faster.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "transform/name/gazetteer_file.h"
#include "transform/place/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct log *log;
    struct import_options options = {.max_bad_lines = 3};
    struct import_counts counts = {0};
    struct error error = {0};
    char path[64], made[64];
    const char *files[] = {path};
    int fd = memfd_create("fuzz.txt", 0);
    enum status status;

    if (log == NULL) {
        log = log_new("fuzz", LOG_ERROR, false);
    }
    options.log = log;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    snprintf(made, sizeof made, "/tmp/fuzz_import.%ld", (long)getpid());
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        abort();
    }
    status = import_run(&options, files, 1, made, &counts, &error);
    if (counts.places + counts.bad_lines > counts.lines) {
        abort();
    }
    if (status == STATUS_OK || status == STATUS_REJECT) {
        struct gazetteer_file file = {0};

        if (counts.places == 0 || gazetteer_file_open(made, "", &file, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            abort();
        }
        gazetteer_file_close(&file);
    } else if (error.message[0] == '\0') {
        abort();
    }
    (void)unlink(made);
    close(fd);
    return 0;
}
