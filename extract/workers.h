/* The threads that read: jobs go in, and come back done in any order. */
#ifndef DATELINE_EXTRACT_WORKERS_H
#define DATELINE_EXTRACT_WORKERS_H

#include <stddef.h>
#include "common/error.h"
#include "extract/job.h"

struct workers;

/*
 * Starts `count` threads. `wake` is called from them, with `context`, when something is done and
 * nobody has been told yet. STATUS_FATAL: "no_thread".
 */
enum status workers_new(size_t count, void (*wake)(void *context), void *context,
                        struct workers **workers, struct error *error) WARN_UNUSED;

/* Ends the threads once they have read what they are at; what waits is not read. Jobs stay their
 * owner's. */
void workers_free(struct workers *workers);

void workers_put(struct workers *workers, struct job *job);

/* Those that are done, linked by `queued`; NULL: none. */
struct job *workers_take(struct workers *workers);

/* Jobs that were put in and not taken yet. */
size_t workers_busy(const struct workers *workers);

/* Waits until something is done, but at most `milliseconds`. */
void workers_wait(struct workers *workers, int milliseconds);

#endif
