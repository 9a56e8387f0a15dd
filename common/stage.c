#include "common/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "common/memory.h"
#include "common/streams.h"

void stage_begin(void)
{
    streams_open();
    mem_install();
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a message, not a death */
}

enum status stage_open_input(const char *path, int *fd, const char **name, struct error *error)
{
    if (strcmp(path, "-") == 0) {
        *fd = STDIN_FILENO;
        *name = "stdin";
        return STATUS_OK;
    }
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    *name = path;
    return *fd >= 0 ? STATUS_OK
                    : error_set(error, STATUS_FATAL, "no_file", "%s: %s; name a file of records",
                                path, strerror(errno));
}

void stage_close_input(int fd)
{
    if (fd != STDIN_FILENO) {
        close(fd);
    }
}

int stage_end(struct log *log, enum status status, const struct error *error)
{
    if (status != STATUS_OK && status != STATUS_REJECT) {
        log_error(log, error);
    }
    log_free(log);
    return (int)error_exit_code(status);
}
