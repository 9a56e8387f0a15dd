#include "nightly/check.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "nightly/table.h"

enum { CHECK_FILE_MAX = 64 * 1024, CHECK_PATH_MAX = 4096 };

static int check_is_query(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".sql") == 0;
}

/* A whole file as a string; the caller frees it. */
static enum status check_read(const char *path, char **text, struct error *error)
{
    FILE *file = fopen(path, "r");
    size_t length;

    *text = NULL;
    if (file == NULL) {
        return error_set(error, STATUS_FATAL, "no_file", "%s: %s", path, strerror(errno));
    }
    *text = mem_alloc(CHECK_FILE_MAX + 1);
    length = fread(*text, 1, CHECK_FILE_MAX + 1, file);
    if (ferror(file) != 0 || length > CHECK_FILE_MAX) {
        enum status status =
            error_set(error, STATUS_FATAL, "bad_file", "%s: %s", path,
                      length > CHECK_FILE_MAX ? "is longer than 64 KB" : strerror(errno));

        fclose(file);
        free(*text);
        *text = NULL;
        return status;
    }
    (*text)[length] = '\0';
    fclose(file);
    return STATUS_OK;
}

/* What the first line says behind its "--"; else the file's name. */
static void check_print_title(const char *text, const char *name, size_t rows)
{
    int length = (int)strcspn(text, "\n");
    bool comment = strncmp(text, "-- ", 3) == 0;

    printf("%-6s %s: ", rows == 0 ? "ok" : "FOUND", name);
    printf("%.*s", comment ? length - 3 : 0, comment ? text + 3 : "");
    if (rows > 0) {
        printf(" (%zu)", rows);
    }
    putchar('\n');
}

static enum status check_file(struct db *db, const char *folder, const char *name, size_t *found,
                              struct error *error)
{
    char path[CHECK_PATH_MAX], *text = NULL;
    struct db_result *result = NULL;
    enum status status;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    status = check_read(path, &text, error);
    if (status == STATUS_OK) {
        status = db_ask(db, path, text, &result, error);
    }
    if (status == STATUS_OK) {
        check_print_title(text, name, db_rows(result));
        if (db_rows(result) > 0) {
            table_print_first(stdout, result, 10);
            (*found)++;
        }
    }
    db_result_free(result);
    free(text);
    return status;
}

enum status check_run(struct db *db, const char *folder, struct log *log, size_t *found,
                      struct error *error)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, check_is_query, alphasort);
    int failed = 0;

    *found = 0;
    if (count < 0) {
        return error_set(error, STATUS_USAGE, "no_folder", "%s: %s", folder, strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        struct error why;

        if (check_file(db, folder, entries[i]->d_name, found, &why) != STATUS_OK) {
            log_error(log, &why);
            failed++;
        }
        free(entries[i]);
    }
    free(entries);
    if (failed > 0) {
        return error_set(error, STATUS_FATAL, "check_failed",
                         "%d of %d queries of %s could not be asked; mend them", failed, count,
                         folder);
    }
    return STATUS_OK;
}
