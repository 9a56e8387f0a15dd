#include "nightly/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"
#include "common/timestamp.h"
#include "nightly/html.h"
#include "nightly/report_page.h"

static enum status report_put(FILE *stream, const char *name, const char *page, size_t length,
                              struct error *error)
{
    if (fwrite(page, 1, length, stream) != length || fflush(stream) != 0) {
        return error_set(error, STATUS_FATAL, "write_failed", "%s: %s", name, strerror(errno));
    }
    return STATUS_OK;
}

/* Through a temporary name beside it. */
static enum status report_save(const char *path, const char *page, size_t length,
                               struct error *error)
{
    size_t size = strlen(path) + 32;
    char *draft = mem_calloc(1, size);
    FILE *file = NULL;
    enum status status;
    int fd;

    snprintf(draft, size, "%s.draft.%ld", path, (long)getpid());
    fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        file = fdopen(fd, "w");
    }
    if (file == NULL) {
        status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be made: %s", draft,
                           strerror(errno));
    } else {
        status = report_put(file, draft, page, length, error);
        if (fclose(file) != 0 && status == STATUS_OK) {
            status =
                error_set(error, STATUS_FATAL, "write_failed", "%s: %s", draft, strerror(errno));
        }
        if (status == STATUS_OK && rename(draft, path) != 0) {
            status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be replaced: %s",
                               path, strerror(errno));
        }
        if (status != STATUS_OK) {
            unlink(draft);
        }
    }
    if (file == NULL && fd >= 0) {
        close(fd);
        unlink(draft);
    }
    free(draft);
    return status;
}

/* Renaming over a device would put a file in its place. */
static enum status report_check_path(const char *path, struct error *error)
{
    struct stat found;

    if (*path == '\0' || (stat(path, &found) == 0 && !S_ISREG(found.st_mode))) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--output %s: is no file; without it the report goes to standard output",
                         path);
    }
    return STATUS_OK;
}

/* The page as a string, of one state of the database. */
static enum status report_make(struct db *db, const char *since, char **page, size_t *length,
                               struct error *error)
{
    FILE *stream = open_memstream(page, length);
    struct html html;
    enum status status;
    bool whole;

    if (stream == NULL) {
        return error_set(error, STATUS_FATAL, "no_memory", "report: %s", strerror(errno));
    }
    html_begin(&html, stream);
    status = db_begin(db, error);
    if (status == STATUS_OK) {
        status = db_run(db, "report_snapshot", NULL, 0, NULL, error);
        if (status == STATUS_OK) {
            status = report_page(db, &html, since, error);
        }
        db_rollback(db);
    }
    whole = html_end(&html);
    if ((fclose(stream) != 0 || !whole) && status == STATUS_OK) {
        status = error_set(error, STATUS_FATAL, "write_failed", "report: the page is not whole");
    }
    return status;
}

enum status report_write(struct db *db, const char *since, const char *path, struct error *error)
{
    struct timestamp time;
    char *page = NULL;
    size_t length = 0;
    enum status status = STATUS_OK;

    if (since != NULL && !timestamp_parse(since, &time)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--since %s: is no date; write it as 2024-01-06", since);
    }
    if (path != NULL) {
        status = report_check_path(path, error);
    }
    if (status == STATUS_OK) {
        status = report_make(db, since == NULL ? "" : since, &page, &length, error);
    }
    if (status == STATUS_OK) {
        status = path != NULL ? report_save(path, page, length, error)
                              : report_put(stdout, "output", page, length, error);
    }
    free(page);
    return status;
}
