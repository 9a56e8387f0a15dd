/* The answers that a WARC file, or each one below a folder, has kept. A file's state is the place
 * of its next record. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/timestamp.h"
#include "common/utf8.h"
#include "extract/filter.h"
#include "extract/local.h"
#include "extract/source/source.h"
#include "extract/source/walk.h"
#include "extract/warc/reader.h"

enum { WARC_DONE = 1 }; /* as the mark of a state's job: the file was read to its end */

struct warc {
    struct walk *walk; /* NULL: the source is one file */
    bool listed;       /* there are no more files */
    char *path;        /* of the file at hand; NULL: none */
    char mark[64];     /* its time and size, when it was opened */
    int fd;
    struct warc_reader *reader;
    size_t taken;   /* records of this run */
    size_t unsaved; /* settled since the last state */
};

static void warc_open(struct source *source)
{
    struct warc *warc = mem_calloc(1, sizeof *warc);

    warc->fd = -1;
    if (local_is_folder(source->config->path)) {
        warc->walk = walk_new(source->config->path, local_is_warc);
    }
    source->reading = warc;
}

static void warc_leave_file(struct warc *warc)
{
    warc_reader_free(warc->reader);
    warc->reader = NULL;
    if (warc->fd > STDIN_FILENO) {
        close(warc->fd);
    }
    warc->fd = -1;
    free(warc->path);
    warc->path = NULL;
}

static void warc_close(struct source *source)
{
    struct warc *warc = source->reading;

    warc_leave_file(warc);
    if (warc->walk != NULL) {
        walk_free(warc->walk);
    }
    free(warc);
}

static struct job *warc_reject(const char *path, const struct error *why)
{
    struct job *job = job_new(JOB_ARTICLE, NULL, path);

    job->why = *why;
    if (!utf8_valid(job->path)) {
        local_escape(job->path);
    }
    source_reject(job);
    return job;
}

/* Whether an earlier run has read all of the file as it is; else where it stopped. */
static bool warc_is_read(const struct source *source, struct warc *warc,
                         struct warc_options *options)
{
    json_t *before = source_find_state(source, warc->path);
    const char *seen = state_text(before, "mark");
    struct arena *arena = arena_new();
    const char *mark = local_mark(warc->path, arena);
    bool same = mark != NULL && seen != NULL && strcmp(mark, seen) == 0;
    bool done = same && json_is_true(json_object_get(before, "done"));

    snprintf(warc->mark, sizeof warc->mark, "%s", mark == NULL ? "" : mark);
    if (same) {
        options->first = (int64_t)state_number(before, "offset");
        options->skip = (int64_t)state_number(before, "skip");
    }
    arena_free(arena);
    json_decref(before);
    return done;
}

static enum status warc_enter_file(const struct source *source, struct warc *warc, const char *path,
                                   struct error *error)
{
    struct warc_options options = {.kinds = WARC_RESPONSE | WARC_RESOURCE,
                                   .pages_only = true,
                                   .max_bytes = (size_t)source->config->max_bytes};
    struct stat information;

    if (!utf8_valid(path)) {
        return error_set(error, STATUS_REJECT, "bad_path",
                         "a file of %s: its name is not UTF-8; rename it", source->config->path);
    }
    warc->path = mem_strdup(path);
    options.name = warc->path;
    if (warc_is_read(source, warc, &options)) {
        warc_leave_file(warc);
        return STATUS_OK;
    }
    warc->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (warc->fd < 0) {
        return error_set(error, STATUS_REJECT, errno == ENOENT ? "no_file" : "unreadable",
                         "%s: %s; look at the path", path, strerror(errno));
    }
    if (fstat(warc->fd, &information) == 0 && S_ISREG(information.st_mode) &&
        information.st_size == 0) {
        return error_set(error, STATUS_REJECT, "empty_file", "%s: is empty; fetch it again", path);
    }
    return warc_reader_new(warc->fd, &options, &warc->reader, error);
}

/* Opens the next file, if there is one with something new; what is wrong with it is a job. */
static struct job *warc_next_file(struct source *source, struct warc *warc)
{
    const char *path = source->config->path;
    struct job *job = NULL;
    struct error why = {0};
    enum walk_step step = WALK_FILE;

    if (warc->listed) {
        return NULL;
    }
    if (warc->walk == NULL) {
        warc->listed = true;
    } else {
        step = walk_next(warc->walk, &path, &why);
        warc->listed = step == WALK_END;
    }
    if (step == WALK_FAILED ||
        (step == WALK_FILE && warc_enter_file(source, warc, path, &why) != STATUS_OK)) {
        job = warc_reject(path, &why);
        warc_leave_file(warc);
    }
    return job;
}

static char *warc_copy(const char *text)
{
    return text == NULL ? NULL : mem_strdup(text);
}

/* Fractions of a second are cut off. */
static void warc_set_date(struct fetch_response *response, const char *date)
{
    struct timestamp timestamp;

    if (date != NULL && timestamp_parse(date, &timestamp)) {
        timestamp_format(&timestamp, response->fetched_at);
    }
}

/* Where the file is to be read from, once the job has come out. */
static void warc_set_place(const struct warc *warc, struct job *job)
{
    warc_reader_place(warc->reader, &job->offset, &job->skip);
    snprintf(job->file_mark, sizeof job->file_mark, "%s", warc->mark);
}

/* A record's job; NULL: the filters leave it out. */
static struct job *warc_take_record(struct source *source, struct warc *warc,
                                    struct warc_record *record)
{
    struct job *job;

    if (record->url == NULL || !filter_takes_url(source->config, record->url)) {
        source->counts.left_out++;
        buf_free(&record->body);
        return NULL;
    }
    job = job_new(JOB_ARTICLE, record->url, warc->path);
    job->loaded = true;
    job->response = (struct fetch_response){.status = STATUS_OK,
                                            .http_status = record->http_status,
                                            .body = record->body,
                                            .content_type = warc_copy(record->content_type),
                                            .etag = warc_copy(record->etag),
                                            .last_modified = warc_copy(record->last_modified)};
    warc_set_date(&job->response, record->date);
    return job;
}

/* No more of the file is read in this run: its state is due. */
static struct job *warc_end_file(struct warc *warc, bool done)
{
    struct job *job = job_new(JOB_STATE, NULL, warc->path);

    job->progress = JOB_DONE;
    job->mark = done ? WARC_DONE : 0;
    warc_set_place(warc, job);
    warc_leave_file(warc);
    return job;
}

/* The next record of the file at hand; at its end, a job that writes its state. */
static struct job *warc_take(struct source *source, struct warc *warc)
{
    struct warc_record record = {0};
    struct job *job = NULL;
    struct error why = {0};
    bool end = false;
    enum status status = warc_reader_next(warc->reader, &record, &end, &why);

    if (status == STATUS_OK && end) {
        return warc_end_file(warc, true);
    }
    if (status == STATUS_OK) {
        job = warc_take_record(source, warc, &record);
    } else {
        job = warc_reject(warc->path, &why);
        job->url = warc_copy(record.url);
        buf_free(&record.body);
    }
    if (job != NULL) {
        warc->taken++;
        warc_set_place(warc, job);
    }
    if (status != STATUS_OK && status != STATUS_REJECT) {
        warc_leave_file(warc); /* it cannot be read any further */
    }
    return job;
}

static enum source_step warc_next(struct source *source, struct job **job)
{
    struct warc *warc = source->reading;

    bool more = !source->stopped && warc->taken < (size_t)source->config->max_items;

    *job = NULL;
    for (size_t i = 0; more && *job == NULL; i++) {
        if (i == SOURCE_LOOK_MAX) {
            return SOURCE_MORE;
        }
        *job = warc->reader != NULL ? warc_take(source, warc) : warc_next_file(source, warc);
        more = warc->reader != NULL || !warc->listed;
    }
    if (*job == NULL && warc->reader != NULL) {
        *job = warc_end_file(warc, false);
    }
    return *job == NULL ? SOURCE_END : SOURCE_JOB;
}

static enum status warc_settle(struct source *source, struct job *job, struct error *error)
{
    struct warc *warc = source->reading;
    json_t *data;

    if (job->file_mark[0] == '\0' ||
        (job->task != JOB_STATE && ++warc->unsaved < SOURCE_STATE_EVERY)) {
        return STATUS_OK;
    }
    warc->unsaved = 0;
    data = json_pack("{sssIsI}", "mark", job->file_mark, "offset", (json_int_t)job->offset, "skip",
                     (json_int_t)job->skip);
    if (job->task == JOB_STATE && job->mark == WARC_DONE) {
        json_object_set_new(data, "done", json_true());
    }
    return source_write_state(source, job->path, data, error);
}

const struct source_kind_methods source_warc = {
    .open = warc_open, .next = warc_next, .settle = warc_settle, .close = warc_close};
