#include "extract/workers.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common/memory.h"
#include "extract/reader.h"

enum { WORKERS_STACK = 8 * 1024 * 1024 }; /* bytes; whatever ulimit says */

struct workers {
    pthread_t *threads;
    size_t count;
    size_t busy; /* of the owner alone */
    void (*wake)(void *context);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct job *first, *last; /* waiting */
    struct job *ready;        /* done, newest first */
    bool ended;
};

static struct job *workers_next(struct workers *workers)
{
    struct job *job;

    pthread_mutex_lock(&workers->lock);
    while (workers->first == NULL && !workers->ended) {
        pthread_cond_wait(&workers->work, &workers->lock);
    }
    job = workers->ended ? NULL : workers->first;
    if (job != NULL) {
        workers->first = job->queued;
        workers->last = workers->first == NULL ? NULL : workers->last;
    }
    pthread_mutex_unlock(&workers->lock);
    return job;
}

static void *workers_run(void *argument)
{
    struct workers *workers = argument;
    struct reader *reader = reader_new();
    struct job *job;

    while ((job = workers_next(workers)) != NULL) {
        bool told;

        reader_read(reader, job);
        pthread_mutex_lock(&workers->lock);
        told = workers->ready != NULL;
        job->queued = workers->ready;
        workers->ready = job;
        pthread_cond_signal(&workers->done);
        pthread_mutex_unlock(&workers->lock);
        if (!told) {
            workers->wake(workers->context);
        }
    }
    reader_free(reader);
    return NULL;
}

static enum status workers_start(struct workers *workers, size_t count, struct error *error)
{
    pthread_attr_t attributes;
    int problem = pthread_attr_init(&attributes);

    if (problem == 0) {
        problem = pthread_attr_setstacksize(&attributes, WORKERS_STACK);
        for (size_t i = 0; i < count && problem == 0; i++) {
            problem = pthread_create(&workers->threads[i], &attributes, workers_run, workers);
            workers->count += problem == 0;
        }
        pthread_attr_destroy(&attributes);
    }
    return problem == 0
               ? STATUS_OK
               : error_set(error, STATUS_FATAL, "no_thread",
                           "a thread cannot be started: %s; use a smaller -j", strerror(problem));
}

enum status workers_new(size_t count, void (*wake)(void *context), void *context,
                        struct workers **workers, struct error *error)
{
    struct workers *made = mem_calloc(1, sizeof *made);
    pthread_condattr_t attributes;
    enum status status;

    made->threads = mem_calloc(count, sizeof *made->threads);
    made->wake = wake;
    made->context = context;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->work, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&made->done, &attributes);
    pthread_condattr_destroy(&attributes);
    status = workers_start(made, count, error);
    *workers = made;
    if (status != STATUS_OK) {
        workers_free(made);
        *workers = NULL;
    }
    return status;
}

void workers_free(struct workers *workers)
{
    if (workers == NULL) {
        return;
    }
    pthread_mutex_lock(&workers->lock);
    workers->ended = true;
    pthread_cond_broadcast(&workers->work);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->count; i++) {
        pthread_join(workers->threads[i], NULL);
    }
    pthread_cond_destroy(&workers->done);
    pthread_cond_destroy(&workers->work);
    pthread_mutex_destroy(&workers->lock);
    free(workers->threads);
    free(workers);
}

void workers_put(struct workers *workers, struct job *job)
{
    job->queued = NULL;
    workers->busy++;
    pthread_mutex_lock(&workers->lock);
    if (workers->last == NULL) {
        workers->first = job;
    } else {
        workers->last->queued = job;
    }
    workers->last = job;
    pthread_cond_signal(&workers->work);
    pthread_mutex_unlock(&workers->lock);
}

struct job *workers_take(struct workers *workers)
{
    struct job *ready;

    if (workers->busy == 0) {
        return NULL;
    }
    pthread_mutex_lock(&workers->lock);
    ready = workers->ready;
    workers->ready = NULL;
    pthread_mutex_unlock(&workers->lock);
    for (const struct job *job = ready; job != NULL; job = job->queued) {
        workers->busy--;
    }
    return ready;
}

size_t workers_busy(const struct workers *workers)
{
    return workers->busy;
}

void workers_wait(struct workers *workers, int milliseconds)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    end.tv_sec += milliseconds / 1000 + end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    pthread_mutex_lock(&workers->lock);
    while (workers->ready == NULL &&
           pthread_cond_timedwait(&workers->done, &workers->lock, &end) != ETIMEDOUT) {
    }
    pthread_mutex_unlock(&workers->lock);
}
