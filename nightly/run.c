#include "nightly/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/db.h"
#include "common/migrate.h"
#include "common/paths.h"
#include "common/patience.h"
#include "common/record.h"
#include "common/timestamp.h"
#include "nightly/run_lock.h"
#include "nightly/stages.h"

enum { RUN_ARGUMENTS_MAX = 16 };

static enum status run_write_line(void *context, const struct db_result *result,
                                  struct error *error)
{
    const char *line = db_value(result, 0, 0);

    return ndjson_write(context, line, strlen(line), error);
}

/* The committed state, as lines in a file without a name: extract reads it as /dev/fd/N. */
static enum status run_write_state(struct db *db, int *fd, struct error *error)
{
    char name[] = "/tmp/dateline-state-XXXXXX";
    struct ndjson_writer *writer;
    enum status status;

    *fd = mkostemp(name, 0);
    if (*fd < 0) {
        return error_set(error, STATUS_FATAL, "no_file", "%s: %s", name, strerror(errno));
    }
    unlink(name);
    writer = ndjson_writer_new(*fd, "state");
    status = db_each(db, "source_state_list", run_write_line, writer, error);
    if (status == STATUS_OK) {
        status = ndjson_flush(writer, error);
    }
    ndjson_writer_free(writer);
    (void)lseek(*fd, 0, SEEK_SET);
    return status;
}

static const char **run_arguments(struct arena *arena, const struct run_options *options,
                                  const char *program, size_t extra)
{
    const char **argv = arena_alloc(arena, (RUN_ARGUMENTS_MAX + extra) * sizeof *argv);

    argv[0] = program;
    argv[1] = "--log-json";
    argv[2] = "-c";
    argv[3] = options->config;
    return argv;
}

static enum status run_prepare(const struct run_options *options, struct arena *arena,
                               const char *run_id, int state_fd, struct stage stages[STAGE_COUNT],
                               struct error *error)
{
    static const char *const names[STAGE_COUNT] = {"extract", "transform", "load"};
    const char **environment = arena_alloc(arena, 3 * sizeof *environment);
    const struct selection *selection = options->selection;

    environment[0] = arena_printf(arena, "DATABASE_URL=%s", options->database_url);
    environment[1] = isatty(STDERR_FILENO) != 0 ? "DATELINE_PROGRESS_SECONDS=1" : NULL;
    for (int i = 0; i < STAGE_COUNT; i++) {
        char *path = NULL;
        enum status status =
            paths_find_program(arena_printf(arena, "dateline-%s", names[i]), &path, error);
        const char **argv;
        size_t count = 4;

        if (status != STATUS_OK) {
            return status;
        }
        argv =
            run_arguments(arena, options, arena_strdup(arena, path), selection->sources.count * 2);
        free(path);
        if (i == STAGE_EXTRACT) {
            argv[count++] = "--run-id";
            argv[count++] = run_id;
            argv[count++] = arena_printf(arena, "--state=/dev/fd/%d", state_fd);
            if (selection->archive != NULL) {
                argv[count++] = "--archive";
                argv[count++] = selection->archive;
            }
            if (selection->replay != NULL) {
                argv[count++] = "--replay";
                argv[count++] = selection->replay;
            }
            for (size_t s = 0; s < selection->sources.count; s++) {
                argv[count++] = "--source";
                argv[count++] = selection->sources.items[s];
            }
            if (selection->since != NULL) {
                argv[count++] = "--since";
                argv[count++] = selection->since;
            }
            if (selection->limit > 0) {
                argv[count++] = "--limit";
                argv[count++] = arena_printf(arena, "%ld", selection->limit);
            }
        }
        if (i != STAGE_LOAD && selection->threads > 0) {
            argv[count++] = "-j";
            argv[count++] = arena_printf(arena, "%ld", selection->threads);
        }
        argv[count] = NULL;
        stages[i] = (struct stage){.name = names[i], .argv = argv, .environment = environment};
    }
    return STATUS_OK;
}

static enum status run_print_summary(struct db *db, const char *run_id, struct error *error)
{
    const char *const parameters[] = {run_id};
    struct db_result *result = NULL;
    enum status status = db_run(db, "run_summary", parameters, 1, &result, error);

    if (status != STATUS_OK) {
        return status;
    }
    if (db_rows(result) == 0) {
        printf("run %s: nothing reached the database\n", run_id);
    } else {
        const char *message = db_value(result, 0, 1);

        printf("run %s: %s%s%s\n"
               "articles: %s new, %s changed, %s unchanged; pages and records rejected: %s\n"
               "event mentions in new and changed articles: %s\n",
               run_id, db_value(result, 0, 0), *message == '\0' ? "" : ": ", message,
               db_value(result, 0, 2), db_value(result, 0, 3), db_value(result, 0, 4),
               db_value(result, 0, 5), db_value(result, 0, 6));
    }
    db_result_free(result);
    if (fflush(stdout) != 0) {
        return error_set(error, STATUS_FATAL, "no_output", "stdout: %s", strerror(errno));
    }
    return STATUS_OK;
}

/* A run whose stages died has its row all the same. */
static enum status run_mark_failed(struct db *db, const char *run_id, const char *started_at,
                                   const struct stage stages[STAGE_COUNT], struct error *error)
{
    char contract[24], message[160];
    const char *const begin[] = {run_id, started_at, DATELINE_VERSION, contract, NULL};
    const char *const fail[] = {run_id, message};
    enum status status;

    snprintf(contract, sizeof contract, "%d", RECORD_CONTRACT_VERSION);
    snprintf(message, sizeof message,
             "extract ended with %d, transform with %d, load with %d; run again",
             stages[STAGE_EXTRACT].exit_code, stages[STAGE_TRANSFORM].exit_code,
             stages[STAGE_LOAD].exit_code);
    status = db_run(db, "run_begin", begin, 5, NULL, error);
    return status == STATUS_OK ? db_run(db, "run_fail", fail, 2, NULL, error) : status;
}

static enum status run_tell(struct db *db, const char *run_id, const char *started_at,
                            const struct stage stages[STAGE_COUNT], bool failed,
                            struct error *error)
{
    enum status status = STATUS_OK;

    if (failed) {
        status = run_mark_failed(db, run_id, started_at, stages, error);
    }
    return status == STATUS_OK ? run_print_summary(db, run_id, error) : status;
}

/* At the end of a run, by the connection that holds its lock, or by new ones if that is lost. */
static enum status run_end(const struct run_options *options, struct db *db, const char *run_id,
                           const char *started_at, const struct stage stages[STAGE_COUNT],
                           bool failed, struct error *error)
{
    /* where load has failed, it has waited already */
    struct patience patience = patience_begin(failed ? 0 : options->database_wait);
    enum status status = run_tell(db, run_id, started_at, stages, failed, error);

    while (status == STATUS_RETRY) {
        struct db *other = NULL;

        status = db_open(options->database_url, "dateline", &other, error);
        if (status == STATUS_OK) {
            status = run_tell(other, run_id, started_at, stages, failed, error);
        }
        db_close(other);
        if (status == STATUS_RETRY && !patience_pause(&patience, options->log, error)) {
            break;
        }
    }
    return status;
}

enum status run_nightly(const struct run_options *options, int *exit_code, struct error *error)
{
    struct arena *arena = arena_new();
    struct stage stages[STAGE_COUNT] = {{0}};
    char run_id[RECORD_RUN_ID_SIZE], started_at[TIMESTAMP_SIZE];
    struct timestamp now = timestamp_now();
    struct db *db = NULL; /* holds the lock to the end */
    int applied, state_fd = -1;
    enum status status =
        run_lock(options->database_url, options->database_wait, options->log, &db, error);

    *exit_code = EXIT_FAILED;
    record_new_run_id(run_id);
    timestamp_format(&now, started_at);
    if (status == STATUS_OK) {
        status = migrate_apply(db, options->log, &applied, error);
    }
    if (status == STATUS_OK) {
        status = run_write_state(db, &state_fd, error);
    }
    if (status == STATUS_OK) {
        status = run_prepare(options, arena, run_id, state_fd, stages, error);
    }
    if (status == STATUS_OK) {
        log_event(options->log, LOG_INFO, "run_begin", NULL, 0, "run %s begins", run_id);
        status = stages_run(stages, options->log, error);
    }
    if (state_fd >= 0) {
        close(state_fd);
    }
    if (status == STATUS_OK) {
        *exit_code = stages_exit_code(stages);
        status = run_end(options, db, run_id, started_at, stages, *exit_code == EXIT_FAILED, error);
        log_event(options->log, *exit_code == EXIT_FAILED ? LOG_ERROR : LOG_INFO, "run_end", NULL,
                  0, "run %s ended: extract %d, transform %d, load %d", run_id,
                  stages[STAGE_EXTRACT].exit_code, stages[STAGE_TRANSFORM].exit_code,
                  stages[STAGE_LOAD].exit_code);
    }
    db_close(db);
    arena_free(arena);
    return status == STATUS_RETRY ? STATUS_FATAL : status;
}
