#include "transform/versions.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/fnv.h"
#include "common/memory.h"
#include "common/paths.h"

static enum status versions_failed(const char *path, struct error *error)
{
    return error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", path,
                     strerror(errno));
}

static enum status versions_add_file(const char *path, const char *name, uint64_t *hash,
                                     struct error *error)
{
    FILE *file = fopen(path, "re");
    char chunk[16384];
    size_t size;
    bool failed;

    if (file == NULL) {
        return versions_failed(path, error);
    }
    *hash = fnv_bytes(*hash, name, strlen(name) + 1);
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0) {
        *hash = fnv_bytes(*hash, chunk, size);
    }
    failed = ferror(file) != 0;
    fclose(file);
    return failed ? versions_failed(path, error) : STATUS_OK;
}

/* Editors leave files of their own beside those that are read. */
static int versions_is_data(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return entry->d_name[0] != '.' && dot != NULL &&
           (strcmp(dot, ".tsv") == 0 || strcmp(dot, ".rules") == 0);
}

static int versions_compare(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static enum status versions_add_folder(const char *folder, uint64_t *hash, struct error *error)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, versions_is_data, versions_compare);
    enum status status = count < 0 ? versions_failed(folder, error) : STATUS_OK;

    for (int i = 0; i < count; i++) {
        size_t size = strlen(folder) + strlen(entries[i]->d_name) + 2;
        char *path = mem_alloc(size);

        snprintf(path, size, "%s/%s", folder, entries[i]->d_name);
        if (status == STATUS_OK) {
            status = versions_add_file(path, entries[i]->d_name, hash, error);
        }
        free(path);
        free(entries[i]);
    }
    free(entries);
    return status;
}

enum status versions_find(uint64_t model, uint64_t gazetteer, struct versions *versions,
                          struct error *error)
{
    static const struct {
        const char *name;
        bool folder;
    } data[] = {{"events", true},
                {"gazetteer", true},
                {"dates.tsv", false},
                {"quantities.tsv", false},
                {"speech.tsv", false}};
    uint64_t hash = fnv_bytes(FNV_START, (const char *)&gazetteer, sizeof gazetteer);
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof data / sizeof data[0] && status == STATUS_OK; i++) {
        char *path = NULL;

        status = paths_find_data(data[i].name, &path, error);
        if (status == STATUS_OK) {
            status = data[i].folder ? versions_add_folder(path, &hash, error)
                                    : versions_add_file(path, data[i].name, &hash, error);
        }
        free(path);
    }
    snprintf(versions->model, sizeof versions->model, "%016" PRIx64, model);
    snprintf(versions->rules, sizeof versions->rules, "%016" PRIx64, hash);
    return status;
}

void versions_set(const struct versions *versions, json_t *record)
{
    json_object_set_new(record, "transform_version", json_string(DATELINE_VERSION));
    json_object_set_new(record, "model_version", json_string(versions->model));
    json_object_set_new(record, "rules_version", json_string(versions->rules));
}
