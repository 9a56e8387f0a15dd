#include "nightly/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"

static enum status output_put(FILE *stream, const char *name, const char *text, size_t length,
                              struct error *error)
{
    if (fwrite(text, 1, length, stream) != length || fflush(stream) != 0) {
        return error_set(error, STATUS_FATAL, "write_failed", "%s: %s", name, strerror(errno));
    }
    return STATUS_OK;
}

/* Through a temporary name beside it. */
static enum status output_save(const char *path, const char *text, size_t length,
                               struct error *error)
{
    size_t size = strlen(path) + 32;
    char *draft = mem_calloc(1, size);
    FILE *file = NULL;
    enum status status;
    int fd;

    snprintf(draft, size, "%s.draft.%ld", path, (long)getpid());
    fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        file = fdopen(fd, "w");
    }
    if (file == NULL) {
        status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be made: %s", draft,
                           strerror(errno));
    } else {
        status = output_put(file, draft, text, length, error);
        if (fclose(file) != 0 && status == STATUS_OK) {
            status =
                error_set(error, STATUS_FATAL, "write_failed", "%s: %s", draft, strerror(errno));
        }
        if (status == STATUS_OK && rename(draft, path) != 0) {
            status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be replaced: %s",
                               path, strerror(errno));
        }
        if (status != STATUS_OK) {
            unlink(draft);
        }
    }
    if (file == NULL && fd >= 0) {
        close(fd);
        unlink(draft);
    }
    free(draft);
    return status;
}

/* Renaming over a device would put a file in its place. */
enum status output_check_path(const char *option, const char *path, struct error *error)
{
    struct stat found;

    if (*path == '\0' || (stat(path, &found) == 0 && !S_ISREG(found.st_mode))) {
        return error_set(error, STATUS_USAGE, "usage", "%s %s: is no file; name a file", option,
                         path);
    }
    return STATUS_OK;
}

enum status output_write(const char *path, const char *text, size_t length, struct error *error)
{
    return path != NULL ? output_save(path, text, length, error)
                        : output_put(stdout, "output", text, length, error);
}
