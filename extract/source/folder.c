/* The files below a folder, sorted folder by folder: only the names of the folders that lead to the
 * file at hand are held. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/local.h"
#include "extract/source/source.h"

enum { FOLDER_DEPTH_MAX = 32 };

struct folder_level {
    struct arena *arena; /* of path and names */
    const char *path;
    const char **names;
    size_t count, capacity, next;
};

struct folder {
    struct folder_level levels[FOLDER_DEPTH_MAX];
    size_t depth;
    size_t files; /* looked at */
    bool begun, ended;
};

static int folder_compare(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;

    return strcmp(*left, *right); /* bytes: the same order on every machine */
}

static enum status folder_list(struct folder_level *level, struct error *error)
{
    const struct dirent *entry;
    DIR *directory = opendir(level->path);
    int problem = directory == NULL ? errno : 0;

    while (problem == 0) {
        errno = 0;
        entry = readdir(directory);
        if (entry == NULL) {
            problem = errno;
            break;
        }
        if (entry->d_name[0] != '.') {
            level->names =
                mem_grow(level->names, &level->capacity, level->count, sizeof *level->names);
            level->names[level->count++] = arena_strdup(level->arena, entry->d_name);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    if (problem != 0) {
        return error_set(error, STATUS_REJECT, problem == ENOENT ? "no_file" : "unreadable",
                         "%s: %s; look at the source's path", level->path, strerror(problem));
    }
    if (level->count > 0) {
        qsort(level->names, level->count, sizeof *level->names, folder_compare);
    }
    return STATUS_OK;
}

static void folder_leave(struct folder *folder)
{
    struct folder_level *level = &folder->levels[--folder->depth];

    free(level->names);
    arena_free(level->arena);
}

static enum status folder_enter(struct folder *folder, const char *path, struct error *error)
{
    struct folder_level *level;
    enum status status;

    if (folder->depth == FOLDER_DEPTH_MAX) {
        return error_set(error, STATUS_REJECT, "too_deep", "%s: more than %d folders deep", path,
                         FOLDER_DEPTH_MAX);
    }
    level = &folder->levels[folder->depth++];
    *level = (struct folder_level){.arena = arena_new()};
    level->path = arena_strdup(level->arena, path);
    status = folder_list(level, error);
    if (status != STATUS_OK) {
        folder_leave(folder);
    }
    return status;
}

static void folder_open(struct source *source)
{
    source->reading = mem_calloc(1, sizeof(struct folder));
}

static void folder_close(struct source *source)
{
    struct folder *folder = source->reading;

    while (folder->depth > 0) {
        folder_leave(folder);
    }
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
    struct arena *arena;
    struct error why = {0};
    const char *mark, *seen;
    json_t *before;
    bool unchanged;

    if (!utf8_valid(path)) {
        (void)error_set(&why, STATUS_REJECT, "bad_path",
                        "a file below %s: its name is not UTF-8; rename it", source->config->path);
        return folder_reject(path, &why);
    }
    before = source_find_state(source, path);
    seen = state_text(before, "mark");
    arena = arena_new();
    mark = seen == NULL ? NULL : local_mark(path, arena);
    unchanged = mark != NULL && strcmp(mark, seen) == 0;
    arena_free(arena);
    json_decref(before);
    source->counts.unchanged += unchanged;
    return unchanged ? NULL : job_new(JOB_ARTICLE, NULL, path);
}

/* The next entry of the deepest folder: a job, or NULL where nothing comes of it. */
static struct job *folder_take(struct source *source, struct folder *folder)
{
    struct folder_level *level = &folder->levels[folder->depth - 1];
    struct job *job = NULL;
    struct stat information;
    struct error why = {0};
    const char *path;
    struct arena *arena;

    if (level->next == level->count) {
        folder_leave(folder);
        return NULL;
    }
    arena = arena_new();
    path = arena_printf(arena, "%s/%s", level->path, level->names[level->next++]);
    if (lstat(path, &information) == 0) {
        if (S_ISDIR(information.st_mode)) {
            if (folder_enter(folder, path, &why) != STATUS_OK) {
                job = folder_reject(path, &why);
            }
        } else if (local_content_type(path) != NULL) {
            folder->files++;
            job = folder_take_file(source, path);
        }
    }
    arena_free(arena);
    return job;
}

static struct job *folder_begin(struct source *source, struct folder *folder)
{
    char *path = mem_strdup(source->config->path);
    size_t length = strlen(path);
    struct error why = {0};
    struct job *job = NULL;

    while (length > 1 && path[length - 1] == '/') {
        path[--length] = '\0';
    }
    folder->begun = true;
    if (folder_enter(folder, path, &why) != STATUS_OK) {
        job = folder_reject(path, &why);
    }
    free(path);
    return job;
}

static enum source_step folder_next(struct source *source, struct job **job)
{
    struct folder *folder = source->reading;

    if (!folder->begun && source->stopped) {
        return SOURCE_END;
    }
    *job = folder->begun ? NULL : folder_begin(source, folder);
    while (*job == NULL && folder->depth > 0 && !source->stopped &&
           folder->files < (size_t)source->config->max_items) {
        *job = folder_take(source, folder);
    }
    if (*job != NULL) {
        return SOURCE_JOB;
    }
    if (folder->ended) {
        return SOURCE_END;
    }
    folder->ended = true;
    *job = job_new(JOB_STATE, NULL, NULL);
    (*job)->progress = JOB_DONE;
    return SOURCE_JOB;
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
