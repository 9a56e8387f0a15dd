#include "nightly/stages.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"

enum {
    STAGES_LOG_LINE_MAX = 64 * 1024,
    STAGES_STOP_SECONDS = 60 /* for what is under way, once a stop is asked for */
};

/* What the stages last said of their progress. */
struct stages_progress {
    json_int_t waiting, articles, rejected, analysed, landed_new, changed, unchanged, reprocessed;
};

struct stages_watch {
    struct log *log;
    struct buf lines[STAGE_COUNT];
    struct stages_progress progress;
    bool json;      /* nobody watches: lines go on as they are */
    time_t stop_at; /* when all stages are ended; 0: nobody asked for a stop */
};

static json_int_t stages_number(const json_t *line, const char *key, json_int_t before)
{
    const json_t *value = json_object_get(line, key);

    return json_is_integer(value) ? json_integer_value(value) : before;
}

/* All stages in one line. */
static void stages_show_totals(const struct stages_watch *watch, bool final)
{
    struct log_field fields[] = {LOG_NUMBER("extracted", watch->progress.articles),
                                 LOG_NUMBER("transformed", watch->progress.analysed),
                                 LOG_NUMBER("new", watch->progress.landed_new),
                                 LOG_NUMBER("changed", watch->progress.changed),
                                 LOG_NUMBER("unchanged", watch->progress.unchanged),
                                 LOG_NUMBER("rejected", watch->progress.rejected),
                                 LOG_NUMBER("waiting", watch->progress.waiting),
                                 LOG_NUMBER("reprocessed", watch->progress.reprocessed)};

    log_progress(watch->log, fields,
                 sizeof fields / sizeof fields[0] - (watch->progress.reprocessed == 0), final);
}

static void stages_show_progress(struct stages_watch *watch, int stage, const json_t *line)
{
    struct stages_progress *progress = &watch->progress;

    if (stage == STAGE_EXTRACT) {
        progress->articles = stages_number(line, "articles", progress->articles);
        progress->waiting = stages_number(line, "waiting", progress->waiting);
    } else if (stage == STAGE_TRANSFORM) {
        progress->analysed = stages_number(line, "articles", progress->analysed);
    } else {
        progress->landed_new = stages_number(line, "new", progress->landed_new);
        progress->changed = stages_number(line, "changed", progress->changed);
        progress->unchanged = stages_number(line, "unchanged", progress->unchanged);
        progress->rejected = stages_number(line, "rejected", progress->rejected);
        progress->reprocessed = stages_number(line, "reprocessed", progress->reprocessed);
    }
    stages_show_totals(watch, false);
}

static void stages_show_line(struct stages_watch *watch, int stage, const char *name,
                             const char *text)
{
    json_t *line;
    const char *event, *level, *message;

    if (watch->json) {
        fprintf(stderr, "%s\n", text);
        return;
    }
    line = json_loads(text, 0, NULL);
    event = json_string_value(json_object_get(line, "event"));
    level = json_string_value(json_object_get(line, "level"));
    message = json_string_value(json_object_get(line, "message"));
    if (event != NULL && (strcmp(event, "progress") == 0 || strcmp(event, "done") == 0)) {
        stages_show_progress(watch, stage, line);
    } else if (message != NULL && level != NULL) {
        log_event(watch->log,
                  strcmp(level, "error") == 0     ? LOG_ERROR
                  : strcmp(level, "warning") == 0 ? LOG_WARNING
                  : strcmp(level, "info") == 0    ? LOG_INFO
                                                  : LOG_DEBUG,
                  "stage", NULL, 0, "%s: %s", name, message);
    } else {
        log_event(watch->log, LOG_WARNING, "stage", NULL, 0, "%s: %s", name, text);
    }
    json_decref(line);
}

static void stages_take(struct stages_watch *watch, int stage, const char *name, const char *data,
                        size_t length)
{
    struct buf *line = &watch->lines[stage];

    for (size_t i = 0; i < length; i++) {
        if (data[i] == '\n') {
            stages_show_line(watch, stage, name, buf_text(line));
            buf_clear(line);
        } else if (!buf_append_char(line, data[i])) {
            buf_clear(line); /* a line that long says nothing */
        }
    }
}

static void stages_signal(const struct stage *stages, int count)
{
    for (int i = 0; i < count; i++) {
        kill(stages[i].pid, SIGTERM); /* not waited for yet: the number is still its own */
    }
}

/* The first signal ends extract: what it has written is analysed and loaded. A second one, or one
 * more minute, ends all: the batch under way is rolled back. */
static void stages_stop(struct stages_watch *watch, const struct stage *stages, int signals)
{
    struct signalfd_siginfo information;

    if (watch->stop_at == 0) {
        if (read(signals, &information, sizeof information) != sizeof information) {
            return;
        }
        log_event(watch->log, LOG_WARNING, "stop", NULL, 0,
                  "%s: no more is fetched, what was fetched is loaded; once more: stop at once",
                  information.ssi_signo == SIGINT ? "SIGINT" : "SIGTERM");
        watch->stop_at = time(NULL) + STAGES_STOP_SECONDS;
        stages_signal(stages, STAGE_EXTRACT + 1);
    } else if (read(signals, &information, sizeof information) == sizeof information ||
               time(NULL) >= watch->stop_at) {
        stages_signal(stages, STAGE_COUNT);
    }
}

/* Reads what all stages log until the last has closed its end. */
static void stages_watch_all(struct stages_watch *watch, const struct stage *stages,
                             int errors[STAGE_COUNT], int signals)
{
    int open = STAGE_COUNT;

    while (open > 0) {
        struct pollfd polls[STAGE_COUNT + 1] = {[STAGE_COUNT] = {.fd = signals, .events = POLLIN}};

        for (int i = 0; i < STAGE_COUNT; i++) {
            polls[i] = (struct pollfd){.fd = errors[i], .events = POLLIN};
        }
        if (poll(polls, STAGE_COUNT + 1, watch->stop_at == 0 ? -1 : 1000) < 0 && errno != EINTR) {
            return;
        }
        stages_stop(watch, stages, signals);
        for (int i = 0; i < STAGE_COUNT; i++) {
            char chunk[16384];
            ssize_t size;

            if (errors[i] < 0 || (polls[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
                continue;
            }
            size = read(errors[i], chunk, sizeof chunk);
            if (size > 0) {
                stages_take(watch, i, stages[i].name, chunk, (size_t)size);
            } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
                close(errors[i]);
                errors[i] = -1;
                open--;
            }
        }
        fflush(stderr);
    }
}

static void stages_close(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

/* Starts stage `i` between `*in` (closed after it) and a new pipe, whose read end becomes `*in`. */
static enum status stages_start_one(struct stage *stage, bool last, int *in, int *log_end,
                                    struct error *error)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1};
    enum status status = STATUS_OK;

    if (pipe2(err, O_CLOEXEC) != 0 || (!last && pipe2(out, O_CLOEXEC) != 0)) {
        status = error_set(error, STATUS_FATAL, "no_pipe", "pipe: %s", strerror(errno));
    } else if (last && (out[1] = open("/dev/null", O_WRONLY | O_CLOEXEC)) < 0) {
        status = error_set(error, STATUS_FATAL, "no_file", "/dev/null: %s", strerror(errno));
    } else {
        const struct process_spec spec = {.argv = stage->argv,
                                          .environment = stage->environment,
                                          .in = *in,
                                          .out = out[1],
                                          .err = err[1],
                                          .die_with_parent = true};

        status = process_start(&spec, &stage->pid, error);
    }
    stages_close(in);
    stages_close(&out[1]);
    stages_close(&err[1]);
    *in = out[0];
    *log_end = err[0];
    return status;
}

enum status stages_run(struct stage stages[STAGE_COUNT], struct log *log, struct error *error)
{
    struct stages_watch watch = {.log = log, .json = isatty(STDERR_FILENO) == 0};
    int errors[STAGE_COUNT] = {-1, -1, -1};
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC), signals;
    sigset_t held;
    enum status status = STATUS_OK;

    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGINT);
    /* Held to the end of the program: a run that was stopped has its summary too. */
    signals = sigprocmask(SIG_BLOCK, &held, NULL) == 0
                  ? signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK)
                  : -1;
    if (in < 0 || signals < 0) {
        status =
            error_set(error, STATUS_FATAL, "no_file", "/dev/null or signals: %s", strerror(errno));
        stages_close(&in);
        stages_close(&signals);
        return status;
    }
    for (int i = 0; i < STAGE_COUNT; i++) {
        watch.lines[i] = (struct buf)BUF_INIT(STAGES_LOG_LINE_MAX);
    }
    for (int i = 0; i < STAGE_COUNT && status == STATUS_OK; i++) {
        status = stages_start_one(&stages[i], i + 1 == STAGE_COUNT, &in, &errors[i], error);
    }
    stages_close(&in);
    if (status == STATUS_OK) {
        stages_watch_all(&watch, stages, errors, signals);
        if (!watch.json) {
            stages_show_totals(&watch, true);
        }
    }
    for (int i = 0; i < STAGE_COUNT; i++) {
        stages_close(&errors[i]);
        if (stages[i].pid > 0) {
            stages[i].exit_code = process_wait(stages[i].pid);
        }
        buf_free(&watch.lines[i]);
    }
    stages_close(&signals);
    return status;
}

int stages_exit_code(const struct stage stages[STAGE_COUNT])
{
    int worst = EXIT_DONE;

    for (int i = 0; i < STAGE_COUNT; i++) {
        int code = stages[i].exit_code;

        if (code == EXIT_USAGE && worst != EXIT_FAILED) {
            worst = EXIT_USAGE;
        } else if (code == EXIT_REJECTED && worst == EXIT_DONE) {
            worst = EXIT_REJECTED;
        } else if (code != EXIT_DONE && code != EXIT_USAGE && code != EXIT_REJECTED) {
            worst = EXIT_FAILED;
        }
    }
    return worst;
}
