#include "common/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/memory.h"

/* The folder of the running program; freed by the caller, NULL with an error. */
static char *paths_program_folder(struct error *error)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;

    if (length <= 0) {
        error_set(error, STATUS_FATAL, "no_program_path",
                  "/proc/self/exe: cannot be read: %s; mount /proc, or set DATELINE_DATA",
                  strerror(errno));
        return NULL;
    }
    path[length] = '\0';
    slash = strrchr(path, '/');
    if (slash == NULL) {
        slash = path;
    }
    *slash = '\0';
    return mem_strdup(path);
}

static char *paths_join(const char *first, const char *second, const char *third)
{
    size_t size = strlen(first) + strlen(second) + strlen(third) + 3;
    char *path = mem_alloc(size);

    snprintf(path, size, "%s/%s%s%s", first, second, *second == '\0' ? "" : "/", third);
    return path;
}

/* Programs stand in bin/ or build/MODE/bin/ of a checkout, and tests deeper in build/MODE/. */
static char *paths_search(const char *folder, const char *name)
{
    static const char *const below[] = {"share/dateline", "config", "sql", "build/data"};
    char *root = mem_strdup(folder);

    for (;;) {
        char *slash = strrchr(root, '/');

        if (slash == NULL) {
            break;
        }
        *slash = '\0';
        for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
            char *path = paths_join(root, below[i], name);

            if (access(path, R_OK) == 0) {
                free(root);
                return path;
            }
            free(path);
        }
        if (*root == '\0') {
            break;
        }
        /* A checkout's own root ends the search: what stands above is somebody else's. */
        char *mark = paths_join(root, "config", "schema");
        bool checkout = access(mark, R_OK) == 0;

        free(mark);
        if (checkout) {
            break;
        }
    }
    free(root);
    return NULL;
}

enum status paths_find_data(const char *name, char **path, struct error *error)
{
    const char *data = getenv("DATELINE_DATA");
    char *folder;

    *path = NULL;
    if (data != NULL && *data != '\0') {
        *path = paths_join(data, "", name);
        if (access(*path, R_OK) != 0) {
            error_set(error, STATUS_USAGE, "no_data",
                      "%s: %s; DATELINE_DATA must name a folder laid out as PREFIX/share/dateline",
                      *path, strerror(errno));
            free(*path);
            *path = NULL;
            return STATUS_USAGE;
        }
        return STATUS_OK;
    }
    folder = paths_program_folder(error);
    if (folder == NULL) {
        return STATUS_FATAL;
    }
    *path = paths_search(folder, name);
    if (*path == NULL) {
        error_set(
            error, STATUS_USAGE, "no_data",
            "%s: not found in share/dateline, config, sql or build/data beside %s or above it; "
            "run make, or set DATELINE_DATA",
            name, folder);
        free(folder);
        return STATUS_USAGE;
    }
    free(folder);
    return STATUS_OK;
}

enum status paths_find_program(const char *name, char **path, struct error *error)
{
    char *folder = paths_program_folder(error);

    *path = NULL;
    if (folder == NULL) {
        return STATUS_FATAL;
    }
    *path = paths_join(folder, "", name);
    free(folder);
    if (access(*path, X_OK) != 0) {
        error_set(error, STATUS_FATAL, "no_program", "%s: %s; install all programs in one folder",
                  *path, strerror(errno));
        free(*path);
        *path = NULL;
        return STATUS_FATAL;
    }
    return STATUS_OK;
}

/* The checkout that the program stands in; NULL when it is installed. */
static char *paths_checkout(const char *folder)
{
    char *root = mem_strdup(folder);
    char *slash;

    while ((slash = strrchr(root, '/')) != NULL && slash != root) {
        char *schema, *makefile;
        bool found;

        *slash = '\0';
        schema = paths_join(root, "config", "schema");
        makefile = paths_join(root, "", "Makefile");
        found = access(schema, R_OK) == 0 && access(makefile, R_OK) == 0;
        free(schema);
        free(makefile);
        if (found) {
            return root;
        }
    }
    free(root);
    return NULL;
}

enum status paths_var(char **path, struct error *error)
{
    const char *var = getenv("DATELINE_VAR"), *home = getenv("HOME");
    char *folder, *checkout;

    *path = NULL;
    if (var != NULL && *var != '\0') {
        *path = realpath(var, NULL);
        if (*path == NULL) {
            *path = mem_strdup(var);
        }
        if ((*path)[0] != '/') {
            free(*path);
            *path = NULL;
            return error_set(error, STATUS_USAGE, "bad_var",
                             "DATELINE_VAR: %s is no folder; give the absolute path of one", var);
        }
        return STATUS_OK;
    }
    folder = paths_program_folder(error);
    if (folder == NULL) {
        return STATUS_FATAL;
    }
    checkout = paths_checkout(folder);
    free(folder);
    if (checkout != NULL) {
        *path = paths_join(checkout, "", "var");
        free(checkout);
    } else if (geteuid() == 0) {
        *path = mem_strdup("/var/lib/dateline");
    } else if (home != NULL && home[0] == '/') {
        *path = paths_join(home, "", ".local/state/dateline");
    } else {
        return error_set(error, STATUS_USAGE, "no_home",
                         "HOME is not set: set it, or DATELINE_VAR to a folder for the database");
    }
    return STATUS_OK;
}
