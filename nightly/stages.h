/* The three stages as processes joined by pipes, watched through their log lines. */
#ifndef DATELINE_NIGHTLY_STAGES_H
#define DATELINE_NIGHTLY_STAGES_H

#include "common/log.h"
#include "nightly/process.h"

enum { STAGE_EXTRACT, STAGE_TRANSFORM, STAGE_LOAD, STAGE_COUNT };

struct stage {
    const char *name; /* "extract" */
    const char *const *argv;
    const char *const *environment;
    pid_t pid;
    int exit_code;
};

/*
 * Starts the stages, each one's stdout into the next one's stdin and the last one's thrown away;
 * passes on what they log until all have ended, and notes their exit codes. From then on SIGTERM
 * and SIGINT are held: the first ends extract alone, so that what it wrote is loaded; the second,
 * or a minute more, ends all.
 */
enum status stages_run(struct stage stages[STAGE_COUNT], struct log *log,
                       struct error *error) WARN_UNUSED;

/* The worst of their exit codes, what needs a hand first: 1 outweighs 2, which outweighs 3. */
int stages_exit_code(const struct stage stages[STAGE_COUNT]);

#endif
