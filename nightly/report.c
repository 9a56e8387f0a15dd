#include "nightly/report.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "nightly/html.h"
#include "nightly/output.h"
#include "nightly/report_page.h"

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
        status = output_check_path("--output", path, error);
    }
    if (status == STATUS_OK) {
        status = report_make(db, since == NULL ? "" : since, &page, &length, error);
    }
    if (status == STATUS_OK) {
        status = output_write(path, page, length, error);
    }
    free(page);
    return status;
}
