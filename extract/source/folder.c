/* The pages and texts below a folder; each file has a state of its own. */
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/local.h"
#include "extract/source/source.h"
#include "extract/source/walk.h"

struct folder {
    struct walk *walk;
    size_t files; /* looked at */
    size_t warcs; /* passed over */
    bool failed;  /* a folder could not be read, which was told */
    bool listed, ended;
};

static bool folder_wants(const char *path)
{
    return local_content_type(path) != NULL || local_is_warc(path);
}

static void folder_open(struct source *source)
{
    struct folder *folder = mem_calloc(1, sizeof *folder);

    folder->walk = walk_new(source->config->path, folder_wants);
    source->reading = folder;
}

static void folder_close(struct source *source)
{
    struct folder *folder = source->reading;

    walk_free(folder->walk);
    free(folder);
}

static struct job *folder_reject(const char *path, const struct error *why)
{
    struct job *job = job_new(JOB_ARTICLE, NULL, path);

    job->why = *why;
    local_escape(job->path);
    source_reject(job);
    return job;
}

/* A file that is new or has changed; else NULL. */
static struct job *folder_take_file(struct source *source, const char *path)
{
    struct error why = {0};
    const char *seen;
    json_t *before;
    bool unchanged = false;

    if (!utf8_valid(path)) {
        (void)error_set(&why, STATUS_REJECT, "bad_path",
                        "a file below %s: its name is not UTF-8; rename it", source->config->path);
        return folder_reject(path, &why);
    }
    before = source_find_state(source, path);
    seen = state_text(before, "mark");
    if (seen != NULL) {
        struct arena *arena = arena_new();
        const char *mark = local_mark(path, arena);

        unchanged = mark != NULL && strcmp(mark, seen) == 0;
        arena_free(arena);
    }
    json_decref(before);
    source->counts.unchanged += unchanged;
    return unchanged ? NULL : job_new(JOB_ARTICLE, NULL, path);
}

/* The next file that is to be read, or what is wrong with a folder; NULL: none is left, or so many
 * were passed over that others should have their turn. */
static struct job *folder_take(struct source *source, struct folder *folder)
{
    struct job *job = NULL;
    struct error why = {0};
    const char *path;

    for (size_t i = 0; i < SOURCE_LOOK_MAX && job == NULL && !folder->listed; i++) {
        switch (walk_next(folder->walk, &path, &why)) {
        case WALK_FILE:
            if (local_is_warc(path)) {
                folder->warcs++;
            } else {
                folder->files++;
                job = folder_take_file(source, path);
            }
            break;
        case WALK_FAILED:
            folder->failed = true;
            job = folder_reject(path, &why);
            break;
        case WALK_END:
            folder->listed = true;
            break;
        }
        folder->listed = folder->listed || folder->files >= (size_t)source->config->max_items;
    }
    return job;
}

/* What a reader of the folder may have expected, and did not get. */
static void folder_tell(const struct source *source, const struct folder *folder)
{
    if (folder->warcs > 0) {
        log_event(source->context->log, LOG_WARNING, "warc_in_folder", NULL, 0,
                  "%s: %zu WARC files in it were not read; name them, or set kind = warc for the "
                  "source",
                  source->config->path, folder->warcs);
    } else if (folder->files == 0 && folder->listed && !folder->failed) {
        log_event(source->context->log, LOG_WARNING, "empty_folder", NULL, 0,
                  "%s: has no file that ends in .html, .htm, .xhtml or .txt", source->config->path);
    }
}

static enum source_step folder_next(struct source *source, struct job **job)
{
    struct folder *folder = source->reading;

    *job = source->stopped ? NULL : folder_take(source, folder);
    if (*job == NULL && !folder->listed && !source->stopped) {
        return SOURCE_MORE;
    }
    if (*job == NULL && !folder->ended) {
        folder->ended = true;
        folder_tell(source, folder);
        *job = job_new(JOB_STATE, NULL, NULL);
        (*job)->progress = JOB_DONE;
    }
    return *job == NULL ? SOURCE_END : SOURCE_JOB;
}

static enum status folder_settle(struct source *source, struct job *job, struct error *error)
{
    const struct folder *folder = source->reading;

    if (job->task == JOB_STATE) {
        return source_write_state(source, source->config->path,
                                  json_pack("{sI}", "files", (json_int_t)folder->files), error);
    }
    if (job->file_mark[0] == '\0') {
        return STATUS_OK; /* it was not read */
    }
    return source_write_state(source, job->path, json_pack("{ss}", "mark", job->file_mark), error);
}

const struct source_kind_methods source_folder = {
    .open = folder_open, .next = folder_next, .settle = folder_settle, .close = folder_close};
