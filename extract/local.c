#include "extract/local.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"

static bool local_ends(const char *path, const char *suffix)
{
    size_t length = strlen(path), end = strlen(suffix);

    return length > end && strcasecmp(path + length - end, suffix) == 0;
}

bool local_is_warc(const char *path)
{
    return local_ends(path, ".warc") || local_ends(path, ".warc.gz");
}

const char *local_content_type(const char *path)
{
    static const struct {
        const char *suffix, *type;
    } types[] = {{".html", "text/html"},
                 {".htm", "text/html"},
                 {".xhtml", "text/html"},
                 {".txt", "text/plain"}};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (local_ends(path, types[i].suffix)) {
            return types[i].type;
        }
    }
    return NULL;
}

bool local_is_folder(const char *path)
{
    struct stat information;

    return stat(path, &information) == 0 && S_ISDIR(information.st_mode);
}

void local_escape(char *path)
{
    for (; *path != '\0'; path++) {
        *path = (unsigned char)*path < 0x80 ? *path : '?';
    }
}

static const char *local_format_mark(const struct stat *information, struct arena *arena)
{
    return arena_printf(arena, "%lld.%09ld-%lld", (long long)information->st_mtim.tv_sec,
                        information->st_mtim.tv_nsec, (long long)information->st_size);
}

const char *local_mark(const char *path, struct arena *arena)
{
    struct stat information;

    return stat(path, &information) == 0 ? local_format_mark(&information, arena) : NULL;
}

size_t local_peek(const char *path, char *room, size_t size)
{
    struct stat information;
    ssize_t got = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0) {
        return 0;
    }
    if (fstat(fd, &information) == 0 && S_ISREG(information.st_mode)) {
        got = read(fd, room, size);
    }
    close(fd);
    return got > 0 ? (size_t)got : 0;
}

static enum status local_read_bytes(int fd, const char *path, size_t size, size_t max_bytes,
                                    struct buf *bytes, struct error *error)
{
    char *data = mem_alloc(size + 1);
    size_t length = 0;
    ssize_t got;

    /* It may grow while it is read: what was there at the beginning counts. */
    while (length < size && (got = read(fd, data + length, size - length)) != 0) {
        if (got < 0 && errno != EINTR) {
            free(data);
            return error_set(error, STATUS_REJECT, "unreadable", "%s: %s", path, strerror(errno));
        }
        length += got > 0 ? (size_t)got : 0;
    }
    data[length] = '\0';
    buf_free(bytes);
    *bytes = (struct buf){.data = data, .length = length, .capacity = size + 1, .max = max_bytes};
    return STATUS_OK;
}

/* Standard input, whole. */
static enum status local_read_stdin(size_t max_bytes, struct buf *bytes, struct error *error)
{
    struct buf taken = BUF_INIT(max_bytes);
    char chunk[16384];
    ssize_t got;

    while ((got = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
        if (got < 0 && errno != EINTR) {
            buf_free(&taken);
            return error_set(error, STATUS_REJECT, "unreadable", "standard input: %s",
                             strerror(errno));
        }
        if (got > 0 && !buf_append(&taken, chunk, (size_t)got)) {
            buf_free(&taken);
            return error_set(error, STATUS_REJECT, "too_large",
                             "standard input: more than max_bytes %zu", max_bytes);
        }
    }
    buf_free(bytes);
    *bytes = taken;
    return STATUS_OK;
}

enum status local_read(const char *path, size_t max_bytes, struct buf *bytes, struct arena *arena,
                       const char **mark, struct error *error)
{
    struct stat information;
    enum status status;
    int fd;

    if (strcmp(path, "-") == 0) {
        return local_read_stdin(max_bytes, bytes, error);
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hang the run */

    if (fd < 0) {
        return error_set(error, STATUS_REJECT, errno == ENOENT ? "no_file" : "unreadable",
                         "%s: %s; look at the path", path, strerror(errno));
    }
    if (fstat(fd, &information) != 0 || !S_ISREG(information.st_mode)) {
        status = error_set(error, STATUS_REJECT, "not_a_file", "%s: is not a regular file", path);
    } else if ((uintmax_t)information.st_size > max_bytes) {
        status =
            error_set(error, STATUS_REJECT, "too_large",
                      "%s: has %lld bytes, more than max_bytes %zu; raise it for this source if "
                      "that is right",
                      path, (long long)information.st_size, max_bytes);
    } else {
        if (mark != NULL) {
            *mark = local_format_mark(&information, arena);
        }
        status = local_read_bytes(fd, path, (size_t)information.st_size, max_bytes, bytes, error);
    }
    close(fd);
    return status;
}
