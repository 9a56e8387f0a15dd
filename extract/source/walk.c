#include "extract/source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "common/arena.h"
#include "common/memory.h"

struct walk_level {
    struct arena *arena; /* of path and names */
    const char *path;
    const char **names;
    size_t count, capacity, next;
};

struct walk {
    struct walk_level levels[WALK_DEPTH_MAX];
    size_t depth;
    struct arena *arena; /* of the path at hand */
    char *folder;
    bool begun;
    bool (*wanted)(const char *path);
};

static int walk_compare(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;

    return strcmp(*left, *right); /* bytes: the same order on every machine */
}

static enum status walk_list(struct walk_level *level, struct error *error)
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
        qsort(level->names, level->count, sizeof *level->names, walk_compare);
    }
    return STATUS_OK;
}

static void walk_leave(struct walk *walk)
{
    struct walk_level *level = &walk->levels[--walk->depth];

    free(level->names);
    arena_free(level->arena);
}

static enum status walk_enter(struct walk *walk, const char *path, struct error *error)
{
    struct walk_level *level;
    enum status status;

    if (walk->depth == WALK_DEPTH_MAX) {
        return error_set(error, STATUS_REJECT, "too_deep", "%s: more than %d folders deep", path,
                         WALK_DEPTH_MAX);
    }
    level = &walk->levels[walk->depth++];
    *level = (struct walk_level){.arena = arena_new()};
    level->path = arena_strdup(level->arena, path);
    status = walk_list(level, error);
    if (status != STATUS_OK) {
        walk_leave(walk);
    }
    return status;
}

struct walk *walk_new(const char *folder, bool (*wanted)(const char *path))
{
    struct walk *walk = mem_calloc(1, sizeof *walk);
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    walk->folder = mem_strndup(folder, length);
    walk->arena = arena_new();
    walk->wanted = wanted;
    return walk;
}

void walk_free(struct walk *walk)
{
    while (walk->depth > 0) {
        walk_leave(walk);
    }
    arena_free(walk->arena);
    free(walk->folder);
    free(walk);
}

/* The next entry of the deepest folder. */
static enum walk_step walk_look(struct walk *walk, const char **path, struct error *error)
{
    struct walk_level *level = &walk->levels[walk->depth - 1];
    struct stat information;

    arena_reset(walk->arena);
    *path = arena_printf(walk->arena, "%s/%s", level->path, level->names[level->next++]);
    if (lstat(*path, &information) != 0) {
        return WALK_END;
    }
    if (S_ISDIR(information.st_mode)) {
        return walk_enter(walk, *path, error) == STATUS_OK ? WALK_END : WALK_FAILED;
    }
    return walk->wanted(*path) ? WALK_FILE : WALK_END;
}

enum walk_step walk_next(struct walk *walk, const char **path, struct error *error)
{
    if (!walk->begun) {
        walk->begun = true;
        *path = walk->folder;
        if (walk_enter(walk, walk->folder, error) != STATUS_OK) {
            return WALK_FAILED;
        }
    }
    while (walk->depth > 0) {
        struct walk_level *level = &walk->levels[walk->depth - 1];
        enum walk_step step = WALK_END;

        if (level->next == level->count) {
            walk_leave(walk);
        } else {
            step = walk_look(walk, path, error);
        }
        if (step != WALK_END) {
            return step;
        }
    }
    return WALK_END;
}
