/* Programs that the driver starts: arguments as a list, never through a shell. */
#ifndef DATELINE_NIGHTLY_PROCESS_H
#define DATELINE_NIGHTLY_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>
#include "common/error.h"

struct process_spec {
    const char *const *argv;        /* argv[0] is the path (or a name in PATH); ends with NULL */
    const char *const *environment; /* "NAME=value" to add, ends with NULL; or NULL */
    int in, out, err;               /* descriptors for 0, 1, 2; -1: inherited */
    const char *account;            /* when root: run as this account; or NULL */
    const char *folder;             /* working folder; or NULL */
    bool die_with_parent;           /* by SIGTERM; Ctrl-C is left to the parent */
};

/* Starts the program; close-on-exec descriptors stay ours alone. */
enum status process_start(const struct process_spec *spec, pid_t *pid,
                          struct error *error) WARN_UNUSED;

/* Waits for its end: its exit code, or 128 + signal. */
int process_wait(pid_t pid);

/* Starts and waits; stdout and stderr together are returned, cut at 64 KiB; freed by the caller. */
enum status process_run(const struct process_spec *spec, int *exit_code, char **output,
                        struct error *error) WARN_UNUSED;

#endif
