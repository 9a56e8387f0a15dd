/* What the programs of the stages have in common: how they begin, read their input, and end. */
#ifndef DATELINE_COMMON_STAGE_H
#define DATELINE_COMMON_STAGE_H

#include "common/error.h"
#include "common/log.h"

/* Call before anything else: standard streams, memory, signals. */
void stage_begin(void);

/*
 * Opens a file of records; "-" is standard input. `*name` is what messages call it. The caller ends
 * with stage_close_input(). STATUS_FATAL "no_file" where it cannot be read.
 */
enum status stage_open_input(const char *path, int *fd, const char **name,
                             struct error *error) WARN_UNUSED;
void stage_close_input(int fd);

/* Logs why the stage failed, if it did, and frees the log; returns the exit code. */
int stage_end(struct log *log, enum status status, const struct error *error);

#endif
